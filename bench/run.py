"""Measures what is said to be fast, each figure as a ratio against a named peer in the same run.

Every pair is timed in turn, ours and theirs, several times over; the median of the ratios is what counts, so that a
machine whose speed drifts does not decide. Run with ``make bench``; ``--quick`` measures less, ``--only NAME`` one
pair.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from eyecite import get_citations
from rich.console import Console
from rich.table import Table

from openimr.determinations.checking import check
from openimr.determinations.model import Determination, Layout
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, Losses, write
from openimr.samples import sample_determinations
from openimr.treatments import parse

_MARK = re.compile(r'<header class="mark">.*?</header>', re.DOTALL)

ROUNDS = 7
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was compared, both figures in milliseconds a letter, and what was promised."""

    name: str
    ours: str
    peer: str
    ratio: float
    goal: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that all pairs share: as text, as read, and as PDF."""

    texts: list[str]
    determinations: list[Determination]
    pdfs: list[bytes]


def invented(count: int) -> Letters:
    """Invented letters of the standard layout, which is that of most published ones."""
    samples = list(sample_determinations(count=count, seed=1, layouts=(Layout.L4A, Layout.L4B)))
    texts = [sample.text for sample in samples]
    determinations = [read_text(text) for text in texts]
    few = determinations[: max(20, count // 10)]
    return Letters(texts, determinations, [pdf_of(determination) for determination in few])


def pdf_of(determination: Determination) -> bytes:
    """The determination as PDF in its own layout."""
    pdf = write(determination, to=Form.PDF, accept=Losses.DROP)
    assert isinstance(pdf, bytes)
    return pdf


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Median seconds of ours and of theirs, and the median of theirs divided by ours, round by round."""
    ours(), theirs()
    rounds = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    mine, peer = (statistics.median(column) for column in zip(*rounds, strict=True))
    return mine, peer, statistics.median(b / a for a, b in rounds)


def reading_against_eyecite(letters: Letters) -> Row:
    """Reading a letter whole, against finding legal citations in the same text."""
    texts = letters.texts[:60]
    mine, peer, ratio = paired(lambda: [read_text(t) for t in texts], lambda: [get_citations(t) for t in texts])
    return timed(
        "read / eyecite get_citations", (mine, peer), len(texts), ratio=ratio, goal="≥ 3 × faster", is_met=ratio >= 3
    )


def reading_against_pdfium(letters: Letters) -> Row:
    """Reading a letter's text, against extracting that text from the same letter as PDF."""
    texts = letters.texts[: len(letters.pdfs)]
    mine, peer, ratio = paired(lambda: [read_text(t) for t in texts], lambda: [extracted(pdf) for pdf in letters.pdfs])
    return timed(
        "read / PDFium text extraction",
        (mine, peer),
        len(texts),
        ratio=1 / ratio,
        goal="< 0.20",
        is_met=1 / ratio < 0.2,
    )


