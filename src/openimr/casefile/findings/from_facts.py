"""Makes findings of the facts that the readers of letters find: scores, sessions, requests, days and actions.

Source: :mod:`openimr.determinations.reading.facts`; ranges in ``vocabulary/instruments.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from openimr.casefile.findings.ground import Ground
from openimr.casefile.findings.words import Section, Tells, phrases
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.citations import Span
from openimr.determinations.model import Fact, FactKind, UrAction
from openimr.determinations.reading.days import read_day
from openimr.determinations.reading.facts.prose import IN_PASSING, INFERRED, Sentence
from openimr.determinations.reading.facts.quantities import number_places, quantities_at
from openimr.determinations.reading.facts.vocabulary import Instrument, instruments
from openimr.treatments import find_services
from openimr.treatments.number_words import NUMBER_WORDS
from openimr.treatments.services import service

__all__ = [
    "actions",
    "is_done",
    "is_of_case",
    "is_of_review",
    "scores",
    "service_near",
    "sessions",
    "unexplained",
    "visits",
]

_CASE = re.compile(
    r"\b(?:claims?\sfile|file\sshows|records?\sshows?|claimant|injured\sworker|the\spatient|(?:he|she)\shas)\b"
)
_GIVEN = re.compile(r"[^.;]{0,50}?\b(?:have|has|had|were|was)\s(?:been\s)?(?:given|done|had|provided|used)\b")
_BARE_NAMES = frozenset({"therapeutic", "prior", "previous", "total", "earlier", "such"})
_QUANTITY = re.compile(
    r"\b(?:quantity|qty|number\sof\s(?:visits|sessions)|units)\b[\s:.#]{1,4}(?P<count>\d{1,3})(?![\d/-]|\.\d)"
)
_TIMES = re.compile(
    r"\bfrequency[\s:]{1,3}(?P<often>\d)\s?(?:x|times)?\s?(?:/|per|a|each)?\s?(?:wk|week)\w*[\s,;.]*"
    r"(?:for\s)?duration[\s:]{1,3}(?P<long>\d{1,2})\s?(?:wk|week)"
)
_ROW = re.compile(
    r"\d{1,2}\s(?!(?:more\s|further\s)?(?:visits|sessions|treatments)\b)(?!.*(?:visits|sessions|treatments)$)"
)
_TIMES_BEFORE = re.compile(r"\d\s?(?:x|times)\s$")
_OF_WHOLE = re.compile(r"\d+\s(?:out\s)?of\s(?:the\s)?\d")
"""A part of what was asked for, which is what was certified: "6 of 12 visits are certified"."""
_BACK = 200
_DONE_REACH = 110
_ASKED = re.compile(
    r"\b(?:request\w*|authoriz\w*|certif\w*|approved|remaining|left|recommend\w*|order\w*|planned|up\sto)\b"
)
_FORMS = frozenset({DocumentKind.APPLICATION, DocumentKind.REQUEST_FOR_AUTHORIZATION})
_NOTES = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE})
_TENTHS = re.compile(
    r"(?<![\d/.#-])(?P<value>\d{1,2})\s?/\s?10(?![\d/]|\.\d)(?!\s(?:\w+\s){0,2}(?:visits?|sessions?|treatments?))"
)
_FROM_TO = re.compile(
    r"\bpain\b[^.;\d]{0,40}?\bfrom\s(?:an?\s)?(?P<before>\d{1,2})(?!\s?/|\d|\.\d|\s?%)\s(?:down\s)?to\s(?:an?\s)?(?P<now>\d{1,2})"
    r"(?!\s?/|\d|\.\d|\s?(?:%|weeks?|months?|days?|years?|visits?|sessions?|times?|minutes?|hours?))"
)
_MOST_PAIN = 10
_SORE = re.compile(r"\b(?:lbp|sore|soreness|np|aching)\b")
_NO_PAIN = re.compile(
    r"\b(?:visits?|sessions?|treatments?|tx|strength|motor|power|mood|sleep|energy|stress|anxiety|goals?|attended|completed)"
    r"\b[\s#:]{0,3}(?:\w+\s){0,2}$"
)
_PAIN = frozenset({"pain", "VAS", "NRS"})
_GOAL = re.compile(r"\b(?:goals?|target|aim|to\sless\sthan|reduce\s\w+\sto)\b[^.;]{0,40}$")
_LATER = re.compile(
    r"(?:\s?%)?(?:[^.;\d]{0,24}?\s?(?:->|\u2192)\s?|[^.;\d]{0,40}?\b(?:now|currently|today|at\sdischarge|discharge|final|most\srecently)\s"
    r"(?:it\s)?(?:is\s|at\s|was\s)?|\)?,\s(?:then\s|and\s)?(?=\d{1,3}\s?\(\d{1,2}/))(?P<value>\d{1,3}(?:\.\d)?)"
    r"(?![\d/.]\d|\s?-?(?:weeks?|months?|years?|days?|sessions?|visits?))(?:\s?%)?(?:\s?\((?P<day>\d{1,2}/\d{1,2}/\d{2,4})\))?",
)
_OBTAINED = re.compile(
    r"(?:\s?\([a-z][a-z0-9 -]{1,9}\)[\s:=,]*(?:(?:total\s|raw\s)?scores?[\s:=,]*)?(?:of\s|was\s|is\s)?"
    r"|[^.;\d]{0,45}?\b(?:scores?\sof|scored|score\swas|initial|baseline|intake|rating\sof)\s(?:an?\s|was\s)?)"
    r"(?P<value>\d{1,3}+)(?![\d/.]\d|\s?(?:-|to|through)\s?\d)\s?%?"
)
_BRACKETED = re.compile(
    r"\)[\s:=,]*(?:(?:(?:total|raw|today's|current)\s)?(?:scores?|result|total)[\s:=,]*)?(?:(?:of|was|is|at)\s(?:an?\s)?)?"
    r"(?P<value>\d{1,3}+)(?![\d/.]\d|\s?(?:-|to|through)\s?\d|\s?-?\s?(?:items?|questions?|parts?|pages?|minutes?|weeks?"
    r"|months?|days?|years?|sessions?|visits?)\b)\s?%?"
)
"""The score behind a short name that stands in brackets after the long one: "Neck Disability Index (NDI): 38"."""


def scores(ground: Ground) -> Iterator[Finding]:
    """Pain and scores of instruments, each with its range; one outside the range is kept, and said to be impossible."""
    for fact in ground.facts:
        if fact.kind is FactKind.SCORE and fact.name and fact.value is not None:
            yield _score(ground, fact, fact.name, fact.value)
            yield from _later(ground, fact, fact.name)
    yield from _worded(ground)
    yield from _bare_tenths(ground)
    yield from _fallen_pain(ground)


def _fallen_pain(ground: Ground) -> Iterator[Finding]:
    """Pain told as two bare figures: "pain is down from 7 to 2 on a ten point scale"."""
    for match in _FROM_TO.finditer(ground.prose.lower):
        for group in ("before", "now"):
            start, end = match.span(group)
            is_known = any(f.kind is FactKind.SCORE and f.span.start < end and start < f.span.end for f in ground.facts)
            if not is_known and float(match[group]) <= _MOST_PAIN:
                words = ground.prose.text[start:end]
                fact = Fact(FactKind.SCORE, words, "", Span(start, end), INFERRED, name="pain", value=float(words))
                yield _score(ground, fact, "pain", float(words))


def _bare_tenths(ground: Ground) -> Iterator[Finding]:
    """Tenths in a note of therapy that no word calls pain: "LBP down to 3/10 from 6/10"."""
    for match in _TENTHS.finditer(ground.prose.lower):
        sentence = ground.sentence(match.start())
        is_known = any(f.kind is FactKind.SCORE and f.span.start <= match.start() < f.span.end for f in ground.facts)
        before = ground.prose.lower[max(0, sentence.start - _BACK // 2) : sentence.start]
        is_pain = ground.passage.kind in _NOTES or _SORE.search(sentence.words) or " pain " in before
        if is_known or not is_pain or _NO_PAIN.search(ground.prose.lower, sentence.start, match.start()):
            continue
        value = float(match["value"])
        if value <= 10:
            fact = Fact(FactKind.SCORE, match[0], "", Span(*match.span()), IN_PASSING, name="pain", value=value)
            yield _score(ground, fact, "pain", value)


def _later(ground: Ground, fact: Fact, name: str) -> Iterator[Finding]:
    """The scores that follow one without the name: "initial 48 %, discharge 30 %", "55 -> 41", "21 (7/2), 15 (9/4)"."""
    known = [one.span for one in ground.facts if one.kind is FactKind.SCORE and one is not fact]
    end = fact.span.end
    while (later := _LATER.match(ground.prose.text, end)) is not None:
        start, end = later.start("value"), later.end()
        if any(span.start <= start < span.end for span in known):
            return
        value = float(later["value"])
        on = read_day(later["day"]) if later["day"] else None
        yield _score(ground, msgspec.structs.replace(fact, span=Span(start, end), value=value, on=on), name, value)


def _worded(ground: Ground) -> Iterator[Finding]:
    """Scores that a clause parts from their instrument: "on the inventory she obtained a score of 34"."""
    taken = 0
    for alias in _aliases().finditer(ground.prose.lower):
        match = _behind(ground, alias)
        known = any(
            fact.kind is FactKind.SCORE and fact.span.start <= alias.start() < fact.span.end for fact in ground.facts
        )
        if match is None or known or alias.start() < taken:
            continue
        taken = match.end()
        name, value = instruments().by_alias[alias[0]].name, float(match["value"])
        span = Span(alias.start(), match.end())
        fact = Fact(
            FactKind.SCORE, ground.prose.text[span.start : span.end], "", span, INFERRED, name=name, value=value
        )
        yield _score(ground, fact, name, value)
        yield from _later(ground, fact, name)


def _behind(ground: Ground, alias: re.Match[str]) -> re.Match[str] | None:
    """The words up to the score behind the name of an instrument, with the bracket closed that the name stands in."""
    lower = ground.prose.lower
    is_in_brackets = lower.startswith("(", alias.start() - 1) if alias.start() else False
    bracketed = _BRACKETED.match(lower, alias.end()) if is_in_brackets else None
    return bracketed or _OBTAINED.match(lower, alias.end())


@cache
def _aliases() -> re.Pattern[str]:
    ordered = sorted(instruments().by_alias, key=lambda alias: -len(alias))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(alias) for alias in ordered)})(?![\w-])")


def _score(ground: Ground, fact: Fact, name: str, value: float) -> Finding:
    instrument = _instruments().get(name)
    low, high = (instrument.low, instrument.high) if instrument else (None, None)
    says = f"{name} {value:g}"
    if low is not None and high is not None:
        says += (
            f" (possible are {low:g} to {high:g})" if low <= value <= high else f": not possible ({low:g} to {high:g})"
        )
    start, end = fact.span.start, fact.span.end
    is_goal = _GOAL.search(ground.prose.lower, ground.sentence(start).start, start) is not None
    site = ground.site(start, end) if name in _PAIN else None
    return ground.found(
        FindingKind.PAIN if name in _PAIN else FindingKind.SCORE, start, end, fact.confidence,
        name=name, value=value, lowest=low, highest=high, on=fact.on, says=says,
        mode=Mode.PLANNED if is_goal else Mode.STATED,
        part=site.part if site else "", side=site.side if site else "",
    )  # fmt: skip


@cache
def _instruments() -> dict[str, Instrument]:
    return {row.name: row for row in instruments().by_alias.values()}


def sessions(ground: Ground) -> Iterator[Finding]:
    """Sessions had, and sessions asked for."""
    for fact in ground.facts:
        if _is_row_number(ground, fact):
            continue
        if fact.kind is FactKind.PRIOR_SESSIONS and ground.passage.section is not Section.PLAN:
            yield _counted(ground, fact, FindingKind.SESSIONS, Mode.STATED)
        elif fact.kind in {FactKind.REQUESTED_SESSIONS, FactKind.PRIOR_SESSIONS} and not _is_no_request(ground, fact):
            yield _counted(ground, fact, FindingKind.REQUEST, Mode.PLANNED)
    yield from _on_form(ground)
    for fact in unexplained(ground):
        if _is_row_number(ground, fact):
            continue
        if _is_asked(ground, fact):
            yield _counted(ground, fact, FindingKind.REQUEST, Mode.PLANNED)
        elif is_done(ground, fact.span.start) or _is_given(ground, fact):
            yield _counted(ground, fact, FindingKind.SESSIONS, Mode.STATED)


def _is_row_number(ground: Ground, fact: Fact) -> bool:
    """Whether the number is that of a row of the application: "1 Chiropractic treatment 1x6 weeks"."""
    if ground.passage.kind is not DocumentKind.APPLICATION or not fact.text[:1].isdigit():
        return False
    before = ground.passage.page.text[: ground.passage.places[fact.span.start]]
    return before.rpartition("\n")[2].strip() == "" and _ROW.match(fact.text) is not None


def _is_no_request(ground: Ground, fact: Fact) -> bool:
    """Whether the number is the part that was certified, or of another column or entry of a form.

    "2 times | 12 visits | per week" is no 12 a week, and a bare number beside no treatment counts tablets.
    """
    after = ground.prose.lower[fact.span.end : ground.sentence(fact.span.start).end]
    if _OF_WHOLE.match(fact.text) and phrases(Tells.UR_APPROVED).find(after):
        return True
    if ground.passage.kind not in _FORMS:
        return False
    is_within = _TIMES_BEFORE.search(ground.prose.lower, 0, fact.span.start) is not None
    return is_within or (fact.text.strip().isdigit() and not service_near(ground, fact)[0])


def _is_given(ground: Ground, fact: Fact) -> bool:
    """Whether the words after a number of sessions say that they were given."""
    is_said = _GIVEN.match(ground.prose.lower, fact.span.end) is not None
    return is_said and ground.mode(fact.span.start, fact.span.end) is not Mode.DENIED


def _is_asked(ground: Ground, fact: Fact) -> bool:
    """Whether the place of a number of sessions says that they are asked for."""
    passage = ground.passage
    if passage.section is Section.PLAN or passage.kind in _FORMS:
        return True
    if passage.kind is DocumentKind.UR_DECISION:
        # What stands before the action was asked for; what stands after it is what was certified.
        sentence = ground.sentence(fact.span.start)
        after = sentence.words[fact.span.end - sentence.start :]
        told = [
            tells for tells in (Tells.UR_DENIED, Tells.UR_APPROVED, Tells.UR_MODIFIED) if phrases(tells).find(after)
        ]
        return bool(told) and "out of" not in after
    return ground.mode(fact.span.start, fact.span.end) is Mode.PLANNED


def is_of_case(ground: Ground, finding: Finding) -> bool:
    """Whether a number of sessions under a guideline is told of this worker's file, and of no guideline."""
    place = ground.passage.places.index(finding.pin.span.start)
    return _CASE.search(ground.sentence(place).words) is not None


