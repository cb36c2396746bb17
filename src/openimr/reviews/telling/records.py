"""Tells the documents of the case file, what is required and is not there, and which pages to ask for again.

Source: 8 CCR 9792.10.5(a)(1)(A) to (E).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from openimr.casefile.documents import Checklist, ChecklistItem, IndexRow, Receipt
from openimr.casefile.model import Legibility
from openimr.casefile.pages import Cure, numbers_in_words
from openimr.reviews.overview import Overview, Records
from openimr.reviews.telling.blocks import Block, Entry, Listing, Mark, Paragraph, Part, Table, Tone, TwoWays
from openimr.reviews.telling.words import cells, counted, day

__all__ = ["doubtful", "records_part", "unreadable"]

_RECEIPTS = {
    Receipt.RECEIVED: Mark("✓", "received", Tone.GOOD),
    Receipt.MISSING: Mark("✗", "missing", Tone.STOP),
    Receipt.NOT_KNOWN: Mark("?", "not known", Tone.CARE),
}
_GRADES = {
    Legibility.ILLEGIBLE: Mark("✗", "cannot be read", Tone.STOP),
    Legibility.DOUBTFUL: Mark("?", "read in part", Tone.CARE),
}
_UNSURE = 0.5
_MOST_DOCUMENTS = 7
_MOST_CURES = 5


def records_part(overview: Overview) -> Part:
    """The part of the page on documents."""
    records = overview.records
    blocks = (
        _blocks(records) if records else [Paragraph("There is no case file, so that nothing is known of the records.")]
    )
    return Part("records", "Documents, and what is missing or cannot be read", tuple(blocks))


def unreadable(records: Records) -> int:
    """How many pages nobody can read as they are."""
    return sum(len(row.unreadable) for row in records.documents)


def doubtful(records: Records) -> int:
    """How many pages can be read only in part."""
    return sum(len(row.doubtful) for row in records.documents)


def _blocks(records: Records) -> Iterator[Block]:
    copies = sum(row.copies for row in records.documents)
    repeated = f"; {counted(copies, 'page')} only {'repeats' if copies == 1 else 'repeat'} another" if copies else ""
    yield Paragraph(
        f"{counted(records.pages, 'page')} in {counted(len(records.documents), 'document')}{repeated};"
        f" {unreadable(records)} cannot be read, {doubtful(records)} only in part."
    )
    if records.refused_files:
        yield Listing(tuple(Entry(words) for words in records.refused_files), title="Files that could not be used")
    yield TwoWays(brief=tuple(_in_brief(records)), whole=tuple(_whole(records)))


def _in_brief(records: Records) -> Iterator[Block]:
    items = records.checklist.items
    open_ = tuple(Entry(it.what, _RECEIPTS[it.receipt]) for it in items if it.receipt is not Receipt.RECEIVED)
    received = f"{len(items) - len(open_)} of {len(items)} received"
    yield Paragraph(f"{received}.", label="Records that the claims administrator must send")
    yield Listing(open_)
    if records.cures:
        pages = numbers_in_words(tuple(sorted({page for cure in records.cures for page in cure.pages})))
        yield Paragraph(f"{pages}. Why: openimr casefile missing FOLDER", label="Pages to ask for again")
    yield _documents(records)


def _whole(records: Records) -> Iterator[Block]:
    yield from _required(records.checklist)
    if records.cures:
        again = tuple(_cure(cure) for cure in records.cures)
        yield Listing(
            again, title="Pages to ask for again", most=_MOST_CURES, more="told by: openimr casefile missing FOLDER"
        )
    yield _documents(records)


def _required(checklist: Checklist) -> Iterator[Block]:
    entries = tuple(_item(item) for item in checklist.items)
    yield Listing(entries, title="Records that the claims administrator must send")
    if checklist.reach_back is not None:
        words = f"{day(checklist.reach_back.due_on)}, counted: {checklist.reach_back.arithmetic}."
        yield Paragraph(words, label="Reports are required from this day on", is_in_text=False)
    asked = tuple(Entry(words) for words in checklist.letter())
    if asked:
        more = "worded for the letter by: openimr casefile missing FOLDER"
        yield Listing(asked, title="What to ask the claims administrator for", most=0, more=more)


def _item(item: ChecklistItem) -> Entry:
    words = f"{item.what}: {item.reason} [{item.citation.sentence()}]"
    return Entry(words, _RECEIPTS[item.receipt], more=" ".join(item.doubts))


def _cure(cure: Cure) -> Entry:
    """Where the pages are, here and as the sender knows them, and why; the letter's sentence stands in the JSON."""
    here = numbers_in_words(cure.pages)
    sent = f"{numbers_in_words(cure.pages_of_file)} of {PurePath(cure.file).name or 'a file without a name'}"
    document = f", document {cure.document}" if cure.document is not None else ""
    reasons = " ".join(cure.reasons) or "The writing is not clear."
    return Entry(f"{here[0].upper()}{here[1:]}{document} ({sent}): {reasons}", _GRADES[cure.legibility])


def _documents(records: Records) -> Table:
    rows = tuple(
        cells(
            str(row.number),
            row.name,
            day(row.dated_on),
            row.author or "not known",
            f"{row.first}" if row.first == row.last else f"{row.first} to {row.last}",
            "; ".join(_remarks(row)),
        )
        for row in records.documents
    )
    return Table(
        "Documents of the case file, in the order of its pages",
        ("No.", "Kind", "Date", "Author", "Pages", "To know"),
        rows,
        most=_MOST_DOCUMENTS,
        more="told by: openimr casefile documents FOLDER",
    )


def _remarks(row: IndexRow) -> Iterator[str]:
    if row.repeats is not None:
        yield f"repeats document {row.repeats}"
    elif row.copies:
        yield f"{counted(row.copies, 'page')} repeated from before"
    if row.unreadable:
        yield f"{numbers_in_words(row.unreadable)} cannot be read"
    if row.doubtful:
        yield f"{numbers_in_words(row.doubtful)} read in part"
    if row.confidence < _UNSURE and "kind" not in row.corrected:
        yield "its kind was read with doubt"
    if row.date_doubts:
        yield f"its date is uncertain: {' '.join(row.date_doubts)}"
    if row.corrected:
        yield f"set by a person: {', '.join(row.corrected)}"
    if row.is_opened:
        yield "opened by a reviewer"
