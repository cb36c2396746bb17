"""Computes a deadline from a rule and the event that starts it, with its arithmetic in words and its doubts.

Source: the rules of ``rulebook/law/deadlines.yaml``; Avila v. UC Irvine (2015 panel): one day late is late; California
Highway Patrol v. WCAB (Margaris) (2016): a late determination still binds.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.calendars.counting import Closure, DayCount, add, closures, count_rule, rolled
from openimr.calendars.deadline_rules import DeadlineRule, Force, rule_in_force, rules_named, weakest
from openimr.calendars.instants import add_hours, cut_off, pacific, pacific_day, received_on
from openimr.calendars.rule_sets import RuleSet, jurisdiction_named, rule_set_on
from openimr.calendars.service import Place, ServiceBasis, ServiceDays, ServiceMethod, service_days
from openimr.citations import Citation, Value, Verification
from openimr.errors import UnusableArguments

__all__ = ["Deadline", "Standing", "Step", "due"]


class Standing(StrEnum):
    """Where a day stands against a deadline."""

    OPEN = "open"
    LAST_DAY = "last_day"
    PASSED = "passed"


class Step(Value, frozen=True):
    """One step of the arithmetic: the words, the day reached, and the law of the step."""

    words: str
    day: dt.date
    citation: Citation

    def sentence(self) -> str:
        """The step with its citation, marked where it is not verified."""
        return f"{self.words}, {self.citation.sentence()}"


class Deadline(Value, frozen=True):
    """A day, or an instant, by which something must be done, and everything it rests on.

    ``safe_on`` is the earliest day that any reading gives: without days for service and without rolling; whoever acts
    by then is in time. ``due_at`` and ``anchored_at`` are given where hours are counted, in Pacific time.
    ``verification`` is that of the weakest law in it. ``can_refuse`` says whether what comes later may be refused for
    that alone: only by a hard guard that is not unverified, and where the days for service are known.
    """

    rule: DeadlineRule
    rule_set: str
    rules_on: dt.date
    anchored_on: dt.date
    due_on: dt.date
    safe_on: dt.date
    steps: tuple[Step, ...]
    verification: Verification
    can_refuse: bool = False
    doubts: tuple[str, ...] = ()
    anchored_at: dt.datetime | None = None
    due_at: dt.datetime | None = None

    @property
    def arithmetic(self) -> str:
        """How the day was counted, in words, each step with its citation."""
        return "; ".join(step.sentence() for step in self.steps)

    def standing(self, on: dt.date | dt.datetime) -> Standing:
        """Where ``on`` stands: before, on, or after the last day; to the instant where both are instants.

        For a rule that reaches back, a day before ``due_on`` has passed out of it.

        Raises:
            UnusableArguments: an instant does not say its time zone.
        """
        if isinstance(on, dt.datetime):
            if self.due_at is not None and pacific(on) > self.due_at:
                return Standing.PASSED
            on = pacific_day(on)
        if on == self.due_on:
            return Standing.LAST_DAY
        return Standing.PASSED if (on > self.due_on) is (self.rule.length > 0) else Standing.OPEN

    def days_late(self, on: dt.date | dt.datetime) -> int:
        """How many calendar days ``on`` lies after the last day; 0 where it does not.

        Raises:
            UnusableArguments: an instant does not say its time zone.
        """
        day = pacific_day(on) if isinstance(on, dt.datetime) else on
        return max(0, (day - self.due_on).days)


def due(
    rule: str,
    anchor: dt.date | dt.datetime,
    *,
    rules_on: dt.date | None = None,
    service: ServiceMethod | None = None,
    place: Place | None = None,
    jurisdiction: str = "california",
) -> Deadline:
    """The deadline of ``rule`` when its event happened on ``anchor``.

    ``rules_on`` is the day that selects the rules (see ``selected_by`` of the rule); without it the day of the event.
    ``service`` and ``place`` say how the paper that starts the time was served, and to what address; without ``place``
    it is in California, which the words then say. An instant must say its time zone; hours need one.

    Raises:
        NotFound: there is no rule of that name.
        RuleBroken: a day lies before all rules, or the rule was not in force.
        UnusableArguments: the jurisdiction is unknown, the anchor or the service does not fit the rule, or the tables
            of holidays do not reach that far.

    >>> due("records", dt.date(2026, 3, 2)).arithmetic
    '15 calendar days from mailing on 2026-03-02 = 2026-03-17, 8 CCR 9792.10.5(a)(1)'
    """
    jurisdiction_named(jurisdiction)
    rules_named(rule)
    day = pacific_day(anchor) if isinstance(anchor, dt.datetime) else anchor
    rule_set_on(day)
    on = rules_on or day
    rules = rule_set_on(on)
    row = rule_in_force(rule, on)
    _refuse_misfit_service(row, service)
    _refuse_misfit_place(row, place)
    if row.unit is DayCount.HOURS:
        return _due_at(row, rules, _instant(row, anchor), on)
    counting = _Counting(row=row, rules=rules, on=on, service=service, place=place or Place.CALIFORNIA)
    return counting.deadline(anchor, day)


def _instant(row: DeadlineRule, anchor: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(anchor, dt.datetime):
        return pacific(anchor)
    raise UnusableArguments(
        f"{row.measure} cannot be counted from a day alone.",
        where=row.id,
        remedy="Give the time of day and its offset, such as 2026-03-02T09:30-08:00.",
    )


def _due_at(row: DeadlineRule, rules: RuleSet, anchor: dt.datetime, on: dt.date) -> Deadline:
    end = add_hours(anchor, row.length)
    words = f"{row.measure} from {row.counted_from} at {_told_instant(anchor)} = {_told_instant(end)}"
    step = Step(words=words, day=end.date(), citation=row.citation(on))
    return Deadline(
        rule=row,
        rule_set=rules.id,
        rules_on=on,
        anchored_on=anchor.date(),
        anchored_at=anchor,
        due_on=end.date(),
        due_at=end,
        safe_on=end.date(),
        steps=(step,),
        verification=step.citation.verification,
        doubts=_doubts(row, rules, on),
    )


def _told_instant(instant: dt.datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M %Z}"


def _refuse_misfit_service(row: DeadlineRule, service: ServiceMethod | None) -> None:
    """Refuse a manner of service that the rule does not count by: nothing is silently ignored."""
    if service is None or row.takes_service:
        return
    if row.has_cut_off and service is not ServiceMethod.MAIL:
        return
    if row.has_cut_off:
        why, remedy = "It is counted from receipt.", "Count rfa-received-by-mail first, and give the day found."
    elif row.service is ServiceBasis.BUILT_IN:
        why = "The days for service are built into its length."
        remedy = "Leave it out; for a notice that went electronically use records-electronic-notice."
    else:
        why, remedy = f"It is counted from {row.counted_from}.", "Give that day, and leave the manner of service out."
    raise UnusableArguments(f"The manner of service adds no days to {row.id}.", where="service", why=why, remedy=remedy)


def _refuse_misfit_place(row: DeadlineRule, place: Place | None) -> None:
    if place is not None and not row.takes_service:
        raise UnusableArguments(
            f"The address adds no days to {row.id}.",
            where="address",
            why=f"It is counted from {row.counted_from}, wherever that was.",
            remedy="Leave the address out.",
        )


def _doubts(row: DeadlineRule, rules: RuleSet, on: dt.date) -> tuple[str, ...]:
    """What a reader should know before relying on the day."""
    found = []
    if row.verification is Verification.UNVERIFIED:
        found.append(f"The rule is unverified: {row.source}.")
    if not row.is_confirmed(on):
        found.append(f"The law was amended from {row.confirm_from} on; whether this rule changed was not read.")
    return (*found, *(words for words in (row.doubt, rules.doubt) if words))


class _Counting(Value, frozen=True):
    """One count of days by one rule."""

    row: DeadlineRule
    rules: RuleSet
    on: dt.date
    service: ServiceMethod | None
    place: Place

    def deadline(self, anchor: dt.date | dt.datetime, day: dt.date) -> Deadline:
        """The deadline from the event; ``day`` is its day in California."""
        start, steps = self._received(anchor, day)
        safe_on = add(start, self.row.length, self.row.unit)
        steps.append(self._counted(start, safe_on))
        closed = self._closed(start, safe_on)
        added = self._added()
        last = safe_on
        if added is not None and added.days:
            last = add(safe_on, added.days, DayCount.CALENDAR_DAYS)
            steps.append(self._served(added, last))
        end = rolled(last, self.row.roll)
        if end != last:
            steps.append(_rolled(last, end))
            closed += _verified(closures(last - dt.timedelta(days=1), end, DayCount.COURT_DAYS))
        citations = [step.citation for step in steps] + ([added.citation()] if added else [])
        return Deadline(
            rule=self.row,
            rule_set=self.rules.id,
            rules_on=self.on,
            anchored_on=start,
            anchored_at=pacific(anchor) if isinstance(anchor, dt.datetime) else None,
            due_on=end,
            safe_on=safe_on,
            steps=tuple(steps),
            verification=weakest(*(citation.verification for citation in citations), *closed),
            can_refuse=self._can_refuse(added),
            doubts=self._doubts(safe_on),
        )

    def _received(self, anchor: dt.date | dt.datetime, day: dt.date) -> tuple[dt.date, list[Step]]:
        """The day that is day 0; a fax that came late in the day has the next business day."""
        limit = cut_off(self.service) if self.service and self.row.has_cut_off else None
        if limit is None or not isinstance(anchor, dt.datetime):
            return day, []
        received = received_on(anchor, method=limit.method)
        if received == day:
            return day, []
        words = f"{limit.method.value} at {_told_instant(pacific(anchor))} is received on {received}"
        return received, [Step(words=words, day=received, citation=limit.citation())]

    def _counted(self, start: dt.date, end: dt.date) -> Step:
        row = self.row
        direction = "back from" if row.length < 0 else "from"
        words = f"{row.measure} {direction} {row.counted_from} on {start} = {end}"
        if holidays := self._holidays(start, end):
            words += f" (not counted: {', '.join(holidays)})"
        return Step(words=words, day=end, citation=row.citation(self.on))

    def _holidays(self, start: dt.date, end: dt.date) -> list[str]:
        if self.row.unit in {DayCount.CALENDAR_DAYS, DayCount.MONTHS}:
            return []
        return [f"{found.name} {found.day}" for found in closures(start, end, self.row.unit) if found.holiday]

    def _closed(self, start: dt.date, end: dt.date) -> tuple[Verification, ...]:
        """How far the calendar was verified by which the days were counted."""
        unit = self.row.unit
        if unit in {DayCount.CALENDAR_DAYS, DayCount.MONTHS}:
            return ()
        return (count_rule(end, unit).verification, *_verified(closures(start, end, unit)))

    def _can_refuse(self, added: ServiceDays | None) -> bool:
        row = self.row
        if row.force is not Force.GUARD or row.verification is Verification.UNVERIFIED:
            return False
        # Days that are unverified but added only make the limit longer; an unverified "none" may make it too short.
        is_served_as_known = added is not None and (added.days > 0 or added.verification is not Verification.UNVERIFIED)
        return is_served_as_known or not row.takes_service

    def _added(self) -> ServiceDays | None:
        if self.service is None or not self.row.takes_service:
            return None
        return service_days(self.row.service, self.service, place=self.place, on=self.on)

    def _served(self, added: ServiceDays, last: dt.date) -> Step:
        words = f"+ {added.days} calendar days for service by {added.method.value} {self.place.words} = {last}"
        return Step(words=words, day=last, citation=added.citation())

    def _doubts(self, safe_on: dt.date) -> tuple[str, ...]:
        found = _doubts(self.row, self.rules, self.on)
        if self.service is not None or not self.row.takes_service:
            return found
        by_mail = service_days(self.row.service, ServiceMethod.MAIL, place=self.place, on=self.on)
        late = add(safe_on, by_mail.days, DayCount.CALENDAR_DAYS)
        words = (
            f"How it was served is not said, so no days are added; by mail {self.place.words} it would be"
            f" {by_mail.days} more, {late}."
        )
        return (*found, words)


def _verified(found: tuple[Closure, ...]) -> tuple[Verification, ...]:
    return tuple(closed.holiday.verification for closed in found if closed.holiday)


def _rolled(last: dt.date, end: dt.date) -> Step:
    """The step from a closed last day to the next open one."""
    closed = closures(last - dt.timedelta(days=1), end, DayCount.COURT_DAYS)
    names = ", ".join(f"{found.day} {found.name}" for found in closed)
    words = f"closed: {names}; the next court day is {end}"
    return Step(words=words, day=end, citation=count_rule(last, DayCount.COURT_DAYS).citation())
