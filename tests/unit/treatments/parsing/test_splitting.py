"""What is one request and what are several."""

from __future__ import annotations

import pytest

from effort import growth
from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def services(wording: str) -> list[str]:
    return ["+".join(each.service.combined) or str(each.service.code) for each in parse(wording)]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT x 12 and acupuncture x 6", ["physical_therapy", "acupuncture"]),
        ("12 sessions of PT and 6 sessions of acupuncture", ["physical_therapy", "acupuncture"]),
        ("PT and acupuncture x 6", ["physical_therapy+acupuncture"]),
        ("please give 6 PT visits and 4 acupuncture visits", ["physical_therapy", "acupuncture"]),
        ("lumbar spine fusion and lumbar MRI", ["spinal_fusion", "mri"]),
        ("PT; acupuncture", ["physical_therapy", "acupuncture"]),
        ("Norco and Soma", ["opioids", "muscle_relaxants"]),
        ("Norco #60 Soma #30", ["opioids", "muscle_relaxants"]),
        ("MRI lumbar spine and Norco", ["mri", "opioids"]),
        ("Norco MRI lumbar spine", ["opioids", "mri"]),
        ("MRI left knee and x-ray left ankle", ["mri", "x_ray"]),
        ("lumbar MRI and cervical MRI", ["mri", "mri"]),
        ("MRI and x-ray of the left knee", ["mri+x_ray"]),
        ("1) PT 2x6 2) MRI knee", ["physical_therapy", "mri"]),
        ("PT (x2) with massage therapy", ["physical_therapy+massage_therapy"]),
        ("lumbar fusion with decompression", ["spinal_fusion+spinal_decompression"]),
        ("Gym membership for 1 year / 12 months gym membership", ["gym_membership"]),
        ("home health aide 4 hours/day / housekeeping 2 hours/day", ["home_health_care", "housekeeping"]),
        ("trigger point injection with lidocaine", ["trigger_point_injection"]),
        ("Norco (hydrocodone/APAP) 10/325 #60", ["opioids"]),
        ("topical cream: ketoprofen 20% and gabapentin 10%", ["compounded_medication"]),
        ("ketoprofen 20% and Norco 10 mg #60", ["nsaids", "opioids"]),
        ("compound ketoprofen and lidocaine", ["compounded_medication"]),
        ("ketoprofen 20% #1 and lidocaine 5%", ["nsaids", "topical_analgesics"]),
        ("DME: knee brace", ["knee_brace"]),
        ("surgery", ["surgery"]),
        ("surgery and medication", ["surgery", "medication"]),
        ("FRP (HELP program) 160 hours", ["functional_restoration_program"]),
        ("PT (physical medicine", ["physical_therapy"]),
        ("(PT) x 6", ["physical_therapy"]),
        ("(MRI and x-ray) of the knee", ["mri+x_ray"]),
    ],
)
def test_services_part_where_each_has_its_own(wording: str, found: list[str]) -> None:
    assert services(wording) == found


def test_each_of_several_says_so() -> None:
    assert all(FlagKind.SPLIT in {flag.kind for flag in each.flags} for each in parse("PT x 12 and acupuncture x 6"))


@pytest.mark.parametrize(
    ("wording", "found", "purpose"),
    [
        ("pain management consultation for lumbar ESI", "pain_management_consultation", "lumbar esi"),
        ("referral to spine surgeon specialist for possible fusion", "spine_consultation", "possible fusion"),
        ("referral to a doctor for possible ESI", "consultation", "possible esi"),
        ("referral to a specialist for MRI", "consultation", "mri"),
    ],
)
def test_what_a_referral_may_lead_to_is_not_asked_for(wording: str, found: str, purpose: str) -> None:
    (request,) = parse(wording)
    assert (request.service.code, request.purpose) == (found, purpose)
    assert FlagKind.REFERRAL_ONLY in {flag.kind for flag in request.flags}


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("referral for physical therapy x 6", ["physical_therapy"]),
        ("referral to physical therapy", ["physical_therapy"]),
        ("pain management consultation, and orthopedic consultation, and ESI", None),
        ("pain management consultation and MRI for the knee", ["pain_management_consultation", "mri"]),
    ],
)
def test_a_referral_to_a_service_asks_for_the_service(wording: str, found: list[str] | None) -> None:
    requests = parse(wording)
    assert all(FlagKind.REFERRAL_ONLY not in {flag.kind for flag in each.flags} for each in requests)
    assert found is None or [each.service.code for each in requests] == found


