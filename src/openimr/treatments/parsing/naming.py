"""Names a service by the words beside its name: an evaluation for a program, a consultation with a specialist.

Source: request-grammar.md 8.1 to 8.5 for consultations; the others are general knowledge of requests, unverified.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from openimr.treatments.parsing.lexicon import Kind, first_wordings, wordings_of
from openimr.treatments.parsing.marks import Head, Mark, Marks, Rate, Word
from openimr.treatments.request import Per
from openimr.treatments.services import all_services, service_words

__all__ = ["name_by_context"]

_EVALUATIONS = frozenset({"evaluation", "eval", "assessment", "reassessment", "reevaluation"})
# The evaluation that is asked for in place of the programs or the care that it is to precede.
_EVALUATED = {"programs": "program_evaluation", "home_health": "home_health_evaluation"}
_TOWARDS = frozenset({"for", "at", "to", "of", "by", "with", "a", "an", "the", "into", "initial"})
_FARTHEST = 3
_FARTHEST_SPECIALIST = 12
_JOINING = frozenset({"with", "w", "and", "&", "plus", "+", ",", "/", "including", "includes", ":"})
_SEEING = frozenset({
    "evaluation", "eval", "consult", "consultation", "visit", "specialist", "appointment", "clearance", "referral",
    "reevaluation", "assessment",
})  # fmt: skip
_SENT = frozenset({"refer", "referral", "see", "evaluation", "consult", "consultation", "opinion", "seen"})
_BETWEEN = frozenset({"to", "with", "by", "a", "an", "the", "for"})
_CAUSE = frozenset({"for", "from", "due"})
_OCCASION = frozenset({"prior", "before", "for"})
_BREAKS = frozenset({",", ";", "(", ")", ".", "and", "&"})


def name_by_context(marks: Marks) -> None:
    """Change the services that the words beside them tell more of; drop those that ask for nothing of their own."""
    if not marks.heads:
        _add_consultation(marks)
        return
    changed = _changed()
    for place, head in enumerate(marks.heads):
        change = changed.get(head.service)
        if change is not None:
            change(marks, place)
    if len(marks.heads) > 1:
        _drop_others(marks)


def _drop_others(marks: Marks) -> None:
    """Drop the services that ask for nothing of their own."""
    around = _Around(
        has_drug=any(head.drug is not None for head in marks.heads),
        has_visit=any(_category(head) == "evaluation_and_management" for head in marks.heads),
        specialties=_specialties(marks),
        shares=frozenset(mark.start for mark in marks.strengths if mark.unit == "%"),
    )
    marks.heads = [head for place, head in enumerate(marks.heads) if not _is_no_request(marks, place, around)]
    marks.words.sort(key=_start)


@cache
def _changed() -> dict[str, Callable[[Marks, int], None]]:
    """What looks beside each service for words that tell more of it; none for most."""
    found: dict[str, Callable[[Marks, int], None]] = {
        identity: _name_evaluation for identity, each in all_services().items() if each.category in _EVALUATED
    }
    return {
        **found,
        "consultation": _name_specialist,
        "surgery": _name_surgeon,
        "corticosteroids": _name_injection,
    }


def _name_evaluation(marks: Marks, place: int) -> None:
    """Take the evaluation for a program or for care, and the hours of each day of care."""
    head = marks.heads[place]
    if head.drug is None and _is_evaluated(marks, head):
        head.service = _EVALUATED[_category(head)]
    elif not place:
        _count_hours(marks)


def _name_specialist(marks: Marks, place: int) -> None:
    head = marks.heads[place]
    head.service = _with_specialist(marks, head, _specialties(marks))


def _name_surgeon(marks: Marks, place: int) -> None:
    head = marks.heads[place]
    head.service = _seen_by_surgeon(marks, head, _specialties(marks))


class _Around(NamedTuple):
    """What is asked of every head, found once: whether drugs and visits are named, specialties, and shares."""

    has_drug: bool
    has_visit: bool
    specialties: list[Word]
    shares: frozenset[int]


def _category(head: Head) -> str:
    return all_services()[head.service].category


def _specialties(marks: Marks) -> list[Word]:
    """The specialties that are named, in their order."""
    return [word for word in marks.words if word.kind is Kind.SPECIALTY]


def _start(mark: Mark) -> int:
    return mark.start


def _is_evaluated(marks: Marks, head: Head) -> bool:
    """Whether an evaluation for it is asked for: "FRP initial evaluation", "evaluation for an FRP"."""
    words = marks.tokens.words
    behind = words[head.end : head.end + _FARTHEST]
    for word in behind:
        if word in _EVALUATIONS:
            return True
        if not word.isalpha() or word in _JOINING or word in _TOWARDS - {"initial"}:
            break
    at = head.start - 1
    while at >= 0 and head.start - at < _FARTHEST_SPECIALIST and words[at] in _TOWARDS:
        at -= 1
    return 0 <= at < head.start - 1 and words[at] in _EVALUATIONS and not _is_name(marks, at)


def _is_name(marks: Marks, at: int) -> bool:
    """Whether the token belongs to the name of another service."""
    place = bisect_right(marks.heads, at, key=_start)
    return bool(place) and at < marks.heads[place - 1].end


def _is_no_request(marks: Marks, place: int, around: _Around) -> bool:
    """Whether a service only says whose, what for or what with: the first of a wording never does."""
    head = marks.heads[place]
    following = marks.heads[place + 1] if place + 1 < len(marks.heads) else None
    if _is_in_specialty(head, around) or _is_ingredient(head, around) or _is_given_up(marks, head):
        return True
    if following is not None and _is_manner_of(head, following):
        return True
    if not place:
        return False
    before = marks.heads[place - 1]
    return (
        _is_cause(marks, before, head)
        or _is_abbreviated(marks, before, head)
        or _is_supply(marks, before, head)
        or _is_occasion(marks, before, head)
        or _is_tested_for(marks, before, head)
        or (before.service in _EVALUATED.values() and _leads_to(marks, before, head))
    )


def _leads_to(marks: Marks, before: Head, head: Head) -> bool:
    """Whether an evaluation is made for the service after it: "multidisciplinary evaluation for an FRP"."""
    between = marks.tokens.words[before.end : head.start]
    return bool(between) and _TOWARDS.issuperset(between)


def _is_given_up(marks: Marks, head: Head) -> bool:
    """Whether a drug is to be left off or exchanged for another: "discontinue Soma", "change Norco to Nucynta"."""
    return head.drug is not None and not _LEFT_OFF.isdisjoint(marks.tokens.words[max(0, head.start - 2) : head.start])


_LEFT_OFF = frozenset({"discontinue", "discontinued", "stop", "dc", "change", "switch", "instead", "replacing"})


def _is_manner_of(head: Head, following: Head) -> bool:
    """Whether it only says how the next is given, or what a consultation right behind it is about.

    "Telehealth psychotherapy", "spinal cord stimulator consultation".
    """
    category = all_services()[following.service].category
    if head.service == "telephone_consultation":
        return category != "evaluation_and_management"
    return following.service == "consultation" and following.start == head.end


def _is_ingredient(head: Head, around: _Around) -> bool:
    """Whether it has its share in a mixture of drugs: "menthol 2%, hyaluronic acid 0.2%"."""
    return head.drug is None and around.has_drug and head.end in around.shares


def _is_abbreviated(marks: Marks, before: Head, head: Head) -> bool:
    """Whether goods are named once more by their letters: the "LSO" of "lumbar brace, LSO"."""
    if before.service != head.service or all_services()[head.service].category != "dmepos":
        return False
    tokens = marks.tokens
    name, letters = (tokens.span(each.start, each.end).quote(tokens.text) for each in (before, head))
    return tokens.words[before.end : head.start] in ([","], ["-"]) and letters.isupper() and not name.isupper()


def _is_occasion(marks: Marks, before: Head, head: Head) -> bool:
    """Whether it only says when a drug is taken: "diazepam 5 mg prior to MRI"."""
    if before.drug is None or head.drug is not None:
        return False
    between = marks.tokens.words[before.end : head.start]
    return not _OCCASION.isdisjoint(between) and _BREAKS.isdisjoint(between)


def _is_tested_for(marks: Marks, before: Head, head: Head) -> bool:
    """Whether a drug is what blood is tested for: "blood test for TSH and testosterone"."""
    if head.drug is None or before.service != "laboratory_test":
        return False
    return all(not found or found[-1].start < head.end for found in (marks.strengths, marks.counts))


def _name_injection(marks: Marks, place: int) -> None:
    """Take a steroid that is injected as its injection: "Depo-Medrol 80 mg injection"."""
    head = marks.heads[place]
    following = marks.heads[place + 1] if place + 1 < len(marks.heads) else None
    if head.drug is not None and following is not None and following.service == "injection":
        head.drug, head.service = None, "corticosteroid_injection"


def _count_hours(marks: Marks) -> None:
    """Take hours beside the times in a week as those of each day of care: "4 hours twice a week"."""
    services = all_services()
    if any(services[head.service].category != "home_health" for head in marks.heads) or len(marks.rates) != 1:
        return
    (rate,) = marks.rates
    hours = [stretch for stretch in marks.stretches if stretch.unit is Per.HOUR]
    if len(hours) != 1 or rate.unit is not None or rate.per is not Per.WEEK:
        return
    (each,) = hours
    marks.stretches.remove(each)
    marks.rates = sorted(
        [Rate(each.start, each.end, each.least, each.most, Per.DAY, unit="hour"), _replaced(rate, "day")],
        key=lambda mark: mark.start,
    )


def _replaced(rate: Rate, unit: str) -> Rate:
    return Rate(rate.start, rate.end, rate.least, rate.most, rate.per, unit=unit)


def _is_in_specialty(head: Head, around: _Around) -> bool:
    """Whether the name is a piece of the name of a specialty: the "medicine" of "addiction medicine"."""
    if head.service not in _IN_SPECIALTIES:
        return False
    place = bisect_right(around.specialties, head.start, key=_start)
    if not place:
        return False
    word = around.specialties[place - 1]
    return head.end < word.end or (around.has_visit and word.start < head.start and head.end == word.end)


_IN_SPECIALTIES = frozenset({"medication", "surgery"})


def _seen_by_surgeon(marks: Marks, head: Head, specialties: list[Word]) -> str:
    """The consultation where only the specialty is called surgery: "plastic surgery evaluation"."""
    place = bisect_left(specialties, head.start, key=_start)
    if not place or _SEEING.isdisjoint(marks.tokens.words[head.end : head.end + 1]):
        return head.service
    word = specialties[place - 1]
    return _consultations().get(word.value, "consultation") if word.end == head.end else head.service


def _is_cause(marks: Marks, before: Head, head: Head) -> bool:
    """Whether a kind of drug is what something else is for: "detox program for opioid dependence"."""
    services = all_services()
    if head.drug or services[head.service].family != "medication" or services[before.service].family == "medication":
        return False
    between = marks.tokens.words[before.end : head.start]
    return not _CAUSE.isdisjoint(between)


def _is_supply(marks: Marks, before: Head, head: Head) -> bool:
    """Whether supplies come with the device before them and are not counted: "TENS unit with electrodes"."""
    services = all_services()
    if services[head.service].unit != "supply" or services[before.service].unit != "device":
        return False
    words = marks.tokens.words
    if _JOINING.isdisjoint(words[before.end : head.start]):
        return False
    if marks.counts and marks.counts[-1].start >= before.end:
        return False
    names = first_wordings(Kind.ACCESSORY)
    said = words[head.start : head.end]
    value = next((name for name, first in names.items() if first.split()[0] in {w.removesuffix("s") for w in said}), "")
    marks.words.append(Word(head.start, head.end, Kind.ACCESSORY, value or "supplies"))
    return True


def _with_specialist(marks: Marks, head: Head, specialties: list[Word]) -> str:
    """The consultation with the specialist who is named beside it: "consult with podiatry"."""
    words = marks.tokens.words
    place = bisect_left(specialties, head.start, key=_start)
    for word in specialties[max(0, place - 1) : place + 2]:
        first, last = (word.end, head.start) if word.start < head.start else (head.end, word.start)
        between = words[first:last]
        is_near = len(between) <= _FARTHEST_SPECIALIST and "for" not in between
        # Where nothing else is named before, the specialist may stand apart: "consultation, low back, neurology".
        if is_near and (_BREAKS.isdisjoint(between) or _is_next(marks, head, word)):
            return _consultations().get(word.value, head.service)
    return head.service


def _is_next(marks: Marks, head: Head, word: Word) -> bool:
    """Whether a word follows a service, and no other service begins before or right behind it."""
    place = bisect_right(marks.heads, head.start, key=_start)
    following = marks.heads[place] if place < len(marks.heads) else None
    is_free = following is None or word.end < following.start or word.start <= following.start < word.end
    return head.end <= word.start and is_free


def _add_consultation(marks: Marks) -> None:
    """Take the specialist whom someone is to see as the consultation that is asked for: "referral to ENT"."""
    words = marks.tokens.words
    for word in marks.words:
        if word.kind is not Kind.SPECIALTY:
            continue
        before = [other for other in words[max(0, word.start - _FARTHEST) : word.start] if other not in _BETWEEN]
        after = words[word.end : word.end + 2]
        if not _SENT.isdisjoint(before) or not _SEEING.isdisjoint(after):
            marks.heads.append(Head(word.start, word.end, _consultations().get(word.value, "consultation")))
            return


@cache
def _consultations() -> dict[str, str]:
    """The consultation of each specialty that has one of its own."""
    known = {wording.lower(): identity for wording, identity in service_words()}
    found: dict[str, str] = {}
    for wording, specialty in wordings_of(Kind.SPECIALTY).items():
        identity = known.get(f"{wording.lower()} consultation")
        if identity is not None:
            found.setdefault(specialty, identity)
    return found
