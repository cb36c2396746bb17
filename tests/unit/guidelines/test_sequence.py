from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.errors import NotFound
from openimr.guidelines.recommendation import TriggerDates
from openimr.guidelines.sequence import (
    Outcome,
    SearchEntry,
    ShortfallKind,
    StandardEntry,
    Verdict,
    Worksheet,
    records_at,
    worksheet,
)
from openimr.guidelines.sequence_rules import SearchStep, Standard

IN_2014, IN_2016, IN_2020 = dt.date(2014, 6, 2), dt.date(2016, 5, 2), dt.date(2020, 3, 2)
_SOURCES = {
    SearchStep.MTUS: ("Chronic Pain Medical Treatment Guidelines", "2009"),
    SearchStep.SECOND_STEP: ("ODG, Pain chapter", "2016"),
    SearchStep.THIRD_STEP: ("American Academy of Orthopaedic Surgeons, knee", "2013"),
    SearchStep.STUDIES: ("PubMed", ""),
}


def entry(
    step: SearchStep,
    outcome: Outcome | None = Outcome.FOUND,
    *,
    source: str | None = None,
    edition: str | None = None,
    on: dt.date | None = dt.date(2014, 1, 2),
    reason: str = "It says nothing of this condition.",
    evidence: tuple[str, ...] = ("Smith A, a trial, 2012",),
) -> SearchEntry:
    named, year = _SOURCES[step]
    return SearchEntry(
        step=step,
        source=named if source is None else source,
        edition=year if edition is None else edition,
        searched_on=on,
        outcome=outcome,
        reason=reason,
        evidence=evidence,
    )


def searched(*entries: SearchEntry, rules_on: dt.date = IN_2020, requested_on: dt.date | None = None) -> Worksheet:
    return Worksheet(rules_on=rules_on, requested_on=requested_on, search=entries)


def kinds(verdict: Verdict) -> list[ShortfallKind]:
    return [shortfall.kind for shortfall in verdict.shortfalls]


_MTUS, _SECOND, _THIRD, _STUDIES = SearchStep
_FOUND, _NOT, _OVER = Outcome.FOUND, Outcome.NOT_APPLICABLE, Outcome.OVERRIDDEN


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param((entry(_MTUS),), id="the MTUS addresses it and is not challenged"),
        pytest.param((entry(_MTUS, _NOT), entry(_MTUS)), id="the second of two MTUS guidelines addresses it"),
        pytest.param((entry(_MTUS, _NOT), entry(_SECOND)), id="the MTUS is silent, ODG is not"),
        pytest.param((entry(_MTUS, _OVER), entry(_SECOND)), id="the MTUS is rebutted"),
        pytest.param((entry(_MTUS, _NOT), entry(_SECOND, _NOT), entry(_THIRD)), id="third step"),
        pytest.param((entry(_MTUS, _NOT), entry(_SECOND, _OVER), entry(_THIRD)), id="ODG has weaker evidence"),
        pytest.param((entry(_MTUS, _NOT), entry(_SECOND, _NOT), entry(_THIRD, _NOT), entry(_STUDIES)), id="studies"),
        pytest.param(
            (entry(_MTUS, _NOT), entry(_SECOND, _NOT), entry(_THIRD, _NOT), entry(_STUDIES, _NOT)), id="nothing at all"
        ),
    ],
)
def test_a_search_that_stops_where_it_may_is_complete(entries: tuple[SearchEntry, ...]) -> None:
    verdict = searched(*entries).check()
    assert verdict.is_complete, verdict.told()
    assert "The search is complete." in verdict.told()


