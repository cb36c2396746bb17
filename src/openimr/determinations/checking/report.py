"""Tells what checks found: as text for people, as JSON, and as SARIF 2.1.0 for code-scanning tools.

Every rendering is a pure function of what was checked.
Source: SARIF version 2.1.0, OASIS standard (2020); the properties that a log must hold are tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote as percent_encoded

from openimr import __version__
from openimr.citations import Span, Value
from openimr.determinations.checking.framework import Check, Finding, Severity
from openimr.determinations.checking.registry import CHECKS
from openimr.determinations.model import Determination
from openimr.determinations.reading.flow import tidy

__all__ = ["Checked", "Unread", "as_json", "as_sarif", "as_text", "excerpt", "listing", "totals"]

_WIDTH = 96
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_CHECKS = {check.code: check for check in CHECKS}


class Checked(Value, frozen=True):
    """One determination that was checked: the name of its file, what it says, and what was found."""

    name: str
    determination: Determination
    findings: tuple[Finding, ...]


class Unread(Value, frozen=True):
    """One file that could not be read, and the message that says why and what to do."""

    name: str
    message: str


def totals(checked: Sequence[Checked]) -> dict[Severity, int]:
    """How many findings of each severity there are, zero included."""
    counted = Counter(finding.severity for one in checked for finding in one.findings)
    return {severity: counted[severity] for severity in Severity}


# ------------------------------------------------------------------------------------------------------------- text


def as_text(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> str:
    """The report for a terminal: each file with its findings, the words underlined, and a line of counts."""
    blocks = [_file(one) for one in checked if one.findings]
    blocks.extend(f"{one.name}\n  not read: {one.message}\n" for one in unread)
    blocks.append(_summary(checked, unread))
    return "\n".join(blocks)


def _file(one: Checked) -> str:
    number = f"  (case {one.determination.case_number})" if one.determination.case_number else ""
    return f"{one.name}{number}\n" + "\n".join(_lines(one)) + "\n"


def _lines(one: Checked) -> Iterator[str]:
    for finding in one.findings:
        place = ", ".join(_place(finding))
        yield f"  {finding.severity} {finding.code} {finding.name}  {place}"
        yield f"    {finding.message}"
        if finding.quote:
            words, underline = excerpt(one.determination, finding)
            yield f"      | {words}"
            yield f"      | {underline}"
        check = _CHECKS.get(finding.code)
        if check is not None:
            yield f"    mend: {check.mend}"


def _place(finding: Finding) -> Iterator[str]:
    if finding.page is not None:
        yield f"page {finding.page}"
    if finding.line is not None:
        yield f"line {finding.line}"
    yield finding.where


def _summary(checked: Sequence[Checked], unread: Sequence[Unread]) -> str:
    counts = totals(checked)
    found = ", ".join(_count(number, str(severity)) for severity, number in counts.items() if number)
    text = f"{_count(len(checked), 'determination')} checked: {found or 'nothing found'}."
    if unread:
        text += f" {_count(len(unread), 'file')} not read."
    if found:
        text += " openimr check --explain CODE says why a check matters and where the duty stands."
    return text + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def excerpt(determination: Determination, finding: Finding) -> tuple[str, str]:
    """The quoted words with what stands around them on one line, and a line that underlines them.

    White space is folded; what does not fit is marked by an ellipsis.
    """
    before, words, after = _surroundings(determination, finding)
    if len(words) > _WIDTH - 8:
        words = words[: _WIDTH - 9].rstrip() + "…"
    room = max((_WIDTH - len(words)) // 2, 4)
    before = before if len(before) <= room else "…" + before[len(before) - room + 1 :]
    after = after if len(after) <= room else after[: room - 1] + "…"
    return before + words + after, " " * len(before) + "^" * len(words)


def _surroundings(determination: Determination, finding: Finding) -> tuple[str, str, str]:
    """What stands before, in and after the finding's words, in the original or else in the words alone."""
    span, source = finding.span, determination.source
    if span is None or source is None:
        return "", tidy(finding.quote), ""
    text = source.text
    before = text[max(span.start - 2 * _WIDTH, 0) : span.start]
    after = text[span.end : span.end + 2 * _WIDTH]
    blank = " " if before[-1:].isspace() else ""
    gap = " " if after[:1].isspace() else ""
    return tidy(before) + blank, tidy(span.quote(text)), gap + tidy(after)


