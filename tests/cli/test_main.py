from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator

import openimr
from openimr.errors import Unavailable

# The package shows the function of the same name.
door = importlib.import_module("openimr.cli.main")


def leaves(command: Any, *words: str) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", None)
    return [leaf for name, it in below.items() for leaf in leaves(it, *words, name)] if below else [words]


@pytest.mark.parametrize("command", leaves(typer.main.get_command(door.app)), ids=" ".join)
def test_the_help_of_every_command_has_an_example(run: Callable[..., Any], command: tuple[str, ...]) -> None:
    ended = run(*command, "--help")
    assert ended.code == 0
    assert "Example" in ended.out
    assert f"openimr {' '.join(command)}" in ended.out


def test_the_version_is_told(run: Callable[..., Any]) -> None:
    assert run("--version").out == f"openimr {openimr.__version__}\n"


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
    monkeypatch.setattr(door, "app", raising(error))
    ended = run("read", "x")
    assert ended.code == code
    assert "diagnosis" not in ended.err
    assert ended.err.startswith("openimr: ")


def test_a_disk_that_fails_is_no_fault_of_ours(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "app", raising(OSError(28, "No space left on device", "letters/x.json")))
    ended = run("read", "x")
    assert ended.code == 2
    assert "letters/x.json: No space left on device." in ended.err
    assert "fault of openimr" not in ended.err
    monkeypatch.setattr(door, "app", raising(OSError(28, "No space left on device")))
    assert "standard output" in run("read", "x").err
    monkeypatch.setattr(door, "app", raising(OSError("no system said this")))
    assert run("read", "x").code == 3


def test_the_traceback_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "app", raising(ZeroDivisionError()))
    monkeypatch.setenv("OPENIMR_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        door.main(["read", "x"])


def test_the_schema_is_one(run: Callable[..., Any]) -> None:
    schema = json.loads(run("schema", "determination").out)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "Determination"
