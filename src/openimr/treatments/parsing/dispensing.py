"""Reads what only a drug's number says: refills, what is dispensed for a month, a part of a tablet, a dose reduced.

Source: request-grammar.md, grammar sketch (drugplan) and parsing rule 6; otherwise general knowledge, unverified.
"""

from __future__ import annotations

from openimr.treatments.parsing.lexicon import Kind, lexicon
from openimr.treatments.parsing.marks import Count, Marks, Via, Word
from openimr.treatments.parsing.numbers import Number, read_number
from openimr.treatments.parsing.periods import rate_end
from openimr.treatments.parsing.tokens import Tokens
from openimr.treatments.phrases import word_set
from openimr.treatments.request import Per

__all__ = [
    "DOSE_UNITS",
    "is_of_drug",
    "read_letter_of_refills",
    "read_no_refills",
    "read_part_of_one",
    "read_reduction",
    "read_refills",
    "read_supply",
    "read_supply_for_a_month",
]

DOSE_UNITS = frozenset({"tablet", "capsule", "patch", "spray", "dose", "film", "lozenge"})
"""What is taken of a drug one by one."""
# Rather a month's supply than uses in a month: "#30 per month", "90 a month".
_FEWEST_OF_A_SUPPLY = 8
_DAYS_IN_A_MONTH = 30
_MORE = frozenset({"additional", "more", "authorized", "automatic", "monthly", "further"})
_NO = frozenset({"no", "without", "zero"})
# Behind a share these say how fast a drug is taken away: "10% per month".
_REDUCING = word_set("taper tapering tapered wean weaning reduce reduced reduction decrease decreased by")


def is_of_drug(marks: Marks) -> bool:
    """Whether the last thing named is a drug."""
    return bool(marks.heads) and marks.heads[-1].drug is not None


def read_no_refills(marks: Marks, at: int) -> int | None:
    """Note that there are no refills ("no refills", "without refills"); return the token after it."""
    tokens = marks.tokens
    if tokens.word(at) not in _NO or not is_of_drug(marks):
        return None
    end = _refills_end(tokens, at + 1)
    if end is not None:
        marks.counts.append(Count(at, end, 0, 0, None, Via.REFILLS))
    return end


def read_letter_of_refills(marks: Marks, at: int) -> int | None:
    """Note the refills behind the letter for them ("#30 R-2", "R: 1"); return the token after them."""
    tokens = marks.tokens
    if not is_of_drug(marks) or tokens.word(at + 1) not in {"-", ":", "x", "#", "="}:
        return None
    number = read_number(tokens, at + 2)
    if number is None or tokens.word(number.end) in lexicon().strengths:
        return None
    marks.counts.append(Count(at, number.end, number.least, number.most, None, Via.REFILLS))
    return number.end


def read_part_of_one(marks: Marks, at: int) -> int | None:
    """Note a part of one that is taken at once ("1/2 tab", "half a tablet", "1/2-1 tab"); return what follows it."""
    tokens = marks.tokens
    if tokens.words[at] == "half":
        end = at + 1 + (tokens.word(at + 1) in {"a", "of", "-"})
        most = 0.5
    elif tokens.words[at : at + 3] == ["1", "/", "2"]:
        end, most = at + 3, 0.5
        if tokens.word(end) in {"-", "to"} and tokens.word(end + 1).isdigit():
            end, most = end + 2, float(tokens.word(end + 1))
    else:
        return None
    unit = lexicon().units.get(tokens.word(end))
    if unit not in DOSE_UNITS:
        return None
    marks.counts.append(Count(at, end + 1, 0.5, most, unit, Via.UNIT))
    return end + 1


def read_reduction(marks: Marks, at: int, number: Number) -> int | None:
    """The end of a share that a drug is reduced by, which is no strength: "taper 10% per month", "by 20 percent"."""
    tokens = marks.tokens
    end = number.end + 1
    rate = rate_end(tokens, end)
    if rate is None and tokens.word(at - 1) not in _REDUCING and tokens.word(end) not in _REDUCING:
        return None
    return rate[1] if rate is not None else end


def read_supply_for_a_month(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """What is dispensed of a drug for a month, which is no direction: "#30 per month", "120 tablets a month"."""
    tokens = marks.tokens
    if via not in {None, Via.DISPENSED, Via.QUANTITY}:
        return None
    unit = lexicon().units.get(tokens.word(number.end))
    step = number.end + (unit is not None)
    if tokens.word(step) not in {"per", "/", "a", "every", "each", "monthly"}:
        return None
    found = rate_end(tokens, step)
    if found is None or found[0] is not Per.MONTH or (via is None and number.most < _FEWEST_OF_A_SUPPLY):
        return None
    marks.counts.append(Count(at, step, number.least, number.most, unit, via or Via.UNIT))
    marks.counts.append(Count(step, found[1], _DAYS_IN_A_MONTH, _DAYS_IN_A_MONTH, "day", Via.DAYS_SUPPLY))
    return found[1]


def read_refills(marks: Marks, at: int, number: Number, via: Via | None) -> int | None:
    """So many refills; a number that has its own label is none: "#30 refills: 2"."""
    tokens = marks.tokens
    if via not in {None, Via.TIMES, Via.REFILLS}:
        return None
    step = number.end
    while tokens.word(step) in _MORE:
        step += 1
    end = _refills_end(tokens, step)
    if end is not None:
        marks.counts.append(Count(at, end, number.least, number.most, None, Via.REFILLS))
    return end


def _refills_end(tokens: Tokens, at: int) -> int | None:
    """The token after the word for refills that begins at a token."""
    hit = lexicon().main.longest(tokens.words, at) if at < tokens.count else None
    return hit[0] if hit is not None and (hit[1].kind, hit[1].value) == (Kind.LABEL, "refills") else None


def read_supply(marks: Marks, at: int, number: Number, period: Per, end: int) -> int:
    """So many days of supply of a drug, or so many months of supplies of a device."""
    tokens = marks.tokens
    if tokens.word(end) == "supply" and (not marks.heads or is_of_drug(marks)):
        days = {Per.DAY: 1, Per.WEEK: 7, Per.MONTH: 30, Per.YEAR: 365, Per.HOUR: 0}[period]
        marks.counts.append(Count(at, end + 1, number.least * days, number.most * days, "day", Via.DAYS_SUPPLY))
    else:
        marks.words.append(Word(at, end + 1, Kind.ACCESSORY, "supplies"))
    return end + 1
