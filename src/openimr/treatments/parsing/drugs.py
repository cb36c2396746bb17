"""Puts a drug together from the marks of its request: strength, form, directions, what is dispensed, and refills.

Source: request-grammar.md, parsing rule 6.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from openimr.citations import Span
from openimr.treatments.parsing.flagging import Flags
from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Count, DoseMark, Head, Mark, Marks, Strength, Stretch, Via
from openimr.treatments.parsing.measuring import plain
from openimr.treatments.parsing.splitting import Segment
from openimr.treatments.request import Dose, Drug, FlagKind, Ingredient, Per, Quantity
from openimr.treatments.services import all_drugs, all_services

__all__ = ["prescribe"]

_GIVEN_OUT = (Via.TOTAL, Via.DISPENSED, Via.QUANTITY, Via.BRACKETS, Via.UNIT, Via.TIMES)
_TAKEN = frozenset({"tablet", "capsule", "patch", "spray", "dose", "film", "lozenge", "suppository", None})
_MOST_TAKEN_AT_ONCE = 8
_FEWEST_DISPENSED = 4
_APART = frozenset({",", ";", ":", "-"})
_ENDS = frozenset({"", ",", ";", ")", "with", "w", "and"})
# How far the number taken at once may stand before the words that say how often: "1 tab by mouth BID".
_FARTHEST_USE = 5
_SHAPES = frozenset({"tablet", "capsule", "patch", "spray", "film", "lozenge", "suppository", "inhaler"})
_DAYS = {Per.DAY: 1, Per.WEEK: 7, Per.MONTH: 30, Per.YEAR: 365}
_AMOUNT_FORMS = frozenset({"cream", "gel", "ointment", "lotion", "solution"})
_AMOUNTS = frozenset({"gram", "mL", "ounce"})
_UNITS_OF_FORMS = {"extended release": None, "orally disintegrating tablet": "tablet"}
_TOLERANCE = 0.05
# How far uses a day are rounded.
_ROUNDED_BY = 0.005
_LONGEST_SUPPLY = 30


def prescribe(marks: Marks, segment: Segment, heads: list[Head], flags: Flags) -> tuple[Drug, Quantity | None]:
    """The drug of a request, and what is dispensed as its quantity."""
    head = heads[0]
    is_compound = segment.is_compound
    strengths = [mark for mark in marks.strengths if not mark.is_amount]
    amounts = [mark for mark in marks.strengths if mark.is_amount and not _is_used_at_once(marks, mark)]
    sig, used = _directions(marks)
    count = _given_out(marks, used)
    form = _form(marks, head, count)
    package = _package(marks, segment.end)
    dispensed, unit, content, content_unit = _dispensed(head, count, amounts, form, package)
    refills = next((count for count in marks.counts if count.via is Via.REFILLS), None)
    drug = Drug(
        name=" / ".join(part.name for part in heads) if is_compound else head.name,
        generic=_generic(heads),
        ingredients=_ingredients(marks, heads, strengths),
        strength=strengths[0].words if strengths and not is_compound else None,
        form=form,
        sig=sig,
        dispensed=dispensed,
        unit=unit if dispensed is not None else None,
        refills=int(refills.most) if refills else None,
        total=dispensed * (1 + (refills.most if refills else 0)) if dispensed is not None else None,
        content=content,
        content_unit=content_unit,
        other_strengths=() if is_compound else _others(strengths),
        is_compound=is_compound,
        span=marks.tokens.span(head.start, heads[-1].end),
    )
    drug = _over_days(marks, drug, flags)
    return drug, _quantity(marks, drug, count, amounts, flags)


def _is_used_at_once(marks: Marks, amount: Strength) -> bool:
    """Whether a weight or volume is what is used at once and not what is dispensed: "apply 4 grams QID"."""
    word = marks.tokens.word
    if amount.value > _MOST_TAKEN_AT_ONCE:
        return False
    if word(amount.start - 1) in _USING:
        return True
    said = [*marks.doses, *marks.rates]
    behind = [mark.start - amount.end for mark in said if mark.start >= amount.end]
    return bool(behind) and min(behind) <= 1 and word(amount.end) not in {",", ";", "."}


_USING = frozenset({"apply", "use", "inject", "take", "rub", "give"})


def _generic(heads: list[Head]) -> str | None:
    drugs = all_drugs()
    return "/".join(drugs[head.drug].generic for head in heads if head.drug) or None


def _others(strengths: list[Strength]) -> tuple[str, ...]:
    """Further strengths, as when the dose is raised step by step."""
    return tuple(dict.fromkeys(mark.words for mark in strengths[1:] if mark.words != strengths[0].words))


def _ingredients(marks: Marks, heads: list[Head], strengths: list[Strength]) -> tuple[Ingredient, ...]:
    """The substances, each with its own strength: "10/325 mg" gives one number to each."""
    found: list[Ingredient] = []
    drugs = all_drugs()
    # "Senna/docusate 8.6/50 mg": the numbers are those of the drugs, in turn.
    mixed = next((mark for mark in strengths if len(mark.numbers) == len(heads) > 1), None)
    for place, head in enumerate(heads):
        names = drugs[head.drug].ingredients if head.drug else ()
        following = heads[place + 1].start if place + 1 < len(heads) else marks.tokens.count
        first = bisect_left(strengths, head.start, key=_start)
        mine = strengths[first] if first < len(strengths) and strengths[first].start < following else None
        for number, name in enumerate(names):
            found.append(
                Ingredient(
                    name=name,
                    strength=_share(mixed, place, len(heads)) if mixed else _share(mine, number, len(names)),
                    span=marks.tokens.span(head.start, head.end),
                )
            )
    if len(heads) > 1:
        found += _unknown_ingredients(marks, heads, strengths)
    return tuple(found)


def _unknown_ingredients(marks: Marks, heads: list[Head], strengths: list[Strength]) -> list[Ingredient]:
    """Ingredients of a mixture that no sheet holds: the words before a share that no known drug has."""
    words = marks.tokens.words
    found: list[Ingredient] = []
    for mark in strengths:
        start = mark.start
        while start > 0 and words[start - 1].isalpha() and words[start - 1] not in {"and", "with", "compound"}:
            start -= 1
        # Names stand in their order and never overlap: none but the last before the share can be its drug.
        place = bisect_right(heads, mark.start, key=_start)
        is_known = place > 0 and (start <= heads[place - 1].start or mark.start < heads[place - 1].end)
        if mark.unit == "%" and start < mark.start and not is_known:
            name = " ".join(words[start : mark.start])
            found.append(Ingredient(name=name, strength=mark.words, span=marks.tokens.span(start, mark.start)))
    return found


def _share(mark: Strength | None, number: int, count: int) -> str | None:
    if mark is None:
        return None
    if len(mark.numbers) == count:
        unit = mark.unit
        return f"{mark.numbers[number]}%" if unit == "%" else f"{mark.numbers[number]} {unit}"
    return mark.words if number == 0 and len(mark.numbers) == 1 else None


def _directions(marks: Marks) -> tuple[Dose | None, Count | None]:
    """How much is taken a day, and the count that says how many at once."""
    dose = _raised_in_steps(marks) or (marks.doses[0] if marks.doses else _from_rates(marks))
    prn = next((word for word in marks.words if word.kind is Kind.PRN), None)
    if dose is None:
        return (_as_needed(marks, prn.start, prn.end), None) if prn else (None, None)
    at_once = next(
        (
            count
            for count in reversed(marks.counts)
            if count.via in {Via.UNIT, Via.BARE}
            and count.unit in _TAKEN
            and count.most <= _MOST_TAKEN_AT_ONCE
            and 0 <= dose.start - count.end <= _FARTHEST_USE
        ),
        None,
    )
    start = at_once.start if at_once else dose.start
    end = max(dose.end, prn.end) if prn and prn.start <= dose.end + 1 else dose.end
    least, most = (at_once.least, at_once.most) if at_once else (1.0, 1.0)
    return (
        Dose(
            words=" ".join(marks.tokens.words[start:end]),
            per_day_min=round(least * dose.least, 2),
            per_day_max=round(most * dose.most, 2),
            is_as_needed=prn is not None,
            span=marks.tokens.span(start, end),
        ),
        at_once,
    )


def _raised_in_steps(marks: Marks) -> DoseMark | None:
    """The doses of a plan that goes from one to the next: "daily x 1 week, then BID"; each has its own time."""
    first, last = (marks.doses[0], marks.doses[-1]) if marks.doses else (None, None)
    if first is None or last is None or first is last:
        return None
    if _THEN.isdisjoint(marks.tokens.words[first.end : last.start]):
        return None
    # What each time comes to is no supply of the whole.
    marks.stretches = [stretch for stretch in marks.stretches if not first.start <= stretch.start <= last.end]
    doses = marks.doses
    return DoseMark(first.start, last.end, min(dose.least for dose in doses), max(dose.most for dose in doses))


_THEN = frozenset({"then", "increase", "increasing", "titrate"})


def _from_rates(marks: Marks) -> DoseMark | None:
    """Uses a day from "daily", "3 times a day" or "once a week"."""
    for rate in marks.rates:
        days = _DAYS.get(rate.per)
        if days is not None and rate.unit in _TAKEN:
            return DoseMark(rate.start, rate.end, rate.least / days, rate.most / days)
    return None


def _as_needed(marks: Marks, start: int, end: int) -> Dose:
    words = " ".join(marks.tokens.words[start:end])
    return Dose(words=words, is_as_needed=True, span=marks.tokens.span(start, end))


def _given_out(marks: Marks, used: Count | None) -> Count | None:
    """The count of what is dispensed; what is taken at once is none."""
    product = _said_as_product(marks)
    if product is not None:
        return product
    for via in _GIVEN_OUT:
        for count in marks.counts:
            if count.via is via and count is not used:
                return count
    return next((count for count in marks.counts if count is not used and _stands_alone(marks, count)), None)


def _said_as_product(marks: Marks) -> Count | None:
    """The number that is told as the product of two others: "#30 x 2 QTY: 60"."""
    by_via: dict[Via, Count] = {}
    for count in marks.counts:
        by_via.setdefault(count.via, count)
    dispensed, times, quantity = (by_via.get(via) for via in (Via.DISPENSED, Via.TIMES, Via.QUANTITY))
    if dispensed and times and quantity and dispensed.most * times.most == quantity.most:
        return quantity
    return None


def _stands_alone(marks: Marks, count: Count) -> bool:
    """Whether a number that nothing explains is what is dispensed: "Norco 10/325 mg, 90", "90 Norco 10/325"."""
    if count.via is not Via.BARE or count.most != int(count.most) or count.most < _FEWEST_DISPENSED:
        return False
    word = marks.tokens.word
    if any(head.start == count.end for head in marks.heads):
        return True
    is_behind = any(mark.end <= count.start for mark in marks.strengths)
    return is_behind and word(count.start - 1) in _APART and word(count.end) in _ENDS


def _form(marks: Marks, head: Head, count: Count | None) -> str | None:
    forms = [word.value for word in marks.words if word.kind is Kind.FORM]
    shapes = [form for form in forms if form != "extended release"]
    if shapes or (forms and _is_after_name(marks, head, forms[0])):
        return (shapes or forms)[0]
    if count is not None and count.unit in _SHAPES:
        return count.unit
    if any(mark.unit.endswith("/hr") for mark in marks.strengths):
        return "patch"  # So much an hour is given through the skin.
    taken = next((other.unit for other in marks.counts if other.unit in _SHAPES), None)
    return taken or (forms[0] if forms else None)


def _is_after_name(marks: Marks, head: Head, form: str) -> bool:
    """Whether the form belongs to the name of the drug: "Opana ER 20 mg, sixty tablets"."""
    return any(word.value == form and word.start <= head.end for word in marks.words)


def _dispensed(
    head: Head, count: Count | None, amounts: list[Strength], form: str | None, package: str | None
) -> tuple[float | None, str | None, float | None, str | None]:
    """What is dispensed with its unit, and how much all packages hold."""
    if count is None:
        return (amounts[0].value, amounts[0].unit, None, None) if amounts else (None, None, None, None)
    unit = count.unit or (package if amounts else None)
    if amounts:
        return count.most, unit or "unit", amounts[0].value * count.most, amounts[0].unit
    if unit is None and package == "kit":
        unit = package
    if unit is None and form is not None:
        unit = "gram" if form in _AMOUNT_FORMS else _UNITS_OF_FORMS.get(form, form)
    return count.most, unit or all_services()[head.service].unit, None, None


def _package(marks: Marks, end: int) -> str | None:
    """What the drug comes in: what is counted, or else the first package named behind a number."""
    counted = next((count.unit for count in marks.counts if count.unit in _PACKAGES), None)
    found = marks.strengths or marks.counts
    if not found:
        return None
    named = (word.removesuffix("s") for word in marks.tokens.words[found[0].start : end])
    return counted or next((word for word in named if word in _PACKAGES), None)


_PACKAGES = frozenset({"tube", "bottle", "jar", "box", "kit"})


def _over_days(marks: Marks, drug: Drug, flags: Flags) -> Drug:
    """Days' supply stated, or from what is dispensed and taken; and where the two do not agree."""
    days, span = _days_supply(marks)
    sig = drug.sig
    # How much of a cream is used at once is not known, so its uses a day tell no days.
    dispensed = drug.dispensed if drug.content is None and drug.unit not in _AMOUNTS else None
    if days is None or dispensed is None:
        supply = days
        if sig is not None and dispensed and sig.per_day_min and sig.per_day_min == sig.per_day_max:
            supply = _lasts(dispensed, sig.per_day_min)
        elif dispensed is None and not any(count.via is Via.DAYS_SUPPLY for count in marks.counts):
            supply = None
        return msgspec.structs.replace(drug, days_supply=supply)
    per_day = round(dispensed / days, 2)
    if sig is not None and sig.per_day_min is not None and sig.per_day_max is not None:
        is_less = per_day < sig.per_day_min - _TOLERANCE and not sig.is_as_needed
        if is_less or per_day > sig.per_day_max + _TOLERANCE:
            flags.add(
                FlagKind.SIG_QTY_CONFLICT,
                "The directions and the number dispensed do not come to the same a day.",
                f"{plain(sig.per_day_max)} a day by the directions",
                f"{plain(per_day)} a day by number and days' supply",
                span=span,
            )
    return msgspec.structs.replace(drug, days_supply=days, per_day=per_day)


