"""Rules that stand above every recommendation: functional improvement, the cap on visits, presumption, lost force.

The numbers are those of the records named here; nothing that is not documented counts as nothing.

Source: 8 CCR 9792.20 (functional improvement), 9792.21.1(a) (order of search); Labor Code 4604.5(a), (c); Stevens v.
Outspoken Enterprises (2017 panel decision).
"""

from __future__ import annotations

import datetime as dt

from openimr.citations import Citation, Value
from openimr.guidelines.criteria.truth import Truth, all_of, any_of, negated
from openimr.guidelines.library import applies, dates_on, recommendation
from openimr.guidelines.recommendation import Maximum, Recommendation, Requirement, Result
from openimr.guidelines.ruling import Point, Ruling, missing_of

__all__ = ["CapRuling", "force_lost", "functional_improvement", "presumption", "search_steps", "visit_cap"]


class CapRuling(Value, frozen=True):
    """Whether visits lie within the statutory cap.

    ``limit`` is the cap with what was authorized beyond it, ``used`` earlier and requested visits together, ``within``
    how many of the requested visits would lie within. Each is ``None`` where it is not known, or where there is no cap.
    """

    result: Result
    reasons: tuple[str, ...]
    citation: Citation
    limit: float | None = None
    used: float | None = None
    within: float | None = None
    missing: tuple[str, ...] = ()


def functional_improvement(*, activities: Truth, work_restrictions: Truth, dependency: Truth) -> Ruling:
    """Whether continued treatment brought functional improvement: both limbs of the definition must be shown.

    ``activities`` is a clinically significant gain in activities of daily living, ``work_restrictions`` that they were
    reduced; one of the two makes the first limb. ``dependency`` is that continued medical treatment is needed less.

    >>> functional_improvement(
    ...     activities=Truth.MET, work_restrictions=Truth.NOT_DOCUMENTED, dependency=Truth.NOT_MET
    ... ).truth
    <Truth.NOT_MET: 'not_met'>
    """
    points = (
        Point(
            fact="gain_in_activities",
            truth=activities,
            sentence=f"A clinically significant gain in activities of daily living is {activities.words}.",
        ),
        Point(
            fact="work_restrictions_reduced",
            truth=work_restrictions,
            sentence=f"A reduction of work restrictions is {work_restrictions.words}.",
        ),
        Point(
            fact="dependency_reduced",
            truth=dependency,
            sentence=f"Less dependency on continued medical treatment is {dependency.words}.",
        ),
    )
    first_limb = any_of((activities, work_restrictions))
    truth = all_of((first_limb, dependency))
    open_points = points[2:] if first_limb is Truth.MET else points
    return Ruling(
        truth=truth,
        points=points,
        citation=recommendation("GEN-FI").citation(),
        missing=missing_of(truth, open_points),
    )


def visit_cap(
    service_id: str,
    *,
    injured_on: dt.date | None,
    prior: float | None,
    requested: float,
    is_postsurgical: bool | None,
    authorized_beyond: float = 0,
) -> CapRuling:
    """Whether ``requested`` visits lie within the cap for the industrial injury, all parts of the body together.

    ``prior`` are earlier visits of the same discipline for the injury, ``None`` where they are not known.
    ``authorized_beyond`` are visits that the claims administrator authorized in writing beyond the cap; such an
    authorization holds for those visits only.

    >>> visit_cap(
    ...     "chiropractic", injured_on=dt.date(2012, 5, 1), prior=20, requested=4, is_postsurgical=False
    ... ).result
    <Result.WITHIN: 'within'>
    """
    record = recommendation("GEN-CAP24")
    ceiling = next((one for one in record.maximum if service_id in one.services), None)
    free = _free_of_cap(record, ceiling, injured_on=injured_on, is_postsurgical=is_postsurgical)
    if free or ceiling is None or ceiling.qty is None or ceiling.qty.max is None:
        return CapRuling(result=Result.NOT_ADDRESSED, reasons=(free,), citation=record.citation())
    limit = ceiling.qty.max + authorized_beyond
    used = None if prior is None else prior + requested
    unknown = [
        name
        for name, value in (
            ("prior_sessions_for_the_injury", prior),
            ("injured_on", injured_on),
            ("is_postsurgical", is_postsurgical),
        )
        if value is None
    ]
    result, missing = _against(limit, requested=requested, used=used, unknown=unknown)
    return CapRuling(
        result=result,
        reasons=(
            _told(service_id, limit, prior=prior, requested=requested),
            f"The cap is lifted by {ceiling.exception}.",
        ),
        citation=record.citation(),
        limit=limit,
        used=used,
        within=None if prior is None else max(0.0, min(requested, limit - prior)),
        missing=missing,
    )


