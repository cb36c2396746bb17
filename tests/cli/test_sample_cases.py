from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASES = ("sample", "cases")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """An invented whole case after 002, typed."""
    assert run(*CASES, "--whole", "--follow", "002", "--scans", "none", "-o", tmp_path / "cases").code == 0
    return tmp_path / "cases" / "002"


def test_a_whole_case_goes_from_its_folder_to_a_determination(run: Run, folder: Path) -> None:
    assert run("casefile", "index", folder).code == 0
    assert run("sample", "review", folder).code == 0
    issued = run("case", "issue", folder)

    assert issued.code == 0
    assert "upheld: Individual psychology 1 time a week times 6 weeks" in issued.out


def test_whole_cases_by_number_have_a_folder_each_and_no_review(run: Run, tmp_path: Path) -> None:
    ended = run(*CASES, "--whole", "-n", "2", "-s", "3", "--scans", "none", "-o", tmp_path)

    assert ended.code == 0
    assert "2 whole cases are in" in ended.err
    folders = sorted(tmp_path.iterdir())
    assert len(folders) == 2
    for folder in folders:
        assert {path.name for path in folder.iterdir()} == {
            "case.yaml",
            "events.yaml",
            "records",
            "reviewers.yaml",
            "truth.json",
        }


def test_one_whole_case_is_told_as_one(run: Run, tmp_path: Path) -> None:
    ended = run(*CASES, "--whole", "-n", "1", "--scans", "none", "-o", tmp_path)

    assert "1 whole case is in" in ended.err


def test_the_truth_stands_beside_the_case(folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))

    assert truth["follows"] == "002"
    assert len(truth["planted"]) == 3


def test_a_whole_case_is_not_written_over(run: Run, folder: Path) -> None:
    again = run(*CASES, "--whole", "--follow", "002", "--scans", "none", "-o", folder.parent)

    assert again.code == 2
    assert "The case is there already." in again.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--follow", "000"), "Only whole cases have --follow."),
        (("--scans", "all"), "Only whole cases have --scans."),
        (("--whole",), "A whole case is a folder."),
        (("--whole", "--plant", "no-signature", "-o", "nowhere"), "Whole cases are sound."),
        (("--whole", "--follow", "000,017", "-o", "nowhere"), "No case follows a determination “017”."),
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ended = run(*CASES, *arguments)

    assert ended.code == 2
    assert says in " ".join(ended.err.split())


def test_a_review_that_is_there_is_not_written_over(run: Run, folder: Path) -> None:
    (folder / "review.yaml").write_text("case: mine\n", "utf-8")
    ended = run("sample", "review", folder)

    assert ended.code == 2
    assert "There is a review already." in ended.err
    assert (folder / "review.yaml").read_text("utf-8") == "case: mine\n"


def test_a_folder_without_a_filled_review_is_refused(run: Run, tmp_path: Path) -> None:
    ended = run("sample", "review", tmp_path)

    assert ended.code == 2
    assert "The folder has no review-filled.yaml." in ended.err
