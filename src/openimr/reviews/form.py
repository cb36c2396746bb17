"""Writes the empty form of a review, with all that is known of the case beside it as comments.

What the reviewer decides is left empty: no outcome, no guideline, no sentence is filled in. A line that the program
proposes stands behind a ``#`` and counts only when a person takes the sign away.

Source: design, section 4 (the software never sets an outcome); format in docs/reference/case-folder.md.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from openimr.casefile.documents import index, reviewed_words
from openimr.casefile.model import CaseFile
from openimr.casefile.timeline import summary
from openimr.cases.terms import Outcome
from openimr.citations import Pin
from openimr.determinations.model import CitationFamily
from openimr.guidelines.application import Answer, Application
from openimr.guidelines.criteria import CriterionResult, Truth
from openimr.reviews.overview import Dispute, Overview
from openimr.reviews.whole_case import WholeCase

__all__ = ["empty_form"]

_WIDTH = 108
_DAY = "2026-03-02T09:30:00-08:00"
_MOST_ANSWERS = 4
_TRUTHS = {Truth.MET: "met", Truth.NOT_MET: "not met", Truth.NOT_DOCUMENTED: "not documented"}


def empty_form(whole: WholeCase, overview: Overview) -> str:
    """The form for ``whole`` as YAML; read back it is a review in which nothing is decided."""
    lines = [
        *_said(
            f"Review of case {overview.number}. The program proposes; you decide. What stands behind a # is only shown;"
            " what you leave empty is not decided. A licensed reviewer fills this in and signs each decision; then:"
            " openimr case issue FOLDER --review review.yaml"
        ),
        f"case: {_word(overview.number)}",
        "",
        *_reviewer(overview),
        "",
        *_opened(whole.case_file),
        "",
        *_summary(whole.case_file),
        "",
        "treatments:",
    ]
    for dispute in overview.disputes:
        lines += _treatment(dispute)
    lines += ["", *_acts()]
    return "\n".join(lines) + "\n"


def _said(words: str, indent: int = 0) -> list[str]:
    """The words as comments of the form's width."""
    lead = " " * indent + "# "
    return textwrap.wrap(
        _one_line(words), _WIDTH, initial_indent=lead, subsequent_indent=lead + "  ", break_on_hyphens=False
    )


def _word(words: str) -> str:
    """The words as YAML takes them back for words, whatever signs they hold."""
    return json.dumps(_one_line(words), ensure_ascii=False)


