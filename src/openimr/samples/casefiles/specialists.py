"""Drafts what specialists write: consultation, imaging, operation, psychological evaluation, medical-legal report."""

from __future__ import annotations

import datetime as dt

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.samples.casefiles.chart import Chart
from openimr.samples.casefiles.drafts import Draft, Fact, Form, Role, Said, Section
from openimr.samples.casefiles.framing import shown_date
from openimr.samples.casefiles.reports import diagnoses_section, injury_said
from openimr.samples.casefiles.tables import Score, scores

__all__ = ["consultation", "imaging", "medical_legal", "operation", "psychological_evaluation", "score_said"]

_SPINE = ("lumbar spine", "cervical spine")
_WRONG_YEARS = 3
_WRONG_DAYS = 31


def consultation(chart: Chart, on: dt.date) -> Draft:
    """A consultation; it has the age or the day of the injury wrong where that is planted."""
    place = chart.places[0]
    is_wrong = "age" in chart.planted
    person = chart.person(chart.age_on(on) + _WRONG_YEARS * is_wrong, clash="age" if is_wrong else "")
    if "date" in chart.planted:
        wrong = chart.filing.application.injured_on - dt.timedelta(days=_WRONG_DAYS)
        injury = injury_said(chart, day=wrong, clash="date")
    else:
        injury = injury_said(chart)
    complaint = chart.rng.choice(place.complaints)
    first, second = chart.rng.sample(place.findings, 2)
    part = place.part or "patient"
    examination = chart.say("examination", part=part, part_up=part.capitalize(), finding=first, finding2=second)
    sections = (
        Section(heading="Reason for referral", said=(chart.say("consult_reason", complaint=complaint),)),
        Section(heading="History", said=(person, injury, chart.say("filler"))),
        Section(heading="Examination", said=(chart.say("vitals"), examination, chart.say("neuro"))),
        diagnoses_section(chart),
        Section(heading="Opinion", said=(chart.say("consult_opinion"), chart.say("filler"))),
    )
    return Draft(kind=DocumentKind.CONSULTATION, by=Role.CONSULTANT, on=on, sections=sections)


def imaging(chart: Chart, on: dt.date) -> Draft:
    """A report of imaging of the first part of the body that has pictures."""
    place = next((it for it in chart.places if it.part), chart.places[0])
    is_spine = place.part in _SPINE
    modality = "MRI" if is_spine or chart.rng.random() < 0.5 else "X-ray"
    clash = "level" if "level" in chart.planted and place is chart.places[0] and place.level else ""
    if is_spine:
        finding = chart.say("imaging_finding", level=place.level)
        fact = Fact(kind=FindingKind.DIAGNOSIS, name="disc bulge", levels=(place.level,), clash=clash)
        impression = Said(f"<<Disc bulge at {place.level}>>; clinical correlation is suggested.", (fact,))
    else:
        finding = chart.say("imaging_finding_joint")
        none = Fact(kind=FindingKind.DIAGNOSIS, mode=Mode.DENIED, name="fracture")
        impression = Said("Changes as described; no <<fracture>>.", (none,))
    done = Fact(kind=FindingKind.TREATMENT, name=modality, part=place.part, side=place.side, on=on)
    part = place.part or "lumbar spine"
    sections = (
        Section(said=(Said(f"Examination: <<{modality} of the {part}>>.", (done,)),)),
        Section(heading="Technique", said=(chart.say("imaging_technique"),)),
        Section(heading="Findings", said=(finding,)),
        Section(heading="Impression", said=(impression,)),
    )
    return Draft(kind=DocumentKind.IMAGING, by=Role.RADIOLOGIST, on=on, sections=sections)


def operation(chart: Chart, on: dt.date) -> Draft:
    """A report of a procedure."""
    place = chart.places[0]
    part = place.part or "upper back"
    name = f"trigger point injection, {part}"
    fact = Fact(kind=FindingKind.TREATMENT, name="trigger point injection", part=part, side=place.side, on=on)
    sections = (
        Section(
            form=Form.FIELDS,
            said=(
                Said(f"Procedure|<<{name}>>", (fact,)),
                Said(f"Diagnosis|{place.diagnosis}"),
                Said(
                    "<<Anaesthesia>>|local",
                    (Fact(kind=FindingKind.TREATMENT, name="anaesthesia", code="anaesthesia", on=on),),
                ),
                Said("Complications|none"),
            ),
        ),
        Section(heading="Description", said=(chart.say("operation", part=part), chart.say("filler"))),
    )
    return Draft(kind=DocumentKind.OPERATIVE_REPORT, by=Role.SURGEON, on=on, sections=sections)


def score_said(chart: Chart, score: Score, value: int, on: dt.date) -> Said:
    """A score with the range of its instrument."""
    fact = Fact(
        kind=FindingKind.SCORE,
        name=score.name,
        value=value,
        lowest=score.lowest,
        highest=score.highest,
        on=on,
    )
    scale = f"range {score.lowest} to {score.highest}"
    return chart.say("score", fact, long=score.long, name=score.name, value=value, range=scale)


def psychological_evaluation(chart: Chart, on: dt.date) -> Draft:
    """A psychological evaluation with its scores."""
    rng = chart.rng
    chosen = rng.sample(scores()[:4], 2)
    results = tuple(score_said(chart, score, rng.randint(score.low, score.high), on) for score in chosen)
    sections = (
        Section(heading="Referral", said=(chart.say("consult_reason", complaint="low mood and chronic pain"),)),
        Section(heading="History", said=(injury_said(chart), chart.say("psychology_history"), chart.say("filler"))),
        Section(heading="Mental status", said=(chart.say("mental_status"),)),
        Section(heading="Results of testing", said=results, form=Form.LIST),
        diagnoses_section(chart),
        Section(heading="Recommendation", said=(Said("A short course of treatment with clear goals is advised."),)),
    )
    return Draft(kind=DocumentKind.PSYCHOLOGICAL_EVALUATION, by=Role.PSYCHOLOGIST, on=on, sections=sections)


def medical_legal(chart: Chart, on: dt.date) -> Draft:
    """A long report of a qualified medical evaluator, with a list of the records that he was sent."""
    rng = chart.rng
    place = chart.places[0]
    first, second = rng.sample(place.findings, 2)
    part = place.part or "patient"
    records = [Said("Date|Record")]
    records += [Said(f"{shown_date(day, 0)}|Progress report") for day in chart.visits if day < on][-18:]
    function = scores()[4] if place.part == "lumbar spine" else scores()[6]
    sections = (
        Section(said=(chart.say("legal_review"),)),
        Section(heading="History of the injury", said=(injury_said(chart), chart.say("filler"), chart.say("filler"))),
        Section(heading="Present complaints", said=(chart.say("course", complaint=place.complaints[0]),)),
        Section(heading="Function", said=(score_said(chart, function, rng.randint(function.low, function.high), on),)),
        Section(
            heading="Examination",
            said=(
                chart.say("vitals"),
                chart.say("examination", part=part, part_up=part.capitalize(), finding=first, finding2=second),
                chart.say("neuro"),
            ),
        ),
        *([Section(heading="Records reviewed", said=tuple(records), form=Form.TABLE)] if len(records) > 1 else []),
        diagnoses_section(chart),
        Section(heading="Opinion", said=(chart.say("legal_opinion"), chart.say("filler"))),
    )
    return Draft(kind=DocumentKind.MEDICAL_LEGAL, by=Role.EVALUATOR, on=on, sections=sections)
