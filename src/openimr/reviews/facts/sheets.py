"""Holds the two sheets of the rulebook that say which finding gives which fact, and which diagnosis is which condition.

Source: ``fact_of_finding.yaml``, ``condition_of_diagnosis.yaml`` and ``findings_disciplines.yaml`` of ``casefile/``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

import msgspec

from openimr.casefile.model import DocumentKind, FindingKind
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = [
    "ConditionRow",
    "FactRow",
    "Of",
    "Taken",
    "condition_rows",
    "conditions_told",
    "discipline_of_service",
    "fact_rows",
]


class Taken(StrEnum):
    """How the value of a fact is taken from findings; the last two say that no finding gives it."""

    SESSIONS = "sessions"
    SESSIONS_FOR_THE_INJURY = "sessions_for_the_injury"
    CERTIFIED = "certified"
    REQUESTED = "requested"
    YES_OR_NO = "yes_or_no"
    DOCUMENT = "document"
    PERCENT = "percent"
    LAST_DAY = "last_day"
    INJURY = "injury"
    OPERATIONS = "operations"
    OPERATION_DAY = "operation_day"
    DIAGNOSES = "diagnoses"
    AGE = "age"
    PAIN_LENGTH = "pain_length"
    PHASE = "phase"
    COURSE_OF_SCORES = "course_of_scores"
    LAST_SCORES = "last_scores"
    WORK = "work"
    BY_WORDING = "by_wording"
    BY_A_PERSON = "by_a_person"


class Of(StrEnum):
    """Of which service a finding must be."""

    REQUEST = "request"
    LISTED = "listed"
    ANY = "any"


class FactRow(Value, frozen=True, kw_only=True):
    """Which findings give one fact.

    ``kinds`` are the kinds of findings; ``of`` says of which service they must be, ``codes`` are those listed.
    ``is_so`` and ``is_not`` are names of findings that say that it is so, or is not; ``quotes`` are words of which one
    must stand in the words quoted, or, for sessions, in the sentence around them. ``documents`` are kinds of documents.
    ``is_current`` asks for a page within the time that reports on the current condition reach back.
    """

    fact: str
    taken: Taken
    means: str
    source: str
    verification: Verification
    kinds: tuple[FindingKind, ...] = ()
    of: Of = Of.ANY
    codes: tuple[str, ...] = ()
    is_so: tuple[str, ...] = ()
    is_not: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    documents: tuple[DocumentKind, ...] = ()
    is_current: bool = False


class ConditionRow(Value, frozen=True, kw_only=True):
    """Which diagnoses are a condition that recommendations name.

    ``codes`` are codes of ICD-9-CM and ICD-10-CM, or their beginnings; ``words`` stand in the name of the diagnosis;
    where ``parts`` are given, words count only for a diagnosis of one of these parts of the body. ``says`` names the
    condition in a sentence, where its id does not.
    """

    condition: str
    source: str
    verification: Verification
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    says: str = ""

    def has_code(self, code: str) -> bool:
        """Whether ``code`` is one of the codes, or lies below one of them."""
        return bool(code) and any(code == own or (code.startswith(own) and "." in code) for own in self.codes)

    def has_words(self, name: str, part: str) -> bool:
        """Whether the name of a diagnosis of this part of the body holds the words of the condition."""
        if self.parts and part not in self.parts:
            return False
        return self.pattern.search(name) is not None if self.words else False

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the words of the condition."""
        return _pattern(self.words)


class _Discipline(msgspec.Struct, frozen=True, kw_only=True):
    discipline: str
    services: tuple[str, ...]


@cache
def fact_rows() -> tuple[FactRow, ...]:
    """All rows that say which finding gives which fact."""
    return load("casefile/fact_of_finding.yaml", FactRow)


@cache
def condition_rows() -> tuple[ConditionRow, ...]:
    """All rows that say which diagnosis is which condition."""
    return load("casefile/condition_of_diagnosis.yaml", ConditionRow)


@cache
def conditions_told() -> dict[str, str]:
    """How each condition of the sheet is named in a sentence."""
    return {row.condition: row.says or row.condition.replace("_", " ") for row in condition_rows()}


def discipline_of_service(code: str) -> str:
    """The discipline that the sessions of a service count in; the service itself where no row names it.

    >>> discipline_of_service("cbt"), discipline_of_service("epidural_steroid_injection")
    ('psychotherapy', 'epidural_steroid_injection')
    """
    return _disciplines().get(code, code)


@cache
def _disciplines() -> dict[str, str]:
    rows = load("casefile/findings_disciplines.yaml", _Discipline)
    return {service: row.discipline for row in rows for service in row.services}


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    phrases = (r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)
