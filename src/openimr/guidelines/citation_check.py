"""Answers what checks ask about a citation: its pages, its time in force, what it leaves out, whether it fits.

Source: 8 CCR 9792.21.1(d) for the elements of a citation (from memory, unverified); the catalogue for all else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Protocol

from openimr.citations import Value, Verification
from openimr.guidelines.catalogue import (
    GuidelineEdition,
    GuidelineFamily,
    GuidelineSection,
    SectionKind,
    edition_by_id,
    editions_of,
    find_guideline,
    find_section,
    in_force,
    section_by_name,
)
from openimr.guidelines.library import governing_edition
from openimr.guidelines.recommendation import TriggerDates
from openimr.treatments.anatomy import are_related, find_body_parts

__all__ = [
    "ELEMENTS_VERIFICATION",
    "CitationDoubt",
    "CitationReason",
    "CitationVerdict",
    "Cited",
    "check_citation",
    "edition_meant",
    "effective_year",
    "fits",
    "in_force_on",
    "misplaced",
    "missing_elements",
    "page_range",
    "pages_outside",
]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CHAPTER = re.compile(r"\bch(?:apter|\.)\s?(\d{1,2})\b", re.IGNORECASE)

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


class CitationDoubt(StrEnum):
    """What is wrong with a citation, or cannot be said of it."""

    GUIDELINE_NOT_KNOWN = "guideline-not-known"
    EDITION_NOT_KNOWN = "edition-not-known"
    EDITION_NOT_IN_FORCE = "edition-not-in-force"
    IN_FORCE_NOT_KNOWN = "in-force-not-known"
    CHAPTER_NOT_KNOWN = "chapter-not-known"
    CHAPTER_HAS_ANOTHER_NUMBER = "chapter-has-another-number"
    SECTION_NOT_KNOWN = "section-not-known"
    PAGE_OUT_OF_RANGE = "page-out-of-range"
    PAGES_NOT_KNOWN = "pages-not-known"
    PAGE_OF_ANOTHER_SECTION = "page-of-another-section"
    TOPIC_DOES_NOT_FIT = "topic-does-not-fit"
    TOPIC_NOT_KNOWN = "topic-not-known"
    ELEMENT_MISSING = "element-missing"


_NOT_SAID = frozenset(
    (
        CitationDoubt.GUIDELINE_NOT_KNOWN,
        CitationDoubt.EDITION_NOT_KNOWN,
        CitationDoubt.IN_FORCE_NOT_KNOWN,
        CitationDoubt.CHAPTER_NOT_KNOWN,
        CitationDoubt.SECTION_NOT_KNOWN,
        CitationDoubt.PAGES_NOT_KNOWN,
        CitationDoubt.TOPIC_NOT_KNOWN,
    )
)

_MISPLACED = frozenset((CitationDoubt.CHAPTER_HAS_ANOTHER_NUMBER, CitationDoubt.PAGE_OF_ANOTHER_SECTION))


class CitationReason(Value, frozen=True):
    """One reason to doubt a citation: what it is, in a sentence, and how far what we know of it was checked."""

    doubt: CitationDoubt
    what: str
    verification: Verification

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong; otherwise it cannot be said, since what we know of it was not verified."""
        return self.doubt not in _NOT_SAID and self.verification is Verification.VERIFIED

    def sentence(self) -> str:
        """The reason in one line, marked where it is not verified."""
        return self.what if self.verification is Verification.VERIFIED else f"{self.what} ({self.verification})"


class CitationVerdict(Value, frozen=True):
    """What is known of a citation: the edition and section meant, and all reasons to doubt it.

    Each answer is ``None`` where it cannot be said; ``section`` is the name of the section in the catalogue.
    """

    edition: str | None
    section: str | None
    in_force: bool | None
    has_pages: bool | None
    fits: bool | None
    reasons: tuple[CitationReason, ...]

    @property
    def wrongs(self) -> tuple[CitationReason, ...]:
        """What is wrong."""
        return tuple(reason for reason in self.reasons if reason.is_wrong)

    @property
    def holds(self) -> bool | None:
        """Whether the citation holds: false where something is wrong, ``None`` where something cannot be said."""
        if self.wrongs:
            return False
        return None if self.reasons else True


