"""Decides how a note speaks of what it names, within the clause that names it: a semicolon ends what was said before.

Source: ``casefile/negation.yaml``, as in :mod:`openimr.casefile.findings.modes`.
"""

from __future__ import annotations

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.modes import mode_of
from openimr.casefile.findings.words import Section
from openimr.casefile.model import Mode

__all__ = ["clause_mode"]


def clause_mode(
    ground: Ground, start: int, end: int, words: str | None = None, *, section: Section | None = None
) -> Mode:
    """How the clause speaks of its stretch from ``start`` to before ``end``.

    ``words`` are those of the sentence, in small letters, as far as they speak of it; all where none are given.
    ``section`` is the part of the note that it stands in; that of the passage where none is given.
    """
    sentence = ground.sentence(start)
    at, spoken = start - sentence.start, sentence.words if words is None else words
    begin = spoken.rfind(";", 0, at) + 1
    return mode_of(" " * begin + spoken[begin:], at, end - sentence.start, section or ground.passage.section)
