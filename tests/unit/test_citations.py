"""A citation tells where to look, and says when nobody has looked."""

from __future__ import annotations

import msgspec
import pytest

from openimr.citations import Citation, CitationKind, Span, Value, Verification


def test_a_span_quotes_the_text_to_the_letter() -> None:
    assert Span(start=4, end=8).quote("the  pain") == " pai"


def test_a_citation_says_title_edition_and_locator() -> None:
    citation = Citation(
        kind=CitationKind.GUIDELINE,
        title="MTUS Acupuncture",
        edition="2009",
        locator="section 1",
        verification=Verification.VERIFIED,
    )
    assert citation.sentence() == "MTUS Acupuncture, 2009, section 1"


@pytest.mark.parametrize("status", [status for status in Verification if status is not Verification.VERIFIED])
def test_what_is_not_verified_is_marked_so(status: Verification) -> None:
    citation = Citation(kind=CitationKind.LAW, title="Labor Code 1", verification=status)
    assert citation.sentence() == f"Labor Code 1 ({status})"


def test_values_are_frozen_and_refuse_unknown_fields() -> None:
    class Word(Value, frozen=True):
        said: str

    with pytest.raises(AttributeError):
        Word(said="yes").said = "no"  # type: ignore[misc]  # The test is that this fails.
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"said": "yes", "thought": "no"}', type=Word)
