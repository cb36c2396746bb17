"""Finds the known organizations of a case in a text, and the known addresses, cities, birthday and numbers.

Source: the plan of the case file, part D; Labor Code 4610.6(m).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.calendars.words import MONTHS
from openimr.casefile.redaction.folding import folded
from openimr.casefile.redaction.found import Found
from openimr.casefile.redaction.known import Word
from openimr.casefile.redaction.model import Kind
from openimr.casefile.redaction.parties import Firm, Subjects
from openimr.casefile.redaction.spelling import Match, match_of
from openimr.casefile.redaction.titles import common_names, plain_words
from openimr.reviewers.conflicts.names import organization_name

__all__ = ["known_firms", "known_values"]

_RANK = 0
_SURE = 0.99
_DOUBTFUL = 0.6
_BETWEEN = re.compile(r"[\s,.&'’/()-]{0,5}")
_LEGAL = frozenset(
    {"inc", "llc", "llp", "ltd", "co", "corp", "company", "corporation", "incorporated", "lp", "pc", "apc"}
)
_JOINING = frozenset({"of", "the", "and", "for"})
_FUZZY_DIGITS = {
    "0": "[0OoQD]", "1": "[1lIi|!]", "2": "[2Zz]", "5": "[5Ss]", "8": "[8B]", "6": "[6Gb]", "O": "[O0Q]", "I": "[I1l|]",
    "S": "[S5]", "B": "[B8]", "Z": "[Z2]", "L": "[L1Il|]", "G": "[G6]",
}  # fmt: skip
_SHORTEST_NUMBER = 4


def known_firms(text: str, words: list[Word], known: Subjects) -> Iterator[Found]:
    """Each place in ``text`` where an organization of the case is named, in no order."""
    for firm in known.firms:
        yield from _runs(text, words, firm)
        yield from _acronyms(text, firm)


def _runs(text: str, words: list[Word], firm: Firm) -> Iterator[Found]:
    own = frozenset(firm.words) | organization_name(" ".join(firm.words)).word_set
    number = 0
    while number < len(words):
        if not _begins(words[number], firm):
            number += 1
            continue
        first = last = number
        while last + 1 < len(words) and _goes_on(text, words, last, own):
            last += 1
        while first > 0 and firm.telling and _goes_back(text, words, first, own):
            first -= 1
        while last > first and words[last].letters.lower() in _JOINING:
            last -= 1
        yield from _found(words, first, last, firm)
        number = last + 1


def _begins(word: Word, firm: Firm) -> bool:
    """Whether a run may begin here: at a word that tells the firm from others, or at its first word if none does."""
    if firm.telling:
        match = match_of(word.letters, firm.telling)
        least = Match.MISREAD if word.letters.lower() in plain_words() else Match.NEAR
        return match >= least and not word.letters[0].islower()
    return match_of(word.letters, frozenset(firm.words[:1])) >= Match.MISREAD and not word.letters.islower()


def _goes_on(text: str, words: list[Word], last: int, own: frozenset[str]) -> bool:
    after = words[last + 1]
    between = text[words[last].end : after.start]
    if not _BETWEEN.fullmatch(between):
        return False
    low = folded(after.letters)
    if low in _JOINING:
        return low in own
    is_own = low in own or match_of(after.letters, own) > Match.NONE or low in _LEGAL
    return (is_own or not own.isdisjoint(organization_name(low).words)) and not after.letters.islower()


def _goes_back(text: str, words: list[Word], first: int, own: frozenset[str]) -> bool:
    before = words[first - 1]
    is_near = _BETWEEN.fullmatch(text[before.end : words[first].start])
    return bool(is_near) and folded(before.letters) in own and before.letters[:1].isupper()


def _found(words: list[Word], first: int, last: int, firm: Firm) -> Iterator[Found]:
    count = sum(folded(word.letters) not in _LEGAL for word in words[first : last + 1])
    if not firm.telling and count < min(2, len(firm.words)):
        return
    letters = words[first].letters
    alone = match_of(letters, firm.telling) >= Match.MISREAD and not _is_common(letters)
    is_sure = count > 1 or alone
    yield Found(
        words[first].start,
        words[last].end,
        kind=firm.kind,
        reason=f"The name of a party of the case ({firm.kind.words.lower()}).",
        confidence=_SURE if is_sure else _DOUBTFUL,
        is_certain=is_sure,
        rank=_RANK,
        who=firm.who,
    )


def _is_common(letters: str) -> bool:
    low = letters.lower()
    return low in common_names() or low in plain_words() or not organization_name(letters).telling


def _acronyms(text: str, firm: Firm) -> Iterator[Found]:
    if firm.acronym and firm.acronym not in plain_words():
        for match in re.finditer(rf"(?<![\w]){re.escape(firm.acronym.upper())}(?!\w)", text):
            yield Found(
                *match.span(),
                kind=firm.kind,
                reason=f"The initials of a party of the case ({firm.kind.words.lower()}).",
                confidence=_DOUBTFUL,
                is_certain=False,
                rank=_RANK,
                who=firm.who,
            )


def known_values(text: str, known: Subjects) -> Iterator[Found]:
    """Each known address, city, number and birthday in ``text``, in no order."""
    for line in known.lines:
        yield from _each(text, _spaced(line), Kind.ADDRESS, "The address of a party of the case.")
        street = line.partition(",")[0].lstrip("0123456789 -")
        if len(street.split()) > 1:
            yield from _each(text, _spaced(street), Kind.ADDRESS, "The street of a party of the case.")
    for city in known.cities:
        yield from _each(text, _spaced(city), Kind.CITY, "The city of a party of the case.")
    for kind, number in known.numbers:
        if len(number) >= _SHORTEST_NUMBER:
            reason = f"A number of the case or of a party of it ({kind.words.lower()})."
            yield from _each(text, _number(number, kind), kind, reason)
    if known.born_on:
        for pattern in _days(known):
            yield from _each(text, pattern, Kind.DATE_OF_BIRTH, "The employee's day of birth.")


def _each(text: str, pattern: str, kind: Kind, reason: str) -> Iterator[Found]:
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
        yield Found(*match.span(), kind=kind, reason=reason, confidence=_SURE, is_certain=True, rank=_RANK)


def _spaced(line: str) -> str:
    return r"[\s,.#\"'‘’“”~_*-]{1,4}".join(re.escape(word) for word in re.findall(r"[\w'’]+", line))


def _number(number: str, kind: Kind) -> str:
    """The number with any marks between its letters, each of which a scanner may have misread."""
    if kind is Kind.EMAIL:
        return re.escape(number).replace("@", r"\s?(?:@|\(at\)|©)\s?").replace(r"\.", r"\s?[.,]\s?")
    letters = [letter for letter in number if letter.isalnum()]
    return r"[-–./() ]{0,3}".join(_FUZZY_DIGITS.get(letter.upper(), re.escape(letter)) for letter in letters)


def _days(known: Subjects) -> Iterator[str]:
    """The birthday as it is written: 3/4/1970, 03-04-70, March 4, 1970, 4 March 1970, 1970-03-04, 03041970."""
    day = known.born_on
    if day is None:
        return
    year = rf"(?:{_misread(str(day.year))}|{_misread(f'{day.year % 100:02}')})"
    month, date = rf"[0OoQD]?{_misread(str(day.month))}", rf"[0OoQD]?{_misread(str(day.day))}"
    yield rf"{month}\s?[/.–-]\s?{date}\s?[/.–-]\s?{year}"
    yield rf"{day.year}[-/.]{month}[-/.]{date}"
    yield f"{day:%m%d%Y}|{day:%Y%m%d}"
    name = rf"(?:{MONTHS[day.month - 1]}|{MONTHS[day.month - 1][:3]})\.?"
    yield rf"{name}\s+{date}(?:st|nd|rd|th)?,?\s+{year}|{date}(?:st|nd|rd|th)?[\s-]+{name},?[\s-]+{year}"


def _misread(figures: str) -> str:
    return "".join(_FUZZY_DIGITS.get(figure, figure) for figure in figures)
