from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from openimr.cli.guideline_sequence import register
from openimr.errors import MalformedData, UnreadableFile, UnusableArguments

GROUP = typer.Typer()
register(GROUP)

COMPLETE = """\
rules_on: 2020-03-02
search:
  - {step: mtus, source: ACOEM Low Back Disorders, edition: 2019-03-07, searched_on: 2020-03-01, outcome: found}
"""
TIE = """\
rules_on: 2020-03-02
disputed_treatment: Yoga
recommendations:
  - {name: One, cited_by: physician, direction: supports, studies: []}
  - {name: Other, cited_by: reviewer, direction: opposes, studies: []}
"""
AGREED = TIE.replace("opposes", "supports")


def ran(*arguments: str, stdin: bytes | str = "") -> tuple[int, str]:
    ended = CliRunner().invoke(GROUP, list(arguments), input=stdin)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.stdout


def written(folder: Path, text: str) -> str:
    path = folder / "file.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_new_worksheet_is_printed_and_is_not_complete(tmp_path: Path) -> None:
    code, out = ran("sequence", "--new", "--on", "2016-05-02")
    assert code == 0
    code, verdict = ran("sequence", written(tmp_path, out))
    assert code == 1
    assert "The MTUS was not searched." in verdict


def test_a_complete_worksheet_ends_well() -> None:
    code, out = ran("sequence", "-", stdin=COMPLETE)
    assert max(map(len, out.splitlines())) <= 100
    assert (code, "The search is complete." in out) == (0, True)


def test_the_verdict_is_json_on_request() -> None:
    code, out = ran("sequence", "-", "--format", "json", stdin="rules_on: 2020-03-02\n")
    verdict = json.loads(out)
    assert (code, verdict["complete"]) == (1, False)
    assert verdict["shortfalls"][0]["kind"] == "mtus-not-searched"
    assert verdict["shortfalls"][0]["citations"][0]["verification"] == "verified"


@pytest.mark.parametrize(
    "arguments",
    [
        ("sequence",),
        ("sequence", "--new"),
        ("sequence", "file.yaml", "--new", "--on", "2016-05-02"),
        ("sequence", "file.yaml", "--on", "2016-05-02"),
        ("sequence", "--new", "--on", "2016-5-2"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UnusableArguments) as raised:
        ran(*arguments)
    assert raised.value.remedy


@pytest.mark.parametrize("command", ["sequence", "evidence"])
def test_a_bad_file_is_refused_with_its_lines(command: str) -> None:
    with pytest.raises(MalformedData) as raised:
        ran(command, "-", stdin="rules_on: soon\n")
    assert "line 1, rules_on" in raised.value.explain()


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="unreadable-file"):
        ran("sequence", str(tmp_path / "missing.yaml"))
    with pytest.raises(UnreadableFile) as raised:
        ran("sequence", "-", stdin=b"\xff\xfe\x00")
    assert "UTF-8" in raised.value.explain()
    with pytest.raises(UnreadableFile) as raised:
        ran("sequence", written(tmp_path, "#" * 1_000_001))
    assert "too large" in raised.value.explain()


@pytest.mark.parametrize(("text", "code"), [(TIE, 1), (AGREED, 0)])
def test_evidence_that_does_not_decide_is_a_finding(tmp_path: Path, text: str, code: int) -> None:
    assert ran("evidence", written(tmp_path, text))[0] == code


def test_a_comparison_is_json_on_request(tmp_path: Path) -> None:
    _, out = ran("evidence", written(tmp_path, TIE), "--format", "json")
    assert json.loads(out)["outcome"] == "unknown"
    assert json.loads(out)["to_be_confirmed"] is True
