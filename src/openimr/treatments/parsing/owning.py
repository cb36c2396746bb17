"""Tells which marks make a service a request of its own, and which service they belong to.

Source: request-grammar.md, parsing rule 10.
"""

from __future__ import annotations

from bisect import bisect_left

from openimr.treatments.parsing.marks import Head, Mark, Marks

__all__ = ["SEPARATORS", "STOPS", "Own", "separators_in"]

SEPARATORS = frozenset({",", ";", "and", "&", "+", "/", "plus", "with", "w", "also", "then"})
"""Words that may stand between two requests."""

STOPS = frozenset({";", "\u2022", "*"})
"""Words that always part two requests."""

_CUTS = SEPARATORS | STOPS
_LISTED = frozenset({",", "and", "&", "+", "/"})
_LEADS_IN = frozenset({"of", "for"})
_ENDS_LEAD = SEPARATORS | STOPS | {")", "."}
_ENDS_EARLIER = SEPARATORS | STOPS | {")"}


class Own:
    """The marks of a wording that make a service a request of its own: counts, plans, days, parts and levels."""

    def __init__(self, marks: Marks) -> None:
        """Sort them once; all questions below are asked for each two services that follow one another."""
        self.marks = marks
        counts = [count for count in marks.counts if count.unit not in {"view", "level", "panel"}]
        timed = [stretch for stretch in marks.stretches if not stretch.is_timing]
        parts = [part for part in marks.parts if part.part != "spine"]
        levels = _level_lists(marks)
        found: list[Mark] = [*counts, *marks.rates, *timed, *marks.dates, *parts, *levels]
        self._marks = sorted(found, key=_start)
        self._counted = sorted([*marks.counts, *marks.rates], key=_start)
        words = marks.tokens.words
        self._separators = separators_in(marks, 0, len(words), levels=levels)
        self._numberings = [at for at, word in enumerate(words) if word == ")" and _is_numbering(words, at - 1)]

    def separators(self, before: Head, head: Head) -> list[int]:
        """The tokens between two services at which a request may begin."""
        first = bisect_left(self._separators, before.end)
        return self._separators[first : bisect_left(self._separators, head.start, first)]

    def numbering(self, before: Head, head: Head) -> int | None:
        """The first token between two services at which an item of a numbered list begins, if any."""
        # Kept is where the bracket of "2)" stands, one token behind the number.
        place = bisect_left(self._numberings, before.end + 1)
        found = self._numberings[place] - 1 if place < len(self._numberings) else head.start
        return found if found < head.start else None

    def between(self, before: Head, head: Head) -> list[Mark]:
        """The marks that stand between two services."""
        return [mark for mark in _from(self._marks, before.end, head.start) if mark.end <= head.start]

    def has_after(self, head: Head) -> bool:
        """Whether a mark stands inside or behind a service, before the next one."""
        heads = self.marks.heads
        place = bisect_left(heads, head.end, key=_start)
        following = heads[place].start if place < len(heads) else self.marks.tokens.count
        return bool(_from(self._marks, head.start, following))

    def has_lead(self, head: Head) -> bool:
        """Whether the service has a mark of its own inside or before it."""
        if _from(self._marks, head.start, head.end):
            return True
        words = self.marks.tokens.words
        floor = head.start
        while floor > 0 and words[floor - 1] not in _ENDS_LEAD:
            floor -= 1
        earlier = self._marks[: bisect_left(self._marks, head.start, key=_start)]
        for mark in reversed(earlier):
            if mark.end < floor:
                return False
            if self.leads_in(mark, head):
                return True
        return False

    def leads_in(self, mark: Mark, head: Head) -> bool:
        """Whether a mark before a service belongs to it: "12 sessions of", or what follows the last comma or "and"."""
        if not mark.end <= head.start:
            return False
        words = self.marks.tokens.words
        if words[mark.end] not in _LEADS_IN and self._is_of_an_earlier(mark):
            return False
        return _ENDS_LEAD.isdisjoint(words[mark.end : head.start])

    def are_counted_apart(self, before: Head, head: Head) -> bool:
        """Whether each of two services joined by a slash has a number of its own."""
        is_after = bool(self._counted) and self._counted[-1].start >= head.end
        return is_after and bool(_from(self._counted, before.end, head.start))

    def _is_of_an_earlier(self, mark: Mark) -> bool:
        """Whether a service stands before the mark, and no separator between them."""
        heads = self.marks.heads
        place = bisect_left(heads, mark.start, key=_start)
        if not place:
            return False
        nearest = min(heads[place - 1].end, mark.start) - 1
        return _ENDS_EARLIER.isdisjoint(self.marks.tokens.words[nearest : mark.start])


def separators_in(marks: Marks, start: int, end: int, *, levels: list[Mark] | None = None) -> list[int]:
    """The tokens of a stretch at which a request may begin; ``levels`` where the lists of levels are known already."""
    lists = _level_lists(marks) if levels is None else levels
    said = (*marks.strengths, *marks.dates, *marks.rates, *lists, *marks.words, *marks.stretches)
    # What is part of a strength, a day, a frequency or a phrase is no separator.
    covered = {at for mark in said for at in range(mark.start, mark.end)}
    words = marks.tokens.words
    return [
        at
        for at in range(start, end)
        if at not in covered and (words[at] in _CUTS or (words[at] == "by" and _follows(words, at)))
    ]


def _follows(words: list[str], at: int) -> bool:
    """Whether a token ends "followed by", which stands between two requests as "then" does."""
    return at > 0 and words[at - 1] == "followed"


def _level_lists(marks: Marks) -> list[Mark]:
    """The levels, those of one list as one mark: no request begins inside "L4-5 and L5-S1"."""
    lists: list[Mark] = []
    words = marks.tokens.words
    for level in marks.levels:
        if lists and all(word in _LISTED for word in words[lists[-1].end : level.start]):
            lists[-1].end = level.end
        else:
            lists.append(Mark(level.start, level.end))
    return lists


def _is_numbering(words: list[str], at: int) -> bool:
    """Whether a token before a closing bracket is the number of an item in a list: "2) MRI"."""
    return at > 0 and words[at].isdigit() and len(words[at]) < 3 and words[at - 1] not in {"(", "x"}


def _from(marks: list[Mark], start: int, end: int) -> list[Mark]:
    """The marks that begin from one token to before another."""
    first = bisect_left(marks, start, key=_start)
    return marks[first : bisect_left(marks, end, first, key=_start)]


def _start(mark: Mark) -> int:
    return mark.start
