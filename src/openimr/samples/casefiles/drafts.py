"""The values that invented records are made of: what is said, with the true facts in it, and the papers that say it.

In ``Said.text`` the quotation of each fact stands between ``<<`` and ``>>``, in the order of the facts; where there are
no such marks, the whole text is the quotation.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from openimr.casefile.model import DocumentKind, FindingKind, Mode
from openimr.citations import Value

__all__ = ["Draft", "Fact", "Form", "Look", "Role", "Said", "Section", "quotations", "unmarked"]

_QUOTED = re.compile(r"<<(.+?)>>", re.DOTALL)


class Role(StrEnum):
    """Who writes the papers of a case file."""

    TREATING = "treating"
    UTILIZATION_REVIEW = "utilization_review"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    ATTORNEY = "attorney"
    EMPLOYEE = "employee"
    CONSULTANT = "consultant"
    PSYCHOLOGIST = "psychologist"
    THERAPIST = "therapist"
    ACUPUNCTURIST = "acupuncturist"
    RADIOLOGIST = "radiologist"
    SURGEON = "surgeon"
    EVALUATOR = "evaluator"
    PHARMACY = "pharmacy"
    LABORATORY = "laboratory"


class Form(StrEnum):
    """How a section stands on paper. In rows, ``|`` parts the cells; a row of checks begins with ``x|`` or ``|``."""

    PROSE = "prose"
    LIST = "list"
    TABLE = "table"
    FIELDS = "fields"
    CHECKS = "checks"
    HAND = "hand"


class Look(StrEnum):
    """How a page came into the file, from best to worst."""

    TYPED = "typed"
    SCAN = "scan"
    FAX = "fax"
    HAND = "hand"
    FAINT = "faint"
    RUINED = "ruined"
    BLANK = "blank"


class Fact(Value, frozen=True, kw_only=True):
    """A true finding, with the fields of :class:`openimr.casefile.model.Finding`.

    ``kind`` is none for what findings have no kind for: a complaint, a sign of the examination.
    ``turns_on`` says what in the determination rests on it; facts of the same ``clash`` contradict each other.
    """

    kind: FindingKind | None = None
    mode: Mode = Mode.STATED
    name: str = ""
    code: str = ""
    count: float | None = None
    value: float | None = None
    lowest: float | None = None
    highest: float | None = None
    unit: str = ""
    on: dt.date | None = None
    until: dt.date | None = None
    part: str = ""
    side: str = ""
    levels: tuple[str, ...] = ()
    turns_on: str = ""
    clash: str = ""


class Said(Value, frozen=True):
    """A sentence, a cell row or a line, with the facts that stand in it."""

    text: str
    facts: tuple[Fact, ...] = ()


class Section(Value, frozen=True, kw_only=True):
    """A part of a paper, below its heading where it has one."""

    said: tuple[Said, ...]
    heading: str = ""
    form: Form = Form.PROSE


class Draft(Value, frozen=True, kw_only=True):
    """A paper before it gets its letterhead and signature: what it is, when and by whom, and what it says.

    ``look`` is how its pages come into the file where that matters; a section written by hand begins a page of its own,
    which looks as ``hand_look`` says.
    """

    kind: DocumentKind
    by: Role
    on: dt.date
    sections: tuple[Section, ...]
    title: str = ""
    look: Look | None = None
    hand_look: Look = Look.HAND


def unmarked(said: Said) -> str:
    """The text without the marks around its quotations.

    >>> unmarked(Said("Pain is <<7/10>> today."))
    'Pain is 7/10 today.'
    """
    return said.text.replace("<<", "").replace(">>", "")


def quotations(said: Said) -> tuple[tuple[str, Fact], ...]:
    """Each fact with the words that say it.

    >>> [quote for quote, _ in quotations(Said("BDI <<22>>.", (Fact(kind=FindingKind.SCORE),)))]
    ['22']
    """
    marked = _QUOTED.findall(said.text)
    if not marked:
        marked = [said.text] * len(said.facts)
    return tuple(zip(marked, said.facts, strict=True))
