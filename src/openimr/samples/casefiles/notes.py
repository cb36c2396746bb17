"""Drafts short papers: notes of each visit of a course, prescriptions, drug screens and letters."""

from __future__ import annotations

import datetime as dt

from openimr.casefile.model import DocumentKind, FindingKind
from openimr.samples.casefiles.chart import Chart, Course
from openimr.samples.casefiles.drafts import Draft, Fact, Form, Role, Said, Section
from openimr.samples.casefiles.framing import shown_date

__all__ = ["course_notes", "drug_screen", "letter", "prescriptions"]

_FRAMED = ("physical therapy", "acupuncture")
"""Courses whose notes have the titles of their kind."""
_GIVEN = {Role.ACUPUNCTURIST: "acupuncture_given", Role.PSYCHOLOGIST: "psychology_given"}


def course_notes(chart: Chart, course: Course) -> list[Draft]:
    """One note for each visit of ``course``, numbered."""
    return [_note(chart, course, number, on) for number, on in enumerate(course.days, start=1)]


def _note(chart: Chart, course: Course, number: int, on: dt.date) -> Draft:
    count = len(course.days)
    fact = Fact(kind=FindingKind.SESSIONS, name=course.name, code=course.code, count=number, unit="sessions", on=on)
    part = chart.places[0].part or "back"
    given = chart.say(_GIVEN.get(course.by, "therapy_given"), part=part)
    pain = chart.rng.randint(2, 8)
    pain_fact = Fact(kind=FindingKind.PAIN, value=pain, lowest=0, highest=10, on=on)
    sections = (
        Section(
            said=(Said(f"Treatment: {course.name}."), chart.say("session_number", fact, number=number, count=count))
        ),
        Section(heading="Subjective", said=(chart.say("therapy_subjective"), chart.say("pain", pain_fact, pain=pain))),
        Section(heading="Treatment given", said=(given,)),
        Section(heading="Assessment", said=(chart.say("therapy_assessment"),)),
    )
    title = "" if course.name in _FRAMED else f"{course.name.upper()} NOTE"
    return Draft(kind=course.kind, by=course.by, on=on, sections=sections, title=title)


def prescriptions(chart: Chart, on: dt.date) -> Draft:
    """What the pharmacy dispensed in the months before ``on``."""
    rows = [Said("Filled|Drug|Strength|Quantity")]
    for months in range(chart.rng.randint(2, 5)):
        day = on - dt.timedelta(days=30 * (months + 1))
        if day <= chart.filing.application.injured_on:
            break
        for drug in chart.drugs:
            fact = Fact(kind=FindingKind.MEDICATION, name=drug.name, count=drug.count, unit="tablets", on=day)
            rows.append(Said(f"{shown_date(day, 0)}|<<{drug.name}>>|{drug.strength}|{drug.count}", (fact,)))
    return Draft(
        kind=DocumentKind.PHARMACY, by=Role.PHARMACY, on=on, sections=(Section(said=tuple(rows), form=Form.TABLE),)
    )


def drug_screen(chart: Chart, on: dt.date) -> Draft:
    """A drug screen; what is prescribed is found, and nothing else."""
    taken = {drug.screened_as for drug in chart.drugs if drug.screened_as}
    names = ("hydrocodone", "tramadol", "benzodiazepines", "amphetamines", "cocaine metabolite")
    rows = [Said("Substance|Prescribed|Result")]
    rows += [
        Said(f"{name}|{'yes' if name in taken else 'no'}|{'POSITIVE' if name in taken else 'negative'}")
        for name in names
    ]
    sections = (
        Section(said=tuple(rows), form=Form.TABLE),
        Section(heading="Comment", said=(chart.say("screen_note"),)),
    )
    return Draft(kind=DocumentKind.MONITORING, by=Role.LABORATORY, on=on, sections=sections)


def letter(chart: Chart, on: dt.date) -> Draft:
    """A letter of the attorney or of the claims administrator."""
    by = Role.ATTORNEY if Role.ATTORNEY in chart.authors and chart.rng.random() < 0.5 else Role.CLAIMS_ADMINISTRATOR
    application, employee = chart.filing.application, chart.filing.parties.employee
    to = chart.authors[Role.TREATING]
    sections = (
        Section(said=(Said(f"{to.signed}, {to.firm}"),)),
        Section(said=(Said(f"Regarding {employee.name.whole}, claim {application.claim_number}"),)),
        Section(
            said=(
                Said(f"Dear Dr. {to.name.last}:"),
                chart.say("letter_attorney" if by is Role.ATTORNEY else "letter_administrator"),
            )
        ),
    )
    return Draft(kind=DocumentKind.CORRESPONDENCE, by=by, on=on, sections=sections)
