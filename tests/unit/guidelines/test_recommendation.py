"""A record says when it applies, what it may decide, and which codes are its own."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.citations import CitationKind, Verification
from openimr.guidelines.recommendation import (
    Amount,
    Certainty,
    Checking,
    FieldCertainty,
    RecordSource,
    Scope,
    Stance,
    StanceFor,
    Standing,
    Trigger,
    TriggerDates,
    Unit,
)
from unit.guidelines.factories import effective, record

DAY = dt.date(2014, 9, 1)


@pytest.mark.parametrize(
    ("request_on", "governs"),
    [
        (dt.date(2009, 12, 31), False),
        (dt.date(2010, 1, 1), True),
        (dt.date(2015, 12, 31), True),
        (dt.date(2016, 1, 1), False),
        (None, None),
    ],
)
def test_both_ends_of_a_time_lie_in_it(request_on: dt.date | None, *, governs: bool | None) -> None:
    time = effective("2010-01-01", to="2015-12-31")
    assert time.covers(TriggerDates(request=request_on)) is governs


@pytest.mark.parametrize(
    ("service_on", "governs"), [(dt.date(2015, 12, 31), True), (dt.date(2016, 1, 1), False), (None, None)]
)
def test_an_end_may_be_measured_by_another_day(service_on: dt.date | None, *, governs: bool | None) -> None:
    time = effective("2010-01-01", to="2015-12-31", to_trigger=Trigger.SERVICE_DATE)
    assert time.covers(TriggerDates(request=DAY, service=service_on)) is governs


def test_a_time_that_has_ended_is_over_even_where_its_beginning_is_not_known() -> None:
    time = effective("2010-01-01", to="2015-12-31", to_trigger=Trigger.SERVICE_DATE)
    assert time.covers(TriggerDates(service=dt.date(2017, 1, 1))) is False


def test_a_proposed_text_is_never_in_force() -> None:
    time = effective("2010-01-01", standing=Standing.PROPOSED)
    assert time.covers(TriggerDates(request=DAY)) is False


@pytest.mark.parametrize("trigger", list(Trigger))
def test_each_trigger_names_a_day_of_its_own(trigger: Trigger) -> None:
    dates = TriggerDates(
        request=dt.date(2014, 1, 1),
        service=dt.date(2014, 1, 2),
        dispense=dt.date(2014, 1, 3),
        review=dt.date(2014, 1, 4),
    )
    assert dates.day(trigger) == dt.date(2014, 1, 1 + list(Trigger).index(trigger))


def test_one_time_of_several_is_enough() -> None:
    both = record(effective=(effective("2010-01-01", to="2011-12-31"), effective("2014-01-01")))
    assert both.covers(TriggerDates(request=DAY)) is True
    assert both.covers(TriggerDates(request=dt.date(2012, 6, 1))) is False
    assert both.covers(TriggerDates()) is None


@pytest.mark.parametrize("status", list(Verification))
def test_only_a_verified_record_may_decide_and_only_a_draft_is_off(status: Verification) -> None:
    one = record(verification=status)
    assert one.may_decide is (status is Verification.VERIFIED)
    assert one.is_draft is (status is Verification.DRAFT)


def test_the_certainty_of_a_part_is_that_of_its_parent_unless_it_has_its_own() -> None:
    checking = Checking(
        certainty=(
            FieldCertainty(field="phases.trial", codes=(Certainty.MEM_LIKELY,)),
            FieldCertainty(field="phases", codes=(Certainty.DEC,)),
            FieldCertainty(field="all", codes=(Certainty.SEC,)),
        ),
        sources=(),
    )
    one = record(checking=checking, verification=Verification.VERIFIED)
    assert one.certainty_of("phases.trial") == (Certainty.MEM_LIKELY,)
    assert one.certainty_of("phases.continue") == (Certainty.DEC,)
    assert one.certainty_of("maximum") == (Certainty.SEC,)
    assert not one.may_decide_on("phases.trial")
    assert one.may_decide_on("phases.continue")
    assert not one.may_decide_on("phases")
    assert not record(checking=checking, verification=Verification.PARTIAL).may_decide_on("maximum")


def test_a_field_without_any_certainty_has_none() -> None:
    assert record(checking=Checking(certainty=(), sources=())).certainty_of("phases") == ()


@pytest.mark.parametrize(
    ("code", "is_own"),
    [
        ("97110", True),
        ("97111", False),
        ("98940", True),
        ("98942", True),
        ("98943", True),
        ("98944", False),
        ("98939", False),
        ("9894", False),
        ("J7322", True),
        ("J7326", False),
    ],
)
def test_a_range_of_codes_holds_both_of_its_ends(code: str, *, is_own: bool) -> None:
    assert record(codes=("97110", "98940-98943", "J7321-J7325")).has_code(code) is is_own


def test_a_citation_names_the_pages_only_where_the_words_do_not() -> None:
    without = RecordSource(cite="MTUS, Chronic Pain", licence=record().source.licence, pages=(101, 102))
    assert record(source=without).citation().locator == "pages 101, 102"
    within = msgspec.structs.replace(without, cite="MTUS, Chronic Pain, pp. 101-102")
    assert record(source=within).citation().locator == ""
    assert record(source=msgspec.structs.replace(without, pages=())).citation().locator == ""


def test_a_citation_says_whether_it_is_law() -> None:
    assert record(scope=Scope.LAW).citation().kind is CitationKind.LAW
    assert record().citation().kind is CitationKind.GUIDELINE


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_an_amount_holds_exactly_what_lies_between_its_ends(low: int, high: int, number: int) -> None:
    closed = Amount(unit=Unit.VISIT, min=low, max=high)
    assert closed.holds(number) is (low <= number <= high)
    assert msgspec.structs.replace(closed, is_open=True).holds(number) is (low < number < high)


def test_an_amount_without_an_end_goes_on() -> None:
    assert Amount(unit=Unit.VISIT, min=3).holds(300)
    assert Amount(unit=Unit.VISIT, max=3).holds(0)


@pytest.mark.parametrize(
    ("services", "drugs", "stance"),
    [
        (("yoga",), (), Stance.RECOMMENDED),
        (("traction",), (), Stance.NOT_RECOMMENDED),
        (("acupuncture",), (), Stance.OPTION),
        (("acupuncture", "traction"), (), Stance.NOT_RECOMMENDED),
        (("yoga",), ("carisoprodol",), Stance.NOT_RECOMMENDED),
        ((), (), Stance.RECOMMENDED),
    ],
)
def test_what_is_advised_may_differ_by_service_and_drug(
    services: tuple[str, ...], drugs: tuple[str, ...], stance: Stance
) -> None:
    one = record(
        stance=Stance.RECOMMENDED,
        stances=(
            StanceFor(stance=Stance.OPTION, services=("acupuncture",)),
            StanceFor(stance=Stance.NOT_RECOMMENDED, services=("traction",), drugs=("carisoprodol",)),
        ),
    )
    assert one.stance_of(services, drugs) is stance


def test_a_record_that_is_limited_to_drugs_is_about_no_other() -> None:
    limited = record(drugs=("capsaicin",), is_limited_to_drugs=True)
    assert limited.is_about_drug("capsaicin")
    assert limited.is_about_drug(None)
    assert not limited.is_about_drug("lidocaine_patch")
    assert record(drugs=("capsaicin",)).is_about_drug("lidocaine_patch")
