"""The picture in the README shows what the check really says, of an invented letter."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

from openimr.determinations.checking import check
from openimr.determinations.checking.report import as_text, checked
from openimr.determinations.model import Layout
from openimr.determinations.reading import read_text
from openimr.samples import sample_determinations

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "check.svg"
SHOWN_LINES = 26
LINE_HEIGHT, CHARACTER_WIDTH, MARGIN = 20, 8.2, 24
COLOURS = {"error": "#ff8f7a", "warning": "#f5c451", "note": "#8ec7ff", "mend:": "#9be29b", "^": "#ff8f7a"}
INK = "#e6e9ef"


def report() -> list[str]:
    """The report on an invented letter with two errors in it."""
    (sample,) = sample_determinations(count=1, seed=4, layouts=(Layout.L4A,), plant=("D101", "D107"))
    determination = read_text(sample.text, name="letter.txt")
    found = check(determination, ignore=("D204", "D302"))
    return ["$ openimr check letter.txt --ignore D204,D302", *as_text([checked(determination, found)]).splitlines()]


def coloured(line: str) -> str:
    """The fill of a line: findings, remedies and underlines stand out; the words say the same without colour."""
    words = line.split()
    first = words[0] if words else ""
    marked = "^" if "^^" in line else first
    return COLOURS.get(marked, INK)


def shown(line: str) -> str:
    """The line with blanks that no viewer folds, so that underlines stay below their words."""
    return escape(line).replace(" ", "\u00a0")


def drawn(lines: list[str]) -> Iterator[str]:
    width = int(max(map(len, lines)) * CHARACTER_WIDTH) + 2 * MARGIN
    height = len(lines) * LINE_HEIGHT + 2 * MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">'
    yield '<title id="title">A determination as the checks see it: code, place and remedy of each finding</title>'
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#1b1f27"/>'
    yield '<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13.5">'
    for number, line in enumerate(lines):
        y = MARGIN + (number + 1) * LINE_HEIGHT - 6
        yield f'<text x="{MARGIN}" y="{y}" fill="{coloured(line)}">{shown(line)}</text>'
    yield "</g>"
    yield "</svg>"


def test_the_picture_of_a_checked_determination_is_fresh() -> None:
    picture = "\n".join(drawn(report()[:SHOWN_LINES])) + "\n"
    if os.environ.get("OPENIMR_GOLDEN") == "write":
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(picture, "utf-8")
    assert PICTURE.exists()
    assert PICTURE.read_text("utf-8") == picture, "the picture is stale; run make golden"
