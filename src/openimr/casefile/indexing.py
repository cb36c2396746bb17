"""Takes files in and works out all that follows from them: pages, copies, documents, findings, and the search index.

What a person corrected or judged stays; everything else is worked out anew from the pages, so that the same files and
the same words of people give the same case file.

Source: features F16 to F32 of the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from openimr.casefile import intake, pages, search
from openimr.casefile.documents import fold, split
from openimr.casefile.findings import find
from openimr.casefile.model import CaseFile, Page
from openimr.casefile.store import Store, case_file
from openimr.citations import Value
from openimr.errors import MalformedData

__all__ = ["Indexed", "index_files", "opened_index", "refresh"]


class Indexed(Value, frozen=True, kw_only=True):
    """What one run took in and read; the case file itself is in the store."""

    receipt: intake.Receipt
    outcome: pages.Outcome


def index_files(
    paths: Iterable[Path | str],
    store: Store,
    *,
    at: dt.datetime,
    processes: int = 1,
    ocr: pages.Ocr | None = None,
    scanner: intake.Scanner | None = None,
    received: intake.Progress | None = None,
    read: pages.Progress | None = None,
    beside: Path | None = None,
) -> Indexed:
    """Take all files at ``paths`` into the case file, received ``at``, and work out all that follows from them.

    Files within the folder ``beside`` are named from there. Without ``ocr``, pages that are pictures wait. A run that
    is stopped goes on where it was.

    Raises:
        Conflict: another upload is under way, or a correction does not fit the pages.
        MalformedData: the case file is damaged.
        NotFound: the copy of a file is missing.
        Unavailable: the scanner does not answer, or the OCR does not know its language.
    """
    receipt = intake.receive(
        paths, store, at=at, progress=received, scanner=scanner, processes=processes, beside=beside
    )
    outcome = pages.read_pages(store, processes=processes, ocr=ocr, progress=read)
    refresh(store)
    return Indexed(receipt=receipt, outcome=outcome)


def refresh(store: Store) -> CaseFile:
    """Work out copies, documents, findings and the search index anew from the pages that were read.

    Raises:
        Conflict: a correction does not fit the pages.
        MalformedData: the case file is damaged.
    """
    whole = case_file(store)
    folded = fold(whole.pages)
    _save_pages(store, whole.pages, folded)
    documents = split(folded, whole.documents)
    store.save_manifest(msgspec.structs.replace(store.manifest(), documents=documents))
    findings = find(folded, documents, earlier=whole.findings)
    store.save_findings(findings)
    store.save_search_index(search.save(search.build(folded)))
    return msgspec.structs.replace(whole, pages=folded, documents=documents, findings=findings)


def _save_pages(store: Store, before: tuple[Page, ...], after: tuple[Page, ...]) -> None:
    """Keep the pages of each file of which some page changed."""
    changed = {page.file for page, old in zip(after, before, strict=True) if page != old}
    for digest in sorted(changed):
        store.save_pages(digest, tuple(page for page in after if page.file == digest))


def opened_index(store: Store) -> search.SearchIndex:
    """The search index of the case file; made anew where it is missing, damaged or of another version.

    Raises:
        MalformedData: the case file itself is damaged.
    """
    content = store.search_index()
    if content:
        try:
            return search.load(content)
        except MalformedData:
            pass
    return search.build(case_file(store).pages)
