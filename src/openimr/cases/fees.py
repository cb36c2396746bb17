"""Says what the claims administrator pays for a review, or what is missing to know it; never a guess.

Source: Labor Code 4610.6(l); 8 CCR 9792.10.8; ``rulebook/law/imr_fees.yaml``; ``imr-process.md``, section 2.9.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

from openimr.citations import Citation, Value
from openimr.errors import RuleBroken, UnusableArguments
from openimr.rulebook import load
from openimr.rulebook.rows import DatedRow

__all__ = ["Fee", "FeeDegree", "FeeKind", "FeeRow", "FeeStage", "fee", "fee_rows"]


class FeeKind(StrEnum):
    """What kind of review is paid for."""

    REGULAR = "regular"
    EXPEDITED = "expedited"
    PHARMACY_ONLY = "pharmacy_only"
    ANY = "any"


class FeeStage(StrEnum):
    """How far the review came."""

    COMPLETED = "completed"
    ENDED_BEFORE_REVIEWER = "ended_before_reviewer"
    ENDED_AFTER_REVIEWER = "ended_after_reviewer"
    ANY = "any"


class FeeDegree(StrEnum):
    """The degree of the reviewer: doctor of medicine or osteopathy, or another."""

    DOCTOR = "doctor"
    OTHER = "other"
    ANY = "any"


class FeeRow(DatedRow, frozen=True, kw_only=True):
    """One fee from one day to another, in US dollars; without ``amount`` it was not found."""

    kind: FeeKind
    stage: FeeStage
    degree: FeeDegree
    reviewers: int
    amount: int | None


class Fee(Value, frozen=True, kw_only=True):
    """What is paid, in US dollars; without ``amount`` it is not known, and ``missing`` says why."""

    amount: int | None
    citation: Citation
    missing: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The fee in one line, with its citation, marked where that is not verified."""
        words = f"${self.amount}" if self.amount is not None else f"not known: {'; '.join(self.missing)}"
        return f"{words} [{self.citation.sentence()}]"


@cache
def fee_rows() -> tuple[FeeRow, ...]:
    """All fees, in the order of their days."""
    return load("law/imr_fees.yaml", FeeRow)


def fee(
    *, received_on: dt.date, kind: FeeKind, stage: FeeStage, reviewers: int = 1, degree: FeeDegree | None = None
) -> Fee:
    """What is paid for a review whose application was received on that day.

    ``degree`` is the reviewer's, none where it is not documented.

    Raises:
        RuleBroken: the day lies before all fees.
        UnusableArguments: ``kind`` or ``stage`` is "any", or there is no reviewer.

    >>> fee(received_on=dt.date(2015, 3, 2), kind=FeeKind.REGULAR, stage=FeeStage.COMPLETED).sentence()
    '$420 [8 CCR 9792.10.8, fees from 2014-04-01]'
    """
    if kind is FeeKind.ANY or stage is FeeStage.ANY or reviewers < 1:
        raise UnusableArguments(
            "A fee is paid for one kind of review at one stage, with one reviewer at least.",
            where="fee",
            remedy="Name the kind and the stage.",
        )
    rows = _in_force(received_on)
    staged = [row for row in rows if row.stage in {stage, FeeStage.ANY}]
    # A period that knows no fee of its own for drugs alone charges what a regular review costs.
    kinds = {row.kind for row in staged}
    asked = FeeKind.REGULAR if kind is FeeKind.PHARMACY_ONLY and kind not in kinds else kind
    found = [row for row in staged if row.kind in {asked, FeeKind.ANY} and row.reviewers in {0, reviewers}]
    if not found:
        return Fee(amount=None, citation=staged[0].citation(), missing=(f"the fee for {reviewers} reviewers",))
    return _by_degree(found, degree)


def _in_force(day: dt.date) -> list[FeeRow]:
    rows = [row for row in fee_rows() if row.is_in_force(day)]
    if not rows:
        raise RuleBroken(
            f"There was no fee of Independent Medical Review on {day}.",
            where="law/imr_fees.yaml",
            why=f"The fees begin on {fee_rows()[0].from_}.",
            remedy="Check the year.",
        )
    return rows


def _by_degree(rows: list[FeeRow], degree: FeeDegree | None) -> Fee:
    """The fee among rows that differ by degree alone."""
    fitting = [row for row in rows if row.degree in {degree, FeeDegree.ANY}]
    if not fitting:
        return Fee(amount=None, citation=rows[0].citation(), missing=("the reviewer's degree",))
    row = fitting[0]
    missing = () if row.amount is not None else (f"the amount ({row.source})",)
    return Fee(amount=row.amount, citation=row.citation(), missing=missing)
