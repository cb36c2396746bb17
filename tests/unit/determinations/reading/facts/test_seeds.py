from __future__ import annotations

import re

import pytest

from openimr.determinations.model import FactKind, Sex
from openimr.determinations.reading.facts import find_facts, find_injury_date, find_person, find_ur_date
from openimr.determinations.reading.flow import tidy

DIAGNOSIS = FactKind.DIAGNOSIS
PRIOR = FactKind.PRIOR_SESSIONS
REQUESTED = FactKind.REQUESTED_SESSIONS
CERTIFIED = FactKind.CERTIFIED_SESSIONS
SCORE = FactKind.SCORE
INJURY = FactKind.INJURY_DATE
VISIT = FactKind.VISIT_DATE
UR_DATE = FactKind.UR_DATE
ACTION = FactKind.UR_ACTION
MISSING = FactKind.NOT_DOCUMENTED

SUMMARIES: dict[str, list[tuple[FactKind, object]]] = {
    "000": [
        (INJURY, "2013-04-21"),
        (VISIT, "2013-07-30"),
        (REQUESTED, (12, "relaxation training")),
        (ACTION, "denied"),
        (UR_DATE, "2013-09-16"),
    ],
    "001": [
        (INJURY, "September of 2007"),
        (DIAGNOSIS, "Depressive Disorder NOS"),
        (DIAGNOSIS, "chronic pain"),
        (PRIOR, (12, "psychotherapy")),
        (REQUESTED, (4, None)),
        (ACTION, "denied"),
        (ACTION, "denied"),
        (REQUESTED, (4, "CBT and Relaxation Training")),
    ],
    "002": [
        (INJURY, "2010-03-08"),
        (MISSING, "mechanism"),
        (DIAGNOSIS, "lumbar degenerative disc disease"),
        (DIAGNOSIS, "left lower extremity radiculopathy"),
        (DIAGNOSIS, "intermittent upper extremity radiculopathy"),
        (DIAGNOSIS, "diffuse regional myofascial pain"),
        (DIAGNOSIS, "chronic pain syndrome"),
        (DIAGNOSIS, "mood disorder"),
        (DIAGNOSIS, "Psychogenic pain"),
        (DIAGNOSIS, "Depressive disorder"),
        (DIAGNOSIS, "Thoracic disc degeneration"),
        (DIAGNOSIS, "cervical disc degeneration"),
        (DIAGNOSIS, "Lumbosacral disc degeneration"),
    ],
    "003": [
        (INJURY, "2007-02-21"),
        (DIAGNOSIS, "Lumbar disk displacement"),
        (DIAGNOSIS, "Cervicalgia"),
        (DIAGNOSIS, "Chronic pain syndrome"),
        (DIAGNOSIS, "Psychogenic pain"),
        (DIAGNOSIS, "Anxiety state NOS"),
        (DIAGNOSIS, "Depressive disorder NEC"),
        (VISIT, "2014-08-06"),
        (DIAGNOSIS, "chronic pain disorder"),
        (DIAGNOSIS, "severe mood disorder"),
        (DIAGNOSIS, "depression"),
        (DIAGNOSIS, "anxiety"),
        (DIAGNOSIS, "bulimia"),
        (REQUESTED, (12, "occupational therapy")),
        (ACTION, "denied"),
        (UR_DATE, "2014-08-21"),
    ],
    "004": [
        (INJURY, "2012-08-06"),
        (VISIT, "2015-01-13"),
        (REQUESTED, (12, "acupuncture")),
        (DIAGNOSIS, "lumbar radiculopathy"),
        (DIAGNOSIS, "piriformis syndrome"),
        (DIAGNOSIS, "chronic pain syndrome"),
        (UR_DATE, "2015-01-20"),
        (REQUESTED, (12, "bio-behavioral therapy")),
        (ACTION, "denied"),
        (REQUESTED, (12, "acupuncture")),
        (ACTION, "denied"),
    ],
}
RATIONALES: dict[str, list[list[tuple[FactKind, object]]]] = {
    "000": [
        [
            (VISIT, "2013-07-30"),
            (MISSING, "other first-line treatments and their efficacy"),
            (REQUESTED, (12, "relaxation therapy")),
        ]
    ],
    "001": [
        [
            (VISIT, "8/5 of this year"),
            (SCORE, ("BDI", 22.0, "April")),
            (SCORE, ("BDI", 10.0, "at the time of the above mentioned visit")),
            (MISSING, "rationale"),
            (PRIOR, (12, None)),
            (REQUESTED, (4, None)),
        ]
    ],
    "002": [
        [
            (MISSING, "prior therapy results"),
            (MISSING, "number of sessions or the effects"),
            (PRIOR, (18, None)),
            (REQUESTED, (6, None)),
            (MISSING, "patient's status and response to therapy"),
            (REQUESTED, (6, "individual psychology")),
        ]
    ],
    "003": [
        [
            (REQUESTED, (12, "occupational therapy")),
            (ACTION, "modified"),
            (REQUESTED, (12, None)),
            (CERTIFIED, (6, None)),
            (MISSING, "number of treatments the patient has received in the past"),
            (
                MISSING,
                "why the patient would not be able to transition into a self-directed home exercise program",
            ),
            (REQUESTED, (12, None)),
        ]
    ],
    "004": [
        [(REQUESTED, (12, "behavioral therapy"))],
        [
            (MISSING, "amount of acupuncture treatment"),
            (MISSING, "treatment notes and response"),
            (REQUESTED, (12, None)),
        ],
    ],
}
HEADINGS = {
    "000": [(12, "RELAXATION TRAINING")],
    "001": [(4, "Cognitive Behavioral Therapy and Relaxation Training")],
    "002": [(6, "Individual psychology")],
    "003": [(12, "occupational therapy")],
    "004": [(12, "Bio behavioral therapy"), (12, "acupuncture")],
}
PERSONS = {
    "000": (55, Sex.FEMALE),
    "001": (47, Sex.MALE),
    "002": (52, Sex.FEMALE),
    "003": (57, Sex.FEMALE),
    "004": (54, Sex.FEMALE),
}
NUMBERS = sorted(SUMMARIES)


