"""Keeps the conditions of the life cycle by their names; each is one function that says what is missing.

Source: ``rulebook/law/life_cycle_conditions.yaml``, where each condition has its law, and a test that both hold the
same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from openimr.cases.case import Case, TreatmentStanding
from openimr.cases.events import Event

__all__ = ["CONDITIONS", "Condition", "clock_runs_yet", "condition", "not_standing", "told"]

# The case before the event, the event, and what the event says; gives each missing thing, and nothing where it holds.
Condition = Callable[[Case, Event, Any], tuple[str, ...]]

CONDITIONS: dict[str, Condition] = {}


def condition(function: Condition) -> Condition:
    """Keep ``function`` under its name, with hyphens as the tables write it."""
    CONDITIONS[function.__name__.replace("_", "-")] = function
    return function


def told(*missing: tuple[bool, str]) -> tuple[str, ...]:
    """The words of each pair whose first part says that something is wrong."""
    return tuple(words for is_wrong, words in missing if is_wrong)


def not_standing(case: Case, numbers: Iterable[int], *standings: TreatmentStanding) -> tuple[str, ...]:
    """Each of these treatments that does not stand so, or a word that none is named."""
    numbers = tuple(numbers)
    has_standing = {row.number: row.standing for row in case.treatments}
    wrong = tuple(
        f"treatment {number} is {has_standing[number].value if number in has_standing else 'not in the case'}"
        for number in numbers
        if has_standing.get(number) not in standings
    )
    return wrong if numbers else ("no treatment is named",)


def clock_runs_yet(case: Case, event: Event, *names: str) -> tuple[str, ...]:
    """Each running clock of these names whose time has not run out by the event, with its end."""
    return tuple(
        f"{clock.id} runs until {clock.end}"
        for clock in case.running
        if clock.id in names and not clock.has_passed(event.at)
    )
