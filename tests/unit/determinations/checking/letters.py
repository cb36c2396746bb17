"""Makes small letters for the tests of checks that compare heading, summary and rationale; all people are invented."""

from __future__ import annotations

from openimr.determinations.checking.framework import Check, Context
from openimr.determinations.model import Determination, DisputedTreatment, Layout, Outcome
from openimr.determinations.reading.facts import find_facts

NOT_NECESSARY = "Therefore, the request is not medically necessary."


def a_letter(
    heading: str,
    rationale: str = NOT_NECESSARY,
    *more: tuple[str, str],
    summary: str = "",
    outcome: Outcome | None = Outcome.UPHELD,
) -> Determination:
    """A letter with one treatment, or with one for each further pair of heading and rationale; its facts are read."""
    treatments = tuple(
        DisputedTreatment(heading=words, outcome=outcome, rationale=reasons or None)
        for words, reasons in ((heading, rationale), *more)
    )
    texts = [("clinical_case_summary", summary)]
    texts += [
        (f"disputed_treatments[{number}].rationale", one.rationale or "") for number, one in enumerate(treatments)
    ]
    return Determination(
        layout=Layout.L4A,
        clinical_case_summary=summary or None,
        disputed_treatments=treatments,
        facts=tuple(fact for where, text in texts for fact in find_facts(where=where, text=text)),
    )


def quotes(check: Check, determination: Determination) -> list[str]:
    """What ``check`` quotes, after a look that each quotation stands where it says, to the letter."""
    context = Context(determination)
    found = list(check.look(context))
    for hit in found:
        text = context.prose[hit.where]
        assert hit.quote in text
        assert hit.at is None or text.startswith(hit.quote, hit.at)
        assert hit.message.endswith(".")
    return [hit.quote for hit in found]
