"""Says of what is not found where it was looked for, so that a reviewer's "not documented" can be checked.

"Nowhere" is said only where every page could be read; one page that could not makes it "not known".

Source: feature F21 of the plan; "not documented" is never "no".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from openimr.casefile.model import Document, Legibility
from openimr.casefile.search.asked import Asked
from openimr.casefile.search.hits import Absence, Found
from openimr.casefile.search.index import SearchIndex
from openimr.casefile.search.query import told
from openimr.casefile.search.variants import Tolerance

__all__ = ["absence", "stretches"]


def absence(
    index: SearchIndex,
    query: str,
    *,
    documents: Iterable[Document] = (),
    tolerance: Tolerance = Tolerance.TOLERANT,
) -> Absence:
    """Whether ``query`` is said anywhere, and what "nowhere" rests on; pages that could not be read are named.

    Raises:
        UnusableArguments: the query cannot be read, or asks for documents that were not handed in.
    """
    asked = Asked(index, query, tuple(documents), tolerance)
    rows = index.pages
    unread = asked.unread()
    found = asked.running(asked.found.sure)
    perhaps = asked.running(asked.found.maybe - asked.found.sure)
    if found:
        state = Found.SAID
    elif perhaps:
        state = Found.PERHAPS
    else:
        state = Found.NOT_KNOWN if unread or not asked.scope else Found.NOWHERE
    return _with_words(
        Absence(
            query=told(asked.node),
            state=state,
            read=len(asked.scope) - len(unread),
            unread=unread,
            doubtful=asked.running(at for at in asked.scope if rows[at].legibility is Legibility.DOUBTFUL),
            found=found,
            perhaps=perhaps,
            says="",
        )
    )


def stretches(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as from and to.

    >>> stretches((3, 7, 8, 9, 12))
    '3, 7 to 9, 12'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join(" to ".join(str(number) for number in run) for run in runs)


def _with_words(answer: Absence) -> Absence:
    """The answer with its sentences."""
    sentences = [_first_sentence(answer)]
    if answer.perhaps and answer.found:
        sentences.append(f"It may be said on {_counted(answer.perhaps)} more.")
    if answer.unread:
        sentences.append(f"Of {_counted(answer.unread)} nothing can be said: they could not be read.")
    if answer.doubtful:
        sentences.append(f"On {_counted(answer.doubtful)} that are hard to read more may stand than was read.")
    return msgspec.structs.replace(answer, says=" ".join(sentences))


def _first_sentence(answer: Absence) -> str:
    match answer.state:
        case Found.SAID:
            return f"{answer.query} is found on {_counted(answer.found)}."
        case Found.PERHAPS:
            return f"{answer.query} may be found on {_counted(answer.perhaps)}: look at each."
        case Found.NOWHERE:
            return f"{answer.query} is found on none of the {answer.read} pages searched, all of which could be read."
        case _:
            return f"{answer.query} is found on none of the {answer.read} pages that could be read."


def _counted(numbers: Sequence[int]) -> str:
    return f"{len(numbers)} page{'s' if len(numbers) > 1 else ''} ({stretches(numbers)})"
