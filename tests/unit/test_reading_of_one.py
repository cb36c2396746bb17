from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import openimr
from openimr.determinations.model import Determination, Layout
from openimr.determinations.opening import Unopened
from openimr.errors import UnreadableFile, UnusableArguments


def test_a_text_with_a_line_break_is_read_as_text() -> None:
    assert openimr.read("some\nwords").layout is Layout.UNKNOWN
    assert openimr.read("some\rwords").layout is Layout.UNKNOWN
    assert openimr.read("words " * 500).layout is Layout.UNKNOWN


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_is_read_as_a_file(tmp_path: Path, kind: type) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")
    source = openimr.read(kind(tmp_path / "a.txt")).source
    assert source is not None
    assert source.name == str(tmp_path / "a.txt")


@pytest.mark.parametrize("path", ["no-such-letter.pdf", Path("no-such-letter.pdf")])
def test_a_missing_file_says_so(path: str | Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        openimr.read(path)
    assert "no-such-letter.pdf: There is no such file." in caught.value.explain()


def test_a_folder_is_not_one_determination(tmp_path: Path) -> None:
    with pytest.raises(UnusableArguments, match="unusable"):
        openimr.read(tmp_path)
    for name in "ab":
        (tmp_path / name).write_text("words", "utf-8")
    with pytest.raises(UnusableArguments) as caught:
        openimr.read(tmp_path)
    assert "read_all" in caught.value.remedy


def test_all_of_a_folder_are_read_with_their_refusals(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("words", "utf-8")
    (tmp_path / "b").write_bytes(b"")
    assert [type(it) for it in openimr.read_all(tmp_path)] == [Determination, Unopened]


def test_importing_loads_nothing_that_reading_needs() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import sys, openimr; print('msgspec' in sys.modules, 'lxml' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.split() == ["False", "False"]
