"""All names that facts may have: those of the rulebook, and what every single recommendation asks for.

Source: ``rulebook/guidelines/facts.yaml``; the requirements, conditions and documentation lists of the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from openimr.guidelines.criteria.known import FactKind, FactName, known_facts
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Recommendation
from openimr.guidelines.requirements import documentation_fact

__all__ = ["all_fact_names"]


@cache
def all_fact_names() -> dict[str, FactName]:
    """Every name with its kind and meaning; a name of the rulebook goes before the same name of a recommendation."""
    names = dict(known_facts())
    for record in recommendations():
        for row in _asked(record):
            names.setdefault(row.name, row)
    return names


def _asked(record: Recommendation) -> Iterator[FactName]:
    for requirement in (*record.prerequisites, *record.contraindications, *record.not_for):
        for name in (requirement.id, f"{record.id}.{requirement.id}"):
            yield _row(record, name, requirement.test, FactKind.YES_NO)
    states = [*record.conditions.include, *record.conditions.exclude]
    states += [name for phase in record.phases for name in phase.applies_to]
    states += [name for maximum in record.maximum for name in maximum.applies_to]
    for name in states:
        yield _row(record, name, name.replace("_", " "), FactKind.YES_NO)
    for words in record.documentation:
        yield _row(record, documentation_fact(words), words, FactKind.TEXT)
    if any(maximum.exception for maximum in record.maximum):
        yield _row(record, f"{record.id}.exception", f"what lifts the ceiling of {record.id}", FactKind.YES_NO)


def _row(record: Recommendation, name: str, means: str, kind: FactKind) -> FactName:
    return FactName(
        name=name,
        kind=kind,
        words=name.replace("_", " "),
        means=means,
        source=record.source.cite,
        verification=record.verification,
    )
