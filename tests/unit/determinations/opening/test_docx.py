from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from openimr.determinations.opening.docx import read_docx
from openimr.errors import UnreadableFile


def test_paragraphs_lists_and_tables_come_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("FINAL DETERMINATION")
    document.add_paragraph("One paragraph.")
    document.add_paragraph("")
    document.add_paragraph("an entry", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells], ["Case Number:", "CM1", "", "x"], strict=True
    ):
        cell.text = words
    document.add_table(rows=1, cols=3).rows[0].cells[2].text = "third"
    file = io.BytesIO()
    document.save(file)
    assert read_docx(file.getvalue(), name="a") == (
        "FINAL DETERMINATION\n\nOne paragraph.\n\n- an entry\n\nCase Number: CM1\nx\n\nthird\n"
    )


def test_a_document_without_words_has_no_text() -> None:
    file = io.BytesIO()
    docx.Document().save(file)
    assert read_docx(file.getvalue(), name="a") == ""


def test_a_broken_document_says_so(packed: Callable[[dict[str, bytes]], bytes]) -> None:
    with pytest.raises(UnreadableFile, match=r"letter\.docx"):
        read_docx(packed({"[Content_Types].xml": b"<x", "word/document.xml": b"<y"}), name="letter.docx")


def test_a_document_whose_packed_bytes_are_damaged_says_so() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Words enough that the packer packs them. " * 40)
    document.save(file)
    data = bytearray(file.getvalue())
    start = data.index(b"word/document.xml") + len(b"word/document.xml")
    data[start + 2 : start + 120] = bytes(range(118))
    with pytest.raises(UnreadableFile, match=r"letter\.docx"):
        read_docx(bytes(data), name="letter.docx")
