"""Facts of invented cases, with defaults; a test shows only what matters to it."""

from __future__ import annotations

from openimr.citations import Pin, Span
from openimr.guidelines.criteria import Fact, Facts, FactSource, FactValue, NotDocumented, Number, YesNo

RECORD, UR_DECISION, OPINION = FactSource.RECORD, FactSource.UR_DECISION, FactSource.REVIEWER_OPINION


def pin(page: int = 3, document: str = "progress note") -> Pin:
    """A place in a document of the record."""
    return Pin(document=document, page=page, span=Span(start=0, end=2), quote="12")


def fact(name: str, value: FactValue, source: FactSource = RECORD, *, body: str | None = None) -> Fact:
    """One statement; what the record says stands on page 3 of a progress note."""
    return Fact(name=name, value=value, source=source, pins=(pin(),) if source is RECORD else (), body=body)


def sessions(count: float, source: FactSource = RECORD, *, unit: str = "session", body: str | None = None) -> Fact:
    """Earlier sessions of the course."""
    return fact("prior_sessions", Number(amount=count, unit=unit), source, body=body)


def said(name: str, source: FactSource = RECORD, *, is_so: bool = True) -> Fact:
    """A yes-or-no fact."""
    return fact(name, YesNo(is_so=is_so), source)


def silent(name: str) -> Fact:
    """The record was looked through and does not say it."""
    return fact(name, NotDocumented())


def of(*facts: Fact) -> Facts:
    """Facts of one case."""
    return Facts(facts=facts)
