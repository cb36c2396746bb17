from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def late(run: Run, tmp_path: Path) -> Path:
    """The folder of an invented case that came one day late."""
    assert run("sample", "cases", "-n", "1", "--plant", "too-late", "-o", tmp_path / "cases").code == 0
    (folder,) = (tmp_path / "cases").iterdir()
    return folder


def test_a_late_application_is_not_eligible_and_the_exit_code_says_so(run: Run, late: Path) -> None:
    ended = run("case", "screen", late)

    assert ended.code == 1
    assert "not eligible" in ended.out
    assert "x UNTIMELY: Received on" in ended.out
    assert "5 calendar days for service by mail in California" in " ".join(ended.out.split())


def test_json_holds_every_reason_and_the_arithmetic_of_the_window(run: Run, late: Path) -> None:
    ended = run("case", "screen", late / "case.yaml", "--format", "json")

    shown = json.loads(ended.out)
    assert {verdict["standing"] for verdict in shown["verdicts"]} == {"ineligible"}
    assert shown["verdicts"][0]["reasons"][0]["citation"]["title"] == "Labor Code 4610.5(h)(1); 8 CCR 9792.10.1(b)(1)"
    assert "30 calendar days from service" in shown["window"][0]["arithmetic"]


def test_the_truth_beside_a_case_is_what_screening_finds(run: Run, tmp_path: Path) -> None:
    assert run("sample", "cases", "-n", "12", "-s", "3", "-o", tmp_path).code == 0
    for folder in tmp_path.iterdir():
        truth = json.loads((folder / "truth.json").read_text("utf-8"))
        ended = run("case", "screen", folder, "--on", truth["screened_on"], "--format", "json")
        verdicts = json.loads(ended.out)["verdicts"]
        assert {str(row["treatment"]): row["standing"] for row in verdicts} == truth["standings"]
        assert ended.code == (0 if set(truth["standings"].values()) == {"eligible"} else 1)


def test_without_a_folder_a_case_is_one_line_of_json(run: Run) -> None:
    lines = run("sample", "cases", "-n", "2").out.splitlines()

    assert [set(json.loads(line)) >= {"filing", "on", "standings"} for line in lines] == [True, True]


def test_cases_are_not_written_over(run: Run, tmp_path: Path) -> None:
    assert run("sample", "cases", "-n", "1", "-o", tmp_path).code == 0
    again = run("sample", "cases", "-n", "1", "-o", tmp_path)

    assert again.code == 2
    assert "The case is there already." in again.err


def test_an_unknown_rule_to_plant_is_refused_with_those_that_there_are(run: Run) -> None:
    ended = run("sample", "cases", "--plant", "nonsense")

    assert ended.code == 2
    assert "no-signature" in ended.err


def test_all_faults_of_a_case_file_are_told_with_their_lines(run: Run, late: Path) -> None:
    path = late / "case.yaml"
    text = path.read_text("utf-8").replace("channel: ", "channel: by-", 1).replace("born_on: 19", "born_on: 20", 1)
    path.write_text(text, "utf-8")
    ended = run("case", "screen", late)

    assert ended.code == 2
    assert "channel" in ended.err
    assert "line" in ended.err


def test_a_file_that_is_not_there_and_a_day_that_is_none_are_refused(run: Run, late: Path, tmp_path: Path) -> None:
    assert "cannot be opened" in run("case", "screen", tmp_path / "none.yaml").err
    assert "is not a day" in run("case", "screen", late, "--on", "yesterday").err


def test_a_file_that_is_not_text_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"\xff\xfe\x00x")

    assert "not UTF-8" in run("case", "screen", tmp_path).err


def test_a_day_before_the_receipt_is_refused(run: Run, late: Path) -> None:
    ended = run("case", "screen", late, "--on", "2013-01-02")

    assert ended.code == 2
    assert "before its receipt" in ended.err