def summary_of(letter: str) -> str:
    after = tidy(letter).partition("including all medical records: ")[2]
    return after.partition(" IMR ISSUES")[0]


def headings_of(letter: str) -> list[str]:
    after = tidy(letter).partition("set forth below: ")[2]
    pieces = re.split(r":\s(?:Upheld|Overturned)", after)[:-1]
    return [re.split(r"(?<=[a-z])\. ", piece)[-1] for piece in pieces]


def rationales_of(letter: str) -> list[str]:
    after = tidy(letter).partition("set forth below: ")[2]
    pieces = after.split("Decision rationale: ")[1:]
    return [re.split(r" 12 sessions of acupuncture for the cervical", piece)[0] for piece in pieces]


def told(where: str, text: str) -> list[tuple[FactKind, object]]:
    found: list[tuple[FactKind, object]] = []
    for fact in find_facts(where=where, text=text):
        assert fact.span.quote(text) == fact.text
        on = str(fact.on) if fact.on else fact.on_text
        if fact.kind in {PRIOR, REQUESTED, CERTIFIED}:
            found.append((fact.kind, (fact.count, fact.name)))
        elif fact.kind is SCORE:
            found.append((fact.kind, (fact.name, fact.value, on)))
        else:
            found.append((fact.kind, fact.name or (str(fact.action) if fact.action else on)))
    return found


@pytest.mark.parametrize("number", NUMBERS)
def test_the_summary_of_a_real_determination_tells_these_facts(seeds: dict[str, str], number: str) -> None:
    assert told("clinical_case_summary", summary_of(seeds[number])) == SUMMARIES[number]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_rationales_of_a_real_determination_tell_these_facts(seeds: dict[str, str], number: str) -> None:
    found = [told("disputed_treatments[0].rationale", text) for text in rationales_of(seeds[number])]
    assert found == RATIONALES[number]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_headings_of_a_real_determination_tell_what_was_requested(seeds: dict[str, str], number: str) -> None:
    found = [told("disputed_treatments[0].heading", text) for text in headings_of(seeds[number])]
    assert found == [[(REQUESTED, said)] for said in HEADINGS[number]]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_worker_of_a_real_determination_is_known(seeds: dict[str, str], number: str) -> None:
    text = summary_of(seeds[number])
    person = find_person(text)
    assert (person.age_years, person.sex) == PERSONS[number]
    assert person.age_span is not None
    assert str(person.age_years) in person.age_span.quote(text)
    assert person.sex_span is not None
    assert person.sex_span.quote(text) == person.sex


def test_the_days_of_a_real_determination_are_found_alone_too(seeds: dict[str, str]) -> None:
    injury = find_injury_date(summary_of(seeds["003"]))
    review = find_ur_date(summary_of(seeds["003"]))
    assert injury is not None
    assert review is not None
    assert (str(injury.on), injury.on_text) == ("2007-02-21", "02/21/2007")
    assert str(review.on) == "2014-08-21"
    assert find_ur_date(summary_of(seeds["001"])) is None
