"""Says why a record governs on a day or does not, and what governs in its place.

Which day counts (request, service, dispensing, review) differs by edition; here all of them fall on the same day.

Source: guidelines.md, section K.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.citations import Value
from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id, editions
from openimr.guidelines.effective import TriggerDates
from openimr.guidelines.library import applies, chain, dates_on, governing_edition, recommendations
from openimr.guidelines.recommendation import Effective, Recommendation
from openimr.guidelines.terms import Standing

__all__ = ["OnDay", "first_day_of_the_mtus", "on_day", "told_times"]


class OnDay(Value, frozen=True):
    """Whether a record governs on a day, why not, and the ids of the records and editions that do in its place."""

    governs: bool
    why_not: tuple[str, ...] = ()
    in_place: tuple[str, ...] = ()

    def sentence(self, on: dt.date) -> str:
        """The answer in words.

        >>> from openimr.guidelines.library import recommendation
        >>> on_day(recommendation("CP09-HHC"), dt.date(2016, 7, 29)).sentence(dt.date(2016, 7, 29))
        'On 2016-07-29 it does not govern: it ended on 2016-07-28, by request date. In its place: CP16-HHC.'
        """
        if self.governs:
            return f"On {on} it governs."
        why = "; ".join(self.why_not)
        instead = f" In its place: {', '.join(self.in_place)}." if self.in_place else ""
        return f"On {on} it does not govern: {why}.{instead}"


def on_day(record: Recommendation, on: dt.date) -> OnDay:
    """Whether a record governs where everything happens on one day, and what does where it does not."""
    dates = dates_on(on)
    if applies(record, dates):
        return OnDay(governs=True)
    in_place = tuple(dict.fromkeys(_in_place(record, dates)))
    return OnDay(governs=False, why_not=tuple(dict.fromkeys(_why_not(record, dates, on))), in_place=in_place)


def told_times(record: Recommendation) -> str:
    """The times of a record in a few words, as a list of records shows them.

    >>> from openimr.guidelines.library import recommendation
    >>> told_times(recommendation("ACU"))
    '2007-06-15 to 2017-11-30'
    """
    times = [time for time in record.effective if time.standing is not Standing.PROPOSED]
    told = (f"{time.from_} to {time.to}" if time.to else f"from {time.from_}" for time in times)
    return ", ".join(told) or "proposed only"


def first_day_of_the_mtus() -> dt.date:
    """The day on which the first guideline of the MTUS took effect."""
    return min(it.in_force_from for it in editions() if it.regulation is not None and it.in_force_from is not None)


def _why_not(record: Recommendation, dates: TriggerDates, on: dt.date) -> Iterator[str]:
    if record.covers(dates):
        for edition in _documents(record):
            yield from _ended(edition, on)
        return
    for time in record.effective:
        yield _outside(time, on)


def _outside(time: Effective, on: dt.date) -> str:
    if time.standing is Standing.PROPOSED:
        return f"it was only proposed, on {time.from_}"
    if on < time.from_:
        return f"it begins on {time.from_}, by {time.trigger.replace('_', ' ')}"
    return f"it ended on {time.to}, by {(time.to_trigger or time.trigger).replace('_', ' ')}"


def _ended(edition: GuidelineEdition, on: dt.date) -> Iterator[str]:
    if edition.in_force_to is not None and edition.in_force_to < on:
        yield f"the edition that it stands in, {edition.id}, ended on {edition.in_force_to}"
    elif edition.in_force_from is not None and on < edition.in_force_from:
        yield f"the edition that it stands in, {edition.id}, begins on {edition.in_force_from}"


def _in_place(record: Recommendation, dates: TriggerDates) -> Iterator[str]:
    """The records of its chain that govern, else the editions of its documents and of their successors that do."""
    known = {one.id: one for one in recommendations()}
    names = [name for name in chain(record.id) if name != record.id]
    governing = [name for name in names if name in known and applies(known[name], dates)]
    if governing:
        yield from governing
        return
    own = _documents(record)
    successors = (edition_by_id(name) for name in names if name not in known)
    for edition in (*successors, *own):
        found = governing_edition(edition.guideline, dates)
        if found is not None and found not in own:
            yield found.id


def _documents(record: Recommendation) -> tuple[GuidelineEdition, ...]:
    return tuple(edition_by_id(name) for name in (record.source.document, *record.source.also) if name is not None)
