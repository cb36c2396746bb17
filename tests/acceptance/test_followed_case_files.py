"""From each invented case file that follows a published determination, what it turns on is found on the right page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from openimr.casefile.indexing import index_files
from openimr.casefile.model import Finding
from openimr.casefile.store import FolderStore, case_file
from openimr.casefile.timeline import ContradictionKind, timeline
from openimr.samples.casefiles import followed_case_file
from openimr.samples.casefiles.piling import Scans
from openimr.samples.casefiles.truth import TrueFinding

AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)


def indexed(name: str, folder: Path) -> tuple[tuple[TrueFinding, ...], tuple[Finding, ...], FolderStore]:
    """What the file turns on, what is found in it, and where it is kept."""
    sample = followed_case_file(name, scans=Scans.NONE)
    for path, content in dict(sample.files()).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    store = FolderStore(folder / "casefile")
    index_files([folder / "records"], store, at=AT)
    turning = tuple(one for one in sample.truth.findings if one.fact.turns_on and one.fact.kind)
    return turning, case_file(store).findings, store


def is_found(wanted: TrueFinding, findings: tuple[Finding, ...]) -> bool:
    """Whether a finding of the kind, told in the same way, stands on the page and shares words with the quotation."""
    words = set(wanted.quote.lower().split())
    return any(
        (one.kind, one.mode, one.pin.page) == (wanted.fact.kind, wanted.fact.mode, wanted.running)
        and words & set(one.pin.quote.lower().split())
        for one in findings
    )


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_what_a_determination_turns_on_is_found_on_its_page(name: str, tmp_path: Path) -> None:
    turning, findings, _ = indexed(name, tmp_path)

    assert len(turning) >= 3
    assert [one.quote for one in turning if not is_found(one, findings)] == []


def test_the_two_prior_counts_of_002_stand_side_by_side(tmp_path: Path) -> None:
    _, findings, store = indexed("002", tmp_path)
    told = timeline(findings, store.manifest().documents)

    counts = [one for one in told.contradictions if one.kind is ContradictionKind.COUNT]
    assert any("18" in one.says and "none in the record" in one.says for one in counts)
