"""Applications of one employee, physician and injury may be decided together; what is unclear is for a person."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.cases.consolidation import consolidation
from openimr.cases.filing import Filing
from openimr.cases.parties import PersonName, Physician
from openimr.cases.sameness import Sameness
from openimr.errors import UnusableArguments
from unit.cases.factories import FILING, PARTIES, applied, partied, replaced

SECOND = applied(number="A-2")


@pytest.mark.parametrize(
    ("other", "may", "failing"),
    [
        (SECOND, Sameness.SAME, None),
        (applied(SECOND, injured_on=dt.date(2021, 1, 1)), Sameness.DIFFERENT, "the same date of injury"),
        (
            partied(SECOND, requesting_physician=Physician(name=PersonName(first="Omar", last="Singh"))),
            Sameness.DIFFERENT,
            "the same requesting physician",
        ),
        (
            partied(SECOND, employee=replaced(PARTIES.employee, born_on=None)),
            Sameness.UNCLEAR,
            "one employee",
        ),
    ],
)
def test_each_condition_is_answered_with_its_evidence(other: Filing, may: Sameness, failing: str | None) -> None:
    found = consolidation([FILING, other])

    assert found.may is may
    assert [row.name for row in found.conditions if row.sameness is not Sameness.SAME] == ([failing] if failing else [])
    assert all(row.evidence for row in found.conditions)
    assert found.numbers == ("A-1", "A-2")


def test_of_three_each_is_compared_with_each() -> None:
    third = applied(number="A-3", injured_on=dt.date(2021, 1, 1))

    assert consolidation([FILING, SECOND, third]).may is Sameness.DIFFERENT


@pytest.mark.parametrize("filings", [[], [FILING], [FILING, FILING]])
def test_fewer_than_two_different_applications_cannot_be_compared(filings: list[Filing]) -> None:
    with pytest.raises(UnusableArguments):
        consolidation(filings)
