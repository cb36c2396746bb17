"""Exercise at home is taught, done, not done or to be taught; a request it is only where it is asked for."""

from __future__ import annotations

import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in

REPORT, NOTE, REVIEW = DocumentKind.PROGRESS_REPORT, DocumentKind.THERAPY_NOTE, DocumentKind.UR_DECISION
FORM = DocumentKind.REQUEST_FOR_AUTHORIZATION


def at_home(text: str, paper: DocumentKind = REPORT) -> list[Finding]:
    return [one for one in found_in(Note(paper, text, ())) if one.code == "home_exercise_program"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The patient was instructed in a home exercise program.", Mode.STATED),
        ("She performs her home exercises every morning.", Mode.STATED),
        ("He is compliant with his HEP.", Mode.STATED),
        ("HEP was reviewed and updated.", Mode.STATED),
        ("She received instruction in a home exercise program.", Mode.STATED),
        ("Home exercise program: independent.", Mode.STATED),
        ("Treatments to date: he does a home exercise program.", Mode.HISTORICAL),
        ("He is not doing his home exercises.", Mode.DENIED),
        ("No home exercise program was ever started.", Mode.DENIED),
        ("The last two visits are to teach a home exercise program.", Mode.PLANNED),
        ("Plan: home exercises.", Mode.PLANNED),
        ("Continue HEP.", Mode.PLANNED),
        ("He will be instructed in home exercise.", Mode.PLANNED),
        ("Goal of care is transition to an independent exercise program.", Mode.PLANNED),
    ],
)
def test_exercise_at_home_is_told_as_done_or_as_to_be_taught(text: str, mode: Mode) -> None:
    assert [(one.kind, one.mode) for one in at_home(text)] == [(FindingKind.TREATMENT, mode)]


def test_visits_that_are_certified_to_teach_it_are_to_come() -> None:
    [one] = at_home("The approved sessions include education in a home exercise program.", REVIEW)
    assert (one.kind, one.mode, one.says) == (FindingKind.TREATMENT, Mode.PLANNED, "home exercise program planned")


def test_a_note_of_therapy_that_lists_it_says_that_it_was_done() -> None:
    assert [one.mode for one in at_home("Manual therapy, HEP.", NOTE)] == [Mode.STATED]
    assert not at_home("Manual therapy, HEP.")


@pytest.mark.parametrize("text", ["Requesting authorization for a home exercise program.", "RFA for HEP."])
def test_it_is_a_request_where_the_words_ask_for_it(text: str) -> None:
    assert [(one.kind, one.mode) for one in at_home(text)] == [(FindingKind.REQUEST, Mode.PLANNED)]


def test_it_is_a_request_on_a_form_that_requests() -> None:
    assert [one.kind for one in at_home("Plan: home exercise program.", FORM)] == [FindingKind.REQUEST]


@pytest.mark.parametrize(
    "text",
    [
        "The patient should be well versed in a home exercise program by now.",
        "There is no documentation of a home exercise program.",
        "He could go over to a home exercise program.",
        "There is no reason why a home exercise program would not do.",
        "Patients are taught a home exercise program.",
        "Her mother does a home exercise program.",
        "A home exercise program is not indicated.",
    ],
)
def test_opinions_silence_and_others_tell_nothing_of_it(text: str) -> None:
    assert not at_home(text, REVIEW)
