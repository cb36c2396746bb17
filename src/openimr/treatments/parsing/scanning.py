"""Goes through a wording once and marks what each stretch of it says."""

from __future__ import annotations

from collections.abc import Callable

from openimr.treatments.anatomy import Side
from openimr.treatments.parsing.codes import read_bare_code, read_codes, read_diagnoses, read_drug_code
from openimr.treatments.parsing.dates import read_date
from openimr.treatments.parsing.dispensing import read_letter_of_refills, read_no_refills, read_part_of_one
from openimr.treatments.parsing.kinds import add_elided
from openimr.treatments.parsing.levels import read_levels
from openimr.treatments.parsing.lexicon import Entry, Kind, lexicon
from openimr.treatments.parsing.marks import DoseMark, Head, Mark, Marks, Part, SideMark, Word
from openimr.treatments.parsing.naming import name_by_context
from openimr.treatments.parsing.plans import (
    read_days,
    read_every,
    read_labelled,
    read_one_period,
    read_plan,
    read_times,
    read_uses,
)
from openimr.treatments.parsing.strengths import read_strength
from openimr.treatments.parsing.tokens import Tokens
from openimr.treatments.services import all_drugs, all_services

__all__ = ["scan"]

_NUMBERED_LABELS = frozenset({"quantity", "days_supply", "refills", "total", "series", "dispensed"})
_TOPICAL = frozenset({"topical_analgesics", "compounded_medication"})
_BETWEEN_TEETH = frozenset({"#", ",", "-", "and", "&"})
_TOOTH = frozenset("#0123456789")
_FOLLOWING = frozenset({"follow", "followup", "follows"})
_CODE_READERS = {"cpt": read_codes, "icd": read_diagnoses, "ndc": read_drug_code}


def scan(tokens: Tokens) -> Marks:
    """All marks of a wording."""
    marks = Marks(tokens)
    spellings = lexicon().spellings
    if not spellings.keys().isdisjoint(tokens.words):
        tokens.words = [spellings.get(word, word) for word in tokens.words]
    _overlay(marks)
    at = 0
    count = tokens.count
    while at < count:
        at = _read(marks, at)
    add_elided(marks)
    marks.sort()
    name_by_context(marks)
    return marks


def _overlay(marks: Marks) -> None:
    """Mark the words that may stand inside the wording of a service: parts, sides, modifiers, settings, specialties."""
    tokens = marks.tokens
    words = tokens.words
    overlay = lexicon().overlay
    at = 0
    while at < tokens.count:
        hit = overlay.longest(words, at) if words[at] in overlay.openings else None
        if hit is None:
            at += 1
            continue
        end, entry = hit
        kind = entry.kind
        if not entry.is_attested:
            marks.unattested.append(Mark(at, end))
        if kind is Kind.PART:
            _mark_parts(marks, at, end, entry)
        elif kind is Kind.SIDE:
            if _is_side(tokens, at, end):
                marks.sides.append(SideMark(at, end, Side(entry.value)))
        else:
            marks.words.append(Word(at, end, kind, entry.value))
        at = end


def _mark_parts(marks: Marks, at: int, end: int, entry: Entry) -> None:
    for value in entry.value.split(" "):
        part, _, side = value.partition(":")
        marks.parts.append(Part(at, end, part, Side(side) if side else None, is_plural=entry.is_plural))


