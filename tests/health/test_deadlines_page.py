"""The page of deadlines is fresh and names every rule, and every name on it is a rule."""

from __future__ import annotations

import os
import re
from pathlib import Path

from openimr.calendars.deadline_rules import deadline_rules
from openimr.calendars.holidays import HolidayCalendar
from openimr.calendars.pages import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "deadlines.md"


def test_the_page_of_deadlines_is_fresh() -> None:
    if os.environ.get("OPENIMR_GOLDEN") == "write":
        PAGE.write_text(page(), "utf-8")
    assert PAGE.exists(), "deadlines.md is missing; run make golden"
    assert PAGE.read_text("utf-8") == page(), "deadlines.md is stale; run make golden"


def test_every_deadline_is_documented_and_every_entry_is_a_deadline() -> None:
    section = PAGE.read_text("utf-8").partition("## All deadlines")[2].partition("\n## ")[0]
    assert re.findall(r"^### (\S+)", section, re.MULTILINE) == list(dict.fromkeys(rule.id for rule in deadline_rules()))


def test_every_calendar_is_documented() -> None:
    text = PAGE.read_text("utf-8").partition("## Holidays")[2]
    assert text.count("\n### ") == len(HolidayCalendar)


def test_no_sheet_of_holidays_is_without_a_calendar() -> None:
    folder = PAGE.parents[2] / "src" / "openimr" / "rulebook" / "law" / "holidays"
    assert {path.stem for path in folder.glob("*.yaml")} == {calendar.value for calendar in HolidayCalendar}
