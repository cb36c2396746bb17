"""Finds organizations that the case does not list: by letterheads, and by places of care that a sentence names.

A letterhead stands alone in a line at the head or foot of a page. An organization that is known from one is then looked
for on all pages, however it is spelt there. Words that are a treatment as well name an organization in a letterhead
only.

Source: ``rulebook/casefile/firm_words.yaml``; Labor Code 4610.6(m).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from openimr.casefile.redaction.folding import folded
from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.model import Kind
from openimr.casefile.redaction.parties import Firm
from openimr.casefile.redaction.titles import common_names, plain_words
from openimr.citations import Value, Verification
from openimr.rulebook import load
from openimr.treatments import find_services

__all__ = ["letterheads", "places_of_care"]

_RANK = 3
_SURE = 0.9
_DOUBTFUL = 0.6
_EDGE = 8
_PART = re.compile(r"\s{3,}|\t|\s[\u00b7\u2022|]\s")
_PAGE = re.compile(r"[\s,;.-]*\bpage\b.*$|[\s,;.-]+\d+$", re.IGNORECASE)
_LEGAL = r"(?i:,?\s(?:inc|llc|llp|ltd|corp|co|pc|apc|p\.c|a\s(?:medical|professional)\scorporation)\.?)*"
_OWN = r"[A-Z][\w'\u2019&.-]*"
_JOIN = r"(?:(?:of|and|the|for|&)\s+){0,2}"
_MOST_OWN = 5
_WORDS = re.compile(r"[^\W_][\w'\u2019-]*")
_SENTENCE = re.compile(r"(?:^|[.:;!?\n]\s*)$")


class _Role(StrEnum):
    FACILITY = "facility"
    TRADE = "trade"
    NOT_OWN = "not_own"
    STAYS = "stays"


class _Row(Value, frozen=True):
    role: _Role
    words: tuple[str, ...]
    source: str
    verification: Verification


@cache
def _words(*roles: _Role) -> frozenset[str]:
    rows = load("casefile/firm_words.yaml", _Row)
    return frozenset(word for row in rows if row.role in roles for word in row.words)


@cache
def _named(*roles: _Role) -> re.Pattern[str]:
    """A name that ends with a word of these roles; its own words are the group "own"."""
    kinds = sorted(_words(*roles), key=len, reverse=True)
    kind = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in kinds)
    own = rf"(?P<own>{_OWN}(?:\s+{_JOIN}{_OWN}){{0,{_MOST_OWN - 1}}})"
    return re.compile(rf"(?<![\w']){own}\s+(?=[A-Z])(?P<kind>(?i:{kind}))(?!\w)(?P<legal>{_LEGAL})")


def letterheads(texts: Iterable[str]) -> tuple[Firm, ...]:
    r"""The organizations that stand alone in a line at the head or foot of one of ``texts``, each once.

    >>> [firm.who for firm in letterheads(["Kestrel Grove Physical Therapy\nVisit 3. Pain is 4/10."])]
    ['kestrel grove physical therapy']
    """
    names: dict[str, None] = {}
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        for line in (*lines[:_EDGE], *lines[_EDGE:][-_EDGE:]):
            names.update(dict.fromkeys(name for part in _PART.split(line) if (name := _letterhead(part))))
    return tuple(_firm(name) for name in names)


def _letterhead(part: str) -> str:
    """The name that a part of a line is, in small letters; empty where it is something else."""
    bare = _PAGE.sub("", part.strip())
    match = _named(_Role.FACILITY, _Role.TRADE).fullmatch(bare)
    if match is None or not _own_words(match["own"]) or _stays(bare):
        return ""
    mentions = find_services(bare)
    if any(mention.span.start == 0 for mention in mentions):
        return ""
    return " ".join(bare.removesuffix(match["legal"]).lower().split())


def _own_words(own: str) -> list[str]:
    """The words of a name that are no words of medicine, of the law, of grammar or of titles of papers."""
    none = _words(_Role.NOT_OWN)
    small = [word.lower() for word in _WORDS.findall(own)]
    return [word for word in small if len(word) > 1 and word not in none and word not in plain_words()]


def _stays(name: str) -> bool:
    return " ".join(name.lower().split()) in _words(_Role.STAYS)


def _firm(name: str) -> Firm:
    words = tuple(folded(word) for word in _WORDS.findall(name))
    own = _named(_Role.FACILITY, _Role.TRADE).fullmatch(name.title())
    telling = [word for word in _own_words(own["own"] if own else name) if word not in common_names()]
    return Firm(who=name, kind=Kind.ORGANIZATION, words=words, telling=frozenset(map(folded, telling)), acronym="")


def places_of_care(text: str) -> Iterator[Found]:
    """Each place of care that ``text`` names in its course, in no order; at the head of a sentence a person judges.

    >>> text = "She was seen at Quillon Harbor Hospital."
    >>> [text[one.start:one.end] for one in places_of_care(text)]
    ['Quillon Harbor Hospital']
    """
    for match in _named(_Role.FACILITY).finditer(text):
        start = _begin(match)
        if start is None or _stays(text[start : match.end()]):
            continue
        is_sure = _SENTENCE.search(text, 0, start) is None or len(text[start : match.end("own")].split()) > 1
        yield Found(
            start,
            match.end(),
            kind=Kind.ORGANIZATION,
            reason="It has the form of the name of a place of care.",
            confidence=_SURE if is_sure else _DOUBTFUL,
            is_certain=is_sure,
            rank=_RANK,
            who=" ".join(text[start : match.end("kind")].lower().split()),
        )


def _begin(match: re.Match[str]) -> int | None:
    """Where the name begins: at its first own word; ``None`` where it has none."""
    for word in _WORDS.finditer(match["own"]):
        if _own_words(word[0]):
            return match.start("own") + word.start()
    return None
