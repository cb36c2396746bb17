import datetime as dt

import pytest

from openimr.guidelines.criteria import Day, FactValue, Items, NotDocumented, Op, Text, Truth, YesNo, number, yes
from openimr.guidelines.criteria.comparing import compared

MET, NOT_MET, OPEN = Truth.MET, Truth.NOT_MET, Truth.NOT_DOCUMENTED


@pytest.mark.parametrize(
    ("op", "under", "at", "over"),
    [
        (Op.EQUAL, NOT_MET, MET, NOT_MET),
        (Op.NOT_EQUAL, MET, NOT_MET, MET),
        (Op.LESS, MET, NOT_MET, NOT_MET),
        (Op.AT_MOST, MET, MET, NOT_MET),
        (Op.MORE, NOT_MET, NOT_MET, MET),
        (Op.AT_LEAST, NOT_MET, MET, MET),
        (Op.INCLUDES, OPEN, OPEN, OPEN),
    ],
)
def test_numbers_and_days_just_under_at_and_just_over(op: Op, under: Truth, at: Truth, over: Truth) -> None:
    ten = number(10, "session")
    assert [compared(number(it, "session"), op, ten) for it in (9, 10, 11)] == [under, at, over]
    day = dt.date(2014, 9, 30)
    days = [Day(on=day + dt.timedelta(days=it)) for it in (-1, 0, 1)]
    assert [compared(it, op, Day(on=day)) for it in days] == [under, at, over]


def test_numbers_of_other_units_are_converted_or_left_open() -> None:
    assert compared(number(2, "week"), Op.LESS, number(15, "day")) is MET
    assert compared(number(2, "week"), Op.LESS, number(15, "session")) is OPEN


def test_yes_and_no_are_the_same_or_not() -> None:
    assert compared(yes(), Op.EQUAL, yes()) is MET
    assert compared(yes(), Op.NOT_EQUAL, YesNo(is_so=False)) is MET
    assert compared(yes(), Op.MORE, yes()) is OPEN


def test_words_are_compared_whatever_their_case() -> None:
    assert compared(Text(words="Chronic pain"), Op.EQUAL, Text(words="chronic PAIN")) is MET
    assert compared(Text(words="Chronic pain"), Op.INCLUDES, Text(words="pain")) is MET
    assert compared(Text(words="Chronic pain"), Op.INCLUDES, Text(words="spasm")) is NOT_MET
    assert compared(Text(words="a"), Op.LESS, Text(words="b")) is OPEN


def test_a_list_includes_a_word_of_one_of_its_items() -> None:
    listed = Items(items=("Chronic pain syndrome", "myalgia"))
    assert compared(listed, Op.INCLUDES, Text(words="chronic pain")) is MET
    assert compared(listed, Op.INCLUDES, Text(words="algia")) is NOT_MET
    assert compared(listed, Op.INCLUDES, Items(items=("myalgia", "chronic pain"))) is MET
    assert compared(listed, Op.INCLUDES, Items(items=("myalgia", "crps"))) is NOT_MET
    assert compared(listed, Op.EQUAL, Items(items=("myalgia", "chronic pain syndrome"))) is MET
    assert compared(listed, Op.MORE, Items(items=("myalgia",))) is OPEN


@pytest.mark.parametrize("other", [yes(), Text(words="12"), Day(on=dt.date(2014, 1, 1)), NotDocumented()])
def test_different_kinds_are_not_compared(other: FactValue) -> None:
    assert compared(number(12, "session"), Op.EQUAL, other) is OPEN
