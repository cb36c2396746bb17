from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.citations import Verification
from openimr.errors import MalformedData, NotFound
from openimr.guidelines.recommendation import Scope
from openimr.guidelines.sequence_rules import (
    LawLimit,
    Part,
    SearchStep,
    Standard,
    Weighing,
    WrittenRules,
    all_rules,
    closed_sources,
    rules_in_force,
    search_duty,
    standards,
    steps,
)
from openimr.rulebook import load

WRITTEN = WrittenRules(
    id="x",
    title="An invented law",
    source="invented",
    verification=Verification.DRAFT,
    asks=(),
    weighing=Weighing.LEVELS,
    says="Invented.",
    selected_by=Verification.DRAFT,
)
_BOTH = (Part.SEARCH, Part.STANDARDS)


@pytest.mark.parametrize(
    ("on", "rules", "asks", "weighing"),
    [
        # imr-process.md table 0, V0: Independent Medical Review begins on 2013-01-01 [S1][S2].
        (dt.date(2013, 1, 1), "ranked-standards", (Part.STANDARDS,), Weighing.STRENGTH),
        (dt.date(2013, 1, 2), "ranked-standards", (Part.STANDARDS,), Weighing.STRENGTH),
        # V3: 8 CCR 9792.21.1 and 9792.25.1 are in force from 2015-04-20 [S30][S31][S123].
        (dt.date(2015, 4, 19), "ranked-standards", (Part.STANDARDS,), Weighing.STRENGTH),
        (dt.date(2015, 4, 20), "sequence-and-ranked-standards", _BOTH, Weighing.LEVELS),
        (dt.date(2015, 4, 21), "sequence-and-ranked-standards", _BOTH, Weighing.LEVELS),
        # V4: the six standards are no strict order from 2018-01-01 [S4].
        (dt.date(2017, 12, 31), "sequence-and-ranked-standards", _BOTH, Weighing.LEVELS),
        (dt.date(2018, 1, 1), "sequence", (Part.SEARCH,), Weighing.LEVELS),
        (dt.date(2018, 1, 2), "sequence", (Part.SEARCH,), Weighing.LEVELS),
    ],
)
def test_the_day_of_the_decision_selects_the_rules(
    on: dt.date, rules: str, asks: tuple[Part, ...], weighing: Weighing
) -> None:
    found = rules_in_force(on)
    assert (found.id, found.asks, found.weighing) == (rules, asks, weighing)


def test_before_independent_medical_review_there_are_no_rules() -> None:
    with pytest.raises(NotFound) as raised:
        rules_in_force(dt.date(2012, 12, 31))
    assert "2013-01-01" in raised.value.explain()


def test_that_the_day_of_the_decision_selects_the_rules_is_marked_unverified() -> None:
    assert {rules_in_force(dt.date(year, 6, 1)).selected_by for year in (2014, 2016, 2020)} == {Verification.UNVERIFIED}


def test_all_steps_and_standards_have_their_rule_in_their_order() -> None:
    assert list(steps()) == list(SearchStep)
    assert [rule.number for rule in steps().values()] == [1, 2, 3, 4]
    assert list(standards()) == list(Standard)
    assert [rule.letter for rule in standards().values()] == list("ABCDEF")


def test_each_step_but_the_last_has_its_records_in_the_library() -> None:
    assert [step.scope for step in SearchStep] == [Scope.MTUS, Scope.SECOND_STEP, Scope.THIRD_STEP, None]


def test_the_rebuttal_is_cited_as_far_as_it_was_read() -> None:
    assert search_duty("rebuttal").citation().verification is Verification.PARTIAL
    with pytest.raises(NotFound):
        search_duty("no such duty")


def test_a_closed_source_is_known_by_its_words_in_any_case() -> None:
    (clearinghouse,) = closed_sources()
    assert clearinghouse.is_meant_by("www.Guideline.gov")
    assert not clearinghouse.is_meant_by("MDGuidelines")


def test_the_end_of_the_strict_order_stands_in_one_place() -> None:
    # Labor Code 4610.5(c)(2) before and after Stats. 2016 ch. 868; D202 reads the same row.
    years = {row.id: row.value for row in load("law/limits.yaml", LawLimit)}
    before, after = all_rules()[-2:]
    assert after.from_ == dt.date(years["mtus-strict-order-until"], 1, 1)
    assert before.to == after.from_ - dt.timedelta(days=1)
    assert (Part.STANDARDS in before.asks, Part.STANDARDS in after.asks) == (True, False)


def test_a_row_that_does_not_say_when_it_begins_is_refused() -> None:
    for name in ("a-limit-that-is-not-there", None):
        with pytest.raises(MalformedData) as caught:
            msgspec.structs.replace(WRITTEN, from_year_of=name).begins()
        assert caught.value.faults[0].what == f"It begins in the year of {name}."
