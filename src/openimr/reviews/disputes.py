"""Lays each disputed treatment beside the guidelines in force, with the facts of the case, and says what is missing.

The MTUS that governs comes first; then the law, then what the search goes on to. Nothing here decides.

Source: Labor Code 4610.5(c)(2); 8 CCR 9792.21.1 (order of search); design, sections 1 and 4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from openimr.casefile.model import Finding, FindingKind
from openimr.cases.filing import DisputedTreatment, Filing
from openimr.cases.utilization import UrTreatment
from openimr.citations import Pin
from openimr.guidelines.application import Answer, Application
from openimr.guidelines.applying import apply
from openimr.guidelines.criteria.known import FactKind, fact_words, known_facts
from openimr.guidelines.fact_names import all_fact_names
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Scope, TriggerDates
from openimr.reviews.facts import Asking, Material, conditions_told, facts_in, material_of, mentions
from openimr.reviews.overview import Dispute, Missing, MissingKind
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.anatomy import are_related
from openimr.treatments.headings import requests_in
from openimr.treatments.request import TreatmentRequest

__all__ = ["disputes_of", "request_day"]

_RANKS = {
    scope: rank
    for rank, scope in enumerate((Scope.MTUS, Scope.LAW, Scope.SECOND_STEP, Scope.THIRD_STEP, Scope.SUPPORT))
}
_BY_SERVICE = frozenset(
    (
        FindingKind.TREATMENT,
        FindingKind.SESSIONS,
        FindingKind.REQUEST,
        FindingKind.RESPONSE,
        FindingKind.UR_ACTION,
        FindingKind.MEDICATION,
    )
)
"""Kinds of findings that speak of a treatment where they name its service or drug."""
_BY_PART = frozenset((FindingKind.DIAGNOSIS, FindingKind.PAIN, FindingKind.INJURY, FindingKind.TREATMENT))
"""Kinds of findings that speak of a treatment where they name its part of the body."""


def disputes_of(whole: WholeCase, *, on: dt.date) -> tuple[Dispute, ...]:
    """Each disputed treatment of the filing, in the order of the form, as guidelines and facts stand on the day ``on``.

    ``on`` is the day of the review; the guidelines that govern by the day of the request do so by :func:`request_day`.
    """
    material = material_of(whole)
    return tuple(_dispute(treatment, material, on) for treatment in whole.filing.disputed_treatments)


def request_day(filing: Filing) -> dt.date:
    """The day of the request: the date on the request for authorization, else that of the decision, else of receipt."""
    decision, form = filing.ur_decision, filing.application
    known = (decision.requested_on, decision.decided_on) if decision else ()
    return next((day for day in (*known, form.ur_decided_on) if day is not None), form.received_on)


def _dispute(treatment: DisputedTreatment, material: Material, on: dt.date) -> Dispute:
    wording, ur = treatment.listed.wording, treatment.ur
    requests = requests_in(wording)
    day = request_day(material.filing)
    own = ur if len(requests) == 1 else _shared(ur)
    applications = tuple(_application(request, own, material, day, on) for request in requests)
    return Dispute(
        number=treatment.number,
        wording=wording,
        action=ur.action if ur else None,
        ur=ur,
        requests=requests,
        applications=applications,
        missing=_missing(applications, material),
        findings=tuple(_findings(requests, ur, material, day)),
    )


def _shared(ur: UrTreatment | None) -> UrTreatment | None:
    """What utilization review did with several requests of one wording: its numbers are of none of them alone."""
    return msgspec.structs.replace(ur, asked=None, certified=None) if ur else None


def _application(
    request: TreatmentRequest, ur: UrTreatment | None, material: Material, day: dt.date, on: dt.date
) -> Application:
    dates = TriggerDates(
        request=day,
        service=min(ur.served_on) if ur and ur.served_on else None,
        dispense=ur.dispensed_on if ur else None,
        review=on,
    )
    facts = facts_in(material, request, ur=ur, on=day)
    return apply(request, facts, on=day, dates=dates, recommendations=recommendations())


def _missing(applications: Sequence[Application], material: Material) -> tuple[Missing, ...]:
    """Every fact that could change an answer, once, those of the first guideline in the order of importance first."""
    asked: dict[str, list[Answer]] = {}
    answers = [answer for application in applications for answer in application.answers]
    for answer in sorted(answers, key=lambda it: _RANKS[it.scope]):
        for name in answer.would_change:
            asked.setdefault(name, []).append(answer)
    return tuple(_lacking(name, found, applications, material) for name, found in asked.items())


def _lacking(name: str, answers: Sequence[Answer], applications: Sequence[Application], material: Material) -> Missing:
    """What is missing of one fact; what contradicts itself, or stands in the decision alone, is pinned.

    So is where a page has the words of a condition of which no finding tells.
    """
    is_contradicted = any(name in application.contradicted for application in applications)
    pins, words = tuple(_pins(name, applications)), _words(name, answers[0])
    if not pins and (places := mentions(material, name)):
        pins, words = places, f"{words}; the words quoted may tell it"
    return Missing(
        fact=name,
        words=words,
        kind=MissingKind.CONTRADICTED if is_contradicted else MissingKind.NOT_DOCUMENTED,
        recommendations=tuple(dict.fromkeys(answer.id for answer in answers)),
        pins=pins,
    )


def _pins(name: str, applications: Sequence[Application]) -> Iterator[Pin]:
    pins = (pin for application in applications for fact in application.facts if fact.name == name for pin in fact.pins)
    yield from dict.fromkeys(pins)


def _words(name: str, answer: Answer) -> str:
    """A fact in plain words: its own in the rulebook, else the test that the recommendation asks for by this name."""
    if name in known_facts():
        return fact_words(name)
    if name in conditions_told():
        return conditions_told()[name]
    row = all_fact_names().get(f"{answer.id}.{name}") or all_fact_names().get(name)
    words = row.means.rstrip(".") if row is not None and row.kind is FactKind.YES_NO else fact_words(name)
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _findings(
    requests: Sequence[TreatmentRequest], ur: UrTreatment | None, material: Material, day: dt.date
) -> Iterator[Finding]:
    """The findings that name the service, the drug or the part of the body that is asked for."""
    received_on = material.filing.application.received_on
    askings = [Asking(request=request, ur=ur, on=day, received_on=received_on) for request in requests]
    for seen in material.grounds.seen:
        if any(_speaks(seen.finding, asking) for asking in askings):
            yield seen.finding


def _speaks(finding: Finding, asking: Asking) -> bool:
    if finding.kind in _BY_SERVICE and _is_named(finding, asking):
        return True
    return finding.kind in _BY_PART and bool(finding.part) and _is_near(finding.part, asking.parts)


def _is_named(finding: Finding, asking: Asking) -> bool:
    """Whether a finding names what is asked for, in any of its readings."""
    return asking.is_of_request(finding) or finding.code in asking.request.service.alternatives


def _is_near(part: str, parts: Iterable[str]) -> bool:
    return any(are_related(part, other) for other in parts)
