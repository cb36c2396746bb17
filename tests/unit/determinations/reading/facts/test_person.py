from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.model import Sex
from openimr.determinations.reading.facts import PersonFound, find_person
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED

F, M = Sex.FEMALE, Sex.MALE


@pytest.mark.parametrize(
    ("text", "age_years", "sex"),
    [
        ("The injured worker is a 55-year-old female injured on April 21, 2013.", 55, F),
        ("This is a now 47 year old male who was injured.", 47, M),
        ("The patient is a 54 y/o woman with neck pain.", 54, F),
        ("A 57 yr old man fell from a ladder.", 57, M),
        ("The patient is a female, 52 years old, who fell.", 52, F),
        ("The claimant, a male aged 61, works as a clerk.", 61, M),
        ("He is a 63-year-old gentleman with knee pain.", 63, M),
        ("The 45 year-old right-hand dominant female has neck pain.", 45, F),
        ("The patient is a fifty-five-year-old female.", 55, F),
        ("The applicant is a sixty year old man.", 60, M),
        ("A 55 y.o. male with low back pain.", 55, M),
        ("A 39 yo F with wrist pain.", 39, F),
        ("This 41-year-old Hispanic male worker slipped.", 41, M),
        ("The injured worker is 38 years old. She works as a cook.", 38, F),
        ("The applicant is a 44 year old who hurt her wrist.", 44, F),
        ("The employee is 36 years of age. Mr. Roe is a driver.", 36, M),
        ("The patient is a 29 year old lady who lives with her 5-year-old son.", 29, F),
        ("His 5-year-old son came along; the patient is a 40-year-old man.", 40, M),
        ("The patient is a 155-year-old male.", 155, M),
        ("The injured worker is a 9 year old female.", 9, F),
        ("The claimant is aged 61 and works as a clerk.", 61, None),
        ("The female patient is 33 years old.", 33, F),
        ("The injured worker is a male who sustained an injury.", None, M),
        ("This is an obese woman with diabetes.", None, F),
        ("The patient is 50 years old. He told his wife that she may come.", 50, None),
        ("A 62-year-old patient was seen.", 62, None),
    ],
)
def test_age_and_sex_of_the_worker_are_found(text: str, age_years: int | None, sex: Sex | None) -> None:
    person = find_person(text)
    assert (person.age_years, person.sex) == (age_years, sex)


@pytest.mark.parametrize(
    "text",
    [
        "She has a 10-year history of migraines.",
        "A 3 year old MRI was reviewed.",
        "His 5-year-old daughter was with him.",
        "Her mother, aged 80, had a stroke.",
        "A daughter, 12 years old, helps at home.",
        "She has worked there since age 21.",
        "The 12 year old car was hit from behind.",
        "The injury is 4 years old.",
        "He is on 40 mg of medication for 2 years.",
        "The work was done at age 6 months.",
        "A 14-year-old boy was hit by the truck.",
        "The MRI of 3/55 years old films is poor.",
        "The provider is a male physician.",
        "",
    ],
)
def test_an_age_of_another_or_of_a_thing_is_not_the_workers(text: str) -> None:
    assert find_person(text).age_years is None
    assert find_person(text).sex is None


def test_spans_point_at_the_words() -> None:
    text = "This is a now 47 year old male."
    person = find_person(text)
    assert person.age_span is not None
    assert person.sex_span is not None
    assert person.age_span.quote(text) == "47 year old"
    assert person.sex_span.quote(text) == "male"


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("A 40-year-old man fell.", STATED),
        ("The patient is a female, 52 years old.", STATED),
        ("The injured worker, female, aged 52, fell.", INFERRED),
        ("The patient is 38 years old. She fell.", IN_PASSING),
    ],
)
def test_sex_is_the_surer_the_nearer_its_word(text: str, confidence: float) -> None:
    person = find_person(text)
    assert person.sex_span is not None
    assert person.sex_span.confidence == confidence


@given(st.text(max_size=80))
def test_any_text_is_looked_at_without_fail(text: str) -> None:
    person = find_person(text)
    for span in (person.age_span, person.sex_span):
        assert span is None or 0 <= span.start < span.end <= len(text)


def test_capitals_that_grow_when_small_do_not_move_the_span() -> None:
    text = "\u0130\u0130 The patient is a 40-year-old man."
    person = find_person(text)
    assert person.age_span is not None
    assert person.age_span.quote(text) == "40-year-old"


def test_nothing_found_is_all_none() -> None:
    assert find_person("Pain.") == PersonFound()
