"""The values say what the document says; what is known about the reading is beside it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import jsonschema
import msgspec
import pytest

from openimr.citations import Span
from openimr.determinations.model import (
    Basis,
    CitationFamily,
    Dates,
    Determination,
    DisputedTreatment,
    Fact,
    FactKind,
    GuidelineCitation,
    Layout,
    Outcome,
    Source,
    schema,
)
from openimr.treatments import parse

DETERMINATION = Determination(
    layout=Layout.L4A,
    dates=Dates(injury=dt.date(2013, 4, 21)),
    disputed_treatments=(
        DisputedTreatment(
            heading="12 sessions of acupuncture",
            outcome=Outcome.UPHELD,
            reviewer_basis=Basis(
                uses_mtus=True,
                citations=(GuidelineCitation(family=CitationFamily.MTUS, guideline="Acupuncture", pages=(8, 9)),),
                text="Decision based on MTUS Acupuncture Page(s): 8, 9.",
            ),
        ),
    ),
)


def as_json(determination: Determination) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(msgspec.json.encode(determination))
    return loaded


def test_equality_is_what_the_document_says_and_not_where_it_was_read() -> None:
    read = msgspec.structs.replace(
        DETERMINATION,
        source=Source(name="a.txt", media_type="text/plain", sha256="0", text="a"),
        spans={"case_number": Span(start=0, end=1)},
        facts=(
            Fact(
                kind=FactKind.DIAGNOSIS,
                text="pain",
                where="clinical_case_summary",
                span=Span(start=0, end=1),
                confidence=0.5,
            ),
        ),
        unverified=("The labels.",),
    )
    assert read == DETERMINATION
    assert hash(read) == hash(DETERMINATION)


def test_another_outcome_is_another_determination() -> None:
    treatment = msgspec.structs.replace(DETERMINATION.disputed_treatments[0], outcome=Outcome.OVERTURNED)
    assert msgspec.structs.replace(DETERMINATION, disputed_treatments=(treatment,)) != DETERMINATION


def test_what_was_worked_out_from_a_heading_takes_no_part_in_equality() -> None:
    treatment = DETERMINATION.disputed_treatments[0]
    parsed = msgspec.structs.replace(treatment, request=parse(treatment.heading))
    assert parsed.request
    assert parsed == treatment
    assert hash(parsed) == hash(treatment)
    assert not parsed != treatment  # noqa: SIM202 - the operator itself is tested
    assert treatment != "12 sessions of acupuncture"


def test_a_determination_is_not_equal_to_another_kind_of_thing() -> None:
    assert DETERMINATION != "L4a"
    copy = msgspec.structs.replace(DETERMINATION)
    assert (copy != DETERMINATION) is False


def test_what_a_document_does_not_say_is_null_or_empty_in_json() -> None:
    empty = as_json(Determination(layout=Layout.UNKNOWN))
    assert empty["case_number"] is None
    assert empty["employee"] == {"age_years": None, "sex": None, "name": None}
    assert empty["disputed_treatments"] == []


def test_json_goes_out_and_comes_back_equal() -> None:
    assert msgspec.json.decode(msgspec.json.encode(DETERMINATION), type=Determination) == DETERMINATION


def test_the_published_schema_is_valid_and_accepts_what_we_write() -> None:
    published = schema()
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(as_json(DETERMINATION), published)


@pytest.mark.parametrize("fault", [{"layout": "L9"}, {"layout": "L4a", "verdict": "upheld"}])
def test_the_published_schema_refuses_what_is_no_determination(fault: dict[str, str]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(fault, schema())
