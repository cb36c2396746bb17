"""Finds the services, goods and medications that a wording names.

Source: vocabulary/services.yaml and vocabulary/drugs.yaml in the rulebook.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from openimr.citations import Span, Value, Verification
from openimr.rulebook import load
from openimr.treatments.phrases import PhraseFinder

__all__ = [
    "DrugName",
    "Service",
    "ServiceMention",
    "all_drugs",
    "all_services",
    "are_alike",
    "are_of_one_family",
    "drug_words",
    "find_services",
    "service",
    "service_words",
]


class Service(Value, frozen=True):
    """A service that can be disputed.

    ``family`` is the group of like services that it belongs to; ``unit`` what it is counted in ("session", "tablet");
    ``similar_to`` the ids of services that letters name in its place. ``is_generic`` says that its words name a kind of
    service ("surgery") and not one. ``category`` is the department's category in its statistics; ``read_as`` the id
    that a request for it is read as, itself as a rule; ``consists_of`` the ids of services that it always holds.
    """

    id: str
    family: str
    unit: str
    similar_to: frozenset[str]
    is_generic: bool
    category: str
    read_as: str
    consists_of: tuple[str, ...] = ()


class DrugName(Value, frozen=True):
    """A drug as the vocabulary knows it: its id, its class (the id of a service) and the substances in it."""

    id: str
    service: str
    ingredients: tuple[str, ...]

    @property
    def generic(self) -> str:
        """The name of the substance, or of all, joined by a slash.

        >>> DrugName(id="hydrocodone_acetaminophen", service="opioids", ingredients=("hydrocodone", "APAP")).generic
        'hydrocodone/APAP'
        """
        return "/".join(self.ingredients)


class ServiceMention(Value, frozen=True):
    """A service named in a text: its id, where it stands, and the drug (generic name) where a drug was named."""

    id: str
    span: Span
    drug: str | None = None


class _ServiceEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    unit: str
    words: tuple[str, ...]
    similar_to: frozenset[str] = frozenset()
    generic: bool = False
    category: str | None = None
    read_as: str | None = None
    consists_of: tuple[str, ...] = ()


class _Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    family: str
    category: str
    source: str
    verification: Verification
    services: tuple[_ServiceEntry, ...]


class _DrugEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    words: tuple[str, ...]
    ingredients: tuple[str, ...] = ()


class _DrugClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    service: str
    source: str
    verification: Verification
    drugs: tuple[_DrugEntry, ...]


_DRUG = "drug:"


@cache
def all_services() -> dict[str, Service]:
    """Every known service by its id."""
    return {
        entry.id: Service(
            id=entry.id,
            family=family.family,
            unit=entry.unit,
            similar_to=entry.similar_to,
            is_generic=entry.generic,
            category=entry.category or family.category,
            read_as=entry.read_as or entry.id,
            consists_of=entry.consists_of,
        )
        for family in load("vocabulary/services.yaml", _Family)
        for entry in family.services
    }


@cache
def all_drugs() -> dict[str, DrugName]:
    """Every known drug by its id."""
    return {
        drug.id: DrugName(id=drug.id, service=row.service, ingredients=drug.ingredients or (drug.id.replace("_", " "),))
        for row in load("vocabulary/drugs.yaml", _DrugClass)
        for drug in row.drugs
    }


def service_words() -> tuple[tuple[str, str], ...]:
    """Each wording of each service, with the id of the service."""
    families = load("vocabulary/services.yaml", _Family)
    return tuple((word, entry.id) for family in families for entry in family.services for word in entry.words)


def drug_words() -> tuple[tuple[str, str], ...]:
    """Each wording of each drug, with the id of the drug."""
    classes = load("vocabulary/drugs.yaml", _DrugClass)
    return tuple((word, drug.id) for row in classes for drug in row.drugs for word in drug.words)


def service(identity: str) -> Service:
    """The service with this id.

    Raises:
        KeyError: there is none; ids come from :func:`find_services`, so this is a fault of ours.
    """
    return all_services()[identity]


@lru_cache(maxsize=4096)
def are_alike(one: str, other: str) -> bool:
    """Whether a letter may name the one service in place of the other.

    >>> are_alike("cbt", "psychotherapy"), are_alike("acupuncture", "psychotherapy")
    (True, False)
    """
    return one == other or other in service(one).similar_to or one in service(other).similar_to


def are_of_one_family(one: str, other: str) -> bool:
    """Whether the two services are alike or belong to one family."""
    return are_alike(one, other) or service(one).family == service(other).family


@lru_cache(maxsize=64)
def find_services(text: str) -> tuple[ServiceMention, ...]:
    """The services that ``text`` names, in order, the longest wording of each.

    >>> [mention.id for mention in find_services("12 sessions of Bio-behavioral therapy and Norco 10/325 mg")]
    ['bio_behavioural_therapy', 'opioids']
    """
    drugs = _drugs()
    mentions: list[ServiceMention] = []
    for start, end, identity in _finder().find(text):
        span = Span(start=start, end=end)
        if identity.startswith(_DRUG):
            drug = identity.removeprefix(_DRUG)
            mentions.append(ServiceMention(id=drugs[drug], span=span, drug=drug))
        else:
            mentions.append(ServiceMention(id=identity, span=span))
    return tuple(mentions)


@cache
def _drugs() -> dict[str, str]:
    """The class of each drug, as the id of a service."""
    return {drug.id: row.service for row in load("vocabulary/drugs.yaml", _DrugClass) for drug in row.drugs}


@cache
def _finder() -> PhraseFinder:
    return PhraseFinder([*service_words(), *((word, _DRUG + drug) for word, drug in drug_words())])
