"""An invented case whose review an invented reviewer wrote, and what its signature makes of it."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from openimr.casefile.indexing import index_files
from openimr.casefile.store import FolderStore
from openimr.reviews.folder import STORE, text_at, whole_case
from openimr.reviews.issuing import NotIssued, issue
from openimr.reviews.review import Act, Review, Signature, Statement, TreatmentReview
from openimr.reviews.review_files import read_review
from openimr.reviews.whole_case import WholeCase
from openimr.samples.casefiles.piling import Scans
from openimr.samples.whole_cases import FILLED_REVIEW, whole_case_sample

AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)


@cache
def folder(name: str) -> Path:
    """The folder of the case that follows the determination ``name``, indexed; no test may change it."""
    parent = Path(tempfile.mkdtemp(prefix="openimr-case-"))
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    target = parent / name
    for path, content in whole_case_sample(name, scans=Scans.NONE).files().items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    index_files([target / "records"], FolderStore(target / STORE), at=AT)
    return target


@cache
def whole(name: str = "001") -> WholeCase:
    """That case."""
    return whole_case(folder(name))


@cache
def written(name: str = "001") -> Review:
    """The review of that case as the reviewer wrote it, unsigned, with the acts of the organization."""
    path = folder(name) / FILLED_REVIEW
    review = read_review(text_at(path), where=path.name)
    designated = review.designated or Act(by="coordinator-1", at=AT)
    day = dt.timedelta(days=1)
    return msgspec.structs.replace(
        review,
        designated=designated,
        second_look=Act(by="quality-1", at=designated.at + 6 * day),
        issued=Act(by="director-1", at=designated.at + 7 * day),
        treatments=tuple(msgspec.structs.replace(row, signature=None) for row in review.treatments),
    )


def signed(review: Review, case: WholeCase) -> Review:
    """The review with the reviewer's signature below each text as it is now."""
    result = issue(case, review)
    assert isinstance(result, NotIssued)
    assert review.designated is not None
    digests = {text.treatment: text.digest for text in result.to_sign}
    at = review.designated.at + dt.timedelta(days=5)
    rows = (
        msgspec.structs.replace(row, signature=Signature(signed_at=at, digest=digests[row.number]))
        for row in review.treatments
    )
    return msgspec.structs.replace(review, treatments=tuple(rows))


def with_treatment(review: Review, **changes: Any) -> Review:
    """The review with its first decision changed."""
    first, *rest = review.treatments
    return msgspec.structs.replace(review, treatments=(msgspec.structs.replace(first, **changes), *rest))


def with_sentence(review: Review, statement: Statement) -> Review:
    """The review with a sentence more in the rationale of its first decision, before the last."""
    first: TreatmentReview = review.treatments[0]
    return with_treatment(review, rationale=(*first.rationale[:-1], statement, first.rationale[-1]))


def with_registry(case: WholeCase, **changes: Any) -> WholeCase:
    """The case with other parts."""
    parts = {
        "filing": case.filing,
        "events": case.events,
        "registry": case.registry,
        "case_file": case.case_file,
        "search_index": case.search_index,
    }
    return WholeCase(**{**parts, **changes})
