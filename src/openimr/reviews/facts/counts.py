"""Takes the numbers of sessions: before the request, requested, and certified by utilization review.

A number that grows with time is told by its last page; numbers that cannot both hold stay side by side. Notes of single
sessions prove that there were some, and do not say how many: they give no number here.

Source: ``casefile/fact_of_finding.yaml``; house rule that an unknown number of prior sessions is unknown, not zero.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from openimr.casefile.model import FindingKind, Mode
from openimr.casefile.timeline.grounds import Seen
from openimr.cases.terms import UrAction
from openimr.cases.utilization import Amount, UrTreatment
from openimr.citations import Pin
from openimr.guidelines.criteria.facts import FactSource, Number, number
from openimr.guidelines.criteria.known import known_facts
from openimr.guidelines.criteria.units import convert, unit_named
from openimr.guidelines.governing import services_of
from openimr.reviews.facts.material import Asking, Material, is_of_review, plain
from openimr.reviews.facts.said import Said, said
from openimr.reviews.facts.sheets import FactRow, discipline_of_service
from openimr.treatments.headings import requests_in
from openimr.treatments.request import TreatmentRequest
from openimr.treatments.services import all_services

__all__ = ["certified", "requested", "sessions", "sessions_for_the_injury"]

_SESSION = "session"
_SENTENCE_END = re.compile(r"[.;](?=\s)")
_GIVEN = (Mode.STATED, Mode.HISTORICAL)
_ASKED = (Mode.PLANNED, Mode.STATED)
_CERTIFYING = frozenset({UrAction.APPROVED.value, UrAction.MODIFIED.value})


def sessions(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The sessions of the service before the request, as each page counts them."""
    del row  # every page that counts sessions is asked
    for told in _last_told(asking, material):
        yield said(number(_count(told), _SESSION), told, body=told.finding.part or None)


