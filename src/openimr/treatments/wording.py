"""Writes a request as a wording that is read back as the same request.

What only follows from the words (derived numbers, flags) is not written; it follows again when the wording is read.
"""

from __future__ import annotations

from functools import cache

from openimr.treatments.anatomy import find_body_parts, part_words
from openimr.treatments.parsing.lexicon import Kind, first_wordings
from openimr.treatments.request import (
    BodySite,
    Code,
    CodeSystem,
    Contrast,
    Drug,
    Frequency,
    Guidance,
    Level,
    Modifier,
    Quantity,
    RequestDates,
    Side,
    TimeSpan,
    TreatmentRequest,
)
from openimr.treatments.services import service_words

__all__ = ["plural", "write"]

_MODIFIERS = {
    Modifier.ASSOCIATED: "associated surgical service:",
    Modifier.CONTINUING: "continued",
    Modifier.RETROSPECTIVE: "retrospective",
}
_GUIDANCE = {
    Guidance.FLUOROSCOPY: "under fluoroscopic guidance",
    Guidance.ULTRASOUND: "with ultrasound guidance",
    Guidance.CT: "with CT guidance",
}
_CONTRAST = {
    Contrast.WITH: "with contrast",
    Contrast.WITHOUT: "without contrast",
    Contrast.WITH_AND_WITHOUT: "with and without contrast",
}
_SEDATION = {
    "IV": "with IV sedation",
    "TIVA": "with TIVA",
    "MAC": "with monitored anesthesia care",
    "general": "with general anesthesia",
    "local": "with local anesthesia",
    "none": "without sedation",
}
_SETTING = {"home": "for home use", "office": "in office"}
_AMOUNTS = frozenset({"gram", "mL", "ounce"})


def write(request: TreatmentRequest) -> str:
    """The request in words that :func:`openimr.treatments.parse` reads back as the same request.

    >>> from openimr.treatments import parse
    >>> write(parse("PT 2x/wk x 6wks (12), rt. knee")[0])
    'pt right knee, 2 times per week for 6 weeks (12 visits)'
    """
    what = [_MODIFIERS.get(modifier, modifier.value) for modifier in request.modifiers]
    if request.quantity is not None and request.quantity.unit == "prescription":
        what.append("prescriptions for")
    what.append(_drug(request.drug, request) if request.drug else _service(request))
    where = ", ".join([*_body(request.body), *_levels(request.levels)])
    how = [
        _GUIDANCE[request.guidance] if request.guidance and not _by_code(request) else "",
        _SEDATION[request.sedation] if request.sedation else "",
        _CONTRAST[request.contrast] if request.contrast else "",
        _SETTING.get(request.setting.value, request.setting.value) if request.setting else "",
        request.acquisition.value if request.acquisition else "",
        *(f"with {accessory.replace('_', ' ')}" for accessory in request.accessories),
        *request.features,
        first_wordings(Kind.SPECIALTY)[request.specialty] if request.specialty else "",
        f"for {request.purpose}" if request.purpose else "",
    ]
    much = "" if request.drug else _amount(request)
    rest = [much, _codes(request.codes), _dates(request.dates)]
    first = " ".join(part for part in (*what, where) if part)
    return ", ".join(part for part in (first, *how, *rest) if part)


def _by_code(request: TreatmentRequest) -> bool:
    """Whether the guidance follows from a code, and so stands in the words already."""
    span = request.spans.get("guidance")
    return span is not None and any(code.span == span for code in request.codes)


@cache
def _words_of_services() -> dict[str, str]:
    """The first wording of each service, one that names no part of the body if there is one."""
    words: dict[str, str] = {}
    for word, identity in service_words():
        if not find_body_parts(word):
            words.setdefault(identity, word)
    for word, identity in service_words():
        words.setdefault(identity, word)
    return words


@cache
def _words_of_parts() -> dict[str, str]:
    """The first wording of each part of the body."""
    words: dict[str, str] = {}
    for word, part, side in part_words():
        if side is None:
            words.setdefault(part, word)
    return words


def _service(request: TreatmentRequest) -> str:
    service = request.service
    words = _words_of_services()
    if service.code is None:
        return ""
    first = service.words or words[service.code]
    others = [words[code] for code in service.combined if code != service.code]
    if set(service.combined) == {"emg", "nerve_conduction_study"}:
        others = []
    renamed = "".join(f" ({words[code]})" for code in service.alternatives)
    # Goods joined by "and" are items of their own.
    joint = " with " if service.category == "dmepos" else " and "
    return joint.join((first, *others)) + renamed


def _number(value: float) -> str:
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def _range(least: float, most: float) -> str:
    return _number(least) if least == most else f"{_number(least)} to {_number(most)}"


def _amount(request: TreatmentRequest) -> str:
    """How many, how often, how long, and when."""
    often = [_often(request.frequency), _often(request.days)]
    plan = " ".join(part for part in (", ".join(part for part in often if part), _long(request)) if part)
    count = _count(request.quantity)
    if plan and count:
        return f"{plan} ({count})"
    due = f"in {_time(request.timing)}" if request.timing else ""
    return ", ".join(part for part in (plan or count, due) if part)


