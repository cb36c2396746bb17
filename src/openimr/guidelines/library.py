"""The library of recommendations: what there is, what governs a service on a day, and what words find.

A request is governed by the edition that is in force on *its* days: which day counts (request, service, dispensing,
review) differs by edition. Draft records answer only when they are asked for.

Source: ``rulebook/guidelines/recommendations/``; guidelines.md, section K, for the triggers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec
from rapidfuzz import fuzz, process

from openimr import rulebook
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, NotFound
from openimr.guidelines.admission import Known, faults_of, faults_of_editions
from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id, editions
from openimr.guidelines.recommendation import Recommendation, RecordKind, Scope, TriggerDates
from openimr.guidelines.requirements import with_criteria
from openimr.rulebook import line_in_row, load
from openimr.treatments.anatomy import are_related, find_body_parts
from openimr.treatments.services import all_services, find_services

__all__ = [
    "Found",
    "applies",
    "chain",
    "dates_on",
    "for_service",
    "governing_edition",
    "recommendation",
    "recommendations",
    "recommendations_from",
    "search",
    "services_near",
]

_FOLDER = "guidelines/recommendations"
_WORDS = re.compile(r"[a-z0-9]+")
_WORD_CUT_OFF = 84.0  # of 100: "accupuncture" is acupuncture, "therapy" is not theraband
_SERVICE_CUT_OFF = 70.0  # of 100: "acupunture" is acupuncture, "smiles" is nothing
_NEAR = 3
_BY_PART = 1.0
_BESIDE = 0.5  # for a record on none of the services that are named
_BY_ID, _BY_NAME, _BY_SERVICE, _BY_NOTE = 4.0, 2.0, 1.5, 0.5
_FITTING = 0.25  # of the best score; below it the words fit by chance


class Found(Value, frozen=True):
    """A record that words found, and how well it fits them: a higher score fits better."""

    recommendation: Recommendation
    score: float


class _Identified(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a vocabulary of which only the id is asked."""

    id: str


