"""Answers what checks ask about a citation: its pages, its time in force, what it leaves out, whether it fits.

Source: 8 CCR 9792.21.1(d) for the elements of a citation (from memory, unverified); the catalogue for all else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from openimr.citations import Verification
from openimr.guidelines.catalogue import (
    GuidelineEdition,
    GuidelineFamily,
    GuidelineSection,
    edition_by_id,
    editions_of,
    in_force,
)

__all__ = [
    "ELEMENTS_VERIFICATION",
    "Cited",
    "edition_meant",
    "effective_year",
    "fits",
    "in_force_on",
    "missing_elements",
    "page_range",
]

ELEMENTS_VERIFICATION = Verification.UNVERIFIED
"""How far the elements that :func:`missing_elements` asks for were checked against 8 CCR 9792.21.1(d)."""


class Cited(Protocol):
    """A citation as this room sees it: the fields of a guideline citation of a determination."""

    @property
    def family(self) -> str:
        """Whose guideline it is: mtus, acoem, odg or other."""

    @property
    def guideline(self) -> str | None:
        """The name of the guideline, as worded."""

    @property
    def chapter(self) -> str | None:
        """The chapter, as worded."""

    @property
    def section(self) -> str | None:
        """The section, as worded."""

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages, from 1."""

    @property
    def edition(self) -> str | None:
        """The edition, as worded."""

    @property
    def updated_on(self) -> dt.date | None:
        """The day of the last update."""


def edition_meant(known_as: str, on: dt.date) -> GuidelineEdition:
    """The edition that a citation without an edition means when it is written ``on`` a day.

    It is the edition of the same guideline that is in force on that day; the matched one where none is, or where the
    catalogue does not know.

    >>> edition_meant("chronic-pain-2009", dt.date(2016, 9, 1)).id
    'chronic-pain-2016'

    Raises:
        NotFound: the catalogue has no edition ``known_as``.
    """
    return next(
        (edition for edition in editions_of(known_as) if in_force(edition.id, on)),
        edition_by_id(known_as),
    )


def page_range(known_as: str, on: dt.date | None = None) -> tuple[int, int] | None:
    """The first and last page of a guideline; ``None`` where the catalogue does not know them.

    Hand in the day of the decision as ``on`` where the citation gives no edition, so that the edition of that day is
    asked.

    >>> page_range("chronic-pain-2009")
    (1, 127)

    Raises:
        NotFound: the catalogue has no edition ``known_as``.
    """
    edition = edition_by_id(known_as) if on is None else edition_meant(known_as, on)
    if edition.first_page is None or edition.last_page is None:
        return None
    return edition.first_page, edition.last_page


def in_force_on(known_as: str, day: dt.date) -> bool | None:
    """Whether the edition was part of the MTUS on ``day``; ``None`` where that is not known.

    ``day`` is the one that the edition's ``trigger`` names: of the request, of the service, of dispensing.

    Raises:
        NotFound: the catalogue has no edition ``known_as``.
    """
    return in_force(known_as, day)


def effective_year(known_as: str) -> int | None:
    """The year from which the edition was part of the MTUS; of another guideline, the year of the edition.

    Raises:
        NotFound: the catalogue has no edition ``known_as``.
    """
    edition = edition_by_id(known_as)
    if edition.family is GuidelineFamily.MTUS and edition.in_force_from is not None:
        return edition.in_force_from.year
    return edition.year


def missing_elements(citation: Cited) -> tuple[str, ...]:
    """What a citation leaves out of guideline, edition, chapter or section, and pages, in that order.

    A guideline of the MTUS, ACOEM or ODG owes its name, its year and a chapter or section; pages where its chapter is
    given without a section. Of another source only its name and its year are asked, since a study has no chapter. Which
    elements are owed is unverified (:data:`ELEMENTS_VERIFICATION`).
    """
    missing: list[str] = []
    if citation.guideline is None and citation.chapter is None:
        missing.append("guideline")
    if citation.edition is None and citation.updated_on is None:
        missing.append("edition")
    if citation.family == GuidelineFamily.OTHER:
        return tuple(missing)
    if citation.chapter is None and citation.section is None:
        missing.append("section")
    if citation.section is None and not citation.pages:
        missing.append("pages")
    return tuple(missing)


def fits(section: GuidelineSection, services: Collection[str]) -> bool | None:
    """Whether a section is about one of ``services``; ``None`` where it is not known what either is about.

    >>> from openimr.guidelines.catalogue import section_by_name
    >>> fits(section_by_name("odg", "Yoga/mindfulness"), {"acupuncture"})
    False
    """
    if not section.services or not services:
        return None
    return not set(section.services).isdisjoint(services)