def _one_line(words: str) -> str:
    """The words without any sign that ends a line in YAML or may not stand in it.

    Records say what they like: a line that their words began would stand in the form as if the reviewer wrote it.
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _reviewer(overview: Overview) -> Iterator[str]:
    yield from _said("Your number in the registry of reviewers.")
    if overview.panelists is not None:
        names = ", ".join(candidate.reviewer for candidate in overview.panelists.eligible)
        count = overview.panelists.eligible_count
        yield from _said(f"On {overview.on} {count} may be assigned{f', first of all {names}' if names else ''}.")
    yield "reviewer:"
    yield from _said(f"Who of the organization named you, and when: by: a number or an id, at: such as {_DAY}.")
    yield "designated:"
    yield "attestation:"
    yield from _said("true: I have no material affiliation with any party named in Labor Code 139.5(d)(5).", 2)
    yield "  no_affiliation:"
    yield from _said("true: I examined all records of the case file.", 2)
    yield "  examined_all_records:"
    yield from _said("true: the decisions are my own.", 2)
    yield "  own_decision:"
    yield "  attested_on:"


def _opened(file: CaseFile | None) -> Iterator[str]:
    yield from _said("The numbers of the documents that you opened. The documents reviewed are listed from them.")
    for row in index(file) if file else ():
        copy = f"; repeats document {row.repeats}" if row.repeats else ""
        yield from _said(f"{row.number}. {reviewed_words(row)}, pages {row.first} to {row.last}{copy}")
        unread = ", ".join(str(page) for page in row.unreadable)
        if unread:
            yield from _said(
                f"of document {row.number} not to be read: {'page' if len(row.unreadable) == 1 else 'pages'} {unread}"
            )
    yield "opened: []"


def _summary(file: CaseFile | None) -> Iterator[str]:
    yield from _said(
        "The clinical case summary, sentence by sentence. Each says what it rests on: ground: record with pins (page"
        " and words quoted letter by letter), opinion, guideline, or not_documented with looked_for. A draft made of"
        " findings that nobody may have confirmed:"
    )
    for sentence in summary(file.findings, file.documents).sentences if file else ():
        yield f"#  - says: {_word(sentence.text)}"
        yield "#    pins:"
        yield from (f"#      - {_pin(pin)}" for pin in dict.fromkeys(sentence.pins))
    yield "summary: []"


def _pin(pin: Pin) -> str:
    return f"{{page: {pin.page}, quote: {_word(pin.quote)}}}"


def _treatment(dispute: Dispute) -> Iterator[str]:
    yield from ("", f"  - number: {dispute.number}")
    yield from _said(f"In dispute: {dispute.wording}", 4)
    if dispute.ur is not None:
        reason = f": {dispute.ur.reason}" if dispute.ur.reason else ""
        cited = f" Cited: {dispute.ur.guideline}." if dispute.ur.guideline else ""
        yield from _said(f"Utilization review: {dispute.ur.action.value}{reason}{cited}", 4)
    for application in dispute.applications:
        yield from _guidelines(application)
    for missing in dispute.missing:
        words = missing.kind.value.replace("_", " ")
        yield from _said(f"Missing: {missing.words} ({words}; asked by {', '.join(missing.recommendations)})", 4)
    yield from _said(f"One of {', '.join(outcome.value for outcome in Outcome)}.", 4)
    yield "    outcome:"
    yield "    guideline:"
    yield from _said("true or false; where false, why_not_mtus says why.", 6)
    yield "      uses_mtus:"
    yield '      why_not_mtus: ""'
    families = ", ".join(family.value for family in CitationFamily)
    yield from _said(f"Each with family ({families}), guideline, edition, chapter, section, pages: [], updated_on.", 6)
    yield "      citations: []"
    yield from _said("As the summary; it ends with what you conclude on medical necessity.", 4)
    yield "    rationale: []"
    yield from _said("At most two plain sentences for the worker.", 4)
    yield '    plain_reason: ""'
    yield from _said(f"signed_at: such as {_DAY}; digest: of the exact text, which openimr case issue tells you.", 4)
    yield "    signature:"


def _guidelines(application: Application) -> Iterator[str]:
    """The first recommendations in the order of search, with what the facts show; the page of the case has the rest."""
    if not application.answers:
        yield from _said("No recommendation on file governs it; the search goes on by 8 CCR 9792.21.1.", 4)
    for answer in application.answers[:_MOST_ANSWERS]:
        yield from _answer(answer)
    more = len(application.answers) - _MOST_ANSWERS
    if more > 0:
        yield from _said(f"{more} more: openimr case show FOLDER.", 4)


def _answer(answer: Answer) -> Iterator[str]:
    pages = f", pages {', '.join(map(str, answer.pages))}" if answer.pages else ""
    yield from _said(f"{answer.id}, {answer.topic}: {answer.citation.sentence()}{pages}; {answer.in_force}", 4)
    for criterion in answer.criteria:
        yield from _said(f"{_TRUTHS[criterion.result.value]}: {_shown(criterion.result)}", 6)
    for line in answer.lines:
        for total in line.sums:
            yield from _said(total.sentence, 6)


def _shown(result: CriterionResult) -> str:
    return f"{result.says}{_pages(result.pins)}"


def _pages(pins: Iterable[Pin]) -> str:
    pages = sorted({pin.page for pin in pins})
    return f" (page {', '.join(map(str, pages))})" if pages else ""


def _acts() -> Iterator[str]:
    yield from _said("The organization's: who looked at the signed review and passed it, and who issues; by and at.")
    yield "second_look:"
    yield "issued:"
