"""Lists all checks, chooses among them, and explains each: in a terminal and on the reference page.

Each check stands in a file of its own, named after it.
"""

from __future__ import annotations

from collections.abc import Iterable

from openimr.determinations.checking import (
    d101_quantity_mismatch,
    d102_quantity_arithmetic,
    d103_body_part_mismatch,
    d104_side_mismatch,
    d105_level_mismatch,
    d106_ur_action_inconsistent,
    d107_outcome_contradicts_conclusion,
    d108_conclusion_missing,
    d109_rationale_off_topic,
    d110_not_documented_but_stated,
    d111_service_undecided,
    d112_outcome_missing,
    d201_guideline_later_than_decision,
    d202_mtus_not_used_unexplained,
    d203_topic_does_not_fit_service,
    d204_citation_incomplete,
    d205_page_out_of_range,
    d206_guideline_block_copied,
    d207_guideline_missing,
    d208_citation_misspelt,
    d209_place_in_guideline_wrong,
    d301_rests_on_ur_decision_alone,
    d302_documents_not_listed,
    d303_diagnosis_missing,
    d304_impossible_date,
    d305_impossible_age,
    d306_date_without_year,
    d307_record_illegible,
    d308_count_from_ur_only,
    d401_qualification_incomplete,
    d402_specialty_does_not_fit,
    d403_reviewer_named,
    d501_identifier_left,
    d502_sentence_broken,
    d503_hard_to_read,
)
from openimr.determinations.checking.framework import Check
from openimr.errors import NotFound, UnusableArguments

__all__ = ["CHECKS", "chosen", "explain", "page"]

CHECKS: tuple[Check, ...] = (
    d101_quantity_mismatch.CHECK,
    d102_quantity_arithmetic.CHECK,
    d103_body_part_mismatch.CHECK,
    d104_side_mismatch.CHECK,
    d105_level_mismatch.CHECK,
    d106_ur_action_inconsistent.CHECK,
    d107_outcome_contradicts_conclusion.CHECK,
    d108_conclusion_missing.CHECK,
    d109_rationale_off_topic.CHECK,
    d110_not_documented_but_stated.CHECK,
    d111_service_undecided.CHECK,
    d112_outcome_missing.CHECK,
    d201_guideline_later_than_decision.CHECK,
    d202_mtus_not_used_unexplained.CHECK,
    d203_topic_does_not_fit_service.CHECK,
    d204_citation_incomplete.CHECK,
    d205_page_out_of_range.CHECK,
    d206_guideline_block_copied.CHECK,
    d207_guideline_missing.CHECK,
    d208_citation_misspelt.CHECK,
    d209_place_in_guideline_wrong.CHECK,
    d301_rests_on_ur_decision_alone.CHECK,
    d302_documents_not_listed.CHECK,
    d303_diagnosis_missing.CHECK,
    d304_impossible_date.CHECK,
    d305_impossible_age.CHECK,
    d306_date_without_year.CHECK,
    d307_record_illegible.CHECK,
    d308_count_from_ur_only.CHECK,
    d401_qualification_incomplete.CHECK,
    d402_specialty_does_not_fit.CHECK,
    d403_reviewer_named.CHECK,
    d501_identifier_left.CHECK,
    d502_sentence_broken.CHECK,
    d503_hard_to_read.CHECK,
)

_BY_CODE = {check.code: check for check in CHECKS}
_GROUPS = {
    "D1": "What is asked, described and decided agree",
    "D2": "The guideline behind the decision",
    "D3": "The record behind the decision",
    "D4": "The reviewer",
    "D5": "The text itself",
}
_PAGE_OPENING = """\
# Checks of a determination

<!-- Made by openimr.determinations.checking.page(): change the checks, not this page. -->

`openimr check` looks at a Final Determination as a linter looks at a program.
It says what does not hold together, where, why that matters and how to mend it.
It never says what the outcome should be.
An **error** must be mended before the determination is issued, a **warning** looked at, a **note** known.
A check that is not sure finds nothing.
A source marked *unverified* or *partial* could not be read in full in the law itself.
"""


def chosen(*, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Check, ...]:
    """The checks whose code or name ``select`` names (all, where it names none), without those that ``ignore`` names.

    A code may be cut short: ``D2`` names all checks of that group.

    Raises:
        UnusableArguments: a word that names no check; all such words are gathered.
    """
    wanted, unwanted = _words(select), _words(ignore)
    strange = [word for word in (*wanted, *unwanted) if not any(_names(word, check) for check in CHECKS)]
    if strange:
        raise UnusableArguments(
            f"No check is called {', '.join(strange)}.",
            remedy="Give codes such as D101, the beginning of codes such as D2, or names; --list shows them all.",
        )
    return tuple(
        check
        for check in CHECKS
        if (not wanted or any(_names(word, check) for word in wanted))
        and not any(_names(word, check) for word in unwanted)
    )


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for word in words if word.strip())


def _names(word: str, check: Check) -> bool:
    return check.code.startswith(word.upper()) or check.name == word.lower()


def explain(code: str) -> str:
    """What the check called ``code`` (or by name) finds, why it matters, how to mend it and where the duty stands.

    Raises:
        NotFound: no check has that code or name.
    """
    check = _BY_CODE.get(code.strip().upper()) or next((c for c in CHECKS if c.name == code.strip().lower()), None)
    if check is None:
        raise NotFound(f"No check is called {code}.", remedy="openimr check --list shows them all.")
    sources = "\n".join(f"  - {source.sentence()}" for source in check.sources)
    return (
        f"{check.code} {check.name} ({check.severity})\n\n{check.what}\n\nWhy it matters: {check.why}\n\n"
        f"How to mend it: {check.mend}\n\nSources:\n{sources}\n"
    )


def page() -> str:
    """The reference page of all checks in Markdown, as it stands in ``docs/reference/checks.md``."""
    lines = [_PAGE_OPENING]
    for prefix, title in _GROUPS.items():
        lines.append(f"## {prefix}xx: {title}\n")
        lines.extend(_entry(check) for check in CHECKS if check.code.startswith(prefix))
    return "\n".join(lines)


def _entry(check: Check) -> str:
    sources = "\n".join(f"- {source.sentence()}" for source in check.sources)
    return (
        f"### {check.code} {check.name}\n\n*{check.severity.capitalize()}.* {check.what}\n\n"
        f"**Why it matters.** {check.why}\n\n**How to mend it.** {check.mend}\n\n**Sources**\n\n{sources}\n"
    )
