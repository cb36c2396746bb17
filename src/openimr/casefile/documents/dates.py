"""Finds the date of a document: of service or decision before that of the report, and of printing or faxing last.

Source: ``rulebook/casefile/document_labels.yaml``; feature F18 of the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from openimr.casefile.documents.counts import is_transmission
from openimr.casefile.documents.rules import Label, LabelRole, kind_row, label_words, labels
from openimr.casefile.documents.words import folded
from openimr.casefile.model import DocumentKind, Page
from openimr.citations import Value
from openimr.determinations.reading.days import DAY, read_day

__all__ = ["FoundDay", "day_in", "document_day", "head_day", "mended"]


class FoundDay(Value, frozen=True):
    """A day that a page gives: its place in the text, and its rank (1 is the document's own, 0 is of another thing)."""

    day: dt.date
    start: int
    end: int
    rank: float


_LIKE_NUMBERS = re.compile(
    r"(?<![\w/])[\dOolI|SBZ]{1,2}\s?[/\-.]\s?[\dOolI|SBZ]{1,2}\s?[/\-.]\s?[\dOolI|SBZ]{2,4}(?![\w/])"
)
_DIGITS = str.maketrans("OolI|SBZ", "00111582")
_SPACED = re.compile(r"\s(?=[/\-.])|(?<=[/\-.])\s")
_BEFORE = 48
_UNLABELLED = 3.5
_LATER = 4.5
_TOP_LINES = 14
_EARLIEST = 1900
_LOOK_AT = 3
_AGO = re.compile(r"[\w)]\s*$")


@lru_cache(maxsize=256)
def mended(text: str) -> str:
    """``text``, as long as before, with letters in dates read as the digits that they look like.

    >>> mended("DOS: O3/l2/2O14 by Oslo")
    'DOS: 03/12/2014 by Oslo'
    """
    return _LIKE_NUMBERS.sub(lambda match: match[0].translate(_DIGITS), text)


def day_in(text: str) -> dt.date | None:
    """The day that ``text`` is; ``None`` where it is none, also where a scan misspells its month ("Sepember")."""
    try:
        return read_day(text)
    except KeyError:
        return None


def document_day(pages: Sequence[Page], kind: DocumentKind) -> tuple[Page, FoundDay] | None:
    """The date of a document of ``kind`` that consists of ``pages``, and the page that gives it."""
    looked = [*pages[:_LOOK_AT], *pages[_LOOK_AT:][-1:]]
    if kind_row(kind).is_list and (last := _last_listed(looked, kind)):
        return last
    best: tuple[float, Page, FoundDay] | None = None
    for place, page in enumerate(looked):
        for found in days_of(page.text, kind):
            # What only another page gives counts a little less than the same on the first page.
            rank = found.rank + (0.3 if place else 0.0) + (1.0 if place and found.rank == _UNLABELLED else 0.0)
            if best is None or rank < best[0]:
                best = rank, page, found
    return best[1:] if best else None


def _last_listed(pages: Sequence[Page], kind: DocumentKind) -> tuple[Page, FoundDay] | None:
    """The date of a document that lists things of several days: of the report or print, else the last of them."""
    found = [(page, day) for page in pages for day in days_of(page.text, kind)]
    listed = [pair for pair in found if pair[1].rank == 1 or _UNLABELLED - 1 < pair[1].rank <= _UNLABELLED]
    latest = max((day.day for _, day in listed), default=None)
    if latest is None or all(day.day == latest for _, day in listed):
        return None
    later = [pair for pair in found if pair[1].rank in _WHOLE_RANKS and pair[1].day >= latest]
    return min(later, key=lambda pair: pair[1].rank) if later else max(listed, key=lambda pair: pair[1].day)


_WHOLE_RANKS = (2, 5)


def head_day(text: str, end: int) -> dt.date | None:
    """The day that the first ``end`` characters of a page give as its own: labelled, or alone in its line."""
    found = [day for day in days_of(text, DocumentKind.OTHER) if day.end <= end and day.rank < _UNLABELLED - 1]
    return min(found, key=lambda day: day.rank).day if found else None


def days_of(text: str, kind: DocumentKind) -> tuple[FoundDay, ...]:
    """The days in ``text`` that may be the date of a document of ``kind``, in their order.

    A day under a label for something else is none, nor is the same day again without a label.
    """
    found = list(_ranked(text, kind))
    others = {day.day for day in found if day.rank == 0}
    return tuple(day for day in found if day.rank and not (day.rank >= _UNLABELLED and day.day in others))


def _end_of_line(text: str, lines: int) -> int:
    ends = [match.end() for match in re.finditer(r"\S[^\n]*\n?", text)]
    return ends[min(lines, len(ends)) - 1] if ends else 0


@lru_cache(maxsize=256)
def _all_days(text: str) -> tuple[tuple[dt.date, int, int], ...]:
    """Every day in ``text``, which is mended, with its place."""
    found = ((day_in(match[0]), match.start(), match.end()) for match in DAY.finditer(text))
    return tuple((day, start, end) for day, start, end in found if day and day.year >= _EARLIEST)


def _ranked(text: str, kind: DocumentKind) -> Iterator[FoundDay]:
    text = mended(text)
    days = _all_days(text)
    top = _end_of_line(text, _TOP_LINES) if days else 0
    for day, start, end in days:
        rank = _rank(text, start, kind)
        if rank is None:
            rank = _unlabelled(text, start, end, top)
        if rank is not None:
            yield FoundDay(day, start, end, rank)


def _unlabelled(text: str, at: int, behind: int, top: int) -> float | None:
    """The rank of a day without a label: only at the head of a page, by itself in its line, and not of a fax line."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", behind)
    line = text[start : end if end >= 0 else len(text)]
    if is_transmission(line):
        return _LATER
    if at >= top:
        return None
    alone = len(line.strip()) <= behind - at + _SLACK
    return _UNLABELLED - 1.2 if alone else _UNLABELLED


_SLACK = 6


def _rank(text: str, start: int, kind: DocumentKind) -> float | None:
    """The rank of the label before ``start``; ``None`` where there is none."""
    before = text[max(0, start - _BEFORE) : start]
    line = before.rsplit("\n", 1)
    same = line[-1]
    at_line_start = len(line) > 1 or start <= _BEFORE
    label = _label_at_end(same)
    if label is None and not same.strip() and len(line) > 1:
        # The label stands alone in the line above its value.
        above = line[0].rsplit("\n", 1)[-1]
        label, same = _label_at_end(above), above
        at_line_start = True
    if label is None:
        return None
    found, words = label
    if found.kinds and kind not in found.kinds:
        return 0
    if found.is_loose and not (at_line_start and folded(same).startswith(words)) and not _ends_a_label(same):
        return 0 if words == _DATED_WORD else None
    return found.rank


_DATED_WORD = folded("dated")


def _ends_a_label(text: str) -> bool:
    """Whether ``text`` ends with a colon, as a label in the midst of a line does."""
    return text.rstrip().endswith(":")


@cache
def _by_words() -> dict[str, Label]:
    found: dict[str, Label] = {}
    for label in labels(LabelRole.DATE):
        for words in label.words:
            found.setdefault(folded(words), label)
    return found


_LONGEST = 6


def _label_at_end(text: str) -> tuple[Label, str] | None:
    """The longest label with which ``text`` ends, and its words folded."""
    return _label_of(tuple(folded(text).split()[-_LONGEST - 1 :]))


@lru_cache(maxsize=4096)
def _label_of(words: tuple[str, ...]) -> tuple[Label, str] | None:
    """The longest label with which ``words`` end; a page is asked more than once, and labels repeat each other."""
    known = _by_words()
    for dropped in (0, 1):
        # One word may stand between label and date: "on", "was", "of".
        kept = words[: len(words) - dropped] if dropped else words
        if dropped and (not words or words[-1] not in label_words(LabelRole.LINK)):
            break
        for length in range(min(_LONGEST, len(kept)), 0, -1):
            candidate = " ".join(kept[-length:])
            if candidate in known:
                return known[candidate], candidate
    return _near_label(words)


_NEAR = 84
_NEAR_LETTERS = 7


def _near_label(words: Sequence[str]) -> tuple[Label, str] | None:
    """The label with which ``words`` end but for a misread letter or two."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        candidate = " ".join(words[-length:])
        if len(candidate) >= _NEAR_LETTERS:
            best = process.extractOne(candidate, _by_words().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
            if best and len(best[0]) >= _NEAR_LETTERS:
                return _by_words()[best[0]], candidate
    return None
