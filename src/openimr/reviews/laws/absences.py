"""The law on "not documented": what is called so must be nowhere in the pages that could be read.

Determinations were set aside because they called not documented what was in the file.

Source: Labor Code 4610.6(h)(5); design, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.casefile.pages import numbers_in_words
from openimr.casefile.search import Absence, Found, absence
from openimr.errors import UnusableArguments
from openimr.reviews.laws.look import Broken, Look
from openimr.reviews.review import Ground

__all__ = ["find", "open_absences"]


def find(look: Look) -> Broken:
    """Each absence that the case file contradicts, with the pages that say otherwise."""
    for where, query, answer in _absences_of(look):
        if isinstance(answer, str):
            yield "absences-hold", f"{where}: “{query}” cannot be looked for: {answer}"
        elif answer.state is Found.SAID:
            yield "absences-hold", f"{where}: {answer.says}"


def _absences_of(look: Look) -> tuple[tuple[str, str, Absence | str], ...]:
    """Each absence that the review asserts: where, what was looked for, and what the search says, or why it cannot."""
    index, file = look.whole.search_index, look.whole.case_file
    if index is None or file is None:
        return ()
    found: list[tuple[str, str, Absence | str]] = []
    for where, statement in look.statements():
        if statement.ground is not Ground.NOT_DOCUMENTED:
            continue
        for query in statement.looked_for:
            try:
                found.append((where, query, absence(index, query, documents=file.documents)))
            except UnusableArguments as error:
                found.append((where, query, error.explain()))
    return tuple(found)


def open_absences(look: Look) -> Iterator[str]:
    """What an absence rests on where that is not everything: pages that could not be read, and words like those sought.

    One sentence for each sentence of the review.
    """
    unread: dict[str, Absence] = {}
    for where, _, answer in _absences_of(look):
        if isinstance(answer, str) or answer.state is Found.SAID:
            continue
        if answer.perhaps:
            yield f"{where}: {answer.says}"
        if answer.unread or answer.doubtful:
            unread.setdefault(where, answer)
    for where, answer in unread.items():
        of = answer.read + len(answer.unread)
        told = [f"{where}: what is called not documented was looked for on {answer.read} of {of} pages."]
        if answer.unread:
            told.append(f"Nobody can say what stands on {numbers_in_words(answer.unread)}, which could not be read.")
        if answer.doubtful:
            told.append(f"More may stand than was read on {numbers_in_words(answer.doubtful)}, hard to read.")
        yield " ".join(told)
