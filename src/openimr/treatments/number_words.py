"""Words for numbers as letters and requests write them, what each is worth, and the pattern that finds them.

Source: request-grammar.md, grammar sketch; the words are those of ``rulebook/vocabulary/request_words.yaml``.
"""

from __future__ import annotations

__all__ = ["NUMBER_PATTERN", "NUMBER_WORDS", "ONES", "TENS", "number_of_words"]

_IN_ORDER = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS_IN_ORDER = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UP_TO_NINETEEN = {word: number for number, word in enumerate(_IN_ORDER, start=1)}
ONES = {word: number for word, number in _UP_TO_NINETEEN.items() if number < 10}
TENS = {word: 10 * number for number, word in enumerate(_TENS_IN_ORDER, start=2)}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_SINGLE = {**_UP_TO_NINETEEN, **TENS, **_TIMES}

NUMBER_WORDS = frozenset(_SINGLE)
"""Every word that a number in words begins with."""
_ONES_PATTERN = "|".join(ONES)
# Of two words without a hyphen the second may begin a word of its own: "twenty one-hour sessions".
_AFTER_TENS = rf"(?:-(?:{_ONES_PATTERN})|\s(?:{_ONES_PATTERN})(?!-))\b"
NUMBER_PATTERN = (
    rf"(?:(?:{'|'.join(TENS)})(?:{_AFTER_TENS})?|{'|'.join(sorted({*_SINGLE} - {*TENS}, key=len, reverse=True))})"
)
"""A number in words, in small letters; what may stand after it is for whoever uses the pattern to say."""


def number_of_words(words: str) -> int | None:
    """What a number in words is worth, with or without a hyphen; ``None`` where the words are none.

    >>> number_of_words("twelve"), number_of_words("twenty-four"), number_of_words("thirty six"), number_of_words("a")
    (12, 24, 36, None)
    """
    first, _, second = words.replace("-", " ").partition(" ")
    if not second:
        return _SINGLE.get(first)
    return TENS[first] + ONES[second] if first in TENS and second in ONES else None
