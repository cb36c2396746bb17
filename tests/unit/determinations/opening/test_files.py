from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from openimr.determinations.opening import (
    LIMITS,
    Limits,
    MediaType,
    Original,
    Piece,
    Unopened,
    open_bytes,
    open_path,
    open_piece,
    open_stream,
    pieces,
)
from openimr.errors import Fault, MalformedData

Packed = Callable[[dict[str, bytes]], bytes]


def one(data: bytes, *, limits: Limits = LIMITS) -> Original:
    (original,) = open_bytes(data, name="a", limits=limits)
    assert isinstance(original, Original), original
    return original


def refused(data: bytes, *, limits: Limits = LIMITS) -> str:
    (refusal,) = open_bytes(data, name="a", limits=limits)
    assert isinstance(refusal, Unopened), refusal
    assert refusal.where == "a"
    assert refusal.what.endswith(".")
    return refusal.explain()


def test_a_text_is_opened_with_the_digest_of_its_bytes() -> None:
    original = one(b"words\x0cmore\x0c")
    assert original.text == "words\x0cmore\x0c"
    assert original.page_starts == (0, 6, 11)
    assert original.sha256 == hashlib.sha256(b"words\x0cmore\x0c").hexdigest()
    assert original.media_type is MediaType.TEXT
    assert one(b"words").page_starts == ()


def test_a_pdf_is_a_pdf_whatever_it_is_called(typeset: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(typeset("words"))
    (original,) = open_path(tmp_path / "letter.txt")
    assert isinstance(original, Original)
    assert original.media_type is MediaType.PDF
    assert original.text == "words\n"


def test_html_and_docx_are_opened() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("words")
    document.save(file)
    assert one(file.getvalue()).media_type is MediaType.DOCX
    assert one(b"<html><p>words").media_type is MediaType.HTML
    assert "limit" in refused(file.getvalue(), limits=Limits(document_bytes=100))


@pytest.mark.parametrize("data", [b"", b" \n\t", b"<html></html>"])
def test_what_has_no_word_is_empty(data: bytes) -> None:
    assert "It is empty." in refused(data)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"{\\rtf1", b"\x1f\x8b\x08", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_text_is_refused_with_what_it_is_and_a_remedy(data: bytes) -> None:
    assert "not text" in refused(data)
    assert refused(data).count(". ") >= 1


def test_other_office_documents_are_refused(packed: Packed) -> None:
    assert "no letter" in refused(packed({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}))
    assert "no letter" in refused(packed({"mimetype": b"x", "META-INF/manifest.xml": b"x"}))


def test_our_json_is_opened_one_by_one() -> None:
    assert one(b'\xef\xbb\xbf{"layout": "L4a"}').text == '{"layout": "L4a"}'
    names = [(it.name, it.text) for it in open_bytes(b'[{"a": 1},\n {"b": 2}]', name="a") if isinstance(it, Original)]
    assert names == [("a[0]", '{"a": 1}'), ("a[1]", '{"b": 2}')]
    names = [(it.name, it.text) for it in open_bytes(b'{"a": 1}\n\n{"b": 2}\n', name="a") if isinstance(it, Original)]
    assert names == [("a:1", '{"a": 1}'), ("a:3", '{"b": 2}')]


def test_an_empty_list_holds_nothing() -> None:
    assert list(open_bytes(b"[]", name="a")) == []


@pytest.mark.parametrize("data", [b'{"a": ', b'[{"a": 1}, ', b'{"a": 1} and words', b'{"a": 1'])
def test_json_that_is_cut_off_says_so(data: bytes) -> None:
    assert "cut off or broken" in refused(data)


def test_a_broken_line_of_json_lines_does_not_stop_the_others() -> None:
    kinds = [type(it) for it in open_bytes(b'{"a": 1}\n{"b": \n{"c": 3}', name="a")]
    assert kinds == [Original, Unopened, Original]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    (refusal,) = open_path(tmp_path / "none.pdf")
    assert isinstance(refusal, Unopened)
    assert "no such file" in refusal.what
    assert refusal.where.endswith("none.pdf")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_is_refused(path: str) -> None:
    (refusal,) = open_path(path)
    assert isinstance(refusal, Unopened)


def test_a_device_is_refused_and_not_read() -> None:
    (refusal,) = open_path("/dev/zero")
    assert isinstance(refusal, Unopened)
    assert "no file" in refusal.what


def test_a_pipe_that_is_given_is_read_and_one_in_a_folder_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (refusal,) = open_path(tmp_path)
    assert isinstance(refusal, Unopened)

    def write() -> None:
        with (tmp_path / "pipe").open("wb") as pipe:
            pipe.write(b"words")

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    (original,) = open_path(tmp_path / "pipe")
    writer.join()
    assert isinstance(original, Original)


def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib knows no names of bytes
        file.write(b"words")
    (original,) = open_path(tmp_path)
    assert isinstance(original, Original)
    assert original.name.encode("utf-8")


def test_a_gigabyte_of_text_is_refused_with_its_rest_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"words\n" * 1000)
        file.truncate(1024**3)
    stream = Counting(path)
    (refusal,) = open_stream(stream, name="large.txt")
    assert isinstance(refusal, Unopened)
    assert "more than 8,388,608 bytes" in refusal.what
    assert stream.count <= LIMITS.text_bytes + 1
    stream.close()
    (same,) = open_path(path)
    assert isinstance(same, Unopened)


