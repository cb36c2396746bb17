from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import Verification
from openimr.errors import NotFound
from openimr.guidelines.evidence import (
    Applicability,
    Applies,
    Aspect,
    Bias,
    CitedRecommendation,
    Comparison,
    ComparisonOutcome,
    Conflict,
    Direction,
    Party,
    Question,
    Strength,
    Study,
    StudyDesign,
    compare,
)

IN_2016 = dt.date(2016, 5, 2)
_YES = Aspect(answer=Applies.APPLIES)
_NO = Aspect(answer=Applies.DOES_NOT_APPLY, why="children only")
_ALL = Applicability(patients=_YES, setting=_YES, intervention=_YES, outcomes=_YES)
_NOT_FOR_HIM = Applicability(patients=_NO, setting=_YES, intervention=_YES, outcomes=_YES)
_FOR, _AGAINST = Direction
_REVIEW = (StudyDesign.SYSTEMATIC_REVIEW_OF_TRIALS, Bias.LOW)
_TRIAL = (StudyDesign.RANDOMIZED_TRIAL, Bias.LOW)
_UNJUDGED = (StudyDesign.RANDOMIZED_TRIAL, Bias.NOT_JUDGED)
_OPINION = (StudyDesign.EXPERT_OPINION, Bias.NOT_JUDGED)


def study(
    kind: tuple[StudyDesign, Bias] = _TRIAL,
    *,
    applies: Applicability = _ALL,
    question: Question = Question.TREATMENT_BENEFIT,
) -> Study:
    return Study(title="A trial", question=question, design=kind[0], bias=kind[1], applies=applies)


def cited(direction: Direction, *studies: Study, strength: Strength | None = None) -> CitedRecommendation:
    party = Party.PHYSICIAN if direction is _FOR else Party.UTILIZATION_REVIEW
    return CitedRecommendation(
        name=f"What {direction}", cited_by=party, direction=direction, studies=studies, strength=strength
    )


def compared(*rows: CitedRecommendation, rules_on: dt.date = IN_2016) -> Comparison:
    return compare(Conflict(rules_on=rules_on, disputed_treatment="Yoga", recommendations=rows))


# 8 CCR 9792.25.1; imr-process.md 4.5, steps 2 to 5.
@pytest.mark.parametrize(
    ("supporting", "opposing", "expected"),
    [
        ((study(_REVIEW),), (study(_TRIAL),), ComparisonOutcome.SUPPORTED),
        ((study(_TRIAL),), (study(_REVIEW),), ComparisonOutcome.OPPOSED),
        ((study(_TRIAL),), (study(_TRIAL),), ComparisonOutcome.TIE),
        ((study(_OPINION), study(_REVIEW)), (study(_TRIAL),), ComparisonOutcome.SUPPORTED),
        ((study(_TRIAL),), (study(_UNJUDGED),), ComparisonOutcome.UNKNOWN),
        ((study(_UNJUDGED), study(_REVIEW)), (study(_TRIAL),), ComparisonOutcome.SUPPORTED),
        ((study(_UNJUDGED), study(_TRIAL)), (study(_TRIAL),), ComparisonOutcome.UNKNOWN),
        ((study(_TRIAL),), (study(_TRIAL, applies=Applicability()),), ComparisonOutcome.UNKNOWN),
        ((study(_OPINION),), (study(_REVIEW, applies=_NOT_FOR_HIM),), ComparisonOutcome.SUPPORTED),
        ((study(_REVIEW, applies=_NOT_FOR_HIM),), (study(_OPINION),), ComparisonOutcome.OPPOSED),
        (
            (study(_REVIEW, applies=_NOT_FOR_HIM),),
            (study(_TRIAL, applies=_NOT_FOR_HIM),),
            ComparisonOutcome.NOTHING_USABLE,
        ),
        ((study(_TRIAL),), (), ComparisonOutcome.UNKNOWN),
        ((), (), ComparisonOutcome.UNKNOWN),
        ((study(_REVIEW),), (study(_TRIAL, question=Question.TREATMENT_HARM),), ComparisonOutcome.UNKNOWN),
    ],
)
def test_recommendations_are_compared_by_their_studies(
    supporting: tuple[Study, ...], opposing: tuple[Study, ...], expected: ComparisonOutcome
) -> None:
    comparison = compared(cited(_FOR, *supporting), cited(_AGAINST, *opposing))
    assert comparison.outcome is expected
    assert comparison.statements


def test_inapplicable_studies_may_not_be_used_and_it_says_why() -> None:
    comparison = compared(cited(_FOR, study(_TRIAL)), cited(_AGAINST, study(_REVIEW, applies=_NOT_FOR_HIM)))
    told = comparison.told()
    assert comparison.unusable == ("What opposes",)
    assert "does not apply to this worker: patients (children only)" in told
    assert "may not be used to support, deny, delay or modify" in told


