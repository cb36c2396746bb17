"""Duplicates and the 12-month rule are suggested with evidence; nothing is merged or refused by the program."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from openimr.cases.eligibility import Standing
from openimr.cases.filing import Filing, MaterialChange
from openimr.cases.parties import PersonName, Physician
from openimr.cases.repetition import RepetitionKind, repetitions
from openimr.cases.terms import UrAction
from unit.cases.factories import (
    DECIDED,
    FILING,
    PARTIES,
    RECEIVED,
    applied,
    decided,
    earlier,
    partied,
    replaced,
    treated,
    verdict,
)

DAY = dt.timedelta(days=1)
BEFORE = DECIDED - dt.timedelta(days=100)


def beside(other: Filing, filing: Filing = FILING, **fields: Any) -> Filing:
    """The filing beside another one of the same employee."""
    return replaced(filing, earlier=(earlier(other, **fields),))


def kinds(filing: Filing) -> list[RepetitionKind]:
    return [found.kind for found in repetitions(filing, filing.disputed_treatments[0])]


def older(on: dt.date = BEFORE, filing: Filing = FILING) -> Filing:
    """The same dispute over an earlier decision."""
    return decided(
        applied(filing, ur_decided_on=on, received_on=on + 20 * DAY),
        decided_on=on,
        served_on=on,
        requested_on=on,
    )


def test_the_same_decision_and_treatment_filed_twice_is_a_duplicate_that_keeps_the_earlier_receipt() -> None:
    filing = beside(applied(received_on=RECEIVED - 3 * DAY))
    (found,) = repetitions(filing, filing.disputed_treatments[0])

    assert (found.kind, found.received_on) == (RepetitionKind.DUPLICATE, RECEIVED - 3 * DAY)
    assert verdict(filing).standing is Standing.TO_CONFIRM


def test_the_day_of_the_decision_is_taken_from_the_form_where_the_decision_is_not_known() -> None:
    assert kinds(beside(replaced(FILING, ur_decision=None))) == [RepetitionKind.DUPLICATE]


def test_a_treatment_that_was_determined_is_told_as_such() -> None:
    assert kinds(beside(FILING, determined_on=RECEIVED, decided=(1,))) == [RepetitionKind.ALREADY_DETERMINED]
    assert kinds(beside(FILING, determined_on=RECEIVED, decided=(2,))) == [RepetitionKind.DUPLICATE]


@pytest.mark.parametrize(
    "other",
    [
        partied(employee=replaced(PARTIES.employee, name=PersonName(first="Ola", last="Weber"), born_on=BEFORE)),
        applied(injured_on=dt.date(2021, 1, 2)),
        applied(treatments=(replaced(FILING.application.treatments[0], wording="Acupuncture 2x6"),)),
    ],
)
def test_another_person_injury_or_treatment_is_no_repetition(other: Filing) -> None:
    assert kinds(beside(other)) == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2024, 2, 25), []),
        (dt.date(2024, 2, 26), [RepetitionKind.TWELVE_MONTHS]),
        (DECIDED - DAY, [RepetitionKind.TWELVE_MONTHS]),
        (DECIDED + DAY, []),
    ],
)
def test_a_decision_stands_for_twelve_months(on: dt.date, expected: list[RepetitionKind]) -> None:
    assert kinds(beside(older(on))) == expected


def test_a_decision_from_before_all_rules_does_not_stand() -> None:
    day = dt.date(2012, 12, 31)
    now = decided(applied(received_on=day + 90 * DAY), decided_on=day + 60 * DAY, requested_on=day + 59 * DAY)

    assert kinds(beside(older(day), now)) == []


@pytest.mark.parametrize("action", [UrAction.APPROVED, UrAction.DELAYED])
def test_only_a_decision_that_modifies_or_denies_stands(action: UrAction) -> None:
    assert kinds(beside(treated(older(), action=action))) == []


def test_a_decision_that_does_not_speak_of_the_treatment_does_not_stand() -> None:
    assert kinds(beside(decided(older(), treatments=()))) == []


def test_without_both_decisions_the_rule_says_nothing() -> None:
    unknown = replaced(older(), ur_decision=None)

    assert kinds(beside(unknown)) == []


def test_where_the_request_bears_no_date_the_decision_counts() -> None:
    assert kinds(beside(older(), decided(requested_on=None))) == [RepetitionKind.TWELVE_MONTHS]


def requested_by(first: str, last: str, *groups: str, filing: Filing = FILING) -> Filing:
    return partied(filing, requesting_physician=Physician(name=PersonName(first=first, last=last), groups=groups))


def test_another_physician_of_the_group_counts_since_2018() -> None:
    ours = requested_by("Omar", "Singh", "Redfern Medical Group")
    foreign = requested_by("Omar", "Singh", "Oakhurst Clinic")
    unknown = requested_by("Omar", "Singh")

    assert kinds(beside(older(), ours)) == [RepetitionKind.TWELVE_MONTHS]
    assert kinds(beside(older(), foreign)) == []
    assert kinds(beside(older(), unknown)) == [RepetitionKind.TWELVE_MONTHS]


def test_before_2018_only_the_same_physician_counted() -> None:
    then = dt.date(2017, 3, 6)
    filing = decided(
        applied(ur_decided_on=then, received_on=then + 20 * DAY), decided_on=then, served_on=then, requested_on=then
    )
    before = older(then - 60 * DAY)

    assert kinds(beside(before, filing)) == [RepetitionKind.TWELVE_MONTHS]
    assert kinds(beside(before, requested_by("Omar", "Singh", "Redfern Medical Group", filing=filing))) == []


def test_a_documented_change_is_told_with_the_suggestion() -> None:
    change = MaterialChange(treatment=1, what="new MRI", documented_in="PR-2 of 2025-02-20, page 3")
    filing = replaced(beside(older()), changes=(change,))

    (found,) = repetitions(filing, filing.disputed_treatments[0])
    assert found.change == "new MRI (PR-2 of 2025-02-20, page 3)"
    assert "A change is documented" in verdict(filing).reasons[0].says
    assert "No change is documented" in verdict(beside(older())).reasons[0].says
