"""Drafts a clinical case summary out of findings only: each sentence carries its pins, and nothing is added.

What a person refused is never used; what a person confirmed comes before what is only proposed, which is marked. The
order is that of published summaries: who, injury, diagnoses, treatment, present state, request, utilization review.

Source: ``determination-formats.md`` section 3 (order of the published summaries).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from openimr.casefile.model import Document, DocumentKind, Finding, FindingKind, FindingState, Mode, PagePin
from openimr.casefile.timeline.grounds import Grounds, Seen, day, discipline_of, lay_grounds, number, paper_name, where
from openimr.citations import Value

__all__ = ["Sentence", "Summary", "Topic", "summary", "summary_text"]

_CONFIRMED = FindingState.CONFIRMED
_SIDES = frozenset({"left", "right"})
_NOTES = frozenset({DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE})
_SEVERAL = 3
"""So many notes of a course are told in one sentence."""


class Topic(StrEnum):
    """What a sentence of a summary is about, in the order of the summary."""

    PERSON = "person"
    INJURY = "injury"
    DIAGNOSES = "diagnoses"
    TREATMENT = "treatment"
    RESPONSE = "response"
    STATE = "state"
    MEDICATIONS = "medications"
    WORK = "work"
    REQUEST = "request"
    REVIEW = "review"


class Sentence(Value, frozen=True, kw_only=True):
    """One sentence of the draft, the pins that it rests on, and whether all of its findings were confirmed."""

    topic: Topic
    text: str
    pins: tuple[PagePin, ...]
    findings: tuple[str, ...]
    is_confirmed: bool


class Summary(Value, frozen=True, kw_only=True):
    """The draft of a clinical case summary. A person reads, changes and signs it; until then it is a draft."""

    sentences: tuple[Sentence, ...] = ()


def summary(findings: Iterable[Finding], documents: Sequence[Document] = ()) -> Summary:
    """The draft that ``findings`` allow; a topic of which nothing was found is left out, and nothing is said of it."""
    grounds = lay_grounds(findings, documents)
    writers: tuple[tuple[Topic, Callable[[Grounds], Iterator[tuple[str, list[Seen]]]]], ...] = (
        (Topic.PERSON, _person),
        (Topic.INJURY, _injury),
        (Topic.DIAGNOSES, _diagnoses),
        (Topic.TREATMENT, _treatment),
        (Topic.RESPONSE, _response),
        (Topic.STATE, _state),
        (Topic.MEDICATIONS, _medications),
        (Topic.WORK, _work),
        (Topic.REQUEST, _requests),
        (Topic.REVIEW, _reviews),
    )
    sentences = [_sentence(topic, text, used) for topic, write in writers for text, used in write(grounds)]
    return Summary(sentences=tuple(sentences))


def summary_text(draft: Summary) -> str:
    """The draft for a person to read: each sentence, its pages in brackets, and a mark where it is only proposed."""
    lines = ["DRAFT OF A CLINICAL CASE SUMMARY, made of findings only; a person must read, mend and accept it.", ""]
    for sentence in draft.sentences:
        places = "; ".join(dict.fromkeys(where(pin) for pin in sentence.pins))
        mark = "" if sentence.is_confirmed else " [proposed]"
        lines.append(f"{sentence.text} [{places}]{mark}")
    if not draft.sentences:
        lines.append("No finding can be used yet.")
    return "\n".join(lines) + "\n"


def _sentence(topic: Topic, text: str, used: list[Seen]) -> Sentence:
    return Sentence(
        topic=topic,
        text=text,
        pins=tuple(dict.fromkeys(one.finding.pin for one in used)),
        findings=tuple(dict.fromkeys(one.finding.id for one in used)),
        is_confirmed=all(one.finding.state is _CONFIRMED for one in used),
    )


def _of(grounds: Grounds, kind: FindingKind, mode: Mode = Mode.STATED) -> list[Seen]:
    """The findings of one kind and mode, confirmed ones first, then by day and place."""
    found = [seen for seen in grounds.seen if seen.finding.kind is kind and seen.finding.mode is mode]
    return sorted(found, key=lambda seen: seen.finding.state is not _CONFIRMED)


def _best(found: list[Seen]) -> list[Seen]:
    """The confirmed ones where there are any, else all."""
    confirmed = [seen for seen in found if seen.finding.state is _CONFIRMED]
    return confirmed or found


def _latest(found: list[Seen]) -> list[Seen]:
    """Those of the last day that any of them has; all where none has a day."""
    days = [seen.on for seen in found if seen.on is not None]
    return [seen for seen in found if seen.on == max(days)] if days else found


def _joined(words: Iterable[str]) -> str:
    listed = list(dict.fromkeys(words))
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)


def _person(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    found = _best(_of(grounds, FindingKind.PERSON))
    age = _latest([one for one in found if one.finding.name == "age"])[:1]
    sex = [one for one in found if one.finding.name == "sex"][:1]
    if not age and not sex:
        return
    years = f"{number(age[0].finding.value or 0)}-year-old " if age else ""
    who = sex[0].finding.code if sex else "person"
    as_of = f" as of {day(age[0].written_on)}" if age and age[0].written_on else ""
    yield f"The injured worker is a {years}{who}{as_of}.", [*age, *sex]


def _injury(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    found = _best(_of(grounds, FindingKind.INJURY))
    dated = [one for one in found if one.finding.on is not None]
    days = list(dict.fromkeys(day(one.finding.on) for one in dated))
    if len(days) == 1:
        yield f"The day of injury is {days[0]}.", dated
    elif days:
        yield f"The pages name different days of injury: {_joined(days)}.", dated
    told = [one for one in found if one.finding.name][:1]
    if told:
        yield f'The mechanism is told as "{_quote(told[0].finding.name)}".', told


def _quote(words: str) -> str:
    return " ".join(words.split())


def _diagnoses(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    found = _of(grounds, FindingKind.DIAGNOSIS)
    for words, group in (
        ("Diagnoses are", found),
        ("From earlier times", _of(grounds, FindingKind.DIAGNOSIS, Mode.HISTORICAL)),
    ):
        named: dict[str, list[Seen]] = {}
        for one in group:
            named.setdefault(_quote(one.finding.name).lower(), []).append(one)
        for listed in _by_state(named):
            names = [_coded(next((seen for seen in one if seen.finding.code), one[0])) for one in listed]
            verb = words if words.startswith("Diag") else f"{words} the pages name"
            yield f"{verb} {_joined(names)}.", [seen for one in listed for seen in one]

    yield from _sides(found)


def _sides(found: Sequence[Seen]) -> Iterator[tuple[str, list[Seen]]]:
    """Diagnoses that some pages tell of the left side and others of the right, and no paper of both."""
    named: dict[str, list[Seen]] = {}
    for one in found:
        words = [word for word in _quote(one.finding.name).lower().split() if word not in _SIDES]
        named.setdefault(" ".join(words), []).append(one)
    for name, group in named.items():
        papers: dict[str, set[str]] = {}
        for one in group:
            papers.setdefault(one.finding.pin.document, set()).add(one.finding.side)
        if set.union(*papers.values()) >= _SIDES and not any(sides >= _SIDES for sides in papers.values()):
            yield f"The pages do not agree on the side of {name}.", _best(group)


def _coded(seen: Seen) -> str:
    name = _quote(seen.finding.name)
    return f"{name} ({seen.finding.code})" if seen.finding.code else name


def _by_state(named: dict[str, list[Seen]]) -> Iterator[list[list[Seen]]]:
    """What was confirmed as one list, and what is proposed as another, each where there is any.

    Of one that was confirmed on one page and is proposed on another, the confirmed page is what the sentence rests on.
    """
    confirmed = [[one for one in group if one.finding.state is _CONFIRMED] for group in named.values()]
    confirmed = [group for group in confirmed if group]
    proposed = [group for group in named.values() if all(one.finding.state is not _CONFIRMED for one in group)]
    yield from (group for group in (confirmed, proposed) if group)


def _treatment(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    for notes in _courses(grounds):
        counts = [one.finding.count or 0 for one in notes]
        span = f"{day(notes[0].written_on)} to {day(notes[-1].written_on)}"
        of = discipline_of(notes[0].finding)
        yield f"Notes of {span} count sessions {number(min(counts))} to {number(max(counts))} of {of}.", notes
    told = {one.finding.id for notes in _courses(grounds) for one in notes}
    for one in (one for one in _sessions(grounds) if one.finding.id not in told):
        finding = one.finding
        of = f" of {discipline_of(finding)}" if discipline_of(finding) else ""
        count = number(finding.count or 0)
        unit = "session" if finding.count == 1 else "sessions"
        yield f"{_paper(one)} counts {count} {unit}{of}.", [one]
    given = [*_of(grounds, FindingKind.TREATMENT), *_of(grounds, FindingKind.TREATMENT, Mode.HISTORICAL)]
    named: dict[str, list[Seen]] = {}
    for one in given:
        named.setdefault(_service(one), []).append(one)
    for listed in _by_state(named):
        used = [seen for group in listed for seen in group]
        yield (
            f"Treatments and studies named as given are {_joined(_service(one[0]) for one in listed)}.",
            used,
        )
    for one in _of(grounds, FindingKind.TREATMENT, Mode.DENIED):
        yield f"{_paper(one)} says that there {_was(_service(one))} no {_service(one)}.", [one]


def _courses(grounds: Grounds) -> list[list[Seen]]:
    """The notes of single sessions of a course, in the order of time, where there are several of one discipline."""
    named: dict[str, list[Seen]] = {}
    for one in _sessions(grounds):
        is_note = one.document is not None and one.document.kind in _NOTES and one.written_on is not None
        if is_note and one.finding.state is not _CONFIRMED and discipline_of(one.finding):
            named.setdefault(discipline_of(one.finding), []).append(one)
    ordered = (sorted(notes, key=lambda one: (str(one.written_on), one.finding.count or 0)) for notes in named.values())
    return [notes for notes in ordered if len(notes) >= _SEVERAL]


def _was(name: str) -> str:
    """The verb for a name of one thing or of several: "was no surgery", "were no benzodiazepines"."""
    return "were" if name.endswith("s") and not name.endswith(("ss", "is", "us")) else "was"


def _service(seen: Seen) -> str:
    """The discipline of a treatment where its words are that or short for it, else its words in small letters.

    "Manual therapy" counts beside chiropractic treatment, but nobody gave that.
    """
    discipline, name = discipline_of(seen.finding), _quote(seen.finding.name)
    is_named = name.isupper() or bool(set(name.lower().split()) & set(discipline.lower().split()))
    return discipline if discipline and (is_named or not name) else name.lower()


def _sessions(grounds: Grounds) -> list[Seen]:
    """For each discipline and paper the highest number, confirmed ones first."""
    best: dict[tuple[str, str], Seen] = {}
    for one in _of(grounds, FindingKind.SESSIONS):
        key = (discipline_of(one.finding), one.finding.pin.document)
        held = best.get(key)
        is_held = held is not None and held.finding.state is _CONFIRMED
        if held is None or (not is_held and (one.finding.count or 0) > (held.finding.count or 0)):
            best[key] = one
    return sorted(best.values(), key=lambda one: (one.finding.state is not _CONFIRMED, str(one.written_on or "")))


def _paper(seen: Seen) -> str:
    """The paper of a finding as the subject of a sentence."""
    if seen.document is None:
        return f"Page {seen.finding.pin.page}"
    name = paper_name(seen.document.kind)
    return f"The {name} of {day(seen.written_on)}" if seen.written_on else f"An undated {name}"


def _response(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    named: dict[tuple[str, str, float | None], list[Seen]] = {}
    for one in _of(grounds, FindingKind.RESPONSE):
        named.setdefault((one.finding.name, discipline_of(one.finding), one.finding.value), []).append(one)
    for (name, of, value), group in named.items():
        days = sorted({one.written_on for one in group if one.written_on is not None})
        used = _best(group)
        if len(days) > 1 and len(used) == len(group) and value is None:
            to = f" with {of}" if of else ""
            yield f"Papers of {_joined(day(on) for on in days)} tell the response{to} as {name}.", used
            continue
        yield from _each_response(used)


def _each_response(found: Iterable[Seen]) -> Iterator[tuple[str, list[Seen]]]:
    for one in found:
        finding = one.finding
        to = f" with {discipline_of(finding)}" if discipline_of(finding) else ""
        share = f" ({number(finding.value)} %)" if finding.value is not None else ""
        yield f"{_paper(one)} tells the response{to} as {finding.name}{share}.", [one]


def _state(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    pain = _latest(_best(_of(grounds, FindingKind.PAIN)))
    if pain:
        values = _joined(f"{number(one.finding.value or 0)} of 10" for one in pain)
        yield f"Pain is given as {values}{_when(pain)}.", pain
    names = dict.fromkeys(one.finding.name for one in _of(grounds, FindingKind.SCORE))
    for name in names:
        scores = [one for one in _of(grounds, FindingKind.SCORE) if one.finding.name == name]
        last = _latest(_best(scores))[:1]
        value = number(last[0].finding.value or 0)
        impossible = " which is outside the range of the instrument" if "not possible" in last[0].finding.says else ""
        yield f"The {name} is {value}{_when(last)}{f',{impossible}' if impossible else ''}.", last


def _when(found: list[Seen]) -> str:
    return f" on {day(found[0].on)}" if found[0].on else ""


def _medications(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    named: dict[str, list[Seen]] = {}
    for one in _latest(_best(_of(grounds, FindingKind.MEDICATION))):
        named.setdefault(one.finding.name, []).append(one)
    for listed in _by_state(named):
        used = [group[0] for group in listed]
        yield f"Medications{_when(used)} are {_joined(_quote(one.finding.says) for one in used)}.", used


def _work(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    last = _latest(_best(_of(grounds, FindingKind.WORK_STATUS)))
    if last:
        words = _joined(_quote(one.finding.says)[:1].lower() + _quote(one.finding.says)[1:] for one in last)
        yield f"Work status{_when(last)}: {words}.", last


def _requests(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    named: dict[tuple[str, float | None], list[Seen]] = {}
    for one in _of(grounds, FindingKind.REQUEST, Mode.PLANNED):
        named.setdefault((_service(one), one.finding.count), []).append(one)
    counted = {name for name, count in named if count is not None}
    for (name, count), group in named.items():
        if count is None and name in counted:
            continue
        what = f"{number(count)} sessions of {name}" if count is not None and name else name
        what = what or f"{number(count or 0)} sessions"
        yield f"{what[:1].upper()}{what[1:]} {'are' if count is not None else 'is'} asked for.", _best(group)


def _reviews(grounds: Grounds) -> Iterator[tuple[str, list[Seen]]]:
    named: dict[tuple[str, str, float | None], list[Seen]] = {}
    for one in _of(grounds, FindingKind.UR_ACTION):
        named.setdefault((one.finding.name, discipline_of(one.finding), one.finding.count), []).append(one)
    for (action, name, count), group in named.items():
        used = _best(group)
        what = f"{number(count)} sessions" if count is not None else "the request"
        if action == "modified" and count is not None:
            what = f"the request to {what}"
        of = f" of {name}" if name and count is not None else f" for {name}" if name else ""
        on = next((one.on for one in used if one.on), None)
        yield f"Utilization review {action} {what}{of}{f' on {day(on)}' if on else ''}.", used
