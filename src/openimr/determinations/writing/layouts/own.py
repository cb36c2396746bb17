"""Lays a determination out in our own way: page one in plain language, then everything that it rests on.

Nothing is left out that the values say, and what they do not say is written as "not documented", so that a reader sees
the gap.

Source: Labor Code 4610.6(d)(1) asks for layperson's terms; 8 CCR 9792.10.6(d) for the contents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from openimr.calendars.words import day_in_words
from openimr.citations import Pin
from openimr.determinations.checking.duties import duties
from openimr.determinations.model import (
    Basis,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    GuidelineCitation,
    Issuer,
    Outcome,
    ReviewerQualifications,
)
from openimr.determinations.reading.documents import read_document
from openimr.determinations.sentences import split_sentences
from openimr.determinations.wording import own_layout as words
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.determinations.wording.qualifications import KIND_WORDS
from openimr.determinations.wording.states import state_names
from openimr.determinations.writing.basis import Side, compose_in_full, full
from openimr.determinations.writing.blocks import (
    Block,
    Entry,
    Heading,
    KeyFact,
    LabelLine,
    LabelTable,
    Letter,
    Listing,
    Paragraph,
    Title,
    Tone,
)
from openimr.determinations.writing.next_steps import next_steps
from openimr.errors import UnusableInput

__all__ = ["lay_out_own"]

_UPHELD = "Upheld: not found medically necessary. The claims administrator does not have to authorize it."
_OVERTURNED = "Overturned: found medically necessary. It must be authorized, or paid for if it was already given."
_IN_PART = (
    "Overturned in part: part of it was found medically necessary and must be authorized, or paid for if it was already"
    " given. The rest does not have to be authorized."
)
_DECISIONS: dict[Outcome | None, tuple[str, Tone, str]] = {
    Outcome.UPHELD: ("NO", Tone.DENIED, _UPHELD),
    Outcome.OVERTURNED: ("YES", Tone.APPROVED, _OVERTURNED),
    Outcome.PARTIALLY_OVERTURNED: ("IN PART", Tone.PARTLY, _IN_PART),
    None: ("NOT STATED", Tone.DENIED, "The outcome is not documented."),
}


def lay_out_own(determination: Determination) -> Letter:
    """The letter in our own layout.

    Raises:
        UnusableInput: the guidelines of a basis that has no statement cannot be worded.
    """
    d = determination
    first_page = (Title(text=words.TITLE), *_plain(d))
    blocks = (
        *first_page,
        Heading(text=words.GLANCE, level=2),
        LabelTable(title=words.GLANCE, rows=_glance(d)),
        Heading(text=words.HOW_MADE, level=2),
        *_how_made(d.reviewer),
        Heading(text=words.DOCUMENTS, level=2),
        _documents(d.documents_reviewed),
        Heading(text=words.SUMMARY, level=2),
        Paragraph(text=_or_not(d.clinical_case_summary)),
        *_summary_pins(d.summary_pins),
        Heading(text=words.DETAILS, level=2),
        *(block for i, treatment in enumerate(d.disputed_treatments) for block in _details(d, i, treatment)),
    )
    number = f", case {d.case_number}" if d.case_number else ""
    return Letter(
        title=f"{words.TITLE}{number}",
        blocks=blocks,
        mark=MARK_OF_INVENTION if d.invented else "",
        on_first_page=len(first_page),
    )


def _or_not(value: str | None) -> str:
    return words.NOT_DOCUMENTED if value is None else value


def _day(day: dt.date | None) -> str:
    return day_in_words(day) if day else words.NOT_DOCUMENTED


def _list(items: Sequence[str]) -> str:
    return words.SEPARATOR.join(items) if items else words.NOT_DOCUMENTED


def _plain(d: Determination) -> Iterator[Block]:
    count = len(d.disputed_treatments)
    yield Heading(text=words.PLAIN, level=2)
    yield Heading(text=words.ASKED, level=3)
    case = "The" if d.case_number is None else f"In case {d.case_number}, the"
    yield Paragraph(
        text=f"{case} claims administrator did not authorize {_counted(count)} as asked for, and an independent review"
        f" was asked for. The question: {'is it' if count == 1 else 'is each'} medically necessary?"
    )
    if count:
        yield Listing(
            entries=tuple(
                Entry(label=f"Treatment {number}:", text=treatment.heading)
                for number, treatment in enumerate(d.disputed_treatments, start=1)
            )
        )
    yield Heading(text=words.DECIDED, level=3)
    for number, treatment in enumerate(d.disputed_treatments, start=1):
        yield _decision(number, count, treatment)
    yield Heading(text=words.NEXT, level=3)
    yield Listing(entries=next_steps(d))
    yield Heading(text=words.CALL, level=3)
    yield LabelLine(rows=_issuer(d.issuer))


def _counted(count: int) -> str:
    return "one treatment" if count == 1 else f"{count} treatments"


def _decision(number: int, count: int, treatment: DisputedTreatment) -> KeyFact:
    mark, tone, text = _DECISIONS[treatment.outcome]
    return KeyFact(
        heading=f"{words.plain_heading(number, count)} {treatment.heading}",
        level=4,
        mark=mark,
        tone=tone,
        text=text,
        reason=Paragraph(label=words.reason_label(number, count), text=_reason(treatment)),
    )


def _reason(treatment: DisputedTreatment) -> str:
    if treatment.plain_reason is not None:
        return treatment.plain_reason
    sentences = split_sentences(treatment.rationale or "")
    return f"{words.NO_PLAIN_REASON} {words.QUOTED_INSTEAD} “{sentences[-1]}”" if sentences else words.NO_PLAIN_REASON


def _issuer(issuer: Issuer | None) -> tuple[tuple[str, str], ...]:
    values = (issuer.name, issuer.address, issuer.phone, issuer.email) if issuer else (None,) * 4
    return tuple(zip(words.ISSUER_LABELS, map(_or_not, values), strict=True))


def _glance(d: Determination) -> tuple[tuple[str, str], ...]:
    age, sex = d.employee.age_years, d.employee.sex
    values = (
        _or_not(d.case_number),
        _or_not(d.claim_number),
        words.PRIORITIES[d.priority] if d.priority else words.NOT_DOCUMENTED,
        _or_not(d.employee.name),
        words.NOT_DOCUMENTED if age is None else f"{age} years",
        _or_not(sex),
        _day(d.dates.injury),
        _day(d.dates.ur_decision),
        _day(d.dates.application_received),
        _day(d.dates.assigned),
        _day(d.dates.issued),
    )
    return tuple(zip(words.GLANCE_LABELS, values, strict=True))


def _how_made(reviewer: ReviewerQualifications) -> Iterator[Block]:
    (confidential,) = duties("reviewer-not-named")
    yield Paragraph(
        text="An independent reviewer studied the case file and decided on each disputed treatment. The law keeps the"
        f" reviewer's name confidential and asks for the reviewer's qualifications instead [{confidential.sentence()}]."
    )
    years, hours = reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week
    names = state_names()
    values = (
        KIND_WORDS[reviewer.kind] if reviewer.kind else words.NOT_DOCUMENTED,
        _list(reviewer.professions),
        _list(reviewer.board_certifications),
        _list(reviewer.subspecialties),
        _list(reviewer.specialties),
        _list([names.get(code, code) for code in reviewer.licence_states]),
        words.NOT_DOCUMENTED if years is None else f"more than {years} years",
        words.NOT_DOCUMENTED if hours is None else f"at least {hours} hours a week",
        _list(reviewer.no_affiliation_with),
    )
    yield LabelTable(title="The reviewer", rows=tuple(zip(words.REVIEWER_LABELS, values, strict=True)))
    if reviewer.statement is not None:
        yield Paragraph(label=words.STATEMENT, text=reviewer.statement)


def _documents(documents: tuple[DocumentReviewed, ...]) -> Block:
    if not documents:
        return Paragraph(text=words.NOT_DOCUMENTED)
    count = len(documents)
    return Listing(
        entries=tuple(
            Entry(label=words.document_label(number, count), text=_document(document))
            for number, document in enumerate(documents, start=1)
        )
    )


def _document(document: DocumentReviewed) -> str:
    """The entry as worded, and behind it, in brackets, what its words do not say of the document by themselves."""
    evident = read_document(document.text)
    details = (
        ("title", document.title, evident.title, _or_not(document.title)),
        ("author", document.author, evident.author, _or_not(document.author)),
        ("dated", document.dated_on, evident.dated_on, _day(document.dated_on)),
        ("to", document.dated_to, evident.dated_to, _day(document.dated_to)),
        ("pages", document.pages, evident.pages, _or_not(None if document.pages is None else str(document.pages))),
    )
    told = [f"{name}: {shown}" for name, value, seen, shown in details if value != seen]
    return f"{document.text} [{words.SEPARATOR.join(told)}]" if told else document.text


def _details(d: Determination, i: int, treatment: DisputedTreatment) -> Iterator[Block]:
    place = (i + 1, len(d.disputed_treatments))
    outcome = words.OUTCOMES[treatment.outcome] if treatment.outcome else words.NOT_DOCUMENTED
    yield Heading(text=f"{words.detail_heading(*place)} {treatment.heading}", level=3)
    yield Paragraph(label=words.outcome_label(*place), text=outcome)
    yield Heading(text=words.administrator_heading(*place), level=4)
    yield from _basis(treatment.claims_administrator_basis, Side.CLAIMS_ADMINISTRATOR)
    yield Heading(text=words.reviewer_heading(*place), level=4)
    yield from _basis(treatment.reviewer_basis, Side.REVIEWER)
    yield Heading(text=words.rationale_heading(*place), level=4)
    yield Paragraph(text=_or_not(treatment.rationale))
    yield Heading(text=words.pins_heading(*place), level=4)
    yield _pins(treatment.pins, words.pin_label)


def _basis(basis: Basis | None, side: Side) -> Iterator[Block]:
    """The statement as worded and its citations in full; or, where there is no statement, what is recorded of it."""
    if basis is None:
        yield Paragraph(text=words.NOT_DOCUMENTED)
    elif not basis.text:
        yield Paragraph(label=words.AS_RECORDED, text=compose_in_full(basis, side=side))
    else:
        yield Paragraph(label=words.AS_WORDED, text=basis.text)
        count = len(basis.citations)
        entries = tuple(
            Entry(label=words.citation_label(number, count), text=_citation(citation))
            for number, citation in enumerate(basis.citations, start=1)
        )
        if entries:
            yield Listing(entries=entries)


def _citation(citation: GuidelineCitation) -> str:
    try:
        return full(citation)
    except UnusableInput:
        # The statement above holds the words; a citation that cannot be set out in full is no reason to refuse them.
        return words.AS_ABOVE


def _summary_pins(pins: tuple[Pin, ...]) -> Iterator[Block]:
    """The places of the summary; nothing where there are none, as in determinations that were only read."""
    if pins:
        yield Heading(text=words.SUMMARY_PINS, level=3)
        yield _pins(pins, words.summary_pin_label)


def _pins(pins: tuple[Pin, ...], label: Callable[[int, int], str]) -> Block:
    if not pins:
        return Paragraph(text=words.NOT_DOCUMENTED)
    return Listing(
        entries=tuple(Entry(label=label(number, len(pins)), text=_pin(pin)) for number, pin in enumerate(pins, start=1))
    )


def _pin(pin: Pin) -> str:
    certainty = "" if pin.span.confidence == 1 else f", certainty {pin.span.confidence!r}"
    place = f"page {pin.page} of “{pin.document}”, characters {pin.span.start} to {pin.span.end}{certainty}"
    return f"{place}: “{pin.quote}”"
