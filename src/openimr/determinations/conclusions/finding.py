"""Finds where a rationale concludes whether the treatment is medically necessary, and whose conclusion that is.

What utilization review found, what a guideline says in general and what a provider believes is told apart from what the
reviewer concludes. "Exceeds what is recommended" is an argument, and no conclusion on necessity.

Source: Labor Code 4610.6(a), (e); wording of the rationales in ``determination-formats.md`` section 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from openimr.citations import Span, Value
from openimr.determinations.conclusions.clauses import (
    ABOUT_REQUEST,
    NEGATORS,
    VERBS,
    Clause,
    beginning,
    clause_before,
    verb_group,
)
from openimr.treatments.phrases import Match, PhraseFinder, lowered, word_set

__all__ = ["Conclusion", "Necessity", "Whose", "find_conclusions", "last_word"]


class Necessity(StrEnum):
    """What a conclusion says about the treatment."""

    NECESSARY = "necessary"
    NOT_NECESSARY = "not_necessary"
    PARTLY = "partly"


class Whose(StrEnum):
    """Who concludes so, as the rationale tells it."""

    REVIEWER = "reviewer"
    UTILIZATION_REVIEW = "utilization_review"
    GUIDELINE = "guideline"
    PROVIDER = "provider"


class Conclusion(Value, frozen=True):
    """One statement on the necessity of a treatment.

    ``text`` is the clause as it stands in the rationale, from its start to the words that conclude. ``is_express`` says
    that it speaks of medical necessity itself, and not only of what is "supported" or "warranted".
    """

    text: str
    span: Span
    necessary: Necessity
    whose: Whose
    is_express: bool


_EXPRESS, _WEAK, _NEGATIVE, _NOUN, _ACT = "express", "weak", "negative", "noun", "act"
_MEDICALLY = word_set("necessary appropriate indicated warranted reasonable justified needed")
_SAID_WEAKLY = word_set(
    "necessary appropriate indicated warranted reasonable justified supported substantiated certified recommended",
    "approved authorized authorised supportable certifiable granted",
)
_SAID_AGAINST = word_set(
    "unnecessary inappropriate unwarranted unsupported unjustified unsubstantiated unreasonable denied noncertified"
)
_GLUED = ("notmedically necessary", "notmedicallynecessary", "nonmedically necessary", "medically unnecessary")
_PHRASES = (
    *((f"medically {word}", _EXPRESS) for word in sorted(_MEDICALLY)),
    ("medicallynecessary", _EXPRESS),
    *((words, f"{_NEGATIVE}:{_EXPRESS}") for words in _GLUED),
    *((word, _WEAK) for word in sorted(_SAID_WEAKLY)),
    *((word, _NEGATIVE) for word in sorted(_SAID_AGAINST)),
    ("non certified", _NEGATIVE),
    ("medical necessity", _NOUN),
    ("medically necessity", _NOUN),
    ("upheld", _ACT),
    ("overturned", _ACT),
    ("reversed", _ACT),
)
_FINDER = PhraseFinder(_PHRASES)

_SENTENCE = re.compile(r"[.!?](?<![ .]\w.)(?<!\bdr.)(?<!\bno.)(?<!\bvs.)[\"')\]\u201d]*\s+(?=[\"'(\u201c]?\w)")
_BETWEEN = re.compile(r"\s*(?:,?\s*(?:and|or|nor|and/or|&|as well as)|,|/)\s*(?:is\s+)?")
_CONCEDES = re.compile(r"[\s,]*(?:while|although|though|even though|despite|even if)\b")

_OUTER_NEGATION = re.compile(
    r"\b(?:not|no(?! doubt| question| longer)|cannot|never|fail(?:s|ed|ure)? to|insufficient|lack(?:s|ing)?(?: of)?"
    r"|unable to|without)\b"
    r"[^;]{0,90}?\b(?:that|find|consider|deem|believe|how|why)\b"
)
_NO_DOUBT = re.compile(r"\bno (?:doubt|question|dispute)\b")
_JUDGES = re.compile(r"\b(?:find|finds|consider|considers|deem|deems|believe|believes|judge)\b")

_CONCLUDES = re.compile(
    r"\b(?:therefore|thus|hence|consequently|accordingly|as such|for these reasons|as a result|in summary"
    r"|in conclusion|based on|given"
    r"|in light of|in view of|due to|because of|in the absence of)\b"
)
_GUIDELINE = re.compile(
    r"\b(?:guidelines?|mtus|acoem|odg|official disability guidelines|literature|studies|evidence|fda|ccr"
    r"|treatment in workers)\b[^;]{0,80}?"
    r"\b(?:state|recommend|indicate|note|suggest|consider|provide|specif|advise|say|require|allow|describe|list"
    r"|report|endorse|outline"
    r"|stipulate|conclude|caution|mandate|call)\w*\b"
)
_BY_GUIDELINE = re.compile(
    r"\b(?:according to|per|under|as per|by|in)\s(?:the\s)?(?:\w+\s){0,4}?(?:guidelines?|mtus|acoem|odg|literature)\b"
)
_GUIDELINE_NAMED = (
    "guideline", "mtus", "acoem", "odg", "literature", "studies", "evidence", "fda", "ccr", "treatment in workers",
)  # fmt: skip
_RECOMMENDED_BY = re.compile(r"\s(?:by|in|per|under|for|as|when|if|only|prior|before|after|over|to)\b")
_UR = (
    r"(?:utili[sz]ation review(?:er)?|\bur\b|(?:previous|prior|initial|original|earlier"
    r"|first)\s(?:\w+\s)?(?:reviewer|review|determination"
    r"|decision|denial)|claims administrator|insurer|insurance|carrier|adjuster|peer review(?:er)?|utilization"
    r"|physician advisor)"
)
# One of these stands wherever that matches, which is soon seen.
_UR_NAMED = (
    "utili", "ur", "review", "determination", "decision", "denial", "administrator", "insur", "carrier", "adjuster",
    "advisor",
)  # fmt: skip
_BY_UR = re.compile(
    rf"{_UR}[^;]{{0,120}}?\b(?:found|finds|determined|determines|determin\w+ that|denied|deny|denies|stat\w+|noted"
    rf"|notes|conclu\w+|opin\w+"
    r"|decided|felt|deemed|indicat\w+|considered|argued|reports?|reported|cited|citing|said|says|that|because|ruled"
    r"|issued|as)\b"
)
_UR_AFTER = re.compile(
    rf"\s[^.;]{{0,40}}?\bby\s(?:the\s)?{_UR}|\s(?:on|dated)\s(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_ACCORDING_TO_UR = re.compile(rf"\b(?:according to|per|as per|in)\s(?:the\s)?{_UR}")
_DECISION = re.compile(
    rf"\b(?:denial|non-?\s?certification|adverse determination"
    rf"|{_UR}(?:'s)?\s(?:\w+\s){{0,2}}?(?:decision|determination|modification|denial"
    rf"|conclusion))\b(?:(?!\bthat\b)[^;,]){{0,60}}$"
)
_BY_PROVIDER = re.compile(
    r"\b(?:provider|(?:treating|requesting|primary|attending)\s(?:\w+\s)?(?:physician|provider|doctor)|treater"
    r"|surgeon|patient|claimant"
    r"|injured worker|employee|applicant|attorney|dr\.?\s\w+|psychologist|chiropractor|therapist"
    r"|physical therapist)(?:\s\w+){0,2}?"
    r"\s(?:states?|stated|believes?|believed|feels?|felt|notes?|noted|opines?|opined|argues?|argued|indicates?"
    r"|indicated|reports?|reported"
    r"|contends?|maintains?|asserts?|asserted|claims?|considers?|considered|thinks?|wrote|writes)\b"
)
_SUPPOSES = re.compile(
    r"\b(?:if|whether|unless|until|should (?:the|it|he|she)|to determine|in order (?:to|for)|question is|to decide"
    r"|to be considered for"
    r"|before|prior to)\b"
    # "For yoga to be found necessary ..." supposes; "the request for yoga is found to be necessary" concludes.
    r"|\bfor\b(?:(?!\b(?:is|are|was|were|been)\b)[^;]){0,60}\bto be (?:considered |deemed |found )?$"
)
_PARTLY = re.compile(
    r"\b(?:partial(?:ly)?|in part|partly|modified|a portion)\b|\b\d{1,3}\s(?:out\s)?of\s(?:the\s)?(?:\w+\s)?\d{1,3}\b"
)
_PAST = frozenset({"was", "were", "been"})
_UR_WORDS = re.compile(r"certif|denied|approv|authori|granted|recommended|upheld|overturned|reversed")

_NO_NECESSITY = re.compile(
    r"\b(?:fail\w*|unable|inadequate\w*|insufficient\w*|lack\w*|without|absence|absent|no|not|n't|neither|cannot"
    r"|never|little|nor"
    r"|doubtful|question(?:s|able|ed)?)\b[^,;]*$"
)
_SHOWS_NECESSITY = re.compile(
    r"\b(?:support|establish|demonstrat|confirm|substantiat|show|document|meet|justif|prov|satisf)\w*\s(?:the\s"
    r"|its\s|their\s|a\s)?$"
)
_WANTS_NECESSITY = re.compile(
    r"\b(?:needs?|needed|requires?|required|must|should|in order|necessary|if|whether|to determine|determination"
    r"|standard|definition|review"
    r"|before|prior to|until|unless|criteria for|basis of|based on|regarding|question of|issue of)\b[^;]*$"
)
_NECESSITY_IS = re.compile(
    r"(?:\s(?:of|for|and|or|to)\b(?:[^.;]|\.(?=\d)){0,160}?)?\s(?P<verb>(?:is|was|are|were|has|have|had|can|cannot|could|does"
    r"|remains?|appears?|would)\b"
    r"(?:\s(?:not|been|be|to|also|therefore|thus|clearly|adequately|sufficiently|yet|further|\w+ly|appear|seem))*)\s"
    r"(?P<state>established|demonstrated|supported|documented|shown|met|substantiated|proven|confirmed|evident"
    r"|present|clear|apparent"
    r"|lacking|questionable|unclear|absent|in question|doubtful|unsupported|unproven|justified|verified|affirmed"
    r"|determined)\b"
)
_NO_STATE = frozenset(
    {"lacking", "questionable", "unclear", "absent", "in question", "doubtful", "unsupported", "unproven"}
)
_RECOMMENDS = re.compile(
    r"\brecommend(?:ation is|ed|ing)?(?:\s(?:for|to|that|is))?\s"
    r"(?:(?P<no>denial|deny|non-?\s?certification|non-?\s?certify|uphold(?:ing)?)|(?P<yes>approval|approve"
    r"|certification|certify"
    r"|authorization|authorize|overturn(?:ing)?))\b"
)
_MAY_RECOMMEND = re.compile(
    r"recommend(?:ation is|ed|ing)?(?:\s(?:for|to|that|is))?\s(?:den|non|uph|app|cert|auth|over)"
)


@lru_cache(maxsize=64)
def find_conclusions(rationale: str) -> tuple[Conclusion, ...]:
    """All statements on necessity in ``rationale``, in order, whoever makes them.

    >>> [c.necessary.value for c in find_conclusions("The request is not supported and not medically necessary.")]
    ['not_necessary', 'not_necessary']
    >>> find_conclusions("The request exceeds what is recommended by MTUS.")
    ()
    """
    low = lowered(rationale)
    matches = _FINDER.find(rationale)
    starts = _sentence_starts(low) if matches else []
    found = [
        conclusion
        for phrase in _phrases(matches, low)
        if (conclusion := _conclusion(phrase, rationale, low, _last(starts, phrase.start))) is not None
    ]
    if "recommend" in low:
        found = sorted([*found, *_recommendations(rationale, low)], key=_start)
    return tuple(found)


@lru_cache(maxsize=64)
def last_word(rationale: str) -> Conclusion | None:
    """The last of the statements of :func:`find_conclusions` that the reviewer makes; ``None`` where there is none.

    It reads from the end, and no further than it must: a rationale nearly always closes with its conclusion.

    >>> last_word("UR found it not necessary. I find that the request is medically necessary.").necessary.value
    'necessary'
    """
    low = lowered(rationale)
    if _MAY_RECOMMEND.search(low):
        return next((one for one in reversed(find_conclusions(rationale)) if one.whose is Whose.REVIEWER), None)
    end = len(low)
    for start in reversed(_sentence_starts(low)):
        # Nothing that concludes goes over the end of a sentence.
        matches = tuple(
            Match(start + match.start, start + match.end, match.id) for match in _FINDER.find(rationale[start:end])
        )
        phrases = tuple(_phrases(matches, low))
        own = (
            one
            for phrase in reversed(phrases)
            if (one := _conclusion(phrase, rationale, low, start)) is not None and one.whose is Whose.REVIEWER
        )
        # As there, recommendations put all in the order in which the clauses begin; of several the last counts.
        last = next(own, None) if "recommend" not in low else max(own, key=_start, default=None)
        if last is not None:
            return last
        end = start
    return None


def _start(conclusion: Conclusion) -> int:
    return conclusion.span.start


def _sentence_starts(low: str) -> list[int]:
    return [0, *(match.end() for match in _SENTENCE.finditer(low))]


def _last(starts: list[int], place: int) -> int:
    """The start of the sentence that holds ``place``."""
    return max(start for start in starts if start <= place)


def _phrases(matches: tuple[Match, ...], low: str) -> Iterator[Match]:
    """The phrases, those that "and" or "or" joins as one: "reasonable and medically necessary"."""
    pending: Match | None = None
    for match in matches:
        if (
            pending is not None
            and _BETWEEN.fullmatch(low, pending.end, match.start)
            and _NOUN not in {pending.id, match.id}
        ):
            kind = pending.id if _EXPRESS in pending.id or _EXPRESS not in match.id else match.id
            pending = Match(pending.start, match.end, kind)
        else:
            if pending is not None:
                yield pending
            pending = match
    if pending is not None:
        yield pending


def _conclusion(phrase: Match, rationale: str, low: str, sentence: int) -> Conclusion | None:
    """What the phrase concludes; ``None`` where it concludes nothing."""
    clause = clause_before(low, sentence, phrase.start)
    if phrase.id == _NOUN:
        necessary, end = _of_necessity(low, phrase, clause)
        is_express = True
    else:
        necessary, end = _of_adjective(low, phrase, clause), phrase.end
        is_express = _EXPRESS in phrase.id
    if necessary is None or _CONCEDES.match(clause.speaker) or _is_supposed(clause):
        return None
    start = beginning(clause)
    return Conclusion(
        text=rationale[start:end],
        span=Span(start=start, end=end),
        necessary=Necessity.PARTLY if necessary is Necessity.NECESSARY and _PARTLY.search(clause.own) else necessary,
        whose=_whose(low, phrase, clause),
        is_express=is_express,
    )


_MERELY_POSSIBLE = frozenset({"would", "could", "may", "might"})
_CONDITION = re.compile(r"\b(?:if|unless|until|once|provided that|should the)\b")


def _is_supposed(clause: Clause) -> bool:
    """Whether it is only asked or supposed: "whether it is ...", "if he improves, it would be ..."."""
    if _SUPPOSES.search(clause.own):
        return True
    is_possible = not _MERELY_POSSIBLE.isdisjoint(verb_group(clause.own)[0])
    return is_possible and _CONDITION.search(clause.speaker) is not None


def _of_adjective(low: str, phrase: Match, clause: Clause) -> Necessity | None:
    """What an adjective such as "medically necessary" or "supported" says."""
    group, before = verb_group(clause.own)
    outer = _OUTER_NEGATION.search(clause.own)
    has_verb = not VERBS.isdisjoint(group) or not NEGATORS.isdisjoint(group)
    if not has_verb and not _JUDGES.search(clause.own):
        return None
    if _EXPRESS not in phrase.id and not _counts(low, phrase, before):
        return None
    negations = sum(word in NEGATORS or word == "no" for word in group)
    if (
        outer
        and not _NO_DOUBT.search(clause.own)
        and (not has_verb or "that" in outer[0] or "how" in outer[0] or "why" in outer[0])
    ):
        negations += 1
    is_no = (negations + phrase.id.startswith(_NEGATIVE)) % 2 == 1
    if phrase.id == _ACT:
        is_no ^= low.startswith("upheld", phrase.start)
    elif _EXPRESS not in phrase.id and _DECISION.search(before):
        is_no = not is_no
    return Necessity.NOT_NECESSARY if is_no else Necessity.NECESSARY


def _counts(low: str, phrase: Match, before: str) -> bool:
    """Whether a weak word ("supported", "indicated") is said of the request, and not of anything else."""
    words = low[phrase.start : phrase.end]
    if _DECISION.search(before):
        return True
    if phrase.id == _ACT or before.endswith(("what", "which", "than", "as", "it")):
        return phrase.id == _ACT and bool(before)
    is_request = ABOUT_REQUEST.search(before) is not None
    if words == "recommended" and (_RECOMMENDED_BY.match(low, phrase.end) or not re.search(r"\brequest", before)):
        return False
    return is_request


def _of_necessity(low: str, phrase: Match, clause: Clause) -> tuple[Necessity | None, int]:
    """What a statement with the noun "medical necessity" says, and where it ends."""
    right = _NECESSITY_IS.match(low, phrase.end)
    if right is not None:
        is_no = (right["state"] in _NO_STATE) ^ ("not" in right["verb"])
        if _OUTER_NEGATION.search(clause.own) and "that" in clause.own:
            is_no = not is_no
        return (Necessity.NOT_NECESSARY if is_no else Necessity.NECESSARY), right.end()
    if _NO_NECESSITY.search(clause.own):
        return Necessity.NOT_NECESSARY, phrase.end
    if _SHOWS_NECESSITY.search(clause.own) and not _WANTS_NECESSITY.search(clause.own):
        return Necessity.NECESSARY, phrase.end
    return None, phrase.end


def _whose(low: str, phrase: Match, clause: Clause) -> Whose:
    """Who says so."""
    group, before = verb_group(clause.own)
    if phrase.id == _ACT and _PAST.isdisjoint(group):
        return Whose.REVIEWER
    is_past_act = bool(_PAST.intersection(group)) and bool(_UR_WORDS.match(low, phrase.start))
    names_ur = any(word in clause.speaker for word in _UR_NAMED)
    if names_ur and _BY_UR.search(clause.speaker) and not _DECISION.search(before):
        return Whose.UTILIZATION_REVIEW
    if is_past_act or (names_ur and _ACCORDING_TO_UR.search(clause.speaker)) or _UR_AFTER.match(low, phrase.end):
        return Whose.UTILIZATION_REVIEW
    guideline = _guideline(clause.speaker) if any(word in clause.speaker for word in _GUIDELINE_NAMED) else None
    if guideline and not re.search(r"\brequest|\bthis\b|\bthese\b", clause.speaker[guideline.end() :]):
        is_of_request = re.search(r"\brequest", clause.own) is not None
        return Whose.REVIEWER if is_of_request and not _GUIDELINE.search(clause.speaker) else Whose.GUIDELINE
    return Whose.PROVIDER if _BY_PROVIDER.search(clause.speaker) else Whose.REVIEWER


def _guideline(speaker: str) -> re.Match[str] | None:
    """Where a guideline says something, or something is said to be by it."""
    return _GUIDELINE.search(speaker) or _BY_GUIDELINE.search(speaker)


def _recommendations(rationale: str, low: str) -> Iterator[Conclusion]:
    """Each "recommend certification" or "recommendation is for denial"."""
    for match in _RECOMMENDS.finditer(low):
        before = low[max(0, match.start() - 120) : match.start()].rpartition(". ")[2]
        if re.search(rf"{_UR}|guideline|mtus|odg|\bnot\b", before):
            continue
        yield Conclusion(
            text=rationale[match.start() : match.end()],
            span=Span(start=match.start(), end=match.end()),
            necessary=Necessity.NOT_NECESSARY if match["no"] else Necessity.NECESSARY,
            whose=Whose.REVIEWER,
            is_express=False,
        )
