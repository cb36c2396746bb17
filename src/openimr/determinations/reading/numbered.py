"""Reads disputed treatments whose outcome is told in a sentence, such as "X is not medically necessary".

Source: L1, L3 and L5 in docs/reference/layouts.md. What stands below the sentence is recalled, not confirmed, so its
absence does no harm and what it gives is marked unverified.
"""

from __future__ import annotations

import re

from openimr.determinations.model import DisputedTreatment, Outcome
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.treatments import (
    SENTENCE_END,
    Fields,
    Found,
    ends_sentence,
    has_outcome_mark,
    read_fields,
    read_labelled_treatments,
    title_start,
)

__all__ = ["OUTCOME_SENTENCE", "has_numbered_treatments", "outcome_told", "read_treatments", "tells_part"]

OUTCOME_SENTENCE = (
    r"\b(?:is|are|was|were) ?(?:(?:found|deemed|considered|determined)(?: to be)? )?"
    r"(?P<partly>partially|partly|in part)? ?(?P<no>not)? ?medically ?necessary(?: (?:and|or|&) ?appropriate)?"
    r"(?P<modified>[^.]{0,160}?\bas modified\b)?"
)
"""The words that tell an outcome; a bold "not" may be glued to its neighbours."""

_SAYS = "(?:based|relied|did|cited|used|found|stated|provided|noted|referenced|does)"
# The branches begin with letters, so that the engine skips from one capital to the next.
_LABEL = re.compile(
    rf"Claims Administrator(?:'s|\u2019s)? (?i:guidelines?) ?: ?|The Claims Administrator(?= {_SAYS}\b)"
    r"|MAXIMUS (?i:guidelines?) ?: ?|Maximus (?i:guidelines?) ?: ?|IMRO (?i:guidelines?) ?: ?"
    r"|Expert Reviewer(?:'s|\u2019s)? guidelines? ?: ?|Physician Reviewer(?:'s|\u2019s)? guidelines? ?: ?"
    rf"|The (?:Physician|Expert|Professional) Reviewer(?= {_SAYS}\b)|Per the Strength of Evidence\b"
    r"|The (?:Physician|Expert|Professional) Reviewer(?:'s|\u2019s) [Dd]ecision rationale ?: ?"
    r"|Decision (?i:rationale) ?: ?|Rationale(?: for the Decision)? ?: ?|RATIONALE ?: ?"
)
_TOLD = re.compile(OUTCOME_SENTENCE + r"[.:]?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<!\S)(?P<number>\d{1,2})[.)] (?=\S)")
_LONGEST_HEADING = 600
_PARTLY = "That a treatment is necessary in part is read as recalled from published letters, not as confirmed."
_RECALLED = (
    "The fields below a decision told in a sentence are read as recalled from published letters, not as confirmed."
)


def outcome_told(match: re.Match[str]) -> Outcome:
    """The outcome that a match of :data:`OUTCOME_SENTENCE` tells."""
    if match["partly"] or (match["modified"] and not match["no"]):
        return Outcome.PARTIALLY_OVERTURNED
    return Outcome.UPHELD if match["no"] else Outcome.OVERTURNED


def tells_part(draft: Draft, outcome: Outcome) -> Outcome:
    """The same outcome; that it is partial is a doubt of the draft, because no confirmed letter words it so."""
    if outcome is Outcome.PARTIALLY_OVERTURNED:
        draft.doubt(_PARTLY)
    return outcome


def has_numbered_treatments(flow: Flow, start: int, end: int) -> bool:
    """Whether treatments from ``start`` to before ``end`` tell their outcome in a sentence, and none by a mark."""
    if has_outcome_mark(flow.text, start, end):
        return False
    return bool(_locate(flow, start, end))


def read_treatments(draft: Draft, start: int, end: int) -> tuple[DisputedTreatment, ...]:
    """All disputed treatments between ``start`` and ``end`` of the flow, in their order.

    Outcomes are told in sentences; where none is, titles with the mark of an outcome are sought.
    """
    fields = _locate(draft.flow, start, end)
    if not fields:
        return read_labelled_treatments(draft, start, end)
    draft.doubt(_RECALLED)
    treatments = []
    for number, field in enumerate(fields):
        field.end = fields[number + 1].start if number + 1 < len(fields) else end
        treatment = read_fields(draft, number, field)
        if treatment.outcome:
            tells_part(draft, treatment.outcome)
        treatments.append(treatment)
    return tuple(treatments)


