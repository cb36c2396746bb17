from __future__ import annotations

import contextlib
import hashlib
import io
import os
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Name
from PIL import Image

from effort import HANG_SECONDS
from openimr.casefile.intake import Receipt, ScanResult, Step, Verdict, receive
from openimr.casefile.intake.arrivals import Arrival
from openimr.casefile.intake.copies import Job, Made
from openimr.casefile.intake.keeping import Keeper, alone
from openimr.casefile.model import FileKind
from openimr.casefile.store import FolderStore
from openimr.errors import Conflict, UnreadableFile
from unit.casefile.intake.factories import AT, drawn, hostile, limits, packed, picture, saved, word_file


def upload(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def taken(store: FolderStore, *paths: Path, **changes: float) -> Receipt:
    return receive(paths, store, at=AT, limits=limits(**changes))


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def left_over(store: FolderStore) -> list[str]:
    """What is half done in the store."""
    return sorted(
        str(path) for path in store.folder.rglob("*") if ".part" in path.name or ".receiving.zip" in path.name
    )


MIXED = {
    "a.pdf": saved(drawn("one", "two", "three")),
    "b/scan.tif": picture("TIFF"),
    "b/photo.jpg": picture("JPEG"),
    "c.png": picture("PNG"),
    "d.docx": word_file("one", "two"),
    "e.txt": b"one\ftwo",
}


def test_files_of_all_kinds_become_pages_in_one_running_count(tmp_path: Path, store: FolderStore) -> None:
    receipt = taken(store, upload(tmp_path / "in", MIXED))
    assert not receipt.refused
    told = [(file.kind, file.pages, file.first_running) for file in receipt.received]
    assert told == [
        (FileKind.PDF, 3, 1),
        (FileKind.JPEG, 1, 4),
        (FileKind.TIFF, 1, 5),
        (FileKind.PNG, 1, 6),
        (FileKind.DOCX, 2, 7),
        (FileKind.TEXT, 2, 9),
    ]
    assert store.manifest().files == receipt.received
    for file in receipt.received:
        with pikepdf.open(store.copy(file.digest)) as pdf:
            assert len(pdf.pages) == file.pages
    assert not left_over(store)


def test_an_original_is_kept_as_it_came_under_its_digest(tmp_path: Path, store: FolderStore) -> None:
    data = saved(hostile())
    (file,) = taken(store, upload(tmp_path / "in", {"a.pdf": data})).received
    original = store.original(file.digest)
    assert file.digest == digest_of(data)
    assert original.read_bytes() == data
    assert original.stat().st_mode & 0o222 == 0
    assert file.received_at == AT
    assert file.size_bytes == len(data)
    assert "launches of programs: 1" in file.removed


def test_the_same_file_twice_is_one_file_with_two_names(tmp_path: Path, store: FolderStore) -> None:
    data = saved(drawn("one"))
    folder = upload(tmp_path / "in", {"a.pdf": data, "b.pdf": data, "c.txt": b"other"})
    receipt = taken(store, folder)
    assert [len(file.names) for file in receipt.received] == [2, 1]
    assert [file.first_running for file in receipt.received] == [1, 2]
    assert f"It is the same file as {folder / 'a.pdf'}, and is kept once." in {note.says for note in receipt.notices}
    again = taken(store, upload(tmp_path / "later", {"z.pdf": data}))
    assert again.received[0].names == tuple(str(tmp_path / name) for name in ("in/a.pdf", "in/b.pdf", "later/z.pdf"))
    assert len(store.manifest().files) == 2


def test_running_numbers_go_on_over_uploads(tmp_path: Path, store: FolderStore) -> None:
    taken(store, upload(tmp_path / "one", {"a.pdf": saved(drawn("1", "2"))}))
    receipt = taken(store, upload(tmp_path / "two", {"b.pdf": saved(drawn("3"))}))
    assert receipt.received[0].first_running == 3


def test_running_numbers_follow_the_upload_with_any_number_of_processes(tmp_path: Path, store: FolderStore) -> None:
    files = {f"{number:02}.pdf": saved(drawn(*["x"] * (1 + number % 3), str(number))) for number in range(12)}
    receipt = receive([upload(tmp_path / "in", files)], store, at=AT, processes=2)
    assert [Path(file.names[0]).name for file in receipt.received] == sorted(files)
    expected = 1
    for file in receipt.received:
        assert file.first_running == expected
        expected += file.pages


def test_giving_an_upload_again_changes_nothing_and_copies_nothing(tmp_path: Path, store: FolderStore) -> None:
    folder = upload(tmp_path / "in", {**MIXED, "bad.pdf": b"%PDF-1.7 broken"})
    first = taken(store, folder)
    before = {path: path.stat().st_mtime_ns for path in (store.folder / "files").rglob("*")}
    manifest = (store.folder / "manifest.json").read_bytes()
    second = taken(store, folder)
    assert second.received == first.received
    assert second.refused == first.refused
    assert {path: path.stat().st_mtime_ns for path in (store.folder / "files").rglob("*")} == before
    assert (store.folder / "manifest.json").read_bytes() == manifest


class _Stopped(Exception):
    pass


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 20))
def test_a_run_stopped_anywhere_is_taken_up_by_the_next(tmp_path_factory: pytest.TempPathFactory, after: int) -> None:
    tmp_path = tmp_path_factory.mktemp("stopped")
    store = FolderStore(tmp_path / "case")
    folder = upload(tmp_path / "in", MIXED)
    steps = iter(range(after))

    def stop(_: Step) -> None:
        if next(steps, None) is None:
            raise _Stopped

    with contextlib.suppress(_Stopped):
        receive([folder], store, at=AT, progress=stop)
    receipt = taken(store, folder)
    assert [file.first_running for file in receipt.received] == [1, 4, 5, 6, 7, 9]
    assert store.manifest().files == receipt.received
    assert not left_over(store)
    assert {path.parent.name for path in (store.folder / "files").glob("*/*")} == {f.digest for f in receipt.received}


