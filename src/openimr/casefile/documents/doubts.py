"""Tells what speaks against the date of a document that was read from a picture; the date itself is never moved.

A reader of pictures takes 10/22 for 09/22 and 2024 for 2021. Where it was not sure of the figures, where an earlier
reading or another place of the paper gives another day, where a copy bears another date, or where the day is before the
injury that the paper names, the date is uncertain, and everything that shows it says so. A person sets it right.

Source: house rule that what is unverified is marked so; ``rulebook/casefile/legibility.yaml`` (unsure_word).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from openimr.calendars.words import day_in_words
from openimr.casefile.documents.dates import FoundDay, day_in, days_of, mended
from openimr.casefile.documents.rules import kind_row
from openimr.casefile.model import Document, DocumentKind, Page, PageText, TextSource
from openimr.determinations.reading.days import DAY

__all__ = ["day_doubts", "doubted_together"]

_INJURED = re.compile(r"\b(?:date\sof\sinjury|injury\sdate|injured\son|doi|d\.o\.i\.)\W{1,4}", re.IGNORECASE)
_OF_PICTURES = frozenset({TextSource.TESSERACT, TextSource.RAPIDOCR})


def day_doubts(pages: Sequence[Page], kind: DocumentKind, page: Page, found: FoundDay) -> tuple[str, ...]:
    """Why the date that ``page`` gives a document of ``kind`` and of ``pages`` is uncertain, each in a sentence."""
    if not page.texts or page.texts[-1].source not in _OF_PICTURES:
        return ()
    return tuple(dict.fromkeys(_doubts(pages, kind, page, found)))


def _doubts(pages: Sequence[Page], kind: DocumentKind, page: Page, found: FoundDay) -> Iterator[str]:
    if _is_unsure(page.texts[-1], found):
        yield f"The figures of the date on page {page.running} were hard to read."
    for earlier in page.texts[:-1]:
        others = [day for day in days_of(earlier.text, kind) if day.rank <= found.rank]
        if others and all(day.day != found.day for day in others):
            yield f"Another reading of page {page.running} gives {day_in_words(others[0].day)}."
    for one in pages:
        # A list of a pharmacy bears the days of all that it lists.
        for day in () if kind_row(kind).is_list else days_of(one.text, kind):
            if day.rank <= found.rank and day.day != found.day:
                yield f"Page {one.running} gives {day_in_words(day.day)} as well."
        injured_on = _injury_day(one.text)
        if injured_on is not None and found.day < injured_on:
            yield f"It is before {day_in_words(injured_on)}, the day of injury on page {one.running}."


def _injury_day(text: str) -> dt.date | None:
    """The day of injury that a page names under its label; ``None`` where it names none."""
    read = mended(text)
    label = _INJURED.search(read)
    day = DAY.match(read, label.end()) if label else None
    return day_in(day[0]) if day else None


def _is_unsure(text: PageText, found: FoundDay) -> bool:
    return any(start < found.end and found.start < end for start, end in text.unsure)


def doubted_together(documents: Iterable[Document], pages: Mapping[int, Page]) -> tuple[Document, ...]:
    """``documents``, each with what other documents of the file have against its date.

    A document that it repeats, or that repeats it, bears another date; or it is older than the injury that most pages
    name. Only dates that were read from a picture, and that no person set, are doubted.
    """
    listed = tuple(documents)
    injured_on = _day_of_most(pages.values())
    holder = {running: document for document in listed for running in document.pages}
    others: dict[int, set[int]] = {document.number: set() for document in listed}
    for document in listed:
        for running in document.pages:
            first = holder.get(pages[running].duplicate_of or running)
            if first is not None and first.number != document.number and first.dated_on != document.dated_on:
                others[document.number].add(first.number)
                others[first.number].add(document.number)
    by_number = {document.number: document for document in listed}
    return tuple(
        _doubted(one, [by_number[number] for number in sorted(others[one.number])], pages, injured_on) for one in listed
    )


def _doubted(
    document: Document, others: Sequence[Document], pages: Mapping[int, Page], injured_on: dt.date | None
) -> Document:
    is_read = any(_is_of_picture(pages[running]) for running in document.pages)
    if document.dated_on is None or "dated_on" in document.corrected or not is_read:
        return document
    more = [
        f"Document {other.number}, with the same pages, bears {day_in_words(other.dated_on)}."
        for other in others
        if other.dated_on is not None
    ]
    if injured_on is not None and document.dated_on < injured_on and not document.date_doubts:
        more.append(f"It is before {day_in_words(injured_on)}, the day of injury that most pages name.")
    return msgspec.structs.replace(document, date_doubts=(*document.date_doubts, *more))


def _day_of_most(pages: Iterable[Page]) -> dt.date | None:
    """The day of injury that more than half of the pages name that name any; ``None`` where there are not two."""
    named = Counter(day for page in pages if (day := _injury_day(page.text)) is not None)
    best = named.most_common(1)
    return best[0][0] if best and best[0][1] > max(1, named.total() / 2) else None


def _is_of_picture(page: Page) -> bool:
    return bool(page.texts) and page.texts[-1].source in _OF_PICTURES
