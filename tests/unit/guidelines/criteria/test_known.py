from openimr.guidelines.criteria.known import FactKind, fact_words, known_facts
from openimr.guidelines.criteria.units import units


def test_every_number_has_a_unit_that_is_known_and_nothing_else_has_one() -> None:
    for row in known_facts().values():
        assert (row.unit is not None) == (row.kind is FactKind.NUMBER), row.name
        assert {unit for unit in (row.unit, *row.also) if unit} <= set(units()), row.name


def test_no_name_stands_twice_and_every_one_says_what_it_means() -> None:
    assert all(len(row.means) > 20 for row in known_facts().values())


def test_a_known_name_has_words_and_an_unknown_one_its_own() -> None:
    assert fact_words("prior_sessions") == "the number of earlier sessions of this course"
    assert fact_words("is_homebound") == "is homebound"
