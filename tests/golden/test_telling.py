"""The page of a case as it stands, as text, HTML and JSON; and that of a folder with an application alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from openimr.reviews.telling import Depth, as_html, as_json, as_text
from unit.reviews.telling.overviews import a_bare_overview, an_overview

CASES = {"on-its-way": an_overview(), "application-alone": a_bare_overview()}


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_told_as_it_was(golden: Callable[[str, str], None], name: str) -> None:
    golden(f"reviews/{name}.txt", as_text(CASES[name]))
    golden(f"reviews/{name}-in-brief.txt", as_text(CASES[name], depth=Depth.BRIEF, width=100))
    golden(f"reviews/{name}.html", as_html(CASES[name]))


def test_a_case_is_told_to_programs_as_it_was(golden: Callable[[str, str], None]) -> None:
    golden("reviews/application-alone.json", as_json(CASES["application-alone"]).decode())
