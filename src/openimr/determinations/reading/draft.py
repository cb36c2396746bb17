"""Collects, while a letter is read, its values with their places, its parts, and what could not be read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from openimr.citations import Span
from openimr.determinations.model import Fact, Part, PartKind, Problem, ProblemKind
from openimr.determinations.reading.flow import Flow

__all__ = ["Draft"]


class Draft:
    """What has been read of one letter so far. One reader fills it, front to back."""

    def __init__(self, flow: Flow) -> None:
        """Begin with nothing read of ``flow``."""
        self.flow = flow
        self.spans: dict[str, Span] = {}
        self.problems: list[Problem] = []
        self.unverified: list[str] = []
        self.facts: list[Fact] = []
        self._parts: list[tuple[int, PartKind, int | None]] = []

    def value(self, path: str, start: int, end: int, confidence: float = 1.0) -> str | None:
        """The words from ``start`` to before ``end``, recorded under ``path``; ``None`` where none are left."""
        text = self.flow.text
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if start == end:
            return None
        self.spans[path] = self.flow.span(start, end, confidence)
        return text[start:end]

    def place(self, path: str, start: int, end: int, confidence: float = 1.0) -> None:
        """Record where the value under ``path`` was read from."""
        self.spans[path] = self.flow.span(start, end, confidence)

    def part(self, kind: PartKind, start: int, treatment: int | None = None) -> None:
        """From ``start`` in the flow on, until the next part begins, the letter is of this kind."""
        self._parts.append((start, kind, treatment))

    def problem(self, kind: ProblemKind, message: str, remedy: str = "", *, at: tuple[int, int] | None = None) -> None:
        """Say what could not be read, and what to do; ``at`` is a stretch of the flow."""
        span = self.flow.span(*at) if at else None
        self.problems.append(Problem(kind=kind, message=message, remedy=remedy, span=span))

    def doubt(self, what: str) -> None:
        """Say that something read rests on a description of the layout that nobody has confirmed."""
        if what not in self.unverified:
            self.unverified.append(what)

    def spans_from(self, start: int) -> Callable[[int, int, float], Span]:
        """What makes spans of the original out of start, end and confidence in a value that begins at ``start``."""
        span = self.flow.span

        def moved(first: int, end: int, confidence: float) -> Span:
            return span(start + first, start + end, confidence)

        return moved

    def parts(self) -> tuple[Part, ...]:
        """All parts in the order of the original, cut around page furniture; together they hold every character."""
        flow = self.flow
        marks = sorted(self._parts, key=lambda mark: mark[0])
        if not marks or marks[0][0] > 0:
            marks.insert(0, (0, PartKind.LETTERHEAD, None))
        starts = [flow.origin(start) for start, _, _ in marks]
        starts[0] = 0
        ends = [*starts[1:], len(flow.original)]
        whole = [
            Part(kind=kind, span=Span(start=start, end=end), treatment=treatment)
            for start, end, (_, kind, treatment) in zip(starts, ends, marks, strict=True)
            if end > start
        ]
        return tuple(whole) if not flow.furniture else tuple(_cut(whole, flow.furniture))


def _cut(parts: list[Part], furniture: tuple[Span, ...]) -> Iterable[Part]:
    """The same parts with page furniture taken out of them as parts of its own; both stand in their order."""
    feet = deque(furniture)
    for part in parts:
        start = part.span.start
        while feet and feet[0].start < part.span.end:
            foot = feet.popleft()
            if foot.start > start:
                yield Part(kind=part.kind, span=Span(start=start, end=foot.start), treatment=part.treatment)
            yield Part(kind=PartKind.PAGE_FURNITURE, span=Span(start=foot.start, end=foot.end))
            start = foot.end
        if start < part.span.end:
            yield Part(kind=part.kind, span=Span(start=start, end=part.span.end), treatment=part.treatment)
