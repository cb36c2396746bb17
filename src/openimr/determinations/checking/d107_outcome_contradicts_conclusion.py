"""Decides whether the outcome of a treatment contradicts what its rationale concludes.

Source: 8 CCR 9792.10.6(d): the determination says for each service whether it is necessary.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.plain_closings import plain_closing
from openimr.determinations.conclusions import Conclusion, Necessity, Whose, find_conclusions, last_word
from openimr.determinations.model import Outcome

__all__ = ["CHECK"]

_CONTRARY = {Outcome.UPHELD: Necessity.NECESSARY, Outcome.OVERTURNED: Necessity.NOT_NECESSARY}


def _look(context: Context) -> Iterator[Hit]:
    for path, treatment in context.numbered():
        contrary = _CONTRARY.get(treatment.outcome) if treatment.outcome else None
        if contrary is None or not treatment.rationale:
            continue
        conclusion = _decisive(treatment.rationale, contrary)
        if conclusion is not None:
            yield Hit(
                where=f"{path}.rationale",
                message=f"The outcome is {treatment.outcome}, but the rationale concludes: “{conclusion.text}”.",
                quote=conclusion.text,
                at=conclusion.span.start,
            )


def _decisive(rationale: str, contrary: Necessity) -> Conclusion | None:
    """The reviewer's last word, where it is ``contrary`` to the outcome and plain enough to count."""
    if plain_closing(rationale) not in {None, contrary}:
        return None
    last = last_word(rationale)
    if last is None or last.necessary is not contrary:
        return None
    if last.is_express:
        return last
    own = [conclusion for conclusion in find_conclusions(rationale) if conclusion.whose is Whose.REVIEWER]
    return last if all(conclusion.necessary is contrary for conclusion in own) else None


CHECK = Check(
    code="D107",
    name="outcome-contradicts-conclusion",
    severity=Severity.ERROR,
    what="The outcome says the opposite of what the rationale concludes on medical necessity.",
    why="The outcome is binding and the reasons are meant to carry it. If they point the other way, one of them is "
    "wrong, "
    "and the worker either misses treatment or the claims administrator pays for what was found unnecessary.",
    mend="Have the reviewer say which is right, and change the outcome or the conclusion before issue.",
    sources=duties("contents", "medical-necessity-only", "reasons"),
    look=_look,
)
