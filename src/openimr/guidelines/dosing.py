"""Works out the daily dose that a prescription comes to, in the unit of a ceiling, with its arithmetic in words.

Strength times units a day is the dose of the drug; times the factor of a published table it is the dose of morphine by
mouth. What the wording does not say is unknown, never nothing.

Source: ``rulebook/guidelines/opioid_factors.yaml`` and ``opioid_partners.yaml``;
guidelines.md, section B3 (CP09-OP-MED).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from openimr.citations import Verification
from openimr.guidelines.arithmetic import UNKNOWN, Count, Range
from openimr.guidelines.criteria.units import convert, told_amount, told_number, unit_named
from openimr.guidelines.formulary import DoseUnit, MorphineEquivalent, has_factor, morphine_equivalent
from openimr.rulebook import load
from openimr.treatments.request import Drug, Ingredient, TreatmentRequest

__all__ = ["requested_dose"]

_MORPHINE = "morphine_milligram"
_PLACE = "by strength and directions"
_STRENGTH = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?) ?(mg|mcg|ug|g|gm)(/ ?(?:hr|h|hour))?", re.IGNORECASE)


class _Strength(NamedTuple):
    """How much of a substance one unit of a drug holds; ``is_hourly`` where that is given off in each hour."""

    substance: str
    amount: float
    unit: str
    is_hourly: bool
    note: str = ""


class _Partner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A substance that weighs more in a tablet than the opioid that it is combined with."""

    substance: str
    source: str
    verification: Verification


class _PerDay(NamedTuple):
    """How many units a day, from the lowest to the highest, and what a reader must know of it."""

    low: float
    high: float
    note: str = ""


def requested_dose(request: TreatmentRequest, *, unit: str, on: dt.date) -> Count | None:
    """The daily dose that a request comes to in ``unit``, by the factors published up to ``on``.

    Unknown, with the reason, where strength, directions or factor are missing; ``None`` where no drug is asked for.
    """
    if request.drug is None:
        return None
    dose = _dose(request.drug, unit, on)
    return _unknown(dose) if isinstance(dose, str) else dose


def _unknown(reason: str) -> Count:
    return Count(range=UNKNOWN, notes=(reason,))


def _dose(drug: Drug, unit: str, on: dt.date) -> Count | str:
    """The dose, or the sentence that says why it is not known."""
    strength = _strength(drug, unit)
    if isinstance(strength, str):
        return strength
    if strength.is_hourly:
        return _by_the_hour(drug, strength, unit, on)
    times = _per_day(drug)
    if isinstance(times, str):
        return times
    dose = Range(min=strength.amount * times.low, max=strength.amount * times.high)
    taken = Range(min=times.low, max=times.high).told()
    each = f"{told_amount(strength.amount, strength.unit)} × {taken} a day"
    words = f"{each} = {_told(dose, strength.unit)} of {strength.substance} a day"
    note = " ".join(it for it in (strength.note, times.note) if it)
    if unit == _MORPHINE:
        return _by_the_day(drug, strength, dose, on, (words, note))
    return _in_unit(strength, dose, unit, (words, note))


def _by_the_hour(drug: Drug, strength: _Strength, unit: str, on: dt.date) -> Count | str:
    """The dose of a patch; how many are worn at once is not read, and one is counted."""
    words = f"{told_amount(strength.amount, strength.unit)} of {strength.substance} an hour"
    if unit != _MORPHINE or strength.unit != "microgram":
        return f"{words}: that is no number of {told_amount(2, unit).removeprefix('2 ')} a day."
    made = _morphine(drug, strength, strength.amount, DoseUnit.MICROGRAM_PER_HOUR, on)
    if made is None:
        return _without_factor(strength, on)
    return _counted(made, made, (words, "One patch at a time is counted."))


def _by_the_day(drug: Drug, strength: _Strength, dose: Range, on: dt.date, told: tuple[str, str]) -> Count | str:
    """A dose of the opioid as a dose of morphine; the factor may differ between the lowest and the highest."""
    low, high = (_morphine_a_day(drug, strength, amount, on) for amount in (dose.min, dose.max or dose.min))
    return _without_factor(strength, on) if low is None or high is None else _counted(low, high, told)


def _morphine_a_day(drug: Drug, strength: _Strength, amount: float, on: dt.date) -> MorphineEquivalent | None:
    made = convert(amount, strength.unit, "milligram")
    return None if made is None else _morphine(drug, strength, made.amount, DoseUnit.MILLIGRAM_PER_DAY, on)


