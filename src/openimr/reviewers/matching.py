"""Matches reviewers to a case: hard gates first, then preferences in points, with all reasons for and against each.

A gate (fitness, specialty, conflict, the utilization review physician, an earlier reviewer) is never outweighed by
points. The order depends on the registry and the case alone: not on the order of the files, and not on the clock.

Source: Labor Code 139.5(d)(4) and (5), 4610.6(i); ``rulebook/law/matching_weights.yaml``.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from openimr.citations import Value
from openimr.errors import NotFound, UnusableArguments
from openimr.reviewers.conflicts.likeness import Strength
from openimr.reviewers.conflicts.screening import Hit, Screened, Side, side_by_side
from openimr.reviewers.gains import Gain
from openimr.reviewers.match_case import About, Clearance, MatchCase
from openimr.reviewers.panel import (
    Block,
    Panel,
    fits_of,
    standing_reasons,
)
from openimr.reviewers.ranks import POINT, digest_of, points_of
from openimr.reviewers.reasons import Effect, Reason, criterion
from openimr.reviewers.specialties import Fit
from openimr.reviewers.weights import weighed, weight

__all__ = ["ORGANIZATION", "Candidate", "Matching", "Standing", "match"]


class Standing(StrEnum):
    """What a reviewer is for a case: may be assigned, waits for a person's word, or may not be assigned."""

    ELIGIBLE = "eligible"
    HELD = "held"
    REFUSED = "refused"


class Candidate(Value, frozen=True, kw_only=True):
    """A reviewer's verdict for one case, with every reason; ``rank`` (from 1) and ``points`` are for the eligible."""

    reviewer: str
    standing: Standing
    reasons: tuple[Reason, ...]
    rank: int | None = None
    points: int | None = None


ORGANIZATION = "organization"
"""What a clearance names in place of a reviewer where it is about the review organization itself."""


def match(case: MatchCase, panel: Panel) -> Matching:
    """All reviewers of ``panel`` for ``case``, the eligible in order.

    Raises:
        UnusableArguments: the panel was made ready for another day than that of the case.
    """
    if panel.on != case.on:
        raise UnusableArguments(
            f"The panel is of {panel.on}, the case of {case.on}.",
            where="on",
            why="Fitness depends on the day.",
            remedy="Make the panel ready for the day of the case.",
        )
    return Matching(case, panel)


