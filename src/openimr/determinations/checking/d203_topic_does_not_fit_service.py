"""Decides whether the cited topic of a guideline is about another service than the one in dispute.

Source: Labor Code 4610.5(c)(2); ``rulebook/guidelines/sections.yaml``, which knows the services of some topics.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from openimr.citations import Value
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import Basis
from openimr.guidelines.catalogue import GuidelineSection, edition_by_id, find_section, section_by_name, sections
from openimr.guidelines.citation_check import fits
from openimr.treatments.services import all_services, are_alike, are_of_one_family, find_services

__all__ = ["CHECK"]


class _Topic(Value, frozen=True):
    """A cited topic as the letter words it, the guideline that it is cited from, and its section in the catalogue."""

    known_as: str
    words: str
    section: GuidelineSection


def _look(context: Context) -> Iterator[Hit]:
    for path, _, basis in context.bases():
        topics = _topics(basis)
        if not topics:
            continue
        heading = context.d.disputed_treatments[int(path[path.index("[") + 1 : path.index("]")])].heading
        asked = _asked(heading)
        unfit = [(service, why) for service in asked if (why := _unfit(service, topics))]
        if unfit:
            said = "; ".join(f"{_named(service)}{why}" for service, why in unfit)
            cited = " and ".join(f"“{topic.words}”" for topic in topics)
            quote = topics[0].words if topics[0].words in basis.text else ""
            yield Hit(where=path, message=f"The cited topic {cited} does not fit the service: {said}.", quote=quote)


def _topics(basis: Basis) -> tuple[_Topic, ...]:
    """The cited topics; none where the catalogue cannot place one of them, which may be the right one."""
    topics = []
    for citation in basis.citations:
        if citation.known_as is None or citation.section is None:
            return ()
        topic = _topic(citation.known_as, citation.section)
        if topic is None:
            return ()
        topics.append(topic)
    return tuple(topics)


@lru_cache(maxsize=2048)
def _topic(known_as: str, words: str) -> _Topic | None:
    match = find_section(known_as, words)
    if match is None:
        return None
    section = section_by_name(known_as, match.id)
    # Of a service that has no name in the vocabulary we cannot say what is like it.
    if not section.services or not all_services().keys() >= set(section.services):
        return None
    return _Topic(known_as=known_as, words=words, section=section)


@lru_cache(maxsize=4096)
def _asked(heading: str) -> tuple[str, ...]:
    """The services that a heading names, without words for a kind of service only."""
    known = all_services()
    return tuple(dict.fromkeys(mention.id for mention in find_services(heading) if not known[mention.id].is_generic))


def _unfit(service: str, topics: tuple[_Topic, ...]) -> str:
    """Why no topic is about ``service``; empty where one is, or where that is not sure.

    A topic on a service of the same family may well speak of it, unless the guideline has a topic of its own for it.
    """
    if any(fits(topic.section, _like(service)) for topic in topics):
        return ""
    own = (section.name for topic in topics for section in _sections_of(topic.known_as) if service in section.services)
    if name := next(own, ""):
        return f" has a topic of its own there, “{name}”"
    about = [other for topic in topics for other in topic.section.services]
    if any(are_of_one_family(service, other) for other in about):
        return ""
    return f" is none of {', '.join(_named(other) for other in about)}"


@lru_cache(maxsize=512)
def _like(service: str) -> frozenset[str]:
    """The service and all that letters name in its place."""
    return frozenset(other for other in all_services() if are_alike(service, other))


@lru_cache(maxsize=64)
def _sections_of(known_as: str) -> tuple[GuidelineSection, ...]:
    names = {known_as, edition_by_id(known_as).guideline}
    return tuple(section for section in sections() if section.guideline in names)


def _named(service: str) -> str:
    return service.replace("_", " ")


CHECK = Check(
    code="D203",
    name="topic-does-not-fit-service",
    severity=Severity.WARNING,
    what="The cited topic of the guideline is about another service than the one in dispute.",
    why="What a guideline says of one service does not decide another. The services of a topic come from a table; a "
    "topic "
    "or service that it does not know is never found.",
    mend="Cite the topic on the service in dispute, or say why the one cited governs it.",
    sources=duties("six-standards", "reasons"),
    look=_look,
)
