"""Each case file that follows a published determination holds the facts on which it turns, on the right pages."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.model import DocumentKind, FindingKind, Legibility
from openimr.cases.eligibility import Standing, screen
from openimr.errors import NotFound
from openimr.samples.casefiles import CaseFileSample, followed_case_file
from openimr.samples.casefiles.truth import GapKind, TrueFinding

Followed = dict[str, CaseFileSample]


def _found(sample: CaseFileSample, kind: FindingKind, name: str = "", code: str = "") -> list[TrueFinding]:
    return [
        finding
        for finding in sample.truth.findings
        if finding.fact.kind is kind and name in finding.fact.name and finding.fact.code.startswith(code)
    ]


def _paper(sample: CaseFileSample, finding: TrueFinding) -> tuple[DocumentKind, dt.date]:
    document = sample.truth.documents[finding.document - 1]
    return document.kind, document.dated_on


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_what_a_determination_turns_on_is_in_its_case_file(followed: Followed, name: str) -> None:
    sample = followed[name]
    assert sample.truth.follows == name
    assert any(finding.fact.turns_on for finding in sample.truth.findings)
    assert any(gap.turns_on for gap in sample.truth.gaps)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_its_application_is_eligible(followed: Followed, name: str) -> None:
    filing = followed[name].filing
    verdict = screen(filing, on=filing.application.received_on)
    assert {row.standing for row in verdict.verdicts} == {Standing.ELIGIBLE}


def test_in_000_the_latest_note_is_hard_to_read(followed: Followed) -> None:
    sample = followed["000"]
    notes = [it for it in sample.truth.documents if it.dated_on == dt.date(2013, 7, 30)]
    assert {it.kind for it in notes} == {DocumentKind.PROGRESS_REPORT}
    grades = [page.legibility for page in sample.truth.pages if page.document == notes[0].number]
    assert grades == [Legibility.READABLE, Legibility.ILLEGIBLE, Legibility.ILLEGIBLE]


def test_in_000_no_paper_speaks_of_medication_or_of_earlier_therapy(followed: Followed) -> None:
    sample = followed["000"]
    assert not _found(sample, FindingKind.MEDICATION)
    assert not _found(sample, FindingKind.SESSIONS)
    assert not any("physical therapy" in page.text.lower() for page in sample.truth.pages)


def test_in_001_the_depression_score_falls_from_22_to_10_after_twelve_sessions(followed: Followed) -> None:
    sample = followed["001"]
    scores = sorted((it.fact.on, it.fact.value) for it in _found(sample, FindingKind.SCORE, "BDI") if it.fact.on)
    assert scores == [(dt.date(2014, 4, 15), 22), (dt.date(2014, 8, 5), 10)]
    notes = [it for it in sample.truth.documents if it.kind is DocumentKind.THERAPY_NOTE and it.repeats is None]
    assert len(notes) == 12
    counts = {
        it.fact.count for it in _found(sample, FindingKind.SESSIONS) if _paper(sample, it)[1] >= dt.date(2014, 8, 5)
    }
    assert counts == {12}


def test_in_002_only_utilization_review_counts_sessions_and_no_paper_tells_the_mechanism(followed: Followed) -> None:
    sample = followed["002"]
    (counted,) = _found(sample, FindingKind.SESSIONS)
    assert counted.fact.count == 18
    assert _paper(sample, counted)[0] is DocumentKind.UR_DECISION
    assert all(not it.fact.name for it in _found(sample, FindingKind.INJURY))
    codes = {it.fact.code for it in _found(sample, FindingKind.DIAGNOSIS)}
    assert {"307.80", "311", "722.51", "722.4", "722.52"} <= codes


def test_in_003_one_paper_says_denied_and_another_modified_to_six(followed: Followed) -> None:
    sample = followed["003"]
    (contradiction,) = sample.truth.contradictions
    told = [sample.truth.findings[place] for place in contradiction.findings]
    assert {(it.fact.name, it.fact.count) for it in told} == {("denied", 12), ("modified", 6)}
    assert {_paper(sample, it)[0] for it in told} == {DocumentKind.UR_DECISION, DocumentKind.CORRESPONDENCE}
    assert not _found(sample, FindingKind.SESSIONS)


def test_in_004_acupuncture_was_had_but_neither_counted_nor_noted(followed: Followed) -> None:
    sample = followed["004"]
    assert DocumentKind.ACUPUNCTURE_NOTE not in {it.kind for it in sample.truth.documents}
    assert not _found(sample, FindingKind.SESSIONS, code="acupuncture")
    assert [gap.item for gap in sample.truth.gaps if gap.kind is GapKind.RECORD] == ["A"]
    tried = {it.fact.name for it in _found(sample, FindingKind.TREATMENT) if it.fact.turns_on}
    assert tried == {
        "trigger point injections", "medication", "transforaminal epidural injection", "chiropractic treatment",
        "aquatic therapy", "physical therapy",
    }  # fmt: skip


def test_a_determination_that_nothing_follows_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="not-found") as caught:
        followed_case_file("005")
    assert "000, 001, 002, 003, 004" in caught.value.explain()
