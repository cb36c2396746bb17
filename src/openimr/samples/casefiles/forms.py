"""Drafts the papers that follow from the filing alone: application, utilization review decision, request, fax cover.

Source: 8 CCR 9792.10.1(b) and 9792.10.2 (what DWC Form IMR asks for), 9792.9.1(e) (what a decision tells), 9785(g)
(DWC Form RFA). All sentences are invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.cases.terms import UrAction
from openimr.cases.utilization import UrTreatment
from openimr.samples.casefiles.drafts import Draft, Fact, Form, Look, Role, Said, Section
from openimr.samples.casefiles.framing import shown_date
from openimr.samples.casefiles.story import Story
from openimr.samples.casefiles.vocabulary import service_code

__all__ = ["application_draft", "decision_draft", "fax_cover_draft", "filing_drafts", "notice_draft", "request_draft"]

_DONE = {
    UrAction.DENIED: "denied",
    UrAction.MODIFIED: "modified",
    UrAction.DELAYED: "deferred",
    UrAction.APPROVED: "approved",
}


def filing_drafts(story: Story) -> tuple[Draft, ...]:
    """The papers of the filing itself, without those that the story says are missing."""
    drafts = [decision_draft(story), notice_draft(story), fax_cover_draft(story)]
    if not story.is_application_missing:
        drafts.insert(0, application_draft(story))
    if not story.is_request_missing:
        drafts.append(request_draft(story))
    return tuple(drafts)


def _row(label: str, value: object) -> Said:
    return Said(f"{label}|{value}")


def application_draft(story: Story) -> Draft:
    """The application for Independent Medical Review, filled in."""
    filing, application, parties = story.filing, story.filing.application, story.filing.parties
    employee, injured = parties.employee, shown_date(application.injured_on, 0)
    people = [
        _row("Employee", employee.name.whole),
        _row("Date of birth", shown_date(employee.born_on, 0) if employee.born_on else ""),
        _row("Telephone", employee.contact.phone),
        Said(f"Date of injury|<<{injured}>>", (Fact(kind=FindingKind.INJURY, on=application.injured_on),)),
        _row("Claim number", application.claim_number),
        _row("Employer", parties.employer.name),
        _row("Claims administrator", parties.claims_administrator.name),
        _row("Adjuster", parties.claims_administrator.adjuster),
        _row("Requesting physician", story.authors[Role.TREATING].signed),
        _row("Attorney", parties.attorney.name.whole if parties.attorney else "none"),
        _row("Primary diagnosis", application.primary_diagnosis),
        _row("Date of the decision", shown_date(application.ur_decided_on, 0) if application.ur_decided_on else ""),
    ]
    listed = [Said("No.|Disputed medical treatment|Liability disputed")]
    listed += [
        Said(f"{row.number}|<<{row.wording}>>|No", (Fact(kind=FindingKind.REQUEST, code=service_code(row.wording)),))
        for row in filing.application.treatments
    ]
    consent = [
        Said("x|Regular review"),
        Said("|Expedited review"),
        Said("x|I consent to the release of my medical records for this review"),
        Said("x|A copy of the utilization review decision is attached"),
    ]
    sections = (
        Section(said=tuple(people), form=Form.FIELDS),
        Section(heading="Disputed medical treatment", said=tuple(listed), form=Form.TABLE),
        Section(heading="Type of review and consent", said=tuple(consent), form=Form.CHECKS),
    )
    signer = Role.ATTORNEY if Role.ATTORNEY in story.authors else Role.EMPLOYEE
    signed_on = (application.signature.dated_on if application.signature else None) or application.received_on
    return Draft(kind=DocumentKind.APPLICATION, by=signer, on=signed_on, sections=sections)


def _action(story: Story, row: UrTreatment) -> Said:
    """What was decided on one treatment, with its amounts."""
    count = row.asked.value if row.asked else None
    if row.action is UrAction.MODIFIED and row.asked and row.certified:
        text = (
            f"{row.wording}: <<the request is modified; {row.certified.value:g} of {row.asked.value:g} "
            f"{row.asked.unit} are certified>>."
        )
        count = row.certified.value
    else:
        text = f"{row.wording}: <<the request is {_DONE[row.action]}>>."
    fact = Fact(
        kind=FindingKind.UR_ACTION,
        name=row.action,
        code=service_code(row.wording),
        count=count,
        unit=row.asked.unit if row.asked else "",
        on=story.filing.application.ur_decided_on,
        clash="action" if story.ur_notice and row.number == 1 else "",
    )
    return Said(text, (fact,))


def decision_draft(story: Story) -> Draft:
    """The decision of utilization review, with what it adds to its reasons in this story."""
    decision = story.filing.ur_decision
    rows = decision.treatments if decision else ()
    requested = decision.requested_on if decision else None
    opening = Said(
        f"A request for authorization dated {shown_date(requested, 0) if requested else 'on file'} was reviewed. "
        "The reviewer holds an unrestricted licence and took part in no earlier decision on it."
    )
    reasons = dict.fromkeys(f"{row.reason} Guideline: {row.guideline}." for row in rows)
    sections = [
        Section(said=(opening,)),
        Section(heading="Decision", said=tuple(_action(story, row) for row in rows), form=Form.LIST),
        Section(
            heading="Clinical reasons and guideline",
            said=tuple(Said(reason) for reason in reasons) + story.ur_says,
        ),
        Section(
            heading="Records reviewed",
            form=Form.LIST,
            said=tuple(Said(it) for it in (decision.records_listed if decision else ())),
        ),
    ]
    on = decision.decided_on if decision else story.filing.application.received_on
    return Draft(
        kind=DocumentKind.UR_DECISION,
        by=Role.UTILIZATION_REVIEW,
        on=on,
        sections=tuple(it for it in sections if it.said),
    )


def notice_draft(story: Story) -> Draft:
    """The letter to the employee that tells of the decision (9792.10.5(a)(1)(C))."""
    decision, parties = story.filing.ur_decision, story.filing.parties
    on = decision.decided_on if decision else story.filing.application.received_on
    address = parties.employee.contact.address
    lines = [parties.employee.name.whole, *(address.lines if address else ())]
    if address:
        lines.append(f"{address.city}, {address.state} {address.postal_code}")
    told = story.ur_notice or (
        Said("Utilization review has decided on a request of your physician; its letter is enclosed."),
    )
    body = (
        Section(said=(Said(", ".join(lines)),)),
        Section(said=(Said(f"Regarding claim {story.filing.application.claim_number}"),)),
        Section(said=(Said(f"Dear {story.surname}:"),)),
        Section(said=told),
        Section(
            said=(
                Said(
                    "If you disagree, you may ask for Independent Medical Review within the time that the form states."
                ),
            )
        ),
    )
    return Draft(kind=DocumentKind.CORRESPONDENCE, by=Role.CLAIMS_ADMINISTRATOR, on=on, sections=body)


def request_draft(story: Story) -> Draft:
    """The request for authorization."""
    decision = story.filing.ur_decision
    on = (decision.requested_on if decision else None) or story.filing.application.received_on
    rows = decision.treatments if decision else ()
    table = [Said("Diagnosis|Treatment requested|Quantity")]
    for row in rows:
        asked = f"{row.asked.value:g} {row.asked.unit}" if row.asked else "as worded"
        fact = Fact(
            kind=FindingKind.REQUEST,
            mode=Mode.PLANNED,
            code=service_code(row.wording),
            count=row.asked.value if row.asked else None,
            unit=row.asked.unit if row.asked else "",
            on=on,
        )
        table.append(Said(f"{story.filing.application.primary_diagnosis}|<<{row.wording}>>|{asked}", (fact,)))
    checks = (Said("x|New request"), Said("|Resubmission: change in material facts"), Said("|Expedited review"))
    sections = [
        Section(said=checks, form=Form.CHECKS),
        Section(heading="Requested treatment", said=tuple(table), form=Form.TABLE),
    ]
    if story.request_says:
        sections.append(Section(heading="Reason", said=story.request_says))
    return Draft(
        kind=DocumentKind.REQUEST_FOR_AUTHORIZATION, by=Role.TREATING, on=on, sections=tuple(sections), look=Look.FAX
    )


def fax_cover_draft(story: Story, days_later: int = 6) -> Draft:
    """The cover sheet below which late records came."""
    on = story.filing.application.received_on + dt.timedelta(days=days_later)
    author, administrator = story.authors[Role.TREATING], story.filing.parties.claims_administrator
    rows: Sequence[Said] = (
        _row("To", f"Records, {administrator.name}"),
        _row("From", author.firm),
        _row("Attention", administrator.adjuster),
        _row("Fax", author.fax or author.phone),
        _row("Claim number", story.filing.application.claim_number),
        _row("Patient", story.filing.parties.employee.name.whole),
    )
    note = Said("More records follow. Some pages were sent before; please match them with what you have.")
    sections = (Section(said=tuple(rows), form=Form.FIELDS), Section(heading="Message", said=(note,)))
    return Draft(kind=DocumentKind.FAX_COVER, by=Role.TREATING, on=on, sections=sections, look=Look.FAX)
