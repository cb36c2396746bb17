"""Reads disputed treatments whose outcome is told in a sentence: "1. X is not medically necessary and appropriate."

Source: L1, L3 and L5 in docs/reference/layouts.md. What stands below the sentence is recalled, not confirmed, so its
absence does no harm and what it gives is marked unverified.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from openimr.determinations.model import DisputedTreatment, Outcome
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.treatments import (
    Fields,
    Found,
    read_fields,
    read_labelled_treatments,
    title_start,
)

__all__ = ["OUTCOME_SENTENCE", "outcome_told", "read_numbered_treatments", "read_treatments"]

OUTCOME_SENTENCE = (
    r"\b(?:is|are|was|were) ?(?:(?:found|deemed|considered|determined)(?: to be)? )?"
    r"(?P<partly>partially|partly|in part)? ?(?P<no>not)? ?medically ?necessary(?: (?:and|or|&) ?appropriate)?"
    r"(?P<modified>[^.]{0,160}?\bas modified\b)?"
)
"""The words that tell an outcome; a bold "not" may be glued to its neighbours."""

_SAYS = "(?:based|relied|did|cited|used|found|stated|provided|noted|referenced|does)"
_ADMIN = (
    r"Claims Administrator(?:'s|\u2019s)? guidelines?: ?"
    rf"|(?=The Claims Administrator(?:'s|\u2019s)? (?:{_SAYS}|decision|guideline))"
)
_REVIEWER = (
    r"(?:MAXIMUS|(?:Expert |Physician )?Reviewer(?:'s|\u2019s)?|IMRO) guidelines?: ?"
    rf"|(?=The (?:Physician|Expert|Professional) Reviewer {_SAYS})"
    r"|(?=Per the Strength of Evidence)"
)
_RATIONALE = (
    r"(?:The (?:Physician|Expert|Professional) Reviewer(?:'s|\u2019s) )?[Dd]ecision rationale: ?|Rationale(?: for the Decision)?: ?"
)
_LABEL = re.compile(rf"\.? ?(?:(?P<admin>{_ADMIN})|(?P<reviewer>{_REVIEWER})|(?P<rationale>{_RATIONALE}))")
_ADMIN_LABEL = re.compile(_ADMIN)
_REVIEWER_LABEL = re.compile(_REVIEWER)
_RATIONALE_LABEL = re.compile(rf"\b(?:{_RATIONALE})")
_TOLD = re.compile(OUTCOME_SENTENCE + r"\.?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\(?(?P<number>\d{1,2})[.)]) ?(?=\S)")
_SENTENCE_NUMBER = re.compile(r"(?:^|[.!?:\"\u201d)] )(?P<number>\d{1,2})[.)] (?=\S)")


def outcome_told(match: re.Match[str]) -> Outcome:
    """The outcome that a match of :data:`OUTCOME_SENTENCE` tells."""
    if match["partly"] or (match["modified"] and not match["no"]):
        return Outcome.PARTIALLY_OVERTURNED
    return Outcome.UPHELD if match["no"] else Outcome.OVERTURNED
