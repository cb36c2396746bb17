"""Says from which day on there are rules of Independent Medical Review; from an earlier day no time limit is counted.

Source: ``rulebook/law/rule_sets.yaml``, from SB 863 of 2012 on.
"""

from __future__ import annotations

import datetime as dt

from openimr.calendars.rule_sets import rule_sets

__all__ = ["has_rules"]


def has_rules(day: dt.date) -> bool:
    """Whether a day lies under rules of Independent Medical Review.

    >>> has_rules(dt.date(2012, 12, 31)), has_rules(dt.date(2013, 1, 1))
    (False, True)
    """
    return day >= rule_sets()[0].from_
