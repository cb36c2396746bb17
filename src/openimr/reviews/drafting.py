"""Makes of a review the determination that it comes to: a draft until it is signed and issued.

Nothing is added to what the reviewer wrote but what the case itself says: parties, days, the documents opened, what
utilization review decided. No sentence is composed here.

Source: Labor Code 4610.6(e), (f); 8 CCR 9792.10.6(d).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from openimr.calendars.instants import pacific_day
from openimr.casefile.documents import reviewed_entries
from openimr.casefile.model import CaseFile
from openimr.cases.events import Assigned, Event
from openimr.cases.filing import DisputedTreatment as Disputed
from openimr.cases.terms import Priority
from openimr.citations import Pin
from openimr.determinations.model import (
    Basis,
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    Issuer,
    Layout,
)
from openimr.determinations.reading.basis import read_basis
from openimr.reviewers.conflicts.screening import Side
from openimr.reviewers.registry import Registry, Reviewer
from openimr.reviews.qualifications import qualifications
from openimr.reviews.quoting import pin_of
from openimr.reviews.review import Ground, GuidelineChoice, Review, Statement, TreatmentReview
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.headings import requests_in

__all__ = ["drafted"]


def drafted(
    whole: WholeCase,
    review: Review,
    *,
    reviewer: Reviewer,
    numbers: Iterable[int],
    priority: Priority,
    sides: tuple[Side, ...] = (),
) -> Determination:
    """The determination that ``review`` comes to on the disputed treatments with these ``numbers``.

    ``priority`` is that of the case, which a conversion changes and the form does not.
    ``sides`` are the kinds of parties that the reviewer was screened against; they are named where the reviewer
    attested to have no affiliation. The day of issue is absent: the exact text is signed before. Quotations that do not
    stand on their page leave no pin, and what is undecided stays so; the laws say that it may not be issued then.
    """
    filing = whole.filing
    application, employee = filing.application, filing.parties.employee
    day = _day_of(review, whole)
    affirmed = sides if review.attestation.no_affiliation else ()
    disputed = {row.number: row for row in filing.disputed_treatments}
    return Determination(
        layout=Layout.OPEN,
        case_number=whole.number,
        claim_number=application.claim_number or None,
        priority=priority,
        issuer=_issuer(whole.registry),
        dates=Dates(
            injury=application.injured_on,
            ur_decision=filing.ur_decision.decided_on if filing.ur_decision else application.ur_decided_on,
            application_received=application.received_on,
            assigned=_assigned_on(whole.events),
        ),
        employee=Employee(age_years=_age(employee.born_on, day), sex=employee.sex, name=employee.name.whole),
        reviewer=qualifications(reviewer, on=day, sides=affirmed),
        documents_reviewed=_documents(whole.case_file, review.opened),
        clinical_case_summary=_prose(review.summary),
        summary_pins=_pins(review.summary, whole.case_file),
        disputed_treatments=tuple(
            _treatment(disputed[number], review.treatment(number) or TreatmentReview(number=number), whole.case_file)
            for number in numbers
        ),
        invented=filing.invented,
    )


def _day_of(review: Review, whole: WholeCase) -> dt.date:
    """The day of the designation, on which credentials and age are told; else that of the receipt."""
    return pacific_day(review.designated.at) if review.designated else whole.filing.application.received_on


def _issuer(registry: Registry | None) -> Issuer | None:
    if registry is None or registry.organization is None:
        return None
    who = registry.organization.identity
    first = {"address": who.addresses, "phone": who.phones, "email": who.emails}
    return Issuer(name=who.name, **{name: values[0] if values else None for name, values in first.items()})


def _assigned_on(events: Iterable[Event]) -> dt.date | None:
    """The day of the last notice of assignment."""
    days = [pacific_day(event.at) for event in events if isinstance(event.what, Assigned)]
    return days[-1] if days else None


def _age(born_on: dt.date | None, on: dt.date) -> int | None:
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _documents(file: CaseFile | None, opened: Iterable[int]) -> tuple[DocumentReviewed, ...]:
    """What the reviewer opened, each document once, whichever of its copies it was."""
    if file is None:
        return ()
    seen = frozenset(opened)
    return tuple(
        one.entry
        for one in reviewed_entries(file)
        if one.is_opened or not seen.isdisjoint((one.number, *one.repeated_by))
    )


def _prose(statements: Iterable[Statement]) -> str | None:
    return " ".join(" ".join(one.says.split()) for one in statements if one.says.strip()) or None


def _pins(statements: Iterable[Statement], file: CaseFile | None) -> tuple[Pin, ...]:
    """The places of all statements, each once, in their order."""
    if file is None:
        return ()
    found = (pin_of(quoted, file) for one in statements for quoted in one.pins)
    return tuple(dict.fromkeys(pin for pin in found if pin is not None))


def _treatment(disputed: Disputed, decided: TreatmentReview, file: CaseFile | None) -> DisputedTreatment:
    heading = disputed.listed.wording
    guideline = disputed.ur.guideline if disputed.ur else ""
    return DisputedTreatment(
        heading=heading,
        outcome=decided.outcome,
        claims_administrator_basis=read_basis(guideline) if guideline else None,
        reviewer_basis=_basis(decided.guideline),
        rationale=_prose((*_why_not_mtus(decided.guideline), *decided.rationale)),
        plain_reason=decided.plain_reason or None,
        pins=_pins(decided.rationale, file),
        request=requests_in(heading),
    )


def _basis(chosen: GuidelineChoice) -> Basis | None:
    if chosen.uses_mtus is None and not chosen.citations:
        return None
    return Basis(uses_mtus=chosen.uses_mtus, citations=chosen.citations)


def _why_not_mtus(chosen: GuidelineChoice) -> tuple[Statement, ...]:
    """The reason stands first in the rationale: the search for the guideline begins with the MTUS."""
    return (Statement(says=chosen.why_not_mtus, ground=Ground.GUIDELINE),) if chosen.why_not_mtus else ()
