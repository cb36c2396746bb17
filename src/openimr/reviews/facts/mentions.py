"""Finds where the words of a condition stand on a page though no finding tells of it, so that a person looks there.

The words alone say nothing: they may be denied, or of a guideline. But what stands in the file is never to be called
"not documented" without a look at it.

Source: ``casefile/condition_of_diagnosis.yaml``; issue of the case file, on determinations that courts set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from openimr.citations import Pin, Span
from openimr.reviews.facts.material import Material, PageOf, plain
from openimr.reviews.facts.sheets import ConditionRow, condition_rows

__all__ = ["MOST_MENTIONS", "mentions"]

MOST_MENTIONS = 3
"""So many places are named."""

_OF_A_TEST = re.compile(r"\s+(?:inventory|scale|score|screen|index|questionnaire)\b", re.IGNORECASE)
"""What makes the words before it the name of a test: "Beck Depression Inventory"."""


def mentions(material: Material, name: str) -> tuple[Pin, ...]:
    """The first places on treating records where words of the condition stand and no finding tells of a diagnosis.

    None for a fact that is no condition of the sheet, or one that is known by its part of the body.
    """
    row = next((row for row in condition_rows() if row.condition == name and row.words and not row.parts), None)
    return () if row is None else tuple(islice(_places(material, row), MOST_MENTIONS))


def _places(material: Material, row: ConditionRow) -> Iterator[Pin]:
    begins = {word.split()[0] for word in row.words}
    for page in material.treating_pages:
        if any(word in page.lower for word in begins):  # far quicker than a pattern over every page
            yield from _on_page(material, row, page)


def _on_page(material: Material, row: ConditionRow, page: PageOf) -> Iterator[Pin]:
    told = material.diagnosed.get(page.running, ())
    for match in row.pattern.finditer(page.text):
        span = Span(match.start(), match.end())
        is_told = any(one.start < span.end and span.start < one.end for one in told)
        if not is_told and not _OF_A_TEST.match(page.text, span.end):
            yield plain(Pin(document=page.document, page=page.running, span=span, quote=span.quote(page.text)))
