"""D106: summary and rationale tell one action of utilization review."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d106_ur_action_inconsistent import CHECK
from openimr.determinations.checking.framework import Context
from openimr.determinations.model import FactKind, UrAction
from openimr.determinations.reading import read_text
from unit.determinations.checking.factories import a_determination, a_fact, a_treatment, hits
from unit.determinations.checking.letters import a_letter, quotes

MODIFIED = "Utilization review modified the request from 12 sessions to 6 sessions."
DENIED = "Utilization review denied the request on 08/21/2014."


def test_denied_in_the_summary_and_modified_in_the_rationale_is_found() -> None:
    assert quotes(CHECK, a_letter("OT 2x6 weeks", MODIFIED, summary=DENIED)) == ["modified"]


def test_what_goes_with_the_treatment_is_not_what_was_decided_on() -> None:
    modified = "Utilization review modified the request to 6 sessions to include a home exercise program."
    assert quotes(CHECK, a_letter("OT 2x6 weeks", modified, summary=DENIED)) == ["modified"]


def test_the_action_is_told_treatment_by_treatment() -> None:
    summary = (
        "The request for acupuncture was denied by utilization review. "
        "The request for yoga was modified by utilization review."
    )
    letter = a_letter(
        "Acupuncture x 12",
        "Utilization review modified the request for acupuncture.",
        ("Yoga x 4", "Utilization review modified the request for yoga."),
        summary=summary,
    )
    assert quotes(CHECK, letter) == ["modified"]


@pytest.mark.parametrize(
    ("summary", "rationale"),
    [
        (DENIED, "Utilization review denied the request."),
        (DENIED, "The request is not medically necessary."),
        ("He has pain.", MODIFIED),
        (f"{DENIED} An earlier request was modified by utilization review.", MODIFIED),
        (MODIFIED, "Utilization review certified 6 sessions of the request."),
        ("Utilization review delayed the request.", MODIFIED),
        (
            "The request for acupuncture was denied by utilization review.",
            MODIFIED.replace("request", "request for yoga"),
        ),
    ],
)
def test_one_action_or_one_place_is_no_finding(summary: str, rationale: str) -> None:
    assert quotes(CHECK, a_letter("OT 2x6 weeks", rationale, summary=summary)) == []


def test_an_action_on_no_named_service_belongs_to_none_of_several() -> None:
    letter = a_letter("Acupuncture x 12", MODIFIED, ("Yoga x 4", "The request is denied."), summary=DENIED)
    assert quotes(CHECK, letter) == []


def test_a_fact_that_stands_in_no_sentence_is_taken_as_it_is() -> None:
    facts = (
        a_fact(FactKind.UR_ACTION, "denied", action=UrAction.DENIED),
        a_fact(FactKind.UR_ACTION, "modified", where="disputed_treatments[0].rationale", action=UrAction.MODIFIED),
    )
    treatment = a_treatment(heading="Yoga", rationale="It was modified.")
    letter = a_determination(treatment, facts=facts, clinical_case_summary=None)
    assert [hit.quote for hit in hits(CHECK, letter)] == ["modified"]


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []


def test_in_a_letter_that_was_read_the_place_is_found_in_the_value() -> None:
    heading = "Physical therapy x 8"
    text = (
        "HOW THE IMR FINAL DETERMINATION WAS MADE\nAn expert reviewer read it.\n\n"
        "CLINICAL CASE SUMMARY\nThe patient is a 46 year old female.\nUtilization review denied the request for "
        "physical\ntherapy on 08/21/2014.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n"
        f"{heading}: Upheld\n\nClaims Administrator guideline: Decision based on MTUS.\n"
        "MAXIMUS guideline: Decision based on MTUS.\n\nDecision rationale: He has pain.\nUtilization review "
        "modified the request\nfor physical therapy. It is not medically necessary."
    )
    determination = read_text(text)
    (hit,) = CHECK.look(Context(determination))
    value = Context(determination).prose[hit.where]
    assert hit.at is not None
    assert value.startswith("modified", hit.at)
