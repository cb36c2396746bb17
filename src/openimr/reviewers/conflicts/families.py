"""Finds the companies that belong together: parents, children and sisters, by the ownership that is on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openimr.reviewers.conflicts.index import IdentityIndex
from openimr.reviewers.conflicts.likeness import Strength
from openimr.reviewers.conflicts.names import names_in
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.registry import Ownership

__all__ = ["Families", "family", "owned"]

_MOST = 64  # companies of one family; a larger one is told only so far


class Families:
    """Ownership, filed so that a name that is spelt a little differently is found too."""

    def __init__(self, ownership: Iterable[Ownership]) -> None:
        """File who belongs to whom."""
        self._beside: dict[str, list[tuple[str, str]]] = {}
        for it in ownership:
            told = f"“{it.company}” belongs to “{it.parent}”"
            self._beside.setdefault(it.company, []).append((it.parent, told))
            self._beside.setdefault(it.parent, []).append((it.company, told))
        self._names = tuple(self._beside)
        self._index = IdentityIndex(Identity(name=name) for name in self._names)

    def beside(self, name: str) -> Iterator[tuple[str, str]]:
        """The companies next to the one of this name, each with the sentence that says so."""
        if not self._names:
            return
        for place, likeness in self._index.find(Identity(name=name)):
            if likeness.strength is not Strength.POSSIBLE:
                yield from self._beside[self._names[place]]


def owned(identities: Iterable[Identity]) -> Iterator[Ownership]:
    """The ownership that identities say of themselves."""
    for identity in identities:
        if identity.is_a is Being.ORGANIZATION:
            for parent in identity.parents:
                yield Ownership(company=identity.name, parent=parent)


def family(identity: Identity, families: Iterable[Families]) -> dict[str, tuple[str, ...]]:
    """All companies of the family of ``identity`` but itself, each with the way to it in sentences."""
    known = tuple(families)
    start = [part for name in (identity.name, *identity.other_names) for part in names_in(name)]
    found: dict[str, tuple[str, ...]] = dict.fromkeys(start, ())
    waiting = list(found)
    while waiting and len(found) < _MOST:
        name = waiting.pop(0)
        for one in known:
            for other, told in one.beside(name):
                if other not in found:
                    found[other] = (*found[name], told)
                    waiting.append(other)
    return {name: way for name, way in found.items() if way}
