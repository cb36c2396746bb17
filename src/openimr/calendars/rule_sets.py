"""Says which set of rules, V0 to V6, was in force on a day; a day before the first is refused.

Source: ``rulebook/law/rule_sets.yaml``, from SB 863 of 2012 on.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

import msgspec

from openimr.errors import RuleBroken, UnusableArguments
from openimr.rulebook import load
from openimr.rulebook.rows import LawRow

__all__ = ["Jurisdiction", "RuleSet", "jurisdiction_named", "rule_set_on", "rule_sets"]


class Jurisdiction(StrEnum):
    """Whose law is known here."""

    CALIFORNIA = "california"


class RuleSet(LawRow, frozen=True, kw_only=True):
    """One set of rules, in force from its day until the next began."""

    id: str
    from_: dt.date = msgspec.field(name="from")
    about: str
    selected_by: str
    doubt: str = ""


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """All sets in the order of their days."""
    return tuple(sorted(load("law/rule_sets.yaml", RuleSet), key=lambda row: row.from_))


def rule_set_on(day: dt.date) -> RuleSet:
    """The set in force on ``day``.

    Raises:
        RuleBroken: the day lies before the first set.

    >>> rule_set_on(dt.date(2014, 2, 11)).id, rule_set_on(dt.date(2014, 2, 12)).id
    ('V1', 'V2')
    """
    for found in reversed(rule_sets()):
        if found.from_ <= day:
            return found
    first = rule_sets()[0]
    raise RuleBroken(
        f"There were no rules of Independent Medical Review on {day}.",
        where="law/rule_sets.yaml",
        why=f"They begin on {first.from_} ({first.title}).",
        remedy="Check the year; an older dispute goes another way.",
    )


def jurisdiction_named(words: str) -> Jurisdiction:
    """The jurisdiction of that name, however its letters are set.

    Raises:
        UnusableArguments: its law is not known here.

    >>> jurisdiction_named("California")
    <Jurisdiction.CALIFORNIA: 'california'>
    """
    try:
        return Jurisdiction(words.strip().lower())
    except ValueError as error:
        raise UnusableArguments(
            f"The law of “{words}” is not known here.",
            where="jurisdiction",
            why="No time limit is guessed from the law of another place.",
            remedy=f"Known is: {', '.join(Jurisdiction)}.",
        ) from error
