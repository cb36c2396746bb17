from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import typer
from typer.testing import CliRunner

from openimr.cli import sample_casefiles
from openimr.errors import UnusableArguments
from openimr.samples.casefiles import CaseFileTruth


def _run(*arguments: str) -> None:
    app = typer.Typer()
    sample_casefiles.register(app)
    app.callback()(lambda: None)
    CliRunner().invoke(app, ["casefiles", *arguments], catch_exceptions=False, standalone_mode=False)


def test_each_case_file_gets_a_folder_with_its_filing_records_and_truth(tmp_path: Path) -> None:
    _run("--count", "2", "--pages", "1", "--scans", "none", "-o", str(tmp_path))
    folders = sorted(tmp_path.iterdir())
    assert len(folders) == 2
    for folder in folders:
        assert (folder / "case.yaml").is_file()
        truth = msgspec.json.decode((folder / "truth.json").read_bytes(), type=CaseFileTruth)
        assert {page.file for page in truth.pages} == {f"records/{it.name}" for it in (folder / "records").iterdir()}


def test_those_that_follow_determinations_are_named_after_them(tmp_path: Path) -> None:
    _run("--follow", "002, 000", "--scans", "none", "-o", str(tmp_path))
    assert {it.name for it in tmp_path.iterdir()} == {"000", "002"}


def test_an_unknown_determination_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UnusableArguments) as caught:
        _run("--follow", "000,777", "-o", str(tmp_path / "files"))
    assert "777" in caught.value.explain()
    assert not (tmp_path / "files").exists()


def test_a_case_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "000").mkdir()
    with pytest.raises(UnusableArguments) as caught:
        _run("--follow", "000", "--scans", "none", "-o", str(tmp_path))
    assert "there already" in caught.value.explain()
    assert not list((tmp_path / "000").iterdir())
