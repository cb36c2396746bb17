"""Splits prose into sentences."""

from __future__ import annotations

import re

__all__ = ["split_sentences"]

_SENTENCE_END = re.compile(r"[.!?][\"')\]\u201d]*\s+(?=[\"'(\u201c]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Drs|Mr|Mrs|Ms|Messrs|Prof|vs|No|Nos|St|pp?|ch|sec|e\.g|i\.e|cf|al|approx|dept|Inc|[A-Z])"
    r"|(?:\A|(?<!\bp)(?<!\bpp)[.:;)]\s)\d{1,2})\.\Z",
)
_LONGEST_ABBREVIATION = 8


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text``; a full stop after a title, an initial, an abbreviation or a list number ends none.

    >>> split_sentences("Seen by Dr. Roe. He has pain.")
    ('Seen by Dr. Roe.', 'He has pain.')
    >>> split_sentences("Diagnoses: 1. Neck pain. 2. Back pain.")
    ('Diagnoses: 1. Neck pain.', '2. Back pain.')
    """
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        stop = match.start() + 1
        if not _ABBREVIATED.search(text, max(stop - _LONGEST_ABBREVIATION, 0), stop):
            sentences.append(text[start : match.end()].strip())
            start = match.end()
    if rest := text[start:].strip():
        sentences.append(rest)
    return tuple(sentences)
