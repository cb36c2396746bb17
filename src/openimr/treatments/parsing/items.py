"""Tells items of a list apart, and what belongs to one of them, by what the services are.

Source: request-grammar.md 3.9, 6.1 and 7.8; the further kinds are general knowledge of requests, unverified.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

import msgspec

from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Head, Mark, Marks, Word
from openimr.treatments.request import Per
from openimr.treatments.services import all_services, are_alike

__all__ = [
    "comes_with",
    "holds_tests",
    "is_combination",
    "is_conditional",
    "is_listed",
    "is_seen_while_injecting",
    "is_test_of_clearance",
    "joined",
    "name_injected",
    "name_stays",
    "without_times_of_surgery",
]

_LISTING = frozenset({",", ";", "and", "&", "+", "plus", "also"})
_FEW = 4
_INPATIENT = frozenset({"inpatient", "patient"})
_BESIDE = frozenset({"x", ",", "-", ":", "for", "(", "of", "times"})
_WITH = frozenset({"with", "w"})
_HOLDING = frozenset({*_WITH, "including", "include", "includes", "incl"})
_TESTS_OF_CLEARANCE = frozenset({"electrocardiogram", "laboratory_test", "x_ray", "pulmonary_function_test"})
# What an injection is shown by or given through: "caudal ESI with catheter".
_SEEN_WHILE_INJECTING = frozenset({"fluoroscopy", "arthrogram", "medical_supplies"})
# "Labs: CBC, CMP": what follows is what these words hold.
_HOLDS_TESTS = frozenset({"lab", "labs", "laboratory", "blood"})


def is_listed(marks: Marks, before: Head, head: Head, signs: set[str]) -> bool:
    """Whether two goods or two laboratory tests stand side by side in a list, each an item of its own."""
    services = all_services()
    if before.drug or head.drug:
        return False
    if before.service == head.service == "laboratory_test":
        is_held = holds_tests(marks, before)
        return bool(signs & _LISTING) and not is_held and not _is_said_again(marks, before, head)
    if not services[before.service].category == services[head.service].category == "dmepos":
        return False
    if comes_with(marks, before, head):
        return True
    is_other = before.service == head.service or not are_alike(before.service, head.service)
    return (
        bool(signs & _LISTING) and is_other and not any(_is_said_again(marks, one, head) for one in _last(marks, head))
    )


def holds_tests(marks: Marks, head: Head) -> bool:
    """Whether the words stand for all laboratory tests that follow them."""
    return head.service == "laboratory_test" and marks.tokens.words[head.start] in _HOLDS_TESTS


def _is_said_again(marks: Marks, before: Head, head: Head) -> bool:
    """Whether the one says nothing but what the other says: "TENS unit, TENS"."""
    words = marks.tokens.words
    one, other = set(words[before.start : before.end]), set(words[head.start : head.end])
    return before.service == head.service and (one <= other or other <= one)


def _last(marks: Marks, head: Head) -> list[Head]:
    """The few heads before this one."""
    place = bisect_left(marks.heads, head.start, key=_start)
    return marks.heads[max(0, place - _FEW) : place]


def comes_with(marks: Marks, before: Head, head: Head) -> bool:
    """Whether a device is asked for with an item that is supplied on its own: "TENS unit with conductive garment"."""
    services = all_services()
    one, other = services[before.service], services[head.service]
    between = marks.tokens.words[before.end : head.start]
    is_pair = one.category == other.category == "dmepos" and (one.unit, other.unit) == ("device", "item")
    return is_pair and not _WITH.isdisjoint(between) and _LISTING.isdisjoint(between)


def is_conditional(marks: Marks, before: Head, head: Head, signs: set[str]) -> bool:
    """Whether the same is asked for once more, elsewhere, under a condition: "right release, possible left release"."""
    if before.service != head.service or not signs:
        return False
    words = _words_from(marks, before.end, head.start)
    if not any(word.kind is Kind.MODIFIER and word.value == "possible" for word in words):
        return False
    place = bisect_left(marks.heads, head.end, key=_start)
    end = marks.heads[place].start if place < len(marks.heads) else marks.tokens.count
    side = bisect_left(marks.sides, before.end, key=_start)
    return side < len(marks.sides) and marks.sides[side].start < end


def is_combination(marks: Marks, before: Head, head: Head) -> bool:
    """Whether two drugs are one product: joined by a slash, with as many numbers behind: "senna/docusate 8.6/50 mg"."""
    if not (before.drug and head.drug) or marks.tokens.words[before.end : head.start] != ["/"]:
        return False
    return any(mark.start >= head.end and len(mark.numbers) == 2 for mark in marks.strengths)


def is_seen_while_injecting(before: Head, head: Head) -> bool:
    """Whether the one is only used in an injection: "caudal ESI with epidurography", "with catheter"."""
    return all_services()[before.service].category == "injections" and head.service in _SEEN_WHILE_INJECTING


def is_test_of_clearance(marks: Marks, before: Head, head: Head) -> bool:
    """Whether a test is part of the clearance for surgery that it is named with: "medical clearance with EKG"."""
    if before.service != "pre_operative_clearance" or head.service not in _TESTS_OF_CLEARANCE:
        return False
    return not _HOLDING.isdisjoint(marks.tokens.words[before.end : head.start])


def joined(heads: list[Head]) -> list[Head]:
    """The heads; those that are all that one service consists of are that service: EMG and NCV."""
    if len(heads) < 2:
        return heads
    whole = _wholes().get(frozenset(head.service for head in heads))
    return heads if whole is None else [msgspec.structs.replace(heads[0], service=whole)]


@cache
def _wholes() -> dict[frozenset[str], str]:
    """The services that consist of others, by these."""
    return {frozenset(service.consists_of): service.id for service in all_services().values() if service.consists_of}


def name_stays(marks: Marks) -> None:
    """Mark "inpatient" as the stay that is asked for, where it stands beside a number of days: "inpatient x 3 days"."""
    if _INPATIENT.isdisjoint(marks.tokens.words):
        return
    settings = [word for word in marks.words if word.kind is Kind.SETTING and word.value == "inpatient"]
    if not settings or not all(_is_of_a_stay(head) for head in marks.heads):
        return
    words = marks.tokens.words
    for word in settings:
        for stretch in marks.stretches:
            first, last = sorted((word, stretch), key=_start)
            if stretch.unit is Per.DAY and _BESIDE.issuperset(words[first.end : last.start]):
                marks.heads.append(Head(word.start, word.end, "inpatient_stay"))
                marks.heads.sort(key=_start)
                return


def _is_of_a_stay(head: Head) -> bool:
    """Whether it may be what a stay in hospital is for, and is not the stay itself."""
    return all_services()[head.service].category == "surgery" and head.service != "inpatient_stay"


def without_times_of_surgery(marks: Marks, heads: list[Head]) -> list[Head]:
    """The heads without surgery that only says when: "clearance prior to surgery"."""
    times = [word for word in marks.words if word.kind is Kind.MODIFIER]
    kept = [
        head
        for head in heads
        if not (head.service == "surgery" and any(word.start < head.start and head.end <= word.end for word in times))
    ]
    return kept or heads


def name_injected(marks: Marks, heads: list[Head]) -> list[Head]:
    """The heads; a drug that is injected at once is its injection: "Toradol 60 mg IM injection"."""
    services = all_services()
    for place, head in enumerate(heads):
        injection = f"{head.drug}_injection"
        if injection not in services:
            continue
        end = heads[place + 1].end if place + 1 < len(heads) else marks.tokens.count
        is_given = any(
            word.kind is Kind.ROUTE and word.value == "intramuscular" for word in _words_from(marks, head.end, end)
        ) or (place + 1 < len(heads) and heads[place + 1].service == "injection")
        if is_given:
            head.drug, head.service = None, injection
    return heads


def _words_from(marks: Marks, start: int, end: int) -> list[Word]:
    """The plain words that begin from one token to before another."""
    first = bisect_left(marks.words, start, key=_start)
    return marks.words[first : bisect_left(marks.words, end, first, key=_start)]


def _start(mark: Mark) -> int:
    return mark.start
