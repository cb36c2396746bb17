from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from openimr.cases.files import read_filing
from openimr.cases.parties import (
    Attorney,
    Contact,
    Designation,
    DesigneeRelation,
    OtherParty,
    OtherRole,
    PersonName,
)
from openimr.reviewers.match_case import PartyRole
from openimr.reviews.matching_case import matching_case

ON = dt.date(2026, 3, 2)


@pytest.fixture
def files(run: Callable[..., Any], tmp_path: Path) -> tuple[Path, Path]:
    registry = tmp_path / "reviewers.yaml"
    assert run("sample", "reviewers", "-n", "30", "-s", "10", "-o", registry).code == 0
    return tmp_path / "reviewers.case.yaml", registry


def test_a_table_tells_who_may_be_assigned_and_why_not_the_others(run: Callable[..., Any], files: Any) -> None:
    case, registry = files
    ended = run("match", "--case", case, "--reviewers", registry, "--all")
    assert ended.code == 0
    for words in ("rank", "x ", "? ", "evidence:", "C1", "(unverified)", "Statute and letter"):
        assert words in ended.out
    few = run("match", "--case", case, "--reviewers", registry).out
    assert len(few) <= len(ended.out)


def test_no_reviewer_is_named(run: Callable[..., Any], files: Any) -> None:
    case, registry = files
    out = run("match", "--case", case, "--reviewers", registry, "--format", "json", "--all").out
    names = re.findall(r"^    name: (.+)$", registry.read_text("utf-8"), re.MULTILINE)
    assert len(names) > 30
    invented = [name for name in names if name.endswith("M.D.")]
    assert invented
    assert not [name for name in invented if name in out and name not in case.read_text("utf-8")]


def test_json_holds_every_reason_with_its_citation(run: Callable[..., Any], files: Any) -> None:
    case, registry = files
    shown = json.loads(run("match", "--case", case, "--reviewers", registry, "--format", "json", "--all").out)
    assert shown["eligible_count"] + shown["others_count"] == 30
    assert all(reason["citation_sentence"] for one in shown["others"] for reason in one["reasons"])
    truth = json.loads(registry.with_suffix(".truth.json").read_text("utf-8"))
    conflicted = {it["reviewer"] for it in truth if it["kind"] == "conflict"}
    assert conflicted
    assert not conflicted & {one["reviewer"] for one in shown["eligible"]}


def test_another_day_is_another_answer(run: Callable[..., Any], files: Any) -> None:
    case, registry = files
    ended = run("match", "--case", case, "--reviewers", registry, "--on", "2029-01-01")
    assert ended.code == 1
    assert "0 of 30" in ended.out
    assert "Why nobody may be assigned" in ended.out
    assert "licence-unverified [Q4] Verify it, and give it source" in ended.out
    assert run("match", "--case", case, "--reviewers", registry, "--on", "soon").code == 2
    early = run("match", "--case", case, "--reviewers", registry, "--on", "2012-12-31")
    assert (early.code, "there was no Independent Medical Review" in early.err) == (2, True)


def test_files_that_cannot_be_used_are_refused(run: Callable[..., Any], files: Any, tmp_path: Path) -> None:
    case, registry = files
    assert run("match", "--case", tmp_path / "none.yaml", "--reviewers", registry).code == 2
    broken = tmp_path / "broken.yaml"
    broken.write_bytes(b"\xff\xfe\xff")
    assert run("match", "--case", case, "--reviewers", broken).code == 2
    broken.write_text("reviewers: [{number: 1}]", "utf-8")
    assert "“identity” is missing" in run("match", "--case", case, "--reviewers", broken).err


def test_a_registry_of_samples_can_be_json(run: Callable[..., Any], tmp_path: Path) -> None:
    shown = json.loads(run("sample", "reviewers", "-n", "10").out)
    assert set(shown) == {"registry", "case", "planted"}
    assert run("sample", "reviewers", "-n", "10", "-o", tmp_path / "r.json").code == 0
    assert run("match", "--case", tmp_path / "r.case.json", "--reviewers", tmp_path / "r.json").code == 0


@pytest.mark.parametrize(("name", "title"), [("reviewers", "Registry"), ("match-case", "Case")])
def test_schemas_are_printed(run: Callable[..., Any], name: str, title: str) -> None:
    assert json.loads(run("schema", name).out)["title"].startswith(title)


def test_a_whole_case_is_matched_by_its_parties_on_the_day_given(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("sample", "cases", "-n", "1", "-s", "2", "-o", tmp_path / "cases").code == 0
    assert run("sample", "reviewers", "-n", "40", "-o", tmp_path / "reviewers.yaml").code == 0
    (folder,) = (tmp_path / "cases").iterdir()
    arguments = ("match", "--case", folder, "--reviewers", tmp_path / "reviewers.yaml")
    ended = run(*arguments, "--on", "2026-03-02", "--format", "json")
    shown = json.loads(ended.out)
    assert shown["case"] == folder.name
    named = {side["entity"]: side["parties"] for side in shown["statute_and_letter"]}
    assert all(named[entity] for entity in named if "employer" in entity.lower() and "officer" not in entity.lower())
    refused = run(*arguments)
    assert refused.code == 2
    assert "--on" in refused.err


def test_all_parties_of_a_whole_case_are_screened(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("sample", "cases", "-n", "1", "-s", "2", "-o", tmp_path / "cases").code == 0
    (folder,) = (tmp_path / "cases").iterdir()
    filing = read_filing((folder / "case.yaml").read_text("utf-8"), where="case.yaml")
    somebody = filing.parties.requesting_physician
    parties = msgspec.structs.replace(
        filing.parties,
        attorney=Attorney(name=PersonName(first="Ola", last="Weber")),
        designation=Designation(name=PersonName(first="Ines", last="Quist"), relation=DesigneeRelation.RELATIVE),
        emergency_provider=somebody,
        insurer=None,
        ur_organization=None,
        ur_physician=None,
        others=(OtherParty(role=OtherRole.FACILITY, name="Harbor Surgery Center"),),
        employee=msgspec.structs.replace(filing.parties.employee, contact=Contact(email="a@example.test")),
    )
    case = matching_case(msgspec.structs.replace(filing, parties=parties, ur_decision=None), on=ON)
    roles = [party.role for party in case.parties]
    assert roles.count(PartyRole.REQUESTING_PHYSICIAN) == 2
    assert {PartyRole.FACILITY, PartyRole.ATTORNEY, PartyRole.OTHER, PartyRole.PHYSICIAN_GROUP} <= set(roles)
    assert PartyRole.INSURER not in roles
    assert case.ur_decided_on == filing.application.ur_decided_on
    assert case.parties[0].emails == ("a@example.test",)
    assert case.parties[1].addresses[0].count(",") >= 2
