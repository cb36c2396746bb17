"""What a request asks for in words, row by row; and the words that all parts share."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.citations import Pin, Span
from openimr.reviews.telling.requests import flag_words, request_rows
from openimr.reviews.telling.words import pin_words
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
from unit.reviews.telling.overviews import another_pin

WORDINGS = [
    ("Physical therapy 2 to 3 times a week for 4 weeks, left shoulder", "Frequency", "2 to 3 times per week"),
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
        "Frequency": "4 hours per day, 1 day per week",
        "Duration": "1 month",
        "Body part": "lumbar spine",
        "Levels": "left S1; L5",
        "Said of it": "retrospective",
        "Acquisition": "rental, 2 to 3 months",
        "Given on": "2015-01-02, 2015-01-04",
        "Read with doubt": "“x-stim”: unverified, no source holds this meaning",
    }


def test_a_stretch_of_days_is_told_by_its_ends() -> None:
    dates = RequestDates(first=dt.date(2015, 1, 2), last=dt.date(2015, 1, 4))
    assert dict(request_rows(TreatmentRequest(raw="", dates=dates)))["Given on"] == "2015-01-02 to 2015-01-04"


def test_a_flag_is_told_with_all_readings() -> None:
    flag = Flag(kind=FlagKind.AMBIGUOUS_NXM, message="It can be read in two ways.", readings=("2 a week", "2 weeks"))
    assert flag_words(flag) == "It can be read in two ways. Readings: 2 a week; 2 weeks."
    assert flag_words(Flag(kind=FlagKind.EMPTY, message="It is empty.")) == "It is empty."


def test_a_page_outside_the_case_file_is_told_with_its_document() -> None:
    assert pin_words([another_pin()]) == ("progress note, page 3: “12”",)


def test_a_page_of_the_case_file_needs_no_document_since_its_number_runs() -> None:
    assert pin_words([Pin("12", 13, Span(0, 1), "a")]) == ("page 13: “a”",)
    assert pin_words([Pin("document 12", 13, Span(0, 1), "a")]) == ("page 13: “a”",)
    assert pin_words([Pin("", 13, Span(0, 1), "a")]) == ("page 13: “a”",)


def test_a_long_quote_is_cut_and_marked_so() -> None:
    (told,) = pin_words([Pin("3", 12, Span(0, 900), "pain " * 180)])
    assert told.endswith("pain…”")
    assert len(told) < 160


def test_of_many_places_the_first_are_told_and_each_once() -> None:
    pins = [Pin("1", page, Span(0, 1), "a") for page in (1, 2, 3, 4, 5, 6, 1)]
    assert pin_words(pins)[-1] == "and 2 more places"
    assert len(pin_words(pins)) == 5
    assert pin_words(pins[:1] * 3) == ("page 1: “a”",)
