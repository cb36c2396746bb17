"""All that a case folder holds, as one value: the filing, what happened, the registry of reviewers, and the case file.

Source: design, sections 1 and 3.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from openimr.calendars.instants import pacific_day
from openimr.casefile.model import CaseFile, DocumentKind
from openimr.casefile.search import SearchIndex
from openimr.cases.events import Event
from openimr.cases.filing import Filing
from openimr.reviewers.registry import Registry

__all__ = ["WholeCase"]


class WholeCase:
    """A case with everything that its folder holds; nothing in it changes.

    ``events`` are what the organization recorded, from the receipt on, in their order. ``registry`` and ``case_file``
    are ``None`` where the folder has none: no registry is not "no reviewer", and no case file is not "no records".
    """

    def __init__(
        self,
        *,
        filing: Filing,
        events: tuple[Event, ...] = (),
        registry: Registry | None = None,
        case_file: CaseFile | None = None,
        search_index: SearchIndex | None = None,
    ) -> None:
        """Hold the values together."""
        self.filing = filing
        self.events = events
        self.registry = registry
        self.case_file = case_file
        self.search_index = search_index

    @property
    def number(self) -> str:
        """The number of the case: the receipt number of its application."""
        return self.filing.application.number

    @property
    def last_on(self) -> dt.date:
        """The day of the last recorded event; that of the receipt where nothing was recorded."""
        return pacific_day(self.events[-1].at) if self.events else self.filing.application.received_on

    @cached_property
    def ur_pages(self) -> frozenset[int]:
        """The running numbers of the pages of utilization review decisions."""
        if self.case_file is None:
            return frozenset()
        return frozenset(
            page
            for document in self.case_file.documents
            if document.kind is DocumentKind.UR_DECISION
            for page in document.pages
        )
