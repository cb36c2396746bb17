"""Reads what a letter says of its reviewer: kind, certification, licence, practice, affiliations.

Source: Labor Code 4610.6(f) and 139.5(d)(4), (5); wordings L4a and L4b in docs/reference/layouts.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from openimr.determinations.model import ProblemKind, ReviewerKind, ReviewerQualifications
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.facts.prose import in_small_letters
from openimr.determinations.wording.lists import LIST_SEPARATOR, split_list
from openimr.determinations.wording.states import state_codes
from openimr.treatments.number_words import number_of_words

__all__ = ["read_qualifications"]

# All patterns are sought in small letters, and begin with letters that the engine can skip to; that these begin a word
# is looked at behind them.
_KIND = re.compile(
    r"t(?<=\bt)(?:o an?|he) (?P<kind>expert|physician) reviewer\b"
    r"|(?:i(?<=\bi)ndependent|r(?<=\br)eviewer (?:is|was) an?) (?:licensed |clinical |practicing )?"
    r"(?P<profession>medical doctor"
    r"|doctor of (?:osteopathy|osteopathic medicine|chiropractic|podiatric medicine|psychology|optometry)"
    r"|osteopathic physician|chiropractor|psychologist|acupuncturist|dentist|podiatrist|physical therapist"
    r"|optometrist)\b"
)
_KINDS = {
    "expert": ReviewerKind.EXPERT_REVIEWER,
    "physician": ReviewerKind.PHYSICIAN_REVIEWER,
    "medical doctor": ReviewerKind.MEDICAL_DOCTOR,
    "doctor of osteopathy": ReviewerKind.OSTEOPATHIC_PHYSICIAN,
    "doctor of osteopathic medicine": ReviewerKind.OSTEOPATHIC_PHYSICIAN,
    "doctor of chiropractic": ReviewerKind.CHIROPRACTOR,
    "doctor of podiatric medicine": ReviewerKind.PODIATRIST,
    "doctor of psychology": ReviewerKind.PSYCHOLOGIST,
    "doctor of optometry": ReviewerKind.OPTOMETRIST,
    "osteopathic physician": ReviewerKind.OSTEOPATHIC_PHYSICIAN,
    "chiropractor": ReviewerKind.CHIROPRACTOR,
    "psychologist": ReviewerKind.PSYCHOLOGIST,
    "acupuncturist": ReviewerKind.ACUPUNCTURIST,
    "dentist": ReviewerKind.DENTIST,
    "podiatrist": ReviewerKind.PODIATRIST,
    "physical therapist": ReviewerKind.PHYSICAL_THERAPIST,
    "optometrist": ReviewerKind.OPTOMETRIST,
}
_BOARD = re.compile(
    r"board(?:(?<=\bis board)|(?<=, board)|(?<=\band board))[ -]certified in (?P<boards>[^.]+?)"
    r"(?=,? (?:and )?has an? (?:subspecialty|sub-specialty)|,? (?:and )?(?:is )?licensed\b|,? and (?:he|she|has)\b"
    r"|\.(?: |$))"
)
_SUBSPECIALTY = re.compile(
    r"has a(?<=\bhas a)n? sub-?specialt(?:y|ies) in (?P<subs>[^.]+?)"
    r"(?=,? and is licensed|,? and (?:he|she|has)\b|\.(?: |$))"
)
_LICENCE = re.compile(
    r"licensed (?<=\blicensed )(?:to practice (?:medicine |\w+ )?)?in (?P<states>[^.]+?)"
    r"(?=\.(?: |$)|,? and (?:he|she|is|has)\b|,? (?:and )?board[ -]certified\b)"
)
_YEARS = re.compile(
    r"active (?<=\bactive )(?:clinical )?practice for (?:more than|over) (?P<years>[a-z]+|\d{1,2}) years"
)
_HOURS = re.compile(r"at least (?<=\bat least )(?P<hours>[a-z-]+|\d{1,2}) hours (?:a|per|each) week")
_AFFILIATION = re.compile(r"no (?<=\bno )(?:\w+ ){0,3}?affiliations? with (?:the )?(?P<with>[^.;]+?)(?=\.(?: |$)|;|$)")
_LICENSURE = re.compile(r"state\(s\) of licensure: ?")
_SPECIALTY = re.compile(r"certification\(s\)/ ?specialt(?:y|ies): ?")


class _Said(NamedTuple):
    """What a paragraph says of the reviewer, with places in it: those of values by path, and those of problems."""

    reviewer: ReviewerQualifications
    places: tuple[tuple[str, int, int], ...]
    problems: tuple[tuple[str, int, int], ...]


class _Paragraph:
    """A paragraph on a reviewer, in small letters too; it collects the places of what is read of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = in_small_letters(text)
        self.places: list[tuple[str, int, int]] = []
        self.problems: list[tuple[str, int, int]] = []

    def place(self, path: str, start: int, end: int) -> None:
        """Record where the value under ``path`` stands."""
        self.places.append((path, start, end))


