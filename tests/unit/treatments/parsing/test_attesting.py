"""What is known from general knowledge only says so."""

from __future__ import annotations

import pytest

from openimr.citations import Verification
from openimr.treatments import parse


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("physical therapy 2x6, lumbar spine", ()),
        ("aquatic therapy 2x6", ()),
        ("aquatic tx 2x6", ("aquatic tx",)),
        ("home pool", ("home pool",)),
        ("ergonomic desk", ("ergonomic desk",)),
        ("ergonomic desk, ergonomic desk", ("ergonomic desk",)),
        ("physical therapy, supraspinatus", ("supraspinatus",)),
        ("Norco 10/325 #60", ()),
        ("Zorvanil 50 mg #30", ()),
    ],
)
def test_words_that_no_source_holds_are_named(wording: str, words: tuple[str, ...]) -> None:
    (request,) = parse(wording)
    assert request.unverified_words == words
    for number, word in enumerate(words):
        assert request.spans[f"unverified_words[{number}]"].quote(wording) == word


@pytest.mark.parametrize(
    ("wording", "verification"),
    [
        ("aquatic therapy", Verification.PARTIAL),
        ("aquatic tx", Verification.UNVERIFIED),
        ("Norco 10/325 #60", Verification.PARTIAL),
        ("Zorvanil 50 mg #30", Verification.UNVERIFIED),
        ("something else", None),
    ],
)
def test_a_service_says_whether_a_source_holds_its_words(wording: str, verification: Verification | None) -> None:
    assert parse(wording)[0].service.verification is verification
