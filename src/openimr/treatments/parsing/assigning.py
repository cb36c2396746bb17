"""Gives each side to the part or the level that it belongs to, and says where a side might be carried over.

Source: request-grammar.md, parsing rule 7: a side belongs to the next part only; a plural means both.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import msgspec

from openimr.treatments.anatomy import Side, is_paired
from openimr.treatments.parsing.marks import LevelMark, Marks, Part, SideMark

__all__ = ["Places", "place_sides"]

_SPINAL = frozenset({"neck", "thoracic_spine", "lumbar_spine", "back", "spine"})
_BOTH = frozenset({Side.LEFT, Side.RIGHT})
_IN_TURN = frozenset({"then", "by", "the"})
_SIDES_APART = (["and"], ["&"], ["/"], [","], ["or"])
_ENDS_REACH = frozenset({",", ";", ")", ":", "."})
_BEFORE_SIDE = frozenset({",", "(", "-", ":", "/", "on", "the"})
_LISTED = frozenset({",", "and", "&", "/", "(", "bilateral"})


class Places(msgspec.Struct):
    """The parts and levels with their sides; ``carried`` the parts that a side before them may be meant for too."""

    parts: list[Part]
    levels: list[LevelMark]
    carried: list[tuple[Part, Side]] = []
    is_contradictory: bool = False
    loose: list[SideMark] = []


def place_sides(marks: Marks) -> Places:
    """The parts and levels of a request, each with its side."""
    if not (marks.parts or marks.levels or marks.sides):
        return Places(parts=[], levels=[])
    places = Places(parts=_merged(marks.parts), levels=list(marks.levels))
    if marks.sides:
        ordered = _in_order(places)
        named = {at for head in marks.heads for at in range(head.start, head.end)}
        around = _Around(ordered, named)
        before: SideMark | None = None
        target: Part | LevelMark | None = None
        for side in marks.sides:
            # "Carpal tunnel release, right and left": the second side is of the same place as the first.
            is_second = before is not None and marks.tokens.words[before.end : side.start] in _SIDES_APART
            target = _place(marks, places, around, side, target if is_second else None)
            before = side
    _carry_along_levels(marks, places)
    _take_other_side(marks, places)
    for part in places.parts:
        if part.side is None and part.is_plural and is_paired(part.part):
            part.side = Side.BILATERAL
    _find_carried(marks, places)
    return places


def _merged(parts: list[Part]) -> list[Part]:
    return [Part(part.start, part.end, part.part, part.side, is_plural=part.is_plural) for part in parts]


class _Around(NamedTuple):
    """All parts and levels in their order, and the tokens that name services."""

    ordered: list[Part | LevelMark]
    named: set[int]


def _place(
    marks: Marks, places: Places, around: _Around, side: SideMark, other: Part | LevelMark | None
) -> Part | LevelMark | None:
    """Give one side to the next part or level, else to the part right before it, else to ``other``; return which."""
    words = marks.tokens.words
    target: Part | LevelMark | None = None
    # The dot of "rt." and the bracket of "(R)" belong to the side.
    begin = side.end + (marks.tokens.word(side.end) == "." or _closes_bracket(marks, side))
    place = bisect_left(around.ordered, side.end, key=lambda mark: mark.start)
    following = around.ordered[place] if place < len(around.ordered) else None
    if following is not None and _ENDS_REACH.isdisjoint(words[begin : following.start]):
        target = following
    before = _right_before(marks, around, side)
    if target is None or (before is not None and (_closes_bracket(marks, side) or _is_behind(marks, side, target))):
        target = before
    target = target or other
    if target is None:
        places.loose.append(side)
        return None
    for mark in around.ordered[bisect_left(around.ordered, target.start, key=lambda mark: mark.start) :]:
        if mark.start != target.start:
            break
        _give(places, mark, side.side)
    return target


def _in_order(places: Places) -> list[Part | LevelMark]:
    marks: list[Part | LevelMark] = [*places.parts, *places.levels]
    return sorted(marks, key=lambda mark: mark.start)


def _right_before(marks: Marks, around: _Around, side: SideMark) -> Part | LevelMark | None:
    """The part or level that a side follows at once: "knee, right", "shoulder (left)"."""
    words = marks.tokens.words
    place = bisect_left(around.ordered, side.start, key=lambda mark: mark.start)
    if not place:
        return None
    mark = around.ordered[place - 1]
    # The name of the service may stand between: "SI joint injection, bilateral".
    gap = (words[at] for at in range(mark.end, side.start) if at not in around.named)
    return mark if mark.side is None and all(word in _BEFORE_SIDE for word in gap) else None


def _is_behind(marks: Marks, side: SideMark, following: Part | LevelMark) -> bool:
    """Whether a side is told of what stands before it: "L4-5 on the left and L3-4 on the right"."""
    words = marks.tokens.words[max(0, side.start - 2) : side.start]
    return "on" in words and following.start > side.end


def _closes_bracket(marks: Marks, side: SideMark) -> bool:
    return marks.tokens.word(side.start - 1) == "(" and marks.tokens.word(side.end) == ")"


def _give(places: Places, mark: Part | LevelMark, side: Side) -> None:
    if mark.side is None or mark.side is side:
        mark.side = side
    elif {mark.side, side} == _BOTH:
        mark.side = Side.BILATERAL
    else:
        places.is_contradictory = True
        mark.side = Side.BILATERAL


def _carry_along_levels(marks: Marks, places: Places) -> None:
    """A side before a list of levels is that of all of them: "left L4-5, L5-S1", "bilateral lumbar ... at L3, L4"."""
    region = next((part.side for part in places.parts if part.part in _SPINAL and part.side is not None), None)
    if region is not None and all(level.side is None for level in places.levels):
        for level in places.levels:
            level.side = region
    before: LevelMark | None = None
    for level in places.levels:
        if before is not None and level.side is None and before.side is not None:
            gap = marks.tokens.words[before.end : level.start]
            if all(word in _LISTED for word in gap):
                level.side = before.side
        before = level
    # "L4-5 and L5-S1 bilaterally", "C3, C4, C5 right": the side after the list is that of the whole list.
    is_behind = bool(places.levels) and any(side.start >= places.levels[-1].end for side in marks.sides)
    for one, other in zip(reversed(places.levels[:-1]), reversed(places.levels[1:]), strict=True):
        gap = marks.tokens.words[one.end : other.start]
        is_whole = other.side is Side.BILATERAL or is_behind
        if one.side is None and is_whole and all(word in _LISTED - {"bilateral"} for word in gap):
            one.side = other.side


def _take_other_side(marks: Marks, places: Places) -> None:
    """The other side in its turn ("right L4-5 and L5-S1, then left") is that of all places with the first."""
    for side in list(places.loose):
        if marks.tokens.word(side.start - 1) not in _IN_TURN:
            continue
        same = [mark for mark in _in_order(places) if mark.side is not None and {mark.side, side.side} == _BOTH]
        for mark in same:
            mark.side = Side.BILATERAL
        if same:
            places.loose.remove(side)


def _find_carried(marks: Marks, places: Places) -> None:
    """Parts without a side in a list after one with a side: "right shoulder and wrist"."""
    before: Part | None = None
    for part in places.parts:
        if before is not None and part.side is None and before.side is not None and is_paired(part.part):
            gap = marks.tokens.words[before.end : part.start]
            if gap and all(word in _LISTED or word in {"or", "the"} for word in gap):
                places.carried.append((part, before.side))
        if part.side is not None or not is_paired(part.part):
            before = part if part.side is not None else None
