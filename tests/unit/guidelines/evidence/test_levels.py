from __future__ import annotations

from itertools import product

import pytest

from openimr.citations import Verification
from openimr.guidelines.evidence import (
    Applicability,
    Applies,
    Aspect,
    Bias,
    Level,
    LevelUnknown,
    Question,
    Study,
    StudyDesign,
    level,
    levels_of,
)

_BENEFIT, _TEST, _PROGNOSIS, _HARM = Question


def study(question: Question, design: StudyDesign, bias: Bias = Bias.NOT_JUDGED) -> Study:
    return Study(title="A study", question=question, design=design, bias=bias)


# 8 CCR 9792.25.1, table of levels; imr-process.md 4.5 [S34]. Rows from memory are in the test after this one.
@pytest.mark.parametrize(
    ("question", "design", "bias", "expected"),
    [
        (_BENEFIT, StudyDesign.SYSTEMATIC_REVIEW_OF_TRIALS, Bias.LOW, "1a"),
        (_BENEFIT, StudyDesign.SYSTEMATIC_REVIEW_OF_TRIALS, Bias.IDENTIFIED, "1c"),
        (_BENEFIT, StudyDesign.RANDOMIZED_TRIAL, Bias.LOW, "1b"),
        (_BENEFIT, StudyDesign.RANDOMIZED_TRIAL, Bias.IDENTIFIED, "1c"),
        (_BENEFIT, StudyDesign.CONTROLLED_COHORT, Bias.NOT_JUDGED, "2"),
        (_TEST, StudyDesign.SYSTEMATIC_REVIEW_OF_PROSPECTIVE_STUDIES, Bias.LOW, "1a"),
        (_TEST, StudyDesign.PROSPECTIVE_STUDY, Bias.LOW, "1b"),
        (_TEST, StudyDesign.RANDOMIZED_TRIAL, Bias.LOW, "1b"),
        (_TEST, StudyDesign.CROSS_SECTIONAL, Bias.IDENTIFIED, "1c"),
        (_TEST, StudyDesign.CASE_CONTROL_BROAD_SPECTRUM, Bias.LOW, "2"),
        (_PROGNOSIS, StudyDesign.SYSTEMATIC_REVIEW_OF_INCEPTION_COHORTS, Bias.LOW, "1a"),
        (_PROGNOSIS, StudyDesign.INCEPTION_COHORT, Bias.LOW, "1b"),
        (_PROGNOSIS, StudyDesign.CONTROL_ARM_OF_TRIAL, Bias.IDENTIFIED, "1c"),
        (_PROGNOSIS, StudyDesign.CASE_SERIES, Bias.LOW, "2"),
        (_PROGNOSIS, StudyDesign.CASE_CONTROL, Bias.LOW, "2"),
        (_HARM, StudyDesign.RANDOMIZED_TRIAL, Bias.LOW, "1b"),
        (_HARM, StudyDesign.PROSPECTIVE_STUDY, Bias.IDENTIFIED, "1c"),
        (_HARM, StudyDesign.RANDOMIZED_TRIAL, Bias.IDENTIFIED, "2"),
    ],
)
def test_a_study_has_the_level_that_was_read_for_its_question(
    question: Question, design: StudyDesign, bias: Bias, expected: str
) -> None:
    found = level(study(question, design, bias))
    assert isinstance(found, Level)
    assert (found.level, found.verification) == (expected, Verification.VERIFIED)


@pytest.mark.parametrize(
    ("question", "design", "expected", "verification"),
    [
        (_BENEFIT, StudyDesign.CASE_CONTROL, "3", Verification.PARTIAL),
        (_TEST, StudyDesign.CASE_CONTROL_SEVERE_AGAINST_HEALTHY, "3", Verification.PARTIAL),
        (_PROGNOSIS, StudyDesign.CONTROLLED_COHORT, "3", Verification.PARTIAL),
        *((question, StudyDesign.UNCONTROLLED, "4", Verification.UNVERIFIED) for question in Question),
        *((question, StudyDesign.EXPERT_OPINION, "5", Verification.UNVERIFIED) for question in Question),
    ],
)
def test_rows_from_memory_say_so(
    question: Question, design: StudyDesign, expected: str, verification: Verification
) -> None:
    found = level(study(question, design))
    assert isinstance(found, Level)
    assert (found.level, found.verification) == (expected, verification)
    assert str(verification) in found.citation().sentence()


def test_for_harm_a_prospective_study_stands_above_a_biased_trial() -> None:
    prospective = level(study(_HARM, StudyDesign.PROSPECTIVE_STUDY))
    biased = level(study(_HARM, StudyDesign.RANDOMIZED_TRIAL, Bias.IDENTIFIED))
    assert isinstance(prospective, Level)
    assert isinstance(biased, Level)
    assert prospective.place < biased.place


@pytest.mark.parametrize(
    ("question", "design", "bias", "words"),
    [
        (_BENEFIT, StudyDesign.RANDOMIZED_TRIAL, Bias.NOT_JUDGED, "bias was not judged"),
        (_TEST, StudyDesign.CROSS_SECTIONAL, Bias.LOW, "with low bias"),
        (_BENEFIT, StudyDesign.CROSS_SECTIONAL, Bias.LOW, "has no cross sectional"),
        (_HARM, StudyDesign.CASE_CONTROL, Bias.LOW, "Level 3 of its question could not be read"),
        (_HARM, StudyDesign.CONTROLLED_COHORT, Bias.LOW, "Level 3 of its question could not be read"),
    ],
)
def test_a_level_that_is_not_known_says_why(question: Question, design: StudyDesign, bias: Bias, words: str) -> None:
    found = level(study(question, design, bias))
    assert isinstance(found, LevelUnknown)
    assert words in found.why


@pytest.mark.parametrize("question", Question)
def test_each_question_has_all_seven_levels_in_order(question: Question) -> None:
    assert [row.level for row in levels_of(question)] == ["1a", "1b", "1c", "2", "3", "4", "5"]
    assert [row.place for row in levels_of(question)] == [1, 2, 3, 4, 5, 6, 7]


def test_no_study_has_two_levels() -> None:
    for question, design, bias in product(Question, StudyDesign, Bias):
        one = study(question, design, bias)
        assert sum(any(place.holds(one) for place in row.studies) for row in levels_of(question)) <= 1, one


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((Applies.APPLIES,) * 4, Applies.APPLIES),
        ((Applies.APPLIES, Applies.APPLIES, Applies.APPLIES, Applies.NOT_STATED), Applies.NOT_STATED),
        ((Applies.NOT_STATED, Applies.DOES_NOT_APPLY, Applies.APPLIES, Applies.APPLIES), Applies.DOES_NOT_APPLY),
    ],
)
def test_one_aspect_that_does_not_apply_is_enough(answers: tuple[Applies, ...], expected: Applies) -> None:
    one, two, three, four = (Aspect(answer=answer) for answer in answers)
    assert Applicability(patients=one, setting=two, intervention=three, outcomes=four).answer is expected
    assert Applicability().answer is Applies.NOT_STATED
