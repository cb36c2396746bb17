"""Writes all pages of a case file as one PDF, each with the numbers by which a reviewer cites it, and with bookmarks.

Each page grows by a strip at its foot for its numbers, so that the stamp covers nothing of the record. The sanitised
copies are read, never the originals; pages that lie on their side are shown upright. The tags of the copies are not
carried over, since several files become one.

Source: the plan of the case file, part B (page numbers as the reviewer cites them); PDF 1.7, sections 7.7.3.3 (boxes
and rotation of a page), 8.3.4 (matrices) and 8.10 (form XObjects).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from openimr.casefile.documents import index, reviewed_words
from openimr.casefile.model import CaseFile, Document, Page
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, UnreadableFile

__all__ = ["stamp_of", "write_bundle"]

_STRIP = 0.022
"""The height of the strip, as a share of the page's height as shown."""
_LETTERS = 0.5
"""The size of the letters, as a share of the strip."""
_FONT = Name("/OpenIMRStamp")
_NOT_CARRIED = ("/StructParents", "/Tabs", "/TrimBox", "/ArtBox", "/BleedBox", "/B")
"""What tells of tags, of articles and of printing, which the bundle has not."""
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
"""What stands upright on a page that is shown turned clockwise by so many degrees (a, b, c, d of the matrix)."""


class _Strip(Value, frozen=True):
    """A strip at the foot of a page as shown: its box and that of the page with it, in points of the page itself."""

    box: tuple[float, float, float, float]
    page: tuple[float, float, float, float]
    height: float
    turned: int


def stamp_of(page: Page, documents: Sequence[Document], pages: int) -> str:
    """The words at the foot of a page: its running number, its document and page in it, and what it repeats.

    >>> from openimr.casefile.model import DocumentKind
    >>> page = Page(file="", number=1, running=4, width=612, height=792, duplicate_of=2)
    >>> document = Document(number=2, first=3, last=5, kind=DocumentKind.OTHER, confidence=1.0)
    >>> stamp_of(page, [document], 9)
    'Page 4 of 9  |  Document 2, page 2 of 3  |  repeats page 2'
    """
    words = [f"Page {page.running} of {pages}"]
    of = next((document for document in documents if page.running in document.pages), None)
    if of is not None:
        words.append(f"Document {of.number}, page {page.running - of.first + 1} of {len(of.pages)}")
    if page.duplicate_of is not None:
        words.append(f"repeats page {page.duplicate_of}")
    return "  |  ".join(words)


def write_bundle(
    whole: CaseFile,
    sources: Mapping[str, Path],
    target: Path,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> None:
    """Write the pages of ``whole`` in their running order to ``target``; ``sources`` are the copies, by digest.

    Each document has a bookmark; ``progress`` is told how many pages are done.

    Raises:
        MalformedData: there is no page, or a page has no copy.
        UnreadableFile: a copy cannot be opened, or has no such page.
        OSError: ``target`` cannot be written.
    """
    _refuse_missing(whole, sources)
    with ExitStack() as stack, pikepdf.new() as made:
        copies = {digest: stack.enter_context(_opened(path)) for digest, path in sources.items()}
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        of_page = {running: one for one in whole.documents for running in one.pages}
        for done, page in enumerate(whole.pages, start=1):
            made.pages.append(_source_page(copies[page.file], page))
            documents = [of_page[page.running]] if page.running in of_page else []
            _stamp(made, made.pages[-1], stamp_of(page, documents, len(whole.pages)), turned=page.turned, font=font)
            progress(done)
        _bookmark(made, whole)
        made.Root.Lang = pikepdf.String("en-US")
        made.Root.PageMode = Name.UseOutlines
        made.save(target, deterministic_id=True)


def _refuse_missing(whole: CaseFile, sources: Mapping[str, Path]) -> None:
    if not whole.pages:
        fault = Fault("pages", "There is none.", "Take the records in: openimr casefile index FOLDER.")
        raise MalformedData([fault], where="case file")
    lacking = sorted({page.file for page in whole.pages} - set(sources))
    if lacking:
        faults = [Fault(digest, "The copy of this file is missing.", "Index the records again.") for digest in lacking]
        raise MalformedData(faults, where="case file")


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path)
    except (pikepdf.PdfError, FileNotFoundError) as error:
        raise UnreadableFile(
            "The copy of a file cannot be opened.", where=path.parent.name, remedy="Index the records again."
        ) from error


def _source_page(copy: pikepdf.Pdf, page: Page) -> pikepdf.Page:
    if page.number > len(copy.pages):
        raise UnreadableFile(
            f"The copy of a file has no page {page.number}.", where=page.file, remedy="Index the records again."
        )
    return copy.pages[page.number - 1]


