"""Reads the period that something is counted in: "a week", "per month", "/wk", "weekly"."""

from __future__ import annotations

from openimr.treatments.parsing.lexicon import Kind, lexicon
from openimr.treatments.parsing.tokens import Tokens
from openimr.treatments.request import Per

__all__ = ["PERIODS", "after_period", "period_at", "rate_end"]

PERIODS = {period.value: period for period in Per}
"""Each period by the value that the vocabulary gives it."""

_PER = frozenset({"a", "an", "per", "/", "each", "every", "x", "p"})


def period_at(tokens: Tokens, at: int) -> Per | None:
    """The period that a token names, if any."""
    value = lexicon().periods.get(tokens.word(at))
    return PERIODS[value] if value else None


def after_period(tokens: Tokens, end: int) -> int:
    """The token after a period, past the dot of its abbreviation and the bracket of its plural."""
    if tokens.word(end) == "." and len(tokens.word(end - 1)) <= 3:
        end += 1
    if tokens.word(end) == "(" and tokens.word(end + 1) == "s":
        end += 3
    return end


def rate_end(tokens: Tokens, at: int) -> tuple[Per, int] | None:
    """The period after "a", "per" or "/", or the word "weekly", and the token after it."""
    word = tokens.word(at)
    if word in _PER:
        step = at + 1
        while tokens.word(step) in {"-", "per", "a"}:
            step += 1
        period = period_at(tokens, step)
        if period is not None:
            return period, after_period(tokens, step + 1)
        at, word = step, tokens.word(step)
    elif word == "-" and tokens.word(at + 1) in _PER:
        return rate_end(tokens, at + 1)
    hit = lexicon().main.longest(tokens.words, at) if word else None
    if hit is not None and hit[1].kind is Kind.EVERY and hit[1].value.startswith("1 "):
        return PERIODS[hit[1].value.partition(" ")[2]], hit[0]
    return None
