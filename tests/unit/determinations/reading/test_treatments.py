# ruff: noqa: FLY002 - a letter is built field by field
from __future__ import annotations

import pytest

from openimr.determinations.model import DisputedTreatment, Outcome, PartKind, ProblemKind
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.treatments import read_labelled_treatments

ADMIN = "Claims Administrator guideline: Decision based on MTUS Acupuncture Treatment Guidelines."
REVIEWER = "MAXIMUS guideline: Decision based on MTUS Acupuncture Treatment Guidelines."
WHY = "Decision rationale: It helped. The request is medically necessary."


def read(text: str) -> tuple[tuple[DisputedTreatment, ...], Draft]:
    draft = Draft(fold(text))
    return read_labelled_treatments(draft, 0, len(draft.flow.text)), draft


def headings(text: str) -> list[str]:
    return [treatment.heading for treatment in read(text)[0]]


def test_a_treatment_has_title_outcome_two_guidelines_and_a_rationale() -> None:
    (treatment,), draft = read(f"Six visits:  Overturned\n\n{ADMIN}\n\n{REVIEWER}\n\n{WHY}\n")
    assert treatment.heading == "Six visits"
    assert treatment.outcome is Outcome.OVERTURNED
    assert treatment.claims_administrator_basis
    assert treatment.claims_administrator_basis.text.startswith("Decision based on")
    assert treatment.reviewer_basis
    assert treatment.rationale == "It helped. The request is medically necessary."
    assert not draft.problems
    assert [part.kind for part in draft.parts()] == [
        PartKind.TREATMENT_HEADING,
        PartKind.CLAIMS_ADMINISTRATOR_BASIS,
        PartKind.REVIEWER_BASIS,
        PartKind.RATIONALE,
    ]


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        ("Upheld", Outcome.UPHELD),
        ("UPHELD", Outcome.UPHELD),
        ("overturned", Outcome.OVERTURNED),
        ("Partially Overturned", Outcome.PARTIALLY_OVERTURNED),
        ("Partially Upheld", Outcome.PARTIALLY_OVERTURNED),
        ("Overturned in part", Outcome.PARTIALLY_OVERTURNED),
        ("Modified.", Outcome.PARTIALLY_OVERTURNED),
    ],
)
@pytest.mark.parametrize("colon", [":", ": ", ":  ", " : "])
def test_the_mark_behind_the_title_is_the_outcome(mark: str, outcome: Outcome, colon: str) -> None:
    (treatment,), _ = read(f"A brace{colon}{mark}\n\n{ADMIN}\n\n{REVIEWER}\n\n{WHY}")
    assert (treatment.heading, treatment.outcome) == ("A brace", outcome)


@pytest.mark.parametrize(
    "second",
    [
        "Physical therapy 2 times a week for 6 weeks (12 sessions) for the\nlow back",
        "PHYSICAL THERAPY 2 TIMES A WEEK\nFOR 6 WEEKS (LOW\nBACK)",
        "Physical therapy (2 times a\n\nweek)",
        "PHYSICAL THERAPY FOR\n\nTHE LOW BACK",
        "Physical therapy of the\n\nLow back",
        "Norco 10/325 mg. No. 60",
        "Retro: Norco (DOS 1/2/14)",
    ],
)
def test_a_title_may_run_over_lines_and_blank_lines(second: str) -> None:
    text = f"A brace: Upheld\n\n{ADMIN}\n\n{REVIEWER}\n\n{WHY}\n\n{second}: Upheld\n\n{ADMIN}\n\n{REVIEWER}\n\n{WHY}"
    assert headings(text) == ["A brace", " ".join(second.split())]


@pytest.mark.parametrize("second", ["Norco 10/325 mg. No. 60", "Six visits (low back)", "MRI OF THE NECK"])
@pytest.mark.parametrize("between", ["\n", " "])
def test_a_text_without_paragraphs_is_cut_behind_the_sentence_that_concludes(second: str, between: str) -> None:
    parts = ["A brace: Upheld", ADMIN, REVIEWER, WHY, f"{second}: Upheld", ADMIN, REVIEWER, WHY]
    assert headings(between.join(parts)) == ["A brace", second]


def test_a_rationale_without_full_stop_ends_before_the_line_of_the_next_title() -> None:
    why = "Decision rationale: The records that were handed in for this review fail to establish\nmedical necessity"
    text = "\n".join(["A brace: Upheld", ADMIN, REVIEWER, why, "A cane: Upheld", ADMIN, REVIEWER, WHY])
    treatments, _ = read(text)
    assert [treatment.heading for treatment in treatments] == ["A brace", "A cane"]
    assert (treatments[0].rationale or "").endswith("fail to establish medical necessity")


def test_a_rationale_without_full_stop_ends_before_the_paragraph_of_the_next_title() -> None:
    why = "Decision rationale: The records fail to establish medical necessity"
    text = "\n\n".join(["A brace: Upheld", ADMIN, REVIEWER, why, "A cane: Upheld", ADMIN, REVIEWER, WHY])
    assert headings(text) == ["A brace", "A cane"]


def test_without_any_end_of_a_sentence_nothing_is_cut_off() -> None:
    text = f"A brace: Upheld {ADMIN} {REVIEWER} Decision rationale: not enough A cane: Upheld {ADMIN} {REVIEWER} {WHY}"
    treatments, draft = read(text)
    assert len(treatments) == 2
    assert treatments[1].heading == "not enough A cane"
    assert draft.problems


def test_the_last_sentence_ends_the_prose_where_none_concludes() -> None:
    why = "Decision rationale: Nothing was sent. It is too early."
    text = f"A brace: Upheld {ADMIN} {REVIEWER} {why} A cane: Upheld {ADMIN} {REVIEWER} {WHY}"
    assert headings(text) == ["A brace", "A cane"]


