"""Words what a letter says of its reviewer: the paragraph and the block of credentials, in the standard wording.

Source: Labor Code 4610.6(f) and 139.5(d)(4), (5); wordings L4a and L4b in docs/reference/layouts.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.determinations.wording.lists import split_list
from openimr.determinations.wording.states import state_names

__all__ = ["KIND_WORDS", "compose", "credentials", "join"]

KIND_WORDS = {
    ReviewerKind.EXPERT_REVIEWER: "expert reviewer",
    ReviewerKind.PHYSICIAN_REVIEWER: "physician reviewer",
    ReviewerKind.MEDICAL_DOCTOR: "independent medical doctor",
    ReviewerKind.OSTEOPATHIC_PHYSICIAN: "independent osteopathic physician",
    ReviewerKind.CHIROPRACTOR: "independent chiropractor",
    ReviewerKind.PSYCHOLOGIST: "independent psychologist",
    ReviewerKind.ACUPUNCTURIST: "independent acupuncturist",
    ReviewerKind.DENTIST: "independent dentist",
    ReviewerKind.PODIATRIST: "independent podiatrist",
    ReviewerKind.PHYSICAL_THERAPIST: "independent physical therapist",
    ReviewerKind.OPTOMETRIST: "independent optometrist",
}
"""What a letter calls its reviewer in running words."""

_SELECTED = (
    "was selected based on his/her clinical experience, education, background, and expertise in the same or similar"
    " specialties that evaluate and/or treat the medical condition and disputed items/services."
)
_FAMILIAR = (
    "He/she is familiar with governing laws and regulations, including the strength of evidence hierarchy that applies"
    " to Independent Medical Review determinations."
)
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def compose(reviewer: ReviewerQualifications, layout: Layout) -> str:
    """The paragraph on the reviewer: as worded where the reviewer has a statement, else in the standard wording.

    What is not known is left out; where nothing at all is known the paragraph is empty. In layout L4b the sentence on
    certification and licence is left to the block of :func:`credentials`.
    """
    if reviewer.statement is not None:
        return reviewer.statement
    if reviewer == ReviewerQualifications():
        return ""
    return _standard(reviewer, has_block=layout is Layout.L4B)


# Reviewers of one specialty in one state share their paragraph word for word.
@lru_cache(maxsize=256)
def _standard(reviewer: ReviewerQualifications, *, has_block: bool) -> str:
    name = KIND_WORDS[reviewer.kind] if reviewer.kind else "reviewer"
    sentences = (
        f"MAXIMUS Federal Services sent the complete case file to {'an' if name[0] in 'aeiou' else 'a'} {name}.",
        _affiliations(reviewer.no_affiliation_with),
        "" if has_block else _certified(reviewer, name),
        _practice(reviewer),
        f"The {name} {_SELECTED}",
        _FAMILIAR,
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _affiliations(parties: tuple[str, ...]) -> str:
    if not parties:
        return ""
    *others, last = parties
    named = f"{', '.join(others)} or the {last}" if others else last
    return f"He/she has no affiliation with the {named}."


def _certified(reviewer: ReviewerQualifications, name: str) -> str:
    clauses = []
    if reviewer.board_certifications:
        clauses.append(f"is Board Certified in {_listed(reviewer.board_certifications)}")
    if reviewer.subspecialties:
        clauses.append(f"has a subspecialty in {_listed(reviewer.subspecialties)}")
    if reviewer.licence_states:
        clauses.append(f"is licensed to practice in {join(_named_states(reviewer.licence_states))}")
    return f"The {name} {join(clauses)}." if clauses else ""


def _practice(reviewer: ReviewerQualifications) -> str:
    years, hours = reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week
    clauses = []
    if years is not None:
        number = _NUMBER_WORDS[years - 2] if 2 <= years <= 10 else str(years)
        clauses.append(f"has been in active clinical practice for more than {number} years")
    if hours is not None:
        clauses.append(f"is currently working at least {hours} hours a week in active practice")
    return f"He/she {' and '.join(clauses)}." if clauses else ""


def credentials(reviewer: ReviewerQualifications) -> tuple[str, ...]:
    """The lines of the credentials block of layout L4b; a list that is empty has no line."""
    kind = "Physician" if reviewer.kind is ReviewerKind.PHYSICIAN_REVIEWER else "Expert"
    lines = [f"The {kind} Reviewer has the following credentials:"]
    if reviewer.licence_states:
        lines.append(f"State(s) of Licensure: {', '.join(_named_states(reviewer.licence_states))}")
    if reviewer.specialties:
        lines.append(f"Certification(s)/Specialty: {', '.join(reviewer.specialties)}")
    return tuple(lines)


def _named_states(codes: tuple[str, ...]) -> tuple[str, ...]:
    names = state_names()
    return tuple(names.get(code, code) for code in codes)


def _listed(specialties: tuple[str, ...]) -> str:
    """The specialties in a row: with "and" before the last, or a comma where "and" would run two names into one."""
    words = join(specialties)
    return words if split_list(words) == specialties else ", ".join(specialties)


def join(items: Sequence[str]) -> str:
    """The items as an enumeration in a sentence.

    >>> join(("Arizona", "California", "Nevada"))
    'Arizona, California and Nevada'
    """
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last
