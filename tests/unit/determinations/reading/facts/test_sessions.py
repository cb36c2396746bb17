from __future__ import annotations

import pytest

from openimr.determinations.model import FactKind
from openimr.determinations.reading.facts import find_facts

PRIOR = FactKind.PRIOR_SESSIONS
REQUESTED = FactKind.REQUESTED_SESSIONS
CERTIFIED = FactKind.CERTIFIED_SESSIONS
KINDS = (PRIOR, REQUESTED, CERTIFIED)


def sessions(text: str, where: str = "clinical_case_summary") -> list[tuple[FactKind, int | None, str | None]]:
    facts = find_facts(where=where, text=text)
    return [(fact.kind, fact.count, fact.name) for fact in facts if fact.kind in KINDS]


@pytest.mark.parametrize(
    ("text", "count", "name"),
    [
        ("He has apparently had 12 psychotherapy sessions with success.", 12, "psychotherapy"),
        ("He attended many sessions. The patient has already had 12.", 12, None),
        ("The patient completed 18 visits of physical therapy.", 18, "physical therapy"),
        ("UR cites the number of therapeutic sessions as 18.", 18, None),
        ("She is s/p 6 acupuncture treatments with relief.", 6, "acupuncture"),
        ("He has received 24 sessions of PT to date.", 24, "PT"),
        ("The patient has had twelve (12) chiropractic visits.", 12, "chiropractic"),
        ("18 sessions have been completed to date.", 18, None),
        ("The patient had 8 visits of massage therapy.", 8, "massage therapy"),
        ("The patient had a total of 8 visits.", 8, None),
        ("Prior treatment includes physical therapy x 12.", 12, "physical therapy"),
        ("The request was denied since 24 sessions had been completed.", 24, None),
        ("He underwent 10 sessions of work conditioning in 2013.", 10, "work conditioning"),
        ("She was treated with six aquatic therapy sessions.", 6, "aquatic therapy"),
        ("He attended twenty sessions of acupuncture and physical therapy.", 20, "acupuncture and physical therapy"),
        ("The patient received acupuncture 2 times a week for 3 weeks.", 6, "acupuncture"),
        ("She has had improvement with 6 sessions of biofeedback and she sleeps well.", 6, "biofeedback"),
    ],
)
def test_sessions_that_were_had_are_prior(text: str, count: int, name: str | None) -> None:
    assert sessions(text) == [(PRIOR, count, name)]


@pytest.mark.parametrize(
    "text",
    [
        "The MTUS asks for gains before more acupuncture is given, and gives a first course of 3 to 6 treatments.",
        "The ODG looks for a first course of 3 to 6 treatments, and then for exercise at home.",
        "According to the guidelines, benefit from 6 visits comes first.",
    ],
)
def test_what_a_guideline_gives_was_not_had(text: str) -> None:
    assert sessions(text) == []


def test_a_course_under_a_guideline_was_had_where_the_worker_had_it() -> None:
    assert sessions("Under the MTUS the patient had a course of 12 sessions of yoga.") == [(PRIOR, 12, "yoga")]


