"""Sets papers as pages: one run of the typesetter for many, with the text of each page read back from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import cast

import msgspec
import pypdfium2
import typst

from openimr.errors import UnusableInput
from openimr.samples.casefiles.framing import Paper
from openimr.samples.casefiles.tables import data

__all__ = ["SetPages", "set_papers"]

_MADE_ON = int(dt.datetime(2000, 1, 1, tzinfo=dt.UTC).timestamp())
_AT_ONCE = 120
"""Papers in one run: the typesetter holds all of its pages in memory."""
# A compiler keeps the state of one file while it works, and PDFium is not made for threads: they take turns.
_TURN = Lock()


class SetPages(msgspec.Struct, frozen=True):
    """One paper as set: the PDF that holds it, the place of its first page there from 0, and the text of its pages."""

    pdf: bytes
    first: int
    texts: tuple[str, ...]


def set_papers(papers: Sequence[Paper]) -> tuple[SetPages, ...]:
    """Each paper as pages, in the order given.

    Raises:
        UnusableInput: a paper holds what the typesetter cannot set, such as a table without rows.
    """
    groups = [papers[at : at + _AT_ONCE] for at in range(0, len(papers), _AT_ONCE)]
    return tuple(made for group in groups for made in _set_group(group))


@cache
def _compiler() -> typst.Compiler:
    """The one compiler of this process: finding its fonts takes longer than setting a paper."""
    return typst.Compiler(ignore_system_fonts=True)


def _set_group(papers: Sequence[Paper]) -> list[SetPages]:
    content = [
        {"font": it.font, "size": it.size, "foot": it.foot, "blocks": msgspec.to_builtins(it.blocks)} for it in papers
    ]
    inputs = {"papers": msgspec.json.encode(content).decode()}
    with _TURN:
        try:
            made = _compiler().compile(data("page.typ").encode(), format="pdf", sys_inputs=inputs, timestamp=_MADE_ON)
        except typst.TypstError as error:
            raise UnusableInput("The papers cannot be set.", why=f"The typesetter says: {error.message}.") from error
        # The signature allows a list of pages, which only pictures are returned as.
        return _parted(cast("bytes", made))


def _parted(pdf: bytes) -> list[SetPages]:
    """The papers in ``pdf``: the outline has one entry for each, at its first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        starts = [entry.get_dest().get_index() for entry in document.get_toc()]
        texts = [_text(document, number) for number in range(len(document))]
    ends = [*starts[1:], len(texts)]
    return [SetPages(pdf, start, tuple(texts[start:end])) for start, end in zip(starts, ends, strict=True)]


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        reading = page.get_textpage()
        try:
            return str(reading.get_text_range()).replace("\r\n", "\n")
        finally:
            reading.close()
    finally:
        page.close()