# 8 CCR 9792.21.1(a), imr-process.md 4.3.
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), [ShortfallKind.MTUS_NOT_SEARCHED]),
        ((entry(_SECOND),), [ShortfallKind.MTUS_NOT_SEARCHED]),
        ((entry(_MTUS, _NOT),), [ShortfallKind.STOPS_TOO_EARLY]),
        ((entry(_MTUS, _OVER),), [ShortfallKind.STOPS_TOO_EARLY]),
        ((entry(_MTUS, _NOT), entry(_SECOND, _NOT)), [ShortfallKind.STOPS_TOO_EARLY]),
        ((entry(_MTUS, _NOT), entry(_SECOND, _NOT), entry(_THIRD, _NOT)), [ShortfallKind.STOPS_TOO_EARLY]),
        ((entry(_MTUS, _NOT), entry(_THIRD)), [ShortfallKind.STEP_SKIPPED]),
        ((entry(_MTUS, _NOT), entry(_STUDIES)), [ShortfallKind.STEP_SKIPPED, ShortfallKind.STEP_SKIPPED]),
        ((entry(_MTUS), entry(_SECOND)), [ShortfallKind.GOES_ON_PAST_WHAT_WAS_FOUND]),
        ((entry(_MTUS, _NOT), entry(_SECOND), entry(_THIRD)), [ShortfallKind.GOES_ON_PAST_WHAT_WAS_FOUND]),
        (
            (entry(_MTUS, _OVER), entry(_SECOND, _NOT), entry(_THIRD, _NOT), entry(_STUDIES, _NOT)),
            [ShortfallKind.OVERRIDDEN_BY_NOTHING],
        ),
        (
            (entry(_MTUS, _NOT), entry(_SECOND, _NOT), entry(_THIRD, _NOT), entry(_STUDIES, _OVER)),
            [ShortfallKind.OVERRIDDEN_BY_NOTHING],
        ),
        ((entry(_MTUS, source=" "),), [ShortfallKind.SOURCE_MISSING]),
        ((entry(_MTUS, edition=""),), [ShortfallKind.EDITION_MISSING]),
        ((entry(_MTUS, on=None),), [ShortfallKind.DAY_MISSING]),
        ((entry(_MTUS, None),), [ShortfallKind.OUTCOME_MISSING]),
        ((entry(_MTUS, _NOT, reason=" "), entry(_SECOND)), [ShortfallKind.REASON_MISSING]),
        ((entry(_MTUS, _OVER, reason=""), entry(_SECOND)), [ShortfallKind.REASON_MISSING]),
        ((entry(_MTUS, _OVER, evidence=(" ",)), entry(_SECOND)), [ShortfallKind.EVIDENCE_MISSING]),
        ((entry(_MTUS, _NOT), entry(_SECOND, _OVER, evidence=()), entry(_THIRD)), [ShortfallKind.EVIDENCE_MISSING]),
        ((entry(_MTUS, source="ODG, Pain chapter"),), [ShortfallKind.SOURCE_OF_ANOTHER_STEP]),
        (
            (entry(_MTUS, _NOT), entry(_SECOND, source="Chronic Pain Medical Treatment Guidelines", edition="2009")),
            [ShortfallKind.SOURCE_OF_ANOTHER_STEP],
        ),
        (
            (entry(_MTUS, _NOT), entry(_SECOND, _NOT), entry(_THIRD, source="Official Disability Guidelines")),
            [ShortfallKind.SOURCE_OF_ANOTHER_STEP],
        ),
    ],
)
def test_each_shortfall_of_a_search_is_told(entries: tuple[SearchEntry, ...], expected: list[ShortfallKind]) -> None:
    verdict = searched(*entries).check()
    assert kinds(verdict) == expected
    assert not verdict.is_complete
    assert all(shortfall.citations for shortfall in verdict.shortfalls)


def test_all_shortfalls_are_told_at_once() -> None:
    bad = SearchEntry(step=_THIRD, source="", outcome=_OVER)
    assert kinds(searched(bad).check()) == [
        ShortfallKind.SOURCE_MISSING,
        ShortfallKind.EDITION_MISSING,
        ShortfallKind.DAY_MISSING,
        ShortfallKind.REASON_MISSING,
        ShortfallKind.EVIDENCE_MISSING,
        ShortfallKind.MTUS_NOT_SEARCHED,
        ShortfallKind.STEP_SKIPPED,
        ShortfallKind.STOPS_TOO_EARLY,
    ]


