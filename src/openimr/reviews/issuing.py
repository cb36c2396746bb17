"""Issues the determination that a review comes to, or refuses with all reasons.

The laws of the house are asked first (``laws``), then the life cycle: what the organization recorded, the designation,
the signatures, the second look and the issue are tried as events, and the case is determined only where all may happen.

Source: Labor Code 4610.6(a) to (g); 8 CCR 9792.10.6; ``rulebook/law/issue_rules.yaml``, ``life_cycle.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from openimr.calendars.instants import pacific_day
from openimr.cases.case import Case
from openimr.cases.events import (
    DeterminationIssued,
    Event,
    IssuedText,
    QualityBegun,
    QualityPassed,
    ReviewerDesignated,
    ReviewSigned,
    Role,
    StatedOutcome,
    Verdict,
)
from openimr.cases.life_cycle import Recorded, RefusedBecause
from openimr.cases.terms import Outcome
from openimr.citations import Value
from openimr.determinations.checking import Finding, check
from openimr.determinations.model import Determination, Layout
from openimr.determinations.writing import Form, write
from openimr.errors import MalformedData
from openimr.reviewers.matching import Matching, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.registry import Registry
from openimr.reviews.course import receipt_of, went
from openimr.reviews.drafting import drafted
from openimr.reviews.laws import Look, broken_laws
from openimr.reviews.laws.absences import open_absences
from openimr.reviews.laws.pins import nearly_quoted
from openimr.reviews.matching_case import matching_case
from openimr.reviews.review import Act, Review, Signature, TreatmentReview
from openimr.reviews.signing import ToSign, digest_of, texts_to_sign
from openimr.reviews.whole_case import WholeCase

__all__ = ["Issue", "NotIssued", "issue"]


class NotIssued(Value, frozen=True, kw_only=True):
    """Why nothing was issued, and what there is so far.

    ``reasons`` are all that were found. ``to_sign`` are the exact texts that wait for a signature, where a draft can be
    written; ``findings`` what the checks say of the draft; ``notes`` what a person should know.
    """

    reasons: tuple[RefusedBecause, ...]
    to_sign: tuple[ToSign, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    draft: Determination | None = None


class Issue(Value, frozen=True, kw_only=True):
    """What was issued: the determination, its text and digest, the case after it, and all events that led there."""

    determination: Determination
    text: str
    digest: str
    case: Case
    recorded: tuple[Recorded, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


class _Decided(Value, frozen=True, kw_only=True):
    """A signed decision on one disputed treatment, with the text that was signed."""

    row: TreatmentReview
    outcome: Outcome
    signature: Signature
    text: ToSign


class _Ready(Value, frozen=True, kw_only=True):
    """All that the life cycle is asked with: who acted when, and what was decided, in the order of the signatures."""

    draft: Determination
    designated: Act
    second_look: Act
    issued: Act
    decided: tuple[_Decided, ...]


def issue(whole: WholeCase, review: Review) -> Issue | NotIssued:
    """The determination of ``whole`` by ``review``, or every reason why it may not be issued.

    Raises:
        RuleBroken: the application was received before all rules.
        UnusableArguments: the jurisdiction is unknown.
    """
    before = went(whole.events or (receipt_of(whole),))
    look = _look(whole, review, before.case)
    reasons = (*broken_laws(look), *(before.refused.reasons if before.refused else ()))
    ready = _ready(look)
    if reasons or ready is None:
        return _refused(look, reasons)
    final = _dated(ready)
    text = str(write(final, to=Form.TXT, layout=Layout.OPEN))
    after = went(_events(look, ready, digest_of(text)), case=before.case)
    if after.refused is not None or after.case is None:
        return _refused(look, after.refused.reasons if after.refused else ())
    return Issue(
        determination=final,
        text=text,
        digest=digest_of(text),
        case=after.case,
        recorded=(*before.recorded, *after.recorded),
        findings=check(final),
        notes=tuple(_notes(look)),
    )


def _ready(look: Look) -> _Ready | None:
    """What the life cycle is asked with; ``None`` where something of it is missing, which a law has told."""
    review = look.review
    texts = {text.treatment: text for text in look.to_sign}
    decided = tuple(
        _Decided(row=row, outcome=row.outcome, signature=row.signature, text=texts[row.number])
        for row in review.treatments
        if row.outcome is not None and row.signature is not None and row.number in texts
    )
    if look.draft is None or review.designated is None or review.second_look is None or review.issued is None:
        return None
    return _Ready(
        draft=look.draft,
        designated=review.designated,
        second_look=review.second_look,
        issued=review.issued,
        decided=tuple(sorted(decided, key=lambda one: one.signature.signed_at)),
    )


def _refused(look: Look, reasons: tuple[RefusedBecause, ...]) -> NotIssued:
    return NotIssued(
        reasons=reasons, to_sign=look.to_sign, findings=look.findings, notes=tuple(_notes(look)), draft=look.draft
    )


def _look(whole: WholeCase, review: Review, case: Case | None) -> Look:
    listed = {row.number for row in whole.filing.disputed_treatments}
    numbers = tuple(number for number in case.open_numbers if number in listed) if case else ()
    look = Look(whole=whole, review=review, numbers=numbers)
    registry = whole.registry
    reviewer = next((one for one in registry.reviewers if one.number == review.reviewer), None) if registry else None
    if registry is None or reviewer is None:
        return look
    matching = _matched(whole, registry, review)
    draft = drafted(
        whole,
        review,
        reviewer=reviewer,
        numbers=look.numbers,
        priority=case.priority if case else whole.filing.application.review,
        sides=matching.sides(reviewer.number),
    )
    look = msgspec.structs.replace(
        look, reviewer=reviewer, candidate=matching.candidate(reviewer.number), draft=draft, findings=check(draft)
    )
    try:
        return msgspec.structs.replace(look, to_sign=texts_to_sign(draft, look.numbers))
    except MalformedData as error:
        return msgspec.structs.replace(look, unwritable=tuple(fault.sentence() for fault in error.faults))


def _matched(whole: WholeCase, registry: Registry, review: Review) -> Matching:
    """The matching on the day on which the reviewer was named; on that of the receipt where nobody was."""
    day = pacific_day(review.designated.at) if review.designated else whole.filing.application.received_on
    return match(matching_case(whole.filing, on=day), Panel(registry, on=day))


def _dated(ready: _Ready) -> Determination:
    dates = msgspec.structs.replace(ready.draft.dates, issued=pacific_day(ready.issued.at))
    return msgspec.structs.replace(ready.draft, dates=dates)


def _events(look: Look, ready: _Ready, digest: str) -> Iterator[Event]:
    """What happens from the designation on, if it may."""
    reviewer = look.review.reviewer
    # A law has refused whoever is barred or waits for a person's word.
    designated = ReviewerDesignated(
        reviewer=reviewer,
        qualification=Verdict.CLEAR,
        conflict=Verdict.CLEAR,
        attested_on=look.review.attestation.attested_on,
    )
    yield Event(by=Role.COORDINATOR, who=ready.designated.by, at=ready.designated.at, what=designated)
    for one in ready.decided:
        signed = _signed(one, look.whole)
        yield Event(by=Role.REVIEWER, who=reviewer, at=one.signature.signed_at, what=signed)
    for step in (QualityBegun(), QualityPassed()):
        yield Event(by=Role.QUALITY_REVIEWER, who=ready.second_look.by, at=ready.second_look.at, what=step)
    issued = DeterminationIssued(
        digest=digest,
        texts=tuple(IssuedText(treatment=it.treatment, reviewer=reviewer, digest=it.digest) for it in look.to_sign),
        outcomes=tuple(StatedOutcome(treatment=one.row.number, outcome=one.outcome) for one in ready.decided),
    )
    yield Event(by=Role.MEDICAL_DIRECTOR, who=ready.issued.by, at=ready.issued.at, what=issued)


def _signed(decided: _Decided, whole: WholeCase) -> ReviewSigned:
    """The signature with what the decision rests on: how many places, and whether beyond the decision under review."""
    pages = [quoted.page for statement in decided.row.rationale for quoted in statement.pins]
    return ReviewSigned(
        treatment=decided.row.number,
        outcome=decided.outcome,
        digest=decided.text.digest,
        pins=len(pages),
        rests_beyond_ur_decision=not whole.ur_pages.issuperset(pages),
    )


def _notes(look: Look) -> Iterator[str]:
    """What forbids nothing and should be known.

    Absences that unread pages, or words like those sought, leave open; quotations of pages that OCR read otherwise.
    """
    yield from open_absences(look)
    for where, quoted, span in nearly_quoted(look):
        seen = "the reviewer saw on its picture" if quoted.is_seen else "is quoted"
        yield (
            f"{where}: page {quoted.page} was read by OCR, and its text is {span.confidence:.0%} like what {seen}"
            f" (“{quoted.quote}”)."
        )
