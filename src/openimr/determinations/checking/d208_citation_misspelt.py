"""Decides whether a citation misspells a word of the guideline that it names.

Source: 8 CCR 9792.21.1(d): a citation lets its reader find the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import CitationFamily, GuidelineCitation
from openimr.guidelines.catalogue import editions, sections

__all__ = ["CHECK"]

_WORD = re.compile(r"[A-Za-z]{5,}")
_CUT_OFF = 82
_ENDING = re.compile(
    r"(?:s|es?|al|ally|ed|ing|ions?|ional|ics?|ists?|ive|y|ies|ers?|ors?|ity|ments?|ations?|ative|ly|olog(?:y|ical"
    r"|ist))?"
)


def _look(context: Context) -> Iterator[Hit]:
    for path, _, basis in context.bases():
        faults = {word: right for citation in basis.citations for word, right in _misspelt_in(citation)}
        if faults:
            pairs = ", ".join(f"“{word}” ({right})" for word, right in faults.items())
            first = next(iter(faults))
            yield Hit(
                where=path, message=f"The citation seems misspelt: {pairs}.", quote=first if first in basis.text else ""
            )


def _misspelt_in(citation: GuidelineCitation) -> tuple[tuple[str, str], ...]:
    if citation.known_as is None and citation.family is CitationFamily.OTHER:
        return ()
    return misspelt(" ".join(filter(None, (citation.guideline, citation.chapter, citation.section))))


@lru_cache(maxsize=4096)
def misspelt(words: str) -> tuple[tuple[str, str], ...]:
    """Each word that is nearly, but not quite, a word of guidelines, with the word that is meant.

    >>> misspelt("Pyschological treatment")
    (('Pyschological', 'psychological'),)
    >>> misspelt("Interventional treatments")
    ()
    """
    found = []
    for word in _WORD.findall(words):
        small = word.lower()
        if small in _known():
            continue
        near = process.extractOne(small, _known_list(), scorer=fuzz.ratio, score_cutoff=_CUT_OFF)
        if near is not None and near[0][0] == small[0] and not _is_another_form(small, near[0]):
            found.append((word, near[0]))
    return tuple(found)


def _is_another_form(one: str, other: str) -> bool:
    """Whether two words differ in their ending only, as forms of one word do."""
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(
        _ENDING.fullmatch(one, place) and _ENDING.fullmatch(other, place)
        for place in range(max(shared - 3, 4), shared + 1)
    )


@cache
def _known() -> frozenset[str]:
    titles = (words for edition in editions() for words in (edition.title, edition.publisher, *edition.aliases))
    names = (words for section in sections() for words in (section.name, *section.aliases))
    known = {word.lower() for words in (*titles, *names) for word in _WORD.findall(words)}
    # Both spellings are right.
    spelt_otherwise = (("ior", "iour"), ("our", "or"), ("ae", "e"), ("orthope", "orthopae"), ("anesth", "anaesth"))
    return frozenset(known | {word.replace(one, other) for word in known for one, other in spelt_otherwise})


@cache
def _known_list() -> tuple[str, ...]:
    return tuple(sorted(_known()))


CHECK = Check(
    code="D208",
    name="citation-misspelt",
    severity=Severity.NOTE,
    what="A citation misspells a word of the guideline or section that it names.",
    why="A misspelt citation is not found by a search, neither by the parties nor by those who count decisions.",
    mend="Copy the title from the guideline itself.",
    sources=duties("citation-format"),
    look=_look,
)
