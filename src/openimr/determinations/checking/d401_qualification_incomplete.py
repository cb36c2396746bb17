"""Decides whether the determination says of its reviewer all that it must.

Source: Labor Code 4610.6(f), 139.5(d)(4)(B), 139.5(d)(5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties, limit
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import Layout, PartKind, ReviewerQualifications

__all__ = ["CHECK"]

# Each party with words that name it, in small letters.
_PARTIES = {
    "the employer": ("employer",),
    "the employee": ("employee", "injured worker", "claimant", "patient", "applicant"),
    "the providers": ("provider", "physician", "doctor", "treater"),
    "the claims administrator": ("administrator", "insurer", "carrier", "adjuster"),
}
# What is said in words that the reader did not take apart is not missing; so a word of its kind is enough.
_SAID_SOMEHOW = {
    "licence": re.compile(r"licens|licenc", re.IGNORECASE),
    "specialty": re.compile(r"certifi|special[it]|diplomate", re.IGNORECASE),
    "years": re.compile(r"\byears\b", re.IGNORECASE),
    "hours": re.compile(r"\bhours\b", re.IGNORECASE),
    "affiliation": re.compile(r"affiliat|conflicts? of interest", re.IGNORECASE),
}
# A label that is filled with nothing says nothing.
_LEFT_OPEN = re.compile(
    r"[^\n:.]{0,60}:\s*(?:not (?:documented|stated|given|provided|known|specified|applicable)|unknown|none|n/a)\b",
    re.IGNORECASE,
)
_STANDING_WORDS = re.compile(r"(?:same or|similar)\s+(?:similar\s+)?specialt(?:y|ies)", re.IGNORECASE)


def _look(context: Context) -> Iterator[Hit]:
    if context.d.layout is Layout.UNKNOWN:
        return
    missing = [*_missing(context), *_too_little(context.d.reviewer)]
    if missing:
        yield Hit(where="reviewer", message=f"The statement on the reviewer does not give {_listed(missing)}.")


def _missing(context: Context) -> Iterator[str]:
    reviewer = context.d.reviewer
    wanted = {
        "licence": (reviewer.licence_states, "the state of the licence"),
        "specialty": (_specialties(reviewer), "a board certification or specialty"),
        "years": (reviewer.active_practice_years_over, f"more than {limit('active-practice-years')} years of practice"),
        "hours": (
            reviewer.active_practice_hours_per_week,
            f"{limit('active-practice-hours')} hours a week of practice",
        ),
    }
    absent = {name: words for name, (value, words) in wanted.items() if not value}
    parties = _parties_missing(reviewer)
    if not absent and not parties:
        return
    said = _said(context)
    for name, words in absent.items():
        if not _SAID_SOMEHOW[name].search(said):
            yield words
    if parties and (reviewer.no_affiliation_with or not _SAID_SOMEHOW["affiliation"].search(said)):
        yield f"the absence of an affiliation with {_listed(parties)}"


def _specialties(reviewer: ReviewerQualifications) -> tuple[str, ...]:
    return (*reviewer.board_certifications, *reviewer.specialties, *reviewer.subspecialties, *reviewer.professions)


def _parties_missing(reviewer: ReviewerQualifications) -> list[str]:
    named = " | ".join(reviewer.no_affiliation_with).lower()
    return [party for party, words in _PARTIES.items() if not any(word in named for word in words)]


def _too_little(reviewer: ReviewerQualifications) -> Iterator[str]:
    years, hours = reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week
    if years is not None and years < limit("active-practice-years"):
        yield f"more than {limit('active-practice-years')} years of practice (it says more than {years})"
    if hours is not None and hours < limit("active-practice-hours"):
        yield f"{limit('active-practice-hours')} hours a week of practice (it says {hours})"


def _said(context: Context) -> str:
    """What the document says about the reviewer in its own words, without the sentence that every letter has."""
    kinds = (PartKind.QUALIFICATIONS, PartKind.PROCESS)
    text = " ".join(passage.text for passage in context.passages if passage.kind in kinds)
    return _LEFT_OPEN.sub("", _STANDING_WORDS.sub("", text))


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


CHECK = Check(
    code="D401",
    name="qualification-incomplete",
    severity=Severity.ERROR,
    what="The statement on the reviewer leaves out a licence, a certification or specialty, active practice, or a "
    "party "
    "with whom the reviewer has no affiliation.",
    why="The reviewer stays unnamed, so this statement is all that the parties have to judge whether a qualified and "
    "independent person decided. The statute names more than the usual sentence does: also officers and directors, the "
    "place of treatment, the makers of the treatment, and the family of the employee.",
    mend="Complete the statement: state of licence, board certification or specialty, more than five years and at "
    "least "
    "24 hours a week of active practice, and no affiliation with employer, employee, providers and claims "
    "administrator.",
    sources=duties("reviewer-not-named", "licence-and-board", "no-affiliation", "active-practice"),
    look=_look,
)
