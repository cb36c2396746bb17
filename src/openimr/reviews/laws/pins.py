"""Laws on pins: the quoted words stand on their page, and the reviewer opened its document.

Source: design, section 4; 8 CCR 9792.10.6(b), (d).
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.casefile.documents import reviewed_entries
from openimr.casefile.model import CaseFile
from openimr.citations import Span
from openimr.reviews.laws.look import Broken, Look
from openimr.reviews.quoting import found_on, is_picture
from openimr.reviews.review import Quoted

__all__ = ["find", "nearly_quoted"]


def find(look: Look) -> Broken:
    """Each pin that does not hold, and each document that is quoted from and was not opened."""
    file = look.whole.case_file
    if file is None:
        return
    unopened: dict[int, None] = {}
    opened = _opened(file, look.review.opened)
    known = {document.number for document in file.documents}
    for number in look.review.opened:
        if number not in known:
            yield "pinned-opened", f"there is no document {number} that could have been opened"
    for where, statement in look.statements():
        for quoted in statement.pins:
            if found_on(quoted, file) is None:
                yield "pins-hold", f"{where}: {_told(quoted, file)}"
            elif quoted.is_seen and not is_picture(file.page(quoted.page)):
                yield (
                    "pins-hold",
                    f"{where}: page {quoted.page} is typed and quoted from its text; leave out is_seen",
                )
            unopened.update((number, None) for number in _documents_of(quoted, file) if number not in opened)
    for number in unopened:
        yield "pinned-opened", f"document {number} is quoted from and was not opened"


def nearly_quoted(look: Look) -> Iterator[tuple[str, Quoted, Span]]:
    """Each quotation that holds only nearly, because its page was read by OCR: where, what, and how near."""
    file = look.whole.case_file
    for where, statement in look.statements() if file else ():
        for quoted in statement.pins:
            found = found_on(quoted, file) if file else None
            if found is not None and found[1].confidence < 1:
                yield where, quoted, found[1]


def _told(quoted: Quoted, file: CaseFile) -> str:
    if not 1 <= quoted.page <= len(file.pages):
        return f"the case file has no page {quoted.page}, its pages run from 1 to {len(file.pages)}"
    if not quoted.quote.strip():
        return f"no words are quoted from page {quoted.page}"
    words = f"“{quoted.quote}” does not stand on page {quoted.page}"
    if is_picture(file.page(quoted.page)):
        return f"{words} as it was read; where it stands on the picture, add is_seen: true"
    return words


def _documents_of(quoted: Quoted, file: CaseFile) -> list[int]:
    return [document.number for document in file.documents if quoted.page in document.pages]


def _opened(file: CaseFile, numbers: tuple[int, ...]) -> frozenset[int]:
    """The documents that were opened, with their copies: who read one of them read the other."""
    seen = {*numbers, *(document.number for document in file.documents if document.is_opened)}
    for entry in reviewed_entries(file):
        same = {entry.number, *entry.repeated_by}
        if not seen.isdisjoint(same):
            seen |= same
    return frozenset(seen)
