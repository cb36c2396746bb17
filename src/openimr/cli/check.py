"""``openimr check``: looks for what does not hold together in determinations, as a linter does in programs."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from openimr.cli.messages import Meter, meter, say
from openimr.determinations.bulk import read_batches
from openimr.determinations.checking import Severity, check, chosen, explain
from openimr.determinations.checking.report import (
    Checked,
    Unread,
    as_json,
    as_sarif,
    block,
    checked,
    listing,
    summary,
    totals,
)
from openimr.determinations.model import Determination, ProblemKind
from openimr.determinations.opening import Unopened
from openimr.errors import UnusableArguments

__all__ = ["register"]

_FINDINGS, _UNUSABLE = 1, 2
_NOT_READ = frozenset((ProblemKind.UNKNOWN_LAYOUT, ProblemKind.EMPTY))
_STYLES = (
    (r"(?m)^  error .*?(?=  )", "bold red"),
    (r"(?m)^  warning .*?(?=  )", "bold yellow"),
    (r"(?m)^  note .*?(?=  )", "bold cyan"),
    (r"(?m)^      \| +\^+$", "red"),
    (r"(?m)^    mend:", "green"),
    (r"(?m)^\S.*$", "bold"),
)


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "check",
        epilog="Examples: openimr check letter.pdf · openimr check letters/ --select D1,D203 --format sarif · "
        "openimr check --explain D101",
    )(_check)


def _check(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, zip archives; - for standard input.", show_default=False)
    ] = None,
    *,
    form: Annotated[Format, typer.Option("--format", "-f", help="How findings are written.")] = Format.TEXT,
    select: Annotated[
        str, typer.Option("--select", help="Only these checks: codes, beginnings of codes or names, by commas.")
    ] = "",
    ignore: Annotated[str, typer.Option("--ignore", help="All checks but these.")] = "",
    explained: Annotated[
        str, typer.Option("--explain", metavar="CODE", help="Say what a check finds, why, and how to mend it.")
    ] = "",
    is_listing: Annotated[bool, typer.Option("--list", help="List all checks.")] = False,
    processes: Annotated[
        int, typer.Option("--processes", "-p", min=1, help="How many processes read at a time.", show_default="cores")
    ] = os.cpu_count() or 1,
) -> None:
    """Check Final Determinations: what does not hold together, where, why it matters, how to mend it.

    The exit code is 1 where an error was found, 0 where there was nothing or only warnings and notes, and 2 where a
    file could not be used; the other files are checked still.
    """
    wanted, unwanted = _words(select), _words(ignore)
    checks = chosen(select=wanted, ignore=unwanted)
    if explained:
        typer.echo(explain(explained), nl=False)
        return
    if is_listing:
        typer.echo(listing(checks), nl=False)
        return
    if not paths:
        raise UnusableArguments("There is nothing to check.", remedy="Give files or folders, or - for standard input.")
    run = _Run(paths, processes, partial(_checked, wanted, unwanted))
    with meter("checking") as show:
        run.show = show
        _write(run, form)
    if run.is_unusable:
        raise typer.Exit(_UNUSABLE)
    if run.counts[Severity.ERROR]:
        raise typer.Exit(_FINDINGS)


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word for word in listed.replace(",", " ").split() if word)


def _checked(
    select: tuple[str, ...], ignore: tuple[str, ...], determination: Determination
) -> tuple[Checked | Unread, tuple[str, ...]]:
    """What was found in one determination, and what its reader has to say; runs where the reading runs."""
    name = determination.source.name if determination.source else ""
    said = tuple(f"{problem.message} {problem.remedy}".strip() for problem in determination.problems)
    if any(problem.kind in _NOT_READ for problem in determination.problems):
        return Unread(name=name, message=" ".join(said)), ()
    kinds = {problem.kind for problem in determination.problems}
    incomplete = said if ProblemKind.INCOMPLETE in kinds else ()
    return checked(determination, check(determination, select=select, ignore=ignore)), incomplete


def _nobody(count: int) -> None:
    """Show nothing."""
    del count


@dataclass(slots=True)
class _Run:
    """One run of the command: what it checks, and what came of it so far."""

    paths: list[str]
    processes: int
    work: Callable[[Determination], tuple[Checked | Unread, tuple[str, ...]]]
    show: Meter | Callable[[int], None] = _nobody
    counts: Counter[Severity] = field(default_factory=Counter)
    determinations: int = 0
    unread: list[Unread] = field(default_factory=list)
    is_unusable: bool = False

    def results(self) -> Iterator[Checked]:
        """Each determination that could be checked, in order; what could not is said at once."""
        for batch in read_batches(self.paths, self.work, processes=self.processes, stdin=sys.stdin.buffer):
            for result in batch.results:
                one, complaints = (
                    (Unread(name=result.where, message=result.explain()), ())
                    if isinstance(result, Unopened)
                    else result
                )
                for complaint in complaints:
                    self._complain(f"{one.name}: {complaint}")
                if isinstance(one, Unread):
                    self._complain(one.message if isinstance(result, Unopened) else f"{one.name}: {one.message}")
                    self.unread.append(one)
                    continue
                self.determinations += 1
                self.counts += totals((one,))
                self.show(self.determinations)
                yield one

    def _complain(self, words: str) -> None:
        say(words)
        self.is_unusable = True


def _write(run: _Run, form: Format) -> None:
    if form is Format.TEXT:
        console = Console(soft_wrap=True, highlight=False, emoji=False, markup=False)
        for one in run.results():
            if one.shown:
                console.print(_styled(block(one)))
        console.print(_styled(summary(run.counts, determinations=run.determinations, unread=len(run.unread))), end="")
        return
    results = list(run.results())
    report = as_json(results, run.unread) if form is Format.JSON else as_sarif(results, run.unread)
    sys.stdout.write(json.dumps(report, indent=2, ensure_ascii=False) + "\n")


def _styled(words: str) -> Text:
    text = Text(words)
    for pattern, style in _STYLES:
        text.highlight_regex(pattern, style)
    return text