def _free_of_cap(
    record: Recommendation, ceiling: Maximum | None, *, injured_on: dt.date | None, is_postsurgical: bool | None
) -> str:
    """Why there is no cap on the visits; empty where there is one, or where that is not known."""
    if ceiling is None:
        return "The statute caps chiropractic, occupational therapy and physical therapy only."
    if is_postsurgical:
        return "Visits under the postsurgical guidelines are exempt."
    begins = record.conditions.injury_from
    if injured_on is not None and begins is not None and injured_on < begins:
        return f"The cap is for injuries from {begins} on."
    return ""


def _against(
    limit: float, *, requested: float, used: float | None, unknown: list[str]
) -> tuple[Result, tuple[str, ...]]:
    """What the numbers come to, and the facts that could still change it."""
    if used is not None and used <= limit:
        return Result.WITHIN, ()
    if used is None and requested <= limit:
        return Result.UNDETERMINED, tuple(unknown)
    others = tuple(name for name in unknown if name != "prior_sessions_for_the_injury")
    return (Result.UNDETERMINED, others) if others else (Result.EXCEEDS_MAX, ())


def _told(service_id: str, limit: float, *, prior: float | None, requested: float) -> str:
    name = service_id.replace("_", " ")
    if prior is None:
        return f"Earlier visits of {name} for the injury are not documented; {requested:g} are requested of {limit:g}."
    return f"{prior:g} earlier and {requested:g} requested visits of {name} make {prior + requested:g} of {limit:g}."


def presumption(*, is_covered: Truth, is_rebutted: Truth) -> Ruling:
    """Whether the schedule controls: it covers the treatment, and better evidence has not rebutted it.

    What rebuts it is a preponderance of scientific medical evidence that a variance is reasonably required.

    >>> presumption(is_covered=Truth.MET, is_rebutted=Truth.NOT_MET).truth
    <Truth.MET: 'met'>
    """
    points = (
        Point(
            fact="mtus_covers", truth=is_covered, sentence=f"That the MTUS covers the treatment is {is_covered.words}."
        ),
        Point(
            fact="presumption_rebutted",
            truth=is_rebutted,
            sentence=f"A preponderance of scientific medical evidence against it is {is_rebutted.words}.",
        ),
    )
    truth = all_of((is_covered, negated(is_rebutted)))
    return Ruling(
        truth=truth,
        points=points,
        citation=recommendation("GEN-PRES").citation(),
        missing=missing_of(truth, points),
    )


def search_steps(on: dt.date) -> tuple[Requirement, ...]:
    """The steps in which authorities are searched for a review on this day, in order; none before there was one."""
    record = recommendation("GEN-SEQ")
    return record.prerequisites if applies(record, dates_on(on)) else ()


def force_lost(record: Recommendation) -> tuple[str, ...]:
    """What of a record is invalid by decision, in sentences; it is shown and is never a ground for denial.

    >>> force_lost(recommendation("CP09-HHC"))[0][:55]
    'Invalid: the exclusion of homemaker and personal care w'
    """
    return tuple(
        f"Invalid: {lost.part} ({lost.authority}). It is no ground for denial." for lost in record.invalidated_by
    )
