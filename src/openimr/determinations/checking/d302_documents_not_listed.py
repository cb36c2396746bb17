"""Decides whether the documents reviewed are listed one by one, each with author and date.

Source: 8 CCR 9792.10.6(d), as quoted in Hacker v. County of San Bernardino (2015).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import DocumentReviewed, Layout
from openimr.determinations.reading.days import DAY

__all__ = ["CHECK"]

# A guideline that was looked up is no record, and an application or a decision names its author by what it is.
_GUIDELINE = re.compile(
    r"\b(?:MTUS|medical treatment utilization schedule|ACOEM|ODG|official disability guidelines|guidelines?)\b",
    re.IGNORECASE,
)
_AUTHOR_IS_PLAIN = re.compile(
    r"\b(?:application|DWC form|utili[sz]ation review|UR (?:decision|denial|determination|report)|notice of assignment"
    r"|NOARFI|non-?certification)\b",
    re.IGNORECASE,
)
_AUTHOR_SOMEHOW = re.compile(
    r"\b(?:by|from|of the|Dr\.?|M\.?D\.?|D\.?O\.?|D\.?C\.?|Ph\.?D\.?|physician|provider|treater|therapist|surgeon"
    r"|psychologist|hospital|clinic|laborator(?:y|ies)|radiolog\w+|imaging center)(?!\w)",
    re.IGNORECASE,
)
_SHOWN = 4


def _look(context: Context) -> Iterator[Hit]:
    if context.d.layout is Layout.UNKNOWN:
        return
    documents = context.d.documents_reviewed
    if not documents:
        yield Hit(where="documents_reviewed", message="The determination lists no documents that were reviewed.")
        return
    faulty = [(number, faults) for number, document in enumerate(documents) if (faults := _faults(document))]
    if faulty:
        shown = "; ".join(f"“{documents[number].text}” has {faults}" for number, faults in faulty[:_SHOWN])
        more = f"; and {len(faulty) - _SHOWN} more" if len(faulty) > _SHOWN else ""
        first = faulty[0][0]
        yield Hit(
            where=f"documents_reviewed[{first}]",
            message=f"{len(faulty)} of {len(documents)} documents reviewed cannot be told apart from others: "
            f"{shown}{more}.",
            quote=documents[first].text,
        )


def _faults(document: DocumentReviewed) -> str:
    """What ``document`` lacks, in words; empty where nothing is."""
    if _GUIDELINE.search(document.text):
        return ""
    faults = []
    if (
        document.author is None
        and not _AUTHOR_IS_PLAIN.search(document.text)
        and not _AUTHOR_SOMEHOW.search(document.text)
    ):
        faults.append("no author")
    if document.dated_to is not None and document.dated_to != document.dated_on:
        faults.append("a span of time in place of a date")
    elif document.dated_on is None and not DAY.search(document.text):
        faults.append("no date")
    return " and ".join(faults)


CHECK = Check(
    code="D302",
    name="documents-not-listed",
    severity=Severity.WARNING,
    what="The documents reviewed are not listed, or an entry has no author, no date, or a span of time in place of a "
    "date.",
    why="Without the list nobody can see whether a record was overlooked; a provider with a span of time does not say "
    "which of the reports was read.",
    mend="List each document by what it is, author, date and number of pages.",
    sources=duties("documents-listed"),
    look=_look,
)
