"""Turns places into what a reader sees: the words quoted, their boxes on the page, and a snippet.

Source: feature F21 of the plan.
"""

from __future__ import annotations

from openimr.casefile.model import Box, PagePin
from openimr.casefile.search.hits import Place, Snippet
from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.places import Match, Onward
from openimr.casefile.search.rules import limit
from openimr.citations import Span

__all__ = ["boxes_of", "place_of", "snippet_of"]


def place_of(index: SearchIndex, document: int, first: int, stretch: Onward, match: Match) -> Place:
    """The place of the words from ``first``, pinned; ``document`` is the number of its document, 0 for none."""
    page = index.page_at(first)
    start, end = index.starts[first], index.ends[first + stretch.width - 1]
    row = index.pages[page]
    boxes = boxes_of(index, page, start, end)
    pin = PagePin(
        document=str(document) if document else "",
        page=row.running,
        span=Span(start, end),
        quote=row.text[start:end],
        box=_around(boxes) if boxes else None,
    )
    then = None
    if stretch.then_width:
        then = place_of(index, document, stretch.then, Onward(stretch.then_width, 0, 0), match)
    return Place(pin=pin, match=match, boxes=boxes, then=then)


def boxes_of(index: SearchIndex, page: int, start: int, end: int) -> tuple[Box, ...]:
    """A rectangle for each line that the stretch runs over, in points; within a line by the share of its letters."""
    first = index.pages[page].first_line
    beyond = index.pages[page + 1].first_line if page + 1 < len(index.pages) else len(index.line_ends) // 2
    found = []
    for line in range(first, beyond):
        begin, close = index.line_ends[2 * line], index.line_ends[2 * line + 1]
        if begin < end and start < close:
            left, top, right, bottom = index.boxes[4 * line : 4 * line + 4]
            letter = (right - left) / (close - begin)
            found.append(
                Box(
                    left=left + letter * (max(start, begin) - begin),
                    top=top,
                    right=left + letter * (min(end, close) - begin),
                    bottom=bottom,
                )
            )
    return tuple(found)


def snippet_of(index: SearchIndex, page: int, place: Place) -> Snippet:
    """The place with words around it, cut between words."""
    text, span, reach = index.pages[page].text, place.pin.span, limit("snippet_characters")
    before = " ".join(text[max(0, span.start - reach) : span.start].split())
    if span.start > reach:
        before = "… " + before.partition(" ")[2]
    quote = place.pin.quote
    if place.then is not None:
        # The page that it goes on on is the next one that has words.
        quote, span = f"{quote} {place.then.pin.quote}", place.then.pin.span
        text = next(row.text for row in index.pages[page:] if row.running == place.then.pin.page)
    after = " ".join(text[span.end : span.end + reach].split())
    if span.end + reach < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Snippet(before, " ".join(quote.split()), after)


def _around(boxes: tuple[Box, ...]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )
