import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openimr.errors import MalformedData
from openimr.guidelines.criteria import Day, Facts, FactSource, FactValue, Items, NotDocumented, Text, YesNo, number
from openimr.guidelines.facts_file import LARGEST, read_facts

ON = dt.date(2014, 9, 30)


def read(*items: str, on: dt.date | None = ON) -> Facts:
    return read_facts("facts:\n" + "".join(f"  - {{{item}}}\n" for item in items), name="facts.yaml", on=on)


def faults(*items: str) -> list[str]:
    return faults_of("facts:\n" + "".join(f"  - {{{item}}}\n" for item in items))


def faults_of(text: str) -> list[str]:
    with pytest.raises(MalformedData) as caught:
        read_facts(text, name="facts.yaml", on=ON)
    return [fault.sentence() for fault in caught.value.faults]


def test_every_kind_of_value_is_read() -> None:
    facts = read(
        "name: prior_sessions, value: 12, source: record",
        "name: certified_sessions, value: 6 visits, source: ur_decision",
        "name: pain_relief, value: 50%, source: record",
        "name: functional_improvement, value: no, source: record",
        "name: injured_on, value: 2013-04-21, source: application",
        "name: goals, value: return to work, source: record",
        "name: diagnoses, value: [chronic pain, myalgia], source: record",
        "name: surgery, value: rotator cuff repair, source: record",
        "name: objective_measure, value: not documented, source: record",
        "name: other_daily_dose, value: {amount: 60, unit: MME}, source: reviewer opinion",
        "name: requested_daily_dose, value: {amount: 30}, source: record",
    )
    assert [it.value for it in facts.facts] == [
        number(12, "session"),
        number(6, "visit"),
        number(50, "percent"),
        YesNo(is_so=False),
        Day(on=dt.date(2013, 4, 21)),
        Text(words="return to work"),
        Items(items=("chronic pain", "myalgia")),
        Items(items=("rotator_cuff_repair",)),
        NotDocumented(),
        number(60, "morphine_milligram"),
        number(30, "morphine_milligram"),
    ]
    assert facts.facts[-2].source is FactSource.REVIEWER_OPINION


def test_pins_and_parts_of_the_body_are_read() -> None:
    facts = read(
        "name: prior_sessions, value: 12, source: record, body: Low Back, pin: {document: note, page: 3, quote: a}",
        "name: prior_sessions, value: 14, source: record, pins: [{document: note, page: 5}, {document: form, page: 1}]",
    )
    first, second = facts.facts
    assert (first.body, first.pins[0].document, first.pins[0].page, first.pins[0].quote) == (
        "lumbar_spine",
        "note",
        3,
        "a",
    )
    assert [pin.page for pin in second.pins] == [5, 1]


def test_contradictions_between_sources_and_between_pages_are_kept() -> None:
    facts = read(
        "name: prior_sessions, value: 12, source: record, pin: {document: note, page: 3}",
        "name: prior_sessions, value: 14, source: record, pin: {document: note, page: 5}",
        "name: prior_sessions, value: 18, source: ur_decision",
        "name: prior_sessions, value: 4, source: ur_decision, body: wrist",
    )
    assert len(facts.of("prior_sessions")) == 4


def test_a_contradiction_in_one_place_is_a_fault_with_both_lines() -> None:
    (told,) = faults(
        "name: prior_sessions, value: 12, source: record", "name: prior_sessions, value: 14, source: record"
    )
    assert told == (
        "line 3: prior_sessions: 14 sessions contradicts 12 sessions on line 2, by the same source and in the same "
        "place. Keep one, or say with a pin where each stands: both are then shown side by side."
    )


def test_the_same_fact_twice_is_a_fault() -> None:
    twice = "name: prior_sessions, value: 12, source: record"
    assert faults(twice, twice) == ["line 3: prior_sessions stands already on line 2. Keep one."]


