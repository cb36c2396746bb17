from __future__ import annotations

import pytest

from openimr.determinations.checking.person_names import may_name_a_person, name_in, persons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr. Roe and Mrs. Jane O'Doe came.", ["Roe", "Jane O'Doe"]),
        ("Dr. Roe\n\nThe employee", ["Roe"]),
        ("Treating physician Jane Doe, M.D., agreed.", ["Jane Doe"]),
        ("Orthopedic Surgeon Jane Doe, M.D., agreed.", ["Jane Doe"]),
        ("Maria de la Cruz, PhD", ["Maria de la Cruz"]),
    ],
)
def test_names_are_found_without_the_words_around_them(text: str, names: list[str]) -> None:
    assert [" ".join(text[start:end].split()) for start, end in persons(text)] == names
    assert may_name_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. The",
        "Pain Management, MD",
        "Treating Surgeon Zzyzx Physician, MD",
        "ADHD and ODG. Xdr. Roe",
        "Surgeon Zzyzx, MD",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert list(persons(text)) == []


def test_a_text_without_title_or_degree_names_nobody() -> None:
    assert not may_name_a_person("The employee has pain. ODG and MDs.")


def test_a_name_ends_before_the_first_word_that_is_none() -> None:
    assert name_in("Roe Date") == (0, 3)
    assert name_in("Date Roe") is None
