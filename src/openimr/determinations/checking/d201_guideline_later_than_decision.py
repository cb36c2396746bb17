"""Decides whether a guideline that a party rests on was there and in force when utilization review decided.

Source: 8 CCR 9792.20 to 9792.24.4 (which MTUS text is in force when); ``rulebook/guidelines/editions.yaml``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from openimr.calendars.words import day_in_words
from openimr.determinations.checking.duties import duties, limit
from openimr.determinations.checking.framework import Check, Context, Hit, Severity, Side
from openimr.determinations.model import CitationFamily, FactKind, GuidelineCitation
from openimr.determinations.reading.days import read_day
from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id

__all__ = ["CHECK"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CHAPTER_NUMBER = re.compile(r"\bchapter\s+\d", re.IGNORECASE)


def _look(context: Context) -> Iterator[Hit]:
    reviewed_on = _ur_day(context)
    issued_on = context.d.dates.issued
    if reviewed_on is None and issued_on is None:
        return
    for path, side, basis in context.bases():
        for citation in basis.citations:
            message = _later(citation, reviewed_on, issued_on) or _not_in_force(citation, reviewed_on)
            if message:
                yield Hit(where=path, message=f"{message} {_resting(side)}", quote=_words(citation, basis.text))


def _resting(side: Side) -> str:
    return f"It is what {side.party} rests on."


def _ur_day(context: Context) -> dt.date | None:
    """The day of the utilization review decision: as labelled, or as the prose tells it with one voice."""
    if context.d.dates.ur_decision is not None:
        return context.d.dates.ur_decision
    told = {fact.on for fact in context.facts(FactKind.UR_DATE) if fact.on}
    return told.pop() if len(told) == 1 else None


def _later(citation: GuidelineCitation, reviewed_on: dt.date | None, issued_on: dt.date | None) -> str:
    """The sentence on a guideline that is younger than a decision; empty where it is not."""
    decisions = ((reviewed_on, "the utilization review decision"), (issued_on, "the determination itself"))
    updated_on = citation.updated_on or (read_day(citation.edition) if citation.edition else None)
    for decided_on, decision in decisions:
        if decided_on is None:
            continue
        if updated_on is not None:
            if updated_on > decided_on:
                days = (updated_on - decided_on).days
                return (
                    f"{_name(citation)}, updated {day_in_words(updated_on)}, "
                    f"is {days:,} {'day' if days == 1 else 'days'} later than "
                    f"{decision} of {day_in_words(decided_on)}."
                )
        elif (year := _edition_year(citation)) is not None and year > decided_on.year:
            return f"{_name(citation)}, edition {year}, is later than {decision} of {day_in_words(decided_on)}."
    return ""


def _not_in_force(citation: GuidelineCitation, reviewed_on: dt.date | None) -> str:
    """The sentence on an MTUS edition that was not in force; empty where it was or where that is not sure.

    Without an edition in the words any edition may be meant, except where chapters are numbered as only one numbers
    them. The day that selects an edition is that of the request or of the service, which is some days away from the
    utilization review decision, so a few weeks at either end are open.
    """
    if citation.known_as is None or reviewed_on is None:
        return ""
    edition = edition_by_id(citation.known_as)
    start, end, grace = edition.in_force_from, edition.in_force_to, _grace()
    is_early = start is not None and reviewed_on < start - grace
    is_late = end is not None and reviewed_on > end + grace
    # Most editions were in force, which is sooner known than whether one is said.
    if not (is_early or is_late) or citation.family is not CitationFamily.MTUS or not _edition_is_said(citation):
        return ""
    if is_early and start is not None:
        return _force_sentence(edition, "was not yet in force", reviewed_on, f"(from {day_in_words(start)} on)")
    return _force_sentence(edition, "was no longer in force", reviewed_on, f"(to {day_in_words(end)})" if end else "")


@cache
def _grace() -> dt.timedelta:
    return dt.timedelta(days=limit("edition-grace"))


def _edition_is_said(citation: GuidelineCitation) -> bool:
    chapters = f"{citation.guideline or ''} {citation.chapter or ''}"
    return _edition_year(citation) is not None or bool(_CHAPTER_NUMBER.search(chapters))


def _force_sentence(edition: GuidelineEdition, state: str, on: dt.date, span: str) -> str:
    year = f" of {edition.year}" if edition.year else ""
    return f"{edition.title}{year} {state} {span} when utilization review decided on {day_in_words(on)}."


def _edition_year(citation: GuidelineCitation) -> int | None:
    match = _YEAR.search(citation.edition) if citation.edition else None
    return int(match[0]) if match else None


def _name(citation: GuidelineCitation) -> str:
    return citation.guideline or str(citation.family).upper()


def _words(citation: GuidelineCitation, text: str) -> str:
    """The words of the basis that show it: the update or the edition, else the name of the guideline."""
    if citation.updated_on is not None:
        match = re.search(r"[Uu]pdated?[^.]*\d{4}", text)
        if match:
            return match[0]
    for words in (citation.edition, citation.chapter, citation.guideline):
        if words and words in text:
            return words
    return ""


CHECK = Check(
    code="D201",
    name="guideline-later-than-decision",
    severity=Severity.ERROR,
    what="A guideline is cited in an edition that did not exist, or was not in force, when utilization review decided.",
    why="The review asks whether the treatment was necessary under the guideline that governed the request. The "
    "physician "
    "and utilization review could not have followed a text that came later.",
    mend="Cite the edition that was in force for the request, or say why a later one is used.",
    sources=duties("mtus-in-force", "search-sequence"),
    look=_look,
)
