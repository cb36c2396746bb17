from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Name
from PIL import Image, ImageChops

from openimr.casefile.intake.copies import Made, make_copy
from openimr.casefile.intake.pictures import jpeg_without_extras
from unit.casefile.intake.factories import job, picture


def made_of(folder: Path, data: bytes, **changes: float) -> tuple[Made, pikepdf.Pdf]:
    made = make_copy(job(folder, data, **changes))
    assert made.refusal is None
    return made, pikepdf.open(folder / "copy.pdf")


def shown(path: Path, size: tuple[int, int], page: int = 0) -> Image.Image:
    """The page as one sees it, of this size in pixels."""
    with pdfium.PdfDocument(path) as document:
        rendered: Image.Image = document[page].render(scale=size[0] / document[page].get_width()).to_pil()
        return rendered.resize(size).convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart on average, from 0 to 255."""
    counts = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(level * count for level, count in enumerate(counts)) / sum(counts)


@pytest.mark.parametrize(("kind", "mode"), [
    ("JPEG", "L"), ("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "1"), ("PNG", "L"), ("PNG", "P"), ("PNG", "RGB"),
    ("PNG", "LA"), ("PNG", "RGBA"), ("TIFF", "1"), ("TIFF", "L"), ("TIFF", "RGB"), ("TIFF", "I;16"), ("TIFF", "CMYK"),
])  # fmt: skip
def test_a_picture_becomes_a_page_that_shows_it(tmp_path: Path, kind: str, mode: str) -> None:
    if mode == "I;16":
        file = io.BytesIO()
        levels = Image.linear_gradient("L").resize((170, 220)).convert("I").point(lambda value: value * 257)
        levels.convert("I;16").save(file, "TIFF", dpi=(100, 100))
        data = file.getvalue()
    else:
        data = picture(kind, mode, dpi=(100, 100))
    made, pdf = made_of(tmp_path, data)
    with pdf:
        assert made.pages == len(pdf.pages) == 1
        assert [float(edge) for edge in pdf.pages[0].mediabox.as_list()] == pytest.approx([0, 0, 122.4, 158.4], abs=0.1)
    expected = Image.linear_gradient("L").resize((170, 220)).convert("L" if mode != "1" else "1")
    # Inks are shown by the profile of the viewer, and dots are blurred; a negative would be 128 apart.
    most = {"1": 12, "CMYK": 25}.get(mode, 6)
    assert difference(shown(tmp_path / "copy.pdf", (170, 220)), expected) < most


@given(st.integers(1, 70), st.integers(1, 70), st.sampled_from(["1", "L", "RGB"]), st.randoms())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_pixel_changes_in_what_is_packed_without_loss(
    tmp_path: Path, width: int, height: int, mode: str, random: Random
) -> None:
    depth = 3 if mode == "RGB" else 1
    image = Image.frombytes("RGB" if depth == 3 else "L", (width, height), random.randbytes(width * height * depth))
    image = image.convert(mode)
    file = io.BytesIO()
    image.save(file, "TIFF" if mode == "1" else "PNG")
    _, pdf = made_of(tmp_path, file.getvalue())
    with pdf:
        stream = pdf.pages[0].obj.Resources.XObject.Picture
        assert isinstance(stream, pikepdf.Stream)
        inside = pikepdf.PdfImage(stream).as_pil_image()
        assert inside.convert(mode).tobytes() == image.tobytes()


def test_the_pixels_of_a_jpeg_stay_as_they_are_and_the_data_of_the_camera_goes(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    data = picture("JPEG", "RGB", exif=exif, comment=b"by a program")
    made, pdf = made_of(tmp_path, data)
    with pdf:
        stream = pdf.pages[0].obj.Resources.XObject.Picture
        assert stream.Filter == Name.DCTDecode
        packed = stream.read_raw_bytes()
    assert b"taken at home" not in packed
    assert b"by a program" not in packed
    assert made.removed == ("data that the camera or program added",)
    with Image.open(io.BytesIO(packed)) as ours, Image.open(io.BytesIO(data)) as theirs:
        assert ours.tobytes() == theirs.tobytes()


@given(st.binary(max_size=200))
def test_what_is_no_jpeg_is_never_made_longer(data: bytes) -> None:
    assert len(jpeg_without_extras(b"\xff\xd8" + data)) <= len(data) + 2


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_was_turned_stands_upright(tmp_path: Path, orientation: int, kind: str) -> None:
    image = Image.new("L", (80, 40), 255)
    image.paste(0, (0, 0, 20, 10))
    image.paste(120, (60, 30, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    image.save(file, kind, exif=exif, dpi=(72, 144))
    made_of(tmp_path, file.getvalue())[1].close()
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }  # fmt: skip
    expected = image.transpose(turned[orientation]) if orientation > 1 else image
    assert difference(shown(tmp_path / "copy.pdf", expected.size), expected) < 6
    with pikepdf.open(tmp_path / "copy.pdf") as pdf:
        size = [80, 20] if orientation <= 4 else [20, 80]
        assert [float(edge) for edge in pdf.pages[0].mediabox.as_list()][2:] == pytest.approx(size)


def tiff(*pages: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:], **options)
    return file.getvalue()


def test_each_page_of_a_tiff_becomes_a_page(tmp_path: Path) -> None:
    pages = [Image.new("L", (50 + number, 60), number * 20) for number in range(5)]
    made, pdf = made_of(tmp_path, tiff(*pages, dpi=(72, 72)))
    with pdf:
        assert made.pages == 5
        assert [float(page.mediabox[2]) for page in pdf.pages] == pytest.approx([50, 51, 52, 53, 54])


def test_a_fax_keeps_the_shape_that_its_two_resolutions_give(tmp_path: Path) -> None:
    _, pdf = made_of(tmp_path, tiff(Image.new("1", (1734, 1078), 1), dpi=(204, 98), compression="group4"))
    with pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox.as_list()][2:] == pytest.approx([612, 792], abs=1)
        assert pdf.pages[0].obj.Resources.XObject.Picture.Filter == Name.CCITTFaxDecode


def test_a_jpeg_in_a_tiff_is_packed_anew_and_that_is_said(tmp_path: Path) -> None:
    page = Image.linear_gradient("L").convert("RGB")
    made, pdf = made_of(tmp_path, tiff(page, compression="jpeg", dpi=(72, 72)))
    pdf.close()
    assert made.notices == ("Pictures in it that were JPEG were packed anew; their pixels may differ slightly.",)
    assert difference(shown(tmp_path / "copy.pdf", page.size), page) < 3


@pytest.mark.parametrize("dpi", [None, (1, 1), (9999, 9999)])
def test_a_picture_that_does_not_say_its_size_is_taken_as_a_letter_page(
    tmp_path: Path, dpi: tuple[int, int] | None
) -> None:
    made, pdf = made_of(tmp_path, picture("PNG") if dpi is None else picture("PNG", dpi=dpi))
    with pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox.as_list()][2:] == pytest.approx([612, 792])
    assert made.notices == ("It does not say its size; its longer side was taken as 11 inches.",)


def test_clear_parts_of_a_picture_are_white(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    made_of(tmp_path, file.getvalue())[1].close()
    assert shown(tmp_path / "copy.pdf", (20, 20)).getextrema() == (255, 255)


def test_many_large_pages_are_put_down_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openimr.casefile.intake.pictures._PIECE_BYTES", 10)
    pages = [Image.new("L", (50 + number, 60), number * 20) for number in range(7)]
    made, pdf = made_of(tmp_path, tiff(*pages, dpi=(72, 72)))
    with pdf:
        assert made.pages == 7
        assert [float(page.mediabox[2]) for page in pdf.pages] == pytest.approx(list(range(50, 57)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.pdf", "original"]


@pytest.mark.parametrize(("kind", "whole"), [("JPEG", "RGB"), ("PNG", "RGB"), ("TIFF", "RGB")])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path, kind: str, whole: str, share: float) -> None:
    noise = Image.effect_noise((200, 200), 80).convert(whole)
    file = io.BytesIO()
    noise.save(file, kind)
    data = file.getvalue()
    made = make_copy(job(tmp_path, data[: int(len(data) * share)]))
    assert made.refusal is not None
    assert made.refusal.what == "It is broken."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize(("most", "is_refused"), [(37_400, False), (37_399, True)])
def test_a_picture_may_have_so_many_pixels(tmp_path: Path, kind: str, most: int, is_refused: bool) -> None:
    made = make_copy(job(tmp_path, picture(kind), picture_pixels=most))
    assert (made.refusal is not None) == is_refused


def test_a_tiff_may_have_so_many_pages(tmp_path: Path) -> None:
    data = tiff(*[Image.new("1", (50, 60), 1)] * 4)
    assert make_copy(job(tmp_path, data, pages=4)).refusal is None
    made = make_copy(job(tmp_path, data, pages=3))
    assert made.refusal is not None
    assert made.refusal.what == "It has more than 3 pages."
