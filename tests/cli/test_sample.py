from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SAMPLE = ("sample", "determinations")


def test_without_a_folder_there_is_a_line_of_json_for_each_letter(run: Run) -> None:
    lines = [
        json.loads(line) for line in run(*SAMPLE, "--count", "3", "--seed", "4", "--layout", "l4a,L5").out.splitlines()
    ]
    assert len(lines) == 3
    assert {line["truth"]["layout"] for line in lines} <= {"L4a", "L5"}
    assert all(line["text"].startswith("INVENTED SAMPLE") and line["planted"] == [] for line in lines)


def test_errors_are_planted_on_request(run: Run) -> None:
    (line,) = run(*SAMPLE, "--count", "1", "--plant", "d304").out.splitlines()
    assert [error["code"] for error in json.loads(line)["planted"]] == ["D304"]


def test_a_folder_gets_letters_and_their_true_values(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "letters"
    assert run(*SAMPLE, "--count", "2", "--output", str(folder)).code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "sample-000001.txt",
        "sample-000002.txt",
        "truth",
    ]
    truths = sorted(path.name for path in (folder / "truth").iterdir())
    assert truths == ["sample-000001.json", "sample-000002.json", "samples.json"]
    truth = json.loads((folder / "truth" / "sample-000001.json").read_text("utf-8"))
    assert set(truth) == {"truth", "planted"}


def test_a_folder_of_samples_is_read_without_their_true_values(run: Run, tmp_path: Path) -> None:
    assert run(*SAMPLE, "--count", "3", "--layout", "L4a", "--output", str(tmp_path)).code == 0
    read = run("read", str(tmp_path), "--format", "jsonl")
    assert read.code == 0
    assert len(read.out.splitlines()) == 3


def test_the_same_run_may_go_over_its_own_files(run: Run, tmp_path: Path) -> None:
    assert run(*SAMPLE, "--count", "3", "--output", str(tmp_path)).code == 0
    before = (tmp_path / "sample-000002.txt").read_bytes()
    assert run(*SAMPLE, "--count", "2", "--output", str(tmp_path)).code == 0
    assert (tmp_path / "sample-000002.txt").read_bytes() == before


def test_another_run_does_not_go_over_these_files(run: Run, tmp_path: Path) -> None:
    assert run(*SAMPLE, "--count", "1", "--output", str(tmp_path)).code == 0
    before = (tmp_path / "sample-000001.txt").read_bytes()
    refused = run(*SAMPLE, "--count", "1", "--seed", "2", "--output", str(tmp_path))
    assert refused.code == 2
    assert "another run" in refused.err
    assert (tmp_path / "sample-000001.txt").read_bytes() == before


def test_files_that_only_look_like_samples_are_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sample-000001.txt").write_text("mine")
    assert run(*SAMPLE, "--count", "1", "--output", str(tmp_path)).code == 2
    assert (tmp_path / "sample-000001.txt").read_text() == "mine"


def test_a_folder_with_other_files_is_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    assert run(*SAMPLE, "--count", "1", "--output", str(tmp_path)).code == 0
    assert (tmp_path / "notes.md").read_text() == "mine"


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(*SAMPLE, "--output", str(tmp_path / "file")).code == 2


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_pages_go_into_a_folder_only(run: Run, form: str, tmp_path: Path) -> None:
    assert run(*SAMPLE, "--count", "1", "--form", form, "--output", str(tmp_path)).code == 0
    assert (tmp_path / f"sample-000001.{form}").stat().st_size > 1000
    assert run(*SAMPLE, "--count", "1", "--form", form).code == 2


@pytest.mark.parametrize(("option", "value"), [("--layout", "L9"), ("--plant", "D999")])
def test_what_there_is_not_is_refused(run: Run, option: str, value: str) -> None:
    refused = run(*SAMPLE, option, value)
    assert refused.code == 2
    assert value in refused.err
