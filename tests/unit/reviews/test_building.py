"""The overview of a case has all that is known, and says what is not there."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.errors import RuleBroken
from openimr.reviewers.matching import Standing
from openimr.reviewers.registry import Registry
from openimr.reviews.building import overview_of
from unit.reviews.scenes import whole, with_registry


def test_everything_that_is_known_is_in_it() -> None:
    case = whole()
    overview = overview_of(case, on=case.last_on)
    assert overview.number == case.number
    assert overview.absent == ()
    assert overview.records is not None
    assert case.case_file is not None
    assert overview.records.pages == len(case.case_file.pages)
    assert overview.timeline is not None
    assert len(overview.disputes) == len(case.filing.disputed_treatments)
    assert len(overview.screening.verdicts) == len(case.filing.disputed_treatments)


def test_the_first_candidates_are_told_in_their_order_and_others_with_what_bars_them() -> None:
    overview = overview_of(whole(), on=whole().last_on, most=2)
    panel = overview.panelists
    assert panel is not None
    assert [candidate.rank for candidate in panel.eligible] == [1, 2]
    registry = whole().registry
    assert registry is not None
    assert panel.eligible_count + panel.others_count == len(registry.reviewers)
    assert all(candidate.standing is not Standing.ELIGIBLE for candidate in panel.others)
    assert panel.hindrances == ()


def test_what_the_folder_lacks_is_told_and_never_taken_for_empty() -> None:
    bare = with_registry(whole(), registry=None, case_file=None, search_index=None, events=())
    overview = overview_of(bare, on=bare.last_on)
    assert (overview.records, overview.timeline, overview.panelists) == (None, None, None)
    assert len(overview.absent) == 3


def test_where_nobody_may_be_assigned_the_hindrances_are_told() -> None:
    registry = whole().registry
    assert registry is not None
    unlicensed = tuple(msgspec.structs.replace(reviewer, licences=()) for reviewer in registry.reviewers)
    case = with_registry(whole(), registry=msgspec.structs.replace(registry, reviewers=unlicensed))
    panel = overview_of(case, on=case.last_on).panelists
    assert panel is not None
    assert panel.eligible_count == 0
    assert panel.hindrances


def test_an_empty_registry_has_nobody_and_hinders_nothing() -> None:
    panel = overview_of(with_registry(whole(), registry=Registry()), on=whole().last_on).panelists
    assert panel is not None
    assert (panel.eligible, panel.others, panel.hindrances) == ((), (), ())


def test_a_day_before_the_receipt_is_refused() -> None:
    with pytest.raises(RuleBroken):
        overview_of(whole(), on=whole().filing.application.received_on - dt.timedelta(days=1))
