"""Reads our own layout, which :mod:`openimr.determinations.writing.layouts.own` writes.

Headings and labels are sought in the order in which they are written, each behind the one before. What says
"not documented" is absent from the result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.citations import Pin, Span
from openimr.determinations.model import (
    Basis,
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    Issuer,
    Layout,
    PartKind,
    ProblemKind,
    ReviewerQualifications,
    Sex,
)
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.days import read_day
from openimr.determinations.reading.documents import read_document
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.sections import read_prose
from openimr.determinations.wording import own_layout as words
from openimr.determinations.wording.qualifications import KIND_WORDS
from openimr.determinations.wording.states import state_codes

__all__ = ["is_own", "read_own"]

_COUNT = re.compile(r"\bTreatment 1 of (\d{1,4}):")
_DOCUMENTS = re.compile(r"\bDocument 1 of (\d{1,5}):")
_PINS = re.compile(r"\bPlace 1 of (\d{1,4}):")
_SUMMARY_PINS = re.compile(r"\bPlace 1 of (\d{1,4}) of the summary:")
_CITATIONS = re.compile(r"\bCitation 1 of \d{1,4}:")
_BULLETS = "-\u2022\u2023"
_DETAILS = re.compile(r"(?P<text>.*) \[(?P<told>(?:title|author|dated|to|pages): .*)\]")
_DETAIL = re.compile(r"(?:^|; )(title|author|dated|to|pages): ")
_PIN = re.compile(
    r"page (?P<page>-?\d+) of “(?P<document>.*)”, characters (?P<start>-?\d+) to (?P<end>-?\d+)"
    r"(?:, certainty (?P<certainty>[-+\d.e]+))?: “(?P<quote>.*)”"
)
_NUMBER = re.compile(r"-?\d+")
_KINDS = {name: kind for kind, name in KIND_WORDS.items()}
_OUTCOMES = {name: outcome for outcome, name in words.OUTCOMES.items()}
_PRIORITIES = {name: priority for priority, name in words.PRIORITIES.items()}


def is_own(flow: Flow) -> bool:
    """Whether the title of our own layout is there, and the heading of its first page behind it."""
    title = flow.text.find(words.TITLE)
    return title >= 0 and flow.text.find(words.PLAIN, title + len(words.TITLE)) >= 0


def read_own(flow: Flow) -> Determination:
    """The determination that ``flow`` holds; what is missing in it is a problem of the result."""
    reader = _Reader(flow)
    count, reasons, issuer = _plain(reader)
    glance = _glance(reader)
    reviewer = _reviewer(reader)
    documents = _documents(reader)
    summary, summary_pins = _summary(reader)
    treatments = _treatments(reader, count, reasons)
    draft = reader.draft
    number, claim, priority, name, age, sex, *days = glance
    return Determination(
        layout=Layout.OPEN,
        case_number=number,
        claim_number=claim,
        priority=_PRIORITIES.get(priority or ""),
        issuer=issuer,
        dates=_dates(days),
        employee=Employee(age_years=_number(age), sex=Sex(sex) if sex in set(Sex) else None, name=name),
        reviewer=reviewer,
        documents_reviewed=documents,
        clinical_case_summary=summary,
        summary_pins=summary_pins,
        disputed_treatments=treatments,
        facts=tuple(sorted(draft.facts, key=lambda fact: fact.span.start)),
        problems=tuple(draft.problems),
        spans=draft.spans,
        parts=draft.parts(),
    )


class _Reader:
    """The place up to which a letter has been read, and what was read of it."""

    def __init__(self, flow: Flow) -> None:
        self.draft = Draft(flow)
        self.text = flow.text
        self.at = self.text.index(words.TITLE)

    def find(self, anchor: str, at: int | None = None) -> int:
        """Where ``anchor`` stands next, or the end of the letter."""
        found = self.text.find(anchor, self.at if at is None else at)
        return len(self.text) if found < 0 else found

    def enter(self, heading: str, kind: PartKind, body: PartKind, treatment: int | None = None) -> bool:
        """Go behind ``heading``; whether it is there."""
        found = self.text.find(heading, self.at)
        if found < 0:
            self.draft.problem(
                ProblemKind.INCOMPLETE,
                f"The heading “{heading}” is not there.",
                "Look whether a page of the letter is missing.",
            )
            return False
        self.draft.part(kind, found, treatment)
        self.at = found + len(heading)
        if body is not kind and self.at < len(self.text):
            self.draft.part(body, self.at, treatment)
        return True

    def value(self, path: str, start: int, end: int) -> str | None:
        """The words from ``start`` to before ``end`` as the value under ``path``; ``None`` where not documented."""
        if self.text[start:end].strip() == words.NOT_DOCUMENTED:
            return None
        return self.draft.value(path, start, end)

    def table(self, labels: Sequence[str], paths: Sequence[str], end: int) -> list[str | None]:
        """The values behind ``labels``, each up to the next label; ``None`` for one that is not there."""
        starts: list[tuple[int, int] | None] = []
        for label in labels:
            found = self.text.find(label, self.at, end)
            starts.append((found, found + len(label)) if found >= 0 else None)
            self.at = found + len(label) if found >= 0 else self.at
        values: list[str | None] = []
        for i, (path, place) in enumerate(zip(paths, starts, strict=True)):
            following = next((later[0] for later in starts[i + 1 :] if later), end)
            values.append(self.value(path, place[1], following) if place else None)
        self.at = end
        return values

    def entries(self, label: str, count: int, end: int) -> list[tuple[int, int]]:
        """Where the words of each entry of a list stand; ``label`` holds ``#`` in the place of its number."""
        marks: list[tuple[int, int]] = []
        for number in range(1, count + 1):
            mark = label.replace("#", str(number))
            found = self.text.find(mark, self.at, end)
            if found < 0:
                break
            marks.append((self.before_bullet(found), found + len(mark)))
            self.at = found + len(mark)
        stops = [start for start, _ in marks[1:]] + [end]
        return [(start, stop) for (_, start), stop in zip(marks, stops, strict=True)]

    def before_bullet(self, place: int) -> int:
        """Where the entry at ``place`` begins, with the bullet before it if there is one."""
        has_bullet = self.text[place - 2 : place - 1] in _BULLETS and self.text[place - 1 : place] == " "
        return place - 2 if has_bullet else place


