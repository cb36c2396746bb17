"""Decides which services of a wording are requests of their own, and which belong together.

Source: request-grammar.md, parsing rules 4, 10 and 14: services part only where each has what is its own (a quantity,
a part of the body, a day), where they are drugs, or where the department counts them in different categories.
"""

from __future__ import annotations

from functools import cache
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
    is_test_of_clearance,
    joined,
    name_injected,
    name_stays,
    without_times_of_surgery,
)
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Count, DateMark, Head, Mark, Marks, Via, Word
from openimr.treatments.parsing.owning import SEPARATORS, STOPS, Own
from openimr.treatments.services import Service, all_drugs, all_services, are_alike

__all__ = ["Segment", "split"]

_DONE_BEFORE = (("s", "/", "p"), ("status", "post"))
_EACH = frozenset({"each", "apiece"})
_AFTER = frozenset({"for", "following", "after", "before", "prior"})
_OPENS = {"(": ")", "[": "]"}
_VISITS = frozenset({"rehabilitation", "behavioral_and_mental_health"})
_GUIDED = frozenset({"injections", "surgery"})
_HOLDING = frozenset({"include", "includes", "including", "incl", "comprising", "comprised", "consisting"})
_SPREAD = frozenset({"cream", "gel", "ointment", "lotion"})
_HOLDING_TESTS = frozenset({"pre_operative_clearance", "laboratory_test"})


class Segment(msgspec.Struct):
    """The stretch of one request, and what it is for.

    ``heads`` are the services given together, the first in the lead; ``alternatives`` other readings; ``held`` services
    that belong to the first ("CBC" in a clearance); ``purpose_at`` the token from which the words say what a referral
    is for; ``shared``, ``shared_dates`` and ``shared_plan`` what is said of all requests of the wording; ``step`` which
    of "trial" and "implant" this is, where both are asked for.
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
    shared_plan: list[Mark] = []
    step: str = ""


class _Pair(NamedTuple):
    """Two heads that follow one another."""

    before: Head
    head: Head


def split(marks: Marks) -> list[Segment]:
    """The requests of a wording, one at least."""
    whole = Segment(0, marks.tokens.count, [])
    name_stays(marks)
    if not marks.heads:
        return [whole]
    heads = name_injected(marks, without_times_of_surgery(marks, marks.heads))
    if len(heads) == 1 and not any(word.kind is Kind.LABEL and word.value == "refer" for word in marks.words):
        whole.heads = heads
        return [whole]
    heads = _without_following(marks, heads)
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
    apiece = _apiece(marks, heads)
    for earlier, head in pairwise(heads):
        last = current.heads[-1]
        # The same said again is what the next is compared with; "labs" holds all tests that follow.
        before = earlier if _is_same(last, earlier) and not holds_tests(marks, last) else last
        if _is_seen_by(marks, before, head):
            continue
        if is_seen_while_injecting(before, head) or is_test_of_clearance(marks, before, head):
            current.held.append(head)
            continue
        is_reached = bool(current.held) and current.held[-1] is earlier
        cut = _cut_after(own, _Pair(before, head), earlier if is_reached else before)
        if cut is None and apiece and not _is_same(before, head):
            cut = max(own.separators(before, head), default=head.start - 1) + 1
        if cut is None:
            _add(marks, current, before, head)
            continue
        current.end = cut
        if comes_with(marks, before, head):
            current.held.append(head)
        current = Segment(cut, whole.end, [head])
        segments.append(current)
    for segment in segments:
        segment.heads = joined(segment.heads)
        segment.is_split = len(segments) > 1
        segment.shared_plan = apiece
        segment.alternatives += [head for head in whole.alternatives if segment.start <= head.start < segment.end]
        segment.held += [head for head in whole.held if segment.start <= head.start < segment.end]
    return segments


def _add(marks: Marks, current: Segment, before: Head, head: Head) -> None:
    """Take a service into the request of the one before it: as another reading of that, or together with it."""
    if _is_same(before, head):
        return
    if not is_combination(marks, before, head) and _is_other_reading(marks, before, head):
        current.alternatives.append(head)
    else:
        current.heads.append(head)


def _cut_after(own: Own, pair: _Pair, reached: Head) -> int | None:
    """The token at which the second is cut off; what stands up to ``reached`` is the first's."""
    before = msgspec.structs.replace(pair.before, start=reached.start, end=reached.end)
    return _cut(own, before, pair.head)


def _apiece(marks: Marks, heads: list[Head]) -> list[Mark]:
    """The number or plan beside all services that is each one's own: "PT and acupuncture, 6 sessions each"."""
    words = marks.tokens.words
    if _EACH.isdisjoint(words):
        return []
    said: list[Mark] = [*marks.counts, *marks.rates, *marks.stretches]
    behind = [mark for mark in said if mark.start >= heads[-1].end]
    plan = behind or [mark for mark in said if mark.end <= heads[0].start]
    if not plan:
        return []
    last = max(plan, key=lambda mark: mark.end)
    is_unit = isinstance(last, Count) and last.unit == "each"
    if not is_unit and _EACH.isdisjoint(words[last.end : last.end + 1]):
        return []
    return [msgspec.structs.replace(last, unit=None) if is_unit and mark is last else mark for mark in plan]


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


