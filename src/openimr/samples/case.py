"""Invents a case: who was hurt, when and how, where it hurts, and the days of the review, in an order that can be.

Source: order of the days in 8 CCR 9792.10.1 to 9792.10.6, as far as samples need it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from openimr.calendars.words import day_in_words
from openimr.determinations.model import Dates, Layout, Priority, Sex
from openimr.samples.tables import Region, instruments, mechanisms, regions

__all__ = ["Case", "Site", "Style", "invent_case"]

# When letters of each layout were issued, as far as the samples go: first and last day.
_ISSUED = {
    Layout.L1: (dt.date(2013, 9, 2), dt.date(2013, 12, 20)),
    Layout.L2: (dt.date(2013, 9, 2), dt.date(2013, 12, 20)),
    Layout.L3: (dt.date(2013, 11, 1), dt.date(2014, 4, 30)),
    Layout.L4A: (dt.date(2014, 5, 1), dt.date(2015, 6, 30)),
    Layout.L4B: (dt.date(2015, 3, 1), dt.date(2016, 7, 20)),
    Layout.L5: (dt.date(2018, 3, 1), dt.date(2019, 4, 10)),
    Layout.OPEN: (dt.date(2018, 3, 1), dt.date(2019, 4, 10)),
}
_PATIENT = ("the injured worker", "the patient", "the claimant", "the employee")
_WORDS_OF_SEX = {Sex.FEMALE: ("female",) * 9 + ("woman",), Sex.MALE: ("male",) * 9 + ("man",)}


@dataclass(frozen=True, slots=True)
class Site:
    """A part of the body of one case, with what is wrong there."""

    region: Region
    site: str
    diagnoses: tuple[str, ...]
    complaint: str
    findings: tuple[str, str]
    level: str


@dataclass(frozen=True, slots=True)
class Style:
    """How one letter writes days and speaks of the injured worker.

    ``is_vague`` says that the summary gives month and year of the injury only; ``is_curly`` that marks of quotation are
    typographic; ``is_drifted`` that the statement on the reviewer departs from the standard wording.
    """

    days: str
    patient: str
    is_upper: bool
    is_vague: bool = False
    is_curly: bool = False
    is_drifted: bool = False

    def day(self, day: dt.date) -> str:
        """``day`` as this letter writes it."""
        if self.days == "numbers":
            return f"{day:%m/%d/%Y}"
        if self.days == "short":
            return f"{day.month}/{day.day}/{day.year}"
        return day_in_words(day)


@dataclass(frozen=True, slots=True)
class Case:
    """All facts of one invented case that do not depend on what was asked for."""

    layout: Layout
    age: int
    sex: Sex
    sex_word: str
    mechanism: str
    sites: tuple[Site, ...]
    dates: Dates
    injury: dt.date
    visits: tuple[dt.date, dt.date]
    ur: dt.date
    issued: dt.date
    priority: Priority
    case_number: str
    claim_number: str
    pain: int
    scores: tuple[tuple[str, str, int, dt.date], ...]
    style: Style


def invent_case(rng: Random, layout: Layout, wanted: tuple[str, ...] = ()) -> Case:
    """A case for a letter of ``layout``; ``wanted`` names parts of the body that it must be about."""
    first, last = _ISSUED[layout]
    issued = first + dt.timedelta(days=rng.randrange((last - first).days + 1))
    priority = Priority.EXPEDITED if rng.random() < 0.05 else Priority.STANDARD
    assigned = issued - dt.timedelta(days=rng.randint(2, 6) if priority is Priority.EXPEDITED else rng.randint(12, 30))
    received = assigned - dt.timedelta(days=rng.randint(1, 15))
    ur = received - dt.timedelta(days=rng.randint(3, 29))
    visit = ur - dt.timedelta(days=rng.randint(6, 28))
    before = visit - dt.timedelta(days=rng.randint(28, 90))
    injury = before - dt.timedelta(days=int(60 + rng.random() ** 2 * 4200))
    sex = rng.choice((Sex.FEMALE, Sex.MALE))
    sites = _sites(rng, wanted)
    return Case(
        layout=layout,
        age=rng.randint(19, 58) + (issued - injury).days // 366,
        sex=sex,
        sex_word=rng.choice(_WORDS_OF_SEX[sex]),
        mechanism=rng.choice(mechanisms()),
        sites=sites,
        dates=Dates(injury=injury, ur_decision=ur, application_received=received, assigned=assigned, issued=issued),
        injury=injury,
        visits=(before, visit),
        ur=ur,
        issued=issued,
        priority=priority,
        case_number=f"CM{received:%y}-{rng.randrange(1, 300000):07d}",
        claim_number=f"{rng.randrange(10**9, 10**10)}",
        pain=rng.randint(3, 9),
        scores=_scores(rng, before, visit) if sites[-1].region.id == "psyche" else (),
        style=Style(
            days=rng.choice(("numbers", "numbers", "short", "words")),
            patient=rng.choice(_PATIENT),
            is_upper=rng.random() < 0.15,
            is_vague=rng.random() < 0.06,
            is_curly=rng.random() < 0.1,
            is_drifted=rng.random() < 0.15,
        ),
    )


def _sites(rng: Random, wanted: tuple[str, ...]) -> tuple[Site, ...]:
    """The sites of a case: one to three parts of the body, and the mind last in one case of five."""
    table = regions()
    mind = table[-1]
    body = [region for region in table[:-1] if region.id in wanted]
    others = [region for region in table[:-1] if region.id not in wanted]
    count = max(rng.choice((1, 1, 1, 2, 2, 3)), len(body))
    body += rng.sample(others, count - len(body))
    if "psyche" in wanted or rng.random() < 0.2:
        body.append(mind)
    return tuple(_site(rng, region) for region in body)


def _site(rng: Random, region: Region) -> Site:
    side = rng.choice(("right", "left"))
    first, second = rng.sample(region.findings, 2)
    return Site(
        region=region,
        site=region.site.replace("{side}", side),
        diagnoses=tuple(text.replace("{side}", side) for text in rng.sample(region.diagnoses, rng.choice((1, 1, 2)))),
        complaint=rng.choice(region.complaints).replace("{side}", side),
        findings=(first, second),
        level=rng.choice(region.levels) if region.levels else "",
    )


def _scores(rng: Random, before: dt.date, visit: dt.date) -> tuple[tuple[str, str, int, dt.date], ...]:
    """A score at the earlier visit and, in half of the cases, again at the later one."""
    instrument = rng.choice(instruments())
    first = rng.randint(instrument.low, instrument.high)
    scores = [(instrument.name, instrument.long, first, before)]
    if rng.random() < 0.5:
        scores.append((instrument.name, instrument.long, rng.randint(instrument.low, instrument.high), visit))
    return tuple(scores)
