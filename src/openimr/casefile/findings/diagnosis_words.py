"""Holds the words by which a diagnosis in prose is known, and the families of codes of conditions.

Source: ``casefile/findings_diagnoses.yaml`` and ``casefile/findings_conditions.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from openimr.citations import Value, Verification
from openimr.determinations.reading.facts.vocabulary import ConditionRole, ConditionWords, conditions
from openimr.rulebook import load

__all__ = ["Role", "heads", "is_of_family", "known", "sites", "words_for"]


class Role(StrEnum):
    """What words do around or behind the name of a diagnosis."""

    TELL = "tell"
    SEEN = "seen"
    SET_ASIDE = "set_aside"
    UNSURE = "unsure"
    ABSENT = "absent"
    TITLE = "title"
    GENERAL = "general"
    EMPTY = "empty"
    FORM_LABEL = "form_label"
    STRUCTURAL = "structural"
    SITE = "site"
    STUDY = "study"


class _Row(Value, frozen=True):
    role: Role
    words: tuple[str, ...]
    source: str
    verification: Verification


class _Condition(Value, frozen=True):
    """A condition: its names in small letters, and the first characters of its codes in each classification."""

    words: tuple[str, ...]
    icd9: tuple[str, ...]
    icd10: tuple[str, ...]
    source: str
    verification: Verification


def _conditions() -> tuple[_Condition, ...]:
    return load("casefile/findings_conditions.yaml", _Condition)


@cache
def words_for(role: Role) -> re.Pattern[str]:
    """Any of the words of ``role``, whole, for a text in small letters."""
    return _any_of(_words(role))


def _words(role: Role) -> frozenset[str]:
    rows = load("casefile/findings_diagnoses.yaml", _Row)
    return frozenset(word for row in rows if row.role is role for word in row.words)


@cache
def known() -> re.Pattern[str]:
    """Any condition that is one by itself, for a text in small letters; of two that begin together the longer.

    "Chronic" before the name of a site and "pain" makes one too, as does a tear, a bulge and the like with a site
    before or behind it: "medial meniscal tear", "tear of the medial meniscus".
    """
    rows = load("vocabulary/conditions.yaml", ConditionWords)
    words = {term for row in rows if row.role is ConditionRole.CONDITION for term in row.terms}
    words |= {word for row in _conditions() for word in row.words}
    any_word = _any_of(words).pattern
    site = "|".join(re.escape(word) for word in sorted(sites(), key=lambda word: (-len(word), word)))
    torn = words_for(Role.STRUCTURAL).pattern
    beside = rf"(?<![\w-])(?:(?:{site})\s)+{torn}|{torn}\s(?:of|in|at|involving)\s(?:the\s)?(?:{site})(?![\w-])"
    return re.compile(rf"(?<![\w-])chronic(?:\s(?:{site}))+\spain(?![\w-])|{any_word}|{beside}")


def heads(lower: str) -> bool:
    """Whether ``lower``, in small letters, holds a word that makes a name a diagnosis.

    >>> heads("lumbar strain"), heads("changes as described")
    (True, False)
    """
    return bool(conditions().heads.search(lower) or known().search(lower))


def sites() -> frozenset[str]:
    """Words that may stand before or behind a condition: parts of the body, levels of the spine, and qualities."""
    return _sites()


@cache
def _sites() -> frozenset[str]:
    return conditions().before | _words(Role.SITE)


def is_of_family(name: str, code: str) -> bool:
    """Whether ``code`` begins as the codes of a condition that ``name`` holds do.

    >>> is_of_family("Gout", "274"), is_of_family("Gout", "250")
    (True, False)
    """
    lower = name.lower()
    return any(code.startswith((*row.icd9, *row.icd10)) for row in _conditions() if _any_of(row.words).search(lower))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    any_word = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{any_word})(?![\w-])")
