"""Measures the room of the case file: its speed, its memory, and how much of what is true of invented files it finds.

Speed is told beside what one puts together plainly (pdfplumber with SQLite FTS5, the tesseract command, ocrmypdf), each
pair in turn in one run. "A core" means seconds of processor time of our process and all that it starts; what people
wait for is told by the clock. Precision and recall have no goal that fails the run; the lowest are marked.
Run with ``make bench``, or ``.venv/bin/python -m bench.casefile``; ``--quick`` takes less of everything, ``--only
NAME`` measures one part.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import casefile_peers as peers
from bench.casefile_files import heavy_file, scanned_file, text_file, typed_file
from bench.casefile_index import Step, measured_steps
from bench.casefile_quality import quality
from bench.casefile_search import GOAL_MS, Searched, invented, searched
from rich.console import Console
from rich.table import Table

from openimr.casefile.indexing import opened_index
from openimr.casefile.intake import page_alone
from openimr.casefile.search import search
from openimr.casefile.store import FolderStore, case_file

CORES = os.cpu_count() or 1
PAGES_A_SECOND, FIRST_PAGE_SECONDS, FLAT, GROWTH_KIB = 200, 2.0, 1.1, 30
SCAN_DPI, USUAL_DPI = 200, 300  # of the invented scans, and of pictures for OCR in general
LONG_TEXT = 4_000_000
WORDS_ASKED = ("lumbar", "physical therapy", "improvement")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; what has no goal is told for comparison."""

    name: str
    ours: str
    peer: str = ""
    ratio: str = ""
    goal: str = ""
    is_met: bool = True


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    few: int
    many: int
    plain: int
    heavy: int
    scanned: int
    rounds: int
    searched: int
    typed_files: int
    scanned_files: int


FULL = Size(500, 2000, 300, 2000, 12, 3, 5000, 200, 8)
QUICK = Size(250, 1000, 60, 250, 4, 1, 5000, 16, 1)


def indexing(folder: Path, size: Size) -> list[Row]:
    """Text, boxes, legibility and search index; then all of it; and the memory of many pages against few."""
    few, many = (typed_file(folder, count) for count in (size.few, size.many))
    measured_steps(few, folder / "warm")
    runs = [
        (measured_steps(few, folder / f"few-{turn}"), measured_steps(many, folder / f"many-{turn}"))
        for turn in range(size.rounds)
    ]
    text = statistics.median(size.many / text_seconds(steps) for _, steps in runs)
    whole = statistics.median(size.many / all_seconds(steps) for _, steps in runs)
    goal = f"≥ {PAGES_A_SECOND} pages/s a core"
    pages = f"{size.many:,} typed pages of {letters(folder / 'many-0'):,.0f} letters"
    return [
        Row(f"text, boxes, legibility, search index: {pages}", rate(text), goal=goal, is_met=text >= PAGES_A_SECOND),
        Row("the same and copies, documents, findings", rate(whole), goal=goal, is_met=whole >= PAGES_A_SECOND),
        *(growth(what, size, *steps) for what, steps in peaks(*runs[-1])),
    ]


def text_seconds(steps: dict[str, Step]) -> float:
    """Seconds of processor for text, boxes, legibility and search index, from the upload on."""
    return sum(steps[name].processor for name in ("receive", "read", "search index"))


def all_seconds(steps: dict[str, Step]) -> float:
    """Seconds of processor for all that ``index_files`` does."""
    return sum(steps[name].processor for name in ("receive", "read", "refresh"))


def letters(store: Path) -> float:
    """Letters on a page, at the median: what speed rests on."""
    return statistics.median(len(page.text) for page in case_file(FolderStore(store)).pages)


def peaks(few: dict[str, Step], many: dict[str, Step]) -> list[tuple[str, tuple[Step, Step]]]:
    """What is compared: memory up to the end of reading, and to the end of all."""
    return [
        ("memory, receive and read", (many["read"], few["read"])),
        ("memory, all steps", (many["refresh"], few["refresh"])),
    ]


def growth(what: str, size: Size, many: Step, few: Step) -> Row:
    """The peak of the largest process with many pages against that with few: their text is held while it is indexed."""
    more, fewer = (max(step.parent, step.child) for step in (many, few))
    kib = (more - fewer) * 1024 / (size.many - size.few)
    name = f"{what}: {size.many:,} / {size.few:,} pages"
    goal = f"≤ {GROWTH_KIB} KiB more a page"
    return Row(name, f"{shown(many)}, {kib:.0f} KiB a page", shown(few), f"{more / fewer:.2f}", goal, kib <= GROWTH_KIB)


def memory(name: str, many: Step, few: Step) -> Row:
    """The peak of the largest process with many pages against that with few."""
    ratio = max(many.parent, many.child) / max(few.parent, few.child)
    return Row(name, shown(many), shown(few), f"{ratio:.2f}", f"≤ {FLAT:g}", ratio <= FLAT)


