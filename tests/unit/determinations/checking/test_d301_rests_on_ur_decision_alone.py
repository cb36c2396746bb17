from __future__ import annotations

import pytest

from openimr.determinations.checking.d301_rests_on_ur_decision_alone import CHECK
from openimr.determinations.model import Determination
from unit.determinations.checking.factories import SUMMARY, a_determination, a_document, hits

UR_PAPERS = ("Utilization review determination, February 8, 2016", "Application for Independent Medical Review", "MTUS")


def with_documents(*texts: str, summary: str = SUMMARY) -> Determination:
    documents = tuple(a_document(text=text) for text in texts)
    return a_determination(documents_reviewed=documents, clinical_case_summary=summary)


@pytest.mark.parametrize("texts", [UR_PAPERS, UR_PAPERS[:1], ("Peer review report, Dr. Roe",)])
def test_papers_of_the_dispute_alone_are_found(texts: tuple[str, ...]) -> None:
    (hit,) = hits(CHECK, with_documents(*texts))
    assert hit.where == "documents_reviewed[0]"
    assert hit.quote == texts[0]


@pytest.mark.parametrize(
    "record",
    ["Progress report, treating physician, January 18, 2016", "MRI of the lumbar spine", "Letter of the employee"],
)
def test_one_record_beside_them_is_enough(record: str) -> None:
    assert not hits(CHECK, with_documents(*UR_PAPERS, record))


@pytest.mark.parametrize(
    "sentence",
    [
        "No medical records were submitted for review.",
        "There were no records provided other than the utilization review decision.",
        "No clinical records were available for this review besides the UR denial.",
        "Other than the UR decision there are no medical records.",
        "The only document available for review was the utilization review determination.",
        "This determination is based solely on the utilization review decision.",
        "Only the UR decision was provided.",
    ],
)
def test_a_text_that_says_that_nothing_else_was_there_is_found(sentence: str) -> None:
    (hit,) = hits(CHECK, with_documents(summary=f"The employee has pain. {sentence}"))
    assert hit.where == "clinical_case_summary"
    assert hit.quote in sentence + "."


@pytest.mark.parametrize(
    "sentence",
    [
        "No medical records were submitted to document prior physical therapy.",
        "No medical records were provided for review regarding the epidural injection.",
        "Utilization review denied the request because no records were provided.",
        "The only medication was ibuprofen. Utilization review denied it.",
        "The record does not hold the notes of the therapist.",
        "The decision of the surgeon was based solely on the MRI.",
    ],
)
def test_a_record_that_lacks_one_thing_is_no_empty_record(sentence: str) -> None:
    assert not hits(CHECK, with_documents(summary=sentence))


def test_a_list_with_records_outweighs_a_sentence() -> None:
    determination = with_documents("Progress report", summary="No medical records were submitted for review.")
    assert not hits(CHECK, determination)


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())
