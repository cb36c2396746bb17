"""Says which words of a request were read by a meaning that no source holds.

Source: vocabulary/attested_words.yaml in the rulebook.
"""

from __future__ import annotations

from bisect import bisect_right

from openimr.citations import Span, Verification
from openimr.treatments.parsing.marks import Head, Mark, Marks

__all__ = ["unverified_words", "verification_of"]


def verification_of(marks: Marks, head: Head) -> Verification:
    """Whether a source holds the words that a service or a drug was known by."""
    is_known = not any(_is_inside(head, mark) for mark in marks.unattested)
    return Verification.PARTIAL if is_known and head.drug != "" else Verification.UNVERIFIED


def unverified_words(marks: Marks, spans: dict[str, Span]) -> tuple[str, ...]:
    """The words that no source holds, each once; those that only stand inside the name of a service are left out."""
    found: dict[str, Span] = {}
    for mark in sorted(marks.unattested, key=lambda mark: mark.start):
        if not _names_service_only(marks, mark):
            words = " ".join(marks.tokens.words[mark.start : mark.end])
            found.setdefault(words, marks.tokens.span(mark.start, mark.end))
    for number, span in enumerate(found.values()):
        spans[f"unverified_words[{number}]"] = span
    return tuple(found)


def _names_service_only(marks: Marks, mark: Mark) -> bool:
    """Whether the words stand inside the name of a service, and the name says more."""
    # Names of services stand in their order and never overlap, so no other than the last before it can hold the words.
    place = bisect_right(marks.heads, mark.start, key=lambda head: head.start)
    if not place:
        return False
    head = marks.heads[place - 1]
    return _is_inside(mark, head) and not _is_inside(head, mark)


def _is_inside(one: Mark, other: Mark) -> bool:
    return other.start <= one.start and one.end <= other.end
