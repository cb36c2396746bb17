"""Works out all that is known of a case on a day: :func:`overview_of`.

Source: design, sections 1 and 4.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice

from openimr.casefile.documents import checklist, index
from openimr.casefile.pages import cure_list
from openimr.casefile.timeline import timeline
from openimr.cases.eligibility import screen
from openimr.reviewers.matching import Matching, match
from openimr.reviewers.panel import Panel
from openimr.reviews.course import course_of
from openimr.reviews.disputes import disputes_of
from openimr.reviews.folder import EVENTS_FILE, RECORDS, REVIEWERS_FILES
from openimr.reviews.matching_case import matching_case
from openimr.reviews.overview import Overview, Panelists, Records
from openimr.reviews.whole_case import WholeCase

__all__ = ["MOST_CANDIDATES", "overview_of"]

MOST_CANDIDATES = 5
"""How many candidates, and how many of those who may not be assigned, are told."""
_MOST_EXAMINED = 2000  # of a registry that holds nobody fit, the reasons of so many are counted; all would take seconds


def overview_of(whole: WholeCase, *, on: dt.date, most: int = MOST_CANDIDATES) -> Overview:
    """The case as it stands on the day ``on``, with ``most`` candidates, and as many who may not be assigned.

    Raises:
        RuleBroken: the application was received before all rules, or ``on`` lies before its receipt.
        UnusableArguments: the jurisdiction is unknown.
    """
    filing = whole.filing
    return Overview(
        number=whole.number,
        on=on,
        priority=filing.application.review,
        employee=filing.parties.employee.name.whole,
        claims_administrator=filing.parties.claims_administrator.name,
        requesting_physician=filing.parties.requesting_physician.name.whole,
        screening=screen(filing, on=on),
        course=course_of(whole),
        records=_records(whole),
        timeline=timeline(whole.case_file.findings, whole.case_file.documents) if whole.case_file else None,
        panelists=_panelists(whole, on, most),
        disputes=disputes_of(whole, on=on),
        absent=_absent(whole),
        invented=filing.invented,
    )


def _records(whole: WholeCase) -> Records | None:
    file = whole.case_file
    if file is None:
        return None
    decision = whole.filing.ur_decision
    return Records(
        documents=index(file),
        checklist=checklist(
            file,
            request_on=decision.requested_on if decision else None,
            application_received_on=whole.filing.application.received_on,
        ),
        cures=cure_list(file),
        pages=len(file.pages),
        refused_files=tuple(f"{one.name}: {one.what} {one.remedy}".strip() for one in file.refused),
    )


def _panelists(whole: WholeCase, on: dt.date, most: int) -> Panelists | None:
    if whole.registry is None:
        return None
    matching = match(matching_case(whole.filing, on=on), Panel(whole.registry, on=on))
    return Panelists(
        eligible=tuple(matching.candidate(number) for number in matching.eligible[:most]),
        eligible_count=len(matching.eligible),
        others=tuple(islice(matching.others(), most)),
        others_count=len(matching.panel.reviewers) - len(matching.eligible),
        organization=tuple(f"{hit.says} [{hit.citation.sentence()}]" for hit in matching.organization),
        hindrances=_hindrances(matching),
    )


def _hindrances(matching: Matching) -> tuple[str, ...]:
    if matching.eligible or len(matching.panel.reviewers) > _MOST_EXAMINED:
        return ()
    return tuple(f"{reason.code}, of {count}: {reason.says}" for reason, count in matching.hindrances())


def _absent(whole: WholeCase) -> tuple[str, ...]:
    """What the folder lacks, and what to do."""
    lacks = (
        (whole.case_file is None, f"No case file: run openimr casefile index on the folder with its {RECORDS}."),
        (not whole.events, f"No {EVENTS_FILE}: what happened after the receipt is not documented."),
        (whole.registry is None, f"No {REVIEWERS_FILES[0]}: nobody can be matched."),
    )
    return tuple(words for is_lacking, words in lacks if is_lacking)
