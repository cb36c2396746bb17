"""Renders the blocks of a letter as DOCX: real headings, lists and tables, with no clock in the file."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

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
from openimr.determinations.writing.sizes import PrintSize
from openimr.errors import UnusableInput

__all__ = ["render_docx"]

_UNDATED = dt.date(2000, 1, 1)
_EARLIEST = dt.date(1980, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAVY = RGBColor(0x16, 0x2E, 0x51)
_HEADING_SCALE = {1: 1.45, 2: 1.22, 3: 1.08, 4: 1.0}


def render_docx(letter: Letter, *, print_size: PrintSize, issued: dt.date | None) -> bytes:
    """The letter as DOCX; ``issued`` is the date that the file bears. Equal letters are equal bytes.

    Raises:
        UnusableInput: it holds a control character, which no DOCX file can hold.
    """
    document = docx.Document()
    _set_up(document, letter, print_size)
    _date(document, letter, issued)
    try:
        _fill(document, letter)
    except ValueError as error:
        raise UnusableInput(
            "The letter cannot be made as DOCX.",
            where=letter.title,
            why="It holds a control character, and DOCX has no place for one.",
            remedy="Take the character out, or write the letter as text or HTML.",
        ) from error
    file = io.BytesIO()
    document.save(file)
    return _without_clock(file.getvalue())


def _fill(document: Any, letter: Letter) -> None:
    if letter.mark:
        document.add_paragraph().add_run(letter.mark).bold = True
    if not any(isinstance(block, Title) for block in letter.blocks):
        document.add_heading(letter.title, level=1)
    for block in letter.blocks:
        _add(document, block)


def _set_up(document: Any, letter: Letter, print_size: PrintSize) -> None:
    styles = document.styles
    styles["Normal"].font.size = Pt(print_size.points)
    for level, scale in _HEADING_SCALE.items():
        style = styles[f"Heading {level}"]
        style.font.size = Pt(round(print_size.points * scale, 1))
        style.font.color.rgb = _NAVY
        style.font.italic = False
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), letter.language)
    (section,) = document.sections
    section.left_margin = section.right_margin = Inches(1)
    if letter.mark:
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(letter.mark).bold = True
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, name: str) -> None:
    """A number that the word processor counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx offers no other way to a field


def _date(document: Any, letter: Letter, issued: dt.date | None) -> None:
    day = max(issued, _EARLIEST) if issued else _UNDATED
    instant = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = letter.title
    properties.language = letter.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = instant
    properties.revision = 1


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Title):
        document.add_heading(block.text, level=1)
    elif isinstance(block, Heading):
        document.add_heading(block.text + block.tail, level=block.level)
    elif isinstance(block, Paragraph):
        _add_paragraph(document, block.label, block.text)
    elif isinstance(block, LabelTable):
        _add_table(document, block)
    elif isinstance(block, LabelLine):
        _add_label_line(document, block)
    elif isinstance(block, Listing):
        for entry in block.entries:
            _add_paragraph(document, entry.label, entry.text, style="List Bullet")
    else:
        _add_key_fact(document, block)


def _add_key_fact(document: Any, fact: KeyFact) -> None:
    document.add_heading(fact.heading, level=fact.level)
    _add_paragraph(document, f"[{fact.mark}]", fact.text)
    _add_paragraph(document, fact.reason.label, fact.reason.text)


def _add_paragraph(document: Any, label: str, text: str, *, style: str | None = None) -> None:
    paragraph = document.add_paragraph(style=style)
    if label:
        paragraph.add_run(f"{label} ").bold = True
    paragraph.add_run(text)


def _add_label_line(document: Any, line: LabelLine) -> None:
    paragraph = document.add_paragraph()
    for number, (label, value) in enumerate(line.rows):
        paragraph.add_run(f" {label} " if number else f"{label} ").bold = True
        paragraph.add_run(value)


def _add_table(document: Any, block: LabelTable) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in block.rows:
        first, second = table.add_row().cells
        first.paragraphs[0].add_run(label).bold = True
        second.paragraphs[0].add_run(value)
    # Its first column holds the headers of the rows; the table's look says so to assistive technology.
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - python-docx offers no other way to the look
    look.set(qn("w:firstRow"), "0")
    look.set(qn("w:firstColumn"), "1")
    document.add_paragraph()


def _without_clock(data: bytes) -> bytes:
    """The same package with the members' times of writing taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as stable:
        for member in package.infolist():
            entry = zipfile.ZipInfo(member.filename, date_time=_ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            stable.writestr(entry, package.read(member))
    return made.getvalue()
