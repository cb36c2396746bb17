"""``openimr sample cases`` and ``sample review``: invents cases, whole or as filed, and signs reviews of whole ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cases.files import CASE_FILE, write_filing
from openimr.cli.messages import meter, say
from openimr.cli.output import whole_file
from openimr.errors import Conflict, NotFound, UnusableArguments
from openimr.reviews.folder import REVIEW_FILE, text_at, whole_case
from openimr.reviews.review_files import read_review, write_review
from openimr.samples.casefiles import FOLLOWED, Scans
from openimr.samples.filing_sample import FilingSample
from openimr.samples.filings import sample_filings
from openimr.samples.planted_defects import DEFECTS
from openimr.samples.whole_cases import (
    FILLED_REVIEW,
    WholeCaseSample,
    sample_whole_cases,
    signed_review,
    whole_case_sample,
)

__all__ = ["register"]


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``openimr sample``."""
    group.command(
        "cases",
        epilog="Examples: openimr sample cases --count 20 --seed 7 -o cases · "
        "openimr sample cases --whole --follow 000,003 --scans none -o cases",
    )(_cases)
    group.command("review", epilog="Example: openimr sample review cases/000")(_review)


def _cases(
    *,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many cases.")] = 10,
    seed: Annotated[int, typer.Option("--seed", "-s", help="The same seed gives the same cases.")] = 1,
    plant: Annotated[
        str, typer.Option("--plant", metavar="RULES", help="Rules of eligibility that all of them break: a,b.")
    ] = "",
    whole: Annotated[bool, typer.Option("--whole", help="Whole cases: with events, reviewers and records.")] = False,
    follow: Annotated[
        str,
        typer.Option(
            "--follow", metavar="NAMES", help=f"Whole cases after published determinations: {','.join(FOLLOWED)}."
        ),
    ] = "",
    scans: Annotated[
        Scans | None, typer.Option("--scans", help="Which pages of whole cases are pictures only.", show_default="some")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A folder; else one JSON line each.")] = None,
) -> None:
    """Invent cases with their application, parties and utilization review decision, and where each treatment stands.

    With -o cases it writes a folder for each case with case.yaml, for openimr case screen, and truth.json, which says
    what was planted and the standing of each disputed treatment. With --whole each folder also has events.yaml,
    reviewers.yaml and records/*.pdf, for openimr case show and issue; with --follow, review-filled.yaml too, the review
    that an invented reviewer wrote and has not signed. All people and companies are invented.
    """
    followed = _names(follow, known=FOLLOWED, what="case follows a determination", where="--follow")
    planted = _names(plant, known=tuple(DEFECTS), what="rule is called", where="--plant")
    if not whole:
        if followed or scans is not None:
            name = "--follow" if followed else "--scans"
            raise UnusableArguments(f"Only whole cases have {name}.", where=name, remedy="Add --whole.")
        _filings(count, seed, planted, output)
        return
    if planted:
        raise UnusableArguments("Whole cases are sound.", where="--plant", remedy="Leave out --plant or --whole.")
    if output is None:
        raise UnusableArguments("A whole case is a folder.", where="--whole", remedy="Give -o FOLDER with it.")
    _whole(followed, count, seed, scans or Scans.SOME, output)


def _names(words: str, *, known: tuple[str, ...], what: str, where: str) -> tuple[str, ...]:
    """The names between commas.

    Raises:
        UnusableArguments: one is not among ``known``.
    """
    names = tuple(name.strip() for name in words.split(",") if name.strip())
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnusableArguments(f"No {what} “{unknown[0]}”.", where=where, remedy=f"There are {', '.join(known)}.")
    return names


def _filings(count: int, seed: int, planted: tuple[str, ...], output: Path | None) -> None:
    for sample in sample_filings(count=count, seed=seed, plant=planted):
        if output is None:
            sys.stdout.write(msgspec.json.encode(sample).decode() + "\n")
        else:
            _write_files(output / sample.filing.application.number, _files(sample))
    if output is not None:
        say(f"{count} {'case is' if count == 1 else 'cases are'} in {output}, each with case.yaml and truth.json.")


def _whole(followed: tuple[str, ...], count: int, seed: int, scans: Scans, output: Path) -> None:
    made = 0
    with meter("inventing") as show:
        for made, sample in enumerate(_samples(followed, count, seed, scans), start=1):
            name = sample.truth.follows or sample.filing.application.number
            _write_files(output / name, sample.files())
            show(made)
    cases = f"{made} whole case is" if made == 1 else f"{made} whole cases are"
    say(f"{cases} in {output}. Next: openimr casefile index FOLDER, then openimr case show FOLDER.")


def _samples(followed: tuple[str, ...], count: int, seed: int, scans: Scans) -> Iterator[WholeCaseSample]:
    if not followed:
        yield from sample_whole_cases(count=count, seed=seed, scans=scans)
    for name in followed:
        yield whole_case_sample(name, seed=seed, scans=scans)


def _review(
    *,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An invented whole case whose records are indexed.")],
) -> None:
    """Sign the review of an invented case as its invented reviewer would, and pass it as another person would.

    It takes review-filled.yaml, puts in the words of the pages as they were read, and writes review.yaml, for openimr
    case issue. For demonstration and tests: a real review is signed by nobody but its reviewer.
    """
    target, filled = folder / REVIEW_FILE, folder / FILLED_REVIEW
    if not filled.is_file():
        raise NotFound(
            f"The folder has no {FILLED_REVIEW}.",
            where=str(folder),
            why="Only invented cases that follow a published determination have one.",
            remedy="Make one: openimr sample cases --whole --follow 000 -o FOLDER.",
        )
    if target.exists():
        raise Conflict(
            "There is a review already.", where=str(target), remedy="Take it away first, if it is not wanted."
        )
    signed = signed_review(whole_case(folder), read_review(text_at(filled), where=str(filled)))
    _write_one(target, write_review(signed).encode())
    say(f"The signed review is in {target}. Next: openimr case issue {folder}")


def _files(sample: FilingSample) -> dict[str, bytes]:
    truth = {
        "screened_on": sample.on,
        "planted": sample.planted,
        "standings": {str(number): standing for number, standing in enumerate(sample.standings, start=1)},
    }
    return {
        CASE_FILE: write_filing(sample.filing).encode(),
        "truth.json": msgspec.json.format(msgspec.json.encode(truth), indent=2) + b"\n",
    }


def _write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write a new folder.

    Raises:
        UnusableArguments: it is there already.
    """
    if folder.exists():
        # A case may have been worked on since it was made.
        raise UnusableArguments("The case is there already.", where=str(folder), remedy="Give another folder after -o.")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_one(path, content)


def _write_one(path: Path, content: bytes) -> None:
    with whole_file(path) as file:
        file.write(content)
