"""D108: the rationale concludes on necessity."""

from __future__ import annotations

import pytest

from openimr.determinations.checking.d108_conclusion_missing import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


@pytest.mark.parametrize(
    "rationale",
    [
        "The patient hurts. Furthermore, the treater's request for 12 sessions exceeds what is recommended by MTUS.",
        "The guidelines recommend it. UR found it not medically necessary.",
        "The provider states that surgery is medically necessary.",
    ],
)
def test_a_rationale_without_a_conclusion_is_found(rationale: str) -> None:
    assert quotes(CHECK, a_letter("OT x 12", rationale)) == [rationale.rsplit(". ", maxsplit=1)[-1]]


@pytest.mark.parametrize(
    "rationale",
    [
        "The request is not medically necessary.",
        "The data reviewed in sum fail to establish medical necessity for the requested 4 sessions.",
        "The request cannot be certified.",
        "I recommend certification.",
        "",
    ],
)
def test_a_conclusion_in_any_words_is_no_finding(rationale: str) -> None:
    assert quotes(CHECK, a_letter("OT x 12", rationale)) == []


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