def test_half_copies_of_a_killed_run_are_cleaned_away(tmp_path: Path, store: FolderStore) -> None:
    store.quarantine(".receiving.part").write_bytes(b"half")
    store.quarantine(".receiving.zip-1").write_bytes(b"half")
    data = saved(drawn("one"))
    store.original(digest_of(data)).write_bytes(data)
    store.copy(digest_of(data)).with_name(".copy.pdf.part").write_bytes(b"half")
    taken(store, upload(tmp_path / "in", {"a.pdf": data}))
    assert not left_over(store)


def test_a_copy_that_was_lost_is_made_again_under_the_same_numbers(tmp_path: Path, store: FolderStore) -> None:
    folder = upload(tmp_path / "in", {"a.pdf": saved(drawn("one")), "b.pdf": saved(drawn("two"))})
    first = taken(store, folder)
    store.copy(first.received[0].digest).unlink()
    assert taken(store, folder).received == first.received
    assert store.copy(first.received[0].digest).exists()


def test_a_name_that_claims_another_kind_is_told(tmp_path: Path, store: FolderStore) -> None:
    receipt = taken(store, upload(tmp_path / "in", {"a.pdf": picture("JPEG", dpi=(100, 100))}))
    assert receipt.received[0].kind is FileKind.JPEG
    assert "Its name ends in .pdf, but it is a JPEG picture and was taken as that." in {
        note.says for note in receipt.notices
    }


def test_progress_tells_each_piece_and_each_file(tmp_path: Path, store: FolderStore) -> None:
    steps: list[Step] = []
    pdf = drawn("one")
    pdf.pages[0].obj.Thumb = pdf.make_stream(os.urandom(1_500_000))
    data = saved(pdf)
    receive([upload(tmp_path / "in", {"a.pdf": data})], store, at=AT, progress=steps.append)
    assert [step.copied_bytes for step in steps] == [1_048_576, len(data), 0]
    assert steps[-1].files_done == 1


# What cannot be taken

SPREADSHEET = packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""})


