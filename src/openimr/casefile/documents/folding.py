"""Folds pages that were sent twice: a copy points at the first page that it repeats, and is never left out.

Two pages are the same where their words are: the same words, numbers and dates for text that was not read from a
picture; for a picture, words that agree but for what a scan misreads, and no number, date, side or denial that is
another. A form filled in twice is two pages. How the sender is reached, and what counts pages, tells no visit from
another and is left out. Where a figure of a scan cannot be one ("13/07", the year 2618) or a single one is lost, the
days of both pages and their pictures must agree. What only looks alike is told for a person to compare, and not folded.

Source: feature F29 of the plan; figures in ``rulebook/casefile/document_scores.yaml``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby

import msgspec
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from openimr.casefile.documents.dates import day_in, days_of, mended
from openimr.casefile.documents.edges import own_lines, telling_lines
from openimr.casefile.documents.rules import LabelRole, label_words, score
from openimr.casefile.documents.words import folded
from openimr.casefile.model import DocumentKind, Page, TextSource

__all__ = ["fold", "is_same_page", "look_alikes"]

_TOKEN = re.compile(r"[^\W_]+(?:[./:,%\u2019'-]*[^\W_]+)*%?")
_NUMBER = re.compile(r"\d")
_WELL_FORMED = re.compile(r"[a-z]{0,3}\d+(?:[./:,-]\d+)*(?:%|[a-z]{1,3})?|\d+[a-z]{1,3}", re.IGNORECASE)


class _Words(msgspec.Struct, frozen=True):
    """What a page says for comparing: its tokens folded, and as they stand; and the days that it gives as its own.

    ``whole`` are the tokens of its letterhead as well.
    """

    running: int
    whole: tuple[str, ...]
    tokens: tuple[str, ...]
    raw: tuple[str, ...]
    days: frozenset[dt.date]
    is_picture: bool
    print_: int
    picture: int


def fold(pages: Iterable[Page]) -> tuple[Page, ...]:
    """``pages`` in their order, each copy with ``duplicate_of``, the running number of the first page that it repeats.

    What was folded before does not count: the answer depends on the pages alone, and folding twice changes nothing.
    """
    given = tuple(pages)
    ordered = sorted(given, key=lambda page: page.running)
    words = {page.running: _words(page) for page in ordered}
    near = _Near(has_pictures=any(one.is_picture for one in words.values()))
    found: dict[int, int | None] = {}
    for page in ordered:
        mine = words[page.running]
        found[page.running] = next((other.running for other in near.candidates(mine) if _is_same(mine, other)), None)
        if found[page.running] is None:
            near.add(mine)
    return tuple(msgspec.structs.replace(page, duplicate_of=found[page.running]) for page in given)


def is_same_page(page: Page, other: Page) -> bool:
    """Whether the two say the same, so that one is a copy of the other; the same either way round."""
    return _is_same(_words(page), _words(other))


def look_alikes(pages: Iterable[Page]) -> tuple[tuple[int, int], ...]:
    """Pairs of pages whose pictures are alike and whose words are too few to say more: for a person to compare."""
    least = score("same_least_words")
    dim = [one for page in pages if (one := _words(page)).picture and len(one.tokens) < least]
    by_print: dict[int, list[int]] = defaultdict(list)
    for one in sorted(dim, key=lambda one: one.running):
        by_print[one.picture].append(one.running)
    return tuple((same[0], later) for same in by_print.values() for later in same[1:])


def _words(page: Page) -> _Words:
    kept = telling_lines(page.text)
    raw = tuple(match[0] for match in _TOKEN.finditer(mended("\n".join(kept))))
    source = page.texts[-1].source if page.texts else TextSource.LAYER
    is_picture = source in {TextSource.TESSERACT, TextSource.RAPIDOCR}
    tokens = tuple(_token(word) for word in raw)
    whole = tuple(_token(match[0]) for match in _TOKEN.finditer(mended("\n".join(own_lines(page.text)))))
    given = days_of(page.text, DocumentKind.OTHER)
    days = frozenset(one.day for one in given if one.rank == min(other.rank for other in given))
    return _Words(page.running, whole, tokens, raw, days, is_picture, page.words_print, page.picture_print)


_LIKE_DIGITS = str.maketrans("oOlIi|sSbBzZ,", "001111558822.")


def _token(word: str) -> str:
    """A word for comparing; a number keeps its marks, so that 1.5 is not 15, and letters in it are read as digits."""
    return word.translate(_LIKE_DIGITS).lower() if _NUMBER.search(word) else folded(word)


class _Near:
    """Pages that may be the same as another: with the same words; where pictures were read, also with words in common.

    Prints alone are too coarse for a page that was misread: a few letters move many bits.
    """

    def __init__(self, *, has_pictures: bool) -> None:
        self._has_pictures = has_pictures
        self._same: dict[tuple[str, ...], _Words] = {}
        self._bands: dict[tuple[int, int, int], list[_Words]] = defaultdict(list)
        self._holders: dict[str, list[_Words]] = defaultdict(list)

    def add(self, words: _Words) -> None:
        """Have ``words`` compared with later pages."""
        self._same.setdefault(words.tokens, words)
        if self._has_pictures:
            for band in _bands(words):
                self._bands[band].append(words)
            for token in _long_tokens(words):
                self._holders[token].append(words)

    def candidates(self, words: _Words) -> Iterator[_Words]:
        """Earlier pages that may be the same as ``words``: that with the same words, then others in running order."""
        same = self._same.get(words.tokens)
        if same is not None:
            yield same
        if not self._has_pictures:
            return
        found = {one.running: one for band in _bands(words) for one in self._bands.get(band, ())}
        found = {running: one for running, one in found.items() if _prints_near(words, one)}
        found |= {one.running: one for one in self._sharing(words)}
        for running in sorted(found):
            if found[running] is not same:
                yield found[running]

    def _sharing(self, words: _Words) -> Iterator[_Words]:
        """The earlier pages that have the most long words in common with ``words``, of those that few pages have."""
        shared: Counter[int] = Counter()
        by_running: dict[int, _Words] = {}
        rare = [holders for token in _long_tokens(words) if len(holders := self._holders.get(token, [])) <= _FEW]
        for holders in rare:
            for one in holders:
                shared[one.running] += 1
                by_running[one.running] = one
        for running, _ in shared.most_common(_MOST_LIKELY):
            yield by_running[running]


_FEW = 60
_MOST_LIKELY = 6
_LONG = 5


def _long_tokens(words: _Words) -> frozenset[str]:
    return frozenset(token for token in words.tokens if len(token) >= _LONG)


_BAND_BITS = 8
_BAND_COUNT = 8


def _bands(words: _Words) -> Iterator[tuple[int, int, int]]:
    """Eight bits each of the two prints: prints that differ in seven bits share a band."""
    for which, print_ in enumerate((words.print_, words.picture)):
        if print_:
            for band in range(_BAND_COUNT):
                yield which, band, (print_ >> (_BAND_BITS * band)) & 0xFF


def _prints_near(words: _Words, other: _Words) -> bool:
    most = score("near_bits")
    pairs = ((words.print_, other.print_), (words.picture, other.picture))
    return any(mine and theirs and (mine ^ theirs).bit_count() <= most for mine, theirs in pairs)


def _is_same(words: _Words, other: _Words) -> bool:
    if words.whole == other.whole:
        return len(words.whole) >= score("same_least_words")
    fewest = min(len(words.tokens), len(other.tokens))
    if words.tokens == other.tokens:
        return fewest >= score("same_least_words")
    has_picture = words.is_picture or other.is_picture
    return has_picture and fewest >= score("near_least_words") and _agrees(words, other)


def _agrees(words: _Words, other: _Words) -> bool:
    """Whether two readings agree but for what a scan misreads."""
    first, second = sorted((words, other), key=lambda one: (len(one.tokens), one.tokens))
    longest = len(second.tokens)
    least = score("witnessed_words") if _is_fully_witnessed(words, other) else score("same_words")
    if len(first.tokens) < least * longest:
        return False
    misread = Counter(kind for region in _regions(first, second) for kind in _misreadings(*region))
    doubtful = misread[_Misreading.NUMBER] + misread[_Misreading.STRAY]
    return (
        not misread[_Misreading.NONE]
        and misread[_Misreading.NUMBER] <= longest // score("words_a_number")
        and misread[_Misreading.STRAY] <= longest // score("words_a_stray")
        and misread.total() <= (1 - least) * longest
        and (not doubtful or _is_witnessed(words, other))
    )


def _is_fully_witnessed(words: _Words, other: _Words) -> bool:
    """Whether both pages give a day as their own, the same one, and both have pictures, which are alike."""
    return bool(words.days and words.picture and other.picture) and _is_witnessed(words, other)


def _is_witnessed(words: _Words, other: _Words) -> bool:
    """Whether the days that both pages give as their own agree, and their pictures do, as far as they have any."""
    if bool(words.days) is not bool(other.days) or (words.days and not words.days & other.days):
        return False
    pictures = words.picture, other.picture
    return not all(pictures) or (words.picture ^ other.picture).bit_count() <= score("near_bits")


class _Side(msgspec.Struct, frozen=True):
    """The words of one reading at a place where the two differ: folded, and as they stand."""

    tokens: tuple[str, ...]
    raw: tuple[str, ...]

    @property
    def numbers(self) -> list[str]:
        """The runs of digits, whatever mark or space stands between them: 6.10 and 6 10, but not 610, are as 6/10."""
        return _DIGITS.findall(" ".join(self.raw))


_DIGITS = re.compile(r"\d+")


def _regions(first: _Words, second: _Words) -> Iterator[tuple[_Side, _Side]]:
    """The places where two readings differ, each as far as it goes without a word on which they agree."""
    edits = Levenshtein.opcodes(first.tokens, second.tokens)
    for differs, group in groupby(edits, key=lambda step: step.tag != "equal"):
        if differs:
            steps = list(group)
            mine, theirs = (
                slice(steps[0].src_start, steps[-1].src_end),
                slice(steps[0].dest_start, steps[-1].dest_end),
            )
            yield _Side(first.tokens[mine], first.raw[mine]), _Side(second.tokens[theirs], second.raw[theirs])


def _misreadings(mine: _Side, theirs: _Side) -> Iterator[_Misreading]:
    """What each word that differs may be of the other reading."""
    steps = Levenshtein.editops(mine.tokens, theirs.tokens)
    if mine.numbers and mine.numbers == theirs.numbers and _told(mine) == _told(theirs):
        # The same numbers, of which a scan has lost or misread a mark between the digits.
        yield from (_Misreading.WORD for _ in steps)
        return
    for step in steps:
        yield _misreading(
            mine.tokens[step.src_pos] if step.tag != "insert" else "",
            theirs.tokens[step.dest_pos] if step.tag != "delete" else "",
        )


def _told(side: _Side) -> list[str]:
    """The sides and denials among the words."""
    return [token for token in side.tokens if token in _telling()]


class _Misreading(Enum):
    """What of a difference between two readings may be misread: nothing, a word, a number, or a lone figure."""

    NONE = "none"
    WORD = "word"
    NUMBER = "number"
    STRAY = "stray"


def _telling() -> frozenset[str]:
    return label_words(LabelRole.TELLING)


def _misreading(mine: str, theirs: str) -> _Misreading:
    """What one token may be of the other: never another number, side or denial, and none of these lost."""
    if not mine or not theirs:
        one = mine or theirs
        if _LONE.fullmatch(one):
            return _Misreading.STRAY
        is_lost = one not in _telling() and not (_NUMBER.search(one) and _WELL_FORMED.fullmatch(one))
        return _Misreading.WORD if is_lost else _Misreading.NONE
    if mine in _telling() and theirs in _telling():
        return _Misreading.NONE
    if not _NUMBER.search(mine) and not _NUMBER.search(theirs):
        is_telling = mine in _telling() or theirs in _telling()
        is_near = not is_telling or fuzz.ratio(mine, theirs) >= 100 * score("near_word")
        return _Misreading.WORD if is_near else _Misreading.NONE
    if _is_stray(mine, theirs):
        return _Misreading.STRAY
    return _misread_number(mine.translate(_LIKE_DIGITS), theirs.translate(_LIKE_DIGITS))


_LONE = re.compile(r"\d")
_ID = re.compile(r"[a-z]{1,3}\d{5,}|\d{9,}|(?:1?\d{3}[.-])?\d{3}[.-]\d{4}")
"""A number of a person, a claim, a licence or a telephone; a day without its marks has eight figures at most."""
_FEW_LETTERS = 3
_WHOLE_DAY = 6


def _is_stray(mine: str, theirs: str) -> bool:
    """Whether one is a single figure and the other a few letters: a mark of a list, or a stroke of a pen."""
    figure, letters = (mine, theirs) if _LONE.fullmatch(mine) else (theirs, mine)
    is_telling = letters in _telling()
    return bool(_LONE.fullmatch(figure)) and letters.isalpha() and len(letters) <= _FEW_LETTERS and not is_telling


def _misread_number(mine: str, theirs: str) -> _Misreading:
    """What one number may be of the other, letters in it read as the digits that they look like."""
    if mine == theirs or _is_same_but_marks(mine, theirs) or _is_id(mine, theirs):
        return _Misreading.WORD
    if all(_WELL_FORMED.fullmatch(token) for token in (mine, theirs)):
        # Two numbers are two, unless one has the marks of a day and is none: then a digit of it was misread.
        is_misread = _is_broken_day(mine, theirs) or _is_impossible(mine, theirs)
    else:
        is_misread = fuzz.ratio(mine, theirs) >= 100 * score("near_number")
    return _Misreading.NUMBER if is_misread else _Misreading.NONE


def _is_same_but_marks(one: str, other: str) -> bool:
    """Whether both have the same figures, as many as a day has at least: 0106/2020 is 01/06/2020."""
    figures = re.sub(r"\D", "", one)
    return len(figures) >= _WHOLE_DAY and figures == re.sub(r"\D", "", other)


def _is_id(one: str, other: str) -> bool:
    """Whether both may be one number that stands on every page of a worker or an office, a few signs aside."""
    most = score("near_number")
    return bool(_ID.fullmatch(one) or _ID.fullmatch(other)) and fuzz.ratio(one, other) >= 100 * most


_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES = re.compile(r"\d{4,5}")
_OF_TEN = re.compile(r"(?P<value>\d{1,2})/(?P<of>\d{2})")


def _is_impossible(one: str, other: str) -> bool:
    """Whether one of the two is a year or a score of ten, and the other is none but for one sign: 2618, 6/16."""
    if Levenshtein.distance(one, other) != 1:
        return False
    years = [bool(_YEAR.fullmatch(token)) for token in (one, other)]
    if all(_FIGURES.fullmatch(token) for token in (one, other)) and years[0] is not years[1]:
        return True
    scores = [_OF_TEN.fullmatch(token) for token in (one, other)]
    if scores[0] is None or scores[1] is None or scores[0]["value"] != scores[1]["value"]:
        return False
    return "10" in {scores[0]["of"], scores[1]["of"]}


_MARKS_OF_A_DAY = 2


def _is_broken_day(one: str, other: str) -> bool:
    """Whether one of the two is a day, and the other is none but for one sign that was misread or lost."""
    has_marks = one.count("/") == other.count("/") == _MARKS_OF_A_DAY
    is_one_day = _is_day(one) is not _is_day(other)
    return has_marks and is_one_day and Levenshtein.distance(one, other) == 1


_LATEST = 2100


def _is_day(token: str) -> bool:
    day = day_in(token)
    return day is not None and day.year < _LATEST
