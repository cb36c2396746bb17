"""Finds the injured worker's age and sex in a clinical case summary, and not those of a child, a mother or a picture.

Source: ``determination-formats.md`` section 3 (row "age/sex").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openimr.citations import Span
from openimr.determinations.model import Sex
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED, in_small_letters
from openimr.treatments.number_words import ONES, TENS

__all__ = ["PersonFound", "find_person"]


class PersonFound(NamedTuple):
    """Age in whole years and sex, each with its span; ``None`` where the prose does not say."""

    age_years: int | None = None
    age_span: Span | None = None
    sex: Sex | None = None
    sex_span: Span | None = None


_OLD = r"[\s-]*(?:(?:year|yr)s?[.]?[\s-]*(?:old|of[\s-]age)\b|(?:year|yr)s?[\s-]*o\b|y\.?\s?/?o\b\.?)"
# To the first digit the engine skips; to a repeat it would not.
_AGE = re.compile(rf"\d\d{{0,2}}{_OLD}")
_AGE_IN_WORDS = re.compile(rf"\b({'|'.join(TENS)})(?:[\s-]({'|'.join(ONES)}))?{_OLD}")
_DIGITS = re.compile(r"\d+")
_NOT_BEFORE_AGE = frozenset("0123456789.,/-")
_AGED = re.compile(r"\b(?:aged|age(?:\s(?:is|of))?:?)\s(\d{1,3})\b(?![\d./-]|\s(?:months|weeks|days|at)\b)")

_FEMALE = ("female", "woman", "lady", "women")
_KIN = (
    r"son|daughter|child|children|baby|mother|father|wife|husband|spouse|brother|sister|boy|girl|kid|grandson"
    r"|granddaughter|grandmother|grandfather|niece|nephew|twins?|infant|parent"
)
# Up to five words may stand between the age and the word for the person: "right-hand dominant Hispanic".
_PERSON_AFTER = re.compile(
    rf"[\s,)]*(?:(?:[\w'/-]+,?\s){{0,5}}?)(?:(?P<sex>female|male|woman|man|gentleman|lady)"
    rf"|(?P<kin>{_KIN})|(?P<person>patient|worker|employee|claimant|applicant|individual|person))\b"
)
_SHORT_SEX = re.compile(r"\s?(?:rhd\s|lhd\s)?([mf])\b(?![./'])")
_SUBJECT_BEFORE = re.compile(
    r"(?:\b(?:patient|worker|employee|claimant|applicant|individual|he|she|who|this|and|mr|ms|mrs|sex|male|female|man"
    r"|woman|gentleman|lady)\b[\s,.(:]*)(?:\b(?:is|was|are|now|currently|presently|approximately|about|a|an|aged?"
    r"|at\sthe\stime|who|who's|he's|she's)\b[\s,:]*)*$"
)
_KIN_BEFORE = re.compile(
    rf"\b(?:his|her|their|a|whose|the)\s(?:[\w-]+\s)?(?:{_KIN})[\s,(]*(?:\w+\s){{0,2}}(?:aged?\s)?$"
)
_OWNER_BEFORE = re.compile(r"\b(?:his|her|their|my)\s(?:[\w-]+\s){0,2}$")
_SEX_BEFORE = re.compile(r"\b(female|male|woman|man|gentleman|lady)\b[^.;]{0,25}$")
_SEX_ALONE = re.compile(
    r"\b(?:patient|worker|employee|claimant|applicant|individual|this)\s(?:is|was)\s(?:now\s)?an?\s"
    r"(?:[\w-]+,?\s){0,3}?(female|male|woman|man|gentleman|lady)\b"
)
_SEX_OF_WORKER = re.compile(r"\b(female|male)\s(?:injured\s)?(?:patient|worker|employee|claimant|applicant)\b")
_TITLE = re.compile(r"(?<!\w)(mr|ms|mrs)\.?\s")
_PRONOUN = re.compile(r"\b(he|she|his|her|him|hers)\b")


def find_person(text: str) -> PersonFound:
    """Age and sex of the injured worker, as far as ``text`` (one run of prose) says.

    >>> find_person("This is a now 47 year old male who was injured.").age_years
    47
    >>> find_person("She lives with her 5-year-old son.").age_years is None
    True
    """
    lower = in_small_letters(text)
    for start, end, years in _ages(lower):
        found = _judged(lower, start, end, years)
        if found is not None:
            return found if found.sex is not None else _with_sex(found, lower)
    return _with_sex(PersonFound(), lower)


def _ages(lower: str) -> list[tuple[int, int, int]]:
    """All that is worded like an age, in order, with its years."""
    ages = [
        (m.start(), m.end(), int(_DIGITS.match(m[0])[0]))  # type: ignore[index]  # an age begins with digits
        for m in _AGE.finditer(lower)
        if lower[m.start() - 1 : m.start()] not in _NOT_BEFORE_AGE
    ]
    if "age" in lower:
        ages += [(m.start(), m.end(), int(m[1])) for m in _AGED.finditer(lower)]
    if any(word in lower for word in TENS):
        ages += [(m.start(), m.end(), TENS[m[1]] + ONES.get(m[2], 0)) for m in _AGE_IN_WORDS.finditer(lower)]
    return sorted(ages)


def _judged(lower: str, start: int, end: int, years: int) -> PersonFound | None:
    """The person of this age, or ``None`` where the age is not the worker's."""
    before = lower[max(0, start - 60) : start]
    if _KIN_BEFORE.search(before):
        return None
    age = Span(start=start, end=end, confidence=STATED)
    after = _PERSON_AFTER.match(lower, end)
    if after and after["kin"]:
        return None
    is_subject = _SUBJECT_BEFORE.search(before) is not None
    if after and (after["sex"] or not _OWNER_BEFORE.search(before)):
        return PersonFound(years, age, *_sexed(after, "sex")) if after["sex"] else PersonFound(years, age)
    short = _SHORT_SEX.match(lower, end)
    if short:
        return PersonFound(years, age, *_sexed(short, 1))
    if not is_subject:
        return None
    return PersonFound(years, age)


def _sexed(match: re.Match[str], group: str | int, confidence: float = STATED) -> tuple[Sex, Span]:
    is_female = match[group] in _FEMALE or match[group] in {"f", "she", "her", "hers", "ms", "mrs"}
    span = Span(start=match.start(group), end=match.end(group), confidence=confidence)
    return (Sex.FEMALE if is_female else Sex.MALE), span


def _with_sex(found: PersonFound, lower: str) -> PersonFound:
    """The same with the sex that other words than those after the age tell: a noun, a title, the only pronoun."""
    match = _SEX_ALONE.search(lower) or _SEX_OF_WORKER.search(lower)
    if match:
        sex, span = _sexed(match, 1)
        return found._replace(sex=sex, sex_span=span)
    if found.age_span is None:
        return found
    beside = _SEX_BEFORE.search(lower, max(0, found.age_span.start - 40), found.age_span.start)
    if beside:
        sex, span = _sexed(beside, 1, INFERRED)
        return found._replace(sex=sex, sex_span=span)
    return _by_pronoun(found, lower)


def _by_pronoun(found: PersonFound, lower: str) -> PersonFound:
    """The sex by title, or by pronouns where all of them agree: physicians and kin have pronouns too."""
    words = list(_TITLE.finditer(lower)) or list(_PRONOUN.finditer(lower))
    sexes = [_sexed(match, 1, IN_PASSING) for match in words]
    if not sexes or any(sex is not sexes[0][0] for sex, _ in sexes):
        return found
    return found._replace(sex=sexes[0][0], sex_span=sexes[0][1])