@pytest.mark.parametrize(("name", "data", "what"), [
    ("empty.pdf", b"", "It is empty."),
    ("page.html", b"<html><body>x</body></html>", "It is an HTML page."),
    ("run.exe", b"MZ\x90\x00" + bytes(200), "It is a program."),
    ("photo.heic", b"\x00\x00\x00\x18ftypheic", "It is a HEIC photograph."),
    ("sheet.xlsx", SPREADSHEET, "It is an office document, but no Word document."),
    ("sheet.ods", packed({"mimetype": b"x", "META-INF/manifest.xml": b""}),
     "It is an office document, but no Word document."),
    ("broken.zip", b"PK\x03\x04 broken", "It begins like a zip archive but is broken or cut off."),
    ("empty.zip", packed({}), "The archive is empty."),
])  # fmt: skip
def test_what_is_no_record_is_refused_with_a_remedy_and_the_rest_goes_on(
    tmp_path: Path, store: FolderStore, name: str, data: bytes, what: str
) -> None:
    receipt = taken(store, upload(tmp_path / "in", {name: data, "z.txt": b"Neck pain."}))
    assert [(Path(file.name).name, file.what) for file in receipt.refused] == [(name, what)]
    assert receipt.refused[0].remedy
    assert not receipt.refused[0].is_quarantined
    assert len(receipt.received) == 1
    assert store.manifest().refused == receipt.refused


def looped() -> bytes:
    pdf = drawn("one", "two")
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages.Kids[0], pdf.Root.Pages])
    return saved(pdf)


