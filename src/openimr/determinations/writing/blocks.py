"""The blocks that a written determination is made of: what text, HTML, PDF and DOCX are all rendered from.

A layout turns a determination into a :class:`Letter`; a renderer knows blocks and nothing of determinations. So
the four forms can never say different things.
"""

from __future__ import annotations

from enum import StrEnum

from openimr.citations import Value

__all__ = [
    "Block",
    "Entry",
    "Heading",
    "KeyFact",
    "LabelLine",
    "LabelTable",
    "Letter",
    "Listing",
    "Paragraph",
    "Title",
    "Tone",
]


class Tone(StrEnum):
    """How a decision is set; its mark says the same in words."""

    APPROVED = "approved"
    PARTLY = "partly"
    DENIED = "denied"


class Title(Value, frozen=True, tag=True):
    """The title of the letter: a letter has one at most, and it comes first."""

    text: str


class Heading(Value, frozen=True, tag=True):
    """A heading of ``level`` 2 or below; a level never follows one more than a step above it.

    ``tail`` follows on the same line and is set off a little: the outcome behind the title of a treatment.
    """

    text: str
    level: int
    tail: str = ""


class Paragraph(Value, frozen=True, tag=True):
    """One paragraph. ``label`` stands before its words, in bold."""

    text: str
    label: str = ""


class LabelTable(Value, frozen=True, tag=True):
    """Labels with their values, one row each; labels end in a colon. ``title`` says what the table is of."""

    title: str
    rows: tuple[tuple[str, str], ...]


class LabelLine(Value, frozen=True, tag=True):
    """Labels with their values, one behind the other, where a table would take too much room; labels end in a colon."""

    rows: tuple[tuple[str, str], ...]


class Entry(Value, frozen=True):
    """One entry of a list, with its number in words."""

    label: str
    text: str


class Listing(Value, frozen=True, tag=True):
    """A list of entries."""

    entries: tuple[Entry, ...]


class KeyFact(Value, frozen=True, tag=True):
    """What a reader should see first: a heading, a decision with a mark in words, and what it rests on.

    ``mark`` is one or two words ("NO", "YES"), so that nothing depends on colour; ``tone`` is how it is set.
    """

    heading: str
    level: int
    mark: str
    tone: Tone
    text: str
    reason: Paragraph


Block = Title | Heading | Paragraph | LabelTable | LabelLine | Listing | KeyFact


class Letter(Value, frozen=True):
    """A whole letter: the title of the document, its blocks in reading order, and the mark that each page carries.

    ``language`` is a BCP 47 tag. ``mark`` is empty where the determination is not invented. ``on_first_page`` is how
    many blocks, from the first on, are set close so that one page of standard print holds them, if they are few enough.
    """

    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    language: str = "en-US"
    on_first_page: int = 0
