"""``openimr sample cases``: invents cases, sound or with planted defects, and the true answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cases.files import CASE_FILE, write_filing
from openimr.cli.messages import say
from openimr.cli.output import whole_file
from openimr.errors import UnusableArguments
from openimr.samples.filing_sample import FilingSample
from openimr.samples.filings import sample_filings
from openimr.samples.planted_defects import DEFECTS

__all__ = ["register"]


def register(group: typer.Typer) -> None:
    """Add the command to the group ``openimr sample``."""
    group.command("cases", epilog="Example: openimr sample cases --count 20 --seed 7 -o cases")(_cases)


def _cases(
    *,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many cases.")] = 10,
    seed: Annotated[int, typer.Option("--seed", "-s", help="The same seed gives the same cases.")] = 1,
    plant: Annotated[
        str, typer.Option("--plant", metavar="RULES", help="Rules of eligibility that all of them break: a,b.")
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A folder; else one JSON line each.")] = None,
) -> None:
    """Invent cases with their application, parties and utilization review decision, and where each treatment stands.

    With -o cases it writes a folder for each case with case.yaml, for openimr case screen, and truth.json, which says
    what was planted and the standing of each disputed treatment. All people and companies are invented.
    """
    names = tuple(name.strip() for name in plant.split(",") if name.strip())
    unknown = [name for name in names if name not in DEFECTS]
    if unknown:
        raise UnusableArguments(
            f"There is no rule “{unknown[0]}”.", where="--plant", remedy=f"The rules are {', '.join(DEFECTS)}."
        )
    for sample in sample_filings(count=count, seed=seed, plant=names):
        if output is None:
            sys.stdout.write(msgspec.json.encode(sample).decode() + "\n")
        else:
            _write(sample, output / sample.filing.application.number)
    if output is not None:
        say(f"{count} {'case is' if count == 1 else 'cases are'} in {output}, each with case.yaml and truth.json.")


def _write(sample: FilingSample, folder: Path) -> None:
    if folder.exists():
        # A case may have been worked on since it was made.
        raise UnusableArguments("The case is there already.", where=str(folder), remedy="Give another folder after -o.")
    folder.mkdir(parents=True)
    truth = {
        "screened_on": sample.on,
        "planted": sample.planted,
        "standings": {str(number): standing for number, standing in enumerate(sample.standings, start=1)},
    }
    contents = {
        folder / CASE_FILE: write_filing(sample.filing).encode(),
        folder / "truth.json": msgspec.json.format(msgspec.json.encode(truth), indent=2) + b"\n",
    }
    for path, content in contents.items():
        with whole_file(path) as file:
            file.write(content)
