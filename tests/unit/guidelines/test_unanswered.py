import datetime as dt

import pytest

from openimr.guidelines.criteria import Facts, Items
from openimr.guidelines.governing import Matched
from openimr.guidelines.library import dates_on
from openimr.guidelines.unanswered import unanswered
from openimr.treatments.request import BodySite, Drug, Service, TreatmentRequest
from unit.guidelines.case_facts import fact, of
from unit.guidelines.records import record

THERAPY = TreatmentRequest(raw="", service=Service(code="physical_therapy"), body=(BodySite(part="shoulder"),))
OPIOID = TreatmentRequest(raw="", service=Service(code="opioids"), drug=Drug(name="morphine"))


def named(request: TreatmentRequest, on: str, *records: object, facts: Facts | None = None) -> list[str]:
    governing = [Matched(recommendation=one) for one in records]  # type: ignore[arg-type] # records by their factory
    day = dates_on(dt.date.fromisoformat(on))
    return [it.id for it in unanswered(request, facts or Facts(), governing, dates=day)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # Source: guidelines.md K: shoulder chapter by service from 2017-12-01, changed on 2023-08-10.
        ("2017-11-30", ["chronic-pain-2016"]),
        ("2017-12-01", ["chronic-pain-2017", "shoulder-2017"]),
        ("2023-08-09", ["chronic-pain-2017", "shoulder-2017"]),
        ("2023-08-10", ["chronic-pain-2017", "shoulder-2023"]),
    ],
)
def test_a_document_in_force_on_the_part_of_the_body_is_named(on: str, expected: list[str]) -> None:
    assert named(THERAPY, on) == expected


def test_a_document_that_a_record_stands_in_is_not_named() -> None:
    held = record(source={"cite": "x", "licence": "public", "document": "shoulder-2017"})
    assert named(THERAPY, "2019-01-02", held) == []


def test_the_document_for_all_chronic_pain_is_named_only_where_the_mtus_gives_no_answer() -> None:
    assert named(THERAPY, "2019-01-02", record()) == ["shoulder-2017"]
    assert "chronic-pain-2017" in named(THERAPY, "2019-01-02", record(scope="second_step"))


def test_a_drug_is_pointed_to_the_formulary_and_its_class_to_its_own_document() -> None:
    assert named(OPIOID, "2017-12-31", record()) == ["opioids-2017"]
    assert named(OPIOID, "2018-01-01", record()) == ["opioids-2017", "drug-formulary-2018"]


def test_a_part_of_the_body_in_the_facts_counts_where_the_wording_names_none() -> None:
    facts = of(fact("requested_parts", Items(items=("knee",))))
    bare = TreatmentRequest(raw="", service=Service(code="physical_therapy"))
    assert named(bare, "2019-01-02", record(), facts=facts) == ["knee-2017"]
    assert named(bare, "2019-01-02", record()) == []


def test_a_wording_without_a_service_is_pointed_nowhere() -> None:
    assert named(TreatmentRequest(raw="x"), "2019-01-02") == []