class Matching:
    """The result for one case. The eligible are ranked at once; reasons are told of each reviewer who is asked for."""

    def __init__(self, case: MatchCase, panel: Panel) -> None:
        """Gate and rank; :func:`match` is the way in."""
        self.case = case
        self.panel = panel
        self._wordings = tuple(treatment.wording for treatment in case.disputed_treatments)
        self._cleared = {
            ("" if it.reviewer == ORGANIZATION else it.reviewer, it.about, it.subject.strip().lower()): it
            for it in case.clearances
            if it.on <= case.on
        }
        self.screened: Screened = panel.screen.screen(case)
        self._earlier = {it.number for it in case.earlier_reviewers if it.number}
        self._seen_before = self._namesakes()
        self._gains = tuple(self._all_gains())
        self._ranks = array("d")
        self.eligible: tuple[str, ...] = self._ranked() if self.is_organization_free else ()

    def _namesakes(self) -> dict[str, tuple[Strength, str]]:
        """Reviewers who may be an earlier reviewer by name, where no number says who that was."""
        found: dict[str, tuple[Strength, str]] = {}
        for earlier in self.case.earlier_reviewers:
            if earlier.name and earlier.number not in self.panel.reviewers:
                for number, likeness in self.panel.screen.namesakes(earlier.name):
                    found[number] = (likeness.strength, "; ".join(likeness.evidence))
        return found

    @property
    def organization(self) -> tuple[Hit, ...]:
        """What was found of the review organization itself."""
        return self.screened.organization

    @property
    def is_organization_free(self) -> bool:
        """Whether nothing that bars or waits for a person was found of the organization itself."""
        return not any(self._is_open("", hit.effect, hit.party) for hit in self.organization)

    def _ranked(self) -> tuple[str, ...]:
        """The eligible in their order: by points, then by the day of the last assignment, then by a turned digest."""
        panel = self.panel
        turned = digest_of(self.case.number)
        ranks = self._ranks = panel.ranks[:]
        open_seats: list[int] = []
        for block, fits in zip(panel.blocks, panel.fits(self._wordings), strict=True):
            if seats := self._open_seats(block, fits):
                open_seats += seats
                ranks[block.first : block.end] = block.ranks.turned(turned, gain=_fit_points(fits))
                for gain, _ in self._gains:
                    points = weight(gain.identity).points * POINT
                    for seat in gain.between(block.first, block.end):
                        ranks[seat] -= points
        for seat in self._shut():
            ranks[seat] = math.inf
        order = sorted(open_seats, key=ranks.__getitem__)
        del order[bisect_left(order, math.inf, key=ranks.__getitem__) :]
        return tuple(map(panel.seats.__getitem__, order))

    def _open_seats(self, block: Block, fits: tuple[Fit, ...]) -> Sequence[int]:
        """The seats of a block that neither specialty nor record shuts for this case."""
        is_doubtful = block.is_waiting or Fit.OPEN in fits
        if Fit.MISFIT in fits or (is_doubtful and not self._cleared):
            return ()
        seats = range(block.first, block.end)
        return [seat for seat in seats if self._is_cleared(seat, fits)] if is_doubtful else seats

    def _is_cleared(self, seat: int, fits: tuple[Fit, ...]) -> bool:
        """Whether a person has cleared all that waits for one, of specialty and of record."""
        number = self.panel.seats[seat]
        waits = (reason.code for reason in self.panel.fitness[number].reasons if reason.effect is Effect.HOLDS)
        is_open = any((number, About.CREDENTIAL, code) not in self._cleared for code in waits)
        return not is_open and not self._is_specialty_open(number, fits)

    def _shut(self) -> set[int]:
        """The seats that an affiliation, or an earlier decision on the dispute, shuts."""
        seat_of = self.panel.seat_of
        cleared = {number for number, about, _ in self._cleared if about is About.CONFLICT}
        shut = {
            seat_of[number]
            for number in self.screened.counted()
            if number in seat_of
            and (
                number not in cleared
                or any(self._is_open(number, effect, party) for effect, party in self.screened.effects(number))
            )
        }
        shut.update(seat_of[number] for number in (*self._earlier, *self._seen_before) if number in seat_of)
        return shut

    def _all_gains(self) -> Iterator[tuple[Gain, str]]:
        """Which seats gain what, and for which wording: services given, conditions treated, languages read."""
        gains = self.panel.gains
        for treatment in self.case.disputed_treatments:
            for gain in (*gains.for_services(treatment.wording), *gains.for_conditions(treatment.conditions)):
                yield gain, treatment.wording
        yield gains.for_languages(self.case.languages), ""

    def _is_open(self, number: str, effect: Effect, party: str) -> bool:
        """Whether a find bars, or waits for a person who has not cleared it; what is certain cannot be cleared."""
        if effect is Effect.HOLDS:
            return (number, About.CONFLICT, party.strip().lower()) not in self._cleared
        return effect is Effect.BARS

    def _is_specialty_open(self, number: str, fits: tuple[Fit, ...]) -> bool:
        return any(
            it is Fit.OPEN and (number, About.SPECIALTY, wording.strip().lower()) not in self._cleared
            for it, wording in zip(fits, self._wordings, strict=True)
        )

    def candidate(self, number: str) -> Candidate:
        """One reviewer with every reason, whatever the standing.

        Raises:
            NotFound: the registry has no reviewer of that number.
        """
        if number not in self.panel.reviewers:
            raise NotFound(f"The registry has no reviewer {number}.", where="reviewers", remedy="Look at the number.")
        reasons = tuple(sorted(self._reasons(number), key=_gravity))
        effects = {reason.effect for reason in reasons}
        if Effect.BARS in effects:
            return Candidate(reviewer=number, standing=Standing.REFUSED, reasons=reasons)
        if Effect.HOLDS in effects:
            return Candidate(reviewer=number, standing=Standing.HELD, reasons=reasons)
        points = points_of(self._ranks[self.panel.seat_of[number]])
        rank = self._places[number] + 1
        return Candidate(reviewer=number, standing=Standing.ELIGIBLE, reasons=reasons, rank=rank, points=points)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {number: place for place, number in enumerate(self.eligible)}

    def unknown(self) -> Iterator[str]:
        """What the case says of reviewers whom the registry does not have, each in a sentence without a name."""
        for earlier in self.case.earlier_reviewers:
            if earlier.number and earlier.number not in self.panel.reviewers:
                yield f"The earlier reviewer {earlier.number} is not in the registry: that number refuses nobody."
        for it in self.case.clearances:
            if it.reviewer != ORGANIZATION and it.reviewer not in self.panel.reviewers:
                yield f"The clearance of {it.reviewer} is of nobody in the registry, and clears nothing."

    def hindrances(self) -> tuple[tuple[Reason, int], ...]:
        """Why reviewers may not be assigned: the first reason of each code, and of how many reviewers it is true.

        In a large registry this takes seconds, since the reasons of everyone are told.
        """
        first: dict[str, Reason] = {}
        counted: Counter[str] = Counter()
        for candidate in self.others():
            found = {it.code: it for it in candidate.reasons if it.effect in {Effect.BARS, Effect.HOLDS}}
            first = {**found, **first}
            counted.update(found.keys())
        order = sorted(counted, key=lambda code: (-counted[code], code))
        return tuple((first[code], counted[code]) for code in order)

    def others(self) -> Iterator[Candidate]:
        """Everyone who is not eligible, in the order of their numbers."""
        return (self.candidate(number) for number in sorted(self.panel.reviewers) if number not in self._places)

    def sides(self, number: str = "") -> tuple[Side, ...]:
        """The statutory list beside the letters' four parties, with what was found of one reviewer, or of all."""
        numbers = (number,) if number else self.panel.numbers
        return side_by_side(self.case, (hit for each in numbers for hit in self.screened.hits(each)))

    def _reasons(self, number: str) -> Iterator[Reason]:
        for reason in self.panel.fitness[number].reasons:
            yield self._of_record(number, reason)
        yield from self._specialty_reasons(number)
        for hit in self.screened.hits(number):
            yield self._of_hit(number, hit)
        for hit in self.organization:
            yield self._of_hit("", hit)
        yield from self._earlier_reasons(number)
        yield from standing_reasons(self.panel.reviewers[number], self.case.on)
        yield from self._gained(number)

    def _gained(self, number: str) -> Iterator[Reason]:
        """What speaks for a reviewer in this case: services given, conditions treated, languages read."""
        seat = self.panel.seat_of.get(number)
        return (weighed(gain.identity, detail=wording) for gain, wording in self._gains if gain.has(seat))

    def _of_record(self, number: str, reason: Reason) -> Reason:
        """A reason of the reviewer's own record; where a person has cleared what waited, that is told in its place."""
        cleared = self._cleared.get((number, About.CREDENTIAL, reason.code))
        if cleared is None or reason.effect is not Effect.HOLDS:
            return reason
        return _cleared_reason("record-cleared", reason.criterion, reason.says.rstrip("."), cleared)

    def _specialty_reasons(self, number: str) -> Iterator[Reason]:
        profile = self.panel.profiles[number]
        held = " and ".join(specialty.name for specialty in profile) or "no specialty that is known and proven"
        for it, wording in zip(fits_of(profile, self._wordings), self._wordings, strict=True):
            if it in {Fit.SAME, Fit.SIMILAR}:
                yield weighed(
                    f"{it}-specialty", points=_share(it, len(self._wordings)), detail=f"{held} for “{wording}”"
                )
                continue
            cleared = self._cleared.get((number, About.SPECIALTY, wording.strip().lower()))
            if it is Fit.OPEN and cleared is not None:
                yield _cleared_reason("specialty-confirmed", "Q2", wording, cleared)
                continue
            is_open = it is Fit.OPEN
            yield Reason(
                effect=Effect.HOLDS if is_open else Effect.BARS,
                code="specialty-open" if is_open else "specialty-misfit",
                criterion="Q2",
                says=f"{held[0].upper() + held[1:]}: {'not known to fit' if is_open else 'does not fit'} “{wording}”.",
                remedy="Let the medical director confirm that it fits." if is_open else "Assign another specialty.",
                citation=criterion("Q2"),
            )

    def _of_hit(self, number: str, hit: Hit) -> Reason:
        cleared = self._cleared.get((number, About.CONFLICT, hit.party.strip().lower()))
        if cleared is not None and hit.effect is Effect.HOLDS:
            return _cleared_reason("affiliation-cleared", hit.criterion, hit.party, cleared)
        told = {
            Effect.BARS: ("affiliation", "Assign another reviewer."),
            Effect.HOLDS: ("affiliation-to-clear", "Look at the evidence, and record a clearance or refuse."),
        }
        code, remedy = told.get(hit.effect, ("affiliation-not-counted", ""))
        return Reason(
            effect=hit.effect,
            code=code if number else f"organization-{code}",
            criterion=hit.criterion,
            says=hit.says if number else f"The review organization: {hit.says}",
            remedy=remedy,
            evidence=hit.evidence,
            citation=hit.citation,
        )

    def _earlier_reasons(self, number: str) -> Iterator[Reason]:
        remedy = "Assign a reviewer who has not decided on this dispute."
        if number in self._earlier:
            told = "The reviewer decided on this dispute before."
            yield Reason(
                effect=Effect.BARS,
                code="earlier-reviewer",
                criterion="Q12",
                says=told,
                remedy=remedy,
                citation=criterion("Q12"),
            )
        elif number in self._seen_before:
            strength, evidence = self._seen_before[number]
            yield Reason(
                effect=Effect.HOLDS,
                code="earlier-reviewer-by-name",
                criterion="Q12",
                says=f"The reviewer may have decided on this dispute before ({strength}).",
                remedy="Give the earlier reviewer's registry number.",
                evidence=(evidence,),
                citation=criterion("Q12"),
            )


_GRAVITY = (Effect.BARS, Effect.HOLDS, Effect.AGAINST, Effect.FOR, Effect.NOTE)


def _gravity(reason: Reason) -> int:
    """What bars comes first, then what waits, what speaks against, what speaks for, and what is only told."""
    return _GRAVITY.index(reason.effect)


def _cleared_reason(code: str, identity: str, subject: str, cleared: Clearance) -> Reason:
    return Reason(
        effect=Effect.NOTE,
        code=code,
        criterion=identity,
        says=f"{subject}: cleared by {cleared.by} on {cleared.on}: {cleared.reason}.",
        citation=criterion("HOUSE"),
    )


def _share(it: Fit, count: int) -> int:
    """The points of one treatment's fit; a case with many treatments gives no more than a case with one."""
    return weight(f"{it}-specialty").points // count


def _fit_points(fits: tuple[Fit, ...]) -> int:
    return sum(_share(it, len(fits)) for it in fits if it in {Fit.SAME, Fit.SIMILAR})
