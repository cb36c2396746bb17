"""Turns an HTML page into the text that it shows: one paragraph for each block, "- " before list entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from openimr.determinations.opening.original import Limits, unreadable
from openimr.determinations.opening.text import decode

__all__ = ["read_html"]

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
))
_UNSEEN = frozenset((
    "audio", "canvas", "datalist", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg",
    "template", "title", "video",
))
# fmt: on
_CELLS = frozenset(("td", "th"))
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENCODING = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_ENCODING_WITHIN = 4096
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TOO_DEEP = "depth"


def read_html(data: bytes, *, name: str, limits: Limits) -> str:
    """The text that the page shows, without scripts, styles and hidden elements.

    Raises:
        UnreadableFile: it is nested too deeply to be read whole, or shows more text than a letter can have.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(_characters(data, name).encode("utf-8", "replace"), parser)
    if any(_TOO_DEEP in entry.message.lower() for entry in parser.error_log):
        raise unreadable(
            name,
            "Its elements are nested too deeply.",
            why="No page of a letter is made so, and its end would be lost.",
            remedy="Save the page as PDF or text.",
        )
    if root is None:
        return ""
    page = _Page()
    _walk(root, page)
    text = page.text()
    if len(text) > limits.text_bytes:
        raise unreadable(name, f"It shows {len(text):,} characters.", why=f"The limit is {limits.text_bytes:,}.")
    return text


def _characters(data: bytes, name: str) -> str:
    named = _ENCODING.search(data, 0, _ENCODING_WITHIN)
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # The page is wrong about itself, which is common: then its bytes decide.
    return decode(data, name=name)


@dataclass(slots=True)
class _Row:
    """A row of a table while its cells are gathered."""

    cells: list[str] = field(default_factory=list)
    are_heads: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table while it is read: the heads of its columns, as far as a first row of heads named them."""

    heads: list[str] = field(default_factory=list)
    is_headed: bool = False  # the heads stand before some value, so that they need not be shown by themselves
    last: int = 0  # how many blocks there were after its last row of labels and values
    row: _Row | None = None


@dataclass(slots=True)
class _Page:
    """The text so far: finished blocks, and the pieces of the one that is being filled."""

    blocks: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    lead: str = ""
    is_joined: bool = False  # the next block follows on the next line, with no empty line between
    numbers: list[int | None] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    pre: int = 0
    cells: list[int] = field(default_factory=list)  # where in ``blocks`` each open cell began

    def add(self, words: str | None) -> None:
        if words:
            self.pieces.append(words if self.pre else _BLANKS.sub(" ", words))

    def close(self) -> None:
        """End the block that is being filled."""
        lines = "".join(self.pieces).split("\n")
        words = "\n".join(lines if self.pre else (line.strip(" ") for line in lines)).strip("\n" if self.pre else " \n")
        self.pieces.clear()
        if not words.strip():
            return
        words = self.lead + words
        self.lead = ""
        if self.is_joined and self.blocks:
            self.blocks[-1] += "\n" + words
        else:
            self.blocks.append(words)
        self.is_joined = False

    def text(self) -> str:
        self.close()
        return "\n\n".join(self.blocks) + "\n" if self.blocks else ""


def _walk(root: Any, page: _Page) -> None:
    """Visit all elements without recursion, so that no nesting can exhaust the stack."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if _is_hidden(element):
                walker.skip_subtree()
            else:
                _open(element, page)
            continue
        if not _is_hidden(element):
            _close(element, page)
        if element is not root:
            page.add(element.tail)


def _is_hidden(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDING.search(style) is not None


def _open(element: Any, page: _Page) -> None:
    tag = element.tag
    if tag == "br":
        page.pieces.append("\n")
    elif tag in _CELLS:
        page.close()
        page.cells.append(len(page.blocks))
    elif tag in _BLOCKS:
        page.close()
        if tag in {"ul", "ol"}:
            page.is_joined = bool(page.numbers)
            page.numbers.append(_whole(element.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            _open_entry(element, page)
        elif tag == "table":
            page.tables.append(_Table())
        elif tag == "tr" and page.tables:
            page.tables[-1].row = _Row()
        elif tag == "pre":
            page.pre += 1
    page.add(element.text)


def _open_entry(element: Any, page: _Page) -> None:
    """Begin a list entry: "- ", or its number where the list is numbered."""
    number = page.numbers[-1] if page.numbers else None
    page.lead = "- "
    if number is not None:
        number = _whole(element.get("value"), number)
        page.lead = f"{number}. "
        page.numbers[-1] = number + 1
    page.is_joined = page.is_joined or element.getprevious() is not None


def _whole(words: str | None, otherwise: int) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 7 else otherwise


def _close(element: Any, page: _Page) -> None:
    tag = element.tag
    if tag in _CELLS:
        _close_cell(element, page)
    elif tag in _BLOCKS:
        page.close()
        if tag in {"ul", "ol"}:
            page.numbers.pop()
            page.is_joined = False
        elif tag == "li":
            page.lead = ""
        elif tag == "table":
            table = page.tables.pop()
            if table.heads and not table.is_headed:
                page.blocks.append("  ".join(table.heads))
        elif tag == "tr" and page.tables and page.tables[-1].row:
            _close_row(page, page.tables[-1])
        elif tag == "pre":
            page.pre -= 1


def _close_cell(element: Any, page: _Page) -> None:
    page.close()
    start = page.cells.pop()
    row = page.tables[-1].row if page.tables else None
    if row is None:
        return
    blocks = page.blocks[start:]
    del page.blocks[start:]
    row.cells.append("\n\n".join(blocks))
    row.are_heads.append(element.tag == "th")


def _close_row(page: _Page, table: _Table) -> None:
    """Turn a row into "label: value" lines; where a cell has several paragraphs, the table is only layout."""
    row, table.row = table.row or _Row(), None
    if not any(row.cells):
        return
    if len(row.cells) > 1 and all(row.are_heads) and not table.heads:
        table.heads = row.cells
        return
    if any("\n\n" in cell for cell in row.cells):
        page.blocks.extend(cell for cell in row.cells if cell)
        return
    is_headed = len(table.heads) == len(row.cells)
    table.is_headed = table.is_headed or is_headed
    lines = "\n".join(_lines(row, table.heads))
    if table.last == len(page.blocks) > 0 and not is_headed:
        page.blocks[-1] += "\n" + lines
    else:
        page.blocks.append(lines)
    table.last = len(page.blocks)


def _lines(row: _Row, heads: list[str]) -> list[str]:
    if heads and len(heads) == len(row.cells):
        return [_labelled(head, cell) for head, cell in zip(heads, row.cells, strict=True) if cell]
    labels, values = row.cells[0::2], row.cells[1::2]
    are_labels = (
        is_head or label.endswith(":") or not label for label, is_head in zip(labels, row.are_heads[0::2], strict=True)
    )
    if len(labels) == len(values) and (len(values) == 1 or all(are_labels)):
        return [_labelled(label, value) for label, value in zip(labels, values, strict=True) if label or value]
    return ["  ".join(cell for cell in row.cells if cell)]


def _labelled(label: str, value: str) -> str:
    if not label:
        return value
    return f"{label.rstrip(': ')}: {value}".rstrip()
