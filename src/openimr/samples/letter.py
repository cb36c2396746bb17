"""One invented letter while it is made: the case, its decisions, and all that an error may still change."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import msgspec

from openimr.determinations.model import (
    Basis,
    Dates,
    Determination,
    DisputedTreatment,
    DocumentReviewed,
    Employee,
    Issuer,
    Layout,
    Outcome,
    ReviewerQualifications,
    Sex,
)
from openimr.determinations.reading.basis import read_basis
from openimr.samples.case import Case, invent_case
from openimr.samples.citing import Cited, cite, word_basis
from openimr.samples.documents import invent_documents
from openimr.samples.layouts import l1
from openimr.samples.layouts.process import describe
from openimr.samples.passage import Passage
from openimr.samples.rationale import invent_rationale
from openimr.samples.requests import Request, invent_requests, regions_for
from openimr.samples.reviewers import invent_reviewer
from openimr.samples.summary import invent_summary
from openimr.samples.tables import sentences

__all__ = ["Decision", "Letter", "invent_letter"]

_BODY_ONLY = 0.6
# Nobody has this number or this address.
_ISSUER = Issuer(
    name="Sample Review Organization",
    address="1 Example Plaza, Sacramento, CA 95814",
    phone="(555) 555-0100",
    email="help@review.example",
)
_HAS_DOCUMENTS = frozenset({Layout.L1, Layout.L2, Layout.L3, Layout.OPEN})
_WITHOUT_STANDARD = frozenset({Layout.L1, Layout.L2})
_DRIFTING = frozenset({Layout.L4A, Layout.L4B})
_HAS_FRONT = frozenset({Layout.L1, Layout.L3, Layout.L5, Layout.OPEN})


@dataclass(slots=True)
class Decision:
    """One disputed treatment of a letter, with its bases as worded."""

    request: Request
    heading: str
    outcome: Outcome | None
    administrator_cited: tuple[Cited, ...]
    reviewer_cited: tuple[Cited, ...]
    administrator_basis: str
    reviewer_basis: str
    rationale: Passage
    plain_reason: str | None = None


@dataclass(slots=True)
class Letter:
    """A letter whose parts can still be changed; :meth:`truth` says what it comes to.

    ``erased`` holds words of the values, and the same words as they stand where a name was taken out between them.
    """

    case: Case
    layout: Layout
    age: int | None
    sex: Sex | None
    dates: Dates
    reviewer: ReviewerQualifications
    documents: tuple[DocumentReviewed, ...]
    summary: Passage
    decisions: list[Decision]
    has_front: bool
    erased: list[tuple[str, str]] = field(default_factory=list)

    def truth(self) -> Determination:
        """What the letter says, as far as its layout shows it."""
        dates = self.dates
        return Determination(
            layout=self.layout,
            case_number=self.case.case_number if self.has_front else None,
            issuer=_ISSUER if self.layout is Layout.OPEN else None,
            priority=self.case.priority if self.has_front and self.layout is not Layout.L1 else None,
            dates=dates if self.has_front else self._told_days(),
            employee=Employee(age_years=self.age, sex=self.sex),
            reviewer=self._reviewer(),
            documents_reviewed=self.documents,
            clinical_case_summary=self._summary(),
            disputed_treatments=tuple(_treatment(decision, self.layout) for decision in self.decisions),
        )

    def _told_days(self) -> Dates:
        """The days that the prose gives whole."""
        injury = None if self.case.style.is_vague else self.dates.injury
        return Dates(injury=injury, ur_decision=self.dates.ur_decision)

    def _reviewer(self) -> ReviewerQualifications:
        """The reviewer; the whole statement is kept where its wording is not the standard one of the layout."""
        is_drifted = self.case.style.is_drifted and self.layout in _DRIFTING
        if self.reviewer.statement or not (is_drifted or self.layout in _WITHOUT_STANDARD):
            return self.reviewer
        words = describe(self.reviewer, self.layout)
        if is_drifted:
            words = words.replace("items/services", "items/Service")
        return msgspec.structs.replace(self.reviewer, statement=words)

    def _summary(self) -> str | None:
        """The summary; that of L1 begins with where it was taken from, and is quoted."""
        text = self.summary.text() or None
        if text and self.layout is Layout.L1 and self.dates.ur_decision:
            return f"{l1.taken_from(self.dates.ur_decision)} \u201c{text}\u201d"
        return text


def _treatment(decision: Decision, layout: Layout) -> DisputedTreatment:
    return DisputedTreatment(
        heading=decision.heading,
        outcome=decision.outcome,
        claims_administrator_basis=None if layout is Layout.L2 else _basis(decision.administrator_basis),
        reviewer_basis=_basis(decision.reviewer_basis),
        rationale=decision.rationale.text() or None,
        plain_reason=decision.plain_reason,
    )


def _basis(text: str) -> Basis:
    # What a statement cites is a pure function of its words, so the reader of statements tells it here too.
    return read_basis(text) if text else Basis()


def invent_letter(rng: Random, layout: Layout, *, count: int, first: tuple[str, ...] = ()) -> Letter:
    """A letter of ``layout`` on ``count`` requests, without any error.

    The first requests are of the families or services in ``first``, each of which fits a part of the body that the
    case is about.
    """
    case = invent_case(rng, layout, regions_for(rng, first))
    requests = invent_requests(rng, case, count=count, first=first)
    return Letter(
        case=case,
        layout=layout,
        age=case.age,
        sex=case.sex,
        dates=case.dates,
        reviewer=invent_reviewer(rng, layout, requests),
        documents=invent_documents(rng, case) if layout in _HAS_DOCUMENTS else (),
        summary=invent_summary(rng, case, requests),
        decisions=[_decide(rng, case, request) for request in requests],
        has_front=layout in _HAS_FRONT or (layout is not Layout.L2 and rng.random() >= _BODY_ONLY),
    )


def _decide(rng: Random, case: Case, request: Request) -> Decision:
    theirs = cite(rng, case, request)
    is_ours = case.layout is Layout.OPEN
    ours = theirs if rng.random() < 0.5 else cite(rng, case, request)
    return Decision(
        request=request,
        heading=request.heading,
        outcome=request.outcome,
        administrator_cited=theirs,
        reviewer_cited=ours,
        administrator_basis=word_basis(theirs, case.layout, "administrator"),
        reviewer_basis=word_basis(ours, case.layout, "reviewer"),
        rationale=invent_rationale(rng, request, ours),
        plain_reason=rng.choice(sentences("rationales")[f"plain-{request.outcome}"]) if is_ours else None,
    )
