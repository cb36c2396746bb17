"""The sheets of the rulebook for documents are whole: every kind has its row, and every figure is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import openimr.casefile.documents as room
from openimr import rulebook
from openimr.casefile.documents.rules import LabelRole, MarkRole, kind_row, label_words, labels, marks, score
from openimr.casefile.documents.words import folded, plain
from openimr.casefile.model import DocumentKind

SCORES = Path(rulebook.__file__).parent / "casefile" / "document_scores.yaml"


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_has_a_row_and_every_kind_but_other_has_titles(kind: DocumentKind) -> None:
    assert kind_row(kind).name
    assert kind_row(kind).most_pages >= 1
    titles = [mark for rows in marks().values() for mark in rows if mark.kind is kind and mark.role is MarkRole.TITLE]
    assert bool(titles) is (kind is not DocumentKind.OTHER)


def test_no_title_is_of_two_kinds() -> None:
    titles = [mark.words for rows in marks().values() for mark in rows if mark.role is MarkRole.TITLE]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("role", LabelRole)
def test_every_role_of_a_label_has_words(role: LabelRole) -> None:
    assert label_words(role) >= {folded(words) for label in labels(role) for words in label.words}
    assert labels(role)


def test_every_figure_is_used_and_every_figure_asked_for_is_there() -> None:
    folder = Path(room.__file__).parent
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    asked = set(re.findall(r'score\("(\w+)"\)', code))
    assert all(isinstance(score(name), float | int) for name in asked)
    by_role = {f"{role.value}{end}" for role in MarkRole for end in ("", "_most")}
    kept = {str(row["id"]) for row in yaml.safe_load(SCORES.read_text("utf-8"))["rows"]}
    assert kept - asked - by_role == {"title_repeated"}  # named by the caller


def test_accents_fall_away_and_the_length_stays() -> None:
    assert plain("Søren Jasström, 漢") == "Soren Jasstrom, 漢"