def read_qualifications(draft: Draft, start: int, end: int) -> ReviewerQualifications:
    """What the flow from ``start`` to before ``end`` says of the reviewer; what it does not say stays empty."""
    said = _said(draft.flow.text[start:end])
    for path, first, last in said.places:
        draft.place(path, start + first, start + last)
    for message, first, last in said.problems:
        draft.problem(
            ProblemKind.UNRECOGNISED_TEXT, message, "Look whether it is misspelt.", at=(start + first, start + last)
        )
    return said.reviewer


# Reviewers of one specialty in one state share their paragraph word for word, so most letters of a run repeat one.
@lru_cache(maxsize=256)
def _said(text: str) -> _Said:
    """What the paragraph ``text`` says of the reviewer."""
    paragraph = _Paragraph(text)
    lower = paragraph.lower
    path = "reviewer"

    kind = None
    if match := _KIND.search(lower):
        group = "kind" if match["kind"] else "profession"
        kind = _KINDS[match[group]]
        paragraph.place(f"{path}.kind", *match.span(group))

    boards = _listed(paragraph, f"{path}.board_certifications", _BOARD.search(lower), "boards")
    subs = _listed(paragraph, f"{path}.subspecialties", _SUBSPECIALTY.search(lower), "subs")
    states = _states(paragraph, _LICENCE.search(lower))
    block_states, specialties = _block(paragraph)
    reviewer = ReviewerQualifications(
        kind=kind,
        board_certifications=boards,
        subspecialties=subs,
        specialties=specialties,
        licence_states=states or block_states,
        active_practice_years_over=_number(paragraph, "active_practice_years_over", _YEARS.search(lower)),
        active_practice_hours_per_week=_number(paragraph, "active_practice_hours_per_week", _HOURS.search(lower)),
        no_affiliation_with=_affiliations(paragraph, _AFFILIATION.search(lower)),
    )
    return _Said(reviewer, tuple(paragraph.places), tuple(paragraph.problems))


def _listed(paragraph: _Paragraph, path: str, match: re.Match[str] | None, group: str) -> tuple[str, ...]:
    if match is None:
        return ()
    words = paragraph.text[slice(*match.span(group))]
    return _placed_items(paragraph, path, match.start(group), words, split_list(words.strip(" ,")))


def _placed_items(paragraph: _Paragraph, path: str, start: int, words: str, items: tuple[str, ...]) -> tuple[str, ...]:
    at = 0
    for number, item in enumerate(items):
        at = words.index(item, at)
        paragraph.place(f"{path}[{number}]", start + at, start + at + len(item))
        at += len(item)
    return items


def _states(paragraph: _Paragraph, match: re.Match[str] | None) -> tuple[str, ...]:
    return _state_list(paragraph, match.start("states"), paragraph.text[slice(*match.span("states"))]) if match else ()


def _state_list(paragraph: _Paragraph, start: int, words: str) -> tuple[str, ...]:
    codes = state_codes()
    found: list[str] = []
    at = 0
    for name in (piece.strip(" .") for piece in LIST_SEPARATOR.split(words)):
        if not name:
            continue
        at = words.index(name, at)
        code = codes.get(name.lower().removeprefix("the ").removeprefix("state of "))
        if code is None:
            message = f"“{name}” is no state of the United States that this program knows."
            paragraph.problems.append((message, start + at, start + at + len(name)))
        elif code not in found:
            paragraph.place(f"reviewer.licence_states[{len(found)}]", start + at, start + at + len(name))
            found.append(code)
        at += len(name)
    return tuple(found)


def _block(paragraph: _Paragraph) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """States and specialties of the credentials block of layout L4b."""
    text, end = paragraph.text, len(paragraph.text)
    # Letters of the other layouts have no bracket there, which one look tells.
    if "(s)" not in paragraph.lower:
        return (), ()
    licensure = _LICENSURE.search(paragraph.lower)
    specialty = _SPECIALTY.search(paragraph.lower)
    states: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    if licensure:
        stop = specialty.start() if specialty and specialty.start() > licensure.end() else end
        states = _state_list(paragraph, licensure.end(), text[licensure.end() : stop].rstrip())
    if specialty:
        stop = licensure.start() if licensure and licensure.start() > specialty.end() else end
        words = text[specialty.end() : stop].strip()
        if words:
            items = split_list(words)
            specialties = _placed_items(
                paragraph, "reviewer.specialties", specialty.end(), text[specialty.end() : stop], items
            )
    return states, specialties


def _number(paragraph: _Paragraph, name: str, match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    words = match[1]
    number = int(words) if words.isdigit() else number_of_words(words)
    if number is not None:
        paragraph.place(f"reviewer.{name}", *match.span(1))
    return number


def _affiliations(paragraph: _Paragraph, match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return ()
    words = paragraph.text[slice(*match.span("with"))]
    items = tuple(piece.strip().removeprefix("the ") for piece in LIST_SEPARATOR.split(words) if piece.strip())
    return _placed_items(paragraph, "reviewer.no_affiliation_with", match.start("with"), words, items)
