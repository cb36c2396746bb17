"""Says how many days the manner of service adds to a time limit, by the address of the party served.

Source: Code of Civil Procedure 1013(a); 8 CCR 10605; Avila v. UC Irvine (2015 panel); Matute v. Los Angeles Unified
School District (WCAB en banc 2015); ``rulebook/law/service_days.yaml``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

from openimr.errors import RuleBroken
from openimr.rulebook import load
from openimr.rulebook.rows import DatedRow

__all__ = ["Place", "ServiceBasis", "ServiceDays", "ServiceMethod", "all_service_days", "service_days"]


class ServiceMethod(StrEnum):
    """How a paper reaches the party served."""

    HAND = "hand"
    MAIL = "mail"
    ELECTRONIC = "electronic"
    FAX = "fax"


class Place(StrEnum):
    """Where the address of the party served lies."""

    CALIFORNIA = "california"
    UNITED_STATES = "united_states"
    ABROAD = "abroad"

    @property
    def words(self) -> str:
        """The place as it is said."""
        return _PLACES[self]


_PLACES = {
    Place.CALIFORNIA: "in California",
    Place.UNITED_STATES: "elsewhere in the United States",
    Place.ABROAD: "abroad",
}


class ServiceBasis(StrEnum):
    """The law by which service adds days to a time limit; ``BUILT_IN`` where its length holds them already."""

    NONE = "none"
    BUILT_IN = "built_in"
    CIVIL_PROCEDURE = "civil_procedure"
    DETERMINATION = "determination"
    APPEALS_BOARD = "appeals_board"


class ServiceDays(DatedRow, frozen=True, kw_only=True):
    """The calendar days that one manner of service adds; without ``place`` the address does not matter."""

    basis: ServiceBasis
    method: ServiceMethod
    days: int
    place: Place | None = None


def all_service_days() -> tuple[ServiceDays, ...]:
    """The days for every basis, manner and address, with their versions."""
    return load("law/service_days.yaml", ServiceDays)


@cache
def _rows(basis: ServiceBasis) -> tuple[ServiceDays, ...]:
    return tuple(row for row in all_service_days() if row.basis is basis)


def service_days(basis: ServiceBasis, method: ServiceMethod, *, place: Place, on: dt.date) -> ServiceDays:
    """The days added by ``method`` to an address in ``place``, by the rules of the day ``on``.

    Raises:
        RuleBroken: no rule of that day says what this manner of service adds.

    >>> service_days(
    ...     ServiceBasis.CIVIL_PROCEDURE, ServiceMethod.MAIL, place=Place.CALIFORNIA, on=dt.date(2014, 1, 2)
    ... ).days
    5
    """
    for row in _rows(basis):
        if row.method is method and row.place in {None, place} and row.is_in_force(on):
            return row
    raise RuleBroken(
        f"No rule of {on} says how many days service by {method.value} {place.words} adds.",
        where="law/service_days.yaml",
        remedy="Count from the day of service without more days, or name the manner of service that the proof names.",
    )
