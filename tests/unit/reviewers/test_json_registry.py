from __future__ import annotations

import json
from json import JSONDecodeError
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.errors import MalformedData
from openimr.reviewers.files import read_registry
from openimr.reviewers.json_registry import JsonText, read_json_registry
from openimr.rulebook.lines import parse_lines
from openimr.samples.reviewers_registry import sample_registry

GOOD = '{"number": "R-%d", "identity": {"name": "A"}, "profession": "dentist"}'


def faults(text: str, where: str = "r.json") -> dict[str, str]:
    with pytest.raises(MalformedData) as raised:
        read_registry(text, where=where)
    assert all(fault.remedy for fault in raised.value.faults)
    return {fault.where: fault.what for fault in raised.value.faults}


def lines_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(below for key, child in children for below in lines_of(child, (*path, key)))]


NAMES = st.text(alphabet="abcde_", min_size=1, max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(alphabet='ab"\\,:{}[] é', max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["reviewers", "a", "b"]), VALUES), st.sampled_from([None, 1]))
def test_each_value_is_found_on_the_line_that_yaml_finds_it_on(tree: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=False)
    read, lined = JsonText(text), parse_lines(text, where="r.json")
    assert read.tree == tree
    assert list(read.twice()) == []
    for path in lines_of(tree):
        assert read.line(path) == lined.line(path)
        assert read.line((*path, "nowhere")) == lined.line(path)


def test_faults_of_every_kind_are_told_together_with_their_lines() -> None:
    second = (
        '{"number": "R-2",\n "identity": {"name": "B"},\n "profession": "wizard",\n "languages": [],\n'
        ' "licenses": [],\n'
        ' "capacity": {"most_cases": 1,\n "most_cases": 2}}'
    )
    assert faults('{"organization": 3,\n "reviewers": [\n' + GOOD % 1 + ",\n" + second + ",\n7\n]}") == {
        "line 1, organization": "Names with values are needed here, not “3”.",
        "line 6, reviewers 2, profession": "It is “wizard”.",
        "line 8, reviewers 2, licenses": "There is no such name here.",
        "line 10, reviewers 2, capacity, most_cases": "“most_cases” is given twice.",
        "line 11, reviewers 3": "Names with values are needed here, not “7”.",
    }


def test_each_of_very_many_faults_is_told_with_its_line() -> None:
    many = ",\n".join((GOOD % number).replace("dentist", "wizard") for number in range(200))
    found = faults('{"reviewers": [\n' + many + "]}")
    assert [*found] == [f"line {number + 1}, reviewers {number}, profession" for number in range(1, 201)]


def test_a_name_given_twice_is_a_fault_in_json_too() -> None:
    twice = '{"reviewers": [' + GOOD % 1 + ',\n{"number": "R-2", "number": "R-3", ' + (GOOD % 2)[1:] + "]}"
    assert set(faults(twice)) == {"line 2, reviewers 2, number"}
    assert set(faults('{"reviewers": [],\n"reviewers": []}')) == {"line 2, reviewers"}


def test_contradictions_in_json_are_told_with_their_lines() -> None:
    assert set(faults('{"reviewers": [\n' + GOOD % 1 + ",\n" + GOOD % 1 + "]}")) == {"line 3, reviewers 2, number"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"reviewers": [}', 1),
        ('{"reviewers": [],\n}', 2),
        ('{"reviewers"\n3}', 2),
        ('{"reviewers": []\n', 2),
        ('{"reviewers": []\n"a": 1}', 2),
        ('{"reviewers": []}\n7', 2),
        ('{"reviewers": ["a\nb"]}', 1),
        ("{", 1),
    ],
)
def test_what_is_no_json_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(JSONDecodeError):
        JsonText(text)
    ((where, what),) = faults(text).items()
    assert where == f"line {line}"
    assert what.startswith("It is not JSON")


def test_yaml_may_begin_with_a_brace_too() -> None:
    text = "{reviewers: [{number: R-1, identity: {name: A}, profession: dentist}]}"
    assert read_registry(text, where="r.yaml").reviewers[0].number == "R-1"
    assert "line 1" in faults(text)


def test_a_name_that_is_written_with_escapes_is_the_same_name() -> None:
    text = '{"revi\\u0065wers" : [' + (GOOD % 1).replace("number", "n\\u0075mber") + ']\n, "\\"" :\n7}'
    read = JsonText(text)
    assert read.tree == json.loads(text)
    assert [read.line(path) for path in (("reviewers", 0, "number"), ('"',))] == [1, 2]


def test_json_without_end_is_refused() -> None:
    assert set(faults('{"reviewers": ' + "[" * 100_000)) == {"line 1"}


def test_a_number_where_words_are_needed_is_taken_as_words() -> None:
    text = '{"reviewers": [{"number": 7, "identity": {"name": "A"}, "profession": "dentist", "npi": {"number": 1}}]}'
    registry, lined = read_json_registry(text, where="r.json")
    assert (registry.reviewers[0].number, registry.reviewers[0].npi and registry.reviewers[0].npi.number) == ("7", "1")
    assert lined.fault((), "What.", "Do.").where == "line 1"


def test_a_registry_without_reviewers_is_empty() -> None:
    assert read_registry("{}", where="r.json").reviewers == ()


@given(st.integers(min_value=1, max_value=40))
def test_what_was_written_as_json_is_read_back(seed: int) -> None:
    registry = sample_registry(count=5, seed=seed).registry
    text = msgspec.json.format(msgspec.json.encode(registry), indent=2).decode()
    assert read_registry(text, where="r.json") == registry
