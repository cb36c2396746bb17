"""Takes what is so or is not so, the diagnoses, and the conditions that recommendations name.

A denial counts only where a page says "no" of that very thing; a denial for one part of the body says nothing of what
another part has. What is suspected, of the family, or of earlier times is no diagnosis of now.

Source: ``casefile/fact_of_finding.yaml``, ``casefile/condition_of_diagnosis.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from openimr.casefile.timeline.grounds import Seen
from openimr.citations import Pin
from openimr.guidelines.criteria.facts import Fact, FactSource, Items, Text, YesNo, number, yes
from openimr.reviews.facts.material import Asking, Material, is_of_review, plain
from openimr.reviews.facts.said import Said, joined, said
from openimr.reviews.facts.sheets import FactRow, Of, condition_rows
from openimr.treatments.anatomy import are_related

__all__ = ["conditions", "diagnoses", "document", "percent", "phase", "yes_or_no"]

_TOLD = (Mode.STATED, Mode.HISTORICAL)
_CHRONIC = "chronic_pain"
_ALL = 100.0
_CUT = re.compile(r",?\s(?:without|with\sno|no|not|negative\sfor|free\sof)\s.*$", re.IGNORECASE)
"""Where the name of a diagnosis goes on to what is not there: "disc disease without stenosis"."""


def yes_or_no(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """Whether it is so, by the names that the row takes for yes and for no; by the finding itself where it has none."""
    for one in material.of(row, *_TOLD):
        if not _is_meant(row, one, asking):
            continue
        if one.finding.name in row.is_not:
            yield said(YesNo(is_so=False), one)
        elif one.finding.name in row.is_so or not (row.is_so or row.is_not):
            yield said(yes(), one)


def _is_meant(row: FactRow, seen: Seen, asking: Asking) -> bool:
    """Whether a finding is of the service, the words and the time that the row asks for."""
    if row.of is Of.REQUEST and not (asking.is_of_request(seen.finding) and asking.is_before(seen)):
        return False
    if row.of is Of.LISTED and seen.finding.code not in row.codes:
        return False
    if row.is_current and not asking.is_current(seen):
        return False
    quote = " ".join(seen.finding.pin.quote.lower().split())
    return not row.quotes or any(words in quote for words in row.quotes)


def document(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """That there is a document of the kind, dated before the request; pinned to what its kind was read from."""
    for one in material.documents(*row.documents):
        if one.evidence and one.dated_on is not None and one.dated_on <= asking.on:
            yield Said(yes(), FactSource.RECORD, (plain(one.evidence[0]),))


def percent(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The share of a response of the treatment requested that the page gives as one of pain."""
    for one in material.of(row, *_TOLD):
        value = one.finding.value
        if value is not None and one.finding.unit == "%" and value <= _ALL and _is_meant(row, one, asking):
            yield said(number(value, "percent"), one)


def diagnoses(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """All diagnoses of the records in one list; where they have none, that of the application's form."""
    del asking  # a diagnosis is one of the worker, whatever is requested
    stated = [one for one in material.of(row) if not is_of_review(one)]
    if stated:
        names: dict[str, str] = {}
        for one in stated:
            names.setdefault(named(one.finding).lower(), named(one.finding))
        yield said(Items(items=tuple(names.values())), *stated)
        return
    words = material.filing.application.primary_diagnosis
    if words:
        yield Said(Items(items=(words,)), FactSource.APPLICATION, material.words_on_application(words))


def named(finding: Finding) -> str:
    """The name of a diagnosis, up to where it goes on to what is not there."""
    return _CUT.sub("", finding.name, count=1).rstrip(" ,;:.")


def phase(row: FactRow, asking: Asking, material: Material) -> Iterator[Said]:
    """The chronic phase, where a treating record diagnoses chronic pain; of the others nothing is said here."""
    del asking
    for one in material.of(row):
        if not is_of_review(one) and _CHRONIC in _of_diagnosis(named(one.finding).lower(), one.finding.code, ""):
            yield said(Text(words="chronic"), one)


def conditions(material: Material) -> tuple[Fact, ...]:
    """All conditions that diagnoses show or deny, by name, each with the pages that say so."""
    told: dict[str, list[Said]] = {}
    found = material.by_kind.get(FindingKind.DIAGNOSIS, ())
    parts: dict[str, set[str]] = {}
    for one in found:
        if one.finding.mode is Mode.STATED:
            for name in _shown(one):
                told.setdefault(name, []).append(said(yes(), one))
                parts.setdefault(name, set()).add(one.finding.part)
    for one in found:
        if one.finding.mode is Mode.DENIED and one.kind is not DocumentKind.UR_DECISION:
            for name in _shown(one):
                if _is_of_same_part(one.finding.part, parts.get(name, ())):
                    told.setdefault(name, []).append(said(YesNo(is_so=False), one))
    for name, pins in _on_application(material):
        told.setdefault(name, []).append(Said(yes(), FactSource.APPLICATION, pins))
    return tuple(fact for name in sorted(told) for fact in joined(name, told[name]))


def _shown(seen: Seen) -> tuple[str, ...]:
    finding = seen.finding
    return _of_diagnosis(named(finding).lower(), finding.code, finding.part)


def _is_of_same_part(part: str, others: Iterable[str]) -> bool:
    """Whether what is denied of a part may be what is stated of others; what names no part may be of any."""
    stated = tuple(others)
    return not part or not stated or any(not other or are_related(part, other) for other in stated)


@lru_cache(maxsize=4096)
def _of_diagnosis(name: str, code: str, part: str) -> tuple[str, ...]:
    """The conditions that a diagnosis of this name (in small letters), code and part of the body is."""
    return tuple(row.condition for row in condition_rows() if row.has_code(code) or row.has_words(name, part))


def _on_application(material: Material) -> Iterator[tuple[str, tuple[Pin, ...]]]:
    """The conditions that the diagnosis and the codes on the application's form are, where the form can be pinned."""
    form = material.filing.application
    told = [(form.primary_diagnosis, ""), *(("", code) for code in form.diagnosis_codes)]
    for words, code in told:
        names = _of_diagnosis(words.lower(), code, "")
        pins = material.words_on_application(words or code) if names else ()
        if pins:
            yield from ((name, pins) for name in names)
