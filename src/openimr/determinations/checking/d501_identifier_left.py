"""Decides whether a text without the employee's name still holds what identifies a person.

A letter that carries ``employee.name`` or ``claim_number`` in fields of its own is the issued letter, which its parties
must be able to tell apart: there, names, addresses and numbers of the case are left alone, and only what no letter
needs (social security number, date of birth, medical record number) is found.

Source: Labor Code 4610.6(m); 8 CCR 9792.10.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from openimr.citations import Value
from openimr.determinations.checking.cues import LABELS, NUMBERED, STREET, STREET_WORDS
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Passage, Severity
from openimr.determinations.checking.person_names import NAME, may_hold_a_title, may_name_a_person, name_in, persons
from openimr.determinations.model import PartKind

__all__ = ["CHECK"]

_MONTH = r"[JFMASOND][a-z]{2,8}\.?"
_SOME_DAY = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{4}}-\d\d-\d\d)"


class _Needed(Enum):
    """Where an identifier may stand rightly."""

    NOWHERE = "nowhere"
    IN_THE_ISSUED_LETTER = "in the issued letter"


class _Pattern(Value, frozen=True):
    """One kind of identifier: what it is called, where it may stand, and its pattern, whose first group it is.

    Where none of ``cues`` stands in the text in small letters, the pattern cannot match.
    """

    what: str
    needed: _Needed
    cues: tuple[str, ...]
    pattern: re.Pattern[str]


_ID = r"((?=[\w-]*\d)[A-Z0-9][\w-]{3,})"
_LONGEST_ADDRESS = 200
_NUMBERS_OF = {
    word: tuple([re.compile(rf"{stem}\s*(?:ID|[Nn]umber|NUMBER|[Nn]o\b|NO\b|#)") for stem in stems])
    for word, stems in NUMBERED.items()
}
# A house number and the word behind it, in the shape of a text; the pattern begins with a letter, so the search leaps.
_HOUSE_SHAPE = re.compile(rb"0 +[A0]")
_HOUSE_NUMBER = re.compile(r"\d\s+[NSEW1-9A-Z][\w.]*\s+[A-Z0-9]")
_PATTERNS = (
    _Pattern(
        what="a social security number",
        needed=_Needed.NOWHERE,
        cues=("ssn", "s.s.n", "social security"),
        pattern=re.compile(
            r"(?:SSN|S\.S\.N\.|[Ss]ocial\s+[Ss]ecurity(?:\s+[Nn]umber|\s+[Nn]o\.?)?|SOCIAL\s+SECURITY(?:\s+NUMBER)?)\s*[:#]?\s*"
            r"((?:\d{3}|[xX*]{3})[- ]?(?:\d\d|[xX*]{2})[- ]?\d{4})\b"
        ),
    ),
    _Pattern(
        what="a date of birth",
        needed=_Needed.NOWHERE,
        cues=("dob", "d.o.b", "birth", "born on"),
        pattern=re.compile(
            r"(?:DOB|D\.O\.B\.|[Dd]ate\s+of\s+[Bb]irth|DATE OF BIRTH|[Bb]irth\s?[Dd]ate|[Bb]orn\s+on)"
            rf"\s*(?:is|was|of)?\s*[:#]?\s*({_SOME_DAY})"
        ),
    ),
    _Pattern(
        what="a medical record number",
        needed=_Needed.NOWHERE,
        cues=("mrn", "m.r.n", "record n", "record #", "chart n", "chart #"),
        pattern=re.compile(
            r"(?:MRN|M\.R\.N\.|[Mm]edical\s+[Rr]ecord\s+(?:[Nn]umber|[Nn]o\.?|#)|[Cc]hart\s+(?:[Nn]umber|[Nn]o\.?|#))"
            r"\s*[:#]*\s*([A-Z]{0,4}-?\d[\w-]{2,})"
        ),
    ),
    _Pattern(
        what="a claim number",
        needed=_Needed.IN_THE_ISSUED_LETTER,
        cues=("claim n", "claim #", "claim id", "claim#"),
        pattern=re.compile(
            rf"[Cc](?:laim|LAIM)\s*(?:[Nn]umber|NUMBER|[Nn]o\.?|NO\.?|#|ID)\s*(?:is\s+|was\s+)?[:#]*\s*{_ID}"
        ),
    ),
    _Pattern(
        what="the number of a case before the Appeals Board",
        needed=_Needed.IN_THE_ISSUED_LETTER,
        cues=("adj1", "adj ", "adj2", "adj3", "adj4", "adj5", "adj6", "adj7", "adj8", "adj9"),
        pattern=re.compile(r"(ADJ\s?\d{5,8})\b"),
    ),
    _Pattern(
        what="a policy or employee number",
        needed=_Needed.IN_THE_ISSUED_LETTER,
        cues=(
            "employee id",
            "employee n",
            "employee #",
            "patient id",
            "patient no",
            "patient nu",
            "policy n",
            "member id",
            "member n",
        ),
        pattern=re.compile(
            rf"(?:[Pp]olicy|[Mm]ember|[Ee]mployee|[Pp]atient)\s+(?:ID|[Nn]umber|[Nn]o\.|#)\s*[:#]*\s*{_ID}"
        ),
    ),
    _Pattern(
        what="an e-mail address",
        needed=_Needed.IN_THE_ISSUED_LETTER,
        cues=("@",),
        pattern=re.compile(r"(?<![\w.+-])([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"),
    ),
    _Pattern(
        what="a street address",
        needed=_Needed.IN_THE_ISSUED_LETTER,
        cues=STREET,
        pattern=re.compile(
            r"(?<![\w/.-])(\d{1,5}\s+(?:[NSEW]\.?\s+|North\s+|South\s+|East\s+|West\s+)?"
            r"(?:[A-Z][a-z]+\s+|\d{1,3}(?:st|nd|rd|th)\s+){1,3}"
            r"(?:Street|Avenue|Ave\b|Boulevard|Blvd\b|Road|Lane|Drive|Court|Circle|Highway|Hwy\b|Parkway|Terrace"
            r"|(?:St|Rd|Ln|Dr|Ct|Pl|Way)\.?(?=,|\s+(?:Apt|Suite|Ste|Unit|#))))"
        ),
    ),
    _Pattern(
        what="a postal address",
        needed=_Needed.IN_THE_ISSUED_LETTER,
        cues=(" box ",),
        pattern=re.compile(r"((?:P\.?\s?O\.?|Post\s+Office)\s+Box\s+\d+)"),
    ),
)
# A label ends in a colon, and what is before it says whether a name follows.
_AFTER_LABEL = re.compile(rf":\s*(?P<name>{NAME}(?:,\s*{NAME})?)")
_ROLES = frozenset(
    {"employee", "patient", "claimant", "worker", "applicant", "provider", "physician", "adjuster", "attorney", "re"}
    | {"full", "first", "last"}
)
_LABELS_END = (*_ROLES, *(f"{role}{mark}s" for role in _ROLES for mark in "'’"), "name")
# A colon behind the last two letters of a label, or behind a blank that hides them.
_LABEL_COLON = re.compile(
    f":(?<=(?:{'|'.join(sorted({end[-2:] for end in _LABELS_END}))}):|.\\s:)", re.IGNORECASE | re.DOTALL
)
_LONGEST_LABEL = 32
# Any number with a label has one of these words shortly before a figure. Each begins with one letter, so that the
# search can leap; the number of the review itself and a quantity of tablets ("#60") identify nobody.
_LABEL_WORDS = (
    r"no\b", r"No\b", r"NO\b", "number", "Number(?<!Case Number)", "NUMBER", r"ID\b", "DOB", r"D\.O\.B", "MRN",
    r"M\.R\.N", "SSN", r"S\.S\.N", "birth", "Birth", "BIRTH", "born", "Born", r"box\b", r"Box\b", "ADJ",
    "security", "Security", "SECURITY",
)  # fmt: skip
_LABEL = re.compile(
    "|".join((r"#\s?[A-Z]*-?\d[\w-]{3}", *(rf"{word}.{{0,16}}?[\d*xX]" for word in _LABEL_WORDS))), re.DOTALL
)
# How each number that _SSN or _PHONE finds ends, in the shape of a text.
_LAST_DIGITS = (b"-00-0000", b"000-0000", b"000.0000")
_SSN = re.compile(
    r"(\d\d\d(?<![\d-]\d\d\d)(?<!000)(?<!666)(?<!9\d\d)-(?!00)\d\d-(?!0000)\d{4})(?![\d-])",
)
_PHONE = re.compile(r"((?:\(\d{3}\)\s{0,8}|\d\d\d(?<![\w/.]\d\d\d)(?<!\d\d-\d\d\d)[-.])\d{3}[-.]\d{4})(?![\d-])")
# What the issuing organization prints of itself, and what is cited, names no person of the case.
_OWN_WORDS = frozenset(
    {PartKind.LETTERHEAD, PartKind.EFFECT, PartKind.PAGE_FURNITURE, PartKind.PROCESS, PartKind.PLAIN_LANGUAGE}
)
# Labels hold the address of the organization beside those of the case; only a street of its own is surely not its.
_ITS_OWN = frozenset({"a postal address", "a telephone number", "an e-mail address"})
_CITED = frozenset({PartKind.CLAIMS_ADMINISTRATOR_BASIS, PartKind.REVIEWER_BASIS})


def _look(context: Context) -> Iterator[Hit]:
    whole = context.whole
    issued = context.d.employee.name is not None or context.d.claim_number is not None
    patterns = _patterns(context, issued=issued)
    digits = any(last in context.shape for last in _LAST_DIGITS)
    names = not issued and may_hold_a_title(context.vocabulary, whole) and may_name_a_person(whole)
    labels = not issued and _may_label_a_name(whole)
    if not (patterns or digits or names or labels):
        return
    for passage in context.passages:
        found = [
            *(_numbers(passage, issued=issued) if digits else ()),
            *_by_pattern(passage, patterns),
            *(_labelled(passage) if labels else ()),
            *(_names(passage) if names else ()),
        ]
        yield from _apart(passage, found)


def _patterns(context: Context, *, issued: bool) -> list[_Pattern]:
    """The patterns that may match somewhere in the document, by cheaper looks than their own."""
    whole = context.whole
    is_in_a_street = not context.vocabulary.isdisjoint(STREET_WORDS)
    has_house = is_in_a_street and any(map(_may_be_in_a_street, _house_numbers(context)))
    has_label = _may_have_a_label(context) and bool(_LABEL.search(whole))
    if not has_label and not has_house and "@" not in whole:
        return []
    lowered = " ".join(whole.split()).lower()  # A label may be broken over two lines.
    return [
        one
        for one in _PATTERNS
        if not (issued and one.needed is _Needed.IN_THE_ISSUED_LETTER)
        and (has_house if one.cues is STREET else has_label or "@" in one.cues)
        and any(cue in lowered for cue in one.cues)
    ]


def _may_have_a_label(context: Context) -> bool:
    """A cheap look beforehand: whether any word of a label stands there, those that people have too with a number."""
    words, whole = context.vocabulary, context.whole
    if not words.isdisjoint(LABELS) or "ADJ" in whole:
        return True
    return any(pattern.search(whole) for word in words & _NUMBERS_OF.keys() for pattern in _NUMBERS_OF[word])


def _house_numbers(context: Context) -> Iterator[re.Match[str]]:
    for shape in _HOUSE_SHAPE.finditer(context.shape):
        if house := _HOUSE_NUMBER.match(context.whole, shape.start()):
            yield house


def _may_be_in_a_street(house: re.Match[str]) -> bool:
    """Whether a word for a street comes soon after what may be the number of a house."""
    behind = house.string[house.start() : house.start() + _LONGEST_ADDRESS].lower()
    return any(cue in behind for cue in STREET)


def _apart(passage: Passage, found: list[tuple[str, tuple[int, int]]]) -> Iterator[Hit]:
    """A hit for each identifier, once where two patterns find it."""
    taken: list[tuple[int, int]] = []
    for what, (start, end) in found:
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            yield passage.hit(start, end, f"The text holds {what}.")


def _numbers(passage: Passage, *, issued: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _SSN.finditer(passage.text):
        yield "a social security number", match.span(1)
    if not issued and passage.kind not in _OWN_WORDS and passage.kind is not PartKind.LABELS:
        for match in _PHONE.finditer(passage.text):
            yield "a telephone number", match.span(1)


def _by_pattern(passage: Passage, patterns: list[_Pattern]) -> Iterator[tuple[str, tuple[int, int]]]:
    if passage.kind in _OWN_WORDS:
        return
    for one in patterns:
        if passage.kind is PartKind.LABELS and one.what in _ITS_OWN:
            continue
        for match in one.pattern.finditer(passage.text):
            yield one.what, match.span(1)


def _may_label_a_name(text: str) -> bool:
    """Whether a name follows a label anywhere; most colons are passed by, for what stands before them is no label."""
    return any(
        (match := _AFTER_LABEL.match(text, colon.start())) is not None and _labelled_name(match) is not None
        for colon in _LABEL_COLON.finditer(text)
        if _ends_a_label(text[max(colon.start() - _LONGEST_LABEL, 0) : colon.start()].rstrip())
    )


def _ends_a_label(words: str) -> bool:
    return words.lower().endswith(_LABELS_END)


def _labelled_name(match: re.Match[str]) -> tuple[int, int] | None:
    """Where the name stands that follows a label; ``None`` where what is before the colon is no such label."""
    words = match.string[max(match.start() - _LONGEST_LABEL, 0) : match.start()].replace("’", "'").lower().split()
    place = name_in(match["name"]) if _names_a_person(words) else None
    return (match.start("name") + place[0], match.start("name") + place[1]) if place else None


def _names_a_person(words: list[str]) -> bool:
    """Whether a label that ends in ``words`` is that of a person's name, such as "Employee" or "Provider's name"."""
    if not words:
        return False
    if words[-1] != "name":
        return words[-1].removesuffix("'s") in _ROLES
    return len(words) == 1 or words[-2].removesuffix("'s") in _ROLES or not words[-2][-1].isalnum()


def _labelled(passage: Passage) -> Iterator[tuple[str, tuple[int, int]]]:
    if passage.kind not in _OWN_WORDS:
        for match in _AFTER_LABEL.finditer(passage.text):
            if place := _labelled_name(match):
                yield "the name of a person", place


def _names(passage: Passage) -> Iterator[tuple[str, tuple[int, int]]]:
    if passage.kind not in _CITED and passage.kind not in _OWN_WORDS:
        yield from (("the name of a person", place) for place in persons(passage.text))


CHECK = Check(
    code="D501",
    name="identifier-left",
    severity=Severity.ERROR,
    what="A text without the employee's name still holds a name, a number or an address that identifies a person.",
    why="Determinations are published without identifying details; one number that is left tells the world of a "
    "person's "
    "injury and illness. In the letter that goes to the parties (it has the employee's name or the claim number in a "
    "field "
    "of its own), only numbers that no letter needs are found.",
    mend="Take the detail out and put a role in its place, such as [treating physician]; do not leave a blank.",
    sources=duties("publication", "publication-rule", "reviewer-not-named"),
    look=_look,
)
