"""Computes the dates of the law: holidays, ways of counting, service, Pacific time, and every deadline with its words.

No clock: the day on which one stands is handed in.
"""

from openimr.calendars.counting import DayCount, Roll, add, between, closure, is_open, rolled
from openimr.calendars.deadline_rules import DeadlineRule, Force, Side, deadline_rules, rule_in_force
from openimr.calendars.deadlines import Deadline, Standing, Step, due
from openimr.calendars.holidays import Holiday, HolidayCalendar, holiday, holidays_in
from openimr.calendars.instants import add_hours, pacific, pacific_day, received_on
from openimr.calendars.rule_sets import Jurisdiction, RuleSet, rule_set_on, rule_sets
from openimr.calendars.service import Place, ServiceBasis, ServiceDays, ServiceMethod, service_days

__all__ = [
    "DayCount",
    "Deadline",
    "DeadlineRule",
    "Force",
    "Holiday",
    "HolidayCalendar",
    "Jurisdiction",
    "Place",
    "Roll",
    "RuleSet",
    "ServiceBasis",
    "ServiceDays",
    "ServiceMethod",
    "Side",
    "Standing",
    "Step",
    "add",
    "add_hours",
    "between",
    "closure",
    "deadline_rules",
    "due",
    "holiday",
    "holidays_in",
    "is_open",
    "pacific",
    "pacific_day",
    "received_on",
    "rolled",
    "rule_in_force",
    "rule_set_on",
    "rule_sets",
    "service_days",
]
