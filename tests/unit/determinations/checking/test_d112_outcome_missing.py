"""D112: each treatment has an outcome."""

from __future__ import annotations

from openimr.determinations.checking.d112_outcome_missing import CHECK
from unit.determinations.checking.factories import a_determination
from unit.determinations.checking.letters import a_letter, quotes


def test_a_treatment_without_an_outcome_is_found() -> None:
    assert quotes(CHECK, a_letter("Yoga", outcome=None)) == ["Yoga"]


def test_each_treatment_without_an_outcome_is_found() -> None:
    assert quotes(CHECK, a_letter("Yoga", "No.", ("MRI", "No."), outcome=None)) == ["Yoga", "MRI"]


def test_a_flawless_letter_has_no_finding() -> None:
    assert quotes(CHECK, a_determination()) == []
