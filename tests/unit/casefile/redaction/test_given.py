"""Names in running text are found by a given name or a relation; words that are no names stay."""

from __future__ import annotations

import msgspec
import pytest

from openimr.casefile.redaction import Profile, propose
from openimr.cases.parties import PersonName
from unit.casefile.redaction.factories import PARTIES


def told(text: str) -> list[tuple[str, bool]]:
    return [(one.quote, one.is_certain) for one in propose(text, PARTIES, Profile.STATE)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She came with her husband Miguel.", [("Miguel", True)]),
        ("The interpreter, Juan Gutierrez, was present.", [("Juan Gutierrez", True)]),
        ("His wife (Quenby) drives him.", [("Quenby", False)]),
        ("Her mother, Zsofi Karst, helps.", [("Zsofi Karst", False)]),
        ("She was seen by Kelly Park the week before.", [("Kelly Park", True)]),
        ("It was discussed with Kevin J. O'Dwyer and with Ana de la Cruz.",
         [("Kevin J. O'Dwyer", True), ("Ana de la Cruz", True)]),
        ("Elena drives her to every visit.", [("Elena", False)]),
        ("According to Mark Tansley, work was light.", [("Mark Tansley", False)]),
        ("Seen with MELISSA QUIGG and KIM.", [("MELISSA QUIGG", False)]),
        ("The worker was accompanied to this long visit of the afternoon by Beth\nHollins and left.",
         [("Beth\nHollins", True)]),
        ("Attended: Case manager Beth Hollins, RN", [("Beth Hollins", True)]),
    ],
)  # fmt: skip
def test_a_name_without_title_or_label_is_found(text: str, names: list[tuple[str, bool]]) -> None:
    assert told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The interpreter was present, and the mother denied a history of diabetes.",
        "Mark the site; Grant approval; May repeat; Will follow; Summer 2014; Victor.",
        "MOTHER DIABETES, FATHER HYPERTENSION, SISTER IN GOOD HEALTH",
        "ANA was negative; Thomas test negative; Patrick positive.",
        "Treated in San Jose and at St. Thomas.",
        "The supervisor Tinel sign is positive.",
    ],
)
def test_words_that_are_no_names_stay(text: str) -> None:
    assert not [quote for quote, _ in told(text)]


def test_a_short_line_does_not_run_into_the_next() -> None:
    assert told("Present: Steven\nMercer Road is blocked.") == [("Steven", False)]


def test_a_name_ends_where_its_sentence_ends() -> None:
    text = "Referred by Dr. Lorrin. Ms. Tessmer has pain. Seen by Dr. St. Clarence."
    assert [quote for quote, _ in told(text)] == ["Lorrin", "Tessmer", "St. Clarence"]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Write to marisol.gonzalez@example.org.", "[EMAIL]"),
        ("The last four of her social 6789 were given.", "[SSN]"),
        ("A car with plate 7ABC123 struck her.", "[VEHICLE]"),
    ],
)
def test_an_identifier_that_holds_or_lacks_its_label_has_its_own_token(text: str, token: str) -> None:
    [one] = propose(text, PARTIES, Profile.STATE)
    assert one.token == token


def test_the_first_letter_of_a_degree_is_no_initial_of_a_person_with_a_like_name() -> None:
    assert PARTIES.attorney
    parties = msgspec.structs.replace(
        PARTIES, attorney=msgspec.structs.replace(PARTIES.attorney, name=PersonName(first="Mona", last="Whitlok"))
    )
    [one] = propose("Seen by Robert Whitlock, M.D. today.", parties, Profile.STATE)
    assert one.quote == "Robert Whitlock"
