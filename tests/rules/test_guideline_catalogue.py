"""Each row of the catalogue of guidelines, and all rows together, against what the sheets promise."""

import datetime as dt
from collections import Counter
from itertools import combinations, groupby

import msgspec
import pytest

from openimr.guidelines.catalogue import GuidelineEdition, GuidelineSection, editions, sections
from openimr.guidelines.formulary import DoseUnit, OpioidFactor
from openimr.rulebook import load


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_each_edition_has_a_source_and_days_in_order(edition: GuidelineEdition) -> None:
    assert edition.source
    assert edition.in_force_from is None or edition.trigger is not None
    if edition.in_force_from and edition.in_force_to:
        assert edition.in_force_from <= edition.in_force_to
    if edition.dated_on and edition.in_force_from:
        assert edition.dated_on <= edition.in_force_from
    if edition.dated_on:
        assert edition.dated_on.year == edition.year


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_each_edition_has_both_its_pages_or_none(edition: GuidelineEdition) -> None:
    assert (edition.first_page is None) == (edition.last_page is None)


def test_only_the_2009_guideline_has_known_pages() -> None:
    assert [edition.id for edition in editions() if edition.last_page] == ["chronic-pain-2009"]


def test_no_two_rows_share_an_id() -> None:
    assert [name for name, count in Counter(edition.id for edition in editions()).items() if count > 1] == []


def test_aliases_are_unique() -> None:
    aliases = Counter(alias.lower() for edition in editions() for alias in edition.aliases)
    assert [alias for alias, count in aliases.items() if count > 1] == []


def test_each_guideline_has_an_alias() -> None:
    by_name: dict[str, int] = Counter()
    for edition in editions():
        by_name[edition.guideline] += len(edition.aliases)
    assert [name for name, count in by_name.items() if count == 0] == []


def test_editions_of_one_guideline_do_not_overlap() -> None:
    dated = [edition for edition in editions() if edition.in_force_from]
    for _, rows in groupby(sorted(dated, key=lambda row: row.guideline), key=lambda row: row.guideline):
        for one, other in combinations(sorted(rows, key=lambda row: row.in_force_from or dt.date.min), 2):
            assert one.in_force_to is not None, one.id
            assert other.in_force_from is not None
            assert one.in_force_to < other.in_force_from, (one.id, other.id)


@pytest.mark.parametrize("section", sections(), ids=lambda section: f"{section.guideline}-{section.name}")
def test_each_section_belongs_to_a_guideline_and_its_pages(section: GuidelineSection) -> None:
    owners = [edition for edition in editions() if section.guideline in {edition.id, edition.guideline}]
    assert section.source
    assert owners
    for edition in owners:
        if edition.first_page and edition.last_page:
            assert all(edition.first_page <= page <= edition.last_page for page in section.pages)


def test_names_and_aliases_of_sections_are_unique_in_a_guideline() -> None:
    names = Counter(
        (section.guideline, name)
        for section in sections()
        for name in {word.lower() for word in (section.name, *section.aliases)}
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("guideline", "name", "pages"),
    [
        ("chronic-pain-2009", "Behavioral interventions", (23,)),
        ("chronic-pain-2009", "Physical medicine", (98, 99)),
        ("chronic-pain-2009", "Psychological treatment", (101, 102)),
        ("chronic-pain-2009", "Yoga", (126,)),
    ],
)
def test_pages_seen_in_decisions_stand(guideline: str, name: str, pages: tuple[int, ...]) -> None:
    """Source: guidelines.md B1, B2 (seeds 001, 002, 003, 004)."""
    found = [row for row in sections() if row.guideline == guideline and row.name == name]
    assert [row.pages for row in found] == [pages]


class Service(msgspec.Struct):
    """A service of the vocabulary, of which only the code matters here."""

    id: str


class Services(msgspec.Struct):
    """A family of services."""

    services: list[Service]


def test_sections_are_about_services_of_the_vocabulary() -> None:
    known = {service.id for family in load("vocabulary/services.yaml", Services) for service in family.services}
    named = {service for section in sections() for service in section.services}
    assert named - known == set()


class Drug(msgspec.Struct):
    """A drug of the vocabulary, of which only the id matters here."""

    id: str


class DrugClass(msgspec.Struct):
    """A class of drugs."""

    drugs: list[Drug]


FACTORS: tuple[OpioidFactor, ...] = load("guidelines/opioid_factors.yaml", OpioidFactor)


def test_factors_of_opioids_are_for_drugs_of_the_vocabulary() -> None:
    known = {drug.id for row in load("vocabulary/drugs.yaml", DrugClass) for drug in row.drugs}
    assert {drug for row in FACTORS for drug in row.drugs} <= known


def test_each_table_gives_a_drug_one_factor_for_each_dose_from_the_lowest_on() -> None:
    tiers: dict[tuple[str, dt.date, DoseUnit], list[float]] = {}
    for row in FACTORS:
        assert row.factor > 0, row
        for drug in row.drugs:
            tiers.setdefault((drug, row.from_, row.unit), []).append(row.above)
    for key, doses in tiers.items():
        assert sorted(set(doses)) == doses, key
        assert doses[0] == 0, key


def test_factors_of_higher_doses_are_not_lower() -> None:
    for row, other in combinations(FACTORS, 2):
        if (row.drugs, row.from_, row.unit) == (other.drugs, other.from_, other.unit):
            assert (row.above < other.above) is (row.factor < other.factor)
