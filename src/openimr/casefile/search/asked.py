"""A query on the pages that it is asked of: where it is true or may be, in which order, and where its words are.

Source: feature F21 of the plan; "not documented" is never "no".
"""

from __future__ import annotations

from collections.abc import Iterable

from openimr.casefile.model import Document
from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.parsing import parse
from openimr.casefile.search.places import Match, Placed, runs, spread
from openimr.casefile.search.query import Dated, Filter, InDocument, Node, OfKind, Phrase, leaves, top
from openimr.casefile.search.seams import Seam, over_seams, seams
from openimr.casefile.search.truth import Ground, is_unread, truth
from openimr.casefile.search.variants import Tolerance
from openimr.errors import UnusableArguments

__all__ = ["Asked"]


class Asked:
    """A query on its ground: where it is true, in which order the pages are shown, and where its words are."""

    def __init__(self, index: SearchIndex, query: str, documents: tuple[Document, ...], tolerance: Tolerance) -> None:
        """Read the query and find where it is true.

        Raises:
            UnusableArguments: it cannot be read, or asks for documents and there are none.
        """
        self.index = index
        self.node = parse(query)
        self.filters = [leaf for leaf in _every(self.node) if isinstance(leaf, OfKind | Dated | InDocument)]
        if self.filters and not documents:
            raise UnusableArguments(
                "The query asks for documents, and none are known.",
                where="query",
                remedy="Index the case file first, or leave kind:, date: and document: out.",
            )
        self.documents = _document_of(index, documents)
        self._seams: list[Seam] | None = None
        self.known: dict[Node, list[Placed]] = {}
        self.tolerance = tolerance
        ground = Ground(index, self.documents, self.runs_of)
        self.found = truth(ground, self.node)
        self.ranked = [*sorted(self.found.sure), *sorted(self.found.maybe - self.found.sure)]
        self.scope = sorted(_scope(ground, self.node))
        shown = dict.fromkeys(leaf for leaf in leaves(self.node) if not isinstance(leaf, Filter))
        self.runs = [run for leaf in shown for run in self.runs_of(leaf)]

    def runs_of(self, node: Node) -> list[Placed]:
        """The places of a part of the query, looked for once."""
        if node not in self.known:
            found = runs(self.index, node, self.tolerance)
            if isinstance(node, Phrase):
                found += over_seams(self.index, self.seams(), node, self.tolerance)
            self.known[node] = [Placed(run, spread(self.index, run)) for run in found]
        return self.known[node]

    def seams(self) -> list[Seam]:
        """Where pages of one document meet."""
        if self._seams is None:
            self._seams = seams(self.index, self.documents)
        return self._seams

    def counts(self, page: int) -> tuple[int, int]:
        """How many places on the page are exact, and how many tolerated."""
        exact = tolerant = 0
        for run, pages in self.runs:
            count = pages.get(page, 0)
            if run.match is Match.EXACT:
                exact += count
            else:
                tolerant += count
        return exact, tolerant

    def unread(self) -> tuple[int, ...]:
        """The running numbers of pages that the query is asked of and that could not be read."""
        return self.running(at for at in self.scope if is_unread(self.index.pages[at]))

    def running(self, positions: Iterable[int]) -> tuple[int, ...]:
        """The running numbers of pages at these positions, in order."""
        return tuple(self.index.pages[at].running for at in sorted(positions))


def _every(node: Node) -> Iterable[Node]:
    """All leaves, those under "without" too."""
    parts = getattr(node, "parts", None) or ((node.part,) if hasattr(node, "part") else ())
    if not parts:
        yield node
    for part in parts:
        yield from _every(part)


def _document_of(index: SearchIndex, documents: tuple[Document, ...]) -> list[Document | None]:
    """The document of each page of the index; where two claim a page, the later one."""
    by_running = {running: document for document in documents for running in document.pages}
    return [by_running.get(page.running) for page in index.pages]


def _scope(ground: Ground, node: Node) -> frozenset[int]:
    """The pages to which the filters at the top of the query limit it; those of unknown date belong to it."""
    scope = frozenset(range(len(ground.index.pages)))
    for part in top(node):
        if isinstance(part, Filter):
            scope &= truth(ground, part).maybe
    return scope
