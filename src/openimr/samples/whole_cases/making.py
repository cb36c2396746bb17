"""Makes whole invented cases: those that follow a published determination, and others by number and seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.calendars.instants import pacific_day
from openimr.cases.events import Assigned, Event, RecordsReceived
from openimr.samples.casefiles import CaseFileSample, Scans, followed_case_file, sample_case_files
from openimr.samples.whole_cases.panel import case_registry
from openimr.samples.whole_cases.recording import recorded_events
from openimr.samples.whole_cases.sample import WholeCaseSample
from openimr.samples.whole_cases.written_review import written_review

__all__ = ["sample_whole_cases", "whole_case_sample"]


def whole_case_sample(name: str, *, seed: int = 1, scans: Scans = Scans.SOME) -> WholeCaseSample:
    """The whole case that follows a published determination, "000" to "004", with the review of it.

    Raises:
        NotFound: none follows a determination of this name.
    """
    return _made(followed_case_file(name, seed=seed, scans=scans))


def sample_whole_cases(
    *, count: int, seed: int, pages: int = 50, scans: Scans = Scans.SOME
) -> Iterator[WholeCaseSample]:
    """``count`` whole cases without a review; number i of a seed is the same whatever the count."""
    for sample in sample_case_files(count=count, seed=seed, pages=pages, scans=scans):
        yield _made(sample)


def _made(sample: CaseFileSample) -> WholeCaseSample:
    truth = sample.truth
    events = recorded_events(sample.filing, truth)
    registry, planted = case_registry(sample.filing, on=_assigned_on(events))
    complete_at = next((event.at for event in events if isinstance(event.what, RecordsReceived)), None)
    return WholeCaseSample(
        filing=sample.filing,
        events=events,
        registry=registry,
        records=sample.records,
        truth=truth,
        planted=planted,
        review=written_review(truth.follows, truth, complete_at=complete_at) if truth.follows and complete_at else None,
    )


def _assigned_on(events: tuple[Event, ...]) -> dt.date:
    """The day of assignment; the last day on which something was recorded where the case was not assigned."""
    assigned = next((event for event in events if isinstance(event.what, Assigned)), events[-1])
    return pacific_day(assigned.at)
