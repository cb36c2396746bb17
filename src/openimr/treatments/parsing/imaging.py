"""Reads what imaging alone says in short: "MRI w/o" and "MRI with and without" leave the word contrast out.

Source: request-grammar.md 5.1 and 5.7; the short forms are general knowledge of such requests, unverified.
"""

from __future__ import annotations

from openimr.treatments.parsing.lexicon import Kind
from openimr.treatments.parsing.marks import Head, Mark, Marks, Word
from openimr.treatments.services import all_services

__all__ = ["find_contrast"]

# The longest form first.
_FORMS = (
    (("w", "/", "out"), "without"),
    (("w", "/", "o"), "without"),
    (("w", "/"), "with"),
    (("wo",), "without"),
    (("without",), "without"),
    (("with",), "with"),
    (("w",), "with"),
)
_BETWEEN = frozenset({"and", "&", "/", "or", "+"})
_ENDS = frozenset({"", ",", ";", ")", ".", ":"})


def find_contrast(marks: Marks, heads: list[Head], end: int) -> None:
    """Mark "w/o", "w/" and both before ``end``, where imaging is asked for and nothing follows that they belong to."""
    is_imaging = bool(heads) and all_services()[heads[0].service].family == "imaging"
    if not is_imaging or any(word.kind is Kind.CONTRAST for word in marks.words):
        return
    for at in range(heads[0].end, end):
        found = _contrast(marks, at)
        if found is not None and _is_alone(marks, found.end):
            marks.words.append(found)
            marks.unattested.append(Mark(found.start, found.end))
            return


def _contrast(marks: Marks, at: int) -> Word | None:
    """What the words from a token on say of contrast, both ways where both are said."""
    first = _way(marks, at)
    if first is None:
        return None
    end, value = first
    step = end + 1 if marks.tokens.word(end) in _BETWEEN else end
    second = _way(marks, step)
    if second is not None and second[1] != value:
        return Word(at, second[0], Kind.CONTRAST, "with_and_without")
    return Word(at, end, Kind.CONTRAST, value)


def _way(marks: Marks, at: int) -> tuple[int, str] | None:
    """The end of the first form that begins at a token, and what it says."""
    words = marks.tokens.words
    if marks.tokens.word(at)[:1] != "w":
        return None
    return next(
        ((at + len(form), value) for form, value in _FORMS if tuple(words[at : at + len(form)]) == form),
        None,
    )


def _is_alone(marks: Marks, end: int) -> bool:
    """Whether the words end here, or go on with the part of the body or what describes the study."""
    said = [*marks.parts, *marks.sides, *marks.levels, *marks.words, *marks.codes, *marks.dates]
    return marks.tokens.word(end) in _ENDS or any(mark.start == end for mark in said)
