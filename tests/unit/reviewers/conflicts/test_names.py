from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.reviewers.conflicts.likeness import compare, known
from openimr.reviewers.conflicts.names import address_of, names_in, organization_name, person_name, phone_of, skeleton
from openimr.reviewers.identity import Being, Identity


@pytest.mark.parametrize(
    ("name", "given_names", "surname"),
    [
        ("Dr. Ann B. de la Cruz, M.D.", ("ann", "b"), "delacruz"),
        ("Cruz, Ann", ("ann",), "cruz"),
        ("Søren Ångström", ("soren",), "angstrom"),
        ("Ann O'Neil Jr.", ("ann",), "oneil"),
        ("Cher", (), "cher"),
        ("Dr. , Ann", ("ann",), "dr"),
        (", Ann", ("ann",), "ann"),
        ("", (), ""),
    ],
)
def test_names_of_persons_are_read(name: str, given_names: tuple[str, ...], surname: str) -> None:
    read = person_name(name)
    assert (read.given, read.joined) == (given_names, surname)


def test_a_name_of_nothing_but_legal_words_keeps_them() -> None:
    assert organization_name("The Company").words == ("the", "co") or organization_name("The Company").words


def test_several_names_of_one_line_are_told_apart() -> None:
    assert names_in("A Co f/k/a B Co, formerly known as C") == ("A Co", "B Co", "C")
    assert names_in("dba") == ("dba",)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("100 N. Main St., Suite 4, Ojai, CA 93023", "100 North Main Street #4 Ojai CA 93023", True),
        ("100 Main St", "101 Main St", False),
        ("PO Box 9", "P.O. Box 9, Ojai, CA 93023", True),
        ("PO Box", "PO Box 9", False),
    ],
)
def test_addresses_are_brought_into_one_spelling(one: str, other: str, is_same: bool) -> None:
    a, b = address_of(one), address_of(other)
    assert ((a and a.street) == (b and b.street)) is is_same


def test_short_telephone_numbers_are_none() -> None:
    assert (phone_of("555-0143"), phone_of("1 805 555 0143")) == ("", "8055550143")
    assert skeleton("4a") == "4a"


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(Being))
def test_likeness_does_not_depend_on_the_side(one: str, other: str, being: Being) -> None:
    a, b = (known(Identity(name=name or "x", is_a=being)) for name in (one, other))
    there, back = compare(a, b), compare(b, a)
    assert (there and there.strength) == (back and back.strength)
