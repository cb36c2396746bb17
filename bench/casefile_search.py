"""Measures searching a case file of 5,000 invented pages: indexing, opening, and queries of each kind.

Beside it, in the same run and turn by turn: what one puts together plainly, SQLite FTS5 over one row for each page, and
(where pdfplumber can be imported) the text of a PDF by pdfplumber against ours by pypdfium2. FTS5 finds pages only; the
times of ours include places, quotes, boxes and snippets. FTS5 has no tolerance: where ours tolerates, its time is that
of the plain query, and what it misses is counted on planted misreadings. Its NEAR counts the words between, ours the
steps, so that its number is one less.

    .venv/bin/python -m bench.casefile_search [PAGES]
"""

from __future__ import annotations

import importlib
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import typst
from rich.console import Console
from rich.table import Table

from openimr.casefile.model import Box, Line, Page, PageText, TextSource
from openimr.casefile.search import SearchIndex, Tolerance, build, load, save, search

WORDS_ON_PAGE, ROUNDS, PDF_PAGES, GOAL_MS = 350, 15, 60, 50.0
_COMMON = (
    "the of and to in is with patient for was on pain no at left right per day reports back low neck treatment visit "
    "therapy mg daily noted exam normal range motion lumbar cervical shoulder knee work status weeks request report"
)
_FIELD = (
    "acupuncture chiropractic physical epidural steroid injection imaging radiculopathy sprain strain tenderness "
    "spasm gabapentin naproxen ibuprofen tramadol session functional improvement authorization utilization review "
    "decision denied modified certified diagnosis history surgery fusion discectomy arthroscopy meniscus rotator cuff"
)
COMMON, FIELD = _COMMON.split(), _FIELD.split()
MISREAD = {"acupuncture": "acupunctvre", "lumbar": "lurnbar", "radiculopathy": "radicu1opathy"}
PAIRS = (
    ("rare word", "planted", "planted"),
    ("common word", "pain", "pain"),
    ("two words", "acupuncture improvement", "acupuncture improvement"),
    ("phrase", '"low back pain"', '"low back pain"'),
    ("phrase of common words", '"of the patient"', '"of the patient"'),
    ("near", "acupuncture NEAR/5 improvement", "NEAR(acupuncture improvement, 4)"),
    ("near, common", "pain NEAR/5 back", "NEAR(pain back, 4)"),
    ("without", "lumbar -pain", "lumbar NOT pain"),
    ("any", "gabapentin OR tramadol OR naproxen", "gabapentin OR tramadol OR naproxen"),
    ("beginning", "acup*", "acup*"),
)


class Searched(NamedTuple):
    """The slowest kind of query: its name, and milliseconds of ours (tolerant) and of FTS5 (exact)."""

    slowest: str
    ours_ms: float
    peer_ms: float


