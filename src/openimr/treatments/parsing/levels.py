"""Reads spinal levels: L4-5, L4/L5, L3-S1, C5-6 and 6-7, and roots such as S1.

Source: request-grammar.md, parsing rule 8.
"""

from __future__ import annotations

from openimr.treatments.anatomy import segments
from openimr.treatments.parsing.lexicon import lexicon
from openimr.treatments.parsing.marks import LevelMark, Marks
from openimr.treatments.parsing.tokens import Tokens

__all__ = ["BY_LEVEL", "read_levels", "with_lost_dashes"]

BY_LEVEL = frozenset({
    "epidural_steroid_injection", "transforaminal_epidural_injection", "selective_nerve_root_block",
    "medial_branch_block", "facet_injection", "radiofrequency_ablation",
})  # fmt: skip
"""Services that are given level by level and side by side, each a needle of its own (parsing rule 8)."""

_AT_ROOTS = frozenset({
    "medial_branch_block", "radiofrequency_ablation", "selective_nerve_root_block", "nerve_block", "sympathetic_block",
})  # fmt: skip

_REGIONS = frozenset("ctls")
_NEXT_REGION = {"c": "t", "t": "l", "l": "s", "s": "s"}
_LAST = {"c": 8, "t": 12, "l": 6, "s": 5}
_NOT_A_SPINE = frozenset({"vitamin", "hepatitis", "type", "code", "grade", "stage"})
_LISTED = frozenset({",", "and", "&", "+", "/"})
_UP_TO = frozenset({"to", "through", "thru"})
_AFTER_LISTED = frozenset({"", ",", "and", "&", ".", ")", ";", "bilaterally", "bilateral"})


def read_levels(marks: Marks, at: int) -> int | None:
    """Note all levels of the list that begins at a token; return the token after it, or ``None`` if there is none."""
    tokens = marks.tokens
    if tokens.word(at - 1) in _NOT_A_SPINE or tokens.word(at - 2) in _NOT_A_SPINE:
        return None
    found = _one(tokens, at, region="")
    if found is None:
        return None
    end = at
    while found is not None:
        levels, after, region = found
        root = levels[0][0] if levels[0][1] is None else ""
        marks.levels.append(LevelMark(at, after, levels))
        end = after
        at = end + 1 if tokens.word(end) in _LISTED else end
        if tokens.word(end) == "," and tokens.word(at) in {"and", "&"}:
            at += 1
        found = _one(tokens, at, region=region if at > end else "", root=root)
    return end


def with_lost_dashes(marks: Marks, service: str | None) -> list[LevelMark]:
    """The levels, with neighbours that only a blank parts as the segment between them: "L5 S1 fusion".

    Of what is given at roots, each is one by itself: "L3 L4 L5 medial branch block".
    """
    levels = marks.levels
    if len(levels) < 2 or service in _AT_ROOTS:
        return levels
    found: list[LevelMark] = []
    for run in _runs(levels):
        between = _between(run)
        found += [LevelMark(run[0].start, run[-1].end, between, run[0].side)] if between else run
    return found


def _between(run: list[LevelMark]) -> tuple[tuple[str, str], ...]:
    """The segments between roots that follow one another down the spine; none where they do not."""
    roots = [level.levels[0] for level in run]
    if len(roots) < 2 or any(below is not None for _, below in roots):
        return ()
    found = segments(roots[0][0], roots[-1][0])
    return found if len(found) == len(roots) - 1 and found[0][0] == roots[0][0] else ()


def _runs(levels: list[LevelMark]) -> list[list[LevelMark]]:
    """The levels in runs that nothing parts."""
    runs: list[list[LevelMark]] = []
    for level in levels:
        if runs and runs[-1][-1].end == level.start:
            runs[-1].append(level)
        else:
            runs.append([level])
    return runs


def _vertebra(tokens: Tokens, at: int, region: str) -> tuple[str, int, int] | None:
    """A vertebra at a token: its region, its number and the token after it; ``region`` where only a number stands."""
    word = tokens.word(at)
    if word in _REGIONS:
        at, region = at + (2 if tokens.word(at + 1) == "-" else 1), word
        word = tokens.word(at)
    if not region or not word.isdigit() or len(word) > 2 or not 0 < int(word) <= _LAST[region]:
        return None
    return region, int(word), at + 1


def _one(
    tokens: Tokens, at: int, region: str, root: str = ""
) -> tuple[tuple[tuple[str, str | None], ...], int, str] | None:
    """One level, range or chain of levels: its segments, the token after it, and the region that a list goes on in."""
    is_named = tokens.word(at) in _REGIONS
    first = _vertebra(tokens, at, region)
    if first is None:
        return None
    here, number, end = first
    chain: list[tuple[str, str | None]] = []
    while tokens.word(end) in {"-", "/"} or (tokens.word(end) in _UP_TO and tokens.word(end + 1) in _REGIONS):
        following = _following(tokens, end + 1, here, number)
        if following is None:
            break
        after, last, stop = following
        chain.extend(segments(f"{here}{number}".upper(), f"{after}{last}".upper()))
        here, number, end = after, last, stop
    if chain:
        return tuple(chain), end, here
    follows = bool(root) and root[0].lower() == here and number == int(root[1:]) + 1
    if not _may_stand_alone(tokens, at, end, is_named=is_named, follows=follows):
        return None
    return ((f"{here}{number}".upper(), None),), end, here


def _following(tokens: Tokens, at: int, region: str, number: int) -> tuple[str, int, int] | None:
    """The vertebra that a range goes to, which lies further down: "L5-1" ends in the sacrum."""
    found = _vertebra(tokens, at, region)
    if found is None:
        is_next = tokens.word(at).isdigit() and tokens.word(at) == "1"
        found = (region, 1, at + 1) if is_next else None
    if found is None:
        return None
    after, last, end = found
    if after == region and last == 1 and number > 1:
        after = _NEXT_REGION[region]
    is_there = segments(f"{region}{number}".upper(), f"{after}{last}".upper())
    return (after, last, end) if is_there else None


def _may_stand_alone(tokens: Tokens, at: int, end: int, *, is_named: bool, follows: bool) -> bool:
    """Whether one vertebra without a range is meant: its letter touches its number, or a list goes on after it.

    ``follows`` says that it is the next below the one before it in a list: "L3, 4, 5".
    """
    if is_named:
        return (tokens.joined(at) and not tokens.joined(end - 1)) or tokens.word(end) in {",", ")", "/", ";", "."}
    counts = tokens.word(end) in lexicon().units or tokens.word(end) in lexicon().periods or tokens.word(end) == "x"
    return tokens.word(end) in _AFTER_LISTED or (follows and not counts)
