import datetime as dt

from openimr.guidelines.criteria import Day, Facts, FactSource, Items, NotDocumented, Text, YesNo, number, yes
from openimr.guidelines.criteria.facts import Fact, told_value
from unit.guidelines.case_facts import OPINION, RECORD, UR_DECISION, fact, of, pin, sessions, silent


def test_what_has_no_value_is_not_there() -> None:
    assert Facts().of("prior_sessions") == ()
    assert of(silent("prior_sessions")).of("prior_sessions") == ()


def test_a_silent_source_is_kept_as_such() -> None:
    assert of(silent("goals")).silent("goals") == (silent("goals"),)
    assert of(sessions(3)).silent("prior_sessions") == ()


def test_contradicting_values_stand_side_by_side() -> None:
    facts = of(sessions(12), sessions(18, UR_DECISION))
    assert len(facts.of("prior_sessions")) == 2
    assert facts.contradicted() == ("prior_sessions",)


def test_values_for_different_parts_of_the_body_do_not_contradict() -> None:
    assert of(sessions(12, body="shoulder"), sessions(6, body="wrist")).contradicted() == ()


def test_a_silent_source_contradicts_nothing() -> None:
    assert of(sessions(12), silent("prior_sessions")).contradicted() == ()


def test_the_place_of_a_fact_is_its_page() -> None:
    assert sessions(12).place() == "progress note p. 3"


def test_the_place_of_a_fact_of_others_names_them() -> None:
    assert sessions(18, UR_DECISION).place() == "the utilization review decision, no page given"
    paged = Fact(name="age", value=number(5, "year"), source=FactSource.APPLICATION, pins=(pin(2, "form"),))
    assert paged.place() == "the application, form p. 2"


def test_an_opinion_needs_no_page() -> None:
    assert sessions(18, OPINION).is_pinned
    assert sessions(18, OPINION).place() == "the reviewer's opinion"
    assert not sessions(18, UR_DECISION).is_pinned
    assert sessions(18, RECORD).is_pinned


def test_a_fact_is_told_with_its_place() -> None:
    assert sessions(12).told() == "12 sessions (progress note p. 3)"


def test_every_kind_of_value_is_told() -> None:
    values = (
        number(1, "visit"),
        Text(words="pain"),
        Day(on=dt.date(2014, 9, 30)),
        yes(),
        YesNo(is_so=False),
        Items(items=("a", "b")),
        NotDocumented(),
    )
    assert [told_value(value) for value in values] == [
        "1 visit",
        '"pain"',
        "2014-09-30",
        "yes",
        "no",
        "a, b",
        "not documented",
    ]


def test_more_facts_are_added_after_the_first() -> None:
    more = of(sessions(12)).and_also([fact("self_requested", yes())])
    assert [it.name for it in more.facts] == ["prior_sessions", "self_requested"]
