"""Says what units there are and converts between two of them where that is sound, always with a sentence.

A conversion that the rulebook does not hold is none: months are not weeks, and a session is not an hour unless the
service says how long its sessions are.

Source: ``rulebook/guidelines/units.yaml`` and ``unit_conversions.yaml``, each row with its own source.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["Conversion", "UnitRow", "convert", "told_amount", "told_number", "unit_named", "units"]


class UnitRow(Value, frozen=True, kw_only=True):
    """A unit: its id, its plural, and the words that mean it."""

    unit: str
    plural: str
    aliases: tuple[str, ...] = ()
    source: str
    verification: Verification


class ConversionRow(Value, frozen=True, kw_only=True):
    """One ``from_unit`` is ``factor`` of ``to_unit``, for some services only where they are named."""

    from_unit: str
    to_unit: str
    factor: float
    services: tuple[str, ...] = ()
    note: str = ""
    source: str
    verification: Verification


class Conversion(Value, frozen=True):
    """An amount in another unit, the sentence that says how it came about, and how far that was checked."""

    amount: float
    unit: str
    sentence: str
    verification: Verification


@cache
def units() -> dict[str, UnitRow]:
    """All units by their id."""
    return {row.unit: row for row in load("guidelines/units.yaml", UnitRow)}


@cache
def unit_named(words: str) -> str | None:
    """The id of the unit that ``words`` mean, whatever their case; ``None`` where they mean none.

    >>> unit_named("Sessions")
    'session'
    """
    wanted = words.strip().lower()
    for row in units().values():
        if wanted in {row.unit, row.plural, *row.aliases}:
            return row.unit
    return None


def told_number(amount: float) -> str:
    """A number without a needless ".0", to two places after the point.

    >>> told_number(12.0), told_number(2.5), told_number(30 / 7)
    ('12', '2.5', '4.29')
    """
    return f"{round(amount, 2) or amount:.12g}"


def told_amount(amount: float, unit: str) -> str:
    """A number with its unit, in words.

    >>> told_amount(1, "session"), told_amount(12, "session")
    ('1 session', '12 sessions')
    """
    row = units().get(unit)
    plural = row.plural if row else unit
    return f"{told_number(amount)} {unit.replace('_', ' ') if amount == 1 else plural}"


def convert(amount: float, unit: str, to_unit: str, *, services: Collection[str] = ()) -> Conversion | None:
    """``amount`` of ``unit`` in another unit, or ``None`` where that is not sound for these services.

    The same unit gives the same amount and an empty sentence.

    >>> convert(2, "week", "day").sentence
    '2 weeks = 14 days.'
    """
    if unit == to_unit:
        return Conversion(amount=amount, unit=unit, sentence="", verification=Verification.VERIFIED)
    for row in load("guidelines/unit_conversions.yaml", ConversionRow):
        if row.services and not set(row.services) & set(services):
            continue
        if (row.from_unit, row.to_unit) == (unit, to_unit):
            return _converted(row, amount, unit, amount * row.factor, to_unit)
        if (row.to_unit, row.from_unit) == (unit, to_unit):
            return _converted(row, amount, unit, amount / row.factor, to_unit)
    return None


def _converted(row: ConversionRow, amount: float, unit: str, made: float, to_unit: str) -> Conversion:
    if row.factor == 1 and row.note:
        return Conversion(amount=made, unit=to_unit, sentence=f"{row.note}.", verification=row.verification)
    note = f" ({row.note})" if row.note else ""
    doubt = "" if row.verification is Verification.VERIFIED else f" ({row.verification})"
    sentence = f"{told_amount(amount, unit)} = {told_amount(made, to_unit)}{note}{doubt}."
    return Conversion(amount=made, unit=to_unit, sentence=sentence, verification=row.verification)