def _often(frequency: Frequency | None) -> str:
    if frequency is None:
        return ""
    counted = f"{frequency.unit}s" if frequency.unit else "times"
    if frequency.min == frequency.max == 0.5:
        return f"every other {frequency.per.value}"
    return f"{_range(frequency.min, frequency.max)} {counted} per {frequency.per.value}"


def _long(request: TreatmentRequest) -> str:
    duration = request.duration
    return "" if duration is None or _is_derived(duration, request) else f"for {_time(duration)}"


def _is_derived(duration: TimeSpan, request: TreatmentRequest) -> bool:
    """Whether the duration follows from a number and a frequency, and does not stand in the words."""
    quantity, frequency = request.quantity, request.frequency
    if duration.span is not None or frequency is None or quantity is None or quantity.stated is None:
        return False
    longest, shortest = round(quantity.stated / frequency.min, 2), round(quantity.stated / frequency.max, 2)
    return (duration.min, duration.max, duration.unit) == (shortest, longest, frequency.per)


def _time(span: TimeSpan) -> str:
    return f"{_range(span.min, span.max)} {span.unit.value}s"


def _count(quantity: Quantity | None) -> str:
    """The number stated; a number that is derived follows again."""
    if quantity is None:
        return ""
    unit = f" {plural(quantity.unit)}" if quantity.unit else ""
    if quantity.stated is not None:
        return f"{_number(quantity.stated)}{unit}"
    if quantity.min is not None and quantity.max is not None and quantity.span is not None:
        return f"{_range(quantity.min, quantity.max)}{unit}"
    return ""


def plural(unit: str) -> str:
    """The unit in the plural.

    >>> plural("study"), plural("patch"), plural("visit")
    ('studies', 'patches', 'visits')
    """
    if unit.endswith("y") and unit[-2] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("ch", "x")) else f"{unit}s"


def _side(side: Side | None, words: str) -> str:
    return f"{side.value} {words}" if side else words


def _body(sites: tuple[BodySite, ...]) -> list[str]:
    return [_side(site.side, _words_of_parts()[site.part]) for site in sites]


def _levels(levels: tuple[Level, ...]) -> list[str]:
    return [_side(level.side, f"{level.from_}-{level.to}" if level.to else level.from_) for level in levels]


def _drug(drug: Drug, request: TreatmentRequest) -> str:
    """The drug with strength, form, directions, what is dispensed, and refills."""
    form = {"extended release": "ER", None: ""}.get(drug.form, drug.form) or ""
    parts = [_compound(drug), form] if drug.is_compound else [drug.name, drug.strength or "", form]
    parts += [drug.sig.words if drug.sig else "", *(f"then {strength}" for strength in drug.other_strengths)]
    parts.append(_dispensed(drug))
    if drug.refills is not None:
        parts.append(f"with {drug.refills} refill{'' if drug.refills == 1 else 's'}")
    if request.duration is not None and request.duration.span is not None:
        parts.append(f"for {_time(request.duration)}")
    elif drug.days_supply is not None and (drug.per_day is not None or drug.dispensed is None):
        parts.append(f"DS: {_number(drug.days_supply)}")
    if request.frequency is not None:
        parts.append(_often(request.frequency))
    return " ".join(part for part in parts if part)


def _compound(drug: Drug) -> str:
    """Each ingredient of a mixture with its share."""
    names = drug.name.split(" / ")
    shares = [ingredient.strength or "" for ingredient in drug.ingredients]
    mixed = " / ".join(" ".join(part for part in pair if part) for pair in zip(names, shares, strict=False))
    return mixed if any(shares) else f"compound {mixed}"


def _dispensed(drug: Drug) -> str:
    if drug.dispensed is None:
        return ""
    number = _number(drug.dispensed)
    if drug.content is not None and drug.content_unit is not None:
        return f"{_number(drug.content / drug.dispensed)} {drug.content_unit} {drug.unit} x {number}"
    if drug.unit in _AMOUNTS:
        return f"{number} {drug.unit}"
    return f"#{number} {plural(drug.unit)}" if drug.unit else f"#{number}"


def _codes(codes: tuple[Code, ...]) -> str:
    labels = {CodeSystem.CPT: "CPT", CodeSystem.HCPCS: "HCPCS", CodeSystem.NDC: "NDC"}
    return ", ".join(f"{labels.get(code.system, 'ICD')} {code.code}" for code in codes)


def _dates(dates: RequestDates | None) -> str:
    if dates is None:
        return ""
    if dates.first is not None and dates.last is not None:
        return f"DOS {_day(dates.first)} - {_day(dates.last)}"
    return "DOS " + ", ".join(_day(day) for day in dates.days)


def _day(day: object) -> str:
    return f"{day:%m/%d/%Y}"
