"""Fits the review of an invented case to its pages as they were read.

A reviewer quotes what is on the screen. Where a page was scanned, its text may differ by a letter or a line from what
the paper says; then the words that were read stand in the pin, as a person who copies them would have it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from rapidfuzz import fuzz

from openimr.casefile.model import CaseFile
from openimr.reviews.quoting import found_on
from openimr.reviews.review import Quoted, Review, Statement

__all__ = ["fitted_review"]

_ALIKE = 80.0
"""How alike, of 100, what was read must be to what was written."""


def fitted_review(review: Review, file: CaseFile) -> Review:
    """``review`` with each quotation in the words that were read on its page, and all documents of ``file`` opened.

    A quotation of which nothing alike was read stays as it is: its pin does not hold, and issuing says so.
    """
    return msgspec.structs.replace(
        review,
        opened=tuple(document.number for document in file.documents),
        summary=_fitted(review.summary, file),
        treatments=tuple(
            msgspec.structs.replace(row, rationale=_fitted(row.rationale, file)) for row in review.treatments
        ),
    )


def _fitted(statements: Iterable[Statement], file: CaseFile) -> tuple[Statement, ...]:
    return tuple(
        msgspec.structs.replace(one, pins=tuple(_as_read(quoted, file) for quoted in one.pins)) for one in statements
    )


def _as_read(quoted: Quoted, file: CaseFile) -> Quoted:
    """The quotation in the words of its page, cut at the ends of words; as it is where nothing alike stands there."""
    if found_on(quoted, file) is not None or not 1 <= quoted.page <= len(file.pages):
        return quoted
    text = " ".join(file.page(quoted.page).text.split())
    found = fuzz.partial_ratio_alignment(quoted.quote, text, score_cutoff=_ALIKE)
    if found is None:
        return quoted
    first = text.rfind(" ", 0, found.dest_start) + 1
    end = text.find(" ", found.dest_end)
    return Quoted(quoted.page, text[first : end if end >= 0 else len(text)])
