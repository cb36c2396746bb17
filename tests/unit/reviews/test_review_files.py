"""A review as YAML: read with every fault, and read back as it was written."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from openimr.cases.terms import Outcome
from openimr.determinations.model import CitationFamily, GuidelineCitation
from openimr.errors import MalformedData
from openimr.reviews.review import (
    Act,
    Attestation,
    Ground,
    GuidelineChoice,
    Quoted,
    Review,
    Signature,
    Statement,
    TreatmentReview,
)
from openimr.reviews.review_files import read_review, review_schema, write_review
from unit.reviews.scenes import written

words = some.text(some.characters(codec="utf-8", exclude_categories=["C"]), max_size=30)
instants = some.integers(1_356_998_400, 1_893_456_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
days = some.dates(dt.date(2013, 1, 1), dt.date(2030, 1, 1))
pages = some.integers(1, 5000)
statements = some.builds(
    Statement,
    says=words,
    ground=some.sampled_from(Ground),
    pins=some.lists(some.builds(Quoted, page=pages, quote=words, is_seen=some.booleans()), max_size=2).map(tuple),
    looked_for=some.lists(words, max_size=2).map(tuple),
)
choices = some.builds(
    GuidelineChoice,
    uses_mtus=some.none() | some.booleans(),
    why_not_mtus=words,
    citations=some.lists(
        some.builds(
            GuidelineCitation,
            family=some.sampled_from(CitationFamily),
            guideline=some.none() | words,
            pages=some.lists(pages, max_size=3).map(tuple),
            updated_on=some.none() | days,
        ),
        max_size=2,
    ).map(tuple),
)
treatments = some.builds(
    TreatmentReview,
    number=some.integers(1, 9),
    outcome=some.none() | some.sampled_from(Outcome),
    guideline=choices,
    rationale=some.lists(statements, max_size=2).map(tuple),
    plain_reason=words,
    signature=some.none() | some.builds(Signature, signed_at=instants, digest=words),
)
acts = some.none() | some.builds(Act, by=words, at=instants)
reviews = some.builds(
    Review,
    case=words,
    reviewer=words,
    designated=acts,
    attestation=some.builds(
        Attestation,
        no_affiliation=some.none() | some.booleans(),
        examined_all_records=some.none() | some.booleans(),
        own_decision=some.none() | some.booleans(),
        attested_on=some.none() | days,
    ),
    opened=some.lists(pages, max_size=3).map(tuple),
    summary=some.lists(statements, max_size=2).map(tuple),
    treatments=some.lists(treatments, max_size=2, unique_by=lambda row: row.number).map(tuple),
    second_look=acts,
    issued=acts,
)


@given(review=reviews)
def test_any_review_reads_back_as_it_was_written(review: Review) -> None:
    assert read_review(write_review(review), where="review.yaml") == review


def test_a_filled_review_reads_back_too() -> None:
    assert read_review(write_review(written()), where="review.yaml") == written()


def test_json_is_read_as_well() -> None:
    text = msgspec.json.encode(written()).decode()
    assert read_review(text, where="review.json") == written()


def test_all_faults_are_told_with_their_lines() -> None:
    text = (
        "case: A-1\n"
        "reviewr: R-1\n"
        "designated: {by: c, at: 2026-03-02}\n"
        "treatments:\n"
        "- number: one\n"
        "  outcome: yes\n"
        "  rationale:\n"
        "  - {says: x, ground: gossip}\n"
    )
    with pytest.raises(MalformedData) as raised:
        read_review(text, where="review.yaml")
    lines = [fault.where.split(",")[0] for fault in raised.value.faults]
    assert lines == ["line 2", "line 3", "line 5", "line 6", "line 8"]
    assert "Did you mean reviewer?" in raised.value.explain()


def test_a_treatment_that_stands_twice_is_a_fault() -> None:
    with pytest.raises(MalformedData) as raised:
        read_review("case: A\ntreatments:\n- number: 1\n- number: 2\n- number: 1\n", where="review.yaml")
    assert [fault.where for fault in raised.value.faults] == [
        "line 3, treatments 1, number",
        "line 5, treatments 3, number",
    ]


@pytest.mark.parametrize("at", ["2026-03-02T09:30:00", "'2026-03-02T09:30:00'"])
def test_an_instant_without_its_zone_is_a_fault(at: str) -> None:
    with pytest.raises(MalformedData) as raised:
        read_review(f"case: A\nissued: {{by: d, at: {at}}}\n", where="review.yaml")
    (fault,) = raised.value.faults
    assert fault.where == "line 2, issued, at"
    assert "time zone" in fault.what


def test_the_schema_has_every_field_of_a_review() -> None:
    schema = review_schema()
    assert set(schema["$defs"]["Review"]["properties"]) == set(Review.__struct_fields__)
