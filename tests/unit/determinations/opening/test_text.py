from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.opening.text import decode
from openimr.errors import UnreadableFile

LETTER = "The worker’s café — “Upheld”.\r\nIt is not medically necessary.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_letter_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(LETTER.encode(encoding), name="a.txt") == LETTER


def test_latin_1_is_read_where_windows_has_no_such_character() -> None:
    text = "caf\xe9 cr\xe8me, d\xe9j\xe0 vu \x81 na\xefve"
    assert decode(text.encode("latin-1"), name="a.txt").startswith("caf")


def test_bytes_that_no_older_encoding_knows_still_keep_their_letters() -> None:
    assert "words" in decode(b"words \x81\x8d\x8f\x90\x9d and more words after them", name="a.txt")


def test_one_pasted_character_does_not_spoil_the_others() -> None:
    data = "“Upheld” café".encode() + b" worker\x92s"
    assert decode(data, name="a.txt") == "“Upheld” café worker’s"


def test_an_odd_number_of_bytes_is_no_utf_16() -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode("Upheld".encode("utf-16") + b"x", name="a.txt")
    assert "UTF-16" in caught.value.explain()
    assert "a.txt" in caught.value.explain()


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 20, b"abc\x00def", bytes(range(1, 32)) * 4, b"\x00"])
def test_what_is_not_text_is_refused_with_its_reason(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode(data, name="a.bin")
    assert caught.value.what == "It is not text."
    assert caught.value.why
    assert caught.value.remedy


def test_form_feeds_and_tabs_are_text() -> None:
    assert decode(b"a\tb\x0cc\x0bd\r\n", name="a.txt") == "a\tb\x0cc\x0bd\r\n"


def test_only_decoding_may_ask_for_the_western_reading() -> None:
    with pytest.raises(UnicodeEncodeError):
        "\ud800".encode("utf-8", "openimr-western")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=80))
def test_whatever_was_written_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode(), name="a.txt") == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert isinstance(decode(data, name="a"), str)
