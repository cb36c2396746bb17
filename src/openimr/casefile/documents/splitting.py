"""Cuts the pages of a case file into documents: the cut with the most points, page by page and from page to page.

Each page has points for each kind of document, as a first page and as a later one; going on and beginning anew have
points too (counts of pages, running heads, salutations, signatures, days of service). The best sum over a file is found
exactly, by dynamic programming. A document does not run over into another file unless a person says so.

Source: features F18 and F29 of the plan; figures in ``rulebook/casefile/document_scores.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
from rapidfuzz import fuzz

from openimr.casefile.documents.authors import document_author
from openimr.casefile.documents.counts import Count, own_counts
from openimr.casefile.documents.dates import document_day
from openimr.casefile.documents.doubts import day_doubts, doubted_together
from openimr.casefile.documents.looks import Look, look
from openimr.casefile.documents.rules import kind_row, score
from openimr.casefile.documents.words import pin
from openimr.casefile.model import Document, DocumentKind, Page, PagePin
from openimr.citations import Value
from openimr.errors import Conflict

__all__ = ["split"]

_KINDS = tuple(DocumentKind)


def split(pages: Iterable[Page], earlier: Iterable[Document] = ()) -> tuple[Document, ...]:
    """The documents that ``pages`` are: each page belongs to exactly one of them.

    A document of ``earlier`` in which a person corrected anything keeps its bounds, and every field that is named in
    its ``corrected``; the other fields, and all other documents, are read anew. What a reviewer opened stays opened
    where a document lies within one that was.

    Raises:
        Conflict: a corrected document has pages that are not among ``pages``, or two corrected ones overlap.
    """
    ordered = sorted(pages, key=lambda page: page.running)
    known = tuple(earlier)
    held = tuple(document for document in known if document.corrected)
    _refuse_misfit(ordered, held)
    looks = [look(page) for page in ordered]
    found = _documents(ordered, looks, _stretches(ordered, looks, held))
    by_bounds = {(document.first, document.last): document for document in held}
    kept = [_kept(document, by_bounds.get((document.first, document.last))) for document in found]
    by_running = {page.running: page for page in ordered}
    return tuple(_opened(document, known) for document in doubted_together(kept, by_running))


def _refuse_misfit(pages: Sequence[Page], held: Sequence[Document]) -> None:
    running = {page.running for page in pages}
    taken: set[int] = set()
    for document in held:
        own = set(document.pages)
        if not own <= running or own & taken:
            raise Conflict(
                f"Document {document.number}, which a person corrected, does not fit these pages.",
                where=f"pages {document.first} to {document.last}",
                why="Pages of it are missing here." if not own <= running else "Another one has pages of it.",
                remedy="Give all pages of the case file, and the documents that were kept last.",
            )
        taken |= own


class _Stretch(Value, frozen=True):
    """A document as places in the list of pages, first to last, with its kind."""

    first: int
    last: int
    kind: DocumentKind


class _Hold(Value, frozen=True, kw_only=True):
    """What a person fixed about a place: a document begins here, or does not; and the kind, where that is fixed too."""

    begins: bool | None = None
    kind: DocumentKind | None = None


def _stretches(pages: Sequence[Page], looks: Sequence[Look], held: Sequence[Document]) -> list[_Stretch]:
    """The best cut of all pages, by places."""
    holds = _holds(pages, held)
    firsts = [bool(new) for new in _new_titles(looks)]
    counts = own_counts(pages, firsts)
    found: list[_Stretch] = []
    start = 0
    for place in range(1, len(pages) + 1):
        ends = place == len(pages) or holds[place].begins is True or _must_begin(pages, holds, place)
        if ends:
            found.extend(_best_cut(_Part(pages, looks, counts, holds, start, place)))
            start = place
    return found


def _must_begin(pages: Sequence[Page], holds: Sequence[_Hold], place: int) -> bool:
    """Whether a document must begin here: another file, or pages missing in between, unless a person joined them."""
    if holds[place].begins is False:
        return False
    before, page = pages[place - 1], pages[place]
    return page.file != before.file or page.running != before.running + 1


def _holds(pages: Sequence[Page], held: Sequence[Document]) -> list[_Hold]:
    at = {page.running: place for place, page in enumerate(pages)}
    holds = [_Hold() for _ in range(len(pages) + 1)]
    for document in held:
        kind = document.kind if "kind" in document.corrected else None
        for running in document.pages:
            holds[at[running]] = _Hold(begins=running == document.first, kind=kind)
        behind = at[document.last] + 1
        if holds[behind].begins is None:
            holds[behind] = _Hold(begins=True)
    return holds


def _new_titles(looks: Sequence[Look]) -> list[frozenset[DocumentKind]]:
    """For each page the kinds of which it has a title that the page before has not."""
    kinds = [frozenset(title.kind for title in one.titles) for one in looks]
    return [now - before for now, before in zip(kinds, [frozenset[DocumentKind](), *kinds], strict=False)]


class _Part(msgspec.Struct, frozen=True):
    """Pages that may form documents with one another: places ``start`` to before ``end``."""

    pages: Sequence[Page]
    looks: Sequence[Look]
    counts: Sequence[Count | None]
    holds: Sequence[_Hold]
    start: int
    end: int


class _Step(msgspec.Struct, frozen=True):
    """The best way to a page in one kind: its points, the length so far, and the kind before where one began here."""

    points: float
    length: int
    came_from: DocumentKind | None


def _best_cut(part: _Part) -> list[_Stretch]:
    """The cut with the most points: a step for each page and kind, then the way back."""
    steps: list[dict[DocumentKind, _Step]] = []
    for place in range(part.start, part.end):
        steps.append(_steps(part, place, steps[-1] if steps else None))
    found: list[_Stretch] = []
    place = part.end - 1
    kind = _leader(steps[-1])
    while place >= part.start:
        length = steps[place - part.start][kind].length
        first = place - length + 1
        found.append(_Stretch(first, place, kind))
        before = steps[first - part.start][kind].came_from
        kind = before if before is not None else kind
        place = first - 1
    return found[::-1]


def _leader(steps: dict[DocumentKind, _Step]) -> DocumentKind:
    return max(steps, key=lambda kind: steps[kind].points)


def _steps(part: _Part, place: int, before: dict[DocumentKind, _Step] | None) -> dict[DocumentKind, _Step]:
    """The best way to the page at ``place`` in each kind that it may have."""
    seen, hold = part.looks[place], part.holds[place]
    kinds = _KINDS if hold.kind is None else (hold.kind,)
    # The kind that a person fixed holds for the document; a page within a held document cannot begin another one.
    may_begin = before is None or hold.begins is not False
    may_go_on = before is not None and hold.begins is not True
    begin = _begin_points(part, place) if before else 0.0
    go_on = _go_on_points(part, place) if before else 0.0
    last = _leader(before) if before else None
    found: dict[DocumentKind, _Step] = {}
    for kind in kinds:
        options: list[_Step] = []
        if may_begin:
            points = (before[last].points if before and last else 0.0) + begin + seen.first.get(kind, 0.0)
            options.append(_Step(points, 1, last))
        if may_go_on and before is not None and kind in before:
            step = before[kind]
            over = score("too_long") if step.length >= kind_row(kind).most_pages else 0.0
            options.append(
                _Step(step.points + go_on + over + seen.next.get(kind, 0.0), step.length + 1, step.came_from)
            )
        # A page begins a document or goes on with one; within a held document every kind of its first page goes on.
        found[kind] = max(options, key=lambda step: step.points)
    return found


def _before(part: _Part, place: int) -> int:
    """The place of the last page before ``place`` on which anything could be read."""
    return next((one for one in range(place - 1, part.start, -1) if not part.looks[one].is_empty), part.start)


def _begin_points(part: _Part, place: int) -> float:
    """The points for beginning a document at ``place``, beside those of its kind."""
    last = _before(part, place)
    seen, before = part.looks[place], part.looks[last]
    count, count_before = part.counts[place], part.counts[last]
    points = score("start")
    if count is not None:
        points += score("first_of") if count.number == 1 else score("next_of")
    if count_before is not None and count_before.of and count_before.number == count_before.of:
        points += score("last_of")
    points += score("salutation") * seen.has_salutation
    points += score("letterhead") * seen.has_letterhead
    points += score("parties") * seen.has_parties
    points += score("letter_day") * seen.has_letter_day
    return points + score("signed_before") * before.is_signed


def _go_on_points(part: _Part, place: int) -> float:
    """The points for going on with the document at ``place``."""
    last = _before(part, place)
    seen, before = part.looks[place], part.looks[last]
    if seen.is_empty:
        return score("empty")
    points = score("continued") * seen.is_continued + score("same_head") * _has_same_edge(seen, before)
    points += score("runs_on") * _runs_on(before, seen)
    if seen.day and before.day:
        points += score("same_day") if seen.day == before.day else score("other_day")
    count, count_before = part.counts[place], part.counts[last]
    if count is None or count_before is None:
        return points
    if count.number == count_before.number + 1 and count.of in {0, count_before.of}:
        return points + score("follows")
    return points + score("breaks_count")


_EDGE = 3
_SAME_LINE = 92
_LEAST = 8


def _has_same_edge(seen: Look, before: Look) -> bool:
    """Whether the two pages share a line at their heads or feet, digits aside."""
    return _shares(seen.lines[:_EDGE], before.lines[:_EDGE]) or _shares(seen.lines[-_EDGE:], before.lines[-_EDGE:])


def _shares(lines: Sequence[object], others: Sequence[object]) -> bool:
    mine, theirs = (
        [words for line in group if len(words := _without_digits(getattr(line, "words", ""))) >= _LEAST]
        for group in (lines, others)
    )
    return any(fuzz.ratio(one, other) >= _SAME_LINE for one in mine for other in theirs)


@cache
def _no_digits() -> dict[int, None]:
    return {ord(digit): None for digit in "0123456789"}


def _without_digits(words: str) -> str:
    return words.translate(_no_digits())


def _runs_on(before: Look, seen: Look) -> bool:
    """Whether a sentence runs on from the page before."""
    if not before.lines or not seen.lines:
        return False
    last = before.lines[-1].text
    return last[-1:] not in ".:!?)_" and last[-1:].islower() and seen.lines[0].text[:1].islower()


def _documents(pages: Sequence[Page], looks: Sequence[Look], stretches: Sequence[_Stretch]) -> list[Document]:
    found = []
    for number, stretch in enumerate(stretches, start=1):
        own = slice(stretch.first, stretch.last + 1)
        found.append(_document(number, pages[own], looks[own], stretch.kind))
    return found


def _document(number: int, pages: Sequence[Page], looks: Sequence[Look], kind: DocumentKind) -> Document:
    """The document that ``pages`` are, with title, date and author and the pins of each."""
    evidence: list[PagePin] = []
    title = _title(number, pages, looks, kind, evidence)
    day = document_day(pages, kind)
    if day:
        evidence.append(pin(number, day[0], day[1].start, day[1].end))
    author = document_author(pages, kind)
    if author:
        evidence.append(pin(number, author[0], author[1].start, author[1].end))
    return Document(
        number=number,
        first=pages[0].running,
        last=pages[-1].running,
        kind=kind,
        confidence=_confidence(looks, kind),
        title=title,
        dated_on=day[1].day if day else None,
        author=author[1].name if author else "",
        evidence=tuple(evidence),
        date_doubts=day_doubts(pages, kind, *day) if day else (),
    )


def _title(
    number: int, pages: Sequence[Page], looks: Sequence[Look], kind: DocumentKind, evidence: list[PagePin]
) -> str:
    """The title as it stands on the first page, else the name of the kind; its line goes into ``evidence``."""
    titles = [title for title in looks[0].titles if title.kind is kind]
    if not titles:
        return kind_row(kind).name
    line = max(titles, key=lambda title: title.points).line
    evidence.append(pin(number, pages[0], line.start, line.end))
    return " ".join(line.text.split())


def _confidence(looks: Sequence[Look], kind: DocumentKind) -> float:
    """How sure the kind is, from 0 to 1: its lead over the next kind for the same pages."""
    totals = {
        one: looks[0].first.get(one, 0.0) + sum(later.next.get(one, 0.0) for later in looks[1:]) for one in _KINDS
    }
    lead = totals[kind] - max(points for one, points in totals.items() if one is not kind)
    return round(1 / (1 + math.exp(-max(min(lead / score("certainty"), 30.0), -30.0))), 2)


def _kept(document: Document, held: Document | None) -> Document:
    """``document`` with the fields that a person set in ``held``, which has the same bounds."""
    if held is None:
        return document
    fixed = {name: getattr(held, name) for name in held.corrected}
    if "kind" in held.corrected:
        fixed["confidence"] = 1.0
    if "dated_on" in held.corrected:
        fixed["date_doubts"] = ()
    return msgspec.structs.replace(document, corrected=held.corrected, **fixed)


def _opened(document: Document, known: Sequence[Document]) -> Document:
    was = any(one.is_opened and one.first <= document.first and document.last <= one.last for one in known)
    return msgspec.structs.replace(document, is_opened=was)
