"""Finds the days in prose, and decides whether each is the day of injury, of a visit or of utilization review.

A day is judged by the words just before it in its sentence, and by what the sentence does after it. A day that no words
explain is left alone.

Source: ``determination-formats.md`` section 3 (row "dates").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.days import DAY_LIKE, read_day
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Prose, Sentence, word_set
from openimr.determinations.reading.facts.vocabulary import places_of

__all__ = ["day_facts", "day_gates", "day_places"]

_MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar",
    "apr jun jul aug sep sept oct nov dec",
)
_DAY_BEFORE_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?$")
# That a word begins here is looked at behind its first letters, to which the engine skips.
_YEAR_OF_INJURY = re.compile(
    r"injur(?<=\binjur)(?:ed|y)\b[^.;]{0,40}?\bin\s((?:early\s|late\s)?(?:19|20)\d\d)\b(?![/-])"
)

# The words that end where a day begins. "Connected" are the small words between the cue and the day.
_CONNECTED = (
    r"(?:[\s,:(-]*\b(?:is|was|of|on|in|dated|date|occurred|occurring|sustained|from|since|around|about|approximately"
    r"|noted|as|being|the|stated|listed|reported|happened|that|which|were|made|performed|written|completed|submitted"
    r"|done|conducted|signed|received|also|last|by|dos|year)\b)*[\s,:(-]*$"
)
_INJURY_NAMED = re.compile(
    rf"\b(?:date\sof\s(?:the\s|his\s|her\s)?(?:industrial\s|work\s|original\s|initial\s)?(?:injury|loss|accident)"
    rf"|injury\sdate|d\.?o\.?i\.?|(?:industrial|work|occupational|work[-\s]related|workplace|job)\s(?:injury|accident)"
    rf"){_CONNECTED}"
)
_INJURY_TOLD = re.compile(r"\b(?:injur(?:ed|y|ies|ing)|hurt)\b(?P<between>[^;]*)$")
_INJURY_OTHER = re.compile(
    r"\bre-?injur|\bmotor\svehicle|\bmva\b|\bauto(?:mobile)?\s(?:accident|collision)|\bcar\saccident|\bnon-?industrial"
    r"|\bprior\s(?:\w+\s)?injur|\bprevious\s(?:\w+\s)?injur|\bsubsequent\s(?:\w+\s)?injur|\bnew\sinjur|\bold\sinjur"
    r"|\bafter\s(?:the\s|his\s|her\s)?injur|\bsince\s(?:the\s|his\s|her\s)?injur|\bno\sinjur|\bnot\sinjured"
)
_INDUSTRIAL = re.compile(r"\b(?:industrial|work|occupational|job|employ)")
_INJURY_LEFT = re.compile(
    r"\b(?:seen|evaluated|examined|visit|report|note|presented|presents|surgery|underwent|undergone|mri|x-?ray|ct|emg"
    r"|denied|certified|since|until|through|reviewed|returned|treated|treatment|therapy|diagnosed|dated\sreport"
    r"|request|rfa|authorization|released|retired|terminated|procedure|injection|study|studies|utilization|review"
    r"|evaluation|last\sworked|stopped)\b"
)
_VISIT = re.compile(
    rf"\b(?:(?:progress|office|clinic|clinical|chart|follow[-\s]?up|visit|soap|physician|medical|treatment|therapy|pt"
    rf"|consultation|psychological|psychology|provider|doctor)[\s'a-z-]{{0,20}}?\s(?:note|report|record|summary|evaluation)s?"
    rf"|visit|visits|seen|evaluated|re-?evaluated|examined|re-?examined|presented|presents|evaluation|re-?evaluation"
    rf"|examination|exam|pr-?2|pr\s2|pr2|appointment|encounter|consultation|consult|follow[-\s]?up|followed\sup|note"
    rf"|notes|report|reports|office\svisit|assessed|interviewed|date\sof\sservice|handwritten)"
    rf"(?:\s(?:by|with|with\sthe|to|in|at|for)\s[^;\d]{{0,45}}?)?(?:\s\([^)\d]{{0,20}}\))?{_CONNECTED}"
)
_NOT_VISIT = re.compile(
    r"\b(?:mri|m\.r\.i\.|x-?rays?|radiographs?|ct|emg|ncs|ncv|imaging|scan|operative|surgical|surgery|lab|laboratory"
    r"|urine|toxicology|uds|drug\sscreen|screening|pathology|study|studies|request|rfa|authorization|review|utilization"
    r"|ur|injury|denial|certification|determination|injection|procedure|electrodiagnostic|ultrasound|bone|arthrogram"
    r"|cures|guidelines?|updated|edition|odg|mtus|birth|loss|prescri\w+|letter|order)\b[^.;,]{0,40}$"
)
_VISIT_AFTER = re.compile(
    r"[\s,)]*(?:(?:the|this)\s)?(?:(?:injured|employee|insured)\s)?(?:(?:patient|worker|claimant|employee|applicant|he|she)"
    r"\s(?:\w+ly\s|then\s|also\s)?(?:was\s(?:\w+ly\s)?(?:seen|evaluated|examined|re-?evaluated|reevaluated)"
    r"|presents|presented|returned|followed\sup|reported|reports|complained|complains|stated|had\sa\s(?:follow|visit))"
    r"|(?:(?:progress|office|clinic|treating|medical|chart|follow[-\s]?up|primary|physician|clinical)\s|pr-?2\s)*"
    r"(?:progress\snote|note|visit|report|pr-?2|evaluation|examination|exam|appointment|follow[-\s]?up)\b)"
)
_REVIEW = re.compile(
    r"\butilization\b|\bur\b|certif|pre-?authori|reviewer|claims\s(?:administrator|examiner)|adverse\sdeterm"
)
_REVIEW_DONE = re.compile(
    r"certified|certification|denie[ds]|denial|denying|modified|modification|approved|authorized|delayed|deferred|determination|decision"
)
_REVIEW_DAY = re.compile(
    rf"(?:^|\b(?:utilization\sreviews?|ur|review|decision|determination|denial|letter|certification|modification|certified"
    rf"|denied|modified|approved|authorized|delayed|deferred|process|reviewer|administrator|coverage|requests?|sessions"
    rf"|visits|therapy|treatment|services|necessity|and|report)\b(?:\s\([^)]{{0,20}}\))?){_CONNECTED}"
)
# "Denied physical therapy of the neck on": the day goes with the verb, whatever was denied; not so in "denied the
# study performed on".
_REVIEW_ACTED = re.compile(
    r"\b(?:non-?certified|denied|modified|approved|authorized|delayed|deferred|(?<!board\s)(?<!board-)certified)\s"
    r"[^.;:]{1,120}(?<!ed)(?<!done)(?<!seen)(?<!taken)(?<!given)\son\s$"
)
_DAY_OF_REQUEST = re.compile(
    r"\b(?:requests?|rfas?)\s(?:[a-z]+\s){0,3}?(?:dated|submitted|received|made|sent|faxed)\s(?:on\s)?$"
)
_NOT_REVIEW = re.compile(
    r"\b(?:rfa|requested|requests?\s(?:dated|of|on|submitted|received|made|was\s(?:made|received|submitted))|request\sfor\s"
    r"authorization|submitted|received|prescribed|report|note|seen|visit|guidelines?|updated|edition|birth|mri|surgery"
    r"|underwent|injury|injured|from|since|started|began)\b[\s\w,]{0,12}$"
)


class _Day(NamedTuple):
    start: int
    end: int


def day_gates() -> frozenset[str]:
    """The words that :func:`day_places` seeks."""
    return _MONTHS


def day_places(prose: Prose) -> list[_Day]:
    """Where all that is written like a day stands, in order."""
    text, lower = prose.text, prose.lower
    starts = [
        _first_digit(text, place) for place in places_of(("/", "-"), text) if text[place + 1 : place + 2].isdigit()
    ]
    for place in places_of(_MONTHS & prose.words, lower):
        if place and lower[place - 1].isalnum():
            continue
        day = _DAY_BEFORE_MONTH.search(lower, max(0, place - 9), place)
        starts.append(day.start() if day else place)
    days: list[_Day] = []
    for start in sorted(starts):
        if days and start < days[-1].end:
            continue
        match = DAY_LIKE.match(text, start)
        if match:
            days.append(_Day(start, match.end()))
    return days


def _first_digit(text: str, place: int) -> int:
    """Where the run of digits that ends before ``place`` begins."""
    while place and text[place - 1].isdigit():
        place -= 1
    return place


def day_facts(prose: Prose, days: Sequence[_Day]) -> list[Fact]:
    """The days of injury, of visits and of utilization review among ``days``."""
    facts: list[Fact] = []
    for day in days:
        judged = _judged(prose.sentence_at(day.start), day)
        if judged is not None:
            facts.append(_told(prose, day, *judged))
    if not any(fact.kind is FactKind.INJURY_DATE for fact in facts):
        facts += _year_of_injury(prose)
    return facts


def _told(prose: Prose, day: _Day, kind: FactKind, confidence: float) -> Fact:
    words = prose.text[day.start : day.end]
    on = read_day(words)
    if on is not None:
        return prose.fact(kind, day.start, day.end, confidence, on=on)
    return prose.fact(kind, day.start, day.end, min(confidence, INFERRED), on_text=words)


def _year_of_injury(prose: Prose) -> list[Fact]:
    """A bare year of injury: "injured in 2007"."""
    if "injur" not in prose.lower:
        return []
    match = _YEAR_OF_INJURY.search(prose.lower)
    if match is None or _INJURY_OTHER.search(prose.lower, max(0, match.start() - 20), match.end()):
        return []
    return [prose.fact(FactKind.INJURY_DATE, match.start(1), match.end(1), INFERRED, on_text=match[1])]


def _judged(sentence: Sentence, day: _Day) -> tuple[FactKind, float] | None:
    """What the day is, and how sure that is; ``None`` where the words do not tell."""
    at = day.start - sentence.start
    before = sentence.words[:at]
    near = before[-110:]
    after = sentence.words[day.end - sentence.start :]
    if "injur" in near or "doi" in near or "d.o.i" in near or "accident" in near or "hurt" in near or "loss" in near:
        if _INJURY_NAMED.search(near):
            return None if _is_another_injury(near) else (FactKind.INJURY_DATE, STATED)
        if _is_injury_told(near):
            return FactKind.INJURY_DATE, STATED
    visit = _VISIT.search(near)
    if visit and not _NOT_VISIT.search(near[: visit.start()] + visit[0]):
        return FactKind.VISIT_DATE, STATED
    if _VISIT_AFTER.match(after) and not _NOT_VISIT.search(near):
        return FactKind.VISIT_DATE, INFERRED
    if _is_review(sentence.words, near, after):
        return FactKind.UR_DATE, STATED if "utilization" in sentence.words else INFERRED
    return None


def _is_another_injury(near: str) -> bool:
    return _INJURY_OTHER.search(near) is not None and not _INDUSTRIAL.search(near)


def _is_injury_told(near: str) -> bool:
    """Whether a verb of injury leads to the day: "injured his back when he fell on"."""
    told = _INJURY_TOLD.search(near)
    if told is None or _INJURY_LEFT.search(told["between"]) or re.search(r"\d/\d", told["between"]):
        return False
    return not _is_another_injury(near)


def _is_review(words: str, near: str, after: str) -> bool:
    """Whether the day is the one on which utilization review decided."""
    if not _REVIEW_DONE.search(words) and not _REVIEW.search(near):
        return False
    other = _NOT_REVIEW.search(near)
    if (other and not _REVIEW_DONE.search(near[: other.start()])) or _DAY_OF_REQUEST.search(near):
        return False
    if not _REVIEW_DAY.search(near) and not (_REVIEW.search(words) and _REVIEW_ACTED.search(near)):
        return False
    return _REVIEW.search(words) is not None or _is_request_decided(near + after)


def _is_request_decided(words: str) -> bool:
    return (
        re.search(
            r"\b(?:requests?|rfa)\b[^.;]{0,90}\b(?:was|were|been)\s(?:\w+ly\s)?(?:denied|modified|approved)", words
        )
        is not None
    )
