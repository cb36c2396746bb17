"""Sets pages of words as a PDF that can be read, searched and marked like every other page of the case file.

The typesetter of our letters does it: it carries its fonts, so that every script that they have can be shown, and each
page is the same on every machine. Letters of one width keep the columns of text files. It holds a hundred times what it
sets, so a long text is set by a process of its own, with whose end all of that is given back.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import cast

import msgspec
import pikepdf
import typst
from pikepdf import AccessMode

__all__ = ["set_from_input", "typeset_pages"]

_TEMPLATE = b"""
#set page(paper: "us-letter", margin: (x: 0.8in, y: 0.8in))
#set text(font: ("DejaVu Sans Mono", "Libertinus Serif"), size: 9.5pt, lang: "en")
#show raw.where(block: true): set block(spacing: 0.65em)
#set document(title: sys.inputs.title)
#for (i, page) in json(bytes(sys.inputs.pages)).enumerate() {
  if i > 0 { pagebreak() }
  for piece in page { raw(piece, block: true) }
}
"""
_LINE = 4000  # letters; longer ones are no lines that anybody wrote
_LINES = 40
_LONG = 200_000  # letters; fewer are set at once, for starting a process takes longer than that
# A process that is forked would have the threads of the typesetter in its books and not in its life.
_ELSEWHERE = "from openimr.casefile.intake.typesetting import set_from_input; set_from_input()"
# A compiler keeps the state of one file while it works, so threads take turns.
_TURN = threading.Lock()


def typeset_pages(pages: tuple[str, ...], pictures: Path | None, copy: Path) -> int:
    """Write the pages of words, and after them the pages of the PDF at ``pictures``, to ``copy``; how many they are.

    Raises:
        typst.TypstError: the typesetter fails, which is no fault of the file.
        subprocess.CalledProcessError: the same, for a long text.
    """
    pieces = msgspec.json.encode([_pieces(page) for page in pages])
    if sum(map(len, pages)) < _LONG:
        copy.write_bytes(_set(pieces))
    else:
        with copy.open("wb") as out:
            subprocess.run([sys.executable, "-c", _ELSEWHERE], input=pieces, stdout=out, check=True)  # noqa: S603 - our own interpreter and words
    if pictures is not None:
        with (
            pikepdf.open(copy, allow_overwriting_input=True) as pdf,
            pikepdf.open(pictures, access_mode=AccessMode.stream) as more,
        ):
            pdf.pages.extend(more.pages)
            pdf.save()
    with pikepdf.open(copy) as pdf:
        return len(pdf.pages)


def set_from_input() -> None:
    """Set the pages that the input gives as JSON, and write the PDF to the output: what a process of its own does."""
    sys.stdout.buffer.write(_set(sys.stdin.buffer.read()))


def _set(pieces: bytes) -> bytes:
    """The PDF of pages, each given by its stretches of lines, as JSON."""
    inputs = {"title": "Text file", "pages": pieces.decode()}
    with _TURN:
        made = _compiler().compile(_TEMPLATE, format="pdf", sys_inputs=inputs, timestamp=0)
    return cast("bytes", made)


def _pieces(page: str) -> list[str]:
    """The page in stretches of lines, for the time of the typesetter grows with the square of a stretch."""
    lines = [line[at : at + _LINE] for line in page.split("\n") for at in range(0, max(len(line), 1), _LINE)]
    return ["\n".join(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]


@cache
def _compiler() -> typst.Compiler:
    """The one compiler of this process: finding its fonts takes longer than setting a page."""
    return typst.Compiler(ignore_system_fonts=True)
