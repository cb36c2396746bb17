"""Reads the strength of a drug, and how much is given out by weight or volume.

Source: request-grammar.md, grammar sketch (drugplan) and parsing rule 6.
"""

from __future__ import annotations

from openimr.treatments.parsing.lexicon import lexicon
from openimr.treatments.parsing.marks import Marks, Strength
from openimr.treatments.parsing.numbers import Number, read_number

__all__ = ["HOURS", "read_pair", "read_single", "read_strength"]

_PER_PIECE = frozenset({
    "ml", "day", "tab", "tablet", "g", "gm", "cc", "patch", "spray", "dose", "actuation", "act", "pump", "cap",
    "capsule", "film", "vial", "puff",
})  # fmt: skip
_MOST_SHARES = 12
_SHARE = frozenset({"%", "percent"})
HOURS = frozenset({"h", "hr", "hrs", "hour", "hours"})
"""Words for an hour beside a strength or a direction."""


def read_pair(marks: Marks, at: int) -> int | None:
    """The strength of a drug of two or three ingredients: 10/325 mg, 10-325mg, 50/325/40, or 10/325 after a drug."""
    tokens = marks.tokens
    if tokens.word(at + 1) in _SHARE:
        return _read_shares(marks, at)
    numbers = [tokens.word(at)]
    end = at + 1
    while tokens.word(end) in {"/", "-"} and tokens.word(end + 1)[:1].isdigit() and len(numbers) < 3:
        numbers.append(tokens.word(end + 1))
        end += 2
    if len(numbers) < 2 or not numbers[0][:1].isdigit():
        return None
    unit = lexicon().strengths.get(tokens.word(end), "")
    is_drug = bool(marks.heads) and marks.heads[-1].drug is not None and marks.heads[-1].end >= at - 2
    is_range = tokens.word(at + 1) == "-" and not unit
    if is_range or not (unit or is_drug):
        return None
    end += 1 if unit else 0
    marks.strengths.append(Strength(at, end, f"{'/'.join(numbers)} {unit or 'mg'}", tuple(numbers), unit or "mg"))
    return end


def _read_shares(marks: Marks, at: int) -> int | None:
    """The shares of several ingredients told together: "20%/10%/4%"."""
    tokens = marks.tokens
    numbers: list[str] = []
    end = at
    while tokens.word(end)[:1].isdigit() and tokens.word(end + 1) in _SHARE and len(numbers) < _MOST_SHARES:
        numbers.append(tokens.word(end))
        end += 3 if tokens.word(end + 2) in {"/", "-"} else 2
        if tokens.word(end - 1) not in {"/", "-"}:
            break
    if len(numbers) < 2 or tokens.word(end - 1) in {"/", "-"}:
        return None
    marks.strengths.append(Strength(at, end, f"{'/'.join(numbers)}%", tuple(numbers), "%"))
    return end


def read_single(marks: Marks, at: int, number: Number) -> int | None:
    """The strength of a drug, or how much is given out by weight or volume."""
    tokens = marks.tokens
    words = lexicon()
    end = number.end
    if tokens.word(end) == "-" and tokens.word(end + 1) in {*words.strengths, *words.amounts}:
        end += 1
    word = tokens.word(end)
    figure = tokens.word(number.end - 1)
    if word in {"%", "percent"}:
        marks.strengths.append(Strength(at, end + 1, f"{figure}%", (figure,), "%"))
        return end + 1
    unit = words.strengths.get(word)
    if unit is None and words.units.get(word) == "unit" and _is_without_strength(marks):
        unit = "unit"
    if unit:
        end += 1
        per = tokens.word(end + 1)
        if tokens.word(end) == "/" and (per in HOURS or per in _PER_PIECE):
            unit = f"{unit}/{'hr' if per in HOURS else per}"
            end += 2
        elif tokens.word(end) == "/" and per[:1].isdigit() and tokens.word(end + 2) in words.amounts:
            # "10 mg/1 ml" is 10 mg in each.
            each = words.amounts[tokens.word(end + 2)].lower()
            unit = f"{unit}/{each}" if float(per) == 1 else f"{unit}/{per} {each}"
            end += 3
        elif tokens.word(end) in {"/", "-"} and per[:1].isdigit() and tokens.word(end + 2) in words.strengths:
            # Both parts have their unit: "10mg/325mg".
            numbers = (figure, tokens.word(end + 1))
            marks.strengths.append(Strength(at, end + 3, f"{'/'.join(numbers)} {unit}", numbers, unit))
            return end + 3
        marks.strengths.append(Strength(at, end, f"{figure} {unit}", (figure,), unit))
        return end
    amount = words.amounts.get(word)
    if amount:
        marks.strengths.append(
            Strength(at, end + 1, f"{figure} {amount}", (figure,), amount, is_amount=True, value=number.most)
        )
        return end + 1
    return None


def _is_without_strength(marks: Marks) -> bool:
    """Whether the number before "units" is the strength of a drug: "Vitamin D3 50,000 units", not "10 mg, 60 units"."""
    if not marks.heads or marks.heads[-1].drug is None:
        return False
    return not any(mark.start >= marks.heads[-1].start for mark in marks.strengths)


def read_strength(marks: Marks, at: int) -> int | None:
    """Note the strength that begins at a token; return the token after it, or ``None`` if there is none."""
    number = read_number(marks.tokens, at)
    return read_single(marks, at, number) if number else None
