"""Reads a list of documents reviewed: one entry each, with title, author, days and pages where the entry says so.

Source: L1, L2 and L3, and "Documents list", in docs/reference/layouts.md.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from openimr.determinations.model import DocumentReviewed
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.draft import Draft

__all__ = ["read_document", "read_documents"]

_SIGN = (
    "\u2022\u2023\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u25e6\u2043\u2219\u27a2\u2713\u2714\u25ba\u25b6\u00b7"
    "\uf0b7\uf0a7\uf0d8"  # as word processors put them into the private area
)
_BULLET = re.compile(rf"[{_SIGN}] ?|[-\u2013\u2014*o] |(?:\(\d{{1,3}}\)|\d{{1,3}}[.)]|\([a-z]\)|[a-z]\)) ")
_INLINE_SIGN = re.compile(rf"[{_SIGN}] ?")
_INLINE_NUMBER = re.compile(r"(?<!\S)(?P<number>\d{1,3})[.)] (?=\D)")
# The sentence that opens the list is recalled: it is no entry, wherever it stands and however it is worded.
_OPENING = re.compile(r"(?:The|These|Those)\b[^:]{0,300}\b(?:documents|records)\b[^:]{0,300}: ?", re.IGNORECASE)
_OPENING_SENTENCE = re.compile(
    r"(?:The following (?:relevant )?documents\b[^.:]{0,300}[.:] ?)(?:(?:These|The) documents? includ\w+ ?:? ?)?",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(
    r"(?:,|[-\u2013&/(]|\b(?:dated|date|by|from|to|through|thru|of|for|and|or|the|with|on|in|Dr\.|Dr))$", re.IGNORECASE
)
_LINK = r" ?(?:to|through|thru|until|-|\u2013|\u2014|and ending(?: on)?) ?"
_NOT_ITS_DAY = re.compile(
    r"(?:\breceived|\bdate of injury|\binjured|\bbirth|\bDO[BI]|\bborn)\W{0,3}(?:on|of|date|dated)?\W{0,3}$",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\(?\b(?P<pages>\d{1,5}) (?:pages|pgs?\.?|page|pp\.?)(?![\w-])\)?", re.IGNORECASE)
_DEGREE = (
    r"(?:M\.? ?D|D\.? ?O|D\.? ?C|D\.?P\.?M|D\.?D\.?S|Ph\.? ?D|Psy\.? ?D|P\.?A(?:-C)?|N\.?P|R\.?N|L\.?Ac|D?P\.?T|O\.?D"
    r"|O\.?T\.?R?)\b\.?"
)
_WORD = r"[A-Z][\w.'\u2019-]*"
_PERSON = rf"(?:Dr\.? {_WORD}(?: {_WORD}){{0,3}}(?:, ?{_DEGREE})*|{_WORD}(?: {_WORD}){{0,4}}(?:, ?{_DEGREE})+)"
_BODY = rf"{_WORD}(?: (?:{_WORD}|of|and|the|&|de|van|von|for)(?= ))*(?: {_WORD})?"
_BY = re.compile(
    r"(?:^|[\s,(])(?:(?:(?:authored|prepared|signed|written|issued|completed|provided) )?by|from|per"
    rf"|of(?= {_PERSON})) (?:the )?"
    rf"(?P<author>{_PERSON}|{_BODY})"
)
_AUTHOR_FIRST = re.compile(rf"(?P<author>{_PERSON})[,:;] (?=\S)")
_NEAR = 400
_HANDED_IN = re.compile(r"(?:Employee|Applicant|Injured|Provider|Parties|Interested)\b")
_LOOSE_END = re.compile(
    r"[\s,;:(\u2013-]*(?:\b(?:dated?|dates? of service|DOS|service dates?|for dates|(?:date )?received|signed|from|on"
    r"|for|between|of|covering))?"
    r"[\s,;:(\u2013-]*$",
    re.IGNORECASE,
)


def read_documents(draft: Draft, start: int, end: int) -> tuple[DocumentReviewed, ...]:
    """The documents listed in the flow from ``start`` to before ``end``, in their order.

    An entry begins at a bullet or a number; in a list without these, at each line that does not run on from the one
    before. The sentence that opens the list is no entry.
    """
    start = _behind_opening(draft.flow.text, start, end)
    entries = _entries(draft, start, end)
    documents: list[DocumentReviewed] = []
    for first, last in entries:
        words = draft.value(f"documents_reviewed[{len(documents)}]", first, last)
        if words:
            documents.append(read_document(words))
    return tuple(documents)


@lru_cache(maxsize=4096)
def read_document(text: str) -> DocumentReviewed:
    """What one entry of the list says: a pure function of its words.

    >>> read_document("Progress report by Dr. Example, dated March 9, 2015 to June 18, 2015 (12 pages)").author
    'Dr. Example'
    """
    first, last, days_at = _days(text)
    pages = _PAGES.search(text)
    lead = _AUTHOR_FIRST.match(text)
    by = None if lead else _author(text)
    named = lead or by
    start = lead.end() if lead else 0
    cuts = [by.start() if by else None, days_at, pages.start() if pages else None]
    title = text[start : min((cut for cut in cuts if cut is not None and cut >= start), default=len(text))]
    title = _LOOSE_END.sub("", title).strip()
    return DocumentReviewed(
        text=text,
        title=title or None,
        author=named["author"].rstrip(" ,") if named else None,
        dated_on=first,
        dated_to=last,
        pages=int(pages["pages"]) if pages else None,
    )


def _behind_opening(text: str, start: int, end: int) -> int:
    """Where the list begins behind the sentence that opens it."""
    while start < end and text[start] == " ":
        start += 1
    opening = _OPENING_SENTENCE.match(text, start, end) or _OPENING.match(text, start, end)
    return opening.end() if opening else start


def _entries(draft: Draft, start: int, end: int) -> list[tuple[int, int]]:
    """Where each entry stands, without its bullet."""
    flow = draft.flow
    lines = [start, *flow.line_starts[bisect_right(flow.line_starts, start) : bisect_left(flow.line_starts, end)]]
    bullets = [match for line in lines if (match := _BULLET.match(flow.text, line, end))]
    signs = list(_INLINE_SIGN.finditer(flow.text, start, end))
    if len(signs) > max(1, len(bullets)):
        bullets = signs
    elif len(bullets) <= 1:
        bullets = _numbered(flow.text, start, end) or bullets
    if bullets:
        ends = [match.start() for match in bullets[1:]] + [end]
        listed = [(match.end(), stop) for match, stop in zip(bullets, ends, strict=True)]
        return [(start, bullets[0].start()), *listed]
    return _split_at_semicolons(flow.text, _by_lines(draft, lines, end))


def _numbered(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Numbers that stand in one line but count on from 1; nothing where they are fewer than two."""
    counted: list[re.Match[str]] = []
    for match in _INLINE_NUMBER.finditer(text, start, end):
        if int(match["number"]) == len(counted) + 1:
            counted.append(match)
    return counted if len(counted) > 1 else []


