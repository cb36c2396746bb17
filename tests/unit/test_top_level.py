"""The three doors of the package for programs: read, check, and ``python -m openimr``."""

from __future__ import annotations

import runpy
import sys

import pytest

import openimr
from openimr.determinations.model import Layout
from openimr.samples import sample_determinations
from openimr.version import VERSION


def letter() -> str:
    (sample,) = sample_determinations(count=1, seed=4, layouts=(Layout.L4A,), plant=("D107",))
    return sample.text


def test_a_letter_is_read_and_checked_in_two_calls() -> None:
    determination = openimr.read(letter())
    assert "D107" in {finding.code for finding in openimr.check(determination)}


def test_only_the_chosen_checks_look() -> None:
    determination = openimr.read(letter())
    assert {finding.code for finding in openimr.check(determination, select=["D1"])} == {"D107"}
    assert "D107" not in {finding.code for finding in openimr.check(determination, ignore=["D107"])}


def test_the_package_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["openimr", "--version"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("openimr", run_name="__main__")
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"openimr {VERSION}\n"
    assert openimr.__version__ == VERSION
