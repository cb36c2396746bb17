"""The page on the case file names every file, command, kind, mode, field and operator."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from openimr.casefile.documents.checklist import Receipt
from openimr.casefile.model import DocumentKind, Finding, FindingKind, FindingState, Legibility, Mode
from openimr.casefile.redaction import Kind, Profile
from openimr.casefile.search import parse
from openimr.cli.commands import app
from openimr.cli.schema import Schema

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "case-file.md").read_text("utf-8")


@pytest.mark.parametrize("kind", [DocumentKind, FindingKind, FindingState, Legibility, Mode, Profile, Receipt])
def test_every_kind_is_named(kind: type) -> None:
    members: dict[str, str] = getattr(kind, "__members__", {})
    assert members
    assert [value for value in members.values() if f"`{value}`" not in PAGE] == []


def test_every_token_is_named() -> None:
    assert [kind.words for kind in Kind if f"`[{kind.words}]`" not in PAGE] == []


def test_every_field_of_a_finding_is_named() -> None:
    assert [name for name in Finding.__struct_fields__ if f"`{name}`" not in PAGE] == []


def test_every_command_is_named() -> None:
    group = typer.main.get_command(app)
    commands: dict[str, object] = getattr(getattr(group, "commands", {})["casefile"], "commands", {})
    assert commands
    assert [name for name in commands if f"`openimr casefile {name}`" not in PAGE] == []


def test_every_schema_of_a_case_file_is_named() -> None:
    own = [one.value for one in (Schema.CASEFILE, Schema.MANIFEST, Schema.FINDINGS)]
    assert [name for name in own if f"`openimr schema {name}`" not in PAGE] == []


def test_every_query_on_the_page_can_be_read() -> None:
    rows = [line for line in PAGE.partition("## Searching")[2].splitlines() if line.startswith("| `")]
    queries = [query for row in rows for query in row.split("|")[1].split("`")[1::2]]
    assert len(queries) > 9
    for query in queries:
        parse(query)


def test_the_list_of_pages_leads_there() -> None:
    assert "docs/reference/case-file.md" in (ROOT / "README.md").read_text("utf-8")
