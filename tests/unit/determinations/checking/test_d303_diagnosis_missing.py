from __future__ import annotations

import pytest

from openimr.determinations.checking.d303_diagnosis_missing import CHECK
from openimr.determinations.model import Determination, FactKind, Layout
from unit.determinations.checking.factories import a_determination, a_fact, a_treatment, hits


def telling(summary: str | None, rationale: str = "The request is not necessary.", **changes: object) -> Determination:
    treatment = a_treatment(rationale=rationale)
    return a_determination(treatment, **{"clinical_case_summary": summary, "facts": (), **changes})


@pytest.mark.parametrize(
    "summary",
    [
        "The injured worker has ongoing back pain.",
        "No diagnosis was provided. The employee has pain.",
        "The employee had a diagnostic arthroscopy. She has knee pain.",
        "A referral is supported when the diagnosis is uncertain. She has knee pain.",
        "The diagnosis is in the file. She has knee pain.",
    ],
)
def test_a_story_without_a_diagnosis_is_found(summary: str) -> None:
    (hit,) = hits(CHECK, telling(summary))
    assert hit.where == "clinical_case_summary"


@pytest.mark.parametrize(
    "summary",
    [
        "The employee has been diagnosed with depressive disorder.",
        "Diagnoses include: lumbar strain.",
        "Diagnosis is lumbar radiculopathy.",
        "Assessment: chronic pain syndrome.",
        "She is status post lumbar fusion.",
    ],
)
def test_words_that_introduce_a_diagnosis_are_enough(summary: str) -> None:
    assert not hits(CHECK, telling(summary))


def test_a_diagnosis_in_the_rationale_is_enough() -> None:
    assert not hits(CHECK, telling("She has pain.", "The patient was diagnosed with lumbar strain."))


def test_a_diagnosis_that_was_read_is_enough() -> None:
    assert not hits(CHECK, telling("She has a sprain.", facts=(a_fact(FactKind.DIAGNOSIS, "sprain"),)))


def test_where_nothing_is_told_nothing_is_found() -> None:
    assert not hits(CHECK, telling(None, ""))


def test_of_an_unknown_layout_nothing_can_be_said() -> None:
    assert not hits(CHECK, telling("She has pain.", layout=Layout.UNKNOWN))
