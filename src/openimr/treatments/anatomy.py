"""Finds the parts of the body, the sides and the spinal levels that a wording names.

Source: vocabulary/body_parts.yaml in the rulebook; request-grammar.md, parsing rules 7 and 8.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

import msgspec

from openimr.citations import Span, Value, Verification
from openimr.rulebook import load
from openimr.treatments.phrases import Match, PhraseFinder, lowered, places_of, plurals_of, words_in

__all__ = [
    "BodyPartMention",
    "LevelMention",
    "Side",
    "SideMention",
    "are_related",
    "find_body_parts",
    "find_levels",
    "find_sides",
    "is_paired",
    "part_vocabulary",
    "part_words",
    "segments",
    "side_words",
]


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class BodyPartMention(Value, frozen=True):
    """A part of the body named in a text, by its id."""

    id: str
    span: Span


class SideMention(Value, frozen=True):
    """A side named in a text, with the part of the body that the side belongs to."""

    side: Side
    part: str
    span: Span


class LevelMention(Value, frozen=True):
    """A spinal level named in a text.

    ``levels`` holds each segment ("L4-L5") or, where one vertebra or root stands alone, that one ("L5"); a wider range
    such as L3-S1 is spread to its segments.
    """

    levels: tuple[str, ...]
    span: Span


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    words: tuple[str, ...]
    source: str
    verification: Verification
    part_of: str | None = None
    sided: dict[str, Side] = {}
    paired: bool = False


# The vertebrae in their order; L6 and S2 and below are known to letters, though few have the former.
_VERTEBRAE = tuple(
    f"{region}{number}" for region, last in (("C", 7), ("T", 12), ("L", 5), ("S", 5)) for number in range(1, last + 1)
)
_ORDER = {vertebra: place for place, vertebra in enumerate(_VERTEBRAE)} | {"C8": 7, "L6": 24}
_WIDEST_RANGE = 12

_LEVEL = re.compile(
    r"([CTLS])(?<![\w.][CTLS])[ -]?(\d{1,2})(?:\s?[-/\u2010-\u2013]\s?(?:([CTLS])[ -]?)?(\d{1,2}))?(?![\d/]|\.\d|\w)"
)
_SMALL_LEVEL = re.compile(r"([ctl])(?<![\w.][ctl])(\d{1,2})\s?[-/]\s?([ctls])?(\d{1,2})(?![\d/]|\.\d|\w)")
_NOT_A_LEVEL = re.compile(
    r"[\s-]*(?:weighted|signal|hyperintens|image|sequence|relaxation time|esterase)", re.IGNORECASE
)
_NOT_A_SPINE = re.compile(
    r"(?:vitamin|vit\.?|hepatitis|free|complement|code|TSH,?|type|grade|stage)[\s-]*$", re.IGNORECASE
)
_THYROID = re.compile(r"TSH|thyroid", re.IGNORECASE)

_SIDE = re.compile(
    r"(?<![\w-])(?:(?P<right>right|rt\.?|\(R\)|R\.?(?=\s))|(?P<left>left|lt\.?|\(L\)|L\.?(?=\s))"
    r"|(?P<both>bilateral(?:ly)?|both|B/L|\(B\)))(?![\w-])",
    re.IGNORECASE,
)
_SHORT_SIDES = frozenset({"r", "l", "r.", "l.", "rt", "lt", "rt.", "lt.", "(r)", "(l)", "(b)", "b/l"})
_LONG_SIDES = ("right", "left", "bilateral", "both")
# Short ones count in capitals only.
_SHORT_SIDE_BEGINS = ("R", "L", "(R)", "(L)", "(B)", "B/L")
# What may stand between a side and its part: other adjectives of place, levels, or a second side.
_FILLER = re.compile(
    r"(?:[\s,/&()-]|\b(?:and|or|the|of|his|her|upper|lower|greater|lesser|than|distal|proximal|lateral|medial|anterior"
    r"|posterior|side|sided|dominant|total|partial|right|left|rt|lt|both|bilateral|minor|major|chronic|small|mid|inner"
    r"|outer|index|middle|ring|little|[CTLS]\d{1,2}(?:[-/][CTLS]?\d{1,2})?)\b)*",
    re.IGNORECASE,
)
_DOMINANT = re.compile(r"[\s-]*(?:hand(?:ed)?[\s-]*(?:dominant|dominance|ed)|handed|dominant)", re.IGNORECASE)


@lru_cache(maxsize=64)
def find_body_parts(text: str) -> tuple[BodyPartMention, ...]:
    """The parts of the body that ``text`` names, in order.

    >>> [mention.id for mention in find_body_parts("for the cervical lumbar and right shoulder")]
    ['neck', 'lumbar_spine', 'shoulder']
    """
    return tuple(
        BodyPartMention(id=identity.partition(":")[0], span=Span(start=start, end=end))
        for start, end, identity in _named(text)
        if not _is_not_a_part(text, start, end)
    )


@lru_cache(maxsize=64)
def find_sides(text: str) -> tuple[SideMention, ...]:
    """The sides that ``text`` names, each with its part of the body; "left work" and "right-handed" name none.

    >>> [(mention.side.value, mention.part) for mention in find_sides("right and left knee, BUE")]
    [('right', 'knee'), ('left', 'knee'), ('bilateral', 'upper_extremity')]
    """
    found = _named(text)
    if not found:
        return ()
    sides: list[SideMention] = []
    for start, end, identity in found:
        part, _, side = identity.partition(":")
        if side:
            sides.append(SideMention(side=Side(side), part=part, span=Span(start=start, end=end)))
    parts = {
        start: identity.partition(":")[0] for start, end, identity in found if not _is_not_a_part(text, start, end)
    }
    for match in _sides(text):
        word = match[0]
        if word.lower() in _SHORT_SIDES and not word.isupper():
            continue
        filler = _FILLER.match(text, match.end())
        after = filler.end() if filler else match.end()
        part_at = next((at for at in sorted(parts) if match.end() <= at <= after), None)
        if part_at is None or _DOMINANT.match(text, match.end()):
            continue
        side_word = Side.RIGHT if match["right"] else Side.LEFT if match["left"] else Side.BILATERAL
        sides.append(SideMention(side=side_word, part=parts[part_at], span=Span(start=match.start(), end=match.end())))
    return tuple(sorted(sides, key=lambda mention: mention.span.start))


@cache
def side_words(side: Side) -> frozenset[str]:
    """The words, in small letters, without one of which no text names ``side``; only short texts have all of them.

    >>> "left" in side_words(Side.LEFT), "rue" in side_words(Side.LEFT)
    (True, False)
    """
    begin = {Side.RIGHT: ("right", "rt", "r"), Side.LEFT: ("left", "lt", "l")}
    both = ("bilateral", "bilaterally", "both", "b")
    sided = (words_in(words.lower()) for words, _, worded in part_words() if worded is side)
    return frozenset(begin.get(side, both)).union(*sided)


def _sides(text: str) -> Iterator[re.Match[str]]:
    """All that looks like a side; only where a side may begin is the pattern tried."""
    low = lowered(text)
    places = {*places_of(_LONG_SIDES, low), *places_of(_SHORT_SIDE_BEGINS, text)}
    for place in sorted(places):
        match = _SIDE.match(text, place)
        if match is not None:
            yield match


@lru_cache(maxsize=64)
def find_levels(text: str) -> tuple[LevelMention, ...]:
    """The spinal levels that ``text`` names, in order; vitamins, codes and thyroid hormones are none.

    >>> [mention.levels for mention in find_levels("L3-S1, C5-6 and vitamin B12")]
    [('L3-L4', 'L4-L5', 'L5-S1'), ('C5-C6',)]
    """
    found: list[LevelMention] = []
    for pattern in (_LEVEL, _SMALL_LEVEL):
        for match in pattern.finditer(text):
            levels = _levels(match)
            if levels and not _is_not_spinal(text, match):
                found.append(LevelMention(levels=levels, span=Span(start=match.start(), end=match.end())))
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def are_related(one: str, other: str) -> bool:
    """Whether one part of the body holds the other, or both are the same.

    >>> are_related("wrist", "upper_extremity"), are_related("wrist", "shoulder")
    (True, False)
    """
    return one in _holders(other) or other in _holders(one)


def part_words() -> tuple[tuple[str, str, Side | None], ...]:
    """Each wording of each part of the body with the id of the part, and the side where the wording names it too."""
    rows = load("vocabulary/body_parts.yaml", _Part)
    named: list[tuple[str, str, Side | None]] = [(word, row.id, None) for row in rows for word in row.words]
    return (*named, *((word, row.id, side) for row in rows for word, side in row.sided.items()))


@cache
def part_vocabulary() -> frozenset[str]:
    """All words, in small letters and also in the plural, that :func:`find_body_parts` finds parts of the body by.

    >>> {"knee", "knees", "extremities"} <= part_vocabulary(), "therapy" in part_vocabulary()
    (True, False)
    """
    words = frozenset(word for wording, _, _ in part_words() for word in words_in(wording.lower()))
    return words.union(*map(plurals_of, words))


@cache
def is_paired(part: str) -> bool:
    """Whether there are two of the part, a left and a right one.

    >>> is_paired("knee"), is_paired("lumbar_spine")
    (True, False)
    """
    return any(row.id == part and row.paired for row in load("vocabulary/body_parts.yaml", _Part))


@lru_cache(maxsize=1024)
def segments(first: str, last: str) -> tuple[tuple[str, str], ...]:
    """The segments from one vertebra to another, each as its upper and lower vertebra; none where there is no such.

    >>> segments("L3", "S1")
    (('L3', 'L4'), ('L4', 'L5'), ('L5', 'S1'))
    """
    if first not in _ORDER or last not in _ORDER:
        return ()
    low, high = sorted((_ORDER[first], _ORDER[last]))
    if high - low > _WIDEST_RANGE:
        return ()
    return tuple(itertools.pairwise(_VERTEBRAE[low : high + 1]))


@cache
def _holders(part: str) -> frozenset[str]:
    """The part and all that hold it."""
    held_by = {row.id: row.part_of for row in load("vocabulary/body_parts.yaml", _Part)}
    holders = {part}
    above = held_by[part]
    while above is not None:
        holders.add(above)
        above = held_by[above]
    return frozenset(holders)


@lru_cache(maxsize=64)
def _named(text: str) -> tuple[Match, ...]:
    return _finder().find(text)


@cache
def _finder() -> PhraseFinder:
    rows = load("vocabulary/body_parts.yaml", _Part)
    named = [(word, row.id) for row in rows for word in row.words]
    sided = [(word, f"{row.id}:{side}") for row in rows for word, side in row.sided.items()]
    return PhraseFinder([*named, *sided])


_NO_PART_BEFORE = re.compile(
    r"\b(?:second|first|other|on the one|come|came|go|went|going|gone|get|got|cut|cutting|call|called|refer|referred"
    r"|turned?|turning|move[ds]?|set|send|sent|held|hold(?:ing)?|scaled?|paid|pay)\s+$",
    re.IGNORECASE,
)
_NO_PART_AFTER = re.compile(
    r"\s+(?:to (?:work|regular|full|modified|light|normal|his|her|the (?:clinic|office|job|provider|physician))"
    r"|up\b|dominan|over\b|injury reports|in (?:the )?(?:office|clinic)|out\b|off\b)"
    r"|[\s-]+(?:therap(?:y|ist|ists)\b|held\b|dominant\b|dominance\b|outs?\b|school\b|to[\s-]face)",
    re.IGNORECASE,
)
_DOUBTFUL_PARTS = frozenset({"back", "hand", "head", "face", "foot", "arm", "leg"})


def _is_not_a_part(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a turn of phrase ("back to work", "on the other hand", "hand therapy")."""
    if text[start:end].lower() not in _DOUBTFUL_PARTS:
        return False
    return bool(_NO_PART_AFTER.match(text, end) or _NO_PART_BEFORE.search(text, max(0, start - 20), start))


