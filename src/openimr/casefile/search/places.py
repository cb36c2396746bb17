"""Where words, phrases and neighbours stand: runs of places, exact and tolerated ones apart.

Source: feature F21 of the plan.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain, pairwise
from typing import NamedTuple

from openimr.casefile.search.index import NOWHERE, SearchIndex
from openimr.casefile.search.query import Near, Node, Phrase, Word, leaves
from openimr.casefile.search.variants import Tolerance, Variants, splits, variants

__all__ = ["Match", "Onward", "Placed", "Run", "runs", "spread", "within_page"]


_FEW = 8
"""A run of so many times fewer places than another is looked around, and the other is not walked over."""


class Match(StrEnum):
    """How surely a place says what was asked: as it stands, or if it was misread."""

    EXACT = "exact"
    TOLERANT = "tolerant"


class Onward(NamedTuple):
    """A place that goes on on the next page: its words on the first, and place and words on the other."""

    width: int
    then: int
    then_width: int


class Run(NamedTuple):
    """Places of one width, in order: each begins at one of ``firsts`` and is ``width`` words long.

    Those of a phrase that runs over pages have in ``onward`` what each goes on with, and no one width.
    """

    firsts: Sequence[int]
    width: int
    match: Match
    onward: dict[int, Onward] = {}  # noqa: RUF012 - never changed; most runs have none


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
    sure: dict[int, list[list[int]]] = {}
    maybe: dict[int, list[list[int]]] = {}
    for one in runs(index, node.left, tolerance):
        for other in runs(index, node.right, tolerance):
            into = sure if one.match is other.match is Match.EXACT else maybe
            into.setdefault(one.width, []).append(_beside(index, one, other, node.within))
            into.setdefault(other.width, []).append(_beside(index, other, one, node.within))
    for width in sorted({*sure, *maybe}):
        exact = _once(sure.get(width, []))
        yield Run(exact, width, Match.EXACT)
        tolerant = _once(maybe.get(width, []))
        known = set(exact) if tolerant else set()
        yield Run([first for first in tolerant if first not in known], width, Match.TOLERANT)


def _once(found: list[list[int]]) -> list[int]:
    """All places in order, each once."""
    return list(dict.fromkeys(sorted(chain.from_iterable(found)))) if len(found) > 1 else [*chain.from_iterable(found)]


def _beside(index: SearchIndex, one: Run, other: Run, within: int) -> list[int]:
    """The places of ``one`` that have a neighbour among those of ``other``, in order.

    Only the nearest on either side counts, and both only ever move on, so that each run is walked over once.
    """
    # The place behind all others stands at the end, so that no step need ask whether there is a next.
    firsts, width, own = [*other.firsts, NOWHERE], other.width, one.width
    ends, page, begin, end = index.ends_of_pages, -1, 0, 0
    before = behind = 0
    found: list[int] = []
    for first in _close(one, other, within):
        if first >= end:
            page = page + 1 if first < ends[page + 1] else index.page_at(first)
            begin, end = index.first_slots[page], ends[page]
            before = bisect_left(firsts, begin, before)
            behind = max(behind, before)
        last = first - width
        while firsts[before] <= last:
            before += 1
        if before:
            nearest = firsts[before - 1]
            if nearest >= begin and last - nearest < within:
                found.append(first)
                continue
        after = first + own
        while firsts[behind] < after:
            behind += 1
        nearest = firsts[behind]
        if nearest < end and nearest - after < within:
            found.append(first)
    return found


def _close(one: Run, other: Run, within: int) -> Sequence[int]:
    """The places of ``one`` that may have a neighbour: all, but where the other places are few only those around."""
    if len(one.firsts) < _FEW * len(other.firsts):
        return one.firsts
    close: list[int] = []
    done = 0
    for first in other.firsts:
        start = bisect_left(one.firsts, first - within - one.width + 1, done)
        done = max(start, bisect_left(one.firsts, first + other.width + within, start))
        close += one.firsts[start:done]
    return close


def within_page(index: SearchIndex, run: Run, page: int) -> Sequence[int]:
    """The places of a run that are on the page at this position."""
    return run.firsts[
        bisect_left(run.firsts, index.first_slots[page]) : bisect_left(run.firsts, index.ends_of_pages[page])
    ]
