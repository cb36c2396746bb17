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

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Passage, Severity
from openimr.determinations.checking.person_names import CREDENTIALS, NAME, is_person
from openimr.determinations.model import PartKind

__all__ = ["CHECK"]

_MONTH = r"[JFMASOND][a-z]{2,8}\.?"
_SOME_DAY = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{4}}-\d\d-\d\d)"


class _Needed(Enum):
    """Where an identifier may stand rightly."""

    NOWHERE = "nowhere"
    IN_THE_ISSUED_LETTER = "in the issued letter"


# Each with a cheap pattern that must be there, what it is called, and the pattern whose first group is the identifier.
_NUMBERS = (
    (
        "a social security number",
        _Needed.NOWHERE,
        re.compile(r"(?<![\d-])((?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4})(?![\d-])"),
    ),
    (
        "a social security number",
        _Needed.NOWHERE,
        re.compile(r"\b(?:SSN|S\.S\.N\.|[Ss]ocial [Ss]ecurity(?: [Nn]umber| [Nn]o\.?)?)\s*[:#]?\s*((?:\d{3}|[xX*]{3})[- ]?(?:\d\d|[xX*]{2})[- ]?\d{4})\b"),
    ),
    (
        "a telephone number",
        _Needed.IN_THE_ISSUED_LETTER,
        re.compile(r"(?<![\w/.-])(?:\+?1[-. ])?((?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4})(?![\d-])"),
    ),
)
_LABELLED = (
    (
        "a date of birth",
        _Needed.NOWHERE,
        re.compile(rf"\b(?:DOB|D\.O\.B\.|[Dd]ate\s+of\s+[Bb]irth|[Bb]irth\s?[Dd]ate|[Bb]orn\s+on)\s*(?:is|was|of)?\s*[:#]?\s*({_SOME_DAY})"),
    ),
    (
        "a medical record number",
        _Needed.NOWHERE,
        re.compile(r"\b(?:MRN|M\.R\.N\.|[Mm]edical\s+[Rr]ecord\s+(?:[Nn]umber|[Nn]o\.?|#)|[Cc]hart\s+(?:[Nn]umber|[Nn]o\.?|#))\s*[:#]*\s*([A-Z]{0,4}-?\d[\w-]{2,})"),
    ),
    (
        "a claim number",
        _Needed.IN_THE_ISSUED_LETTER,
        re.compile(r"\b[Cc](?:laim|LAIM)\s*(?:[Nn]umber|NUMBER|[Nn]o\.?|NO\.?|#|ID)\s*(?:is\s+)?[:#]*\s*((?=[\w-]*\d)[A-Z0-9][\w-]{3,})"),
    ),
    (
        "the number of a case before the Appeals Board",
        _Needed.IN_THE_ISSUED_LETTER,
        re.compile(r"\b(ADJ\s?\d{5,8})\b"),
    ),
    (
        "a policy or employee number",
        _Needed.IN_THE_ISSUED_LETTER,
        re.compile(r"\b(?:[Pp]olicy|[Mm]ember|[Ee]mployee|[Pp]atient)\s+(?:ID|[Nn]umber|[Nn]o\.|#)\s*[:#]*\s*((?=[\w-]*\d)[A-Z0-9][\w-]{3,})"),
    ),
    ("an e-mail address", _Needed.IN_THE_ISSUED_LETTER, re.compile(r"(?<![\w.+-])([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)")),
    (
        "a street address",
        _Needed.IN_THE_ISSUED_LETTER,
        re.compile(
            r"(?<![\w/.-])(\d{1,5}\s+(?:[NSEW]\.?\s+|North\s+|South\s+|East\s+|West\s+)?(?:[A-Z][a-z]+\s+|\d{1,3}(?:st|nd|rd|th)\s+){1,3}"
            r"(?:Street|Avenue|Ave\b|Boulevard|Blvd\b|Road|Lane|Drive|Court|Circle|Highway|Hwy\b|Parkway|Terrace"
            r"|(?:St|Rd|Ln|Dr|Ct|Pl|Way)\.?(?=,|\s+(?:Apt|Suite|Ste|Unit|#))))"
        ),
    ),
    (
        "a postal address",
        _Needed.IN_THE_ISSUED_LETTER,
        re.compile(r"\b((?:P\.?\s?O\.?|Post\s+Office)\s+Box\s+\d+)"),
    ),
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Drs|Doctor|Prof|Professor)\b\.?\s+({NAME})")
_DEGREED = re.compile(rf"\b({NAME}),?\s+(?:{CREDENTIALS})")
_LABELLED_NAME = re.compile(
    r"\b(?:(?:[Ee]mployee|EMPLOYEE|[Pp]atient|PATIENT|[Cc]laimant|CLAIMANT|[Ww]orker|[Aa]pplicant|[Pp]rovider|[Pp]hysician|PHYSICIAN"
    r"|[Aa]djuster|[Aa]ttorney|[Rr]e|RE)(?:['’]s)?(?:\s+[Nn]ame|\s+NAME)?|Name|NAME)\s*:\s*"
    rf"({NAME}(?:,\s*{NAME})?)"
)
_NAME_CUES = ("Mr", "Ms", "Miss", "Dr", "Doctor", "Prof", "Name", "NAME", "mployee", "atient", "laimant", "hysician", "rovider", "orker", "pplicant", "Re:", "RE:", "ttorney", "djuster")
_DEGREE_CUE = re.compile(rf"[a-z],?\s(?:{CREDENTIALS})")
# What the issuing organization prints of itself, and what is cited, names no person of the case.
_OWN_WORDS = frozenset({PartKind.LETTERHEAD, PartKind.EFFECT, PartKind.PAGE_FURNITURE, PartKind.PROCESS, PartKind.PLAIN_LANGUAGE})
_CITED = frozenset({PartKind.CLAIMS_ADMINISTRATOR_BASIS, PartKind.REVIEWER_BASIS})
_LABEL_CUES = re.compile(r"DOB|D\.O\.B|irth|[Bb]orn|MRN|M\.R\.N|ecord|[Cc]hart|[Cc]laim|CLAIM|ADJ|olicy|ember|mployee|atient|@|\sBox|^\d|\s\d{1,5}\s+[NSEW\d]?[A-Za-z]")
_DIGITS = re.compile(r"\d{3}\)?[-. ]\s?\d{2,3}[-. ]\d{4}|SSN|ocial|S\.S\.N")


