"""A case with a case file made of findings by hand, for tests of facts and disputes. All of it is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.casefile.model import CaseFile, Document, DocumentKind, Finding, FindingKind
from openimr.cases.filing import Filing
from openimr.cases.utilization import UrTreatment
from openimr.guidelines.criteria.facts import Fact, Facts, FactSource, FactValue
from openimr.reviews.facts import facts_of
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.headings import requests_in
from unit.casefile.findings.scoring import a_page
from unit.casefile.timeline.cases import a_document, a_finding
from unit.cases.factories import FILING

__all__ = ["DAY", "DOCUMENTS", "LETTER", "NOTE", "OLD", "OPERATION", "REQUEST", "a_case", "facts", "sessions", "values"]

DAY = dt.date(2025, 2, 26)
"""The day of the request for authorization of the sound filing."""

FORM, LETTER, REQUEST, NOTE, LATER, OPERATION, OLD = range(1, 8)
"""The numbers of documents, each of one page: application, decision, request, reports, operative report, old report."""

DOCUMENTS = (
    a_document(FORM, DocumentKind.APPLICATION, "2025-03-20"),
    a_document(LETTER, DocumentKind.UR_DECISION, "2025-03-03"),
    a_document(REQUEST, DocumentKind.REQUEST_FOR_AUTHORIZATION, "2025-02-26"),
    a_document(NOTE, DocumentKind.PROGRESS_REPORT, "2025-02-10"),
    a_document(LATER, DocumentKind.PROGRESS_REPORT, "2025-03-15"),
    a_document(OPERATION, DocumentKind.OPERATIVE_REPORT, "2024-12-02"),
    a_document(OLD, DocumentKind.PROGRESS_REPORT, "2021-05-04"),
)


def a_case(
    *findings: Finding,
    filing: Filing = FILING,
    documents: Sequence[Document] = DOCUMENTS,
    texts: Sequence[str] = (),
) -> WholeCase:
    """A case with these findings; ``texts`` are those of its pages, in their order."""
    pages = tuple(a_page(texts[at] if at < len(texts) else "", at + 1) for at in range(len(documents)))
    case_file = CaseFile(pages=pages, documents=tuple(documents), findings=findings)
    return WholeCase(filing=filing, case_file=case_file)


def facts(whole: WholeCase, wording: str = "Physical therapy 2x6 lumbar spine", ur: UrTreatment | None = None) -> Facts:
    """The facts of a case for the first request of this wording."""
    return facts_of(whole, requests_in(wording)[0], ur=ur, on=DAY)


def sessions(count: float, document: int = NOTE, code: str = "physical_therapy", part: str = "") -> Finding:
    """A finding that counts sessions."""
    return a_finding(FindingKind.SESSIONS, document, name=code, code=code, count=count, unit="session", part=part)


def values(known: Facts, name: str) -> list[tuple[FactSource, FactValue]]:
    """Who says which value of a fact."""
    return [(fact.source, fact.value) for fact in told(known, name)]


def told(known: Facts, name: str) -> tuple[Fact, ...]:
    """All facts of one name."""
    return known.of(name)
