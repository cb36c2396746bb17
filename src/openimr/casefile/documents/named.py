"""Finds the reports that a request for authorization or a utilization review decision names by kind and date.

Source: 8 CCR 9792.10.5(a)(1)(A): reports "specifically identified" in either belong to the records.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile.documents.dates import day_in, mended
from openimr.casefile.documents.words import pin
from openimr.casefile.model import CaseFile, Document, DocumentKind, Page, PagePin
from openimr.citations import Value
from openimr.determinations.reading.days import DAY

__all__ = ["NamedReport", "named_reports"]

_NAMING = {DocumentKind.REQUEST_FOR_AUTHORIZATION, DocumentKind.UR_DECISION}
_REPORT = re.compile(
    r"\b(?P<what>(?:(?:initial|supplemental|medical|physician['\u2019]?s?|treating|primary|progress|operative|narrative"
    r"|follow-?up|office|clinic|consultation|psychological|first|orthop\w+|pain|management|PR-?2|QME|AME)\s+){0,5}"
    r"(?:PR-?2s?|reports?|notes?|evaluations?|consultations?|visits?))"
    r"(?P<link>[^\n.;]{0,40}?)$",
    re.IGNORECASE,
)
_BEFORE = 90
_NOT_ITS = re.compile(r"\b(?:DO[IB]|injury|birth|received|request|RFA|decision)\b[^,;]*$", re.IGNORECASE)


class NamedReport(Value, frozen=True):
    """A report that another document names: in its words, with its date, and where it is named."""

    words: str
    dated_on: dt.date
    pin: PagePin

    def sentence(self) -> str:
        """What is named, and on which page."""
        return f"{self.words} of {self.dated_on} (named on page {self.pin.page})"


def named_reports(case_file: CaseFile) -> tuple[NamedReport, ...]:
    """The reports that the requests for authorization and the decisions of ``case_file`` name, each date once."""
    pages = {page.running: page for page in case_file.pages}
    found: dict[dt.date, NamedReport] = {}
    for document in case_file.documents:
        if document.kind not in _NAMING:
            continue
        for running in document.pages:
            if running in pages:
                for report in _named_on(document, pages[running]):
                    found.setdefault(report.dated_on, report)
    return tuple(found[day] for day in sorted(found))


def _named_on(document: Document, page: Page) -> Iterator[NamedReport]:
    text = mended(page.text)
    for match in DAY.finditer(text):
        day = day_in(match[0])
        line = text[max(0, match.start() - _BEFORE) : match.start()].rsplit("\n", 1)[-1]
        report = _REPORT.search(line)
        if day is None or report is None or _NOT_ITS.search(report["link"]) or day == document.dated_on:
            continue
        start = match.start() - len(line) + report.start("what")
        yield NamedReport(
            words=" ".join(report["what"].split()),
            dated_on=day,
            pin=pin(document.number, page, start, match.end()),
        )
