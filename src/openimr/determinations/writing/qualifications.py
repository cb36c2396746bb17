"""The standard wording of what a determination says of its reviewer, in layouts L4a and L4b.

Source: Labor Code 4610.6(f); wordings L4a and L4b in docs/reference/layouts.md.
"""

from __future__ import annotations

from functools import cache

from openimr.citations import Value
from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.rulebook import load

__all__ = ["compose", "credentials", "joined", "state_name"]

_CALLED = {
    ReviewerKind.EXPERT_REVIEWER: "expert reviewer",
    ReviewerKind.PHYSICIAN_REVIEWER: "physician reviewer",
}
_NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


class _State(Value, frozen=True):
    code: str
    name: str
    source: str
    verification: str


@cache
def _state_names() -> dict[str, str]:
    return {row.code: row.name for row in load("vocabulary/states.yaml", _State)}


def state_name(code: str) -> str:
    """The state of a two-letter code, or the code itself where there is no such state.

    >>> state_name("NV")
    'Nevada'
    """
    return _state_names().get(code, code)


def joined(items: tuple[str, ...]) -> str:
    """Items as a sentence lists them.

    >>> joined(("Arizona", "Nevada", "Utah"))
    'Arizona, Nevada and Utah'
    """
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def compose(reviewer: ReviewerQualifications, layout: Layout) -> str:
    """The paragraph on how the determination was made, in the standard wording of ``layout``.

    Only what ``reviewer`` holds is said. The credentials block of L4b is not part of it (see :func:`credentials`).
    """
    called = _CALLED.get(reviewer.kind, "expert reviewer") if reviewer.kind else "expert reviewer"
    sentences = [f"MAXIMUS Federal Services sent the complete case file to {_article(called)} {called}."]
    if reviewer.no_affiliation_with:
        *first, last = reviewer.no_affiliation_with
        parties = f"{', '.join(first)} or the {last}" if first else last
        sentences.append(f"He/she has no affiliation with the {parties}.")
    if layout is not Layout.L4B:
        sentences.extend(_credentials_sentence(reviewer, called))
    sentences.extend(_practice_sentence(reviewer))
    sentences.append(
        f"The {called} was selected based on his/her clinical experience, education, background, and expertise in the"
        " same or similar specialties that evaluate and/or treat the medical condition and disputed items/services."
    )
    sentences.append(
        "He/she is familiar with governing laws and regulations, including the strength of evidence hierarchy that"
        " applies to Independent Medical Review determinations."
    )
    return " ".join(sentences)


def credentials(reviewer: ReviewerQualifications) -> tuple[str, ...]:
    """The lines of the credentials block of layout L4b."""
    states = ", ".join(state_name(code) for code in reviewer.licence_states)
    return (
        "The Expert Reviewer has the following credentials:",
        f"State(s) of Licensure: {states}",
        f"Certification(s)/Specialty: {', '.join(reviewer.specialties)}",
    )


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _credentials_sentence(reviewer: ReviewerQualifications, called: str) -> list[str]:
    boards = f"is Board Certified in {joined(reviewer.board_certifications)}" if reviewer.board_certifications else ""
    subs = f"has a subspecialty in {joined(reviewer.subspecialties)}" if reviewer.subspecialties else ""
    states = joined(tuple(state_name(code) for code in reviewer.licence_states))
    licence = f"is licensed to practice in {states}" if states else ""
    said = ", ".join(part for part in (boards, subs) if part)
    said = " and ".join(part for part in (said, licence) if part)
    return [f"The {called} {said}."] if said else []


def _practice_sentence(reviewer: ReviewerQualifications) -> list[str]:
    years, hours = reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week
    said = []
    if years is not None:
        said.append(f"has been in active clinical practice for more than {_NUMBER_WORDS.get(years, years)} years")
    if hours is not None:
        said.append(f"is currently working at least {hours} hours a week in active practice")
    return [f"He/she {' and '.join(said)}."] if said else []
