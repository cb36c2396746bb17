"""A redacted PDF holds nothing but what was released."""

from __future__ import annotations

import io
from pathlib import Path

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
from openimr.casefile.redaction.pdf import verify
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


def made(path: Path, one: Page) -> tuple[RedactedPdf, Released]:
    done = release([one], propose([one], PARTIES, Profile.STATE))
    return redact_pdf({"f": path}, [one], done), done[0]


def words_in(content: bytes) -> str:
    with pdfium.PdfDocument(content) as document:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def dark(content: bytes, box: Box) -> int:
    """How many dark pixels the picture in the file has in ``box``."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
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
    out = tmp_path / "b.pdf"
    out.write_bytes(redacted.content)
    assert leftovers(out, [NAME, "Gonzalez", "Whitlock"]) == ()
    assert words_in(redacted.content).split() == released.text.split()
    assert redacted.typed == ()


def test_a_line_with_a_name_is_set_anew_and_the_others_are_shown(tmp_path: Path) -> None:
    one = page(TEXT)
    redacted, _ = made(written(tmp_path / "a.pdf"), one)
    first, second, third = (line.box for line in one.texts[0].lines)
    assert dark(redacted.content, first) > 50
    assert dark(redacted.content, third) > 50
    assert dark(redacted.content, second) == 0


def test_a_text_layer_over_a_scan_is_set_anew_without_its_picture(tmp_path: Path) -> None:
    redacted, released = made(written(tmp_path / "a.pdf", scan=True), page(TEXT))
    assert redacted.typed == (1,)
    assert words_in(redacted.content).split() == released.text.split()


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
    assert words_in(redacted.content).split() == released.text.split()


@pytest.mark.parametrize("legibility", [Legibility.ILLEGIBLE, Legibility.NEEDS_OCR, None])
def test_a_page_that_was_not_read_is_withheld(tmp_path: Path, legibility: Legibility | None) -> None:
    grade = Grade(legibility=legibility, score=0) if legibility else None
    one = msgspec.structs.replace(page("" if legibility is None else "smudge"), grade=grade)
    redacted, _ = made(written(tmp_path / "a.pdf"), one)
    assert "[PAGE 1 WITHHELD: IT WAS NOT READ]" in words_in(redacted.content)


def test_a_blank_page_stays_blank(tmp_path: Path) -> None:
    one = msgspec.structs.replace(page(""), texts=(), grade=Grade(legibility=Legibility.BLANK, score=1))
    assert words_in(made(written(tmp_path / "a.pdf"), one)[0].content) == ""


def test_a_name_over_two_lines_has_its_token_once(tmp_path: Path) -> None:
    text = "Seen with Marisol\nGonzalez, naïve ∆ today"
    redacted, _ = made(written(tmp_path / "a.pdf", "Seen with Marisol\nGonzalez, today"), page(text))
    assert words_in(redacted.content).split() == ["Seen", "with", "[EMPLOYEE]", ",", "naïve", "?", "today"]


def test_a_page_without_release_or_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedData) as caught:
        redact_pdf({}, [page(TEXT)], [])
    assert len(caught.value.faults) == 2
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no")
    with pytest.raises(UnreadableFile):
        made(bad, page(TEXT))
    with pytest.raises(UnreadableFile):
        made(written(tmp_path / "a.pdf"), page(TEXT, number=5))
    with pytest.raises(UnreadableFile):
        leftovers(bad, ["x"])


def test_the_check_finds_each_thing_that_was_not_released(tmp_path: Path) -> None:
    one = page(TEXT)
    original = written(tmp_path / "a.pdf")
    released = release([one], propose([one], PARTIES, Profile.STATE))[0]
    redacted = redact_pdf({"f": original}, [one], [released])
    lines = lines_of(one, released, has_pixels=True)
    with pdfium.PdfDocument(original) as document:
        picture = picture_of(document[0], one, lines)
    assert list(verify(redacted.content, [lines], [picture])) == []
    assert list(verify(redacted.content, [], [])) == ["number of pages"]
    assert list(verify(redacted.content, [lines[1:]], [picture])) == ["words of page 1"]
    assert "pixels of page 1" in list(
        verify(redacted.content, [[line._replace(is_shown=False) for line in lines]], [picture])
    )
    assert "picture of page 1" in list(verify(redacted.content, [lines], [None]))
    with pikepdf.open(io.BytesIO(redacted.content)) as pdf:
        pdf.docinfo["/Author"] = NAME
        target = io.BytesIO()
        pdf.save(target)
    assert "object with /Author" in list(verify(target.getvalue(), [lines], [picture]))
    with pytest.raises(RuleBroken):
        refuse_leftovers(target.getvalue(), [lines], [picture])
