from __future__ import annotations

import datetime as dt
from itertools import groupby, pairwise

import pytest

from openimr.calendars.deadline_rules import deadline_rules, rule_in_force, rules_named
from openimr.calendars.rule_sets import rule_sets
from openimr.citations import Verification
from openimr.errors import NotFound, RuleBroken

DAY = dt.timedelta(days=1)


def test_versions_of_a_rule_follow_one_another_without_gap_or_overlap() -> None:
    for name, group in groupby(deadline_rules(), key=lambda rule: rule.id):
        versions = list(group)
        assert tuple(versions) == rules_named(name), f"the versions of {name} do not stand together"
        for older, newer in pairwise(versions):
            assert older.until is not None
            assert newer.from_ == older.until + DAY


def test_no_rule_is_called_as_the_word_that_lists_them() -> None:
    assert "list" not in {rule.id for rule in deadline_rules()}


def test_rules_begin_with_a_set_of_rules() -> None:
    begins = {row.from_ for row in rule_sets()}
    assert all(rule.from_ in begins for rule in deadline_rules())
    assert all(rule.confirm_from in begins for rule in deadline_rules() if rule.confirm_from)


def test_an_amendment_that_was_not_read_makes_a_rule_partial() -> None:
    (rule,) = rules_named("records")
    assert rule.citation(dt.date(2026, 3, 31)).verification is Verification.VERIFIED
    assert rule.citation(dt.date(2026, 4, 1)).verification is Verification.PARTIAL
    assert rule.citation().verification is Verification.PARTIAL


def test_an_unverified_rule_stays_unverified_after_an_amendment() -> None:
    (rule,) = rules_named("more-information")
    assert rule.citation(dt.date(2026, 4, 1)).verification is Verification.UNVERIFIED


def test_a_rule_that_was_not_in_force_is_refused_with_its_days() -> None:
    with pytest.raises(RuleBroken) as refused:
        rule_in_force("missing-decision-reminder", dt.date(2014, 4, 1))
    assert "from 2013-01-01 until 2014-03-31" in refused.value.explain()


@pytest.mark.parametrize(("name", "remedy"), [("record", "Did you mean records"), ("qqqq", "The names are")])
def test_an_unknown_name_is_told_near_names(name: str, remedy: str) -> None:
    with pytest.raises(NotFound) as refused:
        rules_named(name)
    assert remedy in refused.value.explain()


def test_a_single_day_is_said_in_the_singular() -> None:
    assert rules_named("more-information-expedited")[0].measure == "1 calendar day"
    assert rules_named("ur-expedited")[0].measure == "72 hours"
    assert rules_named("records-reach-back")[0].measure == "12 months"
