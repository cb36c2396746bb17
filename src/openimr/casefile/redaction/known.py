"""Finds the known parties of a case in a text, however their names are spelt, broken, turned or misread.

Source: the plan of the case file, part D; Labor Code 4610.6(m).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openimr.casefile.redaction.eponyms import bare_eponyms
from openimr.casefile.redaction.folding import folded, skeleton_of
from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.parties import Human, Subjects
from openimr.casefile.redaction.spelling import Match, match_of, nickname_of
from openimr.casefile.redaction.titles import common_names, is_degree_at, plain_words

__all__ = ["PARTICLES", "Word", "known_people", "words_of"]

_RANK = 0
_SURE = 0.99
_LIKELY = 0.9
_DOUBTFUL = 0.6
_LETTER = r"[A-Za-z\u00c0-\u024f\u0300-\u036f0-9|!$@]"
_WORD = re.compile(rf"{_LETTER}+(?:['’‘`´]{{1,2}}{_LETTER}+)*")
_BETWEEN = re.compile(r"(?:[\s,._&/'’-]|\u00ad){0,4}")
_BREAK = re.compile(r"[-\u00ad\u2010]?\s*|[ ]")
_LONGEST_GAP = 12
_LONGEST_SHORT_FORM = 2  # "St." and "Jr." do not end a sentence
_SHORTEST_JOINED = 4
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset({"de", "la", "del", "las", "los", "van", "von", "der", "den", "di", "da", "le", "el"})
"""Small words within names."""
_PARTICLES = PARTICLES | {"st"}


class Word(NamedTuple):
    """A word of a text: where it stands without a possessive ending, and its letters."""

    start: int
    end: int
    letters: str


class _Hit(NamedTuple):
    """A stretch of words ``first`` to ``last`` that answers a part of a person's name."""

    first: int
    last: int
    is_surname: bool
    match: Match


def words_of(text: str) -> list[Word]:
    """All words of ``text``, in order.

    >>> [word.letters for word in words_of("Mr. O'Neil's knee")]
    ['Mr', "O'Neil", 'knee']
    """
    found = []
    for match in _WORD.finditer(text):
        letters, end = match[0], match.end()
        if len(letters) > 2 and letters[-2] in "'’‘`´" and letters[-1] in "sS":
            letters, end = letters[:-2], end - 2
        found.append(Word(match.start(), end, letters))
    return found


def known_people(text: str, words: list[Word], known: Subjects) -> Iterator[Found]:
    """Each place in ``text`` where a person of the case is named, in no order."""
    pieces = _pieces(text, words, known)
    different = {word.letters for word in words}
    for human in known.people:
        alone = {letters: answer for letters in different if (answer := _answer(letters, human))}
        hits = _hits(words, human, alone, pieces)
        for run in _runs(text, words, hits):
            yield _found(text, words, run, human)
        yield from _initials(text, human)


class _Answer(NamedTuple):
    """How a single word answers a person's name."""

    is_surname: bool
    match: Match


def _hits(
    words: list[Word], human: Human, alone: dict[str, _Answer], pieces: dict[int, list[tuple[int, str]]]
) -> list[_Hit]:
    found: list[_Hit] = []
    behind = 0
    for number, word in enumerate(words):
        answer = alone.get(word.letters)
        if number < behind or (answer is None and number not in pieces):
            continue
        hit = _Hit(number, number, *answer) if answer else None
        if answer is None or answer.match < Match.MISREAD:
            hit = _joined(words, number, human, pieces) or hit
        if hit:
            found.append(hit)
            behind = hit.last + 1
    return found


def _answer(letters: str, human: Human) -> _Answer | None:
    surname, given = match_of(letters, human.surname), match_of(letters, human.given)
    best = max(surname, given)
    if best >= Match.MISREAD or (best is Match.NEAR and not _is_plain(letters)):
        return _Answer(surname >= given, best)
    if _glued(letters, human):
        return _Answer(is_surname=True, match=Match.EXACT)
    nickname = nickname_of(letters, human.given)
    return _Answer(is_surname=False, match=nickname) if nickname else None


def _is_plain(letters: str) -> bool:
    low = letters.lower()
    return low in plain_words() or folded(low) in bare_eponyms() or low.removesuffix("s") in plain_words()


def _glued(letters: str, human: Human) -> bool:
    """Whether given name and surname stand in one word: "JohnRoe"."""
    plain = folded(letters)
    if len(plain) < 2 * _SHORTEST_JOINED - 1:
        return False
    starts = [name for name in human.given | human.surname if plain.startswith(name)]
    return any(plain[len(name) :] in human.given | human.surname for name in starts)


def _pieces(text: str, words: list[Word], known: Subjects) -> dict[int, list[tuple[int, str]]]:
    """Words that a line break, a space or wide setting took apart: "Gonza-", "lez"; "Lo pez"; "R O E".

    By the number of the first piece, that of the last and all letters, where these may be a name of anyone.
    """
    names = {skeleton_of(name) for human in known.people for name in human.surname | human.given}
    found: dict[int, list[tuple[int, str]]] = {}
    for first in range(len(words)):
        letters = words[first].letters
        for last in range(first + 1, min(first + _LONGEST_GAP, len(words))):
            if not _BREAK.fullmatch(text, words[last - 1].end, words[last].start):
                break
            letters += words[last].letters
            is_wide = len(letters) == last - first + 1
            if last > first + 2 and not is_wide:
                break
            if (len(letters) >= _SHORTEST_JOINED or (is_wide and last > first + 1)) and skeleton_of(
                folded(letters)
            ) in names:
                found.setdefault(first, []).append((last, letters))
    return found