def _locate(flow: Flow, start: int, end: int) -> list[Fields]:
    """Where each treatment stands: a sentence that tells an outcome before a label begins one."""
    text = flow.text
    labels = {label.start(): label for label in _LABEL.finditer(text, start, end)}
    told = {match.end(): match for match in _TOLD.finditer(text, start, end)}
    fields: list[Fields] = []
    for place in sorted({*labels, *told}):
        current = fields[-1] if fields else None
        behind = current.last() if current else start
        if (match := told.get(place)) and match.start() >= behind:
            field = _told_treatment(flow, match, labels, before=fields, behind=behind, end=end)
            if field:
                fields.append(field)
                current = field
        if label := labels.get(place):
            slot = _slot(label[0])
            if current is None or current.has_from(slot):
                field = _untold_treatment(flow, behind, place, len(fields) + 1) if slot != "rationale" else None
                if field is None:
                    continue
                fields.append(field)
                current = field
            if place >= current.last() and (place <= current.last() + 1 or ends_sentence(flow, place)):
                # A sentence that does the work of a label belongs to the field.
                setattr(current, slot, label.span() if ":" in label[0] else (place, place))
    return fields


def _slot(words: str) -> str:
    """Which field the words of a label begin."""
    if "ationale" in words or "RATIONALE" in words:
        return "rationale"
    return "admin" if "laims" in words else "reviewer"


def _told_treatment(
    flow: Flow, match: re.Match[str], labels: dict[int, re.Match[str]], *, before: list[Fields], behind: int, end: int
) -> Fields | None:
    """The treatment whose outcome the sentence tells, if it does: a label follows it, or its number counts on."""
    text = flow.text
    expected = len(before) + 1
    is_first = not before or not before[-1].has_from("admin")
    is_numbered = bool(before) and before[0].number_start is not None
    after = match.end()
    while after < end and text[after] == " ":
        after += 1
    number = _number_before(flow, behind, match.start(), expected)
    if after not in labels and not (number and _stands_alone(flow, number, match, after, end, is_first=is_first)):
        return None
    # Where labels stand before it, the sentence concludes a rationale and is no title.
    if number is None and any(behind <= place < match.start() for place in labels):
        return None
    first = number.start() if number else title_start(flow, behind, match.start()) if expected > 1 else behind
    # The sentence that concludes a rationale may stand before a label, too: a later title begins a paragraph.
    if number is None and expected > 1 and (is_numbered or flow.paragraph_before(first) != first):
        return None
    heading = number.end() if number else first
    found = Found(outcome_told(match), match.start(), match.end())
    return Fields(heading, match.start(), found, number_start=number.start() if number else None)


def _stands_alone(
    flow: Flow, number: re.Match[str], match: re.Match[str], after: int, end: int, *, is_first: bool
) -> bool:
    """Whether a numbered sentence before no label is an item: at the end, among others like it, or as a paragraph."""
    if _breaks(flow.text, number.end(), match.start()):
        return False
    is_paragraph = flow.paragraph_before(after) == after and flow.paragraph_before(number.start()) == number.start()
    return after >= end or ((is_first or is_paragraph) and _NUMBERED.match(flow.text, after) is not None)


def _untold_treatment(flow: Flow, behind: int, label: int, expected: int) -> Fields | None:
    """The treatment whose outcome is lost: its number counts on, and nothing but a title stands before the label."""
    number = _number_before(flow, behind, label, expected)
    if number is None or _breaks(flow.text, number.end(), label - 2):
        return None
    return Fields(number.end(), label, number_start=number.start())


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether what stands there is more than a title."""
    return end - start > _LONGEST_HEADING or SENTENCE_END.search(text, start, end) is not None


def _number_before(flow: Flow, behind: int, end: int, expected: int) -> re.Match[str] | None:
    """The last number before ``end`` that counts on, or else the last, of those that begin a line or sentence."""
    found = None
    for match in _NUMBERED.finditer(flow.text, max(behind, end - _LONGEST_HEADING), end):
        if match.start() > behind and not ends_sentence(flow, match.start()):
            continue
        if int(match["number"]) == expected or found is None or int(found["number"]) != expected:
            found = match
    return found
