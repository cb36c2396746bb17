"""``openimr match``: which reviewers may be assigned to a case, in what order, and why not the others."""

from __future__ import annotations

import datetime as dt
import sys
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from openimr.cases.files import CASE_FILE, is_filing, read_filing
from openimr.cli.texts import day_of, text_of
from openimr.errors import UnusableArguments
from openimr.reviewers.conflicts.screening import Hit
from openimr.reviewers.files import read_case, read_registry
from openimr.reviewers.match_case import MatchCase
from openimr.reviewers.matching import Candidate, Matching, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.reasons import Effect, Reason
from openimr.reviews.matching_case import matching_case

__all__ = ["register"]

_NOBODY = 1
_SHOWN = 20
_WIDTH = 110
_MARKS = {Effect.FOR: "+", Effect.AGAINST: "-", Effect.BARS: "x", Effect.HOLDS: "?", Effect.NOTE: "·"}


class Format(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("match", epilog="Example: openimr match --case case.yaml --reviewers reviewers.yaml --on 2026-03-02")(
        _match
    )


def _match(
    *,
    case: Annotated[
        Path, typer.Option("--case", help="The case: parties, disputed treatments, earlier reviewers; or a folder.")
    ],
    reviewers: Annotated[Path, typer.Option("--reviewers", help="The registry of reviewers, as YAML or JSON.")],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day of assignment, where it is not that of the case.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")] = Format.TEXT,
    is_whole: Annotated[bool, typer.Option("--all", help="Show everyone, not the first twenty of each kind.")] = False,
) -> None:
    """Match reviewers to a case: who may be assigned, in order, and who may not, with all reasons and evidence.

    Reviewers are shown by their registry numbers, never by their own names. What only may be a conflict waits for a
    person. The exit code is 1 where nobody may be assigned.
    """
    wanted = _case(case, day_of(on, where="--on") if on else None)
    registry = read_registry(text_of(reviewers), where=str(reviewers))
    matching = match(wanted, Panel(registry, on=wanted.on))
    most = None if is_whole else _SHOWN
    if form is Format.JSON:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(_plain(matching, most)), indent=2).decode() + "\n")
    else:
        typer.echo("\n".join(_lines(matching, most)))
    if not matching.eligible:
        raise typer.Exit(_NOBODY)


def _case(path: Path, on: dt.date | None) -> MatchCase:
    """The part of a case that matching needs: as such a file holds it, or made of a whole case."""
    if path.is_dir():
        path /= CASE_FILE
    text = text_of(path)
    if not is_filing(text):
        return read_case(text, where=str(path), on=on)
    if on is None:
        raise UnusableArguments(
            "The day of assignment is missing.",
            where="--on",
            why=f"{path} is a whole case, which does not say on which day it is assigned.",
            remedy="Give it, such as --on 2026-03-02.",
        )
    return matching_case(read_filing(text, where=str(path)), on=on)


def _shown(matching: Matching, most: int | None) -> tuple[list[Candidate], list[Candidate]]:
    eligible = [matching.candidate(number) for number in matching.eligible[:most]]
    others: list[Candidate] = []
    for candidate in matching.others():
        if most is not None and len(others) == most:
            break
        others.append(candidate)
    return eligible, others


def _plain(matching: Matching, most: int | None) -> dict[str, Any]:
    """The result as JSON holds it; each reason with the sentence that tells its citation."""
    eligible, others = _shown(matching, most)
    return {
        "case": matching.case.number,
        "on": matching.case.on,
        "eligible_count": len(matching.eligible),
        "others_count": len(matching.panel.reviewers) - len(matching.eligible),
        "organization": matching.organization,
        "not_screened": list(_not_screened(matching)),
        "not_in_registry": list(matching.unknown()),
        "eligible": [_plain_candidate(candidate) for candidate in eligible],
        "others": [_plain_candidate(candidate) for candidate in others],
        "statute_and_letter": matching.sides(),
    }


def _plain_candidate(candidate: Candidate) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(candidate)
    built["reasons"] = [
        {**msgspec.to_builtins(reason), "citation_sentence": reason.citation.sentence()} for reason in candidate.reasons
    ]
    return built


def _lines(matching: Matching, most: int | None) -> Iterator[str]:
    case = matching.case
    eligible, others = _shown(matching, most)
    count = len(matching.panel.reviewers)
    yield f"Case {case.number} on {case.on}: {len(matching.eligible)} of {count} reviewers may be assigned."
    for hit in matching.organization:
        yield from _wrapped(f"The review organization: {_told_hit(hit)}", 2)
    for told in matching.unknown():
        yield from _wrapped(told, 2)
    if not matching.eligible:
        yield from _told_hindrances(matching)
    if eligible:
        yield "\n rank  reviewer      points  reasons"
        for candidate in eligible:
            yield f"{candidate.rank:>5}  {candidate.reviewer:<12}  {candidate.points:>6}  {_counted(candidate)}"
            yield from _told_reasons(candidate)
    if others:
        yield "\n       reviewer      may not be assigned"
        for candidate in others:
            yield f"       {candidate.reviewer:<12}  {candidate.standing}"
            yield from _told_reasons(candidate)
    left_out = count - len(eligible) - len(others)
    if left_out:
        yield f"\n{left_out} more are not shown; --all shows them."
    yield "\nStatute and letter, side by side (Labor Code 139.5(d)(5); the letters name four parties):"
    for side in matching.sides():
        named = ", ".join(side.parties) or "no party on file"
        letter = f"“{side.letter}”, covers: {side.covers}" if side.letter else "not in the letters"
        yield from _wrapped(f"{side.criterion}  {side.entity}: {named} [{letter}; {side.hits} found]", 2)
    yield "\n+ for   - against   x bars   ? waits for a person   · told only"


def _told_hindrances(matching: Matching) -> Iterator[str]:
    """Why nobody may be assigned, by the number of reviewers, and what would mend it."""
    yield "\n       Why nobody may be assigned, and of how many this is true:"
    for reason, count in matching.hindrances():
        mark = _MARKS[reason.effect]
        # What one reviewer's record says is told below; here stands what all of them have in common.
        yield from _wrapped(f"{mark} {count:>5}  {reason.code} [{reason.criterion}]{_remedy(reason)}", 8)


def _not_screened(matching: Matching) -> Iterator[str]:
    """The kinds of parties of the statute of which the case names none."""
    return (f"{side.criterion}: {side.entity}" for side in matching.sides() if side.is_statute and not side.parties)


def _counted(candidate: Candidate) -> str:
    effects = [reason.effect for reason in candidate.reasons]
    return f"{effects.count(Effect.FOR)} for, {effects.count(Effect.AGAINST)} against"


def _told_reasons(candidate: Candidate) -> Iterator[str]:
    for reason in candidate.reasons:
        points = f"{reason.points:+d}  " if reason.points else ""
        yield from _wrapped(f"{_MARKS[reason.effect]} {points}{reason.sentence()}{_remedy(reason)}", 8)
        for evidence in reason.evidence:
            yield from _wrapped(f"evidence: {evidence}", 12)


def _remedy(reason: Reason) -> str:
    return f" {reason.remedy}" if reason.remedy else ""


def _told_hit(hit: Hit) -> str:
    return f"{hit.says} [{hit.criterion}: {hit.citation.sentence()}]"


def _wrapped(line: str, indent: int) -> list[str]:
    return textwrap.wrap(line, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
