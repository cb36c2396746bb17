"""D107: the outcome says what the rationale concludes."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d107_outcome_contradicts_conclusion import CHECK
from openimr.determinations.model import Outcome
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    ("outcome", "rationale"),
    [
        (Outcome.UPHELD, "The request for yoga is medically necessary."),
        (Outcome.UPHELD, "The guideline supports it. Therefore, the request is appropriate."),
        (Outcome.OVERTURNED, "The request for yoga is not medically necessary."),
        (Outcome.OVERTURNED, "Medical necessity has not been established."),
        (Outcome.OVERTURNED, "The request is not certified."),
        (Outcome.OVERTURNED, "The request is warranted in part. The request is notmedically necessary."),
    ],
)
def test_a_contrary_conclusion_is_found(outcome: Outcome, rationale: str) -> None:
    assert len(quotes(CHECK, a_letter("Yoga", rationale, outcome=outcome))) == 1


@pytest.mark.parametrize(
    ("outcome", "rationale"),
    [
        (Outcome.UPHELD, "The request for yoga is not medically necessary."),
        (Outcome.UPHELD, "The request is not substantiated and therefore not medically necessary."),
        (Outcome.UPHELD, "The data fail to establish medical necessity."),
        (Outcome.UPHELD, "The provider states that the request is medically necessary."),
        (Outcome.UPHELD, "The request is not medically necessary. A shorter request would be appropriate."),
        (Outcome.UPHELD, "Although yoga is medically necessary in general, the request is not medically necessary."),
        (Outcome.UPHELD, "No conclusion."),
        (Outcome.OVERTURNED, "The request for yoga is medically necessary and appropriate."),
        (Outcome.OVERTURNED, "UR found it not medically necessary. The request is medically necessary."),
        (Outcome.OVERTURNED, "It cannot be said that the request is not medically necessary."),
        (Outcome.PARTIALLY_OVERTURNED, "The request is not medically necessary."),
        (None, "The request is not medically necessary."),
        (Outcome.UPHELD, ""),
    ],
)
def test_an_agreeing_or_absent_conclusion_is_no_finding(outcome: Outcome | None, rationale: str) -> None:
    assert quotes(CHECK, a_letter("Yoga", rationale, outcome=outcome)) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