def _by_lines(draft: Draft, lines: list[int], end: int) -> list[tuple[int, int]]:
    """One entry for each line, joined with the lines that it runs on to."""
    text = draft.flow.text
    paragraphs = set(draft.flow.paragraph_starts)
    starts: list[int] = []
    for line in lines:
        if (
            starts
            and line not in paragraphs
            and _runs_on(text[max(starts[-1], line - _NEAR) : line].rstrip(), text[line : line + 1])
        ):
            continue
        starts.append(line)
    return list(zip(starts, [*starts[1:], end], strict=True))


def _runs_on(before: str, first: str) -> bool:
    return first.islower() or first in "(,;)" or before.count("(") > before.count(")") or bool(_RUNS_ON.search(before))


def _split_at_semicolons(text: str, entries: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The entries of a list that runs on in one line, with semicolons between them."""
    if len(entries) != 1 or text.count(";", *entries[0]) < 2:
        return entries
    start, end = entries[0]
    stops = [match.start() for match in re.finditer(r"; ", text[start:end])]
    places = [start, *(start + stop + 2 for stop in stops)]
    ends = [*(start + stop for stop in stops), end]
    return list(zip(places, ends, strict=True))


def _days(text: str) -> tuple[dt.date | None, dt.date | None, int | None]:
    """The first and last day of the document, and where its days begin in ``text``."""
    found = [(match, day) for match in DAY.finditer(text) if (day := read_day(match[0]))]
    own = [pair for pair in found if not _NOT_ITS_DAY.search(text[: pair[0].start()])]
    if not own:
        return None, None, found[0][0].start() if found else None
    (match, first), *rest = own
    if rest and re.fullmatch(_LINK, text[match.end() : rest[0][0].start()], re.IGNORECASE) and first <= rest[0][1]:
        return first, rest[0][1], match.start()
    return first, None, match.start()


def _author(text: str) -> re.Match[str] | None:
    """Who wrote the document; who handed in records that others wrote is no author."""
    for match in _BY.finditer(text):
        name = match["author"]
        if not DAY.match(name) and not DAY.match(text, match.start("author")) and not _HANDED_IN.match(name):
            return match
    return None
