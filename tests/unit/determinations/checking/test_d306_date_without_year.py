from __future__ import annotations

import pytest

from openimr.determinations.checking.d306_date_without_year import CHECK
from openimr.determinations.model import Determination
from unit.determinations.checking.factories import a_determination, a_treatment, hits


def telling(summary: str) -> Determination:
    return a_determination(clinical_case_summary=summary)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("At the visit on 8/5 of this year he was well.", "8/5 of this year"),
        ("A report dated 3/14 describes pain.", "3/14"),
        ("She was seen on March 3 with pain.", "March 3"),
        ("She was seen on Sept. 3rd with pain.", "Sept. 3rd"),
        ("It began in October of last year.", "October of last year"),
        ("On June 4 of that year he fell.", "June 4 of that year"),
    ],
)
def test_a_day_without_its_year_is_found(text: str, day: str) -> None:
    (hit,) = hits(CHECK, telling(text))
    assert hit.quote == day
    assert text[hit.at or 0 :].startswith(day)


@pytest.mark.parametrize(
    "text",
    [
        "She was seen on March 3, 2014 and on 8/5/2014.",
        "She was seen on January 3 and March 5, 2014.",
        "Visits of June 4-8, 2015 are described.",
        "Strength is 4/5 on the left, pain is 8/10.",
        "He fell last year and has worked for three years.",
        "It began in September of 2007.",
        "Therapy may 3 times a week help.",
        "May 6 visits be enough?",
        "The visit of 8/5/2014 was the last.",
        "The score dropped from 22 in April to 10.",
        "SubMarch 3 is a product.",
        "SubMarch 3 is a product of March 2014.",
    ],
)
def test_whole_days_scores_and_months_are_fine(text: str) -> None:
    assert not hits(CHECK, telling(text))


def test_of_two_patterns_at_one_place_the_longer_counts_once() -> None:
    assert [hit.quote for hit in hits(CHECK, telling("The note of 8/5 of this year and that of 9/9."))] == [
        "8/5 of this year"
    ]


def test_a_month_before_such_a_year_is_part_of_the_day() -> None:
    assert len(hits(CHECK, telling("It began on June 5 of last year."))) == 1


def test_a_flawless_determination_has_no_finding() -> None:
    assert not hits(CHECK, a_determination())


def test_a_letter_that_names_no_day_has_no_finding() -> None:
    treatment = a_treatment(rationale="The request for yoga is not medically necessary.")
    telling_none = a_determination(clinical_case_summary="He has pain.", disputed_treatments=(treatment,))
    assert not hits(CHECK, telling_none)


def test_letters_before_a_month_make_another_word_of_it() -> None:
    assert not hits(CHECK, a_determination(clinical_case_summary="Seen in May of 2014 by MegaMarch 3 staff."))
