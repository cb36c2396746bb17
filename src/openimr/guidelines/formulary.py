"""Decides how a drug is reviewed under the MTUS Drug Formulary, and what a dose of opioids comes to in morphine.

Whether a drug is exempt stands in the published drug list, which is handed in: no status is guessed.

Source: 8 CCR 9792.27.1 to 9792.27.13, operative for drugs dispensed from 2018-01-01; factors of
``rulebook/guidelines/opioid_factors.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

import msgspec

from openimr.citations import Value, Verification
from openimr.guidelines.criteria.truth import Truth, all_of, any_of, negated
from openimr.guidelines.library import recommendation
from openimr.guidelines.ruling import Point, Ruling, from_fact, missing_of
from openimr.rulebook import load
from openimr.treatments.services import find_services

__all__ = [
    "DoseUnit",
    "DrugStatus",
    "Fill",
    "MorphineEquivalent",
    "MorphineTotal",
    "OpioidFactor",
    "has_factor",
    "morphine_equivalent",
    "morphine_total",
    "perioperative_fill",
    "prospective_review",
    "special_fill",
]


class DrugStatus(StrEnum):
    """What the drug list says of a drug."""

    EXEMPT = "exempt"
    NON_EXEMPT = "non_exempt"
    UNLISTED = "unlisted"


class Fill(Value, frozen=True):
    """A drug that was, or is to be, dispensed; ``None`` is what is not documented.

    ``supply_limit_days`` is the limit that the drug list gives for a special or perioperative fill.
    ``is_generic_or_single_source`` is also so for a brand whose need is justified.
    """

    status: DrugStatus | None = None
    dispensed_on: dt.date | None = None
    prescribed_on: dt.date | None = None
    injured_on: dt.date | None = None
    surgery_on: dt.date | None = None
    supply_days: float | None = None
    supply_limit_days: float | None = None
    is_initial_visit: bool | None = None
    is_special_fill_drug: bool | None = None
    is_perioperative_fill_drug: bool | None = None
    is_generic_or_single_source: bool | None = None
    is_in_accord_with_mtus: bool | None = None
    is_compounded: bool | None = None
    is_dispensed_by_physician: bool | None = None


class DoseUnit(StrEnum):
    """What the dose of an opioid is counted in; patches of fentanyl are counted by the hour."""

    MILLIGRAM_PER_DAY = "milligram_per_day"
    MICROGRAM_PER_HOUR = "microgram_per_hour"


class OpioidFactor(Value, frozen=True):
    """The factor of a published table: for doses ``above`` so many units, from the day of its publication on."""

    drugs: tuple[str, ...]
    factor: float
    unit: DoseUnit
    source: str
    verification: Verification
    from_: dt.date = msgspec.field(name="from")
    above: float = 0


class MorphineEquivalent(Value, frozen=True):
    """A daily dose in milligrams of morphine by mouth, and the factor that it rests on."""

    milligrams_per_day: float
    drug: str
    factor: OpioidFactor


class MorphineTotal(Value, frozen=True):
    """The doses of several opioids together; ``unknown`` names those without a factor, and then the sum is a floor."""

    milligrams_per_day: float
    parts: tuple[MorphineEquivalent, ...]
    unknown: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every dose is in the sum."""
        return not self.unknown


class _Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    counted_from: str
    first_day: int
    last_day: int
    record: str
    source: str
    verification: Verification
    supply_days: int | None = None
    note: str = ""


@cache
def _window(name: str) -> _Window:
    windows: dict[str, _Window] = {row.id: row for row in load("guidelines/formulary_windows.yaml", _Window)}
    return windows[name]


def special_fill(fill: Fill) -> Ruling:
    """Whether a non-exempt drug may be dispensed without prospective review at the first visit after an injury."""
    return _fill_ruling(
        fill,
        "special-fill",
        day_counted_from=fill.injured_on,
        others=(
            _point(
                "is_special_fill_drug", fill.is_special_fill_drug, "that the list marks the drug for a special fill"
            ),
            _point("is_initial_visit", fill.is_initial_visit, "that it was prescribed at the single initial visit"),
        ),
    )


