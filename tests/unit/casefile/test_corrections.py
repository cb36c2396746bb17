"""What a person says of a case file is kept whole or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from openimr.casefile.corrections import Corrections, FindingJudgment, keep_corrections
from openimr.casefile.documents import Correction
from openimr.casefile.indexing import index_files, refresh
from openimr.casefile.model import DocumentKind, FindingState
from openimr.casefile.store import FolderStore, case_file
from openimr.errors import MalformedData

AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
NOTE = """Redfern Medical Group
PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Date of examination: 02/0{day}/2026
The patient reports low back pain, rated {day}/10. He has completed 6 sessions of physical therapy.
Lee Park, M.D.
"""


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """A case file of three reports, of a page each."""
    for day in (1, 2, 3):
        (tmp_path / f"{day}.txt").write_text(NOTE.format(day=day), "utf-8")
    made = FolderStore(tmp_path / "casefile")
    index_files([tmp_path / f"{day}.txt" for day in (1, 2, 3)], made, at=AT)
    return made


def test_what_is_said_is_kept_when_the_records_are_indexed_again(store: FolderStore) -> None:
    finding = case_file(store).findings[0]
    said = Corrections(
        by="coordinator-1",
        documents=(Correction(number=2, kind=DocumentKind.CONSULTATION, dated_on=None),),
        findings=(FindingJudgment(id=finding.id, state=FindingState.CONFIRMED),),
    )
    kept = keep_corrections(store, said)
    assert kept == refresh(store)
    document = kept.documents[1]
    assert (document.kind, document.dated_on) == (DocumentKind.CONSULTATION, None)
    [judged] = [one for one in kept.findings if one.id == finding.id]
    assert (judged.state, judged.by) == (FindingState.CONFIRMED, "coordinator-1")


def test_numbers_are_those_of_the_list_before_any_correction(store: FolderStore) -> None:
    said = Corrections(
        by="c",
        documents=(
            Correction(number=1, last=2, title="Both"),
            Correction(number=3, title="The third"),
        ),
    )
    kept = keep_corrections(store, said)
    assert [(one.first, one.last, one.title) for one in kept.documents] == [(1, 2, "Both"), (3, 3, "The third")]


def test_all_faults_are_told_and_nothing_is_kept(store: FolderStore) -> None:
    before = case_file(store)
    said = Corrections(
        by=" ",
        documents=(
            Correction(number=1, last=2),
            Correction(number=2, title="Gone into the first"),
            Correction(number=9, title="None"),
            Correction(number=3, first=7),
        ),
        findings=(FindingJudgment(id="none", state=FindingState.REFUSED),),
    )
    with pytest.raises(MalformedData) as refused:
        keep_corrections(store, said)
    places = [fault.where for fault in refused.value.faults]
    assert places[:3] == ["by", "documents 2", "documents 3"]
    assert places[-1] == "findings 1, id none"
    assert {"documents 4, first"} < set(places)
    assert case_file(store) == before


def test_nothing_said_is_a_fault(store: FolderStore) -> None:
    with pytest.raises(MalformedData) as refused:
        keep_corrections(store, Corrections(by="c"))
    assert [fault.what for fault in refused.value.faults] == ["Nothing is said."]