def _on_form(ground: Ground) -> Iterator[Finding]:
    """The number of sessions that a form asks for in fields: "Frequency: 2 x/wk, Duration: 4 wks", "Quantity: 8"."""
    if ground.passage.kind is not DocumentKind.REQUEST_FOR_AUTHORIZATION or not ground.subject:
        return
    fields = [*_QUANTITY.finditer(ground.prose.lower), *_TIMES.finditer(ground.prose.lower)]
    field = next((one for one in fields if not _is_of_other(ground, one.start())), None)
    if field is None or any(f.span.start < field.end() and field.start() < f.span.end for f in ground.facts if f.count):
        return
    count = int(field["count"]) if "count" in field.groupdict() else int(field["often"]) * int(field["long"])
    span = Span(*field.span())
    fact = Fact(FactKind.REQUESTED_SESSIONS, ground.prose.text[span.start : span.end], "", span, INFERRED, count=count)
    yield _counted(ground, fact, FindingKind.REQUEST, Mode.PLANNED)


def _is_of_other(ground: Ground, start: int) -> bool:
    """Whether the nearest thing asked for before ``start`` is another than the form's subject: a drug, a device."""
    before = [m for m in ground.services if start - _BACK <= m.span.start < start]
    return bool(before) and before[-1].id != ground.subject


