"""Decides whether a tie is a material affiliation on a day, in the words of the statute.

Source: Labor Code 139.5(d)(5) and (6); ``rulebook/law/affiliation_parties.yaml``, ``affiliation_ties.yaml``,
``affiliation_limits.yaml`` and ``familial_relations.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.reviewers.match_case import PartyRole
from openimr.reviewers.registry import Affiliation, Relation, Tie
from openimr.rulebook import load

__all__ = [
    "Counts",
    "Covers",
    "Materiality",
    "PartyRow",
    "TieRow",
    "counts",
    "materiality",
    "party_row",
    "party_rows",
    "relation_word",
    "tie_row",
]


class Covers(StrEnum):
    """Whether the sentence of the published letters covers a party."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Materiality(StrEnum):
    """What a tie is under the statute."""

    MATERIAL = "material"
    UNCLEAR = "unclear"
    NOT_COUNTED = "not_counted"


class Counts(StrEnum):
    """Whether a tie is more than told, as far as it says so itself: always, never, or by the day and the other ties."""

    ALWAYS = "always"
    NEVER = "never"
    BY_CASE = "by_case"


class _Material(StrEnum):
    ALWAYS = "always"
    OVER_LIMIT = "over_limit"
    LISTED = "listed"
    NEVER = "never"
    UNCLEAR = "unclear"


class PartyRow(Value, frozen=True):
    """One kind of party: its criterion, what the letters say of it, and where it stands."""

    id: str
    role: PartyRole
    entity: str
    title: str
    letter: str
    covers: Covers
    verification: Verification
    kind: CitationKind = CitationKind.LAW
    is_statute: bool = True

    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(kind=self.kind, title=self.title, verification=self.verification)


class TieRow(Value, frozen=True):
    """One kind of tie: what it is in the words of the statute, and when it is material."""

    tie: Tie
    word: str
    is_a: str
    material: _Material
    held_years: int
    title: str
    verification: Verification
    kind: CitationKind = CitationKind.LAW
    locator: str = ""

    def citation(self) -> Citation:
        """Where it stands."""
        return Citation(kind=self.kind, title=self.title, locator=self.locator, verification=self.verification)


class _RelationRow(Value, frozen=True):
    relation: Relation
    word: str
    counts: Covers
    title: str
    verification: Verification
    locator: str = ""


class _Limit(Value, frozen=True):
    id: str
    value: float
    unit: str
    title: str
    verification: Verification


@cache
def party_rows() -> tuple[PartyRow, ...]:
    """All kinds of parties, the statutory ones first."""
    return tuple(load("law/affiliation_parties.yaml", PartyRow))


@cache
def party_row(role: PartyRole) -> PartyRow:
    """The row of a role."""
    rows: dict[PartyRole, PartyRow] = {row.role: row for row in party_rows()}
    return rows[role]


@cache
def tie_row(tie: Tie) -> TieRow:
    """The row of a kind of tie."""
    rows: dict[Tie, TieRow] = {row.tie: row for row in load("law/affiliation_ties.yaml", TieRow)}
    return rows[tie]


@cache
def _relations() -> dict[Relation, _RelationRow]:
    return {row.relation: row for row in load("law/familial_relations.yaml", _RelationRow)}


@cache
def _share_limit() -> float:
    (row,) = load("law/affiliation_limits.yaml", _Limit)
    return float(row.value)


def relation_word(relation: Relation | None) -> str:
    """A relative in words."""
    return _relations()[relation or Relation.OTHER].word


def counts(affiliation: Affiliation) -> Counts:
    """What :func:`materiality` says of a tie whatever the day and the other ties are, so far as it can be said."""
    row = tie_row(affiliation.tie)
    if row.material is _Material.NEVER:
        return Counts.NEVER
    if affiliation.until is not None or row.material is _Material.OVER_LIMIT:
        return Counts.BY_CASE
    return Counts.ALWAYS


def materiality(
    affiliation: Affiliation, *, on: dt.date, beside: Iterable[Affiliation] = (), income: float | None = None
) -> tuple[Materiality, str]:
    """What a tie is on a day, and why.

    ``beside`` are all ties to the same party: shares of income are added up. ``income`` is the whole yearly income or
    revenue in US dollars, where it is known.
    """
    row = tie_row(affiliation.tie)
    if row.material is _Material.NEVER:
        return Materiality.NOT_COUNTED, f"{row.word} is not counted"
    if affiliation.until is not None and affiliation.until < on:
        return _ended(affiliation.until, on, row.held_years)
    if affiliation.since is not None and affiliation.since > on:
        return Materiality.UNCLEAR, f"it begins only on {affiliation.since}"
    if row.material is _Material.OVER_LIMIT:
        same = [it for it in beside if tie_row(it.tie).material is _Material.OVER_LIMIT and _is_now(it, on)]
        return _over_limit(same or [affiliation], income)
    return _by_kind(row, affiliation.relation)


def _by_kind(row: TieRow, relation: Relation | None) -> tuple[Materiality, str]:
    """What a tie that exists now is by its kind alone."""
    if row.material is _Material.LISTED:
        return _listed(relation)
    if row.material is _Material.ALWAYS:
        return Materiality.MATERIAL, f"{row.word} is a {row.is_a} affiliation"
    return Materiality.UNCLEAR, f"whether {row.word} is material is for a person to decide"


def _is_now(affiliation: Affiliation, on: dt.date) -> bool:
    has_begun = affiliation.since is None or affiliation.since <= on
    return has_begun and (affiliation.until is None or affiliation.until >= on)


def _ended(until: dt.date, on: dt.date, held_years: int) -> tuple[Materiality, str]:
    if (on - until).days <= held_years * 365.25:
        return Materiality.UNCLEAR, f"it ended on {until}; the statute speaks of ties that exist"
    return Materiality.NOT_COUNTED, f"it ended on {until}, more than {held_years} years before"


def _listed(relation: Relation | None) -> tuple[Materiality, str]:
    row = _relations()[relation or Relation.OTHER]
    if row.counts is Covers.YES:
        return Materiality.MATERIAL, f"{row.word} is on the familial list"
    return Materiality.UNCLEAR, f"{row.word} is not on the familial list"


def _over_limit(ties: Iterable[Affiliation], income: float | None) -> tuple[Materiality, str]:
    limit = _share_limit()
    shares = [_share(tie, income) for tie in ties]
    total = sum(share for share in shares if share is not None)
    told = f"{total:.4g} % of yearly income, all ties together"
    if total > limit:
        return Materiality.MATERIAL, f"{told}, more than {limit:g} %"
    if None in shares:
        return Materiality.UNCLEAR, "the share of yearly income is not on file"
    return Materiality.NOT_COUNTED, f"{told}, not more than {limit:g} %"


def _share(tie: Affiliation, income: float | None) -> float | None:
    """The share in percent: as stated, or worked out; the larger where both are there."""
    stated = tie.share_percent
    if tie.amount_usd_per_year is not None and income:
        worked_out = tie.amount_usd_per_year / income * 100
        return worked_out if stated is None else max(stated, worked_out)
    return stated
