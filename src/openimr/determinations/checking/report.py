"""Tells what checks found: as text for people, as JSON, and as SARIF 2.1.0 for code-scanning tools.

Every rendering is a pure function of what was checked. What was checked keeps of the original only what is shown, so
that a run over many files stays small.
Source: SARIF version 2.1.0, OASIS standard (2020); the properties that a log must hold are tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote as percent_encoded

from openimr.citations import Span, Value
from openimr.determinations.checking.framework import Check, Finding, Severity
from openimr.determinations.checking.registry import CHECKS
from openimr.determinations.model import Determination
from openimr.determinations.reading.flow import tidy
from openimr.version import VERSION

__all__ = [
    "Checked",
    "Region",
    "Shown",
    "Unread",
    "as_json",
    "as_sarif",
    "as_text",
    "block",
    "checked",
    "listing",
    "summary",
    "totals",
]

_WIDTH = 96
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_CHECKS = {check.code: check for check in CHECKS}
# Codes that could steer a terminal are shown, not obeyed.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}
_ONE_FOR_ONE = dict.fromkeys(_CONTROLS, "?")  # the underline must stay below its words


class Region(Value, frozen=True):
    """Where words stand in a text: lines and columns from 1, and the span in characters."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int
    span: Span


class Shown(Value, frozen=True):
    """A finding with what is shown of its place: the words with those around them, where in them it is, its region."""

    finding: Finding
    words: str
    underline: str
    region: Region | None


class Checked(Value, frozen=True):
    """One determination that was checked, by the name of its file, and what was found in it."""

    name: str
    case_number: str | None
    layout: str
    media_type: str
    sha256: str
    shown: tuple[Shown, ...]


class Unread(Value, frozen=True):
    """One file that could not be read, and the message that says why and what to do."""

    name: str
    message: str


def checked(determination: Determination, findings: Iterable[Finding]) -> Checked:
    """What a report needs of a determination and of what was found in it."""
    source = determination.source
    return Checked(
        name=source.name if source else "",
        case_number=determination.case_number,
        layout=str(determination.layout),
        media_type=source.media_type if source else "",
        sha256=source.sha256 if source else "",
        shown=tuple(_shown(determination, finding) for finding in findings),
    )


def _shown(determination: Determination, finding: Finding) -> Shown:
    words, underline = _excerpt(determination, finding) if finding.quote else ("", "")
    region = None
    source = determination.source
    # Lines and offsets count in the text that was read; in a PDF or HTML file they would point at the wrong place.
    if finding.span is not None and source is not None and source.media_type == "text/plain":
        region = _region(source.text, finding.span)
    return Shown(finding=finding, words=words, underline=underline, region=region)


def _excerpt(determination: Determination, finding: Finding) -> tuple[str, str]:
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


def _region(text: str, span: Span) -> Region:
    start_line, start_column = _line_and_column(text, span.start)
    end_line, end_column = _line_and_column(text, span.end)
    return Region(start_line=start_line, start_column=start_column, end_line=end_line, end_column=end_column, span=span)


def _line_and_column(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def totals(results: Iterable[Checked]) -> Counter[Severity]:
    """How many findings of each severity there are."""
    return Counter(shown.finding.severity for one in results for shown in one.shown)


# ------------------------------------------------------------------------------------------------------------- text


def as_text(results: Sequence[Checked], unread: Sequence[Unread] = ()) -> str:
    """The report for a terminal: each file with its findings, the words underlined, and a line of counts."""
    blocks = [block(one) for one in results if one.shown]
    blocks.extend(f"{one.name}\n  not read: {one.message}\n".translate(_CONTROLS) for one in unread)
    blocks.append(summary(totals(results), determinations=len(results), unread=len(unread)))
    return "\n".join(blocks)


def block(one: Checked) -> str:
    """The findings in one determination below the name of its file."""
    number = f"  (case {one.case_number})" if one.case_number else ""
    lines = (line for shown in one.shown for line in _lines(shown))
    return f"{one.name or 'text'}{number}\n".translate(_CONTROLS) + "".join(f"{line}\n" for line in lines)


def _lines(shown: Shown) -> Iterator[str]:
    finding = shown.finding
    yield f"  {finding.severity} {finding.code} {finding.name}  {', '.join(_place(finding))}"
    yield f"    {finding.message}".translate(_CONTROLS)
    if shown.words:
        yield f"      | {shown.words.translate(_ONE_FOR_ONE)}"
        yield f"      | {shown.underline}"
    if finding.code in _CHECKS:
        yield f"    mend: {_CHECKS[finding.code].mend}"


def _place(finding: Finding) -> Iterator[str]:
    if finding.page is not None:
        yield f"page {finding.page}"
    if finding.line is not None:
        yield f"line {finding.line}"
    yield finding.where


def summary(counts: Counter[Severity], *, determinations: int, unread: int = 0) -> str:
    """The last line of a report: how many were checked, and how much was found."""
    found = ", ".join(_count(counts[severity], str(severity)) for severity in Severity if counts[severity])
    text = f"{_count(determinations, 'determination')} checked: {found or 'nothing found'}."
    if unread:
        text += f" {_count(unread, 'file')} not read."
    if found:
        text += " openimr check --explain CODE says why a check matters and where the duty stands."
    return text + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def listing(checks: Sequence[Check] = CHECKS) -> str:
    """One line for each check: code, name, severity, and what it finds."""
    width = max((len(check.name) for check in checks), default=0)
    return "".join(f"{check.code}  {check.name:<{width}}  {check.severity:<7}  {check.what}\n" for check in checks)


# ------------------------------------------------------------------------------------------------------------- JSON


def as_json(results: Sequence[Checked], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The report as plain data: each file with its findings, why each matters, how to mend it, and the counts."""
    counts = totals(results)
    return {
        "tool": "openimr",
        "version": VERSION,
        "counts": {str(severity): counts[severity] for severity in Severity},
        "files": [
            {
                "name": one.name,
                "case_number": one.case_number,
                "layout": one.layout,
                "findings": [_finding(shown.finding) for shown in one.shown],
            }
            for one in results
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


def as_sarif(results: Sequence[Checked], unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """The report as a SARIF 2.1.0 log with one run; files that could not be read are notifications of the run."""
    rules = {code: number for number, code in enumerate(_CHECKS)}
    driver = {"name": "OpenIMR", "version": VERSION, "rules": [_rule(check) for check in CHECKS]}
    invocation = {
        "executionSuccessful": not unread,
        "toolExecutionNotifications": [_notification(one) for one in unread],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(one) for one in results],
        "invocations": [invocation],
        "results": [
            _result(one, number, shown, rules.get(shown.finding.code, -1))
            for number, one in enumerate(results)
            for shown in one.shown
        ],
    }
    return {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


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
    if one.media_type:
        artifact["mimeType"] = one.media_type
    if one.sha256:
        artifact["hashes"] = {"sha-256": one.sha256}
    return artifact


def _notification(one: Unread) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": one.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(one.name)}}}],
    }


def _result(one: Checked, number: int, shown: Shown, rule_index: int) -> dict[str, Any]:
    finding = shown.finding
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.name), "index": number}}
    if shown.region is not None:
        physical["region"] = _sarif_region(shown.region)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": str(finding.severity),
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": physical,
                "logicalLocations": [{"fullyQualifiedName": finding.where, "kind": "member"}],
            }
        ],
    }
    if finding.page is not None:
        result["properties"] = {"page": finding.page}
    return result


def _sarif_region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.start_line,
        "startColumn": region.start_column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": region.span.start,
        "charLength": region.span.end - region.span.start,
    }
