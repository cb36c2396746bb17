"""Writes a determination as a letter in one of the layouts that we write, and refuses where the letter would say less.

Every letter is read again before it leaves: what was written reads back to the same values, or is not written.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from openimr.determinations import reading
from openimr.determinations.model import Dates, Determination, Layout
from openimr.determinations.writing.blocks import Letter
from openimr.determinations.writing.html import render_html
from openimr.determinations.writing.layouts.l4 import Front, lay_out_l4
from openimr.determinations.writing.layouts.own import lay_out_own
from openimr.determinations.writing.losses import Loss, Losses, compare, only_said, put_in_words
from openimr.determinations.writing.plain import render_text
from openimr.determinations.writing.portable import render_pdf
from openimr.determinations.writing.signs import unshown
from openimr.determinations.writing.sizes import PrintSize
from openimr.determinations.writing.word import render_docx
from openimr.errors import Fault, MalformedData, UnusableArguments

__all__ = ["LAYOUTS", "Form", "losses", "write"]


class Form(StrEnum):
    """The forms that a letter can be had in."""

    TXT = "txt"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


LAYOUTS = (Layout.L4A, Layout.L4B, Layout.OPEN)
"""The layouts that we write; all others are read only."""


_MOST_SIGNS_NAMED = 5


class _Draft(msgspec.Struct, frozen=True):
    """A letter, what a reader takes from it, and what it cannot say."""

    layout: Layout
    letter: Letter
    text: str
    said: Determination
    lost: tuple[Loss, ...]


def write(
    determination: Determination,
    *,
    to: Form,
    layout: Layout | None = None,
    print_size: PrintSize = PrintSize.STANDARD,
    accept: Losses = Losses.REFUSE,
) -> str | bytes:
    """The determination as a letter: text and HTML as ``str``, PDF and DOCX as ``bytes``; equal for equal input.

    Without ``layout`` it is written in its own layout where we write that one, else in ours. A basis that has citations
    but no statement is given the sentence that says the same. ``print_size`` is for HTML, PDF and DOCX.

    Raises:
        UnusableArguments: we do not write this layout.
        MalformedData: the letter would not say all values; every one is named. With ``Losses.DROP`` it is written
            without them. Or it is to be a PDF, and holds characters that a PDF letter cannot show.
    """
    where = determination.case_number or "determination"
    draft = _draft(determination, layout)
    if draft.lost and accept is Losses.REFUSE:
        raise MalformedData([loss.fault(draft.layout) for loss in draft.lost], where=where)
    if to is Form.TXT:
        return draft.text
    if to is Form.HTML:
        return render_html(draft.letter, print_size=print_size)
    issued = draft.said.dates.issued
    if to is Form.PDF:
        if faults := tuple(_unshown("", msgspec.to_builtins(draft.said))):
            raise MalformedData(faults, where=where)
        return render_pdf(draft.letter, print_size=print_size, attachment=_attachment(draft.said), issued=issued)
    return render_docx(draft.letter, print_size=print_size, issued=issued)


def _unshown(path: str, value: Any) -> Iterator[Fault]:
    """A fault for each value that holds characters which a PDF letter cannot show."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _unshown(f"{path}.{name}" if path else name, item)
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from _unshown(f"{path}[{i}]", item)
    elif isinstance(value, str) and (signs := unshown(value)):
        named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:_MOST_SIGNS_NAMED])
        others = " and others" if len(signs) > _MOST_SIGNS_NAMED else ""
        yield Fault(
            path,
            f"A PDF letter cannot show {named}{others}.",
            "Write it in Latin letters, or write the letter as HTML or text, which show every script.",
        )


def _attachment(said: Determination) -> bytes:
    """The values that the letter says as JSON, laid out for people."""
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def losses(determination: Determination, layout: Layout | None = None) -> tuple[Loss, ...]:
    """Each value that a letter in ``layout`` cannot say, or not so that it reads back; empty where it says all.

    Raises:
        UnusableArguments: we do not write this layout.
    """
    return _draft(determination, layout).lost


def _draft(determination: Determination, layout: Layout | None) -> _Draft:
    chosen = layout or (determination.layout if determination.layout in LAYOUTS else Layout.OPEN)
    if chosen not in LAYOUTS:
        raise UnusableArguments(
            f"Letters are not written in layout {chosen}.",
            why="It is an older layout, which is read only.",
            remedy=f"Choose one of {', '.join(LAYOUTS)}.",
        )
    wanted, unwordable = put_in_words(determination, chosen)
    letter = lay_out_own(wanted) if chosen is Layout.OPEN else _lay_out_l4(wanted)
    text = render_text(letter)
    said = reading.read_text(text)
    return _Draft(
        layout=chosen, letter=letter, text=text, said=only_said(said), lost=unwordable + compare(wanted, said)
    )


def _lay_out_l4(wanted: Determination) -> Letter:
    """Without labels where the letter says all without them, as the real ones do; else with labels."""
    has_labels = (
        wanted.case_number is not None
        or wanted.claim_number is not None
        or wanted.priority is not None
        or wanted.employee.name is not None
        or wanted.dates != Dates(injury=wanted.dates.injury, ur_decision=wanted.dates.ur_decision)
    )
    if not has_labels:
        letter = lay_out_l4(wanted, layout=wanted.layout, front=Front.NO_LABELS)
        # The prose may name other days than the values do; only labels say which are meant.
        if reading.read_text(render_text(letter)).dates == wanted.dates:
            return letter
    return lay_out_l4(wanted, layout=wanted.layout, front=Front.LABELS)
