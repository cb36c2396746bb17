"""A redacted PDF holds nothing but what was released."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import NamedTuple

import msgspec
import pikepdf
import pypdfium2 as pdfium
import pytest

from openimr.casefile.model import Box, Grade, Legibility, Page, PageText, TextSource
from openimr.casefile.redaction import (
    Profile,
    RedactedPdf,
    Released,
    leftovers,
    propose,
    redact_pdf,
    release,
)
from openimr.casefile.redaction.pdf import MadePage, verify
from openimr.casefile.redaction.pdf.lines import lines_of
from openimr.casefile.redaction.pdf.pixels import picture_of
from openimr.casefile.redaction.pdf.verifying import refuse_leftovers
from openimr.errors import MalformedData, RuleBroken, UnreadableFile
from unit.casefile.redaction.factories import PARTIES, page

NAME = "Marisol Gonzalez"
TEXT = f"Lumbar spine was tender today.\n{NAME} was seen by Dr. Whitlock.\nMRI of 2014 shows a protrusion."


def written(path: Path, text: str = TEXT, *, scan: bool = False) -> Path:
    """A PDF with the name in the page and in each other place where words hide."""
    with pikepdf.new() as pdf:
        lines = text.split("\n")
        content = b"".join(
            f"BT /F 12 Tf 72 {710 - 20 * number} Td ({line}) Tj ET\n".encode() for number, line in enumerate(lines)
        )
        content += f"/Span <</ActualText ({NAME})>> BDC EMC\n".encode()
        fonts = pikepdf.Dictionary(
            F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        made = pdf.add_blank_page(page_size=(612, 792))
        made.Resources = pikepdf.Dictionary(Font=fonts)
        if scan:
            image = pikepdf.Stream(pdf, b"\x80" * 10000)
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width, image.Height, image.BitsPerComponent = 100, 100, 8
            image.ColorSpace = pikepdf.Name.DeviceGray
            made.Resources.XObject = pikepdf.Dictionary(I=image)
            content = b"q 612 0 0 792 0 0 cm /I Do Q\n" + content
        made.Contents = pdf.make_stream(content)
        made.Annots = pdf.make_indirect(
            pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text,
                                              Rect=[0, 0, 9, 9], Contents=pikepdf.String(NAME))])
        )  # fmt: skip
        pdf.docinfo["/Author"] = NAME
        with pdf.open_metadata() as xmp:
            xmp["dc:title"] = NAME
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(NAME, 0))
        pdf.attachments[f"{NAME}.txt"] = NAME.encode()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.alert('{NAME}')"))
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(
                [pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("n"), V=pikepdf.String(NAME))]
            )
        )
        pdf.save(path)
    return path


class Made(NamedTuple):
    """A redacted file, and what was said of it."""

    path: Path
    said: RedactedPdf

    @property
    def typed(self) -> tuple[int, ...]:
        return self.said.typed


def made(path: Path, one: Page) -> tuple[Made, Released]:
    done = release([one], propose([one], PARTIES, Profile.STATE))
    target = path.with_suffix(".redacted.pdf")
    return Made(target, redact_pdf({"f": path}, [one], done, target)), done[0]


def words_in(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def dark(path: Path, box: Box) -> int:
    """How many dark pixels the picture in the file has in ``box``."""
    with pikepdf.open(path) as pdf:
        image = next(iter(pdf.pages[0].Resources.XObject.values()))
        wide, pixels = int(image.Width), image.read_bytes()
    scale = wide / 612
    rows = range(int(box.top * scale), int(box.bottom * scale))
    return sum(
        byte < 128
        for row in rows
        for byte in pixels[row * wide + int(box.left * scale) : row * wide + int(box.right * scale)]
    )


def test_the_places_where_words_hide_are_all_searched(tmp_path: Path) -> None:
    where = {one.where for one in leftovers(written(tmp_path / "a.pdf"), [NAME, "Zzz", "Q"])}
    assert {"page 1", "attachment", "metadata", "script", "form field", "bookmark or title", "stream"} <= where
    assert len(where) >= 8


def test_nothing_of_the_original_is_left(tmp_path: Path) -> None:
    redacted, released = made(written(tmp_path / "a.pdf"), page(TEXT))
    assert leftovers(redacted.path, [NAME, "Gonzalez", "Whitlock"]) == ()
    assert words_in(redacted.path).split() == released.text.split()
    assert redacted.typed == ()


def test_a_line_with_a_name_is_set_anew_and_the_others_are_shown(tmp_path: Path) -> None:
    one = page(TEXT)
    redacted, _ = made(written(tmp_path / "a.pdf"), one)
    first, second, third = (line.box for line in one.texts[0].lines)
    assert dark(redacted.path, first) > 50
    assert dark(redacted.path, third) > 50
    assert dark(redacted.path, second) == 0


@pytest.mark.parametrize("scrawl", ["~ Pat ee", "/ N a Pak", "4", "Ee ete we AA"])
def test_what_ocr_made_of_a_signature_is_not_shown(tmp_path: Path, scrawl: str) -> None:
    text = f"Lumbar spine was tender today.\n{scrawl}\nThe patient was seen for pain."
    read = page(text).texts[0]
    reading = PageText(source=TextSource.TESSERACT, text=text, lines=read.lines, confidence=0.95)
    one = msgspec.structs.replace(page(text), texts=(reading,))
    redacted, _ = made(written(tmp_path / "a.pdf", text), one)
    shown, signature, last = (dark(redacted.path, line.box) for line in read.lines)
    assert shown > 50
    assert last > 50
    assert signature == 0


def test_a_line_far_taller_than_the_others_is_not_shown(tmp_path: Path) -> None:
    text = "Lumbar spine was tender today.\nThe patient was seen\nThe patient was seen for pain."
    lines = list(page(text).texts[0].lines)
    tall = msgspec.structs.replace(lines[1].box, bottom=lines[1].box.top + 3 * (lines[0].box.bottom - lines[0].box.top))
    lines[1] = msgspec.structs.replace(lines[1], box=tall)
    reading = PageText(source=TextSource.RAPIDOCR, text=text, lines=tuple(lines), confidence=0.95)
    one = msgspec.structs.replace(page(text), texts=(reading,))
    redacted, _ = made(written(tmp_path / "a.pdf", text), one)
    assert dark(redacted.path, tall) == 0


def test_a_text_layer_over_a_scan_is_set_anew_without_its_picture(tmp_path: Path) -> None:
    redacted, released = made(written(tmp_path / "a.pdf", scan=True), page(TEXT))
    assert redacted.typed == (1,)
    assert words_in(redacted.path).split() == released.text.split()


@pytest.mark.parametrize(
    "change",
    [
        {"skew": 1.5},
        {"width": 500.0},
        {"turned": 90},
        {"width": 90000.0},
        {"grade": Grade(legibility=Legibility.DOUBTFUL, score=0.5)},
        {"texts": (PageText(source=TextSource.TESSERACT, text=TEXT, lines=page(TEXT).texts[0].lines, confidence=0.5),)},
        {"texts": (PageText(source=TextSource.WRITTEN, text=TEXT, lines=page(TEXT).texts[0].lines),)},
        {"texts": (PageText(source=TextSource.LAYER, text=TEXT),)},
        {"texts": (PageText(source=TextSource.LAYER, text=TEXT, lines=page(TEXT).texts[0].lines[1:]),)},
    ],
)
def test_a_page_whose_boxes_cannot_be_trusted_is_set_anew(tmp_path: Path, change: dict[str, object]) -> None:
    one = msgspec.structs.replace(page(TEXT), **change)
    redacted, released = made(written(tmp_path / "a.pdf"), one)
    assert redacted.typed == (1,)
    assert words_in(redacted.path).split() == released.text.split()


@pytest.mark.parametrize("legibility", [Legibility.ILLEGIBLE, Legibility.NEEDS_OCR, None])
def test_a_page_that_was_not_read_is_withheld(tmp_path: Path, legibility: Legibility | None) -> None:
    grade = Grade(legibility=legibility, score=0) if legibility else None
    one = msgspec.structs.replace(page("" if legibility is None else "smudge"), grade=grade)
    redacted, _ = made(written(tmp_path / "a.pdf"), one)
    assert "[PAGE 1 WITHHELD: IT WAS NOT READ]" in words_in(redacted.path)


def test_a_blank_page_stays_blank(tmp_path: Path) -> None:
    one = msgspec.structs.replace(page(""), texts=(), grade=Grade(legibility=Legibility.BLANK, score=1))
    assert words_in(made(written(tmp_path / "a.pdf"), one)[0].path) == ""


def test_a_name_over_two_lines_has_its_token_once(tmp_path: Path) -> None:
    text = "Seen with Marisol\nGonzalez, naïve ∆ today"
    redacted, _ = made(written(tmp_path / "a.pdf", "Seen with Marisol\nGonzalez, today"), page(text))
    assert words_in(redacted.path).split() == ["Seen", "with", "[EMPLOYEE]", ",", "naïve", "?", "today"]


def test_a_page_without_release_or_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedData) as caught:
        redact_pdf({}, [page(TEXT)], [], tmp_path / "none.pdf")
    assert len(caught.value.faults) == 2
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no")
    with pytest.raises(UnreadableFile):
        made(bad, page(TEXT))
    with pytest.raises(UnreadableFile):
        made(written(tmp_path / "a.pdf"), page(TEXT, number=5))
    with pytest.raises(UnreadableFile):
        leftovers(bad, ["x"])


def test_a_file_that_is_refused_is_not_left_behind(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        made(written(tmp_path / "a.pdf"), page(TEXT, number=5))
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_the_check_finds_each_thing_that_was_not_released(tmp_path: Path) -> None:
    one = page(TEXT)
    original = written(tmp_path / "a.pdf")
    redacted, released = made(original, one)
    lines = lines_of(one, released, has_pixels=True)
    with pdfium.PdfDocument(original) as document:
        right = MadePage.of(lines, picture_of(document[0], one, lines))
    assert list(verify(redacted.path, [right])) == []
    assert list(verify(redacted.path, [])) == ["number of pages"]
    assert list(verify(redacted.path, [right._replace(lines=lines[1:])])) == ["content of page 1", "words of page 1"]
    more = (*lines, lines[0]._replace(words="More words."))
    assert list(verify(redacted.path, [right._replace(lines=more)])) == ["content of page 1"]
    anew = tuple(line._replace(is_shown=False) for line in lines)
    assert "pixels of page 1" in list(verify(redacted.path, [right._replace(lines=anew)]))
    assert "picture of page 1" in list(verify(redacted.path, [right._replace(picture=None)]))
    assert "picture of page 1" in list(verify(redacted.path, [right._replace(picture=b"another")]))
    with pikepdf.open(redacted.path) as pdf:
        pdf.docinfo["/Author"] = NAME
        pdf.save(tmp_path / "c.pdf")
    assert "object with /Author" in list(verify(tmp_path / "c.pdf", [right]))
    with pytest.raises(RuleBroken):
        refuse_leftovers(tmp_path / "c.pdf", [right])


def test_a_page_that_lost_its_picture_is_found(tmp_path: Path) -> None:
    one = page(TEXT)
    redacted, released = made(written(tmp_path / "a.pdf", scan=True), one)
    lines = lines_of(one, released, has_pixels=False)
    assert list(verify(redacted.path, [MadePage(lines, None)])) == []
    assert list(verify(redacted.path, [MadePage(lines, b"some")])) == ["picture of page 1"]


def test_what_no_redacted_page_draws_is_found(tmp_path: Path) -> None:
    redacted, released = made(written(tmp_path / "a.pdf", scan=True), page(TEXT))
    right = MadePage(lines_of(page(TEXT), released, has_pixels=False), None)
    with pikepdf.open(redacted.path) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(content + b"0 0 m 9 9 l S\n")
        pdf.Root.Pages.Count = 1
        pdf.pages[0].obj.MediaBox = pdf.make_indirect(pikepdf.String(NAME))
        pdf.save(tmp_path / "c.pdf")
    told = list(verify(tmp_path / "c.pdf", [right]))
    assert "content of page 1" in told
    assert "a string of its own" in told


def test_an_empty_line_is_not_written(tmp_path: Path) -> None:
    text = "Seen today.\nMarisol\nGonzalez\nwent home."
    redacted, _ = made(written(tmp_path / "a.pdf", text, scan=True), page(text))
    assert words_in(redacted.path).split() == ["Seen", "today.", "[EMPLOYEE]", "went", "home."]


def test_the_file_is_whole_for_a_strict_reader(tmp_path: Path) -> None:
    redacted, _ = made(written(tmp_path / "a.pdf", scan=False), page(TEXT))
    with pikepdf.open(redacted.path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 1
    assert redacted.said.pages == 1


def many(number: int) -> list[Page]:
    """So many pages of one file, each the same."""
    return [page(TEXT, running=running) for running in range(1, number + 1)]


def peak(path: Path, pages: list[Page], target: Path) -> int:
    """The most bytes that Python held while the pages were redacted."""
    done = release(pages, propose(pages, PARTIES, Profile.STATE))
    tracemalloc.start()
    try:
        assert redact_pdf({"f": path}, pages, done, target).typed == ()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_pages(tmp_path: Path) -> None:
    original = written(tmp_path / "a.pdf")
    few, lots = (peak(original, many(number), tmp_path / "b.pdf") for number in (2, 16))
    assert lots < 1.5 * few
    with pdfium.PdfDocument(tmp_path / "b.pdf") as document:
        assert len(document) == 16
