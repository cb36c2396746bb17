"""Copies a PDF without what acts, reaches outside or hides: scripts, launches, links out, attachments, films, forms.

Pages, text, tags, page labels, bookmarks and layers stay. What may stay is listed for the catalogue, the names and the
actions (jumps within the file); everything else goes, and each kind of thing that went is named with its count.
Source: ISO 32000-2, 7.7.2 (catalogue), 7.11 (file specifications), 8.10.4 (reference XObjects), 12.5 (annotations),
12.6 (actions), 13 (multimedia); feature F16 of the plan.
"""

from __future__ import annotations

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import AccessMode, Array, Dictionary, Name, ObjectStreamMode, Stream, StreamDecodeLevel

from openimr.casefile.intake.inflating import unpacked_bytes
from openimr.casefile.intake.limits import IntakeLimits
from openimr.citations import Value
from openimr.determinations.opening.original import unreadable

__all__ = ["Cleaned", "clean_page", "clean_pdf"]

_GET_AGAIN = "Get the file again from where it came."
_END_WITHIN = 64 * 1024  # fax servers pad their files
_REASONS = {
    "Loop detected": "Its list of pages leads back to itself, which is made to exhaust the computer.",
    "deeply nested": "Its list of pages is nested too deeply, which is made to exhaust the computer.",
}
_ACTIONS = {
    "/JavaScript": "scripts",
    "/Rendition": "films and sounds",
    "/Movie": "films and sounds",
    "/Sound": "films and sounds",
    "/RichMediaExecute": "films and sounds",
    "/GoTo3DView": "3D models",
    "/Launch": "launches of programs",
    "/URI": "links to outside",
    "/GoToR": "links to other files",
    "/GoToE": "links to other files",
    "/GoToDp": "links to other files",
    "/Thread": "links to other files",
    "/SubmitForm": "forms that send",
    "/ImportData": "forms that fetch",
    "/ResetForm": "actions of forms",
    "/Hide": "actions of forms",
    "/SetOCGState": "actions on layers",
    "/Trans": "actions of pages",
}
_NAMED_JUMPS = frozenset(("/NextPage", "/PrevPage", "/FirstPage", "/LastPage"))
_ANNOTATIONS = {
    "/FileAttachment": "attached files",
    "/RichMedia": "films and sounds",
    "/Movie": "films and sounds",
    "/Sound": "films and sounds",
    "/Screen": "films and sounds",
    "/3D": "3D models",
    "/TrapNet": "marks for printers",
    "/PrinterMark": "marks for printers",
}
_CATALOGUE = frozenset((
    "/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences",
    "/PageLayout", "/PageMode", "/Outlines", "/AcroForm", "/Metadata", "/StructTreeRoot", "/MarkInfo", "/Lang",
    "/OutputIntents", "/OCProperties",
))  # fmt: skip
_NAMES = frozenset(("/Dests", "/AP"))
_WENT = {
    "/OpenAction": "actions on opening",
    "/AA": "actions on opening",
    "/URI": "links to outside",
    "/Collection": "attached files",
    "/AF": "references to attached files",
    "/EmbeddedFiles": "attached files",
    "/JavaScript": "scripts",
    "/Perms": "signatures",
    "/DSS": "signatures",
}
_HOLDERS = {
    "/AA": "actions on opening",
    "/AF": "references to attached files",
    "/EF": "contents of attached files",
    "/RF": "contents of attached files",
}
"""Keys that hold nothing else, wherever they stand."""
_NO_ACTIONS_UNDER = frozenset(("/K", "/P", "/SE", "/Obj", "/Ref", "/Nums", "/Names", "/Kids", "/Parent"))
"""Keys under which elements of the structure stand, whose own kind may bear the name of an action."""
_NAMED_PARTS = frozenset(("/Font", "/ExtGState", "/Pattern", "/XObject", "/OCG", "/OCMD"))
"""What resources call by names of the file's choice, such as AA or EF."""


class Cleaned(Value, frozen=True):
    """The pages of a copy, what it leaves out, and what was mended."""

    pages: int
    removed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def clean_pdf(original: Path, copy: Path, *, name: str, limits: IntakeLimits) -> Cleaned:
    """Write the clean copy of a PDF. Memory stays flat: streams are read from the one file as they are written.

    Raises:
        UnreadableFile: it is encrypted, cut off, hostile, or has no page or too many.
        pikepdf.PdfError: it is broken.
        MemoryError: it unpacks to more than the process may hold.
    """
    try:
        pdf = pikepdf.open(original, access_mode=AccessMode.stream)
    except pikepdf.PasswordError as error:
        raise unreadable(
            name, "It is encrypted.", why="It opens with a password only.",
            remedy="Ask for the password, and save a copy without it.",
        ) from error  # fmt: skip
    except pikepdf.PdfError as error:
        _refuse_cut_off(original, name)
        raise unreadable(
            name, "It begins like a PDF file but is broken.", why=_why_broken(str(error)), remedy=_GET_AGAIN
        ) from error
    with pdf:
        pages = _count_pages(pdf, name, limits)
        removed = _clean(pdf, name, limits)
        if pdf.is_encrypted:
            removed["a lock that opens without password"] += 1
        notices = _damages(pdf, original, name, pages)
        _save(pdf, copy)
    return Cleaned(pages, tuple(f"{words}: {count}" for words, count in sorted(removed.items())), notices)