def unexplained(ground: Ground, within: Sentence | None = None) -> list[Fact]:
    """Numbers of sessions of a named service whose use the words beside them do not tell: their place may.

    Of the sentence ``within`` where one is given, else of the whole passage.
    """
    known = [fact.span for fact in ground.facts if fact.count is not None]
    facts: list[Fact] = []
    spelled = [word for word in NUMBER_WORDS if word in ground.prose.lower]
    for sentence in ground.prose.sentences if within is None else (within,):
        places = number_places(sentence.words, spelled)
        if not places:
            continue
        for quantity in quantities_at(sentence.words, places):
            start, end = sentence.start + quantity.start, sentence.start + quantity.end
            if quantity.is_bare or any(span.start < end and start < span.end for span in known):
                continue
            name = quantity.name
            named = ground.prose.text[sentence.start + name[0] : sentence.start + name[1]] if name else None
            facts.append(
                Fact(
                    FactKind.REQUESTED_SESSIONS, ground.prose.text[start:end], "", Span(start, end), INFERRED,
                    name=named, count=quantity.low, count_max=quantity.high,
                )
            )  # fmt: skip
    return facts


def is_done(ground: Ground, start: int) -> bool:
    """Whether the nearest words before ``start`` that matter say that a treatment was given, and none denies it."""
    sentence = ground.sentence(start)
    at = start - sentence.start
    words = sentence.words[max(0, at - _DONE_REACH) : at]
    found = phrases(Tells.DONE).find(words)
    return bool(found) and not _ASKED.search(words, found[-1].end) and ground.mode(start, start + 1) is not Mode.DENIED


