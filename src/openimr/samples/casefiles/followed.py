"""Reads the stories that follow the facts of published determinations; people and all words are invented."""

from __future__ import annotations

import datetime as dt
from random import Random

import msgspec
import yaml

from openimr.casefile.model import DocumentKind
from openimr.cases.filing import Filing
from openimr.citations import Value
from openimr.errors import NotFound
from openimr.samples.casefiles.drafts import Draft, Fact, Role, Said, Section
from openimr.samples.casefiles.framing import shown_date
from openimr.samples.casefiles.people import authors_of
from openimr.samples.casefiles.story import Story
from openimr.samples.casefiles.tables import data
from openimr.samples.casefiles.truth import Gap

__all__ = ["FOLLOWED", "followed_story"]

FOLLOWED = ("000", "001", "002", "003", "004")
"""The published determinations that have a case file which follows their facts."""


class _Series(Value, frozen=True, kw_only=True):
    """Papers of the same kind on many days; ``{number}``, ``{count}``, ``{day}`` and ``{turn}`` are filled in."""

    kind: DocumentKind
    by: Role
    days: tuple[dt.date, ...]
    sections: tuple[Section, ...]
    turns: tuple[str, ...]
    title: str = ""


class _Told(Value, frozen=True, kw_only=True):
    """A story as its file tells it."""

    about: str
    source: str
    filing: Filing
    occupation: str
    record_number: str
    drafts: tuple[Draft, ...]
    mechanism: str = ""
    social_security: str = ""
    series: tuple[_Series, ...] = ()
    ur_says: tuple[Said, ...] = ()
    ur_notice: tuple[Said, ...] = ()
    request_says: tuple[Said, ...] = ()
    gaps: tuple[Gap, ...] = ()
    twice: int = 2


def followed_story(name: str, seed: int) -> Story:
    """The story that follows the determination ``name``; ``seed`` changes offices that the filing does not name.

    Raises:
        NotFound: there is none of this name.
    """
    if name not in FOLLOWED:
        raise NotFound(
            f"No invented case file follows a determination “{name}”.",
            where="--follow",
            remedy=f"There are {', '.join(FOLLOWED)}.",
        )
    told = msgspec.convert(yaml.load(data(f"story-{name}.yaml"), yaml.CSafeLoader), _Told)
    rng = Random(f"{seed}/{name}")  # noqa: S311 - samples, not secrets
    drafts = [*told.drafts, *(draft for series in told.series for draft in _expanded(series))]
    story = Story(
        filing=msgspec.structs.replace(told.filing, invented=True),
        authors=authors_of(rng, told.filing),
        drafts=(),
        record_number=told.record_number,
        occupation=told.occupation,
        mechanism=told.mechanism,
        social_security=told.social_security,
        ur_says=told.ur_says,
        ur_notice=told.ur_notice,
        request_says=told.request_says,
        gaps=told.gaps,
        twice=told.twice,
        follows=name,
    )
    return msgspec.structs.replace(story, drafts=tuple(_addressed(draft, story.surname) for draft in drafts))


def _addressed(draft: Draft, surname: str) -> Draft:
    """The draft with the patient's name in its sentences."""
    sections = tuple(
        msgspec.structs.replace(
            section, said=tuple(Said(it.text.replace("{surname}", surname), it.facts) for it in section.said)
        )
        for section in draft.sections
    )
    return msgspec.structs.replace(draft, sections=sections)


def _expanded(series: _Series) -> list[Draft]:
    count = len(series.days)
    drafts = []
    for number, on in enumerate(series.days, start=1):
        words = {
            "number": str(number),
            "count": str(count),
            "day": shown_date(on, 0),
            "turn": series.turns[(number - 1) % len(series.turns)],
        }
        sections = tuple(_filled(section, words, number, on) for section in series.sections)
        drafts.append(Draft(kind=series.kind, by=series.by, on=on, sections=sections, title=series.title))
    return drafts


def _filled(section: Section, words: dict[str, str], number: int, on: dt.date) -> Section:
    said = tuple(Said(it.text.format_map(words), tuple(_dated(f, number, on) for f in it.facts)) for it in section.said)
    return msgspec.structs.replace(section, said=said)


def _dated(fact: Fact, number: int, on: dt.date) -> Fact:
    """A fact of one visit: its day, and how many visits there were with it."""
    return msgspec.structs.replace(fact, on=on, count=float(number) if fact.count is not None else None)
