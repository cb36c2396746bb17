"""Files for the tests of intake: whole ones, and ones that are made to do harm."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from pathlib import Path

import docx
import msgspec
import pikepdf
from docx.enum.text import WD_BREAK
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from openimr.casefile.intake import IntakeLimits, intake_limits
from openimr.casefile.intake.copies import Job
from openimr.casefile.intake.kinds import kind_of
from openimr.casefile.model import FileKind

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)


def limits(**changes: float) -> IntakeLimits:
    return msgspec.structs.replace(intake_limits(), **changes)


def drawn(*pages: str) -> pikepdf.Pdf:
    """A PDF whose pages show these words."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for words in pages:
        page = pdf.add_blank_page(page_size=(612, 792)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode())
    return pdf


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(file, encryption=encryption if encryption is not None else False)
    return file.getvalue()


def hostile() -> pikepdf.Pdf:
    """A PDF that holds one of everything that must not stay."""
    pdf = drawn("The neck is tender.", "Physical therapy, 12 visits.")
    script = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.attachments["notes.txt"] = b"attached words"
    pdf.Root.URI = Dictionary(Base=String("https://example.org"))
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=Array([String("form"), pdf.make_stream(b"<xdp/>")]))
    pdf.Root.PageMode = Name.UseAttachments
    actions = [
        Dictionary(S=Name.URI, URI=String("https://example.org/track")),
        Dictionary(S=Name.Launch, F=String("cmd.exe")),
        Dictionary(S=Name.GoToR, F=String("other.pdf")),
        Dictionary(S=Name.SubmitForm, F=String("https://example.org/send")),
        Dictionary(S=Name.ImportData, F=String("data.fdf")),
        Dictionary(S=Name.Named, N=Name.Print),
        Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit]), Next=Array([script])),
    ]
    links = [_annotation("Link", A=action) for action in actions]
    films = [_annotation(kind) for kind in ("RichMedia", "3D", "Movie", "Sound", "Screen")]
    attached = _annotation("FileAttachment", FS=Dictionary(Type=Name.Filespec, F=String("x"), EF=Dictionary(
        F=pdf.make_stream(b"attached words too", Type=Name.EmbeddedFile))))  # fmt: skip
    note = _annotation("Text", Contents=String("A note of the sender"))
    page = pdf.pages[0].obj
    page.Annots = pdf.make_indirect(Array([*links, *films, attached, note, 7]))
    page.AA = Dictionary(O=script)
    outside = pdf.make_stream(b"", F=String("https://example.org/page"), FFilter=Name.FlateDecode)
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]), Ref=Dictionary(
        F=String("other.pdf"), Page=0))  # fmt: skip
    program = pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
    page.Resources.XObject = Dictionary(X0=outside, X1=form, X2=program)
    return pdf


def _annotation(kind: str, **keys: object) -> Dictionary:
    annotation = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 10, 10]))
    for key, value in keys.items():
        annotation[f"/{key}"] = value
    return annotation


def picture(kind: str, mode: str = "L", size: tuple[int, int] = (170, 220), **options: object) -> bytes:
    """A picture that is not the same everywhere."""
    file = io.BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.save(file, kind, **options)
    return file.getvalue()


def word_file(*pages: str, pictures: tuple[bytes, ...] = ()) -> bytes:
    """A Word document with a page break between these pages, a head and a table."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Harbor Spine Clinic"
    for number, words in enumerate(pages):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Visits", "12"
    for data in pictures:
        document.add_picture(io.BytesIO(data))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def job(folder: Path, data: bytes, **changes: float) -> Job:
    """The work that a file with this content makes."""
    original = folder / "original"
    original.write_bytes(data)
    kind = kind_of(data[:4096])
    return Job(
        name="scan",
        digest="d",
        size_bytes=len(data),
        kind=kind if kind is not None else FileKind.DOCX,
        original=str(original),
        copy=str(folder / "copy.pdf"),
        limits=limits(**changes),
    )