def invented(count: int, seed: int = 20260101) -> tuple[list[Page], dict[str, int]]:
    """Pages of invented words, frequent ones often and rare ones seldom, with misreadings planted and counted."""
    chance = random.Random(seed)  # noqa: S311  # invented text keeps no secret
    letters = "abcdefghilmnoprstu"
    rare = ["".join(chance.choices(letters, k=chance.randint(4, 11))) for _ in range(40_000)]
    planted = dict.fromkeys(MISREAD, 0)
    pages = []
    for running in range(1, count + 1):
        words = chance.choices(COMMON, k=WORDS_ON_PAGE * 3 // 5) + chance.choices(FIELD, k=WORDS_ON_PAGE // 5)
        words += [rare[int(len(rare) * chance.random() ** 3)] for _ in range(WORDS_ON_PAGE // 5)]
        chance.shuffle(words)
        if running % 997 == 0:
            words[40] = "planted"
        if running % 50 == 0:
            right = chance.choice(list(MISREAD))
            words = [word for word in words if word != right]
            words[20] = MISREAD[right]
            planted[right] += 1
        pages.append(page_of(running, words))
    return pages, planted


def page_of(running: int, words: list[str]) -> Page:
    """A page with twelve words on a line, each line with its box."""
    rows = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    lines, at = [], 0
    for number, row in enumerate(rows):
        lines.append(Line(at, at + len(row), Box(72.0, 72.0 + 14 * number, 540.0, 84.0 + 14 * number)))
        at += len(row) + 1
    text = PageText(source=TextSource.LAYER, text="\n".join(rows), lines=tuple(lines))
    return Page(file="invented", number=running, running=running, width=612, height=792, texts=(text,))


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor for ``work``."""
    began = time.process_time()
    work()
    return time.process_time() - began


def by_fts5(pages: list[Page]) -> sqlite3.Connection:
    """One row for each page, in memory, as one puts it together plainly."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table page using fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    base.executemany("insert into page(rowid, text) values (?, ?)", ((page.running, page.text) for page in pages))
    base.commit()
    return base


def ask_fts5(base: sqlite3.Connection, query: str) -> list[int]:
    """All pages, and snippets of the first fifty, as ours shows."""
    found = [row[0] for row in base.execute("select rowid from page where page match ? order by rowid", (query,))]
    base.execute(
        "select snippet(page, 0, '[', ']', '…', 24) from page where page match ? order by rowid limit 50", (query,)
    ).fetchall()
    return found


def timed(index: SearchIndex, base: sqlite3.Connection, ours: str, theirs: str) -> dict[str, list[float]]:
    """Milliseconds of one query, asked of ours exactly and tolerantly, and of FTS5, turn by turn."""
    works: dict[str, Callable[[], object]] = {
        "exact": lambda: search(index, ours, tolerance=Tolerance.EXACT),
        "tolerant": lambda: search(index, ours),
        "fts5": lambda: ask_fts5(base, theirs),
    }
    search(index, "warmed")
    times: dict[str, list[float]] = {key: [] for key in works}
    for _ in range(ROUNDS):
        for key, work in works.items():
            times[key].append(spent(work) * 1000)
    return times


def searched(pages: list[Page]) -> Searched:
    """The slowest kind of query over ``pages``, at its median."""
    index, base = build(pages), by_fts5(pages)
    found = []
    for name, ours, theirs in PAIRS:
        times = timed(index, base, ours, theirs)
        found.append(Searched(name, statistics.median(times["tolerant"]), statistics.median(times["fts5"])))
    return max(found, key=lambda one: one.ours_ms)


def queries(console: Console, pages: list[Page], planted: dict[str, int]) -> bool:
    """Ask each query of both, turn by turn; whether every one of ours is below the goal."""
    index, base = build(pages), by_fts5(pages)
    table = Table(title=f"{len(pages)} pages, {len(index.at):,} words, {len(index.terms):,} different; ms of processor")
    for head in ("query", "exact", "tolerant", "worst", "FTS5 (exact)", "pages", "FTS5", "with tolerance"):
        table.add_column(head, justify="right")
    is_fast = True
    for name, ours, theirs in PAIRS:
        times = timed(index, base, ours, theirs)
        exact, tolerant = search(index, ours, tolerance=Tolerance.EXACT), search(index, ours)
        cells = [f"{statistics.median(times[key]):.1f}" for key in ("exact", "tolerant")]
        cells += [f"{max(times['tolerant']):.1f}", f"{statistics.median(times['fts5']):.1f}"]
        counts = [exact.found_pages, len(ask_fts5(base, theirs)), tolerant.found_pages]
        table.add_row(name, *cells, *(str(count) for count in counts))
        is_fast &= statistics.median(times["tolerant"]) < GOAL_MS
    console.print(table)
    for right, count in planted.items():
        wrong = {page.running for page in pages if MISREAD[right] in page.text.split()}
        ours_found = wrong & {hit.running for hit in search(index, right, pages=len(pages), places=0).pages}
        theirs_found = wrong & set(ask_fts5(base, right))
        console.print(f"misread {right}: planted {count}, found {len(ours_found)}; FTS5 {len(theirs_found)}")
    return is_fast


def indexing(console: Console, pages: list[Page]) -> bool:
    """Build, save and open; whether opening is below one second."""
    built = spent(lambda: build(pages))
    fts5 = spent(lambda: by_fts5(pages))
    index = build(pages)
    content = save(index)
    opened = spent(lambda: load(content))
    first = spent(lambda: search(load(content), "warmed"))
    console.print(f"index: {len(pages) / built:,.0f} pages/s ({built:.1f} s); FTS5 {len(pages) / fts5:,.0f} pages/s")
    console.print(
        f"saved: {len(content) / 1e6:.0f} MB; opened in {opened:.2f} s, with first tolerant query {first:.2f} s"
    )
    return opened < 1


def extraction(console: Console, pages: list[Page]) -> None:
    """The text of a PDF of the first pages, by pdfplumber and by pypdfium2, turn by turn."""
    try:
        pdfplumber = importlib.import_module("pdfplumber")
    except ImportError:
        console.print("pdfplumber is not installed: left out.")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "invented.pdf"
        source = "\n#pagebreak()\n".join(page.text for page in pages[:PDF_PAGES])
        path.write_bytes(typst.compile(source.encode()))

        def theirs() -> None:
            with pdfplumber.open(path) as document:
                for page in document.pages:
                    page.extract_text()

        def ours() -> None:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                page.get_textpage().get_text_range()

        times = [(spent(ours), spent(theirs)) for _ in range(3)]
    one, other = (PDF_PAGES / statistics.median(column) for column in zip(*times, strict=True))
    console.print(f"text of a PDF: pypdfium2 {one:,.0f} pages/s, pdfplumber {other:,.1f} pages/s")


def main() -> int:
    """Run all; 1 where a goal is missed."""
    console = Console(width=120)
    pages, planted = invented(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
    is_open = indexing(console, pages)
    is_fast = queries(console, pages, planted)
    extraction(console, pages)
    console.print("goals met" if is_open and is_fast else "goal missed")
    return 0 if is_open and is_fast else 1


if __name__ == "__main__":
    sys.exit(main())
