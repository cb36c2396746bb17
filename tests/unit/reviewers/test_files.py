from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from openimr.errors import MalformedData
from openimr.reviewers import match_case, registry
from openimr.reviewers.files import read_case, read_registry
from openimr.samples.reviewers_registry import sample_registry

REGISTRY = """\
organization:
  identity: {name: Review Org}
  affiliations:
    - {tie: self, with: {name: X}}
reviewers:
  - number: ""
    identity: {name: ""}
    profession: medical_doctor
    npi: {number: "1234567893"}
    licences:
      - {state: CA, number: G1, status: active, issued_on: 2020-01-01, expires_on: 2019-01-01}
    board_certifications:
      - {board: ABPN, specialty: Psychiatry, certified_on: 2020-01-01, expires_on: 2019-01-01}
    absences: [{first_on: 2020-01-02, last_on: 2020-01-01}]
    medical_evaluator: [{since: 2020-01-02, until: 2020-01-01}]
    sanctions: [{body: B, says: s, imposed_on: 2020-01-02, ended_on: 2020-01-01}]
    practice: {since: 2000-01-01, hours_per_week: 200}
    capacity: {most_cases: -1}
    income_usd_per_year: .nan
    affiliations:
      - {tie: relative, with: {name: ""}}
      - {tie: payment, with: {name: X}, relation: spouse, works_for: [{name: Y}], share_percent: 101}
      - {tie: payment, with: {name: X}, since: 2020-01-01, until: 2019-01-01, amount_usd_per_year: .inf}
  - number: organization
    identity: {name: N}
    profession: dentist
    npi: {number: "1234567893"}
"""
CASE = """\
number: ""
on: 2012-12-31
ur_decided_on: 2020-01-01
received_on: 2019-01-01
parties:
  - {role: employee, name: "", is_a: organization}
disputed_treatments:
  - {wording: " "}
earlier_reviewers:
  - {}
clearances:
  - {reviewer: R-1, about: conflict, subject: Nobody, by: "", on: 2020-01-01, reason: ""}
  - {reviewer: R-1, about: specialty, subject: Nothing, by: me, on: 2012-01-01, reason: so}
"""


def faults(text: str, *, is_case: bool = False) -> dict[str, str]:
    with pytest.raises(MalformedData) as raised:
        (read_case if is_case else read_registry)(text, where="file.yaml")
    assert all(fault.remedy for fault in raised.value.faults)
    return {fault.where: fault.what for fault in raised.value.faults}


def test_all_faults_of_a_registry_are_told_at_once_with_line_and_field() -> None:
    found = faults(REGISTRY)
    assert list(found) == [
        "line 4, organization, affiliations 1, tie",
        "line 6, reviewers 1, number",
        "line 7, reviewers 1, identity, name",
        "line 11, reviewers 1, licences 1, expires_on",
        "line 13, reviewers 1, board_certifications 1, expires_on",
        "line 14, reviewers 1, absences 1, last_on",
        "line 15, reviewers 1, medical_evaluator 1, until",
        "line 16, reviewers 1, sanctions 1, ended_on",
        "line 17, reviewers 1, practice, hours_per_week",
        "line 18, reviewers 1, capacity, most_cases",
        "line 19, reviewers 1, income_usd_per_year",
        "line 21, reviewers 1, affiliations 1, with, name",
        "line 21, reviewers 1, affiliations 1",
        "line 22, reviewers 1, affiliations 2, relation",
        "line 22, reviewers 1, affiliations 2, works_for",
        "line 22, reviewers 1, affiliations 2, share_percent",
        "line 23, reviewers 1, affiliations 3, until",
        "line 23, reviewers 1, affiliations 3, amount_usd_per_year",
        "line 24, reviewers 2, number",
        "line 27, reviewers 2, npi",
    ]


def test_all_faults_of_a_case_are_told_at_once() -> None:
    found = faults(CASE, is_case=True)
    assert [where.partition(", ")[2] for where in found] == [
        "number",
        "on",
        "ur_decided_on",
        "received_on",
        "parties 1, name",
        "parties 1, is_a",
        "disputed_treatments 1, wording",
        "earlier_reviewers 1",
        "clearances 1, subject",
        "clearances 1, on",
        "clearances 1, by",
        "clearances 1, reason",
        "clearances 2, subject",
    ]
    assert "there was no Independent Medical Review" in found["line 2, on"]


def test_a_case_needs_parties_and_treatments() -> None:
    assert len(faults("{number: A, on: 2020-01-01, parties: [], disputed_treatments: []}", is_case=True)) == 2


def test_fields_of_the_wrong_kind_are_told_with_their_lines() -> None:
    found = faults("reviewers:\n  - number: R\n    identitty: {name: A}\n    profession: wizard\n")
    assert "line 3, reviewers 1, identitty" in found
    assert "line 4, reviewers 1, profession" in found


def test_json_is_read_as_yaml_is_and_its_faults_have_lines_too() -> None:
    sample = sample_registry(count=20, seed=2)
    text = msgspec.json.encode(sample.registry).decode()
    assert read_registry(text, where="r.json") == sample.registry
    assert read_registry(msgspec.yaml.encode(sample.registry).decode(), where="r.yaml") == sample.registry
    assert read_case(msgspec.yaml.encode(sample.case).decode(), where="c.yaml") == sample.case
    assert faults('{"reviewers": [\n{"number": "",\n "identity": {"name": "A"}, "profession": "dentist"}]}') == {
        "line 2, reviewers 1, number": "The number is empty."
    }
    assert faults('{"reviewers": 3}')


def test_the_schemas_accept_what_the_samples_hold() -> None:
    sample = sample_registry(count=20, seed=2)
    for schema, value in ((registry.schema(), sample.registry), (match_case.schema(), sample.case)):
        jsonschema.validate(json.loads(msgspec.json.encode(value)), schema)


def test_a_whole_and_consistent_case_is_read() -> None:
    text = (
        "number: A\non: 2026-03-02\nparties: [{role: employee, name: T}]\ndisputed_treatments: [{wording: Yoga}]\n"
        "earlier_reviewers: [{number: R-2}]\n"
        "clearances: [{reviewer: R-1, about: specialty, subject: yoga, by: me, on: 2026-03-02, reason: so}]\n"
    )
    assert read_case(text, where="case.yaml").clearances[0].subject == "yoga"
