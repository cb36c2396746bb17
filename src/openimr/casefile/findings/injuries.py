"""Finds the injury with its day and mechanism, the age and sex of the worker, and days of visits by their label.

Source: :mod:`openimr.determinations.reading.facts`; ``casefile/findings_phrases.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Section, Tells, phrases
from openimr.casefile.model import Finding, FindingKind, Mode
from openimr.citations import Span
from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.facts import find_person
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED, Sentence

__all__ = ["injuries", "labelled_visits", "person"]

_HURT = re.compile(
    r"\b(?:injur\w*|hurt\w*|accident\w*|incident|felt\s(?:a|an|sudden|immediate|sharp|pain)|sustain\w*|onset|developed"
    r"|mechanism|strain(?:ed)?|cumulative\strauma|continuous\strauma|twisted|noted\s(?:a|an|sudden|immediate|sharp|pain)|experienced\s(?:a|an|sudden|sharp|immediate)"
    r"|(?:patient|employee|worker|claimant|applicant|he|she|who|ms\.?\s\w+|mr\.?\s\w+)\s(?:\w+\s){0,2}?(?:slipped|fell|tripped|rear-ended|was\sstruck|collided))\b"
)
_NO_MECHANISM = re.compile(
    r"\b(?:worse|aggravat\w*|increas\w*|reliev\w*|exam\w*|tender\w*|pain\s(?:with|on|when|while)|denies|range\sof\smotion|guideline\w*|difficult\w*|physical\stherapy|program)\b"
)
_CLAUSE_END = re.compile(
    r"[.;]|,\s(?=(?:she|he|and\s(?:she|he|felt|noted|heard|developed)|with\simmediate|causing|resulting)\b)|\s(?=and\s(?:felt|noted|heard|developed|immediately|she|he)\b)|\s(?=when\s(?:she|he)\sfelt\b)"
)
_IS = re.compile(r"\s?(?:of\sinjury)?\s?(?::|is\snoted\sas|was\snoted\sas|is|was|occurred)\s?")
_ON_DAY = re.compile(
    r"\bon\s(?:or\sabout\s)?(?:\d{1,2}[/-]\d{1,2}[/-]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d)"
)
_NAMED_AGE = re.compile(
    r"\b(?:ms|mr|mrs)\.?\s[\w'-]+(?:\s[\w'-]+)?,?\s(?:is\s)?(?:an?\s)?(?P<years>\d{2})[\s-]years?[\s-]old\b"
)
_WIDEST = 130
_LABEL_DAY = re.compile(r"[\s:=,-]{0,3}(?:and\s)?")
_OTHER = re.compile(
    r"\b(?:prior|previous|non-?industrial|motor\svehicle\saccident\sin|unrelated|new)\s(?:\w+\s)?(?:injur|accident)"
)


def injuries(ground: Ground) -> Iterator[Finding]:
    """The day of injury and how it came about, as one finding where one sentence tells both."""
    if ground.passage.section in {Section.GUIDELINE, Section.FAMILY, Section.PLAN}:
        return
    days = [fact for fact in ground.facts if fact.kind is FactKind.INJURY_DATE and fact.on]
    for sentence in ground.prose.sentences:
        here = [fact for fact in days if sentence.start <= fact.span.start < sentence.end]
        how = _mechanism(sentence)
        if how and not here and _ON_DAY.search(sentence.words):
            here = [_on_day(ground, sentence)]
        if not here and how is None:
            continue
        each: list[Fact | None] = [*here] or [None]
        for fact in each:
            yield _injury(ground, sentence, fact, how)


def _injury(ground: Ground, sentence: Sentence, fact: Fact | None, how: tuple[int, int] | None) -> Finding:
    places = [place for place in (fact and (fact.span.start, fact.span.end), how) if place]
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    mechanism = ground.prose.text[how[0] : how[1]] if how else ""
    is_earlier = ground.passage.section is Section.PAST or _OTHER.search(sentence.words)
    site = ground.site(start, end)
    return ground.found(
        FindingKind.INJURY, start, end, fact.confidence if fact else INFERRED,
        mode=Mode.HISTORICAL if is_earlier else Mode.STATED, name=mechanism, on=fact.on if fact else None,
        part=site.part, side=site.side, says=f"Injury: {mechanism}" if mechanism else "Day of injury",
    )  # fmt: skip


def _on_day(ground: Ground, sentence: Sentence) -> Fact:
    """The day that a sentence about an accident begins with, though it names no injury."""
    day = DAY.search(ground.prose.text, sentence.start, sentence.end)
    on = read_day(day[0]) if day else None
    start, end = day.span() if day else (sentence.start, sentence.start + 1)
    return Fact(FactKind.INJURY_DATE, ground.prose.text[start:end], "", Span(start, end), IN_PASSING, on=on)


def _mechanism(sentence: Sentence) -> tuple[int, int] | None:
    """Where the sentence tells how the injury came about."""
    words = sentence.words
    label = words.find("mechanism")
    if _NO_MECHANISM.search(words) or not (label >= 0 or _HURT.search(words)):
        return None
    if "not described" in words or "unknown" in words or "not documented" in words:
        return None
    found = [one for one in phrases(Tells.MECHANISM).find(words) if not words.startswith("mechanism", one.start)]
    after = _IS.match(words, label + len("mechanism")) if label >= 0 else None
    if after is not None:
        start = after.end()
    elif found:
        start = found[0].start
    else:
        return None
    cut = _CLAUSE_END.search(words, start + 8)
    end = min(cut.start() if cut else len(words), start + _WIDEST)
    end = start + len(words[start:end].rstrip(" .,;"))
    return (sentence.start + start, sentence.start + end) if end - start > 5 else None


def labelled_visits(ground: Ground) -> Iterator[Finding]:
    """Days that stand after a label of a visit: "Date of service: 3/4/2014"."""
    known = {(fact.span.start) for fact in ground.facts if fact.kind is FactKind.VISIT_DATE}
    for label in phrases(Tells.VISIT).find(ground.prose.lower):
        start, end = label.start, label.end
        while (gap := _LABEL_DAY.match(ground.prose.lower, end)) is not None:
            day = DAY.match(ground.prose.text, gap.end())
            on = read_day(day[0]) if day else None
            if day is None or on is None:
                break
            if day.start() not in known:
                first = start if start == label.start else day.start()
                yield ground.found(FindingKind.VISIT, first, day.end(), STATED, on=on, says="Visit")
            start = end = day.end()


def person(ground: Ground) -> Iterator[Finding]:
    """The age of the worker in whole years, and the sex, where the passage tells either."""
    if ground.passage.section in {Section.GUIDELINE, Section.FAMILY}:
        return
    found = find_person(ground.prose.text)
    named = _NAMED_AGE.search(ground.prose.lower) if found.age_years is None else None
    if named is not None:
        years = named["years"]
        yield ground.found(
            FindingKind.PERSON, named.start("years"), named.end(), INFERRED,
            name="age", value=float(years), unit="year", says=f"{years} years old",
        )  # fmt: skip
    if found.age_years is not None and found.age_span is not None:
        span = found.age_span
        yield ground.found(
            FindingKind.PERSON, span.start, span.end, span.confidence,
            name="age", value=float(found.age_years), unit="year", says=f"{found.age_years} years old",
        )  # fmt: skip
    if found.sex is not None and found.sex_span is not None:
        span = found.sex_span
        sex = found.sex.value
        yield ground.found(FindingKind.PERSON, span.start, span.end, span.confidence, name="sex", code=sex, says=sex)
