"""Drugs: what is dispensed, how it is taken, and for how long it lasts."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import Drug, FlagKind


def drug(wording: str) -> Drug:
    found = parse(wording)[0].drug
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("wording", "dispensed", "unit", "total"),
    [
        ("Norco #60", 60, "tablet", 60),
        ("Norco # 60 x 2 refills", 60, "tablet", 180),
        ("Norco quantity of 60, refills: 2", 60, "tablet", 180),
        ("Norco dispense 60 tabs", 60, "tablet", 60),
        ("Norco (60)", 60, "tablet", 60),
        ("60 Norco tablets", 60, "tablet", 60),
        ("Lidoderm patches x 30", 30, "patch", 30),
        ("Voltaren gel 100 gm x 3", 3, "unit", 3),
        ("Voltaren gel 3 tubes 100 gm", 3, "tube", 3),
        ("Voltaren gel 300 g", 300, "gram", 300),
        ("Voltaren gel #2", 2, "gram", 2),
        ("Dendracin lotion 120-ml", 120, "mL", 120),
    ],
)
def test_what_is_dispensed_is_read(wording: str, dispensed: float, unit: str, total: float) -> None:
    found = drug(wording)
    assert (found.dispensed, found.unit, found.total) == (dispensed, unit, total)


@pytest.mark.parametrize(
    ("wording", "least", "most"),
    [
        ("Norco 1 tab po q6h", 4, 4),
        ("Norco 1-2 tabs q 4-6 hrs", 4, 12),
        ("Norco every 8 hours", 3, 3),
        ("Norco b.i.d.", 2, 2),
        ("Norco 3 times a day", 3, 3),
        ("Norco 4 per day", 4, 4),
        ("Norco 2/day", 2, 2),
        ("Butrans patch once a week", 0.14, 0.14),
        ("Duragesic patch every 3 days", 0.33, 0.33),
        ("Norco daily", 1, 1),
    ],
)
def test_directions_are_read(wording: str, least: float, most: float) -> None:
    sig = drug(wording).sig
    assert sig is not None
    assert (sig.per_day_min, sig.per_day_max) == (least, most)


def test_directions_by_the_hour_alone_say_nothing() -> None:
    assert drug("Norco 20 visits per hour").sig is None


def test_as_needed_alone_is_a_direction() -> None:
    sig = drug("Norco prn").sig
    assert sig is not None
    assert sig.is_as_needed
    assert sig.per_day_min is None


def test_less_than_directed_is_no_conflict_when_taken_as_needed() -> None:
    wording = "Norco 1 q6h {} #60 30 day supply"
    kinds = [{flag.kind for flag in parse(wording.format(prn))[0].flags} for prn in ("", "prn")]
    assert FlagKind.SIG_QTY_CONFLICT in kinds[0]
    assert FlagKind.SIG_QTY_CONFLICT not in kinds[1]


def test_each_ingredient_has_its_own_strength() -> None:
    ingredients = [(each.name, each.strength) for each in drug("Norco 10mg/325mg").ingredients]
    assert ingredients == [("hydrocodone", "10 mg"), ("acetaminophen", "325 mg")]


def test_one_strength_of_a_drug_of_two_is_that_of_the_first() -> None:
    assert [each.strength for each in drug("Norco 10 mg").ingredients] == ["10 mg", None]
    assert [each.strength for each in drug("Norco 10/20/30 mg").ingredients] == [None, None]


def test_a_name_in_brackets_may_tell_of_more_substances() -> None:
    assert drug("Hydrocodone (Norco) 10/325 mg").generic == "hydrocodone/acetaminophen"
    assert drug("Norco (hydrocodone) 10/325 mg").generic == "hydrocodone/acetaminophen"


def test_a_range_dispensed_is_flagged() -> None:
    (request,) = parse("Norco #60-90")
    assert request.quantity is not None
    assert (request.quantity.min, request.quantity.max) == (60, 90)
    assert FlagKind.RANGE in {flag.kind for flag in request.flags}


def test_a_drug_that_no_sheet_holds_keeps_its_name() -> None:
    (request,) = parse("Zorvanil forte 50 mg #30")
    assert request.service.code == "medication"
    assert request.drug is not None
    assert (request.drug.name, request.drug.strength, request.drug.dispensed) == ("zorvanil forte", "50 mg", 30)


def test_a_strength_of_nothing_is_no_drug() -> None:
    assert parse("50 mg")[0].drug is None


def test_an_ingredient_that_no_sheet_holds_keeps_its_share() -> None:
    found = drug("ketoprofen 10% and xyzzol 3%, camphor 2% cream")
    assert [(each.name, each.strength) for each in found.ingredients] == [
        ("ketoprofen", "10%"),
        ("camphor", "2%"),
        ("xyzzol", "3%"),
    ]


def test_a_topical_is_told_from_the_same_drug_by_mouth() -> None:
    wordings = ("ketoprofen 20% cream", "topical ketoprofen gel", "ketoprofen 75 mg", "ketoprofen gel")
    assert [parse(wording)[0].service.code for wording in wordings] == [
        "topical_analgesics",
        "topical_analgesics",
        "nsaids",
        "nsaids",
    ]


def test_the_form_comes_from_the_words_or_from_what_is_counted() -> None:
    wordings = ("Voltaren gel", "tramadol ER", "Norco #60 tablets", "Norco 1 tab bid", "Norco")
    assert [drug(wording).form for wording in wordings] == ["gel", "extended release", "tablet", "tablet", None]


def test_a_supply_of_months_is_counted_in_days() -> None:
    assert drug("Norco #60, 2 month supply").days_supply == 60
    assert drug("Norco #60 for 4 hours").days_supply is None
    assert drug("Norco #60 for 3 months").days_supply is None