class Counting(io.FileIO):
    """A file that counts the bytes that are asked of it."""

    count = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.count += len(data or b"")
        return data or b""


class Failing(io.RawIOBase):
    """A file on a disk that fails."""

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - the interface asks for it
        raise OSError(5, "Input/output error")


def test_a_disk_that_fails_is_told() -> None:
    (refusal,) = open_stream(Failing(), name="a")  # type: ignore[arg-type]  # raw files are read the same way
    assert isinstance(refusal, Unopened)
    assert "Input/output error" in refusal.what


def test_a_stream_is_opened() -> None:
    (original,) = open_stream(io.BytesIO(b"w" * 10_000), name="a")
    assert isinstance(original, Original)
    assert len(original.text) == 10_000


def test_bytes_at_hand_are_bound_by_the_same_limits() -> None:
    assert "limit is 10" in refused(b"x" * 11, limits=Limits(text_bytes=10))
    assert len(one(b"x" * 10, limits=Limits(text_bytes=10)).text) == 10


def test_standard_input_is_read_when_it_is_handed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (original,) = open_path("-", stdin=io.BytesIO(b"words"))
    assert isinstance(original, Original)
    (refusal,) = open_path("-", stdin=io.BytesIO(b"words"), limits=Limits(text_bytes=3))
    assert isinstance(refusal, Unopened)
    monkeypatch.chdir(tmp_path)
    (refusal,) = open_path("-")
    assert isinstance(refusal, Unopened)


def test_an_archive_is_opened_member_by_member_in_order(packed: Packed, tmp_path: Path) -> None:
    path = tmp_path / "letters.zip"
    path.write_bytes(packed({f"{i:03}.txt": f"words {i}".encode() for i in range(150)} | {"bad.bin": b"\x00\x01"}))
    found = list(open_path(path))
    assert [it.text for it in found[:-1] if isinstance(it, Original)] == [f"words {i}" for i in range(150)]
    assert isinstance(found[-1], Unopened)
    assert found[-1].where == f"{path}/bad.bin"
    work = list(pieces([path]))
    assert [type(it) for it in work] == [Piece] * 3
    assert len({it.key for it in work if isinstance(it, Piece)}) == 3


def test_archives_within_archives_are_opened_to_a_depth(packed: Packed) -> None:
    data = b"words"
    for _ in range(3):
        data = packed({"a": data})
    (original,) = open_bytes(data, name="x.zip")
    assert isinstance(original, Original)
    assert original.name == "x.zip/a/a/a"
    (refusal,) = open_bytes(packed({"a": data}), name="x.zip")
    assert isinstance(refusal, Unopened)
    assert "too deep" in refusal.what
    siblings = list(open_bytes(packed({"a": packed({"b": b"words"}), "c": packed({"d": b"words"})}), name="x.zip"))
    assert len(siblings) == 2


