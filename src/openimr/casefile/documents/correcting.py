"""Lets a person correct a document: its kind, bounds, date, author and title; what a person set stays set.

Pages that a document gives up become a document of their own, never silently a part of its neighbour; pages that it
takes are taken from its neighbours. :func:`~openimr.casefile.documents.splitting.split` keeps all of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from openimr.casefile.documents.rules import kind_row
from openimr.casefile.model import Document, DocumentKind
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, NotFound

__all__ = ["Correction", "correct"]


class Correction(Value, frozen=True, kw_only=True):
    """What a person says of the document ``number``; what is not given stays as it is.

    ``dated_on`` given as ``None`` says that the document has no date, ``author`` given as "" that nobody is named.
    """

    number: int
    kind: DocumentKind | msgspec.UnsetType = msgspec.UNSET
    first: int | msgspec.UnsetType = msgspec.UNSET
    last: int | msgspec.UnsetType = msgspec.UNSET
    title: str | msgspec.UnsetType = msgspec.UNSET
    dated_on: dt.date | msgspec.UnsetType | None = msgspec.UNSET
    author: str | msgspec.UnsetType = msgspec.UNSET

    def given(self) -> dict[str, object]:
        """The fields that are given, by their names in a document."""
        names = (name for name in self.__struct_fields__ if name != "number")
        return {name: value for name in names if (value := getattr(self, name)) is not msgspec.UNSET}


def correct(documents: Iterable[Document], change: Correction) -> tuple[Document, ...]:
    """The documents after ``change``, numbered anew from 1 in the order of their pages.

    Raises:
        NotFound: there is no document of that number.
        MalformedData: the bounds lie outside of the case file or the wrong way round, or nothing is given.
    """
    known = sorted(documents, key=lambda document: document.first)
    old = next((document for document in known if document.number == change.number), None)
    if old is None:
        raise NotFound(
            f"There is no document {change.number}.",
            where="number",
            remedy=f"The numbers run from 1 to {len(known)}." if known else "Split the pages into documents first.",
        )
    given = change.given()
    new = _changed(old, given)
    _refuse_faults(new, known, given)
    others = [piece for document in known if document is not old for piece in _without(document, new)]
    given_up = [] if {"first", "last"}.isdisjoint(given) else _without(_loose(old), new)
    return _numbered([*others, *given_up, new])


def _changed(old: Document, given: dict[str, object]) -> Document:
    corrected = tuple(dict.fromkeys((*old.corrected, *given)))
    sure: dict[str, object] = {"confidence": 1.0} if "kind" in given else {}
    if "dated_on" in given:
        sure["date_doubts"] = ()
    retitled: dict[str, object] = {}
    if "kind" in given and "title" not in corrected and old.title == kind_row(old.kind).name:
        retitled["title"] = kind_row(DocumentKind(str(given["kind"]))).name
    return msgspec.structs.replace(old, corrected=corrected, **{**retitled, **sure, **given})


def _refuse_faults(new: Document, known: list[Document], given: dict[str, object]) -> None:
    lowest, highest = known[0].first, max(document.last for document in known)
    faults = []
    if not given:
        faults.append(Fault("change", "It says nothing.", "Give a kind, bounds, a title, a date or an author."))
    if new.first > new.last:
        faults.append(Fault("first", f"It begins at {new.first} and ends at {new.last}.", "Turn them round."))
    faults.extend(
        Fault(name, f"There is no page {page}.", f"The pages run from {lowest} to {highest}.")
        for name, page in (("first", new.first), ("last", new.last))
        if not lowest <= page <= highest
    )
    if faults:
        raise MalformedData(faults, where=f"document {new.number}")


def _loose(document: Document) -> Document:
    """Pages of ``document`` that nobody has said anything about yet: of no kind, and read anew by the next split."""
    return Document(
        number=0,
        first=document.first,
        last=document.last,
        kind=DocumentKind.OTHER,
        confidence=0.0,
        title=kind_row(DocumentKind.OTHER).name,
        is_opened=document.is_opened,
    )


def _without(document: Document, taken: Document) -> list[Document]:
    """What is left of ``document`` when the pages of ``taken`` are gone: it, a part, two parts, or nothing."""
    if document.last < taken.first or taken.last < document.first:
        return [document]
    parts = []
    if document.first < taken.first:
        parts.append(msgspec.structs.replace(document, last=taken.first - 1))
    if taken.last < document.last:
        rest = msgspec.structs.replace(document, first=taken.last + 1)
        parts.append(_loose(rest) if parts else rest)
    return parts


def _numbered(documents: list[Document]) -> tuple[Document, ...]:
    """The documents in the order of their pages; the pins in each name its number."""
    ordered = sorted(documents, key=lambda document: document.first)
    return tuple(_renumbered(document, number) for number, document in enumerate(ordered, start=1))


def _renumbered(document: Document, number: int) -> Document:
    evidence = tuple(
        msgspec.structs.replace(pin, document=str(number)) for pin in document.evidence if pin.page in document.pages
    )
    return msgspec.structs.replace(document, number=number, evidence=evidence)
