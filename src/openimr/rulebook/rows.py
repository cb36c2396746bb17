"""What rows of law share: where they stand and how far they were checked, and from which day to which they hold."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.citations import Citation, CitationKind, Value, Verification

__all__ = ["DatedRow", "LawRow"]


class LawRow(Value, frozen=True, kw_only=True):
    """A row that states law: ``title`` names the law, ``source`` says where it was read."""

    title: str
    source: str
    verification: Verification

    def citation(self) -> Citation:
        """Where the row stands in the law, and how far it was checked."""
        return Citation(kind=CitationKind.LAW, title=self.title, verification=self.verification)


class DatedRow(LawRow, frozen=True, kw_only=True):
    """A row of law in force from one day to another, both included; without ``until`` it is still in force."""

    from_: dt.date = msgspec.field(name="from")
    until: dt.date | None = None

    def is_in_force(self, on: dt.date) -> bool:
        """Whether the row was in force on the day that selects it."""
        return self.from_ <= on and (self.until is None or on <= self.until)

    @property
    def time(self) -> str:
        """The days on which it was in force, in words."""
        return f"{self.from_} to {self.until}" if self.until else f"since {self.from_}"
