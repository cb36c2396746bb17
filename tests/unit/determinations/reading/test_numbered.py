from __future__ import annotations

import re

import pytest

from openimr.determinations.model import DisputedTreatment, Outcome
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.numbered import (
    OUTCOME_SENTENCE,
    has_numbered_treatments,
    outcome_told,
    read_treatments,
)

ADMIN = "The Claims Administrator based its decision on the MTUS."
REVIEWER = "The Physician Reviewer based his/her decision on the Acupuncture Treatment Guidelines."
WHY = "The Physician Reviewer’s decision rationale: It helped. The request is medically necessary and appropriate."
FIELDS = [ADMIN, REVIEWER, WHY]


def read(text: str) -> tuple[tuple[DisputedTreatment, ...], Draft]:
    draft = Draft(fold(text))
    return read_treatments(draft, 0, len(draft.flow.text)), draft


def told(text: str) -> list[tuple[str, Outcome | None]]:
    return [(treatment.heading, treatment.outcome) for treatment in read(text)[0]]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("is not medically necessary and appropriate", Outcome.UPHELD),
        ("is notmedically necessary and appropriate", Outcome.UPHELD),
        ("isnot medically necessary", Outcome.UPHELD),
        ("ARE NOT MEDICALLY NECESSARY AND APPROPRIATE", Outcome.UPHELD),
        ("is medically necessary and appropriate", Outcome.OVERTURNED),
        ("are found to be medically necessary", Outcome.OVERTURNED),
        ("is partially medically necessary and appropriate", Outcome.PARTIALLY_OVERTURNED),
        ("is medically necessary and appropriate for four visits as modified", Outcome.PARTIALLY_OVERTURNED),
        ("is not medically necessary and appropriate as modified", Outcome.UPHELD),
    ],
)
def test_the_sentence_tells_the_outcome(words: str, outcome: Outcome) -> None:
    match = re.search(OUTCOME_SENTENCE, f"It {words}.", re.IGNORECASE)
    assert match
    assert outcome_told(match) is outcome
    assert told(f"1. A brace {words}.\n\n{ADMIN}\n\n{REVIEWER}\n\n{WHY}") == [("A brace", outcome)]


@pytest.mark.parametrize("words", ["may be medically necessary", "is not necessary", "is medically reasonable"])
def test_other_words_tell_none(words: str) -> None:
    assert re.search(OUTCOME_SENTENCE, words, re.IGNORECASE) is None


@pytest.mark.parametrize("between", ["\n\n", "\n", " "])
def test_items_count_on(between: str) -> None:
    text = between.join(
        ["1. Six visits is not medically necessary and appropriate.", *FIELDS,
         "2. A brace is medically necessary and appropriate.", *FIELDS]
    )  # fmt: skip
    treatments, draft = read(text)
    assert [(each.heading, each.outcome) for each in treatments] == [
        ("Six visits", Outcome.UPHELD),
        ("A brace", Outcome.OVERTURNED),
    ]
    for each in treatments:
        assert each.claims_administrator_basis
        assert each.claims_administrator_basis.text == ADMIN
        assert each.reviewer_basis
        assert each.reviewer_basis.text == REVIEWER
        assert each.rationale == "It helped. The request is medically necessary and appropriate."
    assert not draft.problems
    assert draft.unverified


def test_a_list_in_the_rationale_begins_no_item() -> None:
    why = (
        "Rationale: Three things lack:\n1. a count.\n2. a goal is not medically necessary and appropriate.\n3. a plan."
    )
    text = "\n".join(["1. Six visits is not medically necessary and appropriate.", ADMIN, REVIEWER, why,
                      "2. A brace is medically necessary and appropriate.", *FIELDS])  # fmt: skip
    assert told(text) == [("Six visits", Outcome.UPHELD), ("A brace", Outcome.OVERTURNED)]


def test_an_item_may_have_no_number() -> None:
    text = "\n\n".join(["A brace is medically necessary and appropriate.", *FIELDS])
    assert told(text) == [("A brace", Outcome.OVERTURNED)]
    text += "\n\n" + "\n\n".join(["A cane is medically necessary and appropriate.", *FIELDS])
    assert told(text) == [("A brace", Outcome.OVERTURNED), ("A cane", Outcome.OVERTURNED)]


