"""Builds the facts of a case for one request: :func:`facts_of`.

Source: ``casefile/fact_of_finding.yaml``; design, sections 3 and 4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from openimr.cases.utilization import UrTreatment
from openimr.guidelines.criteria.facts import Facts
from openimr.reviews.facts import counts, days, scores, states
from openimr.reviews.facts.material import Asking, Material, material_of
from openimr.reviews.facts.said import Said, joined
from openimr.reviews.facts.sheets import FactRow, Taken, fact_rows
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.request import TreatmentRequest

__all__ = ["TAKERS", "facts_in", "facts_of"]

TAKERS: dict[Taken, Callable[[FactRow, Asking, Material], Iterator[Said]]] = {
    Taken.SESSIONS: counts.sessions,
    Taken.SESSIONS_FOR_THE_INJURY: counts.sessions_for_the_injury,
    Taken.CERTIFIED: counts.certified,
    Taken.REQUESTED: counts.requested,
    Taken.YES_OR_NO: states.yes_or_no,
    Taken.DOCUMENT: states.document,
    Taken.PERCENT: states.percent,
    Taken.DIAGNOSES: states.diagnoses,
    Taken.PHASE: states.phase,
    Taken.LAST_DAY: days.last_day,
    Taken.INJURY: days.injury,
    Taken.OPERATIONS: days.operations,
    Taken.OPERATION_DAY: days.operation_day,
    Taken.AGE: days.age,
    Taken.PAIN_LENGTH: days.pain_length,
    Taken.COURSE_OF_SCORES: scores.course_of_scores,
    Taken.LAST_SCORES: scores.last_scores,
    Taken.WORK: scores.work,
}
"""What takes the value of a fact; facts that the wording or a person gives have none."""


def facts_of(whole: WholeCase, request: TreatmentRequest, *, ur: UrTreatment | None, on: dt.date) -> Facts:
    """All that the case file and the filing say of the facts that guidelines ask for, about one request.

    ``ur`` is what utilization review did with it, ``on`` the day of the request. Where many requests of one case are
    looked at, :func:`facts_in` spares laying out the findings each time.
    """
    return facts_in(material_of(whole), request, ur=ur, on=on)


def facts_in(material: Material, request: TreatmentRequest, *, ur: UrTreatment | None, on: dt.date) -> Facts:
    """The facts that this material holds, in the order of the sheet; conditions by name after them.

    A fact that nothing gives is missing.
    """
    asking = Asking(request=request, ur=ur, on=on, received_on=material.filing.application.received_on)
    taken = [
        fact
        for row in fact_rows()
        if row.taken in TAKERS
        for fact in joined(row.fact, TAKERS[row.taken](row, asking, material))
    ]
    return Facts(facts=(*taken, *states.conditions(material)))