def _counted(ground: Ground, fact: Fact, kind: FindingKind, mode: Mode) -> Finding:
    start, end = fact.span.start, fact.span.end
    code, name = service_near(ground, fact)
    site = ground.site(start, end)
    many = f"{fact.count}" if fact.count_max is None else f"{fact.count} to {fact.count_max}"
    verb = "had" if kind is FindingKind.SESSIONS else "asked for"
    return ground.found(
        kind, start, end, fact.confidence,
        mode=mode, name=name, code=code, count=fact.count, unit="session", part=site.part, side=site.side,
        says=f"{many} sessions{f' of {name}' if name else ''} {verb}",
    )  # fmt: skip


def is_of_review(ground: Ground, start: int) -> bool:
    """Whether the sentence that holds ``start`` tells what utilization review did."""
    here = ground.sentence(start)
    return any(fact.kind is FactKind.UR_ACTION and here.start <= fact.span.start < here.end for fact in ground.facts)


def service_near(ground: Ground, fact: Fact) -> tuple[str, str]:
    """The id and the words of the service that a number of sessions is of.

    The words of the fact itself come first, then the nearest service of its sentence that is given in sessions, then
    what the whole document is a note of; both are empty where nothing says.
    """
    named = _named_in(ground, fact)
    if named is not None:
        return named
    if fact.name and fact.name.lower() not in _BARE_NAMES:
        return "", fact.name
    near = ground.services_near(fact.span.start, fact.span.end)
    if ground.passage.kind in _FORMS:
        # An entry of a form begins with what it asks for, and the next entry is of something else.
        near.sort(key=lambda mention: mention.span.start >= fact.span.end)
    for mention in near:
        if mention.drug is None and service(mention.id).unit in {"session", "visit"}:
            return mention.id, ground.prose.text[mention.span.start : mention.span.end]
    if ground.subject:
        return ground.subject, ground.subject.replace("_", " ")
    earlier = [
        m for m in ground.services if m.drug is None and fact.span.start - _BACK <= m.span.start < fact.span.start
    ]
    given = [m for m in earlier if service(m.id).unit in {"session", "visit"}]
    return (given[-1].id, service(given[-1].id).id.replace("_", " ")) if given else ("", "")


