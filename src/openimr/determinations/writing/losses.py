"""Finds what a layout cannot say of a determination: what would be gone, or read as something else, once written.

Nothing is assumed about a layout: the letter is written as text, read again, and compared value by value.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from openimr.citations import Value
from openimr.determinations.model import Basis, Determination, DisputedTreatment, GuidelineCitation, Layout
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.writing.basis import Side, compose, compose_in_full
from openimr.errors import Fault, UnusableInput

__all__ = ["Loss", "Losses", "compare", "only_said", "put_in_words"]


class Losses(StrEnum):
    """What to do where a layout cannot say all values: refuse to write, or write without them."""

    REFUSE = "refuse"
    DROP = "drop"


class Loss(Value, frozen=True):
    """One value that a letter would not say, or not so that it can be read again.

    ``where`` is the path of the value; ``what`` says in a sentence what would become of it, and may show it.
    """

    where: str
    what: str

    def fault(self, layout: Layout) -> Fault:
        """The loss as a fault of the input, with what can be done where the letter is to be in ``layout``."""
        remedy = "Mend the value, or accept that it is dropped."
        if layout is not Layout.OPEN:
            remedy = f"Choose the layout {Layout.OPEN}, mend the value, or accept that it is dropped."
        return Fault(self.where, self.what, remedy)


_SIDES = (("claims_administrator_basis", Side.CLAIMS_ADMINISTRATOR), ("reviewer_basis", Side.REVIEWER))
# What is known about a reading, not said by the document.
_ABOUT: dict[str, Any] = {"facts": (), "problems": (), "unverified": (), "source": None, "spans": {}, "parts": ()}


def only_said(determination: Determination) -> Determination:
    """The determination without what is known about its reading, or worked out from its words."""
    treatments = tuple(msgspec.structs.replace(each, request=()) for each in determination.disputed_treatments)
    return msgspec.structs.replace(determination, disputed_treatments=treatments, **_ABOUT)


def put_in_words(determination: Determination, layout: Layout) -> tuple[Determination, tuple[Loss, ...]]:
    """The determination as a letter in ``layout`` can word it, and the bases that cannot be worded at all.

    Layouts L4a and L4b state each basis in a sentence, so a basis that has citations only is given the sentence that
    says the same. What was inferred of citations is worked out anew, as a reader of the letter would.
    """
    lost: list[Loss] = []
    treatments: list[DisputedTreatment] = []
    for i, treatment in enumerate(determination.disputed_treatments):
        bases: dict[str, Basis | None] = {}
        for name, side in _SIDES:
            try:
                bases[name] = _in_words(getattr(treatment, name), side, layout)
            except UnusableInput as error:
                lost.append(Loss(where=f"disputed_treatments[{i}].{name}", what=error.what))
                bases[name] = None
        treatments.append(msgspec.structs.replace(treatment, **bases))
    return (
        msgspec.structs.replace(determination, layout=layout, disputed_treatments=tuple(treatments)),
        tuple(lost),
    )


def _in_words(basis: Basis | None, side: Side, layout: Layout) -> Basis | None:
    if basis is None or (layout is not Layout.OPEN and basis == Basis()):
        return basis
    if basis.text:
        again = read_basis(basis.text)
        return again if _is_same(again, basis) else basis
    if layout is Layout.OPEN:
        return msgspec.structs.replace(read_basis(compose_in_full(basis, side=side)), text="")
    return read_basis(compose(basis, side=side))


def _is_same(again: Basis, basis: Basis) -> bool:
    """Whether both say the same, whatever was inferred."""
    return (
        again.text == basis.text
        and again.uses_mtus is basis.uses_mtus
        and [_as_worded(citation) for citation in again.citations]
        == [_as_worded(citation) for citation in basis.citations]
    )


def _as_worded(citation: GuidelineCitation) -> GuidelineCitation:
    return msgspec.structs.replace(citation, known_as=None, match=None)


def compare(wanted: Determination, read: Determination) -> tuple[Loss, ...]:
    """Each value of ``wanted`` that ``read`` does not have, or has otherwise, and each that only ``read`` has."""
    if wanted == read:
        return ()
    return tuple(_differences("", msgspec.to_builtins(only_said(wanted)), msgspec.to_builtins(only_said(read))))


def _differences(path: str, wanted: Any, read: Any) -> Iterator[Loss]:
    if wanted == read:
        return
    if isinstance(wanted, dict) and isinstance(read, dict):
        for name in wanted:
            yield from _differences(f"{path}.{name}" if path else name, wanted[name], read.get(name))
    elif isinstance(wanted, tuple) and isinstance(read, tuple) and wanted and read:
        for i, item in enumerate(wanted):
            yield from _differences(f"{path}[{i}]", item, read[i] if i < len(read) else None)
        if len(read) > len(wanted):
            yield Loss(where=path, what=f"It has {len(wanted)} entries and would be read as {len(read)}.")
    elif read in (None, (), "", False):
        yield Loss(where=path, what="The layout has no place for it.")
    elif wanted in (None, (), "", False):
        yield Loss(where=path, what=f"It is not documented, but would be read as {_shown(read)}.")
    else:
        yield Loss(where=path, what=f"{_told(wanted, read)} would be read as {_told(read, wanted)}.")


_LONGEST_SHOWN = 80
_SHOWN_BEFORE = 20


def _told(value: Any, other: Any) -> str:
    """The words of ``value`` from shortly before the place where ``other`` has other words."""
    words, remedy = str(value), str(other)
    differing = (i for i, (letter, its) in enumerate(zip(words, remedy, strict=False)) if letter != its)
    start = next(differing, min(len(words), len(remedy))) - _SHOWN_BEFORE
    return _shown(words if start <= 0 or len(words) <= _LONGEST_SHOWN else f"…{words[start:]}")


def _shown(value: Any) -> str:
    words = str(value)
    return f"“{words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + '…'}”"
