"""Services that the words beside their names tell more of."""

from __future__ import annotations

import pytest

from openimr.treatments import parse


def codes(wording: str) -> list[str | None]:
    return [request.service.code for request in parse(wording)]


@pytest.mark.parametrize(
    "wording",
    [
        "HELP program interdisciplinary evaluation",
        "Functional restoration program, initial evaluation",
        "FRP initial day evaluation",
        "evaluation for a functional restoration program",
        "Multidisciplinary evaluation for functional restoration program",
    ],
)
def test_an_evaluation_for_a_program_is_not_the_program(wording: str) -> None:
    if wording == "Functional restoration program, initial evaluation":
        assert codes(wording) == ["functional_restoration_program"]
    else:
        assert codes(wording) == ["program_evaluation"]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("functional restoration program for 2 weeks", "functional_restoration_program"),
        ("home health care evaluation", "home_health_evaluation"),
        ("evaluation home health care", "home_health_care"),
        ("for home health care", "home_health_care"),
    ],
)
def test_care_is_evaluated_only_where_the_words_say_so(wording: str, found: str) -> None:
    assert codes(wording) == [found]


def test_an_evaluation_that_is_a_service_of_its_own_is_none_of_the_program() -> None:
    assert codes("psychological evaluation for functional restoration program") == ["psychological_evaluation"]


@pytest.mark.parametrize(
    ("wording", "code", "specialty"),
    [
        ("consult with podiatry", "podiatry_consultation", "podiatry"),
        ("referral to ENT", "consultation", "otolaryngology"),
        ("referral to gastroenterologist", "internal_medicine_consultation", "gastroenterology"),
        ("plastic surgery evaluation", "consultation", "plastic surgery"),
        ("vascular surgery evaluation", "internal_medicine_consultation", "vascular surgery"),
        ("addiction medicine specialist evaluation", "addiction_consultation", "addiction medicine"),
        ("consultation, low back, neurology", "neurology_consultation", "neurology"),
        ("second opinion, spine surgery", "spine_consultation", "spine surgery"),
        ("toxicologist evaluation", "consultation", "toxicology"),
        ("lap band surgery consultation", "consultation", None),
        ("consultation", "consultation", None),
        ("consultation for dental problems", "consultation", "dentistry"),
    ],
)
def test_a_consultation_is_with_the_specialist_who_is_named(wording: str, code: str, specialty: str | None) -> None:
    (request,) = parse(wording)
    assert (request.service.code, request.specialty) == (code, specialty)


def test_a_specialty_of_which_nothing_is_asked_is_no_consultation() -> None:
    assert codes("nephrology") == [None]
    assert codes("low back pain") == [None]


def test_surgery_is_surgery_where_no_one_is_to_be_seen() -> None:
    assert codes("spine surgery") == ["surgery"]
    assert codes("hand surgery evaluation") == ["surgery"]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("detox program for opioid dependence", ["detoxification_program"]),
        ("opioids and NSAIDs", ["opioids"]),
        ("telehealth psychotherapy, 6 sessions", ["psychotherapy"]),
        ("telehealth follow-up visit", ["office_visit"]),
        ("telehealth consultation", ["telephone_consultation"]),
        ("discontinue Soma; start Tizanidine 4 mg #60", ["muscle_relaxants"]),
        ("diazepam 5 mg #1 prior to MRI", ["benzodiazepines"]),
        ("lumbar brace, LSO", ["back_brace"]),
        ("lumbar brace, back support", ["back_brace", "back_brace"]),
        ("blood test for TSH and testosterone", ["laboratory_test"]),
        ("2nd opinion with pain specialist, spine surgery", ["pain_management_consultation"]),
        ("Depo-Medrol 80 mg injection", ["corticosteroid_injection"]),
        ("prednisone 10 mg #10", ["corticosteroids"]),
        ("Flurbiprofen 20%, Baclofen 2%, hyaluronic acid 0.2% cream", ["compounded_medication"]),
        ("hyaluronic acid 2%", ["viscosupplementation"]),
    ],
)
def test_what_only_tells_how_why_or_with_what_is_no_request_of_its_own(wording: str, found: list[str]) -> None:
    assert codes(wording) == found


@pytest.mark.parametrize(
    ("wording", "accessories"),
    [
        ("TENS unit purchase with electrodes and batteries", ("electrodes", "batteries")),
        ("TENS unit with TENS supplies", ("supplies",)),
        ("IF unit (purchase) with monthly supplies", ("monthly supplies",)),
        ("wheelchair with elevating leg rests", ("leg rests",)),
    ],
)
def test_supplies_that_are_not_counted_come_with_the_device(wording: str, accessories: tuple[str, ...]) -> None:
    (request,) = parse(wording)
    assert request.accessories == accessories
    assert request.body == ()


@pytest.mark.parametrize(
    "wording", ["H-wave unit electrodes", "TENS unit electrodes", "TENS unit with electrodes, 4 packs", "TENS, walker"]
)
def test_supplies_that_are_counted_or_stand_alone_are_not_told_as_accessories(wording: str) -> None:
    assert "electrodes" not in parse(wording)[0].accessories


@pytest.mark.parametrize(
    ("wording", "hours", "days", "weekly"),
    [
        ("homemaker services 4 hours twice a week", 4, 2, 8),
        ("housekeeper once a week for 4 hours", 4, 1, 4),
    ],
)
def test_hours_beside_times_a_week_are_those_of_each_day(
    wording: str, hours: float, days: float, weekly: float
) -> None:
    (request,) = parse(wording)
    assert request.frequency is not None
    assert request.days is not None
    assert request.weekly is not None
    assert (request.frequency.min, request.days.min, request.weekly.derived) == (hours, days, weekly)


@pytest.mark.parametrize(
    "wording", ["home health aide 4 hours twice a month", "home health aide once a week", "home health aide 4 hours"]
)
def test_hours_without_times_a_week_are_not_those_of_a_day(wording: str) -> None:
    assert parse(wording)[0].days is None


@pytest.mark.parametrize(
    ("wording", "per_day"),
    [("24-hour home care", 24), ("24 hour home care, 7 days a week", 24), ("24 hour holter monitor", None)],
)
def test_care_by_day_and_night_is_of_24_hours_a_day(wording: str, per_day: float | None) -> None:
    frequency = parse(wording)[0].frequency
    assert (frequency.min if frequency else None) == per_day
