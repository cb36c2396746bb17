"""NO_SIGNATURE, SIGNATURE_UNDATED: the application must be signed by the worker's side, and dated.

Source: 8 CCR 9792.10.1(b), 9792.10.2; the department's list of ineligibility reasons.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.cases.eligibility.look import Look
from openimr.cases.eligibility.reason import Reason, reason

__all__ = ["find"]


def find(at: Look) -> Iterator[Reason]:
    """What is wrong with the signature itself; who may sign is :mod:`.applicant`'s matter."""
    signature = at.application.signature
    if signature is None:
        yield at.defect("no-signature", "The application bears no signature.")
    elif signature.dated_on is None:
        yield reason("signature-undated", "The signature bears no date.")
