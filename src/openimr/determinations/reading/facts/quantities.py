"""Finds numbers of sessions as letters word them: "12 sessions of acupuncture", "2 times a week for 6 weeks", "(x4)".

It says how many and of what; whether they were had, asked for, or belong to a guideline, is not decided here.

Source: ``request-grammar.md``, rules 2 to 5 and section 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from openimr.determinations.reading.facts.prose import word_set, words_of
from openimr.determinations.reading.facts.vocabulary import places_of, session_services
from openimr.treatments.number_words import NUMBER_PATTERN, number_of_words

__all__ = ["UNITS", "Quantity", "number_places", "quantities_at"]

UNITS = ("session", "visit", "treatment", "appointment")
"""How the words begin that name what is counted."""
_N = rf"(?:\d{{1,3}}(?!\d)|{NUMBER_PATTERN}\b)"
_COPY = r"(?:\s?\(\s?#?\d{1,3}\s?\))?"  # twelve (12)


def _range(low: str, high: str) -> str:
    """A number, or two that bound a range."""
    return rf"(?P<{low}>{_N}){_COPY}(?:\s?(?:-|\u2013|to|or)\s?(?P<{high}>{_N}){_COPY})?"


# To the first digit of a set the engine skips; to a repeat, or to a category, it would not.
_DIGITS = re.compile(r"[0-9][0-9]{0,2}(?!\d|[/.]\d)")
_NO_COUNT_BEFORE = frozenset("0123456789abcdefghijklmnopqrstuvwxyz_.,/$#-")
_PERIOD = r"(?:week|wk|month|mo)(?:ly|s)?\b"
_RATE = re.compile(
    rf"{_range('n', 'm')}\s?(?:times?|x's|x|sessions?|visits?|treatments?|days?)?[\s,-]?(?:sessions?\s|visits?\s)?"
    rf"(?:a\s|per\s?|each\s|/\s?|x\s?|every\s|\s)?(?P<per>{_PERIOD})\.?[\s,]*(?:for|x|times|over|during|\*|by)?\s?"
    rf"(?:the\snext\s|a\stotal\sof\s|a\speriod\sof\s|about\s|up\sto\s)?{_range('k', 'l')}[\s-]?(?P<length>{_PERIOD})"
)
# A rate has its first period within so many characters of its number.
_PERIOD_NEAR = re.compile("week|wk|mo")
_WIDEST_RATE = 100
_SHORT = re.compile(
    rf"{_range('n', 'm')}\s?(?:x|\u00d7)\s?{_range('k', 'l')}(?:\s?(?:weeks?|wks?)\b)?(?![\w/%]|\s?(?:cm|mm)\b)"
)
_MIDDLE = r"(?:\s[a-z][a-z/&'-]*)"
_UNIT = r"(?:sessions?|visits?|treatments?|appointments?)\b"
_OF = re.compile(
    rf"(?P<n>{_N}){_COPY}\s(?:out\s)?of\s(?P<before>(?:(?:the|these|his|her|those|last|[a-z]+ed)\s){{0,3}})(?P<k>{_N}){_COPY}"
    rf"(?P<middle>{_MIDDLE}{{0,4}}?)(?P<unit>\s{_UNIT})"
)
_OF_BARE = re.compile(
    rf"(?P<n>{_N})\s(?:out\s)?of\s(?P<before>(?:(?:the|these|his|her|those|[a-z]+ed)\s){{0,3}})(?P<k>{_N})(?P<middle>)(?![\w/%]|\s[a-z])"
)
_COUNT = re.compile(rf"{_range('n', 'm')}(?P<middle>{_MIDDLE}{{0,6}}?)[\s-]{_UNIT}")
_BARE = re.compile(
    rf"{_range('n', 'm')}"
    r"(?=\s?(?:$|[.,;)](?!\d)|to\sdate|so\sfar|thus\sfar|and\b|but\b|already|with\b|which\b|\(|of\s))"
)
_BARE_BEFORE = re.compile(
    r"(?:\b(?:had|completed|attended|received|undergone)\s(?:(?:only|about|approximately|at\sleast|over|a\stotal\sof|just)\s)?"
    r"|\b(?:sessions|visits|treatments)\s(?:(?:completed|received|attended|to\sdate)\s)?(?:as|was|is|were|at)\s"
    r"|\b(?:quantity|qty)[\s:.]+|\b(?:sessions|visits):?\s"
    r"|\b(?:certified|approved|authorized|modified\sto|reduced\sto|to\sallow|allowed)\s(?:only\s)?)$"
)
_TIMES_BEFORE = (" x", " x ", "(x", "(x ", ",x", " times ", "\u00d7", "\u00d7 ")
_TIMES = re.compile(
    rf"{_range('n', 'm')}(?!\s?-?(?:weeks?|wks?|months?|days?|years?|yrs?|hours?|hrs?|minutes?|mins?|mg|a\s|per\s|/|%"
    r"|cm|mm|ml|\d|times?\b|levels?\b|refills?\b))(?!\w)"
)
_JOINED = re.compile(r"[\s,(;:=-]*(?:(?:for|a|at|total|of|i\.e\.,?|quantity:?|qty:?|totalling|totaling)\s)*")
_OF_SERVICE = re.compile(
    r"\sof\s(?:(?:the|his|her|this|an?|additional|further)\s)*(?P<name>[a-z][\w/&'-]*(?:\s[a-z&][\w/&'-]*){0,7})"
)
_WORD = re.compile(r"[\w/&'-]+|[^\w\s]")

# A name of a service ends at these words, wherever it is read from.
_ENDS_NAME = word_set(
    "for to in on at was were is are be been being has have had with from which that over per due as but",
    "or by who he she it up they this these will would may the a an of twice once times time x after",
    "before without not until prior since than during under so far thus because if when while where plus",
    "then also should could can did does do versus made already recently requested certified authorized",
    "approved denied completed received patient need needs attend attended undergone underwent had",
    "request requests recommend recommends recommended prescribed continue continued undergo started",
    "includes included include including plan sessions session visits visit exceeds exceed followed now",
)
_NOT_NAME = word_set(
    "additional more another further initial weekly total previous therapeutic extra last first remaining",
    "proposed biweekly same such formal supervised monthly repeat new some several other current various",
    "multiple noted only just most recent unspecified ongoing trial and",
)
# None of these stands between a number of sessions and its unit.
_NOT_MIDDLE = word_set(
    "week weeks wk wks month months year years day days hour hours minute minutes time times of out to",
    "for in on at with from was were is are has had have mg ml mcg percent level levels injection",
    "injections medication medications patients studies trials guidelines pain degrees pounds lbs the a",
    "an that who which or per than may after before point points as it but so not no if when epidural",
    "steroid surgical surgery botox block blocks tablets capsules nerve he she they page pages years-old",
    "year-old hours-a",
)


class Quantity(NamedTuple):
    """A number of sessions, from ``start`` to before ``end`` of its sentence; ``number`` is where its number begins.

    ``name`` is the place of the service's name. ``whole`` holds the second number of "6 of 12", and ``between`` the
    words around it. ``is_bare`` marks a number whose unit stands elsewhere.
    """

    start: int
    number: int
    end: int
    low: int
    high: int | None = None
    name: tuple[int, int] | None = None
    is_product: bool = False
    is_bare: bool = False
    whole: int | None = None
    between: str = ""


def quantities_at(words: str, places: Iterable[int]) -> list[Quantity]:
    """All numbers of sessions in one sentence (in small letters), in order; ``places`` are its :func:`number_places`.

    "2x6 weeks (12 sessions)" is one quantity, since both numbers agree; where they differ there are two.

    >>> from openimr.treatments.number_words import NUMBER_WORDS
    >>> words = "therapy 2x6 weeks (12 sessions) and four visits of yoga"
    >>> [quantity.low for quantity in quantities_at(words, number_places(words, NUMBER_WORDS))]
    [12, 4]
    """
    found: list[Quantity] = []
    # Two looks at the whole sentence spare most numbers the two slowest patterns.
    last_unit = max([words.rfind(unit) for unit in UNITS])
    last_period = max(words.rfind("week"), words.rfind("wk"), words.rfind("mo"))
    for at in places:
        if found and at < found[-1].end:
            continue
        quantity = (
            (_rate(words, at) if at < last_period and _PERIOD_NEAR.search(words, at, at + _WIDEST_RATE) else None)
            or _short(words, at)
            or _part(words, at)
            or (_count(words, at) if at < last_unit else None)
            or _loose(words, at)
        )
        if quantity is None:
            continue
        if found and _is_again(words, found[-1], quantity):
            end = quantity.end + words.startswith(")", quantity.end)
            found[-1] = found[-1]._replace(end=end, name=found[-1].name or quantity.name)
        else:
            found.append(quantity)
    return found


def number_places(lower: str, number_words: Iterable[str]) -> list[int]:
    """Where a number begins that may count: not in a word, a price, a date or a decimal; "x4" begins at its digit.

    ``number_words`` are those of :data:`~openimr.treatments.number_words.NUMBER_WORDS` that ``lower`` may hold.
    """
    places = [
        start
        for start in [match.start() for match in _DIGITS.finditer(lower)]
        if (mark := lower[start - 1 : start]) not in _NO_COUNT_BEFORE
        or (mark == "x" and lower[start - 2 : start - 1] not in _NO_COUNT_BEFORE)
    ]
    if not number_words:
        return places
    return sorted({*places, *(at for at in places_of(number_words, lower) if not lower[at - 1 : at].isalnum())})


def _is_again(words: str, first: Quantity, second: Quantity) -> bool:
    """Whether ``second`` only says the number of ``first`` again, right after it."""
    is_same = (first.low, first.high) == (second.low, second.high) and first.whole is None and second.whole is None
    return is_same and _JOINED.fullmatch(words, first.end, second.number) is not None


def _number(words: str) -> int:
    return number_of_words(words) or int(words)


def _ends(match: re.Match[str], low: str, high: str) -> tuple[int, int | None]:
    first = _number(match[low])
    second = _number(match[high]) if match[high] else None
    return (first, second if second is not None and second > first else None)


def _product(match: re.Match[str], words: str, at: int) -> Quantity:
    """So many a week for so many weeks."""
    often, often_most = _ends(match, "n", "m")
    long, long_most = _ends(match, "k", "l")
    high = (often_most or often) * (long_most or long) if often_most or long_most else None
    name = _name_after(words, match.end()) or _name_before(words, at)
    start = name[0] if name and name[0] < at else at
    end = name[1] if name and name[0] > at else match.end()
    return Quantity(start, at, end, often * long, high, name, is_product=True)


def _rate(words: str, at: int) -> Quantity | None:
    match = _RATE.match(words, at)
    # Visits a week over months are no whole number, so they are left alone.
    if match is None or match["per"][0] != match["length"][0]:
        return None
    return _product(match, words, at)


def _short(words: str, at: int) -> Quantity | None:
    match = _SHORT.match(words, at)
    if match is None:
        return None
    product = _product(match, words, at)
    return product if product.name else None


def _part(words: str, at: int) -> Quantity | None:
    """Six of twelve."""
    match = _OF.match(words, at) or _OF_BARE.match(words, at)
    if match is None or not _NOT_MIDDLE.isdisjoint(match["middle"].split()):
        return None
    if match.re is _OF_BARE and not _BARE_BEFORE.search(words, max(0, at - 40), at):
        return None
    name = _name_after(words, match.end()) or _name_within(match, "middle")
    end = name[1] if name and name[0] >= match.end() else match.end()
    between = match["before"] + match["middle"]
    return Quantity(at, at, end, _number(match["n"]), None, name, whole=_number(match["k"]), between=between)


def _count(words: str, at: int) -> Quantity | None:
    """Twelve sessions."""
    match = _COUNT.match(words, at)
    if match is None or not _NOT_MIDDLE.isdisjoint(match["middle"].split()):
        return None
    low, high = _ends(match, "n", "m")
    after = _name_after(words, match.end())
    name = after or _name_within(match, "middle") or _name_before(words, at)
    return Quantity(at, at, after[1] if after else match.end(), low, high, name)


def _loose(words: str, at: int) -> Quantity | None:
    """A number without a unit of its own: "acupuncture times 12", "has already had 12"."""
    if words.endswith(_TIMES_BEFORE, 0, at):
        match = _TIMES.match(words, at)
        name = _name_before(words, at) if match else None
        if match is None or name is None:
            return None
        end = match.end() + words.startswith(")", match.end())
        return Quantity(name[0], at, end, *_ends(match, "n", "m"), name)
    match = _BARE.match(words, at)
    if match is None or not _BARE_BEFORE.search(words, max(0, at - 40), at):
        return None
    return Quantity(at, at, match.end(), *_ends(match, "n", "m"), None, is_bare=True)


def _name_after(words: str, end: int) -> tuple[int, int] | None:
    """The service in "sessions of relaxation training for pain control"."""
    match = _OF_SERVICE.match(words, end)
    if match is None:
        return None
    start = stop = match.start("name")
    is_joined = False
    for word in _WORD.finditer(words, start, match.end("name")):
        if word[0] in _ENDS_NAME:
            break
        if word[0] in {"and", "&"}:
            is_joined = True
        elif not is_joined:
            stop = word.end()
        elif word[0] in session_services():  # What follows "and" belongs to the name if it ends in a service too.
            stop = word.end()
            is_joined = False
    return (start, stop) if stop > start else None


def _name_within(match: re.Match[str], group: str) -> tuple[int, int] | None:
    """The service in "12 additional psychotherapy visits", without the words that only count."""
    offset = match.start(group)
    named = [word for word in _WORD.finditer(match[group]) if word[0] not in _ENDS_NAME and word[0] not in _NOT_NAME]
    return (offset + named[0].start(), offset + named[-1].end()) if named else None


def _name_before(words: str, at: int) -> tuple[int, int] | None:
    """The service in "additional occupational therapy for the low back 2x6"."""
    offset = max(0, at - 90)
    if session_services().isdisjoint(words_of(words[offset:at])):
        return None
    before = [(word.start(), word.end(), word[0]) for word in _WORD.finditer(words, offset, at)]
    while before and before[-1][2] in {"(", ",", "-", "x", "times", ":"}:
        before.pop()
    while before and before[-1][2] not in session_services():
        if not before.pop()[2][0].isalpha():
            return None
    named = before[-1:]
    for word in reversed(before[:-1][-5:]):
        is_verb = word[2].endswith("ing") and word[2] not in session_services()
        if not word[2][0].isalpha() or is_verb or word[2] in _ENDS_NAME or word[2] in _NOT_NAME - {"and"}:
            break
        named.insert(0, word)
    while named and named[0][2] in {"and", "&"}:
        named.pop(0)
    is_unit_only = len(named) == 1 and named[0][2] in {"treatment", "treatments"}
    return (named[0][0], named[-1][1]) if named and not is_unit_only else None
