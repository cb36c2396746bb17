from __future__ import annotations

import datetime as dt
import re
from string import Formatter

import pytest

from openimr.guidelines.catalogue import find_guideline
from openimr.samples.citing import in_force
from openimr.samples.tables import Service, families, guidelines, regions, sentences, services, specialties, wordings

_DAYS = (dt.date(2013, 9, 2), dt.date(2014, 6, 1), dt.date(2016, 7, 20), dt.date(2018, 3, 1), dt.date(2019, 4, 10))
_REGIONS = tuple(region.id for region in regions())


def test_every_kind_of_treatment_has_at_least_twelve_patterns_of_sentences() -> None:
    for family in families().values():
        assert len(family.guideline) + len(family.upheld) + len(family.overturned) >= 12


@pytest.mark.parametrize("service", services(), ids=lambda service: service.id)
def test_every_service_has_a_guideline_at_every_time_and_place(service: Service) -> None:
    table = guidelines()
    regions_of = service.regions or ((service.needs,) if service.needs else _REGIONS[:3])
    names = (*service.cites, *((service.odg,) if service.odg else ()))
    for day in _DAYS:
        for region in regions_of:
            assert any(in_force(table[name], day, region) for name in names), (day, region)


def test_the_odg_entry_of_a_service_fits_all_its_places() -> None:
    table = guidelines()
    for service in services():
        if service.odg and table[service.odg].region:
            assert service.regions == (table[service.odg].region,)


def test_every_service_has_sentences_wording_and_a_reviewer() -> None:
    for service in services():
        assert service.family in families()
        assert service.plan in wordings()
        assert any((service.decided_by or service.family) in row.families for row in specialties())


def test_sentences_have_only_slots_that_are_filled() -> None:
    known = {
        "name", "Name", "phrase", "site", "for_site", "of_site", "level", "strength",
        "n", "f", "w", "count", "part", "prior", "Prior", "total",
        "trial", "measure", "patient", "Patient", "complaint", "finding", "finding2", "visit",
        "guide", "Guide", "age", "sex", "injury", "mechanism", "month", "pain",
        "diagnoses", "numbered", "instrument", "long", "score", "treatments", "phrases", "ur",
    }  # fmt: skip
    texts = [text for table in ("rationales", "summaries") for row in sentences(table).values() for text in row]
    for family in families().values():
        texts += [row.text for row in (*family.guideline, *family.upheld, *family.overturned)]
    for wording in wordings().values():
        texts += [*wording.heading, *wording.phrase]
    slots = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}
    assert slots <= known


def test_guidelines_of_the_tables_are_in_the_catalogue() -> None:
    for row in guidelines().values():
        if row.guideline:
            assert find_guideline(row.guideline) is not None, row.id


def test_no_sentence_names_a_person() -> None:
    for table in ("rationales", "summaries"):
        for row in sentences(table).values():
            assert not [text for text in row if re.search(r"\b(?:Dr|Mr|Mrs|Ms)\.", text)]
