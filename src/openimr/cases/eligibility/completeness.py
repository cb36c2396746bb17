"""INCOMPLETE, QUERY_OPEN, QUERY_UNANSWERED: what the form must hold, and questions that were asked about it.

Source: 8 CCR 9792.10.2, 9792.10.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.calendars.deadlines import due
from openimr.cases.application import Application, InformationRequest, SignerRole
from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Ask, Reason, reason
from openimr.cases.parties import Parties

__all__ = ["find"]

_ASKED = {
    SignerRole.CLAIMS_ADMINISTRATOR: Ask.CLAIMS_ADMINISTRATOR,
    SignerRole.REQUESTING_PHYSICIAN: Ask.REQUESTING_PHYSICIAN,
}


def find(at: Look) -> Iterator[Reason]:
    """What the form lacks, and which question is open."""
    empty = _empty_fields(at.application, at.parties)
    if empty:
        told = ", ".join(empty)
        yield reason("incomplete", f"The form does not say: {told}.", missing=f"On DWC Form IMR: {told}.")
    if at.application.consents_to_records is False:
        yield reason("consent-refused", "The employee did not consent to obtaining medical records.")
    for query in at.application.queries:
        yield from _query(at, query)


def _empty_fields(application: Application, parties: Parties) -> list[str]:
    """The fields without which a case cannot be told from others or served on its parties."""
    fields = {
        "claim number": application.claim_number,
        "date of birth of the employee": parties.employee.born_on,
        "address of the employee": parties.employee.contact.address,
        "employer": parties.employer.name,
        "claims administrator": parties.claims_administrator.name,
        "address of the claims administrator": parties.claims_administrator.contact.address,
        "requesting physician": parties.requesting_physician.name.last,
        "disputed treatment": application.treatments,
    }
    return [name for name, value in fields.items() if not value]


def _query(at: Look, query: InformationRequest) -> Iterator[Reason]:
    """A question without an answer: it waits until the answer is due, afterwards one decides on what is there."""
    if query.answered_on is not None and query.answered_on <= at.on:
        return
    limit = due("eligibility-answer", query.received_on or query.asked_on, rules_on=at.application.received_on)
    who = query.to.value.replace("_", " ")
    ask = _ASKED.get(query.to, Ask.EMPLOYEE)
    if at.on <= limit.due_on:
        says = f"The {who} was asked on {query.asked_on} about {query.about}; the answer is due on {limit.due_on}."
        yield reason("query-open", says, deadline=limit, cure_by=limit.due_on, missing=f"About {query.about}.", ask=ask)
    else:
        says = f"The {who} did not answer by {limit.due_on} about {query.about}; one decides on what is there."
        yield reason("query-unanswered", says, deadline=limit)
