"""Which things in a list are items of their own."""

from __future__ import annotations

import pytest

from openimr.treatments import parse


def asked(wording: str) -> list[str | None]:
    return [request.service.code for request in parse(wording)]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("Shower chair, raised toilet seat", ["bath_equipment", "bath_equipment"]),
        ("Walker and commode", ["walker", "bath_equipment"]),
        ("TENS unit, TENS", ["tens_unit"]),
        ("Vascutherm cold therapy with DVT compression, Vascutherm", ["cold_therapy_unit"]),
        ("PT 2x6, acupuncture, massage x 4", ["physical_therapy"]),
        ("DME: walker", ["walker"]),
        ("TENS unit, interferential unit", ["tens_unit"]),
        ("Cold therapy unit with DVT compression", ["cold_therapy_unit"]),
        ("TENS unit with conductive garment", ["tens_unit", "conductive_garment"]),
        ("TENS unit with pads and conductive garment", ["tens_unit", "conductive_garment"]),
        ("Chem panel, CBC, UA", ["laboratory_test", "laboratory_test", "laboratory_test"]),
        ("Labs: CBC, CMP, PT/PTT", ["laboratory_test"]),
        ("CBC/CMP", ["laboratory_test"]),
        ("Right carpal tunnel release, possible left carpal tunnel release", ["carpal_tunnel_release"] * 2),
        ("Right and left carpal tunnel release", ["carpal_tunnel_release"]),
        ("Left knee arthroscopy with chondroplasty, possible synovectomy", ["knee_arthroscopy"]),
        ("Right carpal tunnel release, left carpal tunnel release", ["carpal_tunnel_release"]),
        ("Caudal ESI with catheter", ["caudal_epidural_injection"]),
        ("Medical clearance with EKG and labs", ["pre_operative_clearance"]),
        ("Medical clearance, EKG", ["pre_operative_clearance", "electrocardiogram"]),
        ("Inpatient x 3 days", ["inpatient_stay"]),
        ("3 days inpatient", ["inpatient_stay"]),
        ("L4-5 TLIF inpatient x 2 days", ["spinal_fusion", "inpatient_stay"]),
        ("L4-5 TLIF, inpatient stay 2 days, inpatient", ["spinal_fusion", "inpatient_stay"]),
        ("Inpatient functional restoration program 10 days", ["functional_restoration_program"]),
        ("Inpatient surgery in 3 weeks", ["surgery"]),
        ("Inpatient surgery, home for 3 days", ["surgery"]),
        ("Inpatient and outpatient, 3 days", [None]),
        ("EMG and NCV of the left arm", ["electrodiagnostic_study"]),
        ("Electromyography (EMG)/nerve conduction velocity (NCV) left arm", ["electrodiagnostic_study"]),
        ("Assistant surgeon, pre-op clearance", ["assistant_surgeon", "pre_operative_clearance"]),
        ("Cold therapy unit and right wrist brace", ["cold_therapy_unit", "wrist_brace"]),
        ("Cold therapy unit, brace", ["cold_therapy_unit", "brace"]),
        ("Caudal ESI with epidurography", ["caudal_epidural_injection"]),
        ("Medical clearance prior to surgery", ["pre_operative_clearance"]),
        ("Surgery after surgery", ["surgery"]),
        ("Toradol 60 mg IM", ["ketorolac_injection"]),
        ("Toradol 60 mg injection", ["ketorolac_injection"]),
        ("Toradol 10 mg #20", ["nsaids"]),
        ("Home physical therapy", ["home_physical_therapy"]),
        ("Physical therapy at home", ["home_physical_therapy"]),
        ("Vestibular rehab", ["vestibular_therapy"]),
        ("Arthroscopic left knee", ["arthroscopy"]),
    ],
)
def test_what_is_asked_for(wording: str, found: list[str]) -> None:
    assert asked(wording) == found


def test_an_item_that_comes_with_a_device_is_named_there_too_and_had_in_the_same_way() -> None:
    device, garment = parse("Purchase TENS unit with conductive garment")
    assert device.accessories == ("conductive_garment",)
    assert device.raw == "Purchase TENS unit"
    assert device.acquisition is garment.acquisition is not None


def test_imaging_while_injecting_and_the_dose_injected_are_kept() -> None:
    (block,) = parse("SI joint injection with arthrogram")
    assert block.accessories == ("arthrogram",)
    (shot,) = parse("Toradol 60 mg IM injection")
    assert shot.features == ("60 mg",)


def test_two_drugs_joined_by_a_slash_with_two_numbers_are_one_product() -> None:
    (drug,) = [request.drug for request in parse("Senna/docusate 8.6/50 mg #60")]
    assert drug is not None
    assert drug.generic == "senna/docusate"
    assert [(part.name, part.strength) for part in drug.ingredients] == [("senna", "8.6 mg"), ("docusate", "50 mg")]
    assert len(parse("Senna/docusate 50 mg #60")) == 1
    assert [request.drug.generic for request in parse("Senna, docusate 8.6/50 mg") if request.drug] == [
        "senna",
        "docusate",
    ]


@pytest.mark.parametrize(
    ("wording", "unit", "form"),
    [
        ("Zofran ODT 8 mg #10", "tablet", "orally disintegrating tablet"),
        ("Naloxone 4 mg nasal spray kit x 1", "kit", "spray"),
        ("Opana ER 20 mg, sixty tablets", "tablet", "extended release"),
        ("Opana 20 mg, sixty tablets ER", "tablet", "tablet"),
        ("Zorvanil ER 50 mg #30", "tablet", "extended release"),
    ],
)
def test_what_a_drug_comes_in(wording: str, unit: str, form: str) -> None:
    (request,) = parse(wording)
    assert request.drug is not None
    assert (request.drug.unit, request.drug.form) == (unit, form)
    assert request.body == ()


def test_the_length_of_a_session_counts_nothing() -> None:
    (request,) = parse("Massage therapy, one hour session per week for 6 weeks")
    assert request.quantity is not None
    assert (request.quantity.stated, request.quantity.derived) == (None, 6)
    (request,) = parse("Psychotherapy 45-minute sessions x 10")
    assert request.quantity is not None
    assert request.quantity.stated == 10


def test_a_number_beside_a_range_of_visits_keeps_both() -> None:
    (request,) = parse("PT 2-3 times a week for 6 weeks, 15 visits")
    quantity = request.quantity
    assert quantity is not None
    assert (quantity.stated, quantity.min, quantity.max) == (15, 12, 18)


def test_a_day_before_which_a_drug_is_not_to_be_filled_is_no_day_of_service() -> None:
    (request,) = parse("Norco 10/325 mg #90, do not fill until 3/1/2015")
    assert (request.dates, request.retrospective) == (None, False)


def test_hours_of_a_program_are_told_in_full_days_too() -> None:
    (request,) = parse("Functional restoration program x 160 hours")
    assert request.full_days is not None
    assert (request.full_days.derived, request.full_days.unit) == (20, "day")
    (request,) = parse("Work conditioning 30 hours")
    assert request.full_days is None


def test_every_so_many_of_nothing_tells_no_frequency() -> None:
    (request,) = parse("PT q 3 foo")
    assert request.frequency is None


def test_hours_a_day_with_a_number_of_hours_tell_no_length() -> None:
    (request,) = parse("Home health care 20 hours total, 4 hours a day")
    assert request.duration is None
