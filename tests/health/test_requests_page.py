"""The page about requests names every value and every flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.treatments.request import FlagKind, Modifier, TreatmentRequest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "requests.md").read_text("utf-8")


@pytest.mark.parametrize("flag", list(FlagKind))
def test_every_flag_is_explained(flag: FlagKind) -> None:
    assert PAGE.count(f"| `{flag.value}` |") == 1


@pytest.mark.parametrize("field", TreatmentRequest.__struct_fields__)
def test_every_value_is_explained(field: str) -> None:
    assert f"`{field}`" in PAGE


@pytest.mark.parametrize("modifier", list(Modifier))
def test_every_modifier_is_named(modifier: Modifier) -> None:
    assert modifier.value in PAGE
