"""Writes the clinical case summary of one invented case, with all that its decisions speak of."""

from __future__ import annotations

from random import Random

from openimr.calendars.words import MONTHS
from openimr.samples.case import Case
from openimr.samples.passage import Passage
from openimr.samples.requests import Request
from openimr.samples.tables import sentences

__all__ = ["invent_summary"]

_PLAIN_TREATMENTS = ("medication", "rest", "modified work", "ice and heat", "exercise at home", "activity modification")
_MOST_PHRASES = 4


def invent_summary(rng: Random, case: Case, requests: tuple[Request, ...]) -> Passage:
    """The summary of ``case``, whose disputed treatments are ``requests``."""
    table = sentences("summaries")
    style = case.style
    words = {
        "age": str(case.age),
        "sex": case.sex_word,
        "injury": style.day(case.injury),
        "month": f"{MONTHS[case.injury.month - 1]} of {case.injury.year}",
        "mechanism": case.mechanism,
        "patient": style.patient,
        "Patient": style.patient[0].upper() + style.patient[1:],
        "visit": style.day(case.visits[1]),
        "ur": style.day(case.ur),
        "pain": str(case.pain),
    }
    passage = Passage()
    passage.add("intro", rng.choice(table["intro-vague" if style.is_vague else "intro"]).format_map(words))
    middle = [_diagnoses, _visits, _care]
    if rng.random() < 0.3:
        middle = [_visits, _diagnoses, _care] if rng.random() < 0.5 else [_visits, _care, _diagnoses]
    for write in middle:
        write(rng, case, requests, words, passage)
    _request(rng, case, requests, words, passage)
    return passage


def _diagnoses(rng: Random, case: Case, requests: tuple[Request, ...], words: dict[str, str], passage: Passage) -> None:
    del requests
    names = [name for site in case.sites for name in site.diagnoses]
    table = sentences("summaries")
    if len(names) > 1 and rng.random() < 0.3:
        numbered = " ".join(f"{i}. {name[0].upper()}{name[1:]}." for i, name in enumerate(names, start=1))
        words["numbered"] = numbered[:-1]
        passage.add("diagnoses", rng.choice(table["diagnoses-numbered"]).format_map(words))
        return
    words["diagnoses"] = _listed(names)
    passage.add("diagnoses", rng.choice(table["diagnoses-listed"]).format_map(words))


def _visits(rng: Random, case: Case, requests: tuple[Request, ...], words: dict[str, str], passage: Passage) -> None:
    del requests
    table = sentences("summaries")
    for number, site in enumerate(case.sites):
        is_mind = site.region.id == "psyche"
        words |= {"complaint": site.complaint, "site": site.site}
        words |= {"finding": site.findings[0], "finding2": site.findings[1]}
        if is_mind or number == 0:
            passage.add("visit", rng.choice(table["visit-mind" if is_mind else "visit"]).format_map(words))
        passage.add(
            "examination", rng.choice(table["examination-mind" if is_mind else "examination"]).format_map(words)
        )
    for name, long, score, day in case.scores:
        words |= {"instrument": name, "long": long, "score": str(score), "visit": case.style.day(day)}
        passage.add("score", rng.choice(table["score"]).format_map(words))
    words["visit"] = case.style.day(case.visits[1])


def _care(rng: Random, case: Case, requests: tuple[Request, ...], words: dict[str, str], passage: Passage) -> None:
    del case
    table = sentences("summaries")
    treatments = rng.sample(_PLAIN_TREATMENTS, rng.randint(1, 3))
    treatments += [request.service.name for request in requests if request.prior.kind == "unknown"]
    words["treatments"] = _listed(treatments)
    passage.add("treatment", rng.choice(table["treatment"]).format_map(words))
    for request in requests:
        if request.service.plan == "visits" and request.prior.kind != "unknown":
            slots = words | {"name": request.service.name, "prior": str(request.prior.count)}
            slots["Prior"] = slots["prior"]
            passage.add("prior", rng.choice(table[f"prior-{request.prior.kind}"]).format_map(slots))


def _request(rng: Random, case: Case, requests: tuple[Request, ...], words: dict[str, str], passage: Passage) -> None:
    del case
    table = sentences("summaries")
    phrases = [request.phrase for request in requests]
    words["phrases"] = (
        _listed(phrases[:_MOST_PHRASES]) if len(phrases) <= _MOST_PHRASES else "the treatments listed below"
    )
    passage.add("request", rng.choice(table["request"]).format_map(words))
    first = requests[0]
    if len(requests) == 1 and first.service.plan == "visits" and first.count > 2 and rng.random() < 0.25:
        words["part"] = str(rng.randint(1, min(first.count // 2, 6)))
        passage.add("ur", rng.choice(table["ur-modified"]).format_map(words))
        return
    passage.add("ur", rng.choice(table["ur-denied" if len(requests) == 1 else "ur-denied-all"]).format_map(words))


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + (", and " if any(", " in name for name in names) else " and ") + names[-1]