def by_hand(*objects: bytes, catalogue: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a true table of where they are: libraries would not write it."""
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, 2)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj " % number + content + b" endobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer <</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (catalogue, len(objects) + 1, start))
    return out.getvalue()


def nested_tree(depth: int) -> bytes:
    """A page tree of so many levels."""
    levels = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % number for number in range(3, depth + 1)]
    page = b"<</Type/Page/MediaBox[0 0 9 9]/Parent %d 0 R>>" % (depth - 1)
    return by_hand(b"<</Type/Catalog/Pages 2 0 R>>", *levels, page)


def deep_array() -> bytes:
    return by_hand(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0/X " + b"[" * 300_000 + b">>")


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>"
    return by_hand(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids), *[page] * count
    )


def bomb_in_an_object_stream() -> bytes:
    """A catalogue in a stream that unpacks to 1 GB, which opening the file at all would unpack whole."""
    first = b"1 0 <</Type/Catalog/Pages 2 0 R>>".ljust(1 << 20)
    packer = zlib.compressobj(9)
    content = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    blank = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    content += blank * 1023 + packer.flush()
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, 2)
    places = []
    for number, body in (
        (2, b"<</Type/Pages/Kids[4 0 R]/Count 1>>"),
        (
            3,
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(content)
            + content
            + b"\nendstream",
        ),
        (4, b"<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>"),
    ):
        places.append(out.tell())
        out.write(b"%d 0 obj " % number + body + b" endobj\n")
    start = out.tell()
    rows = [(0, 0, 0), (2, 3, 0), *((1, place, 0) for place in places), (1, start, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4) + bytes([index]) for kind, place, index in rows)
    out.write(b"5 0 obj <</Type/XRef/W[1 4 1]/Size 6/Root 1 0 R/Length %d>>stream\n" % len(table) + table)
    out.write(b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def gigapixel_tiff() -> bytes:
    """A small picture that claims to have 40,000 by 30,000 pixels."""
    file = io.BytesIO()
    Image.new("1", (7, 7)).save(file, "TIFF", compression="group4")
    data = bytearray(file.getvalue())
    for tag, size in ((256, 40_000), (257, 30_000)):
        at = data.index(tag.to_bytes(2, "little") + b"\x03\x00\x01\x00\x00\x00")
        data[at + 8 : at + 10] = size.to_bytes(2, "little")
    return bytes(data)


def gigapixel_png() -> bytes:
    data = picture("PNG")
    head = b"IHDR" + (40_000).to_bytes(4) + (30_000).to_bytes(4) + data[24:29]
    return data[:12] + head + zlib.crc32(head).to_bytes(4) + data[33:]


def gigapixel_inside() -> bytes:
    pdf = drawn("one")
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(
        P=pdf.make_stream(b"", Subtype=Name.Image, Width=40_000, Height=30_000)
    )
    return saved(pdf)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "loop": looped,
    "deep-tree": lambda: nested_tree(20_000),
    "deep-array": deep_array,
    "object-stream": bomb_in_an_object_stream,
    "100,000-pages": lambda: many_pages(100_000),
    "1-gigapixel-tiff": gigapixel_tiff,
    "1-gigapixel-png": gigapixel_png,
    "1-gigapixel-in-pdf": gigapixel_inside,
    "password": lambda: saved(drawn("one"), pikepdf.Encryption(owner="o", user="u")),
    "cut-off": lambda: saved(drawn("one"))[:400],
    "nonsense": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_kept_apart_in_bounded_time_and_the_rest_goes_on(
    tmp_path: Path, store: FolderStore, kind: str
) -> None:
    data = HOSTILE[kind]()
    folder = upload(tmp_path / "in", {"a.pdf": data, "b.txt": b"Neck pain."})
    begun = time.monotonic()
    receipt = taken(store, folder, work_seconds=20, work_bytes=400_000_000)
    assert time.monotonic() - begun < HANG_SECONDS
    (refused,) = receipt.refused
    assert refused.is_quarantined
    assert refused.remedy
    assert refused.digest == digest_of(data)
    assert store.quarantine(refused.digest).read_bytes() == data
    assert not (store.folder / "files" / refused.digest).exists()
    assert [file.kind for file in receipt.received] == [FileKind.TEXT]
    assert receipt.received[0].first_running == 1


def test_a_file_that_takes_too_long_is_kept_apart(tmp_path: Path, store: FolderStore) -> None:
    pdf = drawn("one")
    content = zlib.compress(bytes(50_000_000), 1)
    for number in range(100):
        stream = pikepdf.Stream(pdf, content)
        stream.Filter = Name.FlateDecode
        pdf.pages[0].obj[f"/X{number}"] = pdf.make_indirect(stream)
    folder = upload(tmp_path / "in", {"a.pdf": saved(pdf), "b.txt": b"x"})
    receipt = taken(store, folder, work_seconds=2, streams_bytes=1 << 40)
    assert [file.what for file in receipt.refused] == ["Opening it takes too long."]
    assert len(receipt.received) == 1


def test_a_file_refused_under_two_names_is_told_twice(tmp_path: Path, store: FolderStore) -> None:
    data = saved(drawn("one"))[:400]
    receipt = taken(store, upload(tmp_path / "in", {"a.pdf": data, "b.pdf": data}))
    assert [Path(file.name).name for file in receipt.refused] == ["a.pdf", "b.pdf"]


def test_a_file_that_was_kept_apart_may_be_taken_later(tmp_path: Path, store: FolderStore) -> None:
    folder = upload(tmp_path / "in", {"a.pdf": saved(drawn("one", "two"))})
    digest = taken(store, folder, pages=1).refused[0].digest
    assert store.quarantine(digest).exists()
    assert taken(store, folder).received[0].pages == 2
    assert store.manifest().refused == ()
    assert not store.quarantine(digest).exists()


def test_a_file_in_the_case_file_is_never_taken_out_of_it(tmp_path: Path, store: FolderStore) -> None:
    folder = upload(tmp_path / "in", {"a.pdf": saved(drawn("one", "two"))})
    first = taken(store, folder)
    store.copy(first.received[0].digest).unlink()
    assert taken(store, folder, pages=1).refused
    assert store.manifest().files == first.received
    assert store.original(first.received[0].digest).exists()


@pytest.mark.parametrize(("most", "is_refused"), [(9, False), (8, True)])
def test_a_file_may_have_so_many_bytes(tmp_path: Path, store: FolderStore, most: int, is_refused: bool) -> None:
    receipt = taken(store, upload(tmp_path / "in", {"a.txt": b"Neck pain"}), file_bytes=most)
    assert bool(receipt.refused) == is_refused


def test_a_file_that_grows_while_it_is_read_is_refused_at_the_limit(tmp_path: Path, store: FolderStore) -> None:
    path = upload(tmp_path / "in", {"a.txt": b"x" * 3_000_000}) / "a.txt"

    def grow(step: Step) -> None:
        if step.copied_bytes == 1_048_576:
            with path.open("ab") as file:
                file.write(b"x" * 1_000_000)

    receipt = receive([path], store, at=AT, limits=limits(file_bytes=3_000_000), progress=grow)
    assert [file.what for file in receipt.refused] == ["It has more than 3,000,000 bytes."]


def test_a_path_that_is_not_there_or_is_no_file_is_refused(tmp_path: Path, store: FolderStore) -> None:
    os.mkfifo(tmp_path / "pipe")
    receipt = taken(store, tmp_path / "nowhere.pdf", tmp_path / "pipe", Path("a\0b"))
    assert [file.what for file in receipt.refused] == [
        "There is no such file.", "It is no file.", "It cannot be opened.",
    ]  # fmt: skip


def test_two_uploads_at_the_same_time_are_refused(tmp_path: Path, store: FolderStore) -> None:
    with alone(store), pytest.raises(Conflict):
        taken(store, upload(tmp_path / "in", MIXED))
    assert taken(store, tmp_path / "in").received


def test_a_file_over_which_its_process_dies_is_kept_apart(
    tmp_path: Path, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openimr.casefile.intake.receiving.make_copy", _die)
    receipt = taken(store, upload(tmp_path / "in", {"a.txt": b"x"}))
    assert [file.what for file in receipt.refused] == ["Opening it takes too much memory."]


def _die(_: Job) -> Made:
    os._exit(1)


class _Failing(io.BytesIO):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def read(self, _: int | None = -1, /) -> bytes:
        raise self._error


@pytest.mark.parametrize(("error", "what"), [
    (OSError(5, "Input/output error"), "Reading it failed."),
    (zlib.error("invalid block"), "It is broken in the archive."),
])  # fmt: skip
def test_a_disk_that_fails_is_told(store: FolderStore, error: Exception, what: str) -> None:
    keeper = Keeper(store, limits())

    def failing() -> _Failing:
        raise error

    for opened in (failing, lambda: _Failing(error)):
        arrival = Arrival("a.txt", 5, b"words", is_docx=False, opened=opened)
        with pytest.raises(UnreadableFile) as caught:
            keeper.copied(arrival, lambda _: None)
        assert caught.value.what == what


def test_a_fault_of_the_one_who_is_told_is_not_the_fault_of_the_file(tmp_path: Path, store: FolderStore) -> None:
    def fail(_: Step) -> None:
        raise ValueError("told")

    with pytest.raises(ValueError, match="told"):
        receive([upload(tmp_path / "in", {"a.txt": b"x"})], store, at=AT, progress=fail)


# Archives


def test_files_in_archives_within_archives_are_received(tmp_path: Path, store: FolderStore) -> None:
    inner = packed({"deep.pdf": saved(drawn("one")), "__MACOSX/x": b"x"})
    data = packed({"a.txt": b"Neck pain.", "more.zip": inner, "note.docx": word_file("one")})
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": data}))
    names = [file.names[0].removeprefix(str(tmp_path / "in") + "/") for file in receipt.received]
    assert names == ["all.zip/a.txt", "all.zip/more.zip/deep.pdf", "all.zip/note.docx"]
    assert not receipt.refused
    assert not left_over(store)


def test_archives_too_deep_within_archives_are_refused(tmp_path: Path, store: FolderStore) -> None:
    data = packed({"a.txt": b"x"})
    for _ in range(3):
        data = packed({"in.zip": data, "b.txt": data[:0] + str(len(data)).encode()})
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": data}))
    assert [file.what for file in receipt.refused] == ["It is an archive too deep within archives."]
    assert len(receipt.received) == 3


def test_archives_that_multiply_are_refused(tmp_path: Path, store: FolderStore) -> None:
    data = packed({f"{number}.zip": packed({"a.txt": b"x"}) for number in range(5)})
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": data}), nested_archives=3)
    assert len(receipt.refused) == 2
    assert receipt.refused[0].what == "It comes after 3 archives within the same archive."


def test_archives_within_an_archive_that_unpack_to_too_much_are_refused(tmp_path: Path, store: FolderStore) -> None:
    data = packed({"a.zip": packed({"a.txt": b"x" * 5000}), "b.txt": b"y"})
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": data}), nested_bytes=50)
    assert [file.what for file in receipt.refused] == ["Archives within this archive unpack to more than 50 bytes."]
    assert len(receipt.received) == 1


def test_a_bomb_in_an_archive_is_refused_before_it_is_unpacked(tmp_path: Path, store: FolderStore) -> None:
    data = packed({"a.txt": bytes(60_000_000), "b.txt": b"y"})
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": data}), archive_ratio=500)
    assert [Path(file.name).name for file in receipt.refused] == ["a.txt"]
    assert len(receipt.received) == 1


def test_broken_and_encrypted_members_are_refused_and_the_others_received(tmp_path: Path, store: FolderStore) -> None:
    data = bytearray(packed({"a.txt": b"a" * 50, "b.txt": b"b" * 50, "c.txt": b"Neck pain."}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    at = data.index(b"PK\x01\x02", at + 4)
    data[at + 16] ^= 1  # the checksum
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": bytes(data)}))
    assert [file.what for file in receipt.refused] == ["It is encrypted.", "It is broken in the archive."]
    assert len(receipt.received) == 1


def test_a_broken_archive_within_an_archive_is_refused(tmp_path: Path, store: FolderStore) -> None:
    data = bytearray(packed({"a.zip": packed({"x.txt": os.urandom(9000)}), "b.txt": b"y"}))
    with_name = data.index(b"PK\x01\x02")
    data[with_name + 16] ^= 1
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": bytes(data)}))
    assert [file.what for file in receipt.refused] == ["It is broken in the archive."]


# Scanning


class _Scanner:
    def __init__(self, *verdicts: Verdict) -> None:
        self._verdicts: Iterator[Verdict] = iter(verdicts)
        self.seen: list[bytes] = []

    def scan(self, path: Path) -> Verdict:
        self.seen.append(path.read_bytes())
        return next(self._verdicts)


def test_without_a_scanner_the_receipt_says_that_nothing_was_scanned(tmp_path: Path, store: FolderStore) -> None:
    notices = taken(store, upload(tmp_path / "in", {"a.txt": b"x"})).notices
    assert [(note.name, note.says) for note in notices] == [
        ("", "Not scanned: no scanner for harmful programs is configured.")
    ]


def test_an_infected_file_is_kept_apart_unopened_and_the_others_go_on(tmp_path: Path, store: FolderStore) -> None:
    scanner = _Scanner(
        Verdict(ScanResult.INFECTED, "Test.Signature"),
        Verdict(ScanResult.CLEAN),
        Verdict(ScanResult.NOT_SCANNED, "It is larger than the scanner takes."),
    )
    files = {"a.txt": b"infected", "b.txt": b"clean", "c.txt": b"large"}
    receipt = receive([upload(tmp_path / "in", files)], store, at=AT, scanner=scanner)
    assert scanner.seen == list(files.values())
    (refused,) = receipt.refused
    assert refused.what == "It holds a harmful program."
    assert refused.why == "The scanner names it Test.Signature."
    assert store.quarantine(refused.digest).read_bytes() == b"infected"
    assert len(receipt.received) == 2
    assert [note.says for note in receipt.notices] == ["Not scanned: It is larger than the scanner takes."]


def test_limits_are_those_of_the_rulebook() -> None:
    names = set(limits().__struct_fields__)
    assert set(msgspec.to_builtins(limits())) == names
    assert all(value > 0 for value in msgspec.to_builtins(limits()).values())


def test_a_member_whose_name_leads_up_is_taken_and_leads_nowhere(store: FolderStore, tmp_path: Path) -> None:
    data = packed({"../../up.txt": b"Neck pain.", "./here.txt": b"Back pain."})
    receipt = taken(store, upload(tmp_path / "in", {"all.zip": data}))
    names = [name.removeprefix(str(tmp_path / "in") + "/") for file in receipt.received for name in file.names]
    assert names == ["all.zip/../../up.txt", "all.zip/./here.txt"]
    assert not list(tmp_path.rglob("up.txt"))


def test_a_link_out_of_a_folder_is_refused_and_one_within_it_taken(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A file of this machine.")
    folder = upload(tmp_path / "in", {"a.txt": b"Neck pain."})
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "same.txt").symlink_to(tmp_path / "in" / "a.txt")
    receipt = taken(store, folder)
    assert [len(file.names) for file in receipt.received] == [2]
    assert [refused.what for refused in receipt.refused] == ["It is a link to a file outside of the folder."]


def test_files_of_the_case_folder_are_named_from_there_so_that_it_can_be_moved(tmp_path: Path) -> None:
    case = upload(tmp_path / "case", {"records/a.txt": b"Neck pain.", "records/b.pdf": b""})
    receipt = receive([case / "records"], FolderStore(case / "casefile"), at=AT, beside=case)
    assert [file.names for file in receipt.received] == [("records/a.txt",)]
    assert [refused.name for refused in receipt.refused] == ["records/b.pdf"]
    moved = case.rename(tmp_path / "elsewhere")
    again = receive([moved / "records"], FolderStore(moved / "casefile"), at=AT, beside=moved)
    assert [file.names for file in again.received] == [("records/a.txt",)]
