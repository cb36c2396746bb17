"""Whether codes fit the words."""

from __future__ import annotations

from openimr.treatments import parse
from openimr.treatments.request import FlagKind


def flags(wording: str) -> set[FlagKind]:
    return {flag.kind for flag in parse(wording)[0].flags}


def test_a_code_that_fits_is_not_flagged() -> None:
    assert not flags("Right L4-5 transforaminal epidural steroid injection CPT 64483") & {
        FlagKind.CODE_SUSPECT,
        FlagKind.CODE_TEXT_CONFLICT,
        FlagKind.CODE_LEVEL_CONFLICT,
    }


def test_a_code_for_another_service_is_flagged() -> None:
    assert FlagKind.CODE_TEXT_CONFLICT in flags("Acupuncture CPT 97113")


def test_a_code_for_another_region_is_flagged() -> None:
    assert FlagKind.CODE_LEVEL_CONFLICT in flags("C5-6 transforaminal epidural steroid injection CPT 64483")


def test_an_unknown_code_is_flagged() -> None:
    assert FlagKind.CODE_SUSPECT in flags("PT CPT 99999")


def test_a_diagnosis_is_not_compared_with_the_service() -> None:
    assert FlagKind.CODE_SUSPECT not in flags("MRI lumbar spine ICD-10 M54.5")


def test_a_code_says_how_the_needle_is_guided() -> None:
    assert [str(parse(f"L4-5 ESI CPT {code}")[0].guidance) for code in ("77003", "76942", "62323")] == [
        "fluoroscopy",
        "ultrasound",
        "None",
    ]
