"""Decides whether a guideline citation lacks what its reader needs to find the passage: edition, section, pages.

Before April 20, 2015 no rule asked for a form of citations, and published letters name no edition as a rule; so in a
letter of an earlier day, and in one that tells no day at all, what is lacking is a note and no warning.

Source: 8 CCR 9792.21.1(d), in force 2015-04-20 (rule set V3 of ``rulebook/law/rule_sets.yaml``); which elements it
names is unverified.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from openimr.calendars.rule_sets import rule_sets
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import CitationFamily, GuidelineCitation
from openimr.guidelines.citation_check import missing_elements

__all__ = ["CHECK"]

_PAGED = frozenset({CitationFamily.MTUS, CitationFamily.ACOEM})
# "Online version" is no edition that can be found again.
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_SINCE = "V3"


def _look(context: Context) -> Iterator[Hit]:
    severity = None if _is_asked_for(context.decided_on) else Severity.NOTE
    for path, side, basis in context.bases():
        for citation in basis.citations:
            missing = _missing(citation)
            if missing:
                name = _name(citation)
                yield Hit(
                    where=path,
                    message=f"The citation of {name} by {side.party} lacks {_listed(missing)}.",
                    quote=name if name in basis.text else "",
                    severity=severity,
                )


def _is_asked_for(decided_on: dt.date | None) -> bool:
    """Whether the law of ``decided_on`` asks for a form of citations."""
    return decided_on is not None and decided_on >= _asked_for_since()


@cache
def _asked_for_since() -> dt.date:
    return next(rules.from_ for rules in rule_sets() if rules.id == _SINCE)


@lru_cache(maxsize=4096)
def _missing(citation: GuidelineCitation) -> tuple[str, ...]:
    """What ``citation`` lacks; the pages too where the guideline has pages, since letters cite it by page."""
    missing = [element for element in missing_elements(citation) if element != "pages"]
    edition = citation.edition or ""
    if "edition" not in missing and citation.updated_on is None and not _DIGIT.search(edition):
        missing.append("edition")
    elif "edition" in missing and _YEAR.search(" ".join(filter(None, (citation.guideline, citation.section)))):
        missing.remove("edition")
    if citation.family in _PAGED and not citation.pages:
        missing.append("pages")
    return tuple([f"the {element}" for element in missing])


def _name(citation: GuidelineCitation) -> str:
    return citation.chapter or citation.guideline or str(citation.family).upper()


def _listed(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


CHECK = Check(
    code="D204",
    name="citation-incomplete",
    severity=Severity.WARNING,
    what="A guideline citation lacks its edition, chapter, section or pages.",
    why="Guidelines change; without edition and place nobody can read the passage that decided. The form is asked for "
    "since April 20, 2015, so before that day, and where the day is not known, this is only a note; which elements it "
    "names could not be read in the regulation and is unverified.",
    mend="Cite the MTUS with its year, guideline, section and pages; another guideline with its publisher, year, "
    "chapter and "
    "section.",
    sources=duties("citation-format", "evidence-named"),
    look=_look,
)
