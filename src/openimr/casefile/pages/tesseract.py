"""Reads a picture with tesseract, and its table of words (TSV) into lines with boxes.

Its library reads where it is here and of the command's version (:mod:`openimr.casefile.pages.library`); else its
command, which reads the same and takes a little longer.

Source: the TSV output of tesseract 4 and 5: level, page, block, paragraph, line, word, left, top, width, height,
confidence from 0 to 100, text.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby, pairwise
from multiprocessing import parent_process
from typing import NamedTuple

from PIL import Image

from openimr.casefile.model import Box, Line
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.casefile.pages.geometry import around
from openimr.casefile.pages.library import engine_of
from openimr.casefile.pages.order import Fragment, joined
from openimr.casefile.pages.settings import Ocr

__all__ = ["Sight", "command_of", "read_table", "read_with_tesseract"]

_WORD_LEVEL = "5"
_COLUMNS = 12
_LEAST_DPI, _MOST_DPI = 70, 2400  # what tesseract takes


class Sight(NamedTuple):
    """What was read off a picture: text, lines with boxes in dots of the picture, and confidence from 0 to 1.

    ``unsure`` are the stretches of the text whose words the reader was not sure of.
    """

    text: str
    lines: tuple[Line, ...]
    confidence: float
    unsure: tuple[tuple[int, int], ...] = ()


class _Word(NamedTuple):
    paragraph: tuple[str, str, str]
    line: str
    text: str
    confidence: float
    box: Box


def command_of(ocr: Ocr) -> str | None:
    """Where the command is, or ``None`` where there is none."""
    return shutil.which(ocr.command)


def read_with_tesseract(picture: Image.Image, ocr: Ocr, dpi: int) -> Sight | None:
    """What tesseract reads off ``picture``; ``None`` where it fails or takes longer than it may."""
    command = command_of(ocr)
    if command is None:
        return None
    # Pages are shared out to processes; where each starts as many threads as there are cores, all are slower. There is
    # no option for it, only a variable of the process, which the command inherits, and which the library reads as it is
    # loaded.
    os.putenv("OMP_THREAD_LIMIT", "1")
    bounded = min(max(dpi, _LEAST_DPI), _MOST_DPI)
    # Its threads would not live on in a process that is forked later; so only a process that reads pages loads it.
    engine = engine_of(command, ocr.language, ocr.limit_seconds) if parent_process() is not None else None
    if engine is not None:
        told = engine.table_of(picture, bounded, ocr.limit_seconds)
        return read_table(told) if told is not None else None
    options = ["stdout", "--dpi", str(bounded), "-l", ocr.language, "tsv"]
    try:
        table = _run(command, picture, options, ocr.limit_seconds)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return read_table(table.decode("utf-8", "replace"))


def _run(command: str, picture: Image.Image, options: list[str], limit_seconds: float) -> bytes:
    """What the command says of ``picture``, which is given to it as a file in memory: no disk ever holds it.

    From its input the command reads letter by letter, which takes a seventh of its time; elsewhere than on Linux it is
    given that way all the same.

    Raises:
        subprocess.CalledProcessError: it fails.
        subprocess.TimeoutExpired: it takes longer than it may.
    """
    if sys.platform != "linux":
        content = io.BytesIO()
        picture.save(content, "PPM")
        done = subprocess.run(  # noqa: S603 - the command is a setting, and nothing of the case is in it
            [command, "stdin", *options], input=content.getvalue(), capture_output=True, timeout=limit_seconds,
            check=True,
        )  # fmt: skip
        return done.stdout
    with os.fdopen(os.memfd_create("page"), "wb") as file:
        picture.save(file, "PPM")
        file.flush()
        path = f"/dev/fd/{file.fileno()}"
        done = subprocess.run(  # noqa: S603 - the same
            [command, path, *options], stdin=subprocess.DEVNULL, pass_fds=(file.fileno(),), capture_output=True,
            timeout=limit_seconds, check=True,
        )  # fmt: skip
    return done.stdout


def read_table(table: str) -> Sight:
    """The text of a TSV table: a line for each of its lines, an empty line between its paragraphs."""
    words = [word for row in table.split("\n") if (word := _word(row))]
    grouped = [list(group) for _, group in groupby(words, key=lambda word: (word.paragraph, word.line))]
    rows = [[Fragment(" ".join(word.text for word in line), around(word.box for word in line))] for line in grouped]
    breaks = ["\n" if before[0].paragraph == after[0].paragraph else "\n\n" for before, after in pairwise(grouped)]
    text, lines = joined(rows, breaks)
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * word.confidence for word in words)
    unsure = tuple(place for line, read in zip(lines, grouped, strict=True) for place in _unsure(line.start, read))
    return Sight(text, lines, sure / letters if letters else 0.0, unsure)


def _unsure(start: int, words: list[_Word]) -> Iterator[tuple[int, int]]:
    """The places of those of ``words``, with single blanks between them from ``start`` on, that may be misread."""
    for word in words:
        if word.confidence < cutoffs().unsure_word.value:
            yield start, start + len(word.text)
        start += len(word.text) + 1


def _word(row: str) -> _Word | None:
    """A word of the table, or ``None`` for its other rows."""
    columns = row.rstrip("\r").split("\t")
    if len(columns) != _COLUMNS or columns[0] != _WORD_LEVEL or not columns[11].strip():
        return None
    left, top, width, height = (float(column) for column in columns[6:10])
    return _Word(
        paragraph=(columns[1], columns[2], columns[3]),
        line=columns[4],
        text=columns[11].strip(),
        confidence=min(1.0, max(0.0, float(columns[10]) / 100)),
        box=Box(left, top, left + width, top + height),
    )
