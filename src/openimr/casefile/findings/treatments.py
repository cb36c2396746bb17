"""Finds treatments that were given, denied or asked for, and sessions that a note counts by a label ("visit 5 of 12").

Source: ``vocabulary/services.yaml`` for services, ``casefile/findings_phrases.yaml`` for the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from openimr.casefile.findings.from_facts import is_done, is_of_review, service_near, unexplained
from openimr.casefile.findings.general import is_had
from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.home import BY_ONESELF, home_mode, planned_kind
from openimr.casefile.findings.medications import is_test_result
from openimr.casefile.findings.modes import is_of_papers, is_unchecked
from openimr.casefile.findings.responses import HOPED
from openimr.casefile.findings.words import Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.citations import Span, Value
from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.facts.prose import INFERRED, STATED
from openimr.rulebook import load
from openimr.treatments.services import ServiceMention, all_drugs, service

__all__ = ["labelled_sessions", "treatments"]

_SKIPPED = frozenset({Section.GUIDELINE, Section.DIAGNOSES, Section.ALLERGIES, Section.FAMILY, Section.MEDICATIONS})
_NOTES = frozenset(
    {DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE, DocumentKind.OPERATIVE_REPORT, DocumentKind.IMAGING}
)
_NUMBER = re.compile(
    r"\s*(?:(?:#|no\.?|number|:|=)\s*){0,2}(?P<count>\d{1,3})(?!\d|[/.-]\d{1,2}[/.-]\d|\.\d|\s?(?:%|mg\b|x\b|times\b"
    r"|(?:per|a|each)\s|weeks?\b|wks?\b|days?\b|min|hours?\b|hrs?\b))(?:\s*(?:of|/|out\sof)\s*(?P<whole>\d{1,3})(?!\d|/))?"
)
_SHOWN = re.compile(
    r"[^.;,]{0,25}?\b(?<!be\s)(?:done|performed|obtained|collected|administered|given|taken|completed)\s(?:here\s)?(?:today|in\s(?:the|our)\soffice|at\sthis\svisit)\b"
    r"|[^.;,]{0,40}?\b(?:dated|showed|shows|revealed|reveals|demonstrated|(?:was|were)\s(?:performed|done|obtained|given"
    r"|completed|taken|negative|normal|positive|unremarkable|(?:in)?consistent)|from\s\d|of\s\d{1,2}/|(?:on|taken)\s\d{1,2}/"
    r"|\d{1,2}/\d{1,2}/\d{2,4}\)?:)"
)
_RESULT = re.compile(r"[^.;]{0,60}?\b(?:was|were)\s(?:\w+\s)?(?:negative|normal|positive|unremarkable)")
_NOT_ASKED = re.compile(r"(?:\s\w+){0,2}\s(?:is|are)\snot\s(?:needed|indicated|requested|recommended|required)\b")
_NO_SURGERY = re.compile(
    r"(?:past\s|prior\s)?(?P<what>surgical\shistory|surgeries):?\s(?P<none>none|negative|denies|denied)\b"
)
_DECIDED = re.compile(r"\b(?:non-?certif\w*|denied|denial|modified|not\scertified|request\sfor|certified)\b")
_PART = re.compile(
    r"(?<![\d/.])(?P<count>\d{1,3})(?:\s?/\s?(?P<whole>\d{1,3})(?!/)|(?:st|nd|rd|th))\s(?:\w+\s){0,3}?(?:visits?|sessions?|treatments?)\b"
)
_PLURAL = re.compile(r"\b(?:visits|sessions|treatments|attended)\b")
_ASKED = re.compile(
    r"\b(?:request\w*|authoriz\w*|certif\w*|approved|remaining|left|recommend\w*|order\w*|planned|missed|cancel\w*|no-?shows?)\b"
)
_FIELD_BEFORE = re.compile(r"^.*:\s?\d{1,3}\b(?=[\s.,;]*$)")
"""Another field before the label: "Authorized: 18 Attended: 16"."""
_FORMS = frozenset({DocumentKind.APPLICATION, DocumentKind.REQUEST_FOR_AUTHORIZATION})
_LETTERHEAD_LINES = 3
_NO_CARE = frozenset({"interpreter", "anaesthesia"})
"""Help with a visit or an operation; that there was none denies no treatment."""
_NO_NEED = re.compile(
    r"\bno(?:t)?\s(?:\w+\s){0,2}?(?:need|indications?|reason|role|plans?|urgency|candidate)\s(?:for|of|to\s\w+)\s(?:[\w-]+\s){0,3}$"
)
_OF_WHAT_KIND = re.compile(r"\s?:?\s(?:local|general|regional|spinal|conscious|sedation|monitored|mac)\b")
"""In a field that says which: a "none" in the next field is of something else."""
_SPECIALTY = re.compile(r"\s(?:and|&)\srehab|\s(?:specialist|medicine\sphysician|clinic)\b")
_REACHED = re.compile(r"\b(?:telephone|phone|tel|fax)\b|@|\b[A-Z]{2}\s\d{5}\b|\(\d{3}\)\s?\d{3}-", re.IGNORECASE)
_FOOTER = re.compile(r"\bPage\s\d+(?:\sof\s\d+)?\s*$", re.IGNORECASE)
_OPERATION = re.compile(
    r"(?<![\w-])(?:\w{4,}(?:ectomy|ectomies|plasty|plasties|otomy|ostomy|desis)|(?:hernia|tendon|meniscus|cuff)\srepair)\b"
)
_LETTERS_OF_DEGREE = 3
_LICENCE = re.compile(r"\s?(?:(?:#|[Ll]ic\w*\.?|[Nn]o\.)\s?\d{3,}|\d{4,})")
_NAMED = re.compile(r"[A-Z][\w'\u2019-]+\s(?:[A-Z]\.\s)?[A-Z][\w'\u2019-]+,\s$")
_SIGNED = re.compile(r"\s*(?:$|[,.#]|[A-Z]{2,4}\b)")
_OTHER_PERSON = re.compile(r"\b(?:patients|individuals|participants|studies)\b")


def treatments(ground: Ground) -> Iterator[Finding]:
    """Each treatment that the passage says was given, was not given, or is asked for."""
    none = _NO_SURGERY.match(ground.prose.lower)
    if none is not None:
        yield ground.found(
            FindingKind.TREATMENT, none.start("what"), none.end("none"), STATED,
            mode=Mode.DENIED, name="surgery", code="surgery", says="No surgery", unit=service("surgery").unit,
        )  # fmt: skip
    if ground.passage.section in _SKIPPED:
        return
    counted = [fact for fact in (*ground.facts, *unexplained(ground)) if fact.count is not None]
    told: set[tuple[int, str, Mode]] = set()
    for mention in ground.services:
        sentence = ground.sentence(mention.span.start)
        if mention.drug is not None or _is_only_named(ground, mention):
            continue
        mode = _mode(ground, mention)
        key = (sentence.start, mention.id, mode or Mode.STATED)
        if mode is None or key in told or is_unchecked(sentence.words, mention.span.start - sentence.start):
            continue
        if mode is not Mode.DENIED and any(_is_of(ground, fact, mention) for fact in counted):
            continue
        told.add(key)
        yield _treatment(ground, mention, mode)
    yield from _operations(ground)


def _is_only_named(ground: Ground, mention: ServiceMention) -> bool:
    """Whether the words speak of patients at large, of a result of a test, or are the name of the house that writes."""
    sentence = ground.sentence(mention.span.start)
    if _OTHER_PERSON.search(sentence.words) or _SPECIALTY.match(ground.prose.lower, mention.span.end):
        return True
    if _is_degree(ground, mention):
        return True
    is_drug = mention.id in {drug.service for drug in all_drugs().values()}
    return (is_drug and is_test_result(ground, sentence)) or _is_letterhead(ground, mention.span.start)


def _is_degree(ground: Ground, mention: ServiceMention) -> bool:
    """Whether two or three capitals stand behind a name, or before a number, as the degree or licence of who signs."""
    text = ground.prose.text
    words = text[mention.span.start : mention.span.end]
    if not words.isupper() or len(words) > _LETTERS_OF_DEGREE:
        return False
    is_licence = _LICENCE.match(text, mention.span.end) is not None
    return is_licence or (
        _NAMED.search(text, 0, mention.span.start) is not None and _SIGNED.match(text, mention.span.end) is not None
    )


def _is_letterhead(ground: Ground, start: int) -> bool:
    """Whether the line is the name of a house or the field of who signs.

    A house stands above its address or telephone, or beside the number of the page.
    """
    page, place = ground.passage.page.text, ground.passage.places[start]
    begin, end = page.rfind("\n", 0, place) + 1, page.find("\n", place)
    line = page[begin : end if end >= 0 else len(page)]
    if _FOOTER.search(line) or " ".join(line.split()).lower() in _specialties():
        return True
    above = [one for one in page[:begin].splitlines() if one.strip()]
    below = [one for one in page[begin:].splitlines()[1:] if one.strip()]
    return len(above) < _LETTERHEAD_LINES and any(_REACHED.search(one) for one in below[:_LETTERHEAD_LINES])


class _Specialty(Value, frozen=True, forbid_unknown_fields=False):
    name: str
    aliases: tuple[str, ...] = ()


@cache
def _specialties() -> frozenset[str]:
    rows = load("vocabulary/specialties.yaml", _Specialty)
    return frozenset(name.lower() for row in rows for name in (row.name, *row.aliases))


def _operations(ground: Ground) -> Iterator[Finding]:
    """Operations of earlier times that the vocabulary of services does not hold: "hysterectomy in 2005"."""
    for match in _OPERATION.finditer(ground.prose.lower):
        start, end = match.span()
        is_known = any(m.span.start < end and start < m.span.end for m in ground.services)
        if is_known or ground.mode(start, end) is not Mode.HISTORICAL:
            continue
        name = ground.prose.text[start:end]
        yield ground.found(
            FindingKind.TREATMENT, start, end, INFERRED,
            mode=Mode.HISTORICAL, name=name, code="surgery", unit=service("surgery").unit, says=f"Earlier: {name}",
        )  # fmt: skip


def _mode(ground: Ground, mention: ServiceMention) -> Mode | None:
    """How the treatment is told; ``None`` where it is only named."""
    start, end = mention.span.start, mention.span.end
    if _NOT_ASKED.match(ground.prose.lower, end):
        return None
    if mention.id in BY_ONESELF:
        return home_mode(ground, start, end)
    mode = ground.mode(start, end)
    if mode is Mode.FAMILY:
        return None
    if mode is Mode.DENIED:
        return _denied(ground, start, end)
    done = _SHOWN.match(ground.prose.lower, end) or is_done(ground, start) or _is_answered(ground, end)
    if mode is Mode.PLANNED and ground.passage.section is Section.PLAN and done:
        return Mode.STATED
    return mode if mode is not Mode.STATED else _stated(ground, mention, is_given=bool(done))


def _denied(ground: Ground, start: int, end: int) -> Mode | None:
    """How a treatment is told that stands behind a "no": as not given, unless the "no" is of something else."""
    # "Denied the request for acupuncture" denies a request, and says nothing of what was given.
    # On a form "No" stands in the next column, and says that liability is not disputed.
    if is_of_review(ground, start) or ground.passage.kind in _FORMS:
        return Mode.PLANNED
    if _SHOWN.match(ground.prose.lower, end) and _RESULT.match(ground.prose.lower, end):
        return Mode.STATED
    if ground.services_near(start, end)[0].id in _NO_CARE:
        return Mode.STATED if _OF_WHAT_KIND.match(ground.prose.lower, end) else None
    words, at = ground.sentence(start).words, start - ground.sentence(start).start
    # "No documentation of acupuncture" is silence: whether it was given is unknown. "No need for" is a plan.
    return None if is_of_papers(words, at) or _NO_NEED.search(words, 0, at) else Mode.DENIED


def _stated(ground: Ground, mention: ServiceMention, *, is_given: bool) -> Mode | None:
    """Whether a treatment that no word denies or plans was given, or is only named."""
    if service(mention.id).is_generic:
        return Mode.STATED if is_had(ground, mention.span.start, mention.span.end) else None
    # Whatever a form names, and does not say to have been given, is what it asks for.
    if ground.passage.kind in _FORMS and not is_given:
        return Mode.PLANNED
    if ground.passage.section is Section.GIVEN:
        return Mode.STATED
    is_decided = _DECIDED.search(ground.sentence(mention.span.start).words)
    return Mode.STATED if not is_decided and (is_given or ground.passage.kind in _NOTES) else None


def _is_answered(ground: Ground, end: int) -> bool:
    """Whether the sentence goes on to say how the worker responded to it, so that it was given."""
    sentence = ground.sentence(end - 1)
    return any(
        not HOPED.search(ground.prose.lower, sentence.start, phrase.start)
        for phrase in phrases(Tells.RESPONSE).find(ground.prose.lower, end, sentence.end)
    )


def _is_of(ground: Ground, fact: Fact, mention: ServiceMention) -> bool:
    """Whether a number of sessions asked for is of this treatment, which it then stands for."""
    here = ground.sentence(mention.span.start)
    if not here.start <= fact.span.start < here.end:
        return False
    is_within = fact.span.start <= mention.span.start < fact.span.end
    return is_within or service_near(ground, fact)[0] == mention.id


def _treatment(ground: Ground, mention: ServiceMention, mode: Mode) -> Finding:
    start, end = mention.span.start, mention.span.end
    name = ground.prose.text[start:end]
    site = ground.site(start, end)
    day = DAY.search(ground.prose.text, end, min(end + 40, ground.sentence(start).end))
    on = read_day(day[0]) if day and mode is not Mode.PLANNED else None
    kind = FindingKind.REQUEST if mode is Mode.PLANNED else FindingKind.TREATMENT
    if mention.id in BY_ONESELF:
        kind = planned_kind(ground, start, mode)
    says = {
        Mode.PLANNED: f"{name} {'asked for' if kind is FindingKind.REQUEST else 'planned'}",
        Mode.DENIED: f"No {name}",
        Mode.HISTORICAL: f"Earlier: {name}",
    }.get(mode, name)
    return ground.found(
        kind, start, end, INFERRED,
        mode=mode, name=name, code=mention.id, part=site.part, side=site.side, says=says,
        on=on, unit=service(mention.id).unit, levels=ground.levels(start, end),
    )  # fmt: skip


def labelled_sessions(ground: Ground) -> Iterator[Finding]:
    """Sessions that a label counts: "Visit # 5 of 12", "Total visits: 18"."""
    section = ground.passage.section
    if section in {Section.GUIDELINE, Section.PLAN, Section.DECISION, Section.MEDICATIONS}:
        return
    known = [fact.span for fact in ground.facts if fact.count is not None]
    for part in _PART.finditer(ground.prose.lower):
        sentence = ground.sentence(part.start())
        at = part.start() - sentence.start
        if not any(span.start <= part.start() < span.end for span in known) and not _ASKED.search(
            sentence.words, max(0, at - 30), at
        ):
            yield _labelled(ground, part.start(), part)
    for label in phrases(Tells.SESSION_LABEL).find(ground.prose.lower):
        match = _NUMBER.match(ground.prose.lower, label.end)
        if match is None or any(span.start <= match.start("count") < span.end for span in known):
            continue
        words = ground.prose.lower[label.start : label.end]
        signs = match[0][: match.start("count") - match.start()].strip()
        if not signs and match["whole"] is None:
            continue
        before = ground.sentence(label.start).words[: label.start - ground.sentence(label.start).start]
        before = _FIELD_BEFORE.sub("", before)
        if _ASKED.search(before[-30:]) or (signs in {":", "="} and not match["whole"] and not _PLURAL.search(words)):
            continue
        yield _labelled(ground, label.start, match)


def _labelled(ground: Ground, start: int, match: re.Match[str]) -> Finding:
    end, count = match.end(), int(match["count"])
    fact = Fact(FactKind.PRIOR_SESSIONS, ground.prose.text[start:end], "", Span(start, end), STATED)
    code, name = service_near(ground, fact)
    of = f" of {match['whole']}" if match["whole"] else ""
    return ground.found(
        FindingKind.SESSIONS, start, end, STATED,
        name=name, code=code, count=count, unit="session",
        says=f"Session {count}{of}{f' of {name}' if name else ''}",
    )  # fmt: skip
