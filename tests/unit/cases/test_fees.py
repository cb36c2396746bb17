"""A fee is what the rules of the day of receipt say, or it is not known. Source: 8 CCR 9792.10.8."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from openimr.cases.fees import FeeDegree, FeeKind, FeeStage, fee, fee_rows
from openimr.citations import Verification
from openimr.errors import RuleBroken, UnusableArguments

COMPLETED, BEFORE, AFTER = FeeStage.COMPLETED, FeeStage.ENDED_BEFORE_REVIEWER, FeeStage.ENDED_AFTER_REVIEWER
REGULAR, EXPEDITED, PHARMACY = FeeKind.REGULAR, FeeKind.EXPEDITED, FeeKind.PHARMACY_ONLY
DOCTOR, OTHER = FeeDegree.DOCTOR, FeeDegree.OTHER


@pytest.mark.parametrize(
    ("received", "kind", "stage", "degree", "reviewers", "amount"),
    [
        ("2013-01-01", REGULAR, COMPLETED, DOCTOR, 1, 560),
        ("2014-03-31", REGULAR, COMPLETED, DOCTOR, 2, 760),
        ("2014-03-31", REGULAR, COMPLETED, OTHER, 1, 495),
        ("2013-07-01", REGULAR, COMPLETED, OTHER, 2, 655),
        ("2013-07-01", EXPEDITED, COMPLETED, DOCTOR, 1, 685),
        ("2013-07-01", EXPEDITED, COMPLETED, DOCTOR, 2, 850),
        ("2013-07-01", EXPEDITED, COMPLETED, OTHER, 1, 595),
        ("2013-07-01", PHARMACY, COMPLETED, DOCTOR, 1, 560),
        ("2014-04-01", REGULAR, COMPLETED, None, 1, 420),
        ("2019-12-31", EXPEDITED, COMPLETED, DOCTOR, 1, 515),
        ("2014-04-01", PHARMACY, COMPLETED, None, 1, 390),
        ("2014-04-01", PHARMACY, BEFORE, None, 1, 160),
        ("2014-04-01", EXPEDITED, AFTER, None, 1, 420),
        ("2020-01-01", EXPEDITED, COMPLETED, None, 1, 345),
        ("2020-12-31", PHARMACY, COMPLETED, None, 1, 345),
        ("2020-01-01", REGULAR, BEFORE, None, 1, 115),
    ],
)
def test_a_fee_is_that_of_the_day_of_receipt(  # noqa: PLR0917 - the columns of the table
    received: str, kind: FeeKind, stage: FeeStage, degree: FeeDegree | None, reviewers: int, amount: int
) -> None:
    on = dt.date.fromisoformat(received)
    found = fee(received_on=on, kind=kind, stage=stage, degree=degree, reviewers=reviewers)
    assert (found.amount, found.missing) == (amount, ())
    assert f"${amount}" in found.sentence()


@pytest.mark.parametrize(
    ("received", "kind", "stage", "degree", "reviewers", "missing"),
    [
        ("2013-07-01", EXPEDITED, COMPLETED, OTHER, 2, "this part was not read"),
        ("2013-07-01", REGULAR, BEFORE, None, 1, "this part was not read"),
        ("2013-07-01", REGULAR, COMPLETED, None, 1, "the reviewer's degree"),
        ("2015-07-01", REGULAR, COMPLETED, None, 2, "the fee for 2 reviewers"),
        ("2020-07-01", REGULAR, AFTER, None, 1, "this part was not read"),
        ("2021-01-01", REGULAR, COMPLETED, DOCTOR, 1, "not found"),
        ("2026-04-01", EXPEDITED, BEFORE, None, 3, "not found"),
    ],
)
def test_what_was_not_found_is_not_known_and_never_guessed(  # noqa: PLR0917 - the columns of the table
    received: str, kind: FeeKind, stage: FeeStage, degree: FeeDegree | None, reviewers: int, missing: str
) -> None:
    on = dt.date.fromisoformat(received)
    found = fee(received_on=on, kind=kind, stage=stage, degree=degree, reviewers=reviewers)
    assert found.amount is None
    assert missing in found.missing[0]
    assert found.sentence().startswith("not known: ")


def test_a_fee_from_a_weak_source_is_marked() -> None:
    found = fee(received_on=dt.date(2020, 6, 1), kind=REGULAR, stage=COMPLETED)
    assert found.citation.verification is Verification.PARTIAL


def test_a_day_before_all_fees_is_refused() -> None:
    with pytest.raises(RuleBroken):
        fee(received_on=dt.date(2012, 12, 31), kind=REGULAR, stage=COMPLETED)


@pytest.mark.parametrize(
    ("kind", "stage", "reviewers"), [(FeeKind.ANY, COMPLETED, 1), (REGULAR, FeeStage.ANY, 1), (REGULAR, COMPLETED, 0)]
)
def test_a_fee_is_asked_for_one_kind_and_stage(kind: FeeKind, stage: FeeStage, reviewers: int) -> None:
    with pytest.raises(UnusableArguments):
        fee(received_on=dt.date(2015, 1, 2), kind=kind, stage=stage, reviewers=reviewers)


def test_every_day_since_2013_has_one_period_of_fees() -> None:
    periods = sorted({(row.from_, row.until or dt.date.max) for row in fee_rows()})
    assert all(end + dt.timedelta(days=1) == start for (_, end), (start, _) in pairwise(periods))
