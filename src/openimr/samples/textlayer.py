"""Turns the paragraphs of a letter into a text layer with the traps that real ones have.

The truth of a letter stays the same under all of these: white space of every kind is folded by readers, ligatures are
letters, a word that is broken at a line's end is closed again. Curly quotation marks are the one trap that changes
values, since a reader keeps marks as they stand: :func:`curled` is therefore done to the values before they are
rendered.

Source: traps of text layers in docs/reference/layouts.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

__all__ = ["Setting", "choose_setting", "curled", "lay"]

_LIGATURES = (("ffi", "\ufb03"), ("ffl", "\ufb04"), ("fi", "\ufb01"), ("fl", "\ufb02"), ("ff", "\ufb00"))
_STRAIGHT = re.compile(r"'|\"([^\"]*)\"")
_SHORTEST_BROKEN = 8
_FOOT = "Final Determination Letter for IMR Case Number {number}"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one text layer is set."""

    width: int
    is_doubled: bool  # an empty line after each line, as in text taken out of PDF files page by page
    page_lines: int  # 0 where there are no page breaks
    has_feet: bool
    has_carriage: bool
    has_ligatures: bool
    has_hard_blanks: bool
    has_wide_stops: bool
    has_broken_words: bool


def choose_setting(rng: Random, *, has_front: bool) -> Setting:
    """A setting by chance: half of all letters look like text taken from PDF files, each trap is in some."""
    is_doubled = rng.random() < 0.5
    has_pages = rng.random() < 0.7
    return Setting(
        width=rng.choice((78, 88, 92, 95, 95, 98, 100)),
        is_doubled=is_doubled,
        page_lines=rng.randint(24, 44) if has_pages else 0,
        has_feet=has_front and not is_doubled and has_pages and rng.random() < 0.4,
        has_carriage=rng.random() < 0.1,
        has_ligatures=rng.random() < 0.08,
        has_hard_blanks=rng.random() < 0.08,
        has_wide_stops=rng.random() < 0.4,
        has_broken_words=rng.random() < 0.08,
    )


def curled(text: str) -> str:
    """The text with typographic apostrophes and quotation marks."""
    return _STRAIGHT.sub(lambda match: "\u2019" if match[0] == "'" else f"\u201c{match[1]}\u201d", text)


def lay(paragraphs: list[str], setting: Setting, rng: Random, *, number: str = "", mark: str = "") -> str:
    """The text layer of ``paragraphs``; ``mark`` is the first line, ``number`` the case number in running feet."""
    lines = list(_lines(paragraphs, setting))
    text = _doubled(lines, setting) if setting.is_doubled else _plain(lines, setting, number)
    if setting.has_ligatures:
        for letters, ligature in _LIGATURES:
            text = text.replace(letters, ligature)
    if setting.has_hard_blanks:
        text = _hardened(text, rng)
    if mark:
        text = f"{mark}\n\n{text}"
    if setting.has_carriage:
        text = text.replace("\n", "\r\n")
    return text


def _lines(paragraphs: list[str], setting: Setting) -> Iterator[str]:
    """All lines in order; an empty string stands between paragraphs."""
    whole = " ".join(paragraphs) if setting.has_broken_words else ""
    broken: set[str] = set()
    for paragraph in paragraphs:
        words = paragraph.replace(". ", ".  ") if setting.has_wide_stops else paragraph
        for piece in words.split("\n"):
            start, end = 0, len(piece)
            while end - start > setting.width:
                cut = piece.rfind(" ", start, start + setting.width + 1)
                if cut < 0:
                    break
                word = piece[cut + 1 : piece.find(" ", cut + 1)] if setting.has_broken_words else ""
                if _is_breakable(word, whole, broken):
                    broken.add(word)
                    half = cut + 1 + len(word) // 2
                    yield piece[start:half] + "-"
                    start = half
                else:
                    yield piece[start:cut]
                    start = cut + 1
            yield piece[start:]
        yield ""


def _is_breakable(word: str, whole: str, broken: set[str]) -> bool:
    """Whether a word may be broken at a line's end: it stands whole elsewhere, which tells a reader to close it."""
    if len(word) < _SHORTEST_BROKEN or word in broken or not (word.isalpha() and word.islower()):
        return False
    return whole.count(f" {word} ") > 1


def _doubled(lines: list[str], setting: Setting) -> str:
    """Each line is followed by an empty one, a blank paragraph is a line of one blank, a page ends with four breaks."""
    pieces = [" "]
    on_page = 0
    for line in lines:
        if line:
            pieces.append(line + " \n\n")
            on_page += 1
        else:
            pieces.append(" \n\n")
        if setting.page_lines and on_page >= setting.page_lines:
            pieces.append("\n\n")
            on_page = 0
    return "".join(pieces)


def _plain(lines: list[str], setting: Setting, number: str) -> str:
    """Lines as they stand, an empty one between paragraphs, a form feed at the end of a page."""
    if not setting.page_lines:
        return "\n".join(lines)
    pages = [lines[start : start + setting.page_lines] for start in range(0, len(lines), setting.page_lines)]
    texts = []
    for count, page in enumerate(pages, start=1):
        foot = f"\n{_FOOT.format(number=number)}   {count}\n" if setting.has_feet and number else "\n"
        texts.append("\n".join(page) + foot)
    return "\f".join(texts)


def _hardened(text: str, rng: Random) -> str:
    """Some blanks are non-breaking ones."""
    pieces = text.split(" ")
    marks = [("\u00a0" if rng.random() < 0.05 else " ") for _ in pieces[1:]]
    return pieces[0] + "".join(mark + piece for mark, piece in zip(marks, pieces[1:], strict=True))
