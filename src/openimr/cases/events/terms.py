"""The words of events: who acts, who is written to, and what screening, examination and records can be.

Source: Labor Code 4610.6(h); 8 CCR 9792.10.5(a)(1); ``imr-process.md``, sections 1 and 2.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "AppealGround",
    "Recipient",
    "RecordsKind",
    "Role",
    "ScreeningResult",
    "Verdict",
]


class Role(StrEnum):
    """As what somebody acts. The applicant's side is told apart; the last three only look on."""

    EMPLOYEE = "employee"
    ATTORNEY = "attorney"
    DESIGNEE = "designee"
    REQUESTING_PHYSICIAN = "requesting_physician"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    QUALITY_REVIEWER = "quality_reviewer"
    MEDICAL_DIRECTOR = "medical_director"
    ADMINISTRATIVE_DIRECTOR = "administrative_director"
    APPEALS_BOARD = "appeals_board"
    REGULATOR = "regulator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Recipient(StrEnum):
    """Who is written to. The attorney only where the employee is represented."""

    EMPLOYEE = "employee"
    ATTORNEY = "attorney"
    REQUESTING_PHYSICIAN = "requesting_physician"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    ADMINISTRATIVE_DIRECTOR = "administrative_director"
    PUBLIC = "public"


class ScreeningResult(StrEnum):
    """What screening found on one disputed treatment."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    DEFERRED = "deferred"


class Verdict(StrEnum):
    """What the examination of a reviewer ended with; ``OPEN`` while a person has still to answer."""

    CLEAR = "clear"
    OPEN = "open"
    BARRED = "barred"


class RecordsKind(StrEnum):
    """What records are, by the letters of 8 CCR 9792.10.5(a)(1); ``OWN`` is what the employee's side sends itself."""

    REPORTS = "a_reports"
    APPLICATION = "b_application"
    GIVEN_TO_EMPLOYEE = "c_given_to_employee"
    GIVEN_IN_SUPPORT = "d_given_in_support"
    OTHERS_USED = "e_others_used"
    OWN = "own"


class AppealGround(StrEnum):
    """The five grounds of Labor Code 4610.6(h)."""

    BEYOND_POWERS = "1_beyond_powers"
    FRAUD = "2_fraud"
    CONFLICT_OF_INTEREST = "3_conflict_of_interest"
    BIAS = "4_bias"
    PLAIN_ERROR_OF_FACT = "5_plain_error_of_fact"
