"""Reads what a letter says of its reviewer: kind, certification, licence, practice, affiliations.

Source: Labor Code 4610.6(f) and 139.5(d)(4), (5); wordings L4a and L4b in docs/reference/layouts.md.
"""

from __future__ import annotations

import re

from openimr.determinations.model import ProblemKind, ReviewerKind, ReviewerQualifications
from openimr.determinations.reading.draft import Draft
from openimr.determinations.wording.lists import LIST_SEPARATOR, split_list
from openimr.determinations.wording.states import state_codes

__all__ = ["read_qualifications"]

_KIND = re.compile(
    r"(?:\bto an? |\bThe )(?P<kind>expert|physician) reviewer\b"
    r"|\b(?:independent|reviewer (?:is|was) an?) (?:licensed |clinical |practicing )?(?P<profession>medical doctor"
    r"|doctor of (?:osteopathy|osteopathic medicine|chiropractic|podiatric medicine|psychology|optometry)"
    r"|osteopathic physician|chiropractor|psychologist|acupuncturist|dentist|podiatrist|physical therapist"
    r"|optometrist)\b",
    re.IGNORECASE,
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
    r"\bis board[ -]certified in (?P<boards>[^.]+?)"
    r"(?=,? (?:and )?has an? (?:subspecialty|sub-specialty)|,? and is licensed|,? and (?:he|she|has)\b|\.(?: |$))",
    re.IGNORECASE,
)
_SUBSPECIALTY = re.compile(
    r"\bhas an? sub-?specialt(?:y|ies) in (?P<subs>[^.]+?)(?=,? and is licensed|,? and (?:he|she|has)\b|\.(?: |$))",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\blicensed (?:to practice (?:medicine |\w+ )?)?in (?P<states>[^.]+?)(?=\.(?: |$)|,? and (?:he|she|is|has)\b)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
                 "fifteen": 15, "twenty": 20, "twenty-four": 24, "forty": 40}  # fmt: skip
_YEARS = re.compile(
    r"\bactive (?:clinical )?practice for (?:more than|over) (?P<years>[a-z]+|\d{1,2}) years", re.IGNORECASE
)
_HOURS = re.compile(r"\bat least (?P<hours>[a-z-]+|\d{1,2}) hours (?:a|per|each) week", re.IGNORECASE)
_AFFILIATION = re.compile(
    r"\bno (?:\w+ ){0,3}?affiliations? with (?:the )?(?P<with>[^.;]+?)(?=\.(?: |$)|;|$)", re.IGNORECASE
)
_LICENSURE = re.compile(r"State\(s\) of Licensure: ?", re.IGNORECASE)
_SPECIALTY = re.compile(r"Certification\(s\)/ ?Specialt(?:y|ies): ?", re.IGNORECASE)


def read_qualifications(draft: Draft, start: int, end: int) -> ReviewerQualifications:
    """What the flow from ``start`` to before ``end`` says of the reviewer; what it does not say stays empty."""
    text = draft.flow.text
    path = "reviewer"

    kind = None
    if match := _KIND.search(text, start, end):
        group = "kind" if match["kind"] else "profession"
        kind = _KINDS[match[group].lower()]
        draft.place(f"{path}.kind", *match.span(group))

    boards = _listed(draft, f"{path}.board_certifications", _BOARD.search(text, start, end), "boards")
    subs = _listed(draft, f"{path}.subspecialties", _SUBSPECIALTY.search(text, start, end), "subs")
    states = _states(draft, _LICENCE.search(text, start, end))
    block_states, specialties = _block(draft, start, end)
    return ReviewerQualifications(
        kind=kind,
        board_certifications=boards,
        subspecialties=subs,
        specialties=specialties,
        licence_states=states or block_states,
        active_practice_years_over=_number(draft, "active_practice_years_over", _YEARS.search(text, start, end)),
        active_practice_hours_per_week=_number(
            draft, "active_practice_hours_per_week", _HOURS.search(text, start, end)
        ),
        no_affiliation_with=_affiliations(draft, _AFFILIATION.search(text, start, end)),
    )


def _listed(draft: Draft, path: str, match: re.Match[str] | None, group: str) -> tuple[str, ...]:
    if match is None:
        return ()
    return _placed_items(draft, path, match.start(group), match[group], split_list(match[group].strip(" ,")))


def _placed_items(draft: Draft, path: str, start: int, words: str, items: tuple[str, ...]) -> tuple[str, ...]:
    at = 0
    for number, item in enumerate(items):
        at = words.index(item, at)
        draft.place(f"{path}[{number}]", start + at, start + at + len(item))
        at += len(item)
    return items


def _states(draft: Draft, match: re.Match[str] | None) -> tuple[str, ...]:
    return _state_list(draft, match.start("states"), match["states"]) if match else ()


def _state_list(draft: Draft, start: int, words: str) -> tuple[str, ...]:
    codes = state_codes()
    found: list[str] = []
    at = 0
    for name in (piece.strip(" .") for piece in LIST_SEPARATOR.split(words)):
        if not name:
            continue
        at = words.index(name, at)
        code = codes.get(name.lower().removeprefix("the state of ").removeprefix("state of "))
        if code is None:
            draft.problem(
                ProblemKind.UNRECOGNISED_TEXT,
                f"“{name}” is no state of the United States that this program knows.",
                "Look whether it is misspelt.",
                at=(start + at, start + at + len(name)),
            )
        elif code not in found:
            draft.place(f"reviewer.licence_states[{len(found)}]", start + at, start + at + len(name))
            found.append(code)
        at += len(name)
    return tuple(found)


def _block(draft: Draft, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """States and specialties of the credentials block of layout L4b."""
    text = draft.flow.text
    # Letters of the other layouts have no bracket there, which one look tells.
    if text.find("(s)", start, end) < 0 and text.find("(S)", start, end) < 0:
        return (), ()
    licensure = _LICENSURE.search(text, start, end)
    specialty = _SPECIALTY.search(text, start, end)
    states: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    if licensure:
        stop = specialty.start() if specialty and specialty.start() > licensure.end() else end
        states = _state_list(draft, licensure.end(), text[licensure.end() : stop].rstrip())
    if specialty:
        stop = licensure.start() if licensure and licensure.start() > specialty.end() else end
        words = text[specialty.end() : stop].strip()
        if words:
            items = split_list(words)
            specialties = _placed_items(
                draft, "reviewer.specialties", specialty.end(), text[specialty.end() : stop], items
            )
    return states, specialties


def _number(draft: Draft, name: str, match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    words = match[1].lower()
    number = int(words) if words.isdigit() else _NUMBER_WORDS.get(words)
    if number is not None:
        draft.place(f"reviewer.{name}", *match.span(1))
    return number


def _affiliations(draft: Draft, match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return ()
    words = match["with"]
    items = tuple(piece.strip().removeprefix("the ") for piece in LIST_SEPARATOR.split(words) if piece.strip())
    return _placed_items(draft, "reviewer.no_affiliation_with", match.start("with"), words, items)
