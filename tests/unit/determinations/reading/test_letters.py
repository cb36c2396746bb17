"""Invented letters of every layout, read whole, against golden values."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from openimr.determinations.model import Determination, Layout
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import tidy

LETTERS = {path.stem: path for path in sorted((Path(__file__).resolve().parents[3] / "letters").glob("*.txt"))}
LAYOUTS = {"l1": Layout.L1, "l2": Layout.L2, "l3": Layout.L3, "l4a": Layout.L4A, "l4b": Layout.L4B, "l5": Layout.L5}


def told(determination: Determination) -> str:
    """What the reader took from the letter, and where; what is read out of a basis or a heading is tested apart."""
    values = msgspec.to_builtins(determination)
    text = determination.source.text if determination.source else ""
    for treatment in values["disputed_treatments"]:
        del treatment["request"]
        for name in ("claims_administrator_basis", "reviewer_basis"):
            treatment[name] = treatment[name] and treatment[name]["text"]
    for name in ("facts", "source", "invented"):
        del values[name]
    values["spans"] = {
        path: span.quote(text) for path, span in sorted(determination.spans.items()) if span.end - span.start < 60
    }
    values["parts"] = [
        f"{part.kind} {'' if part.treatment is None else part.treatment}: {tidy(part.span.quote(text))[:40]}"
        for part in determination.parts
    ]
    return json.dumps(values, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_read_as_its_golden_file_says(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"reading/{name}.json", told(read_text(LETTERS[name].read_text("utf-8"), name=name)))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_recognised_by_its_content(name: str) -> None:
    determination = read_text(LETTERS[name].read_text("utf-8"))
    assert determination.layout is LAYOUTS[name.partition("_")[0]]
    assert determination.invented


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("fi", "\ufb01"),
        lambda text: text.replace("ten", "t\u00aden"),
        lambda text: text.replace("\n", "  \n"),
    ],
)
def test_the_text_layer_changes_no_value(name: str, change: Callable[[str], str]) -> None:
    text = LETTERS[name].read_text("utf-8")
    if text.count("\n\n") > text.count("\n") / 3:
        # Trailing blanks are how a doubled text layer marks its paragraphs.
        text = text.replace(" \n", "\n \n")
    assert read_text(change(text)).said == read_text(text).said


def test_seeds_are_read_without_a_problem(seeds: dict[str, str]) -> None:
    for number, text in seeds.items():
        determination = read_text(text)
        assert determination.layout is (Layout.L4B if number == "004" else Layout.L4A)
        assert not determination.problems
        assert not determination.unverified
        assert determination.disputed_treatments
