from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from openimr.citations import Span
from openimr.determinations.checking import Severity, check
from openimr.determinations.checking.framework import Finding
from openimr.determinations.checking.report import (
    Checked,
    Unread,
    as_json,
    as_sarif,
    as_text,
    checked,
    listing,
    totals,
)
from openimr.determinations.model import Determination, Source
from unit.determinations.checking.factories import a_determination

SUMMARY = "At the visit on 8/5 of this year\n\nhe was well.\x1b[31m Other notes are difficult to read."

# The properties that section 3 of the SARIF 2.1.0 standard requires, of the objects that we write.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_ONE = {"type": "integer", "minimum": 1}
_REGION = {
    "type": "object",
    "required": ["startLine"],
    "properties": {
        "startLine": _ONE, "startColumn": _ONE, "endLine": _ONE, "endColumn": _ONE,
        "charOffset": {"type": "integer", "minimum": 0}, "charLength": {"type": "integer", "minimum": 0},
    },
    "additionalProperties": False,
}  # fmt: skip
_PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {
            "type": "object",
            "required": ["uri"],
            "properties": {
                "uri": {"type": "string", "pattern": r"^[^\s\\]*$"},
                "index": {"type": "integer", "minimum": 0},
            },
            "additionalProperties": False,
        },
        "region": _REGION,
    },
    "additionalProperties": False,
}
_RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "items": {"properties": {"physicalLocation": _PHYSICAL}}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
_RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "shortDescription": _TEXT, "fullDescription": _TEXT,
        "help": _TEXT, "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
    },
    "additionalProperties": False,
}  # fmt: skip
_RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "required": ["driver"],
            "properties": {"driver": {"required": ["name"], "properties": {"rules": {"items": _RULE}}}},
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "artifacts": {"type": "array"},
        "invocations": {"items": {"required": ["executionSuccessful"]}},
        "results": {"type": "array", "items": _RESULT},
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": _RUN},
    },
    "additionalProperties": False,
}


def read(media_type: str = "text/plain", *, text: str = SUMMARY, name: str = "a folder/letter 1.txt") -> Determination:
    source = Source(name=name, media_type=media_type, sha256="ab", text=text, page_starts=(0,))
    return a_determination(
        clinical_case_summary=" ".join(text.split()),
        documents_reviewed=(),
        source=source,
        spans={"clinical_case_summary": Span(start=0, end=len(text))},
    )


def one(determination: Determination) -> Checked:
    return checked(determination, check(determination, select=("D302", "D306", "D307")))


@pytest.fixture
def results() -> list[Checked]:
    return [one(read()), one(a_determination())]


def test_the_text_shows_each_finding_with_its_words_underlined(results: list[Checked]) -> None:
    lines = as_text(results).splitlines()
    assert lines[0] == "a folder/letter 1.txt  (case CM16-0012345)"
    at = lines.index("  note D306 date-without-year  page 1, line 1, clinical_case_summary")
    assert lines[at + 2] == "      | At the visit on 8/5 of this year he was well.?[31m Other notes are diff…"
    assert lines[at + 3] == "      |                 ^^^^^^^^^^^^^^^^"
    assert lines[at + 4].startswith("    mend: Write the whole date")
    assert lines[-1].startswith("2 determinations checked: 2 warnings, 1 note. ")


def test_the_text_holds_no_code_that_steers_a_terminal(results: list[Checked]) -> None:
    shown = as_text(results, [Unread(name="b\x1b.txt", message="Bad \x07 thing.")])
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "not read: Bad \\x07 thing." in shown
    assert "1 file not read." in shown


def test_a_text_without_findings_says_so() -> None:
    assert as_text([one(a_determination())]) == "1 determination checked: nothing found.\n"


def test_long_words_are_cut_and_marked() -> None:
    text = "word " * 100
    finding = Finding(
        code="D999", name="x", severity=Severity.ERROR, where="w", message="m", quote=text, span=Span(start=50, end=400)
    )
    (shown,) = checked(read(text=text), (finding,)).shown
    assert len(shown.words) <= 100
    assert shown.words.count("…") == 3
    assert shown.underline.strip() == "^" * 88


def test_without_an_original_the_words_alone_are_shown() -> None:
    finding = Finding(code="D999", name="x", severity=Severity.ERROR, where="w", message="m", quote="these words")
    result = checked(a_determination(), (finding,))
    assert (result.shown[0].words, result.shown[0].underline) == ("these words", "^" * 11)
    assert "mend" not in as_text([result])
    assert as_json([result])["files"][0]["findings"][0]["why"] == ""


def test_the_json_holds_what_the_text_shows_and_the_sources(results: list[Checked]) -> None:
    report = json.loads(json.dumps(as_json(results, [Unread(name="b", message="m")])))
    assert report["counts"] == {"error": 0, "warning": 2, "note": 1}
    assert report["unread"] == [{"name": "b", "message": "m"}]
    found = {finding["code"]: finding for finding in report["files"][0]["findings"]}
    assert found["D306"]["span"] == {"start": 16, "end": 32}
    assert found["D302"]["span"] is None
    assert found["D302"]["sources"]
    assert report["files"][1]["findings"] == []


def test_the_sarif_log_has_the_properties_that_the_standard_requires(results: list[Checked]) -> None:
    log = json.loads(json.dumps(as_sarif(results, [Unread(name="b c", message="m")])))
    jsonschema.validate(log, SARIF)
    run: dict[str, Any] = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["artifacts"][0]["location"]["uri"] == "a%20folder/letter%201.txt"
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["level"] == "error"


def test_a_region_of_the_sarif_log_covers_the_words(results: list[Checked]) -> None:
    found = {result["ruleId"]: result for result in as_sarif(results)["runs"][0]["results"]}
    region = found["D307"]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"]) == (3, 3)
    assert SUMMARY.splitlines()[2][region["startColumn"] - 1 : region["endColumn"] - 1] == "difficult to read"
    assert SUMMARY[region["charOffset"] :][: region["charLength"]] == "difficult to read"


def test_a_pdf_has_pages_and_no_lines_in_the_sarif_log() -> None:
    log = as_sarif([one(read("application/pdf"))])
    found = {result["ruleId"]: result for result in log["runs"][0]["results"]}
    assert "region" not in found["D306"]["locations"][0]["physicalLocation"]
    assert found["D306"]["properties"] == {"page": 1}


def test_a_code_that_is_not_listed_has_no_rule() -> None:
    finding = Finding(code="D999", name="x", severity=Severity.ERROR, where="w", message="m")
    assert as_sarif([checked(a_determination(), (finding,))])["runs"][0]["results"][0]["ruleIndex"] == -1


def test_the_totals_count_each_severity(results: list[Checked]) -> None:
    assert totals(results) == {Severity.WARNING: 2, Severity.NOTE: 1}


def test_the_listing_has_a_line_for_each_check() -> None:
    assert "D302  documents-not-listed" in listing()
    assert listing(()) == ""