def check_citation(
    citation: Cited,
    *,
    dates: TriggerDates,
    services: Collection[str] = (),
    parts: Collection[str] = (),
    known_as: str | None = None,
) -> CitationVerdict:
    """Whether edition, chapter, section and pages exist, were in force on the days, and are about what is asked for.

    ``services`` and ``parts`` (of the body) are ids of the vocabulary; none where they are not known. ``known_as`` is
    the ``id`` of the edition that the words were matched with, where a reader did so already; otherwise the words are
    matched here. What the catalogue does not know is told as not known, never as wrong.

    Raises:
        NotFound: the catalogue has no edition ``known_as``.
    """
    missing = [_missing(element) for element in missing_elements(citation)]
    edition = _edition(citation, dates, known_as)
    if edition is None:
        what = "The catalogue knows no guideline of this name." if _named(citation) else "It names no guideline."
        reason = CitationReason(doubt=CitationDoubt.GUIDELINE_NOT_KNOWN, what=what, verification=Verification.VERIFIED)
        return CitationVerdict(
            edition=None, section=None, in_force=None, has_pages=None, fits=None, reasons=(reason, *missing)
        )
    section = _section(citation, edition)
    in_force_then = _in_force(edition, dates)
    pages = _pages_exist(citation, edition)
    topic = _topic(edition, section)
    about = topic.fits(services, parts)
    reasons = (
        *_edition_reasons(citation, edition, is_in_force=in_force_then),
        *_place_reasons(citation, edition, section),
        *_page_reasons(citation, edition, section, has_pages=pages),
        *_topic_reasons(topic, services, parts, is_placed=section is not None, is_fit=about),
        *missing,
    )
    return CitationVerdict(
        edition=edition.id,
        section=None if section is None else section.name,
        in_force=in_force_then,
        has_pages=pages,
        fits=about,
        reasons=reasons,
    )


def _named(citation: Cited) -> str:
    return " ".join(part for part in (citation.guideline, citation.chapter) if part)


def _edition(citation: Cited, dates: TriggerDates, known_as: str | None) -> GuidelineEdition | None:
    """The edition meant: of the year that the citation gives, else the one that governs on the days."""
    if known_as is None:
        match = next(
            (
                found
                for words in (citation.guideline, citation.chapter, citation.section)
                if words and (found := find_guideline(words))
            ),
            None,
        )
        if match is None:
            return None
        known_as = match.id
    edition = edition_by_id(known_as)
    years = {
        int(year) for year in _YEAR.findall(" ".join(part for part in (citation.edition, _named(citation)) if part))
    }
    if citation.updated_on is not None:
        years.add(citation.updated_on.year)
    same = editions_of(known_as)
    if years:
        of_year = (other for other in same if years & {other.year, other.in_force_from and other.in_force_from.year})
        return next(of_year, edition)
    return governing_edition(edition.guideline, dates) or edition


def _in_force(edition: GuidelineEdition, dates: TriggerDates) -> bool | None:
    """Whether it is the edition that governs on the days; ``None`` where no day tells."""
    governing = governing_edition(edition.guideline, dates)
    if governing is not None:
        return governing.id == edition.id
    day = dates.day(edition.trigger) if edition.trigger else None
    return None if day is None else in_force(edition.id, day)


def _section(citation: Cited, edition: GuidelineEdition) -> GuidelineSection | None:
    for words in (citation.section, citation.chapter):
        if words and (match := find_section(edition.id, words)):
            return section_by_name(edition.id, match.id)
    return None


def pages_outside(edition: GuidelineEdition, pages: Collection[int]) -> tuple[int, ...] | None:
    """Which of ``pages`` the edition does not have; ``None`` where its pages are not known.

    >>> pages_outside(edition_by_id("chronic-pain-2009"), (23, 128))
    (128,)
    """
    if edition.first_page is None or edition.last_page is None:
        return None
    return tuple(page for page in pages if not edition.first_page <= page <= edition.last_page)


def _pages_exist(citation: Cited, edition: GuidelineEdition) -> bool | None:
    outside = pages_outside(edition, citation.pages)
    return None if outside is None or not citation.pages else not outside


def misplaced(citation: Cited, edition: GuidelineEdition) -> tuple[CitationReason, ...]:
    """Why the cited place is not where the citation says: a page of another section, a chapter of another number."""
    section = _section(citation, edition)
    reasons = (
        *_number_reasons(citation, edition),
        *_page_reasons(citation, edition, section, has_pages=_pages_exist(citation, edition)),
    )
    return tuple(reason for reason in reasons if reason.doubt in _MISPLACED)


def _edition_reasons(
    citation: Cited, edition: GuidelineEdition, *, is_in_force: bool | None
) -> Iterator[CitationReason]:
    is_dated = edition.in_force_from is not None
    told = f"{edition.title} of {edition.year}" if edition.year else edition.title
    years = {int(year) for year in _YEAR.findall(citation.edition or "")}
    known = {edition.year, edition.in_force_from and edition.in_force_from.year}
    if years and not years & known:
        what = f"The catalogue knows no edition of {', '.join(map(str, sorted(years)))} of {edition.title}."
        yield CitationReason(doubt=CitationDoubt.EDITION_NOT_KNOWN, what=what, verification=edition.verification)
    if is_dated and is_in_force is False:
        what = f"{told} did not govern on the days of this request."
        yield CitationReason(doubt=CitationDoubt.EDITION_NOT_IN_FORCE, what=what, verification=edition.verification)
    elif is_dated and is_in_force is None:
        what = f"Whether {told} governed cannot be said: a day that decides is not given."
        yield CitationReason(doubt=CitationDoubt.IN_FORCE_NOT_KNOWN, what=what, verification=edition.verification)


