"""Every sheet of the rulebook says where its facts come from and how far they were checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.citations import Verification
from sheets import sheet as read

RULEBOOK = Path(__file__).resolve().parents[2] / "src" / "openimr" / "rulebook"
SHEETS = sorted(path for path in RULEBOOK.rglob("*.yaml") if "tests" not in path.parts[-2:])
STATUSES = {status.value for status in Verification}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(RULEBOOK)))
def test_a_sheet_has_a_purpose_a_source_and_rows(path: Path) -> None:
    content = read(path)
    assert set(content) == {"about", "source", "rows"}
    assert len(content["about"]) > 20
    assert len(content["source"]) > 10
    assert content["rows"]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(RULEBOOK)))
def test_every_row_has_a_source_and_a_verification_status(path: Path) -> None:
    rows = read(path)["rows"]
    # A row of law is its own source: its title is the citation.
    bare = [
        row for row in rows if not (row.get("source") or row.get("title")) or row.get("verification") not in STATUSES
    ]
    assert not bare, f"{len(bare)} rows of {path.name} lack a source or a status, such as {bare[:3]}"
