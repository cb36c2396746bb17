"""Finds the citation of a duty that checks rest on, and the limits that they measure with, by name in the rulebook.

Source: ``rulebook/law/duties.yaml`` and ``rulebook/law/limits.yaml``, where each row says how far it was verified.
"""

from __future__ import annotations

from functools import cache

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.errors import NotFound
from openimr.rulebook import load

__all__ = ["Duty", "Limit", "duties", "limit"]


class Duty(Value, frozen=True):
    """One duty of a determination: where it stands, what it says in our own words, how far that was verified."""

    id: str
    title: str
    says: str
    verification: Verification
    kind: CitationKind = CitationKind.LAW
    locator: str = ""
    edition: str = ""


@cache
def _by_id() -> dict[str, Citation]:
    return {
        row.id: Citation(
            kind=row.kind,
            title=row.title,
            locator=row.locator,
            edition=row.edition,
            verification=row.verification,
        )
        for row in load("law/duties.yaml", Duty)
    }


def duties(*names: str) -> tuple[Citation, ...]:
    """The citations of the duties called ``names``.

    Raises:
        NotFound: the rulebook has no duty of such a name.

    >>> duties("reviewer-not-named")[0].title
    'Labor Code 4610.6(f)'
    """
    known = _by_id()
    for name in names:
        if name not in known:
            raise NotFound(f"The rulebook has no duty {name!r}.", where="law/duties.yaml")
    return tuple(known[name] for name in names)


class Limit(Value, frozen=True):
    """One number that checks measure with, its unit, where it comes from and how far that was verified."""

    id: str
    value: int
    unit: str
    source: str
    verification: Verification


@cache
def limit(name: str) -> int:
    """The number called ``name``, in the unit that the rulebook gives it.

    Raises:
        NotFound: the rulebook has no limit of that name.

    >>> limit("active-practice-hours")
    24
    """
    values: dict[str, int] = {row.id: row.value for row in load("law/limits.yaml", Limit)}
    if name in values:
        return values[name]
    raise NotFound(f"The rulebook has no limit {name!r}.", where="law/limits.yaml")