class _State(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the conditions that diagnoses show, of which only the name is asked."""

    condition: str


class _DrugClass(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the drugs: the drugs of one class."""

    drugs: tuple[_Identified, ...]


@cache
def recommendations() -> tuple[Recommendation, ...]:
    """All records, drafts included, in the order of their sheets.

    Raises:
        MalformedData: a sheet, or a record of one, cannot be used; every fault of every sheet is named.
    """
    folder = resources.files(rulebook.__name__).joinpath(_FOLDER)
    return recommendations_from(sorted(f"{_FOLDER}/{sheet.name}" for sheet in folder.iterdir()))


def recommendations_from(paths: Sequence[str]) -> tuple[Recommendation, ...]:
    """All records of the sheets at ``paths`` in the rulebook.

    Raises:
        MalformedData: a sheet, or a record of one, cannot be used; every fault of every sheet is named.
        NotFound: there is no such sheet.
    """
    sheets: dict[str, tuple[Recommendation, ...]] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            sheets[path] = load(path, Recommendation)
        except MalformedData as error:
            faults += [Fault(f"{path}, {fault.where}", fault.what, fault.remedy) for fault in error.faults]
    faults += faults_of_editions(editions(), line_of=line_in_row)
    faults += faults_of(sheets, _known(), line_of=line_in_row, are_complete=len(sheets) == len(paths))
    if faults:
        raise MalformedData(faults, where=f"rulebook/{_FOLDER}")
    return tuple(with_criteria(record) for records in sheets.values() for record in records)


@cache
def _known() -> Known:
    return Known(
        editions=editions(),
        services=frozenset(all_services()),
        drugs=frozenset(drug.id for row in load("vocabulary/drugs.yaml", _DrugClass) for drug in row.drugs),
        body=frozenset(part.id for part in load("vocabulary/body_parts.yaml", _Identified)),
        states=frozenset(row.condition for row in load("casefile/condition_of_diagnosis.yaml", _State)),
    )


@cache
def _by_id() -> dict[str, Recommendation]:
    return {record.id: record for record in recommendations()}


def recommendation(record_id: str) -> Recommendation:
    """The record with this id, in any letters, drafts included.

    Raises:
        NotFound: there is none; the message names ids that are near.
    """
    record = _by_id().get(record_id.strip().upper())
    if record is None:
        raise NotFound(
            f"There is no recommendation “{record_id}”.",
            where=f"rulebook/{_FOLDER}",
            remedy=_did_you_mean(record_id.upper(), tuple(_by_id())),
        )
    return record


def _did_you_mean(name: str, names: Sequence[str]) -> str:
    near = _near(name, names)
    return f"Near it are: {', '.join(near)}." if near else "Search for it by words: openimr guideline search WORDS."


def _near(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that hold ``name`` as one of their words, then those that are spelt like it."""
    holding = [other for other in names if name in re.split(r"[-_]", other)]
    spelt = [other for other, _, _ in process.extract(name, names, scorer=fuzz.ratio, limit=_NEAR, score_cutoff=50)]
    return tuple(dict.fromkeys((*holding, *spelt)))[:_NEAR]


def services_near(words: str) -> tuple[str, ...]:
    """The ids of services that are spelt like ``words``, the nearest first; none where nothing is near.

    >>> services_near("acupunture")[0]
    'acupuncture'
    """
    wanted = "_".join(_WORDS.findall(words.lower()))
    return tuple(
        other
        for other, _, _ in process.extract(
            wanted, tuple(all_services()), scorer=fuzz.ratio, limit=_NEAR, score_cutoff=_SERVICE_CUT_OFF
        )
    )


def dates_on(on: dt.date, dates: TriggerDates | None = None) -> TriggerDates:
    """The days that decide, with ``on`` in the place of each day that ``dates`` does not give."""
    dates = dates or TriggerDates()
    return TriggerDates(
        request=dates.request or on,
        service=dates.service or on,
        dispense=dates.dispense or on,
        review=dates.review or on,
    )


def governing_edition(guideline: str, dates: TriggerDates) -> GuidelineEdition | None:
    """The edition of a document (the name that its editions share) that governs a request on its days.

    An edition begins on its own trigger and gives way when the next one begins on *its* trigger: the text of 2016 goes
    on for services before 2017-12-01, however late they are requested. ``None`` where none is in force, or where the
    day that would tell is not known.

    >>> governing_edition("chronic-pain", dates_on(dt.date(2016, 7, 28))).id
    'chronic-pain-2009'
    >>> governing_edition("chronic-pain", dates_on(dt.date(2016, 7, 29))).id
    'chronic-pain-2016'
    """
    latest: GuidelineEdition | None = None
    has_next = False
    for edition in _dated_editions(guideline):
        day = dates.day(edition.trigger) if edition.trigger else None
        if day is not None and edition.in_force_from is not None and edition.in_force_from <= day:
            latest, has_next = edition, False
        else:
            has_next = True
    if latest is None or latest.in_force_to is None or latest.trigger is None:
        return latest
    if has_next and latest.to_trigger is None:
        return latest
    # Where the day that ends it is not known, the day that began it stands for it.
    day = (latest.to_trigger and dates.day(latest.to_trigger)) or dates.day(latest.trigger)
    return latest if day is not None and day <= latest.in_force_to else None


@cache
def _dated_editions(guideline: str) -> tuple[GuidelineEdition, ...]:
    """The editions of a document that have a first day, oldest first."""
    dated = [(edition.in_force_from, edition) for edition in editions() if edition.guideline == guideline]
    return tuple(
        edition
        for begins, edition in sorted(
            ((begins, edition) for begins, edition in dated if begins is not None), key=lambda pair: pair[0]
        )
    )


def applies(record: Recommendation, dates: TriggerDates) -> bool | None:
    """Whether a record governs on these days: its own time holds them, and so does the edition that it stands in.

    ``None`` where a day that decides is not known.
    """
    covered = record.covers(dates)
    if not covered:
        return covered
    documents = [edition_by_id(name) for name in (record.source.document, *record.source.also) if name is not None]
    dated = [edition for edition in documents if edition.in_force_from is not None]
    if not dated:
        return True
    return any(governing_edition(edition.guideline, dates) == edition for edition in dated)


def for_service(
    service_id: str,
    *,
    on: dt.date,
    dates: TriggerDates | None = None,
    drug: str | None = None,
    has_drafts: bool = False,
    is_any_time: bool = False,
) -> tuple[Recommendation, ...]:
    """The records on a service that govern on its days, in the order of search: law, MTUS, then the later steps.

    ``on`` stands for every day that ``dates`` does not give. ``drug`` (an id of ``vocabulary/drugs.yaml``) leaves out
    what is for other drugs only; ``has_drafts`` adds drafts, ``is_any_time`` what is not in force on these days.

    >>> [record.id for record in for_service("biofeedback", on=dt.date(2014, 9, 1))]
    ['CP09-BIOF']

    Raises:
        NotFound: there is no such service; the message names ids that are near.
    """
    if service_id not in all_services():
        raise NotFound(
            f"There is no service {service_id}.",
            where="rulebook/vocabulary/services.yaml",
            remedy=_did_you_mean(service_id, tuple(all_services())),
        )
    days = dates_on(on, dates)
    return tuple(
        record
        for record in _about().get(service_id, ())
        if record.is_about_drug(drug) and (has_drafts or not record.is_draft) and (is_any_time or applies(record, days))
    )


@cache
def _about() -> dict[str, tuple[Recommendation, ...]]:
    """The records on each service, in the order of search.

    A record that names nothing but a word for a kind ("medication") is about every service of that kind.
    """
    order = {scope: number for number, scope in enumerate(Scope)}

    def place(record: Recommendation) -> tuple[bool, int]:
        return record.kind is RecordKind.EXAMPLE, order[record.scope]

    about: dict[str, list[Recommendation]] = {}
    for record in sorted(recommendations(), key=place):
        names = set(record.services)
        if len(names) == 1 and (only := all_services()[record.services[0]]).is_generic:
            names = {service.id for service in all_services().values() if service.family == only.family}
        for name in names:
            about.setdefault(name, []).append(record)
    return {name: tuple(records) for name, records in about.items()}


def chain(record_id: str) -> tuple[str, ...]:
    """The ids of all that a record took the place of, the record itself, and all that took its place, oldest first.

    >>> chain("CP16-HHC")
    ('CP09-HHC', 'CP16-HHC', 'AC17-HHC', 'general-approaches-2023')

    Raises:
        NotFound: there is no such record.
    """
    record = recommendation(record_id)
    before = _walk(record.supersedes, backwards=True)
    after = _walk(record.superseded_by, backwards=False)
    return (*reversed(before), record.id, *after)


def _walk(names: Sequence[str], *, backwards: bool) -> tuple[str, ...]:
    found: list[str] = []
    queue = list(names)
    while queue:
        name = queue.pop(0)
        if name in found:
            continue
        found.append(name)
        if record := _by_id().get(name):
            queue += record.supersedes if backwards else record.superseded_by
    return tuple(found)


def search(words: str, *, has_drafts: bool = False) -> tuple[Found, ...]:
    """The records that ``words`` find by id, topic, names, services, drugs and codes, the best first.

    Words may be misspelt. One of them at least must stand in the id, topic, names or services of a record; the more of
    the others it holds, the better it fits.

    >>> search("accupuncture")[0].recommendation.topic
    'Acupuncture'
    """
    sought = [word for word in _WORDS.findall(words.lower()) if word not in _JOINERS]
    if not sought:
        return ()
    mentions = find_services(words)
    named = {name for mention in mentions for name in (mention.id, mention.drug) if name is not None}
    parts = tuple(mention.id for mention in find_body_parts(words))
    similar = [_similar_to(word) for word in dict.fromkeys(sought)]
    found = [
        Found(recommendation=record, score=round(score, 2))
        for record, index in _index()
        if (has_drafts or not record.is_draft) and (score := _score(similar, index, named, parts, record)) > 0
    ]
    best = max((one.score for one in found), default=0.0)
    fitting = [one for one in found if one.score >= best * _FITTING]
    return tuple(sorted(fitting, key=lambda one: -one.score))


_JOINERS = frozenset(("the", "of", "a", "an", "to", "for", "on", "and", "or", "in", "by", "with"))


def _score(
    similar: Sequence[dict[str, float]],
    index: dict[str, float],
    named: set[str],
    parts: Sequence[str],
    record: Recommendation,
) -> float:
    """How well a record fits: each word by how alike it is and where it stands, and what services and drugs are named.

    It gains by being for a part of the body that is named, and loses by being for none of the services.
    """
    total = 0.0
    about = named.intersection((*record.services, *record.drugs))
    is_meant = bool(about)
    topic = set(_WORDS.findall(record.topic.lower()))
    covered: set[str] = set()
    for words in similar:
        best = max((ratio * index[word] for word, ratio in words.items() if word in index), default=0.0)
        is_meant = is_meant or best > _BY_NOTE
        total += best
        covered |= topic & words.keys()
    if not is_meant:
        return 0.0
    is_near = any(are_related(part, other) for part in parts for other in record.conditions.body)
    # A record whose topic is nothing but the words is meant before one that has them among others.
    score = total / len(similar) + len(about) + len(covered) / len(topic) + (_BY_PART if is_near else 0.0)
    return score * _BESIDE if named and not about else score


@cache
def _index() -> tuple[tuple[Recommendation, dict[str, float]], ...]:
    """The words of each record, with the weight of the place where each stands."""
    return tuple((record, _weighted(record)) for record in recommendations())


def _weighted(record: Recommendation) -> dict[str, float]:
    weighted: dict[str, float] = {}
    places = (
        (_BY_ID, (record.id,)),
        (_BY_NAME, (record.topic, *record.names)),
        (_BY_SERVICE, (*record.services, *record.drugs, *record.codes)),
        (_BY_NOTE, (record.note, record.conditions.note, *record.conditions.include, *record.documentation)),
    )
    for weight, texts in places:
        for text in texts:
            for word in (*_WORDS.findall(text.lower().replace("_", " ")), text.lower()):
                weighted[word] = max(weight, weighted.get(word, 0.0))
    return weighted


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(sorted({word for _, index in _index() for word in index}))


def _similar_to(word: str) -> dict[str, float]:
    """The words of all records that are ``word``, perhaps misspelt, and how alike they are."""
    if len(word) < 4:
        return {word: 1.0}
    found = process.extract(word, _vocabulary(), scorer=fuzz.ratio, limit=None, score_cutoff=_WORD_CUT_OFF)
    return {other: ratio / 100 for other, ratio, _ in found}
