"""Finds medications with their dose: taken, stopped, denied or to be started.

Source: ``vocabulary/drugs.yaml``; the dose is read by :func:`openimr.treatments.parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from openimr.casefile.findings.clauses import clause_mode
from openimr.casefile.findings.from_facts import is_of_review
from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.modes import is_unchecked
from openimr.casefile.findings.words import Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.determinations.reading.facts.prose import INFERRED, STATED, Sentence
from openimr.treatments import parse
from openimr.treatments.request import Drug
from openimr.treatments.services import ServiceMention, all_drugs

__all__ = ["is_test_result", "medications"]

_SKIPPED = frozenset({Section.GUIDELINE, Section.ALLERGIES, Section.FAMILY})
_WIDEST = 90
_DOSE = re.compile(
    r"\d\s?(?:mg|mcg|%|ml|tab|cap|patch)|#\s?\d|\b(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\s?\d|qhs|daily|prn)\b|\d/\d|\b(?:quantity|qty|number)\b"
)
_FORMS = frozenset({DocumentKind.REQUEST_FOR_AUTHORIZATION, DocumentKind.APPLICATION})
_LAST_OF_DOSE = re.compile(
    r"\d+\s?(?:mg|mcg|%|ml|g|gm|grams?)(?![a-z])|#\s?\d+|\b(?:quantity|qty)\b[\s:.#]*\d+|\b(?:daily|nightly|bedtime|prn|needed"
    r"|hours|tablets?|capsules?|patch(?:es)?|refills?|days?|weeks?|months?)\b|\b[btq]\.?i\.?d\b\.?"
)
_LAST_NUMBER = re.compile(r"(?:mg|mcg|%|ml)\s(\d{1,3})$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(.*(?:mg|mcg|%|ml))\s(\d{1,3})", re.IGNORECASE | re.DOTALL)
_TAKEN = re.compile(
    r"\b(?:continu\w*|refill\w*|renew\w*|prescribed|dispensed?|taking|takes|uses|using|on|current(?:ly)?|provided|given"
    r"|managed\swith|maintained|taper\w*|wean\w*|reduc\w*|decreas\w*|increas\w*|titrat\w*)\b[^.;]{0,60}$"
)
_ALLERGIC = re.compile(r"\b(?:allerg\w*|intoleran\w*|reaction\sto|sensitiv\w*)\b[^.;]{0,40}$")
_OTHER_PERSON = re.compile(r"\b(?:patients|individuals|participants|studies|guidelines?)\b")
_OF_RELATIVE = re.compile(
    r"\b(?:wife|husband|spouse|partner|mother|father|brother|sister|son|daughter)\s(?:also\s)?(?:takes|took|uses|used|is\son|was\son|has|had)\s"
    r"[^.;]{0,40}$"
)
_INJECTED = re.compile(
    r"\b(?:inject\w*|infiltrat\w*|blocks?|mixture)\s(?:[\w-]+\s){0,4}?(?:with|of|using)\s[^.;]{0,60}$"
)
_INJECTION = re.compile(r"\b(?:inject\w*|infiltrat\w*|blocks?)\b")
_TESTED = re.compile(r"\b(?:screen\w*|toxicology|urine|uds|drug\stest\w*|specimen|sample|saliva)\b")
_RESULT = re.compile(r"\b(?:positive|negative|(?:not\s|none\s)?detected|inconsistent|consistent)\b")
_STOPPED_IT = re.compile(
    r"[^.;]{0,60}\b(?:stopped|discontinued|quit|no\slonger\s\w+)\s(?:(?:taking|using)\s)?(?:it|them|this)\b"
)
_NOT_BORNE = re.compile(r"\b(?:not|unable\sto|never)\stolerated?\s(?:the\s)?$")
_TO_STOP = re.compile(r"\b(?:discontinue|stop|d/c)\s(?:(?:the|use\sof|taking)\s){0,2}$")
_PRESCRIBED = re.compile(r"\bprescribed\s$")
_SHORT = re.compile(r"\b(?:[btq]\.i\.d|q\.d|p\.o|q\.h\.s|p\.r\.n)\.$")
_NEXT_CLAUSE = re.compile(
    r"\s(?:and|but)\s(?:(?:he|she)\s)?(?:has|had|have|is|was|will|stopped|discontinued|no\slonger|does|did)\s"
)
_NOT_TAKEN = re.compile(
    r"\s(?:injection|abuse|dependence|use\sdisorder|withdrawal|agreement|screen|contract|level|positive|negative)\b|\s?:\s?(?:positive|negative|not\sdetected|detected|none)"
)
_START_OF_NEXT = re.compile(
    r"[;\n]|(?<!qty)(?<!Qty)(?<!QTY)(?<!uantity)(?<!UANTITY):\s|\s(?:is|was|were|are|has|with(?!\s(?:food|meals?))|for|which)\s|(?<!mg)(?<!mcg)(?<!ml)(?<![%#:\d])(?<!ty)(?<!number)(?<!No\.)\s\d{1,2}[.)]\s(?=[A-Za-z(])|,\s(?=[A-Z])|(?<![.\s][A-Za-z])\.\s"
)


def medications(ground: Ground) -> Iterator[Finding]:
    """Each drug that the passage says the worker takes, took, does not take, or is to take."""
    if ground.passage.section in _SKIPPED:
        return
    drugs = [mention for mention in ground.services if mention.drug is not None]
    told: set[tuple[int, str]] = set()
    for number, mention in enumerate(drugs):
        sentence = ground.sentence(mention.span.start)
        key = (sentence.start, mention.drug or "")
        if key in told or _is_other(ground, mention):
            continue
        told.add(key)
        following = drugs[number + 1].span.start if number + 1 < len(drugs) else _end_of(ground, sentence)
        yield _medication(ground, mention, _clause_end(ground, mention, following))


def _end_of(ground: Ground, sentence: Sentence) -> int:
    """Where the sentence ends; the points of "b.i.d." end none."""
    end = sentence.end
    while _SHORT.search(ground.prose.lower[sentence.start : end].rstrip()) and end < len(ground.prose.lower):
        end = ground.sentence(end).end
    return end


def _is_other(ground: Ground, mention: ServiceMention) -> bool:
    """Whether the drug is named as an allergy, in a guideline, as a test, or beside an empty box."""
    sentence = ground.sentence(mention.span.start)
    at = mention.span.start - sentence.start
    return bool(
        _ALLERGIC.search(sentence.words, 0, at)
        or _OTHER_PERSON.search(sentence.words)
        or _OF_RELATIVE.search(sentence.words, 0, at)
        or _INJECTED.search(sentence.words, 0, at)
        or (ground.passage.section is Section.GIVEN and _INJECTION.search(sentence.words, 0, at))
        or (is_test_result(ground, sentence) and not _PRESCRIBED.search(sentence.words, 0, at))
        or _NOT_TAKEN.match(ground.prose.lower, mention.span.end)
        or is_unchecked(sentence.words, at)
    )


def is_test_result(ground: Ground, sentence: Sentence) -> bool:
    """Whether the sentence is a result of a test for drugs, which tells what was found, and not what is taken."""
    is_test = ground.passage.kind is DocumentKind.MONITORING or _TESTED.search(sentence.words) is not None
    return is_test and _RESULT.search(sentence.words) is not None


def _clause_end(ground: Ground, mention: ServiceMention, following: int) -> int:
    """Where what is said of this drug ends."""
    start, end = mention.span.start, mention.span.end
    limit = min(following if following > end else len(ground.prose.text), end + _WIDEST, len(ground.prose.text))
    # Sought beyond the limit, since the number of the next entry of a list stands right before it.
    cut = _START_OF_NEXT.search(ground.prose.text, end)
    limit = min(limit, cut.start()) if cut else limit
    if ground.passage.kind in _FORMS:
        limit = _end_on_form(ground, end, limit)
    words = ground.prose.text[start:limit]
    if not _DOSE.search(words.lower()[end - start :]):
        return end
    return start + len(words.rstrip(" ,;.(")) if limit > end else end


def _end_on_form(ground: Ground, end: int, limit: int) -> int:
    """Where the words of a drug end in a row of a form: with the last of its dose, on the line that it stands on."""
    places, page = ground.passage.places, ground.passage.page.text
    line = page.find("\n", places[end - 1])
    within = next((at for at in range(end, limit) if 0 <= line < places[at]), limit)
    last = end
    for part in _LAST_OF_DOSE.finditer(ground.prose.lower, end, within):
        last = part.end()
    return last


def _medication(ground: Ground, mention: ServiceMention, end: int) -> Finding:
    start = mention.span.start
    words = ground.prose.text[start:end]
    drug = _dose(words)
    value, unit = _strength(drug)
    entry = all_drugs()[mention.drug or ""]
    count = _dispensed(ground, drug, words)
    # The bare number of a pharmacy's column says in a sentence what it counts.
    bare = _BARE_NUMBER.fullmatch(words) if ground.passage.kind is DocumentKind.PHARMACY else None
    return ground.found(
        FindingKind.MEDICATION, start, end, STATED if drug and (drug.strength or drug.sig) else INFERRED,
        mode=_mode(ground, start, mention.span.end), name=entry.generic, code=mention.id,
        count=count, value=value, unit=unit, says=f"{bare[1]} #{bare[2]}" if count and bare else words,
    )  # fmt: skip


def _dispensed(ground: Ground, drug: Drug | None, words: str) -> float | None:
    """How many were dispensed; the list of a pharmacy has the bare number behind the strength."""
    if drug is None or drug.dispensed is not None or ground.passage.kind is not DocumentKind.PHARMACY:
        return drug.dispensed if drug else None
    last = _LAST_NUMBER.search(words)
    return float(last[1]) if last else None


@lru_cache(maxsize=4096)  # each report lists the same drugs again
def _dose(words: str) -> Drug | None:
    for request in parse(words):
        if request.drug is not None:
            return request.drug
    return None


def _strength(drug: Drug | None) -> tuple[float | None, str]:
    """The strength where it is one number with its unit, such as 300 mg."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s?(mg|mcg|%|ml)", drug.strength) if drug and drug.strength else None
    return (float(match[1]), match[2]) if match else (None, "")


