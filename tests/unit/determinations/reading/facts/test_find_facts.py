from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts import find_facts, find_injury_date, find_person, find_ur_date
from openimr.determinations.reading.facts.prose import word_set
from openimr.determinations.reading.facts.vocabulary import conditions, instruments, session_services

SUMMARY = "clinical_case_summary"
PIECES = st.sampled_from(
    sorted(
        word_set(
            "He has had 12 psychotherapy sessions . , 2x6 weeks ( ) / - 3/4/2014 of to BDI 22 in April pain 8/10",
            "no not",
            "denied utilization review certified was the request for injured on June diagnosed with lumbago",
            "and 1. 2. x4",
            "documentation is unknown number guideline recommends trial visits per a week times \u0130 \u00b2",
            "; : six once",
        )
    )
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)
SENTENCES = [
    "He has had 12 psychotherapy sessions with good success.",
    "The provider requests acupuncture 2 times a week for 6 weeks.",
    "Utilization review certified 6 of 12 sessions on 3/4/2015.",
    "The worker was injured on April 21, 2013.",
    "His BDI scores have decreased from 22 in April to 10 today.",
    "Diagnoses include: 1. Lumbago. 2. Major depression, single episode.",
    "There is no documentation of the prior results.",
    "He has right carpal tunnel syndrome, and pain of 8/10.",
]


def shape(fact: Fact, shift: int) -> tuple[object, ...]:
    return (fact.kind, fact.text, fact.span.start - shift, fact.name, fact.count, fact.value, fact.on, fact.action)


@given(st.one_of(st.text(max_size=120), TEXTS))
@settings(max_examples=150)
def test_every_span_quotes_its_text(text: str) -> None:
    for where in (SUMMARY, "disputed_treatments[0].heading"):
        for fact in find_facts(where=where, text=text):
            assert fact.span.quote(text) == fact.text
            assert fact.text
            assert fact.where == where
            assert fact.span.confidence == fact.confidence


@given(TEXTS)
@settings(max_examples=100)
def test_days_and_persons_are_sought_in_any_text_without_fail(text: str) -> None:
    find_person(text)
    for found in (find_injury_date(text), find_ur_date(text)):
        assert found is None or found.span.quote(text) == found.on_text


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("before", ["The weather was fine that day. ", "It rained. The road was wet. "])
def test_a_sentence_before_changes_no_fact(text: str, before: str) -> None:
    alone = [shape(fact, 0) for fact in find_facts(where=SUMMARY, text=text)]
    after = [shape(fact, len(before)) for fact in find_facts(where=SUMMARY, text=before + text)]
    assert alone
    assert after == alone


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True))
@settings(max_examples=50)
def test_facts_of_sentences_add_up(sentences: list[str]) -> None:
    count = sum(len(find_facts(where=SUMMARY, text=sentence)) for sentence in sentences)
    assert len(find_facts(where=SUMMARY, text=" ".join(sentences))) == count


def test_facts_stand_in_the_order_of_the_text() -> None:
    starts = [fact.span.start for fact in find_facts(where=SUMMARY, text=" ".join(SENTENCES))]
    assert starts == sorted(starts)


def test_an_unknown_number_is_never_nought() -> None:
    facts = find_facts(where=SUMMARY, text="He received an unknown number of sessions of yoga.")
    assert [(fact.kind, fact.count) for fact in facts] == [(FactKind.NOT_DOCUMENTED, None)]


def test_the_vocabulary_is_in_small_letters_and_of_plausible_range() -> None:
    known = instruments()
    assert all(alias == alias.lower() for alias in known.by_alias)
    assert all(row.low < row.high and row.source for row in known.by_alias.values())
    assert "therapy" in session_services()
    assert "lumbar" in conditions().before


def test_the_name_of_an_instrument_belongs_to_one_row() -> None:
    rows = {row.name: row for row in instruments().by_alias.values()}
    names = [alias for row in rows.values() for alias in row.aliases]
    assert len(names) == len(set(names))
