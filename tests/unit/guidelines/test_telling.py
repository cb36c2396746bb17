"""A record is told in sentences, and its status in every one of its outputs."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.citations import Verification
from openimr.guidelines.library import recommendation, recommendations
from openimr.guidelines.recommendation import (
    Amount,
    Checking,
    Conditions,
    Dose,
    Evidence,
    Frequency,
    Gate,
    GateKind,
    Maximum,
    Per,
    Period,
    PeriodUnit,
    Phase,
    PhaseName,
    Requirement,
    Standing,
    Trigger,
    Unit,
)
from openimr.guidelines.telling import (
    told_bounds,
    told_effective,
    told_maximum,
    told_phase,
    told_status,
    told_whole,
)
from unit.guidelines.factories import effective, record

HALF_YEAR = Period(unit=PeriodUnit.MONTH, max=6)
WEEK = Period(unit=PeriodUnit.WEEK, min=1, max=1)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Amount(unit=Unit.VISIT, min=3, max=4), "3 to 4 visits"),
        (Amount(unit=Unit.VISIT, min=1, max=2), "1 to 2 visits"),
        (Amount(unit=Unit.VISIT, min=1, max=1), "1 visit"),
        (Amount(unit=Unit.VISIT, max=10), "up to 10 visits"),
        (Amount(unit=Unit.VISIT, max=0), "up to 0 visits"),
        (Amount(unit=Unit.VISIT, max=1), "up to 1 visit"),
        (Amount(unit=Unit.PERCENT, min=50), "at least 50 percent"),
        (Amount(unit=Unit.PERCENT, min=50, is_open=True), "more than 50 percent"),
        (Amount(unit=Unit.PERCENT, max=50, is_open=True), "less than 50 percent"),
        (Amount(unit=Unit.MILLILITER, max=0.5), "up to 0.5 milliliters"),
        (Period(unit=PeriodUnit.WEEK, min=5, max=6), "5 to 6 weeks"),
    ],
)
def test_an_amount_is_told_with_its_ends(bounds: Amount | Period, words: str) -> None:
    assert told_bounds(bounds) == words


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (
            Phase(name=PhaseName.CONTINUE, freq=Frequency(min=1, per=HALF_YEAR)),
            "Continuing: at least once in 6 months.",
        ),
        (
            Phase(name=PhaseName.CONTINUE, freq=Frequency(max=2, per=HALF_YEAR)),
            "Continuing: up to 2 times in 6 months.",
        ),
        (
            Phase(
                name=PhaseName.TRIAL, qty=Amount(unit=Unit.VISIT, min=3, max=6), freq=Frequency(min=1, max=3, per=WEEK)
            ),
            "Trial: 3 to 6 visits, 1 to 3 a week.",
        ),
        (
            Phase(
                name=PhaseName.CONTINUE,
                qty=Amount(unit=Unit.VISIT, min=6, max=10),
                period=Period(unit=PeriodUnit.WEEK, min=5, max=6),
                gate=Gate(kind=GateKind.FUNCTIONAL_IMPROVEMENT),
                includes_trial=True,
            ),
            "Continuing: 6 to 10 visits, over 5 to 6 weeks, the trial counted in, after functional improvement.",
        ),
        (
            Phase(
                name=PhaseName.CONTINUE,
                includes_trial=True,
                gate=Gate(
                    kind=GateKind.PAIN_RELIEF,
                    threshold=Amount(unit=Unit.PERCENT, min=50),
                    duration=Period(unit=PeriodUnit.WEEK, min=6),
                    note="With less medication.",
                ),
            ),
            "Continuing: after pain relief of at least 50 percent for at least 6 weeks (With less medication).",
        ),
        (
            Phase(
                name=PhaseName.MAINTENANCE,
                freq=Frequency(min=1, max=2, per=Period(unit=PeriodUnit.MONTH, min=4, max=6)),
                note="For a flare.",
            ),
            "Afterwards: 1 to 2 every 4 to 6 months. For a flare.",
        ),
        (Phase(name=PhaseName.COURSE, freq=Frequency(min=2, per=WEEK)), "Course: at least 2 a week."),
        (Phase(name=PhaseName.COURSE, freq=Frequency(max=2, per=WEEK)), "Course: up to 2 a week."),
        (
            Phase(
                name=PhaseName.COURSE,
                period=Period(unit=PeriodUnit.WEEK, max=1),
                dose=Dose(amount=Amount(unit=Unit.GRAM, max=4)),
                applies_to=("lower_limb",),
                icd=("729.1",),
            ),
            "Course (lower limb, ICD 729.1): within 1 week, up to 4 grams each time.",
        ),
        (Phase(name=PhaseName.TRIAL, note="Lowest dose."), "Trial: Lowest dose."),
        (Phase(name=PhaseName.TRIAL), "Trial."),
    ],
)
def test_a_phase_is_one_sentence(phase: Phase, words: str) -> None:
    assert told_phase(phase) == words


def test_a_ceiling_is_one_sentence() -> None:
    whole = Maximum(
        per=Per.BODY_PART,
        qty=Amount(unit=Unit.BLOCK, max=4),
        over=Period(unit=PeriodUnit.YEAR, max=1),
        interval=Period(unit=PeriodUnit.MONTH, min=2),
        exception="a reason",
        body=("knee",),
    )
    assert (
        told_maximum(whole)
        == "For each body part (knee): up to 4 blocks, within 1 year, at least 2 months apart, lifted by a reason."
    )
    dose = Maximum(per=Per.DAY, dose=Dose(amount=Amount(unit=Unit.GRAM, max=32), per=PeriodUnit.DAY))
    assert told_maximum(dose) == "For each day: up to 32 grams a day."


def test_a_time_names_the_day_that_it_is_measured_by() -> None:
    time = effective("2010-01-01", to="2015-12-31", to_trigger=Trigger.SERVICE_DATE, note="In doubt.")
    assert told_effective(time) == "By request date, from 2010-01-01 to 2015-12-31 by service date. In doubt."
    assert told_effective(effective("2010-01-01", to="2011-01-01")) == "By request date, from 2010-01-01 to 2011-01-01."
    proposed = effective("2025-03-14", standing=Standing.PROPOSED)
    assert told_effective(proposed) == "Proposed on 2025-03-14, never in force here."


@pytest.mark.parametrize("status", list(Verification))
def test_all_but_verified_are_to_be_confirmed_by_the_reviewer(status: Verification) -> None:
    told = told_status(record(verification=status))
    assert ("to be confirmed by the reviewer" in told) is (status is not Verification.VERIFIED)


def test_every_record_tells_its_status_its_source_and_its_days() -> None:
    for one in recommendations():
        sections = {section.title: section.lines for section in told_whole(one)}
        assert told_status(one) in " ".join(sections["How it was checked"])
        assert one.source.cite.rstrip(".") in sections["Source"][0]
        assert sections["In force"]
        assert all(line.strip() and ".." not in line for lines in sections.values() for line in lines), one.id


def test_alternatives_say_that_one_of_them_is_enough() -> None:
    one = record(
        prerequisites=(
            Requirement(id="a", test="A red flag.", any_of="imaging_reason"),
            Requirement(id="b", test="A baseline.", evidence_needed="a test"),
        )
    )
    sections = {section.title: section.lines for section in told_whole(one)}
    assert sections["Before it"] == ("One of (imaging reason): A red flag.", "A baseline. Shown by: a test.")


def test_what_a_record_does_not_say_has_no_section() -> None:
    titles = {section.title for section in told_whole(record())}
    assert not titles & {"Course", "Ceilings", "For", "Note", "Evidence", "Succession", "Invalid by decision"}


def test_conditions_evidence_and_checking_are_told_where_they_are() -> None:
    one = record(
        conditions=Conditions(note="Chronic pain.", exclude=("cancer",), injury_from=dt.date(2004, 1, 1)),
        evidence=Evidence(grade="strong", note="Of trials."),
        checking=Checking(
            certainty=record().checking.certainty,
            sources=record().checking.sources,
            checked_by="A. Reader",
            checked_on=dt.date(2026, 1, 2),
        ),
        supersedes=("OLD",),
    )
    sections = {section.title: section.lines for section in told_whole(one)}
    assert sections["For"] == ("Chronic pain.", "Without: cancer.", "Injuries from 2004-01-01 on.")
    assert sections["Evidence"] == ("Grade: strong.", "Of trials.")
    assert sections["Succession"] == ("Took the place of OLD.",)
    assert sections["How it was checked"][-1] == "Checked against the source by A. Reader on 2026-01-02."


def test_the_invalid_part_of_home_care_is_told() -> None:
    sections = {section.title: section.lines for section in told_whole(recommendation("CP09-HHC"))}
    assert "Stevens" in sections["Invalid by decision"][0]


def test_stances_that_differ_and_limits_to_drugs_are_told() -> None:
    sections = {section.title: section.lines for section in told_whole(recommendation("OG-AAOS-KOA"))}
    assert "Not recommended: acupuncture, medical foods, glucosamine." in sections["Position"]
    capsaicin = {section.title: section.lines for section in told_whole(recommendation("CP09-CAPS"))}
    assert "Only these drugs: capsaicin." in capsaicin["Services and codes"]
