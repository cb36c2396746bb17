"""What one puts together plainly instead: pdfplumber with SQLite FTS5, the tesseract command, and ocrmypdf.

As a program it does the part of pdfplumber, so that its memory and time are those of a process of its own:

    .venv/bin/python -m bench.casefile_peers FILE BASE    # the text of FILE by pdfplumber into an FTS5 table
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pypdfium2

__all__ = [
    "Spent", "by_ocrmypdf", "by_pdfplumber", "by_tesseract", "found_by_fts5", "has_ocrmypdf", "has_pdfplumber",
    "has_tesseract", "pictures_of",
]  # fmt: skip

_INDEX = "create virtual table page using fts5(text, tokenize = 'unicode61 remove_diacritics 2')"


class Spent(NamedTuple):
    """Seconds by the clock and of all processors, and the text that came of it."""

    seconds: float
    processor: float
    text: str = ""


def has_tesseract() -> bool:
    """Whether the command is here."""
    return shutil.which("tesseract") is not None


def has_ocrmypdf() -> bool:
    """Whether the command is here, beside the interpreter."""
    return _ocrmypdf().is_file()


def has_pdfplumber() -> bool:
    """Whether the library is here."""
    return importlib.util.find_spec("pdfplumber") is not None


def by_pdfplumber(file: Path, base: Path) -> Spent:
    """The text of each page of ``file`` by pdfplumber, into an FTS5 table in the file ``base``, in a new process."""
    return _run([sys.executable, __file__, str(file), str(base)])


def found_by_fts5(base: Path, query: str) -> list[int]:
    """The pages on which FTS5 finds ``query``, with a snippet of each of the first fifty, as ours shows."""
    with sqlite3.connect(base) as connection:
        found = [row[0] for row in connection.execute("select rowid from page where page match ?", (query,))]
        snippets = "select snippet(page, 0, '[', ']', '…', 24) from page where page match ? limit 50"
        connection.execute(snippets, (query,)).fetchall()
    return found


def pictures_of(file: Path, folder: Path, dpi: int) -> list[Path]:
    """The pages of ``file`` drawn in greys at ``dpi``, one picture each, not packed, so that none is to be unpacked."""
    folder.mkdir()
    made = []
    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document):
            path = folder / f"{number:04}.pgm"
            page.render(scale=dpi / 72, grayscale=True).to_pil().save(path)
            made.append(path)
    return made


def by_tesseract(pictures: list[Path], dpi: int, jobs: int) -> Spent:
    """Each picture by the bare command, ``jobs`` at a time, each in one thread as ours reads, its table beside it.

    The pictures are given: that pages are drawn, turned, straightened, cleaned and graded, and their lines kept, is
    counted with ours only.
    """
    command = ["xargs", "-P", str(jobs), "-I", "{}", "tesseract", "{}", "{}", "--dpi", str(dpi), "tsv"]
    os.putenv("OMP_THREAD_LIMIT", "1")
    try:
        spent = _run(command, "\n".join(map(str, pictures)))
    finally:
        os.unsetenv("OMP_THREAD_LIMIT")
    tables = [path.with_name(f"{path.name}.tsv").read_text("utf-8") for path in pictures]
    rows = [row.split("\t") for table in tables for row in table.splitlines()[1:]]
    return spent._replace(text=" ".join(row[-1] for row in rows))


def by_ocrmypdf(file: Path, folder: Path, jobs: int) -> Spent:
    """The whole file by ocrmypdf, turned and straightened as ours is, not optimised, with a file of its text beside."""
    text = folder / "ocrmypdf.txt"
    command = [str(_ocrmypdf()), "--quiet", "--jobs", str(jobs), "--output-type", "pdf", "--optimize", "0"]
    command += ["--rotate-pages", "--deskew", "--sidecar", str(text), str(file), str(folder / "ocrmypdf.pdf")]
    spent = _run(command)
    return spent._replace(text=text.read_text("utf-8"))


def _ocrmypdf() -> Path:
    return Path(sys.executable).parent / "ocrmypdf"


def _run(command: list[str], given: str = "") -> Spent:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, input=given.encode())
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    """Put the text of a file into a table, page by page."""
    pdfplumber = importlib.import_module("pdfplumber")
    file, base = sys.argv[1:]
    with sqlite3.connect(base) as connection, pdfplumber.open(file) as document:
        connection.execute(_INDEX)
        for number, page in enumerate(document.pages, start=1):
            connection.execute("insert into page(rowid, text) values (?, ?)", (number, page.extract_text()))
            page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
