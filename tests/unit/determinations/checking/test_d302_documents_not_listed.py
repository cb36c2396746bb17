from __future__ import annotations

import datetime as dt

import pytest

from openimr.determinations.checking.d302_documents_not_listed import CHECK
from openimr.determinations.model import DocumentReviewed, Layout
from unit.determinations.checking.factories import a_determination, a_document, hits

BARE = DocumentReviewed(text="Medical records")


def test_a_determination_without_a_list_is_found() -> None:
    (hit,) = hits(CHECK, a_determination(documents_reviewed=()))
    assert hit.where == "documents_reviewed"


def test_of_an_unknown_layout_nothing_can_be_said() -> None:
    assert not hits(CHECK, a_determination(documents_reviewed=(), layout=Layout.UNKNOWN))


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (BARE, "no author and no date"),
        (a_document(author=None, text="Progress report, January 18, 2016"), "no author"),
        (a_document(dated_on=None, text="Progress report by Dr. Roe"), "no date"),
        (
            a_document(
                text="Clinic of the treating physician, March 9, 2015 to June 18, 2015",
                dated_on=dt.date(2015, 3, 9),
                dated_to=dt.date(2015, 6, 18),
            ),
            "a span of time in place of a date",
        ),
        (a_document(text="Utilization review decision", author=None, dated_on=None), "no date"),
    ],
)
def test_an_entry_that_cannot_be_told_apart_is_found(document: DocumentReviewed, fault: str) -> None:
    (hit,) = hits(CHECK, a_determination(documents_reviewed=(a_document(), document)))
    assert hit.where == "documents_reviewed[1]"
    assert f"“{document.text}” has {fault}." in hit.message
    assert hit.message.startswith("1 of 2 documents")


@pytest.mark.parametrize(
    "document",
    [
        a_document(),
        a_document(dated_to=dt.date(2016, 1, 18)),
        a_document(author=None, text="Progress report by Dr. Roe, January 18, 2016"),
        a_document(author=None, text="Utilization review decision, February 8, 2016"),
        a_document(dated_on=None, text="Progress report, treating physician, 01/18/2016"),
        DocumentReviewed(text="Medical Treatment Utilization Schedule (MTUS)"),
    ],
)
def test_an_entry_with_author_and_date_and_a_guideline_are_fine(document: DocumentReviewed) -> None:
    assert not hits(CHECK, a_determination(documents_reviewed=(document,)))


def test_of_many_faulty_entries_some_are_shown_and_all_counted() -> None:
    (hit,) = hits(CHECK, a_determination(documents_reviewed=(BARE,) * 7))
    assert hit.message.startswith("7 of 7")
    assert hit.message.endswith("; and 3 more.")
