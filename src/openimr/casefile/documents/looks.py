"""Looks at one page: what its titles and words say of its kind, and what its head and foot say of its place.

Source: ``rulebook/casefile/document_marks.yaml`` and ``document_labels.yaml``; feature F18 of the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from openimr.casefile.documents.counts import is_transmission
from openimr.casefile.documents.dates import head_day, mended
from openimr.casefile.documents.rules import LabelRole, Mark, MarkRole, label_words, marks, score
from openimr.casefile.documents.words import TextLine, begins, folded, holds, text_lines
from openimr.casefile.model import DocumentKind, Page
from openimr.citations import Value
from openimr.determinations.reading.days import DAY

__all__ = ["Look", "TitleLine", "look"]


class TitleLine(Value, frozen=True):
    """A line that is a title of documents of ``kind``; ``points`` is what it is worth at the head of a document."""

    line: TextLine
    kind: DocumentKind
    points: float


class Look(Value, frozen=True, kw_only=True):
    """What one page shows. ``first`` and ``next`` are its points for each kind as first and as later page.

    ``titles`` are the titles at its head, ``marked`` the line that shows each kind best where no title does.
    """

    lines: tuple[TextLine, ...]
    first: dict[DocumentKind, float]
    next: dict[DocumentKind, float]
    titles: tuple[TitleLine, ...] = ()
    has_salutation: bool = False
    has_letterhead: bool = False
    has_parties: bool = False
    has_letter_day: bool = False
    is_signed: bool = False
    is_continued: bool = False
    day: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing could be read on it."""
        return not self.lines


_LISTED = re.compile(r"^\W{0,2}(?:\d{1,3}[.)]\s|[-*\u2022\u00b7\uf0b7o]\s)")
_DATED = re.compile(r"\bdated\b|\bof \d{1,2}/\d{1,2}/\d{2,4}|^\W*\d{1,2}/\d{1,2}/\d{2,4}\W", re.IGNORECASE)
_SENTENCE_WORDS = 14


def look(page: Page) -> Look:
    """What ``page`` shows of its kind and place, from its text alone."""
    lines = tuple(line for line in text_lines(page.text) if line.words)
    lines = tuple(line for place, line in enumerate(lines) if place > 1 or not is_transmission(line.text))
    titles = tuple(_titles(lines))
    body = _body(lines)
    for kind in _headed(lines[:_LETTERHEAD]):
        body[kind] = body.get(kind, 0.0) + score("letterhead_kind")
    head = lines[: int(score("head_lines"))]
    return Look(
        lines=lines,
        first=_points(body, titles, "title"),
        next=_points(body, titles, "title_repeated"),
        titles=titles,
        has_salutation=any(begins(line.words, label_words(LabelRole.SALUTATION)) for line in head),
        has_letterhead=sum(holds(line.words, label_words(LabelRole.PLACE)) for line in head[:8]) > 1,
        has_parties=_count_parties(head) > 2,
        has_letter_day=any(DAY.fullmatch(mended(line.text).strip()) for line in head[:8]),
        is_signed=_is_signed(lines[-int(score("foot_lines")) :]),
        is_continued=any(_is_continued(line.words) for line in head[:6]),
        day=head_day(page.text, head[-1].end if head else 0),
    )


def _points(body: dict[DocumentKind, float], titles: tuple[TitleLine, ...], as_title: str) -> dict[DocumentKind, float]:
    """The points of the page for each kind; of several titles of one kind the best counts."""
    found = dict(body)
    share = score(as_title) / score("title")
    for kind in {title.kind for title in titles}:
        best = max(title.points for title in titles if title.kind is kind)
        found[kind] = found.get(kind, 0.0) + best * share
    is_first = as_title == "title"
    found[DocumentKind.OTHER] = score("other_first") if is_first else score("other_next")
    return found


def _body(lines: tuple[TextLine, ...]) -> dict[DocumentKind, float]:
    """The points of the words of a page for each kind, each role up to its most."""
    text = " " + " ".join(line.words for line in lines) + " "
    found: dict[tuple[DocumentKind, MarkRole], float] = {}
    for mark in _within(text):
        if mark.role in {MarkRole.FORM, MarkRole.BODY}:
            name = mark.role.value
            most = score(f"{name}_most")
            found[mark.kind, mark.role] = min(most, found.get((mark.kind, mark.role), 0.0) + score(name))
    points: dict[DocumentKind, float] = {}
    for (kind, _), value in found.items():
        points[kind] = points.get(kind, 0.0) + value
    return points


