"""Makes the uploads that the case file is measured with: typed, scanned, and as large as scanners make them."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
from PIL import Image

from openimr.samples.casefiles import CaseFileSample, Scans, sample_case_files
from openimr.samples.casefiles.drafts import Look

__all__ = ["Scanned", "heavy_file", "scanned_file", "text_file", "typed_file"]

_SEED = 5
_DOTS = (600, 776)  # of a picture that weighs about as much as a page of a 500 MB upload of 2,000 pages
_QUALITY = 64
_LINE = "Patient reports low back pain 6/10 with radiation to the left leg; six sessions of therapy were given.\n"
_LEGIBLE = frozenset((Look.SCAN, Look.FAX))


class Scanned(NamedTuple):
    """A file of scanned pages, and what stands on each of them."""

    path: Path
    texts: tuple[str, ...]


def typed_file(folder: Path, pages: int) -> Path:
    """One PDF with about ``pages`` typed pages of an invented case file, as one bundle."""
    bundle = pikepdf.Pdf.new()
    for (_, source), number in _pages(_sample(pages, Scans.NONE)):
        if len(bundle.pages) < pages:
            bundle.pages.append(source.pages[number])
    path = folder / f"typed-{pages}.pdf"
    bundle.save(path)
    return path


def scanned_file(folder: Path, pages: int) -> Scanned:
    """One PDF with ``pages`` scanned and faxed pages of an invented case file, of those that can be read."""
    sample = _sample(pages * 2, Scans.ALL)
    truth = {(page.file.removeprefix("records/"), page.number): page for page in sample.truth.pages}
    bundle = pikepdf.Pdf.new()
    texts: list[str] = []
    for (name, source), number in _pages(sample):
        page = truth[name, number + 1]
        if page.look in _LEGIBLE and page.duplicate_of is None and len(texts) < pages:
            bundle.pages.append(source.pages[number])
            texts.append(page.text)
    path = folder / f"scanned-{pages}.pdf"
    bundle.save(path)
    return Scanned(path, tuple(texts))


def heavy_file(folder: Path, pages: int) -> Path:
    """One PDF of ``pages`` pictures of noise, of some 230 kB each: as large as scans are, and without any word."""
    rng = random.Random(_SEED)  # noqa: S311  # noise keeps no secret
    bundle = pikepdf.Pdf.new()
    for _ in range(pages):
        content = io.BytesIO()
        Image.frombytes("L", _DOTS, rng.randbytes(_DOTS[0] * _DOTS[1])).save(content, "JPEG", quality=_QUALITY)
        bundle.add_blank_page(page_size=(612, 792))
        picture = bundle.make_stream(
            content.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=_DOTS[0], Height=_DOTS[1],
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page = bundle.pages[-1]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
        page.Contents = bundle.make_stream(b"612 0 0 792 0 0 cm /I Do")
    path = folder / f"heavy-{pages}.pdf"
    bundle.save(path)
    return path


def text_file(folder: Path, size: int) -> Path:
    """A text file of ``size`` letters."""
    path = folder / f"text-{size}.txt"
    path.write_text((_LINE * (size // len(_LINE) + 1))[:size], "utf-8")
    return path


def _sample(pages: int, scans: Scans) -> CaseFileSample:
    # A case file has about as many pages as asked for, so some more are asked for.
    (sample,) = sample_case_files(count=1, seed=_SEED, pages=pages + pages // 4 + 20, scans=scans)
    return sample


def _pages(sample: CaseFileSample) -> Iterator[tuple[tuple[str, pikepdf.Pdf], int]]:
    """Each page of the records: the name of its file, the open file, and the place of the page in it from 0."""
    for name, content in sample.records.items():
        source = pikepdf.open(io.BytesIO(content))
        for number in range(len(source.pages)):
            yield (name, source), number
