"""Makes the copy of an original that people are shown, in a process of its own that may fail without harm.

The process holds itself to a limit of memory before it looks at the file, and whoever started it ends it after a limit
of time, so that a hostile file costs no more than these.
"""

from __future__ import annotations

import os
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

import pikepdf
from lxml import etree
from PIL import UnidentifiedImageError

from openimr.casefile.intake.cleansing import clean_pdf
from openimr.casefile.intake.limits import IntakeLimits
from openimr.casefile.intake.pictures import draw_pictures
from openimr.casefile.intake.words import docx_words, text_pages
from openimr.casefile.model import FileKind
from openimr.citations import Value
from openimr.determinations.opening import Unopened
from openimr.determinations.opening.original import unreadable
from openimr.errors import UnreadableFile

if sys.platform != "win32":
    import resource

__all__ = ["BROKEN", "Job", "Made", "hold_memory", "make_copy", "too_hungry"]

_GET_AGAIN = "Get the file again from where it came."
BROKEN = (
    pikepdf.PdfError, pikepdf.PasswordError, UnidentifiedImageError, zipfile.BadZipFile, zlib.error, etree.LxmlError,
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError,
)  # fmt: skip
"""What the libraries below raise on files that are cut off or changed; a broken PNG is a SyntaxError to Pillow."""


class Job(Value, frozen=True, kw_only=True):
    """An original that is to be copied: its first name, what it is, where it is, and where the copy is to be put."""

    name: str
    digest: str
    size_bytes: int
    kind: FileKind
    original: str
    copy: str
    limits: IntakeLimits


class Made(Value, frozen=True, kw_only=True):
    """What came of it: a copy of ``pages`` pages, and ``texts``, the pages of words that are still to be typeset.

    ``removed`` names what the copy leaves out and ``notices`` what was mended or assumed. ``refusal`` is set where
    there is no copy.
    """

    pages: int = 0
    texts: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    refusal: Unopened | None = None


def make_copy(job: Job) -> Made:
    """Make the copy of one original, or say why there is none."""
    hold_memory(job.limits.work_bytes)
    try:
        with warnings.catch_warnings():
            # What libraries remark may hold words of the file, and is no news to a reader.
            warnings.simplefilter("ignore")
            return _MAKERS[job.kind](job)
    except UnreadableFile as error:
        return Made(refusal=Unopened.of(error))
    except MemoryError:
        return Made(refusal=too_hungry(job.name, job.limits))
    except BROKEN:
        return Made(refusal=_broken(job.name))


def hold_memory(most: int) -> None:
    """Let this process take no more than ``most`` bytes of memory of its own; where the system cannot, nothing."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most += _held_before(os.getpid())
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


@cache
def _held_before(process: int) -> int:
    """The memory of a process when it was first asked; one that was forked begins with that of its parent."""
    del process
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def too_hungry(name: str, limits: IntakeLimits) -> Unopened:
    """The refusal of a file that takes more memory than an honest one."""
    return Unopened(
        where=name,
        what="Opening it takes too much memory.",
        why=f"The limit is {limits.work_bytes:,} bytes; such a file is often made to exhaust the computer.",
        remedy="Ask the sender for a plain scan or print of the same pages.",
    )


def _broken(name: str) -> Unopened:
    return Unopened(
        where=name,
        what="It is broken.",
        why="It begins like a file of its kind, but cannot be read to its end.",
        remedy=_GET_AGAIN,
    )


def _pdf(job: Job) -> Made:
    cleaned = clean_pdf(Path(job.original), Path(job.copy), name=job.name, limits=job.limits)
    return Made(pages=cleaned.pages, removed=cleaned.removed, notices=cleaned.notices)


def _picture(job: Job) -> Made:
    drawn = draw_pictures((Path(job.original),), Path(job.copy), name=job.name, limits=job.limits)
    return Made(pages=drawn.pages, removed=drawn.removed, notices=drawn.notices)


def _text(job: Job) -> Made:
    if job.size_bytes > job.limits.text_bytes:
        raise unreadable(
            job.name,
            f"It has {job.size_bytes:,} bytes of text.",
            why=f"The limit is {job.limits.text_bytes:,}.",
            remedy="Give it in parts, or as PDF.",
        )
    return Made(texts=text_pages(Path(job.original).read_bytes(), name=job.name))


def _docx(job: Job) -> Made:
    words = docx_words(Path(job.original), name=job.name, limits=job.limits)
    if not words.pictures:
        return Made(texts=words.pages, removed=words.removed, notices=words.notices)
    drawn = draw_pictures(words.pictures, Path(job.copy), name=job.name, limits=job.limits)
    return Made(
        pages=drawn.pages,
        texts=words.pages,
        removed=(*words.removed, *drawn.removed),
        notices=(*words.notices, *drawn.notices),
    )


_MAKERS = cast(
    "dict[FileKind, Callable[[Job], Made]]",
    {
        FileKind.PDF: _pdf,
        FileKind.TIFF: _picture,
        FileKind.JPEG: _picture,
        FileKind.PNG: _picture,
        FileKind.DOCX: _docx,
        FileKind.TEXT: _text,
    },
)
