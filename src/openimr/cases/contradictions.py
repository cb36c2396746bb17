"""What in a case contradicts itself: days in an impossible order, each with the rule that it breaks, and numbers.

A contradiction is a fault of the file. What the law makes of days that fit together is a reason of the verdict.

Source: Labor Code 4610, 4610.5; 8 CCR 9792.9.1, 9792.10.1, 9792.10.3; the order of the process.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import NamedTuple

from openimr.calendars.rule_sets import jurisdiction_named, rule_set_on
from openimr.cases.filing import Filing
from openimr.cases.terms import UrAction
from openimr.cases.utilization import LiabilityDispute, UrDecision, UrTreatment
from openimr.errors import OpenIMRError

__all__ = ["Contradiction", "contradictions"]

Path = tuple[str | int, ...]

_OLDEST_YEARS = 110
_STATE_LETTERS = 2
_NPI_DIGITS = 10


class Contradiction(NamedTuple):
    """Where it stands (fields from the top, entries counted from 0), what it is, and what to do."""

    path: Path
    what: str
    remedy: str


class _Day(NamedTuple):
    """A day of the file, its place, and what happened on it."""

    path: Path
    day: dt.date | None
    what: str


def contradictions(filing: Filing) -> Iterator[Contradiction]:
    """Everything in ``filing`` that cannot be so."""
    yield from _rules(filing)
    for earlier, later, because in _orders(filing):
        yield from _in_order(earlier, later, because)
    yield from _treatments(filing)
    if filing.ur_decision is not None:
        yield from _decided(filing, filing.ur_decision)
    yield from _references(filing)
    yield from _people(filing)
    yield from _instants(filing)


def _rules(filing: Filing) -> Iterator[Contradiction]:
    """An unknown jurisdiction, or an application before all rules, is refused and never guessed at."""
    try:
        jurisdiction_named(filing.jurisdiction)
    except OpenIMRError as error:
        yield Contradiction(("jurisdiction",), error.what, error.remedy)
    try:
        rule_set_on(filing.application.received_on)
    except OpenIMRError as error:
        what = " ".join(part for part in (error.what, error.why) if part)
        yield Contradiction(("application", "received_on"), what, error.remedy or "Mend the day.")


def _in_order(earlier: _Day, later: _Day, because: str) -> Iterator[Contradiction]:
    if earlier.day is not None and later.day is not None and earlier.day > later.day:
        what = f"{later.day} ({later.what}) is before {earlier.day} ({earlier.what}): {because}."
        yield Contradiction(later.path, what, "Mend one of the two days.")


def _orders(filing: Filing) -> Iterator[tuple[_Day, _Day, str]]:
    """Pairs of days of which the first cannot lie after the second, and why."""
    application = filing.application
    employee = filing.parties.employee
    born = _Day(("parties", "employee", "born_on"), employee.born_on, "birth")
    injured = _Day(("application", "injured_on"), application.injured_on, "injury")
    received = _Day(("application", "received_on"), application.received_on, "receipt of the application")
    stated = _Day(("application", "ur_decided_on"), application.ur_decided_on, "decision named on the form")
    sent = _Day(("application", "sent_on"), application.sent_on, "sending of the application")
    yield born, injured, "nobody is injured before birth"
    yield injured, stated, "treatment for an injury is decided on after it (Labor Code 4610)"
    yield injured, received, "the application follows the injury (Labor Code 4610.5)"
    yield sent, received, "what is received was sent before"
    if application.signature is not None:
        path: Path = ("application", "signature", "dated_on")
        signed = _Day(path, application.signature.dated_on, "signature")
        yield signed, received, "the application is received signed (8 CCR 9792.10.1(b))"
    if application.certification is not None:
        path = ("application", "certification", "dated_on")
        certified = _Day(path, application.certification.dated_on, "certification")
        arrived = _Day(
            ("application", "certification", "received_at"),
            application.certification.received_at.date(),
            "receipt of the certification",
        )
        yield certified, arrived, "it is received after it is written"
    for number, query in enumerate(application.queries):
        path = ("application", "queries", number)
        asked = _Day((*path, "asked_on"), query.asked_on, "question")
        got = _Day((*path, "received_on"), query.received_on, "receipt of the question")
        answered = _Day((*path, "answered_on"), query.answered_on, "answer")
        yield received, asked, "a question is asked about an application at hand (8 CCR 9792.10.3)"
        yield asked, got, "a question is received after it is asked"
        yield asked, answered, "an answer follows the question"
    for number, dispute in enumerate(filing.liability):
        yield from _of_dispute(dispute, ("liability", number))
    if filing.ur_decision is not None:
        yield from _of_decision(filing.ur_decision, injured)


def _of_decision(decision: UrDecision, injured: _Day) -> Iterator[tuple[_Day, _Day, str]]:
    def day(field: str, what: str) -> _Day:
        return _Day(("ur_decision", field), getattr(decision, field), what)

    decided, served = day("decided_on", "decision"), day("served_on", "service of the decision")
    requested = day("requested_on", "request for authorization")
    arrived = day("request_received_on", "receipt of the request")
    yield injured, requested, "treatment is requested after the injury (8 CCR 9792.6.1)"
    yield requested, arrived, "a request is received after it is written (8 CCR 9792.9.1(a))"
    yield arrived, decided, "a decision follows the request (8 CCR 9792.9.1(c))"
    yield requested, decided, "a decision follows the request (8 CCR 9792.9.1(c))"
    yield decided, served, "a decision is served after it is made (8 CCR 9792.9.1(e))"
    yield decided, day("internal_appeal_on", "internal appeal"), "what is appealed is decided (8 CCR 9792.10.1(d))"
    yield day("replaces", "decision replaced"), decided, "a new decision follows the one that it replaces"
    instant = decision.request_received_at
    if instant is not None:
        at = _Day(("ur_decision", "request_received_at"), instant.date(), "receipt of the request")
        yield at, decided, "a decision follows the request (8 CCR 9792.9.1(c))"
    for number, row in enumerate(decision.treatments):
        path: Path = ("ur_decision", "treatments", number, "served_on")
        for given in row.served_on:
            yield injured, _Day(path, given, "treatment"), "treatment of an injury follows it"


def _of_dispute(dispute: LiabilityDispute, path: Path) -> Iterator[tuple[_Day, _Day, str]]:
    raised = _Day((*path, "raised_on"), dispute.raised_on, "dispute raised")
    resolved = _Day((*path, "resolved_on"), dispute.resolved_on, "dispute resolved")
    served = _Day((*path, "resolution_served_on"), dispute.resolution_served_on, "service of the resolution")
    yield raised, resolved, "a dispute is resolved after it is raised (Labor Code 4610(l))"
    yield resolved, served, "a resolution is served after it is made (Labor Code 4610.5(h)(2))"


def _treatments(filing: Filing) -> Iterator[Contradiction]:
    treatments = filing.application.treatments
    if not treatments:
        yield Contradiction(("application", "treatments"), "There is no disputed treatment.", "Give each as worded.")
    for place, listed in enumerate(treatments):
        if listed.number != place + 1:
            what = f"The number {listed.number} stands at place {place + 1}."
            path: Path = ("application", "treatments", place, "number")
            yield Contradiction(path, what, "Number the disputed treatments 1, 2, 3 in the order of the form.")
        if not listed.wording.strip():
            path = ("application", "treatments", place, "wording")
            yield Contradiction(path, "The wording is empty.", "Give the treatment as it is worded on the form.")


def _decided(filing: Filing, decision: UrDecision) -> Iterator[Contradiction]:
    seen: set[int] = set()
    known = {listed.number for listed in filing.application.treatments}
    for place, row in enumerate(decision.treatments):
        path: Path = ("ur_decision", "treatments", place)
        if row.number in seen:
            yield Contradiction((*path, "number"), f"Treatment {row.number} is decided twice.", "Keep one entry.")
        if row.number not in known:
            what = f"There is no treatment {row.number} on the application."
            yield Contradiction((*path, "number"), what, "Write the number that the application gives it.")
        seen.add(row.number)
        yield from _amounts(row, path)


def _amounts(row: UrTreatment, path: Path) -> Iterator[Contradiction]:
    for field, amount in (("asked", row.asked), ("certified", row.certified)):
        if amount is not None and amount.value < 0:
            yield Contradiction((*path, field, "value"), f"{amount.value:g} is no amount.", "Write 0 or more.")
    if row.asked is not None and row.certified is not None:
        if row.asked.unit != row.certified.unit:
            what = f"{row.certified.unit} certified of {row.asked.unit} asked for cannot be compared."
            yield Contradiction((*path, "certified", "unit"), what, "Give both in one unit.")
        elif row.action is UrAction.APPROVED and row.certified.value < row.asked.value:
            what = f"Approved, but {row.certified.value:g} of {row.asked.value:g} {row.asked.unit} certified."
            yield Contradiction((*path, "action"), what, "Write modified, or mend an amount.")
    if row.action is UrAction.DENIED and row.certified is not None and row.certified.value > 0:
        what = f"Denied, but {row.certified.value:g} {row.certified.unit} certified."
        yield Contradiction((*path, "action"), what, "Write modified, or leave out what is certified.")


def _references(filing: Filing) -> Iterator[Contradiction]:
    """Entries that name a treatment which the application does not list."""
    known = {listed.number for listed in filing.application.treatments}
    named = itertools.chain(
        ((("authorizations", place, "treatment"), row.treatment) for place, row in enumerate(filing.authorizations)),
        ((("changes", place, "treatment"), row.treatment) for place, row in enumerate(filing.changes)),
        (
            (("liability", place, "treatments", at), number)
            for place, row in enumerate(filing.liability)
            for at, number in enumerate(row.treatments)
        ),
    )
    for path, number in named:
        if number not in known:
            what = f"There is no treatment {number} on the application."
            yield Contradiction(path, what, "Write the number that the application gives it.")


def _people(filing: Filing) -> Iterator[Contradiction]:
    parties = filing.parties
    born, injured = parties.employee.born_on, filing.application.injured_on
    if born is not None and (injured - born).days / 365.25 > _OLDEST_YEARS:
        what = f"Born on {born}, the employee would have been older than {_OLDEST_YEARS} years at the injury."
        yield Contradiction(("parties", "employee", "born_on"), what, "Mend one of the two days.")
    address = parties.employee.contact.address
    if address is not None and address.state and len(address.state) != _STATE_LETTERS:
        path: Path = ("parties", "employee", "contact", "address", "state")
        yield Contradiction(path, f"“{address.state}” is no state.", "Write it as two letters, such as CA.")
    for role in ("requesting_physician", "emergency_provider", "ur_physician"):
        physician = getattr(parties, role)
        if physician is not None and physician.npi and not _is_npi(physician.npi):
            what = f"“{physician.npi}” is no NPI: it has {_NPI_DIGITS} digits."
            yield Contradiction(("parties", role, "npi"), what, "Write the ten digits, or leave it out.")


def _is_npi(number: str) -> bool:
    return len(number) == _NPI_DIGITS and number.isascii() and number.isdigit()


def _instants(filing: Filing) -> Iterator[Contradiction]:
    """An instant without its offset from universal time names no moment."""
    application, decision = filing.application, filing.ur_decision
    given: list[tuple[Path, dt.datetime | None]] = [(("application", "received_at"), application.received_at)]
    if application.certification is not None:
        given.append((("application", "certification", "received_at"), application.certification.received_at))
    if decision is not None:
        given.append((("ur_decision", "request_received_at"), decision.request_received_at))
    for path, instant in given:
        if instant is not None and instant.tzinfo is None:
            what = f"{instant:%Y-%m-%d %H:%M} does not say its time zone."
            yield Contradiction(path, what, "Add the offset, such as 2026-03-02T09:30-08:00.")
