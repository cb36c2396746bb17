"""An edition is told with its document, its days, its other editions, its records, and how far it was checked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id, editions
from openimr.guidelines.library import dates_on, governing_edition
from openimr.guidelines.told_editions import told_edition, told_edition_on


def told(edition_id: str) -> dict[str, tuple[str, ...]]:
    return {section.title: section.lines for section in told_edition(edition_by_id(edition_id))}


def test_an_edition_is_told_with_its_neighbours_and_its_records() -> None:
    # Source: guidelines.md, section K.
    sections = told("chronic-pain-2016")
    assert sections["Document"][1] == "8 CCR 9792.24.2."
    assert sections["In force"] == ("By request date, from 2016-07-29 to 2017-11-30 by service date.",)
    assert sections["Records"] == ("CP16-HHC",)
    assert sections["Other editions"][0].startswith("chronic-pain-2009: By request date, from 2009-07-18 to 2016-07-28")
    assert told("chronic-pain-2009")["Document"][2] == "Pages 1 to 127."


def test_an_edition_that_is_no_part_of_the_mtus_says_so() -> None:
    assert told("odg")["In force"] == ("Not part of the MTUS, or its days there are not known.",)


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_every_edition_carries_its_source_and_status(edition: GuidelineEdition) -> None:
    sections = told(edition.id)
    assert sections["Source"][-1] == f"Status: {edition.verification}."
    assert all(line and not line.startswith(",") for lines in sections.values() for line in lines)


@pytest.mark.parametrize(
    ("edition_id", "on", "words"),
    [
        ("chronic-pain-2009", "2009-07-17", "no edition of its document is known to be in force on that day."),
        ("chronic-pain-2009", "2009-07-18", "it governs."),
        ("chronic-pain-2009", "2016-07-29", "it does not govern: chronic-pain-2016 does."),
        ("acoem-2004", "2017-12-01", "no edition of its document is known to be in force on that day."),
    ],
)
def test_a_day_without_an_edition_is_told(edition_id: str, on: str, words: str) -> None:
    assert told_edition_on(edition_by_id(edition_id), dt.date.fromisoformat(on)).endswith(words)


@given(st.sampled_from(editions()), st.dates(dt.date(2003, 1, 1), dt.date(2027, 12, 31)))
def test_of_one_document_one_edition_governs_at_most(edition: GuidelineEdition, on: dt.date) -> None:
    same = [it for it in editions() if it.guideline == edition.guideline]
    governing = [it for it in same if told_edition_on(it, on) == f"On {on} it governs."]
    assert governing == [it for it in (governing_edition(edition.guideline, dates_on(on)),) if it is not None]