def _number(value: str | None) -> int | None:
    match = _NUMBER.search(value or "")
    return int(match[0]) if match else None


def _dates(days: Sequence[str | None]) -> Dates:
    injury, ur_decision, received, assigned, issued = (read_day(day) if day else None for day in days)
    return Dates(
        injury=injury, ur_decision=ur_decision, application_received=received, assigned=assigned, issued=issued
    )


def _plain(reader: _Reader) -> tuple[int, list[str | None], Issuer | None]:
    """How many treatments there are, the reason in plain words of each, and the issuer."""
    # The heading is there, or the letter would not have been recognised.
    reader.enter(words.PLAIN, PartKind.PLAIN_LANGUAGE, PartKind.PLAIN_LANGUAGE)
    end = reader.find(words.GLANCE)
    decided = reader.find(words.DECIDED)
    reader.at = min(end, decided + len(words.DECIDED))
    first = _COUNT.search(reader.text, reader.at, end)
    count = int(first[1]) if first else 0
    reasons = [_reason(reader, number, count, end) for number in range(1, count + 1)]
    reader.at = min(reader.find(words.CALL), end)
    name, address, phone, email = reader.table(
        words.ISSUER_LABELS, ("issuer.name", "issuer.address", "issuer.phone", "issuer.email"), end
    )
    return count, reasons, Issuer(name=name, address=address, phone=phone, email=email) if name else None


def _reason(reader: _Reader, number: int, count: int, end: int) -> str | None:
    label = words.reason_label(number, count)
    start = reader.find(label)
    if start >= end:
        return None
    start += len(label)
    following = words.plain_heading(number + 1, count) if number < count else words.NEXT
    reader.at = min(reader.find(following, start), end)
    if reader.text.startswith(words.NO_PLAIN_REASON, start + 1):
        return None
    return reader.draft.value(f"disputed_treatments[{number - 1}].plain_reason", start, reader.at)


_GLANCE_PATHS = (
    "case_number",
    "claim_number",
    "priority",
    "employee.name",
    "employee.age_years",
    "employee.sex",
    "dates.injury",
    "dates.ur_decision",
    "dates.application_received",
    "dates.assigned",
    "dates.issued",
)


def _glance(reader: _Reader) -> list[str | None]:
    if not reader.enter(words.GLANCE, PartKind.HEADING, PartKind.LABELS):
        return [None] * len(_GLANCE_PATHS)
    return reader.table(words.GLANCE_LABELS, _GLANCE_PATHS, reader.find(words.HOW_MADE))


