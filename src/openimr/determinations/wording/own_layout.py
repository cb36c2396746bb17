"""The title, headings and labels of our own layout: what its writer writes and its reader looks for.

Each heading and label of a treatment says which treatment it belongs to, so that it is clear to someone who jumps from
heading to heading, and so that no prose is taken for it.
"""

from __future__ import annotations

from openimr.determinations.model import Outcome, Priority

# ruff: noqa: D103 - what each of these returns is its own wording, and the module says what they are for

TITLE = "Final Determination of an Independent Medical Review"

PLAIN = "The decision in plain language"
ASKED = "What was asked"
DECIDED = "What was decided, and why"
NEXT = "What can be done next, and by when"
CALL = "Whom to call"
GLANCE = "The case at a glance"
HOW_MADE = "How the determination was made"
DOCUMENTS = "Documents reviewed"
SUMMARY = "Clinical case summary"
SUMMARY_PINS = "Pages that the summary rests on"
DETAILS = "Decisions and reasons in full"

NOT_DOCUMENTED = "not documented"
SEPARATOR = "; "
NO_PLAIN_REASON = "No reason in plain words is documented."
QUOTED_INSTEAD = "In the reviewer's words:"

ISSUER_LABELS = ("Organization:", "Address:", "Phone:", "E-mail:")
GLANCE_LABELS = (
    "Case number:",
    "Claim number:",
    "Priority:",
    "Employee:",
    "Age:",
    "Sex:",
    "Date of injury:",
    "Utilization review decision:",
    "Application received:",
    "Assigned for review:",
    "Determination issued:",
)
REVIEWER_LABELS = (
    "Kind of reviewer:",
    "Profession:",
    "Board certified in:",
    "Subspecialty:",
    "Certification or specialty:",
    "Licensed to practice in:",
    "Years of active practice:",
    "Hours of active practice:",
    "No affiliation with:",
)
STATEMENT = "The statement on the reviewer, as worded:"
AS_WORDED = "As worded:"
AS_ABOVE = "as worded above"
AS_RECORDED = "As recorded:"

OUTCOMES = {
    Outcome.UPHELD: "Upheld",
    Outcome.OVERTURNED: "Overturned",
    Outcome.PARTIALLY_OVERTURNED: "Overturned in part",
}
PRIORITIES = {Priority.STANDARD: "Standard", Priority.EXPEDITED: "Expedited"}


def plain_heading(number: int, count: int) -> str:
    return f"Treatment {number} of {count}:"


def reason_label(number: int, count: int) -> str:
    return f"Why (treatment {number} of {count}):"


def document_label(number: int, count: int) -> str:
    return f"Document {number} of {count}:"


def detail_heading(number: int, count: int) -> str:
    return f"Disputed treatment {number} of {count}:"


def outcome_label(number: int, count: int) -> str:
    return f"Outcome of treatment {number} of {count}:"


def administrator_heading(number: int, count: int) -> str:
    return f"Claims administrator's guideline for treatment {number} of {count}"


def reviewer_heading(number: int, count: int) -> str:
    return f"Reviewer's guideline for treatment {number} of {count}"


def rationale_heading(number: int, count: int) -> str:
    return f"Rationale for treatment {number} of {count}"


def pins_heading(number: int, count: int) -> str:
    return f"Pages that the rationale for treatment {number} of {count} rests on"


def citation_label(number: int, count: int) -> str:
    return f"Citation {number} of {count}:"


def pin_label(number: int, count: int) -> str:
    return f"Place {number} of {count}:"


def summary_pin_label(number: int, count: int) -> str:
    return f"Place {number} of {count} of the summary:"