def clean_page(original: Path, number: int, *, name: str, limits: IntakeLimits) -> bytes:
    """Page ``number``, from 1, alone and clean, as a PDF: to be shown while the copy of the whole is still made.

    Raises:
        UnreadableFile: the page is not there, or is hostile.
        pikepdf.PdfError: the file cannot be opened.
    """
    with pikepdf.open(original, access_mode=AccessMode.stream) as pdf, pikepdf.new() as alone:
        pages = _count_pages(pdf, name, limits)
        if not 1 <= number <= pages:
            raise unreadable(
                name, f"It has no page {number}.", why=f"It has {pages:,}.", remedy="Ask for another page."
            )
        page = pdf.pages[number - 1]
        _unlink(page.obj)
        alone.pages.append(page)
        _clean(alone, name, limits)
        file = io.BytesIO()
        _save(alone, file)
    return file.getvalue()


def _save(pdf: pikepdf.Pdf, target: Path | io.BytesIO) -> None:
    """Drawing commands stay as they are packed, so that copying takes the time of the disk."""
    with warnings.catch_warnings():
        # A field that belongs to no form shows what it showed before.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(
            target,
            stream_decode_level=StreamDecodeLevel.none,
            compress_streams=False,
            object_stream_mode=ObjectStreamMode.preserve,
            encryption=False,
        )


def _unlink(page: Dictionary) -> None:
    """Drop the jumps of a page, for they would take the pages along to which they lead."""
    annotations = page.get("/Annots")
    if isinstance(annotations, Array):
        for at in range(len(annotations) - 1, -1, -1):
            if isinstance(annotations[at], Dictionary) and annotations[at].get("/Subtype") == Name.Link:
                del annotations[at]


def _why_broken(words: str) -> str:
    """The reason for a reader, from what the library says; that itself names a path, and is not shown."""
    for mark, why in _REASONS.items():
        if mark in words:
            return why
    return "No page can be found in it."


def _count_pages(pdf: pikepdf.Pdf, name: str, limits: IntakeLimits) -> int:
    if len(pdf.objects) > limits.objects:
        raise unreadable(
            name, f"It has {len(pdf.objects):,} objects.", why=f"The limit is {limits.objects:,}.",
            remedy="Give it in parts.",
        )  # fmt: skip
    pages = len(pdf.pages)
    if pages > limits.pages:
        raise unreadable(
            name, f"It has {pages:,} pages.", why=f"The limit is {limits.pages:,}.", remedy="Give it in parts."
        )
    if not pages:
        raise unreadable(name, "It is empty.", why="It has no page.", remedy=_GET_AGAIN)
    return pages


def _damages(pdf: pikepdf.Pdf, original: Path, name: str, pages: int) -> tuple[str, ...]:
    """What the reader of the file had to mend.

    Raises:
        UnreadableFile: the end of the file is missing, so that pages may be missing too.
    """
    faults = len(pdf.get_warnings())
    if not faults:
        return ()
    _refuse_cut_off(original, name)
    return (f"It was damaged in {faults} places that were mended; compare its {pages} pages with the sender's count.",)


def _refuse_cut_off(original: Path, name: str) -> None:
    with original.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_WITHIN))
        end = file.read()
    if b"%%EOF" not in end:
        raise unreadable(
            name, "The PDF file is cut off.", why="Its end mark is missing, so pages may be too.", remedy=_GET_AGAIN
        )


def _clean(pdf: pikepdf.Pdf, name: str, limits: IntakeLimits) -> Counter[str]:
    """Take out of an open PDF what must not stay; how many of each kind there were."""
    removed: Counter[str] = Counter()
    _clean_catalogue(pdf.Root, removed)
    for page in pdf.pages:
        _clean_annotations(page.obj, removed)
    left = limits.streams_bytes
    for part in pdf.objects:
        if isinstance(part, Stream):
            _refuse_picture(part, name, limits)
            left -= _unpacked(part, name, min(limits.stream_bytes, left), limits)
        _clean_part(part, removed)
    return removed


def _clean_catalogue(root: pikepdf.Object, removed: Counter[str]) -> None:
    for key in list(root.keys()):
        if key not in _CATALOGUE:
            del root[key]
            removed[_WENT.get(key, "other parts of the catalogue")] += 1
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key in [key for key in names.keys() if key not in _NAMES]:  # noqa: SIM118 - a PDF dictionary is no dict
            removed[_WENT.get(key, "other parts of the catalogue")] += _leaves(names[key])
            del names[key]
    if root.get("/PageMode") == Name.UseAttachments:
        del root["/PageMode"]
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        del form["/XFA"]
        removed["forms of the XFA kind"] += 1


