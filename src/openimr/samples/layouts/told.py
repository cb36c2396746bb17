"""Words an outcome as a sentence, for the layouts that have no word for it: L1, L2, L3 and L5.

Source: L1, L3 and L5 in docs/reference/layouts.md.
"""

from __future__ import annotations

from openimr.determinations.model import Outcome

__all__ = ["tell"]

_TOLD = {
    Outcome.UPHELD: "is not medically necessary and appropriate.",
    Outcome.OVERTURNED: "is medically necessary and appropriate.",
    Outcome.PARTIALLY_OVERTURNED: "is partially medically necessary and appropriate.",
}


def tell(outcome: Outcome | None, *, glued: bool = False) -> str:
    """The end of the sentence that tells ``outcome``; the bold "not" is ``glued`` to its neighbour in some."""
    if outcome is None:
        return ""
    words = _TOLD[outcome]
    return words.replace("not medically", "notmedically") if glued else words
