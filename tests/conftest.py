"""What all tests share: the real determinations beside the project, the programs of the machine, golden files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# The same examples on every run, however slow or busy the machine is.
settings.register_profile(
    "house", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of this checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and real determinations beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED.name}/ is not beside this checkout, so the real determinations cannot be read")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared: Path) -> dict[str, str]:
    """The real determinations by their number ("000"), as text."""
    return {path.name[:3]: path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))}


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Gives the path of a program of the machine; a test skips without it, except in continuous integration."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            message = f"{name} is not on this machine"
            if os.environ.get("OPENIMR_NO_SKIP"):
                pytest.fail(f"{message}, and continuous integration must have it: see .ci/run")
            pytest.skip(message)
        return path

    return find


@pytest.fixture
def golden(root: Path) -> Callable[[str, str], None]:
    """Compares a text with the golden file at a path below ``tests/golden``; ``make golden`` writes it anew."""

    def compare(path: str, actual: str) -> None:
        file = root / "tests" / "golden" / path
        if os.environ.get("OPENIMR_GOLDEN") == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(actual, "utf-8")
        expected = file.read_text("utf-8") if file.exists() else ""
        assert actual == expected, f"{path} differs; if that is meant, run make golden and review the difference"

    return compare
