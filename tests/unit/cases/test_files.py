"""A case file is read back as it was written; all its faults are told at once, with line, field, reason and remedy."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.cases.application import Certification, InformationRequest, SignerRole
from openimr.cases.contradictions import contradictions
from openimr.cases.files import is_filing, read_filing, schema, write_filing
from openimr.cases.filing import Authorization, Filing, MaterialChange
from openimr.cases.parties import Address, Contact, Physician
from openimr.cases.terms import UrAction
from openimr.cases.utilization import Amount, LiabilityDispute
from openimr.errors import MalformedData
from openimr.samples.filings import sample_filings
from openimr.samples.planted_defects import DEFECTS
from unit.cases.factories import (
    APPLICATION,
    DECIDED,
    DECISION,
    FILING,
    OTHER,
    PARTIES,
    RECEIVED,
    SIGNATURE,
    applied,
    decided,
    partied,
    replaced,
    treated,
)

DAY = dt.timedelta(days=1)
NOON = dt.datetime(2025, 3, 24, 12, tzinfo=dt.UTC)


@given(seed=st.integers(0, 10**6), rule=st.sampled_from(sorted(DEFECTS)))
def test_a_filing_is_read_back_as_it_was_written(seed: int, rule: str) -> None:
    for sample in sample_filings(count=1, seed=seed, plant=(rule,)):
        assert read_filing(write_filing(sample.filing), where="case.yaml") == sample.filing


def test_json_is_read_as_well() -> None:
    assert read_filing(msgspec.json.encode(FILING).decode(), where="case.json") == FILING


def test_a_filing_fits_its_published_schema() -> None:
    jsonschema.validate(json.loads(msgspec.json.encode(FILING)), schema())


def test_all_faults_are_told_with_line_field_and_remedy() -> None:
    text = write_filing(FILING).replace("2020-01-02", "2026-01-02").replace("channel: mail", "channel: pigeon")

    with pytest.raises(MalformedData) as error:
        read_filing(text.replace("claim_number", "claim_nomber"), where="case.yaml")

    told = error.value.explain()
    assert "line 4, application, channel: It is “pigeon”. Write one of mail, fax, electronic, hand." in told
    assert "Did you mean claim_number?" in told
    assert "“claim_number” is missing." in told


def test_contradictory_days_are_named_with_the_rule_that_they_break() -> None:
    text = write_filing(FILING).replace("2020-01-02", "2026-01-02")

    with pytest.raises(MalformedData) as error:
        read_filing(text, where="case.yaml")

    assert "Labor Code 4610.5" in error.value.explain()
    assert "application, received_on" in error.value.explain()


def query(**fields: Any) -> Filing:
    asked = InformationRequest(to=SignerRole.EMPLOYEE, asked_on=RECEIVED, about="x")
    return applied(queries=(replaced(asked, **fields),))


def certified(**fields: Any) -> Filing:
    paper = Certification(
        physician=OTHER,
        dated_on=RECEIVED,
        received_at=NOON,
        has_documents=True,
        states_threat=True,
        is_treating_physician=True,
    )
    return applied(certification=replaced(paper, **fields))


def disputed(**fields: Any) -> Filing:
    dispute = LiabilityDispute(about="x", raised_on=DECIDED, resolved_on=DECIDED, resolution_served_on=DECIDED)
    return replaced(FILING, liability=(replaced(dispute, **fields),))


def amounts(action: UrAction, asked: float, given: float, unit: str = "visits") -> Filing:
    return treated(action=action, asked=Amount(value=asked, unit="visits"), certified=Amount(value=given, unit=unit))


@pytest.mark.parametrize(
    ("filing", "path"),
    [
        (replaced(FILING, jurisdiction="atlantis"), "jurisdiction"),
        (applied(signature=None, received_on=dt.date(2012, 12, 31), injured_on=dt.date(2012, 1, 1)), "received_on"),
        (partied(employee=replaced(PARTIES.employee, born_on=dt.date(2021, 1, 1))), "injured_on"),
        (partied(employee=replaced(PARTIES.employee, born_on=dt.date(1901, 1, 1))), "born_on"),
        (applied(ur_decided_on=dt.date(2019, 1, 1)), "ur_decided_on"),
        (applied(sent_on=RECEIVED + DAY), "received_on"),
        (applied(signature=replaced(SIGNATURE, dated_on=RECEIVED + DAY)), "received_on"),
        (certified(dated_on=RECEIVED + DAY), "received_at"),
        (certified(received_at=NOON.replace(tzinfo=None)), "received_at"),
        (applied(received_at=NOON.replace(tzinfo=None)), "received_at"),
        (query(asked_on=RECEIVED - DAY), "asked_on"),
        (query(received_on=RECEIVED - DAY), "received_on"),
        (query(answered_on=RECEIVED - DAY), "answered_on"),
        (disputed(resolved_on=DECIDED - DAY), "resolved_on"),
        (disputed(resolution_served_on=DECIDED - DAY), "resolution_served_on"),
        (disputed(treatments=(1, 7)), "treatments"),
        (decided(requested_on=dt.date(2019, 1, 1)), "requested_on"),
        (decided(request_received_on=dt.date(2025, 2, 25)), "request_received_on"),
        (decided(request_received_on=DECIDED + DAY), "decided_on"),
        (decided(request_received_at=NOON), "decided_on"),
        (decided(request_received_at=NOON.replace(tzinfo=None, month=2)), "request_received_at"),
        (decided(served_on=DECIDED - DAY), "served_on"),
        (decided(internal_appeal_on=DECIDED - DAY), "internal_appeal_on"),
        (decided(replaces=DECIDED + DAY), "decided_on"),
        (treated(served_on=(dt.date(2019, 1, 1),)), "served_on"),
        (applied(treatments=(replaced(APPLICATION.treatments[0], wording=" "),)), "wording"),
        (decided(treatments=DECISION.treatments * 2), "number"),
        (treated(number=7), "number"),
        (amounts(UrAction.MODIFIED, -1, 1), "value"),
        (amounts(UrAction.MODIFIED, 6, 3, "tablets"), "unit"),
        (amounts(UrAction.APPROVED, 6, 3), "action"),
        (amounts(UrAction.DENIED, 6, 3), "action"),
        (replaced(FILING, authorizations=(Authorization(treatment=7, noticed_on=RECEIVED),)), "treatment"),
        (replaced(FILING, changes=(MaterialChange(treatment=7, what="x", documented_in="y"),)), "treatment"),
        (
            partied(
                employee=replaced(PARTIES.employee, contact=Contact(address=Address(lines=("x",), state="California")))
            ),
            "state",
        ),
        (partied(ur_physician=Physician(name=OTHER, npi="12345")), "npi"),
    ],
)
def test_each_contradiction_is_found_in_its_field_with_a_remedy(filing: Filing, path: str) -> None:
    found = list(contradictions(filing))

    assert [row.path[-1] if isinstance(row.path[-1], str) else row.path[-2] for row in found] == [path]
    assert all(row.what.endswith(".") and row.remedy.endswith(".") for row in found)


def test_a_form_without_treatments_and_one_misnumbered_are_refused() -> None:
    empty = decided(applied(treatments=()), treatments=())
    misnumbered = decided(applied(treatments=(replaced(APPLICATION.treatments[0], number=2),)), treatments=())

    assert [row.path[-1] for row in contradictions(empty)] == ["treatments"]
    assert [row.path[-1] for row in contradictions(misnumbered)] == ["number"]


@pytest.mark.parametrize(
    "filing",
    [
        FILING,
        replaced(FILING, ur_decision=None),
        amounts(UrAction.APPROVED, 6, 6),
        amounts(UrAction.DENIED, 6, 0),
        partied(ur_physician=Physician(name=OTHER, npi="1234567893")),
        applied(signature=None, received_at=NOON),
    ],
)
def test_what_can_be_so_is_no_contradiction(filing: Filing) -> None:
    assert list(contradictions(filing)) == []


def test_a_filing_is_told_from_other_files_by_its_application() -> None:
    assert is_filing(write_filing(FILING))
    assert is_filing(msgspec.json.encode(FILING).decode())
    assert is_filing(json.dumps(json.loads(msgspec.json.encode(FILING)), indent=1))
    assert not is_filing("number: CM26-1\nparties:\n- name: application of paint\n")
