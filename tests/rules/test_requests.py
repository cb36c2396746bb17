"""Wordings of requests are read as the sheets beside the vocabulary say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from openimr import rulebook
from openimr.treatments import parse
from openimr.treatments.parsing.tokens import tokenize
from sheets import beside
from sheets import sheet as read

SHEETS = beside("vocabulary")
GRAMMAR_ROWS = 135
LEAST_FURTHER = 150

# Rows of the grammar that are not read as it says, each with the reason.
NOT_EXACT: dict[str, str] = {
    "1.6": "RATIONALE_MISMATCH needs the heading beside the rationale; the wording alone conflicts with nothing.",
}

# Wordings of the third set that are not read as it says, each with the reason.
NOT_READ: dict[str, str] = {
    "Left knee Supartz injections, weekly x 5": "a duration of five weeks is derived; the set says none.",
}


# Wordings of the sixth set that are not read as it says, each with the reason; nothing was mended by that set.
NOT_READ_OF_THE_SIXTH: dict[str, str] = {
    "Post-op hand therapy 2x8, right carpal tunnel release": "the operation after the comma is read as asked for.",
    "Left greater trochanteric bursa injection": 'the side goes to no part: "greater" is taken for a comparison.',
    "Facet and sacroiliac joint injections left": "read as given together, since neither has a number of its own.",
    "MRI left shoulder with arthrogram": "the part between the two words parts the name of the study.",
}


def cases(name: str) -> list[dict[str, Any]]:
    content: dict[str, list[dict[str, Any]]] = read(SHEETS / name)
    return content["cases"]


def assert_holds(whole: Any, part: Any, path: str = "") -> None:
    """Everything that ``part`` says is in ``whole``; ``null`` says that there is nothing."""
    if isinstance(part, dict):
        for key, value in part.items():
            assert_holds(whole[key], value, f"{path}.{key}")
    elif isinstance(part, list):
        assert len(whole) == len(part), (path, whole, part)
        for number, (one, other) in enumerate(zip(whole, part, strict=True)):
            assert_holds(one, other, f"{path}[{number}]")
    else:
        assert whole == part, path


def check(case: dict[str, Any]) -> None:
    found = json.loads(msgspec.json.encode(parse(case["wording"])))
    for request in found:
        request["flags"] = sorted(flag["kind"] for flag in request["flags"])
    assert_holds(found, case["requests"])


@pytest.mark.parametrize("case", cases("grammar.yaml"), ids=lambda case: str(case["row"]))
def test_a_row_of_the_grammar_is_read_as_it_says(case: dict[str, Any]) -> None:
    if case["row"] in NOT_EXACT:
        with pytest.raises(AssertionError):
            check(case)
    else:
        check(case)


@pytest.mark.parametrize("case", cases("unseen.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_an_unseen_wording_is_read(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("second_unseen.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_a_wording_of_the_second_unseen_set_is_read(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("third_unseen.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_a_wording_of_the_third_unseen_set_is_read_unless_it_is_named(case: dict[str, Any]) -> None:
    if case["wording"] in NOT_READ:
        with pytest.raises((AssertionError, TypeError)):
            check(case)
    else:
        check(case)


@pytest.mark.parametrize("case", cases("fourth_unseen.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_a_wording_of_the_fourth_unseen_set_is_read(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("fifth_unseen.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_a_wording_of_the_fifth_unseen_set_is_read(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("sixth_unseen.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_a_wording_of_the_sixth_unseen_set_is_read_unless_it_is_named(case: dict[str, Any]) -> None:
    if case["wording"] in NOT_READ_OF_THE_SIXTH:
        with pytest.raises(AssertionError):
            check(case)
    else:
        check(case)


@pytest.mark.parametrize("case", cases("further.yaml"), ids=lambda case: str(case["wording"])[:60])
def test_a_further_wording_is_read(case: dict[str, Any]) -> None:
    check(case)


def test_all_rows_of_the_grammar_are_there_and_99_in_100_are_exact() -> None:
    rows = cases("grammar.yaml")
    assert len(rows) == GRAMMAR_ROWS
    assert len(NOT_EXACT) <= GRAMMAR_ROWS / 100


def test_the_rows_are_those_of_the_shared_grammar(shared: Path) -> None:
    sections = json.loads((shared / "domain" / "request-grammar.rows.json").read_text("utf-8"))
    assert [case["wording"] for case in cases("grammar.yaml")] == [
        row["text"] for section in sections for row in section["rows"]
    ]


def test_there_are_many_further_wordings() -> None:
    assert len(cases("further.yaml")) >= LEAST_FURTHER


def test_every_case_names_its_source() -> None:
    assert all(case["source"] for sheet in SHEETS.glob("*.yaml") for case in cases(sheet.name))


def test_every_attested_word_stands_in_the_shared_grammar(shared: Path) -> None:
    text = _plain((shared / "domain" / "request-grammar.md").read_text("utf-8"))
    rows = read(Path(rulebook.__file__).with_name("vocabulary") / "attested_words.yaml")["rows"]
    words = [word for row in rows for word in row["words"]]
    missing = [word for word in words if not any(f" {form}" in text for form in _singular_too(_plain(word)))]
    assert missing == []


def _plain(text: str) -> str:
    """The words of a text in small letters, with one blank before each."""
    return " ".join(["", *(word for word in tokenize(text).words if word not in "-/#'&.")])


def _singular_too(words: str) -> tuple[str, ...]:
    """The words, and the same without an ending of the plural."""
    return tuple(words.strip().removesuffix(ending) for ending in ("", "s", "es", "y"))