@pytest.mark.parametrize(
    ("text", "count", "name"),
    [
        ("The provider has requested an additional 4 sessions.", 4, None),
        ("A request had been made for 12 sessions of relaxation training for pain.", 12, "relaxation training"),
        ("The provider recommended another 12 sessions of acupuncture.", 12, "acupuncture"),
        ("She is requesting occupational therapy 2 times a week for 6 weeks.", 12, "occupational therapy"),
        ("The request for acupuncture times 12 was denied.", 12, "acupuncture"),
        ("The request is for chiropractic care 3 times a week for 4 weeks.", 12, "chiropractic care"),
        ("Treatment plan includes acupuncture twice a week for six weeks.", 12, "acupuncture"),
        ("Physical therapy 2x6 was requested.", 12, "Physical therapy"),
        ("The request for individual psychology 1 time a week times 6 weeks.", 6, "individual psychology"),
        ("It is noted that 6 additional sessions are requested.", 6, None),
        ("Utilization review non-certified 12 sessions of yoga.", 12, "yoga"),
        ("12 sessions of acupuncture are not medically necessary.", 12, "acupuncture"),
        ("The treater's request for 12 sessions exceeds what is recommended by MTUS.", 12, None),
        ("The doctor prescribed eight visits of aquatic therapy.", 8, "aquatic therapy"),
        ("The request for authorization of 6 visits is pending.", 6, None),
        ("The request for certification of 6 visits is pending.", 6, None),
        ("6 sessions of yoga were recommended by the treating physician.", 6, "yoga"),
        ("Another 6 visits of therapy.", 6, "therapy"),
        ("8 more sessions of therapy.", 8, "therapy"),
        ("8 sessions of therapy were not certified.", 8, "therapy"),
        ("The requested 12 sessions were certified by no one.", 12, None),
    ],
)
def test_sessions_that_are_asked_for_are_requested(text: str, count: int, name: str | None) -> None:
    assert sessions(text) == [(REQUESTED, count, name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UR approved 6 visits of physical therapy.", [(CERTIFIED, 6, "physical therapy")]),
        ("The request was partially certified for 6 sessions.", [(CERTIFIED, 6, None)]),
        ("UR certified 6 of 12.", [(CERTIFIED, 6, None), (REQUESTED, 12, None)]),
        (
            "Utilization modified the certification from the requested 12 sessions to 6 sessions.",
            [(REQUESTED, 12, None), (CERTIFIED, 6, None)],
        ),
        (
            "UR modified the request for 12 visits of PT to 4 visits.",
            [(REQUESTED, 12, "PT"), (CERTIFIED, 4, "PT")],
        ),
        ("He completed 6 of the 12 authorized visits.", [(CERTIFIED, 12, None), (PRIOR, 6, None)]),
        ("He completed 6 of 12 visits.", [(PRIOR, 6, None)]),
        ("He completed 6 of 12 requested visits of yoga.", [(PRIOR, 6, "yoga"), (REQUESTED, 12, "yoga")]),
        ("6 visits were authorized.", [(CERTIFIED, 6, None)]),
        (
            "He had 6 visits of yoga and 12 sessions of acupuncture were requested.",
            [(PRIOR, 6, "yoga"), (REQUESTED, 12, "acupuncture")],
        ),
    ],
)
def test_sessions_that_were_granted_are_certified(text: str, expected: list[tuple[FactKind, int, str | None]]) -> None:
    assert sorted(sessions(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "The State of California MTUS indicates a total of 6-10 sessions.",
        "Initial trial of 3-4 psychotherapy visits over 2 weeks.",
        "The guideline recommends 9 to 10 visits over 8 weeks.",
        "ODG recommends 10 visits over 8 weeks for this condition.",
        "Time to produce functional improvement: 3 to 6 treatments.",
        "With evidence of improvement, a total of up to 6-10 visits over 5-6 weeks.",
        "The guidelines support an initial trial of 6 visits.",
        "MTUS allows up to 24 visits of chiropractic manipulation.",
        "The request exceeds the 10 visits recommended by ODG.",
        "8 sessions of therapy are recommended for sprains.",
        "The patient has not completed 6 sessions of physical therapy.",
        "She never attended 3 visits.",
        "The claimant received an unknown amount of acupuncture treatment.",
        "He has had physical therapy.",
        "There is no information on the number of sessions.",
        "The patient takes Norco 10/325 mg x 2 weeks.",
        "Pain for 3 weeks.",
        "He works 8 hours a day 5 days a week for 10 years.",
        "He had 2 epidural steroid treatments with 20 minutes of treatment.",
        "Six months of treatment failed.",
        "There are 12 weeks of pain management counseling requested.",
        "The request is for therapy 2 times a week for 3 months.",
        "The patient was seen 3 times.",
        "The wound is 2x6 cm and was requested.",
        "He completed 12.",
        "In week 6 of 12.",
        "The request of page 12 is clear.",
        "She requests $12 treatments and 1.5 sessions.",
        "The pain is 8 of 10 after therapy.",
        "The request is for refills x 3.",
        "The prone sessions were fine.",
        "Therapy x 3 weeks was requested.",
    ],
)
def test_a_number_of_a_guideline_or_of_something_else_is_not_of_the_case(text: str) -> None:
    assert sessions(text) == []


@pytest.mark.parametrize(
    ("text", "count", "count_max", "name"),
    [
        ("CBT and Relaxation Training (x4)", 4, None, "CBT and Relaxation Training"),
        ("Additional occupational therapy 2x6 weeks (12 sessions) low back", 12, None, "occupational therapy"),
        ("Individual psychology 1 time a week times 6 weeks", 6, None, "Individual psychology"),
        ("Chiropractic 2-3 x week x 4-6 weeks", 8, 18, "Chiropractic"),
        ("PT 2xWk x 6Wks", 12, None, "PT"),
        ("Acupuncture, 6 sessions", 6, None, "Acupuncture"),
        ("Physical Therapy, 2 times weekly, lumbar spine, QTY: 12", 12, None, None),
        ("Aquatic therapy 2 times a week for 4 weeks, qty: 8 sessions", 8, None, "Aquatic therapy"),
        ("Physical therapy two (2) times a week for four (4) weeks for the knee", 8, None, "Physical therapy"),
        ("Acupuncture for the low back 2x4", 8, None, "Acupuncture"),
        ("Extracorporeal shockwave therapy times 3", 3, None, "Extracorporeal shockwave therapy"),
        ("ten individual psychotherapy sessions", 10, None, "individual psychotherapy"),
        ("4-6 sessions of requesting yoga", 4, 6, "requesting yoga"),
        ("Twelve sessions of yoga & massage", 12, None, "yoga & massage"),
        ("6 sessions and psychological treatment x6 in 2014", 6, None, None),
    ],
)  # fmt: skip
def test_a_heading_asks_for_its_number(text: str, count: int, count_max: int | None, name: str | None) -> None:
    facts = find_facts(where="disputed_treatments[0].heading", text=text)
    assert [(fact.kind, fact.count, fact.count_max) for fact in facts][:1] == [(REQUESTED, count, count_max)]
    assert facts[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "Norco 10/325mg #60",
        "MRI of the lumbar spine",
        "Lumbar epidural steroid injection x 3 at L4-5",
        "TENS unit 30 day rental",
        "Gym membership for 12 months",
        "Tramadol 50 mg quantity 90",
        "Splint 2x6",
    ],
)
def test_a_heading_without_sessions_has_no_number_of_them(text: str) -> None:
    assert find_facts(where="disputed_treatments[0].heading", text=text) == ()


def test_numbers_that_differ_are_two_facts() -> None:
    found = sessions("Occupational therapy 2x6 weeks (10 sessions)", "disputed_treatments[0].heading")
    assert [count for _, count, _ in found] == [12, 10]
