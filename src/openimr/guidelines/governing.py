"""Decides which recommendations govern a request on its days, and says of the others why they are left aside.

Source: 8 CCR 9792.21.1(a) (order of search); guidelines.md, sections D (postsurgical) and K (triggers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from openimr.citations import Value
from openimr.guidelines.criteria.facts import Facts, Items, Text, YesNo
from openimr.guidelines.library import applies
from openimr.guidelines.recommendation import (
    ClinicalPhase,
    Recommendation,
    RecordKind,
    Scope,
    TriggerDates,
)
from openimr.treatments.anatomy import are_related
from openimr.treatments.request import CodeSystem, Modifier, Region, TreatmentRequest
from openimr.treatments.services import all_services, find_services

__all__ = [
    "Aside",
    "LeftAside",
    "Matched",
    "drugs_of",
    "form_of",
    "frames",
    "matching",
    "parts_of",
    "services_of",
    "surgery_of",
]


class Aside(StrEnum):
    """Why a recommendation on the same service is left aside."""

    NOT_IN_FORCE = "not_in_force"
    DAY_NOT_KNOWN = "day_not_known"
    OTHER_BODY_PART = "other_body_part"
    SURGERY_NOT_DOCUMENTED = "surgery_not_documented"
    OTHER_SURGERY = "other_surgery"
    OTHER_FORM = "other_form"
    FORM_NOT_DOCUMENTED = "form_not_documented"
    LATER_STEP = "later_step"
    DRAFT = "draft"

    @property
    def words(self) -> str:
        """The reason in a sentence."""
        return _WORDS[self]


_WORDS = {
    Aside.NOT_IN_FORCE: "not in force on the days of this request",
    Aside.DAY_NOT_KNOWN: "the day that decides whether it is in force is not known",
    Aside.OTHER_BODY_PART: "for other parts of the body",
    Aside.SURGERY_NOT_DOCUMENTED: "for therapy after a surgery, and none is documented",
    Aside.OTHER_SURGERY: "for therapy after another surgery",
    Aside.OTHER_FORM: "for other forms of the drug",
    Aside.FORM_NOT_DOCUMENTED: "for some forms of the drug alone, and its form is not documented",
    Aside.LATER_STEP: "third step of the search, open only where the steps before give nothing",
    Aside.DRAFT: "a draft, off unless it is asked for",
}
_STEPS = {scope: place for place, scope in enumerate(Scope)}
_REGIONS = {
    Region.CERVICAL: "neck",
    Region.THORACIC: "thoracic_spine",
    Region.LUMBAR: "lumbar_spine",
    Region.SACRAL: "lumbar_spine",
}
_FORMS_COUNTED = frozenset(("tablet", "capsule", "patch"))
"""Units that drugs are counted in and that are forms at once."""

_SURGERY = "surgery"
_ANY_OPERATION = frozenset((_SURGERY, "arthroscopy"))
"""Operations that say too little for a choice between the records for after an operation."""

_BILLED = frozenset((CodeSystem.CPT, CodeSystem.HCPCS))
_ANSWERING = frozenset((RecordKind.RECOMMENDATION, RecordKind.RULE))


class Matched(Value, frozen=True):
    """A recommendation that governs; ``read_as`` is the other reading of the wording that it is about, if it is one."""

    recommendation: Recommendation
    read_as: str | None = None


class LeftAside(Value, frozen=True):
    """A recommendation on the same service that does not govern, and why."""

    id: str
    topic: str
    why: Aside


def services_of(request: TreatmentRequest) -> tuple[str, ...]:
    """The ids of the services that a request asks for, those given together included; not its other readings.

    An operation that therapy follows is named, and not asked for.
    """
    code = (request.service.code,) if request.service.code else ()
    followed = _followed(request)
    return tuple(name for name in dict.fromkeys((*code, *request.service.combined)) if name not in followed)


def surgery_of(request: TreatmentRequest) -> tuple[str, ...]:
    """The operations that a wording names because what it asks for follows them; none that could be any operation."""
    return tuple(name for name in _followed(request) if name not in _ANY_OPERATION)


def _followed(request: TreatmentRequest) -> tuple[str, ...]:
    if Modifier.POSTOPERATIVE not in request.modifiers or request.service.category == _SURGERY:
        return ()
    known = all_services()
    return tuple(name for name in request.service.combined if name in known and known[name].category == _SURGERY)


def parts_of(request: TreatmentRequest, facts: Facts | None = None) -> tuple[str, ...]:
    """The parts of the body that a request names, by levels of the spine too; else those that the facts name."""
    levels = (_REGIONS[level.region] for level in request.levels if level.region in _REGIONS)
    named = tuple(dict.fromkeys((*(site.part for site in request.body), *levels)))
    listed = (fact.value for fact in (facts or Facts()).of("requested_parts"))
    return named or tuple(dict.fromkeys(part for it in listed if isinstance(it, Items) for part in it.items))


def drugs_of(request: TreatmentRequest) -> tuple[str, ...]:
    """The drugs that a request names, each as worded, as substance, by ingredient and by its id in the vocabulary.

    Every drug in the words counts: a cream may be read by the first of its ingredients alone.
    """
    if request.drug is None:
        return ()
    names = (request.drug.generic, request.drug.name, *(it.name for it in request.drug.ingredients))
    known = (mention.drug for words in (request.drug.name, request.raw) for mention in find_services(words))
    return tuple(dict.fromkeys((*(it.lower().replace(" ", "_") for it in names if it), *(it for it in known if it))))


def form_of(request: TreatmentRequest, facts: Facts | None = None) -> str | None:
    """The form of the drug: as worded, else by what is counted ("60 tablets"), else as the facts say."""
    drug = request.drug
    worded = None if drug is None else drug.form or (drug.unit if drug.unit in _FORMS_COUNTED else None)
    told = (fact.value for fact in (facts or Facts()).of("requested_form"))
    return worded or next((value.words.strip().lower() for value in told if isinstance(value, Text)), None)


def matching(
    request: TreatmentRequest,
    facts: Facts,
    *,
    dates: TriggerDates,
    recommendations: Iterable[Recommendation],
    has_drafts: bool = False,
) -> tuple[tuple[Matched, ...], tuple[LeftAside, ...]]:
    """The recommendations that govern, in the order of search, and those on the same service that do not."""
    governing: list[Matched] = []
    aside: list[LeftAside] = []
    wanted, parts = _Wanted.of(request), parts_of(request, facts)
    for record in sorted(recommendations, key=_place):
        matched = wanted.match(record)
        if matched is None:
            continue
        why = _why_aside(record, request, facts, dates, parts)
        why = why or (Aside.DRAFT if record.is_draft and not has_drafts else None)
        if why is None and record.scope is Scope.THIRD_STEP and _is_answered(governing):
            why = Aside.LATER_STEP
        if why is None:
            governing.append(matched)
        else:
            aside.append(LeftAside(id=record.id, topic=record.topic, why=why))
    return tuple(governing), tuple(aside)


def _place(record: Recommendation) -> tuple[int, bool]:
    """The place of a recommendation in the search; what is for after the operation of a request goes first there."""
    return _STEPS[record.scope], record.conditions.phase != (ClinicalPhase.POSTSURGICAL,)


def frames(
    recommendations: Iterable[Recommendation], governing: Sequence[Matched], *, dates: TriggerDates
) -> tuple[str, ...]:
    """The ids of rules for no service of their own that stand in the same documents, and frame what governs."""
    documents = {it.recommendation.source.document for it in governing} - {None}
    return tuple(
        record.id
        for record in recommendations
        if record.kind is RecordKind.RULE
        and not (record.services or record.codes or record.drugs)
        and record.source.document in documents
        and applies(record, dates)
    )


def _is_answered(governing: list[Matched]) -> bool:
    return any(it.recommendation.scope in {Scope.MTUS, Scope.SECOND_STEP} for it in governing)


class _Wanted(NamedTuple):
    """What a request is looked up by."""

    services: frozenset[str]
    others: tuple[str, ...]
    codes: tuple[str, ...]
    drugs: frozenset[str]

    @classmethod
    def of(cls, request: TreatmentRequest) -> _Wanted:
        """What one request is looked up by."""
        codes = tuple(code.code for code in request.codes if code.system in _BILLED)
        drugs = frozenset(drugs_of(request))
        return cls(frozenset(services_of(request)), request.service.alternatives, codes, drugs)

    def match(self, record: Recommendation) -> Matched | None:
        """How a recommendation is about the request; ``None`` where it is not."""
        if record.kind not in _ANSWERING or (record.is_limited_to_drugs and not self._may_name_a_drug_of(record)):
            return None
        if (
            not self.services.isdisjoint(record.services)
            or not self.drugs.isdisjoint(record.drugs)
            or any(record.has_code(code) for code in self.codes)
        ):
            return Matched(recommendation=record)
        other = next((service for service in self.others if service in record.services), None)
        return Matched(recommendation=record, read_as=other) if other else None

    def _may_name_a_drug_of(self, record: Recommendation) -> bool:
        """Whether the record is about one of the drugs named; where none is named, it may be."""
        return not self.drugs or any(record.is_about_drug(drug) for drug in self.drugs)


def _why_aside(
    record: Recommendation, request: TreatmentRequest, facts: Facts, dates: TriggerDates, parts: Sequence[str]
) -> Aside | None:
    in_force = applies(record, dates)
    if not in_force:
        return Aside.NOT_IN_FORCE if in_force is False else Aside.DAY_NOT_KNOWN
    body = record.conditions.body
    if body and parts and not any(are_related(part, other) for part in parts for other in body):
        return Aside.OTHER_BODY_PART
    return _why_form(record, request, facts) or _why_surgery(record, request, facts)


def _why_form(record: Recommendation, request: TreatmentRequest, facts: Facts) -> Aside | None:
    """Why a recommendation on some forms of a drug is left aside.

    Where it is about the service itself, such as creams, only a form that is counted by the piece speaks against it.
    """
    forms = record.conditions.forms
    form = form_of(request, facts)
    if not forms or form in forms:
        return None
    if not set(services_of(request)).isdisjoint(record.services):
        return Aside.OTHER_FORM if form in _FORMS_COUNTED else None
    return Aside.FORM_NOT_DOCUMENTED if form is None else Aside.OTHER_FORM


def _why_surgery(record: Recommendation, request: TreatmentRequest, facts: Facts) -> Aside | None:
    """Why a recommendation for after a surgery is left aside; ``None`` for all others."""
    if record.conditions.phase != (ClinicalPhase.POSTSURGICAL,):
        return None
    named = _surgeries(facts) or set(surgery_of(request))
    if named:
        wanted = {*record.conditions.surgery, *record.conditions.surgery_codes}
        return None if wanted & named else Aside.OTHER_SURGERY
    is_after = any(fact.value == YesNo(is_so=True) for fact in facts.of("is_postsurgical"))
    return None if is_after or Modifier.POSTOPERATIVE in request.modifiers else Aside.SURGERY_NOT_DOCUMENTED


def _surgeries(facts: Facts) -> set[str]:
    """The operations that the facts name, as ids of services or numbers of codes."""
    named: set[str] = set()
    for fact in facts.of("surgery"):
        if isinstance(fact.value, Items):
            named.update(fact.value.items)
        elif isinstance(fact.value, Text):
            named.add(fact.value.words)
    return {name.strip().lower().replace(" ", "_") for name in named}
