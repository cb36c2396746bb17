"""Tells what a request asks for, as it was read out of its wording: one row for each thing said, and what to look at.

What is not said has no row: nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.reviews.telling.words import counted, doubt, spaced
from openimr.treatments.request import (
    BodySite,
    Dose,
    Drug,
    Flag,
    Frequency,
    Level,
    Quantity,
    RequestDates,
    TimeSpan,
    TreatmentRequest,
)
from openimr.treatments.wording import plural

__all__ = ["flag_words", "request_rows"]


def request_rows(request: TreatmentRequest) -> tuple[tuple[str, str], ...]:
    """What is asked for: names and values, those that the wording does not say left out."""
    return tuple((name, value) for name, value in _rows(request) if value)


def flag_words(flag: Flag) -> str:
    """What a person should look at, with all readings."""
    readings = f" Readings: {spaced('; '.join(flag.readings))}." if flag.readings else ""
    return f"{flag.message}{readings}"


def _rows(request: TreatmentRequest) -> Iterator[tuple[str, str]]:
    yield "Service", _service(request)
    yield "Drug", _drug(request.drug)
    yield "Quantity", _quantity(request.quantity)
    yield "Frequency", ", ".join(part for part in (_often(request.frequency), _often(request.days)) if part)
    yield "Duration", _time(request.duration)
    yield "In a week", _quantity(request.weekly)
    yield "In full days", _quantity(request.full_days)
    yield "When", _time(request.timing)
    yield "Body part", "; ".join(_site(site) for site in request.body)
    yield "Levels", "; ".join(_level(level) for level in request.levels)
    yield from _manner(request)
    yield "Codes", ", ".join(f"{code.system.upper()} {code.code}" for code in request.codes)
    yield "Given on", _dates(request.dates)
    yield "Falls with", request.depends_on or ""
    yield "Read with doubt", _unverified(request)


def _manner(request: TreatmentRequest) -> Iterator[tuple[str, str]]:
    """How, where and by whom it is given."""
    words = [*request.modifiers, *(["retrospective"] if request.retrospective else [])]
    yield "Said of it", spaced(", ".join(dict.fromkeys(words)))
    yield "Guidance", request.guidance or ""
    yield "Sedation", request.sedation or ""
    yield "Contrast", spaced(request.contrast or "")
    yield "Setting", request.setting or ""
    length = _time(request.acquisition_duration)
    yield "Acquisition", ", ".join(part for part in (request.acquisition or "", length) if part)
    yield "Comes with", spaced(", ".join(request.accessories))
    yield "Features", ", ".join(request.features)
    yield "Specialty", request.specialty or ""
    yield "Purpose", request.purpose or ""


def _service(request: TreatmentRequest) -> str:
    service = request.service
    if service.code is None:
        return "none that is known"
    words = spaced(" and ".join(service.combined or (service.code,)))
    others = spaced(f"; or {', '.join(service.alternatives)}") if service.alternatives else ""
    checked = doubt(service.verification) if service.verification else ""
    return f"{words}{others}{f' ({checked})' if checked else ''}"


def _drug(drug: Drug | None) -> str:
    if drug is None:
        return ""
    is_other = drug.generic and drug.generic != drug.name.lower()
    parts = [f"{drug.name} ({drug.generic})" if is_other else drug.name, *_strengths(drug)]
    if drug.sig is not None:
        parts.append(f"directions: {drug.sig.words}{_per_day(drug.sig)}")
    if drug.dispensed is not None:
        parts.append(f"{drug.dispensed:g} {plural(drug.unit or 'unit')} dispensed")
    if drug.refills is not None:
        parts.append(counted(drug.refills, "refill") + (f", {drug.total:g} in all" if drug.total is not None else ""))
    if drug.days_supply is not None:
        parts.append(f"for {drug.days_supply:g} days")
    return ", ".join(part for part in parts if part)


def _strengths(drug: Drug) -> Iterator[str]:
    if drug.is_compound:
        yield "compound of " + ", ".join(f"{it.name} {it.strength or ''}".strip() for it in drug.ingredients)
    yield from (drug.strength or "", *drug.other_strengths, drug.form or "")


def _per_day(dose: Dose) -> str:
    if dose.per_day_min is None or dose.per_day_max is None:
        return ""
    return f" ({_range(dose.per_day_min, dose.per_day_max)} a day)"


def _quantity(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    unit = f" {plural(quantity.unit)}" if quantity.unit else ""
    parts = []
    if quantity.stated is not None:
        parts.append(f"{quantity.stated:g}{unit}, as stated")
    if quantity.derived is not None:
        parts.append(f"{quantity.derived:g}{unit}, worked out from how often and how long")
    if quantity.min is not None and quantity.max is not None:
        parts.append(f"{_range(quantity.min, quantity.max)}{unit}")
    return "; ".join(parts)


def _often(frequency: Frequency | None) -> str:
    if frequency is None:
        return ""
    number = _range(frequency.min, frequency.max)
    unit = frequency.unit or "time"
    return f"{number} {unit if frequency.max == 1 else plural(unit)} per {frequency.per}"


def _time(span: TimeSpan | None) -> str:
    return "" if span is None else f"{_range(span.min, span.max)} {span.unit}{'' if span.max == 1 else 's'}"


def _range(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


def _site(site: BodySite) -> str:
    return spaced(f"{site.side} {site.part}" if site.side else site.part)


def _level(level: Level) -> str:
    name = f"{level.from_}-{level.to}" if level.to else level.from_
    return f"{level.side} {name}" if level.side else name


def _dates(dates: RequestDates | None) -> str:
    if dates is None:
        return ""
    return f"{dates.first} to {dates.last}" if dates.first else ", ".join(str(on) for on in dates.days)


def _unverified(request: TreatmentRequest) -> str:
    """The words whose meaning no source holds, for the reader to confirm."""
    words = ", ".join(f"“{word}”" for word in request.unverified_words)
    return f"{words}: unverified, no source holds this meaning" if words else ""
