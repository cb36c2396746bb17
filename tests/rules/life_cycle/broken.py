"""How each condition of the life cycle is taken away from a scene in which it holds: one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from openimr.cases import events as ev
from openimr.cases.case import Case, TreatmentStanding
from openimr.cases.terms import Outcome, Priority
from rules.life_cycle.scenes import FUTURE, OTHER_DIGEST, Scene, one_deferred, one_unscreened, owing
from unit.cases import stories as st


def at_once(found: Scene) -> Scene:
    assert found.case is not None
    return found.with_event(at=found.case.last_at)


def without_reason(found: Scene) -> Scene:
    assert isinstance(found.event.what, ev.Screened)
    rows = found.event.what.results
    refused = (replace(row, reasons=()) for row in rows)
    return found.saying(results=tuple(refused))


def with_excluded(found: Scene) -> Scene:
    assert isinstance(found.event.what, ev.ReviewerDesignated)
    return found.in_round(excluded=(found.event.what.reviewer,))


def received_too_early(found: Scene) -> Scene:
    return found.saying(received_at=found.event.at - dt.timedelta(hours=1))


def uncertified(found: Scene) -> Scene:
    return found.saying(certification=st.certification(has_documents=False))


def unfit(found: Scene) -> Scene:
    assert found.case is not None
    rows = (replace(row, conflict=ev.Verdict.BARRED) for row in found.case.round.designations)
    return found.in_round(designations=tuple(rows))


def other_texts(found: Scene) -> Scene:
    assert isinstance(found.event.what, ev.DeterminationIssued)
    return found.saying(texts=tuple(replace(row, digest=OTHER_DIGEST) for row in found.event.what.texts))


def other_outcomes(found: Scene) -> Scene:
    assert isinstance(found.event.what, ev.DeterminationIssued)
    return found.saying(outcomes=tuple(replace(row, outcome=Outcome.UPHELD) for row in found.event.what.outcomes))


def not_all_served(found: Scene) -> Scene:
    assert isinstance(found.event.what, ev.DeterminationServed)
    return found.saying(services=found.event.what.services[:-1])


def served_later(found: Scene) -> Scene:
    assert isinstance(found.event.what, ev.DeterminationServed)
    return found.saying(services=tuple(replace(row, served_on=FUTURE) for row in found.event.what.services))


def nothing_open(found: Scene) -> Scene:
    assert found.case is not None
    rows = (replace(row, standing=TreatmentStanding.AUTHORIZED) for row in found.case.treatments)
    return found.with_case(treatments=tuple(rows))


def all_published(found: Scene) -> Scene:
    assert found.case is not None
    rounds = (
        replace(row, issued=replace(row.issued, published=OTHER_DIGEST)) if row.issued else row
        for row in found.case.rounds
    )
    return found.with_case(rounds=tuple(rounds))


def added(prepare: Callable[[Case], Case]) -> Callable[[Scene], Scene]:
    def broken(found: Scene) -> Scene:
        assert found.case is not None
        return Scene(prepare(found.case), found.event)

    return broken


def saying(**changes: Any) -> Callable[[Scene], Scene]:
    return lambda found: found.saying(**changes)


# How each condition is taken away from a scene in which it holds.
BROKEN: dict[str, Callable[[Scene], Scene]] = {
    "case-numbered": saying(number=" "),
    "treatments-numbered": saying(treatments=()),
    "jurisdiction-known": saying(jurisdiction="nevada"),
    "rules-known": saying(received_on=dt.date(2012, 12, 31)),
    "received-by-then": saying(received_on=FUTURE),
    "missing-named": saying(missing=()),
    "not-for-missing-decision": saying(is_for_missing_decision=True),
    "answer-time-passed": at_once,
    "every-treatment-screened": lambda found: found.saying(results=found.event.what.results[:-1]),  # type: ignore[union-attr] # only of such scenes
    "reasons-given": without_reason,
    "treatments-deferred": saying(treatments=(99,)),
    "notice-received-after": received_too_early,
    "merging-allowed": saying(is_allowed=False),
    "parent-named": saying(parent=""),
    "treatments-new": saying(treatments=st.filed(1)),
    "threat-certified": uncertified,
    "not-expedited-yet": lambda found: found.with_case(priority=Priority.EXPEDITED),
    "records-named": saying(kinds=(), absent=()),
    "records-accounted-for": lambda found: found.saying(kinds=(ev.RecordsKind.OWN,)).in_round(records=()),
    "records-time-passed": at_once,
    "documents-beyond-decision": lambda found: found.in_round(records=()),
    "eligible-treatment": nothing_open,
    "nothing-unscreened": added(one_unscreened),
    "reviewer-qualified": saying(qualification=ev.Verdict.OPEN),
    "reviewer-conflict-free": saying(conflict=ev.Verdict.BARRED),
    "reviewer-attested": saying(attested_on=None),
    "reviewer-not-excluded": with_excluded,
    "reviewer-new": saying(reviewer=""),
    "number-approved": lambda found: found.in_round(approved_reviewers=1),
    "approved-in-writing": saying(approved_on=None),
    "more-than-one": saying(number=1),
    "reviewer-active": saying(reviewer="nobody"),
    "reason-given": saying(reason=" "),
    "more-time-passed": at_once,
    "signer-designated": lambda found: found.with_event(who="stranger"),
    "treatment-open": saying(treatment=99),
    "digest-given": saying(digest="no digest"),
    "pins-given": saying(pins=0),
    "rests-beyond-decision": saying(rests_beyond_ur_decision=False),
    "panel-complete": lambda found: found.in_round(approved_reviewers=2),
    "every-treatment-signed": lambda found: found.in_round(reviews=()),
    "treatments-open": saying(treatments=(99,)),
    "not-own-review": lambda found: found.with_event(who="r1"),
    "determination-running": lambda found: found.with_case(clocks=()),
    "not-extended-yet": lambda found: found.in_round(is_extended=True),
    "reviewers-fit": unfit,
    "texts-signed": other_texts,
    "outcomes-signed": other_outcomes,
    "everyone-served": not_all_served,
    "served-by-then": served_later,
    "digest-new": saying(digest=st.LETTER),
    "treatments-undecided": saying(treatments=(99,)),
    "withdrawn-in-writing": saying(is_in_writing=False),
    "found-ineligible": nothing_open,
    "ground-stated": saying(grounds=()),
    "petition-by-then": saying(filed_on=FUTURE),
    "wrong-facts-named": saying(wrong_facts=()),
    "remanded-were-decided": saying(treatments=(99,)),
    "no-other-organization": saying(has_other_organization=None),
    "treatments-owed": saying(treatments=(99,)),
    "done-by-then": saying(done_on=FUTURE),
    "issued-and-unpublished": all_published,
    "appeal-time-passed": at_once,
    "nothing-owed": added(owing),
    "deferred-go-on": added(one_deferred),
}
