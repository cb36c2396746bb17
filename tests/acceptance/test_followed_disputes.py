"""For each case file that follows a published determination, guideline, counts and missing facts are those it names.

What is expected here stands in the determinations themselves, not in what the program printed.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from openimr.casefile.indexing import index_files
from openimr.casefile.model import DocumentKind
from openimr.casefile.store import FolderStore, case_file
from openimr.cases.terms import UrAction
from openimr.guidelines.application import Answer
from openimr.guidelines.criteria.facts import Day, Fact, FactSource, Number, Text, number, yes
from openimr.guidelines.recommendation import Result, Scope
from openimr.reviews.disputes import disputes_of
from openimr.reviews.overview import Dispute, Missing, MissingKind
from openimr.reviews.whole_case import WholeCase
from openimr.samples.casefiles import Scans, followed_case_file

AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
REVIEWED = dt.date(2015, 6, 1)
"""A day after all five requests, and after the update of the ODG that 000 cites (July 10, 2014)."""
OVER = frozenset((Result.EXCEEDS_TRIAL, Result.EXCEEDS_TOTAL, Result.EXCEEDS_MAX))


@cache
def whole(name: str) -> WholeCase:
    """The case that follows this determination, with its records taken in."""
    sample = followed_case_file(name, scans=Scans.NONE)
    with TemporaryDirectory() as place:
        folder = Path(place)
        for path, content in sample.files().items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        store = FolderStore(folder / "casefile")
        index_files([folder / "records"], store, at=AT)
        return WholeCase(filing=sample.filing, case_file=case_file(store))


@cache
def disputes(name: str) -> tuple[Dispute, ...]:
    return disputes_of(whole(name), on=REVIEWED)


def answers(dispute: Dispute) -> tuple[Answer, ...]:
    (application,) = dispute.applications
    return application.answers


def answer(dispute: Dispute, record: str) -> Answer:
    return next(one for one in answers(dispute) if one.id == record)


def facts(dispute: Dispute, name: str) -> tuple[Fact, ...]:
    (application,) = dispute.applications
    return tuple(fact for fact in application.facts if fact.name == name)


def missing(dispute: Dispute, fact: str) -> Missing:
    return next(one for one in dispute.missing if one.fact == fact)


def is_missing(dispute: Dispute, fact: str) -> bool:
    return any(one.fact == fact for one in dispute.missing)


def kind_of(name: str, page: int) -> DocumentKind:
    """What the document on this page is."""
    held = whole(name).case_file
    assert held is not None
    return next(document.kind for document in held.documents if page in document.pages)


# 000: relaxation training, upheld under the ODG, because the MTUS says nothing of it


def test_000_the_mtus_is_silent_and_the_odg_answers_by_its_entry_of_july_2014() -> None:
    (dispute,) = disputes("000")
    assert not [one for one in answers(dispute) if one.scope is Scope.MTUS]
    found = answer(dispute, "ODG-MIND")
    assert found.scope is Scope.SECOND_STEP
    assert found.result is not Result.WITHIN
    assert dispute.action is UrAction.DENIED


def test_000_first_line_treatment_and_the_workers_own_wish_are_not_documented() -> None:
    (dispute,) = disputes("000")
    for name in ("first_line_tried", "self_requested"):
        assert missing(dispute, name).kind is MissingKind.NOT_DOCUMENTED
        assert "ODG-MIND" in missing(dispute, name).recommendations
        assert facts(dispute, name) == ()


# 001: four more sessions after twelve, upheld: MTUS page 23 gives six to ten


def test_001_twelve_sessions_stand_in_the_record_itself() -> None:
    (dispute,) = disputes("001")
    counts = facts(dispute, "prior_sessions")
    assert {fact.value for fact in counts} == {number(12, "session")}
    own = [fact for fact in counts if fact.source is FactSource.RECORD]
    assert own
    assert all(kind_of("001", pin.page) is not DocumentKind.UR_DECISION for fact in own for pin in fact.pins)
    assert not is_missing(dispute, "prior_sessions")


def test_001_twelve_and_four_are_over_the_six_to_ten_of_page_23() -> None:
    (dispute,) = disputes("001")
    found = answer(dispute, "CP09-CBT")
    assert (found.scope, found.result) == (Scope.MTUS, Result.EXCEEDS_TOTAL)
    assert 23 in found.pages


def test_001_the_bdi_fell_from_22_to_10_on_two_pages() -> None:
    (dispute,) = disputes("001")
    (measure,) = facts(dispute, "objective_measure")
    assert isinstance(measure.value, Text)
    assert measure.value.words.startswith("BDI 22 on 04/")
    assert "BDI 10 on 08/05/2014" in measure.value.words
    assert len({pin.page for pin in measure.pins}) == 2


def test_001_depression_and_chronic_pain_are_documented() -> None:
    (dispute,) = disputes("001")
    for name in ("depression", "chronic_pain"):
        assert FactSource.RECORD in {fact.source for fact in facts(dispute, name)}
        assert {fact.value for fact in facts(dispute, name)} == {yes()}


# 002: eighteen sessions by utilization review, of which the record says nothing


def test_002_eighteen_sessions_stand_in_the_utilization_review_decision_alone() -> None:
    (dispute,) = disputes("002")
    (count,) = facts(dispute, "prior_sessions")
    assert (count.value, count.source) == (number(18, "session"), FactSource.UR_DECISION)
    assert [kind_of("002", pin.page) for pin in count.pins] == [DocumentKind.UR_DECISION]


def test_002_the_number_and_the_effect_of_the_sessions_are_what_is_missing_first() -> None:
    (dispute,) = disputes("002")
    assert dispute.missing[0].fact == "prior_sessions"
    assert dispute.missing[0].kind is MissingKind.NOT_DOCUMENTED
    assert [kind_of("002", pin.page) for pin in dispute.missing[0].pins] == [DocumentKind.UR_DECISION]
    for name in ("functional_improvement", "treatment_response"):
        assert missing(dispute, name).kind is MissingKind.NOT_DOCUMENTED
        assert facts(dispute, name) == ()


def test_002_six_more_are_over_page_23_and_the_number_by_review_alone_is_said_to_be_so() -> None:
    (dispute,) = disputes("002")
    found = answer(dispute, "CP09-CBT")
    assert found.result in OVER
    assert 23 in found.pages
    assert any("utilization review decision alone" in words for line in found.lines for words in line.remarks)


def test_002_chronic_pain_stands_in_the_record_and_is_not_passed_over() -> None:
    (dispute,) = disputes("002")
    told = [fact for fact in facts(dispute, "chronic_pain") if fact.source is FactSource.RECORD]
    quoted = missing(dispute, "chronic_pain").pins if not told else told[0].pins
    assert any("chronic pain" in pin.quote.lower() for pin in quoted)


# 003: twelve sessions of occupational therapy, six of them certified


def test_003_six_of_the_twelve_were_certified() -> None:
    (dispute,) = disputes("003")
    assert dispute.action is UrAction.MODIFIED
    (certified,) = facts(dispute, "certified_sessions")
    assert (certified.value, certified.source) == (number(6, "session"), FactSource.UR_DECISION)
    assert [kind_of("003", pin.page) for pin in certified.pins] == [DocumentKind.UR_DECISION]


def test_003_physical_medicine_of_pages_98_and_99_governs_and_the_request_is_over_it() -> None:
    (dispute,) = disputes("003")
    found = answer(dispute, "CP09-PM")
    assert (found.scope, found.pages) == (Scope.MTUS, (98, 99))
    assert found.result in OVER


def test_003_the_earlier_therapy_has_no_number_and_is_not_none() -> None:
    (dispute,) = disputes("003")
    assert facts(dispute, "prior_sessions") == ()
    assert facts(dispute, "prior_sessions_for_the_injury") == ()
    assert dispute.missing[0].fact == "prior_sessions"
    assert {"CP09-PM", "GEN-CAP24"} <= set(dispute.missing[0].recommendations)


def test_003_why_exercise_at_home_is_not_enough_is_not_documented() -> None:
    (dispute,) = disputes("003")
    assert missing(dispute, "repeat_without_home_exercise_reason").kind is MissingKind.NOT_DOCUMENTED


# 004: behavioural therapy overturned, acupuncture upheld


def test_004_behavioural_therapy_falls_under_psychological_treatment_of_page_101() -> None:
    first, _ = disputes("004")
    found = answer(first, "CP09-PSYTX")
    assert found.scope is Scope.MTUS
    assert 101 in found.pages
    assert {fact.value for fact in facts(first, "chronic_pain")} == {yes()}


def test_004_the_amount_of_earlier_acupuncture_is_unknown_and_not_none() -> None:
    _, second = disputes("004")
    assert facts(second, "prior_sessions") == ()
    assert missing(second, "prior_sessions").kind is MissingKind.NOT_DOCUMENTED
    assert missing(second, "prior_sessions").pins == ()
    assert "ACU" in missing(second, "prior_sessions").recommendations


def test_004_the_response_to_acupuncture_is_not_documented_and_twelve_are_over_the_first_course() -> None:
    _, second = disputes("004")
    assert missing(second, "functional_improvement").kind is MissingKind.NOT_DOCUMENTED
    assert answer(second, "ACU").scope is Scope.MTUS
    assert answer(second, "ACU").result is Result.EXCEEDS_TRIAL


def test_004_physical_therapy_did_not_help_for_long() -> None:
    first, _ = disputes("004")
    assert {fact.value for fact in facts(first, "therapy_failed")} == {yes()}


# All of them


@pytest.mark.parametrize(
    ("name", "age", "injured_on", "asked"),
    [
        ("000", 55, "2013-04-21", 12),
        ("001", 47, None, 4),
        ("002", 52, "2010-03-08", 6),
        ("003", 57, "2007-02-21", 12),
        ("004", 54, "2012-08-06", 12),
    ],
)
def test_age_injury_and_number_are_those_of_the_determination(
    name: str, age: int, injured_on: str | None, asked: int
) -> None:
    for dispute in disputes(name):
        years = [fact.value.amount for fact in facts(dispute, "age") if isinstance(fact.value, Number)]
        assert years == [age]
        days = {str(fact.value.on) for fact in facts(dispute, "injured_on") if isinstance(fact.value, Day)}
        assert days == {injured_on} if injured_on else all(day.startswith("2007-09-") for day in days)
        assert {fact.value for fact in facts(dispute, "requested_sessions")} == {number(asked, "session")}


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_fact_of_every_followed_case_is_pinned_to_words_on_its_page(name: str) -> None:
    held = whole(name).case_file
    assert held is not None
    for dispute in disputes(name):
        assert dispute.applications[0].without_pin == ()
        for fact in dispute.applications[0].facts:
            assert fact.pins
            assert all(pin.span.quote(held.page(pin.page).text) == pin.quote for pin in fact.pins)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_nobody_is_said_to_have_improved_in_function(name: str) -> None:
    for dispute in disputes(name):
        for fact in ("functional_improvement", "gain_in_activities", "dependency_reduced", "work_restrictions_reduced"):
            assert facts(dispute, fact) == ()
