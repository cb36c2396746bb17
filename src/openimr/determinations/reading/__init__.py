"""Reads the text of a letter: recognises its layout by content, and hands it to the reader of that layout.

Source: detection order in docs/reference/layouts.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import msgspec

from openimr.citations import Span
from openimr.determinations.model import (
    Determination,
    Layout,
    Part,
    PartKind,
    Problem,
    ProblemKind,
    Source,
)
from openimr.determinations.reading.flow import Flow, fold
from openimr.determinations.reading.headings import with_headings_in_capitals
from openimr.determinations.reading.l1 import is_l1, read_l1
from openimr.determinations.reading.l2 import is_l2, read_l2
from openimr.determinations.reading.l3 import is_l3, read_l3
from openimr.determinations.reading.l4 import is_l4, read_l4
from openimr.determinations.reading.l5 import is_l5, read_l5
from openimr.determinations.reading.own import is_own, read_own
from openimr.determinations.wording.marks import MARK_OF_INVENTION

__all__ = ["read_text"]

# A text layer may break or widen its blanks.
_INVENTED = re.compile(r"\s+".join(re.escape(word) for word in MARK_OF_INVENTION.split()))

# The order decides: the first reader that recognises a letter reads it.
_READERS: tuple[tuple[Callable[[Flow], bool], Callable[[Flow], Determination]], ...] = (
    (is_own, read_own),
    (is_l2, read_l2),
    (is_l1, read_l1),
    (is_l4, read_l4),
    (is_l3, read_l3),
    (is_l5, read_l5),
)
_MARKS_OF_A_LETTER = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
    "IMR DECISION(S) AND RATIONALE(S)",
    "Independent Medical Review",
)


def read_text(
    text: str,
    *,
    name: str = "",
    media_type: str = "text/plain",
    sha256: str = "",
    page_starts: tuple[int, ...] = (),
) -> Determination:
    """The determination in ``text``, whose layout is recognised by content.

    A text of no known layout gives a determination of layout ``unknown`` that holds the whole text as one part, and a
    problem that says why; nothing in it is guessed at. ``name``, ``media_type``, ``sha256`` and ``page_starts`` say
    what original the text comes from; without ``sha256``, that of the text in UTF-8 is taken.
    """
    source = Source(
        name=name,
        media_type=media_type,
        sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        page_starts=page_starts,
    )
    determination = _read(fold(text))
    return msgspec.structs.replace(determination, source=source, invented=_INVENTED.search(text) is not None)


def _read(flow: Flow) -> Determination:
    """What the first reader that recognises ``flow`` reads of it.

    Where a heading is missing, it is looked for on a line of its own in other letters than capitals.
    """
    determination = _reader(flow)(flow)
    if not determination.problems:
        return determination
    again = with_headings_in_capitals(flow)
    reader = _read_unknown if again is flow else _reader(again)
    if reader is _read_unknown:
        return determination
    reread = reader(again)
    is_better = determination.layout is Layout.UNKNOWN or len(reread.problems) < len(determination.problems)
    return reread if is_better else determination


def _reader(flow: Flow) -> Callable[[Flow], Determination]:
    return next((reader for recognises, reader in _READERS if recognises(flow)), _read_unknown)


def _read_unknown(flow: Flow) -> Determination:
    """The text kept whole, with the reason why no reader took it."""
    if not flow.text:
        problem = Problem(
            kind=ProblemKind.EMPTY,
            message="There is no text in it.",
            remedy="If it is a picture of a letter, it needs OCR first.",
        )
    else:
        found = [mark for mark in _MARKS_OF_A_LETTER if mark in flow.text]
        problem = Problem(
            kind=ProblemKind.UNKNOWN_LAYOUT,
            message=(
                f"Of the headings of a determination only {', '.join(f'“{mark}”' for mark in found)} is there."
                if found
                else "None of the headings of a determination is there."
            ),
            remedy="Look whether pages are missing, or whether it is another kind of letter. The text is kept whole.",
        )
    whole = Part(kind=PartKind.OTHER, span=Span(start=0, end=len(flow.original)))
    return Determination(layout=Layout.UNKNOWN, problems=(problem,), parts=(whole,) if flow.original else ())