def _stamp(made: pikepdf.Pdf, page: pikepdf.Page, words: str, *, turned: int, font: pikepdf.Object) -> None:
    """Give the page its strip, its numbers in it, and its upright position.

    What the page draws becomes a form, so that nothing of its own state reaches the stamp.
    """
    strip = _strip(page, turned)
    page.obj.MediaBox = page.obj.CropBox = Array(_shown(page))
    for key in _NOT_CARRIED:
        if key in page.obj:
            del page.obj[key]
    drawn = _as_form(made, page)
    stamp = made.make_stream(_drawn(strip, words), Type=Name.XObject, Subtype=Name.Form, BBox=Array(strip.box))
    stamp.Resources = Dictionary(Font=Dictionary({str(_FONT): font}))
    page.obj.Resources = Dictionary(XObject=Dictionary(Record=drawn, Stamp=stamp))
    page.obj.Contents = made.make_stream(b"q /Record Do Q /Artifact <</Type /Pagination>> BDC /Stamp Do EMC")
    page.obj.MediaBox = page.obj.CropBox = Array(strip.page)
    page.obj.Rotate = strip.turned


def _as_form(made: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """What the page draws, packed as it was where it is one stream."""
    box = page.obj.MediaBox
    resources = page.obj.get("/Resources", Dictionary())
    entries = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": box, "Resources": resources}
    if "/Group" in page.obj:
        entries["Group"] = page.obj.Group
    contents = page.obj.get("/Contents")
    if not isinstance(contents, pikepdf.Stream):
        parts = list(contents) if isinstance(contents, Array) else []
        return made.make_stream(b"\n".join(part.read_bytes() for part in parts), **entries)
    form = made.make_stream(contents.read_raw_bytes(), **entries)
    for key in ("/Filter", "/DecodeParms"):
        if key in contents:
            form[key] = contents[key]
    return form


def _strip(page: pikepdf.Page, turned: int) -> _Strip:
    """Where the strip lies: along the side of the page that is its foot as shown."""
    x0, y0, x1, y1 = _shown(page)
    shown = (int(page.obj.get("/Rotate", 0)) + turned) % 360
    if shown in {0, 180}:
        height = _STRIP * (y1 - y0)
        if shown == 0:
            return _Strip((x0, y0 - height, x1, y0), (x0, y0 - height, x1, y1), height, shown)
        return _Strip((x0, y1, x1, y1 + height), (x0, y0, x1, y1 + height), height, shown)
    height = _STRIP * (x1 - x0)
    if shown == 90:
        return _Strip((x1, y0, x1 + height, y1), (x0, y0, x1 + height, y1), height, shown)
    return _Strip((x0 - height, y0, x0, y1), (x0 - height, y0, x1, y1), height, shown)


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The part of the page that is shown: its crop box, as far as it lies on the sheet."""
    media, crop = _corners(page.mediabox), _corners(page.cropbox)
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def _corners(box: pikepdf.Array) -> tuple[float, float, float, float]:
    """A box from its lower left to its upper right corner, whichever two corners it was given by."""
    xs, ys = sorted((float(box[0]), float(box[2]))), sorted((float(box[1]), float(box[3])))
    return xs[0], ys[0], xs[1], ys[1]


def _drawn(strip: _Strip, words: str) -> bytes:
    """The words in the strip, in black on light grey."""
    x0, y0, x1, y1 = strip.box
    a, b, c, d = _TURNS[strip.turned]
    size = _LETTERS * strip.height
    # The lower left corner of the strip as shown, and from there a little to the right and up.
    corner = {0: (x0, y0), 90: (x1, y0), 180: (x1, y1), 270: (x0, y1)}[strip.turned]
    right, up = strip.height, 0.35 * strip.height
    x, y = corner[0] + a * right + c * up, corner[1] + b * right + d * up
    letters = words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return (
        (
            f"0.94 g {x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re f 0 g BT {_FONT} {size:.3f} Tf"
            f" {a} {b} {c} {d} {x:.3f} {y:.3f} Tm ("
        ).encode()
        + letters
        + b") Tj ET"
    )


def _bookmark(made: pikepdf.Pdf, whole: CaseFile) -> None:
    with made.open_outline() as outline:
        for row in index(whole):
            copy = f", repeats document {row.repeats}" if row.repeats else ""
            outline.root.append(pikepdf.OutlineItem(f"{row.number}. {reviewed_words(row)}{copy}", row.first - 1))
