"""What comes of opening an input: an original with its text, or a refusal that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openimr.citations import Value
from openimr.errors import MalformedData, OpenIMRError, UnreadableFile

__all__ = ["LIMITS", "Limits", "MediaType", "Original", "Unopened", "unreadable"]

_MEBIBYTE = 1024 * 1024


class MediaType(StrEnum):
    """The kinds of files that hold a determination which we can read."""

    TEXT = "text/plain"
    PDF = "application/pdf"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    JSON = "application/json"


class Original(Value, frozen=True):
    """One opened document.

    ``name`` is the path as it was given; a member of an archive has the archive's path before it. ``sha256`` is of the
    file's bytes. ``page_starts`` are the offsets in ``text`` at which its pages begin, empty where it has no pages.
    ``pages_without_text`` are the numbers, from 1, of pages that show pictures only and need OCR.
    """

    name: str
    media_type: MediaType
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()
    pages_without_text: tuple[int, ...] = ()


class Unopened(Value, frozen=True):
    """The refusal of one input: where, what is wrong, why we stop there, and what to do."""

    where: str
    what: str
    why: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: OpenIMRError, *, where: str = "") -> Unopened:
        """The refusal that says what ``error`` says; ``where`` stands in where the error names no place."""
        what = error.what
        if isinstance(error, MalformedData):
            what = " ".join([what, *(fault.sentence() for fault in error.faults)])
        return cls(where=error.where or where, what=what, why=error.why, remedy=error.remedy)

    def error(self) -> UnreadableFile:
        """The same as an error, for callers that asked for one document and cannot go on."""
        return UnreadableFile(self.what, where=self.where, why=self.why, remedy=self.remedy)

    def explain(self) -> str:
        """The whole message for a reader who is entitled to the case."""
        return self.error().explain()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an input is read before it is refused: a letter has some 3 kB, so all of these are generous.

    Sizes are in bytes; ``text_bytes`` also bounds the characters of text that come out of a PDF or HTML file.
    ``archive_bytes`` counts what the members of one archive unpack to, ``nested_bytes`` all that comes out of archives
    within it, ``nested_archives`` how many of these there may be, and ``archive_ratio`` is how often a member may be
    larger than its packed form.
    ``inflated_bytes`` bounds what the streams of a PDF unpack to.
    """

    text_bytes: int = 8 * _MEBIBYTE
    json_bytes: int = 128 * _MEBIBYTE
    document_bytes: int = 128 * _MEBIBYTE
    archive_file_bytes: int = 4096 * _MEBIBYTE
    archive_bytes: int = 4096 * _MEBIBYTE
    nested_bytes: int = 256 * _MEBIBYTE
    archive_members: int = 1_000_000
    archive_depth: int = 3
    nested_archives: int = 100
    archive_ratio: int = 200
    inflated_bytes: int = 256 * _MEBIBYTE
    pages: int = 2_000


LIMITS = Limits()


def unreadable(name: str, what: str, *, why: str = "", remedy: str = "") -> UnreadableFile:
    """The error for a file that cannot be opened, with all four answers."""
    return UnreadableFile(what, where=name, why=why, remedy=remedy)
