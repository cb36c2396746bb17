"""The sheets of test cases and of the rulebook as they were written, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openimr import rulebook

__all__ = ["beside", "sheet"]

# The loader in C gives the same and is eight times as fast; it is not on every machine.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def beside(*rules: str) -> Path:
    """The folder of test cases that stands beside these rules of the rulebook: ``beside("law", "holidays")``."""
    return Path(rulebook.__file__).parent.joinpath(*rules, "tests")


@cache
def sheet(path: Path) -> Any:
    """What a YAML file holds; not to be changed, for the next who asks is given the same."""
    return yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506  # Both loaders are safe ones.