def test_all_faults_are_told_at_once_each_with_its_line() -> None:
    told = faults(
        "name: prior_sesions, value: 12, source: record",
        "name: prior_sessions, value: 12 percent, source: record",
        "name: injured_on, value: 2014-02-30, source: record",
        "name: goals, value: x, source: rumour",
        "name: functional_improvement, value: maybe, source: record",
    )
    assert [line.split(":")[0] for line in told] == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    assert "Near it are: prior_sessions" in told[0]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("name: shoe_size_of_the_cat, value: 1, source: record", "No fact is called 'shoe_size_of_the_cat'."),
        ("name: prior_sessions, value: about a dozen, source: record", "is no number. Write a number and its unit"),
        ("name: prior_sessions, value: -1, source: record", "is no possible number."),
        ("name: prior_sessions, value: " + "9" * 400 + ", source: record", "is no possible number."),
        ("name: prior_sessions, value: 3 smiles, source: record", "'smiles' is no unit. Write it in sessions."),
        ("name: prior_sessions, value: 3 weeks, source: record", "is counted in sessions, not in weeks."),
        ("name: prior_sessions, value: {unit: session}, source: record", "has no amount. Give amount and unit."),
        ("name: prior_sessions, value: {amount: [], unit: session}, source: record", "The amount is no plain value."),
        ("name: prior_sessions, value: [1], source: record", "The value of prior_sessions is no plain value."),
        ("name: prior_sessions, value: '', source: record", "The value of prior_sessions is no plain value."),
        ("name: injured_on, value: 9/30/2014, source: record", "is no day. Write year, month and day"),
        ("name: injured_on, value: 0214-02-03, source: record", "is too long ago."),
        ("name: injured_on, value: 2014-10-01, source: record", "lies after the day of the request, 2014-09-30."),
        ("name: diagnoses, value: [], source: record", "The list of diagnoses is empty."),
        ("name: diagnoses, value: [a, []], source: record", "An item of diagnoses is no plain value."),
        ("name: [], value: 1, source: record", "The name is no plain value."),
        ("name: goals, value: x, source: []", "The source is no plain value."),
        ("name: goals, value: x", "The fact has no source. Give source: it is never taken for granted."),
        ("name: goals, source: record", "The fact has no value."),
        ("value: x, source: record", "The fact has no name."),
        ("name: goals, name: goals, value: x, source: record", "The key 'name' stands twice."),
        ("name: goals, value: x, source: record, colour: red", "A fact has no key 'colour'."),
        ("name: goals, value: x, source: record, body: []", "The part of the body is no plain value."),
        ("name: goals, value: x, source: record, pins: 3", "The pins are no list."),
        ("name: goals, value: x, source: record, pin: 3", "A pin is no mapping."),
        ("name: goals, value: x, source: record, pin: {page: 3}", "The pin has no document."),
        ("name: goals, value: x, source: record, pin: {document: note}", "The pin has no page."),
        ("name: goals, value: x, source: record, pin: {document: note, page: 0}", "'0' is no page."),
        ("name: goals, value: x, source: record, pin: {document: note, page: three}", "'three' is no page."),
    ],
)
def test_each_fault_says_what_is_wrong_and_where(item: str, expected: str) -> None:
    told = faults(item)
    assert any(expected in line for line in told), told
    assert all(line.startswith("line 2: ") for line in told)


def test_the_day_of_the_request_itself_is_possible_and_any_day_without_one() -> None:
    assert read("name: injured_on, value: 2014-09-30, source: record").facts
    assert read("name: injured_on, value: 2090-09-30, source: record", on=None).facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line 1: It is empty."),
        ("facts: [", "line 2: It is not YAML: did not find expected node content."),
        ("facts:\n- \x00", r"line 2: It is not YAML: it holds the control character '\x00'."),
        ("facts: \ud800", r"line 1: It is not YAML: it holds the control character '\ud800'."),
        ("facts: " + "[" * 100, "line 1: It is nested too deep."),
        ("facts:\n- &one {name: age}\n- *one\n", "line 3: “*one” stands for a value given elsewhere."),
        ("facts:\n- x\n", "line 2: A fact is no mapping."),
        ("- x\n", "line 1: The file is no mapping."),
        ("other: 1\n", "line 1: The file has no key 'other'."),
        ("facts: 3\n", "line 1: There is no list of facts."),
        ("x" * (LARGEST + 1), "It holds 1000001 characters."),
    ],
)
def test_what_is_no_file_of_facts_is_refused_with_its_line(text: str, expected: str) -> None:
    assert any(line.startswith(expected) for line in faults_of(text))