def listing(checks: Sequence[Check] = CHECKS) -> str:
    """One line for each check: code, name, severity, and what it finds."""
    width = max((len(check.name) for check in checks), default=0)
    return "".join(f"{check.code}  {check.name:<{width}}  {check.severity:<7}  {check.what}\n" for check in checks)


# ------------------------------------------------------------------------------------------------------------- JSON


def as_json(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The report as plain data: each file with its findings, why each matters, how to mend it, and the counts."""
    return {
        "tool": "openimr",
        "version": __version__,
        "counts": {str(severity): number for severity, number in totals(checked).items()},
        "files": [
            {
                "name": one.name,
                "case_number": one.determination.case_number,
                "layout": str(one.determination.layout),
                "findings": [_finding(finding) for finding in one.findings],
            }
            for one in checked
        ],
        "unread": [{"name": one.name, "message": one.message} for one in unread],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    check = _CHECKS.get(finding.code)
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "where": finding.where,
        "line": finding.line,
        "page": finding.page,
        "span": {"start": finding.span.start, "end": finding.span.end} if finding.span else None,
        "quote": finding.quote,
        "message": finding.message,
        "why": check.why if check else "",
        "mend": check.mend if check else "",
        "sources": [source.sentence() for source in check.sources] if check else [],
    }


# ------------------------------------------------------------------------------------------------------------ SARIF


def as_sarif(checked: Sequence[Checked], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The report as a SARIF 2.1.0 log with one run; files that could not be read are notifications of the run."""
    places = {code: number for number, code in enumerate(_CHECKS)}
    return {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "OpenIMR", "version": __version__, "rules": [_rule(check) for check in CHECKS]}
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [_artifact(one) for one in checked],
                "invocations": [
                    {
                        "executionSuccessful": not unread,
                        "toolExecutionNotifications": [_notification(one) for one in unread],
                    }
                ],
                "results": [
                    _result(one, number, finding, places.get(finding.code, -1))
                    for number, one in enumerate(checked)
                    for finding in one.findings
                ],
            }
        ],
    }


def _rule(check: Check) -> dict[str, Any]:
    sources = "; ".join(source.sentence() for source in check.sources)
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.what},
        "fullDescription": {"text": check.why},
        "help": {"text": f"{check.mend} Sources: {sources}."},
        "defaultConfiguration": {"level": str(check.severity)},
    }


def _uri(name: str) -> str:
    return percent_encoded(name.replace("\\", "/"), safe="/!-._~")


def _artifact(one: Checked) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": _uri(one.name)}}
    if one.determination.source is not None:
        artifact["mimeType"] = one.determination.source.media_type
        artifact["hashes"] = {"sha-256": one.determination.source.sha256}
    return artifact


def _notification(one: Unread) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": one.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(one.name)}}}],
    }


def _result(one: Checked, number: int, finding: Finding, rule_index: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.name), "index": number}}
    source = one.determination.source
    # Lines and offsets count in the text that was read; in a PDF or HTML file they would point at the wrong place.
    if finding.span is not None and source is not None and source.media_type == "text/plain":
        physical["region"] = _region(source.text, finding.span)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": str(finding.severity),
        "message": {"text": finding.message},
        "locations": [
            {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": finding.where, "kind": "member"}]}
        ],
    }
    if finding.page is not None:
        result["properties"] = {"page": finding.page}
    return result


def _region(text: str, span: Span) -> dict[str, Any]:
    start_line, start_column = _line_and_column(text, span.start)
    end_line, end_column = _line_and_column(text, span.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _line_and_column(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
