"""Brings names, addresses, mail domains and telephone numbers into one spelling, so that they can be compared.

Source: ``rulebook/vocabulary/name_words.yaml`` and ``same_names.yaml``.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from openimr.citations import Value, Verification
from openimr.rulebook import load

__all__ = [
    "Address",
    "OrganizationName",
    "PersonName",
    "address_of",
    "domain_of",
    "forms_of_given",
    "names_in",
    "organization_name",
    "person_name",
    "phone_of",
    "skeleton",
    "turned",
]

_WORD = re.compile(r"[^\W_]+")
_NAME_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_APOSTROPHES = re.compile(r"['’‘`´.]")
_SOUNDS = (("ph", "f"), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("ch", "k"), ("qu", "k"), ("x", "ks"), ("kn", "n"))
_ALIKE = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f", "j": "g", "d": "t", "b": "p", "m": "n"})
_VOWELS = re.compile(r"[aeiouyhw]")
_TWICE = re.compile(r"(.)\1+")
_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\s*$")
_UNIT_NUMBER = re.compile(r"#\s*")
_PHONE_DIGITS = 10


class PersonName(Value, frozen=True):
    """A person's name: given names and initials, parts of the surname, and all of it in one piece.

    ``forms`` are the names that the first given name may be a form of, ``sound`` and ``sounds`` how that name and the
    parts of the surname sound. ``is_turned`` says that it is read with the surname first, without a comma that says so.
    """

    given: tuple[str, ...]
    surname: frozenset[str]
    joined: str
    whole: str
    forms: frozenset[str]
    sound: str
    sounds: frozenset[str]
    is_turned: bool = False


class OrganizationName(Value, frozen=True):
    """An organization's name: all words, those that tell it from others, and all of it in one piece.

    ``bearable`` are the surnames that it can bear: its words, and particles in one piece with the word after them.
    """

    words: tuple[str, ...]
    telling: tuple[str, ...]
    word_set: frozenset[str]
    telling_set: frozenset[str]
    joined: str
    initials: str
    bearable: frozenset[str]


class Address(Value, frozen=True):
    """An address: number and street in one piece, the room, and five digits of the ZIP code where they are given."""

    street: str
    unit: str
    zip: str


class _Words(Value, frozen=True):
    role: str
    words: frozenset[str]
    source: str
    verification: Verification


class _Same(Value, frozen=True):
    kind: str
    same: tuple[str, ...]
    source: str
    verification: Verification


@cache
def _words(role: str) -> frozenset[str]:
    rows: dict[str, frozenset[str]] = {row.role: row.words for row in load("vocabulary/name_words.yaml", _Words)}
    return rows[role]


@cache
def _first_of_same(kind: str) -> dict[str, str]:
    """The word that stands for each of its equals: the first of the row."""
    rows = load("vocabulary/same_names.yaml", _Same)
    return {word: row.same[0] for row in rows if row.kind == kind for word in row.same}


@cache
def _given_groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in load("vocabulary/same_names.yaml", _Same):
        if row.kind == "given":
            for word in row.same:
                groups.setdefault(word, set()).add(row.same[0])
    return {word: frozenset(firsts) for word, firsts in groups.items()}


@lru_cache(maxsize=65_536)
def forms_of_given(name: str) -> frozenset[str]:
    """The names that a given name may be a form of; itself where it is a form of none.

    >>> forms_of_given("bob"), forms_of_given("zora")
    (frozenset({'robert'}), frozenset({'zora'}))
    """
    return _given_groups().get(name) or frozenset({name})


def _plain(text: str) -> str:
    """Small letters without accents, apostrophes and full stops."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return _APOSTROPHES.sub("", "".join(letter for letter in bare if not unicodedata.combining(letter)))


