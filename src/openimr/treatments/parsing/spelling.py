"""Takes words that no vocabulary has for those that they may be misspelt from, where no service was found otherwise."""

from __future__ import annotations

from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from openimr.treatments.parsing.tokens import Tokens, tokenize
from openimr.treatments.services import drug_words, service_words

__all__ = ["respelt"]

_SHORTEST = 6
_LONG = 9
_MOST_WORDS = 60


def respelt(tokens: Tokens) -> list[tuple[str, str]]:
    """Replace misspelt words in ``tokens``; return each as it stood, with the word it was taken for.

    A word of six letters or more may have one letter wrong, missing, doubled or exchanged; one of nine or more, two.
    """
    known = _known()
    changes: list[tuple[str, str]] = []
    words = list(tokens.words)
    for at, word in enumerate(words[:_MOST_WORDS]):
        if len(word) < _SHORTEST or not word.isalpha() or word in known:
            continue
        allowed = 2 if len(word) >= _LONG else 1
        found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=allowed)
        if found is not None:
            changes.append((word, found[0]))
            words[at] = found[0]
    tokens.words = words
    return changes


@cache
def _known() -> tuple[str, ...]:
    """Every word of six letters or more that names a service or a drug."""
    wordings = [word for word, _ in (*service_words(), *drug_words())]
    return tuple(sorted({word for wording in wordings for word in tokenize(wording).words if len(word) >= _SHORTEST}))
