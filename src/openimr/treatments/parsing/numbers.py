"""Reads numbers and ranges of numbers, in digits or in words, as requests write them."""

from __future__ import annotations

from typing import NamedTuple

from openimr.treatments.parsing.lexicon import lexicon
from openimr.treatments.parsing.tokens import Tokens

__all__ = ["Number", "read_number"]

_RANGE_WORDS = frozenset({"-", "to", "or"})
_TENS = 20
_HUNDRED = 100


class Number(NamedTuple):
    """A number, or a range with both ends in it, and the token after it."""

    least: float
    most: float
    end: int


def read_number(tokens: Tokens, at: int) -> Number | None:
    """The number or range that begins at a token, or nothing.

    >>> from openimr.treatments.parsing.tokens import tokenize
    >>> read_number(tokenize("twenty-four (24) visits"), 0)
    Number(least=24.0, most=24.0, end=6)
    >>> read_number(tokenize("4 to 6 weeks"), 0)
    Number(least=4.0, most=6.0, end=3)
    """
    first = _single(tokens, at)
    if first is None:
        return None
    least, end = first
    if tokens.word(end) in _RANGE_WORDS:
        second = _single(tokens, end + 1)
        if second is not None and second[0] > least and not _goes_on(tokens, second[1]):
            return Number(least, second[0], second[1])
    return Number(least, least, end)


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether the number is the beginning of something longer, as of a date or a fraction."""
    return tokens.word(at) in {"/", "-"} and tokens.word(at + 1).isdigit() and tokens.joined(at)


def _single(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """One number and the token after it, with its repetition in brackets: "six (6)"."""
    word = tokens.word(at)
    if word[:1].isdigit():
        return float(word), at + 1
    words = lexicon().numbers
    value = words.get(word)
    if value is None:
        return None
    end = at + 1
    if value >= _TENS:
        value, end = _with_units(tokens, value, end)
    elif tokens.word(end) == "hundred":
        value, end = _with_units(tokens, value * _HUNDRED, end + 1)
    digits = tokens.word(end + 1)
    if tokens.word(end) == "(" and tokens.word(end + 2) == ")" and digits.isdigit() and int(digits) == value:
        end += 3
    return float(value), end


def _with_units(tokens: Tokens, value: int, end: int) -> tuple[int, int]:
    """What follows the tens or hundreds: "twenty-four", "one hundred and twenty"."""
    words = lexicon().numbers
    after = end + 1 if tokens.word(end) in {"-", "and"} and (tokens.word(end) == "-" or value >= _HUNDRED) else end
    more = words.get(tokens.word(after), 0)
    limit = 10 if value < _HUNDRED else _HUNDRED
    if not 0 < more < limit or tokens.word(after) in {"once", "twice", "thrice"}:
        return value, end
    if more >= _TENS:
        return (
            _with_units(tokens, value + more, after + 1) if more % 10 == 0 and value % _HUNDRED == 0 else (value, end)
        )
    return value + more, after + 1
