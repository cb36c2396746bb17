"""A sheet is typed rows; a bad sheet is refused with every fault and its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

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


def faults(path: Path, row: type[msgspec.Struct] = Row) -> list[tuple[str, str]]:
    with pytest.raises(MalformedData) as caught:
        loader.load(path.name, row)
    assert all(fault.remedy for fault in caught.value.faults)
    return [(fault.where, fault.what) for fault in caught.value.faults]


def test_everything_that_is_wrong_is_told_at_once_with_its_line_and_field(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("number: 1", "number: many") + "  - {name: 3, number: 3}\n  - words\n")
    assert faults(sheet) == [
        ("line 4, rows 1, number", "It is “many”."),
        ("line 6, rows 3, name", "It is “3”, which YAML does not take for words."),
        ("line 7, rows 4", "Names with values are needed here, not “words”."),
    ]


def test_a_name_that_is_given_twice_is_refused_since_one_of_the_values_would_be_lost(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("{name: one, number: 1}", "{name: one, number: 1, name: other}"))
    assert faults(sheet) == [("line 4", "“name” is given twice.")]


def test_a_day_that_is_in_no_calendar_is_told_and_not_raised(sheet: Path) -> None:
    class Dated(msgspec.Struct):
        on: dt.date

    sheet.write_text("about: a\nsource: b\nrows:\n  - {'on': 2026-02-30}\n")
    assert faults(sheet, Dated) == [("line 4, rows 1, on", "It is “2026-02-30”.")]


def test_what_no_field_gives_away_is_told_in_the_words_of_the_type(sheet: Path) -> None:
    class Short(msgspec.Struct):
        name: Annotated[str, msgspec.Meta(max_length=2)]

    sheet.write_text("about: a\nsource: b\nrows:\n  - name: long\n  - name: ok\n")
    ((where, what),) = faults(sheet, Short)
    assert where == "line 4, rows 1"
    assert "length" in what


def test_a_value_of_a_kind_that_only_programs_have_is_refused(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("name: one", "name: !thing one"))
    ((where, what),) = faults(sheet)
    assert where == "sheet"
    assert "!thing" in what


def test_a_value_may_stand_for_one_that_is_given_before(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("number: 1", "number: &one 1").replace("number: 2", "number: *one"))
    assert loader.load(sheet.name, Row)[1].number == 1
    sheet.write_text(sheet.read_text() + "  - {name: three}\n")
    loader.load.cache_clear()
    assert faults(sheet) == [("line 6, rows 3", "“number” is missing.")]


def test_names_that_a_reader_does_not_ask_for_are_left_alone(sheet: Path) -> None:
    sheet.write_text(GOOD.replace("number: 1", "number: 1, other: 1").replace("number: 2", "number: many, other: 2"))
    assert faults(sheet) == [("line 5, rows 2, number", "It is “many”.")]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("source: us\n", "", "line 1", "“source” is missing."),
        ("source: us", "source: ' '", "line 2, source", "It is empty."),
        ("about: words", "about:", "line 1, about", "It is empty, which YAML does not take for words."),
        ("source: us", "sources: us", "line 2, sources", "There is no such name here."),
    ],
)
def test_a_sheet_that_does_not_say_what_it_is_is_refused(
    sheet: Path, old: str, new: str, where: str, what: str
) -> None:
    sheet.write_text(GOOD.replace(old, new))
    assert (where, what) in faults(sheet)


@pytest.mark.parametrize(("rows", "what"), [(" []", "It is empty."), (" {a: b}", "A list is needed here")])
def test_a_sheet_without_rows_is_refused(sheet: Path, rows: str, what: str) -> None:
    sheet.write_text(f"about: a\nsource: b\nrows:{rows}\n")
    ((where, told),) = faults(sheet)
    assert where == "line 3, rows"
    assert what in told


def test_a_sheet_that_is_no_mapping_is_refused(sheet: Path) -> None:
    sheet.write_text("- a\n- b\n")
    assert faults(sheet) == [("line 1", "Names with values are needed here, not a list.")]


@pytest.mark.parametrize(("end", "at"), [("  - {name: [\n", "line 7"), ("\x07", "line 6")])
def test_what_is_no_yaml_is_told_by_its_line(sheet: Path, end: str, at: str) -> None:
    sheet.write_text(GOOD + end)
    ((where, what),) = faults(sheet)
    assert where == at
    assert "not YAML" in what


def test_the_line_of_a_row_and_of_its_field_is_found(sheet: Path) -> None:
    sheet.write_text("about: a\nsource: b\nrows:\n  - name: one\n    number: 1\n  - name: two\n    number: 2\n")
    lines = [loader.line_in_row(sheet.name, *place) for place in ((1,), (1, "number"), (2, "number"), (2, "lost"))]
    assert lines == [4, 5, 7, 6]