def test_what_is_not_yaml_is_told_where_the_format_is_shown() -> None:
    (told,) = faults_of("facts: [")
    assert told.endswith("docs/reference/facts-file.md shows the format.")


def test_an_empty_list_holds_no_facts() -> None:
    assert read_facts("facts: []") == Facts()


def test_health_data_is_in_the_explanation_and_not_in_the_log() -> None:
    with pytest.raises(MalformedData) as caught:
        read("name: injured_on, value: 2014-02-30, source: record")
    assert "2014-02-30" in caught.value.explain()
    assert "2014-02-30" not in str(caught.value)


def test_the_example_of_the_documentation_is_read(root: Path) -> None:
    page = (root / "docs" / "reference" / "facts-file.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert len(read_facts(example, on=ON).facts) >= 6


def faults_or_none(text: str) -> list[str]:
    """The places of all faults of a text; none where it can be read."""
    try:
        read_facts(text)
    except MalformedData as error:
        return [fault.where for fault in error.faults]
    return []


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(where.startswith("line ") or not where for where in faults_or_none(text))


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12))
nested = st.recursive(
    plain, lambda it: st.lists(it, max_size=3) | st.dictionaries(st.text(max_size=8), it, max_size=3), max_leaves=6
)
items = st.dictionaries(st.sampled_from(["name", "value", "source", "body", "pin", "pins", "x"]), nested, max_size=5)


@given(st.lists(items, max_size=3))
def test_no_list_of_things_breaks_the_reader(listed: list[dict[str, object]]) -> None:
    text = yaml.safe_dump({"facts": listed}, allow_unicode=True)
    assert all(where.startswith("line ") for where in faults_or_none(text))


@pytest.mark.parametrize(
    ("item", "what", "remedy"),
    [
        (
            "name: clinical_phase, value: cronic",
            "'cronic' is no phase",
            "one of acute, chronic, postsurgical, subacute.",
        ),
        ("name: requested_parts, value: [shulder]", "'shulder' is no part of the body", "Near it are: shoulder."),
        (
            "name: requested_parts, value: [neck and knee]",
            "'neck and knee' is no part of the body, or not one",
            "Write",
        ),
        ("name: requested_services, value: [xyzzy]", "'xyzzy' is no service", "Write one, by its usual name."),
        ("name: surgery, value: [rotator cuff repare]", "is no operation or code", "Near it are: rotator_cuff_repair"),
        ("name: requested_guidance, value: touch", "'touch' is no guidance", "one of ct, fluoroscopy, ultrasound."),
        (
            "name: prior_sessions, value: 12, body: shulder",
            "'shulder' is no part of the body",
            "Near it are: shoulder.",
        ),
        ("name: pain_relief, value: 160%", "pain_relief: 160% cannot be.", "It is at most 100 percent."),
        ("name: age, value: 400", "age: 400 cannot be.", "It is at most 120 years."),
        ("name: prior_sessions, value: 12 - 14 sessions", "'12 - 14 sessions', is not one number.", "two facts"),
        ("name: prior_sessions, value: '1,200 sessions'", "'1,200 sessions', is not one number.", "two facts"),
        ("name: prior_sessions, value: 12, source: request", "'request' is no source.", "ur_decision"),
    ],
)
def test_words_and_numbers_that_cannot_be_are_faults(item: str, what: str, remedy: str) -> None:
    source = "" if "source:" in item else ", source: record"
    (told,) = faults(f"{item}{source}")
    assert told.startswith("line 2: ")
    assert what in told
    assert remedy in told


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("name: clinical_phase, value: Chronic", Text(words="chronic")),
        ("name: requested_parts, value: [Lumbar Spine, right knee]", Items(items=("lumbar_spine", "knee"))),
        ("name: requested_services, value: [PT]", Items(items=("physical_therapy",))),
        ("name: surgery, value: [29881, Rotator cuff repair]", Items(items=("29881", "rotator_cuff_repair"))),
        ("name: requested_guidance, value: Fluoroscopy", Text(words="fluoroscopy")),
        ("name: pain_relief, value: 100%", number(100, "percent")),
    ],
)
def test_words_are_taken_to_the_ids_that_they_mean(item: str, value: FactValue) -> None:
    (only,) = read(f"{item}, source: record").facts
    assert only.value == value
