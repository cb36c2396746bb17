"""Takes the words of a text or Word file apart into pages, where the file itself begins new ones.

Of a Word file the words as one reads them are taken: tables row by row, the heads of its pages once at the beginning,
their feet and the footnotes once at the end, insertions with and deletions without effect; pictures are handed on.
Source: ISO/IEC 29500-1, 17 (WordprocessingML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from openimr.casefile.intake.kinds import kind_of
from openimr.casefile.intake.limits import IntakeLimits
from openimr.casefile.model import FileKind
from openimr.citations import Value
from openimr.determinations.opening.containers import PackedFile, archive_members, open_archive, read_member
from openimr.determinations.opening.original import unreadable
from openimr.determinations.opening.text import decode

__all__ = ["Words", "docx_words", "text_pages"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_HEAD = re.compile(r"word/header\d*\.xml")
_FOOT = re.compile(r"word/(?:footer\d*|footnotes|endnotes)\.xml")
_PICTURE = "word/media/"
_LEFT_OUT = {
    "word/vbaProject.bin": "macros",
    "word/comments.xml": "comments in the margin",
    "word/embeddings/": "attached files",
    "word/activeX/": "programs in the page",
    "customXml/": "data that is not shown",
}
_CONTROL = re.compile(r"[^\n\t\f\x20-\x7e\xa0-\U0010ffff]")
_BREAKS = re.compile(r"\f(?:[ \t\n]*\f)+")
_TAB = 8
_EMPTY = "Get the file again from where it came."


class Words(Value, frozen=True, kw_only=True):
    """The pages of words of a file, its pictures, and what is left out."""

    pages: tuple[str, ...]
    pictures: tuple[bytes, ...] = ()
    removed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def text_pages(data: bytes, *, name: str) -> tuple[str, ...]:
    """The pages of a text file, which form feeds part; the lines of each are kept.

    Raises:
        UnreadableFile: it is not text in any encoding that we know, or shows no word.
    """
    pages = _pages(decode(data, name=name).replace("\r\n", "\n").replace("\r", "\n"))
    if not any(page.strip() for page in pages):
        raise unreadable(name, "It is empty.", why="It shows no word.", remedy=_EMPTY)
    return pages


def docx_words(path: Path, *, name: str, limits: IntakeLimits) -> Words:
    """The words of a Word file by pages, as far as it says where they begin, and its pictures in their order.

    Raises:
        UnreadableFile: it is broken or encrypted, unpacks to too much, or shows nothing.
        lxml.etree.XMLSyntaxError: its words are not XML.
    """
    with open_archive(str(path), name=name) as archive:
        members = {member.filename: member for member in archive_members(archive, name=name, limits=limits.opening())}
        unpacked = sum(member.file_size for member in members.values())
        if unpacked > limits.docx_bytes:
            raise unreadable(
                name, f"It unpacks to {unpacked:,} bytes.", why=f"The limit is {limits.docx_bytes:,}.",
                remedy="Save it as PDF.",
            )  # fmt: skip

        def part(member: PackedFile, most: int) -> bytes:
            return read_member(archive, member, name=name, limits=limits.opening(), most=most)

        pieces = [
            _xml_words(part(members[found], limits.text_bytes * 16), name)
            for found in (*_named(_HEAD, members), _BODY, *_named(_FOOT, members))
        ]
        media = {found: part(members[found], limits.docx_bytes) for found in members if found.startswith(_PICTURE)}
    text = _BREAKS.sub("\f", "\n\n".join(piece for piece in pieces if piece.strip()))
    if len(text) > limits.text_bytes:
        raise unreadable(
            name, f"It has {len(text):,} characters.", why=f"The limit is {limits.text_bytes:,}.",
            remedy="Give it in parts, or as PDF.",
        )  # fmt: skip
    pictures = tuple(data for data in media.values() if kind_of(data) in _DRAWN)
    if not text.strip() and not pictures:
        raise unreadable(name, "It is empty.", why="It shows no word and no picture.", remedy=_EMPTY)
    return Words(
        pages=_pages(text) if text.strip() else (),
        pictures=pictures,
        removed=tuple(
            dict.fromkeys(words for start, words in _LEFT_OUT.items() for it in members if it.startswith(start))
        ),
        notices=_picture_notices(len(pictures), len(media) - len(pictures)),
    )


_DRAWN = frozenset((FileKind.JPEG, FileKind.PNG, FileKind.TIFF))


def _picture_notices(drawn: int, others: int) -> tuple[str, ...]:
    notices: tuple[str, ...] = ("Its words were set anew; its lines and pages may end elsewhere than in Word.",)
    if drawn:
        notices += (f"Its {drawn} pictures stand on pages of their own after its words.",)
    if others:
        notices += (f"{others} pictures in it are of a kind that is not shown; ask for it as PDF.",)
    return notices


def _named(pattern: re.Pattern[str], members: dict[str, PackedFile]) -> list[str]:
    return sorted(name for name in members if pattern.fullmatch(name))


def _xml_words(data: bytes, name: str) -> str:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if b"<!DOCTYPE" in data[:4096] or root.getroottree().docinfo.internalDTD is not None:
        raise unreadable(
            name, "It is no Word document.", why="It defines entities, which Word never does.", remedy="Save it as PDF."
        )
    return "".join(_blocks(root)).strip("\n ")


def _blocks(node: etree._Element) -> Iterator[str]:
    """The text of paragraphs and tables, each ended by a line end."""
    for child in node:
        if child.tag == f"{_W}p":
            yield f"{''.join(_run(child))}\n"
        elif child.tag == f"{_W}tr":
            cells = (" ".join("".join(_blocks(cell)).split("\n")).strip() for cell in child.iter(f"{_W}tc"))
            yield f"{'   '.join(cells).rstrip()}\n"
        elif child.tag != _FALLBACK:
            yield from _blocks(child)


def _run(node: etree._Element) -> Iterator[str]:
    """What a paragraph shows, with its tabs, line ends and page breaks; text boxes in it count as part of it."""
    for child in node:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab" and node.tag == f"{_W}r":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\f" if child.get(f"{_W}type") == "page" else "\n"
        elif tag == f"{_W}lastRenderedPageBreak" or (tag == f"{_W}pageBreakBefore" and _is_on(child)):
            yield "\f"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag not in (_FALLBACK, f"{_W}delText", f"{_W}instrText"):
            yield from _run(child)


def _is_on(mark: etree._Element) -> bool:
    return mark.get(f"{_W}val") not in ("0", "false", "off")


def _pages(text: str) -> tuple[str, ...]:
    """The text page by page; an empty page at the end is none, for files end with a form feed."""
    clean = _CONTROL.sub("\ufffd", text).expandtabs(_TAB)
    pages = clean.split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return tuple(page.strip("\n").rstrip() for page in pages)