def test_a_far_sentence_does_not_make_the_title_long() -> None:
    why = "Decision rationale: " + "\n".join(
        ["He walks. " + "He said that it hurt him much when he did so and then " * 3] * 6
    )
    text = "\n".join(["A brace: Upheld", ADMIN, REVIEWER, why, "A cane: Upheld", ADMIN, REVIEWER, WHY])
    assert headings(text)[1].endswith("A cane")


def test_twelve_treatments_are_twelve() -> None:
    one = "{}: Upheld\n\n" + "\n\n".join([ADMIN, REVIEWER, WHY])
    names = [f"Treatment {letter}" for letter in "ABCDEFGHIJKL"]
    treatments, draft = read("\n\n".join(one.format(name) for name in names))
    assert [treatment.heading for treatment in treatments] == names
    assert not draft.problems
    assert {part.treatment for part in draft.parts()} == set(range(12))


@pytest.mark.parametrize(
    "prose",
    [
        "The appeal ended: upheld in part. So it is.",
        "Utilization review was Upheld. The rationale: the guideline.",
        "The earlier decision was: Overturned by the court.",
        "The provider gave this rationale: pain. The MAXIMUS guideline: none was named.",
        "The form says “Claims Administrator guideline: none given”. It is not so.",
        "It follows the Claims Administrator guideline: Decision based on MTUS, as said.",
        "Outcome of the last review: Upheld: no change.",
    ],
)
def test_words_of_prose_begin_no_treatment(prose: str) -> None:
    (treatment,), draft = read(f"A brace: Upheld\n\n{ADMIN}\n\n{REVIEWER}\n\nDecision rationale: {prose}\n")
    assert treatment.rationale == prose
    assert not draft.problems


def test_a_missing_reviewer_guideline_is_told() -> None:
    (treatment,), draft = read(f"A brace: Upheld\n\n{ADMIN}\n\n{WHY}")
    assert treatment.reviewer_basis is None
    assert treatment.claims_administrator_basis
    assert treatment.rationale
    (problem,) = draft.problems
    assert problem.kind is ProblemKind.INCOMPLETE
    assert problem.message == "Disputed treatment 1 has no reviewer's guideline."


@pytest.mark.parametrize("first", [ADMIN, REVIEWER])
def test_a_missing_mark_leaves_the_outcome_open(first: str) -> None:
    fields = [ADMIN, REVIEWER, WHY] if first == ADMIN else [REVIEWER, WHY]
    text = "\n\n".join(["A brace: Upheld", ADMIN, REVIEWER, WHY, "A cane", *fields])
    treatments, draft = read(text)
    assert [treatment.heading for treatment in treatments] == ["A brace", "A cane"]
    assert treatments[1].outcome is None
    assert "no outcome" in draft.problems[-1].message


def test_the_first_title_may_lack_its_mark() -> None:
    treatments, _ = read("\n\n".join(["A brace", ADMIN, REVIEWER, WHY, "A cane: Upheld", ADMIN, REVIEWER, WHY]))
    assert [(treatment.heading, treatment.outcome) for treatment in treatments] == [
        ("A brace", None),
        ("A cane", Outcome.UPHELD),
    ]


def test_the_first_treatment_may_lack_all_fields() -> None:
    treatments, draft = read("\n\n".join(["A brace: Upheld", "A cane: Upheld", ADMIN, REVIEWER, WHY]))
    assert [treatment.heading for treatment in treatments] == ["A brace", "A cane"]
    assert draft.problems[0].message.endswith(
        "no claims administrator's guideline, no reviewer's guideline, no rationale."
    )


def test_half_a_letter_gives_what_it_has() -> None:
    whole = "\n\n".join(["A brace: Upheld", ADMIN, REVIEWER, WHY, "A cane: Upheld"])
    treatments, draft = read(whole)
    assert [treatment.heading for treatment in treatments] == ["A brace", "A cane"]
    assert len(draft.problems) == 1


def test_a_label_with_nothing_behind_it_is_an_empty_basis() -> None:
    (treatment,), draft = read(f"A brace: Upheld\n\nClaims Administrator guideline:\n\n{REVIEWER}\n\n{WHY}")
    assert treatment.claims_administrator_basis is not None
    assert treatment.claims_administrator_basis.text == ""
    assert not draft.problems or "claims administrator" in draft.problems[0].message


@pytest.mark.parametrize(
    "labels",
    [
        ("CLAIMS ADMINISTRATOR GUIDELINE:", "MAXIMUS GUIDELINE:", "DECISION RATIONALE:"),
        ("Claims Administrator guidelines:", "Maximus guidelines:", "Rationale:"),
        ("Claims Administrator’s guideline:", "Reviewer’s guideline:", "RATIONALE:"),
        ("Claims Administrator Guideline :", "Expert Reviewer guideline:", "Decision Rationale:"),
        ("Claims Administrator guideline:", "IMRO guideline:", "Decision rationale:"),
        ("Claims Administrator guideline:", "Physician Reviewer guideline:", "Decision rationale:"),
    ],
)
def test_labels_drift(labels: tuple[str, str, str]) -> None:
    (treatment,), draft = read(f"A brace: Upheld\n\n{labels[0]} One.\n\n{labels[1]} Two.\n\n{labels[2]} Three.")
    assert treatment.claims_administrator_basis
    assert treatment.claims_administrator_basis.text == "One."
    assert treatment.reviewer_basis
    assert treatment.reviewer_basis.text == "Two."
    assert treatment.rationale == "Three."
    assert not draft.problems


@pytest.mark.parametrize("text", ["", "Nothing of it here.", "rationale", "It was upheld."])
def test_where_no_treatment_is_none_is_found(text: str) -> None:
    assert headings(text) == []
