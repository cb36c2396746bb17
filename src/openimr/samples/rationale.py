"""Writes the rationale of one invented decision so that its reasons, its numbers and its conclusion agree."""

from __future__ import annotations

from random import Random

from openimr.determinations.model import Outcome
from openimr.samples.citing import Cited
from openimr.samples.passage import Passage
from openimr.samples.requests import Request
from openimr.samples.tables import FamilySentence, families, sentences

__all__ = ["invent_rationale"]

_ORDERS = (
    ("guideline", "record", "finding", "finding", "conclusion"),
    ("record", "guideline", "finding", "conclusion"),
    ("record", "finding", "guideline", "finding", "conclusion"),
    ("guideline", "record", "finding", "conclusion"),
    ("guideline", "finding", "record", "finding", "conclusion"),
)


def invent_rationale(rng: Random, request: Request, cited: tuple[Cited, ...]) -> Passage:
    """The rationale of ``request``, which rests on the guidelines in ``cited``."""
    rows = families()[request.service.family]
    words = dict(request.words)
    words["guide"] = _guide(cited)
    words["Guide"] = words["guide"][0].upper() + words["guide"][1:]
    side = rows.upheld if request.outcome is Outcome.UPHELD else rows.overturned
    if request.outcome is Outcome.PARTIALLY_OVERTURNED:
        side = rows.upheld
    findings = _fitting(side, request)
    order = rng.choice(_ORDERS)
    chosen = iter(_choose(rng, findings, order.count("finding")))
    passage = Passage()
    for role in order:
        if role == "guideline":
            passage.add(role, rng.choice(_fitting(rows.guideline, request)).format_map(words))
            if not any(one.is_mtus for one in cited):
                passage.add("odg-reason", rng.choice(sentences("rationales")["odg-reason"]).format_map(words))
        elif role == "finding":
            passage.add(role, next(chosen).format_map(words))
        elif role == "record":
            passage.add(role, rng.choice(sentences("rationales")["record"]).format_map(words))
        else:
            passage.add(role, rng.choice(sentences("rationales")[str(request.outcome)]).format_map(words))
    return passage


def _guide(cited: tuple[Cited, ...]) -> str:
    if any(one.is_mtus for one in cited):
        return "the MTUS"
    return "the ODG"


def _choose(rng: Random, findings: list[str], count: int) -> list[str]:
    return rng.sample(findings, count)


def _fitting(rows: tuple[FamilySentence, ...], request: Request) -> list[str]:
    conditions = request.conditions
    drug = request.service.drug_class
    return [row.text for row in rows if row.when in conditions and row.drug_class in ("", drug)]