def _without_following(marks: Marks, heads: list[Head]) -> list[Head]:
    """The heads without those that ask for nothing before what they lead to.

    "Follow-up MRI" says that the MRI is not the first; the "RFA" of "RFA for PT" is the request for authorization.
    """
    words = marks.tokens.words
    first = heads[0]
    if words[first.start : first.end] == ["rfa"] and not _ASKED.isdisjoint(words[first.end : first.end + 1]):
        heads = heads[1:] or heads
    if all(head.service != "office_visit" for head in heads):
        return heads
    kept = [
        head
        for head, following in pairwise(heads)
        if not (
            head.end == following.start
            and tuple(word for word in words[head.start : head.end] if word != "-") in _FOLLOW_UP
            and _category(following) != "evaluation_and_management"
        )
    ]
    return [*kept, heads[-1]]


_ASKED = frozenset({"for", ":"})
_FOLLOW_UP = frozenset({("follow", "up"), ("followup",)})


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
    """The heads without those that tell what was done before, or what goes with which operation.

    "PT 2x6 s/p arthroscopy", "12 post-op PT sessions for right rotator cuff repair".
    """
    words = marks.tokens.words
    kept = [heads[0]]
    for before, head in pairwise(heads):
        gap = words[before.end : head.start]
        ends = [
            at + len(said) for said in _DONE_BEFORE for at in range(len(gap)) if tuple(gap[at : at + len(said)]) == said
        ]
        if not _is_operation(before) and _is_operation(head):
            ends += [at + 1 for at, word in enumerate(gap) if word in _AFTER]
        if not ends or not SEPARATORS.isdisjoint(gap[max(ends) :]):
            kept.append(head)
    return kept


def _is_operation(head: Head) -> bool:
    return all_services()[head.service].family == "surgery"


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
    named = {head.service for head in heads if not services[head.service].is_generic}
    kept = []
    for head in heads:
        entry = services[head.service]
        if head.drug and needled:
            continue
        if entry.family == "medication" and not head.drug and drugs:
            continue
        if entry.is_generic and (_is_kind_of(entry, named) or (drugs and head.service == "injection")):
            continue
        kept.append(head)
    return kept or heads[:1]


def _is_kind_of(kind: Service, named: set[str]) -> bool:
    """Whether a word for a kind tells nothing beside the services that are named.

    A kind that services are named as being like ("brace") is told by these only; another by all of its family.
    """
    services = all_services()
    of_family = {service for service in named if services[service].family == kind.family}
    alike = {service for service in of_family if are_alike(kind.id, service)}
    return bool(alike if kind.id in _kinds_with_members() else of_family)


@cache
def _kinds_with_members() -> frozenset[str]:
    """The kinds that some service of their family is named as being like."""
    services = all_services()
    return frozenset(
        kind
        for service in services.values()
        for kind in service.similar_to
        if services[kind].is_generic and not service.is_generic and services[kind].family == service.family
    )


def _is_compound(marks: Marks, heads: list[Head]) -> bool:
    """Whether the drugs are the ingredients of one compound: each with its share in per cent, or said to be one."""
    drugs = [head for head in heads if head.drug]
    if len(drugs) < 2 or len(drugs) != len(heads):
        return False
    if any(count.via in {Via.QUANTITY, Via.DISPENSED} for count in marks.counts if count.end <= drugs[-1].start):
        return False
    shares = [mark for mark in marks.strengths if mark.unit == "%"]
    if sum(len(mark.numbers) for mark in shares) >= len(drugs):
        return not any(mark.unit not in {"%", "gram", "mL", "ounce"} for mark in marks.strengths)
    return _is_mixed(marks, drugs) or any(word.kind is Kind.LABEL and word.value == "compound" for word in marks.words)


def _is_mixed(marks: Marks, drugs: list[Head]) -> bool:
    """Whether drugs joined by slashes are one mixture for the skin: "flurbiprofen/cyclobenzaprine cream".

    One of them is as a rule taken by mouth; else they are products, each a reading of its own.
    """
    words = marks.tokens.words
    joined = all(words[one.end : other.start] == ["/"] for one, other in pairwise(drugs))
    is_spread = any(word.kind is Kind.FORM and word.value in _SPREAD for word in marks.words)
    return joined and is_spread and any(drug.service != "topical_analgesics" for drug in drugs)


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


def _are_apart(own: Own, pair: _Pair, signs: set[str], *, has_behind: bool, has_pre: bool) -> bool:
    """Whether two heads are requests of their own; ``signs`` are the separators between them.

    ``has_behind`` and ``has_pre`` say whether a mark between them belongs to the first or to the second.
    """
    before, head = pair
    marks = own.marks
    is_evaluation = all_services()[before.service].unit == "evaluation"
    is_item = is_listed(marks, before, head, signs) or is_conditional(marks, before, head, signs)
    is_stay = head.service == "inpatient_stay" != before.service
    is_apart = is_stay or (bool(signs) and _is_beside_surgery(before, head))
    if is_item or is_apart or signs & STOPS or (signs and has_pre and is_evaluation):
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


def _is_beside_surgery(before: Head, head: Head) -> bool:
    """Whether one is a service beside an operation ("assistant surgeon"), which is decided on by itself."""
    services = all_services()
    families = {services[before.service].family, services[head.service].family}
    return "perioperative" in families and families <= {"surgery", "perioperative"} and before.service != head.service


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
    between = marks.tokens.words[before.end : head.start]
    if before.drug and head.drug:
        return True
    if len(joined([before, head])) == 1 or not _HOLDING.isdisjoint(between):
        return False
    if _category(before) == _category(head) == "surgery":
        return False  # What is done in one operation are its steps.
    return are_alike(before.service, head.service) and {word for word in between if word in SEPARATORS} <= {"/"}
