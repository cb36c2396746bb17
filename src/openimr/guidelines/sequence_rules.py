"""Says which rules on the search for guidelines and evidence hold on a day, and what their steps and standards are.

Source: 8 CCR 9792.21.1(a); Labor Code 4610.5(c)(2); ``rulebook/law/search_rules.yaml``, ``limits.yaml``,
``search_steps.yaml`` and ``necessity_standards.yaml``, each row with its own verification.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache

import msgspec

from openimr.citations import Citation, CitationKind, Value, Verification
from openimr.errors import Fault, MalformedData, NotFound
from openimr.guidelines.recommendation import Scope
from openimr.rulebook import load

__all__ = [
    "ClosedSource",
    "LawDuty",
    "Part",
    "SearchRules",
    "SearchStep",
    "Standard",
    "StandardRule",
    "StepRule",
    "Weighing",
    "all_rules",
    "closed_sources",
    "rules_in_force",
    "search_duties",
    "search_duty",
    "standards",
    "steps",
]


class SearchStep(StrEnum):
    """A step of the search sequence, in its order."""

    MTUS = "mtus"
    SECOND_STEP = "second_step"
    THIRD_STEP = "third_step"
    STUDIES = "studies"

    @property
    def scope(self) -> Scope | None:
        """The records of the guideline library that stand at this step; ``None`` for studies, which are no records."""
        return None if self is SearchStep.STUDIES else Scope(self.value)


class Standard(StrEnum):
    """A standard of medical necessity, in its order."""

    MTUS = "mtus"
    PEER_REVIEWED_EVIDENCE = "peer_reviewed_evidence"
    PROFESSIONAL_STANDARDS = "professional_standards"
    EXPERT_OPINION = "expert_opinion"
    ACCEPTED_PRACTICE = "accepted_practice"
    LIKELY_TO_HELP = "likely_to_help"


class Part(StrEnum):
    """A part of a worksheet."""

    SEARCH = "search"
    STANDARDS = "standards"


class Weighing(StrEnum):
    """How conflicting recommendations are weighed: by the rated strength of evidence, or by the levels of studies."""

    STRENGTH = "strength"
    LEVELS = "levels"


class _Cited(Value, frozen=True):
    """What all rows of law share: where it stands, and how far that was checked."""

    id: str
    title: str
    source: str
    verification: Verification
    locator: str = ""
    edition: str = ""

    def citation(self) -> Citation:
        """Where the rule stands in the law."""
        return Citation(
            kind=CitationKind.LAW,
            title=self.title,
            locator=self.locator,
            edition=self.edition,
            verification=self.verification,
        )


class SearchRules(_Cited, frozen=True, kw_only=True):
    """The rules of one stretch of time; ``selected_by`` is how sure it is that the day of the decision selects them."""

    from_: dt.date
    to: dt.date | None
    asks: tuple[Part, ...]
    weighing: Weighing
    says: str
    selected_by: Verification

    def covers(self, on: dt.date) -> bool:
        """Whether the rules hold on a day."""
        return self.from_ <= on and (self.to is None or on <= self.to)


class WrittenRules(_Cited, frozen=True, kw_only=True):
    """A row of ``rulebook/law/search_rules.yaml``, before its first and last day are worked out."""

    from_: dt.date | None = msgspec.field(name="from", default=None)
    from_year_of: str | None = None
    asks: tuple[Part, ...]
    weighing: Weighing
    says: str
    selected_by: Verification

    def begins(self) -> dt.date:
        """The first day: its own, or that of the year which a row of ``rulebook/law/limits.yaml`` gives."""
        if self.from_ is not None:
            return self.from_
        years: dict[str, int] = {row.id: row.value for row in load("law/limits.yaml", LawLimit)}
        if self.from_year_of not in years:
            fault = Fault(self.id, f"It begins in the year of {self.from_year_of}.", "Give from, or from_year_of.")
            raise MalformedData([fault], where="law/search_rules.yaml")
        return dt.date(years[self.from_year_of], 1, 1)


class LawLimit(Value, frozen=True):
    """A number of the law: here, a year."""

    id: str
    value: int
    unit: str
    source: str
    verification: Verification


class StepRule(_Cited, frozen=True, kw_only=True):
    """One step of the sequence: what it searches, and when the search stops there or goes on."""

    number: int
    searches: str
    stops: str
    goes_on: str

    @property
    def step(self) -> SearchStep:
        """Which step it is."""
        return SearchStep(self.id)


class StandardRule(_Cited, frozen=True, kw_only=True):
    """One standard of medical necessity, with the letter of its paragraph."""

    letter: str
    says: str

    @property
    def standard(self) -> Standard:
        """Which standard it is."""
        return Standard(self.id)


class LawDuty(_Cited, frozen=True, kw_only=True):
    """One thing that a search owes beside its steps."""

    says: str


class ClosedSource(Value, frozen=True):
    """A place that was searched for guidelines once, and the day on which it was closed."""

    id: str
    closed_on: dt.date
    words: tuple[str, ...]
    says: str
    source: str
    verification: Verification

    def is_meant_by(self, source: str) -> bool:
        """Whether the words of a source name it."""
        return any(words.lower() in source.lower() for words in self.words)


@cache
def all_rules() -> tuple[SearchRules, ...]:
    """The rules on the search of all times, oldest first.

    Raises:
        MalformedData: a row does not say when it begins.
    """
    written = load("law/search_rules.yaml", WrittenRules)
    ends = (*(later.begins() - dt.timedelta(days=1) for later in written[1:]), None)
    shared = SearchRules.__struct_fields__
    return tuple(
        SearchRules(
            **{name: getattr(row, name) for name in shared if name not in {"from_", "to"}}, from_=row.begins(), to=last
        )
        for row, last in zip(written, ends, strict=True)
    )


@cache
def rules_in_force(on: dt.date) -> SearchRules:
    """The rules on the search that hold on the day of a decision.

    >>> rules_in_force(dt.date(2017, 12, 31)).id, rules_in_force(dt.date(2018, 1, 1)).id
    ('sequence-and-ranked-standards', 'sequence')

    Raises:
        NotFound: Independent Medical Review did not exist on that day.
    """
    for rules in all_rules():
        if rules.covers(on):
            return rules
    raise NotFound(
        f"No rules on the search hold on {on}.",
        where="rules_on",
        why=f"Independent Medical Review begins on {all_rules()[0].from_}.",
        remedy="Give the day of the decision.",
    )


@cache
def steps() -> dict[SearchStep, StepRule]:
    """The steps of the search sequence, in their order."""
    return {row.step: row for row in load("law/search_steps.yaml", StepRule)}


@cache
def standards() -> dict[Standard, StandardRule]:
    """The six standards of medical necessity, in their order."""
    return {row.standard: row for row in load("law/necessity_standards.yaml", StandardRule)}


@cache
def search_duties() -> dict[str, LawDuty]:
    """What a search owes beside its steps, by name."""
    return {row.id: row for row in load("law/search_duties.yaml", LawDuty)}


@cache
def closed_sources() -> tuple[ClosedSource, ...]:
    """The places that were searched once and are gone."""
    return load("law/closed_sources.yaml", ClosedSource)


def search_duty(name: str) -> LawDuty:
    """One thing that a search owes, by its name in ``rulebook/law/search_duties.yaml``.

    Raises:
        NotFound: the rulebook has no such duty.
    """
    try:
        return search_duties()[name]
    except KeyError as error:
        raise NotFound(f"The rulebook has no duty of a search named {name}.", where="law/search_duties.yaml") from error
