from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import Value
from openimr.errors import Fault, MalformedData
from openimr.rulebook.lines import Lined, parse_lines, read_lines, told_path, write_lines

SHEETS = sorted((Path(__file__).resolve().parents[3] / "src" / "openimr" / "rulebook").rglob("*.yaml"))


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Entry(Value, frozen=True):
    name: str
    on: dt.date | None = None
    count: int = 0
    share: float = 0.0
    colour: Colour | None = None


class Sheet(Value, frozen=True):
    day: dt.date
    title: str = ""
    entries: tuple[Entry, ...] = ()
    one: Entry | None = None


class Opened(Value, frozen=True, tag="opened"):
    by: str


class Closed(Value, frozen=True, tag="closed"):
    on: dt.date | None = None


class Happened(Value, frozen=True):
    what: Opened | Closed


class Diary(Value, frozen=True):
    entries: tuple[Happened, ...]


def _faults(text: str) -> list[Fault]:
    with pytest.raises(MalformedData) as raised:
        read_lines(text, Sheet, where="sheet.yaml")
    return list(raised.value.faults)


def _places(text: str) -> list[str]:
    return [fault.where for fault in _faults(text)]


def test_a_good_file_becomes_values() -> None:
    text = "day: 2020-01-02\ntitle: Words\nentries:\n  - name: one\n    on: 2020-01-01\n    count: 2\n    colour: red\n"
    assert read_lines(text, Sheet, where="x") == Sheet(
        day=dt.date(2020, 1, 2),
        title="Words",
        entries=(Entry(name="one", on=dt.date(2020, 1, 1), count=2, colour=Colour.RED),),
    )


def test_numbers_days_and_yes_are_words_where_words_are_wanted() -> None:
    text = "day: 2020-01-01\ntitle: 2009\nentries: [{name: yes}, {name: 2009-07-18}, {name: }]\n"
    sheet = read_lines(text, Sheet, where="x")
    assert sheet.title == "2009"
    assert [entry.name for entry in sheet.entries] == ["yes", "2009-07-18", ""]


def test_an_empty_value_is_absent_where_it_may_be() -> None:
    assert read_lines("day: 2020-01-01\none:\n", Sheet, where="x").one is None


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = (
        "day: 2020-13-01\n"  # 1
        "titel: x\n"  # 2
        "entries:\n"  # 3
        "  - on: soon\n"  # 4: name is missing, on is no day
        "    count: many\n"  # 5
        "    share: half\n"  # 6
        "    colour: green\n"  # 7
        "  - three\n"  # 8
        "  - name: [a]\n"  # 9
        "  - name: {a: b}\n"  # 10
    )
    assert _places(text) == [
        "line 1, day",
        "line 2, titel",
        "line 4, entries 1",
        "line 4, entries 1, on",
        "line 5, entries 1, count",
        "line 6, entries 1, share",
        "line 7, entries 1, colour",
        "line 8, entries 2",
        "line 9, entries 3, name",
        "line 10, entries 4, name",
    ]


_NOT_NAMES = "Names with values are needed here, not “3”."


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("day: 2020-13-01", "It is “2020-13-01”.", "Write a day such as 2026-04-01."),
        ("day:", "It is empty.", "Write a day such as 2026-04-01."),
        ("titel: x\nday: 2020-01-01", "There is no such name here.", "Did you mean title?"),
        ("zzz: x\nday: 2020-01-01", "There is no such name here.", "The names are day, title, entries, one."),
        ("title: x", "“day” is missing.", "Add day."),
        ("day: 2020-01-01\nentries: 3", "A list is needed here, not “3”.", "Begin each entry with a dash."),
        (
            "day: 2020-01-01\none: 3",
            "Names with values are needed here, not “3”.",
            "Give name, on, count, share, colour.",
        ),
        ("day: 2020-01-01\nday: 2020-01-02", "“day” is given twice.", "Keep one of the two."),
        ("day: 2020-01-01\n? [a]\n: x", "A name must be a single word.", "Write name: value."),
        ("day: 2020-01-01\none: {name: x, colour: green}", "It is “green”.", "Write one of red, blue."),
        ("day: 2020-01-01\none: {name: x, count: 1.5}", "It is “1.5”.", "Write a whole number."),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_do(text: str, what: str, remedy: str) -> None:
    (fault,) = _faults(text)
    assert (fault.what, fault.remedy) == (what, remedy)


