"""The page and the picture of the life cycle are fresh, and nothing of the table is missing in either."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from openimr.cases.case import State
from openimr.cases.life_cycle_table import transitions
from openimr.cases.pages import page
from openimr.cases.picture import PLACES, ROUTES, arrows, picture, told_in_words

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, PICTURE = DOCS / "life-cycle.md", DOCS / "pictures" / "life-cycle.svg"


@pytest.mark.parametrize(("file", "made"), [(PAGE, page), (PICTURE, picture)], ids=["page", "picture"])
def test_what_is_made_from_the_table_is_fresh(file: Path, made: Callable[[], str]) -> None:
    if os.environ.get("OPENIMR_GOLDEN") == "write":
        file.write_text(made(), "utf-8")
    assert file.exists(), f"{file.name} is missing; run make golden"
    assert file.read_text("utf-8") == made(), f"{file.name} is stale; run make golden"


def test_every_transition_stands_on_the_page_and_every_entry_is_a_transition() -> None:
    section = PAGE.read_text("utf-8").partition("## Transitions")[2].partition("\n## ")[0]
    assert re.findall(r"^### (\S+)", section, re.MULTILINE) == [row.id for row in transitions()]


def test_every_state_has_a_place_in_the_picture() -> None:
    assert set(PLACES) == set(State)
    assert len(set(PLACES.values())) == len(PLACES)


def test_every_change_of_state_is_drawn_or_told_in_words() -> None:
    changes = {(state, row.to) for row in transitions() for state in row.from_ if row.to}
    drawn = {(arrow.from_, arrow.to) for arrow in arrows()}
    told = {(state, row.to) for row in transitions() for state in row.from_ if row.to and len(row.from_) >= 3}
    assert drawn | told == changes
    assert set(ROUTES) <= drawn
    assert len(told_in_words()) == len({row.id for row in transitions() if row.to and len(row.from_) >= 3})


def test_the_picture_can_be_read_aloud_and_stays_inside_its_frame() -> None:
    root = etree.fromstring(PICTURE.read_bytes())
    names = {"s": "http://www.w3.org/2000/svg"}
    assert root.get("aria-labelledby") == "title desc"
    assert len(root.findtext("s:title", namespaces=names) or "") > 20
    told = root.findtext("s:desc", namespaces=names) or ""
    assert all(f"{arrow.from_.words} to {arrow.to.words}" in told for arrow in arrows())
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for text in root.iterfind(".//s:text", namespaces=names):
        words = str(etree.tostring(text, method="text", encoding="unicode")).strip()
        long = 0.48 * float(text.get("font-size") or 12) * len(words)
        is_start = text.get("text-anchor") == "start"
        assert float(text.get("y") or 0) < height
        assert float(text.get("x") or 0) + (long if is_start else 0) < width, words
