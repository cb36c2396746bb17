from __future__ import annotations

import json
from pathlib import Path

import pytest

from openimr.cli import check as command
from openimr.cli.main import main

CLEAN = "D503"


@pytest.fixture
def letter(tmp_path: Path, seeds: dict[str, str]) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(seeds["000"], "utf-8")
    return path


def openimr(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["check", *arguments])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def test_a_letter_with_errors_is_reported_and_ends_with_1(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr(str(letter)) == 1
    shown = capsys.readouterr().out
    assert "error D201 guideline-later-than-decision  line 67" in shown
    assert "^^^^" in shown
    assert "1 determination checked:" in shown


def test_warnings_alone_end_with_0(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr(str(letter), "--select", "D302,D303") == 0
    assert "2 warnings" in capsys.readouterr().out


def test_a_letter_without_findings_ends_with_0(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr(str(letter), "--select", CLEAN) == 0
    assert capsys.readouterr().out == "1 determination checked: nothing found.\n"


def test_what_is_ignored_is_not_reported(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr(str(letter), "--ignore", "D1,D2 D3", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["findings"] == []


def test_sarif_is_written(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr(str(letter), "--format", "sarif") == 1
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"]


def test_a_file_that_cannot_be_read_ends_with_2_and_the_others_are_checked(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = tmp_path / "strange.txt"
    strange.write_text("Dear Sir, this is a letter of another kind.", "utf-8")
    assert openimr(str(letter), str(strange), str(tmp_path / "absent.pdf"), "-p", "1") == 2
    shown = capsys.readouterr()
    assert "D201" in shown.out
    assert "2 files not read." in shown.out
    assert "strange.txt" in shown.err
    assert "absent.pdf" in shown.err


def test_half_a_letter_is_checked_and_ends_with_2(
    tmp_path: Path, seeds: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    half = tmp_path / "half.txt"
    half.write_text(seeds["000"][: seeds["000"].index("MAXIMUS guideline")], "utf-8")
    assert openimr(str(half)) == 2
    shown = capsys.readouterr()
    assert "half.txt: " in shown.err
    assert "1 determination checked:" in shown.out


def test_a_check_is_explained_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr("--explain", "D101") == 0
    assert capsys.readouterr().out.startswith("D101 quantity-mismatch (error)")


def test_the_checks_are_listed_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr("--list", "--select", "D5") == 0
    assert [line[:4] for line in capsys.readouterr().out.splitlines()] == ["D501", "D502", "D503"]


@pytest.mark.parametrize(
    "arguments", [(), ("--explain", "D999"), ("--select", "D999", "x.txt"), ("--format", "xml", "x")]
)
def test_wrong_arguments_end_with_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr(*arguments) == 2
    assert capsys.readouterr().err


def test_the_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert openimr("--help") == 0
    assert "openimr check letter.pdf" in " ".join(capsys.readouterr().out.split())


def test_severities_are_coloured_on_a_terminal() -> None:
    styled = command._styled("letter.txt\n  error D101 quantity-mismatch  line 3\n    mend: it\n")
    assert {str(span.style) for span in styled.spans} >= {"bold red", "green", "bold"}


def test_nothing_is_shown_to_nobody() -> None:
    command._nobody(3)
