"""Reads a query: words, "phrases", AND (also where nothing stands between), OR, NEAR/5, -without, parentheses, filters.

The operators are in capitals; "and", "or" and "near" in small letters are words. A dash before a word is "without"; one
inside a word is part of it. A word that ends in an asterisk stands for all that begin so.

Source: feature F21 of the plan.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from openimr.casefile.search.filters import read_filter
from openimr.casefile.search.query import All, Either, Filter, Near, Node, Phrase, Without, Word
from openimr.casefile.search.rules import limit
from openimr.casefile.search.words import slots
from openimr.errors import UnusableArguments

__all__ = ["parse"]

_QUOTES = '"“”„«»'
_PIECE = re.compile(rf"\s+|(?P<open>\()|(?P<close>\))|[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]?)"
                    rf"|(?P<minus>[-–−](?=[^\s)]))|(?P<bare>[^\s(){_QUOTES}]+)")  # fmt: skip
_NEAR = re.compile(r"NEAR(?:/(.*))?")


class _Piece(NamedTuple):
    kind: str
    text: str
    at: int


def parse(query: str) -> Node:
    """The query as a tree.

    >>> from openimr.casefile.search.query import told
    >>> told(parse('"low back" OR neck NEAR/5 pain'))
    '("low back" OR (neck NEAR/5 pain))'

    Raises:
        UnusableArguments: it cannot be read; the message names the character, the fault and the remedy.
    """
    if len(query) > limit("query_characters"):
        raise UnusableArguments(
            f"The query has {len(query)} characters; {limit('query_characters')} are the most.",
            where="query",
            remedy="Search for fewer things at once.",
        )
    return _Reader(_pieces(query)).whole()


def _pieces(query: str) -> list[_Piece]:
    pieces = []
    for found in _PIECE.finditer(query):
        kind = found.lastgroup
        if kind == "end":
            if not found["end"]:
                _refuse("A quotation mark is opened and not closed.", found.start(), 'Close it: "low back".')
            kind = "quoted"
        if kind is not None:
            pieces.append(_Piece(kind, found[kind], found.start()))
    return pieces


def _refuse(what: str, at: int, remedy: str) -> NoReturn:
    raise UnusableArguments(what, where=_place(at), remedy=remedy)


def _place(at: int) -> str:
    return f"query, character {at + 1}"


class _Reader:
    """Reads pieces from left to right; ``depth`` counts what is open."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self.pieces = pieces
        self.at = 0
        self.depth = 0
        self.words = 0

    def whole(self) -> Node:
        if not self.pieces:
            _refuse("There is nothing to search for.", 0, "Write a word, or a phrase in quotation marks.")
        node = self._either()
        if self.at < len(self.pieces):
            piece = self.pieces[self.at]
            _refuse("A parenthesis is closed and was not opened.", piece.at, "Take it out, or open one before it.")
        return node

    def _next(self) -> _Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _takes(self, *operators: str) -> bool:
        piece = self._next()
        if piece is None or piece.kind != "bare" or piece.text not in operators:
            return False
        self.at += 1
        return True

    def _either(self) -> Node:
        parts = [self._all()]
        while self._takes("OR"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self) -> Node:
        parts = [self._unit()]
        while (piece := self._next()) is not None and piece.kind != "close":
            if piece.kind == "bare" and piece.text == "OR":
                break
            self._takes("AND")
            parts.append(self._unit())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _unit(self) -> Node:
        piece = self._next()
        if piece is not None and (piece.kind == "minus" or (piece.kind == "bare" and piece.text == "NOT")):
            self.at += 1
            self._deeper(piece.at)
            part = self._unit()
            self.depth -= 1
            return Without(part)
        return self._near()

    def _near(self) -> Node:
        began = self._next()
        node = self._atom()
        while (within := self._distance()) is not None:
            behind = self._next()
            right = self._atom()
            for side, piece in ((node, began), (right, behind)):
                if not _has_places(side):
                    _refuse(
                        "NEAR stands between words, phrases, and choices of them only.",
                        piece.at if piece else 0,
                        "Write (neck OR back) NEAR/5 pain.",
                    )
            node = Near(node, right, within)
        return node

    def _distance(self) -> int | None:
        piece = self._next()
        found = _NEAR.fullmatch(piece.text) if piece is not None and piece.kind == "bare" else None
        if piece is None or found is None:
            return None
        self.at += 1
        said, most = found[1], limit("near_words_most")
        if said is None:
            return limit("near_words")
        if not (said.isascii() and said.isdigit() and 1 <= int(said) <= most):
            _refuse(f"“{piece.text}” has no number from 1 to {most}.", piece.at, "Write NEAR/5.")
        return int(said)

    def _atom(self) -> Node:
        piece = self._next()
        if piece is None:
            last = self.pieces[-1]
            _refuse(
                "Something is missing at the end.", last.at, "Write what is searched for behind it, or take it out."
            )
        self.at += 1
        if piece.kind == "open":
            return self._inside(piece)
        if piece.kind == "quoted":
            return self._said(piece)
        if piece.kind == "bare" and not (piece.text in {"AND", "OR", "NOT"} or _NEAR.fullmatch(piece.text)):
            return read_filter(piece.text, _place(piece.at)) or self._said(piece)
        _refuse(f"Something is missing before “{piece.text}”.", piece.at, "Write a word or a phrase there.")

    def _inside(self, opened: _Piece) -> Node:
        self._deeper(opened.at)
        node = self._either()
        closing = self._next()
        if closing is None:
            _refuse("A parenthesis is opened and not closed.", opened.at, "Close it.")
        self.at += 1
        self.depth -= 1
        return node

    def _deeper(self, at: int) -> None:
        self.depth += 1
        if self.depth > limit("query_depth"):
            _refuse("Too much stands one inside the other.", at, "Search for fewer things at once.")

    def _said(self, piece: _Piece) -> Word | Phrase:
        words = tuple(_words(piece))
        self.words += len(words)
        if not words:
            _refuse(f"There is no letter or digit in “{piece.text}”.", piece.at, "Write a word, or take it out.")
        if self.words > limit("query_words"):
            _refuse(f"There are more than {limit('query_words')} words.", piece.at, "Search for fewer things at once.")
        return words[0] if len(words) == 1 else Phrase(words)


def _words(piece: _Piece) -> list[Word]:
    text = piece.text.replace("\u00ad", "")
    words = []
    for _, end, said in slots(text):
        is_prefix = text[end : end + 1] == "*"
        if is_prefix and len(said[0]) < limit("prefix_letters"):
            least = limit("prefix_letters")
            _refuse(f"Before an asterisk at least {least} letters stand.", piece.at, "Write more of the word.")
        words.append(Word(said[0], is_prefix))
    return words


def _has_places(node: Node | Filter) -> bool:
    return isinstance(node, Word | Phrase | Near) or (isinstance(node, Either) and all(map(_has_places, node.parts)))
