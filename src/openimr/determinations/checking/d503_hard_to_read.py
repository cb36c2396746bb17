"""Decides whether what is written for the worker reads harder than school grade 8.

Source: Labor Code 4610.6(d)(1): layperson's terms as far as practicable. The measure is the Flesch-Kincaid grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.duties import duties, limit
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.sentences import split_sentences

__all__ = ["CHECK", "reading_grade", "syllables"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
# Endings whose vowel is silent, and pairs of vowels that are two sounds.
_SILENT = re.compile(
    r"(?:(?<=[^aeiouylr])e|(?<=[aeiouy][lr])e|(?<=[^aeiouytd])ed|(?<=[^aeiouyscgxzh])es|(?<=[aeiouy][^aeiouy])ely)$|(?<=guid)e(?=l)"
)
_TWO_SOUNDS = re.compile(
    r"yee|(?<=[aeiouy][^aeiouy])ea$|ia(?!l\b|n\b|r)|io(?!n|u)|eo(?!u)|ua(?!r)|(?<=[^q])uo|iu|ying|eing|ya|creat|(?<=[dnrv])ial\b"
)
# A grade of a few words says nothing.
_ENOUGH_WORDS = 8


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        if treatment.plain_reason:
            grade = reading_grade(treatment.plain_reason)
            if grade is not None and grade > limit("reading-grade"):
                yield Hit(
                    where=f"{path}.plain_reason",
                    message=f"The reason in plain words reads at school grade {grade:.1f}; the goal is grade "
                    f"{limit('reading-grade')} or lower.",
                    quote=treatment.plain_reason,
                )


@lru_cache(maxsize=1024)
def reading_grade(text: str) -> float | None:
    """The Flesch-Kincaid school grade of ``text``; ``None`` where it has too few words to say.

    >>> round(reading_grade("You asked for six visits. The guideline does not support more."), 1)
    1.6
    """
    words = _WORD.findall(text)
    if len(words) < _ENOUGH_WORDS:
        return None
    sentences = max(len(split_sentences(text)), 1)
    sounds = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * sounds / len(words) - 15.59


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """About how many syllables an English word has; at least 1.

    >>> [syllables(word) for word in ("pain", "therapy", "denied", "guideline", "necessary")]
    [1, 3, 2, 2, 4]
    """
    letters = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS.findall(letters)) + len(_TWO_SOUNDS.findall(letters))
    return max(count - len(_SILENT.findall(letters)), 1)


CHECK = Check(
    code="D503",
    name="hard-to-read",
    severity=Severity.NOTE,
    what="The reason in plain words reads harder than school grade 8.",
    why="The worker has to understand what was decided and why. Only what a determination writes for the worker is "
    "measured; the summary and the rationale are written for physicians, and published letters have no other part.",
    mend="Use short sentences and everyday words; say what a medical word means.",
    sources=duties("plain-words"),
    look=_look,
)