_REVIEWER_FIELDS = (
    "kind",
    "professions",
    "board_certifications",
    "subspecialties",
    "specialties",
    "licence_states",
    "active_practice_years_over",
    "active_practice_hours_per_week",
    "no_affiliation_with",
)


def _reviewer(reader: _Reader) -> ReviewerQualifications:
    if not reader.enter(words.HOW_MADE, PartKind.HEADING, PartKind.QUALIFICATIONS):
        return ReviewerQualifications()
    stop = reader.find(words.DOCUMENTS)
    after = reader.text.find(words.STATEMENT, reader.at, stop)
    paths = tuple(f"reviewer.{name}" for name in _REVIEWER_FIELDS)
    values = reader.table(words.REVIEWER_LABELS, paths, after if after >= 0 else stop)
    kind, professions, boards, subspecialties, specialties, states, years, hours, parties = values
    statement = None
    if after >= 0:
        # The words may hold the next heading, so its place is sought from their beginning on.
        statement = reader.draft.value("reviewer.statement", after + len(words.STATEMENT), stop)
    codes = state_codes()
    return ReviewerQualifications(
        kind=_KINDS.get(kind or ""),
        professions=_items(professions),
        board_certifications=_items(boards),
        subspecialties=_items(subspecialties),
        specialties=_items(specialties),
        licence_states=tuple(codes.get(state.lower(), state) for state in _items(states)),
        active_practice_years_over=_number(years),
        active_practice_hours_per_week=_number(hours),
        no_affiliation_with=_items(parties),
        statement=statement,
    )


def _items(value: str | None) -> tuple[str, ...]:
    return tuple(value.split(words.SEPARATOR)) if value else ()


def _documents(reader: _Reader) -> tuple[DocumentReviewed, ...]:
    if not reader.enter(words.DOCUMENTS, PartKind.HEADING, PartKind.DOCUMENTS):
        return ()
    end = reader.find(words.SUMMARY)
    first = _DOCUMENTS.search(reader.text, reader.at, end)
    if first is None:
        return ()
    places = reader.entries(f"Document # of {first[1]}:", int(first[1]), end)
    entries = [reader.draft.value(f"documents_reviewed[{i}]", *place) for i, place in enumerate(places)]
    return tuple(_document(entry or "") for entry in entries)


def _document(entry: str) -> DocumentReviewed:
    """The document that ``entry`` names: by its words alone, or by the details in brackets behind them."""
    match = _DETAILS.fullmatch(entry)
    if match is None:
        return read_document(entry)
    text, pieces = match["text"], _DETAIL.split(match["told"])
    evident = read_document(text)
    told = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return DocumentReviewed(
        text=text,
        title=_known(told["title"]) if "title" in told else evident.title,
        author=_known(told["author"]) if "author" in told else evident.author,
        dated_on=read_day(told["dated"]) if "dated" in told else evident.dated_on,
        dated_to=read_day(told["to"]) if "to" in told else evident.dated_to,
        pages=_number(told["pages"]) if "pages" in told else evident.pages,
    )


def _known(value: str) -> str | None:
    return None if value == words.NOT_DOCUMENTED else value


def _summary(reader: _Reader) -> tuple[str | None, tuple[Pin, ...]]:
    if not reader.enter(words.SUMMARY, PartKind.HEADING, PartKind.SUMMARY):
        return None, ()
    end = reader.find(words.DETAILS)
    first = _SUMMARY_PINS.search(reader.text, reader.at, end)
    if first is None:
        return _prose(reader, "clinical_case_summary", end), ()
    heading = reader.text.rfind(words.SUMMARY_PINS, reader.at, first.start())
    if heading < 0:
        return _prose(reader, "clinical_case_summary", end), ()
    summary = _prose(reader, "clinical_case_summary", heading)
    reader.enter(words.SUMMARY_PINS, PartKind.SUMMARY, PartKind.SUMMARY)
    places = reader.entries(f"Place # of {first[1]} of the summary:", int(first[1]), end)
    return summary, _read_pins(reader, "summary_pins", places)


def _prose(reader: _Reader, path: str, end: int) -> str | None:
    start, reader.at = reader.at, end
    if reader.text[start:end].strip() == words.NOT_DOCUMENTED:
        return None
    return read_prose(reader.draft, path, start, end)