def _named_in(ground: Ground, fact: Fact) -> tuple[str, str] | None:
    """The id and the words of the service that the fact itself names, in its text or else in its name."""
    for mention in find_services(fact.text):
        if mention.drug is None:
            return mention.id, fact.text[mention.span.start : mention.span.end]
    name = fact.name or ""
    for mention in find_services(name):
        if mention.drug is None:
            # On a form the column of the diagnosis stands before it.
            is_form = ground.passage.kind in _FORMS
            return mention.id, name[mention.span.start : mention.span.end] if is_form else name
    return None


def visits(ground: Ground) -> Iterator[Finding]:
    """Days on which the worker was seen."""
    for fact in ground.facts:
        if fact.kind is FactKind.VISIT_DATE and fact.on and ground.passage.section is not Section.GUIDELINE:
            yield ground.found(
                FindingKind.VISIT, fact.span.start, fact.span.end, fact.confidence, on=fact.on, says="Visit"
            )


def actions(ground: Ground) -> Iterator[Finding]:
    """What utilization review did, with the number of sessions and the day that its sentence tells."""
    certified = [fact for fact in ground.facts if fact.kind is FactKind.CERTIFIED_SESSIONS]
    used: set[int] = set()
    for fact in ground.facts:
        if fact.kind is not FactKind.UR_ACTION or fact.action is None:
            continue
        count = _count_of(ground, fact)
        if count is not None and count.kind is FactKind.CERTIFIED_SESSIONS:
            used.add(count.span.start)
        yield _action(ground, fact, fact.action, count)
    for fact in certified:
        if fact.span.start not in used and ground.passage.kind is not DocumentKind.UR_DECISION:
            is_less = "modif" in ground.sentence(fact.span.start).words
            yield _action(ground, fact, UrAction.MODIFIED if is_less else UrAction.APPROVED, fact)


