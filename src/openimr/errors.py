"""The one tree of exceptions: input that we cannot use, or a promise that we cannot keep.

A refusal (a check that finds something, an application that is late) is a *value*, never an exception.

    OpenIMRError
    ├── UnusableInput          a file, a page or a field that cannot be used as it is   (exit code 2)
    │   ├── UnusableArguments  what was asked for is not a thing that we do
    │   ├── UnreadableFile     it cannot be opened or decoded: missing, encrypted, broken, too large
    │   └── MalformedData      it opens, but its fields are not what they must be; holds every fault
    ├── RuleBroken             a rule of the rulebook or of the house forbids it
    ├── NotFound               a thing asked for by its number or name is not there
    ├── Conflict               it changed since it was read
    └── Unavailable            a part that is optional, or outside, is not there now     (exit code 3)

Two audiences. :meth:`OpenIMRError.explain` builds the sentence for a reader who is entitled to the case: it may
show values. ``str()`` of the same error holds its code, the place and the names of fields only, because dates and
diagnoses are health data too and logs are read by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "Conflict",
    "Fault",
    "MalformedData",
    "NotFound",
    "OpenIMRError",
    "RuleBroken",
    "Unavailable",
    "UnreadableFile",
    "UnusableArguments",
    "UnusableInput",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input.

    ``where`` is a file, line, page or field (never a value), ``what`` may show the value, ``remedy`` says what to do.
    """

    where: str
    what: str
    remedy: str = ""

    def sentence(self) -> str:
        """The fault in one line for a person: place, fault, remedy."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f" {self.remedy}" if self.remedy else "")


class OpenIMRError(Exception):
    """The root of all errors that this package raises on purpose.

    ``what`` is a full sentence and may show values; ``where`` names a file, line, page or field; ``why`` says what the
    rule or the reason is; ``remedy`` says what to do.
    """

    code = "error"

    def __init__(self, what: str, *, where: str = "", why: str = "", remedy: str = "") -> None:
        """Hold the four answers that every message owes: what, where, why, and what to do."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.remedy = remedy

    def explain(self) -> str:
        """The whole message for a reader who is entitled to the case."""
        place = f"{self.where}: " if self.where else ""
        return place + " ".join(part for part in (self.what, self.why, self.remedy) if part)

    def __str__(self) -> str:
        """Code and place only: safe for logs."""
        return f"{self.code} in {self.where}" if self.where else self.code


class UnusableInput(OpenIMRError):
    """Something handed in cannot be used as it is."""

    code = "unusable-input"


class UnusableArguments(UnusableInput):
    """What was asked for is not a thing that we do, or contradicts itself."""

    code = "unusable-arguments"


class UnreadableFile(UnusableInput):
    """A file cannot be opened or decoded: missing, encrypted, broken, hostile, or too large."""

    code = "unreadable-file"


class MalformedData(UnusableInput):
    """Data opens, but its fields are not what they must be; every fault is gathered first and raised once."""

    code = "malformed-data"

    def __init__(self, faults: Sequence[Fault], *, where: str = "") -> None:
        """Hold all faults of one input; ``faults`` has at least one."""
        count = len(faults)
        super().__init__(f"{count} thing{'s' if count != 1 else ''} in it cannot be used.", where=where)
        self.faults = tuple(faults)

    def explain(self) -> str:
        """One line for each fault below the line that counts them."""
        return "\n".join([super().explain(), *(f"  {fault.sentence()}" for fault in self.faults)])

    def __str__(self) -> str:
        """Code, place and the places of all faults, without any value."""
        fields = ", ".join(fault.where for fault in self.faults if fault.where)
        return super().__str__() + (f" ({fields})" if fields else "")


class RuleBroken(OpenIMRError):
    """A rule of the rulebook or a law of the house forbids what was asked."""

    code = "rule-broken"


class NotFound(OpenIMRError):
    """A thing asked for by its number or name is not there."""

    code = "not-found"


class Conflict(OpenIMRError):
    """The thing changed since it was read."""

    code = "conflict"


class Unavailable(OpenIMRError):
    """A part that is optional, or outside of this program, is not there now."""

    code = "unavailable"