def perioperative_fill(fill: Fill) -> Ruling:
    """Whether a non-exempt drug may be dispensed without prospective review around an operation."""
    return _fill_ruling(
        fill,
        "perioperative-fill",
        day_counted_from=fill.surgery_on,
        others=(
            _point(
                "is_perioperative_fill_drug",
                fill.is_perioperative_fill_drug,
                "that the list marks the drug for a perioperative fill",
            ),
        ),
    )


def _fill_ruling(fill: Fill, window: str, *, day_counted_from: dt.date | None, others: tuple[Point, ...]) -> Ruling:
    points = (
        *others,
        _in_window(_window(window), fill.prescribed_on, day_counted_from),
        _point("is_generic_or_single_source", fill.is_generic_or_single_source, "a generic or single-source drug"),
        _point("is_in_accord_with_mtus", fill.is_in_accord_with_mtus, "accord with the MTUS"),
        _supply(fill.supply_days, fill.supply_limit_days),
    )
    truth = all_of(point.truth for point in points)
    return Ruling(
        truth=truth,
        points=points,
        citation=recommendation(_window(window).record).citation(),
        missing=missing_of(truth, points),
    )


def prospective_review(fill: Fill) -> Ruling:
    """Whether the drug needs authorization through prospective review before it is dispensed.

    Drugs dispensed before the formulary was operative are not governed by it, and need none under it.
    """
    begins = recommendation("FRM-NX").effective[0].from_
    if fill.dispensed_on is not None and fill.dispensed_on < begins:
        point = Point(
            fact="dispensed_on", truth=Truth.NOT_MET, sentence=f"The formulary is for drugs dispensed from {begins} on."
        )
        return Ruling(truth=Truth.NOT_MET, points=(point,), citation=recommendation("FRM-NX").citation())
    truth, points, record = _review_of_status(fill)
    if fill.dispensed_on is None:
        point = _point("dispensed_on", None, f"that it is dispensed on {begins} or later")
        truth, points = all_of((truth, point.truth)), (point, *points)
    return Ruling(
        truth=truth, points=points, citation=recommendation(record).citation(), missing=missing_of(truth, points)
    )


def _review_of_status(fill: Fill) -> tuple[Truth, tuple[Point, ...], str]:
    """Whether the status of a drug asks for review, why, and the record that says so."""
    if fill.is_compounded:
        return Truth.MET, (_point("is_compounded", value=True, what="that the drug is compounded"),), "FRM-CMP"
    if fill.status is None:
        return Truth.NOT_DOCUMENTED, (_point("status", None, "the status in the drug list"),), "FRM-LIST"
    if fill.status is DrugStatus.UNLISTED:
        return Truth.MET, (_point("status", value=True, what="that the drug is not on the list"),), "FRM-UN"
    if fill.status is DrugStatus.EXEMPT:
        points = _exempt_points(fill)
        return negated(all_of(point.truth for point in points)), points, "FRM-EX"
    fills = (special_fill(fill), perioperative_fill(fill))
    points = (
        _point("status", value=True, what="that the drug is non-exempt"),
        *(point for ruling in fills for point in ruling.points),
    )
    return negated(any_of(ruling.truth for ruling in fills)), tuple(dict.fromkeys(points)), "FRM-NX"


def _exempt_points(fill: Fill) -> tuple[Point, ...]:
    """What must be so for an exempt drug to need no review."""
    points = (
        _point("is_in_accord_with_mtus", fill.is_in_accord_with_mtus, "accord with the MTUS"),
        _point("is_generic_or_single_source", fill.is_generic_or_single_source, "a generic or single-source drug"),
    )
    if fill.is_dispensed_by_physician is False:
        return points
    window = _window("physician-dispensed")
    at_first_visit = (
        _point("is_initial_visit", fill.is_initial_visit, "that it was dispensed at the initial visit"),
        _in_window(window, fill.dispensed_on, fill.injured_on, fact="dispensed_on"),
        _supply(fill.supply_days, window.supply_days),
    )
    if fill.is_dispensed_by_physician:
        return (*points, *at_first_visit)
    # By whom it is dispensed matters only where the narrower rule for physicians is not kept.
    if all_of(point.truth for point in at_first_visit) is Truth.MET:
        return points
    return (*points, _point("is_dispensed_by_physician", None, "who dispenses the drug"))


