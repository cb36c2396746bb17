"""PDF files and archives for the tests of opening: whole ones, and ones that are made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[[str], bytes]:
    """Makes a PDF of Typst source."""

    def make(source: str) -> bytes:
        path = tmp_path / "letter.typ"
        path.write_text(source, "utf-8")
        return bytes(typst.compile(path))

    return make


def _font(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip


@pytest.fixture
def drawn() -> Callable[..., pikepdf.Pdf]:
    """Makes a PDF of pages that are given as drawing commands; fonts are F1 and, bold, F2."""

    def make(*pages: bytes) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        for commands in pages:
            page = pdf.add_blank_page(page_size=(612, 792))
            page.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(F1=_font("Helvetica"), F2=_font("Helvetica-Bold"))
            )
            page.Contents = pdf.make_stream(commands)
        return pdf

    return make


@pytest.fixture
def saved() -> Callable[..., bytes]:
    """The bytes of a PDF."""

    def make(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
        file = io.BytesIO()
        pdf.save(file, encryption=encryption if encryption is not None else False)
        return file.getvalue()

    return make


@pytest.fixture
def packed() -> Callable[[dict[str, bytes]], bytes]:
    """A zip archive with these members."""

    def make(members: dict[str, bytes]) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return file.getvalue()

    return make
