"""The law that the reviewer signed the exact text of each decision.

Source: Labor Code 4610.6(f), (g); design, section 4.
"""

from __future__ import annotations

from openimr.reviews.laws.look import Broken, Look
from openimr.reviews.signing import ToSign

__all__ = ["find"]


def find(look: Look) -> Broken:
    """Each decision whose exact text is not signed."""
    texts = {text.treatment: text for text in look.to_sign}
    for number in look.numbers:
        row = look.review.treatment(number)
        signature = row.signature if row else None
        text = texts.get(number)
        if signature is None:
            yield "texts-bound", f"treatment {number} is not signed{_digest(text)}"
        elif text is not None and signature.digest.strip().lower() != text.digest:
            yield "texts-bound", f"treatment {number}: another text was signed than there is now{_digest(text)}"


def _digest(text: ToSign | None) -> str:
    return f"; the digest of its text is {text.digest}" if text else ""
