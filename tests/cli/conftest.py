"""Runs the command line in this process, through its last door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openimr.cli.main import main

LETTER = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE\n\n"
    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with the "
    "employer, employee, providers or the claims administrator. The expert reviewer is Board Certified in Family "
    "Practice and is licensed to practice in California.\n\n"
    "CLINICAL CASE SUMMARY\n\n"
    "The expert reviewer developed the following clinical case summary based on a review of the case file, including "
    "all medical records:\n\n"
    "The injured worker is a 50-year-old female with low back pain.\n\n"
    "IMR ISSUES, DECISIONS AND RATIONALES\n\n"
    "The Final Determination was based on decisions for the disputed items/services set forth below:\n\n"
    "Yoga 6 sessions: Upheld\n\n"
    "Claims Administrator guideline: The Claims Administrator did not base their decision on the MTUS.\n\n"
    "MAXIMUS guideline: The Expert Reviewer did not base their decision on the MTUS.\n\n"
    "Decision rationale: The request is not medically necessary.\n"
)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs ``openimr`` with these arguments."""

    def call(*arguments: str | Path) -> Ended:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return Ended(stopped.value.code, out, err)

    return call


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder of three letters."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(LETTER, "utf-8")
    return folder
