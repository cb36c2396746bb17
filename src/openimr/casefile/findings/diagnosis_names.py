"""Decides where the name of a diagnosis begins and ends: before the next label of a form, a verb, or what is denied.

Source: ``casefile/findings_diagnoses.yaml``; ``vocabulary/conditions.yaml``.
"""

from __future__ import annotations

import re

from openimr.casefile.findings.diagnosis_words import Role, heads, known, sites, words_for
from openimr.casefile.findings.ground import Ground
from openimr.determinations.reading.facts.vocabulary import conditions
from openimr.treatments import find_body_parts, find_levels

__all__ = ["bounded", "continued", "is_empty", "said_once", "with_site"]

_LABEL = re.compile(r"[\s.,;]+(?=[A-Z][a-z]+(?:\s[a-z]+){0,5}\s?:)")
_TAIL = re.compile(
    r"[;,.]?\s(?:(?:with\s)?no|not(?!\s(?:otherwise|elsewhere))|but|which|that|who|has|have|had|is|are|was|were|will|cannot|could|may|might|should|must|remains?|continues?"
    r"|currently|treated|improving|due\sto|secondary\sto|without\sevidence|on\sthe\s(?:left|right))\b|;\s(?=[a-z])"
)
_WITHOUT = re.compile(r",?\swithout\s(?:any\s)?")
_CODE_NEXT = re.compile(r"[\s.,;:()\[\]-]*(?:ICD\S*\s?)?[(\[]?(?:[A-TV-Z]\d[0-9A-Z]|\d{3})")
_CODE_WITHIN = re.compile(r"[\s(\[](?:[A-TV-Z]\d[0-9A-Z]\b|\d{3}\.\d)")
_TRAILING = " .,;:-("
_SITE_BEFORE = re.compile(r"(?<![\w-])(?:type\s)?[\w/-]+(?=\s$)")
_SITE_AFTER = re.compile(r"\s(?:(?:of|in|at|involving)\s)?(?:(?:the|both|her|his)\s)?(?=\S)")
_AT_SITE = re.compile(r"(?P<word>[\w/-]+)(?=[\s.,;:)]|$)")
_QUALIFIED = re.compile(r",\s(?=\S)")
_BACK = 25
_NEXT_LINE = re.compile(r"[^\n]*\n[ \t]*(?P<more>[a-z][a-z /-]{2,40}?)[ \t]*(?=\n|$)")


def bounded(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """The stretch from ``start`` as far as it is the name of one diagnosis; empty where none of it is."""
    text, lower = ground.prose.text, ground.prose.lower
    # A label may begin within the stretch and go on behind it.
    for label in words_for(Role.FORM_LABEL).finditer(lower, start):
        if label.start() >= end:
            break
        if text[label.start()].isupper() and (" " in label[0] or text[label.end() :].lstrip().startswith(":")):
            end = label.start()
    end = _first(text, start, end, _LABEL)
    if not _CODE_NEXT.match(text, end) and not _CODE_WITHIN.search(text, start, end):
        end = _first(lower, start, end, _TAIL)
        without = _WITHOUT.search(lower, start, end)
        # What a name is without is part of a title that bears a code; elsewhere it is what was sought and not found.
        if without and known().search(lower, without.end(), end):
            end = without.start()
    return start, max(start, start + len(text[start:end].rstrip(_TRAILING)))


def _first(text: str, start: int, end: int, ends: re.Pattern[str]) -> int:
    found = ends.search(text, start, end)
    return found.start() if found else end


def is_empty(name: str, *, is_labelled: bool) -> bool:
    """Whether ``name`` says nothing of a condition: "changes as described".

    A name that the vocabulary does not know stands where a label says that it is a diagnosis, unless it only says that
    something is as before.
    """
    lower = name.lower()
    return not heads(lower) and (not is_labelled or " " not in name or words_for(Role.EMPTY).search(lower) is not None)


def continued(ground: Ground, start: int, end: int) -> str:
    """What the line below adds to a name that ends with a site or a quality, as in a narrow column of a form.

    Empty where the name is whole, or the line below adds no condition to it.
    """
    words = ground.prose.lower[start:end].split()
    if not words or words[-1] not in sites():
        return ""
    page = ground.passage.page.text
    below = _NEXT_LINE.match(page, ground.passage.span(start, end)[1])
    if below is None or not conditions().heads.search(below["more"]):
        return ""
    return below["more"]


def said_once(name: str) -> str:
    """``name`` without a part of the body or a side at its end that it tells before.

    >>> said_once("right elbow strain elbow"), said_once("Strain of the right wrist, right")
    ('right elbow strain', 'Strain of the right wrist')
    >>> said_once("strain of the left knee"), said_once("cervical strain, left shoulder")
    ('strain of the left knee', 'cervical strain, left shoulder')
    """
    while (place := _told_again(name)) is not None:
        name = name[:place].rstrip(_TRAILING)
    return name


def _told_again(name: str) -> int | None:
    """Where the words for a part or side begin that end ``name`` and tell nothing new; ``None`` where none do."""
    words = list(_WORD.finditer(name))
    first = len(words)
    while first and words[first - 1][0].lower() in sites() | _LINKS:
        first -= 1
    for number in range(max(first, 1), len(words)):
        rest, again = name[: words[number].start()], name[words[number].start() :]
        parts, sides = _ids(again), _sides(again)
        if words[number - 1][0].lower() in _SIDES | _LINKS or not heads(rest.lower()):
            continue
        is_more = heads(again.lower()) or find_levels(again) or not _is_only(again)
        if (parts or sides) and not is_more and parts <= _ids(rest) and sides <= _sides(rest):
            return words[number].start()
    return None


def _ids(words: str) -> set[str]:
    return {mention.id for mention in find_body_parts(words)}


def _sides(words: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", words.lower()) if word in _SIDES}


def _is_only(words: str) -> bool:
    """Whether ``words`` are parts and sides and nothing else that would tell more: "lower", "medial"."""
    rest = words
    for mention in reversed(find_body_parts(words)):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return all(word in _SIDES | _LINKS for word in re.findall(r"[a-z]+", rest.lower()))


_WORD = re.compile(r"[A-Za-z][\w/-]*")
_LINKS = frozenset({"of", "in", "at", "the", "to"})
_SIDES = frozenset({"left", "right", "bilateral", "bilaterally", "both"})


def with_site(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """The stretch of a condition, with the words for site, side and quality around it."""
    lower, sentence = ground.prose.lower, ground.sentence(start)
    while True:
        word = _SITE_BEFORE.search(lower, max(sentence.start, start - _BACK), start)
        if word is None or not (word[0] in sites() or re.fullmatch(r"type\s\w+", word[0])):
            break
        start = word.start()
    return start, _site_after(lower, end, sentence.end)


def _site_after(lower: str, end: int, ceiling: int) -> int:
    """Where the words for a site after a condition end: "of the left shoulder", "at L4-5", ", single episode"."""
    known_to = -1
    while end > known_to and (lead := _SITE_AFTER.match(lower, end, ceiling)):
        known_to, place = end, lead.end()
        while (word := _AT_SITE.match(lower, place, ceiling)) and word["word"] in sites():
            end = word.end()
            place = end + 1
    comma = _QUALIFIED.match(lower, end, ceiling)
    qualifier = conditions().qualifier.match(lower, comma.end(), ceiling) if comma else None
    if qualifier is not None and re.match(r"[.,;)]|$", lower[qualifier.end() : ceiling]):
        end = qualifier.end()
    return end
