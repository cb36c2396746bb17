"""What each part of the page says, and what it says where something is missing, late, doubtful or refused."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.calendars.deadline_rules import Force
from openimr.calendars.service import ServiceMethod
from openimr.casefile.documents import Checklist, Receipt
from openimr.casefile.model import DocumentKind
from openimr.casefile.timeline import Timeline
from openimr.cases import events as ev
from openimr.cases.clock import Clock
from openimr.cases.eligibility import Effect, screen
from openimr.cases.events import Event, Role
from openimr.cases.terms import UrAction
from openimr.cases.utilization import UrTreatment
from openimr.citations import Verification
from openimr.reviews.course import course_of
from openimr.reviews.overview import Course, Overview, Panelists, Records
from openimr.reviews.telling import as_html, as_text
from openimr.reviews.telling.blocks import Figure
from openimr.reviews.telling.clocks import next_clock
from openimr.reviews.telling.glance import figures
from openimr.reviews.telling.words import IN_ORDER, LOOK, NOT_KNOWN
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.request import Flag, FlagKind
from unit.cases.factories import applied
from unit.cases.stories import event
from unit.reviews.telling.overviews import (
    EVENTS,
    FILED,
    ON,
    a_bare_overview,
    a_dispute,
    an_overview,
    panelists,
    records,
    replaced,
)


def figure(overview: Overview, name: str) -> Figure:
    return next(one for one in figures(overview) if one.name == name)


def after(*events: Event) -> Course:
    return course_of(WholeCase(filing=FILED, events=(*EVENTS, *events)))


def only(clock: Clock) -> Course:
    return Course(state="awaiting records", clocks=(clock,), recorded=("something",))


CLOCK = next(clock for clock in after().clocks if clock.id == "records")


def words(overview: Overview) -> str:
    """The text in one line, so that a test need not know where lines break."""
    return " ".join(as_text(overview).split())


# The strip.


@pytest.mark.parametrize(
    ("days", "told", "mark"),
    [(0, "last day", LOOK), (1, "1 day left", LOOK), (3, "3 days left", LOOK), (4, "4 days left", IN_ORDER),
     (-1, "passed 1 day ago", LOOK), (-2, "passed 2 days ago", LOOK)],
)  # fmt: skip
def test_days_left_are_counted_from_the_day_of_the_page(days: int, told: str, mark: object) -> None:
    seen = figure(an_overview(course=only(CLOCK), on=CLOCK.due_on - dt.timedelta(days=days)), "Next clock")
    assert (seen.value, seen.mark) == (told, mark)


def test_a_period_that_runs_by_itself_never_needs_a_hand() -> None:
    period = replaced(CLOCK, force=Force.PERIOD, due_on=ON - dt.timedelta(days=9))
    seen = figure(an_overview(course=only(period)), "Next clock")
    assert seen.mark.words == "runs"


def test_the_next_clock_is_one_that_someone_must_act_by() -> None:
    period = replaced(CLOCK, force=Force.PERIOD, due_on=CLOCK.due_on - dt.timedelta(days=1))
    course = Course(state="s", clocks=(CLOCK, period))
    assert next_clock(course) == CLOCK
    assert next_clock(Course(state="s", clocks=(period,))) == period
    assert next_clock(Course(state="s")) is None


def test_a_case_on_its_way_without_a_clock_is_in_order_and_one_without_events_is_not_known() -> None:
    assert (
        figure(an_overview(course=Course(state="closed", recorded=("it was closed",))), "Next clock").mark == IN_ORDER
    )
    assert figure(a_bare_overview(), "Next clock").mark == NOT_KNOWN
    assert figure(a_bare_overview(), "State").mark == NOT_KNOWN


def test_where_all_is_there_and_nothing_contradicts_nothing_needs_a_hand() -> None:
    file = records()
    items = tuple(replaced(item, receipt=Receipt.RECEIVED) for item in file.checklist.items)
    whole = Records(
        documents=tuple(replaced(row, unreadable=(), doubtful=()) for row in file.documents),
        checklist=Checklist(items=items),
        cures=(),
        pages=13,
    )
    one = an_overview(records=whole, timeline=Timeline(), disputes=(a_dispute(missing=()),))
    one = replaced(one, screening=replaced(one.screening, verdicts=one.screening.verdicts[:1]))
    assert {seen.name for seen in figures(one) if seen.mark != IN_ORDER} == set()


@pytest.mark.parametrize("name", ["Pages", "Required records", "Contradictions", "Candidates"])
def test_what_the_folder_does_not_have_is_not_known_and_not_nothing(name: str) -> None:
    seen = figure(a_bare_overview(), name)
    assert (seen.value, seen.mark) == ("not known", NOT_KNOWN)


def test_a_missing_record_needs_a_hand() -> None:
    file = records()
    first, *others = file.checklist.items
    items = (replaced(first, receipt=Receipt.MISSING), *others)
    seen = figure(an_overview(records=replaced(file, checklist=Checklist(items=items))), "Required records")
    assert (seen.value, seen.mark) == ("2 of 5", LOOK)


def test_a_treatment_that_no_guideline_here_addresses_needs_a_hand() -> None:
    seen = figure(a_bare_overview(), "Missing facts")
    assert (seen.value, seen.mark) == ("0", LOOK)
    assert seen.note.endswith("no guideline here for 1 treatment")


# Eligibility.


def test_a_late_application_is_told_with_its_reason_its_counting_and_the_cure() -> None:
    late = applied(FILED, received_on=dt.date(2015, 6, 1))
    told = words(an_overview(screening=screen(late, on=dt.date(2015, 6, 2))))
    assert "✗ not eligible" in told
    assert "Counted: 30 calendar days from service on 2015-01-27" in told


def test_what_can_be_mended_is_told_with_its_day() -> None:
    screening = screen(applied(FILED, signature=None), on=ON)
    told = words(an_overview(screening=screening))
    cures = [found.cure_by for verdict in screening.verdicts for found in verdict.reasons if found.cure_by]
    assert cures
    assert f"It can be mended until {cures[0]}." in told


def test_what_could_have_been_mended_is_told_so() -> None:
    screening = screen(applied(FILED, signature=None), on=ON)
    verdict = screening.verdicts[0]
    refused = tuple(replaced(found, effect=Effect.REFUSES) for found in verdict.reasons)
    told = words(an_overview(screening=replaced(screening, verdicts=(replaced(verdict, reasons=refused),))))
    assert "It could be mended until" in told


def test_a_screening_without_a_window_and_without_anything_missing_says_no_more() -> None:
    screening = screen(FILED, on=ON)
    bare = replaced(screening, window=(), missing=(), verdicts=screening.verdicts[:1])
    assert "What must be sent" not in as_text(an_overview(screening=bare))


def test_the_doubts_about_the_window_are_told() -> None:
    screening = screen(FILED, on=ON)
    doubted = replaced(
        screening, window=(replaced(screening.window[0], doubts=("It is not known how it was served.",)),)
    )
    assert "It is not known how it was served." in as_text(an_overview(screening=doubted))


# State and clocks.


def test_an_event_that_is_not_allowed_is_told_with_all_reasons() -> None:
    refused = after(event(ev.Assigned(method=ServiceMethod.MAIL), Role.EMPLOYEE, "2015-02-23"))
    assert refused.refused is not None
    told = words(an_overview(course=refused))
    assert "✗ refused: An event is refused: assigned of 2015-02-23 is not allowed" in told
    for reason in refused.refused.reasons:
        assert " ".join(reason.sentence().split()) in told
    assert figure(an_overview(course=refused), "State").mark == LOOK


def test_a_clock_that_was_stopped_says_when_and_by_what() -> None:
    stopped = replaced(CLOCK, ended_at=dt.datetime(2015, 3, 11, 20, tzinfo=dt.UTC), ended_by="receive")
    html = as_html(an_overview(course=only(stopped)))
    assert "by 2015-03-09; stopped on 2015-03-11 after its end, by: An application comes in" in html
    assert "No clock runs." in html


def test_a_clock_of_hours_tells_its_minute_and_its_doubts() -> None:
    hours = replaced(CLOCK, due_at=dt.datetime(2015, 3, 9, 17, tzinfo=dt.UTC), doubts=("The hour is not certain.",))
    told = words(an_overview(course=only(hours)))
    assert "by 2015-03-09 10:00 PDT, 6 days left" in told
    assert "The hour is not certain." in told


def test_a_verified_clock_says_nothing_of_its_law() -> None:
    sure = replaced(CLOCK, verification=Verification.VERIFIED)
    assert "its law is" not in words(an_overview(course=only(sure)))
    assert "6 days left; its law is unverified." in words(an_overview(course=only(CLOCK)))


# Documents.


def test_a_case_file_with_nothing_to_ask_for_says_no_more() -> None:
    whole = Records(documents=records().documents[:1], checklist=Checklist(items=()), cures=(), pages=1)
    told = words(an_overview(records=whole))
    assert "1 page in 1 document; 0 cannot be read, 0 only in part." in told
    assert "Pages to ask for again" not in told
    assert "What to ask the claims administrator for" not in told


def test_a_page_that_repeats_another_inside_a_document_is_counted() -> None:
    row = replaced(records().documents[3], copies=2, last=6, pages=3)
    html = as_html(an_overview(records=replaced(records(), documents=(row,))))
    assert "2 pages repeated from before" in html
    assert "4 to 6" in html
    assert "2 pages only repeat another" in html


def test_a_document_whose_kind_a_person_set_is_not_doubted() -> None:
    row = replaced(records().documents[5], corrected=("kind",), kind=DocumentKind.IMAGING)
    assert "read with doubt" not in as_html(an_overview(records=replaced(records(), documents=(row,))))


def test_pages_to_ask_for_are_told_as_the_sender_knows_them() -> None:
    assert "Page 5, document 5 (page 5 of records.pdf): The letters are not clear." in words(an_overview())
    unnamed = tuple(replaced(cure, file="", document=None, reasons=()) for cure in records().cures)
    told = words(an_overview(records=replaced(records(), cures=unnamed)))
    assert "Page 5 (page 5 of a file without a name): The writing is not clear." in told


# Timeline.


def test_an_empty_timeline_takes_silence_for_silence() -> None:
    told = words(an_overview(timeline=Timeline()))
    assert "No page that was read names any sessions. That is silence, and not none." in told
    assert "No contradiction was found in the pages that were read." in told


def test_a_contradiction_is_told_with_both_sides() -> None:
    told = words(an_overview())
    assert "! does not agree acupuncture: utilization review counts 8 sessions, the records 6." in told
    assert "8 (utilization review decision, 01/27/2015, document 2, page 2)" in told
    assert "6 (progress report, 01/12/2015, document 4, page 4)" in told


def test_a_score_outside_its_range_is_told_so() -> None:
    assert "12 (outside its range)" in as_html(an_overview())


# Reviewers.


def test_what_bars_a_reviewer_is_told_with_its_citation() -> None:
    told = words(an_overview())
    assert "✗ may not be assigned Reviewer R-2 ✗ bars: Employment, certain: Umbra Claims Services" in told
    assert "[C1: Labor Code 139.5(d)(5)]" in told
    assert "the same name" in as_html(an_overview())


def test_where_nobody_may_be_assigned_it_is_told_why() -> None:
    none = Panelists(
        eligible=(),
        eligible_count=0,
        others=panelists().others,
        others_count=len(panelists().others),
        organization=("Employment of the organization itself [C1: Labor Code 139.5(d)(5)]",),
        hindrances=("licence-lapsed, of 2: The CA licence lapsed.",),
    )
    told = words(an_overview(panelists=none))
    assert "0 of 2 reviewers may be assigned." in told
    assert "Of the review organization itself - Employment of the organization itself" in told
    assert "Why nobody may be assigned, and of how many it is true - licence-lapsed, of 2" in told
    assert figure(an_overview(panelists=none), "Candidates").mark == LOOK


def test_a_registry_of_nobody_has_nobody_to_tell_of() -> None:
    nobody = Panelists(eligible=(), eligible_count=0, others=(), others_count=0)
    assert "0 of 0 reviewers may be assigned." in words(an_overview(panelists=nobody))


# Disputed treatments.


def test_what_utilization_review_did_is_told_as_far_as_it_is_known() -> None:
    ur = UrTreatment(
        number=1,
        wording="Acupuncture",
        action=UrAction.DENIED,
        guideline="MTUS",
        is_for_missing_information=True,
        served_on=(dt.date(2015, 1, 5), dt.date(2015, 1, 7)),
        dispensed_on=dt.date(2015, 1, 9),
    )
    told = words(an_overview(disputes=(a_dispute(ur=ur, wording="Acupuncture", action=UrAction.DENIED),)))
    assert "Action denied Reason not documented Guideline MTUS" in told
    assert "Only ground what was asked of the physician was not sent" in told
    assert "Given on 2015-01-05, 2015-01-07" in told
    assert "Dispensed on 2015-01-09" in told
    assert "As it worded it" not in told


def test_a_wording_out_of_which_nothing_could_be_read_says_so() -> None:
    told = words(an_overview(disputes=(a_dispute(requests=(), applications=()),)))
    assert "No request could be read out of the wording." in told
    assert "Not known, since no recommendation of this library governs." in told


def test_each_request_of_one_wording_is_told_by_its_own_words() -> None:
    one = a_dispute()
    two = a_dispute(requests=one.requests * 2, applications=one.applications * 2, findings=())
    told = words(an_overview(disputes=(two,)))
    assert told.count("One request: Acupuncture 2 times a week for 6 weeks, lumbar spine") == 2
    assert told.count("For the request: Acupuncture 2 times a week for 6 weeks, lumbar spine") == 2
    assert "What the records say of it" not in told


def test_a_fact_that_is_contradicted_shows_each_page() -> None:
    told = words(an_overview())
    assert (
        "! contradicted the number of earlier sessions [ACU-07, ACU-MTUS]"
        " page 4: “6 sessions of acupuncture” page 2: “8 sessions”"
    ) in told


def test_a_fact_that_no_recommendation_is_named_for_is_told_too() -> None:
    (first, _) = a_dispute().missing
    told = words(an_overview(disputes=(a_dispute(missing=(replaced(first, recommendations=()),)),)))
    assert "? not documented functional improvement is documented What the records" in told
    nothing = words(an_overview(disputes=(a_dispute(missing=()),)))
    assert "None: no fact that is missing would change an answer." in nothing


def test_what_a_person_should_look_at_in_a_wording_is_told_below_it() -> None:
    (request,) = a_dispute().requests
    flagged = replaced(request, flags=(Flag(kind=FlagKind.RANGE, message="It gives a range.", readings=("2", "3")),))
    told = words(an_overview(disputes=(a_dispute(requests=(flagged,)),)))
    assert "! needs a hand It gives a range: 2; 3." in told
