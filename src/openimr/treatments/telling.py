"""Tells what a request asks for in plain words: one row for each thing said, and what a person should look at.

What is not said has no row: nothing is taken for granted.

Source: target record and flags of request-grammar.md; ``docs/reference/requests.md``.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.citations import Verification
from openimr.treatments.request import (
    BodySite,
    Dose,
    Drug,
    Flag,
    FlagKind,
    Frequency,
    Level,
    Per,
    Quantity,
    RequestDates,
    Service,
    TimeSpan,
    TreatmentRequest,
)
from openimr.treatments.wording import plural

__all__ = [
    "flag_words",
    "frequency_words",
    "level_words",
    "quantity_words",
    "request_rows",
    "service_words",
    "site_words",
]

_DOUBTS = {
    Verification.VERIFIED: "",
    Verification.PARTIAL: "partial, checked in part only",
    Verification.UNVERIFIED: "unverified, nobody has checked it against its source",
    Verification.DRAFT: "draft, neither checked nor settled",
}
_TIMES = {1: "once", 2: "twice"}
_CLOSE = 0.01
"""How near a whole number of periods a frequency below one may lie to be told as "once every 3 months"."""


def request_rows(request: TreatmentRequest) -> tuple[tuple[str, str], ...]:
    """What is asked for: names and values, those that the wording does not say left out."""
    return tuple((name, value) for name, value in _rows(request) if value)


def flag_words(flag: Flag) -> str:
    """What a person should look at, in a sentence with all readings.

    >>> flag_words(Flag(kind=FlagKind.RANGE, message="The number is a range.", readings=("8", "12")))
    'The number is a range: 8; 12.'
    """
    if not flag.readings:
        return flag.message
    return f"{flag.message.removesuffix('.')}: {'; '.join(_spaced(reading) for reading in flag.readings)}."


def service_words(service: Service) -> str:
    """What is to be done or given, other readings, the department's category, and how far the words were checked.

    >>> service_words(Service(code="physical_therapy", category="rehabilitation"))
    'physical therapy (rehabilitation)'
    """
    if service.code is None:
        return "none that is known"
    words = " and ".join(service.combined or (service.code,))
    others = f"; or {', '.join(service.alternatives)}" if service.alternatives else ""
    checked = _DOUBTS[service.verification] if service.verification else ""
    beside = "; ".join(part for part in (service.category, checked) if part)
    return _spaced(f"{words}{others}{f' ({beside})' if beside else ''}")


def quantity_words(quantity: Quantity | None, derived: str = "worked out") -> str:
    """How many, as stated and as it follows; ``derived`` says from what it follows.

    >>> quantity_words(Quantity(stated=10, derived=12, unit="visit"))
    '10 visits, as stated; 12 visits, worked out'
    >>> quantity_words(Quantity(derived=1, unit="study"), "assumed")
    '1 study, assumed'
    """
    if quantity is None:
        return ""
    parts = []
    if quantity.stated is not None:
        parts.append(f"{_numbered(quantity.stated, quantity.stated, quantity.unit)}, as stated")
    if quantity.derived is not None:
        parts.append(f"{_numbered(quantity.derived, quantity.derived, quantity.unit)}, {derived}")
    if quantity.min is not None and quantity.max is not None:
        parts.append(_numbered(quantity.min, quantity.max, quantity.unit))
    return "; ".join(parts)


def frequency_words(frequency: Frequency | None) -> str:
    """How often.

    >>> frequency_words(Frequency(min=1, max=1, per=Per.WEEK)), frequency_words(Frequency(min=2, max=3, per=Per.WEEK))
    ('once a week', '2 to 3 times a week')
    >>> frequency_words(Frequency(min=0.5, max=0.5, per=Per.WEEK))
    'once every 2 weeks'
    """
    if frequency is None:
        return ""
    per = frequency.per.value
    each = f"{'an' if frequency.per is Per.HOUR else 'a'} {per}"
    if frequency.unit:
        return f"{_numbered(frequency.min, frequency.max, frequency.unit)} {each}"
    if frequency.max < 1 and (apart := _apart(frequency)):
        return f"once every {_numbered(*apart, per)}"
    if frequency.min == frequency.max and frequency.max in _TIMES:
        return f"{_TIMES[int(frequency.max)]} {each}"
    return f"{_numbered(frequency.min, frequency.max, 'time')} {each}"


def site_words(site: BodySite) -> str:
    """A part of the body with its side.

    >>> site_words(BodySite(part="lumbar_spine"))
    'lumbar spine'
    """
    return _spaced(f"{site.side} {site.part}" if site.side else site.part)


def level_words(level: Level) -> str:
    """A spinal level or root with its side."""
    name = f"{level.from_}-{level.to}" if level.to else level.from_
    return f"{level.side} {name}" if level.side else name


def _rows(request: TreatmentRequest) -> Iterator[tuple[str, str]]:
    yield "Service", service_words(request.service)
    yield "Drug", _drug(request.drug)
    yield "Quantity", quantity_words(request.quantity, _derived_from(request))
    yield "Frequency", ", ".join(part for part in map(frequency_words, (request.frequency, request.days)) if part)
    yield "Duration", _for(request.duration)
    yield "In a week", quantity_words(request.weekly)
    yield "In full days", quantity_words(request.full_days)
    yield "When", f"in {_time(request.timing)}" if request.timing else ""
    yield "Body part", "; ".join(site_words(site) for site in request.body)
    yield "Levels", "; ".join(level_words(level) for level in request.levels)
    yield from _manner(request)
    yield "Codes", ", ".join(f"{code.system.upper()} {code.code}" for code in request.codes)
    yield "Given on", _dates(request.dates)
    yield "Falls with", request.depends_on or ""
    yield "Read with doubt", _unverified(request)


def _manner(request: TreatmentRequest) -> Iterator[tuple[str, str]]:
    """How, where and by whom it is given."""
    words = [*request.modifiers, *(["retrospective"] if request.retrospective else [])]
    yield "Said of it", ", ".join(dict.fromkeys(words))
    yield "Guidance", request.guidance or ""
    yield "Sedation", request.sedation or ""
    yield "Contrast", _spaced(request.contrast or "")
    yield "Setting", request.setting or ""
    yield "Acquisition", " ".join(part for part in (request.acquisition, _for(request.acquisition_duration)) if part)
    yield "Comes with", _spaced(", ".join(request.accessories))
    yield "Features", ", ".join(request.features)
    yield "Specialty", request.specialty or ""
    yield "Purpose", request.purpose or ""


def _derived_from(request: TreatmentRequest) -> str:
    """From what a number follows that the wording does not state."""
    if any(flag.kind is FlagKind.ASSUMED_ONE for flag in request.flags):
        return "assumed"
    if request.frequency is not None and request.duration is not None:
        return "worked out from how often and how long"
    return "worked out"


def _drug(drug: Drug | None) -> str:
    if drug is None:
        return ""
    is_other = drug.generic and drug.generic != drug.name.lower()
    parts = [f"{drug.name} ({drug.generic})" if is_other else drug.name, *_strengths(drug)]
    if drug.sig is not None:
        parts.append(f"directions: {drug.sig.words}{_per_day(drug.sig)}")
    if drug.dispensed is not None:
        parts.append(f"{_numbered(drug.dispensed, drug.dispensed, drug.unit or 'unit')} dispensed")
    if drug.refills is not None:
        in_all = f", {drug.total:g} in all" if drug.total is not None else ""
        parts.append(_numbered(drug.refills, drug.refills, "refill") + in_all)
    if drug.days_supply is not None:
        parts.append(f"for {_numbered(drug.days_supply, drug.days_supply, 'day')}")
    return ", ".join(part for part in parts if part)


def _strengths(drug: Drug) -> Iterator[str]:
    if drug.is_compound:
        yield "compound of " + ", ".join(f"{it.name} {it.strength or ''}".strip() for it in drug.ingredients)
    yield from (drug.strength or "", *drug.other_strengths, drug.form or "")


def _per_day(dose: Dose) -> str:
    if dose.per_day_min is None or dose.per_day_max is None:
        return ""
    return f" ({_range(dose.per_day_min, dose.per_day_max)} a day)"


def _apart(frequency: Frequency) -> tuple[float, float] | None:
    """How many periods lie between two times, fewest and most; ``None`` where these are no whole numbers."""
    exact = 1 / frequency.max, 1 / frequency.min
    whole = round(exact[0]), round(exact[1])
    is_whole = all(abs(each - near) < _CLOSE * near for each, near in zip(exact, whole, strict=True))
    return whole if is_whole else None


def _for(span: TimeSpan | None) -> str:
    return f"for {_time(span)}" if span else ""


def _time(span: TimeSpan) -> str:
    return _numbered(span.min, span.max, span.unit)


def _numbered(least: float, most: float, unit: str | None) -> str:
    """A number or range of a unit; a unit that is no English word, such as mL, has no plural."""
    if unit is None:
        return _range(least, most)
    is_one = most == 1 or not unit.islower()
    return f"{_range(least, most)} {unit if is_one else plural(unit)}"


def _range(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


def _dates(dates: RequestDates | None) -> str:
    if dates is None:
        return ""
    return f"{dates.first} to {dates.last}" if dates.first else ", ".join(str(on) for on in dates.days)


def _unverified(request: TreatmentRequest) -> str:
    """The words whose meaning no source holds, for the reader to confirm."""
    words = ", ".join(f"“{word}”" for word in request.unverified_words)
    return f"{words}: unverified, no source holds this meaning" if words else ""


def _spaced(name: str) -> str:
    return name.replace("_", " ")
