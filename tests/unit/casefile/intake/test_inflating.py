from __future__ import annotations

import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Name

from openimr.casefile.intake.inflating import unpacked_bytes

RUN_OF_128 = bytes([129, 65]) * 1000 + bytes([128])


def counted(data: bytes, filters: list[str], most: int = 1 << 40) -> int:
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, data)
        if filters:
            stream.Filter = Array([Name(f"/{name}") for name in filters])
        return unpacked_bytes(stream, most)


@given(st.binary(max_size=300_000), st.integers(1, 3))
def test_packed_streams_are_counted_as_they_unpack(data: bytes, layers: int) -> None:
    packed = data
    for _ in range(layers):
        packed = zlib.compress(packed)
    assert counted(packed, ["FlateDecode"] * layers) == len(data)


def test_counting_ends_soon_after_the_limit() -> None:
    packed = zlib.compress(bytes(100_000_000))
    assert 5_000_000 < counted(packed, ["FlateDecode"], 5_000_000) <= 6_100_000


def test_a_stream_broken_on_its_way_counts_as_far_as_it_goes() -> None:
    packed = zlib.compress(b"x" * 1000)
    assert counted(packed[:-6] + b"\xff\xff", ["FlateDecode"]) <= 1000
    assert counted(b"nothing packed", ["FlateDecode"]) == 0


def test_what_stands_after_the_end_of_a_stream_does_not_count() -> None:
    assert counted(zlib.compress(b"x" * 10) + b"y" * 100_000, ["FlateDecode"]) == 10


def test_what_cannot_be_unpacked_at_all_does_not_count() -> None:
    assert counted(b"xx", ["ASCII85Decode", "FlateDecode"]) == 0


@pytest.mark.parametrize(("data", "filters", "expected"), [
    (RUN_OF_128, ["RunLengthDecode"], 128_000),
    (zlib.compress(b"x" * 50).hex().encode() + b">", ["ASCIIHexDecode", "FlateDecode"], 50),
    (bytes.fromhex("800b6050220c0c8501"), ["LZWDecode"], 10),
    (b"414243>", ["ASCIIHexDecode"], 0),
    (zlib.compress(b"x" * 50), ["FlateDecode", "DCTDecode"], 0),
    (b"plain", [], 0),
])  # fmt: skip
def test_other_packings_count_only_where_they_grow(data: bytes, filters: list[str], expected: int) -> None:
    assert counted(data, filters) == expected


def test_a_single_packing_may_be_given_by_its_name() -> None:
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, zlib.compress(b"x" * 20))
        stream.Filter = Name.FlateDecode
        assert unpacked_bytes(stream, 100) == 20
