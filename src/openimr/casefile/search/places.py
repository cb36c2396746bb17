"""Where words, phrases and neighbours stand: runs of places, exact and tolerated ones apart.

Source: feature F21 of the plan.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain, pairwise
from typing import NamedTuple

from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.query import Near, Node, Phrase, Word, leaves
from openimr.casefile.search.variants import Tolerance, Variants, splits, variants

__all__ = ["Match", "Placed", "Run", "runs", "spread", "within_page"]


class Match(StrEnum):
    """How surely a place says what was asked: as it stands, or if it was misread."""

    EXACT = "exact"
    TOLERANT = "tolerant"


class Run(NamedTuple):
    """Places of one width, in order: each begins at one of ``firsts`` and is ``width`` words long."""

    firsts: Sequence[int]
    width: int
    match: Match


class Placed(NamedTuple):
    """A run, and how many of its places are on each page, by the page's position."""

    run: Run
    pages: dict[int, int]


def runs(index: SearchIndex, node: Node, tolerance: Tolerance) -> list[Run]:
    """All places of a word, a phrase, a choice of them, or of neighbours; none of a filter.

    Raises:
        UnusableArguments: an asterisk stands for too many words.
    """
    match node:
        case Word():
            found = _word(index, node, tolerance)
        case Phrase():
            found = _phrase(index, node, tolerance)
        case Near():
            found = _near(index, node, tolerance)
        case _:
            found = chain.from_iterable(runs(index, leaf, tolerance) for leaf in leaves(node) if leaf is not node)
    return [run for run in found if len(run.firsts)]


def spread(index: SearchIndex, run: Run) -> dict[int, int]:
    """How many places of the run are on each page, by the page's position; pages without any are absent."""
    firsts, counts, page, at = run.firsts, dict[int, int](), -1, 0
    count, end = len(firsts), 0
    while at < count:
        page += 1
        end = index.ends_of_pages[page]
        if firsts[at] >= end:
            page = index.page_at(firsts[at])
            end = index.ends_of_pages[page]
        stop = bisect_left(firsts, end, at + 1)
        counts[page] = stop - at
        at = stop
    return counts


def _word(index: SearchIndex, word: Word, tolerance: Tolerance) -> Iterator[Run]:
    found = variants(index, word, tolerance)
    exact = _merged(index, found.exact)
    yield Run(exact, 1, Match.EXACT)
    tolerant = _merged(index, found.tolerant)
    if index.broken and len(tolerant):
        sure = set(exact)
        tolerant = [slot for slot in tolerant if slot not in sure]
    yield Run(tolerant, 1, Match.TOLERANT)
    for left, right in splits(index, word, tolerance):
        pair = [frozenset({left}), frozenset({right})]
        yield Run(_in_a_row(index, pair), 2, Match.TOLERANT)


def _merged(index: SearchIndex, terms: frozenset[int]) -> Sequence[int]:
    if len(terms) == 1:
        return index.places(next(iter(terms))).tolist()
    every = chain.from_iterable(index.places(term) for term in terms)
    return sorted(set(every))


def _phrase(index: SearchIndex, phrase: Phrase, tolerance: Tolerance) -> Iterator[Run]:
    words = [variants(index, word, tolerance) for word in phrase.words]
    yield from _both_ways(index, words)
    for at, (left, right) in enumerate(pairwise(phrase.words)):
        whole = index.number_of.get(left.text + right.text)
        if whole is not None and not (left.is_prefix or right.is_prefix):
            closed = _closed_up(index, [*words[:at], Variants(frozenset({whole}), frozenset()), *words[at + 2 :]], at)
            yield from (run for run in closed if tolerance is Tolerance.TOLERANT or run.match is Match.EXACT)


def _both_ways(index: SearchIndex, words: list[Variants]) -> Iterator[Run]:
    exact = _in_a_row(index, [word.exact for word in words])
    yield Run(exact, len(words), Match.EXACT)
    if any(word.tolerant for word in words):
        sure = set(exact)
        every = _in_a_row(index, [word.both for word in words])
        yield Run([slot for slot in every if slot not in sure], len(words), Match.TOLERANT)


def _closed_up(index: SearchIndex, words: list[Variants], at: int) -> Iterator[Run]:
    """Two words of the phrase written as one: exact where a line's end broke that one, else tolerated."""
    for run in _both_ways(index, words):
        broken = [first for first in run.firsts if first + at in index.broken]
        yield Run(broken, run.width, run.match)
        yield Run([first for first in run.firsts if first + at not in index.broken], run.width, Match.TOLERANT)


def _in_a_row(index: SearchIndex, words: list[frozenset[int]]) -> Sequence[int]:
    """Where these words follow each other, looked for around the rarest of them."""
    rarest = min(range(len(words)), key=lambda at: sum(index.count(term) for term in words[at]))
    if len(words) == 1:
        return _merged(index, words[0])
    found: Sequence[int] = [first - rarest for first in _merged(index, words[rarest]) if first >= rarest]
    at, broken = index.at, index.broken
    beyond = len(at) - len(words)
    for offset, terms in enumerate(words):
        if offset != rarest:
            found = [
                first
                for first in found
                if first <= beyond
                and (
                    at[first + offset] in terms
                    or (first + offset in broken and not terms.isdisjoint(broken[first + offset]))
                )
            ]
    return found


def _near(index: SearchIndex, node: Near, tolerance: Tolerance) -> Iterator[Run]:
    """Places of either side that have one of the other beside them; exact where both are."""
    sure: dict[int, set[int]] = {}
    maybe: dict[int, set[int]] = {}
    for one in runs(index, node.left, tolerance):
        for other in runs(index, node.right, tolerance):
            into = sure if one.match is other.match is Match.EXACT else maybe
            _beside(index, one, other, node.within, into)
    for width in sorted({*sure, *maybe}):
        exact = sure.get(width, set())
        yield Run(sorted(exact), width, Match.EXACT)
        yield Run(sorted(maybe.get(width, set()) - exact), width, Match.TOLERANT)


def _beside(index: SearchIndex, one: Run, other: Run, within: int, into: dict[int, set[int]]) -> None:
    """Add to ``into`` by width the places of both that have a neighbour; driven from the shorter run."""
    if len(one.firsts) > len(other.firsts):
        one, other = other, one
    ones, others = into.setdefault(one.width, set()), into.setdefault(other.width, set())
    firsts, count = other.firsts, len(other.firsts)
    before = behind = begin = end = 0
    for first in one.firsts:
        if first >= end:
            page = index.page_at(first)
            begin, end = index.first_slots[page], index.ends_of_pages[page]
        last = first + one.width - 1
        left = bisect_left(firsts, max(begin, first - within - other.width + 1))
        if left == count or firsts[left] >= (beyond := min(last + within + 1, end)):
            continue
        # No two places are one, so that few fit between the two ends; the search for them need not look further.
        most = min(count, left + 2 * within + one.width + other.width)
        left_end = bisect_left(firsts, first - other.width + 1, left, most)
        right = bisect_left(firsts, last + 1, left_end, most)
        right_end = bisect_left(firsts, beyond, right, most)
        if left < left_end or right < right_end:
            ones.add(first)
            others.update(firsts[max(left, before) : left_end], firsts[max(right, behind) : right_end])
            # Both stretches only ever move on, so that each place is added once from either side, however dense.
            before, behind = left_end, right_end


def within_page(index: SearchIndex, run: Run, page: int) -> Sequence[int]:
    """The places of a run that are on the page at this position."""
    return run.firsts[
        bisect_left(run.firsts, index.first_slots[page]) : bisect_left(run.firsts, index.ends_of_pages[page])
    ]
