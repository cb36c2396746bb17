"""The pages on the worksheets are fresh, and every rule of the search and of evidence stands on them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from openimr.guidelines.evidence import ComparisonOutcome, compare
from openimr.guidelines.worksheet_files import read_conflict
from openimr.guidelines.worksheet_pages import EXAMPLE, evidence_page, sequence_page

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "src" / "openimr" / "rulebook" / "law"
PAGES = {"sequence.md": sequence_page, "evidence.md": evidence_page}
SHEETS = [
    *(("sequence.md", name) for name in ("search_rules", "search_steps", "necessity_standards", "search_duties")),
    *(("evidence.md", name) for name in ("evidence_levels", "evidence_method", "evidence_strength")),
]


@pytest.mark.parametrize(("name", "page"), PAGES.items(), ids=PAGES)
def test_a_page_on_worksheets_is_fresh(name: str, page: Callable[[], str]) -> None:
    file = ROOT / "docs" / "reference" / name
    if os.environ.get("OPENIMR_GOLDEN") == "write":
        file.write_text(page(), "utf-8")
    assert file.exists(), f"{name} is missing; run make golden"
    assert file.read_text("utf-8") == page(), f"{name} is stale; run make golden"


@pytest.mark.parametrize(("page", "sheet"), SHEETS)
def test_every_row_of_law_stands_on_its_page_with_its_mark(page: str, sheet: str) -> None:
    lines = PAGES[page]().splitlines()
    rows = yaml.safe_load((LAW / f"{sheet}.yaml").read_text("utf-8"))["rows"]
    for row in rows:
        words = row.get("says") or row.get("searches") or row["id"]
        assert any(words in line and f"| {row['verification']} |" in line for line in lines), row


def test_the_example_of_the_page_can_be_compared() -> None:
    comparison = compare(read_conflict(EXAMPLE, where="example"))
    assert comparison.outcome is ComparisonOutcome.SUPPORTED
    assert len(comparison.unusable) == 1