@pytest.mark.parametrize(("text", "place"), [("", "line 1"), ("# nothing\n", "line 1"), ("- a\n", "line 1")])
def test_a_file_without_names_is_refused(text: str, place: str) -> None:
    assert _places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1\n", "line 2"),
        ("a: b: c\n", "line 1"),
        ("a: 1\nb: \x07\n", "line 2"),
        ("---\na: 1\n---\nb: 1\n", "line 3"),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(text: str, place: str) -> None:
    (fault,) = _faults(text)
    assert fault.where == place
    assert fault.what.startswith("It is not YAML")


def test_values_that_stand_for_others_are_refused() -> None:
    assert "stands for a value given elsewhere" in _faults("a: &x [1, 2]\nb: *x\n")[0].what


def test_endless_nesting_is_refused() -> None:
    assert _faults("[" * 100_000)[0].what == "It is nested too deep."


def test_the_line_of_what_is_not_there_is_that_of_what_holds_it() -> None:
    lined = parse_lines("a:\n  b: 1\n", where="x")
    assert lined.line(("a", "b", "c")) == 2
    assert lined.line(("z",)) == 1
    assert Lined(where="x", tree=None, lines={}, words={}).line(("z",)) == 1


def test_entries_are_counted_from_one() -> None:
    assert told_path(("search", 0, "outcome")) == "search 1, outcome"
    assert told_path(()) == ""


def _names_given_twice(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        inner = [name for _, value in node.value for name in _names_given_twice(value)]
        return [f"line {node.start_mark.line + 1}: {name}" for name in set(names) if names.count(name) > 1] + inner
    if isinstance(node, yaml.SequenceNode):
        return [name for item in node.value for name in _names_given_twice(item)]
    return []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_of_the_rulebook_gives_a_name_twice(sheet: Path) -> None:
    node = yaml.compose(sheet.read_text("utf-8"), yaml.CSafeLoader)
    assert node is not None
    assert _names_given_twice(node) == []


_TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["day", "title", "entries", "name", "on"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_TREES)
def test_any_tree_is_read_or_refused_with_lines(tree: object) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    faults: list[Fault] = []
    try:
        assert isinstance(read_lines(text, Sheet, where="x"), Sheet)
    except MalformedData as error:
        faults += error.faults
    assert all(1 <= int(fault.where[5:].split(",")[0]) <= text.count("\n") + 1 for fault in faults)


def test_a_value_of_several_kinds_is_of_the_kind_that_its_type_names() -> None:
    text = "entries:\n- what: {type: opened, by: 7}\n- what: {type: closed, on: 2026-03-02}\n"

    assert read_lines(text, Diary, where="diary.yaml").entries == (
        Happened(Opened("7")),
        Happened(Closed(dt.date(2026, 3, 2))),
    )


@pytest.mark.parametrize(
    ("value", "what", "remedy"),
    [
        ("{type: opend, by: x}", "“opend” is no type that is known here.", "Did you mean opened?"),
        ("{by: x}", "“type” is missing.", "Give type: one of opened, closed."),
        ("seven", "“type” is missing.", "Give type: one of opened, closed."),
        ("{type: opened}", "“by” is missing.", "Add by."),
        ("{type: closed, day: 2026-03-02}", "There is no such name here.", "The names are on."),
    ],
)
def test_a_value_of_no_kind_that_it_may_be_is_a_fault_with_its_line(value: str, what: str, remedy: str) -> None:
    with pytest.raises(MalformedData) as raised:
        read_lines(f"entries:\n- what: {value}\n", Diary, where="diary.yaml")

    (fault,) = raised.value.faults
    assert fault.where.startswith("line 2")
    assert (fault.what, fault.remedy) == (what, remedy)


def test_values_that_come_twice_are_written_twice_and_read_back() -> None:
    day = dt.date(2026, 3, 2)
    plain = {"entries": [{"name": "a", "on": day}, {"name": "b", "on": day}], "day": day, "title": "x: “y”"}
    text = write_lines(plain)
    assert "&" not in text
    assert parse_lines(text, where="sheet.yaml").tree == plain
