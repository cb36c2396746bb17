"""Keeps an index as bytes, and opens it again; a damaged one is refused with what to do.

An index is made anew from the pages at any time, so that one of another version or another kind of machine is refused
and not converted.
"""

from __future__ import annotations

import hashlib
import sys

import msgspec

from openimr.casefile.search.index import SearchIndex, Stored
from openimr.errors import Fault, MalformedData

__all__ = ["load", "save"]

_HEAD = f"OpenIMR search 2 {sys.byteorder}\n".encode()
"""Version of the layout, and the order of bytes of the machine that made it."""


def save(index: SearchIndex) -> bytes:
    """The index as bytes; the same pages give the same bytes."""
    content = msgspec.msgpack.encode(index.stored)
    return _HEAD + hashlib.sha256(content).digest() + content


def load(content: bytes) -> SearchIndex:
    """The index that was saved.

    Raises:
        MalformedData: these are not the bytes of an index, they are damaged, or of another version or kind of machine.
    """
    if not content.startswith(_HEAD):
        raise _refused("It is no index of this version and kind of machine.")
    body = memoryview(content)[len(_HEAD) + 32 :]
    if hashlib.sha256(body).digest() != content[len(_HEAD) : len(_HEAD) + 32]:
        raise _refused("It is damaged.")
    try:
        return SearchIndex(msgspec.msgpack.decode(body, type=Stored))
    except (msgspec.DecodeError, TypeError, ValueError) as error:
        raise _refused("Its parts do not fit each other.") from error


def _refused(what: str) -> MalformedData:
    return MalformedData([Fault("index", what, "Index the case file again.")], where="search index")
