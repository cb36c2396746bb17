"""What a reviewer writes, decides and signs: the review of one case, as ``review.yaml`` holds it.

Each sentence says what it rests on: pages of the case file with the words quoted, the reviewer's opinion, a guideline,
or that something was looked for and is not there. What is empty is not decided; nothing has a default that decides.

Source: Labor Code 4610.6(a) to (f); 8 CCR 9792.10.6(d); design, section 4.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.cases.terms import Outcome
from openimr.citations import Value
from openimr.determinations.model import GuidelineCitation

__all__ = [
    "Act",
    "Attestation",
    "Ground",
    "GuidelineChoice",
    "Quoted",
    "Review",
    "Signature",
    "Statement",
    "TreatmentReview",
]


class Ground(StrEnum):
    """What a sentence rests on."""

    RECORD = "record"
    OPINION = "opinion"
    GUIDELINE = "guideline"
    NOT_DOCUMENTED = "not_documented"


class Quoted(Value, frozen=True):
    """Words on a page of the case file; ``page`` is the running number. White space in ``quote`` does not count.

    ``is_seen`` says that the reviewer read them on the picture of a page that OCR misread, or could not read.
    """

    page: int
    quote: str
    is_seen: bool = False


class Statement(Value, frozen=True, kw_only=True):
    """One sentence or a few, and what they rest on.

    A ``record`` has ``pins``. What is ``not_documented`` names in ``looked_for`` the words whose absence from the case
    file it asserts, each a query of the search.
    """

    says: str
    ground: Ground = Ground.RECORD
    pins: tuple[Quoted, ...] = ()
    looked_for: tuple[str, ...] = ()


class GuidelineChoice(Value, frozen=True, kw_only=True):
    """The guidelines that the reviewer rests the decision on; ``why_not_mtus`` is asked for where ``uses_mtus`` is no.

    Source: 8 CCR 9792.21(d), 9792.21.1.
    """

    uses_mtus: bool | None = None
    citations: tuple[GuidelineCitation, ...] = ()
    why_not_mtus: str = ""


class Signature(Value, frozen=True, kw_only=True):
    """That the reviewer signed: when, and the SHA-256 of the exact text (:mod:`openimr.reviews.signing`)."""

    signed_at: dt.datetime
    digest: str


class TreatmentReview(Value, frozen=True, kw_only=True):
    """The decision on one disputed treatment: outcome, guideline, rationale, reason in plain words, signature."""

    number: int
    outcome: Outcome | None = None
    guideline: GuidelineChoice = GuidelineChoice()
    rationale: tuple[Statement, ...] = ()
    plain_reason: str = ""
    signature: Signature | None = None


class Attestation(Value, frozen=True, kw_only=True):
    """What the reviewer attests before deciding; what is left open is ``None`` and counts as not attested.

    Source: Labor Code 139.5(d)(5) (no affiliation); 8 CCR 9792.10.6(b), (d) (all records, own decision; wording ours).
    """

    no_affiliation: bool | None = None
    examined_all_records: bool | None = None
    own_decision: bool | None = None
    attested_on: dt.date | None = None


class Act(Value, frozen=True, kw_only=True):
    """What the organization did: who, by a stable id and never a name, and when."""

    by: str
    at: dt.datetime


class Review(Value, frozen=True, kw_only=True):
    """The review of the case ``case`` by the reviewer with the registry number ``reviewer``.

    ``opened`` are the numbers of the documents that the reviewer opened. Three acts are the organization's:
    ``designated`` names the reviewer, ``second_look`` passes what was signed, by another person, and ``issued`` issues.
    """

    case: str
    reviewer: str = ""
    designated: Act | None = None
    attestation: Attestation = Attestation()
    opened: tuple[int, ...] = ()
    summary: tuple[Statement, ...] = ()
    treatments: tuple[TreatmentReview, ...] = ()
    second_look: Act | None = None
    issued: Act | None = None

    def treatment(self, number: int) -> TreatmentReview | None:
        """What the review holds on the disputed treatment of this number; ``None`` where it has no such entry."""
        return next((row for row in self.treatments if row.number == number), None)
