from __future__ import annotations

import ctypes
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing.connection import Connection
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


class Elsewhere:
    """The library in a process of its own: the threads that it starts would be missed by processes forked from ours."""

    def __init__(self, command: str) -> None:
        """Use the library of ``command``."""
        self._command = command

    def tables_of(self, *pictures: Image.Image, dpi: int = 150, seconds: tuple[float, ...] = ()) -> list[str | None]:
        """The table of each picture, read one after the other by the same engine."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        limits = seconds or (SECONDS,) * len(pictures)
        child = context.Process(target=_read, args=(theirs, self._command, pictures, dpi, limits))
        child.start()
        theirs.close()
        told: list[str | None] = ours.recv()
        child.join()
        return told


def _read(
    line: Connection, command: str, pictures: tuple[Image.Image, ...], dpi: int, limits: tuple[float, ...]
) -> None:
    engine = engine_of(command, "eng", SECONDS)
    assert engine is not None
    line.send([engine.table_of(picture, dpi, limit) for picture, limit in zip(pictures, limits, strict=True)])


@pytest.fixture
def engine(program: Callable[[str], str]) -> Elsewhere:
    command, loaded = program("tesseract"), library._library()
    if sys.platform != "linux" or loaded is None or loaded.TessVersion().decode() != library._version(command, SECONDS):
        pytest.skip("the library of tesseract is not on this machine; the command stands in for it")
    return Elsewhere(command)


@pytest.mark.ocr
def test_the_library_reads_what_the_command_reads_word_for_word_and_box_for_box(engine: Elsewhere) -> None:
    [told] = engine.tables_of(page())
    assert told is not None
    by_command = read_with_tesseract(page(), Ocr(), 150)
    assert read_table(told) == by_command
    assert by_command is not None
    assert by_command.text.split() == NOTE.split()


@pytest.mark.ocr
def test_a_page_reads_the_same_whatever_was_read_before_it(engine: Elsewhere) -> None:
    first, _, again = engine.tables_of(page(), tilted(page(), 180), page())
    assert again == first


@pytest.mark.ocr
def test_a_page_that_takes_too_long_is_not_read_and_the_next_one_is(engine: Elsewhere) -> None:
    late, in_time = engine.tables_of(page(), page(), seconds=(0.0, SECONDS))
    assert late is None
    assert in_time


@pytest.mark.ocr
@pytest.mark.parametrize("size", [(1, 1), (9, 9), (40_000, 1)])
def test_a_picture_of_no_page_gives_no_word(engine: Elsewhere, size: tuple[int, int]) -> None:
    [told] = engine.tables_of(Image.new("L", size, 255), dpi=300)
    assert read_table(told or "").text == ""


@pytest.mark.ocr
def test_a_picture_in_colour_is_read_in_greys(engine: Elsewhere) -> None:
    in_colour, in_greys = engine.tables_of(page().convert("RGB"), page())
    assert in_colour == in_greys


def test_the_process_that_starts_others_never_loads_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("openimr.casefile.pages.tesseract.engine_of", load)
    assert read_with_tesseract(Image.new("L", (9, 9)), Ocr(command="false"), 300) is None


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
    monkeypatch.setattr("openimr.casefile.pages.tesseract.parent_process", object)
    sight = read_with_tesseract(Image.new("L", (9, 9)), Ocr(command="sh"), 300)
    assert (sight.text if sight else None) == text
