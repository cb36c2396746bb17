"""Case files that several tests look at; making one takes a second or more, so each is made once for a run."""

from __future__ import annotations

import pytest

from openimr.samples.casefiles import FOLLOWED, CaseFileSample, Scans, followed_case_file, sample_case_files


@pytest.fixture(scope="package")
def invented() -> tuple[CaseFileSample, ...]:
    """Four case files of some thirty pages, all typed."""
    return tuple(sample_case_files(count=4, seed=11, pages=30, scans=Scans.NONE))


@pytest.fixture(scope="package")
def scanned() -> CaseFileSample:
    """A case file with typed, scanned, faxed and repeated pages."""
    return next(sample_case_files(count=1, seed=5, pages=1, scans=Scans.SOME))


@pytest.fixture(scope="package")
def followed() -> dict[str, CaseFileSample]:
    """The five that follow published determinations; only "000" rests on what pages look like."""
    return {name: followed_case_file(name, scans=Scans.SOME if name == "000" else Scans.NONE) for name in FOLLOWED}
