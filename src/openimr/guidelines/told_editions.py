"""Tells an edition of a guideline: what document it is, when it is in force, its other editions, and its records.

Source: ``rulebook/guidelines/editions.yaml``; guidelines.md, section K.
"""

from __future__ import annotations

import datetime as dt

from openimr.guidelines.catalogue import GuidelineEdition, editions
from openimr.guidelines.library import dates_on, governing_edition, recommendations
from openimr.guidelines.telling import Section

__all__ = ["told_edition", "told_edition_on"]


def told_edition(edition: GuidelineEdition) -> tuple[Section, ...]:
    """All that the catalogue holds of an edition; empty sections are left out."""
    others = [other for other in editions() if other.guideline == edition.guideline and other != edition]
    records = [one.id for one in recommendations() if edition.id in {one.source.document, *one.source.also}]
    sections = (
        Section(title="Document", lines=_document(edition)),
        Section(title="In force", lines=(_time(edition),)),
        Section(title="Other editions", lines=tuple(f"{other.id}: {_time(other)}" for other in others)),
        Section(title="Records", lines=(", ".join(records),) if records else ()),
        Section(title="Source", lines=(edition.source.rstrip(".") + ".", f"Status: {edition.verification}.")),
    )
    return tuple(section for section in sections if section.lines)


def told_edition_on(edition: GuidelineEdition, on: dt.date) -> str:
    """Whether an edition governs where everything happens on one day, and which edition of its document does.

    >>> from openimr.guidelines.catalogue import edition_by_id
    >>> told_edition_on(edition_by_id("chronic-pain-2009"), dt.date(2016, 7, 29))
    'On 2016-07-29 it does not govern: chronic-pain-2016 does.'
    """
    governing = governing_edition(edition.guideline, dates_on(on))
    if governing == edition:
        return f"On {on} it governs."
    if governing is not None:
        return f"On {on} it does not govern: {governing.id} does."
    return f"On {on} it does not govern: no edition of its document is known to be in force on that day."


def _document(edition: GuidelineEdition) -> tuple[str, ...]:
    dated = f", dated {edition.dated_on}" if edition.dated_on else f", {edition.year}" if edition.year else ""
    pages = f"Pages {edition.first_page} to {edition.last_page}." if edition.last_page else ""
    regulation = f"{edition.regulation}." if edition.regulation else ""
    lines = (f"{edition.title}, {edition.publisher}{dated}.", regulation, pages)
    return tuple(line for line in lines if line)


def _time(edition: GuidelineEdition) -> str:
    if edition.in_force_from is None or edition.trigger is None:
        return "Not part of the MTUS, or its days there are not known."
    words = f"By {edition.trigger.replace('_', ' ')}, from {edition.in_force_from}"
    if edition.in_force_to is not None:
        by = f" by {edition.to_trigger.replace('_', ' ')}" if edition.to_trigger else ""
        words += f" to {edition.in_force_to}{by}"
    return f"{words}."
