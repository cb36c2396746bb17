"""The page of eligibility is fresh and names every reason, and every name on it is a reason."""

from __future__ import annotations

import os
import re
from pathlib import Path

from openimr.cases.eligibility import rules
from openimr.cases.eligibility.pages import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "eligibility.md"


def test_the_page_of_eligibility_is_fresh() -> None:
    if os.environ.get("OPENIMR_GOLDEN") == "write":
        PAGE.write_text(page(), "utf-8")
    assert PAGE.exists(), "eligibility.md is missing; run make golden"
    assert PAGE.read_text("utf-8") == page(), "eligibility.md is stale; run make golden"


def test_every_reason_is_documented_and_every_entry_is_a_reason() -> None:
    assert re.findall(r"^### (\S+)", PAGE.read_text("utf-8"), re.MULTILINE) == list(rules())
