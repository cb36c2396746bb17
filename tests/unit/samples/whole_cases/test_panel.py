from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from openimr.calendars.instants import pacific_day
from openimr.cases.events import Assigned
from openimr.reviewers.files import read_registry
from openimr.reviewers.matching import Matching, Standing, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.registry import Registry
from openimr.reviews.matching_case import matching_case
from openimr.samples.casefiles import FOLLOWED
from openimr.samples.whole_cases import PlantedKind, WholeCaseSample
from openimr.samples.whole_cases.panel import case_registry

SPECIALTIES = {
    "000": ("Physical Medicine and Rehabilitation", ""),
    "001": ("Psychiatry", ""),
    "002": ("Pain Management", "Disability Evaluation"),
    "003": ("Physical Medicine and Rehabilitation", "Interventional Spine"),
    "004": ("Family Practice", ""),
}
"""Board certification and subspecialty of the reviewer of each published determination."""


def assigned_on(sample: WholeCaseSample) -> dt.date:
    return next(pacific_day(event.at) for event in sample.events if isinstance(event.what, Assigned))


def matched(sample: WholeCaseSample, on: dt.date | None = None) -> Matching:
    day = on or assigned_on(sample)
    return match(matching_case(sample.filing, on=day), Panel(sample.registry, on=day))


def boards(registry: Registry, number: str) -> tuple[str, str]:
    reviewer = next(one for one in registry.reviewers if one.number == number)
    return reviewer.board_certifications[0].specialty, reviewer.board_certifications[0].subspecialty


@pytest.mark.parametrize("name", FOLLOWED)
def test_two_of_the_specialty_of_the_published_determination_may_be_assigned(
    followed: dict[str, WholeCaseSample], name: str
) -> None:
    sample = followed[name]
    eligible = matched(sample).eligible

    assert sum(boards(sample.registry, number)[0] == SPECIALTIES[name][0] for number in eligible) >= 2


@pytest.mark.parametrize("name", FOLLOWED)
def test_the_reviewer_of_the_filled_review_may_be_assigned_and_has_the_published_qualification(
    followed: dict[str, WholeCaseSample], name: str
) -> None:
    sample = followed[name]
    assert sample.review is not None
    assert sample.review.designated is not None
    on = pacific_day(sample.review.designated.at)

    assert sample.review.reviewer in matched(sample, on).eligible
    assert boards(sample.registry, sample.review.reviewer) == SPECIALTIES[name]


def test_each_planted_reviewer_is_stopped_for_the_reason_that_was_planted(cases: tuple[WholeCaseSample, ...]) -> None:
    for sample in cases:
        matching = matched(sample)
        assert [one.kind for one in sample.planted] == list(PlantedKind)
        for planted in sample.planted:
            candidate = matching.candidate(planted.reviewer)
            assert candidate.standing is not Standing.ELIGIBLE
            assert planted.code in {reason.code for reason in candidate.reasons}


def test_nobody_else_is_stopped_but_for_the_specialty(cases: tuple[WholeCaseSample, ...]) -> None:
    for sample in cases:
        matching = matched(sample)
        barred = {one.reviewer for one in sample.planted}
        others = [one for one in matching.others() if one.reviewer not in barred]
        stops = {reason.code for one in others for reason in one.reasons if reason.effect in {"bars", "holds"}}
        assert stops <= {"specialty-misfit", "specialty-open"}
        assert len(matching.eligible) >= 2
        assert matching.is_organization_free


def test_the_registry_is_read_back_as_it_was_written(followed: dict[str, WholeCaseSample], tmp_path: Path) -> None:
    sample = followed["002"]
    text = sample.files()["reviewers.yaml"].decode()

    assert read_registry(text, where=str(tmp_path / "reviewers.yaml")) == sample.registry
    assert len(sample.registry.reviewers) == 12


def test_numbers_of_reviewers_and_of_their_identifiers_are_their_own(followed: dict[str, WholeCaseSample]) -> None:
    reviewers = followed["002"].registry.reviewers
    identifiers = {reviewer.npi.number for reviewer in reviewers if reviewer.npi}

    assert len({reviewer.number for reviewer in reviewers}) == len(identifiers) == len(reviewers)


def test_without_a_physician_of_utilization_review_nobody_is_called_so(followed: dict[str, WholeCaseSample]) -> None:
    filing = followed["002"].filing
    without = replace(filing, parties=replace(filing.parties, ur_physician=None))
    registry, planted = case_registry(without, on=assigned_on(followed["002"]))

    assert [one.kind for one in planted] == [PlantedKind.CONFLICT, PlantedKind.LAPSE]
    assert len(registry.reviewers) == 11
