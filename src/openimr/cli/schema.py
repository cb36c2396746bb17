"""``openimr schema``: prints the JSON Schema of what the other commands write and read."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from openimr.casefile.model import CaseFile, Finding
from openimr.casefile.store import Manifest
from openimr.cases import files
from openimr.determinations import model
from openimr.reviewers import match_case, registry
from openimr.reviews.folder import events_schema
from openimr.reviews.review_files import review_schema
from openimr.samples.casefiles.truth import CaseFileTruth

__all__ = ["register"]


class Schema(StrEnum):
    """What there is a schema of."""

    DETERMINATION = "determination"
    REVIEWERS = "reviewers"
    MATCH_CASE = "match-case"
    FILING = "filing"
    EVENTS = "events"
    REVIEW = "review"
    CASEFILE = "casefile"
    MANIFEST = "casefile-manifest"
    FINDINGS = "casefile-findings"
    CASEFILE_TRUTH = "casefile-truth"


def _of(kind: Any, title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a type, made from it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **msgspec.json.schema(kind)}


_SCHEMAS: dict[Schema, Callable[[], dict[str, Any]]] = {
    Schema.DETERMINATION: model.schema,
    Schema.REVIEWERS: registry.schema,
    Schema.MATCH_CASE: match_case.schema,
    Schema.FILING: files.schema,
    Schema.EVENTS: events_schema,
    Schema.REVIEW: review_schema,
    Schema.CASEFILE: lambda: _of(CaseFile, "CaseFile"),
    Schema.MANIFEST: lambda: _of(Manifest, "Manifest"),
    Schema.FINDINGS: lambda: _of(tuple[Finding, ...], "Findings"),
    Schema.CASEFILE_TRUTH: lambda: _of(CaseFileTruth, "CaseFileTruth"),
}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("schema", epilog="Example: openimr schema determination > determination.schema.json")(_schema)


def _schema(of: Annotated[Schema, typer.Argument(help="What to show the schema of.", show_default=False)]) -> None:
    """Print the JSON Schema (2020-12) of what the other commands write and read.

    These are a determination, a registry of reviewers, a case for matching; of a case folder its filing (case.yaml),
    its events and the review; a case file as a whole, its manifest and its findings as they are kept, and the truth of
    an invented one (truth.json).
    """
    shown = _SCHEMAS[of]()
    typer.echo(msgspec.json.format(msgspec.json.encode(shown), indent=2))
