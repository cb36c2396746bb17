from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec
import pytest

from openimr.reviews.overview import Overview
from openimr.reviews.telling import as_html, as_json, as_text
from openimr.reviews.telling.page import page
from unit.reviews.telling.overviews import REVIEWERS, a_bare_overview, a_dispute, an_overview

FORMS: dict[str, Callable[[Overview], str]] = {
    "text": as_text,
    "html": as_html,
    "json": lambda overview: as_json(overview).decode(),
}
PARTS = ("eligibility", "clocks", "records", "timeline", "candidates", "disputes")


@pytest.fixture(scope="module", params=FORMS)
def told(request: pytest.FixtureRequest) -> str:
    return FORMS[request.param](an_overview())


def test_reviewers_are_told_by_number_and_never_by_name(told: str) -> None:
    assert "R-1" in told
    assert "R-2" in told
    for name in REVIEWERS:
        for word in name.partition(",")[0].split():
            assert word not in told


def test_no_outcome_is_suggested(told: str) -> None:
    assert not re.search(r"\b(?:uphold|upheld|overturn\w*|medically necessary|should be)\b", told, re.IGNORECASE)


def test_what_is_unverified_is_marked_so(told: str) -> None:
    assert "8 CCR 9792.10.5(a)(1)(E) (unverified)" in told
    assert "8 CCR 9792.10.5(a)(1)(A) (partial)" in told


def test_the_arithmetic_of_clocks_and_of_the_window_is_told(told: str) -> None:
    words = " ".join(told.split())
    assert "15 calendar days from mailing on 2015-02-20 = 2015-03-07" in words
    assert "30 calendar days from service on 2015-01-27 = 2015-02-26" in words


def test_a_reason_of_a_reviewer_carries_its_citation(told: str) -> None:
    assert "Labor Code 139.5(d)(5)" in told


def test_a_fact_that_nobody_documented_is_told_as_not_documented() -> None:
    text = as_text(an_overview())
    assert "? not documented  functional improvement is documented [ACU-07]" in text
    assert not re.search(r"functional improvement[^.\n]*: no\b", text)


def test_the_parts_stand_in_their_order_after_the_strip() -> None:
    told = page(an_overview())
    assert [part.id for part in told.front] == ["glance"]
    assert tuple(part.id for part in told.parts) == PARTS


def test_text_and_html_have_the_same_parts_and_headings() -> None:
    text, html = as_text(an_overview()), as_html(an_overview())
    for part in page(an_overview()).parts:
        assert part.title.upper() in text
        assert f">{part.title}</h2>" in html


def test_the_same_case_is_told_the_same(told: str) -> None:
    assert told in {form(an_overview()) for form in FORMS.values()}


def test_a_folder_with_an_application_alone_is_told_too() -> None:
    for form in FORMS.values():
        assert "No case file: run openimr casefile index." in form(a_bare_overview())
    text = as_text(a_bare_overview())
    assert "There is no case file, so that nothing is known of the records." in text
    assert "There is no registry of reviewers, so that nobody is matched." in text


@pytest.mark.parametrize("form", [as_text, as_html])
def test_what_a_document_says_cannot_steer_a_terminal_or_turn_the_order_of_words(
    form: Callable[[Overview], str],
) -> None:
    told = form(an_overview(employee="Ana \x1b[31mReyes\x00 \u202eseyeR"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert "Ana \ufffd[31mReyes\ufffd \ufffdseyeR" in told


@pytest.mark.parametrize("width", [60, 80, 110])
def test_no_line_of_the_text_is_wider_than_asked(width: int) -> None:
    assert max(map(len, as_text(an_overview(), width=width).splitlines())) <= width


def test_a_terminal_of_no_width_gets_sixty_columns() -> None:
    assert as_text(an_overview(), width=0) == as_text(an_overview(), width=60)


def test_a_case_with_one_treatment_is_told_in_less_than_two_hundred_lines() -> None:
    assert len(as_text(an_overview(disputes=(a_dispute(),))).splitlines()) < 200


def test_the_json_holds_days_as_iso_and_enumerations_as_words() -> None:
    plain = msgspec.json.decode(as_json(an_overview()))
    assert plain["on"] == "2015-03-03"
    assert plain["priority"] == "standard"
    assert plain["screening"]["verdicts"][0]["standing"] == "eligible"


def test_the_json_holds_the_sentences_that_the_text_has() -> None:
    plain = msgspec.json.decode(as_json(an_overview()))
    assert plain["screening"]["window"][0]["arithmetic"].startswith("30 calendar days from service on 2015-01-27")
    reason = plain["panelists"]["others"][0]["reasons"][0]
    assert reason["citation_sentence"] == "Labor Code 139.5(d)(5)"
    assert reason["sentence"].startswith(reason["says"])
    assert plain["records"]["checklist"]["items"][4]["citation_sentence"].endswith("(unverified)")
    application = plain["disputes"][0]["applications"][0]
    assert application["is_addressed"] is True
    assert application["answers"][0]["sentence"].startswith(application["answers"][0]["id"])
    assert application["answers"][0]["lines"][0]["sums"][0]["sentence"]


def test_the_json_keeps_the_kind_of_a_value_that_can_be_one_of_several() -> None:
    plain = msgspec.json.decode(as_json(an_overview()))
    values = [fact["value"] for fact in plain["disputes"][0]["applications"][0]["facts"]]
    assert {"kind": "number", "amount": 6.0, "unit": "session"} in values


def test_the_json_holds_the_strip_and_the_days_left_of_each_clock() -> None:
    plain = msgspec.json.decode(as_json(an_overview()))
    assert [figure["name"] for figure in plain["glance"]][:2] == ["State", "Next clock"]
    clocks = plain["course"]["clocks"]
    running = [clock for clock in clocks if clock["ended_at"] is None]
    assert {clock["days_left"] for clock in clocks if clock["ended_at"]} == {None}
    for clock in running:
        due = dt.date.fromisoformat(clock["due_on"])
        assert clock["days_left"] == (due - dt.date(2015, 3, 3)).days
    assert "The organization receives the records from the claims administrator" in {c["act"] for c in running}
