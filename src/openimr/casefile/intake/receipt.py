"""What an intake gives back: the files received and refused, what is worth knowing of them, and how far it is.

Source: 8 CCR 9792.10.5(a)(1); features F16 and F32 of the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from openimr.casefile.model import ReceivedFile, RefusedFile
from openimr.citations import Value

__all__ = ["Notice", "Progress", "Receipt", "ScanResult", "Scanner", "Step", "Verdict"]


class Notice(Value, frozen=True):
    """Something worth knowing of a file that was received; ``name`` is empty where it is about the whole upload."""

    name: str
    says: str


class Receipt(Value, frozen=True, kw_only=True):
    """What became of one upload, file by file.

    ``received`` holds each file of this upload once, with all names under which it ever came; ``refused`` each file
    that is not in the case file, with its reason and remedy; ``notices`` what was mended, assumed or not done.
    """

    received: tuple[ReceivedFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    notices: tuple[Notice, ...] = ()


class Step(Value, frozen=True, kw_only=True):
    """How far an intake is: the file in hand, its bytes copied and all, and how many files are done."""

    name: str
    copied_bytes: int
    size_bytes: int
    files_done: int


Progress = Callable[[Step], None]
"""Told after each piece of a file that was copied, and after each file that is done."""


class ScanResult(StrEnum):
    """What a scanner for harmful programs says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class Verdict(Value, frozen=True):
    """The answer of a scanner: ``says`` names what it found, or why it did not look."""

    result: ScanResult
    says: str = ""


class Scanner(Protocol):
    """Looks for harmful programs in a file before any part of it is read."""

    def scan(self, path: Path) -> Verdict:
        """What the scanner says of the file at ``path``.

        Raises:
            Unavailable: it is not there, so that nobody can say.
        """
