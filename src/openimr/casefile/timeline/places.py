"""Finds contradictions of place: the left side here and the right there, one spinal level here and another there.

Two sides in one paper are two places, and no contradiction; so is a side beside "bilateral".

Source: feature F28 of the plan; ``vocabulary/body_parts.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.casefile.model import FindingKind, Mode
from openimr.casefile.timeline.grounds import Grounds, Seen
from openimr.casefile.timeline.model import Contradiction, ContradictionKind
from openimr.casefile.timeline.statements import stated

__all__ = ["level_contradictions", "side_contradictions"]

_SIDES = re.compile(r"\b(?:left|right|lt|rt|bilateral(?:ly)?|both)\b\.?")
_NAMED = frozenset({FindingKind.DIAGNOSIS, FindingKind.TREATMENT, FindingKind.REQUEST})
_ONE_SIDE = ("left", "right")
_SPOKEN = frozenset({Mode.STATED, Mode.PLANNED})


def side_contradictions(grounds: Grounds) -> Iterator[Contradiction]:
    """One condition or treatment on both sides in different papers, and a request for a side not diagnosed."""
    sided = [
        one for one in grounds.seen if one.finding.side and one.finding.kind in _NAMED and one.finding.mode in _SPOKEN
    ]
    groups: dict[tuple[str, str], list[Seen]] = {}
    for seen in sided:
        groups.setdefault((seen.finding.part, _bare(seen)), []).append(seen)
    told: set[str] = set()
    for (part, _), group in groups.items():
        pair = _opposed(group)
        if pair is not None:
            told.add(part)
            one, two = pair[0].finding.side, pair[1].finding.side
            what = f"Side: {part.replace('_', ' ')}, {one} by one page, {two} by another."
            yield stated(ContradictionKind.SIDE, what, *pair)
    yield from _requested_sides(sided, told)


def _bare(seen: Seen) -> str:
    """The service, or the name of the condition without its side."""
    if seen.finding.kind is not FindingKind.DIAGNOSIS:
        return seen.finding.code
    return " ".join(_SIDES.sub(" ", seen.finding.name.lower()).replace(",", " ").split())


def _opposed(group: list[Seen]) -> tuple[Seen, Seen] | None:
    """A left and a right of different papers, where none is bilateral and no paper tells both."""
    sides: dict[str, list[Seen]] = {}
    for seen in group:
        sides.setdefault(seen.finding.side, []).append(seen)
    left, right = (sides.get(side, []) for side in _ONE_SIDE)
    if not left or not right or "bilateral" in sides:
        return None
    both = {one.finding.pin.document for one in left} & {one.finding.pin.document for one in right}
    return None if both else (left[0], right[0])


def _requested_sides(sided: Iterable[Seen], told: set[str]) -> Iterator[Contradiction]:
    """A request for one side, where all diagnoses of that part name the other."""
    listed = list(sided)
    for seen in listed:
        part, side = seen.finding.part, seen.finding.side
        if seen.finding.kind is not FindingKind.REQUEST or part in told or side not in _ONE_SIDE:
            continue
        known = [one for one in listed if one.finding.kind is FindingKind.DIAGNOSIS and one.finding.part == part]
        if known and all(one.finding.side in _ONE_SIDE and one.finding.side != side for one in known):
            told.add(part)
            what = f"Side: {part.replace('_', ' ')}, {side} is asked for, {known[0].finding.side} is diagnosed."
            yield stated(ContradictionKind.SIDE, what, seen, known[0])


def level_contradictions(grounds: Grounds) -> Iterator[Contradiction]:
    """A request for levels of a region of the spine, where the diagnoses name only other levels of that region."""
    told: set[tuple[str, ...]] = set()
    known = [one for one in grounds.seen if one.finding.kind is FindingKind.DIAGNOSIS and one.finding.levels]
    known = [one for one in known if one.finding.mode is Mode.STATED]
    for seen in grounds.seen:
        levels = seen.finding.levels
        if seen.finding.kind is not FindingKind.REQUEST or not levels or levels in told:
            continue
        near = [one for one in known if _regions(one.finding.levels) & _regions(levels)]
        if near and not any(_meet(one.finding.levels, levels) for one in near):
            told.add(levels)
            asked, named = ", ".join(levels), ", ".join(near[0].finding.levels)
            what = f"Level: {asked} is asked for, {named} is diagnosed."
            yield stated(ContradictionKind.LEVEL, what, seen, near[0])


def _regions(levels: Iterable[str]) -> set[str]:
    return {level[0] for level in levels}


def _meet(one: Iterable[str], two: Iterable[str]) -> bool:
    """Whether a vertebra of the one is one of the other."""
    first = {vertebra for level in one for vertebra in level.split("-")}
    segments = {level for level in two if "-" in level} & {level for level in one if "-" in level}
    singles = [level for level in (*one, *two) if "-" not in level]
    second = {vertebra for level in two for vertebra in level.split("-")}
    return bool(segments) or any(single in first and single in second for single in singles)
