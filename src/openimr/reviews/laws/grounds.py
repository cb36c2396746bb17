"""Laws on what each sentence of a review rests on.

Source: design, section 4 (no fact without a pin, or marked as opinion); 8 CCR 9792.10.6(d).
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.reviews.laws.look import Broken, Look
from openimr.reviews.review import Ground, Statement

__all__ = ["find"]


def find(look: Look) -> Broken:
    """Each sentence that does not say what it rests on."""
    for where, statement in look.statements():
        for missing in _missing(statement):
            yield "statements-grounded", f"{where}: {missing}"


def _missing(statement: Statement) -> Iterator[str]:
    if not statement.says.strip():
        yield "it says nothing"
    if statement.ground is Ground.RECORD and not statement.pins:
        yield "no page is given that says so"
    if statement.ground is Ground.NOT_DOCUMENTED and not any(words.strip() for words in statement.looked_for):
        yield "it is not said what was looked for"
    if statement.ground is not Ground.NOT_DOCUMENTED and statement.looked_for:
        yield "looked_for is for what is not documented only"
