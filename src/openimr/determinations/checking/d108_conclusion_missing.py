"""Decides whether a rationale ends without saying whether the treatment is medically necessary.

Source: 8 CCR 9792.10.6(d); Labor Code 4610.6(e).
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.plain_closings import plain_closing
from openimr.determinations.conclusions import last_word

__all__ = ["CHECK"]


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        if not treatment.rationale:
            continue
        if plain_closing(treatment.rationale) is None and last_word(treatment.rationale) is None:
            last = context.sentences(f"{path}.rationale")[-1]
            yield Hit(
                where=f"{path}.rationale",
                message="The rationale never says whether the treatment is medically necessary.",
                quote=last,
                at=treatment.rationale.rfind(last),
            )


CHECK = Check(
    code="D108",
    name="conclusion-missing",
    severity=Severity.ERROR,
    what="The rationale has no conclusion on medical necessity.",
    why="The one question put to the reviewer is whether the treatment is medically necessary. Reasons without an "
    "answer "
    "leave the reader to guess it, and the outcome word alone gives no reason.",
    mend="Close the rationale with a sentence that says whether the treatment, in its quantity, is medically "
    "necessary.",
    sources=duties("contents", "medical-necessity-only", "reasons"),
    look=_look,
)
