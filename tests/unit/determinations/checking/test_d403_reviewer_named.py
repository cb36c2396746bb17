from __future__ import annotations

import pytest

from openimr.determinations.checking.d403_reviewer_named import CHECK
from openimr.determinations.model import Determination
from unit.determinations.checking.factories import a_determination, a_reviewer, a_treatment, hits


def stating(words: str) -> Determination:
    return a_determination(reviewer=a_reviewer(statement=words))


def telling(words: str) -> Determination:
    return a_determination(clinical_case_summary=words)


def reasoning(words: str) -> Determination:
    return a_determination(a_treatment(rationale=words))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Expert Reviewer: Jane Doe, M.D.", "Jane Doe"),
        ("Reviewer: Dr. Roe", "Roe"),
        ("Reviewer's Name: Jane Doe", "Jane Doe"),
        ("This case was reviewed by John Q. Roe, MD, who is licensed in California.", "John Q. Roe"),
        ("The expert reviewer, Dr. Doe, is board certified.", "Doe"),
        ("The physician reviewer is Jane Doe, MD.", "Jane Doe"),
        ("This review was performed\nby Jane Doe, M.D.", "Jane Doe"),
        ("This review was performed\u00a0by Jane Doe,\u00a0M.D.", "Jane Doe"),
        ("This review was performed\r\nby Jane\r\nDoe,\r\nM.D.", "Jane\r\nDoe"),
        ("Sincerely, Jane Doe, M.D.", "Jane Doe"),
        ("/s/ Jane Doe, DC", "Jane Doe"),
        ("Electronically signed by Jane Doe, Ph.D.", "Jane Doe"),
    ],
)
def test_a_reviewer_who_is_named_is_found(words: str, name: str) -> None:
    (hit,) = hits(CHECK, stating(words))
    assert hit.quote == name
    assert hit.where == "reviewer"


@pytest.mark.parametrize(
    "words",
    [
        "The expert reviewer is Board Certified in Psychiatry and is licensed to practice in Illinois.",
        "Physician Reviewer: Family Practice",
        "Sincerely, Jane Doe, M.D., Medical Director",
        "Sincerely, Jane Doe, MD, MPH, Chief Medical Director",
        "The previous reviewer, Dr. Roe, saw the file.",
        "Reviewed by Pain Medicine, MD",
        "Dr. Roe requests it.",
    ],
)
def test_descriptions_officers_and_others_are_fine(words: str) -> None:
    assert not hits(CHECK, stating(words))


@pytest.mark.parametrize(
    "words",
    [
        "Expert Reviewer: Jane Doe, M.D.",
        "The expert reviewer, Dr. Doe, found no record.",
        "This case was reviewed by Jane Doe, M.D.",
    ],
)
def test_a_reviewer_named_in_the_story_is_found(words: str) -> None:
    assert hits(CHECK, telling(words))


@pytest.mark.parametrize(
    "words",
    [
        "Dr. Roe requests twelve visits. The MRI was reviewed by John Roe, MD.",
        "The request was reviewed by Dr. Roe of utilization review.",
        "The UR physician reviewer, Dr. Roe, denied it.",
        "The physician reviewer, Dr. Roe, denied the request.",
        "The note was signed by Dr. Roe.",
    ],
)
def test_persons_of_the_story_are_not_the_reviewer(words: str) -> None:
    assert not hits(CHECK, telling(words))


@pytest.mark.parametrize(
    "closing",
    [
        "Reviewed by Jane Q. Doe, MD.",
        "Reviewed by Jane Q. Doe, MD",
        "Decision rendered. Signed by: Dr. Doe.",
        "Determined by Jane Q. Doe, M.D., Board Certified in Psychiatry.",
    ],
)
def test_a_reviewer_who_signs_below_the_rationale_is_found(closing: str) -> None:
    (hit,) = hits(CHECK, reasoning(f"Therefore, the request is not medically necessary. {closing}"))
    assert hit.quote.endswith("Doe")


@pytest.mark.parametrize(
    "closing",
    [
        "Reviewed by Jane Q. Doe, MD, the MRI shows a tear. The request is not medically necessary.",
        "The MRI was reviewed by Jane Q. Doe, MD.",
        "The procedure is medically necessary. Performed by Jane Q. Doe, MD.",
    ],
)
def test_whose_work_a_rationale_tells_of_is_not_the_reviewer(closing: str) -> None:
    assert not hits(CHECK, reasoning(f"He has pain. {closing}"))


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())
