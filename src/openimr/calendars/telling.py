"""Tells a deadline in plain lines and as plain values, with everything that it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.calendars.deadline_rules import DeadlineRule, Force
from openimr.calendars.deadlines import Deadline, Standing
from openimr.calendars.words import WEEKDAYS

__all__ = ["as_values", "told", "told_rule", "told_standing"]


def told(deadline: Deadline, *, on: dt.date | dt.datetime | None = None) -> str:
    """The deadline in lines for a person; ``on`` is the day on which its standing is told.

    Raises:
        UnusableArguments: an instant does not say its time zone.
    """
    rule = deadline.rule
    lines = [f"{rule.id}: {rule.act}.", f"  {_heading(rule)}: {_told_end(deadline)}"]
    if deadline.safe_on != deadline.due_on:
        lines.append(f"  Safe day: {_day(deadline.safe_on)}, without days for service and without rolling")
    lines.append(f"  Counted: {deadline.arithmetic}")
    lines.append(f"  Kind: {_kind(deadline)}")
    lines.append(f"  After it: {rule.follows}")
    lines.append(f"  Rules: {deadline.rule_set}, {_told_selection(deadline)}")
    lines.append(f"  Verification: {deadline.verification.value}")
    lines += [f"  Doubt: {doubt}" for doubt in deadline.doubts]
    if on is not None:
        lines.append(f"  {told_standing(deadline, on)}")
    return "\n".join(lines) + "\n"


def _told_selection(deadline: Deadline) -> str:
    """By which day the rules were chosen; where none was given, that the day of the event stood in for it."""
    if deadline.rules_on != deadline.anchored_on:
        return f"selected by {deadline.rules_on}, {deadline.rule.selected_by}"
    return f"as of {deadline.rules_on}; the law selects them by the {deadline.rule.selected_by}"


def _heading(rule: DeadlineRule) -> str:
    if rule.force is Force.PERIOD:
        return "First day" if rule.length < 0 else "Ends on"
    return "Last day"


def _told_end(deadline: Deadline) -> str:
    if deadline.due_at is None:
        return _day(deadline.due_on)
    return f"{_day(deadline.due_on)}, {deadline.due_at:%H:%M %Z}"


def _day(day: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day}"


def _kind(deadline: Deadline) -> str:
    rule = deadline.rule
    doubted = rule.force is Force.GUARD and not deadline.can_refuse
    beside = "; not to refuse anybody by until confirmed" if doubted else ""
    return f"{rule.force.words}{beside} ({rule.side.words})"


def told_standing(deadline: Deadline, on: dt.date | dt.datetime) -> str:
    """Where a day or an instant stands against the deadline, in one sentence.

    Raises:
        UnusableArguments: an instant does not say its time zone.
    """
    when = f"{on:%Y-%m-%d %H:%M %Z}" if isinstance(on, dt.datetime) else str(on)
    standing = deadline.standing(on)
    if standing is Standing.LAST_DAY:
        return f"On {when}: the {_heading(deadline.rule).split()[0].lower().replace('ends', 'last')} day."
    if standing is Standing.OPEN:
        return f"On {when}: {'within it' if deadline.rule.length < 0 else 'open'}."
    late = deadline.days_late(on)
    return f"On {when}: passed" + (f", {late} day{'s' if late != 1 else ''} after." if late else ".")


def told_rule(rule: DeadlineRule) -> str:
    """A rule in one line: its name, its length, from what, what is due, its law and its status."""
    times = f"from {rule.from_}" + (f" until {rule.until}" if rule.until else "")
    back = "back from" if rule.length < 0 else "from"
    return (
        f"{rule.id}: {rule.measure} {back} {rule.anchor} ({times}). {rule.act}. {rule.force.words.capitalize()}."
        f" {rule.title} ({rule.verification.value})"
    )


def as_values(deadline: Deadline, *, on: dt.date | dt.datetime | None = None) -> dict[str, Any]:
    """The deadline as values of JSON; ``on`` adds its standing on a day or at an instant.

    Raises:
        UnusableArguments: an instant does not say its time zone.
    """
    values = {**msgspec.to_builtins(deadline), "arithmetic": deadline.arithmetic}
    if on is not None:
        values["on"] = on.isoformat()
        values["standing"] = deadline.standing(on).value
        values["days_late"] = deadline.days_late(on)
    return values
