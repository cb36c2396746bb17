"""Takes apart the sentence before the words that conclude: the clause they stand in, who may speak, the verbs.

Source: wording of the rationales in ``determination-formats.md`` section 3.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from openimr.treatments.phrases import word_set

__all__ = ["ABOUT_REQUEST", "NEGATORS", "VERBS", "Clause", "beginning", "clause_before", "verb_group"]


class Clause(NamedTuple):
    """The words before a phrase: those of its own clause, and those that may say who speaks."""

    start: int
    own: str
    speaker: str


_NEW_THOUGHT = re.compile(
    r"[;:]|[,\s]\s?(?:(?:but|however|yet|whereas|nevertheless|nonetheless)\b,?"
    r"|(?=(?:while|although|though|even though)\b)"
    r"|(?:and\s)?(?:therefore|thus|hence|consequently|accordingly|as such|for these reasons|as a result)\b,?"
    r"(?!\s(?:not|medically|deemed|found|considered|is|are|was|were|be|cannot|unnecessary|non|in|un))"
    r"|and\s(?=(?:the|this|these|it)\b\s(?:\w+\s){0,3}?(?:requests?|requested|is|are|was|were|services?|treatments?)\b)"
    r"|(?<=,\s)(?:and|so)\s(?=(?:the|this|these|it|there|an?|he|she|they|no)\b))"
)
# "Is therefore medically necessary" and "is, as such, not supported" begin nothing new between the verb and its rest.
_VERB_JUST_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been|cannot|not),?$")
_LONGEST_VERB = 8
_NEW_CLAUSE = re.compile(r",|\s+and\s+(?:is|are|was|were)\b(?=\s+not\b)|\s-\s|\s[\u2013\u2014]\s")
_BETWEEN_CLAUSES = (",", "and", "-", "\u2013", "\u2014")
_ASIDE = re.compile(
    r",\s*(?:in my|at this|in this|per|based on|according|in accordance|as such|given|therefore|thus)[^,]{0,60},"
    r"|\bat (?:this|the (?:current|present)) (?:time|point|juncture)\b|\bin this (?:case|instance|patient)\b"
    r"|\bat present\b|\b(?:in|by) (?:my|our) opinion\b|[()]"
)
# One of these stands in each aside, which is soon seen.
_IN_AN_ASIDE = (",", "(", ")", "this", "time", "point", "juncture", "present", "opinion")
_WORD = re.compile(r"[a-z']+|,")
NEGATORS = frozenset(
    {"not", "never", "cannot", "neither", "nor", "can't", "isn't", "aren't", "wasn't", "weren't", "hardly"}
)
"""The words that deny what a group of verbs says."""

VERBS = word_set(
    "is are was were be been being isn't aren't wasn't weren't found deemed considered felt determined judged thought",
    "believed shown proven proved appear appears seem seems remain remains as demonstrated viewed regarded concluded",
    "established documented",
)
"""The verbs that find something so, or not so."""

_VERB_GROUP = (
    VERBS
    | NEGATORS
    | word_set(
        "to has have had do does did would could can may might should must will both either no longer also still yet",
        "otherwise therefore thus hence so and that it quite very more than such",
    )
)
# These belong to a group of verbs only between its words ("is thus and also not ..."), never at its start.
_LOOSE_ENDS = frozenset({"and", "that", "it", "so", "no", "to", "such"})
ABOUT_REQUEST = re.compile(
    r"\brequest|\bthis (?:treatment|service|medication|procedure|surgery|study|test|item|therapy|device|program"
    r"|injection|drug)"
    r"|\bthese (?:sessions|visits|treatments|services|medications)|\bpropos|\bprescri|\bdisputed\b|\bin dispute\b"
    r"|\bin question\b"
    r"|\b(?:additional|further|continued|ongoing|more|extra)\s(?:\w+\s){0,4}?(?:sessions|visits|treatments?|therapy"
    r"|use|care|acupuncture)"
    r"|\b(?:treatment|service|surgery|procedure|medication|mri|therapy|injection|study|unit|program)\b(?=[\s,]*(?:is"
    r"|are|was|were|would|cannot|can|does|do|has|have|to)?\b[^,;]*$)"
)
"""What tells, in small letters, that words are about the request."""

_REQUEST_BEGINS = re.compile(r"(?:\b(?:the|this|these|a)\s)?\b(?:\w+\s)?request")


def clause_before(low: str, sentence: int, place: int) -> Clause:
    """What stands in the sentence before ``place``."""
    speaker_from = sentence
    for match in _NEW_THOUGHT.finditer(low, sentence, place):
        if not _VERB_JUST_BEFORE.search(low, max(sentence, match.start() - _LONGEST_VERB), match.start()):
            speaker_from = match.end()
    own_from = speaker_from
    if any(sign in low[speaker_from:place] for sign in _BETWEEN_CLAUSES):
        for match in _NEW_CLAUSE.finditer(low, speaker_from, place):
            if not _is_inside_request(low[match.end() : place]):
                own_from = match.end()
    return Clause(own_from, low[own_from:place], low[speaker_from:place])


def beginning(clause: Clause) -> int:
    """Where the quotation of the clause begins: with its subject, where a comma stands within that."""
    begins = clause.start + len(clause.own) - len(clause.own.lstrip(" ,;:)"))
    if "request" in clause.own:
        return begins
    speaker_start = clause.start + len(clause.own) - len(clause.speaker)
    earlier = clause.speaker[: len(clause.speaker) - len(clause.own)]
    subjects = [match.start() for match in _REQUEST_BEGINS.finditer(earlier)]
    if subjects:
        return speaker_start + subjects[-1]
    is_subject = VERBS.isdisjoint(_WORD.findall(earlier))
    return speaker_start + len(earlier) - len(earlier.lstrip(" ,;:)")) if is_subject else begins


@lru_cache(maxsize=256)
def verb_group(words: str) -> tuple[tuple[str, ...], str]:
    """The verbs (and what goes with them) that end ``words``, and what stands before them."""
    tokens = _WORD.findall(_ASIDE.sub(" ", words) if any(sign in words for sign in _IN_AN_ASIDE) else words)
    group: list[str] = []
    while tokens and (tokens[-1] in _VERB_GROUP or tokens[-1].endswith("ly")):
        group.insert(0, tokens.pop())
    while group and group[0] in _LOOSE_ENDS and not (group[0] == "no" and group[1:2] == ["longer"]):
        group.pop(0)
    return tuple(group), " ".join(tokens)


def _is_inside_request(words: str) -> bool:
    """Whether a comma stands within a request ("for the back, right knee is not ...") or an aside."""
    return verb_group(words.strip(" ,"))[1] == "" and not ABOUT_REQUEST.search(words)
