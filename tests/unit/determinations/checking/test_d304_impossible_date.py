from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.checking.d304_impossible_date import CHECK
from openimr.determinations.model import Dates, Determination, Fact, FactKind
from unit.determinations.checking.factories import a_determination, a_fact, hits, messages

MARCH_1, MARCH_2 = dt.date(2016, 3, 1), dt.date(2016, 3, 2)

NO_DATES = Dates()


def telling(summary: str) -> Determination:
    return a_determination(clinical_case_summary=summary, facts=())


def with_facts(*facts: Fact, dates: Dates = NO_DATES) -> Determination:
    return a_determination(dates=dates, facts=facts)


@pytest.mark.parametrize("words", ["02/30/2014", "13/01/2014", "February 30, 2014", "June 31st, 2015", "2/29/15"])
def test_a_day_that_is_in_no_calendar_is_found(words: str) -> None:
    (hit,) = hits(CHECK, telling(f"The employee was seen on {words} with pain."))
    assert hit.quote == words


@pytest.mark.parametrize(
    "words",
    [
        "02/28/2014",
        "2/29/16",
        "February 29, 2016",
        "pain of 4/5/6",
        "50/325/40 mg",
        "Norco 10/325 mg",
        "L4/5",
        "1/31/40/50",
    ],
)
def test_a_day_of_the_calendar_or_other_numbers_are_fine(words: str) -> None:
    assert not hits(CHECK, telling(f"The employee was seen on {words} with pain."))


def test_a_letter_without_months_or_without_late_days_is_fine() -> None:
    for summary in ("Seen on 02/03/2014, pain 30 of 100.", "Seen on March 3, 2014."):
        bare = a_determination(
            clinical_case_summary=summary, disputed_treatments=(), documents_reviewed=(), facts=(), dates=NO_DATES
        )
        assert not hits(CHECK, bare)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (
            Dates(injury=MARCH_2, ur_decision=MARCH_1),
            "The utilization review decision on March 1, 2016 is 1 day before",
        ),
        (Dates(ur_decision=MARCH_2, application_received=MARCH_1), "The receipt of the application on March 1, 2016"),
        (Dates(assigned=MARCH_2, issued=MARCH_1), "The determination on March 1, 2016 is 1 day before the assignment"),
        (Dates(injury=dt.date(2018, 3, 1), issued=MARCH_1), "is 730 days before the injury"),
    ],
)
def test_labels_out_of_their_order_are_found_with_the_days_between(dates: Dates, words: str) -> None:
    (message,) = messages(CHECK, with_facts(dates=dates))
    assert words in message


@pytest.mark.parametrize(
    "dates",
    [
        Dates(),
        Dates(injury=MARCH_1),
        Dates(injury=MARCH_1, ur_decision=MARCH_1),
        Dates(assigned=MARCH_1, issued=MARCH_2),
    ],
)
def test_labels_in_order_or_on_one_day_are_fine(dates: Dates) -> None:
    assert not hits(CHECK, with_facts(dates=dates))


def test_an_injury_told_after_the_utilization_review_decision_is_found() -> None:
    injury = a_fact(FactKind.INJURY_DATE, "March 2, 2016", on=MARCH_2)
    review = a_fact(FactKind.UR_DATE, "March 1, 2016", on=MARCH_1)
    (hit,) = hits(CHECK, with_facts(injury, review))
    assert hit.quote == "March 2, 2016"
    assert hits(CHECK, with_facts(injury, dates=Dates(ur_decision=MARCH_1)))


def test_a_utilization_review_told_before_the_labelled_injury_is_found() -> None:
    review = a_fact(FactKind.UR_DATE, "March 1, 2016", on=MARCH_1)
    (hit,) = hits(CHECK, with_facts(review, dates=Dates(injury=MARCH_2)))
    assert hit.quote == "March 1, 2016"


@pytest.mark.parametrize("kind", [FactKind.UR_DATE, FactKind.VISIT_DATE])
def test_what_is_told_after_the_determination_is_found(kind: FactKind) -> None:
    (message,) = messages(CHECK, with_facts(a_fact(kind, "March 2, 2016", on=MARCH_2), dates=Dates(issued=MARCH_1)))
    assert "later than the determination" in message


def test_days_told_in_order_are_fine() -> None:
    facts = (
        a_fact(FactKind.INJURY_DATE, "a", on=dt.date(2015, 1, 1)),
        a_fact(FactKind.UR_DATE, "b", on=MARCH_1),
        a_fact(FactKind.VISIT_DATE, "c", on=MARCH_1),
        a_fact(FactKind.VISIT_DATE, "in April", on_text="April"),
    )
    assert not hits(CHECK, with_facts(*facts, dates=Dates(injury=dt.date(2015, 1, 1), issued=MARCH_1)))
    assert not hits(CHECK, with_facts(facts[0]))
    assert not hits(CHECK, a_determination())
