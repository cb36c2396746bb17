"""Labels a decision that departs from what a verified recommendation gives, without judging either.

What the rule gives and what was decided are worked out apart, and only their difference is told; no rule is bent to a
decision, and a departure may have good reasons, which its rationale owes.

Source: guidelines.md, section J (consequence 4); Labor Code 4604.5(a) (the presumption may be rebutted).
"""

from __future__ import annotations

from openimr.citations import Citation, Value
from openimr.guidelines.application import Answer, Application, Speaking
from openimr.guidelines.arithmetic import OVER, Range
from openimr.guidelines.lines import chosen
from openimr.guidelines.recommendation import Result, Scope

__all__ = ["Departure", "departures"]

_AGAINST = OVER | {Result.PREREQUISITE_MISSING, Result.CONTRAINDICATED, Result.NOT_RECOMMENDED}
_PRESUMED = frozenset((Scope.LAW, Scope.MTUS))


class Departure(Value, frozen=True):
    """A decision that is another than the recommendation by itself would lead one to expect."""

    id: str
    result: Result
    citation: Citation
    sentence: str


def departures(application: Application, *, found_necessary: bool) -> tuple[Departure, ...]:
    """The verified recommendations of law and MTUS that a decision departs from.

    ``found_necessary`` says whether the decision found the whole of what is in dispute medically necessary.
    """
    return tuple(
        Departure(id=answer.id, result=answer.result, citation=answer.citation, sentence=_sentence(answer))
        for answer in application.answers
        if answer.scope in _PRESUMED
        and answer.speaking is Speaking.BY_ITSELF
        and answer.result in (_AGAINST if found_necessary else {Result.WITHIN})
    )


def _sentence(answer: Answer) -> str:
    word = answer.result.value.replace("_", " ")
    spans = [line.within for line in chosen(answer.lines)]
    fits = f", {_narrowest(spans).told()} of what is in dispute would be within" if spans else ""
    gives = f"it gives “{word}”{fits}, and the decision is another"
    why = "The rationale owes the reason; the rule stays as it is."
    return f"Departure from {answer.id} ({answer.citation.sentence()}): {gives}. {why}"


def _narrowest(spans: list[Range]) -> Range:
    tops = [span.max for span in spans if span.max is not None]
    return Range(min=min(span.min for span in spans), max=min(tops, default=None))