@pytest.mark.parametrize(
    ("searched_on", "is_late"),
    [(dt.date(2020, 3, 1), False), (dt.date(2020, 3, 2), False), (dt.date(2020, 3, 3), True)],
)
def test_a_search_is_made_before_the_decision(searched_on: dt.date, *, is_late: bool) -> None:
    verdict = searched(entry(_MTUS, on=searched_on)).check()
    assert kinds(verdict) == [ShortfallKind.DAY_AFTER_DECISION] * is_late


# imr-process.md 4.3 [S140]: guideline.gov was shut down on 2018-07-16.
@pytest.mark.parametrize(
    ("searched_on", "is_closed"),
    [(dt.date(2018, 7, 15), False), (dt.date(2018, 7, 16), True), (dt.date(2018, 7, 17), True)],
)
def test_a_closed_source_cannot_be_searched(searched_on: dt.date, *, is_closed: bool) -> None:
    gone = entry(_THIRD, source="guideline.gov", on=searched_on)
    verdict = searched(entry(_MTUS, _NOT), entry(_SECOND, _NOT), gone).check()
    assert kinds(verdict) == [ShortfallKind.SOURCE_CLOSED] * is_closed


# guidelines.md section K: requests from 2016-07-29 fall under the text of 2016.
@pytest.mark.parametrize(
    ("requested_on", "is_in_force"),
    [(dt.date(2016, 7, 28), True), (dt.date(2016, 7, 29), False), (dt.date(2016, 7, 30), False)],
)
def test_the_edition_searched_governs_on_the_day_of_the_request(requested_on: dt.date, *, is_in_force: bool) -> None:
    verdict = searched(entry(_MTUS), rules_on=IN_2020, requested_on=requested_on).check()
    assert (ShortfallKind.EDITION_NOT_IN_FORCE not in kinds(verdict)) is is_in_force


def test_without_a_day_of_the_request_the_edition_is_a_remark() -> None:
    verdict = searched(entry(_MTUS, source="MTUS Chronic Pain Guidelines")).check()
    assert verdict.is_complete
    assert any("cannot be said" in remark for remark in verdict.remarks)


def test_a_source_that_the_catalogue_does_not_know_passes() -> None:
    assert searched(entry(_MTUS, source="some chapter", edition="current")).check().is_complete


def test_a_search_without_any_recommendation_recalls_that_silence_decides_nothing() -> None:
    remarks = searched(*(entry(step, _NOT) for step in SearchStep)).check().remarks
    assert any("only because the MTUS does not address" in remark for remark in remarks)


def ranked(*answers: Outcome | None, reason: str = "It does not address the condition.") -> tuple[StandardEntry, ...]:
    return tuple(
        StandardEntry(standard=standard, outcome=answer, reason=reason, evidence=("Smith A, a trial, 2012",))
        for standard, answer in zip(Standard, answers, strict=False)
    )


@pytest.mark.parametrize(
    "answers", [(_FOUND,), (_NOT, _FOUND), (_OVER, _FOUND), (_NOT, _NOT, _NOT, _NOT, _NOT, _FOUND)]
)
def test_a_standard_counts_where_each_higher_one_is_inapplicable(answers: tuple[Outcome, ...]) -> None:
    assert Worksheet(rules_on=IN_2014, standards=ranked(*answers)).check().is_complete


