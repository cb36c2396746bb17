"""Reads the counts that pages carry ("page 2 of 5"), and tells a document's own count from that of a fax or a scan.

A fax machine prints its own line at the head of every page, and an office stamps a whole scan with running numbers;
neither says where a document begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from openimr.casefile.model import Page
from openimr.citations import Value

__all__ = ["Count", "counts", "is_transmission", "own_counts"]


class Count(Value, frozen=True):
    """A count that a page carries: ``number``, and ``of`` how many, 0 where it does not say."""

    number: int
    of: int = 0


_DIGITS = str.maketrans("OoLlIi\u0130\u0131|", "001111111")
"""Letters that OCR reads for figures; in any case, since the patterns below take them in any case."""
_COUNT = re.compile(
    r"(?<![\w/.])(?:p[ao]g[eo]|pg\.?|p\.)\s?(?:no\.?\s?)?[:#]?\s?(?P<page>[\dOolI|]{1,4})"
    r"(?:\s?(?:of|0f|\u00f6f|/)\s?(?P<of>[\dOolI|]{1,4}))?(?![\w/.]\w)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W{0,3}(?P<page>\d{1,3})\s?(?:of|/)\s?(?P<of>\d{1,3})\W{0,3}$|^[-\u2013(\[]\s?(?P<alone>\d{1,3})\s?[-\u2013)\]]$"
)
_DAY = re.compile(r"\W{0,3}[\dOolI|]{1,2}/[\dOolI|]{1,2}/[\dOolI|]{2,4}\s")
_SENT = re.compile(r"\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\b", re.IGNORECASE)
_FAX = re.compile(
    r"\b(?:fax|from|to|p\.|pg|page|pages?:?|rightfax|csid|jobno)\b|\d{3}[-. )]\d{3}[-.]\d{4}", re.IGNORECASE
)
_TOP = 2
_EDGE = 6


def is_transmission(line: str) -> bool:
    """Whether ``line`` is one that a fax machine printed: the time and a number, sender or page count in one line.

    >>> is_transmission("03/04/2015 10:22 FAX 5550101234   PAGE 003/012")
    True
    >>> is_transmission("Page 3 of 12")
    False
    """
    hints = len(_FAX.findall(line))
    return hints > 1 and bool(_SENT.search(line) or (_DAY.match(line) and "fax" in line.lower()))


def counts(text: str) -> tuple[Count, ...]:
    r"""The counts at the head and at the foot of a page's ``text``, without those of fax machines.

    >>> counts("Page 2 of 5\nReport")
    (Count(number=2, of=5),)
    """
    lines = [line for line in text.splitlines() if line.strip()]
    edge = list(enumerate(lines))
    edge = edge[:_EDGE] + edge[_EDGE:][-_EDGE:]
    found: list[Count] = []
    for place, line in edge:
        if place < _TOP and is_transmission(line):
            continue
        for match in [*_COUNT.finditer(line), *_BARE.finditer(line.strip())]:
            count = _count(match)
            if count is not None and count not in found:
                found.append(count)
    return tuple(found)


def _count(match: re.Match[str]) -> Count | None:
    part = match.groupdict()
    number = int((part["page"] or part["alone"]).translate(_DIGITS))
    of = int((part["of"] or "0").translate(_DIGITS))
    return Count(number, of) if number and (not of or number <= of) else None


def own_counts(pages: Sequence[Page], firsts: Sequence[bool]) -> tuple[Count | None, ...]:
    """For each of ``pages``, in their running order, the count of its own document, or ``None``.

    ``firsts`` says which pages have a title at their head that the page before does not have. A count that runs on over
    such pages is of the whole scan, and is left out; of two counts that are left, the one that says of how many counts.
    """
    found = [counts(page.text) for page in pages]
    stamps = _stamps(found, firsts)
    return tuple(_chosen(counted, place, stamps) for place, counted in enumerate(found))


_Run = tuple[int, int]
"""What the counts of one run have in common: of how many, and how far the count is ahead of the place."""


def _run(count: Count, place: int) -> _Run:
    return count.of, count.number - place


def _chosen(found: tuple[Count, ...], place: int, stamps: frozenset[_Run]) -> Count | None:
    own = [count for count in found if _run(count, place) not in stamps]
    return max(own, key=lambda count: (count.of > 0, -count.of)) if own else None


def _stamps(found: Sequence[tuple[Count, ...]], firsts: Sequence[bool]) -> frozenset[_Run]:
    """The runs of counts that go on over the first pages of other documents.

    One such page may be a heading within a document; it takes two, or a page that counts itself as a first one too.
    """
    passed: Counter[_Run] = Counter()
    for place in range(1, len(found)):
        before = {_run(count, place - 1) for count in found[place - 1]}
        begins = any(count.number == 1 for count in found[place])
        for count in found[place]:
            if _run(count, place) in before and (begins or firsts[place]):
                passed[_run(count, place)] += 2 if begins else 1
    return frozenset(run for run, times in passed.items() if times > 1)
