"""``openimr sample reviewers``: invents a registry of reviewers, a case for it, and the true answer."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from openimr.cli.messages import say
from openimr.cli.output import refuse_to_overwrite, whole_file
from openimr.rulebook.lines import write_lines
from openimr.samples.reviewers_registry import RegistrySample, sample_registry

__all__ = ["register"]

_JSON = ".json"


def register(group: typer.Typer) -> None:
    """Add the command to the group ``openimr sample``."""
    group.command("reviewers", epilog="Example: openimr sample reviewers --count 200 --seed 7 -o reviewers.yaml")(
        _reviewers
    )


def _reviewers(
    *,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many reviewers.")] = 50,
    seed: Annotated[int, typer.Option("--seed", "-s", help="The same seed gives the same registry.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The registry, as YAML, or as JSON where it ends so; else JSON."),
    ] = None,
) -> None:
    """Invent a registry of reviewers with planted conflicts, lapses and decoys.

    With -o reviewers.yaml it also writes reviewers.case.yaml, a case for openimr match, and reviewers.truth.json, which
    says what was planted in whom; without -o, one JSON with all three. All people and companies are invented.
    """
    sample = sample_registry(count=count, seed=seed)
    if output is None:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(sample), indent=2).decode() + "\n")
        return
    case, truth = output.with_suffix(f".case{output.suffix}"), output.with_suffix(".truth.json")
    for path, content in ((output, _content(sample, output)), (case, _case(sample, case)), (truth, _truth(sample))):
        refuse_to_overwrite(path, ())
        with whole_file(path) as file:
            file.write(content)
    say(f"{count} reviewers are in {output}, their case in {case}, the truth in {truth}.")


def _content(sample: RegistrySample, path: Path) -> bytes:
    return _written(sample.registry, path)


def _case(sample: RegistrySample, path: Path) -> bytes:
    return _written(sample.case, path)


def _truth(sample: RegistrySample) -> bytes:
    return msgspec.json.format(msgspec.json.encode(sample.planted), indent=2) + b"\n"


def _written(value: msgspec.Struct, path: Path) -> bytes:
    if path.suffix == _JSON:
        return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    return write_lines(msgspec.to_builtins(value, builtin_types=(dt.date,))).encode()
