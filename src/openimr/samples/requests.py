"""Invents what is asked for: a treatment, where, how often and for how long, and how the request is worded."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from openimr.determinations.model import Outcome
from openimr.samples.case import Case, Site
from openimr.samples.tables import Service, services, wordings

__all__ = ["Prior", "Request", "invent_requests", "regions_for"]


@dataclass(frozen=True, slots=True)
class Prior:
    """What came before: ``kind`` is ``known``, ``unknown`` or ``none``; ``count`` is 0 unless known."""

    kind: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the service, its site, what it counts, and both wordings of it.

    ``words`` are the slots that sentences about it are filled with; ``part`` is the number of visits that utilization
    review certified or the determination allows, 0 where there is none.
    """

    service: Service
    site: Site
    outcome: Outcome
    count: int
    per_week: int
    weeks: int
    part: int
    prior: Prior
    heading: str
    phrase: str
    words: dict[str, str]

    def fits(self, wanted: str) -> bool:
        """Whether ``wanted``, names with bars between them, holds the service, its family or what it counts."""
        return _is_wanted(self.service, wanted)

    @property
    def conditions(self) -> frozenset[str]:
        """The names of the kinds of sentences that fit this request."""
        prior, total, trial = self.prior, self.service.total, self.service.trial
        found = {"", prior.kind}
        if prior.kind == "known" and prior.count + self.count > total:
            found.add("known-exceeds")
        if prior.kind == "none" and self.count > trial:
            found.add("none-exceeds-trial")
        return frozenset(found)


# How many of all requests are of each kind, out of 100; as IMR counts services, roughly.
_SHARES = {
    "medication": 34,
    "therapy": 22,
    "testing": 12,
    "equipment": 9,
    "injection": 8,
    "consultation": 5,
    "behavioural": 5,
    "surgery": 4,
    "perioperative": 3,
    "program": 4,
    "homecare": 3,
}
_NUMBERS = {"rental": (1, 2, 3), "days": (10, 20), "months": (3, 6, 12), "hours": (4, 8, 12, 20)}
_OVERTURNED = 0.12
_PARTLY = 0.08


def regions_for(rng: Random, first: tuple[str, ...]) -> tuple[str, ...]:
    """Parts of the body that a case must be about so that the services in ``first`` can be asked for."""
    found: list[str] = []
    for wanted in first:
        named = [service for service in services() if _is_wanted(service, wanted)]
        regions = sorted({region for service in named for region in (service.regions or ("lumbar",))})
        if named and not found:
            found.append(rng.choice(regions))
    return tuple(found)


def _is_wanted(service: Service, wanted: str) -> bool:
    """Whether ``wanted``, names with bars between them, holds the service, its family or what it counts."""
    return not {service.id, service.family, service.plan}.isdisjoint(wanted.split("|"))


def _fits(service: Service, here: set[str]) -> bool:
    if service.family == "behavioural":
        return "psyche" in here
    if service.needs:
        return service.needs in here
    return not service.regions or not here.isdisjoint(service.regions)


def invent_requests(rng: Random, case: Case, *, count: int, first: tuple[str, ...] = ()) -> tuple[Request, ...]:
    """``count`` requests for different services; the first ones are of the families or services named in ``first``."""
    here = {site.region.id for site in case.sites}
    fitting = [service for service in services() if _fits(service, here)]
    chosen: list[Service] = []
    for wanted in first:
        among = [service for service in fitting if _is_wanted(service, wanted) and service not in chosen]
        if among:
            chosen.append(rng.choice(among))
    rest = [service for service in fitting if service not in chosen]
    families = {service.family for service in rest}
    weights = {family: share for family, share in _SHARES.items() if family in families}
    while len(chosen) < count and rest:
        family = rng.choices(list(weights), list(weights.values()))[0]
        among = [service for service in rest if service.family == family]
        if not among:
            del weights[family]
            continue
        service = rng.choice(among)
        chosen.append(service)
        rest.remove(service)
    outcomes = [_outcome(rng, service, case) for service in chosen]
    return tuple(_request(rng, case, service, outcome) for service, outcome in zip(chosen, outcomes, strict=True))


