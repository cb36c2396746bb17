"""The page on the case folder names every file, every law, and every field of a review."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.cases.files import CASE_FILE
from openimr.reviews import folder
from openimr.reviews.laws import issue_rules
from openimr.reviews.outputs import LETTER, PUBLIC
from openimr.reviews.review import Attestation, Ground, GuidelineChoice, Quoted, Review, Signature, TreatmentReview

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "case-folder.md").read_text("utf-8")


def test_every_law_stands_there_once_and_no_other() -> None:
    rows = [line.split("`")[1] for line in PAGE.partition("## What forbids")[2].splitlines() if line.startswith("| `")]
    laws = rows[: len(issue_rules())]
    assert laws == list(issue_rules())


@pytest.mark.parametrize(
    "name",
    [
        CASE_FILE,
        folder.EVENTS_FILE,
        *folder.REVIEWERS_FILES,
        folder.REVIEW_FILE,
        f"{folder.RECORDS}/",
        f"{folder.STORE}/",
        f"{folder.DETERMINATION}/",
        f"{LETTER}.pdf",
        f"{PUBLIC}.pdf",
    ],
)
def test_every_file_of_the_folder_is_named(name: str) -> None:
    assert name in PAGE


@pytest.mark.parametrize("kind", [Review, TreatmentReview, Attestation, GuidelineChoice, Signature, Quoted])
def test_every_field_of_a_review_is_named(kind: type) -> None:
    fields: tuple[str, ...] = getattr(kind, "__struct_fields__", ())
    assert fields
    assert [name for name in fields if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_is_named(ground: Ground) -> None:
    assert f"| `{ground.value}` |" in PAGE
