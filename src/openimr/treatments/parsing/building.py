"""Puts the marks of one request together to a :class:`TreatmentRequest`.

Source: target record and parsing rules of request-grammar.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from openimr.citations import Span
from openimr.treatments.anatomy import Side as AnatomySide
from openimr.treatments.parsing.assigning import Places, place_sides
from openimr.treatments.parsing.attesting import unverified_words, verification_of
from openimr.treatments.parsing.code_table import guidance_by_code
from openimr.treatments.parsing.context import tell_certified
from openimr.treatments.parsing.dates import is_of_document
from openimr.treatments.parsing.drugs import prescribe
from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.parsing.imaging import find_contrast
from openimr.treatments.parsing.kinds import named_apart
from openimr.treatments.parsing.levels import BY_LEVEL, with_lost_dashes
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Head, LevelMark, Mark, Marks, Part, Word
from openimr.treatments.parsing.measuring import Measured, measure
from openimr.treatments.parsing.purposes import find_purpose
from openimr.treatments.parsing.reviewing import review
from openimr.treatments.parsing.splitting import Segment
from openimr.treatments.request import (
    Acquisition,
    BodySite,
    Code,
    Contrast,
    FlagKind,
    Guidance,
    Level,
    Modifier,
    Region,
    RequestDates,
    Service,
    Setting,
    Side,
    TimeSpan,
    TreatmentRequest,
)
from openimr.treatments.services import all_services

__all__ = ["build"]

_REGIONS_OF_SPINE = frozenset({"neck", "thoracic_spine", "lumbar_spine", "back"})
_REGIONS = {"C": Region.CERVICAL, "T": Region.THORACIC, "L": Region.LUMBAR, "S": Region.SACRAL}
_SURGICAL = frozenset({Modifier.ASSOCIATED, Modifier.POSTOPERATIVE, Modifier.PREOPERATIVE})
_BY_ITSELF = {
    (Kind.GUIDANCE, "fluoroscopy"): "fluoroscopy",
    (Kind.GUIDANCE, "ultrasound"): "diagnostic_ultrasound",
    (Kind.SEDATION, ""): "anaesthesia",
    (Kind.LABEL, "compound"): "compounded_medication",
    (Kind.LABEL, "refer"): "consultation",
    (Kind.FORM, "cream"): "topical_analgesics",
    (Kind.FORM, "gel"): "topical_analgesics",
    (Kind.FORM, "ointment"): "topical_analgesics",
    (Kind.ACCESSORY, ""): "durable_medical_equipment",
    (Kind.MANNER, "arthroscopic"): "arthroscopy",
}
_ONLY_WITH_SURGERY = frozenset({"assistant_surgeon", "pre_operative_clearance"})
_NAMED_BY_PART = frozenset({"hand_therapy", "occupational_therapy"})
_FEATURE_UNITS = frozenset({"view", "level", "panel"})
# A "leg rest" is for no leg, and a "hand-held" shower for no hand.
_HOLDING_PARTS = frozenset({Kind.ACCESSORY, Kind.MANNER})
_JOINING = frozenset({",", ";", "and", "&", "/", "+", "with", "w", "plus"})
_NOT_SERVICE_DAYS = 3
_LONGEST_NAME = 3


def build(marks: Marks, segment: Segment, text: str) -> TreatmentRequest:
    """The request that one stretch of a wording makes."""
    flags = Flags()
    heads = named_apart(marks, segment.heads or _by_itself(marks))
    head = heads[0] if heads else None
    spans: dict[str, Span] = {}
    find_contrast(marks, heads, segment.end)
    words = _first_words(marks, spans)
    modifiers = _modifiers(marks, segment, spans)
    places = _places(marks, segment, heads)
    levels = _levels(marks, places)
    service = _service(marks, segment, heads, words)
    accessories = _accessories(marks, segment, spans)
    tell_certified(marks, flags)
    drug = None
    measured = measure(marks, head, flags, places=_injections(head, levels))
    if head is not None and head.drug is not None:
        drug, quantity = prescribe(marks, segment, heads, flags)
        measured.quantity = quantity
    dates = _dates(marks)
    request = TreatmentRequest(
        raw=_raw(marks, segment, text),
        service=service,
        modifiers=modifiers,
        quantity=measured.quantity,
        frequency=None if drug and drug.sig else measured.frequency,
        duration=measured.duration,
        days=measured.days,
        weekly=measured.weekly,
        full_days=measured.full_days,
        timing=measured.timing,
        body=_body(marks, places),
        levels=levels,
        guidance=_guidance(marks, words, spans),
        sedation=words.get("sedation"),
        contrast=Contrast(words["contrast"]) if "contrast" in words else None,
        setting=Setting(words["setting"]) if "setting" in words else None,
        acquisition=_acquisition(marks, words, flags),
        acquisition_duration=_rented_for(words, measured),
        drug=drug,
        codes=tuple(
            Code(system=mark.system, code=mark.code, span=marks.tokens.span(mark.start, mark.end))
            for mark in marks.codes
        ),
        dates=dates,
        retrospective=Modifier.RETROSPECTIVE in modifiers
        or (dates is not None and Modifier.PROSPECTIVE not in modifiers),
        depends_on=_depends_on(segment, service, modifiers),
        accessories=accessories,
        features=_features(marks, spans),
        specialty=words.get("specialty") if _has_specialty(service) else None,
        purpose=find_purpose(marks, segment, spans),
        unverified_words=unverified_words(marks, spans),
        span=_span(marks, segment),
        spans=spans if _has_specialty(service) else _without(spans, "specialty"),
    )
    review(request, marks, segment, places, flags)
    return msgspec.structs.replace(request, flags=tuple(flags.raised), confidence=flags.confidence())


def _places(marks: Marks, segment: Segment, heads: list[Head]) -> Places:
    """The parts of the body and the levels that the request is for, each with its side."""
    marks.parts = _own_parts(marks, segment, heads)
    marks.levels = with_lost_dashes(marks, heads[0].service if heads else None)
    return place_sides(marks)


def _own_parts(marks: Marks, segment: Segment, heads: list[Head]) -> list[Part]:
    """The parts without those that only name the service ("spinal cord stimulator") or are said nearer besides.

    The hand of "hand therapy" is no part to be treated where another is named; "nasal" is how a drug is given; the
    chest of an x-ray that belongs to a clearance is none of the clearance.
    """
    if not marks.parts:
        return []
    if heads and heads[0].drug is not None:
        routes = _tokens_of([word for word in marks.words if word.kind is Kind.ROUTE])
        return [part for part in marks.parts if part.start not in routes]
    held = _tokens_of([*segment.held, *(word for word in marks.words if word.kind in _HOLDING_PARTS)])
    named = _tokens_of(marks.heads)
    has_region = any(part.part in _REGIONS_OF_SPINE for part in marks.parts)
    names_part = bool(heads) and heads[0].service in _NAMED_BY_PART and len(marks.parts) > 1
    return [
        part
        for part in marks.parts
        if part.start not in held
        and not (part.part == "spine" and (has_region or part.start in named))
        and not (names_part and part.part != "spine" and part.start in named)
    ]


def _tokens_of(marks: Sequence[Mark]) -> set[int]:
    """All tokens that the marks take up."""
    return {at for mark in marks for at in range(mark.start, mark.end)}


def _depends_on(segment: Segment, service: Service, modifiers: tuple[Modifier, ...]) -> str | None:
    """What the request falls with: an implant with its trial, an associated service with the surgery."""
    if segment.step == "implant":
        return "trial"
    return "surgery" if _SURGICAL & set(modifiers) or service.code in _ONLY_WITH_SURGERY else None


def _without(spans: dict[str, Span], key: str) -> dict[str, Span]:
    spans.pop(key, None)
    return spans


def _span(marks: Marks, segment: Segment) -> Span | None:
    """The stretch of the request, without the separators at its ends."""
    words = marks.tokens.words
    start, end = segment.start, segment.end
    while end > start and words[end - 1] in _JOINING:
        end -= 1
    return marks.tokens.span(start, end) if end > start else None


def _raw(marks: Marks, segment: Segment, text: str) -> str:
    span = _span(marks, segment)
    return span.quote(text) if span else ""


def _by_itself(marks: Marks) -> list[Head]:
    """What is asked for where only a word stands that as a rule goes with a service: "Fluoroscopy"."""
    unknown = _unknown_drug(marks)
    if unknown is not None:
        return [unknown]
    for word in marks.words:
        service = _BY_ITSELF.get((word.kind, word.value)) or _BY_ITSELF.get((word.kind, ""))
        if service:
            return [Head(word.start, word.end, service)]
    return []


def _unknown_drug(marks: Marks) -> Head | None:
    """A drug that no sheet holds: the words before its strength."""
    strength = next((mark for mark in marks.strengths if mark.unit in {"mg", "mcg"}), None)
    if strength is None:
        return None
    words = marks.tokens.words
    start = strength.start
    while start > 0 and words[start - 1].isalpha() and strength.start - start < _LONGEST_NAME:
        start -= 1
    if start == strength.start:
        return None
    return Head(start, strength.start, "medication", "", name=" ".join(words[start : strength.start]))


def _service(marks: Marks, segment: Segment, heads: list[Head], words: dict[str, str]) -> Service:
    if not heads:
        return Service()
    head = heads[0]
    code = _code(marks, segment, head, words)
    entry = all_services()[code]
    together = [head.service for head in heads] if len(heads) > 1 else list(entry.consists_of)
    alternatives = [other.service for other in segment.alternatives if other.service != head.service]
    return Service(
        code=code,
        category=entry.category,
        words=" ".join(marks.tokens.words[head.start : head.end]),
        alternatives=tuple(dict.fromkeys(alternatives)),
        combined=() if head.drug else tuple(dict.fromkeys(together)),
        verification=verification_of(marks, head),
        span=marks.tokens.span(head.start, head.end),
    )


def _code(marks: Marks, segment: Segment, head: Head, words: dict[str, str]) -> str:
    """The service; a drug in a cream is a topical, whatever it is by mouth, and a mixture of drugs a compound."""
    if head.service == "physical_therapy" and words.get("setting") == "home":
        return "home_physical_therapy"
    if segment.is_compound:
        return "compounded_medication"
    if head.drug is not None:
        is_share = any(mark.unit == "%" for mark in marks.strengths)
        is_spread = any(word.kind is Kind.FORM and word.value in _SPREAD for word in marks.words)
        if is_spread and (is_share or "topical" in marks.tokens.words):
            return "topical_analgesics"
    return head.service


_SPREAD = frozenset({"cream", "gel", "ointment", "lotion"})


def _has_specialty(service: Service) -> bool:
    return service.category == "evaluation_and_management" or service.code == "pre_operative_clearance"


def _first_words(marks: Marks, spans: dict[str, Span]) -> dict[str, str]:
    """The first word of each kind that is given once: guidance, sedation, contrast, setting, acquisition, specialty."""
    found: dict[str, str] = {}
    for word in marks.words:
        kind = word.kind.value
        if kind in _ONCE and kind not in found:
            found[kind] = word.value
            spans[kind] = marks.tokens.span(word.start, word.end)
    return found


# A tuple is searched by identity, which is sooner than the hash of a member of an enumeration.
_FEATURES = (Kind.FEATURE, Kind.BRAND, Kind.MANNER)
_ONCE = frozenset({"guidance", "sedation", "contrast", "setting", "acquisition", "specialty"})


def _modifiers(marks: Marks, segment: Segment, spans: dict[str, Span]) -> tuple[Modifier, ...]:
    found: dict[Modifier, Word] = {}
    for word in marks.words:
        if word.kind is Kind.MODIFIER:
            found.setdefault(Modifier(word.value), word)
        elif word.kind is Kind.LABEL and word.value == "refills" and _leads(marks, word):
            found.setdefault(Modifier.REFILL, word)
    if segment.step == "implant":
        found.pop(Modifier.TRIAL, None)
    for number, word in enumerate(found.values()):
        spans[f"modifiers[{number}]"] = marks.tokens.span(word.start, word.end)
    return tuple(found)


def _leads(marks: Marks, word: Word) -> bool:
    """Whether the word stands before all that is asked for."""
    return bool(marks.heads) and word.end <= marks.heads[0].start


def _body(marks: Marks, places: Places) -> tuple[BodySite, ...]:
    """The parts of the body; a left and a right one of the same part are both."""
    found: dict[str, tuple[Part, AnatomySide | None]] = {}
    for part in places.parts:
        before = found.get(part.part)
        if before is None:
            found[part.part] = (part, part.side)
        elif part.side is not None and before[1] is not part.side:
            found[part.part] = (before[0], AnatomySide.BILATERAL if before[1] is not None else part.side)
    return tuple(
        BodySite(part=name, side=Side(side.value) if side else None, span=marks.tokens.span(part.start, part.end))
        for name, (part, side) in found.items()
    )


def _levels(marks: Marks, places: Places) -> tuple[Level, ...]:
    found: dict[tuple[str, str | None], tuple[LevelMark, AnatomySide | None]] = {}
    for mark in places.levels:
        for level in mark.levels:
            before = found.get(level)
            if before is not None and mark.side is not None and before[1] not in {None, mark.side}:
                found[level] = (before[0], AnatomySide.BILATERAL)
            else:
                found.setdefault(level, (mark, mark.side))
    return tuple(
        Level(
            region=_REGIONS[first[0]],
            from_=first,
            to=last,
            side=Side(side.value) if side else None,
            span=marks.tokens.span(mark.start, mark.end),
        )
        for (first, last), (mark, side) in found.items()
    )


def _injections(head: Head | None, levels: tuple[Level, ...]) -> int:
    """How many injections levels and sides come to; 0 for services that are not given level by level."""
    if head is None or head.service not in BY_LEVEL:
        return 0
    return sum(2 if level.side is Side.BILATERAL else 1 for level in levels)


def _acquisition(marks: Marks, words: dict[str, str], flags: Flags) -> Acquisition | None:
    """How equipment is had; both ways are none that could be decided on."""
    if "acquisition" not in words:
        return None
    ways = {word.value for word in marks.words if word.kind is Kind.ACQUISITION}
    if len(ways) > 1:
        flags.add(FlagKind.UNDERSPECIFIED, "Rental and purchase are both named.", *sorted(ways))
        return None
    return Acquisition(words["acquisition"])


def _rented_for(words: dict[str, str], measured: Measured) -> TimeSpan | None:
    return measured.duration if words.get("acquisition") == "rental" else None


def _guidance(marks: Marks, words: dict[str, str], spans: dict[str, Span]) -> Guidance | None:
    """How a needle is guided, by the words or else by a code."""
    if "guidance" in words:
        return Guidance(words["guidance"])
    for mark in marks.codes:
        guidance = guidance_by_code(mark.code)
        if guidance is not None:
            spans["guidance"] = marks.tokens.span(mark.start, mark.end)
            return guidance
    return None


def _accessories(marks: Marks, segment: Segment, spans: dict[str, Span]) -> tuple[str, ...]:
    """What comes with the service, as the vocabulary words it; services that are part of another by their id."""
    found: dict[str, Span] = {}
    is_drug = bool(marks.heads) and marks.heads[0].drug is not None
    for word in marks.words:
        if word.kind is Kind.ACCESSORY and not is_drug:
            start, end = _with_period(marks, word)
            is_plain = (start, end) == (word.start, word.end) and not marks.tokens.words[start][0].isdigit()
            name = word.value if is_plain else " ".join(marks.tokens.words[start:end])
            found.setdefault(name, marks.tokens.span(start, end))
    for head in segment.held:
        found.setdefault(head.service, marks.tokens.span(head.start, head.end))
    for number, span in enumerate(found.values()):
        spans[f"accessories[{number}]"] = span
    return tuple(found)


def _with_period(marks: Marks, word: Word) -> tuple[int, int]:
    """The stretch of an accessory with its period: "2 month supplies", "supplies per month"."""
    start, end = word.start, word.end
    for rate in marks.rates:
        if end == rate.start or start == rate.end:
            marks.rates = [other for other in marks.rates if other is not rate]
            return min(start, rate.start), max(end, rate.end)
    for stretch in marks.stretches:
        if stretch.end == start:
            marks.stretches = [other for other in marks.stretches if other is not stretch]
            return stretch.start, end
    return start, end


def _features(marks: Marks, spans: dict[str, Span]) -> tuple[str, ...]:
    found: dict[str, Span] = {}
    for word in marks.words:
        if word.kind in _FEATURES or (word.kind is Kind.LABEL and word.value == "permanent"):
            found.setdefault(word.value, marks.tokens.span(word.start, word.end))
    for count in marks.counts:
        if count.unit in _FEATURE_UNITS:
            name = f"{count.most:g} {count.unit}{'s' if count.most > 1 else ''}"
            found.setdefault(name, marks.tokens.span(count.start, count.end))
    if marks.heads and marks.heads[0].service.endswith("_injection"):
        for mark in marks.strengths:
            found.setdefault(mark.words, marks.tokens.span(mark.start, mark.end))
    for number, span in enumerate(found.values()):
        spans[f"features[{number}]"] = span
    return tuple(found)


def _dates(marks: Marks) -> RequestDates | None:
    """The days of service; days of reports, injuries and the like are none."""
    others = [word.end for word in marks.words if word.kind is Kind.LABEL and word.value == "not_service"]
    dates = [
        mark
        for mark in marks.dates
        if not is_of_document(marks.tokens, mark)
        and not any(0 <= mark.start - end < _NOT_SERVICE_DAYS for end in others)
    ]
    if not dates:
        return None
    span = marks.tokens.span(dates[0].start, dates[-1].end)
    if len(dates) == 2 and dates[1].ends_range:
        first, last = sorted((dates[0].day, dates[1].day))
        return RequestDates(first=first, last=last, span=span)
    return RequestDates(days=tuple(dict.fromkeys(mark.day for mark in dates)), span=span)
