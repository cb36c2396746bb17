"""Finds what is left of a letterhead: lines beside its telephone line in which a scanner left nothing that is known.

An address or a mail address that OCR misread has no form by which it is found; its place at the head of the page tells
what it is. Lines with figures are certain, others go to a person.

Source: the project's choice, measured on invented scans; Labor Code 4610.6(m).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.model import Kind
from openimr.casefile.redaction.titles import plain_words

__all__ = ["rest_of_letterhead"]

_RANK = 5
_SURE = 0.9
_DOUBTFUL = 0.5
_HEAD = 8
"""How many lines of a page a letterhead may take."""
_ADDRESS_LINES = 3
_LONGEST = 48
_LONGEST_MAIL_WORDS = 3
_SHORTEST_MAIL = 12
_TELEPHONE = re.compile(r"^\W*(?:tele?ph\w*|tel|phone|ph)\b", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z][A-Za-z ]{2,}:\s")
_FIGURES = re.compile(r"\d{4,6}(?!\d)")
_WORD = re.compile(r"[A-Za-z]{3,}")


class _Line(NamedTuple):
    start: int
    end: int
    words: str


def rest_of_letterhead(text: str, mark: str) -> Iterator[Found]:
    r"""What was not found yet of the letterhead at the head of ``text``, in which ``mark`` stands for what was.

    >>> text = "*\n8856 Cedar: Court\n*, \u20acA 95928\nTelephone * Fax *\nofficeq@@grove example\nTHERAPY NOTE"
    >>> [text[one.start:one.end] for one in rest_of_letterhead(text, "*")]
    ['8856 Cedar: Court', '95928', 'officeq@@grove example']
    """
    lines = list(_lines(text))[:_HEAD]
    at = next((number for number, line in enumerate(lines) if _is_telephone(line.words, mark)), 0)
    for line in lines[max(1, at - _ADDRESS_LINES) : at]:
        yield from _address(line, mark)
    for line in lines[at + 1 : at + 2] if at else ():
        yield from _mail(line, mark)


def _is_telephone(words: str, mark: str) -> bool:
    return bool(_TELEPHONE.match(words)) and (mark in words or any(map(str.isdigit, words)))


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        words = match[0].strip()
        start = match.start() + match[0].index(words)
        yield _Line(start, start + len(words), words)


def _address(line: _Line, mark: str) -> Iterator[Found]:
    if mark in line.words:
        for figures in _FIGURES.finditer(line.words):
            yield _found(line.start + figures.start(), line.start + figures.end(), Kind.ZIP, is_sure=True)
    elif len(line.words) <= _LONGEST and not _LABEL.match(line.words) and not _is_plain(line.words):
        has_figures = any(map(str.isdigit, line.words))
        yield _found(line.start, line.end, Kind.ADDRESS, is_sure=has_figures)


def _is_plain(words: str) -> bool:
    """Whether most of the words are known ones, as in the title of a form."""
    found = [word.lower() for word in _WORD.findall(words)]
    return bool(found) and 2 * sum(word in plain_words() for word in found) >= len(found)


def _mail(line: _Line, mark: str) -> Iterator[Found]:
    is_short = len(line.words.split()) <= _LONGEST_MAIL_WORDS
    if mark in line.words or not is_short or len(line.words) < _SHORTEST_MAIL:
        return
    if _LABEL.match(line.words) or _is_plain(line.words):
        return
    if "@" in line.words or line.words[0].islower():
        yield _found(line.start, line.end, Kind.EMAIL, is_sure="@" in line.words)


def _found(start: int, end: int, kind: Kind, *, is_sure: bool) -> Found:
    return Found(
        start,
        end,
        kind=kind,
        reason="It stands in a letterhead, beside the telephone.",
        confidence=_SURE if is_sure else _DOUBTFUL,
        is_certain=is_sure,
        rank=_RANK,
    )
