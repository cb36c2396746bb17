"""Whole cases that several tests look at; making one takes a second, so each is made once for a run."""

from __future__ import annotations

import pytest

from openimr.samples.casefiles import FOLLOWED, Scans
from openimr.samples.whole_cases import WholeCaseSample, sample_whole_cases, whole_case_sample


@pytest.fixture(scope="package")
def followed() -> dict[str, WholeCaseSample]:
    """The five that follow published determinations."""
    return {name: whole_case_sample(name, scans=Scans.NONE) for name in FOLLOWED}


@pytest.fixture(scope="package")
def invented() -> tuple[WholeCaseSample, ...]:
    """Three that follow none."""
    return tuple(sample_whole_cases(count=3, seed=4, pages=30, scans=Scans.NONE))


@pytest.fixture(scope="package")
def cases(followed: dict[str, WholeCaseSample], invented: tuple[WholeCaseSample, ...]) -> tuple[WholeCaseSample, ...]:
    """All of them."""
    return (*followed.values(), *invented)
