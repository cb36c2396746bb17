"""Laws on what the organization owes: the records, their course on file, and its own acts.

Source: 8 CCR 9792.10.5, 9792.10.6(b)(2); Labor Code 139.5(d).
"""

from __future__ import annotations

from openimr.cases.events import Received, TookIn
from openimr.reviews.laws.look import Broken, Look

__all__ = ["find"]


def _course(look: Look) -> Broken:
    """What was recorded must be of this case, and of the treatments that its application lists."""
    whole = look.whole
    listed = {row.number for row in whole.filing.disputed_treatments}
    for event in whole.events:
        if isinstance(event.what, Received) and event.what.number != whole.number:
            yield "same-case", f"the events are of case {event.what.number}, the folder holds {whole.number}"
        if isinstance(event.what, Received | TookIn):
            for row in event.what.treatments:
                if row.number not in listed:
                    yield "events-recorded", f"treatment {row.number} of the events does not stand on the application"


def find(look: Look) -> Broken:
    """What the organization has still to do."""
    review, whole = look.review, look.whole
    if review.case != whole.number:
        yield "same-case", f"the review says case “{review.case}”, the folder holds {whole.number}"
    if whole.case_file is None or not whole.case_file.pages:
        yield "records-indexed", "a case file with pages"
    if not whole.events:
        yield "events-recorded", "the events from the receipt to the records"
    yield from _course(look)
    acts = {"designated": review.designated, "second_look": review.second_look, "issued": review.issued}
    for name, act in acts.items():
        if act is None:
            yield "organization-acted", f"{name}: by whom and when"
        elif not act.by.strip():
            yield "organization-acted", f"{name}: by whom"
