"""``openimr sample``: invents input with its true values, for tests, demonstration and measuring."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import msgspec
import typer

from openimr.cli import sample_casefiles, sample_cases, sample_reviewers
from openimr.cli.messages import Meter, meter, say
from openimr.determinations.model import Layout
from openimr.determinations.opening.containers import TRUTH_FOLDER, TRUTH_NOTE
from openimr.errors import Conflict, UnusableArguments
from openimr.samples import Sample, sample_determinations
from openimr.samples.forms import Form, formed

__all__ = ["register"]

_LAYOUTS = {layout.lower(): layout for layout in Layout if layout is not Layout.UNKNOWN}


class _What(StrEnum):
    """What a folder of samples holds; more kinds of samples come with their rooms."""

    DETERMINATIONS = "determinations"


class _Run(msgspec.Struct, frozen=True):
    """What a folder of samples was made from; the same run may write over its own files."""

    what: _What
    seed: int
    layouts: tuple[Layout, ...]
    plant: tuple[str, ...]
    form: Form


def register(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    group = typer.Typer(
        help="Invent input with its true values, and with errors where they are wanted.", no_args_is_help=True
    )
    group.command(
        "determinations",
        epilog="Examples: openimr sample determinations --count 100 -o letters · "
        "openimr sample determinations --layout L4a,L4b --plant D101 --seed 7 | head -1",
    )(_determinations)
    sample_reviewers.register(group)
    sample_cases.register(group)
    sample_casefiles.register(group)
    app.add_typer(group, name="sample")


def _determinations(
    *,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many letters.")] = 10,
    seed: Annotated[int, typer.Option("--seed", "-s", help="The same seed gives the same letters.")] = 1,
    layout: Annotated[
        list[str] | None,
        typer.Option(
            "--layout", "-l", help="Layouts with commas between them: L1,L2,L3,L4a,L4b,L5,openimr.", show_default="all"
        ),
    ] = None,
    plant: Annotated[
        list[str] | None,
        typer.Option(
            "--plant", help="Codes of checks with commas between them; each letter gets all that it can have."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A folder for letters and their true values; else JSON Lines.")
    ] = None,
    form: Annotated[Form, typer.Option("--form", "-f", help="The form of the letters in the folder.")] = Form.TXT,
) -> None:
    """Invent Final Determinations with their true values, and with errors planted on request.

    Letter number i of a seed is the same whatever the count. Into a folder it writes sample-000001.txt and
    truth/sample-000001.json for each letter; without one, a line of JSON {text, truth, planted} for each. All people
    are invented, and every letter says so in its first line.
    """
    run = _Run(_What.DETERMINATIONS, seed, _layouts(layout), _codes(plant), form)
    if output is None and form is not Form.TXT:
        raise UnusableArguments(f"Letters as {form} need a folder.", where="--form", remedy="Give -o FOLDER with it.")
    samples = sample_determinations(count=count, seed=seed, layouts=run.layouts, plant=run.plant)
    with meter("inventing") as show:
        if output is None:
            _to_stream(samples, sys.stdout.buffer, show)
        else:
            _to_folder(samples, output, run, show)
            say(f"{count} {'letter is' if count == 1 else 'letters are'} in {output}.")


def _parts(values: list[str] | None) -> list[str]:
    """The values of an option that may be repeated and may hold commas."""
    return [part.strip() for value in values or () for part in value.split(",") if part.strip()]


def _layouts(values: list[str] | None) -> tuple[Layout, ...]:
    named = _parts(values)
    unknown = [name for name in named if name.lower() not in _LAYOUTS]
    if unknown:
        raise UnusableArguments(
            f"There is no layout {', '.join(unknown)}.",
            where="--layout",
            remedy=f"Choose among {', '.join(_LAYOUTS.values())}.",
        )
    return tuple(_LAYOUTS[name.lower()] for name in named)


def _codes(values: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.upper() for code in _parts(values)))


def _to_stream(samples: Iterator[Sample], file: IO[bytes], show: Meter) -> None:
    encoder = msgspec.json.Encoder()
    for sample in samples:
        file.write(encoder.encode({"text": sample.text, "truth": sample.truth, "planted": sample.planted}) + b"\n")
        show(sample.number)


def _to_folder(samples: Iterator[Sample], folder: Path, run: _Run, show: Meter) -> None:
    _take(folder, run)
    for sample in samples:
        name = f"sample-{sample.number:06d}"
        truth = msgspec.json.format(msgspec.json.encode({"truth": sample.truth, "planted": sample.planted}), indent=2)
        (folder / TRUTH_FOLDER / f"{name}.json").write_bytes(truth + b"\n")
        (folder / f"{name}.{run.form}").write_bytes(formed(sample, run.form))
        show(sample.number)


def _take(folder: Path, run: _Run) -> None:
    """Make the folder ours: it is new, has no samples in it, or holds those of the same run."""
    if folder.exists() and not folder.is_dir():
        raise UnusableArguments("It is a file.", where=str(folder), remedy="Give the name of a folder.")
    note = folder / TRUTH_FOLDER / TRUTH_NOTE
    wanted = msgspec.json.encode(run)
    if note.exists():
        if note.read_bytes() != wanted:
            raise Conflict(
                "It holds the samples of another run.",
                where=str(folder),
                remedy="Give another folder, or empty it first.",
            )
    elif folder.exists() and next(folder.glob("sample-*"), None) is not None:
        raise Conflict(
            "It holds files that are called like samples, and nothing says which run they are of.",
            where=str(folder),
            remedy="Give another folder.",
        )
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_bytes(wanted)
