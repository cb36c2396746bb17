"""Finds quoted words on a page of the case file, and makes the pin that a determination shows.

A quotation must stand on its page letter by letter; only white space may differ, since a page breaks its lines. Of a
page that was read by OCR the reviewer quotes the picture, and the text may be misread: there words that are nearly the
same hold, and the pin says by its confidence how near they are. A number must be the same there too: a wrong number is
a plain error of fact. What OCR misread more than that holds by the reviewer's word to have seen it.

Source: design, section 4 (no fact without a pin).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from openimr.casefile.documents.rules import kind_row
from openimr.casefile.model import CaseFile, Document, Legibility, Page, TextSource
from openimr.citations import Pin, Span
from openimr.reviews.review import Quoted

__all__ = ["document_words", "found_on", "is_picture", "pin_of", "place_of"]


_WHITE = re.compile(r"\s")
_MISREAD = str.maketrans("OoIl|", "00111")
_READ_BY_OCR = frozenset({TextSource.TESSERACT, TextSource.RAPIDOCR})
_HARD_TO_READ = frozenset({Legibility.DOUBTFUL, Legibility.ILLEGIBLE, Legibility.NEEDS_OCR})
_ALIKE = 85.0
"""From 0 to 100, how near words read by OCR must be to what is quoted; the project's choice."""


def place_of(quote: str, text: str) -> Span | None:
    r"""Where ``quote`` stands in ``text`` first, white space aside; ``None`` where it does not.

    >>> place_of("pain of 6/10", "He reports pain\n of 6/10 today.")
    Span(start=11, end=24, confidence=1.0)
    """
    pattern = _pattern(quote)
    match = pattern.search(text) if pattern else None
    return Span(match.start(), match.end()) if match else None


@lru_cache(maxsize=1024)
def _pattern(quote: str) -> re.Pattern[str] | None:
    words = quote.split()
    return re.compile(r"\s+".join(map(re.escape, words))) if words else None


def found_on(quoted: Quoted, file: CaseFile) -> tuple[Page, Span] | None:
    """The page, and where the quoted words stand in its text; ``None`` where there is no such page or they do not.

    Of words that a person saw on a picture, the confidence of the place says how like them the text is.
    """
    if not 1 <= quoted.page <= len(file.pages):
        return None
    page = file.page(quoted.page)
    span = place_of(quoted.quote, page.text)
    if span is None and is_picture(page):
        span = _seen(quoted.quote, page) if quoted.is_seen else _nearly(quoted.quote, page)
    return (page, span) if span else None


def is_picture(page: Page) -> bool:
    """Whether a person may see more on the page than its text: OCR read it, or nothing did, or it is hard to read.

    A scanner may have put a bad text below the picture itself; then the grade of the page tells.
    """
    if not page.texts or page.texts[-1].source in _READ_BY_OCR:
        return True
    return page.grade is not None and page.grade.legibility in _HARD_TO_READ


def _nearly(quote: str, page: Page) -> Span | None:
    """Where words like ``quote`` stand on a page that was read by OCR, with how like they are as its confidence."""
    span = _likest(quote, page, at_least=_ALIKE)
    if span is None or _numbers(quote) != _numbers(span.quote(page.text)):
        return None
    return span


def _seen(quote: str, page: Page) -> Span | None:
    """Where the words that a person saw stand most likely; at the beginning of a page of which nothing was read."""
    if not quote.split():
        return None
    return _likest(quote, page, at_least=0) or Span(0, 0, 0.0)


def _likest(quote: str, page: Page, *, at_least: float) -> Span | None:
    words = " ".join(quote.split())
    if not words or len(words) > len(page.text):
        return None
    # Signs of white space are one character each, so that places stay where they are.
    found = fuzz.partial_ratio_alignment(words, _WHITE.sub(" ", page.text), score_cutoff=at_least)
    return Span(found.dest_start, found.dest_end, round(found.score / 100, 2)) if found else None


def _numbers(text: str) -> list[str]:
    """The digits of each word that has any; letters that OCR takes for digits count as these."""
    words = (word.translate(_MISREAD) for word in text.split() if any(map(str.isdigit, word)))
    return ["".join(sign for sign in word if sign.isdigit()) for word in words]


def pin_of(quoted: Quoted, file: CaseFile) -> Pin | None:
    """The pin as a determination shows it, the quotation in one line; ``None`` where the words do not stand there."""
    found = found_on(quoted, file)
    if found is None:
        return None
    _, span = found
    document = next((one for one in file.documents if quoted.page in one.pages), None)
    return Pin(
        document=document_words(document) if document else "no document",
        page=quoted.page,
        span=span,
        quote=" ".join(quoted.quote.split()),
    )


def document_words(document: Document) -> str:
    """The document in words, without a name: number, kind and day."""
    dated = f", {document.dated_on.isoformat()}" if document.dated_on else ", not dated"
    return f"document {document.number}, {kind_row(document.kind).name}{dated}"
