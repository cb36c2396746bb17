"""The heading of each disputed treatment carries what it asks for."""

from __future__ import annotations

import openimr
from openimr.determinations.model import Determination, Layout
from openimr.determinations.reading import read_text
from openimr.determinations.requesting import with_requests
from openimr.samples import sample_determinations


def read(layout: Layout) -> list[Determination]:
    return [
        with_requests(read_text(sample.text)) for sample in sample_determinations(count=20, seed=8, layouts=[layout])
    ]


def test_a_letter_that_is_handed_out_carries_requests() -> None:
    (sample,) = sample_determinations(count=1, seed=8, layouts=[Layout.L4A])
    assert openimr.read(sample.text) == sample.truth
    assert all(treatment.request for treatment in openimr.read(sample.text).disputed_treatments)


def test_every_heading_carries_its_request_in_every_layout() -> None:
    for layout in Layout:
        if layout is not Layout.UNKNOWN:
            assert all(treatment.request for letter in read(layout) for treatment in letter.disputed_treatments)


def test_each_span_of_a_request_lies_in_its_heading() -> None:
    for letter in read(Layout.L4A):
        for treatment in letter.disputed_treatments:
            for request in treatment.request:
                assert request.span is not None
                assert request.span.quote(treatment.heading) == request.raw
