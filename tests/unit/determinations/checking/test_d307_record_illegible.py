from __future__ import annotations

import pytest

from openimr.determinations.checking.d307_record_illegible import CHECK
from openimr.determinations.model import Determination
from unit.determinations.checking.factories import a_determination, a_treatment, hits


def telling(summary: str, rationale: str = "It is not necessary.") -> Determination:
    return a_determination(a_treatment(rationale=rationale), clinical_case_summary=summary)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There is pain. Other notes on this date are difficult to read.", "difficult to read"),
        ("The handwritten report is largely illegible.", "illegible"),
        ("The PR-2 is barely legible.", "barely legible"),
        ("The copies are a poor quality copy of a fax.", "poor quality copy"),
        ("The therapist's note could not be read.", "could not be read"),
    ],
)
def test_a_record_that_could_not_be_read_is_found(text: str, words: str) -> None:
    (hit,) = hits(CHECK, telling(text))
    assert hit.quote == words
    assert text[hit.at or 0 :].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "The notes are legible.",
        "The notes are not illegible.",
        "The note is illegible. A better copy was requested and did not come.",
        "The note was illegible, so a typed transcription was obtained.",
        "The employee finds it difficult to read because of headaches.",
        "The patient is unable to read English.",
        "He has to read at work.",
    ],
)
def test_legible_records_better_copies_and_persons_are_fine(text: str) -> None:
    assert not hits(CHECK, telling(text))


def test_a_note_of_a_patient_that_is_illegible_is_still_found() -> None:
    assert hits(CHECK, telling("The patient's chart is illegible."))


def test_one_finding_is_enough_for_one_part() -> None:
    assert len(hits(CHECK, telling("One note is illegible. Another is illegible."))) == 1


def test_a_copy_asked_for_in_the_rationale_counts() -> None:
    assert not hits(CHECK, telling("One note is illegible.", "A legible copy was requested."))
