"""What a request asks for in plain words, row by row, and what to look at in a sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.citations import Verification
from openimr.treatments import parse
from openimr.treatments.request import (
    Acquisition,
    BodySite,
    Dose,
    Drug,
    Flag,
    FlagKind,
    Frequency,
    Level,
    Per,
    Quantity,
    Region,
    RequestDates,
    Service,
    Side,
    TimeSpan,
    TreatmentRequest,
)
from openimr.treatments.telling import flag_words, frequency_words, quantity_words, request_rows, service_words

WORDINGS = [
    ("Physical therapy 2 to 3 times a week for 4 weeks, left shoulder", "Frequency", "2 to 3 times a week"),
    ("Physical therapy 2 to 3 times a week for 4 weeks, left shoulder", "Quantity",
     "8 to 12 visits"),
    ("Physical therapy 2 to 3 times a week for 4 weeks, left shoulder", "Body part", "left shoulder"),
    ("Lumbar epidural steroid injection at left L4-L5 under fluoroscopy", "Levels", "left L4-L5"),
    ("Lumbar epidural steroid injection at left L4-L5 under fluoroscopy", "Guidance", "fluoroscopy"),
    ("MRI of the lumbar spine without contrast", "Contrast", "without"),
    ("Norco 10/325 mg #60 with 2 refills", "Drug",
     "Norco (hydrocodone/acetaminophen), 10/325 mg, 60 tablets dispensed, 2 refills, 180 in all"),
]  # fmt: skip


@pytest.mark.parametrize(("wording", "name", "value"), WORDINGS)
def test_a_request_is_told_row_by_row(wording: str, name: str, value: str) -> None:
    (request,) = parse(wording)
    assert dict(request_rows(request))[name].startswith(value)


def test_a_prescription_is_told_with_its_directions_and_days() -> None:
    sig = Dose(words="one three times a day", per_day_min=3, per_day_max=3)
    drug = Drug(name="Neurontin", generic="gabapentin", strength="300 mg", sig=sig, dispensed=90, days_supply=30)
    told = dict(request_rows(TreatmentRequest(raw="", drug=drug)))["Drug"]
    assert told == (
        "Neurontin (gabapentin), 300 mg, directions: one three times a day (3 a day), 90 units dispensed, for 30 days"
    )
    bare = Drug(name="Neurontin", sig=Dose(words="as directed"), refills=1)
    told = dict(request_rows(TreatmentRequest(raw="", drug=bare)))["Drug"]
    assert told == "Neurontin, directions: as directed, 1 refill"


def test_a_compound_is_told_with_what_it_holds() -> None:
    (request,) = parse("Compound cream: flurbiprofen 20%, lidocaine 5%, 180 gm")
    assert "compound of " in dict(request_rows(request))["Drug"]


def test_what_is_not_said_has_no_row() -> None:
    assert request_rows(TreatmentRequest(raw="")) == (("Service", "none that is known"),)


def test_every_row_can_be_told() -> None:
    request = TreatmentRequest(
        raw="",
        service=Service(code="home_health", alternatives=("aide_care",), combined=("home_health", "nursing")),
        quantity=Quantity(min=4, max=6),
        frequency=Frequency(min=4, max=4, per=Per.DAY, unit="hour"),
        days=Frequency(min=1, max=1, per=Per.WEEK, unit="day"),
        duration=TimeSpan(min=1, max=1, unit=Per.MONTH),
        acquisition=Acquisition.RENTAL,
        acquisition_duration=TimeSpan(min=2, max=3, unit=Per.MONTH),
        body=(BodySite(part="lumbar_spine"),),
        levels=(Level(region=Region.LUMBAR, from_="S1", side=Side.LEFT), Level(region=Region.LUMBAR, from_="L5")),
        dates=RequestDates(days=(dt.date(2015, 1, 2), dt.date(2015, 1, 4))),
        retrospective=True,
        unverified_words=("x-stim",),
    )
    assert dict(request_rows(request)) == {
        "Service": "home health and nursing; or aide care",
        "Quantity": "4 to 6",
        "Frequency": "4 hours a day, 1 day a week",
        "Duration": "for 1 month",
        "Body part": "lumbar spine",
        "Levels": "left S1; L5",
        "Said of it": "retrospective",
        "Acquisition": "rental for 2 to 3 months",
        "Given on": "2015-01-02, 2015-01-04",
        "Read with doubt": "“x-stim”: unverified, no source holds this meaning",
    }


def test_a_stretch_of_days_is_told_by_its_ends() -> None:
    dates = RequestDates(first=dt.date(2015, 1, 2), last=dt.date(2015, 1, 4))
    assert dict(request_rows(TreatmentRequest(raw="", dates=dates)))["Given on"] == "2015-01-02 to 2015-01-04"


def test_a_flag_is_told_with_all_readings() -> None:
    flag = Flag(kind=FlagKind.AMBIGUOUS_NXM, message="It can be read in two ways.", readings=("2 a week", "2 weeks"))
    assert flag_words(flag) == "It can be read in two ways: 2 a week; 2 weeks."
    assert flag_words(Flag(kind=FlagKind.EMPTY, message="It is empty.")) == "It is empty."


@pytest.mark.parametrize(
    ("least", "most", "per", "unit", "told"),
    [
        (1, 1, Per.WEEK, None, "once a week"),
        (2, 2, Per.WEEK, None, "twice a week"),
        (3, 3, Per.WEEK, None, "3 times a week"),
        (1, 2, Per.MONTH, None, "1 to 2 times a month"),
        (1, 1, Per.HOUR, None, "once an hour"),
        (0.5, 0.5, Per.DAY, None, "once every 2 days"),
        (1 / 6, 1 / 4, Per.WEEK, None, "once every 4 to 6 weeks"),
        (0.7, 0.7, Per.WEEK, None, "0.7 times a week"),
        (0.5, 1, Per.WEEK, None, "0.5 to 1 time a week"),
        (1, 1, Per.DAY, "hour", "1 hour a day"),
        (0.5, 0.5, Per.DAY, "hour", "0.5 hours a day"),
    ],
)
def test_how_often_is_told_as_people_say_it(least: float, most: float, per: Per, unit: str | None, told: str) -> None:
    assert frequency_words(Frequency(min=least, max=most, per=per, unit=unit)) == told


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("MRI of the lumbar spine", "1 study, assumed"),
        ("Physical therapy 2x6, right knee", "12 visits, worked out from how often and how long"),
        ("Epidural steroid injection at bilateral L4-L5 and L5-S1", "4 injections, worked out"),
        ("Physical therapy x 1", "1 visit, as stated"),
    ],
)
def test_a_number_is_told_with_what_it_rests_on(wording: str, told: str) -> None:
    (request,) = parse(wording)
    assert dict(request_rows(request))["Quantity"] == told


def test_a_unit_that_is_no_word_has_no_plural() -> None:
    assert quantity_words(Quantity(stated=5, unit="mL")) == "5 mL, as stated"


def test_a_visit_that_is_due_is_told_with_its_time() -> None:
    (request,) = parse("Follow-up in 4-6 weeks")
    assert dict(request_rows(request))["When"] == "in 4 to 6 weeks"


def test_a_service_is_told_with_how_far_its_words_were_checked() -> None:
    unchecked = Service(code="massage", category="rehabilitation", verification=Verification.UNVERIFIED)
    told = service_words(unchecked)
    assert told == "massage (rehabilitation; unverified, nobody has checked it against its source)"
    assert service_words(Service(code="massage", verification=Verification.VERIFIED)) == "massage"
