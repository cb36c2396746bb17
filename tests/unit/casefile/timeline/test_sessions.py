"""Sessions are compared, the arithmetic is told, and what no page says stays unknown."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import DocumentKind, FindingKind, FindingState
from openimr.casefile.timeline import SessionCount, timeline
from openimr.casefile.timeline.model import Contradiction, ContradictionKind
from unit.casefile.timeline.cases import a_case, a_document, a_finding

PR2, UR, ACU, PT = (
    DocumentKind.PROGRESS_REPORT,
    DocumentKind.UR_DECISION,
    DocumentKind.ACUPUNCTURE_NOTE,
    DocumentKind.THERAPY_NOTE,
)


def counted(*papers: tuple[DocumentKind, str, str]) -> dict[str, SessionCount]:
    return {count.discipline: count for count in timeline(*a_case(*papers)).sessions}


def contradicted(*papers: tuple[DocumentKind, str, str]) -> list[Contradiction]:
    return list(timeline(*a_case(*papers)).contradictions)


def test_counts_that_grow_agree_and_the_last_counts() -> None:
    count = counted(
        (PR2, "2014-01-05", "She has had 6 sessions of acupuncture."),
        (PR2, "2014-03-05", "She has had 12 sessions of acupuncture."),
    )["acupuncture"]
    assert (count.to_date, count.at_least) == (12, 12)
    assert "To date: 12 as of 03/05/2014." in count.arithmetic


def test_no_number_is_unknown_and_not_none() -> None:
    count = counted((PR2, "2014-01-05", "Plan: Request 12 sessions of acupuncture."))["acupuncture"]
    assert (count.to_date, count.at_least, count.told) == (None, None, ())
    assert "not known" in count.arithmetic
    assert "That is not none." in count.arithmetic


def test_eighteen_by_review_and_none_in_the_record_is_shown_side_by_side() -> None:
    [one] = contradicted(
        (UR, "2014-02-02", "The claimant has completed 18 sessions of psychotherapy."),
        (PR2, "2014-01-05", "Plan: Request 6 sessions of psychotherapy."),
    )
    assert one.kind is ContradictionKind.COUNT
    assert one.says == "psychotherapy: 18 sessions by utilization review, none in the record."
    assert one.one.pin is not None
    assert one.one.pin.page == 1
    assert one.other.pin is None
    assert "silence" in one.other.says


def test_the_difference_between_review_and_record_is_reckoned() -> None:
    papers = (
        (UR, "2014-02-02", "The claimant has completed 18 sessions of psychotherapy."),
        (PR2, "2014-01-05", "He has had 12 sessions of psychotherapy."),
    )
    count = counted(*papers)["psychotherapy"]
    assert "Difference: 18 - 12 = 6." in count.arithmetic
    assert (count.to_date, count.at_least, count.at_most_told) == (None, 12, 18)
    [one] = contradicted(*papers)
    assert one.one.pin is not None
    assert one.other.pin is not None


def test_review_that_counts_what_the_notes_count_does_not_contradict() -> None:
    notes = [(ACU, f"2014-01-0{day}", f"Acupuncture. Date of service: 01/0{day}/2014.") for day in (2, 4, 6)]
    assert contradicted((UR, "2014-02-02", "The claimant has completed 3 sessions of acupuncture."), *notes) == []
    [one] = contradicted((UR, "2014-02-02", "The claimant has completed 5 sessions of acupuncture."), *notes)
    assert "they hold 3 notes of single sessions" in one.other.says


def test_notes_of_single_sessions_count_their_days_once() -> None:
    note = "Acupuncture. Date of service: 01/02/2014."
    count = counted((ACU, "2014-01-02", note), (ACU, "2014-01-02", note), (ACU, "2014-01-09", "Acupuncture."))
    assert [str(on) for on in count["acupuncture"].note_days] == ["2014-01-02", "2014-01-09"]
    assert count["acupuncture"].at_least == 2
    assert "2, on 2 days (01/02/2014 to 01/09/2014)" in count["acupuncture"].arithmetic
    single = counted((ACU, "2014-01-09", "Acupuncture."))["acupuncture"]
    assert "1, on 1 day (01/09/2014)" in single.arithmetic


def test_a_therapy_note_counts_for_what_it_names() -> None:
    counts = counted((PT, "2014-01-02", "Aquatic therapy, pool session."), (PT, "", "Nothing is dated."))
    assert list(counts) == ["aquatic therapy"]


def test_more_notes_than_told_sessions_leave_the_number_open() -> None:
    notes = [(ACU, f"2014-01-0{day}", "Acupuncture.") for day in (2, 4, 6)]
    count = counted((PR2, "2014-02-02", "He has had 2 sessions of acupuncture."), *notes)["acupuncture"]
    assert (count.to_date, count.at_least) == (None, 3)


def test_a_later_smaller_number_is_a_contradiction() -> None:
    papers = (
        (PR2, "2014-01-05", "She has had 12 sessions of acupuncture."),
        (PR2, "2014-03-05", "She has had 9 sessions of acupuncture."),
    )
    [one] = contradicted(*papers)
    assert one.says == "acupuncture: a later page counts fewer than an earlier one."
    assert counted(*papers)["acupuncture"].to_date is None


def test_two_numbers_of_one_day_in_two_papers_are_a_contradiction() -> None:
    papers = (
        (PR2, "2014-01-05", "She has had 12 sessions of acupuncture."),
        (PR2, "2014-01-05", "She has had 9 sessions of acupuncture."),
    )
    assert [one.says for one in contradicted(*papers)] == ["acupuncture: two pages of one day count differently."]
    assert counted(*papers)["acupuncture"].to_date is None


def test_given_and_never_given_is_a_contradiction_unless_it_came_later() -> None:
    had = (PR2, "2014-01-05", "She has had 12 sessions of acupuncture.")
    none = "No prior acupuncture."
    assert [one.kind for one in contradicted(had, (PR2, "2014-02-05", none))] == [ContradictionKind.GIVEN]
    assert contradicted(had, (PR2, "2013-02-05", none)) == []
    assert [one.kind for one in contradicted(had, (PR2, "", none))] == [ContradictionKind.GIVEN]


def test_a_number_without_a_service_is_of_no_discipline() -> None:
    findings = [a_finding(FindingKind.SESSIONS, count=4, unit="session")]
    assert timeline(findings, [a_document(1)]).sessions == ()


def test_a_service_that_no_row_names_is_a_discipline_by_itself() -> None:
    named = a_finding(FindingKind.SESSIONS, name="Sound Bath", count=4, unit="session")
    [count] = timeline([named], [a_document(1)]).sessions
    assert count.discipline == "sound bath"
    assert "To date: 4." in count.arithmetic


def test_what_a_person_refused_is_not_counted() -> None:
    refused = a_finding(
        FindingKind.SESSIONS, name="yoga", code="yoga", count=4, unit="session", state=FindingState.REFUSED
    )
    assert timeline([refused], [a_document(1)]).sessions == ()


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 28), st.booleans()), min_size=1, max_size=6))
def test_the_number_to_date_is_one_that_a_record_tells_and_not_below_any_note(
    told: list[tuple[int, int, bool]],
) -> None:
    documents = [
        a_document(number, UR if is_review else PR2, f"2014-01-{day:02}")
        for number, (_, day, is_review) in enumerate(told, start=1)
    ]
    findings = [
        a_finding(FindingKind.SESSIONS, number, name="yoga", code="yoga", count=float(count), unit="session")
        for number, (count, _, _) in enumerate(told, start=1)
    ]
    [count] = timeline(findings, documents).sessions
    records = [float(number) for number, _, is_review in told if not is_review]
    if count.to_date is not None:
        assert count.to_date == max(records)
        assert all(number <= count.to_date for number, _, _ in told)
    assert count.at_least == (max(records) if records else None)


def test_a_note_without_findings_of_its_own_counts_by_its_title() -> None:
    note = msgspec.structs.replace(a_document(1, PT, "2014-05-06"), title="PSYCHOTHERAPY SESSION NOTE")
    assert [(one.discipline, len(one.note_days)) for one in timeline((), [note]).sessions] == [("psychotherapy", 1)]
    bare = msgspec.structs.replace(note, title="Daily note of 500 mg tramadol")
    assert [one.discipline for one in timeline((), [bare]).sessions] == ["physical therapy"]
