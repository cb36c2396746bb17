"""Decides which numbers of sessions belong to the case: had before, asked for, or certified; and which to a guideline.

The last word before a number that says what it is for decides ("has completed", "requesting", "certified",
"recommends"), unless the words after it say otherwise ("18 sessions had been completed"). A number that no word
explains, and a number of a guideline, is no fact about the case.

Source: house rule that an unknown number of prior sessions is unknown, not zero (design, section 4, 3).
"""

from __future__ import annotations

import re
from enum import Enum, auto

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED, Prose, Sentence
from openimr.determinations.reading.facts.quantities import Quantity, quantities_in

__all__ = ["session_facts"]


class _Cue(Enum):
    """What the words around a number say that it is for."""

    NOTHING = auto()
    GUIDELINE = auto()
    PRIOR = auto()
    REQUESTED = auto()
    CERTIFIED = auto()


_KINDS = {
    _Cue.PRIOR: FactKind.PRIOR_SESSIONS,
    _Cue.REQUESTED: FactKind.REQUESTED_SESSIONS,
    _Cue.CERTIFIED: FactKind.CERTIFIED_SESSIONS,
}
_CUE_WORDS: dict[_Cue, tuple[str, ...]] = {
    _Cue.NOTHING: (
        "not received", "not had", "not yet had", "not completed", "not attended", "not undergone", "never received",
        "never had", "never completed", "never attended", "never undergone", "yet to complete", "will have received",
        "would have received", "will have completed", "would have completed", "will have had", "would have had",
        "prior to", "not complete", "not receive", "not attend", "board certified", "patients who", "application was received",
        "application for", "not exceed", "if he has", "if she has", "should have", "may have",
    ),
    _Cue.GUIDELINE: (
        "guideline", "mtus", " odg", "acoem", "recommend", "exceed", "in excess of", "suggest", "support", " allow",
        "typical", "generally", "indicates", "standard", " limit", "maximum", "should", "warrant", "may be", "patients",
        "time to produce", "post-surgical treatment", "postsurgical treatment", "schedule", "can be", "beyond", "literature",
    ),
    _Cue.PRIOR: (
        " has had", " have had", "had had", "already had", "apparently had", "previously had", "also had", "received", "receiving",
        "completed", "completing", "completion of", "attended", "attending", "undergone", "underwent", "finished", " s/p", "status post",
        "participated in", "treated with", "treatment with", " prior", "previous", "to date", "utilized", "sessions as",
        "visits as", "seen for", "improved with", "improvement with", "improvement from", "relief with", "relief from",
        "benefit from", "trialed", "exhausted", " had had", "after having", "failed", "used", "provided with", "been to", "after",
    ),
    _Cue.REQUESTED: (
        "request", "seeking", "seeks", "asked for", "asking for", "asks for", "prescribed", "prescribes", "ordered", "ordering",
        "authorization for", "authorization of", "prescription for", "prescription of", "order for", "coverage for", "coverage of",
        "denied", "denial of", "denial for", "deny", "denying", "non-certified", "noncertified", "non certified", "non-certify",
        "non-certification of", "non-certification for", "not certified", "not certify", "not approved", "not authorized",
        "in dispute", "at issue", "disputed", "disputing", "medical necessity of", "medical necessity for", "necessity for",
        "need for", "had been made for", "was made for", "plan includes", "plan included", "proposed", "proposes", "referred for",
        "referral for", "referral to", "rfa for", "is to undergo", "is to start", "would like",
    ),
    _Cue.CERTIFIED: (
        "certified", "certification of", "certification for", "certifying", "approved", "authorized", "approval of",
        "approval for", "granted", "modified to", "modification to", "received authorization for", "reduced to", "certifies",
        "authorizing", "approving", "allowed for", "partial certification", "was allowed",
    ),
}  # fmt: skip
_CUES = tuple((word, cue) for cue, words in _CUE_WORDS.items() for word in words)
_ASKED_BEFORE = ("request", "denied", "denial", "deny", "seek", "asking", "non-", "disput")
_PROVIDER = re.compile(
    r"\b(?:provider|physician|doctor|dr|treater|surgeon|therapist|psychologist|psychiatrist|chiropractor|acupuncturist|he|she"
    r"|ptp|evaluator|qme|ame|specialist|plan|podiatrist|practitioner|note|report|visit|patient|worker|claimant)\b"
)
_AUTHORITY = ("guideline", "mtus", " odg", "acoem", "literature", "evidence")
_HAD = re.compile(r"\bhad(?:\s(?:only|about|approximately|at\sleast|over|a\stotal\sof|up\sto|an?\sinitial|another|roughly))?\s$")
_AFTER = re.compile(
    r"(?:\s(?:of|for|to|in|on)\s[^.,;]{0,70}?)?(?:,?\s(?:which|that))?\s"
    r"(?:(?P<be>(?:(?:was|were|is|are|has|have|had|been|being)\s)+)"
    r"(?:(?:\w+ly|also|already|since|being|not)\s)*)?"
    r"(?P<word>requested|sought|prescribed|ordered|disputed|denied|non-?certified|completed|attended|received|undergone|provided"
    r"|had|certified|authorized|approved|allowed|granted|recommended|supported|to\sdate|thus\sfar|so\sfar|in\sthe\spast"
    r"|medically\snecessary|exceeds?|is\snot|are\snot|is\sappropriate|are\sappropriate)\b(?P<more>(?:\sby\s[^.,;]{0,40})?)"
)
_AFTER_CUES: dict[str, _Cue] = (
    dict.fromkeys(("requested", "sought", "prescribed", "ordered", "disputed", "denied", "non-certified", "noncertified"), _Cue.REQUESTED)
    | dict.fromkeys(("completed", "attended", "received", "undergone", "had", "provided", "to date", "thus far", "so far"), _Cue.PRIOR)
    | dict.fromkeys(("in the past",), _Cue.PRIOR)
    | dict.fromkeys(("certified", "authorized", "approved", "allowed", "granted"), _Cue.CERTIFIED)
    | dict.fromkeys(("recommended", "supported"), _Cue.GUIDELINE)
)
_NEEDS_BE = frozenset(("completed", "attended", "received", "undergone", "provided", "had", "certified", "authorized", "approved"))
_MORE = re.compile(r"\b(?:additional|another|further|more)\s(?:[a-z-]+\s){0,3}$")
_MORE_WITHIN = re.compile(r"\s(?:additional|more|further)\b")
_MADE_SMALLER = re.compile(r"\bto\s(?:(?:allow|include|certify|approve|authorize|only|an?|just|for|initial|trial|of)\s)*$")
_STATED_WHOLE = re.compile(r"certified|authorized|approved")
_UNITS = ("session", "visit", "treatment", "appointment")
_DRUG = re.compile(r"\d\s?(?:mg|mcg|ml|%)(?!\w)|#\s?\d|\btablets?\b|\bcapsules?\b|\binjections?\b|\bblocks?\b")


