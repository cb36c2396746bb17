"""Makes the copy of a determination that may be published: without whatever tells who the employee and the others are.

The copy says everything else that the determination says. What is not certain to be an identifier waits for a person's
word; until then there is no copy.

Source: Labor Code 4610.6(m); the plan of the case file, part D.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

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

__all__ = ["Copy", "copy_of", "material_of"]

_APART = "\n\n\u2029\n\n"  # stands in no prose, which is one run of words
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

    ``determination`` is ``None`` while some of ``waiting`` have no judgment. ``text`` holds all prose of the original
    in which the stretches of ``proposals`` and of judgments count; ``released`` says what was taken out.
    """

    text: str
    proposals: tuple[Redaction, ...]
    waiting: tuple[Redaction, ...]
    determination: Determination | None = None
    released: Released | None = None


def material_of(determination: Determination) -> str:
    """All prose of a determination in one text, value after value; the employee's name and claim number are no part."""
    return _APART.join(_texts(_nameless(determination)))


def copy_of(determination: Determination, filing: Filing, *, judgments: Sequence[Judgment] = ()) -> Copy:
    """The copy of ``determination`` without identifiers of the parties of ``filing``, by the profile of the state.

    Raises:
        MalformedData: a judgment reaches over the end of the text, or has no author.
    """
    text = material_of(determination)
    application = filing.application
    numbers = (application.claim_number, application.eams_number, application.wcis_number)
    known = tuple((Kind.CLAIM_NUMBER, number) for number in numbers if number)
    proposals = propose(text, filing.parties, Profile.STATE, numbers=known)
    waiting = open_proposals(proposals, judgments)
    if waiting:
        return Copy(text=text, proposals=proposals, waiting=waiting)
    (released,) = release(text, proposals, judgments)
    pieces = iter(released.text.split(_APART))
    plain = _mapped(msgspec.to_builtins(_nameless(determination)), lambda _: next(pieces))
    return Copy(
        text=text,
        proposals=proposals,
        waiting=(),
        determination=msgspec.convert(plain, Determination),
        released=released,
    )


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


def _texts(determination: Determination) -> Iterator[str]:
    found: list[str] = []

    def note(words: str) -> str:
        found.append(words)
        return words

    _mapped(msgspec.to_builtins(determination), note)
    yield from found


def _mapped(value: Any, change: Callable[[str], str], name: str = "") -> Any:
    """The value with ``change`` on each piece of prose, in order."""
    if name in _GUIDELINES:
        return value
    if isinstance(value, dict):
        return {key: _mapped(inner, change, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(inner, change, name) for inner in value]
    return change(value) if isinstance(value, str) and name in _PROSE else value
