"""Finds the service that the word for a kind and words elsewhere in the wording name together.

"Injection, right shoulder" asks for a shoulder injection, and "facet and sacroiliac joint injections" for facet
injections too. The wordings are those of vocabulary/services.yaml, read apart; that letters part them so is general
knowledge of requests, unverified.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from openimr.treatments.anatomy import part_words
from openimr.treatments.parsing.lexicon import Kind, Lexicon, lexicon
from openimr.treatments.parsing.marks import Head, Marks
from openimr.treatments.parsing.tokens import tokenize
from openimr.treatments.services import all_services, service_words

__all__ = ["add_elided", "named_apart"]

_SHARED_WORDS = frozenset({"injection", "block"})
_SHARED_FORMS = frozenset({"injection", "injections", "block", "blocks"})
_JOINS = frozenset({"and", "&", "/", ",", "or", "+"})
# How many tokens before the name of an injection the word that joins it to another may stand: "and right SI joint".
_REACH = 3
_LONGEST = 4


def named_apart(marks: Marks, heads: list[Head]) -> list[Head]:
    """The heads; where the first is a kind of service, it is the one that it makes with its part of the body."""
    if not heads or heads[0].drug is not None or not all_services()[heads[0].service].is_generic:
        return heads
    head = heads[0]
    kind = marks.tokens.words[head.end - 1]
    found = next((service for part in marks.parts if (service := _of_part(part.part, kind))), None)
    return heads if found is None else [msgspec.structs.replace(head, service=found), *heads[1:]]


@lru_cache(maxsize=512)
def _of_part(part: str, kind: str) -> str | None:
    """The service that a part of the body and a word for a kind name: "hip" and "injection"."""
    wordings = (tokenize(word).words for word, of, side in part_words() if of == part and side is None)
    return next((found for wording in wordings if (found := _service([*wording, kind]))), None)


def _service(words: list[str]) -> str | None:
    """The service that all the words name together, where it is no kind of service."""
    hit = lexicon().main.longest(words, 0)
    if hit is None or hit[0] != len(words) or hit[1].kind is not Kind.SERVICE:
        return None
    return None if all_services()[hit[1].value].is_generic else hit[1].value


def add_elided(marks: Marks) -> None:
    """Mark the injections whose last word is said once for several: "C4-5 facet and suprascapular injections"."""
    words = marks.tokens.words
    if _SHARED_FORMS.isdisjoint(words) or _JOINS.isdisjoint(words):
        return
    services = all_services()
    named: set[int] | None = None
    for head in list(marks.heads):
        shared = _singular(words[head.end - 1])
        if shared not in _SHARED_WORDS or services[head.service].family != "injection":
            continue
        join = next(
            (at for at in range(head.start - 1, head.start - 1 - _REACH, -1) if at > 0 and words[at] in _JOINS), 0
        )
        found = _elided(words, join, shared) if join else None
        if found is None or found[1] == head.service:
            continue
        if named is None:
            named = {at for other in marks.heads for at in range(other.start, other.end)}
        if named.isdisjoint(range(found[0], join)):
            marks.heads.append(Head(found[0], join, found[1], None, is_plural=head.is_plural))


def _elided(words: list[str], end: int, shared: str) -> tuple[int, str] | None:
    """The wording without its last word that ends before a token, and its service."""
    for start in range(max(0, end - _LONGEST), end):
        hit = _without_last(shared).longest(words, start)
        if hit is not None and hit[0] == end:
            return start, hit[1].value
    return None


def _singular(word: str) -> str:
    return word.removesuffix("s")


@cache
def _without_last(shared: str) -> Lexicon:
    """The wordings of injections that end in a word, without it."""
    found = Lexicon()
    services = all_services()
    for wording, identity in service_words():
        rest, _, last = wording.rpartition(" ")
        if rest and last == shared and services[identity].family == "injection":
            found.add(rest, Kind.SERVICE, identity)
    return found