def _in_window(
    window: _Window, day: dt.date | None, counted_from: dt.date | None, *, fact: str = "prescribed_on"
) -> Point:
    name = f"{window.counted_from}_on" if window.counted_from == "surgery" else "injured_on"
    if day is None or counted_from is None:
        return _point(fact if day is None else name, None, f"the days from {window.counted_from}")
    days = (day - counted_from).days
    return Point(
        fact=fact,
        truth=from_fact(window.first_day <= days <= window.last_day),
        sentence=f"It is day {days} from {window.counted_from}; days {window.first_day} to {window.last_day} are open.",
    )


def _supply(days: float | None, limit: float | None) -> Point:
    if days is None or limit is None:
        return _point("supply_days" if days is None else "supply_limit_days", None, "the supply and its limit")
    return Point(
        fact="supply_days",
        truth=from_fact(days <= limit),
        sentence=f"The supply is for {days:g} days; the limit is {limit:g}.",
    )


def _point(fact: str, value: bool | None, what: str) -> Point:  # noqa: FBT001 - the value of a fact, not an option
    truth = from_fact(value)
    return Point(fact=fact, truth=truth, sentence=f"{what[:1].upper()}{what[1:]}: {truth.words}.")


@cache
def _factors() -> tuple[OpioidFactor, ...]:
    return load("guidelines/opioid_factors.yaml", OpioidFactor)


def morphine_equivalent(
    drug: str, mg_per_day: float, on: dt.date, *, unit: DoseUnit = DoseUnit.MILLIGRAM_PER_DAY
) -> MorphineEquivalent | None:
    """A daily dose in milligrams of morphine by mouth, by the newest table published up to ``on``.

    ``drug`` is an id of ``vocabulary/drugs.yaml`` or any word for the drug; ``mg_per_day`` the dose of the opioid
    alone, in ``unit``. ``None`` where no factor is known for the drug, the unit or the day: never 0.

    >>> morphine_equivalent("oxycodone", 40, dt.date(2014, 9, 1)).milligrams_per_day
    60.0
    >>> morphine_equivalent("buprenorphine", 20, dt.date(2014, 9, 1)) is None
    True
    """
    known_as = _drug_id(drug)
    rows = [row for row in _factors() if known_as in row.drugs and row.unit is unit and row.from_ <= on]
    if not rows:
        return None
    newest = max(row.from_ for row in rows)
    tiers = [row for row in rows if row.from_ == newest and row.above < mg_per_day]
    if not tiers:
        return None
    factor = max(tiers, key=lambda row: row.above)
    return MorphineEquivalent(milligrams_per_day=round(mg_per_day * factor.factor, 6), drug=known_as, factor=factor)


def has_factor(drug: str) -> bool:
    """Whether any table gives a factor for this drug, on whatever day.

    >>> has_factor("hydrocodone"), has_factor("acetaminophen")
    (True, False)
    """
    known_as = _drug_id(drug)
    return any(known_as in row.drugs for row in _factors())


def morphine_total(doses: Iterable[tuple[str, float]], on: dt.date) -> MorphineTotal:
    """The doses of several opioids together, each as drug and milligrams a day; what has no factor is named, not 0."""
    parts: list[MorphineEquivalent] = []
    unknown: list[str] = []
    for drug, mg_per_day in doses:
        part = morphine_equivalent(drug, mg_per_day, on)
        if part is None:
            unknown.append(drug)
        else:
            parts.append(part)
    return MorphineTotal(
        milligrams_per_day=round(sum(part.milligrams_per_day for part in parts), 6),
        parts=tuple(parts),
        unknown=tuple(unknown),
    )


def _drug_id(drug: str) -> str:
    named = next((mention.drug for mention in find_services(drug) if mention.drug is not None), None)
    return named or drug.strip().lower().replace(" ", "_")
