"""What two pages say of one thing, and cannot both be so."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.casefile.timeline import timeline
from openimr.casefile.timeline.model import Contradiction, ContradictionKind
from unit.casefile.timeline.cases import a_case, a_document, a_finding

PR2, UR, RFA, MRI = (
    DocumentKind.PROGRESS_REPORT,
    DocumentKind.UR_DECISION,
    DocumentKind.REQUEST_FOR_AUTHORIZATION,
    DocumentKind.IMAGING,
)
LETTER = DocumentKind.CORRESPONDENCE


def contradicted(kind: ContradictionKind, *papers: tuple[DocumentKind, str, str]) -> list[Contradiction]:
    return [one for one in timeline(*a_case(*papers)).contradictions if one.kind is kind]


def test_denied_here_and_modified_there_is_shown_with_both_pins() -> None:
    [one] = contradicted(
        ContradictionKind.ACTION,
        (UR, "2014-03-04", "The request for 12 sessions of psychotherapy is modified to allow 6 sessions."),
        (LETTER, "2014-04-01", "Utilization review denied 12 sessions of psychotherapy on 3/4/2014."),
    )
    assert "modified by one page, denied by another" in one.says
    assert one.one.pin is not None
    assert one.other.pin is not None
    assert {one.one.pin.page, one.other.pin.page} == {1, 2}


def test_two_decisions_of_two_days_do_not_contradict() -> None:
    assert not contradicted(
        ContradictionKind.ACTION,
        (LETTER, "2014-04-01", "Utilization review approved 12 sessions of psychotherapy on 1/4/2014."),
        (LETTER, "2014-04-01", "Utilization review denied 12 sessions of psychotherapy on 3/4/2014."),
    )


def test_decisions_on_two_services_do_not_contradict() -> None:
    assert not contradicted(
        ContradictionKind.ACTION,
        (UR, "2014-03-04", "The request for 12 sessions of psychotherapy is denied."),
        (UR, "2014-03-04", "The request for 12 sessions of acupuncture is approved."),
    )


def test_decisions_without_a_service_contradict_only_on_one_day_of_their_own() -> None:
    denied = a_finding(FindingKind.UR_ACTION, 1, name="denied")
    approved = a_finding(FindingKind.UR_ACTION, 2, name="approved")
    both = [a_document(1, UR, "2014-03-04"), a_document(2, UR, "2014-03-04")]
    assert [one.kind for one in timeline([denied, approved], both).contradictions] == [ContradictionKind.ACTION]
    letter = [a_document(1, UR, "2014-03-04"), a_document(2, LETTER, "2014-03-04")]
    assert timeline([denied, approved], letter).contradictions == ()
    assert timeline([denied, approved], [a_document(1, UR), a_document(2, UR)]).contradictions == ()


def test_the_provider_asks_for_twelve_and_review_decides_on_eight() -> None:
    asked = (RFA, "2014-03-01", "Requested treatment: 12 sessions of psychotherapy")
    [one] = contradicted(
        ContradictionKind.COUNT,
        asked,
        (UR, "2014-03-04", "The request for 8 sessions of psychotherapy is denied."),
    )
    assert "different numbers for the request" in one.says
    same = (UR, "2014-03-04", "The request for 12 sessions of psychotherapy is denied.")
    assert not contradicted(ContradictionKind.COUNT, asked, same)


def test_two_days_of_injury_are_a_contradiction() -> None:
    [one] = contradicted(
        ContradictionKind.DATE,
        (PR2, "2014-01-05", "Date of injury: 02/14/2013"),
        (PR2, "2014-02-05", "Date of injury: 02/15/2013"),
        (PR2, "2014-03-05", "Date of injury: 02/14/2013"),
    )
    assert one.says == "Day of injury: 02/14/2013 by one page, 02/15/2013 by another."


def test_left_here_and_right_there_is_a_contradiction() -> None:
    [one] = contradicted(
        ContradictionKind.SIDE,
        (PR2, "2014-01-05", "Diagnoses:\n1. Left knee sprain"),
        (MRI, "2014-02-05", "Impression:\n1. Right knee sprain"),
    )
    assert one.says == "Side: knee, left by one page, right by another."


@pytest.mark.parametrize(
    "other",
    ["Diagnoses:\n1. Left knee sprain\n2. Right knee sprain", "Diagnoses:\n1. Bilateral knee sprain"],
)
def test_two_sides_in_one_paper_and_both_sides_are_no_contradiction(other: str) -> None:
    papers = ((PR2, "2014-01-05", "Diagnoses:\n1. Left knee sprain\n"), (PR2, "2014-02-05", other))
    assert not contradicted(ContradictionKind.SIDE, *papers)
    right = (PR2, "2014-03-05", "Diagnoses:\n1. Right knee sprain")
    assert not contradicted(ContradictionKind.SIDE, *papers, right)


def test_a_request_for_the_side_that_is_not_diagnosed_is_a_contradiction() -> None:
    [one] = contradicted(
        ContradictionKind.SIDE,
        (RFA, "2014-03-01", "Requested treatment: MRI of the right knee"),
        (PR2, "2014-01-05", "Diagnoses:\n1. Left knee sprain"),
    )
    assert one.says == "Side: knee, right is asked for, left is diagnosed."
    assert not contradicted(
        ContradictionKind.SIDE,
        (RFA, "2014-03-01", "Requested treatment: MRI of the right shoulder"),
        (PR2, "2014-01-05", "Diagnoses:\n1. Left knee sprain"),
    )


def test_a_request_for_another_level_is_a_contradiction() -> None:
    asked = (RFA, "2014-03-01", "Requested treatment: Lumbar epidural steroid injection L5-S1")
    [one] = contradicted(ContradictionKind.LEVEL, asked, (MRI, "2014-01-05", "Impression:\n1. L3-4 disc protrusion"))
    assert one.says == "Level: L5-S1 is asked for, L3-L4 is diagnosed."
    for same in ("L5-S1 disc protrusion", "C5-6 disc protrusion", "L5 radiculopathy"):
        assert not contradicted(ContradictionKind.LEVEL, asked, (MRI, "2014-01-05", f"Impression:\n1. {same}"))


@pytest.mark.parametrize(
    ("one", "two", "is_contradiction"),
    [
        (("2014-01-01", 40), ("2014-12-31", 40), False),
        (("2014-01-01", 40), ("2014-06-01", 41), False),
        (("2014-01-01", 40), ("2016-01-02", 41), True),
        (("2014-01-01", 40), ("2014-06-01", 38), True),
        (("2012-02-29", 40), ("2012-02-29", 43), True),
        (("2014-01-01", 40), ("", 60), False),
    ],
)
def test_ages_contradict_where_no_birthday_fits_both(
    one: tuple[str, int], two: tuple[str, int], is_contradiction: bool
) -> None:
    documents = [a_document(1, PR2, one[0]), a_document(2, PR2, two[0])]
    ages = [
        a_finding(FindingKind.PERSON, number, name="age", value=float(age))
        for number, (_, age) in enumerate((one, two), start=1)
    ]
    found = [found.kind for found in timeline(ages, documents).contradictions]
    assert found == ([ContradictionKind.AGE] if is_contradiction else [])


def test_male_here_and_female_there_is_a_contradiction() -> None:
    sexes = [
        a_finding(FindingKind.PERSON, number, name="sex", code=sex)
        for number, sex in enumerate(("male", "female"), start=1)
    ]
    found = timeline(sexes, [a_document(1), a_document(2)]).contradictions
    assert [one.kind for one in found] == [ContradictionKind.SEX]
    assert timeline(sexes[:1], [a_document(1)]).contradictions == ()


def test_an_earlier_injury_is_no_second_day_of_injury() -> None:
    days = [
        a_finding(FindingKind.INJURY, 1, on=dt.date(2013, 2, 14)),
        a_finding(FindingKind.INJURY, 1, on=dt.date(1995, 2, 14), mode=Mode.HISTORICAL),
    ]
    assert timeline(days, [a_document(1)]).contradictions == ()
