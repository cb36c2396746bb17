"""An index as bytes: the same again, and refused where it is not what it must be."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.search import build, load, save, search
from openimr.errors import MalformedData
from unit.casefile.search.factories import pages

FILE = pages("Low back pain, follow-\nup", "", "knee")


def test_a_saved_index_answers_as_before() -> None:
    index = build(FILE)
    again = load(save(index))
    assert again.stored == index.stored
    for query in ("pain", '"low back"', "-knee", "kne", "follow-up"):
        assert search(again, query) == search(index, query)
    assert again.is_current(FILE)


@given(st.lists(st.text(alphabet="ab-\n. é", max_size=20), max_size=5))
def test_what_is_saved_is_loaded_the_same(texts: list[str]) -> None:
    content = save(build(pages(*texts)))
    assert save(load(content)) == content


def test_the_same_pages_in_any_order_give_the_same_bytes() -> None:
    assert save(build(FILE)) == save(build(reversed(FILE)))


@given(st.data())
def test_a_damaged_index_is_refused(data: st.DataObject) -> None:
    content = bytearray(save(build(FILE)))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(MalformedData, match="search index"):
        load(bytes(content))


@given(st.binary(max_size=60))
def test_what_is_no_index_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedData, match="search index"):
        load(content)


def test_a_cut_off_index_is_refused() -> None:
    with pytest.raises(MalformedData):
        load(save(build(FILE))[:-1])


def test_parts_that_do_not_fit_each_other_are_refused() -> None:
    whole = save(build(FILE))
    head = whole[: whole.index(b"\n") + 1]
    stored = msgspec.structs.replace(build(FILE).stored, starts=b"123")
    for content in (msgspec.msgpack.encode(stored), b"\xc1", msgspec.msgpack.encode({"pages": 1})):
        with pytest.raises(MalformedData) as caught:
            load(head + hashlib.sha256(content).digest() + content)
        assert "Index the case file again." in caught.value.explain()
