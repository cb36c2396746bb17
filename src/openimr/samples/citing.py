"""Words the guidelines that each side rests on, as letters of each layout word them, and says what was cited.

Source: sentences of layouts in docs/reference/layouts.md; what is recalled there is recalled here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from openimr.calendars.words import day_in_words
from openimr.determinations.model import Layout
from openimr.samples.case import Case
from openimr.samples.requests import Request
from openimr.samples.tables import Guideline, guidelines

__all__ = ["Cited", "cite", "in_force", "word_basis"]

_DENIED = {
    "administrator": "The Claims Administrator did not base their decision on the MTUS.",
    "reviewer": "The Expert Reviewer did not base their decision on the MTUS.",
}
_BASED = {
    (Layout.L1, "administrator"): "The Claims Administrator based its decision on ",
    (Layout.L1, "reviewer"): "The Expert Reviewer based his/her decision on ",
    (Layout.L3, "administrator"): "The Claims Administrator based its decision on ",
    (Layout.L3, "reviewer"): "The Physician Reviewer based his/her decision on ",
    (Layout.L5, "administrator"): "The Claims Administrator based its decision on ",
    (Layout.L5, "reviewer"): "The Expert Reviewer based his/her decision on ",
}


# The part of a chapter on a part of the body that speaks of one kind of treatment; for the other kinds it is the part
# on the treatment itself.
_PARTS = {
    "injection": "Injections",
    "surgery": "Surgical Considerations",
    "equipment": "Supports",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """One guideline that a side cites, the part of it, and the day of its last update where that is given."""

    guideline: Guideline
    updated_on: dt.date | None = None
    part: str = ""

    @property
    def section(self) -> str:
        """The section that is cited; empty where none is."""
        return self.part or self.guideline.section

    @property
    def is_mtus(self) -> bool:
        """Whether the guideline is part of the MTUS."""
        return self.guideline.family == "mtus"


def in_force(guideline: Guideline, day: dt.date, region: str) -> bool:
    """Whether a letter issued on ``day`` about ``region`` may cite ``guideline``."""
    return guideline.since <= day <= guideline.until and guideline.region in ("", region)


def cite(rng: Random, case: Case, request: Request) -> tuple[Cited, ...]:
    """What one side cites for ``request``: the MTUS where it has a row for it, else the ODG, now and then both."""
    table = guidelines()
    region = request.site.region.id
    fitting = [table[name] for name in request.service.cites if in_force(table[name], case.issued, region)]
    odg = table.get(request.service.odg)
    cited: list[Cited] = []
    if fitting:
        chosen = rng.choice(fitting)
        cited.append(Cited(chosen, part=_part(request) if chosen.is_general else ""))
    if odg is not None and (not cited or rng.random() < 0.12):
        cited.append(Cited(odg, case.ur - dt.timedelta(days=rng.randint(30, 300))))
    return tuple(cited)


def _part(request: Request) -> str:
    service = request.service
    return service.part or _PARTS.get(service.family) or (service.drug_class or service.name).capitalize()


@lru_cache(maxsize=8192)
def word_basis(cited: tuple[Cited, ...], layout: Layout, side: str) -> str:
    """The statement of ``side`` ("administrator" or "reviewer") that it rests on ``cited``, as ``layout`` words it."""
    if layout in (Layout.L4A, Layout.L4B):
        return _word_l4(cited, side)
    opening = _BASED.get((layout, side), "Decision based on ")
    return opening + "; ".join(_prose(one) for one in cited) + "."


def _word_l4(cited: tuple[Cited, ...], side: str) -> str:
    sentences = [] if any(one.is_mtus for one in cited) else [_DENIED[side]]
    for one in cited:
        guideline = one.guideline
        if not one.is_mtus:
            sentences.append(f"Decision based on Non-MTUS Citation {_odg(one)}.")
            continue
        name = guideline.guideline or f"ACOEM {guideline.chapter}"
        comma = "," if guideline.chapter else ""
        words = f"{name}{comma} {one.section}" if one.section else name
        pages = f" Page(s): {', '.join(map(str, guideline.pages))}" if guideline.pages else ""
        sentences.append(f"Decision based on MTUS {words}{pages}.")
    return " ".join(sentences)


def _odg(one: Cited) -> str:
    day = one.updated_on
    updated = f", Updated {day_in_words(day)}" if day else ""
    return f"Official Disability Guidelines (ODG), {one.guideline.chapter}, {one.section}{updated}"


def _prose(one: Cited) -> str:
    """One citation in the prose of layouts without the stock sentences of L4."""
    guideline = one.guideline
    if not one.is_mtus:
        return f"the {_odg(one)}"
    if guideline.edition:
        place = f", {one.section}" if one.section else ""
        return f"the MTUS {guideline.edition}: {guideline.guideline}{place}"
    name = guideline.guideline or f"ACOEM {guideline.chapter}"
    place = f", {one.section}" if one.section else ""
    pages = guideline.pages
    where = f", page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}" if pages else ""
    return f"the {name}{place}{where}, which is part of the MTUS"