def _lasts(dispensed: float, per_day: float) -> float:
    """The days that what is dispensed lasts; whole days where uses a day were rounded: 10 at one in three days are 30.

    >>> _lasts(10, 0.33), _lasts(4, 0.14), _lasts(45, 2)
    (30, 28, 22.5)
    """
    if per_day < 1:
        # Uses a day were rounded to two places: 0.14 is once in seven days.
        each = round(1 / per_day)
        if abs(1 / each - per_day) <= _ROUNDED_BY:
            return dispensed * each
    days = round(dispensed / per_day)
    return days if abs(dispensed - days * per_day) <= days * _ROUNDED_BY else round(dispensed / per_day, 2)


def _days_supply(marks: Marks) -> tuple[float | None, Span | None]:
    """For how many days a drug is to last, and where that is said."""
    for count in marks.counts:
        if count.via is Via.DAYS_SUPPLY and count.most > 0:
            return count.most, marks.tokens.span(count.start, count.end)
    for stretch in marks.stretches:
        if _length(stretch):
            return _length(stretch), marks.tokens.span(stretch.start, stretch.end)
    return None, None


def _length(stretch: Stretch) -> float:
    """The days that what is dispensed at once may last; several months are as a rule filled month by month."""
    days = stretch.most * _DAYS.get(stretch.unit, 0)
    return 0 if stretch.unit in {Per.MONTH, Per.YEAR} and days > _LONGEST_SUPPLY else days


def _quantity(marks: Marks, drug: Drug, count: Count | None, amounts: list[Strength], flags: Flags) -> Quantity | None:
    if drug.dispensed is None:
        flags.add(FlagKind.QTY_MISSING, "It is not said how much is dispensed.")
        return _prescriptions(marks)
    mark = count or amounts[0]
    if count is not None and count.least != count.most:
        flags.add(FlagKind.RANGE, "The number dispensed is a range.", plain(count.least), plain(count.most))
        return Quantity(min=count.least, max=count.most, unit=drug.unit, span=marks.tokens.span(mark.start, mark.end))
    return Quantity(stated=drug.dispensed, unit=drug.unit, span=marks.tokens.span(mark.start, mark.end))


def _prescriptions(marks: Marks) -> Quantity | None:
    """One prescription for each day of service, where prescriptions are asked for and no number is dispensed."""
    days = [mark for mark in marks.dates if not mark.ends_range]
    if len(days) < 2 or _PRESCRIBED.isdisjoint(marks.tokens.words):
        return None
    return Quantity(derived=float(len(days)), unit="prescription")


_PRESCRIBED = frozenset({"prescription", "prescriptions", "rx"})


def _start(mark: Mark) -> int:
    return mark.start
