"""Finds the injury with its day and mechanism, the age and sex of the worker, and days of visits by their label.

Source: :mod:`openimr.determinations.reading.facts`; ``casefile/findings_phrases.yaml``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.citations import Span
from openimr.determinations.model import Fact, FactKind
from openimr.determinations.reading.days import DAY, read_day
from openimr.determinations.reading.facts import find_person
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, STATED, Sentence
from openimr.treatments import find_body_parts, find_sides

__all__ = ["injuries", "labelled_visits", "person"]

_HURT = re.compile(
    r"\b(?:injur\w*|(?:was|were|got|been|he|she|who|patient|worker|employee|claimant|applicant)\s(?:\w+ly\s)?hurt(?!s|ing)|accident\w*|incident|felt\s(?:a|an|sudden|immediate|sharp|pain)|sustain\w*|onset|developed"
    r"|mechanism|strain(?:ed)?|cumulative\strauma|continuous\strauma|twisted|noted\s(?:a|an|sudden|immediate|sharp|pain)|experienced\s(?:a|an|sudden|sharp|immediate)"
    r"|(?:patient|employee|worker|claimant|applicant|he|she|who|ms\.?\s\w+|mr\.?\s\w+)\s(?:[\w-]+\s){0,5}?(?:slipped|fell|tripped|jumped|rear-ended|was\sstruck|collided|stumbled|lost\s(?:his|her)\s(?:footing|balance)))\b"
)
_ACTED = re.compile(
    r"\b(?:(?:(?:the|his|her)\s(?:left\s|right\s)?\w+\s)?(?:was|were|got|became)\s(?:\w+ly\s)?(?:caught|crushed|pinned|struck|hit|trapped|burned|bitten|kicked|pushed|assaulted|thrown|knocked|run\sover|exposed\sto)"
    r"|(?:struck|hit|ran\sover|pushed|kicked|bit|knocked|threw|pinned|crushed|shoved|punched|grabbed)\s(?:him|her|his|the\s(?:patient|worker|employee|claimant))"
    r"|(?:fell|landed|rolled|dropped|came\sdown|slid|tipped|swung|collapsed|shifted|backed)\s(?:on|onto|into|against|out\sfrom\sunder|from\sunder)"
    r"\s(?:him|her|his)|(?:he|she|who|patient|worker|employee|claimant|applicant)\s(?:went|came|was\sthrown|was\spulled)\sdown\b"
    r"|(?:gave\sway|gave\sout)\s(?:under|beneath)\s(?:him|her))\b"
)
_NO_MECHANISM = re.compile(
    r"\b(?:worse|aggravat\w*|increas\w*|reliev\w*|exam\w*|tender\w*|pain\s(?:with|on|when|while)|denies|range\sof\smotion|guideline\w*|difficult\w*|physical\stherapy|program)\b"
)
_CLAUSE_END = re.compile(
    r"[.;]|,\s(?=(?:she|he|and\s(?:she|he|felt|noted|heard|developed)|with\simmediate|causing|resulting)\b)|\s(?=and\s(?:felt|noted|heard|developed|immediately|she|he)\b)|\s(?=when\s(?:she|he)\sfelt\b)"
)
_IS = re.compile(r"\s?(?:of\sinjury)?\s?(?::|is\snoted\sas|was\snoted\sas|is|was|occurred)\s?")
_ON_DAY = re.compile(
    r"\b(?:on|from)\s(?:or\sabout\s)?(?:\d{1,2}[/-]\d{1,2}[/-]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d)"
)
_NAMED_AGE = re.compile(
    r"\b(?:ms|mr|mrs)\.?\s[\w'-]+(?:\s[\w'-]+)?,?\s(?:(?:is\s)?(?:an?\s)?(?:[\w-]+\s){0,2}(?P<years>\d{2})[\s-]years?[\s-]old\b"
    r"|(?:now|aged|age)\s(?P<bare>\d{2})(?=\s?[,.;)]))"
)
_SEX_FIELD = re.compile(r"\b(?:sex|gender)\s?:\s?(?P<sex>female|male|f|m)\b")
_DAY_LABEL = re.compile(
    r"(?<![\w/])(?:d/i|d\.o\.i\.?|d\.i\.|date\sof\s(?:loss|accident|incident|occurrence)|injured\son)[\s:]{1,3}$"
)
_MECHANISM = re.compile(r"\b(?:mechanism|moi)\b")
_DAY_LAST = re.compile(r"\son\s(?:or\sabout\s)?(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|[a-z]+\.?\s\d{1,2},?\s\d{4})$")
_OCCURRED = re.compile(r"\b(?:occurred|happened)\s(?:on\s)?(?=\d{1,2}[/-]\d{1,2}[/-])")
_UNTIL = re.compile(r"\s?(?:to|through|until|-|\u2013)\s?(?=\S)")
_PERIOD = re.compile(r"\b(?:cumulative|continuous)\strauma|\brepetitive\b")
_OVER = re.compile(
    r"\b(?:recovered|made\sa\sfull\srecovery|no\sresiduals?|not\srelated\sto|unrelated|non-?industrial|(?:accident|incident|injury)\sat\shome)\b"
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
        if not here and _has_day(ground, sentence, how):
            here = [_on_day(ground, sentence)]
        if not here and (labelled := _labelled_day(ground, sentence)) is not None:
            here = [labelled]
        if not here and how is None:
            continue
        each: list[Fact | None] = [*here] or [None]
        for fact in each:
            yield _injury(ground, sentence, fact, how)


def _injury(ground: Ground, sentence: Sentence, fact: Fact | None, how: tuple[int, int] | None) -> Finding:
    places = [place for place in (fact and (fact.span.start, fact.span.end), how) if place]
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    mechanism = ground.prose.text[how[0] : how[1]] if how else ""
    other = _OTHER.search(sentence.words) or (_OVER.search(sentence.words) and not (fact and fact.on))
    is_earlier = ground.passage.section is Section.PAST or other
    part, side = _site(ground, sentence, start, end)
    return ground.found(
        FindingKind.INJURY, start, end, fact.confidence if fact else INFERRED,
        mode=Mode.HISTORICAL if is_earlier else Mode.STATED, name=mechanism, on=fact.on if fact else None,
        until=_until(ground, sentence, fact), part=part, side=side,
        says=f"Injury: {mechanism}" if mechanism else "Day of injury",
    )  # fmt: skip


def _until(ground: Ground, sentence: Sentence, fact: Fact | None) -> dt.date | None:
    """The last day of a trauma that went on, which stands behind the first."""
    if fact is None or not _PERIOD.search(sentence.words):
        return None
    link = _UNTIL.match(ground.prose.lower, fact.span.end)
    day = DAY.match(ground.prose.text, link.end()) if link else None
    return read_day(day[0]) if day else None


def _site(ground: Ground, sentence: Sentence, start: int, end: int) -> tuple[str, str]:
    """The part of the body that the sentence names nearest to the injury, and its side; each empty where none is."""
    words = ground.prose.text[sentence.start : sentence.end]
    parts = find_body_parts(words)
    if not parts:
        return "", ""
    first, last = start - sentence.start, end - sentence.start
    nearest = min(parts, key=lambda one: max(one.span.start - last, first - one.span.end, 0)).id
    sides = {mention.part: mention.side.value for mention in reversed(find_sides(words))}
    return nearest, sides.get(nearest, "")


def _has_day(ground: Ground, sentence: Sentence, how: tuple[int, int] | None) -> bool:
    """Whether a sentence that names no injury tells the day of one: with its mechanism, or in the report of it."""
    if DAY.search(ground.prose.text, sentence.start, sentence.end) is None:
        return False
    if how is None:
        return ground.passage.kind is DocumentKind.FIRST_REPORT and _OCCURRED.search(sentence.words) is not None
    return bool(_ON_DAY.search(sentence.words) or _PERIOD.search(sentence.words))


def _on_day(ground: Ground, sentence: Sentence) -> Fact:
    """The first day of a sentence about an accident."""
    day = next(DAY.finditer(ground.prose.text, sentence.start, sentence.end))
    return Fact(FactKind.INJURY_DATE, day[0], "", Span(*day.span()), IN_PASSING, on=read_day(day[0]))


def _labelled_day(ground: Ground, sentence: Sentence) -> Fact | None:
    """The day behind a short label for the injury: "D/I: June 3, 2021"."""
    for day in DAY.finditer(ground.prose.text, sentence.start, sentence.end):
        if _DAY_LABEL.search(ground.prose.lower, sentence.start, day.start()) and read_day(day[0]):
            return Fact(FactKind.INJURY_DATE, day[0], "", Span(*day.span()), STATED, on=read_day(day[0]))
    return None


def _mechanism(sentence: Sentence) -> tuple[int, int] | None:
    """Where the sentence tells how the injury came about."""
    words = sentence.words
    named = _MECHANISM.search(words)
    acted = _ACTED.search(words)
    if _NO_MECHANISM.search(words) or not (named or acted or _HURT.search(words)):
        return None
    if "not described" in words or "unknown" in words or "not documented" in words:
        return None
    found = [one for one in phrases(Tells.MECHANISM).find(words) if not words.startswith("mechanism", one.start)]
    after = _IS.match(words, named.end()) if named else None
    if after is not None:
        start = after.end()
    elif found or acted:
        start = min([one.start for one in found[:1]] + ([acted.start()] if acted else []))
    else:
        return None
    cut = _CLAUSE_END.search(words, start + 8)
    end = min(cut.start() if cut else len(words), start + _WIDEST)
    end = start + len(words[start:end].rstrip(" .,;"))
    day = _DAY_LAST.search(words, start, end)
    end = day.start() if day else end
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
        group = "years" if named["years"] else "bare"
        years = named[group]
        yield ground.found(
            FindingKind.PERSON, named.start(group), named.end(), INFERRED,
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
        return
    field = _SEX_FIELD.search(ground.prose.lower)
    if field is not None:
        sex = "female" if field["sex"].startswith("f") else "male"
        yield ground.found(FindingKind.PERSON, *field.span("sex"), STATED, name="sex", code=sex, says=sex)
