"""Finds what a request says that it is for: "for pain control", "due to anxiety".

Source: target record of request-grammar.md.
"""

from __future__ import annotations

from openimr.citations import Span
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Marks
from openimr.treatments.parsing.splitting import Segment

__all__ = ["find_purpose"]

_PURPOSE_STOPS = frozenset({",", ";", "(", ")", ":", ".", "and", "at", "with", "x", "under", "over", "on", "-", "/"})
_NO_PURPOSE = frozenset({"the", "his", "her", "a", "an", "use", "home", "either", "patient"})


def find_purpose(marks: Marks, segment: Segment, spans: dict[str, Span]) -> str | None:
    """What it is for: "for pain control", "due to anxiety"; a part of the body or a length of time is no purpose."""
    words = marks.tokens.words
    if segment.purpose_at is not None:
        # The service that the referral is for stands behind this word, so something follows it.
        start, end = segment.purpose_at + 1, segment.end
        spans["purpose"] = marks.tokens.span(start, end)
        return " ".join(words[start:end])
    taken = _taken(marks)
    for at in range(segment.start, segment.end - 1):
        start = at + 2 if words[at] == "due" and words[at + 1] == "to" else at + 1
        if words[at] != "for" and start == at + 1:
            continue
        end = start
        while end < segment.end and words[end] not in _PURPOSE_STOPS and end not in taken:
            end += 1
        if end > start and not (end < segment.end and end in taken) and words[start] not in _NO_PURPOSE:
            spans["purpose"] = marks.tokens.span(start, end)
            return " ".join(words[start:end])
    return None


def _taken(marks: Marks) -> set[int]:
    """The tokens that say something else already."""
    said = [
        *marks.heads, *marks.parts, *marks.levels, *marks.counts, *marks.rates, *marks.stretches, *marks.dates,
        *marks.codes, *marks.sides, *marks.strengths, *marks.doses,
        *(word for word in marks.words if word.kind is not Kind.SPECIALTY),
    ]  # fmt: skip
    return {place for mark in said for place in range(mark.start, mark.end)}
