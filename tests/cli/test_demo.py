"""The demonstration does what it says, leaves other people's files alone, and can be run again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from openimr.cli import demo
from openimr.cli.commands import app
from openimr.cli.demo_case import show_case
from openimr.determinations.model import Layout
from openimr.errors import UnusableArguments

RUN = CliRunner()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("demo") / "out"
    result = RUN.invoke(app, ["demo", "--into", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output, folder


def test_it_says_what_it_did_and_where_the_files_lie(shown: tuple[str, Path]) -> None:
    output, folder = shown
    for name in ("letters", "determinations.json", "findings.txt", "issued"):
        assert str(folder / name) in output.replace("\n", "")
        assert (folder / name).exists()


def test_one_case_goes_the_whole_way(shown: tuple[str, Path]) -> None:
    output, folder = shown
    case = folder / "case"
    for name in ("case.yaml", "timeline.html", "case.html", "review.yaml", "determination/determination.pdf"):
        assert (case / name).is_file()
    assert "18 sessions by utilization review, none in the record" in " ".join(output.split())
    assert "The determination is refused" in output
    assert "texts-bound" in output
    assert "it is issued as" in output


def test_without_tesseract_the_records_are_typed_and_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("openimr.cli.demo_case.shutil.which", lambda _name: None)
    show_case(tmp_path / "case")
    output = " ".join(capsys.readouterr().out.split())
    assert "tesseract is not on this machine" in output
    assert "of which 0 are pictures" in output
    assert "it is issued as" in output


def test_it_reads_all_its_letters_as_they_were_meant(shown: tuple[str, Path]) -> None:
    assert "7 of 7 read as they were meant" in shown[0]
    assert "7 of 7 PDF files read back" in shown[0]
    assert len(json.loads((shown[1] / "determinations.json").read_text())) == 7


def test_it_shows_every_layout(shown: tuple[str, Path]) -> None:
    read = json.loads((shown[1] / "determinations.json").read_text())
    assert [each["layout"] for each in read] == [layout for layout in Layout if layout is not Layout.UNKNOWN]


def test_it_finds_the_errors_that_it_hid(shown: tuple[str, Path]) -> None:
    findings = (shown[1] / "findings.txt").read_text()
    assert all(code in findings for code in ("D101", "D107", "D502"))


def test_it_issues_each_letter_as_pdf_in_two_sizes_and_as_html(shown: tuple[str, Path]) -> None:
    names = sorted(path.suffix for path in (shown[1] / "issued").iterdir())
    assert names == [".html"] * 7 + [".pdf"] * 14


def test_it_can_be_run_again_into_its_own_folder(
    shown: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the second run would make is what the first made; that it may write where the first did is the point.
    again = tmp_path / "again"
    shutil.copytree(shown[1], again)
    made: list[Path] = []
    monkeypatch.setattr(demo, "show_case", made.append)
    monkeypatch.setattr(demo, "_LETTERS", demo._LETTERS[:1])
    assert RUN.invoke(app, ["demo", "--into", str(again)]).exit_code == 0
    assert made == [again / "case"]


def test_it_leaves_other_peoples_files_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = RUN.invoke(app, ["demo", "--into", str(tmp_path)])
    assert isinstance(result.exception, UnusableArguments)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