def session_facts(prose: Prose) -> list[Fact]:
    """All numbers of sessions that belong to the case."""
    facts: list[Fact] = []
    is_heading = prose.where.endswith("heading")
    had_unit = False
    for sentence in prose.sentences:
        has_unit = any(unit in sentence.words for unit in _UNITS)
        if has_unit or " x" in sentence.words or "x" in sentence.words and "week" in sentence.words or _counts(sentence.words):
            for quantity in quantities_in(sentence.words):
                if is_heading:
                    facts += _in_heading(prose, sentence, quantity)
                elif not quantity.is_bare or has_unit or had_unit:
                    facts += _in_prose(prose, sentence, quantity)
        had_unit = has_unit
    return facts


def _counts(words: str) -> bool:
    return any(word in words for word in ("week", "times", "(x", " had ", "certified", "month", "2x", "3x", "1x", "qty", "quantity"))


def _in_heading(prose: Prose, sentence: Sentence, quantity: Quantity) -> list[Fact]:
    """A heading words a request, so every number of sessions in it is asked for."""
    if quantity.name is None and _DRUG.search(sentence.words):
        return []
    return [_fact(prose, sentence, quantity, FactKind.REQUESTED_SESSIONS, STATED)]


def _in_prose(prose: Prose, sentence: Sentence, quantity: Quantity) -> list[Fact]:
    cue, confidence = _meant(sentence.words, quantity)
    if cue not in _KINDS:
        return []
    facts = [_fact(prose, sentence, quantity, _KINDS[cue], confidence)]
    if quantity.whole is not None:
        facts += _of_whole(prose, sentence, quantity, cue)
    return facts


