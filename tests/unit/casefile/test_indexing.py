"""The same files give the same case file, and what a person said of it stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from openimr.casefile.documents import Correction, correct
from openimr.casefile.findings import judge
from openimr.casefile.indexing import index_files, opened_index, refresh
from openimr.casefile.model import DocumentKind, FindingState
from openimr.casefile.search import search
from openimr.casefile.store import FolderStore, case_file

AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
NOTE = "Progress Report (PR-2)\nDate: 02/03/2026\nLow back pain 7/10. He had 6 sessions of physical therapy.\n"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """A case file of two notes that say the same."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{NOTE}Copy for {name}.\n", "utf-8")
    made = FolderStore(tmp_path / "casefile")
    index_files([tmp_path / "a.txt", tmp_path / "b.txt"], made, at=AT)
    return made


def test_indexing_again_changes_nothing(store: FolderStore) -> None:
    before = case_file(store)

    assert refresh(store) == before
    assert before.pages
    assert before.findings


def test_what_a_person_judged_and_corrected_stays(store: FolderStore) -> None:
    whole = case_file(store)
    finding = whole.findings[0]
    store.save_findings(judge(whole.findings, finding.id, FindingState.REFUSED, "coordinator-1"))
    change = Correction(number=1, kind=DocumentKind.CONSULTATION)
    documents = correct(whole.documents, change)
    store.save_manifest(msgspec.structs.replace(store.manifest(), documents=documents))
    after = refresh(store)

    assert after.documents[0].kind is DocumentKind.CONSULTATION
    assert next(one for one in after.findings if one.id == finding.id).state is FindingState.REFUSED


@pytest.mark.parametrize("content", [b"", b"damaged"])
def test_a_search_index_that_is_missing_or_damaged_is_made_anew(store: FolderStore, content: bytes) -> None:
    store.save_search_index(content)

    assert search(opened_index(store), "physical therapy").found_pages == 2


def test_the_index_that_was_kept_is_used(store: FolderStore) -> None:
    assert store.search_index()
    assert search(opened_index(store), "physical therapy").found_pages == 2
