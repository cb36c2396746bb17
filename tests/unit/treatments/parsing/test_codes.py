"""Codes in a wording."""

from __future__ import annotations

import pytest

from openimr.treatments import parse


def codes(wording: str) -> list[str]:
    return [f"{code.system.value} {code.code}" for code in parse(wording)[0].codes]


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("PT CPT 97110, 97140 and 97112", ["cpt 97110", "cpt 97140", "cpt 97112"]),
        ("PT (97110)", ["cpt 97110"]),
        ("TENS unit E0730", ["hcpcs E0730"]),
        ("TENS unit code: e0730", ["hcpcs E0730"]),
        ("MRI lumbar spine ICD-10 M54.5, S33.5XXA", ["icd10 M54.5", "icd10 S33.5XXA"]),
        ("MRI lumbar spine ICD-9 724.2", ["icd9 724.2"]),
        ("Norco NDC 00406-0365-01 #60", ["ndc 00406-0365-01"]),
    ],
)
def test_codes_are_read(wording: str, found: list[str]) -> None:
    assert codes(wording) == found


@pytest.mark.parametrize(
    "wording",
    [
        "Vitamin D 50,000 units",
        "Norco #12345",
        "PT code",
        "MRI ICD-10 of the knee",
        "PT ICD",
        "MRI knee ICD-9 724.2345",
        "cost $97110",
    ],
)
def test_what_is_no_code_is_none(wording: str) -> None:
    assert codes(wording) == []
