"""What holds for every wording, and for every request that is written and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import example, given

from openimr.citations import Span
from openimr.treatments import parse
from openimr.treatments.request import TreatmentRequest
from openimr.treatments.wording import write
from unit.treatments.requests import requests, wordings


def bare(value: object) -> Any:
    """The request as plain data, without places and without the wording itself."""
    data = msgspec.to_builtins(value)

    def strip(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: strip(inner) for key, inner in part.items() if key not in {"span", "spans", "raw"}}
        return [strip(inner) for inner in part] if isinstance(part, list | tuple) else part

    return strip(data)


def spans(value: object) -> Iterator[Span]:
    """Every place that a request holds, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from spans(inner)


@given(wordings)
@example("")
@example("9" * 5000)
@example("1/2/3/4/5 L4-5-S1-9 10/325/40/2 x x x 2x2x2 q q6 q0h every 0 hours")
@example("Norco # Qty: DS: refills series of total of")
def test_no_wording_raises_and_every_span_quotes_it(wording: str) -> None:
    found = parse(wording)
    assert found
    for request in found:
        assert request.raw in wording
        assert 0.0 <= request.confidence <= 1.0
        assert request.service.code is not None or request.flags
        for span in spans(request):
            assert 0 <= span.start < span.end <= len(wording)
            quote = span.quote(wording)
            assert quote == quote.strip()
        if request.span is not None:
            assert request.span.quote(wording) == request.raw


@given(wordings)
@example("retrospective dos 1/2/2014")
@example("left L4-5 TFESI")
def test_case_does_not_matter(wording: str) -> None:
    if not wording.isascii():
        return
    assert [bare(request) for request in parse(wording.upper())] == [
        bare(request) for request in parse(wording.lower())
    ]


@given(wordings)
def test_spacing_does_not_matter(wording: str) -> None:
    spaced = "\n " + wording.replace(" ", " \n\t ") + "  "
    assert [bare(request) for request in parse(spaced)] == [bare(request) for request in parse(wording)]


@given(requests)
def test_a_request_that_is_written_is_read_back_as_it_was(request: TreatmentRequest) -> None:
    (read,) = parse(write(request))
    assert_holds(bare(read), bare(request))
    (again,) = parse(write(read))
    assert bare(again) == bare(read)


def assert_holds(whole: Any, part: Any) -> None:
    """Everything that ``part`` says is in ``whole``; what it leaves out is open."""
    if isinstance(part, dict):
        for key, value in part.items():
            if value not in (None, [], {}, "", False) and key != "confidence":
                assert_holds(whole[key], value)
    elif isinstance(part, list):
        assert len(whole) == len(part), (whole, part)
        for one, other in zip(whole, part, strict=True):
            assert_holds(one, other)
    else:
        assert whole == part
