"""De-identifies the texts and pages of a case file in two named profiles: proposed, judged by a person, released.

Source: Labor Code 4610.6(m); 45 CFR 164.514(b)(2); the plan of the case file, part D.
"""

from openimr.casefile.redaction.differences import differences_page, differences_text
from openimr.casefile.redaction.judging import Judgments, judgments_to_complete
from openimr.casefile.redaction.model import Judgment, Kind, Profile, Redaction, Released, Verdict
from openimr.casefile.redaction.pdf import Leftover, RedactedPdf, leftovers, redact_pdf
from openimr.casefile.redaction.proposing import propose
from openimr.casefile.redaction.releasing import apply, open_proposals, release, share_for_a_person

__all__ = [
    "Judgment",
    "Judgments",
    "Kind",
    "Leftover",
    "Profile",
    "RedactedPdf",
    "Redaction",
    "Released",
    "Verdict",
    "apply",
    "differences_page",
    "differences_text",
    "judgments_to_complete",
    "leftovers",
    "open_proposals",
    "propose",
    "redact_pdf",
    "release",
    "share_for_a_person",
]
