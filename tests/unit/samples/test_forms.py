from __future__ import annotations

from pathlib import Path

import pytest

import openimr
from openimr.determinations.model import Layout
from openimr.samples import sample_determinations
from openimr.samples.forms import Form, formed

LAYOUTS = tuple(layout for layout in Layout if layout is not Layout.UNKNOWN)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [Form.HTML, Form.PDF])
def test_a_page_of_a_sample_reads_back_to_its_truth(layout: Layout, form: Form, tmp_path: Path) -> None:
    for sample in sample_determinations(count=2, seed=12, layouts=[layout]):
        path = tmp_path / f"sample.{form}"
        path.write_bytes(formed(sample, form))
        assert openimr.read(path) == sample.truth


def test_the_text_of_a_sample_is_its_text_layer() -> None:
    (sample,) = sample_determinations(count=1, seed=12)
    assert formed(sample, Form.TXT).decode("utf-8") == sample.text
