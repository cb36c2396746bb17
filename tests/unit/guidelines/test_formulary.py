"""Review of drugs and doses of opioids; each limit and day is tried in ``rulebook/guidelines/tests``."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.criteria.truth import Truth
from openimr.guidelines.formulary import (
    DoseUnit,
    DrugStatus,
    Fill,
    OpioidFactor,
    morphine_equivalent,
    morphine_total,
    perioperative_fill,
    prospective_review,
    special_fill,
)
from openimr.guidelines.library import recommendation
from openimr.rulebook import load

DAY = dt.date(2019, 3, 10)
FLAGS = st.sampled_from((True, False, None))
FILLS = st.builds(
    Fill,
    status=st.sampled_from((*DrugStatus, None)),
    dispensed_on=st.sampled_from((DAY, dt.date(2017, 12, 31), None)),
    prescribed_on=st.sampled_from((DAY, None)),
    injured_on=st.sampled_from((DAY, dt.date(2019, 1, 1), None)),
    surgery_on=st.sampled_from((DAY, dt.date(2019, 1, 1), None)),
    supply_days=st.sampled_from((4.0, 30.0, None)),
    supply_limit_days=st.sampled_from((4.0, None)),
    is_initial_visit=FLAGS,
    is_special_fill_drug=FLAGS,
    is_perioperative_fill_drug=FLAGS,
    is_generic_or_single_source=FLAGS,
    is_in_accord_with_mtus=FLAGS,
    is_compounded=FLAGS,
    is_dispensed_by_physician=FLAGS,
)


@given(FILLS)
def test_facts_are_missing_exactly_where_the_answer_is_open(fill: Fill) -> None:
    for ruling in (special_fill(fill), perioperative_fill(fill), prospective_review(fill)):
        assert bool(ruling.missing) is (ruling.truth is Truth.NOT_DOCUMENTED)
        assert ruling.points
        assert "9792.27" in ruling.citation.title


@given(FILLS)
def test_a_fill_that_is_open_without_review_needs_none(fill: Fill) -> None:
    fills = (special_fill(fill).truth, perioperative_fill(fill).truth)
    is_plain = fill.status is DrugStatus.NON_EXEMPT and not fill.is_compounded and fill.dispensed_on == DAY
    if is_plain and Truth.MET in fills:
        assert prospective_review(fill).truth is Truth.NOT_MET


def test_the_missing_facts_are_those_that_would_settle_it() -> None:
    assert prospective_review(Fill()).missing == ("dispensed_on", "status")


def test_a_fact_that_is_asked_twice_is_told_once() -> None:
    ruling = prospective_review(Fill(status=DrugStatus.NON_EXEMPT, dispensed_on=DAY))
    assert len(ruling.points) == len(set(ruling.points))


@pytest.mark.parametrize(("record", "status"), [("FRM-UN", DrugStatus.UNLISTED), ("FRM-EX", DrugStatus.EXEMPT)])
def test_the_rule_for_the_status_is_cited(record: str, status: DrugStatus) -> None:
    ruling = prospective_review(Fill(status=status, dispensed_on=DAY))
    assert ruling.citation == recommendation(record).citation()


def test_a_drug_without_a_factor_is_named_and_not_counted_as_nothing() -> None:
    total = morphine_total((("Norco", 40), ("buprenorphine", 8), ("oxycodone", 20)), dt.date(2014, 9, 1))
    assert total.milligrams_per_day == 70
    assert total.unknown == ("buprenorphine",)
    assert not total.is_complete
    assert [part.drug for part in total.parts] == ["hydrocodone_acetaminophen", "oxycodone"]


def test_a_sum_of_known_drugs_is_complete() -> None:
    assert morphine_total((("morphine", 30),), dt.date(2014, 9, 1)).is_complete


def test_each_factor_carries_its_table() -> None:
    found = morphine_equivalent("methadone", 30, dt.date(2018, 1, 1))
    assert found is not None
    assert (found.factor.factor, found.factor.above) == (8, 20)
    assert "CDC" in found.factor.source


@given(
    st.sampled_from(load("guidelines/opioid_factors.yaml", OpioidFactor)),
    st.floats(0.1, 500),
    st.dates(dt.date(2008, 6, 10), dt.date(2027, 1, 1)),
)
def test_a_dose_is_the_factor_times_the_amount(row: OpioidFactor, dose: float, on: dt.date) -> None:
    found = morphine_equivalent(row.drugs[0], dose, on, unit=row.unit)
    if found is None:
        assert on < row.from_
    else:
        assert found.milligrams_per_day == pytest.approx(dose * found.factor.factor, abs=1e-5)
        assert found.milligrams_per_day > 0


def test_a_patch_is_not_counted_by_the_day() -> None:
    assert morphine_equivalent("fentanyl", 25, DAY) is None
    assert morphine_equivalent("fentanyl", 25, DAY, unit=DoseUnit.MICROGRAM_PER_HOUR) is not None
