"""Brings words and numbers as a scanner misreads them into one spelling, so that they can be compared.

Source: the project's choice of confusions, measured on invented files.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["digits_of", "folded", "has_odd_letters", "skeleton_of"]

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_SILENT = frozenset("'’‘`´-.\u00ad")
# Each letter and figure that is read for another one becomes the same letter.
_ALIKE = str.maketrans(
    {"0": "o", "q": "o", "1": "l", "i": "l", "!": "l", "|": "l", "5": "s", "8": "b", "6": "b", "4": "a", "3": "e",
     "7": "t", "2": "z", "9": "g", "$": "s", "@": "a", "j": "l", "v": "u", "c": "e"}
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("li", "h"), ("uu", "w"))
_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "Z": "2", "z": "2", "S": "5",
     "s": "5", "B": "8"}
)  # fmt: skip


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """``word`` in small letters, without accents, apostrophes, hyphens and full stops.

    >>> folded("O’Néil-García")
    'oneilgarcia'
    """
    bare = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(letter for letter in bare if letter not in _SILENT and not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def skeleton_of(word: str) -> str:
    """A folded word with letters and figures that scanners confuse made equal; equal words may have been one.

    >>> skeleton_of("g0rnez") == skeleton_of("gomez")
    True
    """
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    return word.translate(_ALIKE)


def has_odd_letters(word: str) -> bool:
    """Whether ``word`` mixes letters with figures or strokes, as misread words do.

    >>> has_odd_letters("G0mez"), has_odd_letters("Gomez"), has_odd_letters("2014")
    (True, False, False)
    """
    return any(letter.isalpha() for letter in word) and any(letter.isdigit() or letter in "|!$@" for letter in word)


def digits_of(number: str) -> str:
    """The figures of a number, letters that are misread figures included.

    >>> digits_of("l23-4S-67B9")
    '123456789'
    """
    return "".join(letter for letter in number.translate(_DIGITS) if letter in "0123456789")
