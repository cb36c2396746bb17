"""``openimr guideline apply`` lays a request beside the guidelines, on one screen or as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from openimr.cli.main import main

FACTS = """\
facts:
  - {name: prior_sessions, value: 12 sessions, source: record, pin: {document: progress note, page: 3}}
  - {name: chronic_pain, value: yes, source: record, pin: {document: progress note, page: 1}}
"""
ASKED = ("--request", "Cognitive Behavioral Therapy (x4)", "--on", "2014-08-20")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["guideline", "apply", *arguments])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


@pytest.fixture
def facts(tmp_path: Path) -> str:
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, "utf-8")
    return str(path)


def test_the_screen_holds_arithmetic_criteria_and_what_is_missing(
    capsys: pytest.CaptureFixture[str], facts: str
) -> None:
    code, out, _ = run(capsys, *ASKED, "--facts", facts)
    assert code == 0
    assert "CP09-CBT  CBT / behavioural interventions: EXCEEDS TOTAL" in out
    assert "12 prior (progress note p. 3) + 4 requested = 16." in out
    met = "for MET one of: chronic pain; risk of delayed recovery: yes (progress note p. 1)"
    assert met in " ".join(out.split())
    assert "It is no outcome: the reviewer decides" in out


def test_json_holds_one_application_for_each_request(capsys: pytest.CaptureFixture[str], facts: str) -> None:
    code, out, _ = run(capsys, *ASKED, "--facts", facts, "--format", "json")
    (application,) = json.loads(out)
    answer = next(it for it in application["answers"] if it["id"] == "CP09-CBT")
    assert code == 0
    assert application["is_addressed"] is True
    assert (answer["result"], answer["speaking"]) == ("exceeds_total", "by_itself")
    assert answer["lines"][0]["within"] == {"min": 0.0, "max": 0.0}
    assert answer["sentence"] == "CP09-CBT: exceeds total (verified against its source)."
    assert answer["citation_sentence"].endswith("p. 23")


def test_facts_come_from_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FACTS.encode())))
    assert "12 prior" in run(capsys, *ASKED, "--facts", "-")[1]


def test_without_facts_everything_is_not_documented(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *ASKED)
    assert code == 0
    assert "n unknown number prior (not documented) + 4 requested = at least 4." in " ".join(out.split())


def test_other_days_and_drafts_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    hypnosis = ("--request", "12 sessions of hypnotherapy", "--on", "2013-09-16")
    assert "ODG-MIND" not in run(capsys, *hypnosis)[1]
    assert "ODG-MIND" in run(capsys, *hypnosis, "--reviewed-on", "2014-08-01")[1]
    assert run(capsys, *ASKED, "--served-on", "2014-09-01", "--drafts", "--all")[0] == 0


@pytest.mark.parametrize("wording", ["hocus pocus", ""])
def test_a_request_that_nothing_governs_ends_with_one(capsys: pytest.CaptureFixture[str], wording: str) -> None:
    code, out, _ = run(capsys, "--request", wording, "--on", "2014-08-20")
    assert code == 1
    assert "Not addressed" in out


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--request", "x", "--on", "soon")
    assert code == 2
    assert "--on: “soon” is not a day." in err


def test_all_faults_of_the_facts_are_told_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("facts:\n  - {name: prior_sesions, value: 1}\n  - {name: goals}\n", "utf-8")
    code, _, err = run(capsys, *ASKED, "--facts", str(path))
    assert code == 2
    assert f"{path}: 4 things in it cannot be used." in err
    assert "line 2: No fact is called 'prior_sesions'" in err
    assert "line 3: The fact has no source." in err


def test_a_file_that_cannot_be_read_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, *ASKED, "--facts", str(tmp_path / "none.yaml"))[0] == 2
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"facts: \xff\n")
    code, _, err = run(capsys, *ASKED, "--facts", str(latin))
    assert code == 2
    assert "It is not UTF-8 text." in err
