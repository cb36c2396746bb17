"""Invented pages for the tests of this folder: typed, scanned, tilted, blurred, faxed and written by hand."""

from __future__ import annotations

import datetime as dt
import io
import random
import textwrap
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from openimr.casefile.model import FileKind, ReceivedFile
from openimr.casefile.store import FolderStore, Manifest

__all__ = [
    "NOTE",
    "blurred",
    "errors",
    "faxed",
    "noisy",
    "picture_of",
    "picture_pdf",
    "scrawled",
    "store_with",
    "tilted",
    "typed_pdf",
]

NOTE = """PROGRESS REPORT
Patient: Maria Invented. Date of service: 04/18/2023. Claim number 55-1029.
The patient returns for follow up of low back pain after the injury at work.
She reports that pain is seven of ten and radiates into the left leg.
Physical therapy was begun and six sessions were completed with some relief.
Examination shows tenderness of the lumbar spine and a limited range of motion.
Straight leg raising is positive on the left side at forty degrees.
Sensation is decreased in the lateral foot; reflexes are equal on both sides.
Medication: naproxen 500 mg twice daily, cyclobenzaprine 10 mg at night.
The patient denies weakness, numbness of the hands, and bladder problems.
Plan: request authorization for six additional sessions of physical therapy.
Work status: modified duty, no lifting over ten pounds, for four weeks.
Return to the clinic in one month. Signed by the treating physician.
"""
_AT = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
_PAPER = 255


def picture_of(text: str = NOTE, *, dpi: int = 300, points: float = 11) -> Image.Image:
    """A letter page in greys with ``text`` set in lines, as a good scan shows it."""
    picture = Image.new("L", (round(8.5 * dpi), 11 * dpi), _PAPER)
    font = ImageFont.load_default(points * dpi / 72)
    ImageDraw.Draw(picture).multiline_text((dpi, dpi), text, font=font, fill=15, spacing=dpi // 25)
    return picture


def tilted(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned clockwise by a few degrees, as a page that was laid on the glass askew."""
    return picture.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=_PAPER)


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    """The picture out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def noisy(picture: Image.Image, share: float, seed: int = 1) -> Image.Image:
    """The picture with specks on this share of its dots."""
    chance = random.Random(seed)
    speckled = picture.copy()
    dots = speckled.load()
    assert dots is not None
    for _ in range(round(share * picture.width * picture.height)):
        dots[chance.randrange(picture.width), chance.randrange(picture.height)] = chance.choice((0, 255))
    return speckled


def faxed(picture: Image.Image, dpi: int = 100, cut: int = 140, times: int = 1) -> Image.Image:
    """The picture sent by fax in black and white, as often as told, each time a little smaller, darker and askew."""
    size = picture.size
    for time in range(times):
        small = picture.resize((round(8.5 * dpi), 11 * dpi), Image.Resampling.BOX)
        askew = small.rotate(0.7 * (-1) ** time, resample=Image.Resampling.BILINEAR, fillcolor=_PAPER)
        picture = noisy(askew.point([0 if grey < cut else 255 for grey in range(256)]), 0.01, seed=time)
    return picture.resize(size, Image.Resampling.NEAREST)


def scrawled(text: str = NOTE, *, dpi: int = 200, seed: int = 3) -> Image.Image:
    """A page like hurried handwriting: letters of all sizes, slants and heights that run into each other."""
    chance = random.Random(seed)
    picture = Image.new("L", (round(8.5 * dpi), 11 * dpi), _PAPER)
    draw = ImageDraw.Draw(picture)
    y = float(dpi)
    for line in textwrap.wrap(text, 55):
        x = dpi * 0.8
        for letter in line:
            if letter == " ":
                x += chance.uniform(4, 14)
                continue
            path = [(x + chance.uniform(-3, 14), y + chance.uniform(-16, 12)) for _ in range(4)]
            draw.line(path, fill=40, width=chance.choice((2, 3)), joint="curve")
            x += chance.uniform(7, 12)
        y += dpi / 4.2 + chance.uniform(-4, 4)
    return picture


def picture_pdf(pictures: Sequence[Image.Image], dpi: int = 300) -> bytes:
    """A PDF with a page for each picture and no text."""
    content = io.BytesIO()
    first, *others = pictures
    first.save(content, "PDF", resolution=dpi, save_all=True, append_images=others)
    return content.getvalue()


@cache
def typed_pdf(pages: tuple[str, ...], rotate: int = 0) -> bytes:
    """A PDF with these pages as text in lines, set in Helvetica."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    for text in pages:
        page = pdf.add_blank_page(page_size=(612, 792))
        shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in text.split("\n")]
        lines = "\n".join(f"({line}) Tj T*" for line in shown)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(f"BT /F1 11 Tf 14 TL 72 720 Td\n{lines}\nET".encode("cp1252"))
        if rotate:
            page.obj.Rotate = rotate
    content = io.BytesIO()
    pdf.save(content)
    return content.getvalue()


def store_with(folder: Path, *files: tuple[bytes, int], kind: FileKind = FileKind.PDF) -> FolderStore:
    """A case file in ``folder`` that has received these copies with so many pages each, of which none was read."""
    store = FolderStore(folder)
    received: list[ReceivedFile] = []
    running = 1
    for number, (content, pages) in enumerate(files, start=1):
        digest = f"{number:064x}"
        store.copy(digest).write_bytes(content)
        received.append(
            ReceivedFile(
                digest=digest,
                names=(f"records-{number}.pdf",),
                kind=kind,
                size_bytes=len(content),
                received_at=_AT,
                pages=pages,
                first_running=running,
            )
        )
        running += pages
    store.save_manifest(Manifest(files=tuple(received)))
    return store


def errors(truth: str, text: str) -> tuple[float, float]:
    """The share of characters and of words that are wrong, white space counting as one space."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only for figures told, not for tests

    wanted, got = truth.split(), text.split()
    letters = Levenshtein.distance(" ".join(wanted), " ".join(got)) / len(" ".join(wanted))
    return letters, Levenshtein.distance(wanted, got) / len(wanted)
