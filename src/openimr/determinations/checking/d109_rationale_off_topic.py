"""Decides whether a rationale never speaks of the treatment in its heading.

Source: Labor Code 4610.6(e): the analysis is about the employee's condition and the treatment in dispute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import services_of
from openimr.treatments.anatomy import find_body_parts, part_vocabulary
from openimr.treatments.phrases import word_set
from openimr.treatments.services import are_of_one_family, service

__all__ = ["CHECK"]

_WORD = re.compile(r"[a-z]{4,}|[a-z]\d{4}|\d{5}")
# Words that any heading and any rationale may hold, whatever they are about.
_EVERYWHERE = word_set(
    "session sessions visit visits treatment treatments time times week weeks month months days day request requested",
    "additional initial continued further trial purchase rental service services medical pain with without under each",
    "every right left bilateral both upper lower associated quantity refill refills post operative therapy management",
    "care evaluation retrospective prospective unit units program system twice once weekly monthly total high level",
    "levels chronic acute extremity extremities spine joint joints body parts from that this into patient",
)
_STEM = 5
# These begin as "physical" and "medication" do, and speak of people and records.
_PEOPLE = word_set("physician physicians medical medically")
_BEGIN_PEOPLE = frozenset(word[:_STEM] for word in _PEOPLE)
_POINTS_AT_IT = re.compile(
    r"\b(?:request|requested|requests|this (?:treatment|service|medication|procedure|surgery|study|item|device)"
    r"|these (?:sessions|visits|services)"
    r"|disputed|sessions|visits|the (?:treatment|procedure|surgery|device|medication|service|study|test) )\b",
    re.IGNORECASE,
)


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        rationale = treatment.rationale
        if not rationale or _speaks_of(rationale, treatment.heading):
            continue
        spoken = services_of(rationale)
        if any(not service(one).is_generic for one in spoken) or not _POINTS_AT_IT.search(rationale):
            yield Hit(
                where=f"{path}.rationale",
                message=f"The rationale never speaks of “{treatment.heading}”.",
                quote=context.sentences(f"{path}.rationale")[0],
                at=0,
            )


def _speaks_of(rationale: str, heading: str) -> bool:
    """Whether the rationale names the heading's service, one like it, or any word of its own."""
    low = rationale.lower()
    # Nearly every rationale says a word of the heading as it stands there, and one that no part of the body has.
    if any(word in low for word in _surely_own(heading)):
        return True
    words = _content(heading)
    if words and _says_one_of(words, low):
        return True
    asked = services_of(heading)
    if not (asked or words) or any(service(one).is_generic for one in asked):
        return True
    return any(are_of_one_family(one, other) for one in asked for other in services_of(rationale))


def _says_one_of(words: set[str], low: str) -> bool:
    """Whether one of ``words`` begins a word of the rationale."""
    return not words.isdisjoint(word[:_STEM] for word in _WORD.findall(low) if word not in _PEOPLE)


@lru_cache(maxsize=4096)
def _surely_own(heading: str) -> tuple[str, ...]:
    """How the words begin that surely set this heading apart, each with the blank before it.

    A rationale that holds one of them need not be taken apart.
    """
    words = {word[:_STEM] for word in _WORD.findall(heading.lower()) if word not in _not_surely_own()}
    return tuple(sorted(f" {word}" for word in words if len(word) == _STEM and word not in _BEGIN_PEOPLE))


@cache
def _not_surely_own() -> frozenset[str]:
    """The words that do not set a heading apart, or may not, being those of a part of the body."""
    return _EVERYWHERE | part_vocabulary()


def _content(heading: str) -> set[str]:
    """The beginnings of the words that set this heading apart: no numbers, no sides, no parts of the body."""
    rest = heading
    for mention in reversed(find_body_parts(heading)):
        rest = rest[: mention.span.start] + " " + rest[mention.span.end :]
    return {word[:_STEM] for word in _WORD.findall(rest.lower()) if word not in _EVERYWHERE}


CHECK = Check(
    code="D109",
    name="rationale-off-topic",
    severity=Severity.WARNING,
    what="The rationale never speaks of the treatment in its heading.",
    why="Reasons that belong to another treatment do not carry this decision; they often were copied from another one.",
    mend="Write the reasons for this treatment, or put the rationale under the heading that it belongs to.",
    sources=duties("reasons", "contents"),
    look=_look,
)
