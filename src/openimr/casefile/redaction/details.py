"""Says what may stay of an identifier in its token: the year of a day, three figures of a ZIP code, "90 or over".

Source: 45 CFR 164.514(b)(2)(i)(B), (C); ``rulebook/casefile/identifiers_small_zip.yaml``.
"""

from __future__ import annotations

import re
from functools import cache

from openimr.casefile.redaction.folding import digits_of
from openimr.casefile.redaction.model import Kind, Profile
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["detail_of", "year_of"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_AT_AN_END = re.compile(r"^(?:19|20)\d\d(?=\d{4}$)|(?<=^\d{4})(?:19|20)\d\d$")
_SHORT_YEAR = re.compile(r"(?:[/.\-–' ’])(\d\d)$")
_LAST_OF_THIS_CENTURY = 40
_ZIP_KEPT = 3


class _SmallZip(Value, frozen=True):
    zip: str
    source: str
    verification: Verification


@cache
def _small() -> frozenset[str]:
    return frozenset(row.zip for row in load("casefile/identifiers_small_zip.yaml", _SmallZip))


def detail_of(kind: Kind, words: str, profile: Profile) -> str:
    """What the token of ``kind`` says besides; empty where nothing of ``words`` may stay.

    >>> detail_of(Kind.DATE, "03/04/2014", Profile.SAFE_HARBOR), detail_of(Kind.ZIP, "93023", Profile.SAFE_HARBOR)
    ('2014', '930')
    >>> detail_of(Kind.ZIP, "03601", Profile.SAFE_HARBOR), detail_of(Kind.ZIP, "93023", Profile.STATE)
    ('000', '')
    """
    if profile is Profile.STATE:
        return ""
    if kind is Kind.DATE:
        return year_of(words)
    if kind is Kind.AGE:
        return "90 OR OVER"
    if kind is Kind.ZIP:
        figures = digits_of(words)[:_ZIP_KEPT]
        return "000" if figures in _small() else figures
    return ""


def year_of(day: str) -> str:
    """The year that ``day`` names, in four figures; empty where it names none.

    >>> year_of("3/4/14"), year_of("March 3"), year_of("March 3, 2O14"), year_of("03042014")
    ('2014', '', '2014', '2014')
    """
    figures = re.sub(r"(?<=\d)[OolIi|SBZ]|[OolIi|SBZ](?=\d)", lambda match: digits_of(match[0]), day)
    found = _YEAR.search(figures) or _YEAR_AT_AN_END.search(figures)
    if found:
        return found[0]
    short = _SHORT_YEAR.search(figures)
    if not short or not any(mark in figures for mark in "/.-–'’"):
        return ""
    return ("20" if int(short[1]) <= _LAST_OF_THIS_CENTURY else "19") + short[1]
