"""Builds the timeline of a case file from its findings.

Source: features F27 and F28 of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openimr.casefile.model import Document, Finding
from openimr.casefile.timeline.contradictions import contradictions
from openimr.casefile.timeline.courses import courses
from openimr.casefile.timeline.events import events
from openimr.casefile.timeline.grounds import lay_grounds
from openimr.casefile.timeline.model import Timeline
from openimr.casefile.timeline.sessions import count_sessions

__all__ = ["timeline"]


def timeline(findings: Iterable[Finding], documents: Sequence[Document] = ()) -> Timeline:
    """The timeline that ``findings`` tell; those that a person refused are no part of it."""
    grounds = lay_grounds(findings, documents)
    counts = count_sessions(grounds)
    return Timeline(
        events=events(grounds),
        sessions=counts,
        contradictions=contradictions(grounds, counts),
        courses=courses(grounds),
    )
