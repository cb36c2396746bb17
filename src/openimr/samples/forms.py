"""Gives an invented determination the form of a file: its text layer as text, or a page as HTML or PDF."""

from __future__ import annotations

from enum import StrEnum
from random import Random

from openimr.determinations.writing import Form as Written
from openimr.determinations.writing import PrintSize, write
from openimr.determinations.writing.blocks import MARK_OF_INVENTION, Letter, Paragraph
from openimr.determinations.writing.html import render_html
from openimr.determinations.writing.issuing import LAYOUTS
from openimr.determinations.writing.pdf import render_pdf
from openimr.samples.layouts import RENDERERS
from openimr.samples.sample import Sample

__all__ = ["Form", "formed"]


class Form(StrEnum):
    """The forms of files that samples can be had in."""

    TXT = "txt"
    HTML = "html"
    PDF = "pdf"
