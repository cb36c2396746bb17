"""Compares the records received with those that the claims administrator must send, and words what to ask for.

A file can show that something is there; that all of it is there, or that there never was any, it cannot show. So each
item is received, missing, or not known, with the reason, the documents and the law.

Source: 8 CCR 9792.10.5(a)(1)(A) to (E); imr-process.md 2.6; ``rulebook/casefile/required_records.yaml``; deadline
``records-reach-back``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

import msgspec

from openimr.calendars import Deadline, due
from openimr.calendars.words import day_in_words
from openimr.casefile.documents.indexing import index
from openimr.casefile.documents.named import NamedReport, named_reports
from openimr.casefile.documents.rules import kind_row
from openimr.casefile.model import CaseFile, Document, DocumentKind
from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.rulebook import load

__all__ = ["Checklist", "ChecklistItem", "Receipt", "checklist", "request_day"]


class Receipt(StrEnum):
    """Whether an item of the required records is in the file."""

    RECEIVED = "received"
    MISSING = "missing"
    NOT_KNOWN = "not_known"


class _Tells(StrEnum):
    """How a file can show an item."""

    REPORTS = "reports"
    PRESENT = "present"
    PERHAPS = "perhaps"


class _Required(Value, frozen=True, kw_only=True):
    id: str
    what: str
    asked: str
    title: str
    kinds: tuple[DocumentKind, ...]
    tells: _Tells
    source: str
    verification: Verification

    def citation(self) -> Citation:
        """Where the item stands in the law."""
        return Citation(kind=CitationKind.LAW, title=self.title, verification=self.verification)


class ChecklistItem(Value, frozen=True, kw_only=True):
    """One item: whether it was received, by which documents (their numbers), why, and the words that ask for it.

    ``ask`` is empty where there is nothing to ask for. ``named`` are reports that the request or the decision names and
    that are not there. ``doubts`` is what a reader should know before relying on it.
    """

    id: str
    what: str
    receipt: Receipt
    reason: str
    citation: Citation
    documents: tuple[int, ...] = ()
    named: tuple[NamedReport, ...] = ()
    ask: str = ""
    doubts: tuple[str, ...] = ()


class Checklist(Value, frozen=True, kw_only=True):
    """All items, and the time over which reports are required: how it was counted, ``None`` where no day is known."""

    items: tuple[ChecklistItem, ...]
    request_on: dt.date | None = None
    reach_back: Deadline | None = None

    def letter(self) -> tuple[str, ...]:
        """What to ask the claims administrator for: one sentence an item, those that are missing first."""
        order = (Receipt.MISSING, Receipt.NOT_KNOWN, Receipt.RECEIVED)
        asked = sorted((item for item in self.items if item.ask), key=lambda item: order.index(item.receipt))
        return tuple(item.ask for item in asked)


def request_day(documents: Iterable[Document]) -> dt.date | None:
    """The date of the last request for authorization among ``documents``; ``None`` where none is dated."""
    kind = DocumentKind.REQUEST_FOR_AUTHORIZATION
    return max((one.dated_on for one in documents if one.kind is kind and one.dated_on), default=None)


def checklist(
    case_file: CaseFile,
    *,
    request_on: dt.date | None = None,
    application_received_on: dt.date | None = None,
) -> Checklist:
    """Each required item against the documents of ``case_file``; those that only repeat another do not count.

    ``request_on`` is the date of the request for authorization; without it that of the last one in the file.
    ``application_received_on`` selects the rules; without it the date of the request does.

    Raises:
        RuleBroken: a day lies before all rules.
    """
    request_on = request_on or request_day(case_file.documents)
    back = due("records-reach-back", request_on, rules_on=application_received_on) if request_on else None
    copies = {row.number for row in index(case_file) if row.repeats is not None}
    firsts = tuple(document for document in case_file.documents if document.number not in copies)
    case_file = msgspec.structs.replace(case_file, documents=firsts)
    found = tuple(_item(row, case_file, back) for row in load("casefile/required_records.yaml", _Required))
    return Checklist(items=found, request_on=request_on, reach_back=back)


def _item(row: _Required, case_file: CaseFile, back: Deadline | None) -> ChecklistItem:
    own = tuple(document for document in case_file.documents if document.kind in row.kinds)
    if row.tells is _Tells.REPORTS:
        return _reports(row, own, case_file, back)
    numbers = tuple(document.number for document in own)
    if row.tells is _Tells.PRESENT:
        return _present(row, own, numbers)
    names = _kind_names(row)
    reason = (
        f"{_documents(numbers)} may be it; whether there is more, the file cannot show."
        if numbers
        else f"The file has no {names}; whether there was any, it cannot show."
    )
    return _made(row, Receipt.NOT_KNOWN, reason, numbers)


def _present(row: _Required, own: tuple[Document, ...], numbers: tuple[int, ...]) -> ChecklistItem:
    if not own:
        return _made(row, Receipt.MISSING, f"The file has no {_kind_names(row)}.", ())
    unsure = [document for document in own if not _is_sure(document)]
    if len(unsure) == len(own):
        reason = f"{_documents(numbers)} may be it; its kind was read with doubt and a person should look."
        return _made(row, Receipt.NOT_KNOWN, reason, numbers)
    return _made(row, Receipt.RECEIVED, f"{_documents(numbers)}.", numbers)


_SURE = 0.5


def _is_sure(document: Document) -> bool:
    return document.confidence >= _SURE or "kind" in document.corrected


def _reports(row: _Required, own: tuple[Document, ...], case_file: CaseFile, back: Deadline | None) -> ChecklistItem:
    """The reports within the time that reaches back from the request; an undated report may be one of them."""
    if back is None:
        numbers = tuple(document.number for document in own)
        reason = "No date of the request for authorization is known, so that the time cannot be counted."
        ask = row.asked.replace("{since}", "six months before the request").replace("{until}", "the request")
        return _made(row, Receipt.NOT_KNOWN, reason, numbers, ask=_sentence(ask))
    since, until = back.due_on, back.anchored_on
    within = tuple(one.number for one in own if one.dated_on and since <= one.dated_on <= until)
    undated = tuple(one.number for one in own if one.dated_on is None)
    missing = _not_received(case_file, since, until)
    span = f"from {since} to {until} ({back.rule.measure} back from the request)"
    receipt, reason = _judged(within, undated, missing, span)
    pauses = _pauses([one.dated_on for one in own if one.dated_on and since <= one.dated_on <= until])
    ask = "" if receipt is Receipt.RECEIVED and not pauses else _asked(row, since, until, missing)
    doubts = (*back.doubts, *pauses, "Whether the physician made more reports than these, the file cannot show.")
    return _made(row, receipt, reason, within or undated, ask=ask, named=missing, doubts=doubts, back=back)


class _Rhythm(Value, frozen=True, kw_only=True):
    days: int
    title: str
    source: str
    verification: Verification


def _pauses(days: Sequence[dt.date]) -> tuple[str, ...]:
    """Where more time lies between two reports than continuing treatment allows, so that one may be missing."""
    (rhythm,) = load("casefile/report_rhythm.yaml", _Rhythm)
    law = Citation(kind=CitationKind.LAW, title=rhythm.title, verification=rhythm.verification).sentence()
    ordered = sorted(set(days))
    return tuple(
        f"Between the reports of {earlier} and {later} lie {(later - earlier).days} days; while treatment goes on "
        f"one is due within {rhythm.days} ({law}), so that a report may be missing."
        for earlier, later in pairwise(ordered)
        if (later - earlier).days > rhythm.days
    )


def _judged(
    within: tuple[int, ...], undated: tuple[int, ...], missing: tuple[NamedReport, ...], span: str
) -> tuple[Receipt, str]:
    if missing:
        named = "; ".join(one.sentence() for one in missing)
        there = f"{_documents(within)} {_are(within)} {span}. " if within else ""
        return Receipt.MISSING, f"{there}Named and not received: {named}."
    if within:
        return Receipt.RECEIVED, f"{_documents(within)} {_are(within)} {span}."
    if undated:
        return (
            Receipt.NOT_KNOWN,
            f"No report is dated {span}; {_documents(undated)} {_bear(undated)} no date that was read.",
        )
    return Receipt.MISSING, f"No report is dated {span}."


def _asked(row: _Required, since: dt.date, until: dt.date, missing: tuple[NamedReport, ...]) -> str:
    asked = row.asked.replace("{since}", _told(since)).replace("{until}", _told(until))
    days = ", ".join(_told(day) for day in sorted({one.dated_on for one in missing}))
    return _sentence(asked + (f"; among them those of {days}" if days else ""))


def _not_received(case_file: CaseFile, since: dt.date, until: dt.date) -> tuple[NamedReport, ...]:
    """Reports that the request or the decision names by date, and of which no document has the date."""
    days = {document.dated_on for document in case_file.documents}
    return tuple(
        report
        for report in named_reports(case_file)
        if report.dated_on not in days and since <= report.dated_on <= until
    )


def _made(
    row: _Required,
    receipt: Receipt,
    reason: str,
    documents: Sequence[int],
    *,
    ask: str | None = None,
    named: tuple[NamedReport, ...] = (),
    doubts: tuple[str, ...] = (),
    back: Deadline | None = None,
) -> ChecklistItem:
    if row.verification is not Verification.VERIFIED:
        doubts = (*doubts, f"The item is {row.verification.value}: {row.source}.")
    citation = row.citation()
    if back is not None and back.verification is not citation.verification:
        # The item rests on the time as well as on its own words; the weaker of the two is told.
        citation = Citation(kind=CitationKind.LAW, title=back.rule.title, verification=back.verification)
    if ask is None:
        ask = "" if receipt is Receipt.RECEIVED else _sentence(row.asked)
    return ChecklistItem(
        id=row.id,
        what=row.what,
        receipt=receipt,
        reason=reason,
        citation=citation,
        documents=tuple(documents),
        named=named,
        ask=ask,
        doubts=doubts,
    )


def _kind_names(row: _Required) -> str:
    return " or ".join(_lowered(kind_row(kind).name) for kind in row.kinds)


def _lowered(name: str) -> str:
    return (
        name
        if name[:2].isupper() or name.startswith(("Application", "Request", "Doctor"))
        else name[0].lower() + name[1:]
    )


def _documents(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Document {numbers[0]}"
    return f"Documents {', '.join(str(number) for number in numbers[:-1])} and {numbers[-1]}"


def _are(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _bear(numbers: Sequence[int]) -> str:
    return "bears" if len(numbers) == 1 else "bear"


def _told(day: dt.date) -> str:
    return day_in_words(day)


def _sentence(words: str) -> str:
    return f"Please send {words}."