def sessions_for_the_injury(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The sessions that a page counts for the whole injury, in so many words."""
    for told in _last_told(asking, material):
        words = _sentence(material, told)
        if any(quote in words for quote in row.quotes):
            yield said(number(_count(told), _SESSION), told)


def _last_told(asking: Asking, material: Material) -> tuple[Seen, ...]:
    """What pages count of the first discipline asked for that any page counts, without what a later page goes on."""
    counted = [
        one
        for one in material.by_kind.get(FindingKind.SESSIONS, ())
        if one.finding.mode in _GIVEN and one.finding.count is not None and asking.is_before(one)
    ]
    for discipline in asking.disciplines:
        told = [one for one in counted if discipline_of_service(one.finding.code) == discipline]
        if told:
            return (*_standing(one for one in told if not is_of_review(one)), *filter(is_of_review, told))
    return ()


def _standing(records: Iterable[Seen]) -> list[Seen]:
    """Those that no later page goes on counting: a higher number, for the same part, on a later day."""
    told = list(records)
    numbers: dict[tuple[dt.date, str], float] = {}
    for one in told:
        if one.on is not None:
            place = (one.on, one.finding.part)
            numbers[place] = max(numbers.get(place, 0.0), _count(one))
    later: dict[str, float] = {}
    after: dict[tuple[dt.date, str], float] = {}
    for day, part in sorted(numbers, reverse=True):
        after[day, part] = later.get(part, 0.0)
        later[part] = max(after[day, part], numbers[day, part])
    return [one for one in told if one.on is None or after[one.on, one.finding.part] <= _count(one)]


def _count(seen: Seen) -> float:
    return seen.finding.count or 0.0


def _sentence(material: Material, seen: Seen) -> str:
    """The sentence around a finding, in small letters."""
    text, span = material.case_file.page(seen.finding.pin.page).text, seen.finding.pin.span
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, span.start)]
    stop = _SENTENCE_END.search(text, span.end)
    return " ".join(text[ends[-1] if ends else 0 : stop.start() if stop else len(text)].lower().split())


def certified(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """What utilization review certified of the request: as the filing gives it, and as its letter says otherwise.

    None of it where the whole request was denied. A letter about several treatments of one discipline does not say
    which of them a number in it is for. What is counted in no unit of the fact, such as tablets, gives none.
    """
    ur = asking.ur
    if ur is None or _amount(row, Amount(value=0.0, unit=_unit_of(ur, asking.request)), asking.request) is None:
        return
    own = _amount(row, _certified_amount(ur, asking.request), asking.request)
    letter = [one for one in material.of(row) if _is_in_letter(one, asking)]
    same = [one for one in letter if own is not None and _certified_by(one) == own.amount]
    if own is not None:
        yield Said(own, FactSource.UR_DECISION, tuple(plain(one.finding.pin) for one in same))
    if _is_only_one(ur, material):
        others = [one for one in letter if _certified_by(one) is not None and one not in same]
        yield from (said(number(_certified_by(one) or 0.0, _SESSION), one) for one in others)


def _certified_amount(ur: UrTreatment, request: TreatmentRequest) -> Amount | None:
    match ur.action:
        case UrAction.DENIED:
            return Amount(value=0.0, unit=_unit_of(ur, request))
        case UrAction.APPROVED:
            return ur.certified or ur.asked
        case _:
            return ur.certified


def _unit_of(ur: UrTreatment, request: TreatmentRequest) -> str:
    """What is counted of the service that is requested; empty where nothing says."""
    stated = ur.certified or ur.asked
    worded = request.quantity.unit if request.quantity else None
    service = all_services().get(request.service.code or "")
    return stated.unit if stated else worded or (service.unit if service else "")


def _is_in_letter(seen: Seen, asking: Asking) -> bool:
    return is_of_review(seen) and asking.is_of_request(seen.finding)


def _certified_by(seen: Seen) -> float | None:
    """How many sessions a sentence of the letter certifies, none where it denies; not known without a number."""
    if seen.finding.name == UrAction.DENIED.value:
        return 0.0
    return seen.finding.count if seen.finding.name in _CERTIFYING else None


def _is_only_one(ur: UrTreatment, material: Material) -> bool:
    """Whether the decision is about one treatment of this discipline."""
    decision = material.filing.ur_decision
    rows = decision.treatments if decision else ()
    own = _disciplines_of(ur.wording)
    return sum(not own.isdisjoint(_disciplines_of(row.wording)) for row in rows) <= 1


def _disciplines_of(wording: str) -> frozenset[str]:
    codes = (request.service.code for request in requests_in(wording))
    return frozenset(discipline_of_service(code) for code in codes if code)


def requested(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """How many the request for authorization of that day asks for, and how many the decision says were asked for."""
    for one in material.of(row, *_ASKED):
        is_form = one.kind in row.documents and one.written_on == asking.on
        if is_form and asking.is_of_request(one.finding) and one.finding.count is not None and _is_named(row, one):
            value = _amount(row, Amount(value=one.finding.count, unit=one.finding.unit or _SESSION), asking.request)
            if value is not None:
                yield said(value, one)
    if asking.ur is not None and asking.ur.asked is not None and asking.request.drug is None:
        value = _amount(row, asking.ur.asked, asking.request)
        if value is not None:
            yield Said(value, FactSource.UR_DECISION, _pins_of_asked(asking, material, value))


def _is_named(row: FactRow, seen: Seen) -> bool:
    """Whether the words quoted say what is counted; on a form, a bare quantity may be of another line."""
    quote = " ".join(seen.finding.pin.quote.lower().split())
    return any(word in quote for word in (*row.quotes, seen.finding.name.lower()))


def _pins_of_asked(asking: Asking, material: Material, value: Number) -> tuple[Pin, ...]:
    found = (*material.by_kind.get(FindingKind.REQUEST, ()), *material.by_kind.get(FindingKind.UR_ACTION, ()))
    return tuple(
        plain(one.finding.pin) for one in found if _is_in_letter(one, asking) and one.finding.count == value.amount
    )


def _amount(row: FactRow, amount: Amount | None, request: TreatmentRequest) -> Number | None:
    """An amount in the unit of the fact, or one that it may be counted in; ``None`` where it is counted in none."""
    known = known_facts()[row.fact]
    unit = unit_named(amount.unit) if amount else None
    if amount is None or unit is None or known.unit is None:
        return None
    made = convert(amount.value, unit, known.unit, services=services_of(request))
    if made is not None:
        return number(made.amount, known.unit)
    return number(amount.value, unit) if unit in known.also else None
