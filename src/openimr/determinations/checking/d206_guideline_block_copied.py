"""Decides whether the claims administrator's guideline statement was copied to treatments that are not alike.

Source: Labor Code 4610.6(e): the reasons belong to the treatment in dispute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.treatments.services import all_services, are_alike, find_services

__all__ = ["CHECK"]

_TWO = 2
_NO_LETTERS = re.compile(r"[\W_]+")
# What comes with an operation is rightly judged by the guideline of the operation.
_WITH_SURGERY = frozenset({"surgery", "perioperative", "equipment", "physical_therapy", "home_care", "medication",
                           "diagnostic_test", "consultation", "imaging", "modality"})  # fmt: skip


def _look(context: Context) -> Iterator[Hit]:
    if len(context.d.disputed_treatments) < _TWO:
        return
    first: dict[str, tuple[int, str]] = {}
    for number, (path, treatment) in enumerate(context.numbered()):
        basis = treatment.claims_administrator_basis
        if basis is None or not basis.citations:
            continue
        same = _letters(basis.text)
        if same not in first:
            first[same] = (number, treatment.heading)
            continue
        other, heading = first[same]
        if same and _unlike(heading, treatment.heading):
            yield Hit(
                where=f"{path}.claims_administrator_basis",
                message=f"The claims administrator's guidelines are word for word those of treatment {other + 1} "
                f"(“{heading}”), which is another kind of service.",
                quote=basis.text,
            )


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """``text`` in small letters, with all that is neither letter nor figure as one blank."""
    return _NO_LETTERS.sub(" ", text).strip().lower()


def _unlike(one: str, other: str) -> bool:
    """Whether two headings name services of different families; ``False`` where that is not sure."""
    first, second = _services(one), _services(other)
    if not first or not second:
        return False
    families = {family for _, family in first | second}
    if "surgery" in families and families <= _WITH_SURGERY:
        return False
    return not any(are_alike(a, b) or mine == theirs for a, mine in first for b, theirs in second)


@lru_cache(maxsize=4096)
def _services(heading: str) -> frozenset[tuple[str, str]]:
    known = all_services()
    found = (known[mention.id] for mention in find_services(heading))
    return frozenset((service.id, service.family) for service in found if not service.is_generic)


CHECK = Check(
    code="D206",
    name="guideline-block-copied",
    severity=Severity.WARNING,
    what="The same statement of the claims administrator's guidelines stands under treatments of different kinds.",
    why="A guideline on one service says little about another. A copied statement hides which guideline the denial of "
    "each "
    "treatment rests on.",
    mend="Give under each treatment the guideline that the claims administrator used for it.",
    sources=duties("reasons", "evidence-named"),
    look=_look,
)
