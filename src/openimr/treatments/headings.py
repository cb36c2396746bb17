"""Remembers what headings of disputed treatments ask for: in bulk the same headings come again and again.

Source: request-grammar.md; ``docs/reference/requests.md``.
"""

from __future__ import annotations

from functools import lru_cache

from openimr.treatments.parsing import parse
from openimr.treatments.request import TreatmentRequest

__all__ = ["requests_in"]


@lru_cache(maxsize=4096)
def requests_in(heading: str) -> tuple[TreatmentRequest, ...]:
    """What ``heading`` asks for, in the order of its words.

    >>> [request.quantity.stated for request in requests_in("Acupuncture x 12, neck")]
    [12.0]
    """
    return parse(heading)
