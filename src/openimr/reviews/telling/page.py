"""Puts the parts of the page in their order: the strip of what needs a hand, then part by part what is known."""

from __future__ import annotations

from openimr.citations import Value
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.reviews.overview import Overview
from openimr.reviews.telling.blocks import Part
from openimr.reviews.telling.candidates import candidates_part
from openimr.reviews.telling.clocks import clocks_part
from openimr.reviews.telling.disputes import disputes_part
from openimr.reviews.telling.eligibility import eligibility_part
from openimr.reviews.telling.glance import glance_part
from openimr.reviews.telling.records import records_part
from openimr.reviews.telling.timeline import timeline_part
from openimr.reviews.telling.words import day, spaced

__all__ = ["Page", "page"]

_CLOSING = (
    "This page lays what is on file beside the law and the guidelines. It decides nothing: a person decides on"
    " eligibility and assignment, and the reviewer on each disputed treatment."
)


class Page(Value, frozen=True):
    """The whole page: ``lead`` stands below its title, ``front`` before the other parts."""

    title: str
    lead: str
    front: tuple[Part, ...]
    parts: tuple[Part, ...]
    closing: str


def _mark(overview: Overview) -> str:
    return f"{MARK_OF_INVENTION}. " if overview.invented else ""


def page(overview: Overview) -> Page:
    """The page of a case, whatever it is then written as."""
    return Page(
        title=f"Case {overview.number} on {day(overview.on)}",
        lead=_mark(overview)
        + (
            f"{spaced(overview.priority).capitalize()} review. Employee: {overview.employee}. Claims administrator:"
            f" {overview.claims_administrator}. Requesting physician: {overview.requesting_physician}."
        ),
        front=(glance_part(overview),),
        parts=(
            eligibility_part(overview),
            clocks_part(overview),
            records_part(overview),
            timeline_part(overview),
            candidates_part(overview),
            disputes_part(overview),
        ),
        closing=_CLOSING,
    )