def _look(context: Context) -> Iterator[Hit]:
    issued = context.d.employee.name is not None or context.d.claim_number is not None
    for passage in context.passages:
        seen: set[tuple[int, int]] = set()
        for what, needed, match in _identifiers(passage):
            if issued and needed is _Needed.IN_THE_ISSUED_LETTER:
                continue
            place = match.span(1)
            if not any(start < place[1] and place[0] < end for start, end in seen):
                seen.add(place)
                yield passage.hit(*place, f"The text holds {what}.")


def _identifiers(passage: Passage) -> Iterator[tuple[str, _Needed, re.Match[str]]]:
    text = passage.text
    if _DIGITS.search(text):
        for what, needed, pattern in _NUMBERS:
            if needed is _Needed.NOWHERE or passage.kind not in _OWN_WORDS:
                for match in pattern.finditer(text):
                    yield what, needed, match
    if passage.kind not in _OWN_WORDS and _LABEL_CUES.search(text):
        for what, needed, pattern in _LABELLED:
            for match in pattern.finditer(text):
                yield what, needed, match
    if passage.kind not in _CITED and passage.kind not in _OWN_WORDS:
        for match in _names(text):
            yield "the name of a person", _Needed.IN_THE_ISSUED_LETTER, match


def _names(text: str) -> Iterator[re.Match[str]]:
    patterns = [_TITLED, _LABELLED_NAME] if any(cue in text for cue in _NAME_CUES) else []
    if _DEGREE_CUE.search(text):
        patterns.append(_DEGREED)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if is_person(match[1]):
                yield match


CHECK = Check(
    code="D501",
    name="identifier-left",
    severity=Severity.ERROR,
    what="A text without the employee's name still holds a name, a number or an address that identifies a person.",
    why="Determinations are published without identifying details; one number that is left tells the world of a person's "
    "injury and illness. In the letter that goes to the parties (it has the employee's name or the claim number in a field "
    "of its own), only numbers that no letter needs are found.",
    mend="Take the detail out and put a role in its place, such as [treating physician]; do not leave a blank.",
    sources=duties("publication", "publication-rule", "reviewer-not-named"),
    look=_look,
)
