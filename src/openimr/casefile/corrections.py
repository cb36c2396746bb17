"""Takes what a person says of a case file: documents put right, findings confirmed or refused.

All of it is looked at before any of it is kept, so that a file with a fault changes nothing.

Source: features F16 to F32 of the plan; a finding counts as a fact only by a person's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from openimr.casefile.documents import Correction, correct, split
from openimr.casefile.findings import judge
from openimr.casefile.indexing import refresh
from openimr.casefile.model import CaseFile, Document, Finding, FindingState
from openimr.casefile.store import Store, case_file
from openimr.citations import Value
from openimr.errors import Fault, MalformedData, NotFound

__all__ = ["Corrections", "FindingJudgment", "keep_corrections"]

_NOBODY = "nobody"  # Nothing is kept then; the fault is named once


class FindingJudgment(Value, frozen=True, kw_only=True):
    """What a person makes of the finding ``id``."""

    id: str
    state: FindingState


class Corrections(Value, frozen=True, kw_only=True):
    """What the person ``by`` says of documents, by their numbers as listed, and of findings, by their ids."""

    by: str
    documents: tuple[Correction, ...] = ()
    findings: tuple[FindingJudgment, ...] = ()


def keep_corrections(store: Store, said: Corrections) -> CaseFile:
    """The case file with all that was said, as it is kept in ``store`` from now on.

    Raises:
        MalformedData: nobody is named, nothing is said, or something of it does not fit; each fault is named and
            nothing is kept.
        Conflict: a correction does not fit the pages.
    """
    whole = case_file(store)
    faults = list(_faults_of(said))
    documents = _corrected(whole.documents, said.documents, faults)
    findings = _judged(whole.findings, said, faults)
    if faults:
        raise MalformedData(faults, where="corrections")
    split(whole.pages, documents)  # Refuses what does not fit the pages before anything is kept
    store.save_manifest(msgspec.structs.replace(store.manifest(), documents=documents))
    store.save_findings(findings)
    return refresh(store)


def _faults_of(said: Corrections) -> Iterable[Fault]:
    if not said.by.strip():
        yield Fault("by", "It is empty.", "Name the person who says so.")
    if not said.documents and not said.findings:
        yield Fault("documents, findings", "Nothing is said.", "Correct a document, or judge a finding.")


def _corrected(
    listed: tuple[Document, ...], changes: Sequence[Correction], faults: list[Fault]
) -> tuple[Document, ...]:
    """The documents after all changes; a number is that of the list as it was before any of them."""
    now = listed
    first_of = {document.number: document.first for document in listed}
    for place, change in enumerate(changes, start=1):
        where = f"documents {place}"
        number = _number_now(now, first_of.get(change.number))
        if number is None and change.number in first_of:
            what = f"Document {change.number} begins elsewhere after what is said before."
            faults.append(Fault(where, what, "Say all of it in one entry, or in a second run."))
            continue
        try:
            now = correct(now, msgspec.structs.replace(change, number=number or change.number))
        except NotFound as error:
            faults.append(Fault(where, error.what, error.remedy))
        except MalformedData as error:
            faults += (Fault(f"{where}, {fault.where}", fault.what, fault.remedy) for fault in error.faults)
    return now


def _number_now(documents: Sequence[Document], first: int | None) -> int | None:
    return next((document.number for document in documents if document.first == first), None)


def _judged(found: tuple[Finding, ...], said: Corrections, faults: list[Fault]) -> tuple[Finding, ...]:
    now = found
    for place, one in enumerate(said.findings, start=1):
        try:
            now = judge(now, one.id, one.state, said.by.strip() or _NOBODY)
        except NotFound as error:
            faults.append(Fault(f"findings {place}, id {one.id}", error.what, error.remedy))
    return now
