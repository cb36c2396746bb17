"""What an invented whole case is: all that its folder holds, and the truth about it."""

from __future__ import annotations

from typing import Any

import msgspec

from openimr.cases.events import Event
from openimr.cases.files import CASE_FILE, write_filing
from openimr.cases.filing import Filing
from openimr.citations import Value
from openimr.reviewers.registry import Registry
from openimr.reviews.folder import EVENTS_FILE, RECORDS, REVIEWERS_FILES, write_events
from openimr.reviews.review import Review
from openimr.reviews.review_files import write_review
from openimr.rulebook.lines import write_lines
from openimr.samples.casefiles import CaseFileTruth
from openimr.samples.whole_cases.panel import PlantedReviewer

__all__ = ["FILLED_REVIEW", "TRUTH_FILE", "WholeCaseSample"]

FILLED_REVIEW = "review-filled.yaml"
"""The name of the filled review; ``review.yaml`` is left free for the form that a reviewer fills."""

TRUTH_FILE = "truth.json"


class WholeCaseSample(Value, frozen=True, kw_only=True):
    """An invented case with all that its folder holds.

    ``records`` are the uploaded files by name; ``truth`` is what is true of them, ``planted`` what was planted in whom
    of the registry. ``review`` is ``None`` where the case follows no published determination.
    """

    filing: Filing
    events: tuple[Event, ...]
    registry: Registry
    records: dict[str, bytes]
    truth: CaseFileTruth
    planted: tuple[PlantedReviewer, ...]
    review: Review | None = None

    def files(self) -> dict[str, bytes]:
        """The content of the folder by relative path."""
        truth: dict[str, Any] = {**msgspec.to_builtins(self.truth), "planted": msgspec.to_builtins(self.planted)}
        files = {
            CASE_FILE: write_filing(self.filing).encode(),
            EVENTS_FILE: write_events(self.events).encode(),
            REVIEWERS_FILES[0]: _registry(self.registry).encode(),
            **{f"{RECORDS}/{name}": content for name, content in self.records.items()},
            TRUTH_FILE: msgspec.json.format(msgspec.json.encode(truth), indent=1) + b"\n",
        }
        if self.review is not None:
            files[FILLED_REVIEW] = write_review(self.review).encode()
        return files


def _registry(registry: Registry) -> str:
    return write_lines(msgspec.to_builtins(registry))
