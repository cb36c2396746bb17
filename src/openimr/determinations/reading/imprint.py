"""Takes the pages, the edition, the day of update and addresses in the net out of the words of a citation.

Source: ``determination-formats.md`` section 3 (row "pages" and the names seen); editions of L1 to L3 are recalled and
unverified.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from openimr.determinations.reading.days import DAY, read_day

__all__ = ["Imprint", "by_pages", "take_imprint", "take_pages", "without_addresses"]

_PAGE = r"(?!(?:19|20)\d\d\b)\d{1,4}\b(?!\s?(?:weeks?|visits?|sessions?|days)\b)"
_PAGES = re.compile(
    rf"(?<![\w-])(?:Page\(s\)|pages?\b(?:\s(?:nos?\b\.?|numbers?\b))?|pgs?\b\.?|pp\b\.?|p\.)\s*:?\s*"
    rf"(?:(?P<list>{_PAGE}(?:\s*(?:[,;]\s*and|[-–,;&]|to|through|and)\s*{_PAGE})*)(?:\s+of\s+\d{{1,4}}\b)?)?\.?",
    re.IGNORECASE,
)
_PAGE_ITEM = re.compile(r"(\d+)(?:\s*(?:[-–]|to|through)\s*(\d+))?")
_LONGEST_RANGE = 60
_LETTERS = re.compile(r"[A-Za-z]{2}")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:19|20)\d\d"
_UPDATED = re.compile(
    rf"\(?\b(?:last\s)?(?:updated?|revised)(?:\son)?:?\s*"
    rf"(?:(?P<on>{DAY.pattern})|(?P<when>(?:{_MONTH},?\s|\d\d?/)?{_YEAR}))\)?",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\(?\b(?P<words>"
    r"(?:on-?line|web(?:-based)?|current|electronic|internet)\s(?:version|edition)\b"
    rf"|(?:\d+(?:st|nd|rd|th)|second|third)\sed(?:ition\b|\.)(?:\s?\(web\))?(?:,?\s?\(?(?:{_YEAR})\)?)?)\)?",
    re.IGNORECASE,
)
_EDITION_YEAR = re.compile(
    rf"(?:(?<=^)|(?<=[\s,;(]))\(?(?:effective\s|revised\s|dated\s)?(?:{_MONTH},?\s(?:\d\d?,\s)?)?(?P<year>{_YEAR})"
    r"(?:\s(?:edition|version))?(?:\)|(?=\s*(?:[,;:.]|$|Section)))",
    re.IGNORECASE,
)
_EVIDENT_YEAR = re.compile(rf"(?<![\d/-])(?P<year>{_YEAR})(?![\d/-])")
_ADDRESS = re.compile(
    r"[\s,;:(<\[]*(?:\b(?:retrieved|available|accessed)\s(?:from|at|on)\W+)?(?<!\w)(?:https?://|www\.)"
    r"[^\s,;()<>\[\]]*[^\s,;()<>\[\].](?:[)>\]](?!\w))?",
    re.IGNORECASE,
)
_NAMES_SOMETHING = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Imprint:
    """Pages, edition as worded, and the day of update."""

    pages: tuple[int, ...] = ()
    edition: str | None = None
    updated_on: dt.date | None = None


def take_imprint(words: str, *, title: bool = False) -> tuple[str, Imprint]:
    """``words`` without their imprint, and the imprint.

    Words that are a ``title`` keep their year, and give it as the edition where it is the only one.
    """
    if not words:
        return words, Imprint()
    updated_on = edition = None
    lower = words.lower()
    if "update" in lower or "revised" in lower:
        words, updated_on, edition = _take_update(words)
    words, pages = take_pages(words)
    if title:
        years = _EVIDENT_YEAR.findall(words)
        return words, Imprint(pages, years[0] if len(years) == 1 else None, updated_on)
    if ("edition" in lower or "version" in lower or "ed." in lower) and (match := _EDITION.search(words)):
        edition = match["words"].replace(", (", " (")
        edition += ")" if edition.count("(") > edition.count(")") else ""
        words = _without(words, match)
    elif ("20" in words or "19" in words) and (match := _EDITION_YEAR.search(words)):
        edition = match["year"]
        words = _without(words, match)
    return words, Imprint(pages, edition, updated_on)


def take_pages(words: str) -> tuple[str, tuple[int, ...]]:
    """``words`` without their pages, and the pages with ranges written out.

    >>> take_pages("Physical Medicine Page(s): 98-99.")
    ('Physical Medicine', (98, 99))

    A range of more than 60 pages keeps only its two ends: a slip of the pen is likelier than such a range.
    """
    pages: list[int] = []
    while match := _PAGES.search(words):
        for first, last in _PAGE_ITEM.findall(match["list"] or ""):
            pages += _range(first, last)
        words = _without(words, match)
    return words, tuple(dict.fromkeys(pages))


def without_addresses(words: str) -> str:
    """``words`` without the addresses of pages in the net; as they are where nothing else is cited.

    >>> without_addresses("ODG, Pain Chapter, http://www.example.org/pain.htm.")
    'ODG, Pain Chapter.'
    """
    if "www." not in words and "://" not in words:
        return words
    left = _ADDRESS.sub("", words)
    return left if _NAMES_SOMETHING.search(left) else words


def by_pages(words: str) -> list[str]:
    """``words`` cut after each run of pages that is followed by words with pages of their own.

    >>> by_pages("Yoga Page(s): 126, Exercise Page(s): 46, 47")
    ['Yoga Page(s): 126', ', Exercise Page(s): 46, 47']
    """
    with_pages = [match for match in _PAGES.finditer(words) if match["list"]]
    cuts = [
        match.end()
        for match, following in pairwise(with_pages)
        if _LETTERS.search(words, match.end(), following.start())
    ]
    return [words[start:end] for start, end in pairwise([0, *cuts, len(words)])]


def _range(first: str, last: str) -> list[int]:
    """The pages from ``first`` to ``last``; ``303-5`` is 303 to 305."""
    if not last:
        return [int(first)]
    if len(last) < len(first):
        last = first[: -len(last)] + last
    start, end = int(first), int(last)
    return list(range(start, end + 1)) if 0 <= end - start <= _LONGEST_RANGE else [start, end]


def _take_update(words: str) -> tuple[str, dt.date | None, str | None]:
    match = _UPDATED.search(words)
    if match is None:
        return words, None, None
    on = read_day(match["on"]) if match["on"] else None
    if match["on"] and on is None:
        return words, None, None
    return _without(words, match), on, match["when"]


def _without(words: str, match: re.Match[str]) -> str:
    """``words`` with a comma in the place of what ``match`` found, or nothing at either end."""
    before, after = words[: match.start()].rstrip(" ,;"), words[match.end() :].lstrip(" ,;")
    if before.endswith("("):
        before, after = before[:-1].rstrip(" ,;"), after.removeprefix(")").lstrip(" ,;")
    if not before or not after or after[0] in ".)":
        return before + after
    return f"{before}, {after}"
