"""All that is known of a case on one day, worked out once: what ``openimr case show`` tells as text, HTML or JSON.

Source: design, sections 1 and 4; issue of the case file, part H.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.casefile.documents import Checklist, IndexRow
from openimr.casefile.model import Finding
from openimr.casefile.pages import Cure
from openimr.casefile.timeline import Timeline
from openimr.cases.clock import Clock
from openimr.cases.eligibility import Screening
from openimr.cases.letters import LetterDue
from openimr.cases.life_cycle import Refused
from openimr.cases.terms import Priority, UrAction
from openimr.cases.utilization import UrTreatment
from openimr.citations import Pin, Value
from openimr.guidelines.application import Application
from openimr.reviewers.matching import Candidate
from openimr.treatments.request import TreatmentRequest

__all__ = ["Course", "Dispute", "Missing", "MissingKind", "Overview", "Panelists", "Records"]


class Course(Value, frozen=True, kw_only=True):
    """Where the case stands by its events: state in words, clocks with their arithmetic, letters that are due.

    ``refused`` is the first recorded event that the life cycle does not allow; what comes after it was not applied.
    ``recorded`` says in words what happened, one line an event.
    """

    state: str
    recorded: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    letters: tuple[LetterDue, ...] = ()
    refused: Refused | None = None


class Records(Value, frozen=True, kw_only=True):
    """The documents of the case file, what is required and missing, and which pages to ask for again."""

    documents: tuple[IndexRow, ...]
    checklist: Checklist
    cures: tuple[Cure, ...]
    pages: int
    refused_files: tuple[str, ...] = ()


class Panelists(Value, frozen=True, kw_only=True):
    """The first candidates in their order, some who may not be assigned, and the number of each.

    ``others`` are told with the reasons that bar or hold them; ``hindrances`` are told where nobody may be assigned.
    """

    eligible: tuple[Candidate, ...]
    eligible_count: int
    others: tuple[Candidate, ...]
    others_count: int
    organization: tuple[str, ...] = ()
    hindrances: tuple[str, ...] = ()


class MissingKind(StrEnum):
    """Why a fact is missing."""

    NOT_DOCUMENTED = "not_documented"
    CONTRADICTED = "contradicted"


class Missing(Value, frozen=True, kw_only=True):
    """A fact that could change an answer: its name and words, why it is missing, and for which recommendations."""

    fact: str
    words: str
    kind: MissingKind
    recommendations: tuple[str, ...]
    pins: tuple[Pin, ...] = ()


class Dispute(Value, frozen=True, kw_only=True):
    """One disputed treatment: what was asked, what utilization review did, and what the guidelines in force say.

    ``applications`` has one for each request in the wording. ``findings`` are those of the records that speak of it.
    """

    number: int
    wording: str
    action: UrAction | None
    ur: UrTreatment | None
    requests: tuple[TreatmentRequest, ...]
    applications: tuple[Application, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...] = ()


class Overview(Value, frozen=True, kw_only=True):
    """A case on the day ``on``. ``records``, ``timeline`` and ``panelists`` are ``None`` where the folder has no such.

    ``employee``, ``claims_administrator`` and ``requesting_physician`` are names: the page is for those entitled to the
    case. ``absent`` says what the folder lacks, and what to do; ``invented`` that the whole case was made up.
    """

    number: str
    on: dt.date
    priority: Priority
    employee: str
    claims_administrator: str
    requesting_physician: str
    screening: Screening
    course: Course
    records: Records | None
    timeline: Timeline | None
    panelists: Panelists | None
    disputes: tuple[Dispute, ...]
    absent: tuple[str, ...] = ()
    invented: bool = False