def _count_of(ground: Ground, fact: Fact) -> Fact | None:
    """The number that the action speaks of: what it certified, or else what was asked for, in the same sentence."""
    wanted = {
        UrAction.MODIFIED: (FactKind.CERTIFIED_SESSIONS,),
        UrAction.APPROVED: (FactKind.CERTIFIED_SESSIONS,),
    }.get(fact.action or UrAction.DENIED, (FactKind.REQUESTED_SESSIONS,))
    here = ground.sentence(fact.span.start)
    near = [one for one in ground.facts if one.kind in wanted and here.start <= one.span.start < here.end]
    return min(near, key=lambda one: abs(one.span.start - fact.span.start), default=None)


def _action(ground: Ground, fact: Fact, action: UrAction, count: Fact | None) -> Finding:
    here = ground.sentence(fact.span.start)
    days = [one for one in ground.facts if one.kind is FactKind.UR_DATE and here.start <= one.span.start < here.end]
    code, name = service_near(ground, count) if count else _service_of(ground, fact)
    number = count.count if count else None
    start, end = fact.span.start, fact.span.end
    if count is not None:
        start, end = min(start, count.span.start), max(end, count.span.end)
    of = f" of {name}" if name else ""
    what = f"{number} sessions{of}" if number is not None else name or "a request"
    return ground.found(
        FindingKind.UR_ACTION, start, end, fact.confidence,
        name=action.value, code=code, count=number, unit="session" if number is not None else "",
        on=days[0].on if days else None, says=f"Utilization review: {action.value} ({what})",
    )  # fmt: skip


def _service_of(ground: Ground, fact: Fact) -> tuple[str, str]:
    """The service that the sentence of the action names nearest to it."""
    for mention in ground.services_near(fact.span.start, fact.span.end):
        return mention.id, ground.prose.text[mention.span.start : mention.span.end]
    return "", ""
