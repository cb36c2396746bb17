"""The paragraph that says how a determination was made and by what kind of reviewer, as letters of each layout word it.

Source: reviewer paragraph variants L4a, L4a' and L4b in docs/reference/layouts.md; that of L1 as seen in a letter.
"""

from __future__ import annotations

from openimr.determinations.model import Layout, ReviewerKind, ReviewerQualifications
from openimr.samples.tables import states

__all__ = ["describe"]

_NAMES = {
    ReviewerKind.PHYSICIAN_REVIEWER: "physician reviewer",
    ReviewerKind.MEDICAL_DOCTOR: "independent Medical Doctor",
}
_WORDS = {5: "five"}


def describe(reviewer: ReviewerQualifications, layout: Layout) -> str:
    """The paragraph on ``reviewer`` in the standard wording of ``layout``; what is not known is left out."""
    kind = _NAMES.get(reviewer.kind, "expert reviewer") if reviewer.kind else "expert reviewer"
    sentences = []
    who = "He/she"
    if layout is Layout.L1:
        who = f"The {kind} who made the decision"
    else:
        article = "a" if kind.startswith("p") else "an"
        sentences.append(f"MAXIMUS Federal Services sent the complete case file to {article} {kind}.")
    if reviewer.no_affiliation_with:
        *others, last = reviewer.no_affiliation_with
        sentences.append(f"{who} has no affiliation with the {', '.join(others)} or the {last}.")
    if layout is not Layout.L4B:
        sentences.append(_qualified(kind, reviewer))
    sentences += [_practised(reviewer), *_closing(kind)]
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


def _practised(reviewer: ReviewerQualifications) -> str:
    years, hours = reviewer.active_practice_years_over, reviewer.active_practice_hours_per_week
    if not years or not hours:
        return ""
    return (
        f"He/she has been in active clinical practice for more than {_WORDS.get(years, years)} years and is currently "
        f"working at least {hours} hours a week in active practice."
    )


def _closing(kind: str) -> tuple[str, str]:
    selected = (
        f"The {kind} was selected based on his/her clinical experience, education, background, and expertise in the "
        "same or similar specialties that evaluate and/or treat the medical condition and disputed items/services."
    )
    familiar = (
        "He/she is familiar with governing laws and regulations, including the strength of evidence hierarchy that "
        "applies to Independent Medical Review determinations."
    )
    return selected, familiar


def _and(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
