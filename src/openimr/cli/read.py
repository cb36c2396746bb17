"""``openimr read``: reads determinations and writes what they say."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated

import typer

from openimr.cli.formats import Format, Made, maker, sink
from openimr.cli.messages import Meter, meter, say
from openimr.cli.output import naming, refuse_to_overwrite, whole_file
from openimr.determinations.bulk import read_batches
from openimr.determinations.opening import Unopened
from openimr.determinations.resuming import ResumableOutput, journal_path
from openimr.errors import UnusableArguments

__all__ = ["register"]

_UNUSABLE = 2
_SUFFIXES = {".json": Format.JSON, ".jsonl": Format.JSONL, ".csv": Format.CSV, ".parquet": Format.PARQUET}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "read",
        epilog="Examples: openimr read letter.pdf · openimr read letters/ more.zip -o letters.jsonl · "
        "cat letter.txt | openimr read - --format json",
    )(_read)


def _read(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, zip archives; - for standard input.", show_default=False)
    ],
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="A table on a terminal, else JSON.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; its suffix names the format.")
    ] = None,
    processes: Annotated[
        int, typer.Option("--processes", "-p", min=1, help="How many processes read at a time.", show_default="cores")
    ] = os.cpu_count() or 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped; needs -o FILE.jsonl.")
    ] = False,
) -> None:
    """Read Final Determinations, and write what they say.

    Reads text, PDF, HTML, DOCX and our own JSON, in files, folders and zip archives; what a file is, its content says.
    CSV and Parquet have one row for each disputed treatment. A file that cannot be used is reported on standard error,
    the others are read still, and the exit code is 2.
    """
    if output is not None:
        refuse_to_overwrite(output, paths)
        # A journal belongs beside the file itself, not beside a link to it.
        output = output.resolve() if output.is_symlink() else output
    chosen = _chosen(form, output)
    if resume and (output is None or chosen is not Format.JSONL):
        raise UnusableArguments(
            "Only JSON Lines in a file can be resumed.", where="--resume", remedy="Give -o FILE.jsonl with it."
        )
    run = _Run(paths, chosen, processes)
    with meter("reading") as show:
        run.show = show
        if output is None:
            run.to_stream(sys.stdout.buffer)
        elif chosen is Format.JSONL:
            _go_on_later(run, output, resume=resume)
        else:
            run.to_file(output)
    if run.is_unusable:
        raise typer.Exit(_UNUSABLE)


def _go_on_later(run: _Run, output: Path, *, resume: bool) -> None:
    """Write JSON Lines, and say how to go on where somebody or the disk stops the run."""
    try:
        with naming(output):
            run.to_lines(output, resume=resume)
    except (KeyboardInterrupt, OSError):
        if journal_path(output).exists():
            say(f"{output}: What was read so far is kept. Give the same command with --resume to go on.")
        raise


def _chosen(form: Format | None, output: Path | None) -> Format:
    """The format that was asked for, else that of the output's suffix, else what suits who is at the other end."""
    if form is not None:
        return form
    if output is None:
        return Format.TABLE if sys.stdout.isatty() else Format.JSON
    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnusableArguments(
            f"The suffix {suffix!r} names no format." if suffix else "It has no suffix that names a format.",
            where=str(output),
            remedy=f"End its name in one of {', '.join(_SUFFIXES)}, or give --format.",
        )
    return _SUFFIXES[suffix]


def _nobody(count: int) -> None:
    """Show nothing."""
    del count


@dataclass(slots=True)
class _Run:
    """One run of the command: what it reads, and what there was to complain about."""

    paths: list[str]
    form: Format
    processes: int
    show: Meter | Callable[[int], None] = _nobody
    is_unusable: bool = False
    count: int = field(default=0)

    def to_stream(self, file: IO[bytes]) -> None:
        """Write to a stream as results come."""
        results = sink(self.form, file, is_single=self._is_single())
        for made in self._results():
            results.add(made)
        results.close()
        file.flush()

    def to_file(self, output: Path) -> None:
        """Write a whole file, or leave what was there."""
        with whole_file(output) as file:
            results = sink(self.form, file, is_single=self._is_single())
            for made in self._results(leaving_out=output):
                results.add(made)
            results.close()

    def to_lines(self, output: Path, *, resume: bool) -> None:
        """Append to JSON Lines as results come, so that the run can be resumed."""
        with ResumableOutput(output, resume=resume) as lines:
            if lines.is_complete:
                say(f"{output}: It is complete, there is nothing to resume.")
                return
            for refusal in lines.refusals():
                self._refuse(refusal)
            self.is_unusable = self.is_unusable or lines.incomplete > 0
            lines.finished.update(_names(self.paths, output))
            for batch in read_batches(
                self.paths, maker(self.form), processes=self.processes, finished=lines.finished, stdin=sys.stdin.buffer
            ):
                made = [result for result in batch.results if isinstance(result, Made)]
                refused = tuple(result for result in batch.results if isinstance(result, Unopened))
                lines.append(
                    [it.json for it in made],
                    keys=batch.keys,
                    refusals=refused,
                    incomplete=sum(it.is_unusable for it in made),
                )
                for result in batch.results:
                    self._note(result)

    def _results(self, leaving_out: Path | None = None) -> Iterator[Made]:
        left_out = _names(self.paths, leaving_out) if leaving_out else frozenset()
        for batch in read_batches(
            self.paths, maker(self.form), processes=self.processes, finished=left_out, stdin=sys.stdin.buffer
        ):
            for result in batch.results:
                self._note(result)
                if isinstance(result, Made):
                    yield result

    def _note(self, result: Made | Unopened) -> None:
        self.count += 1
        self.show(self.count)
        if isinstance(result, Unopened):
            self._refuse(result)
            return
        for complaint in result.complaints:
            say(complaint)
        self.is_unusable = self.is_unusable or result.is_unusable

    def _refuse(self, refusal: Unopened) -> None:
        say(refusal.explain())
        self.is_unusable = True

    def _is_single(self) -> bool:
        """Whether one file was given, so that one determination is what is expected."""
        return len(self.paths) == 1 and not Path(self.paths[0]).is_dir() and not _holds_several(self.paths[0])


def _holds_several(path: str) -> bool:
    """Whether a file holds several by its kind; archives do even with one member."""
    return Path(path).suffix.lower() in {".zip", ".jsonl"}


def _names(paths: list[str], output: Path) -> frozenset[str]:
    """How the output and its journal would be called if they lay in one of the folders that are read."""
    names = set()
    for path in paths:
        folder = Path(path)
        if folder.is_dir():
            for own in (output, journal_path(output)):
                absolute = own.resolve()
                if absolute.is_relative_to(folder.resolve()):
                    below = absolute.relative_to(folder.resolve())
                    names.add(f"{path if path.endswith(os.sep) else path + os.sep}{below}")
    return frozenset(names)
