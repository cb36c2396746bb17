"""Decides which services of a wording are requests of their own, and which belong together.

Source: request-grammar.md, parsing rules 4, 10 and 14: services part only where each has what is its own (a quantity,
a part of the body, a day), where they are drugs, or where the department counts them in different categories.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import msgspec

from openimr.treatments.parsing.items import (
    comes_with,
    holds_tests,
    is_combination,
    is_conditional,
    is_listed,
    is_seen_while_injecting,
    name_injected,
    without_times_of_surgery,
)
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import DateMark, Head, Marks, Via, Word
from openimr.treatments.parsing.owning import SEPARATORS, STOPS, Own
from openimr.treatments.services import all_drugs, all_services, are_alike

__all__ = ["Segment", "split"]

_DONE_BEFORE = (("s", "/", "p"), ("status", "post"))
_PURPOSE = frozenset({"for", "regarding", "re", "about", "to"})
_OPENS = {"(": ")", "[": "]"}
_VISITS = frozenset({"rehabilitation", "behavioral_and_mental_health"})
_GUIDED = frozenset({"injections", "surgery"})
_HOLDING_TESTS = frozenset({"pre_operative_clearance", "laboratory_test"})


class Segment(msgspec.Struct):
    """The stretch of one request, and what it is for.

    ``heads`` are the services given together, the first in the lead; ``alternatives`` other readings; ``held`` services
    that belong to the first ("CBC" in a clearance); ``purpose_at`` the token from which the words say what a referral
    is for; ``shared`` and ``shared_dates`` what is said of all requests of the wording; ``step`` which of "trial" and
    "implant" this is, where both are asked for.
    """

    start: int
    end: int
    heads: list[Head]
    alternatives: list[Head] = []
    held: list[Head] = []
    purpose_at: int | None = None
    is_compound: bool = False
    is_split: bool = False
    shared: list[Word] = []
    shared_dates: list[DateMark] = []
    step: str = ""


def split(marks: Marks) -> list[Segment]:
    """The requests of a wording, one at least."""
    whole = Segment(0, marks.tokens.count, [])
    if not marks.heads:
        return [whole]
    heads = name_injected(marks, without_times_of_surgery(marks, marks.heads))
    if len(heads) == 1 and not any(word.kind is Kind.LABEL and word.value == "refer" for word in marks.words):
        whole.heads = heads
        return [whole]
    heads = _without_purpose(marks, heads, whole)
    heads = _without_history(marks, heads)
    heads = _without_bracketed(marks, heads, whole)
    heads = _without_kinds(heads)
    if _is_compound(marks, heads):
        whole.heads, whole.is_compound = heads, True
        return [whole]
    return _segments(marks, heads, whole)


def _segments(marks: Marks, heads: list[Head], whole: Segment) -> list[Segment]:
    """The heads dealt out to requests."""
    current = Segment(0, whole.end, [heads[0]], purpose_at=whole.purpose_at)
    segments = [current]
    own = Own(marks)
    for earlier, head in pairwise(heads):
        last = current.heads[-1]
        # The same said again is what the next is compared with; "labs" holds all tests that follow.
        before = earlier if _is_same(last, earlier) and not holds_tests(marks, last) else last
        if _is_seen_by(marks, before, head):
            continue
        if is_seen_while_injecting(before, head):
            current.held.append(head)
            continue
        cut = _cut(own, before, head)
        if cut is not None:
            current.end = cut
            if comes_with(marks, before, head):
                current.held.append(head)
            current = Segment(cut, whole.end, [head])
            segments.append(current)
        elif _is_same(before, head):
            continue
        elif is_combination(marks, before, head):
            current.heads.append(head)
        elif _is_other_reading(marks, before, head):
            current.alternatives.append(head)
        else:
            current.heads.append(head)
    for segment in segments:
        segment.is_split = len(segments) > 1
        segment.alternatives += [head for head in whole.alternatives if segment.start <= head.start < segment.end]
        segment.held += [head for head in whole.held if segment.start <= head.start < segment.end]
    return segments


def _without_purpose(marks: Marks, heads: list[Head], whole: Segment) -> list[Head]:
    """The heads before the words that say what a referral or consultation is for."""
    refers_at = next((word.start for word in marks.words if word.kind is Kind.LABEL and word.value == "refer"), None)
    first = heads[0]
    is_consultation = _category(first) == "evaluation_and_management" or first.service == "psychological_evaluation"
    tokens = marks.tokens
    if first.service in _BROUGHT and len(heads) > 1 and (_TOWARDS & set(tokens.words[first.end : heads[1].start])):
        return heads[:1]
    if refers_at is not None and not is_consultation and refers_at < first.start:
        return _referral(marks, heads, whole, refers_at)
    if not is_consultation:
        return heads
    for place, head in enumerate(heads[1:], start=1):
        if _category(head) == "evaluation_and_management":
            continue
        between = tokens.words[heads[0].end : head.start]
        if "for" in between and not (_PLAN_BREAKS & set(between)):
            whole.purpose_at = heads[0].end + between.index("for")
            return heads[:place]
        break
    return heads


def _referral(marks: Marks, heads: list[Head], whole: Segment, refers_at: int) -> list[Head]:
    """The consultation with a specialist that is asked for; a referral for a service alone asks for the service."""
    words = marks.tokens.words
    between = words[refers_at : heads[0].start]
    whom = any(word.kind is Kind.SPECIALTY and refers_at < word.start < heads[0].start for word in marks.words)
    if "for" not in between or not (whom or _SEEN_BY & set(between)):
        return heads
    whole.purpose_at = refers_at + between.index("for")
    return [Head(refers_at, refers_at + 1, "consultation")]


_SEEN_BY = frozenset({"doctor", "specialist", "physician", "surgeon", "evaluation", "consult", "consultation"})
# Who is brought to an appointment, or has an interpreter there, asks for no appointment.
_BROUGHT = frozenset({"transportation", "interpreter"})
_TOWARDS = frozenset({"to", "from", "for", "at"})
_PLAN_BREAKS = frozenset({",", ";", "and", "plus"})


def _without_history(marks: Marks, heads: list[Head]) -> list[Head]:
    """The heads without those that tell what was done before: "PT 2x6 s/p arthroscopy"."""
    words = marks.tokens.words
    kept = [heads[0]]
    for before, head in pairwise(heads):
        gap = words[before.end : head.start]
        ends = [
            at + len(said) for said in _DONE_BEFORE for at in range(len(gap)) if tuple(gap[at : at + len(said)]) == said
        ]
        if not ends or not SEPARATORS.isdisjoint(gap[max(ends) :]):
            kept.append(head)
    return kept


def _without_bracketed(marks: Marks, heads: list[Head], whole: Segment) -> list[Head]:
    """The heads outside brackets; one inside renames the head before it, is part of it, or says nothing new."""
    brackets = _brackets(marks)
    if not brackets:
        return heads
    kept: list[Head] = []
    first = 0
    for head in heads:
        # Heads and brackets stand in their order: a bracket that closes before this head holds none that follow.
        while first < len(brackets) and brackets[first][1] <= head.start:
            first += 1
        opens = brackets[first][0] if first < len(brackets) else head.start
        before = kept[-1] if kept else None
        if opens >= head.start or before is None or before.start > opens:
            kept.append(head)
        elif head.drug and before.drug:
            # "Hydrocodone (Norco)": the name in brackets may tell of more substances.
            if len(all_drugs()[head.drug].ingredients) > len(all_drugs()[before.drug].ingredients):
                before.drug, before.service = head.drug, head.service
        elif before.service in _HOLDING_TESTS:
            whole.held.append(head)
        elif not _tells_nothing_new(before, head):
            whole.alternatives.append(head)
    return kept


def _tells_nothing_new(before: Head, head: Head) -> bool:
    services = all_services()
    return (
        are_alike(before.service, head.service)
        or services[head.service].is_generic
        or head.service in services[before.service].consists_of
        or services[before.service].category == services[head.service].category == "programs"
    )


def _brackets(marks: Marks) -> list[tuple[int, int]]:
    """The tokens of each pair of brackets; one that is not closed reaches to the end."""
    words = marks.tokens.words
    closes = dict.fromkeys(_OPENS.values(), len(words))
    found: list[tuple[int, int]] = []
    for at in reversed(range(len(words))):
        word = words[at]
        if word in closes:
            closes[word] = at
        elif word in _OPENS:
            found.append((at, closes[_OPENS[word]]))
    return found[::-1]


def _without_kinds(heads: list[Head]) -> list[Head]:
    """The heads without words for a kind of service, where the service itself is named too."""
    services = all_services()
    drugs = any(head.drug for head in heads)
    needled = any(
        services[head.service].family == "injection" and not services[head.service].is_generic for head in heads
    )
    families = {services[head.service].family for head in heads if not services[head.service].is_generic}
    kept = []
    for head in heads:
        entry = services[head.service]
        if head.drug and needled:
            continue
        if entry.family == "medication" and not head.drug and drugs:
            continue
        if entry.is_generic and (entry.family in families or (drugs and head.service == "injection")):
            continue
        kept.append(head)
    return kept or heads[:1]


def _is_compound(marks: Marks, heads: list[Head]) -> bool:
    """Whether the drugs are the ingredients of one compound: each with its share in per cent, or said to be one."""
    drugs = [head for head in heads if head.drug]
    if len(drugs) < 2 or len(drugs) != len(heads):
        return False
    if any(count.via in {Via.QUANTITY, Via.DISPENSED} for count in marks.counts if count.end <= drugs[-1].start):
        return False
    shares = [mark for mark in marks.strengths if mark.unit == "%"]
    if len(shares) >= len(drugs):
        return not any(mark.unit not in {"%", "gram", "mL", "ounce"} for mark in marks.strengths)
    return any(word.kind is Kind.LABEL and word.value == "compound" for word in marks.words)


def _category(head: Head) -> str:
    return all_services()[head.service].category


def _cut(own: Own, before: Head, head: Head) -> int | None:
    """The token at which a new request begins between two heads, or ``None`` if they belong together."""
    words = own.marks.tokens.words
    numbering = own.numbering(before, head)
    if numbering is not None:
        return numbering
    separators = own.separators(before, head)
    mine = own.between(before, head)
    pre = [mark for mark in mine if own.leads_in(mark, head)]
    behind = [mark for mark in mine if mark not in pre]
    floor = max([before.end, *(mark.end for mark in behind)])
    ceiling = min([head.start, *(mark.start for mark in pre)])
    usable = [at for at in separators if floor <= at < ceiling] or [at for at in separators if at < ceiling]
    signs = {words[at] for at in separators}
    if not _are_apart(own, _Pair(before, head), signs, has_behind=bool(behind), has_pre=bool(pre)):
        return None
    return usable[-1] + 1 if usable else (floor if behind and not pre else ceiling)


class _Pair(NamedTuple):
    """Two heads that follow one another."""

    before: Head
    head: Head


def _are_apart(own: Own, pair: _Pair, signs: set[str], *, has_behind: bool, has_pre: bool) -> bool:
    """Whether two heads are requests of their own; ``signs`` are the separators between them.

    ``has_behind`` and ``has_pre`` say whether a mark between them belongs to the first or to the second.
    """
    before, head = pair
    marks = own.marks
    is_evaluation = all_services()[before.service].unit == "evaluation"
    is_item = is_listed(marks, before, head, signs) or is_conditional(marks, before, head, signs)
    if is_item or signs & STOPS or (signs and has_pre and is_evaluation):
        return True
    if before.drug and head.drug:
        return has_behind or signs != {"/"}
    one, other = _category(before), _category(head)
    if signs == {"/"} or one == other == "surgery":
        return own.are_counted_apart(before, head)
    after = has_pre or own.has_after(head)
    if signs and after and (has_behind or own.has_lead(before)):
        return not _is_restated(marks, before, head)
    if one == other or {one, other} <= _VISITS:
        return False
    return bool(signs) or bool(before.drug) != bool(head.drug)


def _is_restated(marks: Marks, before: Head, head: Head) -> bool:
    """Whether the second is the first said again: "for 1 year / 12 months gym membership"."""
    between = marks.tokens.words[before.end : head.start]
    return before.service == head.service and before.drug == head.drug and "/" in between and "and" not in between


def _is_seen_by(marks: Marks, before: Head, head: Head) -> bool:
    """Whether the second only says who gives the first: "follow-up with pain specialist"."""
    between = marks.tokens.words[before.end : head.start]
    is_visit = before.service in {"office_visit", "pre_operative_clearance"}
    return is_visit and "consultation" in head.service and set(between) <= {"with", "w", "/", "by", "a", "an", "the"}


def _is_same(before: Head, head: Head) -> bool:
    return before.service == head.service and before.drug == head.drug


def _is_other_reading(marks: Marks, before: Head, head: Head) -> bool:
    """Whether the two are readings of one thing: alike, and joined by a slash or by nothing."""
    between = [word for word in marks.tokens.words[before.end : head.start] if word in SEPARATORS]
    if before.drug and head.drug:
        return True
    return are_alike(before.service, head.service) and set(between) <= {"/"}
