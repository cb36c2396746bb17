"""Matches reviewers to a case: hard gates first, then preferences in points, with all reasons for and against each.

A gate (fitness, specialty, conflict, the utilization review physician, an earlier reviewer) is never outweighed by
points. The order depends on the registry and the case alone: not on the order of the files, and not on the clock.

Source: Labor Code 139.5(d)(4) and (5), 4610.6(i); ``rulebook/law/matching_weights.yaml``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property, lru_cache

from openimr.citations import Value
from openimr.errors import NotFound, UnusableArguments
from openimr.reviewers.conflicts.likeness import Strength
from openimr.reviewers.conflicts.screening import Hit, Screened, Side, side_by_side
from openimr.reviewers.match_case import About, Clearance, DisputedTreatment, MatchCase
from openimr.reviewers.panel import (
    DIGEST_BITS,
    PLACE_BITS,
    TIE_BITS,
    TOP,
    Panel,
    Profile,
    services_in,
    standing_reasons,
)
from openimr.reviewers.reasons import Effect, Reason, criterion
from openimr.reviewers.specialties import Fit, fields_of, fit
from openimr.reviewers.weights import weighed, weight
from openimr.treatments.services import are_alike

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


_Groups = tuple[tuple[set[str], str], ...]

_PLACE = (1 << PLACE_BITS) - 1
ORGANIZATION = "organization"
"""What a clearance names in place of a reviewer where it is about the review organization itself."""


@lru_cache(maxsize=4096)
def _fits(profile: Profile, wordings: tuple[str, ...]) -> tuple[Fit, ...]:
    return tuple(fit(profile, fields_of(wording)) for wording in wordings)


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
        self._earlier_names = tuple(it for it in case.earlier_reviewers if it.name)
        self._seen_before = self._namesakes()
        self._order: list[int] = []
        self.eligible: tuple[str, ...] = self._ranked()

    def _namesakes(self) -> dict[str, tuple[Strength, str]]:
        """Reviewers who may be an earlier reviewer by name."""
        found: dict[str, tuple[Strength, str]] = {}
        for earlier in self._earlier_names:
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
        if not self.is_organization_free:
            return ()
        panel = self.panel
        shut = {
            number
            for number in self.screened.owners()
            if panel.fitness[number].is_fit
            and any(self._is_open(number, effect, party) for effect, party in self.screened.effects(number))
        }
        shut.update(self._earlier, self._seen_before)
        digest = hashlib.blake2b(self.case.number.encode(), digest_size=DIGEST_BITS // 8).digest()
        turned = int.from_bytes(digest, "big") << PLACE_BITS
        gained = self._gains().get
        has_confirmed = any(about is About.SPECIALTY for _, about, _ in self._cleared)
        order: list[int] = []
        for profile, numbers in panel.fit.items():
            fits = _fits(profile, self._wordings)
            is_open = Fit.OPEN in fits
            if Fit.MISFIT in fits or (is_open and not has_confirmed):
                continue
            points = _fit_points(fits)
            free = [it for it in numbers if not self._is_specialty_open(it[0], fits)] if is_open else numbers
            order += [
                (key ^ turned) - ((points + gained(number, 0)) << TIE_BITS)
                for number, key in free
                if number not in shut
            ]
        order.sort()
        # One number for each reviewer sorts far faster than points, tie and name side by side.
        self._order = order
        return tuple(panel.numbers[key & _PLACE] for key in order)

    def _gains(self) -> dict[str, int]:
        """Points of each reviewer for what the case asks: services given, conditions treated, languages read."""
        gains: dict[str, int] = defaultdict(int)
        groups = [(self._readers(), "language")]
        for treatment in self.case.disputed_treatments:
            groups += (*self._experience(treatment), *self._conditions(treatment))
        for numbers, identity in groups:
            points = weight(identity).points
            for number in numbers:
                gains[number] += points
        return gains

    def _experience(self, treatment: DisputedTreatment) -> _Groups:
        """Who has given the services of a treatment, or like ones; each reviewer stands in the best group alone."""
        wanted = services_in(treatment.wording)
        done = self.panel.services
        recent, before, like = set[str](), set[str](), set[str]()
        for service, (late, long_ago) in done.items():
            if service in wanted:
                recent |= late
                before |= long_ago
            elif any(are_alike(service, other) for other in wanted):
                like |= late
        before -= recent
        like -= recent | before
        return ((recent, "done-service"), (before, "done-service-before"), (like, "done-similar-service"))

    def _conditions(self, treatment: DisputedTreatment) -> _Groups:
        recent, before = set[str](), set[str]()
        for condition in treatment.conditions:
            late, long_ago = self.panel.treated_by(condition)
            recent |= late
            before |= long_ago
        return ((recent, "treated-condition"), (before - recent, "treated-condition-before"))

    def _readers(self) -> set[str]:
        wanted = {language.strip().lower() for language in self.case.languages}
        return {number for language in wanted for number in self.panel.languages.get(language, ())}

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
        place = self._places[number]
        points = TOP - (self._order[place] >> TIE_BITS)
        return Candidate(reviewer=number, standing=Standing.ELIGIBLE, reasons=reasons, rank=place + 1, points=points)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {number: place for place, number in enumerate(self.eligible)}

    def others(self) -> Iterator[Candidate]:
        """Everyone who is not eligible, in the order of their numbers."""
        return (self.candidate(number) for number in sorted(self.panel.reviewers) if number not in self._places)

    def sides(self, number: str = "") -> tuple[Side, ...]:
        """The statutory list beside the letters' four parties, with what was found of one reviewer, or of all."""
        numbers = (number,) if number else self.panel.numbers
        return side_by_side(self.case, (hit for each in numbers for hit in self.screened.hits(each)))

    def _reasons(self, number: str) -> Iterator[Reason]:
        yield from self.panel.fitness[number].reasons
        yield from self._specialty_reasons(number)
        for hit in self.screened.hits(number):
            yield self._of_hit(number, hit)
        for hit in self.organization:
            yield self._of_hit("", hit)
        yield from self._earlier_reasons(number)
        yield from standing_reasons(self.panel.reviewers[number], self.case.on)
        for treatment in self.case.disputed_treatments:
            for numbers, identity in (*self._experience(treatment), *self._conditions(treatment)):
                if number in numbers:
                    yield weighed(identity, detail=treatment.wording)
        if number in self._readers():
            yield weighed("language")

    def _specialty_reasons(self, number: str) -> Iterator[Reason]:
        profile = self.panel.profiles[number]
        held = " and ".join(specialty.name for specialty in profile) or "no specialty that is known and proven"
        for it, wording in zip(_fits(profile, self._wordings), self._wordings, strict=True):
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
