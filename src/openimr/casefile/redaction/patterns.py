"""Finds identifiers that are no names: numbers, addresses and days, by their form, label and check digit.

Source: ``rulebook/casefile/identifiers.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from openimr.casefile.redaction.details import detail_of
from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.model import Kind, Profile
from openimr.casefile.redaction.numbers import CHECKS, Check
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["by_pattern"]

_SHEET = "casefile/identifiers.yaml"
_RANK = 1
# A number that has a better name keeps it, and so has a person before the letters MD, which are a state as well.
# An address of mail or of a page on the net is that, whoever's name it holds.
_RANKS = {Kind.NUMBER: 2, Kind.CITY: 4, Kind.EMAIL: -1, Kind.URL: -1}
_LIKELY = 0.95
_DOUBTFUL = 0.5


class _Row(Value, frozen=True, kw_only=True):
    kind: Kind
    pattern: str
    check: Check
    cues: tuple[str, ...]
    is_certain: bool
    is_safe_harbor_only: bool
    source: str
    verification: Verification


class _State(Value, frozen=True):
    code: str
    name: str
    source: str
    verification: Verification


class _Pattern(Value, frozen=True, kw_only=True):
    row: _Row
    expression: re.Pattern[str]
    reason: str


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_PARTS = {
    "D": r"[0-9OolIi|SBZ]",
    "ID": r"(?:[A-Z]{1,4} (?=\d))?[A-Za-z]{0,4}[/-]?[A-Za-z0-9](?:[A-Za-z0-9]|[-/.](?=[A-Za-z0-9])){1,30}(?!\w)",
    "N": r"(?:['’]?s)?\s{0,3}(?:(?i:numbers?|nos?|num|nbr|id|identification|code|file)(?!\w)\.?\s{0,3}"
    r"(?:[#:.=-]\s{0,3}){0,3}|(?:[#:=]\s{0,3}){1,3})(?:(?i:is|was)\s{1,3})?",
    "M": r"(?:['’]?s)?\s{0,3}(?:(?i:numbers?|nos?|num|id|code)(?!\w)\.?)?\s{0,3}(?:[#:.=-]\s{0,3}){0,3}"
    r"(?:(?i:is|was|of|on|ending in|ending)\s{1,3})?",
    "PHONE": r"(?:\+?1[-. ]{0,2})?(?:\(?{D}{3}\)?[-–./ ]{0,3})?{D}{3}[-–. ]{0,2}{D}{4}"
    r"(?:\s{0,2}(?i:ext\.?|x)\s?\d{1,6})?(?!\w)",
    "DAY": r"(?:{D}{1,2} ?[/.-] ?{D}{1,2} ?[/.-] ?(?:{D}{4}|{D}{2})|\d{4}-\d\d-\d\d"
    r"|(?:{MONTH})\.?\s{0,2}{D}{1,2}(?:st|nd|rd|th)?,?\s{0,3}{D}{4}|\d{1,2}[ -](?:{MONTH})[ -],?\d{2,4}|\d{8}"
    r"|(?:19|20)\d\d)(?!\w)",
    "MONTH": "|".join(f"(?i:{month})" for month in _MONTHS)
    + "|(?:Jan|JAN|Feb|FEB|Mar|MAR|Apr|APR|Jun|JUN|Jul|JUL|Aug|AUG|Sept?|SEPT?|Oct|OCT|Nov|NOV|Dec|DEC|0ct|0CT)",
    "WEEKDAY": r"(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun)",
}


@cache
def _parts() -> dict[str, str]:
    states = load("vocabulary/states.yaml", _State)
    names = "|".join(f"(?i:{re.escape(state.name)})|{state.code}" for state in states)
    return {**_PARTS, "STATE": names + "|(?i:calif)"}


def _expression(pattern: str) -> re.Pattern[str]:
    """The pattern with the words in braces written out, twice, since some hold others."""
    for _ in range(3):
        for name, part in _parts().items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{part})" if "|" in part else part)
    return re.compile(pattern)


@cache
def _patterns(profile: Profile) -> tuple[_Pattern, ...]:
    rows = load(_SHEET, _Row)
    return tuple(
        _Pattern(row=row, expression=_expression(row.pattern), reason=_reason(row))
        for row in rows
        if profile is Profile.SAFE_HARBOR or not row.is_safe_harbor_only
    )


def _reason(row: _Row) -> str:
    what = row.kind.words.lower()
    if not row.is_certain:
        return f"It has the form of a {what}, without a label that says so."
    return f"It has the form or the label of a {what}."


def by_pattern(text: str, profile: Profile) -> Iterator[Found]:
    """Each identifier in ``text`` that a pattern finds and whose check it answers, in no order."""
    low = text.lower()
    for pattern in _patterns(profile):
        row = pattern.row
        if row.cues and not any(cue in low for cue in row.cues):
            continue
        for match in pattern.expression.finditer(text):
            if CHECKS[row.check](match["v"]):
                yield Found(
                    *match.span("v"),
                    kind=row.kind,
                    reason=pattern.reason,
                    confidence=_LIKELY if row.is_certain else _DOUBTFUL,
                    is_certain=row.is_certain,
                    rank=_RANKS.get(row.kind, _RANK),
                    detail=detail_of(row.kind, match["v"], profile),
                )
