"""Makes one row of each event: findings that say the same of the same day are one, with all their pins.

Source: feature F27 of the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from openimr.casefile.model import Finding, FindingKind, FindingState, Mode, PagePin
from openimr.casefile.timeline.grounds import Grounds, Seen, discipline_of
from openimr.casefile.timeline.model import Dating, Event

__all__ = ["events"]

_ORDER = {kind: place for place, kind in enumerate(FindingKind)}
_LATEST = dt.date.max
_TOLD_AGAIN = frozenset({FindingKind.DIAGNOSIS, FindingKind.INJURY})
"""Kinds that many papers tell again: a row for each would hide the rest, so the first has all pins."""
_SPOKEN = {
    Mode.DENIED: "Said not to be: ",
    Mode.HISTORICAL: "Earlier: ",
    Mode.FAMILY: "In the family: ",
    Mode.PLANNED: "",
    Mode.STATED: "",
}


_SAYS_SO = {Mode.DENIED: ("No ", "Not "), Mode.HISTORICAL: ("Earlier: ",)}
"""How findings begin that tell by themselves that something was not there, or was of earlier times."""


def events(grounds: Grounds) -> tuple[Event, ...]:
    """All events in the order of time; those whose day nobody tells stand last."""
    groups: dict[tuple[object, ...], list[Seen]] = {}
    for seen in _with_injuries(grounds.seen):
        if seen.finding.kind is not FindingKind.PERSON:
            groups.setdefault(_key(seen), []).append(seen)
    rows = [_event(group) for group in groups.values()]
    return tuple(sorted(rows, key=lambda row: (row.on or _LATEST, _ORDER[row.kind], row.what, row.pins[0].page)))


def _with_injuries(seen: Iterable[Seen]) -> list[Seen]:
    """A mechanism without a day belongs to the one day of injury that there is; to none where there are several.

    The day of the paper that tells of an injury is never the day of the injury.
    """
    listed = list(seen)
    days = {one.on for one in listed if _is_injury(one.finding) and one.dated is Dating.WORDS}
    only = days.pop() if len(days) == 1 else None
    dating = Dating.WORDS if only else Dating.UNKNOWN
    return [
        one._replace(on=only, dated=dating)
        if one.finding.kind is FindingKind.INJURY and one.dated in {Dating.DOCUMENT, Dating.DOUBTFUL}
        else one
        for one in listed
    ]


def _is_injury(finding: Finding) -> bool:
    return finding.kind is FindingKind.INJURY and finding.mode is Mode.STATED


def _key(seen: Seen) -> tuple[object, ...]:
    finding = seen.finding
    if finding.kind is FindingKind.INJURY:
        return finding.kind, finding.mode, seen.on
    if finding.kind is FindingKind.DIAGNOSIS:
        return finding.kind, finding.mode, _bare(finding.name)
    named = discipline_of(finding) or _bare(finding.name)
    if finding.kind in {FindingKind.UR_ACTION, FindingKind.RESPONSE}:
        named = f"{finding.name} {named}"
    if finding.kind is FindingKind.WORK_STATUS:
        named = _bare(finding.says)
    return finding.kind, finding.mode, named, finding.count, finding.value, seen.on, finding.side, finding.until


def _bare(words: str) -> str:
    return " ".join(words.lower().split())


def _event(group: list[Seen]) -> Event:
    first = min(group, key=lambda one: (one.on or _LATEST, one.finding.pin.page))
    finding = first.finding
    longest = max(group, key=lambda one: len(one.finding.says)).finding
    says = longest.says if finding.kind in _TOLD_AGAIN else finding.says
    is_confirmed = any(one.finding.state is FindingState.CONFIRMED for one in group)
    return Event(
        kind=finding.kind,
        what=_spoken(finding, says),
        pins=_pins(group),
        findings=tuple(one.finding.id for one in group),
        on=first.on,
        dated=first.dated,
        mode=finding.mode,
        state=FindingState.CONFIRMED if is_confirmed else FindingState.PROPOSED,
        action=finding.name if finding.kind is FindingKind.UR_ACTION else "",
        discipline=discipline_of(finding),
        count=finding.count,
    )


def _spoken(finding: Finding, says: str) -> str:
    """What the finding says, with how the words speak of it where it does not say so itself."""
    is_said = says.startswith(_SAYS_SO.get(finding.mode, "\0"))
    return says if is_said else f"{_SPOKEN[finding.mode]}{says}"


def _pins(group: Iterable[Seen]) -> tuple[PagePin, ...]:
    return tuple(dict.fromkeys(one.finding.pin for one in group))
