"""``openimr guideline sequence`` and ``evidence``: checks the worksheets of a search and of conflicting evidence."""

from __future__ import annotations

import json
import sys
import textwrap
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from openimr.cli.texts import day_of, text_given
from openimr.errors import UnusableArguments
from openimr.guidelines.evidence import Comparison, ComparisonOutcome, compare
from openimr.guidelines.sequence import Verdict
from openimr.guidelines.worksheet_files import empty_worksheet, read_conflict, read_worksheet

__all__ = ["register"]

_FINDINGS = 1
_WIDTH = 100
_INDENT = "    "
_LARGEST = 1_000_000  # bytes; a worksheet that a person wrote is far smaller
_DECIDED = frozenset((ComparisonOutcome.SUPPORTED, ComparisonOutcome.OPPOSED, ComparisonOutcome.NO_CONFLICT))


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


def register(group: typer.Typer) -> None:
    """Add both commands to the group ``openimr guideline``."""
    group.command(
        "sequence",
        epilog="Examples: openimr guideline sequence --new --on 2016-05-02 > worksheet.yaml · "
        "openimr guideline sequence worksheet.yaml",
    )(_sequence)
    group.command("evidence", epilog="Example: openimr guideline evidence studies.yaml --format json")(_evidence)


def _sequence(
    file: Annotated[
        str | None, typer.Argument(help="A worksheet as YAML; - for standard input.", show_default=False)
    ] = None,
    *,
    is_new: Annotated[bool, typer.Option("--new", help="Print an empty worksheet to fill in.")] = False,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day of the decision, whose rules the new worksheet asks.")
    ] = "",
    wording: Annotated[
        str, typer.Option("--request", metavar="WORDING", help="The disputed treatment, for the new worksheet.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", "-f", help="How the verdict is written.")] = Format.TEXT,
) -> None:
    """Check the worksheet of a search for guidelines: complete or not complete, with all reasons.

    The exit code is 1 where the search is not complete.
    """
    if is_new:
        if file is not None or not on:
            raise UnusableArguments("A new worksheet needs a day and no file.", remedy="Give --new --on 2016-05-02.")
        typer.echo(empty_worksheet(day_of(on, where="--on"), wording=wording), nl=False)
        return
    if file is None or on or wording:
        raise UnusableArguments(
            "There is nothing to check." if file is None else "The worksheet itself says its day and treatment.",
            remedy="Give the worksheet alone, or --new --on DATE for an empty one.",
        )
    verdict = read_worksheet(text_given(file, largest=_LARGEST), where=file).check()
    if form is Format.TEXT:
        typer.echo(_wrapped(verdict.told()), nl=False)
    else:
        _print_json(_verdict_as_json(verdict))
    if not verdict.is_complete:
        raise typer.Exit(_FINDINGS)


def _evidence(
    file: Annotated[str, typer.Argument(help="Recommendations and their studies as YAML; - for standard input.")],
    *,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the comparison is written.")] = Format.TEXT,
) -> None:
    """Compare conflicting recommendations by the studies that they rest on.

    The exit code is 1 where the evidence does not decide: a tie, an unknown level, or no study that applies.
    """
    comparison = compare(read_conflict(text_given(file, largest=_LARGEST), where=file))
    if form is Format.TEXT:
        typer.echo(_wrapped(comparison.told()), nl=False)
    else:
        _print_json(_comparison_as_json(comparison))
    if comparison.outcome not in _DECIDED:
        raise typer.Exit(_FINDINGS)


def _wrapped(told: str) -> str:
    """The same lines, each broken at the width of a screen."""
    return "".join(f"{textwrap.fill(line, _WIDTH, subsequent_indent=_INDENT)}\n" for line in told.splitlines())


def _verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    return {"complete": verdict.is_complete, **msgspec.to_builtins(verdict)}


def _comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    beside = {"verification": comparison.verification, "to_be_confirmed": comparison.is_to_be_confirmed}
    return {**msgspec.to_builtins(comparison), **beside}


def _print_json(content: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
