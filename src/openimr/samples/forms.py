"""Gives an invented determination the form of a file: its text layer as text, or a page as HTML or PDF."""

from __future__ import annotations

from enum import StrEnum
from random import Random

import msgspec

from openimr.determinations import writing
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.determinations.writing.blocks import Letter, Paragraph
from openimr.determinations.writing.html import render_html
from openimr.determinations.writing.issuing import LAYOUTS
from openimr.determinations.writing.portable import render_pdf
from openimr.samples.layouts import RENDERERS
from openimr.samples.sample import Sample

__all__ = ["Form", "formed"]


class Form(StrEnum):
    """The forms of files that samples can be had in."""

    TXT = "txt"
    HTML = "html"
    PDF = "pdf"


def formed(sample: Sample, form: Form) -> bytes:
    """The file of ``sample``: its text as it is, or a page that says the same.

    Layouts that our writer writes are written by it; older ones are set line by line as they looked, so that HTML and
    PDF hold the same words as the text, without the traps of its text layer.
    """
    if form is Form.TXT:
        return sample.text.encode("utf-8")
    if sample.truth.layout in LAYOUTS:
        page = writing.write(sample.truth, to=writing.Form(form), accept=writing.Losses.DROP)
        return page.encode("utf-8") if isinstance(page, str) else page
    letter = _as_it_looked(sample)
    if form is Form.HTML:
        return render_html(letter, print_size=writing.PrintSize.STANDARD).encode("utf-8")
    return render_pdf(
        letter,
        print_size=writing.PrintSize.STANDARD,
        attachment=msgspec.json.encode(sample.truth),
        issued=sample.truth.dates.issued,
    )


def _as_it_looked(sample: Sample) -> Letter:
    """The letter in the blocks of our writer: a paragraph for each forced line."""
    paragraphs = RENDERERS[sample.truth.layout](sample.truth, Random(sample.number))  # noqa: S311  # no secret
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n") if line.strip()]
    return Letter(
        title="Independent Medical Review determination",
        blocks=tuple(Paragraph(text=line.strip()) for line in lines),
        mark=MARK_OF_INVENTION,
    )
