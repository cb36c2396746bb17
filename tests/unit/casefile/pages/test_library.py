from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from openimr.casefile.pages import library
from openimr.casefile.pages.library import Engine, engine_of
from openimr.casefile.pages.settings import Ocr
from openimr.casefile.pages.tesseract import read_table, read_with_tesseract
from unit.casefile.pages.scans import NOTE, picture_of, tilted

SECONDS = 60.0


@pytest.fixture
def fresh() -> Iterator[None]:
    """What a process has loaded once is forgotten for the test, and after it."""
    kept = (library._library, library._loaded, library._version)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@cache
def page() -> Image.Image:
    return picture_of(dpi=150)


@pytest.fixture
def engine(program: Callable[[str], str]) -> Engine:
    found = engine_of(program("tesseract"), "eng", SECONDS)
    if found is None:
        pytest.skip("the library of tesseract is not on this machine; the command stands in for it")
    return found


@pytest.mark.ocr
def test_the_library_reads_what_the_command_reads_word_for_word_and_box_for_box(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = engine.table_of(page(), 150, SECONDS)
    assert told is not None
    monkeypatch.setattr("openimr.casefile.pages.tesseract.engine_of", lambda *_: None)
    by_command = read_with_tesseract(page(), Ocr(), 150)
    assert read_table(told) == by_command
    assert by_command is not None
    assert by_command.text.split() == NOTE.split()


@pytest.mark.ocr
def test_a_page_reads_the_same_whatever_was_read_before_it(engine: Engine) -> None:
    first = engine.table_of(page(), 150, SECONDS)
    engine.table_of(tilted(page(), 180), 150, SECONDS)
    assert engine.table_of(page(), 150, SECONDS) == first


@pytest.mark.ocr
def test_a_page_that_takes_too_long_is_not_read_and_the_next_one_is(engine: Engine) -> None:
    assert engine.table_of(page(), 150, 0.0) is None
    assert engine.table_of(page(), 150, SECONDS)


@pytest.mark.ocr
@pytest.mark.parametrize("size", [(1, 1), (9, 9), (40_000, 1)])
def test_a_picture_of_no_page_gives_no_word(engine: Engine, size: tuple[int, int]) -> None:
    assert read_table(engine.table_of(Image.new("L", size, 255), 300, SECONDS) or "").text == ""


@pytest.mark.ocr
def test_a_picture_in_colour_is_read_in_greys(engine: Engine) -> None:
    assert engine.table_of(page().convert("RGB"), 150, SECONDS) == engine.table_of(page(), 150, SECONDS)


@pytest.mark.ocr
@pytest.mark.usefixtures("fresh")
def test_a_language_that_the_library_cannot_load_is_left_to_the_command(program: Callable[[str], str]) -> None:
    assert engine_of(program("tesseract"), "tlh", SECONDS) is None


@pytest.mark.usefixtures("fresh")
def test_without_the_library_the_command_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "find_library", lambda _: None)
    assert engine_of("tesseract", "eng", SECONDS) is None
    assert library._loaded("eng") is None


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("loaded", [OSError("broken"), SimpleNamespace(TessBaseAPICreate=SimpleNamespace())])
def test_a_library_that_is_broken_or_lacks_what_is_asked_of_it_is_not_used(
    monkeypatch: pytest.MonkeyPatch, loaded: object
) -> None:
    def load(_name: str) -> object:
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    monkeypatch.setattr(library, "find_library", lambda _: "libtesseract.so")
    monkeypatch.setattr(ctypes, "CDLL", load)
    assert engine_of("tesseract", "eng", SECONDS) is None


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("says", "is_used"),
    [
        ("echo 'tesseract 5.3.0'; echo ' leptonica-1.82.0'", True),
        ("echo 'tesseract 4.1.1'", False),
        ("echo tesseract", False),
        ("echo 5.3.0", False),
        ("exit 1", False),
        ("exec sleep 9", False),
    ],
)
def test_only_a_library_of_the_version_of_the_command_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, *, is_used: bool
) -> None:
    command = tmp_path / "reader"
    command.write_text(f"#!/bin/sh\n{says}\n")
    command.chmod(0o755)
    monkeypatch.setattr(library, "_library", lambda: SimpleNamespace(TessVersion=lambda: b"5.3.0"))
    monkeypatch.setattr(library, "_loaded", lambda language: language)
    found: object = engine_of(str(command), "eng", 0.5 if "sleep" in says else SECONDS)
    assert found == ("eng" if is_used else None)


class Fake(SimpleNamespace):
    """A library that says of each thing asked of it that it went well."""

    def __init__(self, called: list[str]) -> None:
        """Note in ``called`` what is asked."""
        super().__init__(called=called)

    def __getattr__(self, name: str) -> Callable[..., int]:
        return lambda *_: self.called.append(name) or 0


def test_a_language_is_given_back_and_no_table_is_a_page_without_words() -> None:
    called: list[str] = []
    made = Engine(Fake(called), "eng")  # type: ignore[arg-type]  # it answers as a library does
    assert made.table_of(Image.new("L", (9, 9)), 300, SECONDS) == ""
    made._close()
    assert called[0] == "TessBaseAPICreate"
    assert called[-1] == "TessBaseAPIDelete"
    assert called.count("TessMonitorCreate") == called.count("TessMonitorDelete") == called.count("TessBaseAPIClear")


@pytest.mark.parametrize(("table", "text"), [("5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96\tpain\n", "pain"), (None, None)])
def test_the_table_of_the_library_is_read_as_that_of_the_command(
    monkeypatch: pytest.MonkeyPatch, table: str | None, text: str | None
) -> None:
    loaded = SimpleNamespace(table_of=lambda *_: table)
    monkeypatch.setattr("openimr.casefile.pages.tesseract.engine_of", lambda *_: loaded)
    sight = read_with_tesseract(Image.new("L", (9, 9)), Ocr(command="sh"), 300)
    assert (sight.text if sight else None) == text