def _treatments(reader: _Reader, count: int, reasons: Sequence[str | None]) -> tuple[DisputedTreatment, ...]:
    if not reader.enter(words.DETAILS, PartKind.HEADING, PartKind.ISSUES):
        return ()
    found = []
    for number in range(1, count + 1):
        treatment = _treatment(reader, number, count, reasons[number - 1])
        if treatment is None:
            break
        found.append(treatment)
    if not found:
        reader.draft.problem(
            ProblemKind.INCOMPLETE,
            "No disputed treatment was found.",
            "Look whether the letter is whole and a decision.",
        )
    return tuple(found)


def _treatment(reader: _Reader, number: int, count: int, reason: str | None) -> DisputedTreatment | None:
    """The treatment of this number (from 1); ``None`` where its heading is not there."""
    i, path = number - 1, f"disputed_treatments[{number - 1}]"
    heading_kind = PartKind.TREATMENT_HEADING
    if not reader.enter(words.detail_heading(number, count), heading_kind, heading_kind, i):
        return None
    label = words.outcome_label(number, count)
    heading = reader.draft.value(f"{path}.heading", reader.at, reader.find(label))
    reader.at = min(reader.find(label) + len(label), len(reader.text))
    outcome = reader.value(f"{path}.outcome", reader.at, reader.find(words.administrator_heading(number, count)))
    administrator = _basis(
        reader, i, PartKind.CLAIMS_ADMINISTRATOR_BASIS,
        words.administrator_heading(number, count), words.reviewer_heading(number, count),
    )  # fmt: skip
    reviewer = _basis(
        reader, i, PartKind.REVIEWER_BASIS,
        words.reviewer_heading(number, count), words.rationale_heading(number, count),
    )  # fmt: skip
    rationale = None
    if reader.enter(words.rationale_heading(number, count), PartKind.RATIONALE, PartKind.RATIONALE, i):
        rationale = _prose(reader, f"{path}.rationale", reader.find(words.pins_heading(number, count)))
    return DisputedTreatment(
        heading=heading or "",
        outcome=_OUTCOMES.get(outcome or ""),
        claims_administrator_basis=administrator,
        reviewer_basis=reviewer,
        rationale=rationale,
        plain_reason=reason,
        pins=_pins(reader, number, count),
    )


def _basis(reader: _Reader, i: int, kind: PartKind, heading: str, following: str) -> Basis | None:
    if not reader.enter(heading, kind, kind, i):
        return None
    path = f"disputed_treatments[{i}].{kind}"
    start, end = reader.at + 1, reader.find(following)
    reader.at = end
    if reader.text.startswith(words.AS_RECORDED, start):
        statement = reader.draft.value(path, start + len(words.AS_RECORDED), end)
        recorded = read_basis(statement or "")
        return Basis(uses_mtus=recorded.uses_mtus, citations=recorded.citations)
    if not reader.text.startswith(words.AS_WORDED, start):
        return None
    listed = [match.start() for match in _CITATIONS.finditer(reader.text, start, end)]
    stop = reader.before_bullet(listed[-1]) if listed else end
    statement = reader.draft.value(path, start + len(words.AS_WORDED), stop)
    return read_basis(statement) if statement else None


def _pins(reader: _Reader, number: int, count: int) -> tuple[Pin, ...]:
    i = number - 1
    if not reader.enter(words.pins_heading(number, count), PartKind.RATIONALE, PartKind.RATIONALE, i):
        return ()
    end = reader.find(words.detail_heading(number + 1, count)) if number < count else len(reader.text)
    first = _PINS.search(reader.text, reader.at, end)
    if first is None:
        return ()
    places = reader.entries(f"Place # of {first[1]}:", int(first[1]), end)
    return _read_pins(reader, f"disputed_treatments[{i}].pins", places)


def _read_pins(reader: _Reader, path: str, places: Sequence[tuple[int, int]]) -> tuple[Pin, ...]:
    pins = []
    for at, place in enumerate(places):
        entry = reader.draft.value(f"{path}[{at}]", *place)
        match = _PIN.fullmatch(entry or "")
        if match:
            span = Span(start=int(match["start"]), end=int(match["end"]), confidence=float(match["certainty"] or 1))
            pins.append(Pin(document=match["document"], page=int(match["page"]), span=span, quote=match["quote"]))
    return tuple(pins)
