"""Decides whether a disputed treatment has no outcome.

Source: 8 CCR 9792.10.6(d): the determination says for each service whether it is necessary.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity

__all__ = ["CHECK"]


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        if treatment.outcome is None:
            yield Hit(
                where=f"{path}.heading",
                message=f"The treatment “{treatment.heading}” has no outcome: it is neither upheld nor overturned.",
                quote=treatment.heading,
            )


CHECK = Check(
    code="D112",
    name="outcome-missing",
    severity=Severity.ERROR,
    what="A disputed treatment has no outcome.",
    why="Each disputed treatment has to be decided. Without an outcome the claims administrator cannot tell whether to "
    "authorize it.",
    mend="State for each treatment whether the utilization review decision is upheld or overturned.",
    sources=duties("contents"),
    look=_look,
)
