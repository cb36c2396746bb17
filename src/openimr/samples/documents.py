"""Invents the list of documents that were reviewed, one by one, with author and date."""

from __future__ import annotations

import datetime as dt
from random import Random

from openimr.determinations.model import DocumentReviewed
from openimr.samples.case import Case
from openimr.samples.tables import kinds_of_document

__all__ = ["document", "invent_documents"]


def invent_documents(rng: Random, case: Case) -> tuple[DocumentReviewed, ...]:
    """The application, the utilization review decision, the reports of both visits, and some more."""
    application, decision, report, *others = kinds_of_document()
    found = [
        document(application.title, application.author, case.ur + dt.timedelta(days=rng.randint(1, 2)), 2, case),
        document(decision.title, decision.author, case.ur, rng.randint(3, 9), case),
        *(document(report.title, report.author, visit, rng.randint(2, 8), case) for visit in case.visits),
    ]
    for kind in rng.sample(others, rng.randint(0, 4)):
        day = case.visits[0] + dt.timedelta(days=rng.randint(0, (case.visits[1] - case.visits[0]).days))
        found.append(document(kind.title, kind.author, day, rng.randint(1, 30), case))
    return tuple(found)


def document(title: str, author: str, day: dt.date, pages: int, case: Case) -> DocumentReviewed:
    """One entry of the list."""
    by = f" by {author}" if author else ""
    dated = "dated " if case.style.days != "words" else ""
    words = f"{title}{by}, {dated}{case.style.day(day)} ({pages} pages)"
    return DocumentReviewed(text=words, title=title, author=author or None, dated_on=day, pages=pages)