_LETTERHEAD = 4
_LETTERHEAD_WORDS = 8


def _headed(lines: tuple[TextLine, ...]) -> frozenset[DocumentKind]:
    """The kinds of document that an office with such a letterhead sends."""
    short = [line for line in lines if ":" not in line.text and len(line.words.split()) <= _LETTERHEAD_WORDS]
    text = " ".join(f" {line.words} " for line in short)
    return frozenset(mark.kind for mark in _within(text) if mark.role is MarkRole.LETTERHEAD)


def _within(text: str) -> Iterator[Mark]:
    """The marks that stand in ``text``, which is folded and has a space at either end."""
    known = marks()
    for first in known.keys() & set(text.split(" ")):
        for mark in known[first]:
            if f" {mark.words} " in text:
                yield mark


def _titles(lines: tuple[TextLine, ...]) -> list[TitleLine]:
    """The titles among the first ``lines``; misread ones are looked for only where none is found."""
    head = [line for line in lines[: int(score("title_lines"))] if _may_be_title(line)]
    found = [title for line in head for title in _exact(line)]
    return found or [title for line in head if (title := _near(line))]


def _may_be_title(line: TextLine) -> bool:
    if len(line.text) > score("title_letters") or line.text.rstrip().endswith((",", ";")):
        return False
    return not (_LISTED.match(line.text) or _DATED.search(line.text))


def _exact(line: TextLine) -> Iterator[TitleLine]:
    """The titles that ``line`` is: nearly the whole of it, or its beginning for a wording that opens a title."""
    words = _title_part(line.text)
    best: dict[DocumentKind, float] = {}
    for mark in _within(f" {words} "):
        share = len(mark.words) / len(words)
        is_whole = mark.role is MarkRole.TITLE and (share >= _WHOLE or (line.text.isupper() and share >= _HALF))
        opens = mark.role is MarkRole.OPENS and words.startswith(mark.words) and len(words.split()) <= _SENTENCE_WORDS
        if is_whole or (opens and not line.text.rstrip().endswith(".")):
            best[mark.kind] = max(best.get(mark.kind, 0.0), share)
    longest = max(best.values(), default=0.0)
    for kind, share in best.items():
        # "Physical therapy progress report" holds "progress report": the longer wording says what it is.
        if share == longest:
            yield TitleLine(line, kind, score("title"))


_WHOLE = 0.6
_HALF = 0.4


def _title_part(text: str) -> str:
    """The words of a line that may be a title: behind a lead such as "Exam:", and not a label with its value."""
    label, colon, value = text.partition(":")
    if colon and value.strip():
        words = folded(label)
        if words in label_words(LabelRole.LEAD):
            return folded(value)
        return "" if words.rpartition(" ")[2] in label_words(LabelRole.NOT_A_TITLE) else folded(text)
    words = folded(text)
    first, _, rest = words.partition(" ")
    return rest if rest and first in label_words(LabelRole.LEAD) else words


@cache
def _near_titles() -> dict[str, DocumentKind]:
    least = score("title_near_letters")
    found = [mark for rows in marks().values() for mark in rows if mark.role is MarkRole.TITLE]
    return {mark.words: mark.kind for mark in found if len(mark.words) >= least}


def _near(line: TextLine) -> TitleLine | None:
    """The title that ``line`` is but for a few letters."""
    kind = _near_kind(line.words)
    return TitleLine(line, kind, score("title_near")) if kind else None


@lru_cache(maxsize=4096)
def _near_kind(words: str) -> DocumentKind | None:
    """The kind of the title that ``words`` are but for a few letters; the heads of pages repeat each other."""
    known = _near_titles()
    best = process.extractOne(
        words, known.keys(), scorer=fuzz.ratio, score_cutoff=100 * score("title_near_share"), processor=None
    )
    return known[best[0]] if best else None


def _count_parties(head: tuple[TextLine, ...]) -> int:
    text = " " + " ".join(line.words for line in head) + " "
    return sum(f" {one} " in text for one in label_words(LabelRole.PARTY))


def _is_continued(words: str) -> bool:
    return holds(words, label_words(LabelRole.CONTINUED)) and len(words.split()) <= _SENTENCE_WORDS


def _is_signed(foot: tuple[TextLine, ...]) -> bool:
    closings = label_words(LabelRole.CLOSING)
    return any(begins(line.words, closings) or holds(line.words, label_words(LabelRole.SIGNED)) for line in foot)
