"""The PDF letter: its structure, its attachment, its fonts, and that pdfua finds nothing."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from pdfua import validate

from openimr.determinations.model import Dates, Determination, Layout
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, PrintSize, write
from openimr.errors import UnusableInput
from unit.determinations.writing.letters import a_full_letter, a_letter

CASES = [
    pytest.param(a_letter(), PrintSize.STANDARD, id="L4a"),
    pytest.param(a_full_letter(), PrintSize.STANDARD, id="our own"),
    pytest.param(a_full_letter(), PrintSize.LARGE, id="our own in large print"),
]


def pdf(determination: Determination, size: PrintSize = PrintSize.STANDARD) -> bytes:
    written = write(determination, to=Form.PDF, print_size=size)
    assert isinstance(written, bytes)
    return written


def opened(determination: Determination, size: PrintSize = PrintSize.STANDARD) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(determination, size)))


def roles(element: Any) -> Iterator[str]:
    """The role of each structure element, in reading order."""
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from roles(kid)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element["/S"])
        if "/K" in element:
            yield from roles(element["/K"])


@pytest.mark.parametrize(("letter", "size"), CASES)
def test_pdfua_finds_nothing(tmp_path: Path, letter: Determination, size: PrintSize) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf(letter, size))
    assert [finding.message for finding in validate(str(path)).findings] == []


@pytest.mark.parametrize(("letter", "size"), CASES)
def test_it_is_tagged_and_says_its_language_and_title(letter: Determination, size: PrintSize) -> None:
    with opened(letter, size) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-US"
        assert root.ViewerPreferences.DisplayDocTitle
        assert "/Outlines" in root
        with document.open_metadata() as metadata:
            assert str(metadata["dc:title"]).startswith(("Final Determination", "Independent Medical Review"))
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (
                "3",
                "A",
                "1",
            )


@pytest.mark.parametrize(("letter", "size"), CASES)
def test_no_level_of_headings_is_skipped(letter: Determination, size: PrintSize) -> None:
    with opened(letter, size) as document:
        found = list(roles(document.Root.StructTreeRoot.K))
    levels = [int(role[2:]) for role in found if re.fullmatch(r"/H[1-6]", role)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_lists_and_header_cells_are_tagged() -> None:
    with opened(a_full_letter()) as document:
        found = set(roles(document.Root.StructTreeRoot.K))
    assert {"/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD", "/P"} <= found


def test_all_fonts_are_embedded() -> None:
    with opened(a_full_letter()) as document:
        fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        assert fonts
        assert all(any(f"/FontFile{kind}" in font for kind in ("", "2", "3")) for font in fonts)


def test_the_values_are_attached_as_data() -> None:
    with opened(a_full_letter()) as document:
        (attached,) = document.Root.AF
        assert attached.AFRelationship == "/Data"
        data = bytes(attached.EF.F.read_bytes())
    assert msgspec.json.decode(data, type=Determination) == a_full_letter()


def test_pages_are_numbered_and_each_is_marked_as_invented() -> None:
    with opened(a_full_letter()) as document:
        count = len(document.pages)
    assert count > 1
    text = written_text(a_full_letter())
    assert [f"Page {number} of {count}" in text for number in range(1, count + 1)] == [True] * count
    assert text.count("INVENTED SAMPLE: not about a real person") == count


def written_text(letter: Determination) -> str:
    (original,) = open_bytes(pdf(letter), name="letter.pdf")
    assert isinstance(original, Original)
    return original.text


@pytest.mark.parametrize("size", list(PrintSize))
def test_a_word_longer_than_a_line_stays_on_the_page_and_reads_back(size: PrintSize) -> None:
    heading = "https://example.org/" + "a-long-path/" * 12
    letter = a_letter(layout=Layout.OPEN, claim_number=heading)
    (original,) = open_bytes(pdf(letter, size), name="letter.pdf")
    assert isinstance(original, Original)
    assert read_text(original.text) == letter


def test_a_sign_that_no_font_has_is_refused() -> None:
    with pytest.raises(UnusableInput) as refused:
        pdf(a_letter(claim_number="\u4e2d"))
    assert "\u4e2d" in refused.value.explain()


@pytest.mark.parametrize(
    ("issued", "written"), [(None, "2000"), (dt.date(1950, 5, 6), "1980"), (dt.date(2015, 3, 25), "2015")]
)
def test_the_file_bears_the_day_of_issue_and_no_other(issued: dt.date | None, written: str) -> None:
    with opened(a_letter(dates=Dates(issued=issued))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith(f"D:{written}")
