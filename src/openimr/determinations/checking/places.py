"""Finds where in the original of a determination the values and the words of findings stand.

Source: ``docs/reference/determination.md``, paths and spans.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from openimr.citations import Span
from openimr.determinations.model import Determination, Part, PartKind
from openimr.determinations.reading.flow import fold, is_flowing

__all__ = ["Places", "kind_of", "nearest", "path_of"]

_SIDES = {
    PartKind.TREATMENT_HEADING: "heading",
    PartKind.CLAIMS_ADMINISTRATOR_BASIS: "claims_administrator_basis",
    PartKind.REVIEWER_BASIS: "reviewer_basis",
    PartKind.RATIONALE: "rationale",
}
_WHOLES = {
    PartKind.SUMMARY: "clinical_case_summary",
    PartKind.QUALIFICATIONS: "reviewer",
    PartKind.PROCESS: "reviewer",
    PartKind.DOCUMENTS: "documents_reviewed",
}
# The kinds of the parts that a path may be that of, by the last name in it.
_KINDS_OF: dict[str, frozenset[PartKind]] = {
    name: frozenset(kind for kind in PartKind if name in {_SIDES.get(kind), _WHOLES.get(kind), str(kind)})
    for name in (*_SIDES.values(), *_WHOLES.values(), *map(str, PartKind))
}
_NONE: frozenset[PartKind] = frozenset()
_KINDS = {name: kind for kind, name in (_SIDES | _WHOLES).items() if kind is not PartKind.PROCESS}


def path_of(part: Part) -> str:
    """The path of the value that ``part`` holds, or the kind of the part where it holds no single one."""
    if part.treatment is not None and part.kind in _SIDES:
        return f"disputed_treatments[{part.treatment}].{_SIDES[part.kind]}"
    return _WHOLES.get(part.kind, str(part.kind))


def kind_of(path: str) -> PartKind:
    """The kind of the part that holds the value at ``path``; plain language where no part is known for it."""
    return _KINDS.get(path.rpartition(".")[2].partition("[")[0], PartKind.PLAIN_LANGUAGE)


class Places:
    """Where in the original of one determination things stand; what is worked out for one hit serves the next."""

    def __init__(self, determination: Determination) -> None:
        """Look at ``determination``; nothing is worked out before a place is asked for."""
        self._determination = determination
        # Determinations kept as JSON know where they come from, but no longer hold the text that spans point into.
        self._text = determination.source.text if determination.source is not None else ""
        self._wholes: dict[str, Span | None] = {}
        self._counted = (0, 1)

    def line_and_page(self, place: int) -> tuple[int, int | None]:
        """The line and the page of ``place``, both from 1; no page where the original has none."""
        source = self._determination.source
        starts = source.page_starts if source is not None else ()
        return self._line(place), bisect_right(starts, place) or None

    def _line(self, place: int) -> int:
        """The line of ``place``, counted from the last place asked for, since findings mostly come in their order."""
        before, line = self._counted if self._counted[0] <= place else (0, 1)
        line += self._text.count("\n", before, place)
        self._counted = (place, line)
        return line

    def span(self, where: str, quote: str, at: int, *, known: Span | None = None) -> Span | None:
        """Where ``quote``, which is to stand near ``at`` in the value at ``where``, stands in the original.

        ``known`` is that place itself, where it need not be sought. The whole value where the words cannot be told
        apart; ``None`` where there is no original to point into.
        """
        if not self._text:
            return None
        if known is not None:
            return known
        if where not in self._wholes:
            self._wholes[where] = _whole(where, self._determination)
        whole = self._wholes[where]
        if whole is None or not quote:
            return whole
        return self._in(whole, quote, at)

    def _in(self, whole: Span, quote: str, at: int) -> Span:
        """Where in the value that stands at ``whole`` the words stand."""
        words = whole.quote(self._text)
        on_one_line = words.replace("\n", " ")
        alone = on_one_line.find(quote)
        # What stands there just once and as it is need not be sought by its place.
        if alone >= 0 and _stands_once(quote, words):
            return _within(whole, alone, alone + len(quote))
        if is_flowing(words):
            place = nearest(on_one_line, quote, at)
            return whole if place is None else _within(whole, place, place + len(quote))
        flow = _flow_of(words)
        if (place := nearest(flow.text, quote, at)) is None:
            return whole
        inner = flow.span(place, place + len(quote))
        return _within(whole, inner.start, inner.end)


def _stands_once(quote: str, words: str) -> bool:
    """Whether ``quote``, which stands in ``words`` on one line, stands there once, however its blanks are broken."""
    parts = quote.split()
    if parts and words.count(parts[0]) == 1:
        return " ".join(parts) == quote
    return " ".join(words.split()).count(quote) == 1


_flow_of = lru_cache(maxsize=8)(fold)  # Several hits may lie in one value.


def _within(whole: Span, start: int, end: int) -> Span:
    """The stretch of ``whole`` from ``start`` to before ``end``, both counted in it."""
    return Span(start=whole.start + start, end=whole.start + end, confidence=whole.confidence)


def _whole(where: str, determination: Determination) -> Span | None:
    """Where the value at ``where`` stands; for what is not there, the part that should hold it or its treatment."""
    spans = determination.spans
    if where in spans:
        return spans[where]
    kinds = _KINDS_OF.get(where.rpartition(".")[2], _NONE)
    for part in determination.parts:
        if part.kind in kinds and path_of(part) == where:
            return part.span
    return spans.get(where.partition(".")[0] + ".heading")


def nearest(text: str, quote: str, wanted: int) -> int | None:
    """Where ``quote`` stands in ``text``: of several places the one nearest to ``wanted``; ``None`` where nowhere."""
    before, after = text.rfind(quote, 0, wanted + len(quote)), text.find(quote, wanted)
    places = [at for at in (before, after) if at >= 0]
    return min(places, key=lambda at: abs(at - wanted), default=None)