def shown(step: Step) -> str:
    """Both peaks in words."""
    return f"{step.parent:.0f} + {step.child:.0f} MiB"


def rate(pages: float) -> str:
    """Pages a second in words."""
    return f"{pages:,.0f} pages/s" if pages >= 10 else f"{pages:,.2f} pages/s"


def against_plain(folder: Path, size: Size) -> list[Row]:
    """Indexing and searching a file, against pdfplumber and FTS5 put together plainly."""
    if not peers.has_pdfplumber():
        return [Row("index / pdfplumber + FTS5", "", "not installed")]
    file = typed_file(folder, size.plain)
    ours, theirs = [], []
    for turn in range(size.rounds):
        ours.append(all_seconds(measured_steps(file, folder / f"plain-{turn}")))
        theirs.append(peers.by_pdfplumber(file, folder / f"plain-{turn}.sqlite").processor)
    mine, peer = (size.plain / statistics.median(column) for column in (ours, theirs))
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    index = opened_index(FolderStore(folder / "plain-0"))
    times = [
        (
            milliseconds(lambda asked=asked: search(index, f'"{asked}"')),  # type: ignore[misc]  # bound now
            milliseconds(lambda asked=asked: peers.found_by_fts5(folder / "plain-0.sqlite", f'"{asked}"')),  # type: ignore[misc]  # bound now
        )
        for asked in WORDS_ASKED
        for _ in range(5)
    ]
    one, other = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        Row(
            f"index {size.plain} pages, all steps / pdfplumber + FTS5",
            rate(mine), rate(peer), f"{ratio:.1f}", "≥ 1 × as fast", ratio >= 1,
        ),
        Row(f"search {size.plain} pages, tolerant / FTS5", f"{one:.1f} ms", f"{other:.1f} ms", f"{one / other:.1f}"),
    ]  # fmt: skip


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time in milliseconds."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def uploading(folder: Path, size: Size) -> list[Row]:
    """A large upload of scans: the first page by the clock, and the memory of receiving and reading."""
    typed, heavy = typed_file(folder, size.many), heavy_file(folder, size.heavy)
    light = heavy_file(folder, size.heavy // 4)
    rows = [first_page(typed, size.many), first_page(heavy, size.heavy)]
    many, few = (measured_steps(file, folder / file.stem, until="read")["read"] for file in (heavy, light))
    size_of = " / ".join(f"{file.stat().st_size / 1e6:,.0f} MB" for file in (heavy, light))
    return [*rows, memory(f"memory, receive and read scans: {size_of}", many, few), text_memory(folder)]


def text_memory(folder: Path) -> Row:
    """The peak of the process itself for the longest text that is taken, against a short one."""
    long, short = (text_file(folder, size) for size in (LONG_TEXT, LONG_TEXT // 64))
    many, few = (measured_steps(file, folder / file.stem, until="read")["read"] for file in (long, short))
    ratio = many.parent / few.parent
    name = f"memory of the parent, text of {LONG_TEXT / 1e6:.0f} MB / {LONG_TEXT / 64e6:.2f} MB"
    return Row(name, shown(many), shown(few), f"{ratio:.2f}", f"≤ {FLAT:g}", ratio <= FLAT)


def first_page(file: Path, pages: int) -> Row:
    """The first page of a file, clean and alone, while the copy of the whole is not made yet."""
    start = time.perf_counter()
    shown_page = page_alone(file, 1, name=file.name)
    seconds = time.perf_counter() - start
    assert shown_page.startswith(b"%PDF")
    name = f"first of {pages:,} pages ({file.stat().st_size / 1e6:,.0f} MB) shown"
    return Row(name, f"{seconds:.2f} s", goal=f"< {FIRST_PAGE_SECONDS:g} s", is_met=seconds < FIRST_PAGE_SECONDS)


def reading_pictures(folder: Path, size: Size) -> list[Row]:
    """OCR of scans in as many processes as there are cores, against the bare command and against ocrmypdf.

    The command is given pictures of the dots an inch that the scans have, as ours reads them, and larger ones, as its
    manual advises.
    """
    if not peers.has_tesseract():
        return [Row("OCR / tesseract", "not installed", "not installed")]
    scanned = scanned_file(folder, size.scanned)
    pictures = {dpi: peers.pictures_of(scanned.path, folder / f"pictures-{dpi}", dpi) for dpi in (SCAN_DPI, USUAL_DPI)}
    has_ocrmypdf = peers.has_ocrmypdf()
    ours: list[Step] = []
    bare: dict[int, list[peers.Spent]] = {dpi: [] for dpi in pictures}
    theirs: list[peers.Spent] = []
    for turn in range(size.rounds):
        steps = measured_steps(scanned.path, folder / f"ocr-{turn}", processes=CORES, has_ocr=True, until="read")
        ours.append(steps["read"])
        for dpi, drawn in pictures.items():
            bare[dpi].append(peers.by_tesseract(drawn, dpi, CORES))
        theirs += [peers.by_ocrmypdf(scanned.path, folder, CORES)] if has_ocrmypdf else []
    read = [page.text for page in case_file(FolderStore(folder / "ocr-0")).pages]
    words = share_of_words(read, scanned.texts)
    return [
        *(row for dpi in pictures for row in against_tesseract(ours, bare[dpi], dpi, size)),
        *against_ocrmypdf(ours, theirs, size),
        *(words_read(words, f"tesseract at {dpi} dpi", bare[dpi], scanned.texts) for dpi in pictures),
        *([words_read(words, "ocrmypdf", theirs, scanned.texts)] if theirs else []),
    ]


def against_tesseract(ours: list[Step], bare: list[peers.Spent], dpi: int, size: Size) -> list[Row]:
    """By the clock against the command in as many processes; and the processor time of a page."""
    clock = statistics.median(b.seconds / a.seconds for a, b in zip(ours, bare, strict=True))
    processor = statistics.median(b.processor / a.processor for a, b in zip(ours, bare, strict=True))
    name = f"OCR of {size.scanned} scans / tesseract at {dpi} dpi, {CORES} processes each"
    mine, peer = (size.scanned / statistics.median(one.seconds for one in some) for some in (ours, bare))
    a, b = (statistics.median(one.processor for one in some) / size.scanned for some in (ours, bare))
    return [
        Row(name, rate(mine), rate(peer), f"{clock:.2f}", "≥ 1 × as fast", clock >= 1),
        Row("the same, processor time of a page", f"{a:.2f} s", f"{b:.2f} s", f"{processor:.2f}"),
    ]


def against_ocrmypdf(ours: list[Step], theirs: list[peers.Spent], size: Size) -> list[Row]:
    """By the clock."""
    if not theirs:
        return [Row("OCR / ocrmypdf", "", "not installed")]
    ratio = statistics.median(b.seconds / a.seconds for a, b in zip(ours, theirs, strict=True))
    mine, peer = (size.scanned / statistics.median(one.seconds for one in some) for some in (ours, theirs))
    return [
        Row(f"OCR, {CORES} processes / ocrmypdf", rate(mine), rate(peer), f"{ratio:.2f}", "≥ 1 × as fast", ratio >= 1)
    ]


def words_read(ours: float, peer: str, theirs: list[peers.Spent], texts: tuple[str, ...]) -> Row:
    """The share of the words on paper that were read by ours and by the peer."""
    share = share_of_words([theirs[0].text], texts)
    return Row(f"OCR, words on paper that were read / {peer}", f"{ours:.1%}", f"{share:.1%}", f"{ours / share:.2f}")


def share_of_words(read: list[str], texts: tuple[str, ...]) -> float:
    """The share of the words of ``texts`` that are among those read, each as often as it was read."""
    true = Counter(word for text in texts for word in text.lower().split())
    found = Counter(word for text in read for word in text.lower().split())
    return (true & found).total() / true.total()


def searching(_folder: Path, size: Size) -> list[Row]:
    """The slowest of ten kinds of query over many pages; ``bench/casefile_search.py`` tells each by itself."""
    pages, _ = invented(size.searched)
    found: Searched = searched(pages)
    name = f"search {size.searched:,} pages, tolerant, slowest kind ({found.slowest}) / FTS5, exact"
    ratio = found.ours_ms / found.peer_ms
    return [
        Row(name, f"{found.ours_ms:.1f} ms", f"{found.peer_ms:.1f} ms", f"{ratio:.1f}", f"< {GOAL_MS:g} ms",
            found.ours_ms < GOAL_MS)
    ]  # fmt: skip


PARTS: dict[str, Callable[[Path, Size], list[Row]]] = {
    "indexing": indexing,
    "plain": against_plain,
    "uploading": uploading,
    "ocr": reading_pictures,
    "search": searching,
}


def show(console: Console, rows: list[Row]) -> None:
    """The table, one line a row."""
    table = Table("what / peer", "ours", "peer", "ratio", "goal", "met")
    for row in rows:
        is_met = ("yes" if row.is_met else "NO") if row.goal else ""
        table.add_row(row.name, row.ours, row.peer, row.ratio, row.goal, is_met)
    console.print(table)


def main() -> int:
    """Measure all parts and print the tables; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pages, files and rounds")
    parser.add_argument("--only", default="", choices=("", *PARTS, "quality"), help="one part")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else FULL
    console = Console(width=140)
    rows: list[Row] = []
    for name, part in PARTS.items():
        if chosen.only in ("", name):
            with tempfile.TemporaryDirectory() as folder:
                rows += part(Path(folder), size)
    show(console, rows)
    if chosen.only in ("", "quality"):
        quality(console, typed=size.typed_files, scanned=size.scanned_files)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {CORES} cores")
    return 0 if all(row.is_met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