def _counted(low: MorphineEquivalent, high: MorphineEquivalent, told: tuple[str, str]) -> Count:
    words, note = told
    factors = " to ".join(dict.fromkeys(told_number(made.factor.factor) for made in (low, high)))
    source = low.factor.source.partition(" (")[0]
    doubt = "" if low.factor.verification is Verification.VERIFIED else f", {low.factor.verification}"
    span = Range(min=low.milligrams_per_day, max=high.milligrams_per_day)
    sentence = f"{words}; × {factors} ({source}{doubt}) = {_told(span, _MORPHINE)} a day."
    return Count(range=span, place=_PLACE, notes=tuple(it for it in (sentence, note) if it))


def _in_unit(strength: _Strength, dose: Range, unit: str, told: tuple[str, str]) -> Count | str:
    """The dose of the drug itself in the unit of the ceiling."""
    words, note = told
    low, high = (convert(amount, strength.unit, unit) for amount in (dose.min, dose.max or dose.min))
    if low is None or high is None:
        return f"{words}, and that is no number of {told_amount(2, unit).removeprefix('2 ')}."
    notes = tuple(dict.fromkeys(it for it in (f"{words}.", low.sentence, high.sentence, note) if it))
    return Count(range=Range(min=low.amount, max=high.amount), place=_PLACE, notes=notes)


def _morphine(drug: Drug, strength: _Strength, amount: float, unit: DoseUnit, on: dt.date) -> MorphineEquivalent | None:
    named = morphine_equivalent(drug.name, amount, on, unit=unit)
    return named or morphine_equivalent(strength.substance, amount, on, unit=unit)


def _without_factor(strength: _Strength, on: dt.date) -> str:
    until = on.isoformat()
    return f"No table published up to {until} gives a factor for {strength.substance}: its morphine dose is unknown."


def _strength(drug: Drug, unit: str) -> _Strength | str:
    """The strength of the substance that is counted; of several strengths that are dispensed, none is chosen."""
    if drug.other_strengths:
        several = ", ".join(it for it in (drug.strength, *drug.other_strengths) if it)
        return f"The request names several strengths ({several}), and not how many of each are taken a day."
    chosen = _counted_ingredient(drug, unit)
    substance = chosen.name if chosen else (drug.generic or drug.name).lower()
    mass = _mass((chosen.strength if chosen else drug.strength) or "")
    if mass is None:
        return f"The request does not give the strength of {substance} as a mass."
    return _in_order(_Strength(substance, *mass), drug) if unit == _MORPHINE else _Strength(substance, *mass)


def _counted_ingredient(drug: Drug, unit: str) -> Ingredient | None:
    """The opioid of a combination where morphine is counted, else the ingredient that the drug is named for."""
    name = (drug.generic or drug.name).lower()
    named = (it for it in drug.ingredients if name.startswith(it.name.lower()))
    opioids = (it for it in drug.ingredients if unit == _MORPHINE and has_factor(it.name))
    return next(opioids, None) or next(named, None)


def _in_order(strength: _Strength, drug: Drug) -> _Strength:
    """The strength of an opioid, with the smaller mass where the wording gives that of its partner first."""
    rows: tuple[_Partner, ...] = load("guidelines/opioid_partners.yaml", _Partner)
    partners = {row.substance for row in rows}
    others = [mass for it in drug.ingredients if it.name in partners and (mass := _mass(it.strength or ""))]
    least = min((amount for amount, unit, _ in others if unit == strength.unit), default=strength.amount)
    if least >= strength.amount:
        return strength
    note = f"The smaller of the two masses is counted as {strength.substance}."
    return strength._replace(amount=least, note=note)


@lru_cache(maxsize=1024)
def _mass(words: str) -> tuple[float, str, bool] | None:
    """The mass in words such as "10 mg", its unit, and whether it is given off by the hour; ``None`` without one."""
    found = _STRENGTH.fullmatch(words.strip())
    unit = unit_named(found[2]) if found else None
    return None if found is None or unit is None else (float(found[1].replace(",", "")), unit, found[3] is not None)


def _per_day(drug: Drug) -> _PerDay | str:
    """Units a day by the directions, else what is dispensed over the days that it is for."""
    sig = drug.sig
    if sig is not None and sig.per_day_min is not None and sig.per_day_max is not None:
        if sig.is_as_needed:
            note = "As needed: the most that the directions allow is counted."
            return _PerDay(sig.per_day_max, sig.per_day_max, note)
        return _PerDay(sig.per_day_min, sig.per_day_max)
    if drug.per_day is not None:
        return _PerDay(drug.per_day, drug.per_day, "Units a day are what is dispensed over its days' supply.")
    return "The request does not say how many are taken a day, so that the daily dose is unknown."


def _told(dose: Range, unit: str) -> str:
    top = told_amount(dose.max or dose.min, unit)
    return top if dose.is_exact else f"{told_number(dose.min)} to {top}"
