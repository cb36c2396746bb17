"""The law on "not documented": what is called so must be nowhere in the pages that could be read.

Determinations were set aside because they called not documented what was in the file.

Source: Labor Code 4610.6(h)(5); design, section 4.
"""

from __future__ import annotations

from openimr.casefile.search import Absence, Found, absence
from openimr.errors import UnusableArguments
from openimr.reviews.laws.look import Broken, Look
from openimr.reviews.review import Ground

__all__ = ["absences_of", "find"]


def find(look: Look) -> Broken:
    """Each absence that the case file contradicts, with the pages that say otherwise."""
    for where, query, answer in absences_of(look):
        if isinstance(answer, str):
            yield "absences-hold", f"{where}: “{query}” cannot be looked for: {answer}"
        elif answer.state is Found.SAID:
            yield "absences-hold", f"{where}: {answer.says}"


def absences_of(look: Look) -> tuple[tuple[str, str, Absence | str], ...]:
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
