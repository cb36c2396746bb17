"""``openimr sample casefiles``: invents complete case files as PDF, typed and scanned, with the truth about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from openimr.cli.messages import meter, say
from openimr.cli.output import whole_file
from openimr.errors import UnusableArguments
from openimr.samples.casefiles import FOLLOWED, CaseFileSample, Scans, followed_case_file, sample_case_files

__all__ = ["register"]


def register(group: typer.Typer) -> None:
    """Add the command to the group ``openimr sample``."""
    group.command(
        "casefiles",
        epilog="Examples: openimr sample casefiles --count 5 --seed 7 -o files · "
        "openimr sample casefiles --follow 000,003 -o files",
    )(_casefiles)


def _casefiles(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="A folder; each case file gets a folder in it.")],
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many case files.")] = 1,
    seed: Annotated[int, typer.Option("--seed", "-s", help="The same seed gives the same case files.")] = 1,
    pages: Annotated[int, typer.Option("--pages", min=1, help="About how many pages each has; 30 at least.")] = 50,
    scans: Annotated[Scans, typer.Option("--scans", help="Which pages are pictures only.")] = Scans.SOME,
    follow: Annotated[
        str,
        typer.Option(
            "--follow", metavar="NAMES", help=f"Follow the facts of published determinations: {','.join(FOLLOWED)}."
        ),
    ] = "",
) -> None:
    """Invent complete case files: application, decision, and medical records of months, as they are really sent.

    Each folder has case.yaml, records/*.pdf out of order, some faxed twice and some illegible, and truth.json: the
    documents, duplicates, findings, identifiers, contradictions and gaps that are really there. With --follow it makes
    those that have the facts of the determinations named, and no others. All people, places and words are invented.
    """
    names = tuple(name.strip() for name in follow.split(",") if name.strip())
    unknown = [name for name in names if name not in FOLLOWED]
    if unknown:
        raise UnusableArguments(
            f"No case file follows a determination “{unknown[0]}”.",
            where="--follow",
            remedy=f"There are {', '.join(FOLLOWED)}.",
        )
    made = 0
    with meter("inventing") as show:
        for made, sample in enumerate(_samples(names, count, seed, pages, scans), start=1):
            _write(sample, output / _folder_name(sample))
            show(made)
    files = f"{made} case file is" if made == 1 else f"{made} case files are"
    say(f"{files} in {output}, each with case.yaml, records and truth.json.")


def _samples(names: tuple[str, ...], count: int, seed: int, pages: int, scans: Scans) -> Iterator[CaseFileSample]:
    if not names:
        yield from sample_case_files(count=count, seed=seed, pages=pages, scans=scans)
    for name in names:
        yield followed_case_file(name, seed=seed, scans=scans)


def _folder_name(sample: CaseFileSample) -> str:
    return sample.truth.follows or sample.filing.application.number


def _write(sample: CaseFileSample, folder: Path) -> None:
    if folder.exists():
        # A case file may have been worked on since it was made.
        raise UnusableArguments(
            "The case file is there already.", where=str(folder), remedy="Give another folder after -o."
        )
    for name, content in sample.files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.write(content)
