"""Decides which numbers of sessions belong to the case: had before, asked for, or certified; and which to a guideline.

The last word before a number that says what it is for decides ("has completed", "requesting", "certified",
"recommends"), unless the words after it say otherwise ("18 sessions had been completed"). A number that no word
explains, and a number of a guideline, is no fact about the case.

Source: house rule that an unknown number of prior sessions is unknown, not zero (design, section 4, 3).
"""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import groupby

from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED, Prose, Sentence, word_set, words_of
from openimr.determinations.reading.facts.quantities import (
    UNITS,
    Quantity,
    number_places,
    quantities_at,
)
from openimr.treatments.number_words import NUMBER_WORDS

__all__ = ["session_facts", "session_gates"]


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
# Each phrase is known by its last word; the longest phrase that fits is the cue.
_CUE_WORDS: dict[_Cue, str] = {
    _Cue.NOTHING: (
        "not received|not had|not yet had|not completed|not attended|not undergone|never received|never had"
        "|never completed|never attended|never undergone|yet to complete|will have received|would have received"
        "|will have completed|would have completed|will have had|would have had|prior to|not complete|not receive"
        "|not attend|board certified|patients who|application was received|request was received|application for"
        "|not exceed|should have|may have|not used|not prescribed|not requested|not ordered"
    ),
    _Cue.GUIDELINE: (
        "guideline|guidelines|mtus|odg|acoem|recommend|recommends|recommended|recommending|recommendation"
        "|recommendations|exceed|exceeds|exceeding|exceeded|in excess of|suggest|suggests|suggested|support"
        "|supports|supported|allow|allows|typical|typically|generally|indicates|standard|limit|limits|maximum"
        "|should|warrant|warrants|warranted|may be|patients|time to produce|schedule|can be|beyond|literature"
        "|consider|usually|trial period|post-surgical treatment|postsurgical treatment"
    ),
    _Cue.PRIOR: (
        "has had|have had|had had|already had|apparently had|previously had|also had|received|receiving|receives"
        "|completed|completing|completion of|complete|attended|attending|undergone|undergoing|underwent|finished"
        "|s p|status post|participated in|treated with|prior|previous|previously|to date|utilized|sessions as"
        "|visits as|treatments as|seen for|improved with|improvement with|improvement from|relief with"
        "|relief from|benefit from|benefited from|trialed|exhausted|after having|failed|provided with|been to"
        "|course of|history of|responded to|attendance at"
    ),
    _Cue.REQUESTED: (
        "request|requests|requested|requesting|seeking|seeks|asked for|asking for|asks for|prescribed|prescribes"
        "|prescribing|ordered|ordering|orders|authorization for|authorization of|prescription for|prescription of"
        "|order for|coverage for|coverage of|denied|denial of|denial for|deny|denying|denies|non-certified"
        "|noncertified|non certified|non-certify|non-certification of|non-certification for|not certified"
        "|not certify|not approved|not authorized|in dispute|at issue|disputed|disputing|necessity of"
        "|necessity for|need for|had been made for|was made for|plan includes|plan included|proposed|proposes"
        "|proposing|referred for|referral for|referral to|rfa|rfa for|is to undergo|is to start|would like"
        "|dispute"
    ),
    _Cue.CERTIFIED: (
        "certified|certification of|certification for|certifying|certifies|approved|authorized|approval of"
        "|approval for|approving|granted|modified to|modification to|received authorization for|reduced to"
        "|authorizing|allowed|partial certification"
    ),
}


def _by_last_word() -> dict[str, tuple[tuple[tuple[str, ...], _Cue], ...]]:
    """The cues by their last word: the words before it, the longest first, and what they mean."""
    cues: dict[str, list[tuple[tuple[str, ...], _Cue]]] = {}
    for cue, phrases in _CUE_WORDS.items():
        for phrase in phrases.split("|"):
            *earlier, last = phrase.split()
            cues.setdefault(last, []).append((tuple(earlier), cue))
    return {last: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for last, found in cues.items()}


