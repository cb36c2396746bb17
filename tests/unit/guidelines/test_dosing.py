import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.arithmetic import UNKNOWN, Count, Range
from openimr.guidelines.dosing import requested_dose
from openimr.treatments import parse
from openimr.treatments.request import Dose, Drug, Ingredient, TreatmentRequest

ON = dt.date(2014, 9, 1)
MORPHINE = "morphine_milligram"


def dose(wording: str, on: dt.date = ON, unit: str = MORPHINE) -> Count:
    (request,) = parse(wording)
    found = requested_dose(request, unit=unit, on=on)
    assert found is not None
    return found


def of_drug(**given: object) -> Count:
    drug = Drug(name="oxycodone", generic="oxycodone", **given)  # type: ignore[arg-type] # each test gives what it needs
    found = requested_dose(TreatmentRequest(raw="", drug=drug), unit=MORPHINE, on=ON)
    assert found is not None
    return found


def test_a_daily_dose_is_told_with_its_arithmetic() -> None:
    # Source: factor 1.5 of the table in Pain 2008;138:440.
    (told,) = dose("oxycodone 10 mg #120, 1 tab q6h").notes
    assert told == (
        "10 milligrams × 4 a day = 40 milligrams of oxycodone a day; × 1.5 (Table 1, Pain 2008;138:440) = "
        "60 mg of oral morphine equivalents a day."
    )


@pytest.mark.parametrize(
    ("wording", "on", "low", "high"),
    [
        ("Norco 10/325 #120 1 tab q6h", "2014-09-01", 40, 40),
        ("OxyContin 20 mg bid #60", "2014-09-01", 60, 60),
        ("Percocet 10/325 1-2 tabs q6h #180", "2014-09-01", 60, 120),
        ("morphine sulfate ER 30 mg 1 po bid #60", "2019-09-01", 60, 60),
        ("Ultracet 37.5/325 1 tab tid", "2014-09-01", 11.25, 11.25),
        # Source: the factor of tramadol is 0.1 in the table of 2008 and 0.2 in that of 2022.
        ("tramadol 50 mg 1 tab bid", "2022-11-03", 10, 10),
        ("tramadol 50 mg 1 tab bid", "2022-11-04", 20, 20),
        # Source: CDC 2016: methadone up to 20 mg a day × 4, above × 8.
        ("methadone 10 mg bid", "2016-03-18", 80, 80),
        ("methadone 10 mg tid", "2016-03-18", 240, 240),
        ("methadone 10 mg tid", "2016-03-17", 90, 90),
        ("fentanyl patch 75 mcg/hr #10", "2014-09-01", 180, 180),
    ],
)
def test_a_dose_is_that_of_the_opioid_alone_by_the_table_of_its_day(
    wording: str, on: str, low: float, high: float
) -> None:
    assert dose(wording, dt.date.fromisoformat(on)).range == Range(min=low, max=high)


def test_as_needed_counts_the_most_that_the_directions_allow_and_says_so() -> None:
    found = dose("hydrocodone/APAP 10/325 mg 1 tab q6h prn")
    assert found.range == Range(min=40, max=40)
    assert found.notes[-1] == "As needed: the most that the directions allow is counted."


def test_the_factors_of_a_range_are_both_told() -> None:
    (wide,) = (dose("methadone 10 mg 1-2 tabs bid", dt.date(2017, 1, 1)),)
    assert wide.range == Range(min=80, max=320)
    assert "× 4 to 8 (CDC Guideline 2016, JAMA 2016;315:1624, table 4) = 80 to 320 mg" in wide.notes[0]


