"""What a request holds beside its quantity."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind, TreatmentRequest


def only(wording: str) -> TreatmentRequest:
    (request,) = parse(wording)
    return request


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("Fluoroscopy", "fluoroscopy"),
        ("IV sedation", "anaesthesia"),
        ("ultrasound guidance", "diagnostic_ultrasound"),
        ("compound", "compounded_medication"),
        ("cream", "topical_analgesics"),
        ("supplies", "durable_medical_equipment"),
        ("referral", "consultation"),
        ("bilateral knee", None),
    ],
)
def test_a_word_that_goes_with_a_service_stands_for_itself_when_alone(wording: str, found: str | None) -> None:
    assert only(wording).service.code == found


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("relaxation training for pain control", "pain control"),
        ("IV sedation due to anxiety", "anxiety"),
        ("PT for the knee", None),
        ("PT for 6 weeks", None),
        ("TENS unit for home use", None),
        ("PT for", None),
        ("consultation with pain management for", None),
        ("Botox for migraine headaches, 1 injection", "migraine headaches"),
    ],
)
def test_a_purpose_is_told_from_a_part_and_a_time(wording: str, found: str | None) -> None:
    assert only(wording).purpose == found


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("TENS unit with supplies", ("supplies",)),
        ("TENS unit with 2 month supplies", ("2 month supplies",)),
        ("TENS unit with 2 months of supplies", ("supplies",)),
        ("TENS unit plus supplies per month", ("supplies per month",)),
        ("TENS unit and supplies, supplies", ("supplies",)),
        ("medical clearance (CBC, EKG)", ("laboratory_test", "electrocardiogram")),
        ("Norco pads", ()),
        ("TENS unit, 3 months batteries", ("3 months batteries",)),
        ("TENS unit, 2 times a day, with batteries, 1 pair", ("batteries",)),
    ],
)
def test_accessories_are_kept(wording: str, found: tuple[str, ...]) -> None:
    assert only(wording).accessories == found


def test_rental_and_purchase_together_are_undecided() -> None:
    request = only("TENS unit rental or purchase")
    assert request.acquisition is None
    assert FlagKind.UNDERSPECIFIED in {flag.kind for flag in request.flags}


def test_a_rental_lasts_as_long_as_is_said() -> None:
    request = only("TENS unit rental for 30 days")
    assert request.acquisition_duration == request.duration
    assert only("TENS unit purchase").acquisition_duration is None


def test_a_refill_is_a_modifier_only_in_the_lead() -> None:
    assert [modifier.value for modifier in only("refill Norco").modifiers] == ["refill"]
    assert only("Norco refills").modifiers == ()


def test_every_value_without_a_place_of_its_own_has_one_in_spans() -> None:
    wording = "Additional L4-5 ESI under fluoroscopy with IV sedation, outpatient, for pain"
    request = only(wording)
    quoted = {path: span.quote(wording) for path, span in request.spans.items()}
    assert quoted == {
        "modifiers[0]": "Additional",
        "guidance": "under fluoroscopy",
        "sedation": "IV sedation",
        "setting": "outpatient",
        "purpose": "pain",
    }


def test_a_trial_and_what_is_implanted_after_it_are_two() -> None:
    trial, implant = parse("trial and permanent implantation of spinal cord stimulator")
    assert [modifier.value for modifier in trial.modifiers] == ["trial"]
    assert (implant.modifiers, implant.depends_on) == ((), "trial")
    assert len(parse("spinal cord stimulator trial")) == 1


def test_levels_on_both_sides_are_bilateral_once() -> None:
    assert len(only("right L4-5, left L4-5 ESI").levels) == 1
    assert len(only("L4-5, L4-5 ESI").levels) == 1