def _place_reasons(
    citation: Cited, edition: GuidelineEdition, section: GuidelineSection | None
) -> Iterator[CitationReason]:
    chapter_names_guideline = citation.chapter is not None and find_guideline(citation.chapter) is not None
    if citation.chapter and not chapter_names_guideline and find_section(edition.id, citation.chapter) is None:
        what = f"The catalogue knows no chapter “{citation.chapter}” in {edition.title}."
        yield CitationReason(doubt=CitationDoubt.CHAPTER_NOT_KNOWN, what=what, verification=edition.verification)
    yield from _number_reasons(citation, edition)
    if citation.section and (section is None or find_section(edition.id, citation.section) is None):
        what = f"The catalogue knows no section “{citation.section}” in {edition.title}."
        yield CitationReason(doubt=CitationDoubt.SECTION_NOT_KNOWN, what=what, verification=edition.verification)


def _number_reasons(citation: Cited, edition: GuidelineEdition) -> Iterator[CitationReason]:
    """A chapter whose title is known by another number than the one cited."""
    cited = _CHAPTER.search(citation.chapter or "")
    match = find_section(edition.id, citation.chapter) if cited and citation.chapter else None
    known = _CHAPTER.search(match.id) if match else None
    if cited and known and match and cited[1] != known[1]:
        chapter = section_by_name(edition.id, match.id)
        what = f"“{citation.chapter}” has another number in {edition.title}: “{chapter.name}”."
        doubt = CitationDoubt.CHAPTER_HAS_ANOTHER_NUMBER
        yield CitationReason(doubt=doubt, what=what, verification=chapter.verification)


def _page_reasons(
    citation: Cited, edition: GuidelineEdition, section: GuidelineSection | None, *, has_pages: bool | None
) -> Iterator[CitationReason]:
    if citation.pages and has_pages is None:
        what = f"The pages of {edition.title} are not known."
        yield CitationReason(doubt=CitationDoubt.PAGES_NOT_KNOWN, what=what, verification=edition.verification)
    elif has_pages is False:
        first, last = edition.first_page, edition.last_page
        outside = ", ".join(map(str, pages_outside(edition, citation.pages) or ()))
        what = f"{edition.title} has pages {first} to {last}; page {outside} is cited."
        yield CitationReason(doubt=CitationDoubt.PAGE_OUT_OF_RANGE, what=what, verification=edition.verification)
    elif has_pages and section is not None and section.pages and not set(section.pages) & set(citation.pages):
        pages = ", ".join(map(str, section.pages))
        what = f"“{section.name}” stands on page {pages}, not on page {', '.join(map(str, citation.pages))}."
        yield CitationReason(doubt=CitationDoubt.PAGE_OF_ANOTHER_SECTION, what=what, verification=section.verification)


class _Topic(Value, frozen=True):
    """What the cited place is about: a section, a chapter for parts of the body, or a whole guideline."""

    name: str
    services: tuple[str, ...]
    parts: tuple[str, ...]
    verification: Verification

    def fits(self, services: Collection[str], parts: Collection[str]) -> bool | None:
        """Whether it is about these; ``None`` where it is not known. Another part or service is enough against it."""
        answers: list[bool] = []
        if self.services and services:
            answers.append(not set(self.services).isdisjoint(services))
        if self.parts and parts:
            answers.append(any(are_related(one, other) for one in self.parts for other in parts))
        return all(answers) if answers else None


def _topic(edition: GuidelineEdition, section: GuidelineSection | None) -> _Topic:
    """The topic of a section; of the guideline where no section is known."""
    if section is None:
        return _Topic(
            name=edition.title, services=edition.services, parts=edition.body, verification=edition.verification
        )
    is_chapter = section.kind is SectionKind.CHAPTER
    parts = tuple(mention.id for mention in find_body_parts(section.name)) if is_chapter else ()
    return _Topic(name=section.name, services=section.services, parts=parts, verification=section.verification)


def _topic_reasons(
    topic: _Topic, services: Collection[str], parts: Collection[str], *, is_placed: bool, is_fit: bool | None
) -> Iterator[CitationReason]:
    if is_fit is None and is_placed and services:
        what = f"What “{topic.name}” is about is not known."
        yield CitationReason(doubt=CitationDoubt.TOPIC_NOT_KNOWN, what=what, verification=topic.verification)
    elif is_fit is False:
        is_of_service = bool(topic.services and services) and set(topic.services).isdisjoint(services)
        about, asked = (topic.services, services) if is_of_service else (topic.parts, parts)
        what = f"“{topic.name}” is about {_listed(about)}, not about {_listed(sorted(asked))}."
        yield CitationReason(doubt=CitationDoubt.TOPIC_DOES_NOT_FIT, what=what, verification=topic.verification)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _missing(element: str) -> CitationReason:
    return CitationReason(
        doubt=CitationDoubt.ELEMENT_MISSING, what=f"It does not cite the {element}.", verification=ELEMENTS_VERIFICATION
    )
