"""Gathers what every finder of findings needs of one passage: its sentences, the facts in it, the services it names.

Source: :mod:`openimr.determinations.reading.facts` for the facts, :mod:`openimr.treatments` for services and parts.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from openimr.casefile.findings.modes import mode_of
from openimr.casefile.findings.passages import Passage, pin
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode, TextSource
from openimr.determinations.model import Fact
from openimr.determinations.reading.facts import find_facts
from openimr.determinations.reading.facts.prose import Prose, Sentence, lay_out
from openimr.treatments import find_body_parts, find_levels, find_services, find_sides
from openimr.treatments.services import ServiceMention, service

__all__ = ["Ground", "Site", "lay_ground"]

_NO_SERVICE = frozenset({"RFA", "evaluation", "consultation", "report"})
"""Words of the vocabulary that in records mean something else: a request for authorization, or the paper itself."""
_NO_FAMILY = frozenset({"evaluation", "consultation", "report"})
_SITE_REACH = 60
_HEAD = 160
_DOUBTFUL = 0.5
"""The most confidence in a finding whose day was hard to read."""
_OF_KIND = {
    DocumentKind.ACUPUNCTURE_NOTE: "acupuncture",
    DocumentKind.THERAPY_NOTE: "physical_therapy",
}


class Site(NamedTuple):
    """A part of the body and its side, each empty where the words do not say."""

    part: str = ""
    side: str = ""


class Ground(NamedTuple):
    """One passage, its prose, the facts that the readers of letters find in it, and the services that it names.

    ``subject`` is the service that the whole paper is a note of, empty where it is none.
    """

    passage: Passage
    prose: Prose
    facts: tuple[Fact, ...]
    services: tuple[ServiceMention, ...]
    subject: str = ""

    def sentence(self, place: int) -> Sentence:
        """The sentence that holds ``place``."""
        return self.prose.sentence_at(place)

    def mode(self, start: int, end: int) -> Mode:
        """How the passage speaks of its stretch from ``start`` to before ``end``."""
        sentence = self.sentence(start)
        return mode_of(sentence.words, start - sentence.start, end - sentence.start, self.passage.section)

    def site(self, start: int, end: int) -> Site:
        """The part of the body and its side in the stretch, with what stands near it in its sentence."""
        sentence = self.sentence(start)
        low = max(sentence.start, start - _SITE_REACH // 2)
        words = self.prose.text[low : min(sentence.end, end + _SITE_REACH)]
        parts = find_body_parts(words)
        if not parts:
            return Site()
        sides = {mention.part: mention.side.value for mention in reversed(find_sides(words))}
        part = min(parts, key=lambda mention: _gap(mention.span.start + low, mention.span.end + low, start, end)).id
        return Site(part, sides.get(part, ""))

    def levels(self, start: int, end: int) -> tuple[str, ...]:
        """The spinal levels in the stretch and in the rest of its sentence, as far as no other service follows."""
        sentence = self.sentence(start)
        following = [m.span.start for m in self.services if end <= m.span.start < sentence.end]
        stop = min([sentence.end, end + 2 * _SITE_REACH, *following])
        found = find_levels(self.prose.text[max(sentence.start, start - _SITE_REACH // 2) : stop])
        return tuple(dict.fromkeys(level for mention in found for level in mention.levels))

    def services_near(self, start: int, end: int) -> list[ServiceMention]:
        """The services of the sentence that holds ``start``, the nearest to the stretch first."""
        sentence = self.sentence(start)
        held = [m for m in self.services if sentence.start <= m.span.start < sentence.end]
        return sorted(held, key=lambda mention: _gap(mention.span.start, mention.span.end, start, end))

    def found(self, kind: FindingKind, start: int, end: int, confidence: float, **values: Any) -> Finding:
        """A finding of ``kind`` on the stretch; its id is given later. A doubtful reading of the page lowers it."""
        texts = self.passage.page.texts
        sure = round(confidence * (texts[-1].confidence if texts else 1.0), 3)
        if values.get("on") is not None and self.is_unsure(start, end):
            sure = min(sure, _DOUBTFUL)
            values["says"] = f"{values.get('says', '')} (day uncertain: the figures were hard to read)".lstrip()
        return Finding(id="", kind=kind, pin=pin(self.passage, start, end, sure), confidence=sure, **values)

    @property
    def is_of_picture(self) -> bool:
        """Whether the page was read from a picture."""
        texts = self.passage.page.texts
        return bool(texts) and texts[-1].source in {TextSource.TESSERACT, TextSource.RAPIDOCR}

    def is_unsure(self, start: int, end: int) -> bool:
        """Whether the reader of the picture was not sure of a word with figures in the stretch."""
        texts = self.passage.page.texts
        if not texts or not texts[-1].unsure:
            return False
        first, last = self.passage.span(start, end)
        text = texts[-1].text
        return any(
            one < last and first < two and any(letter.isdigit() for letter in text[one:two])
            for one, two in texts[-1].unsure
        )


def _gap(one_start: int, one_end: int, start: int, end: int) -> int:
    """How many letters stand between two stretches; what follows is nearer than what stands before."""
    if one_end <= start:
        return 2 * (start - one_end)
    return max(0, one_start - end)


def lay_ground(passage: Passage) -> Ground:
    """All that finders need of ``passage``."""
    text = passage.text
    return Ground(
        passage=passage,
        prose=lay_out(where="", text=text),
        facts=find_facts(where="", text=text),
        services=tuple(m for m in find_services(text) if not _is_no_service(text, m)),
        subject=_subject(passage),
    )


def _subject(passage: Passage) -> str:
    """The service that a note of one session is about: the first that its head names, else what its kind says."""
    if passage.kind is DocumentKind.REQUEST_FOR_AUTHORIZATION:
        text = passage.page.text
        asked = {m.id for m in find_services(text) if m.drug is None and not _is_no_service(text, m)}
        asked = {one for one in asked if service(one).unit in {"session", "visit"}}
        return asked.pop() if len(asked) == 1 else ""
    if passage.kind not in _OF_KIND:
        return ""
    head = f"{passage.document.title if passage.document else ''}\n{passage.page.text[:_HEAD]}"
    for mention in find_services(head):
        if mention.drug is None and service(mention.id).unit in {"session", "visit"}:
            return mention.id
    return _OF_KIND[passage.kind]


def _is_no_service(text: str, mention: ServiceMention) -> bool:
    """Whether the words are no treatment in a record, or those of the paper itself."""
    if text[mention.span.start : mention.span.end] in _NO_SERVICE:
        return True
    return mention.drug is None and (mention.id == "medication" or service(mention.id).family in _NO_FAMILY)