# Labor Code 4610.5(c)(2), text before 2018; imr-process.md 4.1.
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), [ShortfallKind.STANDARD_MISSING]),
        (ranked(_NOT, _NOT), [ShortfallKind.STANDARD_MISSING]),
        (ranked(None, _FOUND), [ShortfallKind.STANDARD_SKIPPED]),
        (ranked(_NOT, _FOUND, _FOUND), [ShortfallKind.STANDARD_BELOW_ANOTHER]),
        (ranked(_NOT, _FOUND, reason=""), [ShortfallKind.REASON_MISSING]),
        (ranked(_NOT, _OVER, _FOUND), [ShortfallKind.STANDARD_OVERRIDDEN]),
        (
            (StandardEntry(standard=Standard.MTUS, outcome=_OVER, reason="Newer trials."), *ranked(_NOT, _FOUND)[1:]),
            [ShortfallKind.EVIDENCE_MISSING],
        ),
        ((*ranked(_FOUND), *ranked(_NOT)), [ShortfallKind.CONTRADICTION, ShortfallKind.STANDARD_MISSING]),
        (
            (StandardEntry(standard=Standard.EXPERT_OPINION, outcome=_FOUND),),
            [ShortfallKind.STANDARD_SKIPPED] * 3,
        ),
    ],
)
def test_each_shortfall_of_the_strict_order_is_told(
    entries: tuple[StandardEntry, ...], expected: list[ShortfallKind]
) -> None:
    assert kinds(Worksheet(rules_on=IN_2014, standards=entries).check()) == expected


def test_the_older_rule_of_rebuttal_is_cited_before_the_sequence() -> None:
    bare = StandardEntry(standard=Standard.MTUS, outcome=_OVER, reason="Newer trials.")
    for rules_on, title in ((dt.date(2015, 4, 19), "8 CCR 9792.25(a)"), (dt.date(2015, 4, 20), "8 CCR 9792.21(d)")):
        verdict = Worksheet(rules_on=rules_on, standards=(bare, *ranked(_NOT, _FOUND)[1:])).check()
        (shortfall,) = (one for one in verdict.shortfalls if one.kind is ShortfallKind.EVIDENCE_MISSING)
        assert title in [citation.title for citation in shortfall.citations]


# The strict order ended on 2018-01-01: Labor Code 4610.5(c)(2); the sequence began on 2015-04-20: 8 CCR 9792.21.1.
@pytest.mark.parametrize(
    ("rules_on", "expected"),
    [
        (dt.date(2015, 4, 19), [ShortfallKind.STANDARD_MISSING]),
        (dt.date(2015, 4, 20), [ShortfallKind.MTUS_NOT_SEARCHED, ShortfallKind.STANDARD_MISSING]),
        (dt.date(2015, 4, 21), [ShortfallKind.MTUS_NOT_SEARCHED, ShortfallKind.STANDARD_MISSING]),
        (dt.date(2017, 12, 31), [ShortfallKind.MTUS_NOT_SEARCHED, ShortfallKind.STANDARD_MISSING]),
        (dt.date(2018, 1, 1), [ShortfallKind.MTUS_NOT_SEARCHED]),
        (dt.date(2018, 1, 2), [ShortfallKind.MTUS_NOT_SEARCHED]),
    ],
)
def test_an_empty_worksheet_lacks_what_its_day_asks_for(rules_on: dt.date, expected: list[ShortfallKind]) -> None:
    assert kinds(worksheet(rules_on).check()) == expected


@pytest.mark.parametrize(
    ("search", "standards", "contradicts"),
    [
        ((entry(_MTUS),), ranked(_FOUND), False),
        ((entry(_MTUS, _NOT), entry(_SECOND)), ranked(_FOUND), True),
        ((entry(_MTUS),), ranked(_NOT, _FOUND), True),
        ((), ranked(_FOUND), False),
        ((entry(_MTUS),), ranked(None, _FOUND), False),
    ],
)
def test_both_parts_of_a_worksheet_say_the_same_of_the_mtus(
    search: tuple[SearchEntry, ...], standards: tuple[StandardEntry, ...], *, contradicts: bool
) -> None:
    verdict = Worksheet(rules_on=IN_2016, search=search, standards=standards).check()
    assert (ShortfallKind.CONTRADICTION in kinds(verdict)) is contradicts


def test_what_the_rules_do_not_ask_for_is_named_and_not_checked() -> None:
    older = Worksheet(rules_on=IN_2014, search=(entry(_THIRD),), standards=ranked(_FOUND)).check()
    assert older.is_complete
    assert any("no search sequence" in remark for remark in older.remarks)
    newer = Worksheet(rules_on=IN_2020, search=(entry(_MTUS),), standards=ranked(None, _FOUND)).check()
    assert newer.is_complete
    assert any("their order was not checked" in remark for remark in newer.remarks)


