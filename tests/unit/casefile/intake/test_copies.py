from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openimr.casefile.intake import copies, first_view
from openimr.casefile.intake.copies import Made, hold_memory, make_copy
from openimr.casefile.model import FileKind
from openimr.determinations.opening import Unopened
from unit.casefile.intake.factories import drawn, hostile, job, limits, picture, saved, word_file

WHOLE = {
    "pdf": saved(hostile()),
    "jpeg": picture("JPEG", "RGB"),
    "png": picture("PNG", "P"),
    "tiff": picture("TIFF", "1", compression="group4"),
    "lzw": picture("TIFF", "RGB", compression="tiff_lzw"),
    "docx": word_file("one", "two", pictures=(picture("PNG"),)),
}


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), max_size=8))
def test_a_file_changed_anywhere_is_copied_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, kind: str, changes: list[tuple[float, bytes]]
) -> None:
    data = bytearray(WHOLE[kind])
    for share, piece in changes:
        at = 8 + int(share * (len(data) - 8))
        data[at : at + len(piece)] = piece
    made = make_copy(job(tmp_path_factory.mktemp("changed"), bytes(data)))
    assert (made.refusal is None) == bool(made.pages or made.texts)


def test_a_copy_that_takes_too_much_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_MAKERS", {FileKind.TEXT: _hungry})
    monkeypatch.setattr(first_view, "clean_page", _hungry)
    made = make_copy(job(tmp_path, b"words"))
    assert made.refusal is not None
    assert made.refusal.what == "Opening it takes too much memory."
    shown = first_view._made(wish(tmp_path, 1))
    assert isinstance(shown, Unopened)
    assert shown.what == made.refusal.what


def _hungry(*_: object, **__: object) -> Made:
    raise MemoryError


def wish(folder: Path, number: int) -> first_view._Wish:
    return first_view._Wish(original=str(folder / "original"), number=number, name="scan", limits=limits())


@pytest.mark.parametrize(("number", "data", "answer"), [
    (1, saved(drawn("one")), bytes),
    (2, saved(drawn("one")), Unopened),
    (1, b"%PDF broken", Unopened),
])  # fmt: skip
def test_a_page_alone_is_shown_or_refused(tmp_path: Path, number: int, data: bytes, answer: type) -> None:
    (tmp_path / "original").write_bytes(data)
    assert isinstance(first_view._made(wish(tmp_path, number)), answer)


def test_memory_is_never_held_above_what_the_system_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[tuple[int, int]] = []
    set_limit: Callable[[int, tuple[int, int]], None] = lambda _, both: held.append(both)  # noqa: E731 - it has a type
    monkeypatch.setattr(resource, "setrlimit", set_limit)
    monkeypatch.setattr(copies, "_held_before", lambda _: 100)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (500, 1000))
    hold_memory(2000)
    hold_memory(800)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (500, resource.RLIM_INFINITY))
    hold_memory(2000)
    assert held == [(1000, 1000), (900, 1000), (2100, resource.RLIM_INFINITY)]
