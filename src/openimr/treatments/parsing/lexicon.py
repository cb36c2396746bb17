"""Holds the words that a request is made of, ready to be looked up token by token, the longest wording first.

Source: the sheets services, drugs, body_parts and request_words of rulebook/vocabulary. Which of their words a source
holds is told by attested_words; every other word is unverified, and what it finds is marked so.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

import msgspec

from openimr.citations import Verification
from openimr.rulebook import load
from openimr.treatments.anatomy import part_words
from openimr.treatments.parsing.tokens import tokenize
from openimr.treatments.services import drug_words, service, service_words

__all__ = ["Entry", "Kind", "Lexicon", "Meaning", "first_wordings", "lexicon", "wordings_of"]


class Kind(StrEnum):
    """What a word of a request is for."""

    SERVICE = "service"
    DRUG = "drug"
    PART = "part"
    MODIFIER = "modifier"
    GUIDANCE = "guidance"
    SEDATION = "sedation"
    CONTRAST = "contrast"
    SETTING = "setting"
    ACQUISITION = "acquisition"
    UNIT = "unit"
    PERIOD = "period"
    AMOUNT = "amount"
    STRENGTH = "strength"
    EVERY = "every"
    SIG = "sig"
    PRN = "prn"
    ROUTE = "route"
    FORM = "form"
    LABEL = "label"
    ACCESSORY = "accessory"
    FEATURE = "feature"
    BRAND = "brand"
    MANNER = "manner"
    SPECIALTY = "specialty"
    SIDE = "side"
    NUMBER = "number"
    SPELLING = "spelling"
    SHORT = "short"
    DOCUMENT = "document"


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Kind
    value: str
    words: tuple[str, ...]
    source: str
    verification: Verification


class _Attestation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str
    verification: Verification


class Entry(msgspec.Struct, frozen=True):
    """What a wording stands for; ``is_plural`` where its last word has a plural ending.

    ``is_attested`` says that a source holds the wording.
    """

    kind: Kind
    value: str
    is_plural: bool = False
    is_attested: bool = False


class _Node:
    """A place in the tree of wordings: what ends here, and how it may go on."""

    __slots__ = ("entry", "following")

    def __init__(self) -> None:
        self.entry: Entry | None = None
        self.following: dict[str, _Node] = {}


# Between two words of one wording these may stand: "x-ray", "EMG/NCV", "PM&R".
_JOINTS = frozenset("-/#'&.")


class Lexicon:
    """A tree of wordings."""

    __slots__ = ("_roots", "openings")

    def __init__(self) -> None:
        """Begin with no wording; ``openings`` are the words that some wording begins with."""
        self._roots: dict[str, _Node] = {}
        self.openings = self._roots.keys()

    def add(self, wording: str, kind: Kind, value: str, *, has_plural: bool = True) -> None:
        """Take a wording with its plurals; the first of two that are the same counts."""
        words = list(_plain(wording))
        is_attested = tuple(words) in _attested()
        for last in _forms(words[-1]) if has_plural else (words[-1],):
            following = self._roots
            for word in (*words[:-1], last):
                node = following.setdefault(word, _Node())
                following = node.following
            if node.entry is None:
                node.entry = Entry(kind, value, is_plural=last != words[-1], is_attested=is_attested)

    def longest(self, words: list[str], at: int) -> tuple[int, Entry] | None:
        """The longest wording that begins at a token: the token after it, and what it stands for."""
        node = self._roots.get(words[at])
        if node is None:
            return None
        best: tuple[int, Entry] | None = None
        end = at + 1
        count = len(words)
        while True:
            if node.entry is not None:
                best = (end, node.entry)
            if end >= count or not node.following:
                return best
            following = node.following.get(words[end])
            if following is None and words[end] in _JOINTS:
                end += 1
                if end < count and words[end] in _JOINTS:
                    end += 1
                following = node.following.get(words[end]) if end < count else None
            if following is None:
                return best
            node = following
            end += 1


def _plain(wording: str) -> tuple[str, ...]:
    """The words of a wording without what may stand between them."""
    return tuple(word for word in tokenize(wording).words if word not in _JOINTS)


@cache
def _attested() -> frozenset[tuple[str, ...]]:
    """Every wording that a source holds, in the singular and the plural."""
    wordings = {_plain(word) for row in load("vocabulary/attested_words.yaml", _Attestation) for word in row.words}
    return frozenset((*words[:-1], form) for words in wordings for form in _forms(words[-1]))


_VOWELS = frozenset("aeiou")
_LETTERS = re.compile(r"[a-z]+")


def _forms(word: str) -> tuple[str, ...]:
    """The word and its plurals."""
    if len(word) < 2 or not _LETTERS.fullmatch(word) or word.endswith("ss"):
        return (word, f"{word}es") if word.endswith("ss") else (word,)
    if word.endswith("y") and word[-2] not in _VOWELS:
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}s", f"{word}es")


class Meaning(msgspec.Struct, frozen=True):
    """All lexicons: of services and plain words, of words that may also stand inside these, numbers and spellings."""

    main: Lexicon
    overlay: Lexicon
    numbers: dict[str, int]
    spellings: dict[str, str]
    units: dict[str, str]
    periods: dict[str, str]
    strengths: dict[str, str]
    amounts: dict[str, str]
    forms: dict[str, str]
    documents: dict[str, str]


# These may stand inside the wording of a service ("shoulder arthroscopy", "spinal cord stimulator trial").
_OVERLAID = frozenset({Kind.PART, Kind.MODIFIER, Kind.SETTING, Kind.SPECIALTY, Kind.SIDE, Kind.BRAND, Kind.MANNER})
# Words with these meanings are the service itself unless another service stands beside them.
_STRONGER_THAN_SERVICES = frozenset({Kind.GUIDANCE, Kind.SEDATION, Kind.LABEL, Kind.FORM})
# A unit that is the form of a drug, too.
_FORM_UNITS = frozenset({"tablet", "capsule", "patch", "spray", "film", "lozenge", "suppository", "inhaler"})
# These say something beside a number only, and are looked up there.
_AFTER_NUMBERS = frozenset({
    Kind.NUMBER, Kind.SPELLING, Kind.UNIT, Kind.PERIOD, Kind.STRENGTH, Kind.AMOUNT, Kind.SHORT,
    Kind.DOCUMENT,
})  # fmt: skip


@cache
def lexicon() -> Meaning:
    """All words of requests; built once."""
    rows = load("vocabulary/request_words.yaml", _Row)
    return Meaning(
        main=_main(rows),
        overlay=_overlay(rows),
        numbers={word: int(value) for word, value in _table(rows, Kind.NUMBER).items()},
        spellings=_table(rows, Kind.SPELLING),
        units=_table(rows, Kind.UNIT),
        periods=_table(rows, Kind.PERIOD),
        strengths=_table(rows, Kind.STRENGTH),
        amounts=_table(rows, Kind.AMOUNT),
        documents=_table(rows, Kind.DOCUMENT),
        forms={
            **_table(rows, Kind.FORM),
            **{w: v for w, v in _table(rows, Kind.UNIT).items() if v in _FORM_UNITS},
            "pad": "patch",
        },
    )


@cache
def first_wordings(kind: Kind) -> dict[str, str]:
    """The first wording of each value of a kind."""
    return {row.value: row.words[0] for row in load("vocabulary/request_words.yaml", _Row) if row.kind is kind}


@cache
def wordings_of(kind: Kind) -> dict[str, str]:
    """Every wording of a kind, with its value."""
    rows = load("vocabulary/request_words.yaml", _Row)
    return {word: row.value for row in rows if row.kind is kind for word in row.words}


def _table(rows: tuple[_Row, ...], kind: Kind) -> dict[str, str]:
    """The single words of a kind with their plurals, each with its value."""
    has_plural = kind not in {Kind.NUMBER, Kind.SPELLING, Kind.STRENGTH}
    return {
        form: row.value
        for row in rows
        if row.kind is kind
        for word in row.words
        for form in (_forms(word.lower()) if has_plural else (word.lower(),))
    }


def _main(rows: tuple[_Row, ...]) -> Lexicon:
    """Services, drugs, and the plain words that stand for themselves."""
    main = Lexicon()
    for row in rows:
        if row.kind in _STRONGER_THAN_SERVICES:
            _add(main, row)
    for word, identity in (*service_words(), *_shortened(rows)):
        main.add(word, Kind.SERVICE, service(identity).read_as)
    for word, identity in drug_words():
        main.add(word, Kind.DRUG, f"{identity}|{word}")
    for row in rows:
        if row.kind not in _OVERLAID | _AFTER_NUMBERS:
            _add(main, row)
    for row in rows:
        if row.value in _FORM_UNITS:
            _add(main, row, Kind.FORM)
    return main


def _shortened(rows: tuple[_Row, ...]) -> tuple[tuple[str, str], ...]:
    """The wordings of services with short forms in them: "vestibular rehab"."""
    shorts = [(row.value, short) for row in rows if row.kind is Kind.SHORT for short in row.words]
    return tuple(
        (word.replace(full, short), identity)
        for word, identity in service_words()
        for full, short in shorts
        if full in word
    )


def _overlay(rows: tuple[_Row, ...]) -> Lexicon:
    """Parts of the body, sides, and other words that may stand inside the wording of a service."""
    overlay = Lexicon()
    for row in rows:
        if row.kind in _OVERLAID:
            _add(overlay, row)
    for word, part, side in part_words():
        overlay.add(word, Kind.PART, f"{part}:{side}" if side else part, has_plural=side is None)
    return overlay


def _add(to: Lexicon, row: _Row, kind: Kind | None = None) -> None:
    has_plural = row.kind not in {Kind.STRENGTH, Kind.SIDE, Kind.SIG}
    for word in row.words:
        to.add(word, kind or row.kind, row.value, has_plural=has_plural)