def test_archives_that_multiply_within_archives_are_refused_once(packed: Packed) -> None:
    data = b"words"
    for _ in range(5):
        data = packed({f"{i}.zip": data for i in range(4)})
    found = list(open_bytes(data, name="x.zip", limits=Limits(nested_archives=10)))
    assert "more than 10 archives" in str(found[-1])
    assert len(found) == 7  # The limit comes three levels down; what was refused before it lay too deep.
    assert all("too deep" in str(it) for it in found[:-1])


def test_all_that_comes_out_of_nested_archives_is_bounded(packed: Packed) -> None:
    inner = packed({f"{i}.txt": b"words" * 100 for i in range(5)})
    found = list(open_bytes(inner, name="x.zip", limits=Limits(nested_bytes=1200)))
    assert [type(it) for it in found] == [Original, Original, Unopened, Unopened, Unopened]


def test_a_member_of_a_file_may_use_the_whole_limit(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"words" * 100, "b.txt": b"x" * 600}))
    found = list(open_path(tmp_path / "a.zip", limits=Limits(document_bytes=500, nested_bytes=10)))
    assert [type(it) for it in found] == [Original, Unopened]


@pytest.mark.parametrize("limits", [Limits(archive_file_bytes=10), Limits(archive_members=0)])
def test_an_archive_beyond_the_limits_is_refused(packed: Packed, tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"words"}))
    (refusal,) = open_path(tmp_path / "a.zip", limits=limits)
    assert isinstance(refusal, Unopened)


def test_an_empty_archive_says_so(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({}))
    (refusal,) = open_path(tmp_path / "a.zip")
    assert isinstance(refusal, Unopened)
    assert "archive is empty" in refusal.what
    assert "archive is empty" in refused(packed({}))


def test_an_office_document_on_disk_is_one_file(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(packed({"[Content_Types].xml": b"x", "ppt/x.xml": b"x"}))
    (refusal,) = open_path(tmp_path / "a.docx")
    assert isinstance(refusal, Unopened)
    assert "no letter" in refusal.what


def test_a_file_that_vanishes_between_finding_and_opening_is_refused(packed: Packed, tmp_path: Path) -> None:
    for name, data in (("a.txt", b"words"), ("b.zip", packed({"a.txt": b"words"}))):
        path = tmp_path / name
        path.write_bytes(data)
        (piece,) = pieces([path])
        assert isinstance(piece, Piece)
        path.unlink()
        (refusal,) = open_piece(piece)
        assert isinstance(refusal, Unopened)


def test_a_piece_can_be_parted_into_its_members() -> None:
    assert len(Piece(path="a.zip", first=2, last=5).singles()) == 3
    assert Piece(path="a.txt").singles() == (Piece(path="a.txt"),)


def test_work_knows_what_is_risky(tmp_path: Path, typeset: Callable[[str], bytes]) -> None:
    (tmp_path / "letter.typ").write_bytes(typeset("words"))
    (tmp_path / "b.txt").write_bytes(b"words")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "loop").symlink_to(tmp_path)
    found = list(pieces([tmp_path]))
    assert [isinstance(it, Piece) and it.is_risky for it in found] == [False, False, True]


def test_a_refusal_holds_every_fault_of_an_error() -> None:
    faults = [Fault("dates.injury", "It is no date.", "Write 2014-08-06."), Fault("layout", "It is missing.")]
    assert Unopened.of(MalformedData(faults), where="a.json").explain() == (
        "a.json: 2 things in it cannot be used. dates.injury: It is no date. Write 2014-08-06. layout: It is missing."
    )
    refusal = Unopened(where="a", what="It is empty.", why="No bytes.", remedy="Look again.")
    assert Unopened.of(refusal.error()) == refusal
    assert refusal.explain() == "a: It is empty. No bytes. Look again."
