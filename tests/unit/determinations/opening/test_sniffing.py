from __future__ import annotations

import pytest

from openimr.determinations.opening.sniffing import Kind, sniff


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\r\njunk before it %PDF-1.4", Kind.PDF),
        (b"PK\x03\x04rest", Kind.ZIP),
        (b"PK\x05\x06" + bytes(18), Kind.ZIP),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"II*\x00", Kind.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_WORD),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"\x1f\x8b\x08", Kind.ARCHIVE),
        (b"\x7fELF", Kind.PROGRAM),
        (b"<!DOCTYPE html><p>", Kind.HTML),
        (b"  \n<HTML lang=en>", Kind.HTML),
        (b'<?xml version="1.0"?>\n<!-- made by us -->\n<html>', Kind.HTML),
        (b"<h1>Final Determination</h1>", Kind.HTML),
        ("\ufeff<html>".encode(), Kind.HTML),
        ("\ufeff<html>".encode("utf-16-le"), Kind.HTML),
        (b'{"layout": "L4a"}', Kind.JSON),
        (b'[\n{\n"layout"', Kind.JSON),
        (b"[]", Kind.JSON),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: Kind) -> None:
    assert sniff(head) is kind


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Final Determination Letter",
        b"<The injured worker> is 55 years old",
        b"a < b and <p> within a sentence",
        b"[Redacted] is a 55-year-old male",
        b"{Insert name here}",
        b"PKs are listed",
        b"x" * 2000 + b"%PDF-1.4 is named far below",
        b"the %PDF-file is attached",
    ],
)
def test_prose_is_text_whatever_marks_it_holds(head: bytes) -> None:
    assert sniff(head) is Kind.TEXT
