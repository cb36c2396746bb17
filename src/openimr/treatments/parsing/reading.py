"""Reads the wording of a disputed treatment into the requests that it makes."""

from __future__ import annotations

import msgspec

from openimr.treatments.parsing.building import build
from openimr.treatments.parsing.context import request_ends_at
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Marks, Word
from openimr.treatments.parsing.scanning import scan
from openimr.treatments.parsing.splitting import Segment, split
from openimr.treatments.parsing.tokens import tokenize
from openimr.treatments.request import Flag, FlagKind, TreatmentRequest

__all__ = ["parse"]

_SHARED = frozenset({"retrospective", "prospective", "associated", "postoperative"})
_IMPLANTED = frozenset({"spinal_cord_stimulator", "intrathecal_pump"})
_LONGEST_WORDING = 4000


def parse(wording: str) -> tuple[TreatmentRequest, ...]:
    """The requests that a wording makes, one at least; what cannot be read is a request with the reason as its flag.

    Never raises for any text. Every span is a place in ``wording`` as it was given.

    >>> (request,) = parse("Additional occupational therapy 2x6 weeks (12 sessions), right wrist: Upheld")
    >>> request.service.code, request.quantity.stated, request.quantity.derived, request.body[0].side.value
    ('occupational_therapy', 12.0, 12.0, 'right')
    """
    text = wording[: min(request_ends_at(wording), _LONGEST_WORDING)]
    tokens = tokenize(text)
    if not tokens.count:
        return (_empty(),)
    marks = scan(tokens)
    segments = split(marks)
    if len(segments) == 1:
        return tuple(build(marks, segment, text) for segment in _trial_and_implant(marks, segments[0]))
    _share(marks, segments)
    return tuple(build(_inner(marks, segment), segment, text) for segment in segments)


def _inner(marks: Marks, segment: Segment) -> Marks:
    """The marks of one request, with those that it shares with the others."""
    inner = marks.within(segment.start, segment.end)
    inner.words = [*segment.shared, *inner.words]
    inner.dates = inner.dates or segment.shared_dates
    return inner


def _empty() -> TreatmentRequest:
    flag = Flag(kind=FlagKind.EMPTY, message="The wording is empty.")
    return TreatmentRequest(raw="", flags=(flag,), confidence=0.0)


def _share(marks: Marks, segments: list[Segment]) -> None:
    """Give what a wording says of all its requests to each: "Retro: ...", or the one day of service at its end."""
    first, last = segments[0], segments[-1]
    lead = [word for word in marks.words if _is_shared(word) and word.end <= first.heads[0].start]
    for segment in segments[1:]:
        segment.shared += lead
    dated = {number for number, segment in enumerate(segments) for mark in marks.dates if _holds(segment, mark.start)}
    same = [word for word in marks.words if word.kind is Kind.LABEL and word.value == "same_dates"]
    for number, segment in enumerate(segments):
        wants_dates = number not in dated and (dated == {len(segments) - 1} or _names(same, segment))
        if wants_dates and marks.dates:
            source = last if dated == {len(segments) - 1} else segments[min(dated)]
            segment.shared_dates = [mark for mark in marks.dates if _holds(source, mark.start)]


def _is_shared(word: Word) -> bool:
    return word.kind is Kind.MODIFIER and word.value in _SHARED


def _holds(segment: Segment, at: int) -> bool:
    return segment.start <= at < segment.end


def _names(words: list[Word], segment: Segment) -> bool:
    return any(_holds(segment, word.start) for word in words)


def _trial_and_implant(marks: Marks, segment: Segment) -> list[Segment]:
    """A trial and what is implanted after it, as two requests; else the segment itself."""
    if segment.heads and segment.heads[0].service in _IMPLANTED and not segment.is_split:
        permanent = [word for word in marks.words if word.kind is Kind.LABEL and word.value == "permanent"]
        trial = [word for word in marks.words if word.kind is Kind.MODIFIER and word.value == "trial"]
        if permanent and trial:
            before = msgspec.structs.replace(segment, is_split=True, step="trial")
            return [before, msgspec.structs.replace(segment, is_split=True, step="implant")]
    return [segment]
