"""Reads the review that an invented reviewer wrote of a case, and puts the page to each quotation.

The data hold words and quotations only; on which page a quotation stands is looked up in the truth about the records,
so the same review holds for typed and for scanned files. A day in braces, such as {2013-07-30}, stands for that day as
the office of the document writes it. A quotation that stands nowhere, or in two documents, is a
fault of the data, and all faults are told at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
import yaml

from openimr.calendars.counting import DayCount, add
from openimr.calendars.instants import pacific_day
from openimr.casefile.model import DocumentKind
from openimr.cases.terms import Outcome
from openimr.citations import Value
from openimr.errors import Fault, MalformedData
from openimr.reviews.review import (
    Act,
    Attestation,
    Ground,
    GuidelineChoice,
    Quoted,
    Review,
    Statement,
    TreatmentReview,
)
from openimr.samples.casefiles import CaseFileTruth
from openimr.samples.casefiles.framing import shown_date
from openimr.samples.whole_cases.recording import at_office
from openimr.samples.whole_cases.tables import data

__all__ = ["written_review"]

_DAYS_TO_DESIGNATION, _DAYS_TO_ISSUE = 1, 12
_DAY, _STYLES = re.compile(r"\{(\d{4}-\d\d-\d\d)\}"), 3
_COORDINATOR, _DIRECTOR = "coordinator-1", "medical-director-1"


class _Pin(Value, frozen=True, kw_only=True):
    """A quotation; ``kind`` and ``on`` narrow down the document where its words stand in several."""

    quote: str
    kind: DocumentKind | None = None
    on: dt.date | None = None


class _Said(Value, frozen=True, kw_only=True):
    """A statement whose quotations have no pages yet."""

    says: str
    ground: Ground = Ground.RECORD
    pins: tuple[_Pin, ...] = ()
    looked_for: tuple[str, ...] = ()


class _Treatment(Value, frozen=True, kw_only=True):
    """A decision as its reviewer wrote it."""

    number: int
    outcome: Outcome
    guideline: GuidelineChoice
    rationale: tuple[_Said, ...]
    plain_reason: str


class _Written(Value, frozen=True, kw_only=True):
    """The sheet of one review."""

    about: str
    source: str
    reviewer: str
    summary: tuple[_Said, ...]
    treatments: tuple[_Treatment, ...]


def written_review(name: str, truth: CaseFileTruth, *, complete_at: dt.datetime) -> Review:
    """The review of the case that follows ``name``; ``complete_at`` is when the records were complete.

    It is neither signed nor looked at by another. The reviewer opened every document of ``truth``.

    Raises:
        MalformedData: a quotation cannot be found on one page of ``truth``, told for each.
    """
    where = f"review-{name}.yaml"
    written = msgspec.convert(yaml.load(data(where), yaml.CSafeLoader), _Written)
    pages = _Pages(truth)
    summary = pages.placed(written.summary)
    treatments = tuple(_decided(row, pages) for row in written.treatments)
    if pages.faults:
        raise MalformedData(pages.faults, where=where)
    designated_on = add(pacific_day(complete_at), _DAYS_TO_DESIGNATION, DayCount.WORKING_DAYS)
    return Review(
        case=truth.number,
        reviewer=written.reviewer,
        designated=Act(by=_COORDINATOR, at=at_office(designated_on)),
        attestation=Attestation(
            no_affiliation=True, examined_all_records=True, own_decision=True, attested_on=designated_on
        ),
        opened=tuple(document.number for document in truth.documents),
        summary=summary,
        treatments=treatments,
        issued=Act(by=_DIRECTOR, at=at_office(add(designated_on, _DAYS_TO_ISSUE, DayCount.WORKING_DAYS))),
    )


def _decided(row: _Treatment, pages: _Pages) -> TreatmentReview:
    return TreatmentReview(
        number=row.number,
        outcome=row.outcome,
        guideline=row.guideline,
        rationale=pages.placed(row.rationale),
        plain_reason=row.plain_reason,
    )


class _Pages:
    """The pages of a case file by their words; ``faults`` gathers the quotations that have no place."""

    def __init__(self, truth: CaseFileTruth) -> None:
        self.faults: list[Fault] = []
        documents = {document.number: document for document in truth.documents if document.repeats is None}
        self._pages = tuple(
            (page.running, documents[page.document], " ".join(page.text.split()))
            for page in truth.pages
            if page.document in documents and page.duplicate_of is None
        )

    def placed(self, said: Sequence[_Said]) -> tuple[Statement, ...]:
        """The statements with a page for each quotation."""
        return tuple(
            Statement(
                says=it.says,
                ground=it.ground,
                pins=tuple(self._found(pin) for pin in it.pins),
                looked_for=it.looked_for,
            )
            for it in said
        )

    def _found(self, pin: _Pin) -> Quoted:
        places = tuple(place for quote in _worded(pin.quote) for place in self._places(pin, quote))
        documents = {document for _, document in places}
        if len(documents) != 1:
            where = f"documents {', '.join(map(str, sorted(documents)))}" if documents else "no document"
            self.faults.append(
                Fault(pin.quote, f"It stands in {where}.", "Quote what stands there once, or add kind: and on:.")
            )
        return places[0][0] if places else Quoted(0, pin.quote)

    def _places(self, pin: _Pin, quote: str) -> Iterator[tuple[Quoted, int]]:
        """Each place where ``quote`` stands in a document such as ``pin`` names, with the number of the document."""
        for page, document, words in self._pages:
            fits = pin.kind in {None, document.kind} and pin.on in {None, document.dated_on}
            if fits and quote in words:
                yield Quoted(page, quote), document.number


def _worded(quote: str) -> tuple[str, ...]:
    """The quotation in each way in which its days may be written; white space is folded."""
    folded = " ".join(quote.split())
    ways = (_DAY.sub(partial(_shown, style=style), folded) for style in range(_STYLES))
    return tuple(dict.fromkeys(ways))


def _shown(day: re.Match[str], style: int) -> str:
    return shown_date(dt.date.fromisoformat(day[1]), style)
