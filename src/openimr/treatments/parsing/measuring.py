"""Works out how much a request asks for: the number stated, the number that follows, how often and how long.

Source: request-grammar.md, parsing rules 2 to 6 and 8.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import msgspec

from openimr.citations import Span
from openimr.treatments.parsing.dispensing import DOSE_UNITS
from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.parsing.marks import Count, Head, Mark, Marks, Rate, Stretch, Via
from openimr.treatments.request import FlagKind, Frequency, Per, Quantity, TimeSpan
from openimr.treatments.services import Service, all_services

__all__ = ["Measured", "measure", "plain"]

_WEEKS_IN_A_MONTH = 52 / 12
_IN = {
    (Per.WEEK, Per.MONTH): _WEEKS_IN_A_MONTH,
    (Per.WEEK, Per.YEAR): 52,
    (Per.MONTH, Per.YEAR): 12,
    (Per.DAY, Per.WEEK): 7,
    (Per.DAY, Per.MONTH): 30,
    (Per.DAY, Per.YEAR): 365,
}
_SHORT_MONTH = 4
_NOT_AMOUNTS = frozenset({Via.DAYS_SUPPLY, Via.REFILLS, Via.PRIOR})
_RANK = {
    via: rank
    for rank, via in enumerate(
        (Via.TOTAL, Via.BRACKETS, Via.QUANTITY, Via.DISPENSED, Via.SERIES, Via.UNIT, Via.TIMES, Via.BARE)
    )
}
_PLANNED = frozenset({"rehabilitation", "behavioral_and_mental_health", "programs", "home_health"})
_COUNTED_IN_DAYS = frozenset({"programs", "hospital", "home_health", "surgery"})
_HOURS_IN_A_DAY = 8
_MOST_BARE = 60
_MINUTES = frozenset({"minute", "minutes", "min", "mins"})
_BEFORE_NUMBER = frozenset({",", ";", "and", "&", ":", "for"})
_JOINING = frozenset({",", "and", "&", "/", "-"})
_ONE_BY_ONE = frozenset({"study", "test", "evaluation", "procedure", "device", "item", "injection", "kit"})
_LASTING = frozenset({"month", "program", "device", "item"})
_PLURAL_BY_NAME = frozenset({"electrodiagnostic_study", "emg", "nerve_conduction_study", "laboratory_test", "x_ray"})
_VISITS_ONE_BY_ONE = "evaluation_and_management"
_TAKEN = DOSE_UNITS | {None}
_TOLD_IN_TIME = frozenset({"hour", "month"})
_ONE_FEATURE = frozenset({"view", "level", "panel"})


class Measured(msgspec.Struct):
    """What a request comes to."""

    quantity: Quantity | None = None
    frequency: Frequency | None = None
    duration: TimeSpan | None = None
    days: Frequency | None = None
    weekly: Quantity | None = None
    full_days: Quantity | None = None
    timing: TimeSpan | None = None


class _Plan(NamedTuple):
    """How often, and on how many days where the first counts hours."""

    rate: Rate | None
    day_rate: Rate | None


class _Stated(msgspec.Struct):
    least: float
    most: float
    unit: str | None
    span: Span
    via: Via


def plain(number: float) -> str:
    """The number without a needless fraction.

    >>> plain(12.0), plain(0.5)
    ('12', '0.5')
    """
    return f"{number:g}"


def measure(marks: Marks, head: Head | None, flags: Flags, *, places: int = 0) -> Measured:
    """How much is asked for; ``places`` is how many injections levels and sides come to, 0 where they tell nothing."""
    service = all_services()[head.service] if head else None
    measured = Measured()
    is_drug = head is not None and head.drug is not None
    stated = None if is_drug else _stated(marks, service, flags)
    rate, day_rate = _rates(marks, is_drug=is_drug)
    stretch = _stretch(marks, service, measured, has_rate=rate is not None)
    # How often a drug is taken is told by its directions.
    if rate is not None and not (is_drug and rate.per is not Per.HOUR and rate.unit in _TAKEN):
        measured.frequency = _frequency(marks, rate, flags)
    if day_rate is not None:
        measured.days = _frequency(marks, day_rate, flags)
    if stretch is not None:
        measured.duration = _time_span(marks, stretch)
        if stretch.least != stretch.most:
            flags.add(
                FlagKind.RANGE_DURATION,
                "The duration is a range; compare the high end, and report both.",
                *(f"{plain(number)} {stretch.unit.value}s" for number in (stretch.least, stretch.most)),
                span=measured.duration.span,
            )
    _flag_bare_plan(rate, stretch, service, flags, marks)
    derived = _derived(marks, _Plan(rate, day_rate), stretch, measured, flags)
    measured.quantity = _quantity(service, stated, derived, _Plan(rate, day_rate), flags)
    _default(measured, head, service, places, flags)
    _derive_duration(measured)
    return measured


def _stated(marks: Marks, service: Service | None, flags: Flags) -> _Stated | None:
    """The count that the words state; every other that differs is flagged."""
    found = [
        _Stated(count.least, count.most, count.unit, marks.tokens.span(count.start, count.end), count.via)
        for count in marks.counts
        if count.via not in _NOT_AMOUNTS
        and count.unit not in _ONE_FEATURE
        and (count.via is not Via.BARE or _is_bare_count(marks, count, service))
    ]
    hours = [stretch for stretch in marks.stretches if _is_amount(stretch, marks, service)]
    for stretch in hours:
        span = marks.tokens.span(stretch.start, stretch.end)
        found.append(_Stated(stretch.least, stretch.most, stretch.unit.value, span, Via.UNIT))
    if not found:
        levels = [count for count in marks.counts if count.unit == "level"]
        found = [
            _Stated(count.least, count.most, "level", marks.tokens.span(count.start, count.end), Via.UNIT)
            for count in levels[:1]
            if service is not None and service.category == "injections"
        ]
    if not found:
        return None
    # Units beside another number are a dose: "155 units ... x 4".
    found = [count for count in found if count.unit != "unit"] or found
    best = min(found, key=lambda count: _RANK[count.via])
    others = {(other.least, other.most) for other in found} - {(best.least, best.most)}
    if others:
        flags.add(
            FlagKind.QTY_CONFLICT,
            "The words state more than one number.",
            *dict.fromkeys(_words(other) for other in found),
            span=best.span,
        )
    if best.least != best.most:
        flags.add(FlagKind.RANGE, "The number is a range.", plain(best.least), plain(best.most), span=best.span)
    if best.unit is None:
        best.unit = next((other.unit for other in found if other.unit and other.least == best.least), None)
    return best


def _words(count: _Stated) -> str:
    number = plain(count.least) if count.least == count.most else f"{plain(count.least)} to {plain(count.most)}"
    return f"{number} {count.unit}s" if count.unit else number


def _is_bare_count(marks: Marks, count: Count, service: Service | None) -> bool:
    """Whether a number that nothing explains may count the service: it stands next to its name and is small."""
    if service is None or count.most > _MOST_BARE or service.category == "dmepos":
        return False
    following = marks.tokens.word(count.end)
    if following in _MINUTES:
        return False
    before, after = count.start, count.end
    if marks.tokens.word(before - 1) == "," and following in {",", ""}:
        before -= 1
    return _ends_at(marks, before) or _begins_at(marks, after) or following == "of" or _leads_to_name(marks, count)


def _leads_to_name(marks: Marks, count: Count) -> bool:
    """Whether only places and descriptions stand between a number and the name behind it: "1 right L4-5 TFESI"."""
    if count.start and marks.tokens.word(count.start - 1) not in _BEFORE_NUMBER:
        return False
    place = bisect_left(marks.heads, count.end, key=_start)
    end = marks.heads[place].start if place < len(marks.heads) else count.end
    said = (*marks.sides, *marks.levels, *marks.parts, *marks.words)
    told = {at for mark in said if count.end <= mark.start < end for at in range(mark.start, mark.end)}
    between = range(count.end, end)
    return bool(between) and all(at in told or marks.tokens.words[at] in _JOINING for at in between)


def _ends_at(marks: Marks, at: int) -> bool:
    """Whether the name of a service ends right before a token."""
    place = bisect_left(marks.heads, at, key=_start)
    return place > 0 and marks.heads[place - 1].end == at


def _begins_at(marks: Marks, at: int) -> bool:
    """Whether the name of a service begins with a token."""
    place = bisect_left(marks.heads, at, key=_start)
    return place < len(marks.heads) and marks.heads[place].start == at


def _start(mark: Mark) -> int:
    return mark.start


def _is_amount(stretch: Stretch, marks: Marks, service: Service | None) -> bool:
    """Whether hours or days are what is counted ("30 hours of", "28 days of residential") and no length of time."""
    if stretch.unit is Per.HOUR:
        return True
    if stretch.unit is not Per.DAY or service is None or marks.rates:
        return False
    return service.unit == "day" and service.category in _COUNTED_IN_DAYS


def _rates(marks: Marks, *, is_drug: bool) -> tuple[Rate | None, Rate | None]:
    """The frequency, and the days on which hours a day are given."""
    rates = marks.rates
    if not rates and not is_drug:
        # "Twice daily" is a direction for a drug, and a frequency for anything else.
        rates = [Rate(dose.start, dose.end, dose.least, dose.most, Per.DAY) for dose in marks.doses]
    if len(rates) < 2:
        return (rates[0] if rates else None), None
    hours = next((rate for rate in rates if rate.unit == "hour" and rate.per is Per.DAY), None)
    if hours is not None:
        days = next((rate for rate in rates if rate is not hours and rate.per is Per.WEEK), None)
        return hours, days
    return rates[0], None


def _stretch(marks: Marks, service: Service | None, measured: Measured, *, has_rate: bool) -> Stretch | None:
    """The duration; a visit that is due in so many weeks has a timing and no duration."""
    stretches = [stretch for stretch in marks.stretches if not _is_amount(stretch, marks, service)]
    if not stretches:
        return None
    first = stretches[0]
    is_visit = service is not None and service.category == _VISITS_ONE_BY_ONE
    is_one = service is not None and service.unit in _ONE_BY_ONE and first.is_timing
    if not has_rate and (is_one or (is_visit and (first.is_timing or not marks.counts))):
        measured.timing = _time_span(marks, first)
        return None
    return next((other for other in stretches[1:] if _is_finer(other, first)), first)


def _is_finer(stretch: Stretch, other: Stretch) -> bool:
    """Whether the first is the same length as the second, told in months and not in years: "1 year / 12 months"."""
    units = (stretch.unit, other.unit)
    return units == (Per.MONTH, Per.YEAR) and stretch.least == other.least * 12 and stretch.most == other.most * 12


def _time_span(marks: Marks, stretch: Stretch) -> TimeSpan:
    span = marks.tokens.span(stretch.start, stretch.end)
    return TimeSpan(min=stretch.least, max=stretch.most, unit=stretch.unit, span=span)


def _frequency(marks: Marks, rate: Rate, flags: Flags) -> Frequency:
    span = marks.tokens.span(rate.start, rate.end)
    if rate.is_ambiguous:
        flags.add(
            FlagKind.AMBIGUOUS_FREQUENCY,
            "The word has two meanings.",
            f"twice a {rate.per.value}",
            f"every two {rate.per.value}s",
            span=span,
        )
    elif rate.least != rate.most:
        readings = (f"{plain(rate.least)} per {rate.per.value}", f"{plain(rate.most)} per {rate.per.value}")
        flags.add(FlagKind.RANGE, "The frequency is a range.", *readings, span=span)
    return Frequency(min=rate.least, max=rate.most, per=rate.per, unit=rate.unit, span=span)


def _flag_bare_plan(
    rate: Rate | None, stretch: Stretch | None, service: Service | None, flags: Flags, marks: Marks
) -> None:
    """Say where "2 x 6" does not say that it means times a week by weeks."""
    if rate is None or not rate.is_bare or stretch is None:
        return
    if service is not None and service.category in _PLANNED:
        flags.doubt += 0.2
        return
    one, other = plain(rate.most), plain(stretch.most)
    flags.add(
        FlagKind.AMBIGUOUS_NXM,
        "The words do not say what the two numbers count.",
        f"{one} per week for {other} weeks",
        f"{one} of {other}",
        span=marks.tokens.span(min(rate.start, stretch.start), max(rate.end, stretch.end)),
    )


def _derived(
    marks: Marks, plan: _Plan, stretch: Stretch | None, measured: Measured, flags: Flags
) -> tuple[float, float] | None:
    """What frequency and duration come to; of hours a day, by way of the hours in a week."""
    rate, day_rate = plan
    if rate is None:
        return None
    if rate.unit == "hour" and rate.per is Per.DAY:
        least, most = _days_in_a_week(marks, rate, day_rate, flags)
        low, high = rate.least * least, rate.most * most
        measured.weekly = _as_quantity(low, high, "hour")
        return _product(low, high, Per.WEEK, stretch)
    if len(marks.rates) == len(marks.stretches) > 1 and day_rate is None:
        return _in_turn(marks, flags)
    if rate.unit == "hour" and rate.per is Per.WEEK:
        measured.weekly = _as_quantity(rate.least, rate.most, "hour")
    return _product(rate.least, rate.most, rate.per, stretch)


def _in_turn(marks: Marks, flags: Flags) -> tuple[float, float] | None:
    """What several plans one after the other come to: "3 times a week for 2 weeks, then once a week for 4 weeks"."""
    plans = list(zip(marks.rates, marks.stretches, strict=True))
    products = [_product(rate.least, rate.most, rate.per, stretch) for rate, stretch in plans]
    flags.add(
        FlagKind.AMBIGUOUS_FREQUENCY,
        "Several frequencies are said, each for its own time; the number is their sum.",
        *(
            f"{plain(rate.most)} per {rate.per.value} for {plain(stretch.most)} {stretch.unit.value}s"
            for rate, stretch in plans
        ),
    )
    known = [product for product in products if product is not None]
    return (sum(low for low, _ in known), sum(high for _, high in known)) if len(known) == len(plans) else None


def _days_in_a_week(marks: Marks, rate: Rate, day_rate: Rate | None, flags: Flags) -> tuple[float, float]:
    if day_rate is not None:
        return day_rate.least, day_rate.most
    if marks.tokens.word(rate.end - 1) != "7":
        flags.add(
            FlagKind.ASSUMED_7_DAYS,
            "The days in a week are not said; seven are assumed.",
            span=marks.tokens.span(rate.start, rate.end),
        )
    return 7, 7


def _product(least: float, most: float, per: Per, stretch: Stretch | None) -> tuple[float, float] | None:
    """So many in each period over so many periods, the low and the high; ``None`` where they do not go together."""
    if stretch is None:
        return None
    if per is stretch.unit:
        return least * stretch.least, most * stretch.most
    factor = _IN.get((per, stretch.unit))
    if factor is None:
        return None
    low = _SHORT_MONTH if factor == _WEEKS_IN_A_MONTH else factor
    return least * stretch.least * low, most * stretch.most * factor


def _as_quantity(low: float, high: float, unit: str | None) -> Quantity:
    low, high = round(low, 2), round(high, 2)
    if low == high:
        return Quantity(derived=high, unit=unit)
    return Quantity(min=low, max=high, unit=unit)


def _quantity(
    service: Service | None,
    stated: _Stated | None,
    derived: tuple[float, float] | None,
    plan: _Plan,
    flags: Flags,
) -> Quantity | None:
    """The number stated beside the number derived; where they differ, both are kept and flagged."""
    rate = plan.rate
    unit = rate.unit if rate is not None and rate.unit else None
    if stated is not None and stated.unit:
        unit = stated.unit
    unit = unit or _counted_in(service, rate)
    if stated is None:
        return _from_plan(derived, unit, plan, flags) if derived is not None else None
    exact = stated.least == stated.most
    fields = Quantity(
        stated=stated.most if exact else None,
        min=None if exact else stated.least,
        max=None if exact else stated.most,
        unit=unit,
        span=stated.span,
    )
    if derived is None:
        return fields
    low, high = round(derived[0]), round(derived[1])
    if stated.most < low or stated.least > high:
        flags.add(
            FlagKind.QTY_CONFLICT,
            "The number stated is not what frequency and duration come to.",
            f"{plain(stated.most)} stated",
            f"{low if low == high else f'{low} to {high}'} by frequency and duration",
            span=stated.span,
        )
    if low == high:
        return msgspec.structs.replace(fields, derived=float(high))
    return msgspec.structs.replace(fields, min=float(low), max=float(high)) if exact else fields


def _counted_in(service: Service | None, rate: Rate | None) -> str | None:
    """The unit of a service; times in a week count visits, also of what is counted by the hour."""
    if service is None:
        return None
    return "visit" if rate is not None and service.unit in _TOLD_IN_TIME else service.unit


def _from_plan(derived: tuple[float, float], unit: str | None, plan: _Plan, flags: Flags) -> Quantity:
    """The number that follows from frequency and duration alone."""
    low, high = float(round(derived[0])), float(round(derived[1]))
    if low == high:
        return Quantity(derived=high, unit=unit)
    is_range = any(rate is not None and rate.least != rate.most for rate in plan)
    ranged = {flag.kind for flag in flags.raised} & {FlagKind.RANGE, FlagKind.RANGE_DURATION}
    if not ranged and not is_range:
        flags.add(
            FlagKind.RANGE,
            "A month may be taken as four weeks or as a twelfth of a year.",
            plain(low),
            plain(high),
        )
        return Quantity(derived=high, min=low, max=high, unit=unit)
    return Quantity(min=low, max=high, unit=unit)


def _default(measured: Measured, head: Head | None, service: Service | None, places: int, flags: Flags) -> None:
    """Say that a number is missing, or assume one of what is given one by one, with a flag."""
    if service is None or head is None or head.drug is not None:
        return
    quantity = measured.quantity
    if quantity is None and places > 1:
        measured.quantity = Quantity(derived=float(places), unit=service.unit)
        return
    if quantity is not None:
        measured.full_days = _full_days(quantity, service, flags)
        return
    if measured.frequency is not None:
        if measured.duration is None:
            flags.add(
                FlagKind.DURATION_MISSING, "How often is said, but not for how long.", span=measured.frequency.span
            )
        return
    if measured.duration is not None and (service.unit in _LASTING or service.category == "dmepos"):
        return
    one_by_one = service.unit in _ONE_BY_ONE or service.category == _VISITS_ONE_BY_ONE
    if one_by_one and (not head.is_plural or service.id in _PLURAL_BY_NAME):
        measured.quantity = Quantity(derived=1.0, unit=service.unit)
        flags.add(FlagKind.ASSUMED_ONE, f"No number is said; one {service.unit} is assumed.")
        return
    flags.add(FlagKind.QTY_MISSING, "No number is said, nor frequency and duration to derive it from.")


def _full_days(quantity: Quantity, service: Service, flags: Flags) -> Quantity | None:
    """What hours of a program come to in full days; the flag says how long a day is taken to be."""
    if quantity.unit != "hour" or service.unit != "day" or not quantity.stated:
        return None
    days = quantity.stated / _HOURS_IN_A_DAY
    flags.add(
        FlagKind.AMBIGUOUS_UNIT,
        "The program is counted in hours here and in days elsewhere; a full day is taken as eight hours.",
        f"{plain(quantity.stated)} hours",
        f"{plain(days)} full days",
        span=quantity.span,
    )
    return Quantity(derived=days, unit="day")


def _derive_duration(measured: Measured) -> None:
    """So many sessions at a frequency last so long; a derived duration has no place in the words."""
    quantity, frequency = measured.quantity, measured.frequency
    if measured.duration is not None or quantity is None or not quantity.stated or frequency is None:
        return
    if quantity.unit == "unit":  # 200 units of a drug every three months are one injection each time.
        return
    if frequency.unit is None and frequency.min > 0:
        longest, shortest = quantity.stated / frequency.min, quantity.stated / frequency.max
        measured.duration = TimeSpan(min=round(shortest, 2), max=round(longest, 2), unit=frequency.per)
