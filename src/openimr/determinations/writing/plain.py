"""Renders the blocks of a letter as plain text: lines of at most 96 columns, a blank line between paragraphs.

A line never ends where a reader would take it for something else: behind a hyphen that another word follows, or before
a number that would stand alone like that of a page.
"""

from __future__ import annotations

import re

from openimr.determinations.writing.blocks import (
    Block,
    Heading,
    KeyFact,
    LabelLine,
    LabelTable,
    Letter,
    Listing,
    Paragraph,
    Title,
)

__all__ = ["render_text", "ties"]

_COLUMNS = 96
_LIKE_A_PAGE_NUMBER = re.compile(
    r"(?: |^)(?:\S+ )?(?P<number>(?:- ?|Page )?\d{1,3}(?: of \d{1,3})?(?: ?-)?)$", re.IGNORECASE
)
_OPEN_HYPHEN = re.compile(r"(?<=[a-z]-) (?=[a-z])")
_TIE = "\u00a0"


def render_text(letter: Letter) -> str:
    """The letter as text with a line feed after each line; nothing in it depends on the machine."""
    pieces = [letter.mark] if letter.mark else []
    is_open = False
    for block in letter.blocks:
        words = _rendered(block)
        is_heading = isinstance(block, Heading) and block.level == 2
        if is_open and not is_heading:
            pieces[-1] += "\n" + words
        else:
            pieces.append("\n" + words if is_heading and pieces else words)
        is_open = is_heading
    return "\n\n".join(pieces) + "\n"


def _rendered(block: Block) -> str:
    if isinstance(block, Title):
        return _wrapped(block.text)
    if isinstance(block, Heading):
        return _wrapped(block.text + block.tail)
    if isinstance(block, Paragraph):
        return _wrapped(f"{block.label} {block.text}" if block.label else block.text)
    if isinstance(block, LabelTable | LabelLine):
        # A value that is cut at the end of its line would be read only so far.
        return "\n".join(f"{label} {value}" for label, value in block.rows)
    if isinstance(block, Listing):
        return "\n".join(_wrapped(f"- {entry.label} {entry.text}", indent="  ") for entry in block.entries)
    return _key_fact(block)


def _key_fact(fact: KeyFact) -> str:
    return "\n".join((_wrapped(fact.heading), _wrapped(f"[{fact.mark}] {fact.text}"), _rendered(fact.reason)))


def ties(text: str) -> str:
    """The text with no-break spaces where a line must not end.

    A small letter and a hyphen at the end of a line would be closed with the word after it, and a number alone on the
    last line would pass for that of a page.
    """
    if "- " in text:
        text = _OPEN_HYPHEN.sub(_TIE, text)
    match = _LIKE_A_PAGE_NUMBER.search(text)
    return text[: match.start() + 1] + text[match.start() + 1 :].replace(" ", _TIE) if match else text


def _wrapped(text: str, *, indent: str = "") -> str:
    """The text in lines that end at blanks only; a word longer than a line has a line of its own."""
    lines: list[str] = []
    line = ""
    for word in ties(text).split(" "):
        if line and len(line) + 1 + len(word) > _COLUMNS:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line or not word else word
    lines.append(line)
    return "\n".join(lines).replace(_TIE, " ")
