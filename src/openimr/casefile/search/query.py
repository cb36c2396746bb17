"""The values of a query: words, phrases and filters, and how they hang together.

Source: feature F21 of the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.casefile.model import DocumentKind
from openimr.citations import Value

__all__ = [
    "All",
    "Dated",
    "Either",
    "Filter",
    "InDocument",
    "Near",
    "Node",
    "OfKind",
    "OnPages",
    "Phrase",
    "Without",
    "Word",
    "leaves",
    "told",
    "top",
]


class Word(Value, frozen=True):
    """A folded word; ``is_prefix`` says that it only begins so ("acup*")."""

    text: str
    is_prefix: bool = False


class Phrase(Value, frozen=True):
    """Words that follow each other; two at least."""

    words: tuple[Word, ...]


class Near(Value, frozen=True):
    """Two things of which one begins at most ``within`` words after the other ends, on one page, in either order."""

    left: Node
    right: Node
    within: int


class All(Value, frozen=True):
    """Every part, on one page."""

    parts: tuple[Node, ...]


class Either(Value, frozen=True):
    """At least one of the parts."""

    parts: tuple[Node, ...]


class Without(Value, frozen=True):
    """Pages on which the part is not."""

    part: Node


class OfKind(Value, frozen=True):
    """Pages of documents of this kind."""

    kind: DocumentKind


class Dated(Value, frozen=True):
    """Pages of documents dated from ``first`` to ``last``, both included; absent is unbounded."""

    first: dt.date | None = None
    last: dt.date | None = None


class OnPages(Value, frozen=True):
    """Pages with the running numbers ``first`` to ``last``, both included."""

    first: int
    last: int


class InDocument(Value, frozen=True):
    """Pages of the document of this number."""

    number: int


Filter = OfKind | Dated | OnPages | InDocument
Node = Word | Phrase | Near | All | Either | Without | OfKind | Dated | OnPages | InDocument


def top(node: Node) -> tuple[Node, ...]:
    """The parts that every hit must have."""
    return node.parts if isinstance(node, All) else (node,)


def leaves(node: Node) -> Iterator[Node]:
    """All words, phrases, NEARs and filters that a hit may show; what stands under "without" is not among them."""
    if isinstance(node, All | Either):
        for part in node.parts:
            yield from leaves(part)
    elif not isinstance(node, Without):
        yield node


def told(node: Node) -> str:
    """The query as it was understood, in the language of queries.

    >>> told(Near(Word("neck"), Phrase((Word("low"), Word("back"))), 5))
    '(neck NEAR/5 "low back")'
    """
    match node:
        case Word():
            return node.text + ("*" if node.is_prefix else "")
        case Phrase():
            return f'"{" ".join(told(word) for word in node.words)}"'
        case Near():
            return f"({told(node.left)} NEAR/{node.within} {told(node.right)})"
        case All() | Either():
            operator = " AND " if isinstance(node, All) else " OR "
            return f"({operator.join(told(part) for part in node.parts)})"
        case Without():
            return f"-{told(node.part)}"
        case _:
            return _filter_told(node)


def _filter_told(node: Filter) -> str:
    match node:
        case OfKind():
            return f"kind:{node.kind}"
        case OnPages():
            return f"page:{node.first}-{node.last}"
        case InDocument():
            return f"document:{node.number}"
        case _:
            bounds = ((">=", node.first), ("<=", node.last))
            said = [f"date{sign}{day.isoformat()}" for sign, day in bounds if day is not None]
            return said[0] if len(said) == 1 else f"({' AND '.join(said)})"
