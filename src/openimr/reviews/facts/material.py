"""Lays out what facts are made of: the findings that may be used, each with its paper, its day and who says it.

Source: design, section 4 (no determination rests on the UR decision alone; no fact without a pin).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from openimr.calendars.deadlines import due
from openimr.casefile.model import CaseFile, Document, DocumentKind, Finding, FindingKind, Mode
from openimr.casefile.timeline.courses import courses
from openimr.casefile.timeline.grounds import Grounds, Seen, lay_grounds
from openimr.casefile.timeline.model import Course
from openimr.cases.filing import Filing
from openimr.cases.utilization import UrTreatment
from openimr.citations import Pin, Span
from openimr.determinations.reading.days import DAY, read_day
from openimr.errors import RuleBroken
from openimr.guidelines.governing import drugs_of, parts_of, services_of
from openimr.reviews.facts.sheets import FactRow, discipline_of_service
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.request import TreatmentRequest

__all__ = ["Asking", "Material", "PageOf", "is_of_review", "material_of", "plain"]


def is_of_review(seen: Seen) -> bool:
    """Whether a page of utilization review says it, and no treating record."""
    return seen.kind is DocumentKind.UR_DECISION


def plain(pin: Pin) -> Pin:
    """A pin as a fact holds it: document, page, span and words, without the place on the picture.

    >>> from openimr.citations import Span
    >>> plain(Pin(document="2", page=7, span=Span(0, 4), quote="pain")).document
    'document 2'
    """
    document = f"document {pin.document}" if pin.document.isdigit() else pin.document
    return Pin(document=document, page=pin.page, span=pin.span, quote=pin.quote)


@dataclass(frozen=True)
class Asking:
    """What facts are wanted for: a request, what utilization review did with it, and the day of the request.

    ``received_on`` is the day on which the application was received; it selects the rules.
    """

    request: TreatmentRequest
    ur: UrTreatment | None
    on: dt.date
    received_on: dt.date

    @cached_property
    def disciplines(self) -> tuple[str, ...]:
        """The disciplines of the services that are asked for, the first named first."""
        return tuple(dict.fromkeys(discipline_of_service(code) for code in services_of(self.request)))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of the body that the wording names."""
        return parts_of(self.request)

    @cached_property
    def drugs(self) -> tuple[str, ...]:
        """The drugs that the wording names, in small letters."""
        return tuple(dict.fromkeys(name.replace("_", " ") for name in drugs_of(self.request)))

    def is_of_request(self, finding: Finding) -> bool:
        """Whether a finding names a drug that is asked for, or a service that is, or counts in the same discipline.

        Another drug of the same class is another treatment.
        """
        if self.request.drug is not None:
            told = f"{finding.name} {finding.says}".lower()
            return any(drug in told for drug in self.drugs)
        return bool(finding.code) and discipline_of_service(finding.code) in self.disciplines

    def is_before(self, seen: Seen) -> bool:
        """Whether what a page says may speak of the time before the request.

        A decision of utilization review is later by nature and tells what came before.
        """
        return is_of_review(seen) or seen.on is None or seen.on <= self.on

    @cached_property
    def _reaches_back_to(self) -> dt.date:
        try:
            return due("records-reach-back", self.on, rules_on=self.received_on).due_on
        except RuleBroken:  # a request from before all rules has no such time, and so no current page
            return dt.date.max

    def is_current(self, seen: Seen) -> bool:
        """Whether a page was written in the time that reports on the current condition reach back.

        Source: 8 CCR 9792.10.5(a)(1)(A).
        """
        return seen.written_on is not None and self._reaches_back_to <= seen.written_on <= self.on


class PageOf(NamedTuple):
    """A page: its document, its running number, its text, and the same in small letters."""

    document: str
    running: int
    text: str
    lower: str


class Material:
    """The findings of one case that may be used, in their order, and what is worked out of them once for all requests.

    What the application's form says is taken from the filing, and findings on it are not used again.
    """

    def __init__(self, filing: Filing, case_file: CaseFile) -> None:
        """Lay out the findings that nobody refused."""
        self.filing = filing
        self.case_file = case_file
        grounds = lay_grounds(case_file.findings, case_file.documents)
        seen = tuple(one for one in grounds.seen if one.kind is not DocumentKind.APPLICATION)
        self.grounds = Grounds(seen, grounds.documents)
        treating = tuple(one for one in seen if not is_of_review(one))
        self.treating = Grounds(treating, grounds.documents)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """The scores of each instrument over time, by the treating records."""
        return courses(self.treating)

    @cached_property
    def by_kind(self) -> dict[FindingKind, tuple[Seen, ...]]:
        """The findings of each kind."""
        kinds: dict[FindingKind, list[Seen]] = {}
        for one in self.grounds.seen:
            kinds.setdefault(one.finding.kind, []).append(one)
        return {kind: tuple(found) for kind, found in kinds.items()}

    @cached_property
    def treating_pages(self) -> tuple[PageOf, ...]:
        """The pages of all papers but the form and the decision, copies left out."""
        kinds = set(DocumentKind) - {DocumentKind.APPLICATION, DocumentKind.UR_DECISION}
        pages = (
            (document, self.case_file.page(running))
            for document in self.documents(*kinds)
            for running in document.pages
        )
        return tuple(
            PageOf(str(document.number), page.running, page.text, page.text.lower())
            for document, page in pages
            if page.duplicate_of is None
        )

    @cached_property
    def diagnosed(self) -> dict[int, tuple[Span, ...]]:
        """Where findings tell of diagnoses, in whatever mode, by page."""
        spans: dict[int, list[Span]] = {}
        for one in self.by_kind.get(FindingKind.DIAGNOSIS, ()):
            spans.setdefault(one.finding.pin.page, []).append(one.finding.pin.span)
        return {page: tuple(found) for page, found in spans.items()}

    def of(self, row: FactRow, *modes: Mode) -> Iterator[Seen]:
        """The findings of the kinds of a row that are told in one of these modes; stated ones where none is given."""
        for kind in row.kinds:
            yield from (one for one in self.by_kind.get(kind, ()) if one.finding.mode in (modes or (Mode.STATED,)))

    def documents(self, *kinds: DocumentKind) -> Iterator[Document]:
        """The documents of these kinds."""
        yield from (document for document in self.grounds.documents if document.kind in kinds)

    def day_on_application(self, day: dt.date) -> tuple[Pin, ...]:
        """Where the application's form bears this day; empty where it is not found there."""
        for document, page, text in self._application():
            for match in DAY.finditer(text):
                if read_day(match[0]) == day:
                    return (_pin(document, page, match.start(), match.end(), text),)
        return ()

    def words_on_application(self, words: str) -> tuple[Pin, ...]:
        """Where the application's form has these words, or this code; empty where they are not found there."""
        whole = re.compile(rf"(?<![\w.-]){re.escape(words)}(?![\w-]|\.\d)", re.IGNORECASE)
        for document, page, text in self._application():
            if match := whole.search(text):
                return (_pin(document, page, match.start(), match.end(), text),)
        return ()

    def _application(self) -> Iterator[tuple[Document, int, str]]:
        for document in self.documents(DocumentKind.APPLICATION):
            for page in document.pages:
                yield document, page, self.case_file.page(page).text


def _pin(document: Document, page: int, start: int, end: int, text: str) -> Pin:
    return plain(Pin(document=str(document.number), page=page, span=Span(start, end), quote=text[start:end]))


def material_of(whole: WholeCase) -> Material:
    """What the facts of a case are made of; where it has no case file, only what its filing says."""
    return Material(whole.filing, whole.case_file or CaseFile())