def _is_side(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a side is meant: an "L" before a number is a vertebra, and "right greater than left" tells symptoms."""
    word = tokens.word(at)
    if len(word) <= 2 and end == at + 1 and (tokens.word(end)[:1].isdigit() or tokens.word(at - 1) in {"'", "w"}):
        return False
    return tokens.word(end) not in {"greater", ">"} and tokens.word(at - 1) not in {"than", ">"}


def _read(marks: Marks, at: int) -> int:
    """Mark what begins at a token; return the token to go on with."""
    tokens = marks.tokens
    word = tokens.words[at]
    main = lexicon().main
    hit = main.longest(tokens.words, at) if word in main.openings else None
    if hit is not None:
        return _named(marks, at, *hit)
    end: int | None = None
    if word[0].isdigit() or word in lexicon().numbers:
        end = read_date(marks, at) or read_bare_code(marks, at) or read_part_of_one(marks, at) or read_plan(marks, at)
    elif word in _READERS:
        end = _READERS[word](marks, at)
    elif len(word) == 1:
        end = read_bare_code(marks, at)
    else:
        end = read_date(marks, at)
    return end or at + 1


def _level(marks: Marks, at: int) -> int | None:
    return read_levels(marks, at) or read_bare_code(marks, at)


def _equal(marks: Marks, at: int) -> int | None:
    return read_labelled(marks, at, at + 1, "total")


def _pound(marks: Marks, at: int) -> int | None:
    return _after_teeth(marks, at) or read_labelled(marks, at, at + 1, "dispensed")


def _price(_marks: Marks, at: int) -> int:
    """The token after an amount of money, which is not read."""
    return at + 2


def _letter_of_refills(marks: Marks, at: int) -> int | None:
    return read_letter_of_refills(marks, at) or read_bare_code(marks, at)


# What reads on from a word that no wording of the vocabulary begins with.
_READERS: dict[str, Callable[[Marks, int], int | None]] = {
    **dict.fromkeys("ctls", _level),
    **dict.fromkeys(("x", "times", "*"), read_times),
    **dict.fromkeys(("q", "every", "each"), read_uses),
    **dict.fromkeys(("day", "days"), read_days),
    **dict.fromkeys(("a", "an", "next"), read_one_period),
    **dict.fromkeys(("no", "without", "zero"), read_no_refills),
    "=": _equal,
    "#": _pound,
    "$": _price,
    "half": read_part_of_one,
    "r": _letter_of_refills,
}


def _after_teeth(marks: Marks, at: int) -> int | None:
    """The token after the numbers of teeth ("tooth #19", "crowns #3, 4 and 5"), which count nothing."""
    tokens = marks.tokens
    is_dental = bool(marks.heads) and all_services()[marks.heads[-1].service].category == "dental"
    if not is_dental and tokens.word(at - 1) not in {"tooth", "teeth"}:
        return None
    end = at
    while tokens.word(end).isdigit() or (tokens.word(end) in _BETWEEN_TEETH and tokens.word(end + 1)[:1] in _TOOTH):
        end += 1
    return end if end > at else None


def _named(marks: Marks, at: int, end: int, entry: Entry) -> int:
    """Mark a wording of the vocabulary."""
    kind = entry.kind
    if not entry.is_attested:
        marks.unattested.append(Mark(at, end))
    if kind is Kind.SERVICE:
        marks.heads.append(Head(at, end, _visited(marks, at, end, entry.value), None, is_plural=entry.is_plural))
        if entry.value in _TOPICAL:
            _inside_drug(marks, at, end)
    elif kind is Kind.DRUG:
        identity, _, name = entry.value.partition("|")
        drug = all_drugs()[identity]
        marks.heads.append(Head(at, end, drug.service, drug.id, is_plural=entry.is_plural, name=name))
        if end > at + 1:
            _inside_drug(marks, at + 1, end)
    elif kind is Kind.LABEL:
        return _labelled(marks, at, end, entry.value)
    elif kind is Kind.EVERY:
        read_every(marks, at, end, entry.value)
    elif kind is Kind.SIG:
        uses = float(entry.value)
        marks.doses.append(DoseMark(at, end, uses, uses))
    else:
        marks.words.append(Word(at, end, kind, entry.value))
    return end


def _visited(marks: Marks, at: int, end: int, service: str) -> str:
    """The service, which is an office visit where a consultation follows one before: "PM&R follow up"."""
    if "consultation" in service and not _FOLLOWING.isdisjoint(marks.tokens.words[at:end]):
        return "office_visit"
    return service


def _inside_drug(marks: Marks, at: int, end: int) -> None:
    """Mark the strength and the form that the name of a drug holds: "lidocaine 5% patch"."""
    forms = lexicon().forms
    for place in range(at, end):
        word = marks.tokens.words[place]
        if word[0].isdigit():
            read_strength(marks, place)
        elif word in forms:
            marks.words.append(Word(place, place + 1, Kind.FORM, forms[word]))


def _labelled(marks: Marks, at: int, end: int, label: str) -> int:
    """Mark what follows a label: a number, codes, or nothing but the label itself."""
    if label in _NUMBERED_LABELS:
        # "Dispensed 3/4/14" tells a day and no number.
        after = read_date(marks, end) if end < marks.tokens.count else None
        after = after or read_labelled(marks, at, end, label)
        if after is not None:
            return after
    reader = _CODE_READERS.get(label)
    if reader is not None:
        return max(end, reader(marks, end))
    marks.words.append(Word(at, end, Kind.LABEL, label))
    if label == "compound":
        _inside_drug(marks, at, end)
    return end
