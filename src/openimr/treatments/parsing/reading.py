"""Reads the wording of a disputed treatment into the requests that it makes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from openimr.treatments.parsing.apportioning import by_place
from openimr.treatments.parsing.building import build
from openimr.treatments.parsing.context import Ends, request_ends, tell_aside
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Count, DateMark, Mark, Marks, Rate, Stretch, Word
from openimr.treatments.parsing.parting import by_part
from openimr.treatments.parsing.scanning import scan
from openimr.treatments.parsing.spelling import respelt
from openimr.treatments.parsing.splitting import Segment, split
from openimr.treatments.parsing.tokens import Tokens, tokenize
from openimr.treatments.request import Flag, FlagKind, TreatmentRequest

__all__ = ["parse"]

_SHARED = frozenset({"retrospective", "prospective", "associated", "postoperative"})
_IMPLANTED = frozenset({"spinal_cord_stimulator", "intrathecal_pump"})
_LONGEST_WORDING = 4000
_DOUBT = 0.2


def parse(wording: str) -> tuple[TreatmentRequest, ...]:
    """The requests that a wording makes, one at least; what cannot be read is a request with the reason as its flag.

    Never raises for any text. Every span is a place in ``wording`` as it was given. What is longer than 4,000
    characters is no wording of a request; what follows is not read, and the last request says so with a flag.

    >>> (request,) = parse("Additional occupational therapy 2x6 weeks (12 sessions), right wrist: Upheld")
    >>> request.service.code, request.quantity.stated, request.quantity.derived, request.body[0].side.value
    ('occupational_therapy', 12.0, 12.0, 'right')
    """
    ends = request_ends(wording)
    text = wording[: min(ends.request, _LONGEST_WORDING)]
    tokens = tokenize(text)
    if not any(word[0].isalnum() for word in tokens.words):
        return (_empty(text),)
    requests = _requests(tokens, text)
    if all(request.service.code is None for request in requests):
        requests = _corrected(tokens, text) or requests
    if ends.request > _LONGEST_WORDING:
        requests = (*requests[:-1], _cut_off(requests[-1]))
    return _beside(requests, wording, ends) if ends.has_aside else requests


def _cut_off(request: TreatmentRequest) -> TreatmentRequest:
    flag = Flag(kind=FlagKind.TOO_LONG, message=f"What follows the first {_LONGEST_WORDING:,} characters was not read.")
    return msgspec.structs.replace(
        request, flags=(*request.flags, flag), confidence=round(max(0.1, request.confidence - _DOUBT), 2)
    )


def _empty(text: str) -> TreatmentRequest:
    flag = Flag(kind=FlagKind.EMPTY, message="The wording is empty.")
    return TreatmentRequest(raw=text.strip(), flags=(flag,), confidence=0.0)


def _requests(tokens: Tokens, text: str) -> tuple[TreatmentRequest, ...]:
    marks = scan(tokens)
    segments = [place for segment in split(marks) for place in by_place(marks, segment)]
    if len(segments) == 1:
        requests = [build(marks, segment, text) for segment in _trial_and_implant(marks, segments[0])]
    else:
        _share(marks, segments)
        requests = [build(_inner(marks, segment), segment, text) for segment in segments]
    return tuple(each for request in requests for each in by_part(request, text))


def _corrected(tokens: Tokens, text: str) -> tuple[TreatmentRequest, ...]:
    """The requests after words were taken for those that they are misspelt from; none where that tells no service."""
    changes = respelt(tokens)
    if not changes:
        return ()
    requests = _requests(tokens, text)
    if all(request.service.code is None for request in requests):
        return ()
    flag = Flag(
        kind=FlagKind.MISSPELT,
        message="Words were taken for others that they may be misspelt from.",
        readings=tuple(f"{wrong} for {right}" for wrong, right in changes),
    )
    return tuple(
        msgspec.structs.replace(
            request, flags=(*request.flags, flag), confidence=round(max(0.1, request.confidence - _DOUBT), 2)
        )
        for request in requests
    )


def _beside(requests: tuple[TreatmentRequest, ...], wording: str, ends: Ends) -> tuple[TreatmentRequest, ...]:
    """The requests, flagged where words that follow them ("rationale discusses ...") tell another side or level."""
    # Blanks in the place of what stands before keep every place what it is in the wording.
    aside = " " * ends.request + wording[ends.request : min(ends.aside, _LONGEST_WORDING)]
    tokens = tokenize(aside)
    if not tokens.count or len(requests) > 1:
        return requests
    return (tell_aside(requests[0], _requests(tokens, aside)[0]),)


def _inner(marks: Marks, segment: Segment) -> Marks:
    """The marks of one request, with those that it shares with the others."""
    inner = marks.within(segment.start, segment.end)
    inner.words = [*segment.shared, *inner.words]
    inner.dates = inner.dates or segment.shared_dates
    if segment.shared_plan and _has_no_other(inner, segment.shared_plan):
        inner.counts = [mark for mark in segment.shared_plan if isinstance(mark, Count)]
        inner.rates = [mark for mark in segment.shared_plan if isinstance(mark, Rate)]
        inner.stretches = [mark for mark in segment.shared_plan if isinstance(mark, Stretch)]
    return inner


def _has_no_other(inner: Marks, plan: list[Mark]) -> bool:
    """Whether one request says no number or time but what is said of all."""
    of_all = {mark.start for mark in plan}
    return all(mark.start in of_all for mark in (*inner.counts, *inner.rates, *inner.stretches))


def _share(marks: Marks, segments: list[Segment]) -> None:
    """Give what a wording says of all its requests to each: "Retro: ...", or the one day of service at its end."""
    first, last = segments[0], segments[-1]
    lead = [
        word
        for word in marks.words
        if (_is_shared(word) or _leads_all(marks, word)) and word.end <= first.heads[0].start
    ]
    for segment in segments[1:]:
        segment.shared += lead
    if not marks.dates:
        return
    starts = [segment.start for segment in segments]
    dated = {bisect_right(starts, mark.start) - 1 for mark in marks.dates}
    same = [word for word in marks.words if word.kind is Kind.LABEL and word.value == "same_dates"]
    is_last_only = dated == {len(segments) - 1}
    is_before_all = marks.dates[-1].end <= first.heads[0].start
    for number, segment in enumerate(segments):
        if number not in dated and (is_last_only or is_before_all or _names(same, segment)):
            source = last if is_last_only else segments[min(dated)]
            segment.shared_dates = _dates_in(marks, source)


def _is_shared(word: Word) -> bool:
    return word.kind is Kind.ACQUISITION or (word.kind is Kind.MODIFIER and word.value in _SHARED)


def _leads_all(marks: Marks, word: Word) -> bool:
    """Whether a colon says that a modifier is of all that follows: "Pre-op: CBC, EKG"."""
    return word.kind is Kind.MODIFIER and marks.tokens.word(word.end) == ":"


def _dates_in(marks: Marks, segment: Segment) -> list[DateMark]:
    first = bisect_left(marks.dates, segment.start, key=_start)
    return marks.dates[first : bisect_left(marks.dates, segment.end, first, key=_start)]


def _start(mark: Mark) -> int:
    return mark.start


def _names(words: list[Word], segment: Segment) -> bool:
    place = bisect_left(words, segment.start, key=_start)
    return place < len(words) and words[place].start < segment.end


def _trial_and_implant(marks: Marks, segment: Segment) -> list[Segment]:
    """A trial and what is implanted after it, as two requests; else the segment itself."""
    if segment.heads and segment.heads[0].service in _IMPLANTED:
        permanent = any(word.kind is Kind.LABEL and word.value == "permanent" for word in marks.words)
        trial = any(word.kind is Kind.MODIFIER and word.value == "trial" for word in marks.words)
        if permanent and trial:
            before = msgspec.structs.replace(segment, is_split=True, step="trial")
            return [before, msgspec.structs.replace(segment, is_split=True, step="implant")]
    return [segment]
