from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import msgspec
import pikepdf
import pytest

from openimr.determinations.bulk import read_batches, read_many, read_original
from openimr.determinations.model import Determination, Layout, ProblemKind
from openimr.determinations.opening import LIMITS, MediaType, Original, Piece, Unopened, open_piece
from openimr.errors import MalformedData


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder of 150 texts, one of them unusable."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for i in range(150):
        (folder / f"{i:03}.txt").write_text(f"Letter number {i} from somebody else.\n", "utf-8")
    (folder / "077.txt").write_bytes(b"\x00\x01\x02")
    return folder


def names(results: list[Determination | Unopened]) -> list[str]:
    return [Path(it.where if isinstance(it, Unopened) else it.source.name if it.source else "?").name for it in results]


@pytest.mark.parametrize("processes", [1, 2])
def test_everything_is_read_in_order_and_one_bad_file_stops_no_other(letters: Path, processes: int) -> None:
    told: list[int] = []
    results = list(read_many([letters], processes=processes, on_progress=told.append))
    assert names(results) == [f"{i:03}.txt" for i in range(150)]
    assert [i for i, it in enumerate(results) if isinstance(it, Unopened)] == [77]
    assert told == [64, 128, 150]


def test_processes_make_no_difference_to_what_is_read(letters: Path) -> None:
    alone, together = (list(read_many([letters], processes=n)) for n in (1, 2))
    assert alone == together
    first = alone[0]
    assert isinstance(first, Determination)
    assert first.layout is Layout.UNKNOWN
    assert first.source is not None
    assert first.source.text.startswith("Letter number 0")


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert list(read_many([])) == []
    assert list(read_many([tmp_path])) == []


def test_what_is_finished_is_not_read_again(letters: Path) -> None:
    first = next(iter(read_batches([letters], names_of)))
    rest = [key for it in read_batches([letters], names_of, finished=set(first.keys)) for key in it.keys]
    assert len(first.keys) == 64
    assert len(rest) == 86
    assert not set(rest) & set(first.keys)


def names_of(determination: Determination) -> str:
    return determination.source.name if determination.source else ""


def failing(determination: Determination) -> str:
    if "3.txt" in names_of(determination):
        raise ZeroDivisionError("the patient's name")
    return ""


def test_our_own_failure_over_one_record_is_told_without_values(letters: Path) -> None:
    results = [it for batch in read_batches([letters], failing) for it in batch.results]
    told = [it for it in results if isinstance(it, Unopened) and "ZeroDivisionError" in it.what]
    assert len(results) == 150
    assert len(told) == 15
    assert not any("patient" in it.explain() for it in told)


def deadly(determination: Determination) -> str:
    if names_of(determination).endswith(("042.txt", "b.txt")):
        os._exit(9)
    return names_of(determination)


def test_a_file_that_kills_its_process_is_refused_and_named(letters: Path) -> None:
    (letters / "missing.txt").symlink_to(letters / "nowhere")
    results = [it for batch in read_batches([letters], deadly, processes=2) for it in batch.results]
    refused = [it for it in results if isinstance(it, Unopened)]
    assert [Path(it.where).name for it in refused] == ["042.txt", "077.txt", "missing.txt"]
    assert "process" in refused[0].why
    assert len(results) == 151


def test_every_refusal_can_be_stored_whatever_its_file_is_called(tmp_path: Path) -> None:
    for name in ("a.txt", "042.txt", "b.txt"):
        (tmp_path / f"\udcff-{name}").write_text("words", "utf-8")
    (tmp_path / "\udcff-dead").symlink_to("nowhere")
    (tmp_path / "\udcff-loop").symlink_to(".")
    for i in range(64):
        (tmp_path / f"{i:03}.txt").write_text("words", "utf-8")
    for work, processes in ((deadly, 2), (failing, 1)):
        results = [it for batch in read_batches([tmp_path], work, processes=processes) for it in batch.results]
        refused = [it.where for it in results if isinstance(it, Unopened)]
        assert [where for where in refused if "\ufffd-" in where]
        assert msgspec.json.encode(refused)


def test_a_risky_file_is_read_apart_even_when_it_is_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        for name in "abc":
            archive.writestr(f"{name}.txt", "words")
    (batch,) = read_batches([tmp_path / "letters.zip"], deadly, processes=2)
    assert [isinstance(it, Unopened) for it in batch.results] == [False, True, False]


def test_a_failure_in_opening_costs_its_own_member_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as archive:
        for name in "abc":
            archive.writestr(f"{name}.txt", "words")

    def breaking(piece: Piece, **_: object) -> object:
        if piece.first <= 1 < piece.last:
            raise RecursionError
        return open_piece(piece, limits=LIMITS)

    monkeypatch.setattr("openimr.determinations.bulk.open_piece", breaking)
    results = list(read_many([tmp_path / "letters.zip"]))
    assert [isinstance(it, Unopened) for it in results] == [False, True, False]
    assert isinstance(results[1], Unopened)
    assert "RecursionError" in results[1].what


def test_long_names_make_small_chunks(tmp_path: Path) -> None:
    for i in range(60):
        (tmp_path / f"{i:03}{'x' * 240}").write_text("words", "utf-8")
    batches = list(read_batches([tmp_path], names_of))
    assert len(batches) > 1
    assert sum(len(it.results) for it in batches) == 60


def test_standard_input_is_read_when_it_is_handed_in() -> None:
    (determination,) = read_many(["-"], stdin=io.BytesIO(b"words"), processes=2)
    assert isinstance(determination, Determination)
    assert names([determination]) == ["-"]


def original(text: str, media_type: MediaType = MediaType.JSON, pages_without_text: tuple[int, ...] = ()) -> Original:
    return Original(name="a", media_type=media_type, sha256="0" * 64, text=text, pages_without_text=pages_without_text)


def test_what_was_read_and_written_as_json_reads_back(letters: Path) -> None:
    for found in read_many([letters / "000.txt"]):
        words = msgspec.json.encode(found).decode()
        assert isinstance(found, Determination)
        again = read_original(original(words))
        assert again == found
        assert again.source == found.source


def test_json_without_a_source_is_its_own_source() -> None:
    source = read_original(original('{"layout": "L4a"}')).source
    assert source is not None
    assert source.name == "a"


@pytest.mark.parametrize("words", ['{"layout": "L9"}', "{}", '{"layout": "L4a", "extra": 1}'])
def test_json_of_something_else_is_refused_with_the_place(words: str) -> None:
    with pytest.raises(MalformedData) as caught:
        read_original(original(words))
    assert caught.value.where == "a"
    assert caught.value.faults[0].remedy


def test_json_of_something_else_is_a_refusal_in_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"layout": "L9"}', "utf-8")
    (refusal,) = read_many([tmp_path])
    assert isinstance(refusal, Unopened)
    assert "layout: Invalid" in refusal.explain()


def test_pages_that_need_ocr_are_a_problem_of_the_determination() -> None:
    read = read_original(original("words", MediaType.PDF, (2, 4)))
    assert read.problems[-1].kind is ProblemKind.INCOMPLETE
    assert "2, 4" in read.problems[-1].message


def test_a_pdf_is_read_by_its_text(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"")
    pdf.save(tmp_path / "a.pdf")
    (refusal,) = read_many([tmp_path / "a.pdf"], processes=2)
    assert isinstance(refusal, Unopened)
