"""Events in the order of time, courses of scores, and what text, picture and page show of them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from xml.etree import ElementTree as ET

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.casefile.findings import judge
from openimr.casefile.model import DocumentKind, FindingKind, FindingState, Mode
from openimr.casefile.timeline import Timeline, as_html, as_svg, as_text, timeline
from openimr.casefile.timeline.model import Dating
from openimr.casefile.timeline.scale import scale_of
from openimr.casefile.timeline.text import pinned
from unit.casefile.findings.scoring import notes
from unit.casefile.timeline.cases import Case, a_case, a_document, a_finding

PR2, UR, PSY, ACU = (
    DocumentKind.PROGRESS_REPORT,
    DocumentKind.UR_DECISION,
    DocumentKind.PSYCHOLOGICAL_EVALUATION,
    DocumentKind.ACUPUNCTURE_NOTE,
)
NOTES = [note for name in ("seen", "unseen") for note in notes(name)]
DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2015, 1, 1)).map(str)
CASES = st.lists(st.tuples(st.sampled_from(NOTES), DAYS | st.just("")), max_size=6).map(
    lambda papers: a_case(*((note.kind, day, note.text) for note, day in papers))
)


def drawn(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314  # the picture is our own, and nobody else's


def a_course() -> Case:
    return a_case(
        (PR2, "2013-02-20", "DOI: 2/14/2013. The patient slipped and injured her knee. Pain 8/10."),
        (PSY, "2013-07-10", "BDI-II: 29. PHQ-9: 40."),
        (PR2, "2013-10-04", "Date of service: 10/04/2013. BDI-II: 21. Plan: Request 12 sessions of psychotherapy."),
        (UR, "2013-10-20", "The request for 12 sessions of psychotherapy is denied."),
        (ACU, "2013-03-04", "Acupuncture. Total visits: 4"),
    )


@settings(max_examples=40)
@given(CASES)
def test_events_stand_in_the_order_of_time_and_each_has_a_pin(case: Case) -> None:
    shown = timeline(*case)
    days = [event.on or dt.date.max for event in shown.events]
    assert days == sorted(days)
    assert all(event.pins and event.findings for event in shown.events)
    known = {one.id for one in case.findings}
    assert all(identity in known for event in shown.events for identity in event.findings)
    told = {identity for event in shown.events for identity in event.findings}
    assert told == {one.id for one in case.findings if one.kind is not FindingKind.PERSON}


@settings(max_examples=25)
@given(CASES)
def test_every_format_writes_every_timeline(case: Case) -> None:
    shown = timeline(*case)
    assert msgspec.json.decode(msgspec.json.encode(shown), type=Timeline) == shown
    drawn(as_svg(shown))
    assert all(len(line) <= 120 for line in as_text(shown).splitlines())
    page = as_html(shown)
    assert page.count("<tr>") == page.count("</tr>")


def test_what_a_person_refused_is_no_event() -> None:
    case = a_course()
    refused = case.findings
    for one in case.findings:
        refused = judge(refused, one.id, FindingState.REFUSED, "Dr. Reader")
    assert timeline(refused, case.documents) == timeline([], case.documents)


def test_an_event_is_confirmed_where_one_of_its_findings_is() -> None:
    case = a_course()
    pain = next(one for one in case.findings if one.kind is FindingKind.PAIN)
    shown = timeline(judge(case.findings, pain.id, FindingState.CONFIRMED, "Dr. Reader"), case.documents)
    states = {event.state for event in shown.events if pain.id in event.findings}
    assert states == {FindingState.CONFIRMED}
    assert "confirmed" in as_html(shown)


def test_the_day_of_the_paper_is_marked_as_such() -> None:
    text = as_text(timeline(*a_course()))
    assert "07/10/2013 (paper)" in text
    assert "10/04/2013            visit" in text


def test_a_mechanism_belongs_to_the_one_day_of_injury() -> None:
    papers = (PR2, "2013-02-20", "DOI: 2/14/2013."), (PR2, "2013-03-20", "The patient slipped and injured her knee.")
    [injury] = [event for event in timeline(*a_case(*papers)).events if event.kind is FindingKind.INJURY]
    assert str(injury.on) == "2013-02-14"
    assert "slipped" in injury.what
    two = (*papers, (PR2, "2013-04-20", "DOI: 2/15/2013."))
    injuries = [event for event in timeline(*a_case(*two)).events if event.kind is FindingKind.INJURY]
    assert [event.dated for event in injuries] == [Dating.WORDS, Dating.WORDS, Dating.UNKNOWN]


def test_a_diagnosis_that_many_papers_tell_is_one_event_with_all_pins() -> None:
    papers = [(PR2, f"2013-0{month}-01", "Diagnoses:\n1. Lumbar strain") for month in range(1, 8)]
    [event] = timeline(*a_case(*papers)).events
    assert len(event.pins) == 7
    assert str(event.on) == "2013-01-01"
    assert pinned(event.pins).endswith("and 3 more")


def test_a_course_says_which_way_it_went_and_leaves_out_what_cannot_be() -> None:
    courses = {course.name: course for course in timeline(*a_course()).courses}
    assert courses["BDI-II"].says == "BDI-II: 29 on 07/10/2013, 21 on 10/04/2013: down 8, better."
    assert "no score that can be placed in time" in courses["PHQ-9"].says
    assert "1 outside the range" in courses["PHQ-9"].says
    assert [point.is_possible for point in courses["PHQ-9"].points] == [False]
    assert next(iter(courses)) == "pain"


def test_a_course_without_change_or_days_or_sense_of_better_is_told_plainly() -> None:
    def says(name: str, *scores: tuple[int, float]) -> str:
        findings = [a_finding(FindingKind.SCORE, paper, name=name, value=value) for paper, value in scores]
        documents = [a_document(1, PR2, "2013-01-01"), a_document(2, PR2, "2013-02-01"), a_document(3)]
        return timeline(findings, documents).courses[0].says

    assert says("ODI", (1, 40.0), (2, 40.0)).endswith("unchanged.")
    assert says("ODI", (1, 40.0), (2, 50.0)).endswith("up 10, worse.")
    assert says("GAF", (1, 40.0), (2, 50.0)).endswith("up 10, better.")
    assert says("Own Scale", (1, 40.0), (2, 50.0)).endswith("up 10.")
    assert says("ODI", (1, 40.0), (3, 50.0)) == "ODI: 40 on 01/01/2013. 1 without a day."


def test_the_picture_stands_by_itself_and_tells_a_screen_reader_what_it_shows() -> None:
    picture = as_svg(timeline(*a_course()), title="Case <1>")
    root = drawn(picture)
    assert root.get("role") == "img"
    parts = {child.tag.rpartition("}")[2]: child.text or "" for child in root}
    assert parts["title"] == "Case <1>"
    assert "BDI-II: 29 on 07/10/2013" in parts["desc"]
    assert "Utilization review: 1 marked" in parts["desc"]
    ids = [child.get("id") for child in root if child.get("id")]
    assert root.get("aria-labelledby") == " ".join(str(one) for one in ids)


def test_two_decisions_of_one_day_stand_side_by_side() -> None:
    findings = [
        a_finding(FindingKind.UR_ACTION, 1, name=name, code="yoga", on=dt.date(2014, 1, 1), count=count)
        for name, count in (("denied", 12.0), ("modified", 6.0), ("other", None))
    ]
    root = drawn(as_svg(timeline(findings, [a_document(1)])))
    boxes = [float(child.get("x", 0)) for child in root if child.tag.endswith("rect")][1:]
    assert len(boxes) == 3
    assert all(two - one >= 18 for one, two in pairwise(boxes))


def test_long_names_and_many_values_do_not_run_into_the_picture() -> None:
    name = "a discipline with a very long name indeed"
    findings = [
        a_finding(FindingKind.SESSIONS, 1, name=name, count=float(day), unit="session", on=dt.date(2014, 1, day))
        for day in range(1, 29)
    ]
    picture = as_svg(timeline(findings, [a_document(1)]))
    assert name not in picture.partition("</desc>")[2]
    assert "\u2026" in picture


def test_a_score_of_a_scale_without_range_is_drawn_within_its_own_values() -> None:
    one = [a_finding(FindingKind.SCORE, 1, name="Own", value=4.0, on=dt.date(2014, 1, 1))]
    assert "Own" in as_svg(timeline(one, [a_document(1)]))
    two = [*one, a_finding(FindingKind.SCORE, 1, name="Own", value=9.0, on=dt.date(2014, 1, 9))]
    assert "polyline" in as_svg(timeline(two, [a_document(1)]))


def test_a_timeline_of_nothing_says_so_in_every_format() -> None:
    nothing = timeline([])
    assert "No event has a day" in as_svg(nothing)
    assert "None was found" in as_html(nothing)
    assert "No page that was read names any." in as_text(nothing)


def test_a_visit_is_drawn_without_words_and_years_are_drawn_apart() -> None:
    visits = [a_finding(FindingKind.VISIT, 1, on=dt.date(year, 1, 5)) for year in (2005, 2010, 2015)]
    picture = as_svg(timeline(visits, [a_document(1)]))
    assert "Visits: 3 marked" in picture
    assert 2 <= sum(f"Jan {year}" in picture for year in range(2005, 2016)) <= 9


def test_a_long_time_of_which_no_page_tells_is_drawn_narrow_and_joins_no_scores() -> None:
    days = [dt.date(2011, 11, 18), dt.date(2015, 12, 1), dt.date(2015, 12, 20), dt.date(2016, 1, 20)]
    found = [a_finding(FindingKind.SCORE, 1, name="Own", value=float(at), on=on) for at, on in enumerate(days)]
    root = drawn(as_svg(timeline(found, [a_document(1)])))
    [line] = [child.get("points", "") for child in root if child.tag.endswith("polyline")]
    assert len(line.split()) == 3
    texts = [child.text for child in root if child.tag.endswith("text")]
    assert "4 years" in texts
    assert {"Nov 2011", "Dec 2015"} <= set(texts)


def test_the_last_number_of_a_lane_is_told_however_near_others_stand() -> None:
    found = [
        a_finding(FindingKind.SESSIONS, 1, name="yoga", count=float(day), unit="session", on=dt.date(2014, 1, day))
        for day in range(1, 13)
    ]
    visits = [a_finding(FindingKind.VISIT, 1, on=dt.date(2014, month, 1)) for month in range(1, 12)]
    root = drawn(as_svg(timeline([*found, *visits], [a_document(1)])))
    texts = [child.text for child in root if child.tag.endswith("text")]
    assert "12" in texts
    assert "11" not in texts


def test_a_denial_and_an_earlier_treatment_are_told_once() -> None:
    found = [
        a_finding(FindingKind.TREATMENT, 1, name="yoga", mode=Mode.DENIED, says="No yoga"),
        a_finding(FindingKind.TREATMENT, 1, name="reiki", mode=Mode.HISTORICAL, says="Earlier: reiki"),
        a_finding(FindingKind.DIAGNOSIS, 1, name="gout", mode=Mode.DENIED, says="gout"),
    ]
    told = {event.what for event in timeline(found, [a_document(1)]).events}
    assert told == {"No yoga", "Earlier: reiki", "Said not to be: gout"}


def test_a_day_behind_the_last_stands_at_the_right_edge() -> None:
    scale = scale_of([dt.date(2014, 1, 1), dt.date(2014, 2, 1)], 0.0, 100.0)
    assert scale.at(dt.date(2014, 3, 1)) == 100.0
    assert scale_of([dt.date(2014, 1, 1)], 0.0, 100.0).at(dt.date(2014, 1, 1)) == 0.0
