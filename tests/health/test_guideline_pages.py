"""Every guideline record has a fresh page, and every page is that of a record."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from openimr.guidelines.library import recommendations
from openimr.guidelines.pages import INDEX, index, page, page_name
from openimr.guidelines.recommendation import Recommendation

PAGES = Path(__file__).resolve().parents[2] / "docs" / "guidelines"
IS_WRITING = os.environ.get("OPENIMR_GOLDEN") == "write"


def check(file: Path, words: str) -> None:
    if IS_WRITING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, "utf-8")
    assert file.exists(), f"{file.name} is missing; run make golden"
    assert file.read_text("utf-8") == words, f"{file.name} is stale; run make golden"


@pytest.mark.parametrize("record", recommendations(), ids=lambda record: record.id)
def test_a_record_has_a_fresh_page(record: Recommendation) -> None:
    check(PAGES / page_name(record), page(record))


def test_the_index_is_fresh_and_links_every_record() -> None:
    check(PAGES / INDEX, index())
    assert all(f"]({page_name(record)})" in index() for record in recommendations())


def test_there_is_no_page_without_a_record() -> None:
    expected = {INDEX, *(page_name(record) for record in recommendations())}
    extra = [path for path in PAGES.iterdir() if path.name not in expected]
    if IS_WRITING:
        for path in extra:
            path.unlink()
        extra = []
    assert not extra, [path.name for path in extra]
