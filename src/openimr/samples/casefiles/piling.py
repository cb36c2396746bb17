"""Piles up papers as a records department sends them: in files, out of order, some twice, with blank sheets between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from random import Random

import msgspec

from openimr.casefile.model import DocumentKind
from openimr.samples.casefiles.drafts import Draft, Form, Look
from openimr.samples.casefiles.framing import Paper
from openimr.samples.casefiles.setting import SetPages

__all__ = ["FAX_NUMBER", "Scans", "Sheet", "pile"]

_LEGAL = (DocumentKind.APPLICATION, DocumentKind.UR_DECISION)
_COVER = DocumentKind.FAX_COVER
_BLANKS = 0.12
"""After what share of scanned papers a blank sheet lies."""
_LOOKS = (Look.TYPED, Look.TYPED, Look.TYPED, Look.SCAN, Look.SCAN, Look.FAX)
_PAPERS_IN_A_FILE = 200
_LATE = "03-supplement.pdf"
_BAD = frozenset((Look.HAND, Look.FAINT, Look.RUINED))
FAX_NUMBER = "805-555-0199"
"""The number that fax machines print at the top of a page."""


class Scans(StrEnum):
    """Which pages come as pictures: none; some, as is usual; or all of them."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


class Sheet(msgspec.Struct, frozen=True):
    """A page in the pile: its paper and its place in it from 0, how it looks, and the file that it goes into.

    ``copy`` counts from 0 how often the paper came before; ``is_same`` says that this copy is the same to the dot.
    ``paper`` is none for a blank sheet.
    """

    file: str
    paper: int | None
    place: int
    look: Look
    copy: int = 0
    is_same: bool = False
    header: str = ""


def pile(papers: Sequence[Paper], pages: Sequence[SetPages], *, twice: int, scans: Scans, rng: Random) -> list[Sheet]:
    """The sheets of all ``papers`` in the order in which they are received; ``twice`` of the papers come again."""
    legal = [at for at, paper in enumerate(papers) if paper.draft.kind in _LEGAL]
    covers = [at for at, paper in enumerate(papers) if paper.draft.kind is _COVER]
    others = [at for at in range(len(papers)) if papers[at].draft.kind not in {*_LEGAL, _COVER}]
    rng.shuffle(others)
    cut = len(others) * 4 // 5
    early, late = others[:cut], others[cut:]
    files = [("01-application.pdf", legal)]
    for part, start in enumerate(range(0, len(early), _PAPERS_IN_A_FILE), start=1):
        files.append((f"02-records-{part:02d}.pdf", early[start : start + _PAPERS_IN_A_FILE]))
    files.append((_LATE, [*covers, *late]))
    piler = _Piler(papers, pages, scans, rng)
    sheets = [sheet for name, group in files for at in group for sheet in piler.first(name, at)]
    again = rng.sample(others, min(twice, len(others) // 2))
    for number, at in enumerate(again):
        # Of two papers that come again, one is faxed anew and one is the same to the dot.
        sheets += piler.same_again(at) if number % 2 else piler.faxed_again(at)
    return sheets


class _Piler:
    """Lays down one paper after the other, and remembers how each looked."""

    def __init__(self, papers: Sequence[Paper], pages: Sequence[SetPages], scans: Scans, rng: Random) -> None:
        self._papers = papers
        self._pages = pages
        self._scans = scans
        self._rng = rng
        self._laid: dict[int, list[Sheet]] = {}

    def first(self, file: str, at: int) -> list[Sheet]:
        """The sheets of paper ``at``, and a blank one behind some of those that were scanned."""
        draft = self._papers[at].draft
        look = self._look(draft)
        count = len(self._pages[at].texts)
        hands = sum(section.form is Form.HAND for section in draft.sections) if self._scans is not Scans.NONE else 0
        # What is written by hand stands on the last pages; a pen leaves no text layer.
        looks = [draft.hand_look if 1 <= place >= count - hands else look for place in range(count)]
        sheets = [Sheet(file, at, place, look) for place, look in enumerate(looks)]
        self._laid[at] = sheets
        has_blank = look is not Look.TYPED and self._rng.random() < _BLANKS
        return [*sheets, *([Sheet(file, None, 0, Look.BLANK)] if has_blank else [])]

    def _look(self, draft: Draft) -> Look:
        chosen = self._rng.choice(_LOOKS)
        if self._scans is Scans.NONE:
            return Look.TYPED
        if draft.look is not None:
            return draft.look
        is_to_be_scanned = self._scans is Scans.ALL and chosen is Look.TYPED
        return self._rng.choice((Look.SCAN, Look.FAX)) if is_to_be_scanned else chosen

    def same_again(self, at: int) -> list[Sheet]:
        """The same paper once more, to the dot."""
        return [msgspec.structs.replace(sheet, file=_LATE, copy=1, is_same=True) for sheet in self._laid[at]]

    def faxed_again(self, at: int) -> list[Sheet]:
        """The same paper, faxed by somebody else with a line at its top; what was bad before does not get better."""
        if self._scans is Scans.NONE:
            return self.same_again(at)
        sent = self._papers[at].draft.on + dt.timedelta(days=9)
        return [
            msgspec.structs.replace(
                sheet,
                file=_LATE,
                copy=1,
                look=sheet.look if sheet.look in _BAD else Look.FAX,
                header=f"{sent:%m/%d/%Y} 10:4{at % 10}  FAX {FAX_NUMBER}  P.{sheet.place + 2:03d}",
            )
            for sheet in self._laid[at]
        ]
