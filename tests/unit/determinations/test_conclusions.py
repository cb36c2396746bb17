"""What a rationale concludes on necessity, and whose conclusion it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.conclusions import Conclusion, Necessity, Whose, find_conclusions, last_word


def only(text: str) -> Conclusion:
    (conclusion,) = find_conclusions(text)
    return conclusion


@pytest.mark.parametrize(
    "sentence",
    [
        "The request is not medically necessary.",
        "The request is notmedically necessary.",
        "The request for therapy 1 time a week for 6 weeks is found not medically necessary and appropriate.",
        "The data reviewed in sum fail to establish medical necessity for the additional requested 4 sessions.",
        "There is no evidence that the request is medically necessary.",
        "Medical necessity has not been established.",
        "Medical necessity is lacking.",
        "The medical necessity of the requested MRI cannot be established.",
        "The documentation does not support medical necessity.",
        "I do not find this treatment medically necessary.",
        "The request is neither medically necessary nor appropriate.",
        "The request is no longer medically necessary.",
        "The request has not been shown to be medically necessary.",
        "The request does not appear medically necessary.",
        "The request is medically unnecessary.",
        "The request, in my opinion, is not medically necessary.",
        "The requested treatment does not meet the criteria for medical necessity.",
        "Per MTUS, the request is not medically necessary.",
        "Norco is not medically necessary.",
        "For the low back, right shoulder, and right wrist the request is not medically necessary.",
    ],
)
def test_an_express_refusal_is_found(sentence: str) -> None:
    conclusion = only(sentence)
    assert (conclusion.necessary, conclusion.whose) == (Necessity.NOT_NECESSARY, Whose.REVIEWER)
    assert conclusion.is_express


@pytest.mark.parametrize(
    "sentence",
    [
        "The request for 12 sessions is medically necessary and appropriate.",
        "The request for 12 sessions of behavioral therapy is appropriate and medically necessary.",
        "Medical necessity of the requested MRI is established.",
        "The documentation supports medical necessity.",
        "It cannot be said that the request is not medically necessary.",
        "The request is not medically unnecessary.",
        "There is no doubt that the request is medically necessary.",
        "The patient has no contraindications and the request is medically necessary.",
        "The request for PT with no prior trial is medically necessary.",
        "Since the patient has not improved, the request is medically necessary.",
        "It is not true that medical necessity is lacking.",
        "The request would be considered medically necessary.",
        "The request for 12 sessions of yoga is found to be medically necessary.",
        "For these reasons, the requested yoga is therefore deemed to be medically necessary.",
    ],
)
def test_an_express_grant_is_found(sentence: str) -> None:
    conclusion = only(sentence)
    assert (conclusion.necessary, conclusion.whose) == (Necessity.NECESSARY, Whose.REVIEWER)
    assert conclusion.is_express


@pytest.mark.parametrize(
    ("sentence", "necessary"),
    [
        ("The requested MRI is supported.", Necessity.NECESSARY),
        ("The request is warranted.", Necessity.NECESSARY),
        ("Based on the MTUS, the request is appropriate.", Necessity.NECESSARY),
        ("Surgery is indicated.", Necessity.NECESSARY),
        ("The request cannot be certified.", Necessity.NOT_NECESSARY),
        ("Therefore, this request is not certified.", Necessity.NOT_NECESSARY),
        ("The request is denied.", Necessity.NOT_NECESSARY),
        ("The request is thus not indicated at this time.", Necessity.NOT_NECESSARY),
        ("The request is not reasonable or necessary.", Necessity.NOT_NECESSARY),
        ("The denial is not appropriate.", Necessity.NECESSARY),
        ("The UR denial is overturned.", Necessity.NECESSARY),
        ("The utilization review decision is upheld.", Necessity.NOT_NECESSARY),
        ("I recommend certification.", Necessity.NECESSARY),
        ("The recommendation is for denial.", Necessity.NOT_NECESSARY),
        ("The request is not recommended.", Necessity.NOT_NECESSARY),
    ],
)
def test_a_conclusion_in_other_words_is_found_but_not_express(sentence: str, necessary: Necessity) -> None:
    conclusion = only(sentence)
    assert (conclusion.necessary, conclusion.whose) == (necessary, Whose.REVIEWER)
    assert not conclusion.is_express


@pytest.mark.parametrize(
    "sentence",
    [
        "Furthermore, the treater's request for 12 sessions exceeds what is recommended by MTUS.",
        "According to the guidelines, psychotherapy is recommended for appropriately identified patients.",
        "Cognitive behavioral therapy has been found to be particularly effective.",
        "Patients are entitled to medically necessary treatment.",
        "Additional documentation is needed to establish medical necessity.",
        "It is unclear whether the request is medically necessary.",
        "If the patient improves, the request would be medically necessary.",
        "Although therapy is medically necessary in general, more has to be shown.",
        "The definition of medical necessity stands in the Labor Code.",
        "The patient presents with appropriate affect.",
        "It is appropriate that he rests.",
        "Upheld.",
        "MTUS does not recommend certification of it.",
        "No rationale was given.",
        "",
    ],
)
def test_what_is_no_conclusion_is_not_found(sentence: str) -> None:
    assert find_conclusions(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("UR found it not medically necessary.", Whose.UTILIZATION_REVIEW),
        (
            "The previous reviewer denied coverage for these sessions due to lack of medical necessity.",
            Whose.UTILIZATION_REVIEW,
        ),
        ("The request was non-certified on 01/20/2015.", Whose.UTILIZATION_REVIEW),
        ("According to the utilization review, the request is not medically necessary.", Whose.UTILIZATION_REVIEW),
        ("The request was denied by utilization review.", Whose.UTILIZATION_REVIEW),
        ("MTUS guidelines state that opioids are not medically necessary.", Whose.GUIDELINE),
        ("The provider states that surgery is medically necessary.", Whose.PROVIDER),
    ],
)
def test_what_others_say_is_not_the_reviewers(sentence: str, whose: Whose) -> None:
    assert only(sentence).whose is whose


def test_the_reviewer_may_contradict_utilization_review_in_one_sentence() -> None:
    first, second = find_conclusions(
        "Utilization review denied it because it was not medically necessary, but the request is medically necessary."
    )
    assert (first.whose, first.necessary) == (Whose.UTILIZATION_REVIEW, Necessity.NOT_NECESSARY)
    assert (second.whose, second.necessary) == (Whose.REVIEWER, Necessity.NECESSARY)


def test_a_decision_may_be_overturned_together_with_its_reason() -> None:
    first, second = find_conclusions("The UR determination that the request is not medically necessary is overturned.")
    assert first.whose is Whose.UTILIZATION_REVIEW
    assert (second.whose, second.necessary) == (Whose.REVIEWER, Necessity.NECESSARY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The request for omeprazole 20 mg, quantity 60 is therefore medically necessary.",
        "The request for therapy is therefore supported.",
        "The request is thus appropriate and medically necessary.",
        "The requested study is, as such, warranted.",
        "The request is, therefore, medically necessary.",
        "Medical necessity of the request for alprazolam 0.5 mg, #30 has been established.",
    ],
)
def test_a_word_that_draws_the_conclusion_may_stand_between_the_verb_and_its_rest(sentence: str) -> None:
    assert only(sentence).necessary is Necessity.NECESSARY


@pytest.mark.parametrize(
    "sentence",
    [
        "The request is, therefore, not medically necessary.",
        "The request is therefore not supported.",
        "The request cannot thus be considered medically necessary.",
        "Medical necessity of the request for Xanax 0.5 mg, quantity 90 has not been established.",
    ],
)
def test_a_word_that_draws_the_conclusion_may_stand_in_a_refusal(sentence: str) -> None:
    assert only(sentence).necessary is Necessity.NOT_NECESSARY


def test_two_negations_one_after_the_other_do_not_cancel() -> None:
    found = find_conclusions("The request is not substantiated and therefore not medically necessary.")
    assert [conclusion.necessary for conclusion in found] == [Necessity.NOT_NECESSARY, Necessity.NOT_NECESSARY]


@pytest.mark.parametrize(
    "sentence", ["6 of the 12 sessions are medically necessary.", "The request is partially medically necessary."]
)
def test_a_part_may_be_necessary(sentence: str) -> None:
    assert only(sentence).necessary is Necessity.PARTLY


def test_the_quotation_begins_with_the_request() -> None:
    text = "Based on this, the request for the low back, right shoulder, and right wrist is not medically necessary."
    assert only(text).text == "the request for the low back, right shoulder, and right wrist is not medically necessary"


def test_the_quotation_begins_after_an_aside() -> None:
    assert only("He is stable, Norco is medically necessary.").text == "Norco is medically necessary"


def test_a_recommendation_and_a_conclusion_stand_in_order() -> None:
    found = find_conclusions("I recommend denial. The request is not medically necessary.")
    assert [conclusion.is_express for conclusion in found] == [False, True]


_BITS = st.sampled_from(
    [
        "the",
        "request",
        "is",
        "not",
        "medically",
        "necessary",
        "and",
        "appropriate",
        ",",
        ".",
        "UR",
        "found",
        "that",
        "medical necessity",
        "established",
        "but",
        "if",
        "provider states",
        "no evidence",
        "therefore",
        "notmedically necessary",
        "upheld",
        "denial",
        "recommend",
        "approval",
        "although",
        "İ",
        "neither",
        "nor",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_BITS, max_size=14).map(" ".join)))
def test_any_text_gives_conclusions_that_quote_it(text: str) -> None:
    for conclusion in find_conclusions(text):
        assert conclusion.span.quote(text) == conclusion.text
        assert conclusion.text


_SENTENCES = (
    "The request for MRI is not medically necessary.",
    "The request is supported and, therefore, medically necessary.",
    "Utilization review found that the request was not medically necessary.",
    "MTUS states that therapy is recommended when it is medically necessary.",
    "I recommend certification.",
    "The guidelines recommend it for acute pain, the request is supported, the MRI is appropriate.",
    "He has pain.",
    "Medical necessity of the request has not been established.",
)


@given(st.lists(st.sampled_from(_SENTENCES), max_size=5))
@settings(max_examples=150, deadline=None)
def test_the_last_word_is_the_last_conclusion_of_the_reviewer(sentences: list[str]) -> None:
    rationale = " ".join(sentences)
    own = [one for one in find_conclusions(rationale) if one.whose is Whose.REVIEWER]
    assert last_word(rationale) == (own[-1] if own else None)
