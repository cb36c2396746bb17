"""``openimr case show``, ``review`` and ``issue``: a case goes the whole way on the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openimr.reviews.folder import REVIEW_FILE
from openimr.reviews.review_files import read_review, write_review
from unit.reviews.scenes import folder, signed, whole, written

Run = Callable[..., Any]
Way = Callable[..., tuple[int, str]]


@pytest.fixture
def ran(run: Run) -> Way:
    """Runs a command of the group; its exit code, and all that it said."""

    def go(*words: str | Path) -> tuple[int, str]:
        ended = run("case", *words)
        return ended.code, ended.out + ended.err

    return go


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A folder of the case that a test may change."""
    target = tmp_path / "case"
    shutil.copytree(folder("001"), target)
    return target


def put(review_folder: Path, text: str) -> Path:
    path = review_folder / REVIEW_FILE
    path.write_text(text, "utf-8")
    return path


def test_a_case_is_shown_on_one_page(ran: Way, case: Path) -> None:
    code, text = ran("show", case)
    assert code == 0
    for words in ("ELIGIBILITY", "CLOCKS", "DOCUMENTS", "TIMELINE", "REVIEWERS", "DISPUTED TREATMENTS"):
        assert words in text


def test_the_page_in_brief_counts_its_clocks_and_details_tell_what_it_leaves_out(ran: Way, case: Path) -> None:
    _, in_brief = ran("show", case)
    _, whole = ran("show", case, "--details")
    assert "Counted: " in in_brief
    assert "Recorded, the last first" not in in_brief
    assert "Recorded, the last first" in whole
    assert len(in_brief.splitlines()) < 150


def test_a_case_is_shown_as_json_and_html(ran: Way, case: Path, tmp_path: Path) -> None:
    code, text = ran("show", case, "--format", "json")
    assert code == 0
    assert json.loads(text)["number"] == whole().number
    page = tmp_path / "case.html"
    code, _ = ran("show", case, "--format", "html", "--on", "2014-12-01", "-o", page)
    assert code == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_folder_without_a_case_is_told_without_a_traceback(ran: Way, tmp_path: Path) -> None:
    for command in ("show", "review", "issue"):
        code, text = ran(command, tmp_path)
        assert code == 2
        assert "case.yaml" in text or "review.yaml" in text
        assert "Traceback" not in text


def test_the_form_is_written_and_never_over_another(ran: Way, case: Path) -> None:
    path = case / REVIEW_FILE
    code, _ = ran("review", case, "-o", path)
    assert code == 0
    before = path.read_bytes()
    assert read_review(before.decode(), where="form").case == whole().number
    code, text = ran("review", case, "-o", path)
    assert code == 2
    assert "is not to be lost" in text
    assert path.read_bytes() == before


def test_the_form_goes_to_the_terminal_too(ran: Way, case: Path) -> None:
    code, text = ran("review", case, "--on", "2014-12-01")
    assert code == 0
    assert "attestation:" in text


def test_an_empty_review_is_refused_with_all_reasons(ran: Way, case: Path) -> None:
    ran("review", case, "-o", case / REVIEW_FILE)
    code, text = ran("issue", case)
    assert code == 1
    for law in ("reviewer-known", "attested", "organization-acted", "every-treatment-decided", "summary-given"):
        assert law in text
    assert not (case / "determination").exists()


def test_what_is_to_be_signed_is_written_out(ran: Way, case: Path, tmp_path: Path) -> None:
    put(case, write_review(written()))
    texts = tmp_path / "texts"
    code, text = ran("issue", case, "--texts", texts)
    assert code == 1
    assert "texts-bound" in text
    assert whole().number in (texts / "treatment-1.txt").read_text("utf-8")
    code, text = ran("issue", case)
    assert "--texts FOLDER" in text


def test_a_signed_review_is_issued_once_and_for_all(ran: Way, case: Path) -> None:
    put(case, write_review(signed(written(), whole())))
    code, text = ran("issue", case)
    assert code == 0, text
    made = case / "determination"
    assert {"determination.pdf", "determination.html", "determination.json", "issue.json"} <= {
        path.name for path in made.iterdir()
    }
    assert not list(case.glob(".*partly"))
    before = (made / "determination.json").read_bytes()
    code, text = ran("issue", case)
    assert code == 2
    assert "Nothing that was issued changes" in text
    assert (made / "determination.json").read_bytes() == before


def test_the_review_and_the_place_can_be_named(ran: Way, case: Path, tmp_path: Path) -> None:
    review = tmp_path / "mine.yaml"
    review.write_text(write_review(signed(written(), whole())), "utf-8")
    code, text = ran("issue", case, "--review", review, "-o", tmp_path / "below" / "issued")
    assert code == 0, text
    assert (tmp_path / "below" / "issued" / "determination.pdf").is_file()


def test_judgments_on_the_public_copy_are_read(ran: Way, case: Path, tmp_path: Path) -> None:
    put(case, write_review(signed(written(), whole())))
    judgments = tmp_path / "judgments.yaml"
    judgments.write_text("judgments: []\n")
    code, text = ran("issue", case, "--judgments", judgments)
    assert code == 0, text
    judgments.write_text("judgements: []\n")
    code, text = ran("issue", case, "--judgments", judgments, "-o", tmp_path / "second")
    assert code == 2
    assert "Did you mean judgments?" in text


def test_what_a_broken_off_run_left_is_no_part_of_what_is_issued(ran: Way, case: Path) -> None:
    left = case / ".determination.partly"
    left.mkdir()
    (left / "determination-of-another.pdf").write_bytes(b"%PDF")
    put(case, write_review(signed(written(), whole())))
    code, text = ran("issue", case)
    assert code == 0, text
    assert not (case / "determination" / "determination-of-another.pdf").exists()