def _leaves(tree: pikepdf.Object) -> int:
    """How many things a tree of names holds, where it is flat; else 1."""
    names = tree.get("/Names") if isinstance(tree, Dictionary) else None
    return max(1, len(names) // 2) if isinstance(names, Array) else 1


def _clean_annotations(page: Dictionary, removed: Counter[str]) -> None:
    """Take annotations that act or hold files off a page, and empty them, for a tag may still point to them."""
    annotations = page.get("/Annots")
    if not isinstance(annotations, Array):
        return
    for at in range(len(annotations) - 1, -1, -1):
        annotation = annotations[at]
        if not isinstance(annotation, Dictionary):
            continue
        words = _ANNOTATIONS.get(str(annotation.get("/Subtype")))
        if words is None:
            continue
        del annotations[at]
        removed[words] += 1
        for key in list(annotation.keys()):
            if key not in ("/Type", "/Rect", "/P", "/StructParent"):
                del annotation[key]


def _clean_part(part: pikepdf.Object, removed: Counter[str]) -> None:
    """Clean one object of the file with all that stands in it, but not what it only points to."""
    waiting = [part]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            _clean_array(item, removed)
            waiting.extend(_inside(value for value in item.as_list()))
        elif isinstance(item, Dictionary | Stream):
            if isinstance(item, Stream):
                _clean_stream(item, removed)
            kept = [value for key, value in list(item.items()) if not _went(item, key, value, removed)]
            waiting.extend(_inside(iter(kept)))


def _inside(values: Iterator[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    for value in values:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield value


def _clean_array(array: Array, removed: Counter[str]) -> None:
    """Take actions out of a list of them; a list of tags is left as it is."""
    for at in range(len(array) - 1, -1, -1):
        value = array[at]
        if isinstance(value, Dictionary) and "/P" not in value and (words := _action(value)):
            del array[at]
            removed[words] += 1


def _clean_stream(stream: Stream, removed: Counter[str]) -> None:
    for key, words in (
        ("/F", "contents that lie in other files"),
        ("/Ref", "contents that lie in other files"),
        ("/OPI", "contents that lie in other files"),
        ("/PS", "programs of PostScript"),
    ):
        if key in stream:
            del stream[key]
            removed[words] += 1
    for key in ("/FFilter", "/FDecodeParms"):
        if key in stream:
            del stream[key]
    if stream.get("/Subtype") == Name.PS or stream.get("/Subtype2") == Name.PS:
        stream.write(b"")
        for key in ("/Subtype", "/Subtype2"):
            if key in stream:
                del stream[key]
        removed["programs of PostScript"] += 1
    if stream.get("/Type") == Name.EmbeddedFile:
        stream.write(b"")


def _went(holder: Dictionary | Stream, key: str, value: pikepdf.Object, removed: Counter[str]) -> bool:
    """Take a value that must not stay out of its holder; whether it went."""
    if key in _HOLDERS and not _is_named_part(value):
        words = _HOLDERS[key]
    elif key == "/Next" and isinstance(value, Array):
        words = "actions that follow others"
    elif isinstance(value, Dictionary) and key not in _NO_ACTIONS_UNDER:
        words = _action(value)
        if not words:
            return False
    else:
        return False
    del holder[key]
    removed[words] += 1
    return True


def _is_named_part(value: pikepdf.Object) -> bool:
    """Whether a value is a font, a picture or the like, which a file may call by any name."""
    if isinstance(value, Stream):
        return True
    return not isinstance(value, Dictionary | Array) or (
        isinstance(value, Dictionary) and str(value.get("/Type")) in _NAMED_PARTS
    )


def _action(value: Dictionary) -> str:
    """The words for an action that must not stay; empty for jumps within the file and for what is no action."""
    kind = value.get("/S")
    if not isinstance(kind, Name):
        return ""
    if kind == Name.Named:
        return "" if str(value.get("/N")) in _NAMED_JUMPS else "commands to the viewer"
    return _ACTIONS.get(str(kind), "")


def _refuse_picture(stream: Stream, name: str, limits: IntakeLimits) -> None:
    if stream.get("/Subtype") != Name.Image:
        return
    width, height = stream.get("/Width", 0), stream.get("/Height", 0)
    if isinstance(width, int) and isinstance(height, int) and width * height > limits.picture_pixels:
        raise unreadable(
            name,
            f"It holds a picture of {width:,} by {height:,} pixels.",
            why=f"The limit is {limits.picture_pixels:,} pixels.",
            remedy="Ask for a scan at 300 dots per inch.",
        )


def _unpacked(stream: Stream, name: str, most: int, limits: IntakeLimits) -> int:
    """What a stream unpacks to; of a picture nothing, since its pixels are counted."""
    if stream.get("/Subtype") == Name.Image:
        return 0
    count = unpacked_bytes(stream, most)
    if count > most:
        raise unreadable(
            name,
            f"Its streams unpack to more than {limits.stream_bytes:,} bytes, or {limits.streams_bytes:,} in all.",
            why="A file that grows so much when it is opened is made to exhaust the computer.",
            remedy="Ask the sender for a plain scan or print of the same pages.",
        )
    return count
