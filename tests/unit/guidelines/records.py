"""Invented recommendations, with defaults; a test shows only what matters to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from openimr.guidelines.recommendation import Recommendation
from openimr.guidelines.requirements import with_criteria

ON = dt.date(2014, 9, 30)
TRIAL = {"name": "trial", "qty": {"min": 3, "max": 4, "unit": "visit"}, "period": {"max": 2, "unit": "week"}}
COURSE = {
    "name": "continue",
    "qty": {"min": 6, "max": 10, "unit": "visit"},
    "period": {"min": 5, "max": 6, "unit": "week"},
    "gate": {"kind": "functional_improvement"},
    "includes_trial": True,
}


def record(**given: Any) -> Recommendation:
    """A verified recommendation on acupuncture, in force from 2009 on, with what is ``given`` in its place."""
    fields: dict[str, Any] = {
        "id": "X-1",
        "topic": "Invented",
        "kind": "recommendation",
        "scope": "mtus",
        "source": {"cite": "Invented guideline, p. 1", "licence": "public", "pages": [1]},
        "effective": [{"from": "2009-07-18", "trigger": "request_date"}],
        "verification": "verified",
        "checking": {"certainty": [], "sources": []},
        "services": ["acupuncture"],
        "stance": "recommended",
        "counts_prior": True,
    }
    return with_criteria(msgspec.convert({**fields, **given}, Recommendation))
