"""Decides whether the employee's age can be true, by itself and with the day of injury.

Source: the limits of plausibility in ``rulebook/law/limits.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.calendars.words import day_in_words
from openimr.determinations.checking.duties import duties, limit
from openimr.determinations.checking.framework import Check, Context, Hit, Severity

__all__ = ["CHECK"]


def _look(context: Context) -> Iterator[Hit]:
    age = context.d.employee.age_years
    if age is None:
        return
    if not limit("youngest-employee") <= age <= limit("oldest-employee"):
        yield Hit(where="employee.age_years", message=f"An age of {age} years is not that of a working person.")
        return
    yield from _with_the_injury(context, age)


def _with_the_injury(context: Context, age: int) -> Iterator[Hit]:
    """Whether an age of ``age`` on the day of the letter leaves an age at which the employee can have worked."""
    dates = context.d.dates
    written = dates.issued or dates.assigned or dates.application_received or dates.ur_decision
    if dates.injury is None or written is None or written <= dates.injury:
        return
    whole_years = (
        written.year - dates.injury.year - ((written.month, written.day) < (dates.injury.month, dates.injury.day))
    )
    # A person of 40 may be one day short of 41, so one year is added before the years are taken away.
    at_injury = age + 1 - whole_years
    if at_injury < limit("youngest-at-injury"):
        yield Hit(
            where="employee.age_years",
            message=f"An employee of {age} years in {written.year} was at most {max(at_injury, 0)} years old when "
            "injured "
            f"on {day_in_words(dates.injury)}, {whole_years} years before.",
        )


CHECK = Check(
    code="D305",
    name="impossible-age",
    severity=Severity.ERROR,
    what="The employee's age cannot be true, by itself or on the day of injury.",
    why="A wrong age is a sign that the summary describes another person's record, and age bears on what guidelines "
    "recommend.",
    mend="Compare the age and the date of injury with the application and the records.",
    sources=duties("contents"),
    look=_look,
)
