"""Flags that need the request as a whole."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def kinds(wording: str) -> set[FlagKind]:
    return {flag.kind for each in parse(wording) for flag in each.flags}


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("MRI", FlagKind.BODY_MISSING),
        ("lumbar ESI", FlagKind.LEVEL_MISSING),
        ("psychotherapy for the knee", FlagKind.BODY_UNEXPECTED),
        ("surgery", FlagKind.UNDERSPECIFIED),
        ("trigger point injections x 4", FlagKind.AMBIGUOUS_COUNT),
        ("PT 8", FlagKind.AMBIGUOUS_UNIT),
        ("Chiro 12 neck and back", FlagKind.PER_BODY_PART),
        ("ESI at L3-4, L4-5 x 3", FlagKind.LEVELS_VS_COUNT),
        ("PT x 6 DOS 1/2/14, 1/9/14", FlagKind.QTY_PER_DATE),
        ("lifetime gym membership", FlagKind.OPEN_ENDED),
        ("PT and acupuncture x 6", FlagKind.POSSIBLE_SAME_VISITS),
        ("TFESI and selective nerve root block L4-5", FlagKind.POSSIBLE_SAME_PROCEDURE),
        ("EMG of the upper and lower extremities", FlagKind.SPLIT),
        ("gibberish", FlagKind.SERVICE_UNKNOWN),
        ("  ", FlagKind.EMPTY),
        ("...", FlagKind.EMPTY),
        ("and", FlagKind.EMPTY),
        ("acupunkture x 6", FlagKind.MISSPELT),
    ],
)
def test_a_flag_is_raised(wording: str, kind: FlagKind) -> None:
    assert kind in kinds(wording)


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("MRI left knee", FlagKind.BODY_MISSING),
        ("ESI L4-5", FlagKind.LEVEL_MISSING),
        ("PT for the knee", FlagKind.BODY_UNEXPECTED),
        ("trigger point injection x 1", FlagKind.AMBIGUOUS_COUNT),
        ("Botox 200 units", FlagKind.AMBIGUOUS_COUNT),
        ("PT 8 visits", FlagKind.AMBIGUOUS_UNIT),
        ("Chiro 12 visits neck and back", FlagKind.PER_BODY_PART),
        ("ESI at L3-4, L4-5 x 2", FlagKind.LEVELS_VS_COUNT),
        ("ESI at L3-4, L4-5, series of 3", FlagKind.LEVELS_VS_COUNT),
        ("PT total of 6 DOS 1/2/14, 1/9/14", FlagKind.QTY_PER_DATE),
        ("gym membership for 1 year", FlagKind.OPEN_ENDED),
        ("CBT and relaxation training x 6", FlagKind.POSSIBLE_SAME_VISITS),
        ("lumbar fusion and decompression", FlagKind.POSSIBLE_SAME_PROCEDURE),
        ("Pain management consultation", FlagKind.UNDERSPECIFIED),
        ("accupuncture x 6", FlagKind.MISSPELT),
        ("gibberish nonsense words", FlagKind.MISSPELT),
        ("EMG of the upper extremities", FlagKind.SPLIT),
    ],
)
def test_a_flag_is_not_raised(wording: str, kind: FlagKind) -> None:
    assert kind not in kinds(wording)


def test_a_misspelt_wording_says_what_was_taken_for_what() -> None:
    (request,) = parse("acupunkture x 6")
    assert request.service.code == "acupuncture"
    assert request.flags[-1].readings == ("acupunkture for acupuncture",)


def test_a_misspelling_that_tells_no_service_is_left() -> None:
    (request,) = parse("diagnostik gibberish")
    assert request.service.code is None


def test_flags_lower_confidence_and_nothing_read_has_none() -> None:
    assert parse("PT 12 visits")[0].confidence == 1.0
    assert parse("PT 8")[0].confidence < 0.7
    assert parse("")[0].confidence == 0.0


@pytest.mark.parametrize(
    "wording", ["Psychotherapy sessions 6", "1 MRI of the left wrist", "1 right L4-L5 TFESI", "PT 12 visits"]
)
def test_a_number_beside_what_it_counts_is_not_ambiguous(wording: str) -> None:
    assert FlagKind.AMBIGUOUS_UNIT not in kinds(wording)


def test_a_number_sign_after_an_epidural_may_say_which_one_it_is() -> None:
    assert FlagKind.AMBIGUOUS_COUNT in kinds("Lumbar ESI #2 at L4-5")
    assert FlagKind.AMBIGUOUS_COUNT not in kinds("Lumbar ESI, quantity 2, at L4-5")
    assert FlagKind.AMBIGUOUS_COUNT not in kinds("Synvisc #3 right knee")


@pytest.mark.parametrize(
    ("wording", "stated"),
    [
        ("1 right L4-L5 TFESI", 1),
        ("MRI neck and 1 right knee MRI", None),
        ("Massage therapy 60 minutes, 1x/week x 8 weeks", None),
        ("TFESI left L4-5 1 right", None),
        ("see 1 right L4-5 TFESI", None),
    ],
)
def test_a_number_before_places_and_a_name_counts_the_name(wording: str, stated: float | None) -> None:
    quantity = parse(wording)[0].quantity
    assert quantity is not None
    assert quantity.stated == stated
