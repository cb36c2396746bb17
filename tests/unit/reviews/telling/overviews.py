"""Overviews put together by hand from real parts of an invented case; a test changes what matters to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.calendars.service import ServiceMethod
from openimr.casefile.documents import checklist, index
from openimr.casefile.model import (
    CaseFile,
    Document,
    DocumentKind,
    FileKind,
    FindingKind,
    Grade,
    Legibility,
    Page,
    PagePin,
    ReceivedFile,
)
from openimr.casefile.pages import cure_list
from openimr.casefile.timeline import timeline
from openimr.cases import events as ev
from openimr.cases.application import ListedTreatment
from openimr.cases.eligibility import screen
from openimr.cases.events import Event, Role
from openimr.cases.proposing import proposed_receipt
from openimr.cases.terms import Priority, UrAction
from openimr.cases.utilization import Amount, UrTreatment
from openimr.citations import Pin, Span
from openimr.guidelines.applying import apply
from openimr.guidelines.criteria import Fact, Facts, FactSource, NotDocumented, number
from openimr.guidelines.library import recommendations
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import PartyRole
from openimr.reviewers.registry import Tie
from openimr.reviews.course import course_of
from openimr.reviews.overview import Dispute, Missing, MissingKind, Overview, Panelists, Records
from openimr.reviews.whole_case import WholeCase
from openimr.treatments import parse
from unit.casefile.timeline.cases import a_finding
from unit.cases.factories import FILING, SIGNATURE, applied, decided
from unit.cases.stories import event, screened
from unit.reviewers.factories import a_case, a_party, a_reviewer, matched, tied

ON = dt.date(2015, 3, 3)
REQUESTED, DECIDED, RECEIVED = dt.date(2015, 1, 20), dt.date(2015, 1, 27), dt.date(2015, 2, 17)
ACUPUNCTURE = "Acupuncture 2 times a week for 6 weeks, lumbar spine"
DRUG = "Norco 10/325 mg #60 <one refill>"
REVIEWERS = ("Ondine Vellacott, M.D.", "Barnaby Quillfeather, M.D.", "Sunniva Ashgrove, D.C.")

FILED = decided(
    applied(
        FILING,
        received_on=RECEIVED,
        injured_on=dt.date(2014, 5, 6),
        ur_decided_on=DECIDED,
        treatments=(ListedTreatment(number=1, wording=ACUPUNCTURE), ListedTreatment(number=2, wording=DRUG)),
        signature=msgspec.structs.replace(SIGNATURE, dated_on=dt.date(2015, 2, 13)),
    ),
    decided_on=DECIDED,
    served_on=DECIDED,
    requested_on=REQUESTED,
    treatments=(
        UrTreatment(
            number=1,
            wording="Acupuncture 12 sessions",
            action=UrAction.MODIFIED,
            asked=Amount(value=12, unit="sessions"),
            certified=Amount(value=4, unit="sessions"),
            reason="Functional improvement is not shown.",
        ),
    ),
)

EVENTS: tuple[Event, ...] = (
    event(proposed_receipt(FILED, number="A-1"), Role.EMPLOYEE, "2015-02-17"),
    event(ev.ScreeningBegun(), Role.COORDINATOR, "2015-02-18"),
    event(screened(1, ineligible=(2,)), Role.COORDINATOR, "2015-02-19"),
    event(ev.Assigned(method=ServiceMethod.MAIL), Role.COORDINATOR, "2015-02-20"),
)


def a_pin(page: int, quote: str) -> PagePin:
    """A place in the document that begins on this page."""
    return PagePin(document=str(page), page=page, span=Span(0, len(quote)), quote=quote)


def a_page(running: int, legibility: Legibility = Legibility.READABLE, reason: str = "") -> Page:
    grade = Grade(legibility=legibility, score=0.5, reasons=(reason,) if reason else ())
    return Page(file="f" * 64, number=running, running=running, width=612, height=792, grade=grade)


def a_paper(running: int, kind: DocumentKind, on: dt.date | None, author: str = "", **given: Any) -> Document:
    """A document of the one page that has its number."""
    values = {"confidence": 0.9, **given}
    return Document(number=running, first=running, last=running, kind=kind, dated_on=on, author=author, **values)


PAPERS = (
    a_paper(1, DocumentKind.APPLICATION, dt.date(2015, 2, 13), "Ana Reyes"),
    a_paper(2, DocumentKind.UR_DECISION, DECIDED, is_opened=True),
    a_paper(3, DocumentKind.REQUEST_FOR_AUTHORIZATION, REQUESTED, "Lee Park"),
    a_paper(4, DocumentKind.PROGRESS_REPORT, dt.date(2015, 1, 12), "Lee Park", corrected=("author",)),
    a_paper(5, DocumentKind.ACUPUNCTURE_NOTE, dt.date(2014, 12, 2), "Kay Lindqvist"),
    a_paper(6, DocumentKind.CONSULTATION, None, confidence=0.3),
    a_paper(7, DocumentKind.PROGRESS_REPORT, dt.date(2015, 1, 12), "Lee Park"),
    *(a_paper(number, DocumentKind.THERAPY_NOTE, dt.date(2014, 9, number)) for number in range(8, 14)),
)
PAGES = (
    *(a_page(running) for running in range(1, 5)),
    a_page(5, Legibility.ILLEGIBLE, "The letters are not clear."),
    a_page(6, Legibility.DOUBTFUL),
    msgspec.structs.replace(a_page(7), duplicate_of=4),
    *(a_page(running) for running in range(8, 14)),
)
FINDINGS = (
    a_finding(FindingKind.INJURY, 4, name="Day of injury", on=dt.date(2014, 5, 6), says="Day of injury"),
    a_finding(FindingKind.REQUEST, 3, name="acupuncture", code="acupuncture", count=12.0, unit="session",
              says="12 sessions of acupuncture asked for"),
    a_finding(FindingKind.SESSIONS, 2, name="acupuncture", code="acupuncture", count=8.0, unit="session",
              says="8 sessions of acupuncture had"),
    a_finding(FindingKind.SESSIONS, 4, name="acupuncture", code="acupuncture", count=6.0, unit="session",
              says="6 sessions of acupuncture had"),
    a_finding(FindingKind.PAIN, 4, name="pain", value=7.0, lowest=0.0, highest=10.0, says="pain 7"),
    a_finding(FindingKind.PAIN, 5, name="pain", value=12.0, lowest=0.0, highest=10.0, says="pain 12"),
)  # fmt: skip
SENT = ReceivedFile(
    digest="f" * 64,
    names=("fax/records.pdf",),
    kind=FileKind.PDF,
    size_bytes=1,
    received_at=dt.datetime(2015, 3, 2, 9, tzinfo=dt.UTC),
    pages=len(PAGES),
    first_running=1,
)
FILE = CaseFile(files=(SENT,), pages=PAGES, documents=PAPERS, findings=FINDINGS)

FACTS = Facts(
    (
        Fact("prior_sessions", number(6, "session"), FactSource.RECORD, (a_pin(4, "6 sessions of\nacupuncture"),)),
        Fact("prior_sessions", number(8, "session"), FactSource.UR_DECISION, (a_pin(2, "8 sessions"),)),
        Fact("certified_sessions", number(4, "session"), FactSource.UR_DECISION),
        Fact("functional_improvement", NotDocumented(), FactSource.RECORD, (a_pin(4, "No change of function"),)),
    )
)


def records() -> Records:
    return Records(
        documents=index(FILE),
        checklist=checklist(FILE, request_on=REQUESTED, application_received_on=RECEIVED),
        cures=cure_list(FILE),
        pages=len(PAGES),
        refused_files=("scan 4.pdf: It is encrypted. Send it without a password.",),
    )


def panelists() -> Panelists:
    """One who may be assigned, one with a conflict, one of another specialty; all have names."""
    numbers = ("R-1", "R-2", "R-3")
    one, two, three = (
        a_reviewer(number=number, identity=Identity(name=name, is_a=Being.PERSON))
        for number, name in zip(numbers, REVIEWERS, strict=True)
    )
    two = msgspec.structs.replace(two, affiliations=(tied(Tie.EMPLOYMENT, "Umbra Claims Services"),))
    three = msgspec.structs.replace(three, board_certifications=())
    case = a_case(a_party(PartyRole.CLAIMS_ADMINISTRATOR, "Umbra Claims Services"))
    matching = matched(case, one, two, three)
    others = tuple(matching.others())
    return Panelists(
        eligible=tuple(matching.candidate(number) for number in matching.eligible),
        eligible_count=len(matching.eligible),
        others=others,
        others_count=len(others) + 40,
    )


def a_dispute(**changed: Any) -> Dispute:
    """The first disputed treatment, with all that is known of it."""
    assert FILED.ur_decision is not None
    requests = parse(ACUPUNCTURE)
    given: dict[str, Any] = {
        "number": 1,
        "wording": ACUPUNCTURE,
        "action": UrAction.MODIFIED,
        "ur": FILED.ur_decision.treatments[0],
        "requests": requests,
        "applications": tuple(
            apply(it, FACTS, on=REQUESTED, recommendations=recommendations()) for it in requests
        ),
        "missing": (
            Missing(
                fact="functional_improvement",
                words="functional improvement is documented",
                kind=MissingKind.NOT_DOCUMENTED,
                recommendations=("ACU-07",),
            ),
            Missing(
                fact="prior_sessions",
                words="the number of earlier sessions",
                kind=MissingKind.CONTRADICTED,
                recommendations=("ACU-07", "ACU-MTUS"),
                pins=(a_pin(4, "6 sessions of acupuncture"), a_pin(2, "8 sessions")),
            ),
        ),
        "findings": FINDINGS[1:4],
    }  # fmt: skip
    return Dispute(**{**given, **changed})


def undecided() -> Dispute:
    """The second, of which the decision of utilization review says nothing."""
    requests = parse(DRUG)
    applications = tuple(apply(it, Facts(), on=REQUESTED, recommendations=()) for it in requests)
    return Dispute(
        number=2, wording=DRUG, action=None, ur=None, requests=requests, applications=applications, missing=()
    )


def an_overview(**changed: Any) -> Overview:
    """A case on its way, with something to look at in each part."""
    given: dict[str, Any] = {
        "number": "A-1",
        "on": ON,
        "priority": Priority.STANDARD,
        "employee": "Ana Reyes",
        "claims_administrator": "Umbra Claims Services",
        "requesting_physician": "Lee Park",
        "screening": screen(FILED, on=ON),
        "course": course_of(WholeCase(filing=FILED, events=EVENTS)),
        "records": records(),
        "timeline": timeline(FINDINGS, PAPERS),
        "panelists": panelists(),
        "disputes": (a_dispute(), undecided()),
    }
    return Overview(**{**given, **changed})


def a_bare_overview(**changed: Any) -> Overview:
    """A case of whose folder only the application is there."""
    given: dict[str, Any] = {
        "course": course_of(WholeCase(filing=FILED)),
        "records": None,
        "timeline": None,
        "panelists": None,
        "disputes": (undecided(),),
        "absent": ("No case file: run openimr casefile index.",),
    }
    return an_overview(**{**given, **changed})


def another_pin() -> Pin:
    """A place outside the case file."""
    return Pin(document="progress note", page=3, span=Span(0, 2), quote="12")


def replaced(value: Any, **changed: Any) -> Any:
    """The same value with other fields."""
    return msgspec.structs.replace(value, **changed)