def extracted(pdf: bytes) -> list[str]:
    """The text of each page, by PDFium alone."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


def checking_against_reading(letters: Letters) -> Row:
    """All checks, against reading the same letters."""
    mine, peer, ratio = paired(
        lambda: [check(d) for d in letters.determinations], lambda: [read_text(t) for t in letters.texts]
    )
    return timed("check / read", (mine, peer), len(letters.texts), ratio=1 / ratio, goal="≤ 1", is_met=1 / ratio <= 1)


def parsing_against_reading(letters: Letters) -> Row:
    """What one heading asks for, worked out anew, against reading a whole letter."""
    headings = [treatment.heading for d in letters.determinations for treatment in d.disputed_treatments]
    texts = letters.texts[:100]
    some = headings[:: max(1, len(headings) // len(texts))][: len(texts)]
    mine, peer, ratio = paired(lambda: [parse(heading) for heading in some], lambda: [read_text(t) for t in texts])
    return timed(
        "request wording / read", (mine, peer), len(texts), ratio=1 / ratio, goal="≤ 0.10", is_met=1 / ratio <= 0.1
    )


def writing_against_weasyprint(letters: Letters) -> Row:
    """A tagged PDF by our writer, against WeasyPrint on the same letter's HTML.

    The mark of an invented letter is left out for WeasyPrint: repeating it on every page takes it seconds.
    """
    from weasyprint import HTML  # noqa: PLC0415  # It takes a second to import, and only this pair needs it.

    some = letters.determinations[:4]
    pages = [_MARK.sub("", str(write(d, to=Form.HTML, accept=Losses.DROP))) for d in some]
    mine, peer, ratio = paired(
        lambda: [pdf_of(d) for d in some],
        lambda: [HTML(string=page).write_pdf(pdf_variant="pdf/ua-1") for page in pages],
    )
    return timed("write PDF / WeasyPrint", (mine, peer), len(some), ratio=ratio, goal="≥ 8 × faster", is_met=ratio >= 8)


def two_processes_against_one(folder: Path) -> Row:
    """Reading a folder in two processes, against one, by the command that people run."""
    count = len(list(folder.iterdir()))
    runs = [(command_seconds(folder, 2), command_seconds(folder, 1)) for _ in range(3)]
    ratio = statistics.median(one / two for two, one in runs)
    two, one = (statistics.median(column) for column in zip(*runs, strict=True))
    return timed(
        f"bulk: 2 processes / 1 ({CORES} cores)", (two, one), count, ratio=ratio, goal="≥ 1.8 ×", is_met=ratio >= 1.8
    )


def memory_of_many_against_few(few: Path, many: Path) -> Row:
    """Peak memory while reading many letters, against few."""
    small, large = peak_mib(few), peak_mib(many)
    ratio = large / small
    name = f"memory: {len(list(many.iterdir())):,} letters / {len(list(few.iterdir())):,}"
    return Row(name, f"{large:.0f} MiB", f"{small:.0f} MiB", ratio, "≤ 1.1", ratio <= 1.1)


def command_seconds(folder: Path, processes: int) -> float:
    """How long ``openimr read`` takes for a folder."""
    with tempfile.TemporaryDirectory() as out:
        return seconds(lambda: subprocess.run(read_command(folder, Path(out), processes), check=True))


def peak_mib(folder: Path) -> float:
    """The largest memory of any one process while ``openimr read`` reads a folder."""
    with tempfile.TemporaryDirectory() as out:
        code = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-c", code, *read_command(folder, Path(out), 2)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def read_command(folder: Path, out: Path, processes: int) -> list[str]:
    """The command line that reads ``folder`` into ``out``."""
    target = str(out / "letters.jsonl")
    return [sys.executable, "-m", "openimr", "read", str(folder), "-o", target, "--processes", str(processes)]


def folder_of(parent: Path, texts: list[str], count: int) -> Path:
    """A folder with ``count`` letters; where there are fewer texts than that, they are linked again."""
    folder = parent / f"letters-{count}"
    folder.mkdir()
    for number in range(count):
        path = folder / f"{number:06}.txt"
        if number < len(texts):
            path.write_text(texts[number], "utf-8")
        else:
            path.hardlink_to(folder / f"{number % len(texts):06}.txt")
    return folder


def timed(name: str, pair: tuple[float, float], count: int, *, ratio: float, goal: str, is_met: bool) -> Row:
    """A row with both figures of ``pair``, ours and the peer's, in milliseconds for each of ``count`` letters."""
    ours, peer = (f"{seconds / count * 1000:.3f} ms" for seconds in pair)
    return Row(name, ours, peer, ratio, goal, is_met)


def show(rows: list[Row]) -> None:
    """The table, one line a pair."""
    table = Table("pair", "ours", "peer", "ratio", "goal", "met")
    for line in rows:
        table.add_row(line.name, line.ours, line.peer, f"{line.ratio:.2f}", line.goal, "yes" if line.is_met else "NO")
    Console(width=110).print(table)


def main() -> int:
    """Measure all pairs and print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer letters in the bulk pairs")
    parser.add_argument("--only", default="", help="only pairs whose name contains this")
    chosen = parser.parse_args()
    letters = invented(400)
    pairs = (
        reading_against_eyecite,
        reading_against_pdfium,
        checking_against_reading,
        parsing_against_reading,
        writing_against_weasyprint,
    )
    rows = [pair(letters) for pair in pairs if chosen.only in pair.__name__]
    few, many = (500, 5_000) if chosen.quick else (1_000, 100_000)
    with tempfile.TemporaryDirectory() as temporary:
        if chosen.only in two_processes_against_one.__name__:
            # Starting takes a second in both cases, so the folder has to be large enough to outweigh it.
            bulk = 6_000 if chosen.quick else 20_000
            rows.append(two_processes_against_one(folder_of(Path(temporary), letters.texts, bulk)))
        if chosen.only in memory_of_many_against_few.__name__:
            folders = (folder_of(Path(temporary), letters.texts, count) for count in (few, many))
            rows.append(memory_of_many_against_few(*folders))
    show(rows)
    print(f"peak memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 0 if all(line.is_met for line in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
