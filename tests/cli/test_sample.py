from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from openimr.cli.main import app
from openimr.errors import Conflict, UnusableArguments

RUN = CliRunner()


def invoke(*arguments: str) -> str:
    result = RUN.invoke(app, ["sample", "determinations", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_without_a_folder_there_is_a_line_of_json_for_each_letter() -> None:
    lines = [json.loads(line) for line in invoke("--count", "3", "--seed", "4", "--layout", "l4a,L5").splitlines()]
    assert len(lines) == 3
    assert {line["truth"]["layout"] for line in lines} <= {"L4a", "L5"}
    assert all(line["text"].startswith("INVENTED SAMPLE") and line["planted"] == [] for line in lines)


def test_errors_are_planted_on_request() -> None:
    (line,) = invoke("--count", "1", "--plant", "d304").splitlines()
    assert [error["code"] for error in json.loads(line)["planted"]] == ["D304"]


def test_a_folder_gets_letters_and_their_true_values(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "letters"
    invoke("--count", "2", "--output", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == [
        "sample-000001.truth.json",
        "sample-000001.txt",
        "sample-000002.truth.json",
        "sample-000002.txt",
        "samples.json",
    ]
    truth = json.loads((folder / "sample-000001.truth.json").read_text("utf-8"))
    assert set(truth) == {"truth", "planted"}


def test_the_same_run_may_go_over_its_own_files(tmp_path: Path) -> None:
    invoke("--count", "3", "--output", str(tmp_path))
    before = (tmp_path / "sample-000002.txt").read_bytes()
    invoke("--count", "2", "--output", str(tmp_path))
    assert (tmp_path / "sample-000002.txt").read_bytes() == before


def test_another_run_does_not_go_over_these_files(tmp_path: Path) -> None:
    invoke("--count", "1", "--output", str(tmp_path))
    before = (tmp_path / "sample-000001.txt").read_bytes()
    with pytest.raises(Conflict, match="conflict"):
        invoke("--count", "1", "--seed", "2", "--output", str(tmp_path))
    assert (tmp_path / "sample-000001.txt").read_bytes() == before


def test_files_that_only_look_like_samples_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sample-000001.txt").write_text("mine")
    with pytest.raises(Conflict):
        invoke("--count", "1", "--output", str(tmp_path))
    assert (tmp_path / "sample-000001.txt").read_text() == "mine"


def test_a_folder_with_other_files_is_used(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    invoke("--count", "1", "--output", str(tmp_path))
    assert (tmp_path / "notes.md").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableArguments):
        invoke("--output", str(tmp_path / "file"))


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_pages_go_into_a_folder_only(form: str, tmp_path: Path) -> None:
    invoke("--count", "1", "--form", form, "--output", str(tmp_path))
    assert (tmp_path / f"sample-000001.{form}").stat().st_size > 1000
    with pytest.raises(UnusableArguments):
        invoke("--count", "1", "--form", form)


@pytest.mark.parametrize(("option", "value"), [("--layout", "L9"), ("--plant", "D999")])
def test_what_there_is_not_is_refused(option: str, value: str) -> None:
    with pytest.raises(UnusableArguments) as caught:
        invoke(option, value)
    assert value in caught.value.explain()
