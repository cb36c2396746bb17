"""``openimr schema``: every schema is one, and what the commands write answers it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from openimr.casefile.model import CaseFile
from openimr.casefile.store import case_file
from openimr.cli.casefile_folders import opened
from openimr.cli.schema import Schema
from openimr.reviews.folder import EventsFile
from unit.reviews.scenes import signed, whole, written

Run = Callable[..., Any]
NOTE = "PROGRESS REPORT (PR-2)\nDate of examination: 02/03/2026\nShe completed 6 sessions of acupuncture. Pain 4/10.\n"


@pytest.fixture
def validated(run: Run) -> Callable[[str, Any], list[str]]:
    """What is wrong with a document by the schema of this name."""

    def faults(name: str, document: Any) -> list[str]:
        validator = Draft202012Validator(json.loads(run("schema", name).out))
        return [error.message for error in validator.iter_errors(document)]

    return faults


@pytest.fixture
def case(run: Run, tmp_path: Path) -> Path:
    """The folder of a case with one record, indexed."""
    records = tmp_path / "case" / "records"
    records.mkdir(parents=True)
    (records / "note.txt").write_text(NOTE, "utf-8")
    assert run("casefile", "index", tmp_path / "case", "--processes", "1", "--ocr", "none").code == 0
    return tmp_path / "case"


@pytest.mark.parametrize("name", Schema)
def test_each_schema_is_one_and_has_a_title(run: Run, name: Schema) -> None:
    schema = json.loads(run("schema", name.value).out)
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert schema["$schema"].endswith("2020-12/schema")


def test_what_a_case_file_keeps_answers_its_schemas(validated: Callable[[str, Any], list[str]], case: Path) -> None:
    store = opened(case)
    manifest = json.loads((store.folder / "manifest.json").read_text("utf-8"))
    findings = json.loads((store.folder / "findings.json").read_text("utf-8"))
    whole = msgspec.json.decode(msgspec.json.encode(case_file(store)))
    assert findings
    assert validated("casefile-manifest", manifest) == []
    assert validated("casefile-findings", findings) == []
    assert validated("casefile", whole) == []
    assert validated("casefile-findings", [{"kind": "no kind"}])
    assert msgspec.convert(whole, CaseFile, strict=False).findings


def test_an_invented_case_file_answers_the_schemas_of_filing_and_truth(
    run: Run, validated: Callable[[str, Any], list[str]], tmp_path: Path
) -> None:
    ended = run("sample", "casefiles", "--count", "1", "--seed", "3", "--pages", "20", "-o", tmp_path)
    assert ended.code == 0, ended.err
    [filing] = tmp_path.rglob("case.yaml")
    [truth] = tmp_path.rglob("truth.json")
    written = json.loads(json.dumps(yaml.safe_load(filing.read_text("utf-8")), default=str))
    assert validated("filing", written) == []
    assert validated("casefile-truth", json.loads(truth.read_text("utf-8"))) == []


def test_the_files_of_a_case_folder_answer_their_schemas(validated: Callable[[str, Any], list[str]]) -> None:
    case = whole()
    plain = [EventsFile(case.events), signed(written(), case), case.filing, case.registry]
    documents = [json.loads(msgspec.json.encode(each)) for each in plain]
    for name, document in zip(("events", "review", "filing", "reviewers"), documents, strict=True):
        assert validated(name, document) == []
    assert validated("review", {"case": "A", "outcome": "upheld"})
    assert validated("events", {"events": [{"by": "employee", "who": "e", "at": "2026-03-02T00:00:00Z", "what": {}}]})
