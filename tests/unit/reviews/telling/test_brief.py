"""The page in brief: on one well-set page, with what a medical director asks first, and nothing left out in silence."""

from __future__ import annotations

import re

import pytest

from openimr.casefile.documents import Receipt
from openimr.reviews.overview import Overview
from openimr.reviews.telling import Depth, as_text
from openimr.treatments.request import Flag, FlagKind
from unit.reviews.telling.overviews import REVIEWERS, a_bare_overview, a_dispute, an_overview, panelists, replaced


def brief(overview: Overview) -> str:
    """The page in one line, so that a test need not know where lines break."""
    return " ".join(as_text(overview, depth=Depth.BRIEF, width=100).split())


def test_a_case_in_brief_fits_on_a_page() -> None:
    in_brief = as_text(an_overview(), depth=Depth.BRIEF, width=100).splitlines()
    assert len(in_brief) < 140
    assert len(in_brief) < len(as_text(an_overview(), width=100).splitlines())
    assert max(map(len, in_brief)) <= 100


def test_where_more_is_told_is_said() -> None:
    assert "told with --details" in brief(an_overview())
    assert "--details" not in as_text(an_overview(disputes=()))


def test_reviewers_are_told_by_number_and_the_same_reason_once() -> None:
    told = brief(an_overview())
    assert "May be assigned, in their order: R-1" in told
    assert not any(name.partition(",")[0] in told for name in REVIEWERS)
    alike = panelists()
    other = alike.others[0]
    twins = replaced(alike, others=(other, replaced(other, reviewer="R-9")))
    assert f"{other.reviewer}, R-9: " in brief(an_overview(panelists=twins))


def test_a_reviewer_who_is_held_without_a_reason_is_told_still() -> None:
    some = panelists()
    bare = replaced(some, others=(replaced(some.others[0], reviewer="R-9", reasons=()),))
    assert "R-9" in brief(an_overview(panelists=bare))


def test_those_who_may_be_assigned_and_are_not_told_are_counted() -> None:
    some = panelists()
    many = replaced(some, eligible_count=len(some.eligible) + 3)
    assert "; and 3 more." in brief(an_overview(panelists=many))
    none = replaced(some, eligible=(), eligible_count=0, others=(), others_count=0)
    assert "in their order" not in brief(an_overview(panelists=none))


def test_records_that_are_not_received_are_named_and_the_others_counted() -> None:
    overview = an_overview()
    assert overview.records is not None
    items = overview.records.checklist.items
    received = sum(item.receipt is Receipt.RECEIVED for item in items)
    told = brief(overview)
    assert f"{received} of {len(items)} received." in told
    for item in items:
        assert (item.what in told) is (item.receipt is not Receipt.RECEIVED)


def test_where_no_page_is_to_be_asked_for_none_is_named() -> None:
    overview = an_overview()
    assert overview.records is not None
    clean = replaced(overview.records, cures=())
    assert "Pages to ask for again" in brief(overview)
    assert "Pages to ask for again" not in brief(an_overview(records=clean))


def test_an_unknown_number_of_sessions_is_told_as_unknown() -> None:
    overview = an_overview()
    assert overview.timeline is not None
    count = replaced(overview.timeline.sessions[0], discipline="yoga", to_date=None, at_least=None)
    ways = {
        "yoga not known": count,
        "yoga not known, at least 3": replaced(count, at_least=3),
        "yoga 6": replaced(count, to_date=6),
    }
    for told, one in ways.items():
        timeline = replaced(overview.timeline, sessions=(one,))
        assert f"Sessions to date: {told}." in brief(an_overview(timeline=timeline))


def test_a_case_before_any_event_tells_no_letter() -> None:
    assert "Letters that the events made due" in brief(an_overview())
    assert "Letters that the events made due" not in brief(a_bare_overview())


def test_what_is_unverified_is_marked_so_in_brief() -> None:
    told = brief(an_overview())
    assert "? to be confirmed by the reviewer: " in told
    assert re.search(r"its law is (?:partial|unverified)", told)


def test_no_outcome_is_suggested_in_brief() -> None:
    assert not re.search(
        r"\b(?:uphold|upheld|overturn\w*|medically necessary|should be)\b", brief(an_overview()), re.IGNORECASE
    )


def test_missing_facts_and_contradictions_are_told_apart() -> None:
    told = brief(an_overview(disputes=(a_dispute(),)))
    assert "? not documented: Facts that could change an answer: functional improvement is documented." in told
    assert "! contradicted: Facts that could change an answer: the number of earlier sessions." in told


@pytest.mark.parametrize("most", [3, 4])
def test_of_many_missing_facts_the_first_are_told_and_the_others_counted(most: int) -> None:
    one = a_dispute().missing[0]
    many = tuple(replaced(one, fact=f"fact_{number}", words=f"fact {number}") for number in range(most))
    told = brief(an_overview(disputes=(a_dispute(missing=many),)))
    assert ("fact 2; and 1 more." in told) is (most == 4)


def test_a_dispute_is_told_with_its_request_its_flags_and_the_decision() -> None:
    (request,) = a_dispute().requests
    flagged = replaced(request, flags=(Flag(kind=FlagKind.RANGE, message="It gives a range.", readings=("2", "3")),))
    told = brief(an_overview(disputes=(a_dispute(requests=(flagged,)),)))
    assert "Asked: acupuncture" in told
    assert "! needs a hand: It gives a range: 2; 3." in told
    assert "Utilization review: modified" in told


def test_what_is_not_known_of_a_dispute_is_said() -> None:
    told = brief(an_overview(disputes=(a_dispute(requests=(), applications=(), ur=None),)))
    assert "No request could be read out of the wording." in told
    assert "What utilization review did with this treatment is not documented." in told


def test_each_request_of_a_wording_is_told_before_its_guidelines() -> None:
    dispute = a_dispute()
    twice = a_dispute(requests=dispute.requests * 2, applications=dispute.applications * 2)
    assert brief(an_overview(disputes=(twice,))).count("For the request: ") == 2


def test_a_criterion_that_is_met_names_its_pages() -> None:
    assert re.search(r"● met: [^●]*\(page \d+", brief(an_overview()))