def _outcome(rng: Random, service: Service, case: Case) -> Outcome:
    chance = rng.random()
    if chance >= _OVERTURNED:
        return Outcome.UPHELD
    if case.layout == "L1" and service.plan == "visits" and chance < _OVERTURNED * _PARTLY * 4:
        return Outcome.PARTIALLY_OVERTURNED
    return Outcome.OVERTURNED


def _request(rng: Random, case: Case, service: Service, outcome: Outcome) -> Request:
    site = _site_of(rng, case, service)
    prior, per_week, weeks, part = _amounts(rng, service, outcome)
    count = per_week * weeks
    has_site = bool(service.regions) and site.site != ""
    number = _number(rng, service)
    words = {
        "name": service.name,
        "Name": service.name[0].upper() + service.name[1:],
        "f": str(per_week),
        "w": str(weeks if service.plan != "hours" else rng.choice((4, 6, 8))),
        "count": str(count),
        "site": f", {site.site}" if has_site else "",
        "for_site": f" for the {site.site}" if has_site else "",
        "of_site": f" {'of' if service.of else 'for'} the {site.site}" if has_site else "",
        "level": site.level,
        "strength": rng.choice(service.strengths) if service.strengths else "",
        "n": str(number),
        "part": str(part),
        "prior": str(prior.count),
        "Prior": str(prior.count),
        "total": str(service.total),
        "trial": str(service.trial),
        "measure": service.measure,
        "patient": case.style.patient,
        "Patient": case.style.patient[0].upper() + case.style.patient[1:],
        "complaint": site.complaint,
        "finding": site.findings[0],
        "visit": case.style.day(case.visits[1]),
    }
    wording = wordings()[service.plan]
    headings = wording.heading
    if prior.kind == "none":
        headings = tuple(heading for heading in headings if not heading.startswith("Additional"))
    heading = rng.choice(headings).format_map(words)
    phrase = words["phrase"] = rng.choice(wording.phrase).format_map(words)
    heading = heading.upper() if case.style.is_upper else heading[0].upper() + heading[1:]
    return Request(service, site, outcome, count, per_week, weeks, part, prior, heading, phrase, words)


def _number(rng: Random, service: Service) -> int:
    """How many units, months, days or hours a request that is not counted in visits asks for."""
    return rng.choice(service.counts or _NUMBERS.get(service.plan, (1,)))


def _site_of(rng: Random, case: Case, service: Service) -> Site:
    """The site that a service is for; the one that it rests on where it names none."""
    if service.family == "behavioural":
        return case.sites[-1]
    needed = service.regions or ((service.needs,) if service.needs else ())
    among = [site for site in case.sites if site.region.id in needed] if needed else [case.sites[0]]
    return rng.choice(among)


def _amounts(rng: Random, service: Service, outcome: Outcome) -> tuple[Prior, int, int, int]:
    """Prior visits, visits a week, weeks, and visits allowed in part, so that the outcome follows from the numbers."""
    if service.plan != "visits":
        return Prior("none"), 1, 1, 0
    if outcome is Outcome.OVERTURNED:
        per_week, weeks = rng.choice(
            ((1, 4), (2, 2), (1, 3)) if service.trial < 6 else ((2, 3), (1, 6), (1, 4), (2, 2))
        )
        room = service.total - per_week * weeks
        if room >= 2 and rng.random() < 0.5:
            return Prior("known", rng.randint(2, room)), per_week, weeks, 0
        return Prior("none"), per_week, weeks, 0
    per_week, weeks = rng.choice(((2, 6), (2, 4), (3, 4), (1, 8), (2, 3), (1, 6), (2, 5), (1, 12)))
    if outcome is Outcome.PARTIALLY_OVERTURNED:
        per_week, weeks = rng.choice(((2, 6), (3, 4), (2, 5)))
        return Prior("none"), per_week, weeks, service.trial
    kind = (
        rng.choice(("known", "unknown", "none"))
        if per_week * weeks > service.trial
        else rng.choice(("known", "unknown"))
    )
    return Prior(kind, rng.randint(service.total - 2, 24) if kind == "known" else 0), per_week, weeks, 0
