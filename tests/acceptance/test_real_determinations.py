"""The main job on real input: five real determinations are read, checked, and issued again as accessible PDF."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from openimr.determinations.checking import check
from openimr.determinations.model import Determination, FactKind, Layout, Outcome, ReviewerKind
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import tidy
from openimr.determinations.writing import Form, Losses, write

NUMBERS = ("000", "001", "002", "003", "004")
PARTIES = ("employer", "employee", "providers", "claims administrator")


@pytest.fixture(scope="module")
def read(seeds: dict[str, str]) -> dict[str, Determination]:
    return {number: read_text(text, name=number) for number, text in seeds.items()}


# What each letter says, by its number. Written down from the letters by hand.
REVIEWERS: dict[str, dict[str, Any]] = {
    "000": {"board_certifications": ("Physical Medicine and Rehabilitation",), "licence_states": ("NV",)},
    "001": {"board_certifications": ("Psychiatry",), "licence_states": ("IL", "WI")},
    "002": {
        "kind": ReviewerKind.PHYSICIAN_REVIEWER,
        "board_certifications": ("Pain Management",),
        "subspecialties": ("Disability Evaluation",),
        "licence_states": ("CA",),
    },
    "003": {
        "board_certifications": ("Physical Medicine and Rehabilitation",),
        "subspecialties": ("Interventional Spine",),
        "licence_states": ("CA",),
    },
    "004": {"board_certifications": (), "specialties": ("Family Practice",), "licence_states": ("AZ", "CA")},
}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_reviewer_is_read_whole(read: dict[str, Determination], number: str) -> None:
    reviewer = read[number].reviewer
    expected = {"kind": ReviewerKind.EXPERT_REVIEWER, "subspecialties": (), "specialties": (), **REVIEWERS[number]}
    assert {name: getattr(reviewer, name) for name in expected} == expected
    assert reviewer.active_practice_years_over == 5
    assert reviewer.active_practice_hours_per_week == 24
    assert reviewer.no_affiliation_with == PARTIES


@pytest.mark.parametrize(
    ("number", "layout"),
    [("000", Layout.L4A), ("001", Layout.L4A), ("002", Layout.L4A), ("003", Layout.L4A), ("004", Layout.L4B)],
)
def test_the_layout_is_recognised(read: dict[str, Determination], number: str, layout: Layout) -> None:
    assert read[number].layout is layout
    assert read[number].problems == ()


@pytest.mark.parametrize(
    ("number", "age", "sex"),
    [("000", 55, "female"), ("001", 47, "male"), ("002", 52, "female"), ("003", 57, "female"), ("004", 54, "female")],
)
def test_the_employee_is_read(read: dict[str, Determination], number: str, age: int, sex: str) -> None:
    assert (read[number].employee.age_years, read[number].employee.sex) == (age, sex)


@pytest.mark.parametrize(
    ("number", "injury", "ur_decision"),
    [
        ("000", dt.date(2013, 4, 21), dt.date(2013, 9, 16)),
        ("001", None, None),
        ("002", dt.date(2010, 3, 8), None),
        ("003", dt.date(2007, 2, 21), dt.date(2014, 8, 21)),
        ("004", dt.date(2012, 8, 6), dt.date(2015, 1, 20)),
    ],
)
def test_days_are_read_and_none_is_guessed(
    read: dict[str, Determination], number: str, injury: dt.date | None, ur_decision: dt.date | None
) -> None:
    assert (read[number].dates.injury, read[number].dates.ur_decision) == (injury, ur_decision)


HEADINGS = {
    "000": ["12 SESSIONS OF RELAXATION TRAINING FOR PAIN CONTROL (MEDICAL HYPNOTHERAPY)"],
    "001": ["Cognitive Behavioral Therapy and Relaxation Training (x4)"],
    "002": ["Individual psychology 1 time a week times 6 weeks"],
    "003": ["Additional occupational therapy 2x6 weeks (12 sessions) low back, right shoulder, right wrist"],
    "004": [
        "12 sessions of Bio behavioral therapy for the cervical lumbar",
        "12 sessions of acupuncture for the cervical lumbar",
    ],
}


@pytest.mark.parametrize("number", NUMBERS)
def test_disputed_treatments_and_outcomes_are_read(read: dict[str, Determination], number: str) -> None:
    treatments = read[number].disputed_treatments
    assert [treatment.heading for treatment in treatments] == HEADINGS[number]
    outcomes = [Outcome.OVERTURNED, Outcome.UPHELD] if number == "004" else [Outcome.UPHELD]
    assert [treatment.outcome for treatment in treatments] == outcomes


@pytest.mark.parametrize(
    ("number", "side", "uses_mtus", "citations"),
    [
        ("000", "claims_administrator_basis", False, [("odg", "Official Disability Guidelines", None, None, ())]),
        (
            "000",
            "reviewer_basis",
            False,
            [("odg", "Official Disability Guidelines", "Pain (Chronic)", "Yoga/mindfulness", ())],
        ),
        (
            "001",
            "claims_administrator_basis",
            True,
            [
                (
                    "mtus",
                    "Chronic Pain Treatment Guidelines",
                    None,
                    "Pyschological treatment & Behavoriaal Interventions",
                    (),
                )
            ],
        ),
        (
            "001",
            "reviewer_basis",
            True,
            [
                (
                    "mtus",
                    "Chronic Pain Treatment Guidelines",
                    None,
                    "Part 2-Pain Interventions and Treatments",
                    (23,),
                )
            ],
        ),
        (
            "002",
            "reviewer_basis",
            True,
            [
                (
                    "mtus",
                    "Chronic Pain Treatment Guidelines",
                    None,
                    "Biophysical and bio psychosocial Model of pain",
                    (4, 5, 23, 101),
                )
            ],
        ),
        (
            "003",
            "reviewer_basis",
            True,
            [("mtus", "Chronic Pain Treatment Guidelines", None, "Physical Medicine", (98, 99))],
        ),
        (
            "004",
            "reviewer_basis",
            True,
            [("mtus", "Chronic Pain Treatment Guidelines", None, "psychological treatment", (101,))],
        ),
    ],
)
def test_guidelines_are_read(
    read: dict[str, Determination], number: str, side: str, uses_mtus: bool, citations: list[tuple[Any, ...]]
) -> None:
    basis = getattr(read[number].disputed_treatments[0], side)
    assert basis.uses_mtus is uses_mtus
    assert [(c.family, c.guideline, c.chapter, c.section, c.pages) for c in basis.citations] == citations


def test_the_update_of_a_guideline_is_read(read: dict[str, Determination]) -> None:
    basis = read["000"].disputed_treatments[0].reviewer_basis
    assert basis is not None
    assert basis.citations[0].updated_on == dt.date(2014, 7, 10)


def test_a_basis_of_both_kinds_is_read(read: dict[str, Determination]) -> None:
    basis = read["002"].disputed_treatments[0].claims_administrator_basis
    assert basis is not None
    assert basis.uses_mtus is True
    assert [citation.family for citation in basis.citations] == ["mtus", "odg"]


def test_chapters_that_a_missing_blank_glues_together_are_told_apart(read: dict[str, Determination]) -> None:
    for treatment in read["004"].disputed_treatments:
        basis = treatment.claims_administrator_basis
        assert basis is not None
        assert [(c.guideline, c.chapter) for c in basis.citations] == [
            ("ACOEM", "Chapter 8 Neck and Upper Back Complaints"),
            ("ACOEM", "Chapter 12 Low Back Complaints"),
            ("Acupuncture Treatment Guidelines", None),
        ]


def test_scores_are_found_with_their_time(read: dict[str, Determination]) -> None:
    scores = [fact for fact in read["001"].facts if fact.kind is FactKind.SCORE]
    assert [(fact.name, fact.value) for fact in scores] == [("BDI", 22.0), ("BDI", 10.0)]
    assert scores[0].on_text == "April"


@pytest.mark.parametrize(("number", "prior"), [("001", {12}), ("002", {18}), ("003", set()), ("004", set())])
def test_prior_sessions_are_found_and_an_unknown_count_stays_unknown(
    read: dict[str, Determination], number: str, prior: set[int]
) -> None:
    facts = [fact for fact in read[number].facts if fact.kind is FactKind.PRIOR_SESSIONS]
    assert {fact.count for fact in facts} == prior


def test_both_actions_of_utilization_review_are_found_where_a_letter_gives_two(read: dict[str, Determination]) -> None:
    actions = {fact.action for fact in read["003"].facts if fact.kind is FactKind.UR_ACTION}
    assert actions == {"denied", "modified"}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_character_belongs_to_one_part(
    seeds: dict[str, str], read: dict[str, Determination], number: str
) -> None:
    owners = [0] * len(seeds[number])
    for part in read[number].parts:
        for place in range(part.span.start, part.span.end):
            owners[place] += 1
    assert all(count == 1 for count, character in zip(owners, seeds[number], strict=True) if not character.isspace())


@pytest.mark.parametrize("number", NUMBERS)
def test_every_value_points_at_its_words(seeds: dict[str, str], read: dict[str, Determination], number: str) -> None:
    determination = read[number]
    for path, span in determination.spans.items():
        words = tidy(span.quote(seeds[number]))
        assert words, path
        if path.endswith(("rationale", "heading", "clinical_case_summary")):
            value: Any = determination
            for name, at in (step.partition("[")[::2] for step in path.split(".")):
                value = getattr(value, name)
                value = value[int(at.rstrip("]"))] if at else value
            assert words == value
    for fact in determination.facts:
        assert tidy(fact.span.quote(seeds[number])) == fact.text


@pytest.mark.parametrize("number", NUMBERS)
def test_written_again_in_its_own_layout_a_letter_is_the_same(
    seeds: dict[str, str], read: dict[str, Determination], number: str
) -> None:
    written = write(read[number], to=Form.TXT)
    assert isinstance(written, str)
    assert written.split() == seeds[number].split()


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", [Form.TXT, Form.HTML, Form.PDF])
def test_issued_again_a_letter_reads_to_the_same_values(
    read: dict[str, Determination], number: str, form: Form
) -> None:
    for layout in (read[number].layout, Layout.OPEN):
        original = read[number]
        written = write(original, to=form, layout=layout, accept=Losses.DROP)
        data = written if isinstance(written, bytes) else written.encode()
        (opened,) = open_bytes(data, name=f"{number}.{form}")
        assert isinstance(opened, Original)
        again = read_text(opened.text, page_starts=opened.page_starts)
        for name in ("dates", "employee", "clinical_case_summary", "disputed_treatments", "case_number"):
            assert getattr(again, name) == getattr(original, name), name


def test_every_finding_is_true_and_the_known_defects_are_found(read: dict[str, Determination]) -> None:
    found = {number: {finding.code for finding in check(determination)} for number, determination in read.items()}
    assert {"D201", "D202", "D203", "D307"} <= found["000"]
    assert {"D306", "D208"} <= found["001"]
    assert {"D101", "D308"} <= found["002"]
    assert {"D106", "D108", "D502"} <= found["003"]
    assert {"D206", "D204"} <= found["004"]
    assert not found["004"] & {"D101", "D107", "D402"}
