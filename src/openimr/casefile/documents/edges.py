"""Picks the lines of a page that tell it from others: not how the sender is reached, and not what counts pages.

A letterhead stands on every page of an office, and a scan misreads its numbers first; a fax machine prints a line of
its own, and a foot counts pages. None of them says what happened at a visit.

Source: feature F29 of the plan; ``rulebook/casefile/document_labels.yaml`` (place).
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from openimr.casefile.documents.counts import is_transmission
from openimr.casefile.documents.dates import mended
from openimr.casefile.documents.rules import LabelRole, label_words, score
from openimr.casefile.documents.words import folded, holds
from openimr.determinations.reading.days import DAY

__all__ = ["own_lines", "telling_lines"]

_STAMP = re.compile(
    r"^\W*(?:(?:page|pg\.?|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|\d{1,4}\s?(?:of|/)\s?\d{1,4}|received\b.{0,40}"
    r"|(?:printed|faxed|scanned)\b.{0,40})\W*$",
    re.IGNORECASE,
)
_HEAD, _FOOT = 8, 2
_LAST_TOKENS = 4
_NAME_WORDS = 6
_SCORE = re.compile(r"\d\s?(?:/|of|out)\s?\d|\b\d+\s?(?:mg|%|x)")
_FIGURE = r"[\dOoQSsIlBbTZ]"
_REACHED = re.compile(
    rf"{_FIGURE}{{3}}[ .)-]{{1,2}}{_FIGURE}{{3}}[ .-]{{1,2}}{_FIGURE}{{2,4}}|@|\.(?:example|com|org|net)\b"
    rf"|\b[A-Z][A-Z][ .,]{{1,2}}{_FIGURE}{{5}}\b"
)
_STREET = re.compile(rf"\W*{_FIGURE}{{2,5}}\s[A-Z]")


def own_lines(text: str) -> list[str]:
    """The lines of ``text`` without those that a fax machine or a stamp put there."""
    return [line for line in text.splitlines() if line.strip() and not (is_transmission(line) or _STAMP.match(line))]


def telling_lines(text: str) -> list[str]:
    r"""The lines of ``text`` that may tell it from another page of its office.

    >>> telling_lines("Elder Creek Clinic\n12 Main Street\nTel. 555-010-0100\nPain is 7/10.\nForm PR-2 Page 1 of 2")
    ['Pain is 7/10.', 'Form PR-2']
    """
    kept = _below_letterhead(own_lines(text))
    return [*kept[:-_FOOT], *(_uncounted(line) for line in kept[-_FOOT:])]


def _below_letterhead(lines: list[str]) -> list[str]:
    """The lines without those of the head that say where somebody is, and the short ones right above these."""
    reached = [place for place, line in enumerate(lines[:_HEAD]) if _is_address(line)]
    if not reached:
        return lines
    first = min(reached)
    while first and len(lines[first - 1].split()) <= _NAME_WORDS and not _is_more(lines[first - 1]):
        first -= 1
    return [line for place, line in enumerate(lines) if place not in reached and not first <= place < min(reached)]


def _is_more(line: str) -> bool:
    """Whether a line says more than a name or an address: a label, a day, a side or a denial, or a score."""
    is_telling = holds(folded(line), label_words(LabelRole.TELLING))
    return ":" in line or is_telling or DAY.search(mended(line)) is not None or _SCORE.search(line) is not None


def _is_address(line: str) -> bool:
    """Whether a line of the head only says where somebody is: no label or day, and a telephone, a street or so."""
    if _is_more(line):
        return False
    is_place = holds(folded(line), label_words(LabelRole.PLACE))
    return bool(_REACHED.search(line)) or (is_place and _STREET.match(line) is not None) or _is_misread(line)


def _is_misread(line: str) -> bool:
    """Whether the line begins with a word for a telephone, but for a letter or two: "Jelephone 805-555-01"."""
    first = line.split(maxsplit=1)[0].lower()
    return fuzz.ratio(first, "telephone") >= 100 * score("near_reach")


def _uncounted(line: str) -> str:
    """A line of the foot without the count of pages at its end, as far as "page" can be read before it."""
    tokens = list(re.finditer(r"\S+", line))
    for token in tokens[-_LAST_TOKENS:]:
        if fuzz.ratio(token[0].lower(), "page") >= 100 * score("near_reach"):
            return line[: token.start()].rstrip()
    return line
