"""Fits the review of an invented case to its pages as they were read.

A reviewer quotes what the paper says. Where a page was scanned and OCR misread the words, the pin says that the
reviewer saw them on the picture.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from openimr.casefile.model import CaseFile
from openimr.reviews.quoting import found_on, is_picture
from openimr.reviews.review import Quoted, Review, Statement

__all__ = ["fitted_review"]


def fitted_review(review: Review, file: CaseFile) -> Review:
    """``review`` with all documents of ``file`` opened, and what OCR misread of a quotation marked as seen."""
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
    """The quotation; as seen on the picture where the page is one and was read otherwise."""
    if found_on(quoted, file) is not None or not 1 <= quoted.page <= len(file.pages):
        return quoted
    return msgspec.structs.replace(quoted, is_seen=is_picture(file.page(quoted.page)))