def _is_disputed(kind: DocumentKind | None, words: str) -> bool:
    """Whether the paper is about a request, and the sentence is of the drug that is asked for."""
    if kind in _FORMS:
        return True
    actions = (Tells.UR_DENIED, Tells.UR_MODIFIED, Tells.UR_APPROVED)
    return kind is DocumentKind.UR_DECISION and any(phrases(tells).find(words) for tells in actions)


def _mode(ground: Ground, start: int, end: int) -> Mode:
    """How the drug is told; one that is refilled under the plan is one that is taken."""
    sentence = ground.sentence(start)
    at, after = start - sentence.start, end - sentence.start
    words = _said_of(ground, sentence, after)
    mode = clause_mode(ground, start, end, words)
    if mode is Mode.FAMILY:
        return Mode.STATED
    if _NOT_BORNE.search(words, 0, at):
        return Mode.HISTORICAL
    if mode is not Mode.DENIED and (_STOPPED_IT.match(words, after) or _TO_STOP.search(words, 0, at)):
        return Mode.HISTORICAL
    # "No" in the next column of a form says that liability is not disputed, and nothing of the drug.
    is_refused = is_of_review(ground, start) or ground.passage.kind in _FORMS
    if (mode is Mode.DENIED and is_refused) or (
        mode is Mode.STATED and _is_disputed(ground.passage.kind, sentence.words)
    ):
        return Mode.PLANNED
    is_taken = mode is Mode.PLANNED and _TAKEN.search(sentence.words, 0, at)
    return Mode.STATED if is_taken else mode


def _said_of(ground: Ground, sentence: Sentence, after: int) -> str:
    """The sentence as far as it speaks of the drug that ends at ``after``.

    "Takes gabapentin and has stopped tramadol": what is said of the next drug is not said of this one.
    """
    following = _NEXT_CLAUSE.search(sentence.words, after)
    if following is None:
        return sentence.words
    place = sentence.start + following.end()
    has_next = any(m.drug is not None and place <= m.span.start < sentence.end for m in ground.services)
    return sentence.words[: following.start()] if has_next else sentence.words
