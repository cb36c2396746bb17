"""A bundle shows every page as it is, upright, with its numbers below it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from openimr.casefile.bundle import stamp_of, write_bundle
from openimr.casefile.model import CaseFile, Document, DocumentKind, Page
from openimr.errors import MalformedData, UnreadableFile

# A triangle and a letter, which look different however they are turned, drawn in a state that is never put back.
DRAWN = b"q 0.5 0 0 0.5 10 10 cm 0 0 1 rg 20 20 m 120 30 l 30 300 l f BT /F1 40 Tf 60 320 Td (R) Tj ET"
SHARE = 1.022


def source(rotate: int = 0, *, box: tuple[float, ...] = (0, 0, 200, 300), parts: int = 1) -> bytes:
    """A PDF of one page, turned by /Rotate, its contents in so many streams."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        page = pdf.pages[0].obj
        page.MediaBox = pikepdf.Array((0, 0, 200, 300))
        page.CropBox = pikepdf.Array(box)
        page.Rotate = rotate
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        if parts == 0:
            del page.Contents
        elif parts == 1:
            page.Contents = pdf.make_stream(DRAWN)
        else:
            page.Contents = pikepdf.Array([pdf.make_stream(DRAWN[:60]), pdf.make_stream(DRAWN[60:])])
        page.StructParents = 3
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def case_of(*pages: Page) -> CaseFile:
    document = Document(number=1, first=1, last=len(pages), kind=DocumentKind.IMAGING, confidence=1.0)
    return CaseFile(pages=pages, documents=(document,) if pages else ())


def page(running: int = 1, *, turned: int = 0, number: int = 1, file: str = "a") -> Page:
    return Page(file=file, number=number, running=running, width=200, height=300, turned=turned)


def shown(data: bytes | Path, number: int = 0) -> Image.Image:
    with pdfium.PdfDocument(data) as pdf:
        picture: Image.Image = pdf[number].render(scale=2).to_pil()
        return picture.convert("L")


@given(
    rotate=st.sampled_from([0, 90, 180, 270]),
    turned=st.sampled_from([0, 90, 180, 270]),
    box=st.sampled_from([(0, 0, 200, 300), (20, 10, 180, 280), (180, 280, 20, 10), (-50, -50, 500, 500)]),
    parts=st.sampled_from([1, 2]),
)
def test_the_page_is_shown_whole_and_upright_and_the_stamp_below_it(
    tmp_path_factory: pytest.TempPathFactory, rotate: int, turned: int, box: tuple[float, ...], parts: int
) -> None:
    folder = tmp_path_factory.mktemp("bundle")
    data = source(rotate, box=box, parts=parts)
    (folder / "a.pdf").write_bytes(data)
    write_bundle(case_of(page(turned=turned)), {"a": folder / "a.pdf"}, folder / "out.pdf")
    before = shown(data).rotate(-turned, expand=True)
    after = shown(folder / "out.pdf")
    assert after.width == pytest.approx(before.width, abs=2)
    assert after.height == pytest.approx(before.height * SHARE, abs=3)
    # The edges may differ by a pixel, since the box of a page is rounded to whole pixels.
    inner = (3, 3, min(before.width, after.width) - 3, before.height - 3)
    difference = ImageChops.difference(before.crop(inner), after.crop(inner))
    assert sum(difference.histogram()[129:]) < 0.01 * before.width * before.height
    strip = after.crop((0, before.height + 1, after.width, after.height))
    assert sum(strip.histogram()[:128]) > 5
    with pdfium.PdfDocument(folder / "out.pdf") as made:
        assert "Page 1 of 1" in made[0].get_textpage().get_text_range()


def test_pages_of_several_files_stand_in_their_running_order_with_bookmarks(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(source())
    pages = (page(1, file="b"), page(2, file="a"), page(3, file="b"))
    told: list[int] = []
    write_bundle(
        case_of(*pages), {"a": tmp_path / "a", "b": tmp_path / "b"}, tmp_path / "out.pdf", progress=told.append
    )
    assert told == [1, 2, 3]
    with pikepdf.open(tmp_path / "out.pdf") as made, made.open_outline() as outline:
        assert [item.title for item in outline.root] == ["1. Imaging or electrodiagnostic report (3 pages)"]
        assert "/StructParents" not in made.pages[0].obj
    assert (tmp_path / "out.pdf").read_bytes() == _again(pages, tmp_path)


def _again(pages: tuple[Page, ...], folder: Path) -> bytes:
    write_bundle(case_of(*pages), {"a": folder / "a", "b": folder / "b"}, folder / "again.pdf")
    return (folder / "again.pdf").read_bytes()


def test_a_page_that_draws_nothing_has_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(source(parts=0))
    write_bundle(case_of(page()), {"a": tmp_path / "a"}, tmp_path / "out.pdf")
    assert sum(shown(tmp_path / "out.pdf").histogram()[:128]) > 5


def test_a_page_in_no_document_has_its_running_number_only() -> None:
    assert stamp_of(page(2), (), 5) == "Page 2 of 5"


def test_without_pages_or_copies_the_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedData) as none:
        write_bundle(case_of(), {}, tmp_path / "out.pdf")
    assert none.value.faults[0].remedy.startswith("Take the records in")
    with pytest.raises(MalformedData) as lacking:
        write_bundle(case_of(page()), {}, tmp_path / "out.pdf")
    assert lacking.value.faults[0].what == "The copy of this file is missing."


@pytest.mark.parametrize(("number", "data"), [(2, source()), (1, b"broken")])
def test_a_copy_that_does_not_hold_the_page_is_refused(tmp_path: Path, number: int, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(UnreadableFile):
        write_bundle(case_of(page(number=number)), {"a": tmp_path / "a"}, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
