"""Finds names of persons in running text by their given name, or by the word that says what they are to somebody.

No title, degree or label stands beside such a name: "her husband Miguel", "the foreman, Bob Ferris, called". A given
name before what may be a surname is certain; what may be a plain word, or stands alone, goes to a person.

Source: ``rulebook/casefile/given_names.yaml``; the relations of ``rulebook/casefile/titles.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from openimr.casefile.redaction.eponyms import bare_eponyms
from openimr.casefile.redaction.folding import folded
from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.known import PARTICLES, Word
from openimr.casefile.redaction.model import Kind
from openimr.casefile.redaction.titles import degrees, is_plain, relations
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["named_in_prose"]

_RANK = 4
_SURE = 0.9
_DOUBTFUL = 0.5
_MOST_WORDS = 4
_SHORTEST_CAPITALS = 5
_LINE_OF_PROSE = 60  # Characters; shorter lines end because something else begins
_PLACES = frozenset({"san", "santa", "santo", "los", "las", "st", "saint", "port", "fort", "mount", "lake"})
_BETWEEN = re.compile(r"[ \t]{1,2}|[ \t]?\n")
_BEFORE_A_NAME = re.compile(r",?[ \t]{1,2}|,?[ \t]?\n|[ \t]?\([ \t]?")


class _Role(StrEnum):
    NAME = "name"
    WORD = "word"


class _Row(Value, frozen=True, kw_only=True):
    role: _Role
    words: tuple[str, ...]
    source: str
    verification: Verification


@cache
def _given(role: _Role) -> frozenset[str]:
    return frozenset(
        folded(word) for row in load("casefile/given_names.yaml", _Row) if row.role is role for word in row.words
    )


def named_in_prose(text: str, words: Sequence[Word]) -> Iterator[Found]:
    """Each name in ``text`` that its given name or a relation tells; ``words`` are those of the text, in order.

    >>> from openimr.casefile.redaction.known import words_of
    >>> text = "Kelly Park drove. Her husband Miguel and the interpreter, Juan Gutierrez, were present. Mark agrees."
    >>> [(text[one.start:one.end], one.is_certain) for one in named_in_prose(text, words_of(text))]
    [('Kelly Park', True), ('Miguel', True), ('Juan Gutierrez', True)]
    """
    behind = 0
    for number in range(len(words)):
        if number < behind:
            continue
        related = _is_related(text, words, number)
        if not _may_begin(text, words, number, is_related=related):
            continue
        last = _last_of_name(text, words, number)
        is_sure = _is_sure(words, number, last, is_related=related)
        if is_sure is not None:
            yield _found(words, number, last, is_sure=is_sure)
            behind = last + 1


def _is_related(text: str, words: Sequence[Word], number: int) -> bool:
    """Whether a relation stands directly before the word: "her husband Miguel", "the foreman, Bob"."""
    if not number or not _BEFORE_A_NAME.fullmatch(text, words[number - 1].end, words[number].start):
        return False
    return words[number - 1].letters.lower() in relations()


def _may_begin(text: str, words: Sequence[Word], number: int, *, is_related: bool) -> bool:
    letters = words[number].letters
    if not letters[0].isupper() or len(letters) == 1:
        return False
    name = folded(letters)
    if name in _given(_Role.NAME) or name in _given(_Role.WORD):
        return not _is_place(text, words, number)
    return is_related and not letters.isupper() and not is_plain(letters.lower()) and name not in bare_eponyms()


def _is_place(text: str, words: Sequence[Word], number: int) -> bool:
    """Whether the word before makes a place of the name: "San Jose"."""
    before = words[number - 1] if number else None
    return bool(
        before and before.letters.lower() in _PLACES and text[before.end : words[number].start].strip() in {"", "."}
    )


def _last_of_name(text: str, words: Sequence[Word], first: int) -> int:
    """The last word of the name that begins with the word ``first``."""
    last, number, are_capitals = first, first + 1, words[first].letters.isupper()
    while number < len(words) and number - first < _MOST_WORDS:
        letters = words[number].letters
        between = text[words[number - 1].end : words[number].start]
        if len(words[number - 1].letters) == 1:
            between = between.removeprefix(".")
        if not _BETWEEN.fullmatch(between) or not _is_one_line(text, words[number], between):
            break
        if not _goes_on(letters, are_capitals=are_capitals):
            break
        if letters.lower() not in PARTICLES and len(letters) > 1:
            last = number
        number += 1
    return last


def _is_one_line(text: str, word: Word, between: str) -> bool:
    """Whether no line ends between the words, or only one that was too long to hold the next word."""
    if "\n" not in between:
        return True
    end = text.rindex("\n", 0, word.start)
    return end - (text.rfind("\n", 0, end) + 1) >= _LINE_OF_PROSE


def _goes_on(letters: str, *, are_capitals: bool) -> bool:
    if letters.lower() in PARTICLES or (len(letters) == 1 and letters.isupper() and letters != "I"):
        return True
    if not letters[0].isupper() or not re.sub("['’]", "", letters).isalpha():
        return False
    return letters.isupper() == are_capitals and not is_plain(letters.lower()) and folded(letters) not in degrees()


def _is_sure(words: Sequence[Word], first: int, last: int, *, is_related: bool) -> bool | None:
    """Whether the words are surely a name; ``None`` where nothing says that they are one."""
    letters = words[first].letters
    name = folded(letters)
    if name in _given(_Role.WORD):
        return is_related or (False if last > first and not letters.isupper() else None)
    if name not in _given(_Role.NAME):
        return False
    if is_related or (last > first and not letters.isupper()):
        return True
    if last == first and (name in bare_eponyms() or (letters.isupper() and len(letters) < _SHORTEST_CAPITALS)):
        return None
    return False


def _found(words: Sequence[Word], first: int, last: int, *, is_sure: bool) -> Found:
    return Found(
        words[first].start,
        words[last].end,
        kind=Kind.PERSON,
        reason="A given name, or a name behind a relation.",
        confidence=_SURE if is_sure else _DOUBTFUL,
        is_certain=is_sure,
        rank=_RANK,
        who=folded(words[last].letters),
    )
