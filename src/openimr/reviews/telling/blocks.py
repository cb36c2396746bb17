"""What a page is made of, whatever it is written as: parts, headings, paragraphs, facts, lists, tables, a picture.

Each part of the overview is said once in these; :mod:`.text` and :mod:`.html` write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from openimr.citations import Value

__all__ = [
    "Block",
    "Cell",
    "Depth",
    "Entry",
    "Facts",
    "Figure",
    "Heading",
    "Listing",
    "Mark",
    "Paragraph",
    "Part",
    "Picture",
    "Strip",
    "Table",
    "Tone",
    "TwoWays",
    "at_depth",
]


class Tone(StrEnum):
    """How a mark looks; what it means stands in its sign and its words."""

    PLAIN = "plain"
    GOOD = "good"
    CARE = "care"
    STOP = "stop"


class Mark(Value, frozen=True):
    """A sign with its word, so that nobody has to know a colour or a sign."""

    sign: str
    words: str
    tone: Tone = Tone.PLAIN


class Cell(Value, frozen=True):
    """What stands in one place of a table; ``more`` is told in HTML alone."""

    text: str = ""
    mark: Mark | None = None
    more: str = ""

    def whole(self) -> str:
        """Sign, word and text in one line.

        >>> Cell("page 4", Mark("!", "look")).whole()
        '! look: page 4'
        """
        said = f"{self.mark.sign} {self.mark.words}" if self.mark else ""
        return ": ".join(part for part in (said, self.text) if part)


class Heading(Value, frozen=True):
    """A heading below that of its part: ``level`` 3 for the first below it."""

    text: str
    level: int = 3
    mark: Mark | None = None


class Paragraph(Value, frozen=True):
    """One or a few sentences, ``label`` said before them. ``is_aside`` is what matters less.

    ``is_in_text`` is false where the text leaves it out for shortness.
    """

    text: str
    label: str = ""
    mark: Mark | None = None
    is_aside: bool = False
    is_in_text: bool = True


class Facts(Value, frozen=True):
    """Names and their values, one below the other; those without a value are left out by whoever writes them."""

    rows: tuple[tuple[str, str], ...]


class Entry(Value, frozen=True):
    """One entry of a list: its mark, what it says, and what belongs to it (pages, reasons, what would mend it).

    ``more`` is told in HTML alone.
    """

    text: str
    mark: Mark | None = None
    notes: tuple[Cell, ...] = ()
    more: str = ""


class Listing(Value, frozen=True):
    """A list. Of more than ``most`` entries the text tells the first, and ``more`` says where the others are.

    Of the notes of each entry it tells ``most_notes``. With ``most`` at 0 it tells only how many entries there are, and
    HTML folds them all.
    """

    entries: tuple[Entry, ...]
    title: str = ""
    most: int | None = None
    more: str = ""
    most_notes: int | None = None


class Table(Value, frozen=True):
    """A table whose first cells name their rows. Of more than ``most`` rows the text tells the first, as a list does.

    With ``most`` at 0 it is as with a list.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    most: int | None = None
    more: str = ""


class Picture(Value, frozen=True):
    """A picture as SVG, which text leaves out; its values stand in the tables beside it."""

    svg: str
    label: str


class Figure(Value, frozen=True):
    """One figure of the strip at the top: what is counted, how many, a word on it, and the part that tells more."""

    name: str
    value: str
    note: str
    mark: Mark
    part: str


class Strip(Value, frozen=True):
    """Figures side by side, to be seen at once."""

    figures: tuple[Figure, ...]


class Depth(StrEnum):
    """How much of a case is told: in brief what a medical director asks first, or the whole."""

    BRIEF = "brief"
    WHOLE = "whole"


class TwoWays(Value, frozen=True):
    """The same said in few words, and whole."""

    brief: tuple[Block, ...]
    whole: tuple[Block, ...]


Block = Heading | Paragraph | Facts | Listing | Table | Picture | Strip | TwoWays


def at_depth(blocks: Iterable[Block], depth: Depth) -> Iterator[Block]:
    """The blocks, those that are said in two ways as ``depth`` asks."""
    for block in blocks:
        if isinstance(block, TwoWays):
            yield from block.brief if depth is Depth.BRIEF else block.whole
        else:
            yield block


class Part(Value, frozen=True):
    """A part of the page; ``id`` is what links point at."""

    id: str
    title: str
    blocks: tuple[Block, ...]
