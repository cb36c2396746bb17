"""Tells each disputed treatment: what was asked, what utilization review did, the guidelines in force, what is missing.

Nothing in it says what is to be decided.

Source: design, sections 3 and 4; Labor Code 4610.5(c)(2); 8 CCR 9792.21.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openimr.cases.utilization import Amount, UrTreatment
from openimr.reviews.overview import Dispute, Missing, MissingKind, Overview
from openimr.reviews.telling.answers import answers, answers_in_brief
from openimr.reviews.telling.blocks import (
    Block,
    Entry,
    Facts,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Part,
    Tone,
    TwoWays,
)
from openimr.reviews.telling.timeline import STATES
from openimr.reviews.telling.words import LOOK, cells, day, pin_words, spaced
from openimr.treatments.telling import flag_words, request_rows

__all__ = ["disputes_part"]

_KINDS = {
    MissingKind.NOT_DOCUMENTED: Mark("?", "not documented", Tone.CARE),
    MissingKind.CONTRADICTED: Mark("!", "contradicted", Tone.CARE),
}
_MOST_MISSING = 6
_MOST_IN_BRIEF = 3
_MOST_FINDINGS = 3


def disputes_part(overview: Overview) -> Part:
    """The part of the page on the disputed treatments."""
    blocks = [block for dispute in overview.disputes for block in _dispute(dispute)]
    return Part("disputes", "Disputed treatments: asked, decided, guideline, facts", tuple(blocks))


def _dispute(dispute: Dispute) -> Iterator[Block]:
    yield Heading(f"{dispute.number}. {dispute.wording}")
    yield TwoWays(brief=tuple(_in_brief(dispute)), whole=tuple(_whole(dispute)))


def _in_brief(dispute: Dispute) -> Iterator[Block]:
    """What was asked and decided, what governs, and what is missing: a line or a few for each."""
    if not dispute.requests:
        yield Paragraph("No request could be read out of the wording.", mark=LOOK)
    for request in dispute.requests:
        yield Paragraph(_in_line(request_rows(request)), label="Asked")
        yield from (Paragraph(flag_words(flag), mark=LOOK) for flag in request.flags)
    if dispute.ur is None:
        yield Paragraph("What utilization review did with this treatment is not documented.", mark=LOOK)
    else:
        yield Paragraph(_in_line(_ur_rows(dispute.ur, dispute)), label="Utilization review")
    for number, application in enumerate(dispute.applications):
        if len(dispute.applications) > 1:
            yield Paragraph(dispute.requests[number].raw.strip(), label="For the request")
        yield from answers_in_brief(application)
    for kind, mark in _KINDS.items():
        found = tuple(missing.words for missing in dispute.missing if missing.kind is kind)
        if found:
            more = f"; and {len(found) - _MOST_IN_BRIEF} more" if len(found) > _MOST_IN_BRIEF else ""
            told = f"Facts that could change an answer: {'; '.join(found[:_MOST_IN_BRIEF])}{more}."
            yield Paragraph(told, mark=mark)


def _in_line(rows: Iterable[tuple[str, str]]) -> str:
    """Values one behind the other with their names, which the first needs not."""
    (_, first), *others = rows
    return (
        "; ".join((first, *(f"{name[0].lower()}{name[1:]}: {value.removesuffix('.')}" for name, value in others))) + "."
    )


def _whole(dispute: Dispute) -> Iterator[Block]:
    yield from _asked(dispute)
    yield from _decided(dispute)
    yield Heading("The guidelines in force, in the order of search", level=4)
    for number, application in enumerate(dispute.applications):
        if len(dispute.applications) > 1:
            yield Paragraph(dispute.requests[number].raw.strip(), label="For the request")
        yield from answers(application)
    yield Heading("Missing facts, each of which could change an answer", level=4)
    yield _missing(dispute)
    if dispute.findings:
        yield Heading("What the records say of it", level=4)
        yield _findings(dispute)


def _asked(dispute: Dispute) -> Iterator[Block]:
    yield Heading("What was asked", level=4)
    if not dispute.requests:
        yield Paragraph("No request could be read out of the wording.", mark=LOOK)
    for request in dispute.requests:
        if len(dispute.requests) > 1:
            yield Paragraph(request.raw.strip(), label="One request")
        yield Facts(request_rows(request))
        if request.flags:
            yield Listing(tuple(Entry(flag_words(flag), LOOK) for flag in request.flags))


def _decided(dispute: Dispute) -> Iterator[Block]:
    yield Heading("What utilization review did", level=4)
    if dispute.ur is None:
        yield Paragraph("What it did with this treatment is not documented.", mark=LOOK)
        return
    yield Facts(tuple(_ur_rows(dispute.ur, dispute)))


def _ur_rows(ur: UrTreatment, dispute: Dispute) -> Iterator[tuple[str, str]]:
    yield "Action", spaced(dispute.action or ur.action)
    if ur.wording != dispute.wording:
        yield "As it worded it", ur.wording
    if ur.asked is not None:
        yield "Asked, as it says", _amount(ur.asked)
    if ur.certified is not None:
        yield "Certified", _amount(ur.certified)
    yield "Reason", ur.reason or "not documented"
    yield "Guideline", ur.guideline or "not documented"
    if ur.is_for_missing_information:
        yield "Only ground", "what was asked of the physician was not sent"
    if ur.served_on:
        yield "Given on", ", ".join(day(on) for on in ur.served_on)
    if ur.dispensed_on is not None:
        yield "Dispensed on", day(ur.dispensed_on)


def _amount(amount: Amount) -> str:
    return f"{amount.value:g} {amount.unit}"


def _missing(dispute: Dispute) -> Block:
    if not any(application.is_addressed for application in dispute.applications):
        return Paragraph("Not known, since no recommendation of this library governs.")
    if not dispute.missing:
        return Paragraph("None: no fact that is missing would change an answer.")
    return Listing(
        tuple(_missing_entry(missing) for missing in dispute.missing), most=_MOST_MISSING, more="told in HTML and JSON"
    )


def _missing_entry(missing: Missing) -> Entry:
    asked_by = f" [{', '.join(missing.recommendations)}]" if missing.recommendations else ""
    return Entry(f"{missing.words}{asked_by}", _KINDS[missing.kind], cells(*pin_words(missing.pins)))


def _findings(dispute: Dispute) -> Listing:
    entries = tuple(
        Entry(f"{finding.says or finding.name} ({'; '.join(pin_words([finding.pin]))})", STATES[finding.state])
        for finding in dispute.findings
    )
    return Listing(entries, most=_MOST_FINDINGS, more="told in HTML and JSON")
