"""A case file in a folder is read back as it was kept; what is damaged is told, and never taken for empty."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from openimr.casefile.model import (
    Box,
    Document,
    DocumentKind,
    FileKind,
    Finding,
    FindingKind,
    Line,
    Page,
    PagePin,
    PageText,
    ReceivedFile,
    TextSource,
)
from openimr.casefile.store import FolderStore, Manifest, case_file, packed
from openimr.citations import Span
from openimr.errors import MalformedData, NotFound

FILE = ReceivedFile(
    digest="a" * 64,
    names=("records.pdf",),
    kind=FileKind.PDF,
    size_bytes=10,
    received_at=dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC),
    pages=2,
    first_running=1,
)
TEXT = PageText(source=TextSource.LAYER, text="Pain 7/10", lines=(Line(0, 9, Box(72.0, 72.0, 150.0, 84.0)),))
PAGES = (
    Page(file=FILE.digest, number=1, running=1, width=612.0, height=792.0, texts=(TEXT,), words_print=2**64 - 1),
    Page(file=FILE.digest, number=2, running=2, width=612.0, height=792.0),
)
FINDING = Finding(
    id="f1", kind=FindingKind.PAIN, pin=PagePin("1", 1, Span(0, 9), "Pain 7/10", Box(72.0, 72.0, 150.0, 84.0)), value=7
)
DOCUMENT = Document(number=1, first=1, last=2, kind=DocumentKind.PROGRESS_REPORT, confidence=0.9)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """A folder that keeps a small case file."""
    made = FolderStore(tmp_path / "file")
    made.save_manifest(Manifest(files=(FILE,), documents=(DOCUMENT,)))
    made.save_pages(FILE.digest, PAGES)
    made.save_findings((FINDING,))
    return made


def test_what_was_kept_is_read_back(store: FolderStore) -> None:
    whole = case_file(FolderStore.opened(store.folder))

    assert (whole.files, whole.pages, whole.documents, whole.findings) == ((FILE,), PAGES, (DOCUMENT,), (FINDING,))
    assert whole.page(1).text == "Pain 7/10"
    assert whole.page(2).text == ""
    assert list(DOCUMENT.pages) == [1, 2]


@pytest.mark.parametrize("running", [0, 3])
def test_there_is_no_page_outside_of_the_file(store: FolderStore, running: int) -> None:
    with pytest.raises(IndexError):
        case_file(store).page(running)


def test_a_new_folder_is_an_empty_case_file(tmp_path: Path) -> None:
    assert case_file(FolderStore(tmp_path / "new")) == case_file(FolderStore(tmp_path / "other"))
    assert FolderStore(tmp_path / "new").pages("b" * 64) == ()


def test_pages_that_were_packed_are_read_back_like_others_also_one_by_one(store: FolderStore) -> None:
    store.save_pages(FILE.digest, [packed(PAGES[0]), PAGES[1]])

    assert store.pages(FILE.digest) == PAGES
    assert list(store.each_page(FILE.digest)) == list(PAGES)


def test_a_folder_without_a_manifest_is_no_case_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="not-found"):
        FolderStore.opened(tmp_path)


@pytest.mark.parametrize("name", ["manifest.json", "findings.json", f"pages/{FILE.digest}.msgpack"])
def test_a_damaged_file_is_told_with_its_place(store: FolderStore, name: str) -> None:
    path = store.folder / name
    path.write_bytes(path.read_bytes()[:-4])

    with pytest.raises(MalformedData) as error:
        case_file(store)

    assert name in error.value.explain()


def test_a_manifest_of_a_later_version_is_refused(store: FolderStore) -> None:
    path = store.folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "version": 2}), "utf-8")

    with pytest.raises(MalformedData) as error:
        store.manifest()

    assert "version 2" in error.value.explain()


def test_nothing_is_left_beside_what_was_kept(store: FolderStore) -> None:
    assert sorted(path.name for path in store.folder.iterdir()) == ["findings.json", "manifest.json", "pages"]


def test_originals_copies_and_quarantine_have_places_of_their_own(store: FolderStore) -> None:
    places = {store.original("x"), store.copy("x"), store.quarantine("x")}

    assert len(places) == 3
    assert all(place.parent.is_dir() for place in places)
