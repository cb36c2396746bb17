"""Finds which missing facts could change a criterion in which one fact stands in several places.

Where every fact stands in one place, each that is open can change the answer. Where one stands in several, its values
hang together ("more than 5", "more than 10"), and what is asked to be documented is never not met. Then every value
that could make a difference is tried with every value of the others.

Source: Kleene's strong logic of three values; values just under, at and over what a fact is compared with.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, combinations, product

from openimr.guidelines.criteria.facts import Day, FactValue, Items, Number, Text, YesNo
from openimr.guidelines.criteria.tree import Compare, Documented, Node, Op, leaves
from openimr.guidelines.criteria.truth import Truth

__all__ = ["narrowed"]

_MOST_TRIED = 4096
_MOST_WORDS = 5
_DAY = dt.timedelta(days=1)

Values = Mapping[str, FactValue]


def narrowed(node: Node, names: tuple[str, ...], value_of: Callable[[Values], Truth]) -> tuple[str, ...]:
    """Those of ``names`` of which some value changes the answer, whatever the others turn out to be.

    ``value_of`` gives the answer where the facts of these names have these values and no others. All ``names`` are
    given back where there is too much to try.
    """
    asked = [leaf for leaf in leaves(node) if _names(leaf) & set(names)]
    if _is_plain(asked) or any(isinstance(it, Compare) and it.other is not None for it in asked):
        return names
    tried = {name: tuple(_tried(name, asked)) for name in names}
    if math.prod(len(values) + 1 for values in tried.values()) > _MOST_TRIED:
        return names
    answers = {
        given: value_of({name: value for name, value in zip(names, given, strict=True) if value is not None})
        for given in product(*((None, *values) for values in tried.values()))
    }
    return tuple(name for place, name in enumerate(names) if _matters(place, answers))


def _is_plain(asked: Iterable[Compare | Documented]) -> bool:
    """Whether each fact stands in one place, and can be so or not so there: then each of them counts."""
    listed = tuple(asked)
    places = Counter(name for leaf in listed for name in _names(leaf))
    return all(count == 1 for count in places.values()) and not any(isinstance(it, Documented) for it in listed)


def _matters(place: int, answers: Mapping[tuple[FactValue | None, ...], Truth]) -> bool:
    """Whether the answer is another with some value at ``place`` than without one, the rest being the same."""
    return any(
        given[place] is not None and answer is not answers[*given[:place], None, *given[place + 1 :]]
        for given, answer in answers.items()
    )


def _names(leaf: Compare | Documented) -> set[str]:
    if isinstance(leaf, Documented) or leaf.other is None:
        return {leaf.fact}
    return {leaf.fact, leaf.other}


def _tried(name: str, asked: Iterable[Compare | Documented]) -> Iterator[FactValue]:
    """Values of one fact that could make a difference: what it is compared with, and what lies around that."""
    literals = dict.fromkeys(it.value for it in asked if isinstance(it, Compare) and it.fact == name)
    if not literals or None in literals or any(isinstance(it, YesNo) for it in literals):
        yield from (YesNo(is_so=True), YesNo(is_so=False))
    for literal in literals:
        if isinstance(literal, Number):
            step = max(1.0, abs(literal.amount)) * 1e-6
            yield from (Number(amount=literal.amount + it, unit=literal.unit) for it in (-step, 0, step))
        elif isinstance(literal, Day):
            yield from (Day(on=literal.on + it) for it in (-_DAY, dt.timedelta(), _DAY))
    words = tuple(dict.fromkeys(chain.from_iterable(_words(literal) for literal in literals)))
    if words:
        is_text = any(it.op is not Op.INCLUDES for it in asked if isinstance(it, Compare) and it.fact == name)
        some = chain.from_iterable(combinations(words, count) for count in range(min(len(words), _MOST_WORDS) + 1))
        yield from (Text(words=" ".join(it)) if is_text else Items(items=it or ("",)) for it in some)


def _words(literal: FactValue | None) -> tuple[str, ...]:
    match literal:
        case Text():
            return (literal.words,)
        case Items():
            return literal.items
        case _:
            return ()
