"""Invents a story around a sound filing: a chart, its papers over the months, contradictions and gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from random import Random

import msgspec

from openimr.casefile.model import DocumentKind, FindingKind
from openimr.cases.filing import Filing
from openimr.cases.terms import UrAction
from openimr.cases.utilization import Amount
from openimr.samples.casefiles.chart import Chart, Course, Place
from openimr.samples.casefiles.drafts import Draft, Fact, Role, Said
from openimr.samples.casefiles.notes import course_notes, drug_screen, letter, prescriptions
from openimr.samples.casefiles.people import authors_of
from openimr.samples.casefiles.reports import first_report, progress_report
from openimr.samples.casefiles.specialists import (
    consultation,
    imaging,
    medical_legal,
    operation,
    psychological_evaluation,
)
from openimr.samples.casefiles.story import Story
from openimr.samples.casefiles.tables import codes, drugs
from openimr.samples.casefiles.truth import Gap, GapKind
from openimr.samples.filings import sample_filings
from openimr.samples.tables import Region, mechanisms, regions

__all__ = ["invent_story"]

_NEW_CODES = dt.date(2015, 10, 1)
_OCCUPATIONS = ("warehouse worker", "nurse aide", "delivery driver", "cook", "electrician", "farm worker", "clerk")
_CLASHES = ("side", "level", "count", "action", "age", "date")
_COURSES = (
    ("physical therapy", Role.THERAPIST, DocumentKind.THERAPY_NOTE),
    ("acupuncture", Role.ACUPUNCTURIST, DocumentKind.ACUPUNCTURE_NOTE),
    ("chiropractic treatment", Role.THERAPIST, DocumentKind.THERAPY_NOTE),
)
_MIND = ("individual psychotherapy", Role.PSYCHOLOGIST, DocumentKind.THERAPY_NOTE)
_FIXED_PAGES = 16
_PAGES = {DocumentKind.PROGRESS_REPORT: 2, DocumentKind.MEDICAL_LEGAL: 2, DocumentKind.PSYCHOLOGICAL_EVALUATION: 2}


def invent_story(seed: int, place: int, *, pages: int) -> Story:
    """Story number ``place`` of ``seed``, with about ``pages`` pages and its own planted contradictions and gaps."""
    rng = Random(f"{seed}/{place}")  # noqa: S311 - samples, not secrets
    filing = _sound_filing(rng, place)
    chart = _chart(rng, filing)
    drafts, gaps = _drafts(chart, pages)
    is_request_missing = rng.random() < 0.15
    if is_request_missing:
        gaps.append(Gap(kind=GapKind.RECORD, what="The request for authorization is not in the file.", item="D"))
    is_application_missing = rng.random() < 0.08
    if is_application_missing:
        gaps.append(Gap(kind=GapKind.RECORD, what="The copy of the application is not in the file.", item="B"))
    return Story(
        filing=filing,
        authors=chart.authors,
        drafts=tuple(drafts),
        record_number=f"MR{rng.randrange(10**6):06d}",
        occupation=chart.occupation,
        mechanism=chart.mechanism,
        social_security=f"XXX-XX-{rng.randrange(10**4):04d}" if rng.random() < 0.7 else "",
        ur_says=_ur_says(chart),
        ur_notice=_ur_notice(chart),
        gaps=tuple(gaps),
        twice=rng.randint(1, 4),
        is_request_missing=is_request_missing,
        is_application_missing=is_application_missing,
    )


def _sound_filing(rng: Random, place: int) -> Filing:
    """A filing with nothing amiss, and of an injury that a year of care could follow; four of ten are sound."""
    samples = sample_filings(count=10_000, seed=rng.randrange(10**9))
    filing = next(sample.filing for sample in samples if not sample.planted and _days_of_care(sample.filing) > 300)
    number = f"APP-{filing.application.received_on:%y}-{place:06d}"
    application = msgspec.structs.replace(filing.application, number=number)
    return _modified(rng, msgspec.structs.replace(filing, application=application))


def _days_of_care(filing: Filing) -> int:
    """The days from the injury to the request; 0 where the day of the request is not known."""
    asked = filing.ur_decision.requested_on if filing.ur_decision else None
    return (asked - filing.application.injured_on).days if asked else 0


def _modified(rng: Random, filing: Filing) -> Filing:
    """The filing; where visits were denied, in some cases with half of them certified."""
    decision = filing.ur_decision
    row = decision.treatments[0] if decision else None
    if decision is None or row is None or row.asked is None or row.asked.value < 4 or rng.random() < 0.5:
        return filing
    half = Amount(value=row.asked.value // 2, unit=row.asked.unit)
    modified = msgspec.structs.replace(row, action=UrAction.MODIFIED, certified=half)
    treatments = (modified, *decision.treatments[1:])
    return msgspec.structs.replace(filing, ur_decision=msgspec.structs.replace(decision, treatments=treatments))


def _chart(rng: Random, filing: Filing) -> Chart:
    decision = filing.ur_decision
    asked = (decision.requested_on if decision else None) or filing.application.received_on
    places = _places(rng, filing, asked)
    last = asked - dt.timedelta(days=rng.randint(0, 6))
    visits = [last]
    while len(visits) < 7 and (visits[0] - filing.application.injured_on).days > 60:
        visits.insert(0, visits[0] - dt.timedelta(days=rng.randint(28, 45)))
    mind = any(not it.part for it in places)
    chosen = [_MIND] if mind else []
    chosen += rng.sample(_COURSES, rng.choice((1, 1, 2)))
    planted = {name for name in _CLASHES if rng.random() < 0.22}
    planted |= {name for name in ("ruined", "faint") if rng.random() < 0.25}
    return Chart(
        rng=rng,
        filing=filing,
        authors=authors_of(rng, filing),
        occupation=rng.choice(_OCCUPATIONS),
        mechanism=rng.choice(mechanisms()),
        places=places,
        drugs=tuple(rng.sample(drugs(), rng.randint(2, 4))),
        courses=tuple(_course(rng, it, visits) for it in chosen),
        visits=tuple(visits),
        planted=_possible(planted, places, filing),
    )


def _possible(planted: set[str], places: tuple[Place, ...], filing: Filing) -> frozenset[str]:
    """What of ``planted`` this case can contradict itself about."""
    if not any(place.side for place in places):
        planted.discard("side")
    if not places[0].level:
        planted.discard("level")
    if filing.ur_decision is None or filing.ur_decision.treatments[0].action is not UrAction.MODIFIED:
        planted.discard("action")
    return frozenset(planted)


def _course(rng: Random, what: tuple[str, Role, DocumentKind], visits: list[dt.date]) -> Course:
    """A course of visits, two a week at most, that ended before the request."""
    name, by, kind = what
    count = rng.choice((4, 6, 6, 8, 12, 12))
    end = visits[-1] - dt.timedelta(days=rng.randint(3, 20))
    days = tuple(end - dt.timedelta(days=4 * back + (back % 2)) for back in reversed(range(count)))
    return Course(name=name, by=by, kind=kind, days=days, is_in_file=rng.random() < 0.75)


def _places(rng: Random, filing: Filing, on: dt.date) -> tuple[Place, ...]:
    """The part of the body that the application names, and another one in some cases."""
    diagnosis = filing.application.primary_diagnosis
    region, side = _named(diagnosis)
    places = [_place(rng, region, side, diagnosis, on)]
    if rng.random() < 0.35:
        other = rng.choice([it for it in regions() if it.id != region.id])
        side = rng.choice(("left", "right")) if other.is_sided else ""
        places.append(_place(rng, other, side, rng.choice(other.diagnoses).replace("{side}", side), on))
    return tuple(places)


def _named(diagnosis: str) -> tuple[Region, str]:
    """The part of the body that a diagnosis of a sample is about, and its side."""
    return next(
        (region, side)
        for region in regions()
        for side in (("left", "right") if region.is_sided else ("",))
        if diagnosis in {text.replace("{side}", side) for text in region.diagnoses}
    )


def _place(rng: Random, region: Region, side: str, diagnosis: str, on: dt.date) -> Place:
    plain = diagnosis.removeprefix(f"{side} ") if side else diagnosis
    old, new = codes()[plain]
    return Place(
        part=region.site.replace("{side}", side),
        side=side,
        level=rng.choice(region.levels) if region.levels else "",
        diagnosis=diagnosis,
        code=new if on >= _NEW_CODES else old,
        complaints=tuple(text.replace("{side}", side) for text in region.complaints),
        findings=region.findings,
    )


def _drafts(chart: Chart, pages: int) -> tuple[list[Draft], list[Gap]]:
    """The medical papers, most telling first, until there are about ``pages`` pages, and what is left out."""
    gaps: list[Gap] = []
    drafts = [progress_report(chart, chart.visits[-1]), first_report(chart)]
    drafts += [imaging(chart, chart.visits[0]), prescriptions(chart, chart.requested_on)]
    for course in chart.courses:
        if course.is_in_file:
            drafts += course_notes(chart, course)
        else:
            gaps.append(Gap(kind=GapKind.FACT, what=f"No notes of {course.name} are in the file, only their number."))
    skipped = chart.visits[-3] if len(chart.visits) > 4 and chart.rng.random() < 0.3 else None
    if skipped:
        what = f"The progress report of {skipped.isoformat()} is not in the file."
        gaps.append(Gap(kind=GapKind.RECORD, what=what, item="A"))
    drafts += [progress_report(chart, on) for on in reversed(chart.visits[:-1]) if on != skipped]
    # Only these can say what is planted about age and day of the injury.
    drafts.append(consultation(chart, chart.visits[0] + dt.timedelta(days=11)))
    room = pages - _FIXED_PAGES - sum(_PAGES.get(it.kind, 1) for it in drafts)
    drafts += _more(chart, room)
    return drafts, gaps


def _more(chart: Chart, room: int) -> Iterator[Draft]:
    """Papers to fill ``room`` pages: each specialist once, then what offices send every week."""
    once: tuple[Callable[[Chart, dt.date], Draft], ...] = (psychological_evaluation, medical_legal, operation)
    often: tuple[Callable[[Chart, dt.date], Draft], ...] = (letter, drug_screen, letter, prescriptions)
    first, last = chart.filing.application.injured_on, chart.requested_on
    turn = 0
    while room > 0:
        write = once[turn] if turn < len(once) else often[turn % len(often)]
        on = first + dt.timedelta(days=chart.rng.randrange(40, (last - first).days))
        draft = write(chart, on)
        room -= _PAGES.get(draft.kind, 1)
        turn += 1
        yield draft


def _ur_says(chart: Chart) -> tuple[Said, ...]:
    """How many visits utilization review counts, where that is planted to be another number."""
    if "count" not in chart.planted or not chart.courses:
        return ()
    course = chart.courses[0]
    count = len(course.days) + chart.rng.choice((6, 12))
    fact = Fact(
        kind=FindingKind.SESSIONS,
        name=course.name,
        code=course.code,
        count=count,
        unit="sessions",
        clash="count",
    )
    return (Said(f"The claims file shows <<{count} prior sessions of {course.name}>>.", (fact,)),)


def _ur_notice(chart: Chart) -> tuple[Said, ...]:
    """What the letter to the employee says of the decision, where that is planted to be something else."""
    if "action" not in chart.planted or chart.filing.ur_decision is None:
        return ()
    row = chart.filing.ur_decision.treatments[0]
    fact = Fact(
        kind=FindingKind.UR_ACTION, name=UrAction.DENIED, on=chart.filing.ur_decision.decided_on, clash="action"
    )
    return (Said(f"Your physician asked for {row.wording}. <<That request was denied>>.", (fact,)),)