def _levels(match: re.Match[str]) -> tuple[str, ...]:
    """The segments of a range, the one vertebra, or nothing where there is no such vertebra."""
    region, first, other_region, last = match.groups()
    region = region.upper()
    start = f"{region}{int(first)}"
    if start not in _ORDER:
        return ()
    if last is None:
        return (start,)
    end = f"{(other_region or _region_after(region, first, last)).upper()}{int(last)}"
    if end not in _ORDER:
        return ()
    low, high = sorted((_ORDER[start], _ORDER[end]))
    if low == high:
        return (start,)
    if high - low > _WIDEST_RANGE:
        return ()
    return tuple(f"{_VERTEBRAE[place]}-{_VERTEBRAE[place + 1]}" for place in range(low, high))


def _region_after(region: str, first: str, last: str) -> str:
    """The region of the second number where it is not said: "L5-1" ends in the next region, "L4-5" in the same."""
    following = {"C": "T", "T": "L", "L": "S"}
    return following.get(region, region) if int(last) < int(first) else region


def _is_not_spinal(text: str, match: re.Match[str]) -> bool:
    """Whether the same letters stand for something else: an image weighting, a vitamin, a hormone."""
    if _NOT_A_LEVEL.match(text, match.end()) or _NOT_A_SPINE.search(text, max(0, match.start() - 16), match.start()):
        return True
    alone_thyroid = match[4] is None and match[1] == "T" and match[2] in {"3", "4"}
    return alone_thyroid and bool(_THYROID.search(text, max(0, match.start() - 30), match.end() + 30))
