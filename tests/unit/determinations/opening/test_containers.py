from __future__ import annotations

import inspect
import io
import os
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.opening import LIMITS, Limits, Unopened, containers
from openimr.determinations.opening.containers import archive_members, folder_files, open_archive, read_member
from openimr.errors import UnreadableFile

Packed = Callable[[dict[str, bytes]], bytes]


def opened(data: bytes) -> zipfile.ZipFile:
    return open_archive(io.BytesIO(data), name="a.zip")


def test_the_true_values_of_samples_are_passed_over_unless_their_folder_is_given(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    for name in ("a.txt", "truth/a.json", "truth/samples.json"):
        (tmp_path / name).write_text("x")
    assert len(list(folder_files(str(tmp_path)))) == 1
    assert len(list(folder_files(str(tmp_path / "truth")))) == 2


def test_a_folder_that_is_only_called_truth_is_read(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "a.txt").write_text("x")
    assert len(list(folder_files(str(tmp_path)))) == 1


def test_files_of_a_folder_come_sorted_with_those_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt", ".hidden", "__MACOSX/x", "a/Thumbs.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [str(path).removeprefix(f"{tmp_path}{os.sep}") for path in folder_files(str(tmp_path))]
    assert found == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]
    assert next(iter(folder_files(f"{tmp_path}{os.sep}"))) == f"{tmp_path}{os.sep}a{os.sep}b{os.sep}c.txt"


@given(st.sets(st.text(st.characters(exclude_characters="/\0"), min_size=1), max_size=300))
def test_names_come_in_the_order_of_their_characters_however_many_they_are(names: set[str]) -> None:
    for held in (1, 3, 64):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(containers, "_NAMES_IN_A_RUN", 5 * held)
            patch.setattr(containers, "_NAMES_IN_A_BLOCK", held)
            assert list(containers._sorted(iter(names))) == sorted(names)


def test_the_names_of_a_large_folder_are_not_all_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def __init__(self, number: int) -> None:
            self.name = f"determination-of-{number:07}.txt"

    class Folder:
        def __enter__(self) -> Iterator[Entry]:
            return map(Entry, range(100_000))

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr("os.scandir", lambda _: Folder())
    tracemalloc.start()
    try:
        first = next(iter(folder_files(str(tmp_path))))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(first, Unopened)  # it is not there
    assert first.where.endswith("0000000.txt")
    assert most < 2_500_000


def test_folders_may_lie_deeper_than_calls(tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(300):
        deepest /= "d"
    deepest.mkdir(parents=True)
    (deepest / "a.txt").write_text("x")
    (tmp_path / "e.txt").write_text("x")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        found = list(folder_files(str(tmp_path)))
    finally:
        sys.setrecursionlimit(limit)
    assert found == [str(deepest / "a.txt"), str(tmp_path / "e.txt")]


def test_a_link_to_a_folder_is_refused_so_that_no_loop_can_be_walked(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (refused,) = folder_files(str(tmp_path))
    assert isinstance(refused, Unopened)
    assert "link" in refused.what


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dead").symlink_to(tmp_path / "nothing")
    (refused,) = folder_files(str(tmp_path))
    assert isinstance(refused, Unopened)


def test_members_come_sorted_without_folders_and_leftovers(packed: Packed) -> None:
    data = packed({"b.txt": b"x", "a/": b"", "a/c.txt": b"x", "__MACOSX/b.txt": b"x", "a/.DS_Store": b"x"})
    with opened(data) as archive:
        members = archive_members(archive, name="a.zip", limits=LIMITS)
    assert [member.filename for member in members] == ["a/c.txt", "b.txt"]


def test_an_archive_that_is_cut_off_says_so(packed: Packed) -> None:
    with pytest.raises(UnreadableFile) as caught:
        opened(packed({"a.txt": b"words"})[:-10])
    assert "cut off" in caught.value.what


@pytest.mark.parametrize("limits", [Limits(archive_members=1), Limits(archive_bytes=9)])
def test_an_archive_of_too_much_is_refused_whole(packed: Packed, limits: Limits) -> None:
    with opened(packed({"a.txt": b"words", "b.txt": b"words"})) as archive, pytest.raises(UnreadableFile) as caught:
        archive_members(archive, name="a.zip", limits=limits)
    assert "limit" in caught.value.why


def read(data: bytes, *, limits: Limits = LIMITS, most: int = 10_000_000) -> bytes:
    with opened(data) as archive:
        return read_member(archive, archive.infolist()[0], name="a.zip/a.txt", limits=limits, most=most)


def refusal(data: bytes, *, most: int = 10_000_000) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data, most=most)
    assert caught.value.where == "a.zip/a.txt"
    return caught.value.explain()


def test_a_member_is_unpacked_in_memory(packed: Packed) -> None:
    assert read(packed({"../../etc/passwd": b"words"})) == b"words"


def test_a_member_that_is_too_large_is_refused(packed: Packed) -> None:
    assert read(packed({"a.txt": b"words"}), most=5) == b"words"
    assert "limit is 4" in refusal(packed({"a.txt": b"words"}), most=4)


def test_a_member_that_is_packed_too_tightly_is_refused(packed: Packed) -> None:
    assert "packed" in refusal(packed({"a.txt": b" " * 3_000_000}))
    assert len(read(packed({"a.txt": b" " * 900_000}))) == 900_000


def test_an_encrypted_member_is_refused(packed: Packed) -> None:
    data = bytearray(packed({"a.txt": b"words"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refusal(bytes(data))


def test_a_member_with_a_wrong_checksum_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", b"words")
    assert "broken" in refusal(file.getvalue().replace(b"words", b"wards"))


def test_a_member_packed_in_an_unknown_way_is_refused(packed: Packed) -> None:
    data = bytearray(packed({"a.txt": b"words"}))
    for sign, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(sign) + offset] = 98
    assert "cannot unpack" in refusal(bytes(data))
