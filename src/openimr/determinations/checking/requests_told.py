"""Finds where the summary and the rationale tell what was requested, treatment by treatment.

Only the stretch of a sentence that words the request is looked at: not prior treatment, not what a guideline allows,
not what was certified, and not the request for another treatment of the same letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from openimr.citations import Value
from openimr.determinations.checking.framework import Context
from openimr.treatments.phrases import places_of
from openimr.treatments.services import are_alike, are_of_one_family, find_services, service

__all__ = ["SUMMARY", "Told", "is_told_of", "requests_worded", "services_of"]

SUMMARY = "clinical_case_summary"


class Told(Value, frozen=True):
    """A stretch of free text that words the request for one treatment.

    ``where`` is the path of the value, ``words`` the stretch, ``at`` where it begins in the value.
    """

    where: str
    words: str
    at: int

    @property
    def is_in_summary(self) -> bool:
        """Whether the clinical case summary tells it, and not the rationale."""
        return self.where == SUMMARY


_ASKS = re.compile(
    r"request(?:s|ed|ing)?\b(?:\s(?:has|had|have|is|was)\s(?:been\s)?(?:made|submitted|placed|sent)\b)?(?:\s(?:for"
    r"|of)\b)?"
    r"|coverage\sfor\b|authorization\sfor\b"
)
_ASKS_BEGIN = ("request", "coverage", "authorization")
_NOT_THIS = re.compile(
    r"\b(?:prior|previous|earlier|initial|original|first|last|past|no|any|another|similar|subsequent|separate|future"
    r"|surgery)\s$"
    r"|\b(?:previously|originally|initially|had)\s(?:been\s)?$"
)
_ANOTHER = (
    "prior", "previous", "earlier", "initial", "original", "first", "last", "past", "no", "any", "another", "similar",
    "subsequent", "separate", "future", "surgery", "previously", "originally", "initially", "had", "been",
)  # fmt: skip
_NOT_A_REQUEST = re.compile(r"\s(?:by|that|to)\b|er\b")
# What ends a stretch stands at a sign that is in no word, or right behind one, so the engine leaps over the letters.
_ENDS = re.compile(
    r"\W(?:(?<=[;.])(?=\s|$)|(?<=,)\s(?:which|but|who|however)\b"
    r"|(?:(?<=,)\sand|(?<=\s)and)\s(?:was|is|the|this|it|has|had|there|were|are)\b"
    r"|(?P<word>)(?:(?:exceeds?|exceeded|because|since|due\sto|was|were|is|are|has|have|had|who|which|per\sthe|based\son|according"
    r"|from|would|does"
    r"|do|did|cannot|can|could|should|will|may|appears?|seems?|given|until|while|although|when|after|following|status"
    r"|s/p|despite|modified|not|in\s(?:addition|order)|as\s(?:the|he|she|a|an|it|there|this|well|part|such))\b"
    r"|to\s\d|(?:on|dated)\s\d))"
)
_PASSIVE = re.compile(r"\s(?:is|are|was|were|been|being)\s(?:(?:now|also|currently|being)\s)*$")
_WHAT_BEGINS = re.compile(r".*(?:[.,:;]\s|\b(?:that|and|where|which|while|but|sessions\sas\s\d+)\s)", re.DOTALL)
_LONGEST_SUBJECT = 120


@lru_cache(maxsize=256)
def services_of(heading: str) -> tuple[str, ...]:
    """The ids of the services that a wording names, each once, in order; kinds ("surgery") only where nothing else is.

    >>> services_of("Norco 10/325 mg #60, a medication")
    ('opioids',)
    """
    named = tuple(dict.fromkeys(mention.id for mention in find_services(heading)))
    specific = tuple(identity for identity in named if not service(identity).is_generic)
    return specific or named


def requests_worded(context: Context, number: int) -> tuple[Told, ...]:
    """Where the summary and the rationale of treatment ``number`` (from 0) word a request, for it or for another.

    Whose request it is costs more to tell than what is in it, so a check asks :func:`is_told_of` where it doubts.
    """
    return context.once(_worded, number)


def _worded(context: Context, number: int) -> tuple[Told, ...]:
    rationale = context.d.disputed_treatments[number].rationale or ""
    return (*_stretches(SUMMARY, context.summary), *_stretches(f"disputed_treatments[{number}].rationale", rationale))


def is_told_of(context: Context, number: int, told: Told) -> bool:
    """Whether ``told`` words the request of treatment ``number``, and not that of another."""
    return _is_of(told, number, tuple([one.heading for one in context.d.disputed_treatments]))


@lru_cache(maxsize=64)
def _stretches(where: str, text: str) -> tuple[Told, ...]:
    """All stretches of ``text`` that word a request, for whichever treatment."""
    low = text.lower()
    found: list[Told] = []
    for match in _asks(low):
        passive = _passive(low, match)
        if passive:
            earlier = low[max(0, passive.start() - _LONGEST_SUBJECT) : passive.start()]
            begins = _WHAT_BEGINS.match(earlier)
            at = passive.start() - len(earlier) + (begins.end() if begins else 0)
            found.append(Told(where=where, words=text[at : passive.start()], at=at))
            continue
        if _NOT_A_REQUEST.match(low, match.end()) or _is_another(low, match.start()):
            continue
        end = _end(low, match.end())
        if text[match.end() : end].strip(" ,"):
            found.append(Told(where=where, words=text[match.end() : end].rstrip(" ,"), at=match.end()))
    return tuple(found)


def _end(low: str, start: int) -> int:
    """Where the stretch ends that begins at ``start``, which is no word's beginning."""
    stop = _ENDS.search(low, start)
    return len(low) if stop is None else stop.start() + (stop.lastgroup is not None)


def _asks(low: str) -> Iterator[re.Match[str]]:
    """The words that ask for something, one after the other."""
    for place in places_of(_ASKS_BEGIN, low):
        match = _ASKS.match(low, place)
        if match is not None:
            yield match


def _passive(low: str, asks: re.Match[str]) -> re.Match[str] | None:
    """The verb before "requested", where what is asked for stands before it."""
    if not asks[0].startswith("requested"):
        return None
    return _PASSIVE.search(low, max(0, asks.start() - 30), asks.start())


def _is_another(low: str, place: int) -> bool:
    """Whether the words before ``place`` tell of another request than the one in dispute."""
    start = max(0, place - 24)
    # A search backwards is dear, so it is made only behind one of the words that it seeks.
    if not low[start:place].rstrip().endswith(_ANOTHER):
        return False
    return _NOT_THIS.search(low, start, place) is not None


@lru_cache(maxsize=256)
def _is_of(told: Told, number: int, headings: tuple[str, ...]) -> bool:
    mentioned = services_of(told.words)
    own = services_of(headings[number])
    if not mentioned:
        return not (told.is_in_summary and len(headings) > 1)
    others = [services_of(heading) for place, heading in enumerate(headings) if place != number]
    if _is_any(mentioned, own, are_alike):
        return not (told.is_in_summary and any(_is_any(mentioned, other, are_alike) for other in others))
    if any(_is_any(mentioned, other, are_alike) for other in others):
        return False
    return not told.is_in_summary and (not own or _is_any(mentioned, own, are_of_one_family))


def _is_any(ones: tuple[str, ...], others: tuple[str, ...], alike: Callable[[str, str], bool]) -> bool:
    return any(alike(one, other) for one in ones for other in others)
