"""Words the guidelines that one side rests its decision on: as letters of layout L4 do, or each citation in full.

What is worded here reads back to the same values; what could not is refused.

Source: ``determination-formats.md`` section 3 (row "guideline sentences"); 8 CCR 9792.21.1(d) for the citation in full
(its elements are from memory, unverified).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from msgspec.structs import replace

from openimr.calendars.words import day_in_words
from openimr.determinations.model import Basis, CitationFamily, GuidelineCitation
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.citing import NOT_NAMED
from openimr.errors import UnusableInput
from openimr.guidelines.catalogue import GuidelineFamily, edition_by_id
from openimr.guidelines.citation_check import effective_year

__all__ = ["Side", "compose", "compose_in_full", "full"]


class Side(StrEnum):
    """Whose basis it is, as a letter calls that party."""

    CLAIMS_ADMINISTRATOR = "Claims Administrator"
    REVIEWER = "Expert Reviewer"


_FAMILY_NAMES = {
    CitationFamily.MTUS: "MTUS",
    CitationFamily.ACOEM: "ACOEM",
    CitationFamily.ODG: "ODG",
    CitationFamily.OTHER: "other",
}
_ODG = "Official Disability Guidelines"
_SHORTEST_RANGE = 4
_LONGEST_RANGE = 60


def compose(basis: Basis, *, side: Side) -> str:
    """The statement of ``basis`` in the words of layout L4; its own words where it has them.

    What is worded reads back to the same ``uses_mtus`` and citations; the match with the catalogue is worked out anew.
    Not to be worded: an MTUS citation where ``uses_mtus`` is not ``True``; a citation without a guideline, unless an
    MTUS section or an ACOEM chapter stands alone; a chapter of an MTUS guideline other than ACOEM, or of a source of
    the family ``other``; an edition that is neither a year nor worded as letters word editions; pages above 9999 or
    between 1900 and 2099, or not in order; a field that is not tidy, ends in a mark, or holds words that read as
    another field.

    Raises:
        UnusableInput: it would read back to something else.
    """
    if basis.text:
        return basis.text
    for together in (True, False):
        text = " ".join([*_on_mtus(basis, side), *_sentences(basis, together=together)])
        if _same(read_basis(text), basis):
            return text
    raise _not_to_be_worded(side)


def compose_in_full(basis: Basis, *, side: Side) -> str:
    """The statement of ``basis`` with each citation in full, for our own layout; reads back as :func:`compose` does.

    Raises:
        UnusableInput: it would read back to something else.
    """
    opening = _on_mtus(basis, side)
    if basis.uses_mtus:
        opening = [f"The {side} based their decision on the MTUS."]
    text = " ".join([*opening, *(_in_full(citation) for citation in basis.citations)])
    if not _same(read_basis(text), basis):
        raise _not_to_be_worded(side)
    return text


def full(citation: GuidelineCitation) -> str:
    """One citation in full: whose guideline, its title, edition, chapter, section and pages; then what is known of it.

    The note in square brackets holds what the catalogue knows and the citation does not say, such as the year from
    which the edition was part of the MTUS.

    Raises:
        UnusableInput: it would read back to something else.
    """
    text = _in_full(citation)
    if _worded(read_basis(text).citations) != _worded([citation]):
        raise _not_to_be_worded(None)
    return text


def _not_to_be_worded(side: Side | None) -> UnusableInput:
    return UnusableInput(
        "A citation cannot be worded so that it reads back to the same values.",
        where=f"basis of the {side}" if side else "citation",
        why="A field holds words or marks that would be read as another field, or one that has no place there.",
        remedy="Give the statement as worded in text, or mend the field.",
    )


def _same(read: Basis, basis: Basis) -> bool:
    return read.uses_mtus is basis.uses_mtus and _worded(read.citations) == _worded(basis.citations)


def _worded(citations: Sequence[GuidelineCitation]) -> list[GuidelineCitation]:
    """The citations without what was inferred."""
    return [replace(citation, known_as=None, match=None) for citation in citations]


def _on_mtus(basis: Basis, side: Side) -> list[str]:
    """What a statement says about the MTUS before it cites anything."""
    if basis.uses_mtus is False:
        return [f"The {side} did not base their decision on the MTUS."]
    if not basis.citations and basis.uses_mtus is None:
        return [f"The {side} did not cite any guidelines for their decision."]
    if basis.uses_mtus and not any(citation.family is CitationFamily.MTUS for citation in basis.citations):
        return ["Decision based on MTUS."]
    return []


def _sentences(basis: Basis, *, together: bool) -> list[str]:
    """One sentence for each citation, or one for each row of MTUS citations where they are to stand together."""
    sentences: list[str] = []
    for of_mtus, row in groupby(basis.citations, key=lambda citation: citation.family is CitationFamily.MTUS):
        words = [_briefly(citation) for citation in row]
        if of_mtus:
            rows = [", ".join(words)] if together else words
            sentences += [f"Decision based on MTUS {row}." for row in rows]
        else:
            sentences += [f"Decision based on Non-MTUS Citation {citation}." for citation in words]
    return sentences


def _briefly(citation: GuidelineCitation) -> str:
    """One citation in the order in which letters give it."""
    of_mtus = citation.family is CitationFamily.MTUS
    text = _named(citation)
    if citation.section:
        # In the MTUS a section follows the name of its guideline, and a chapter with a comma.
        text += (" " if of_mtus and not citation.chapter and not text.endswith("dition") else ", ") + citation.section
    if citation.updated_on:
        text += f", Updated {day_in_words(citation.updated_on)}"
    if citation.pages:
        text += (" " if of_mtus else ", ") + f"Page(s): {_pages(citation.pages)}"
    return text.removeprefix(", ").strip()


def _named(citation: GuidelineCitation) -> str:
    """Guideline, edition and chapter in the order in which letters give them."""
    guideline, chapter, edition = citation.guideline or "", citation.chapter or "", citation.edition or ""
    if guideline == _ODG:
        guideline += " (ODG)"
    if citation.family is CitationFamily.OTHER and edition in guideline:
        edition = ""
    year = edition.isdigit()
    edition = f" ({edition})" if year else f", {edition}" if edition else ""
    if not guideline:
        return chapter + edition
    tight = citation.family is CitationFamily.MTUS and (year or not edition)
    return guideline + edition + ((" " if tight else ", ") + chapter if chapter else "")


def _pages(pages: Sequence[int]) -> str:
    """Pages as letters give them: one by one, and a long row of them as a range.

    >>> _pages((4, 23, 74, 75, 76, 77))
    '4, 23, 74-77'
    """
    rows: list[list[int]] = []
    for page in pages:
        if rows and page == rows[-1][-1] + 1 and page - rows[-1][0] < _LONGEST_RANGE:
            rows[-1].append(page)
        else:
            rows.append([page])
    return ", ".join(f"{row[0]}-{row[-1]}" if len(row) >= _SHORTEST_RANGE else ", ".join(map(str, row)) for row in rows)


def _in_full(citation: GuidelineCitation) -> str:
    parts = [f"Guideline cited ({_FAMILY_NAMES[citation.family]}): {citation.guideline or NOT_NAMED}"]
    if citation.edition is not None:
        parts.append(f"edition: {citation.edition}")
    if citation.chapter is not None:
        parts.append(f"chapter: {citation.chapter}")
    if citation.section is not None:
        parts.append(f"section: {citation.section}")
    if citation.pages:
        parts.append(f"pages: {_pages(citation.pages)}")
    if citation.updated_on:
        parts.append(f"updated: {day_in_words(citation.updated_on)}")
    note = _note(citation)
    return "; ".join(parts) + "." + (f" [{note}]" if note else "")


def _note(citation: GuidelineCitation) -> str:
    """What the catalogue knows of the edition that was matched, marked with how far that was checked."""
    if citation.known_as is None:
        return ""
    edition = edition_by_id(citation.known_as)
    known = [f"{edition.title}, {edition.publisher}"]
    year = effective_year(citation.known_as)
    if year is not None:
        known.append(f"effective {year}" if edition.family is GuidelineFamily.MTUS else str(year))
    if edition.regulation:
        known.append(edition.regulation)
    return "; ".join([*known, f"catalogue: {edition.verification}"])
