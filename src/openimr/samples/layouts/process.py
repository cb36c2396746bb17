"""The paragraph that says how a determination was made and by what kind of reviewer, as letters of L3 to L5 word it.

Source: reviewer paragraph variants L4a, L4a' and L4b in docs/reference/layouts.md.
"""

from __future__ import annotations

from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.samples.tables import states

__all__ = ["describe"]

_WORDS = {5: "five", 2: "two", 3: "three"}


def describe(reviewer: ReviewerQualifications, layout: Layout) -> str:
    """The standard paragraph on ``reviewer``; what is not known of the reviewer is left out."""
    kind = "physician reviewer" if reviewer.kind is ReviewerKind.PHYSICIAN_REVIEWER else "expert reviewer"
    article = "a" if kind.startswith("p") else "an"
    years, hours = reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week
    sentences = [f"MAXIMUS Federal Services sent the complete case file to {article} {kind}."]
    if reviewer.no_affiliation_with:
        *others, last = reviewer.no_affiliation_with
        sentences.append(f"He/she has no affiliation with the {', '.join(others)} or the {last}.")
    if layout is not Layout.L4B:
        sentences.append(_qualified(kind, reviewer))
    practice = []
    if years:
        practice.append(f"has been in active clinical practice for more than {_WORDS.get(years, years)} years")
    if hours:
        practice.append(f"is currently working at least {hours} hours a week in active practice")
    if practice:
        sentences.append(f"He/she {' and '.join(practice)}.")
    sentences += [
        (
            f"The {kind} was selected based on his/her clinical experience, education, background, and expertise in the "
            "same or similar specialties that evaluate and/or treat the medical condition and disputed items/services."
        ),
        (
            "He/she is familiar with governing laws and regulations, including the strength of evidence hierarchy that "
            "applies to Independent Medical Review determinations."
        ),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _qualified(kind: str, reviewer: ReviewerQualifications) -> str:
    """The sentence on board certification, subspecialty and licence; empty where there is neither."""
    claims = []
    if reviewer.board_certifications:
        claims.append(f"is Board Certified in {_and(reviewer.board_certifications)}")
    if reviewer.subspecialties:
        claims.append(f"has a subspecialty in {_and(reviewer.subspecialties)}")
    if not reviewer.licence_states:
        return f"The {kind} {' and '.join(claims)}." if claims else ""
    licensed = f"is licensed to practice in {_and(tuple(states()[code] for code in reviewer.licence_states))}"
    return f"The {kind} {', '.join(claims)} and {licensed}." if claims else f"The {kind} {licensed}."


def _and(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