def test_a_table_that_is_not_wholly_checked_says_so() -> None:
    assert ", partial)" in dose("oxycodone 10 mg 1 tab q6h", dt.date(2023, 1, 1)).notes[0]


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        (
            "oxycodone 10 mg #120",
            "The request does not say how many are taken a day, so that the daily dose is unknown.",
        ),
        ("oxycodone 1 tab q6h", "The request does not give the strength of oxycodone as a mass."),
        (
            "Butrans patch 10 mcg/hr",
            "No table published up to 2014-09-01 gives a factor for buprenorphine: its morphine dose is unknown.",
        ),
        (
            "buprenorphine 8 mg bid",
            "No table published up to 2014-09-01 gives a factor for buprenorphine: its morphine dose is unknown.",
        ),
    ],
)
def test_what_is_missing_leaves_the_dose_unknown_and_is_named(wording: str, reason: str) -> None:
    found = dose(wording)
    assert (found.range, found.notes) == (UNKNOWN, (reason,))


def test_without_a_drug_there_is_no_dose() -> None:
    assert requested_dose(TreatmentRequest(raw="acupuncture"), unit=MORPHINE, on=ON) is None


def test_of_several_strengths_none_is_chosen() -> None:
    found = of_drug(strength="10 mg", other_strengths=("20 mg",))
    assert found.range == UNKNOWN
    assert "several strengths (10 mg, 20 mg)" in found.notes[0]


def test_what_is_dispensed_over_its_days_stands_for_the_directions() -> None:
    found = of_drug(ingredients=(Ingredient(name="oxycodone", strength="10 mg"),), per_day=4)
    assert found.range == Range(min=60, max=60)
    assert found.notes[-1] == "Units a day are what is dispensed over its days' supply."


def test_directions_without_a_highest_number_leave_the_dose_unknown() -> None:
    assert of_drug(strength="10 mg", sig=Dose(words="as directed", per_day_min=1)).range == UNKNOWN


def test_a_ceiling_in_grams_takes_the_dose_of_the_drug_itself() -> None:
    found = dose("acetaminophen 500 mg 2 tabs tid", unit="gram")
    assert found.range == Range(min=3, max=3)
    assert found.notes[0] == "500 milligrams × 6 a day = 3000 milligrams of acetaminophen a day."
    by_volume = dose("acetaminophen 500 mg 2 tabs tid", unit="milliliter")
    assert by_volume.range == UNKNOWN
    assert by_volume.notes[0].endswith("and that is no number of milliliters.")
    patch = dose("fentanyl patch 75 mcg/hr #10", unit="gram")
    assert (patch.range, patch.notes) == (
        UNKNOWN,
        ("75 micrograms of fentanyl an hour: that is no number of grams a day.",),
    )


@given(st.integers(1, 200), st.integers(1, 12), st.integers(0, 12))
def test_more_a_day_is_never_a_smaller_dose(strength: int, times: int, more: int) -> None:
    words = f"{strength} mg"
    fewer, higher = (
        of_drug(strength=words, sig=Dose(words="", per_day_min=count, per_day_max=count)).range
        for count in (times, times + more)
    )
    assert (fewer.max or 0) <= (higher.max or 0)
    assert fewer.is_exact


@pytest.mark.parametrize(
    ("wording", "amount"),
    [
        ("Tylenol #3 300/30 mg #90 tid", 13.5),
        ("Tylenol with codeine 30/300 mg #60 bid", 9),
        ("Norco 325/10 mg #60 bid", 20),
        ("hydrocodone/ibuprofen 200/7.5 mg #60 bid", 15),
        ("Seglentis 56/44 mg #60 bid", 11.2),  # celecoxib may weigh less than the opioid beside it
        ("Norco 10 mg #60 bid", 20),
    ],
)
def test_of_a_combination_the_opioid_is_counted_in_whatever_order_the_masses_stand(wording: str, amount: float) -> None:
    assert dose(wording).range == Range(min=amount, max=amount)


def test_a_mass_that_is_taken_for_that_of_the_opioid_is_told() -> None:
    assert dose("Norco 325/10 mg #60 bid").notes[-1] == "The smaller of the two masses is counted as hydrocodone."
    assert (
        dose("Tylenol #3 300/30 mg #90 tid").notes[0].startswith("30 milligrams × 3 a day = 90 milligrams of codeine")
    )
