"""Words that several parts of the page share: days, numbers of things, pages with the words quoted on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from openimr.citations import Pin
from openimr.reviews.telling.blocks import Cell, Mark, Tone

__all__ = [
    "IN_ORDER",
    "LOOK",
    "NOT_KNOWN",
    "cells",
    "counted",
    "day",
    "harmless",
    "pin_words",
    "spaced",
]

LOOK = Mark("!", "needs a hand", Tone.CARE)
IN_ORDER = Mark("✓", "in order", Tone.GOOD)
NOT_KNOWN = Mark("?", "not known", Tone.CARE)
_LONGEST_QUOTE = 140
_STEERING = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)), "\ufffd"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys((0x09, 0x0B, 0x0C, 0x0D), " "),
}
"""Characters that steer a terminal, or turn the order in which words are read; line breaks are none of them."""
_MOST_PINS = 4


def day(on: dt.date | None) -> str:
    """A day as the arithmetic of this page writes it.

    >>> day(dt.date(2014, 7, 10)), day(None)
    ('2014-07-10', 'no date')
    """
    return on.isoformat() if on else "no date"


def harmless(told: str) -> str:
    r"""What is told without characters that do anything but stand there; documents and names may hold such.

    >>> harmless("Ana \x1b[31mReyes")
    'Ana �[31mReyes'
    """
    return told.translate(_STEERING)


def spaced(name: str) -> str:
    """An id in words.

    >>> spaced("claims_administrator")
    'claims administrator'
    """
    return name.replace("_", " ")


def counted(count: int, one: str, several: str = "") -> str:
    """A number of things in words.

    >>> counted(1, "page"), counted(2, "page"), counted(0, "copy", "copies")
    ('1 page', '2 pages', '0 copies')
    """
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def pin_words(pins: Iterable[Pin]) -> tuple[str, ...]:
    """Each place with the words quoted there, once; of many the first few, and how many more there are.

    >>> from openimr.citations import Span
    >>> pin_words([Pin("3", 12, Span(0, 4), "no gain")])
    ('page 12: “no gain”',)
    """
    told = tuple(dict.fromkeys(_pin(pin) for pin in pins))
    more = len(told) - _MOST_PINS
    return (*told[:_MOST_PINS], f"and {counted(more, 'more place')}") if more > 0 else told


def _pin(pin: Pin) -> str:
    # The page of a case file is its running number, which needs no document; another document is named.
    number = pin.document.removeprefix("document ")
    place = f"page {pin.page}" if number.isdigit() or not number else f"{pin.document}, page {pin.page}"
    quote = " ".join(pin.quote.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE - 1].rstrip()}…"
    return f"{place}: “{quote}”"


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """A row of a table."""
    return tuple(it if isinstance(it, Cell) else Cell(it) for it in texts)
