"""What the checks find in invented letters: every planted error, and nothing in letters without one."""

from __future__ import annotations

from collections import Counter

import pytest

from openimr.determinations.checking.framework import Severity, run
from openimr.determinations.checking.registry import CHECKS
from openimr.determinations.model import Layout
from openimr.determinations.reading import read_text
from openimr.samples import sample_determinations
from openimr.samples.plant import PLANTS, UNAVOIDABLE

LAYOUTS = tuple(layout for layout in Layout if layout is not Layout.UNKNOWN)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_found_in_letters_without_errors(layout: Layout) -> None:
    found: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for sample in sample_determinations(count=150, seed=31, layouts=[layout]):
        for finding in run(read_text(sample.text), CHECKS):
            if finding.severity is not Severity.NOTE and finding.code not in UNAVOIDABLE[layout]:
                found[finding.code] += 1
                examples.setdefault(finding.code, f"number {sample.number}, {finding.where}: {finding.message}")
    assert not found, f"{dict(found)} in 150 letters; {examples}"


@pytest.mark.parametrize("code", sorted(PLANTS))
def test_every_planted_error_is_found(code: str) -> None:
    missed = []
    count = 0
    for layout in sorted(PLANTS[code].layouts):
        for sample in sample_determinations(count=10, seed=32, layouts=[layout], plant=[code]):
            findings = run(read_text(sample.text), CHECKS)
            for error in sample.planted:
                count += 1
                place = error.where.split(".")[0]
                if not any(one.code == code and one.where.split(".")[0] == place for one in findings):
                    missed.append(f"{layout} {sample.number} {error.where} {error.quote!r}")
    assert not missed, f"{len(missed)} of {count} are missed: {missed[:5]}"


def test_what_is_called_unavoidable_is_found_in_letters_without_errors() -> None:
    for layout, reasons in UNAVOIDABLE.items():
        samples = sample_determinations(count=40, seed=33, layouts=[layout])
        found = {finding.code for sample in samples for finding in run(read_text(sample.text), CHECKS)}
        assert found >= set(reasons)