def _of_whole(prose: Prose, sentence: Sentence, quantity: Quantity, cue: _Cue) -> list[Fact]:
    """What the second number of "6 of 12" is, where the words tell."""
    whole = quantity._replace(low=int(quantity.whole or 0), high=None)
    if cue is _Cue.CERTIFIED or "requested" in quantity.between:
        return [_fact(prose, sentence, whole, FactKind.REQUESTED_SESSIONS, INFERRED)]
    if _STATED_WHOLE.search(quantity.between):
        return [_fact(prose, sentence, whole, FactKind.CERTIFIED_SESSIONS, INFERRED)]
    return []


def _fact(prose: Prose, sentence: Sentence, quantity: Quantity, kind: FactKind, confidence: float) -> Fact:
    name = None
    if quantity.name is not None:
        name = prose.text[sentence.start + quantity.name[0] : sentence.start + quantity.name[1]]
    start, end = sentence.start + quantity.start, sentence.start + quantity.end
    return prose.fact(kind, start, end, confidence, name=name, count=quantity.low, count_max=quantity.high)


def _meant(words: str, quantity: Quantity) -> tuple[_Cue, float]:
    """What the number is for, and how sure that is."""
    before = words[: quantity.number]
    if ("modif" in before or "reduced" in before) and _MADE_SMALLER.search(before):
        return _Cue.CERTIFIED, STATED
    cue = _before(before)
    after = _after(words, quantity.end, cue)
    if after is not None:
        return after, STATED
    if cue is not None:
        return cue, INFERRED if quantity.is_product or quantity.is_bare else STATED
    inside = words[quantity.number : quantity.end]
    if _MORE.search(before) or _MORE_WITHIN.search(inside):
        return _Cue.REQUESTED, IN_PASSING
    return _Cue.NOTHING, IN_PASSING


def _before(before: str) -> _Cue | None:
    """What the last word that matters before the number says."""
    padded = f" {before}"
    best, best_end, best_start = None, -1, -1
    for word, cue in _CUES:
        start = padded.rfind(word)
        if start >= 0 and (start + len(word) > best_end or (start + len(word) == best_end and start < best_start)):
            best, best_end, best_start = cue, start + len(word), start
    if _HAD.search(before):
        return _Cue.PRIOR
    if best is _Cue.GUIDELINE and padded.startswith("recommend", best_start):
        return _recommended(padded[:best_start])
    if best is _Cue.CERTIFIED and any(word in padded[max(0, best_start - 16) : best_start] for word in _ASKED_BEFORE):
        return _Cue.REQUESTED
    return best


def _recommended(before: str) -> _Cue:
    """Whether a provider recommended it for this patient, or a guideline for all."""
    if any(word in before for word in _AUTHORITY) or not _PROVIDER.search(before):
        return _Cue.GUIDELINE
    return _Cue.REQUESTED


def _after(words: str, end: int, cue: _Cue | None) -> _Cue | None:
    """What the words after the number say, where they outweigh those before it."""
    match = _AFTER.match(words, end)
    if match is None or (match["word"] in _NEEDS_BE and not match["be"]):
        return None
    after = _AFTER_CUES.get(match["word"])
    if after is None:  # "is not medically necessary": the number that the review is about, if nothing else explains it.
        return _Cue.REQUESTED if cue is None else None
    if after is _Cue.GUIDELINE and _PROVIDER.search(match["more"]):
        return _Cue.REQUESTED
    if after is _Cue.CERTIFIED:
        return _passed(words[match.start() : match.end()], cue)
    return after


def _passed(words: str, cue: _Cue | None) -> _Cue | None:
    if " not " in words:
        return _Cue.REQUESTED
    return None if cue is _Cue.REQUESTED else _Cue.CERTIFIED
