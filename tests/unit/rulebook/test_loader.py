"""A sheet is typed rows; a bad sheet is refused with every fault and its place."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from openimr.errors import MalformedData, NotFound
from openimr.rulebook import loader

GOOD = "about: words\nsource: us\nrows:\n  - {name: one, number: 1}\n  - {name: two, number: 2}\n"


class Row(msgspec.Struct, frozen=True):
    name: str
    number: int


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    loader.load.cache_clear()
    return tmp_path / "words.yaml"


def test_rows_are_typed_and_keep_their_order(sheet: Path) -> None:
    sheet.write_text(GOOD)
    assert loader.load("words.yaml", Row) == (Row("one", 1), Row("two", 2))


def test_a_missing_sheet_is_named(sheet: Path) -> None:
    with pytest.raises(NotFound, match=r"words\.yaml"):
        loader.load(sheet.name, Row)


def test_every_bad_row_is_named_at_once(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("number: 1", "number: many") + "  - {name: 3, number: 3}\n")
    with pytest.raises(MalformedData) as caught:
        loader.load("words.yaml", Row)
    assert [fault.where for fault in caught.value.faults] == ["row 1", "row 3"]


def test_a_sheet_without_source_is_refused(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("source: us\n", ""))
    with pytest.raises(MalformedData) as caught:
        loader.load("words.yaml", Row)
    assert "source" in caught.value.explain()


def test_a_broken_line_is_told_by_its_number(sheet: Path) -> None:
    sheet.write_text(GOOD + "  - {name: [\n")
    with pytest.raises(MalformedData) as caught:
        loader.load("words.yaml", Row)
    assert "line 7" in caught.value.explain()


def test_a_character_that_no_sheet_may_hold_is_refused(sheet: Path) -> None:
    sheet.write_text(GOOD + "\x07")
    with pytest.raises(MalformedData) as caught:
        loader.load("words.yaml", Row)
    assert [fault.where for fault in caught.value.faults] == ["sheet"]
