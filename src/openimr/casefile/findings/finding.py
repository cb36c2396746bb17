"""Finds all findings of a case file, gives each its id, and keeps what a person said of those found before.

Source: features F22, F23 and F27 of the plan; house rule that a person decides and a program proposes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from openimr.casefile.findings.decisions import decisions
from openimr.casefile.findings.diagnoses import diagnoses
from openimr.casefile.findings.from_facts import actions, is_of_case, scores, sessions, visits
from openimr.casefile.findings.general import general_treatments
from openimr.casefile.findings.ground import Ground, lay_ground
from openimr.casefile.findings.injuries import injuries, labelled_visits, person
from openimr.casefile.findings.medications import medications
from openimr.casefile.findings.passages import passages
from openimr.casefile.findings.requests import asked_for
from openimr.casefile.findings.responses import responses
from openimr.casefile.findings.status import work
from openimr.casefile.findings.treatments import labelled_sessions, treatments
from openimr.casefile.findings.words import Section
from openimr.casefile.model import Document, Finding, FindingState, Page
from openimr.errors import Fault, MalformedData, NotFound

__all__ = ["find", "judge"]

_FINDERS: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    visits, labelled_visits, injuries, person, diagnoses, sessions, labelled_sessions, treatments,
    asked_for, general_treatments, responses, scores,
    medications, work, actions, decisions,
)  # fmt: skip


def find(
    pages: Iterable[Page], documents: Sequence[Document] = (), *, earlier: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """All findings of ``pages``, in the order of their places, each proposed and pinned.

    A page that repeats another is passed over, as is one that was not read. What a person said of a finding in
    ``earlier`` holds for the finding of the same kind with the same quote on the same page; one that is not found
    again stays as it was, since the person's word stands.
    """
    held = {running: document for document in documents for running in document.pages}
    found: list[Finding] = []
    for page in pages:
        if page.duplicate_of is None and page.text.strip():
            found += _on_page(page, held.get(page.running))
    return _kept(_named(found), tuple(earlier))


def _on_page(page: Page, document: Document | None) -> list[Finding]:
    found: list[Finding] = []
    for passage in passages(page, document):
        ground = lay_ground(passage)
        if passage.section is not Section.GUIDELINE:
            found += [finding for finder in _FINDERS for finding in finder(ground)]
            continue
        # Below what a guideline says, a letter may go on with what the claims file shows of this worker.
        found += [finding for finding in sessions(ground) if is_of_case(ground, finding)]
    return sorted(found, key=lambda one: (one.pin.span.start, one.pin.span.end, one.kind))


def _named(found: Iterable[Finding]) -> list[Finding]:
    """Each finding with an id that a later run gives it again: made of kind, page, quote, and what it says of it."""
    named: list[Finding] = []
    seen: dict[str, int] = {}
    for finding in found:
        ground = _ground_of(finding)
        number = seen[ground] = seen.get(ground, 0) + 1
        digest = hashlib.blake2s(f"{ground}\n{number}".encode(), digest_size=5).hexdigest()
        named.append(msgspec.structs.replace(finding, id=f"{finding.kind}-{finding.pin.page}-{digest}"))
    return named


def _ground_of(finding: Finding) -> str:
    """What makes a finding the same in a later run, blanks apart."""
    quote = " ".join(finding.pin.quote.split()).lower()
    return f"{finding.kind}\n{finding.pin.page}\n{quote}"


def _kept(found: list[Finding], earlier: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """``found`` with the judgments of ``earlier``, and the judged ones that were not found again."""
    judged: dict[str, list[Finding]] = {}
    for finding in earlier:
        if finding.state is not FindingState.PROPOSED:
            judged.setdefault(_ground_of(finding), []).append(finding)
    result: list[Finding] = []
    for finding in found:
        same = judged.get(_ground_of(finding), [])
        one = next((one for one in same if one.id == finding.id), None)
        if one is not None:
            same.remove(one)
        result.append(finding if one is None else msgspec.structs.replace(finding, state=one.state, by=one.by))
    result += [one for rest in judged.values() for one in rest]
    return tuple(sorted(result, key=lambda one: (one.pin.page, one.pin.span.start, one.pin.span.end, one.kind, one.id)))


def judge(findings: Sequence[Finding], identity: str, state: FindingState, by: str) -> tuple[Finding, ...]:
    """``findings`` with the one of this id confirmed, refused, or proposed again, and who said so.

    Raises:
        NotFound: there is no finding of this id.
        MalformedData: nobody is named; a judgment without a person is none.
    """
    if not by.strip():
        fault = Fault("by", "It is empty.", "Name the person who confirms or refuses the finding.")
        raise MalformedData([fault], where=identity)
    if all(finding.id != identity for finding in findings):
        raise NotFound(
            "There is no such finding.", where=identity, remedy="Take an id that openimr casefile findings lists."
        )
    is_judged = state is not FindingState.PROPOSED
    return tuple(
        msgspec.structs.replace(finding, state=state, by=by if is_judged else "") if finding.id == identity else finding
        for finding in findings
    )
