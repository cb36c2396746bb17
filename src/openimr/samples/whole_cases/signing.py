"""Signs the review of an invented case as its invented reviewer would, and passes it as another person would.

For samples, tests and demonstration only: in real work nothing but the reviewer's own act makes a signature.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.calendars.counting import DayCount, add
from openimr.calendars.instants import pacific_day
from openimr.errors import UnusableInput
from openimr.reviews.issuing import Issue, issue
from openimr.reviews.review import Act, Review, Signature, TreatmentReview
from openimr.reviews.whole_case import WholeCase
from openimr.samples.whole_cases.fitting import fitted_review
from openimr.samples.whole_cases.recording import at_office

__all__ = ["signed_review"]

_DAYS_TO_SIGNATURE, _DAYS_TO_SECOND_LOOK = 6, 9
_AFTERNOON = dt.time(16, 30)
_QUALITY_REVIEWER = "quality-reviewer-1"


def signed_review(whole: WholeCase, review: Review) -> Review:
    """``review``, fitted to the pages as they were read, signed under each text that it comes to, and passed.

    Raises:
        UnusableInput: no text to sign can be made of it, or nobody was designated to sign.
    """
    if whole.case_file is not None:
        review = fitted_review(review, whole.case_file)
    seen = issue(whole, msgspec.structs.replace(review, second_look=None))
    texts = () if isinstance(seen, Issue) else seen.to_sign
    if review.designated is None or not texts:
        raise UnusableInput(
            "There is no text that could be signed.",
            where="review",
            why="It has no decision on a disputed treatment that is open, or its reviewer is not in the registry.",
            remedy="Run openimr case issue, which tells all that is missing.",
        )
    designated_on = pacific_day(review.designated.at)
    signed_on = add(designated_on, _DAYS_TO_SIGNATURE, DayCount.WORKING_DAYS)
    passed_on = add(designated_on, _DAYS_TO_SECOND_LOOK, DayCount.WORKING_DAYS)
    digests = {text.treatment: text.digest for text in texts}
    return msgspec.structs.replace(
        review,
        treatments=tuple(_signed(row, digests.get(row.number), at_office(signed_on)) for row in review.treatments),
        second_look=Act(by=_QUALITY_REVIEWER, at=at_office(passed_on, _AFTERNOON)),
    )


def _signed(row: TreatmentReview, digest: str | None, at: dt.datetime) -> TreatmentReview:
    """The decision with its signature; as it was where there is no text of it."""
    return msgspec.structs.replace(row, signature=Signature(signed_at=at, digest=digest)) if digest else row