@cache
def _joiner() -> re.Pattern[str]:
    words = sorted(_words("joiner"), key=len, reverse=True)
    return re.compile(rf"[(\[]|[)\]]|(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def names_in(name: str) -> tuple[str, ...]:
    """The names that a line holds: "A LLC dba B", "A, formerly B", "Ann Lee (née Ray)".

    >>> names_in("Ablon Care LLC dba Corvane Clinics")
    ('Ablon Care LLC', 'Corvane Clinics')
    """
    parts = (part.strip(" ,;:-") for part in _joiner().split(name))
    return tuple(part for part in parts if part) or (name,)


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName:
    """A person's name without titles, degrees and accents, whether written "Lee, Ann" or "Ann Lee".

    >>> person_name("Dr. José O'Neil-García, M.D.").given
    ('jose',)
    """
    text = _plain(name)
    before, _, after = text.partition(",")
    first = [word for word in _NAME_WORD.findall(after) if word not in _words("degree")]
    if first:  # "Lee, Ann B., MD": what stands before the comma is the surname.
        last = _untitled(before)
        given = [word for word in first if word not in _words("title")]
        return _person(given, last or given)
    plain = _untitled(before)
    begins = _surname_begins(plain)
    return _person(plain[:begins], plain[begins:])


@lru_cache(maxsize=65_536)
def turned(name: str) -> PersonName | None:
    """A name of two words read the other way round, since a surname may stand first without a comma.

    >>> turned("Lee Ann").given
    ('ann',)
    """
    before, _, after = _plain(name).partition(",")
    words = _untitled(before)
    has_given_after = any(word not in _words("degree") for word in _WORD.findall(after))
    return None if has_given_after or len(words) != 2 else _person(words[1:], words[:1], is_turned=True)


def _untitled(text: str) -> list[str]:
    """The words of a name without title and degrees; a name that consists of nothing else keeps them."""
    words = _NAME_WORD.findall(text)
    start = 1 if len(words) > 1 and words[0] in _words("title") else 0
    end = len(words)
    while end - start > 2 and words[end - 1] in _words("degree"):
        end -= 1
    return words[start:end]


def _surname_begins(words: list[str]) -> int:
    """Where the surname begins: at the last word, or at the particle before it."""
    begins = max(len(words) - 1, 0)
    while begins > 1 and words[begins - 1] in _words("particle"):
        begins -= 1
    return begins


def _person(given: list[str], last: list[str], *, is_turned: bool = False) -> PersonName:
    telling = [part for word in last if word not in _words("particle") for part in word.split("-")] or last
    # Names that many bear are held once, so that comparing thousands of persons finds them near at hand.
    given = [sys.intern(part) for word in given for part in word.split("-")]
    # A double or hyphenated surname is known by each of its parts; a middle word may be a former surname.
    middle = [] if is_turned else [word for word in given[1:] if len(word) > 2]
    joined = "".join(last).replace("-", "")
    surname = frozenset((*telling, *middle, joined))
    return PersonName(
        given=tuple(given),
        surname=surname,
        joined=joined,
        whole="".join((*given, joined)),
        forms=forms_of_given(given[0]) if given else frozenset(),
        sound=skeleton(given[0]) if given else "",
        sounds=_sounds(surname),
        is_turned=is_turned,
    )


@lru_cache(maxsize=65_536)
def _sounds(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(skeleton, words))


@lru_cache(maxsize=65_536)
def organization_name(name: str) -> OrganizationName:
    """An organization's name without its legal form, abbreviations written out.

    >>> organization_name("Kestrel Ins. Co., Inc.").words
    ('kestrel', 'insurance')
    """
    same = _first_of_same("organization")
    # What stands after a comma may be no legal form only: "Kestrel, Inc."; all words are taken.
    found = [same.get(word, word) for word in _WORD.findall(_plain(name.replace("&", " and ").replace("-", " ")))]
    words = tuple(word for word in found if word not in _words("legal")) or tuple(found)
    generic = _words("generic")
    telling = tuple(word for word in words if word not in generic)
    return OrganizationName(
        words=words,
        telling=telling,
        word_set=frozenset(words),
        telling_set=frozenset(telling),
        joined="".join(words),
        initials="".join(word[0] for word in words),
        bearable=frozenset((*words, *_with_particles(words))),
    )


def _with_particles(words: tuple[str, ...]) -> Iterator[str]:
    """A particle in one piece with what follows: "de la cruz" as "delacruz" and "lacruz"."""
    for start, first in enumerate(words):
        end = start
        while end < len(words) and words[end] in _words("particle"):
            end += 1
        if first in _words("particle") and end < len(words):
            yield "".join(words[start : end + 1])


@lru_cache(maxsize=65_536)
def address_of(address: str) -> Address | None:
    """Number, street, room and ZIP code of an address in one spelling; ``None`` where it names no place.

    >>> address_of("1420 N. Harbor Blvd., Ste 210, Ojai, CA 93023") == address_of("1420 North Harbour Boulevard #210")
    False
    >>> address_of("1420 N. Harbor Blvd.").street == address_of("1420 North Harbour Boulevard").street
    True
    """
    text = _UNIT_NUMBER.sub(" unit ", _plain(address))
    zip_found = _ZIP.search(text.strip())
    same = _first_of_same("address")
    words = [same.get(word, word) for word in _WORD.findall(text)]
    joined = " ".join(words)
    for box in _words("box"):
        if box in joined and (found := re.search(rf"{box}\s+(\w+)", joined)):
            return Address(street=f"box {found[1]}", unit="", zip=zip_found[1] if zip_found else "")
    start = next((place for place, word in enumerate(words) if word[0].isdigit()), None)
    if start is None or start + 1 >= len(words):
        return None
    street = tuple(_street(words[start:], text))
    unit = next((words[place + 1] for place, word in enumerate(words[:-1]) if word in _words("unit")), "")
    return Address(street=" ".join(street), unit=unit, zip=zip_found[1] if zip_found else "")


def _street(words: list[str], text: str) -> Iterator[str]:
    """The number, and the street up to its kind ("street", "avenue"), the room, or the comma."""
    kinds = frozenset(_first_of_same("address").values())
    before_comma = len(_WORD.findall(text.split(",", maxsplit=1)[0])) if "," in text else len(words)
    yield words[0]
    for place, word in enumerate(words[1:], start=1):
        if place >= max(before_comma, 2) or word in _words("unit"):
            return
        if word in kinds and place > 1:
            return
        if word not in kinds:
            yield skeleton(word)


def domain_of(email: str) -> str:
    """The domain of an address of mail; empty for domains where anyone may have one.

    >>> domain_of("a.lee@Kestrel-Ins.com"), domain_of("a.lee@gmail.com")
    ('kestrel-ins.com', '')
    """
    domain = email.rpartition("@")[2].strip().lower().removeprefix("www.") if "@" in email else ""
    return "" if domain in _words("mail") else domain


def phone_of(phone: str) -> str:
    """The ten digits of a telephone number; empty where there are not as many.

    >>> phone_of("+1 (805) 555-0143")
    '8055550143'
    """
    digits = re.sub(r"\D", "", phone)
    return digits[-_PHONE_DIGITS:] if len(digits) in {_PHONE_DIGITS, _PHONE_DIGITS + 1} else ""


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """How a word sounds, roughly: its first letter's sound and its consonants; the word itself where it has digits.

    >>> skeleton("katherine") == skeleton("catharyn"), skeleton("harbour") == skeleton("harbor")
    (True, True)
    """
    if any(letter.isdigit() for letter in word):
        return word
    sound = word
    for spelt, heard in _SOUNDS:
        sound = sound.replace(spelt, heard)
    sound = _TWICE.sub(r"\1", sound.translate(_ALIKE))
    first = "a" if sound[:1] in set("aeiouy") else sound[:1]
    return first + _TWICE.sub(r"\1", _VOWELS.sub("", sound[1:]))
