"""Makes the two prints of a page by which pages that are alike are found: of its words, and of its picture.

Near prints differ in few bits. Source: Charikar, Similarity estimation techniques from rounding algorithms (2002), for
the print of words (simhash); the difference hash of common use (dHash) for the print of the picture.
"""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from PIL import Image

__all__ = ["bits_apart", "picture_print", "words_print"]

_WORD = re.compile(r"[^\W_]+")
_LANE_BITS = 24
_LANE = (1 << _LANE_BITS) - 1
_ALL_BITS = (1 << 64) - 1
_MIX = 0x9E3779B97F4A7C15  # odd, so that the order of two words matters and no bit is lost
_LONGEST = 60_000  # shingles; a lane must hold their number, and no honest page has a tenth of it


def _spread(byte: int) -> int:
    """The bits of a byte, each in a lane of its own, so that adding numbers counts eight bits at once."""
    return sum(1 << (_LANE_BITS * bit) for bit in range(8) if byte >> bit & 1)


_SPREAD = tuple(_spread(byte) for byte in range(256))


def words_print(text: str) -> int:
    """A 64-bit print of the pairs of words that follow each other, whatever their case and marks; 0 without words."""
    words = _WORD.findall(text.lower())[:_LONGEST]
    if not words:
        return 0
    drawn_words = [_drawn(word) for word in words]
    shingles = [(one * _MIX + other) & _ALL_BITS for one, other in pairwise(drawn_words)] or drawn_words
    drawn = struct.pack(f"<{len(shingles)}Q", *shingles)  # in one order of bytes, so that a print is the same anywhere
    half = len(shingles) / 2
    value = 0
    for place in range(8):
        counts = sum(map(_SPREAD.__getitem__, drawn[place::8]))
        for bit in range(8):
            if (counts >> (_LANE_BITS * bit)) & _LANE > half:
                value |= 1 << (place * 8 + bit)
    return value or 1  # 0 says that there are no words


@lru_cache(maxsize=100_000)
def _drawn(word: str) -> int:
    """A number of 64 bits that is as good as drawn by lot for each word."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def picture_print(picture: Image.Image) -> int:
    """A 64-bit print of how light and dark follow each other from left to right, row by row; 0 where nothing does."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.BOX)
    greys = small.tobytes()
    value = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            value = value << 1 | (greys[at] > greys[at + 1])
    return value


def bits_apart(one: int, other: int) -> int:
    """In how many of their 64 bits two prints differ."""
    return (one ^ other).bit_count()