_CUES = _by_last_word()
_ASKED = word_set("request requests requested requesting denied denial deny seek seeks seeking asking non disputed")
_PROVIDERS = word_set(
    "provider physician doctor dr treater surgeon therapist psychologist psychiatrist chiropractor",
    "acupuncturist he she ptp evaluator qme ame specialist podiatrist practitioner orthopedist plan note",
    "report",
)
_AUTHORITY = word_set("guideline guidelines mtus odg acoem literature evidence")
_WORKER = word_set(
    "patient worker claimant employee applicant individual he she his her had has have records notes documentation"
)
_FILLERS = word_set("only about approximately at least over a total of up to an initial another roughly just")
_AFTER = re.compile(
    r"(?:\s(?:of|for|to|in|on)\s[^.,;]{0,70}?)?(?:,?\s(?:which|that))?\s"
    r"(?:(?P<be>(?:(?:was|were|is|are|has|have|had|been|being)\s)+)"
    r"(?:(?:\w+ly|also|already|since|being|not)\s)*)?"
    r"(?P<word>requested|sought|prescribed|ordered|disputed|denied|non-?certified|completed|attended|received|undergone|provided"
    r"|had|certified|authorized|approved|allowed|granted|recommended|supported|to\sdate|thus\sfar|so\sfar|in\sthe\spast"
    r"|medically\snecessary|exceeds?|is\snot|are\snot|is\sappropriate|are\sappropriate)\b(?P<more>(?:\sby\s[^.,;]{0,40})?)"
)
_AFTER_CUES: dict[str, _Cue] = (
    dict.fromkeys(
        ("requested", "sought", "prescribed", "ordered", "disputed", "denied", "non-certified", "noncertified"),
        _Cue.REQUESTED,
    )
    | dict.fromkeys(
        ("completed", "attended", "received", "undergone", "had", "provided", "to date", "thus far", "so far"),
        _Cue.PRIOR,
    )
    | dict.fromkeys(("in the past",), _Cue.PRIOR)
    | dict.fromkeys(("certified", "authorized", "approved", "allowed", "granted"), _Cue.CERTIFIED)
    | dict.fromkeys(("recommended", "supported"), _Cue.GUIDELINE)
)
_NEEDS_BE = word_set("completed attended received undergone provided had certified authorized approved")
_MORE = re.compile(r"\b(?:additional|another|further|more)\s(?:[a-z-]+\s){0,3}$")
_MORE_WITHIN = re.compile(r"\s(?:additional|more|further)\b")
_MADE_SMALLER = re.compile(
    r"\bto\s(?:(?:allow|include|certify|approve|authorize|only|an?|just|for|initial|trial|of)\s)*$"
)
_STATED_WHOLE = re.compile(r"certified|authorized|approved")
_SIGNS = (
    *UNITS,
    "week",
    "wk",
    "times",
    " x",
    "(x",
    "x ",
    "2x",
    "3x",
    "1x",
    "quantity",
    "qty",
    "month",
    " had ",
    "certified",
    "completed",
)
_SIGN = re.compile("|".join(re.escape(sign) for sign in _SIGNS))
_DRUG = re.compile(r"\d\s?(?:mg|mcg|ml|%)(?!\w)|#\s?\d|\btablets?\b|\bcapsules?\b|\binjections?\b|\bblocks?\b")


def session_gates() -> frozenset[str]:
    """The words for numbers."""
    return NUMBER_WORDS


def session_facts(prose: Prose) -> list[Fact]:
    """All numbers of sessions that belong to the case."""
    facts: list[Fact] = []
    places = number_places(prose.lower, NUMBER_WORDS & prose.words)
    is_heading = prose.where.endswith("heading")
    for index, in_sentence in groupby(places, key=prose.sentence_number):
        sentence = prose.sentences[index]
        words = sentence.words
        if not _SIGN.search(words):
            continue
        before = prose.sentences[index - 1].words if index else ""
        for quantity in quantities_at(words, [place - sentence.start for place in in_sentence]):
            if is_heading:
                facts += _in_heading(prose, sentence, quantity)
            elif not quantity.is_bare or _has_unit(words) or _has_unit(before):
                facts += _in_prose(prose, sentence, quantity)
    return facts


def _has_unit(words: str) -> bool:
    return any(unit in words for unit in UNITS)


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
    words = words_of(before)
    last = next((word for word in reversed(words) if word not in _FILLERS), "")
    if last == "had":
        return _Cue.PRIOR
    for place in range(len(words) - 1, -1, -1):
        if words[place] not in _CUES:
            continue
        for earlier, cue in _CUES[words[place]]:
            if not earlier or (
                words[place - 1] == earlier[-1] and tuple(words[max(0, place - len(earlier)) : place]) == earlier
            ):
                return _weighed(cue, words, place)
    return None


def _weighed(cue: _Cue, words: list[str], place: int) -> _Cue:
    """The cue at ``place`` after a look at the words before it."""
    if cue is _Cue.GUIDELINE and words[place].startswith("recommend"):
        return _recommended(words[:place])
    if cue is _Cue.PRIOR and words[place] in {"of", "from", "with"} and _is_of_authority(words[:place]):
        return _Cue.GUIDELINE
    if (
        cue is _Cue.CERTIFIED
        and words[place] in {"of", "for"}
        and not _ASKED.isdisjoint(words[max(0, place - 4) : place])
    ):
        return _Cue.REQUESTED
    return cue


def _is_of_authority(before: list[str]) -> bool:
    """Whether a guideline speaks here, and nobody after it: "the MTUS gives a first course of 3 to 6 treatments"."""
    said = [number for number, word in enumerate(before) if word in _AUTHORITY]
    return bool(said) and _WORKER.isdisjoint(before[said[-1] :])


def _recommended(before: list[str]) -> _Cue:
    """Whether a provider recommended it for this patient, or a guideline for all."""
    is_providers = _AUTHORITY.isdisjoint(before) and not _PROVIDERS.isdisjoint(before)
    return _Cue.REQUESTED if is_providers else _Cue.GUIDELINE


def _after(words: str, end: int, cue: _Cue | None) -> _Cue | None:
    """What the words after the number say, where they outweigh those before it."""
    match = _AFTER.match(words, end)
    if match is None or (match["word"] in _NEEDS_BE and not match["be"]):
        return None
    after = _AFTER_CUES.get(match["word"])
    if after is None:  # "is not medically necessary": the number that the review is about, if nothing else explains it.
        return _Cue.REQUESTED if cue is None else None
    if after is _Cue.GUIDELINE and not _PROVIDERS.isdisjoint(words_of(match["more"])):
        return _Cue.REQUESTED
    if after is _Cue.CERTIFIED:
        return _passed(words[match.start() : match.end()], cue)
    return after


def _passed(words: str, cue: _Cue | None) -> _Cue | None:
    if " not " in words:
        return _Cue.REQUESTED
    return None if cue is _Cue.REQUESTED else _Cue.CERTIFIED
