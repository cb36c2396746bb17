"""The catalogue of guideline documents that determinations cite, and the search for one by the words of a letter.

Letters misspell and shorten. A search compares words with words and answers with how alike they are; below a cut-off
it answers with nothing, because a wrong guideline is worse than none.

Source: ``rulebook/guidelines/editions.yaml`` and ``sections.yaml``, each row with its own source and verification.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from openimr.citations import Value, Verification
from openimr.errors import NotFound
from openimr.rulebook import load

__all__ = [
    "GuidelineEdition",
    "GuidelineFamily",
    "GuidelineSection",
    "Match",
    "SectionKind",
    "Trigger",
    "edition_by_id",
    "editions",
    "editions_of",
    "find_guideline",
    "find_section",
    "in_force",
    "section_by_name",
    "sections",
]


class GuidelineFamily(StrEnum):
    """Whose guideline it is."""

    MTUS = "mtus"
    ACOEM = "acoem"
    ODG = "odg"
    OTHER = "other"


class Trigger(StrEnum):
    """The day that decides which edition applies. Source: ``guidelines.md`` section K."""

    REQUEST_DATE = "request_date"
    SERVICE_DATE = "service_date"
    DISPENSE_DATE = "dispense_date"
    REVIEW_DATE = "review_date"


class SectionKind(StrEnum):
    """What a piece of a guideline is called there."""

    CHAPTER = "chapter"
    PART = "part"
    SECTION = "section"


class GuidelineEdition(Value, frozen=True):
    """One edition of a guideline document.

    ``guideline`` is shared by all editions of one document. ``year`` and ``dated_on`` are of the document;
    ``in_force_from`` and ``in_force_to`` (the last day) of its place in the MTUS, measured by ``trigger``; the last day
    by ``to_trigger`` where that is given. ``aliases`` are the ways in which letters write it; they stand on the edition
    meant where no year is given. ``body`` and ``services`` are what it is about, by ids of the vocabulary;
    ``is_for_drugs`` that it is about every drug, ``is_for_all`` about every treatment of chronic pain.
    """

    id: str
    guideline: str
    family: GuidelineFamily
    title: str
    publisher: str
    source: str
    verification: Verification
    year: int | None = None
    dated_on: dt.date | None = None
    regulation: str | None = None
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None
    trigger: Trigger | None = None
    to_trigger: Trigger | None = None
    first_page: int | None = None
    last_page: int | None = None
    aliases: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    is_for_drugs: bool = False
    is_for_all: bool = False


class GuidelineSection(Value, frozen=True):
    """A chapter, part or section of one edition, or of all editions of a guideline.

    ``guideline`` is the ``id`` of an edition or the name shared by all editions; ``services`` are the services that it
    is about, empty where it is about none or that is not known.
    """

    guideline: str
    kind: SectionKind
    name: str
    source: str
    verification: Verification
    aliases: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    services: tuple[str, ...] = ()


class Match(Value, frozen=True):
    """What words were matched with: the ``id`` of an edition or the name of a section, and how alike (0 to 1)."""

    id: str
    score: float


# Set by the tables of words in tests/unit/guidelines/test_catalogue.py, which hold words of both kinds.
_GUIDELINE_CUT_OFF = 0.86
_SECTION_CUT_OFF = 0.80
_WORD_CUT_OFF = 74.0  # of 100: "pian" is pain, "physical" is not psychological
_FILLER_CUT_OFF = 80.0

_WORDS = re.compile(r"[a-z0-9]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_JOINERS = frozenset(("the", "of", "a", "an", "to", "for", "on", "and", "or", "in", "by", "with", "s"))
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_GUIDELINE_FILLERS = (
    *("mtus", "california", "medical", "treatment", "guideline", "guidelines", "edition", "version", "revised"),
    *("effective", "2nd", "second", *_MONTHS, "november", "december"),
)
_SECTION_FILLERS = ("section", "sections", "chapter", "under", "guideline", "guidelines")


@cache
def editions() -> tuple[GuidelineEdition, ...]:
    """All editions of the catalogue, in the order of the sheet."""
    return load("guidelines/editions.yaml", GuidelineEdition)


@cache
def sections() -> tuple[GuidelineSection, ...]:
    """All chapters, parts and sections of the catalogue, in the order of the sheet."""
    return load("guidelines/sections.yaml", GuidelineSection)


@cache
def _by_id() -> dict[str, GuidelineEdition]:
    return {edition.id: edition for edition in editions()}


def edition_by_id(edition_id: str) -> GuidelineEdition:
    """The edition with this ``id``.

    Raises:
        NotFound: the catalogue has no such edition.
    """
    try:
        return _by_id()[edition_id]
    except KeyError as error:
        raise NotFound(
            f"The catalogue has no guideline {edition_id}.",
            where="rulebook/guidelines/editions.yaml",
            remedy="Look for its id in that sheet.",
        ) from error


def editions_of(edition_id: str) -> tuple[GuidelineEdition, ...]:
    """All editions of the document that the edition with this ``id`` is one of, the edition itself among them.

    Raises:
        NotFound: the catalogue has no such edition.
    """
    guideline = edition_by_id(edition_id).guideline
    return tuple(edition for edition in editions() if edition.guideline == guideline)


def in_force(edition_id: str, on: dt.date) -> bool | None:
    """Whether the edition was part of the MTUS on this day; ``None`` where the catalogue does not know its days.

    The day is the one that the edition's ``trigger`` names, and stands for its ``to_trigger`` too.

    >>> in_force("chronic-pain-2009", dt.date(2016, 7, 29))
    False

    Raises:
        NotFound: the catalogue has no such edition.
    """
    edition = edition_by_id(edition_id)
    if edition.in_force_from is None:
        return None
    return edition.in_force_from <= on and (edition.in_force_to is None or on <= edition.in_force_to)


@lru_cache(maxsize=4096)
def find_guideline(words: str) -> Match | None:
    """The edition that the words of a letter name, or ``None`` where they name none that is known.

    A year among the words picks the edition of that year, and none where no edition is of that year; without a year,
    the edition that holds the alias is meant.

    >>> find_guideline("Chronic Pian Treatmnet Guidelines")
    Match(id='chronic-pain-2009', score=0.91)
    >>> find_guideline("a study of sleep") is None
    True
    """
    index = _guideline_index()
    sought = _folded(_YEAR.sub(" ", words), index.fillers)
    place, score = index.best(sought, symmetrical=True)
    if place is None or score < _GUIDELINE_CUT_OFF:
        return None
    edition = _of_year(_guideline_rows()[place], words)
    return None if edition is None else Match(id=edition.id, score=round(score, 2))


@lru_cache(maxsize=4096)
def find_section(guideline_id: str, words: str, kind: SectionKind | None = None) -> Match | None:
    """The section, part or chapter of a guideline that the words of a letter name; ``None`` where none is known.

    ``guideline_id`` is the ``id`` of an edition. ``kind`` asks for one kind only. The ``id`` of the answer is the
    section's name, for :func:`section_by_name`. More words beside the name count little against it.

    >>> find_section("chronic-pain-2009", "Pyschological treatment").id
    'Psychological treatment'

    Raises:
        NotFound: the catalogue has no such edition.
    """
    index = _section_index(guideline_id, kind)
    place, score = index.best(_folded(words, index.fillers), symmetrical=False)
    if place is None or score < _SECTION_CUT_OFF:
        return None
    return Match(id=_section_rows(guideline_id, kind)[place].name, score=round(score, 2))


def section_by_name(guideline_id: str, name: str) -> GuidelineSection:
    """The section with this name in the edition with this ``id``.

    Raises:
        NotFound: the catalogue has no such edition, or no such section there.
    """
    for section in _sections_of(guideline_id):
        if section.name == name:
            return section
    raise NotFound(
        f"The catalogue has no section {name} in {guideline_id}.",
        where="rulebook/guidelines/sections.yaml",
        remedy="Look for its name in that sheet.",
    )


def _of_year(edition: GuidelineEdition, words: str) -> GuidelineEdition | None:
    """The edition of the same document whose year stands among the words: of the document, or of its adoption."""
    years = {int(year) for year in _YEAR.findall(words)}
    if not years or not _years(edition):
        return edition
    same = [other for other in editions() if other.guideline == edition.guideline]
    adopted = (other for other in same if other.in_force_from is not None and other.in_force_from.year in years)
    return next(adopted, next((other for other in same if years & _years(other)), None))


def _years(edition: GuidelineEdition) -> set[int]:
    adopted = edition.in_force_from.year if edition.in_force_from else None
    return {year for year in (edition.year, adopted) if year is not None}


def _folded(words: str, fillers: frozenset[str]) -> tuple[str, ...]:
    """The words that tell one name from another, in small letters; all of them where none does."""
    found = tuple(_WORDS.findall(words.lower()))
    telling = tuple(word for word in found if word not in _JOINERS and not _is_filler(word, fillers))
    return telling or found


@lru_cache(maxsize=8192)
def _is_filler(word: str, fillers: frozenset[str]) -> bool:
    """Whether ``word`` is one of ``fillers``, or a long one misspelt."""
    if word in fillers or len(word) < 6:
        return word in fillers
    return process.extractOne(word, fillers, scorer=fuzz.ratio, score_cutoff=_FILLER_CUT_OFF) is not None


class _Index:
    """Names cut into words, and the search among them."""

    def __init__(self, names: Sequence[str], fillers: Sequence[str]) -> None:
        self.fillers = frozenset(fillers)
        self._names = [_folded(name, self.fillers) for name in names]
        self._exact = {name: place for place, name in reversed(list(enumerate(self._names)))}
        self._vocabulary = sorted({word for name in self._names for word in name})

    def best(self, sought: tuple[str, ...], *, symmetrical: bool) -> tuple[int | None, float]:
        """The place of the name that is most like the words ``sought``, and how alike it is, from 0 to 1."""
        if sought in self._exact:
            return self._exact[sought], 1.0
        similar = [self._similar_to(word) for word in sought]
        known: dict[str, float] = {}
        for found in similar:
            known |= {word: max(ratio, known.get(word, 0.0)) for word, ratio in found.items()}
        place, score = None, 0.0
        for number, name in enumerate(self._names):
            covered = sum(len(word) * known.get(word, 0.0) for word in name) / sum(map(len, name))
            if covered <= score / 2:
                continue
            seen = sum(
                len(word) * max(found.get(other, 0.0) for other in name)
                for word, found in zip(sought, similar, strict=True)
            ) / sum(map(len, sought))
            alike = (covered + seen) / 2 if symmetrical else covered * (0.85 + 0.15 * seen)
            if alike > score:
                place, score = number, alike
        return place, score

    def _similar_to(self, word: str) -> dict[str, float]:
        """The words of all names that are ``word``, perhaps misspelt, and how alike they are."""
        found = process.extract(
            word, self._vocabulary, scorer=fuzz.ratio, processor=None, limit=None, score_cutoff=_WORD_CUT_OFF
        )
        return {other: ratio / 100 for other, ratio, _ in found}


@cache
def _guideline_rows() -> tuple[GuidelineEdition, ...]:
    return tuple(edition for edition in editions() for _ in edition.aliases)


@cache
def _guideline_index() -> _Index:
    return _Index([alias for edition in editions() for alias in edition.aliases], _GUIDELINE_FILLERS)


@cache
def _sections_of(guideline_id: str) -> tuple[GuidelineSection, ...]:
    guideline = edition_by_id(guideline_id).guideline
    return tuple(section for section in sections() if section.guideline in {guideline_id, guideline})


@cache
def _section_rows(guideline_id: str, kind: SectionKind | None) -> tuple[GuidelineSection, ...]:
    return tuple(
        section
        for section in _sections_of(guideline_id)
        if kind in {None, section.kind}
        for _ in (section.name, *section.aliases)
    )


@cache
def _section_index(guideline_id: str, kind: SectionKind | None) -> _Index:
    names = [
        name
        for section in _sections_of(guideline_id)
        if kind in {None, section.kind}
        for name in (section.name, *section.aliases)
    ]
    return _Index(names, _SECTION_FILLERS)
