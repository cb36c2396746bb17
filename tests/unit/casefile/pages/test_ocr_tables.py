from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openimr.casefile.model import Box
from openimr.casefile.pages import rapid
from openimr.casefile.pages.ocr import back_on_page
from openimr.casefile.pages.rapid import has_rapidocr, read_with_rapidocr, sight_of
from openimr.casefile.pages.settings import Ocr
from openimr.casefile.pages.tesseract import read_table, read_with_tesseract

TABLE = "\n".join(
    "\t".join(columns.split())
    for columns in [
        "level page_num block_num par_num line_num word_num left top width height conf text",
        "1 1 0 0 0 0 0 0 2550 3300 -1 ",
        "5 1 1 1 1 1 300 300 100 30 96.5 Low",
        "5 1 1 1 1 2 410 302 90 30 90.5 back",
        "5 1 1 1 2 1 300 350 100 30 80 pain",
        "5 1 2 1 1 1 300 500 100 30 40 Plan:",
        "5 1 2 1 1 2 300 500 100 30 95",
    ]
)


def test_a_table_of_words_becomes_lines_and_paragraphs_with_boxes() -> None:
    sight = read_table(TABLE)
    assert sight.text == "Low back\npain\n\nPlan:"
    assert [sight.text[line.start : line.end] for line in sight.lines] == ["Low back", "pain", "Plan:"]
    assert sight.lines[0].box == Box(300, 300, 500, 332)
    assert sight.confidence == pytest.approx((3 * 0.965 + 4 * 0.905 + 4 * 0.8 + 5 * 0.4) / 16)


def test_a_table_without_words_is_a_page_without_text() -> None:
    assert read_table(TABLE.split("\n")[0]) == ("", (), 0.0, ())


def test_without_the_command_nothing_is_read() -> None:
    assert read_with_tesseract(Image.new("L", (9, 9)), Ocr(command="no-such-command"), 300) is None


def test_a_command_that_fails_or_hangs_reads_nothing(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 9\n")
    slow.chmod(0o755)
    assert read_with_tesseract(Image.new("L", (9, 9)), Ocr(command="false"), 300) is None
    assert read_with_tesseract(Image.new("L", (9, 9)), Ocr(command=str(slow), limit_seconds=0.2), 300) is None


def rapid_output(*found: tuple[str, float, int, int]) -> SimpleNamespace:
    return SimpleNamespace(
        boxes=[[[x, y], [x + 200, y + 2], [x + 200, y + 32], [x, y + 30]] for _, _, x, y in found],
        txts=tuple(words for words, _, _, _ in found),
        scores=tuple(score for _, score, _, _ in found),
    )


def test_the_lines_of_the_second_reader_are_put_in_reading_order() -> None:
    sight = sight_of(rapid_output(("pain", 0.8, 100, 150), ("Low back", 0.9, 100, 100), (" ", 0.1, 0, 0)))
    assert sight.text == "Low back\npain"
    assert sight.lines[0].box == Box(100, 100, 300, 132)
    assert sight.confidence == pytest.approx((4 * 0.8 + 8 * 0.9) / 12)


def test_where_the_second_reader_finds_nothing_there_is_no_text() -> None:
    assert sight_of(SimpleNamespace(boxes=None, txts=None, scores=None)) == ("", (), 0.0, ())
    assert sight_of(rapid_output(("  ", 0.5, 0, 0))) == ("", (), 0.0, ())


def test_the_second_reader_is_asked_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (9, 9), 255)
    if not has_rapidocr():
        assert read_with_rapidocr(picture) is None
    monkeypatch.setattr(rapid, "has_rapidocr", lambda: True)
    monkeypatch.setattr(rapid, "_engine", lambda: lambda content: rapid_output((content[:2].decode(), 0.7, 0, 0)))
    sight = read_with_rapidocr(picture)
    assert sight is not None
    assert sight.text == "BM"


def test_the_second_readers_engine_is_made_from_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(RapidOCR=lambda params: ("engine", params))
    monkeypatch.setattr("importlib.import_module", {"rapidocr": module}.__getitem__)
    rapid._engine.cache_clear()
    assert rapid._engine()[0] == "engine"
    rapid._engine.cache_clear()


@given(st.floats(-8, 8), st.integers(0, 800), st.integers(0, 1000), st.integers(1, 50), st.integers(1, 50))
def test_a_box_put_back_on_the_tilted_page_holds_its_middle(
    skew: float, left: int, top: int, width: int, height: int
) -> None:
    box = Box(left, top, left + width, top + height)
    there = back_on_page(box, (850, 1100), (612, 792), skew)
    # Levelled anew it lies around where it was.
    again = back_on_page(
        Box(*(edge * 850 / 612 for edge in (there.left, there.top, there.right, there.bottom))),
        (850, 1100),
        (612, 792),
        -skew,
    )
    level = back_on_page(box, (850, 1100), (612, 792), 0)
    points = [edge * 612 / 850 for edge in (box.left, box.top, box.right, box.bottom)]
    assert [level.left, level.top, level.right, level.bottom] == pytest.approx(points)
    assert again.left <= level.left + 0.01
    assert again.right >= level.right - 0.01
    assert again.top <= level.top + 0.01
    assert again.bottom >= level.bottom - 0.01


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_the_command_is_given_the_whole_picture(platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = tmp_path / "counts"
    counts.write_text(
        '#!/bin/sh\nif [ "$1" = stdin ]; then size=$(wc -c); else size=$(wc -c < "$1"); fi\n'
        "printf '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t96\\t%s\\n' $size\n"
    )
    counts.chmod(0o755)
    monkeypatch.setattr("sys.platform", platform)
    seen = read_with_tesseract(Image.new("L", (90, 70)), Ocr(command=str(counts)), 300)
    assert seen is not None
    assert seen.text == str(90 * 70 + len(b"P5\n90 70\n255\n"))


def test_words_that_the_reader_was_not_sure_of_are_told_by_their_places() -> None:
    head = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"
    words = (("DOS:", 96), ("10/22/2016", 61), ("Pain", 90), ("7/10", 87))
    rows = [
        f"5\t1\t1\t1\t{1 + at // 2}\t{at}\t{at * 50}\t10\t40\t10\t{sure}\t{word}"
        for at, (word, sure) in enumerate(words)
    ]
    sight = read_table("\n".join([head, *rows]))
    assert [sight.text[start:end] for start, end in sight.unsure] == ["10/22/2016", "7/10"]