def _joined(words: list[Word], number: int, human: Human, pieces: dict[int, list[tuple[int, str]]]) -> _Hit | None:
    for last, letters in pieces.get(number, ()):
        for names, is_surname in ((human.surname, True), (human.given, False)):
            match = match_of(letters, names)
            if match >= Match.MISREAD and _is_no_pair(words, number, last, human):
                return _Hit(number, last, is_surname, match)
    return None


def _is_no_pair(words: list[Word], first: int, last: int, human: Human) -> bool:
    """Whether the pieces are no whole names by themselves, which a run takes together anyway."""
    return not any(match_of(words[each].letters, human.surname) >= Match.MISREAD for each in range(first, last + 1))


def _runs(text: str, words: list[Word], hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """Hits that stand beside one another, with at most one initial, particle or strange name between them."""
    run: list[_Hit] = []
    for hit in hits:
        if run and not _is_beside(text, words, run[-1].last, hit.first):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


def _is_beside(text: str, words: list[Word], left: int, right: int) -> bool:
    if right - left > 3:
        return False
    for number in range(left, right):
        between = text[words[number].end : words[number + 1].start]
        ends_sentence = "." in between and len(words[number].letters) > _LONGEST_SHORT_FORM
        if ends_sentence or not _BETWEEN.fullmatch(between):
            return False
    return all(_may_stand_between(words[number].letters) for number in range(left + 1, right))


def _may_stand_between(letters: str) -> bool:
    if len(letters) == 1 or letters.lower() in _PARTICLES | _SUFFIXES:
        return True
    return letters[0].isupper() and not _is_plain(letters)


def _found(text: str, words: list[Word], run: list[_Hit], human: Human) -> Found:
    first, last = run[0].first, run[-1].last
    is_whole = len(run) > 1 and any(hit.match >= Match.MISREAD for hit in run)
    first, last, has_initial = _with_initials(text, words, first, last, human)
    is_sure = is_whole or (has_initial and run[0].match >= Match.MISREAD) or _is_sure_alone(words, run[0], human)
    best = max(hit.match for hit in run)
    return Found(
        words[first].start,
        words[last].end,
        kind=human.kind,
        reason=_reason(best, is_whole=is_whole, human=human),
        confidence=(_SURE if is_whole else _LIKELY) if is_sure else _DOUBTFUL,
        is_certain=is_sure,
        rank=_RANK,
        who=human.who,
    )


def _is_sure_alone(words: list[Word], hit: _Hit, human: Human) -> bool:
    """A single surname, or the employee's given name, that is no other word."""
    if hit.match < Match.MISREAD or not (hit.is_surname or human.who == "employee"):
        return False
    letters = words[hit.first].letters
    low = letters.lower()
    if hit.first == hit.last and (low in common_names() or _is_plain(letters) or len(low) < 3):
        return False
    return not letters.islower() or len(low) >= _SHORTEST_JOINED


def _reason(match: Match, *, is_whole: bool, human: Human) -> str:
    whose = human.kind.words.lower()
    how = {
        Match.EXACT: "as the case has it",
        Match.MISREAD: "as a scanner misreads it",
        Match.NICKNAME: "in another form",
        Match.NEAR: "in a like spelling",
    }[match]
    part = "The name" if is_whole else "A part of the name"
    return f"{part} of a party of the case ({whose}), {how}."


def _with_initials(text: str, words: list[Word], first: int, last: int, human: Human) -> tuple[int, int, bool]:
    """The run with initials, particles and a suffix that stand beside it."""
    start, end, has_initial = first, last, False
    letters = {letter for initials in human.initials for letter in initials}
    while first > 0 and _is_close(text[words[first - 1].end : words[first].start]):
        before = words[first - 1].letters
        if len(before) == 1 and before.isupper() and before.lower() in letters:
            has_initial = True
        elif before.lower() not in _PARTICLES or before in {"la", "le", "el", "da", "st"}:
            break
        first -= 1
    while last + 1 < len(words) and _is_close(text[words[last].end : words[last + 1].start]):
        after = words[last + 1].letters
        if is_degree_at(text, words[last + 1].start):
            break
        if len(after) == 1 and after.isupper() and after.lower() in letters and text[words[last].end] != ".":
            has_initial = True
        elif after.lower() not in _SUFFIXES:
            break
        last += 1
    has_initial = has_initial and (first < start or last > end)
    return first, last, has_initial


def _is_close(between: str) -> bool:
    return len(between) <= 3 and not between.strip(" .,\n") and between.count("\n") <= 1


def _initials(text: str, human: Human) -> Iterator[Found]:
    """The initials of a person with full stops, and three of them without."""
    for letters in human.initials:
        dotted = r"\.\s?".join(map(re.escape, letters.upper())) + r"\.?(?![\w])"
        pattern = dotted if len(letters) < 3 else rf"{dotted}|{re.escape(letters.upper())}(?!\w)"
        for match in re.finditer(rf"(?<![\w.])(?:{pattern})", text):
            if match[0].lower() not in plain_words():
                yield Found(
                    *match.span(),
                    kind=human.kind,
                    reason=f"The initials of a party of the case ({human.kind.words.lower()}).",
                    confidence=_DOUBTFUL,
                    is_certain=False,
                    rank=_RANK,
                    who=human.who,
                )
