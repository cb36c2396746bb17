"""Finds names of persons and organizations that stand beside a title, a degree or a label.

Source: ``rulebook/casefile/titles.yaml`` and ``rulebook/vocabulary/not_persons.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from openimr.casefile.redaction.eponyms import bare_eponyms, is_eponym
from openimr.casefile.redaction.folding import folded
from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.model import Kind
from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = ["beside_titles", "common_names", "degrees", "is_degree_at", "is_plain", "plain_words", "relations"]

_RANK = 3
_SURE = 0.9
_DOUBTFUL = 0.6
_WORD = r"[^\W_](?:[^\W_]|['’‘`|!-](?=[^\W_]))*"
_NAME = rf"{_WORD}\.?(?:,?[ \t]+{_WORD}\.?|[ \t]*,[ \t]*{_WORD}\.?|\.[ \t]?{_WORD}\.?|\n{_WORD}){{0,4}}"
_ANY_WORD = re.compile(_WORD)
_MISREAD_CAPITALS = "|!0158"
_MOST_SMALL_WORDS = 2
_LONGEST_SHORT_FORM = 2  # "St." and "J." do not end a sentence
_PARTICLES = frozenset({"de", "la", "del", "van", "von", "der", "den", "di", "da", "las", "los"})
_FIRM_KINDS = frozenset({Kind.EMPLOYER, Kind.CLAIMS_ADMINISTRATOR, Kind.INSURER, Kind.ORGANIZATION})


class _Role(StrEnum):
    TITLE = "title"
    DEGREE = "degree"
    LABEL = "label"
    RELATION = "relation"
    COMMON = "common"
    NOT_A_NAME = "not_a_name"


class _Row(Value, frozen=True, kw_only=True):
    role: _Role
    kind: Kind
    words: tuple[str, ...]
    source: str
    verification: Verification


class _NoPerson(Value, frozen=True):
    word: str
    kind: str
    source: str
    verification: Verification


def _rows(role: _Role) -> dict[str, Kind]:
    return {word: row.kind for row in load("casefile/titles.yaml", _Row) if row.role is role for word in row.words}


@cache
def common_names() -> frozenset[str]:
    """Names that are also plain words, in small letters."""
    return frozenset(_rows(_Role.COMMON))


@cache
def plain_words() -> frozenset[str]:
    """Words of medicine, of the law and of grammar, in small letters, which are no names."""
    words = {row.word.lower() for row in load("vocabulary/not_persons.yaml", _NoPerson)}
    return frozenset(words | set(_rows(_Role.NOT_A_NAME))) - common_names()


@cache
def relations() -> frozenset[str]:
    """Words that say whose relative somebody is, or what they are to the case, in small letters: "husband"."""
    return frozenset(_rows(_Role.RELATION))


@cache
def degrees() -> frozenset[str]:
    """Degrees and the suffixes of names, folded."""
    return frozenset(folded(word) for word in _rows(_Role.DEGREE)) | {"jr", "sr", "ii", "iii", "iv"}


def _any_of(words: dict[str, Kind]) -> str:
    each = (re.escape(word).replace(r"\ ", r"\s{1,2}").replace("'", "['’]?") for word in words)
    return "|".join(sorted(each, key=len, reverse=True))


def _any_degree() -> str:
    """Any degree; a scanner puts a blank behind its points, and loses the last one."""
    each = (
        r"[.-]\s?".join(re.escape(part) for part in word.removesuffix(".").split(".")) + (r"\.?" if "." in word else "")
        for word in _rows(_Role.DEGREE)
    )
    return "|".join(sorted(each, key=len, reverse=True))


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.])(?P<cue>(?i:{_any_of(_rows(_Role.TITLE))}))\b(?:\.\s{{0,2}}|\s{{1,2}})(?P<name>{_NAME})"
    )


@cache
def _degreed() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w.])(?:,\s{{0,2}}|\s{{1,2}})(?P<cue>(?i:{_any_degree()}))(?![\w])")


@cache
def _titles_here() -> re.Pattern[str]:
    """Titles behind a label, as in "seen by Dr. Roe"; they stay."""
    return re.compile(rf"(?:(?i:{_any_of(_rows(_Role.TITLE))})\b\.?\s{{0,2}})+")


@cache
def _degree_here() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any_degree()})(?![\w])")


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w])(?P<cue>(?i:{_any_of(_rows(_Role.LABEL))}))(?:\(s\))?[ \t]*"
        rf"[:;][-: \t]*\n?[ \t]*(?P<name>{_NAME})"
    )


_SIGNED = re.compile(
    r"^[^\w\n]{0,3}(?P<name>[A-Z][a-z]+(?:[ ][A-Z]\.?)?[ ][A-Z][\w'’-]+)[,.][ ](?P<cue>[A-Z][A-Za-z. -]{0,6})$",
    re.MULTILINE,
)
"""A name alone in its line before what may be a degree that a scanner misread."""


@cache
def _saluted() -> re.Pattern[str]:
    """Labels that stand without a colon: "Dear ...", "signed by ..."."""
    words = {word: kind for word, kind in _rows(_Role.LABEL).items() if word == "dear" or word.endswith(" by")}
    return re.compile(rf"(?<![\w])(?P<cue>(?i:{_any_of(words)}))[ \t]+(?P<name>{_NAME})")


def beside_titles(text: str) -> Iterator[Found]:
    """Each name in ``text`` after a title or label, or before a degree, in no order.

    >>> text = "Seen by Dr. Roe; Jane Doe, M.D.; Patient: ROE, JOHN"
    >>> sorted(text[one.start:one.end] for one in beside_titles(text))
    ['Jane Doe', 'ROE, JOHN', 'Roe', 'Roe']
    """
    for match in _titled().finditer(text):
        kind = _rows_of(_Role.TITLE)[_plain(match["cue"])]
        yield from _after(match, kind, is_sure=match["name"][:1].isupper(), why="a title")
    for match in _labelled().finditer(text):
        yield from _after(match, _rows_of(_Role.LABEL)[_plain(match["cue"])], is_sure=True, why="a label")
    for match in _saluted().finditer(text):
        if match["name"][:1].isupper():
            yield from _after(match, _rows_of(_Role.LABEL)[_plain(match["cue"])], is_sure=False, why="a label")
    yield from _before_degrees(text)
    for match in _SIGNED.finditer(text):
        if not any(is_plain(word.lower()) for word in match["name"].split()):
            yield _found(text, *match.span("name"), Kind.PROVIDER, is_sure=False, why="what may be a degree")


@cache
def _rows_of(role: _Role) -> dict[str, Kind]:
    return {_plain(word): kind for word, kind in _rows(role).items()}


@cache
def _degree_kinds() -> dict[str, Kind]:
    return {_letters(word): kind for word, kind in _rows(_Role.DEGREE).items()}


def _letters(cue: str) -> str:
    return "".join(letter for letter in cue.lower() if letter.isalpha())


def _plain(cue: str) -> str:
    return " ".join(cue.lower().replace("’", "'").replace("'", "").split())


def _after(match: re.Match[str], kind: Kind, *, is_sure: bool, why: str) -> Iterator[Found]:
    """The name that begins behind a title or label, up to the first word that belongs to no name."""
    start = match.start("name")
    titled = _titles_here().match(match.string, start, match.end("name"))
    start = titled.end() if titled else start
    end = _name_end(match.string, start, match.end("name"), is_firm=kind in _FIRM_KINDS)
    if end:
        yield _found(match.string, start, end, kind, is_sure=is_sure, why=why)


def _name_end(text: str, start: int, limit: int, *, is_firm: bool) -> int:
    """Where a name ends: before a word without a capital, of another meaning, or of the next label; 0 for no name."""
    end, count, leads = start, 0, text[start : start + 1].isupper() or text[start : start + 1] in _MISREAD_CAPITALS
    for word in _ANY_WORD.finditer(text, start, limit):
        if _ends_name(text, word, leads=leads, is_firm=is_firm):
            break
        if count and (_begins_sentence(text[start : word.start()]) or _is_title_or_degree(text, word)):
            break
        end, count = word.end(), count + 1
        if not leads and count == _MOST_SMALL_WORDS:
            break
    return end if end - start > 1 else 0


def _begins_sentence(before: str) -> bool:
    """Whether what stands ``before`` a word ends in a full stop that is not that of an initial or a short form."""
    short = before.rstrip()
    last = _ANY_WORD.findall(short)[-1]
    return short.endswith(".") and before != short and len(last) > _LONGEST_SHORT_FORM


def _is_title_or_degree(text: str, word: re.Match[str]) -> bool:
    is_title = text[word.end() : word.end() + 1] == "." and word[0].lower() in _rows_of(_Role.TITLE)
    return is_title or is_degree_at(text, word.start())


def is_degree_at(text: str, at: int) -> bool:
    """Whether a degree begins at this place of ``text``: the M of "M.D." is no initial."""
    return bool(_degree_here().match(text, at))


def _ends_name(text: str, word: re.Match[str], *, leads: bool, is_firm: bool) -> bool:
    low = word[0].lower().removesuffix("'s").removesuffix("’s")
    after = text[word.end() : word.end() + 5]
    if after[:1] == ":" or word[0].isdigit():
        return True
    if low in _PARTICLES:
        return False
    if leads and not (word[0][0].isupper() or word[0][0] in _MISREAD_CAPITALS):
        return True
    is_test = folded(low) in bare_eponyms() and after.startswith((" sign", " test"))
    return not is_firm and (is_plain(low) or is_test)


def is_plain(low: str) -> bool:
    """Whether a word in small letters is no name; the name of a test may be that of a person too."""
    return low in plain_words() and not is_eponym(low)


def _before_degrees(text: str) -> Iterator[Found]:
    for match in _degreed().finditer(text):
        cue = match["cue"]
        if cue.islower() and "." not in cue:
            continue  # "do", "pa" and "pt" in small letters are other words.
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 60)
        words = list(_ANY_WORD.finditer(text, line, match.start()))
        first = None
        for word in reversed(words[-4:]):
            if not _is_part_of_name(word) or (first and not _is_adjacent(text[word.end() : first.start()])):
                break
            first = word
        if (
            first
            and (match.start() - first.start()) > 1
            and _has_more_than_particles(text[first.start() : match.start()])
        ):
            kind = _degree_kinds()[_letters(cue)]
            yield _found(
                text, first.start(), match.start(), kind, is_sure="." in cue or "," in match[0], why="a degree"
            )


def _has_more_than_particles(words: str) -> bool:
    return any(len(word) > 1 and folded(word) not in degrees() for word in _ANY_WORD.findall(words))


def _is_part_of_name(word: re.Match[str]) -> bool:
    low = word[0].lower()
    if low in _PARTICLES:
        return True
    return (
        word[0][0].isupper()
        and not is_plain(low)
        and low not in _rows_of(_Role.TITLE)
        and not (folded(low) in bare_eponyms() and "'" in word[0])
    )


def _is_adjacent(between: str) -> bool:
    return between in {" ", ". ", ".", ", ", "  ", ","}


def _found(text: str, start: int, end: int, kind: Kind, *, is_sure: bool, why: str) -> Found:
    while end > start + 1 and text[end - 1] in " ,\t\n":
        end -= 1
    words = [folded(word) for word in _ANY_WORD.findall(text[start:end]) if folded(word) not in degrees()]
    who = next((word for word in reversed(words) if len(word) > 1), "")
    if "," in text[start:end] and words:
        who = words[0]
    if text[end - 2 : end] in {"'s", "’s"} and end - start > 3:
        end, who = end - 2, who.removesuffix("s")
    return Found(
        start,
        end,
        kind=kind,
        reason=f"A name stands beside {why}.",
        confidence=_SURE if is_sure else _DOUBTFUL,
        is_certain=is_sure,
        rank=_RANK,
        who=who,
    )
