"""Makes the copy of a determination that may be published: without whatever tells who the employee and the others are.

The copy says everything else that the determination says. What is not certain to be an identifier waits for a person's
word; until then there is no copy.

Source: Labor Code 4610.6(m); the plan of the case file, part D.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from openimr.casefile.model import Page, PageText, TextSource
from openimr.casefile.redaction import (
    Judgment,
    Kind,
    Profile,
    Redaction,
    Released,
    open_proposals,
    propose,
    release,
)
from openimr.cases.filing import Filing
from openimr.citations import Value
from openimr.determinations.model import Determination

__all__ = ["Copy", "copy_of", "values_of"]

_GUIDELINES = frozenset({"claims_administrator_basis", "reviewer_basis"})
_PROSE = frozenset(
    {
        "text",
        "title",
        "author",
        "clinical_case_summary",
        "heading",
        "rationale",
        "plain_reason",
        "document",
        "quote",
        "statement",
    }
)
"""The fields that may tell who somebody is; a test holds every other field of a determination to be none."""


class Copy(Value, frozen=True, kw_only=True):
    """A copy to be published, or what it waits for.

    ``determination`` is ``None`` while some of ``waiting`` have no judgment. ``values`` are the pieces of prose of the
    original, each a page of its own in ``proposals`` and judgments; ``released`` says of each what was taken out.
    """

    values: tuple[str, ...]
    proposals: tuple[Redaction, ...]
    waiting: tuple[Redaction, ...]
    determination: Determination | None = None
    released: tuple[Released, ...] = ()


def values_of(determination: Determination) -> tuple[str, ...]:
    """Each piece of prose of a determination, in order; the employee's name and the claim number are no part of it."""
    found: list[str] = []

    def note(words: str) -> str:
        found.append(words)
        return words

    _mapped(msgspec.to_builtins(_nameless(determination)), note)
    return tuple(found)


def copy_of(determination: Determination, filing: Filing, *, judgments: Sequence[Judgment] = ()) -> Copy:
    """The copy of ``determination`` without identifiers of the parties of ``filing``, by the profile of the state.

    Raises:
        MalformedData: a judgment reaches over the end of the text, or has no author.
    """
    values = values_of(determination)
    pages = tuple(_page(number, value) for number, value in enumerate(values, start=1))
    application = filing.application
    numbers = (application.claim_number, application.eams_number, application.wcis_number)
    known = tuple((Kind.CLAIM_NUMBER, number) for number in numbers if number)
    proposals = propose(pages, filing.parties, Profile.STATE, numbers=known)
    waiting = open_proposals(proposals, judgments)
    if waiting:
        return Copy(values=values, proposals=proposals, waiting=waiting)
    released = release(pages, proposals, judgments)
    pieces = iter(one.text for one in released)
    plain = _mapped(msgspec.to_builtins(_nameless(determination)), lambda _: next(pieces))
    return Copy(
        values=values,
        proposals=proposals,
        waiting=(),
        determination=msgspec.convert(plain, Determination),
        released=released,
    )


def _page(number: int, value: str) -> Page:
    """A value as a page of its own, so that no stretch reaches from one into the next."""
    text = PageText(source=TextSource.WRITTEN, text=value)
    return Page(file="determination", number=number, running=number, width=0, height=0, texts=(text,))


def _nameless(determination: Determination) -> Determination:
    """The determination without the fields that are identifiers by themselves, and without what is about a reading."""
    employee = msgspec.structs.replace(determination.employee, name=None)
    treatments = tuple(msgspec.structs.replace(each, request=()) for each in determination.disputed_treatments)
    return msgspec.structs.replace(
        determination,
        claim_number=None,
        employee=employee,
        disputed_treatments=treatments,
        facts=(),
        spans={},
        parts=(),
        source=None,
    )


def _mapped(value: Any, change: Callable[[str], str], name: str = "") -> Any:
    """The value with ``change`` on each piece of prose, in order."""
    if name in _GUIDELINES:
        return value
    if isinstance(value, dict):
        return {key: _mapped(inner, change, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(inner, change, name) for inner in value]
    return change(value) if isinstance(value, str) and name in _PROSE else value
