"""The service of the vocabulary that a wording asks for, as findings name it."""

from __future__ import annotations

from functools import cache

from openimr.treatments import parse

__all__ = ["service_code"]


@cache
def service_code(wording: str) -> str:
    """The code of the first service in ``wording``; empty where the words do not tell.

    >>> service_code("12 sessions of acupuncture for the neck")
    'acupuncture'
    """
    requests = parse(wording)
    service = requests[0].service if requests else None
    return (service.code or "") if service else ""
