from __future__ import annotations

import importlib
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator

import openimr
from openimr.cli.commands import COMMANDS, app
from openimr.errors import Unavailable

# The package shows the function of the same name.
door = importlib.import_module("openimr.cli.main")


def leaves(command: Any, *words: str) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", None)
    return [leaf for name, it in below.items() for leaf in leaves(it, *words, name)] if below else [words]


@pytest.mark.parametrize("command", leaves(typer.main.get_command(app)), ids=" ".join)
def test_the_help_of_every_command_has_an_example(run: Callable[..., Any], command: tuple[str, ...]) -> None:
    ended = run(*command, "--help")
    assert ended.code == 0
    assert "Example" in ended.out
    assert f"openimr {' '.join(command)}" in ended.out


def test_the_version_is_told(run: Callable[..., Any]) -> None:
    for arguments in (["--version"], ["--version", "read"]):
        ended = run(*arguments)
        assert (ended.code, ended.out) == (0, f"openimr {openimr.__version__}\n")


def loaded_after(*arguments: str) -> set[str]:
    """The modules that a command loads, in a process of its own."""
    code = (
        "import sys\nfrom openimr.cli import main\ntry:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


def test_the_version_loads_no_command_and_no_framework() -> None:
    assert not {"typer", "rich", "msgspec", "openimr.cli.commands"} & loaded_after("--version")


def test_a_command_loads_no_other() -> None:
    loaded = loaded_after("deadline", "list")
    assert {name for name in COMMANDS if f"openimr.cli.{name}" in loaded} == {"deadline"}
    assert not {"openimr.determinations", "openimr.treatments", "rich"} & loaded


def test_the_help_lists_every_command_in_order_with_its_help(run: Callable[..., Any]) -> None:
    shown = run("--help").out
    places = [shown.find(f"│ {name} ") for name in COMMANDS]
    assert -1 not in places
    assert places == sorted(places)
    for command in typer.main.get_command(app).commands.values():  # type: ignore[attr-defined]  # it is a group
        assert command.help.split(".")[0].split(",")[0].split()[0] in shown


def test_the_names_of_commands_are_completed() -> None:
    asked = {**os.environ, "_OPENIMR_COMPLETE": "complete_bash", "COMP_WORDS": "openimr re", "COMP_CWORD": "1"}
    ended = subprocess.run([sys.executable, "-m", "openimr"], env=asked, capture_output=True, text=True, check=False)
    assert ended.stdout.split() == ["read", "request"]


def test_a_command_that_is_not_there_is_compared_with_those_that_are(run: Callable[..., Any]) -> None:
    assert "deadline" in run("dedline").err


@pytest.mark.parametrize(
    "arguments", [["no-such-command"], ["read"], ["read", "--no-such-option"], ["read", "x", "-p", "0"]]
)
def test_wrong_arguments_are_told_with_exit_code_2(run: Callable[..., Any], arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert "Traceback" not in ended.err


def raising(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), 130), (Unavailable("It is not there."), 3), (ZeroDivisionError("a diagnosis"), 3)],
)
def test_every_end_has_its_exit_code_and_no_value_is_shown(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    monkeypatch.setattr("openimr.cli.commands.app", raising(error))
    ended = run("read", "x")
    assert ended.code == code
    assert "diagnosis" not in ended.err
    assert ended.err.startswith("openimr: ")


def test_a_disk_that_fails_is_no_fault_of_ours(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openimr.cli.commands.app", raising(OSError(28, "No space left on device", "letters/x.json")))
    ended = run("read", "x")
    assert ended.code == 2
    assert "letters/x.json: No space left on device." in ended.err
    assert "fault of openimr" not in ended.err
    monkeypatch.setattr("openimr.cli.commands.app", raising(OSError(28, "No space left on device")))
    assert "standard output" in run("read", "x").err
    monkeypatch.setattr("openimr.cli.commands.app", raising(OSError("no system said this")))
    assert run("read", "x").code == 3


def ended_in_a_shell(line: str) -> subprocess.CompletedProcess[str]:
    """How ``openimr`` ends in a shell; it stands for the command, and its streams are buffered as for everybody."""
    line = line.replace("openimr", f"{shlex.quote(sys.executable)} -m openimr")
    around = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, env=around)


@pytest.mark.parametrize("command", ["--version", "deadline list", "--help", "schema determination", "demo --help"])
def test_a_disk_without_room_for_the_output_is_told_once(command: str) -> None:
    ended = ended_in_a_shell(f"openimr {command} > /dev/full")
    assert ended.returncode == 2
    assert ended.stderr.startswith("openimr: standard output: No space left on device.")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["--version", "deadline list", "--help"])
def test_an_output_that_is_closed_is_told_and_no_fault_of_ours(command: str) -> None:
    ended = ended_in_a_shell(f"openimr {command} >&-")
    assert ended.returncode == 2
    assert ended.stderr.startswith("openimr: standard output: Bad file descriptor.")
    assert ended.stderr.count("\n") == 1


def test_a_closed_input_is_an_empty_one() -> None:
    ended = ended_in_a_shell("openimr read - <&-")
    assert ended.returncode == 2
    assert "-: It is empty." in ended.stderr


def test_closed_messages_change_no_exit_code() -> None:
    assert ended_in_a_shell("openimr read no-such-file 2>&-").returncode == 2
    assert ended_in_a_shell("openimr read no-such-file >&- 2>&- <&-").returncode == 2


@pytest.mark.parametrize("command", ["--version", "deadline list", "--help"])
def test_a_reader_that_has_gone_ends_a_command_without_a_word(command: str) -> None:
    theirs, ours = os.pipe()
    os.close(theirs)
    arguments = [sys.executable, "-m", "openimr", *command.split()]
    ended = subprocess.run(arguments, stdout=ours, stderr=subprocess.PIPE, text=True, check=False)
    os.close(ours)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_the_traceback_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openimr.cli.commands.app", raising(ZeroDivisionError()))
    monkeypatch.setenv("OPENIMR_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        door.main(["read", "x"])


def test_the_schema_is_one(run: Callable[..., Any]) -> None:
    schema = json.loads(run("schema", "determination").out)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "Determination"
