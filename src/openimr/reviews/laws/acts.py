"""Laws on what the organization owes: the records, their course on file, and its own acts.

Source: 8 CCR 9792.10.5, 9792.10.6(b)(2); Labor Code 139.5(d).
"""

from __future__ import annotations

from openimr.reviews.laws.look import Broken, Look

__all__ = ["find"]


def find(look: Look) -> Broken:
    """What the organization has still to do."""
    review, whole = look.review, look.whole
    if review.case != whole.number:
        yield "same-case", f"the review says case “{review.case}”, the folder holds {whole.number}"
    if whole.case_file is None or not whole.case_file.pages:
        yield "records-indexed", "a case file with pages"
    if not whole.events:
        yield "events-recorded", "the events from the receipt to the records"
    acts = {"designated": review.designated, "second_look": review.second_look, "issued": review.issued}
    for name, act in acts.items():
        if act is None:
            yield "organization-acted", f"{name}: by whom and when"
        elif not act.by.strip():
            yield "organization-acted", f"{name}: by whom"