@pytest.mark.parametrize(
    ("wording", "first", "other"),
    [
        ("Retro: Norco #60 and MRI knee", True, True),
        ("Norco #60 and MRI knee DOS 1/2/2014", True, True),
        ("Norco #60 DOS 1/2/2014 and MRI knee", True, False),
    ],
)
def test_what_is_said_of_all_goes_to_each(wording: str, first: bool, other: bool) -> None:  # Expected values.
    assert [each.retrospective for each in parse(wording)] == [first, other]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT 2x6 s/p right knee arthroscopy", ["physical_therapy"]),
        ("PT x 12 status post rotator cuff repair", ["physical_therapy"]),
        ("PT s/p arthroscopy, acupuncture x 6", ["physical_therapy+acupuncture"]),
        ("s/p arthroscopy", ["arthroscopy"]),
        ("12 post-op PT visits for right rotator cuff repair", ["physical_therapy"]),
        ("Knee brace following ACL reconstruction", ["knee_brace"]),
        ("Psychological clearance prior to SCS trial", ["psychological_evaluation"]),
        ("PT following arthroscopy, acupuncture x 6", ["physical_therapy+acupuncture"]),
    ],
)
def test_what_was_done_before_is_not_asked_for(wording: str, found: list[str]) -> None:
    assert services(wording) == found


def test_an_evaluation_is_apart_from_sessions_that_are_counted() -> None:
    assert services("psych eval and 6 sessions CBT") == ["psychological_evaluation", "cbt"]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("Follow-up MRI of the knee", ["mri"]),
        ("Followup EMG", ["emg"]),
        ("RFA for PT 2x6", ["physical_therapy"]),
        ("RFA L4-5 and MBB L4-5", ["radiofrequency_ablation"]),
        ("Follow-up visit and MRI of the knee", ["office_visit", "mri"]),
        ("Follow up pain management consultation", ["office_visit"]),
        ("MRI of the knee, follow-up visit", ["mri", "office_visit"]),
    ],
)
def test_a_follow_up_of_something_is_no_visit(wording: str, found: list[str]) -> None:
    assert services(wording)[: len(found)] == found


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT and acupuncture, 6 sessions each", [("physical_therapy", 6), ("acupuncture", 6)]),
        ("6 sessions each of PT and acupuncture", [("physical_therapy", 6), ("acupuncture", 6)]),
        ("PT and acupuncture, 2 each", [("physical_therapy", 2), ("acupuncture", 2)]),
        ("PT and acupuncture 2x6 each", [("physical_therapy", 12), ("acupuncture", 12)]),
        ("PT acupuncture 6 sessions each", [("physical_therapy", 6), ("acupuncture", 6)]),
        ("PT 2x6, acupuncture and massage 6 sessions each", [
            ("physical_therapy", 12), ("acupuncture", 6), ("massage_therapy", 6),
        ]),
        ("PT and acupuncture, 6 sessions, each knee", [("physical_therapy", 6)]),
        ("PT and acupuncture for each knee", [("physical_therapy", None)]),
    ],
)  # fmt: skip
def test_a_number_of_each_is_given_to_each(wording: str, found: list[tuple[str, float | None]]) -> None:
    numbers = [
        (each.service.code, (each.quantity.stated or each.quantity.derived) if each.quantity else None)
        for each in parse(wording)
    ]
    assert numbers == found


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("arthroscopy medial meniscectomy of the left knee", ["arthroscopy+meniscectomy"]),
        ("8 sessions of physical therapy to include aquatic therapy", ["physical_therapy+aquatic_therapy"]),
        ("MBB L4-5 and L5-S1 followed by RFA L4-5", ["medial_branch_block", "radiofrequency_ablation"]),
    ],
)
def test_steps_and_what_is_included_are_no_other_readings(wording: str, found: list[str]) -> None:
    assert services(wording) == found
    assert all(not each.service.alternatives for each in parse(wording))


def test_a_colon_says_that_what_leads_is_of_all() -> None:
    assert [each.modifiers for each in parse("Pre-op: chest x-ray; EKG")] == [("preoperative",), ("preoperative",)]


@pytest.mark.parametrize("piece", ["right shoulder arthroscopy with decompression, ", "ESI L4-5, L5-S1 arthrogram "])
def test_a_list_of_surgery_or_injections_asks_for_work_in_proportion(piece: str) -> None:
    assert growth(lambda times: parse(piece * times), 20) < 5


@pytest.mark.parametrize("piece", ["2x6 PT ", "PT 12 ", "Norco # 1 1 ", "12 PT "])
def test_a_service_named_hundreds_of_times_asks_for_work_in_proportion(piece: str) -> None:
    assert growth(lambda times: parse(piece * times), 75) < 5  # Quadratic reading would take 16 times as many calls.
