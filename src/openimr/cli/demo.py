"""``openimr demo``: shows a case on its whole way, and what reading, checking and issuing again look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cli.demo_case import show_case
from openimr.determinations.checking import Finding, check
from openimr.determinations.checking.report import as_text, checked
from openimr.determinations.model import Determination, Layout
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, Losses, PrintSize, write
from openimr.errors import UnusableArguments
from openimr.samples import Sample, sample_determinations

__all__ = ["register"]

_SEED = 2026
# One letter of each layout, and in some an error to find.
_LETTERS: tuple[tuple[Layout, tuple[str, ...]], ...] = (
    (Layout.L1, ()),
    (Layout.L2, ()),
    (Layout.L3, ()),
    (Layout.L4A, ("D101",)),
    (Layout.L4B, ("D107",)),
    (Layout.L5, ("D502",)),
    (Layout.OPEN, ()),
)
_MARK_OF_FOLDER = "made-by-openimr-demo"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("demo", epilog="Example: openimr demo --into demo-output")(_demo)


def _demo(
    *,
    into: Annotated[Path, typer.Option("--into", help="The folder that the files are written to.")] = Path(
        "demo-output"
    ),
) -> None:
    """Take an invented case the whole way, then read, check and issue again some invented determinations.

    It says in plain words what was done, and where the files lie.
    """
    demo = _Demo(_folder(into))
    typer.echo("OpenIMR: a demonstration on invented cases. Nobody in them is real.\n")
    typer.echo("A. One case, from the application to the issued determination\n")
    show_case(demo.folder / "case")
    typer.echo(f"\nB. {len(_LETTERS)} determinations of other organizations, read, checked and issued again\n")
    samples = demo.invent()
    determinations = demo.read(samples)
    demo.check(determinations)
    demo.issue(determinations)
    typer.echo(
        "\nNext: look at one of the PDF files, or try your own:\n"
        "  openimr sample cases --whole --follow 002 -o cases   a case to take the whole way yourself\n"
        "  openimr read LETTER     what a letter says\n"
        "  openimr check LETTER    what does not hold together in it\n"
        "  openimr --help          the rest"
    )


def _folder(into: Path) -> Path:
    """The folder, new or made by an earlier demonstration; anybody else's files are left alone."""
    if into.exists() and not (into / _MARK_OF_FOLDER).exists() and (not into.is_dir() or any(into.iterdir())):
        raise UnusableArguments(
            "There are files in it that this demonstration did not make.",
            where=str(into),
            remedy="Give another folder with --into.",
        )
    into.mkdir(parents=True, exist_ok=True)
    (into / _MARK_OF_FOLDER).write_text("openimr demo writes this folder anew at each run.\n", "utf-8")
    return into


@dataclass(frozen=True, slots=True)
class _Demo:
    """The steps, each of which writes files below ``folder`` and says so."""

    folder: Path

    def invent(self) -> list[Sample]:
        """One letter of each layout that is shown."""
        letters = self._below("letters")
        samples = []
        for number, (layout, plant) in enumerate(_LETTERS, start=1):
            (sample,) = sample_determinations(count=1, seed=_SEED + number, layouts=(layout,), plant=plant)
            (letters / f"{number}-{layout}.txt").write_text(sample.text, "utf-8")
            samples.append(sample)
        planted = sum(len(sample.planted) for sample in samples)
        typer.echo(
            f"1. Invented {len(samples)} letters in as many layouts, and hid {planted} errors in them.\n"
            f"   They lie in {letters}"
        )
        return samples

    def read(self, samples: Sequence[Sample]) -> list[Determination]:
        """What each letter says, told and written as JSON."""
        target = self.folder / "determinations.json"
        determinations = [
            read_text(sample.text, name=f"{number}-{sample.truth.layout}.txt")
            for number, sample in enumerate(samples, start=1)
        ]
        target.write_bytes(msgspec.json.format(msgspec.json.encode(determinations), indent=2) + b"\n")
        typer.echo("\n2. Read what they say:")
        for determination in determinations:
            outcomes = Counter(
                str(treatment.outcome or "no outcome") for treatment in determination.disputed_treatments
            )
            told = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in outcomes.items())
            typer.echo(f"   {_name(determination):<16}{len(determination.disputed_treatments)} disputed: {told}")
        right = sum(read == sample.truth for read, sample in zip(determinations, samples, strict=True))
        typer.echo(
            f"   {right} of {len(samples)} read as they were meant; each value points at its place.\n"
            f"   They lie in {target}"
        )
        return determinations

    def check(self, determinations: Sequence[Determination]) -> None:
        """What the checks find, told by the worst of each letter and written whole."""
        target = self.folder / "findings.txt"
        found = [(determination, check(determination)) for determination in determinations]
        target.write_text(as_text([checked(determination, findings) for determination, findings in found]), "utf-8")
        typer.echo("\n3. Checked them, as a linter checks code. The gravest finding of each:")
        for determination, findings in found:
            typer.echo(f"   {_name(determination):<16}{_gravest(findings)}")
        typer.echo(f"   All findings, with place, reason and remedy, lie in {target}")

    def issue(self, determinations: Sequence[Determination]) -> None:
        """Each letter again in our own layout, as accessible PDF and HTML."""
        issued = self._below("issued")
        same = 0
        for determination in determinations:
            name = Path(_name(determination)).stem
            own = msgspec.structs.replace(determination, layout=Layout.OPEN)
            for form in (Form.PDF, Form.HTML):
                (issued / f"{name}.{form}").write_bytes(_bytes(write(own, to=form, accept=Losses.DROP)))
            large = write(own, to=Form.PDF, print_size=PrintSize.LARGE, accept=Losses.DROP)
            (issued / f"{name}-large-print.pdf").write_bytes(_bytes(large))
            same += _reads_back(issued / f"{name}.pdf", own)
        typer.echo(
            "\n4. Issued them again in our own layout, with a first page in plain language:\n"
            "   as PDF built to PDF/UA-1 and PDF/A-3a, in large print too, and as HTML.\n"
            f"   {same} of {len(determinations)} PDF files read back to the same decisions and rationales.\n"
            f"   They lie in {issued}"
        )

    def _below(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


def _name(determination: Determination) -> str:
    return determination.source.name if determination.source else "letter.txt"


def _gravest(findings: Sequence[Finding]) -> str:
    """The first of the gravest findings, in one line."""
    for severity in ("error", "warning", "note"):
        for finding in findings:
            if finding.severity == severity:
                return f"{finding.code} {finding.name}: {finding.message}"
    return "nothing"


def _bytes(written: str | bytes) -> bytes:
    return written if isinstance(written, bytes) else written.encode("utf-8")


def _reads_back(pdf: Path, determination: Determination) -> bool:
    """Whether the text of a PDF gives the same disputed treatments."""
    (original,) = open_bytes(pdf.read_bytes(), name=pdf.name)
    if not isinstance(original, Original):
        return False
    again = read_text(original.text, name=original.name, page_starts=original.page_starts)
    return again.disputed_treatments == determination.disputed_treatments
