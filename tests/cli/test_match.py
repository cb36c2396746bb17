from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


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