def test_labels_and_sentences_may_stand_together() -> None:
    text = "\n\n".join(
        ["1. A brace is medically necessary and appropriate.", f"Claims Administrator guideline: {ADMIN}",
         f"MAXIMUS guideline: {REVIEWER}", "Rationale: It helps."]
    )  # fmt: skip
    (treatment,), draft = read(text)
    assert treatment.claims_administrator_basis
    assert treatment.claims_administrator_basis.text == ADMIN
    assert treatment.reviewer_basis
    assert treatment.reviewer_basis.text == REVIEWER
    assert treatment.rationale == "It helps."
    assert not draft.problems


def test_an_item_may_lack_its_outcome() -> None:
    text = "\n\n".join(["1. A brace is medically necessary and appropriate.", *FIELDS, "2. A cane.", *FIELDS])
    assert told(text) == [("A brace", Outcome.OVERTURNED), ("A cane.", None)]


def test_a_second_paragraph_of_the_rationale_begins_no_item() -> None:
    more = "The Claims Administrator based its decision on too little, and so it fell."
    (treatment,), _ = read("\n\n".join(["1. A brace is medically necessary and appropriate.", *FIELDS, more]))
    assert (treatment.rationale or "").endswith("so it fell.")


def test_a_numbered_sentence_in_the_rationale_is_no_title() -> None:
    more = "2. He said no. He went home. The Claims Administrator based its decision on that."
    treatments, _ = read("\n\n".join(["1. A brace is medically necessary and appropriate.", *FIELDS, more]))
    assert len(treatments) == 1


def test_half_an_item_at_the_end_is_read() -> None:
    text = "\n\n".join(["1. A brace is medically necessary and appropriate.", *FIELDS,
                        "2. A cane is not medically necessary and appropriate."])  # fmt: skip
    treatments, draft = read(text)
    assert [(each.heading, each.outcome) for each in treatments][1] == ("A cane", Outcome.UPHELD)
    assert len(draft.problems) == 1


def test_items_may_follow_one_another_without_fields() -> None:
    text = "1. A brace is medically necessary and appropriate. 2. A cane is not medically necessary and appropriate."
    assert told(text) == [("A brace", Outcome.OVERTURNED), ("A cane", Outcome.UPHELD)]


def test_marks_are_read_where_no_sentence_tells() -> None:
    text = "A brace: Upheld\n\nClaims Administrator guideline: A.\n\nMAXIMUS guideline: B.\n\nRationale: C."
    assert told(text) == [("A brace", Outcome.UPHELD)]


def test_a_part_that_is_necessary_is_a_doubt() -> None:
    _, draft = read("\n\n".join(["1. A brace is partially medically necessary and appropriate.", *FIELDS]))
    assert any("in part" in doubt for doubt in draft.unverified)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("1. A brace is medically necessary and appropriate.\n\n" + ADMIN, True),
        ("A brace: Upheld\n\n1. It is medically necessary. The Claims Administrator based its decision on it.", False),
        ("The request is medically necessary.", False),
        ("", False),
    ],
)
def test_a_section_has_numbered_treatments_or_not(text: str, *, has: bool) -> None:
    flow = fold(text)
    assert has_numbered_treatments(flow, 0, len(flow.text)) is has


def test_a_title_of_many_words_far_from_its_number_is_no_title() -> None:
    text = f"1. {'word ' * 200}is medically necessary and appropriate."
    assert told(text) == []


def test_the_first_item_without_outcome_and_without_number_is_not_guessed() -> None:
    assert told(f"Some words. {ADMIN}") == []
    assert told("Rationale: Nothing.") == [("", None)]


def test_a_conclusion_between_two_labels_is_no_title() -> None:
    text = (
        f"A brace\n\n{ADMIN}\n\n{REVIEWER}\n\nDecision rationale: It did not help. A brace is not medically necessary"
        " and appropriate.\n\nRationale: as above."
    )
    assert all("rationale" not in heading for heading, _ in told(text))
    assert all(outcome is None for _, outcome in told(text))