def test_marks_of_verification_reach_the_words() -> None:
    told = searched(entry(_MTUS, _OVER, evidence=(), on=None), entry(_SECOND)).check().told()
    assert "8 CCR 9792.21(d), with Labor Code 4604.5(a) (partial)" in told
    assert "8 CCR 9792.21.1 (unverified)" in told
    assert "That the day of the decision selects these rules is unverified." in told
    assert "2 shortfalls" in told


def test_one_shortfall_is_told_in_the_singular() -> None:
    assert "not complete: 1 shortfall.\n" in worksheet(IN_2020).check().told()


def test_before_independent_medical_review_nothing_is_checked() -> None:
    with pytest.raises(NotFound):
        worksheet(dt.date(2012, 12, 31))
    with pytest.raises(NotFound):
        Worksheet(rules_on=dt.date(2012, 12, 31)).check()


def test_every_kind_of_outcome_at_every_step_gets_a_verdict() -> None:
    """A search is complete only if it ends with what was found, or after all four steps."""
    for outcomes in product((None, *Outcome), repeat=4):
        entries = [entry(step, outcome) for step, outcome in zip(SearchStep, outcomes, strict=True) if outcome]
        verdict = searched(*entries).check()
        given_outcomes = [outcome for outcome in outcomes if outcome]
        has_gap = any(outcome is None for outcome in outcomes[: len(given_outcomes)])
        goes_on = _FOUND in given_outcomes[:-1]
        ends = bool(given_outcomes) and (
            given_outcomes[-1] is _FOUND or (len(given_outcomes) == 4 and _OVER not in given_outcomes)
        )
        assert verdict.is_complete is (not has_gap and not goes_on and ends), outcomes


@pytest.mark.parametrize(
    ("step", "on", "expected"),
    [
        # guidelines.md section K: the 2009 text governs requests to 2016-07-28, ACOEM services from 2017-12-01.
        (SearchStep.MTUS, dt.date(2016, 7, 28), {"CP09-HHC"}),
        (SearchStep.MTUS, dt.date(2016, 7, 29), {"CP16-HHC"}),
        (SearchStep.MTUS, dt.date(2017, 11, 30), {"CP16-HHC"}),
        (SearchStep.MTUS, dt.date(2017, 12, 1), {"AC17-HHC"}),
        (SearchStep.STUDIES, dt.date(2016, 7, 28), set()),
    ],
)
def test_each_step_has_the_records_of_its_time(step: SearchStep, on: dt.date, expected: set[str]) -> None:
    dates = TriggerDates(review=on)
    assert {record.id for record in records_at(step, ["home_health_care"], dates)} == expected


def test_without_the_day_of_the_decision_there_are_no_records() -> None:
    assert records_at(SearchStep.MTUS, ["home_health_care"], TriggerDates()) == ()


_ENTRIES = st.builds(
    SearchEntry,
    step=st.sampled_from(SearchStep),
    source=st.sampled_from(["", "MTUS", "ODG", "Chronic Pain", "guideline.gov"]),
    edition=st.sampled_from(["", "2009", "current"]),
    searched_on=st.none() | st.dates(dt.date(2012, 1, 1), dt.date(2022, 1, 1)),
    outcome=st.none() | st.sampled_from(Outcome),
    reason=st.sampled_from(["", "a reason"]),
)


@given(st.lists(_ENTRIES, max_size=6), st.dates(dt.date(2013, 1, 1), dt.date(2026, 1, 1)))
def test_any_worksheet_is_judged_and_more_silence_never_completes_it(
    entries: list[SearchEntry], rules_on: dt.date
) -> None:
    sheet = searched(*entries, rules_on=rules_on)
    verdict = sheet.check()
    assert verdict.is_complete is (not verdict.shortfalls)
    blank = (*entries, *(SearchEntry(step=step) for step in SearchStep))
    assert searched(*blank, rules_on=rules_on).check() == verdict
    assert all(one.sentence() for one in verdict.shortfalls)