def test_a_recommendation_with_one_study_that_applies_may_be_used() -> None:
    mixed = cited(_AGAINST, study(_REVIEW, applies=_NOT_FOR_HIM), study(_TRIAL))
    comparison = compared(cited(_FOR, study(_OPINION)), mixed)
    assert (comparison.unusable, comparison.outcome) == ((), ComparisonOutcome.OPPOSED)


def test_what_is_not_stated_is_named_without_a_why() -> None:
    silent = Applicability(patients=_YES, setting=Aspect(), intervention=_YES, outcomes=_YES)
    told = compared(cited(_FOR, study(_TRIAL, applies=silent)), cited(_AGAINST, study(_TRIAL))).told()
    assert "not stated whether these apply: setting." in told


def test_agreement_is_no_conflict() -> None:
    comparison = compared(cited(_FOR, study(_REVIEW)), cited(_FOR, study(_TRIAL)))
    assert comparison.outcome is ComparisonOutcome.NO_CONFLICT
    assert comparison.verification is Verification.VERIFIED
    assert not comparison.is_to_be_confirmed
    assert "To be confirmed" not in comparison.told()


def test_a_result_that_rests_on_memory_is_to_be_confirmed() -> None:
    comparison = compared(cited(_FOR, study(_REVIEW)), cited(_AGAINST, study(_OPINION)))
    assert comparison.verification is Verification.UNVERIFIED
    assert comparison.is_to_be_confirmed
    assert "level 5 (unverified)" in comparison.told()
    assert "To be confirmed by the reviewer" in comparison.told()


# Before 2015-04-20 the ACOEM rating of 8 CCR 9792.25(c): imr-process.md 4.5 [S33].
@pytest.mark.parametrize(
    ("supporting", "opposing", "expected"),
    [
        (Strength.STRONG, Strength.LIMITED, ComparisonOutcome.SUPPORTED),
        (Strength.NO_RESEARCH, Strength.LIMITED, ComparisonOutcome.OPPOSED),
        (Strength.MODERATE, Strength.MODERATE, ComparisonOutcome.TIE),
        (Strength.STRONG, None, ComparisonOutcome.UNKNOWN),
    ],
)
def test_the_older_rule_weighs_the_rated_strength(
    supporting: Strength | None, opposing: Strength | None, expected: ComparisonOutcome
) -> None:
    rows = (cited(_FOR, strength=supporting), cited(_AGAINST, strength=opposing))
    comparison = compared(*rows, rules_on=dt.date(2015, 4, 19))
    assert comparison.outcome is expected
    assert comparison.is_to_be_confirmed


@pytest.mark.parametrize(
    ("rules_on", "expected"),
    [
        (dt.date(2015, 4, 19), ComparisonOutcome.SUPPORTED),
        (dt.date(2015, 4, 20), ComparisonOutcome.OPPOSED),
        (dt.date(2015, 4, 21), ComparisonOutcome.OPPOSED),
    ],
)
def test_the_day_of_the_decision_selects_the_weighing(rules_on: dt.date, expected: ComparisonOutcome) -> None:
    supporting = cited(_FOR, study(_TRIAL), strength=Strength.STRONG)
    opposing = cited(_AGAINST, study(_REVIEW), strength=Strength.LIMITED)
    assert compared(supporting, opposing, rules_on=rules_on).outcome is expected


def test_before_independent_medical_review_nothing_is_compared() -> None:
    with pytest.raises(NotFound):
        compared(cited(_FOR), cited(_AGAINST), rules_on=dt.date(2012, 12, 31))


_STUDIES = st.builds(
    Study,
    title=st.just("A study"),
    question=st.sampled_from(Question),
    design=st.sampled_from(StudyDesign),
    bias=st.sampled_from(Bias),
    applies=st.sampled_from([_ALL, _NOT_FOR_HIM, Applicability()]),
)
_MIRRORED = {
    ComparisonOutcome.SUPPORTED: ComparisonOutcome.OPPOSED,
    ComparisonOutcome.OPPOSED: ComparisonOutcome.SUPPORTED,
}


@given(st.lists(_STUDIES, max_size=3), st.lists(_STUDIES, max_size=3))
def test_it_does_not_matter_which_side_is_which(one: list[Study], other: list[Study]) -> None:
    straight = compared(cited(_FOR, *one), cited(_AGAINST, *other)).outcome
    mirrored = compared(cited(_FOR, *other), cited(_AGAINST, *one)).outcome
    assert mirrored is _MIRRORED.get(straight, straight)


@given(st.lists(_STUDIES, max_size=3), st.lists(_STUDIES, max_size=3))
def test_a_study_that_does_not_apply_never_changes_who_wins(one: list[Study], other: list[Study]) -> None:
    before = compared(cited(_FOR, *one), cited(_AGAINST, *other)).outcome
    more = study(_REVIEW, applies=_NOT_FOR_HIM)
    after = compared(cited(_FOR, *one, more), cited(_AGAINST, *other)).outcome
    if one:
        assert after is before
