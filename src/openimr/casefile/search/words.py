"""Cuts a text into the words that are compared: in small letters, without accents, joined where a line breaks them.

A word that a hyphen breaks at the end of a line stands as a whole and in its parts at one place, so that "follow-up"
is found however its line was broken. Numbers with points ("9792.10.5", "0.5") are one word.

Source: feature F21 of the plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from openimr.casefile.search.rules import confusions

__all__ = ["fold", "skeleton", "slots", "words_of"]

_WORD = re.compile(r"\d{1,64}(?:\.\d{1,64}){1,16}|[^\W_]{1,64}(?:[\u0300-\u036f]{1,4}[^\W_]{0,64}){0,16}")

_BREAK = re.compile(r"[-\u2010\u2011\u00ac][ \t]*\r?\n[ \t]*|[\x02\ufffe\u00ad]\s*")
"""A hyphen before a line's end, and the characters that PDF readers and word processors put for one."""

_MOST_PARTS = 4
"""A word is broken over this many lines at most; more is a drawing or an attack."""

Slot = tuple[int, int, tuple[str, ...]]


def fold(word: str) -> str:
    """The word as it is compared: small letters, no accents, ligatures resolved; empty where nothing remains.

    >>> fold("Ménière"), fold("ﬁbrosis")
    ('meniere', 'fibrosis')
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(character for character in plain if character.isalnum() or character == ".").strip(".")


def skeleton(word: str) -> str:
    """The folded word with characters that look alike made one; equal for words that OCR takes for each other.

    >>> skeleton("lumbar") == skeleton("1urnbar")
    True
    """
    several, single = confusions()
    for read, stands_for in several:
        if read in word:
            word = word.replace(read, stands_for)
    return word.translate(single)


def slots(text: str) -> Iterator[Slot]:
    """The words of ``text`` in order: start, end, and the folded word; where a break parts it, its parts follow."""
    breaks = {found.start(): found.end() for found in _BREAK.finditer(text)}
    held: list[Slot] = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = fold(found[0])
        if not word:
            continue
        if held and not _goes_on(held, breaks, start, word):
            yield _joined(held)
            held = []
        if end in breaks:
            held.append((start, end, (word,)))
        elif held:
            yield _joined([*held, (start, end, (word,))])
            held = []
        else:
            yield start, end, (word,)
    if held:
        yield _joined(held)


def words_of(text: str) -> tuple[list[tuple[int, int]], list[str], dict[int, tuple[str, ...]]]:
    """The stretches and words of ``text`` in order, and by position the parts of those that a line's end breaks."""
    if text.isascii() and not _BREAK.search(text):
        small = text.lower()
        stretches = [found.span() for found in _WORD.finditer(small)]
        return stretches, [small[start:end] for start, end in stretches], {}
    every = list(slots(text))
    parts = {at: words[1:] for at, (_, _, words) in enumerate(every) if len(words) > 1}
    return [(start, end) for start, end, _ in every], [words[0] for _, _, words in every], parts


def _goes_on(held: list[Slot], breaks: dict[int, int], start: int, word: str) -> bool:
    """Whether the word at ``start`` is the next part of the word held; numbers and lists of levels are not joined."""
    end, last = held[-1][1], held[-1][2][0]
    return breaks[end] == start and len(held) < _MOST_PARTS and last.isalpha() and word.isalpha()


def _joined(held: list[Slot]) -> Slot:
    if len(held) == 1:
        return held[0]
    parts = tuple(words[0] for _, _, words in held)
    return held[0][0], held[-1][1], ("".join(parts), *parts)
