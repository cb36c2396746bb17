"""A case to which anything may be tried, and the laws that must hold after each try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from openimr.calendars.instants import pacific_day
from openimr.calendars.service import ServiceMethod
from openimr.cases import events as ev
from openimr.cases.case import Case, State, TreatmentStanding
from openimr.cases.clock import Clock
from openimr.cases.deciding import Vote, decide
from openimr.cases.events import Event, RecordsKind, Role, Verdict
from openimr.cases.life_cycle import Applied, Refused, apply
from openimr.cases.life_cycle_table import transitions
from openimr.cases.terms import Outcome, Priority
from properties.life_events import BEYOND, DIGESTS, SENSIBLE, START, TEMPTING
from rules.life_cycle.scenes import in_state
from unit.cases import stories as st

NUMBERS = (1, 2, 3)
REVIEWERS = ("r1", "r2", "r3")
ISSUED = {
    State.DETERMINED,
    State.SERVED,
    State.APPEALED,
    State.AFFIRMED,
    State.REMANDED,
}

numbers = some.lists(some.sampled_from(NUMBERS), max_size=3, unique=True).map(tuple)
kinds = some.lists(some.sampled_from(tuple(RecordsKind)), max_size=6, unique=True).map(tuple)
mostly = some.sampled_from((True, True, True, False))


Choose = Callable[[Sequence[Any]], Any]


class LifeOfACase(RuleBasedStateMachine):
    """A case to which anything may be tried; ``taken`` are the transitions that it took."""

    case: Case
    now: dt.datetime

    def __init__(self) -> None:
        """Begin with no transition taken."""
        super().__init__()
        self.taken: set[str] = set()

    @initialize(state=some.sampled_from((None, None, None, *State)), expedited=some.booleans())
    def begin(self, state: State | None, *, expedited: bool) -> None:
        """Begin anew, or in the middle of an invented story."""
        if state is not None:
            self.case = in_state(state)
            self.now = self.case.last_at
            return
        self.now = START
        what = st.received(
            received_on=START.date(),
            priority=Priority.EXPEDITED if expedited else Priority.STANDARD,
            treatments=(*st.filed(1), *st.filed(2, is_formulary_dispute=True), *st.filed(3, is_retrospective=True)),
            disputed_on=dt.date(2018, 1, 2),
        )
        self.case = st.happens(None, Event(by=Role.EMPLOYEE, who="employee-1", at=self.now, what=what))

    def try_out(self, what: ev.Happening, *, by: Role | None = None, who: str = "") -> None:
        """Try an event by a role that some row of it names, and hold what may be held of any result."""
        row = next(
            row for row in transitions() if row.event == Event(by=Role.AUDITOR, who="x", at=self.now, what=what).kind
        )
        event = Event(by=by or row.who[0], who=who or "person-1", at=self.now, what=what)
        before = self.case
        text = msgspec.json.encode(before)
        result = apply(before, event)
        assert apply(before, event) == result, "apply gives the same for the same"
        assert msgspec.json.encode(before) == text, "apply changes nothing that it is given"
        assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event
        if isinstance(result, Refused):
            assert result.reasons
            assert all(reason.missing and reason.citation.title for reason in result.reasons)
            return
        self.case = result.case
        self.taken |= {recorded.transition for recorded in result.events}
        self.hold_step(before, result)

    def hold_step(self, before: Case, result: Applied) -> None:
        after = result.case
        if result.events[0].transition == "issue":
            assert after.round.issued is not None
            assert {row.treatment for row in after.round.issued.decided} == set(before.open_numbers) != set()
            assert {row.outcome for row in after.treatments if row.number in before.open_numbers} != {None}
            stated_outcomes = {row.treatment: row.outcome for row in after.round.issued.letter.outcomes}
            assert stated_outcomes == {row.treatment: row.decision.outcome for row in after.round.issued.decided}
            assert len(after.round.active_reviewers) == after.round.approved_reviewers
            assert len(after.round.issued.letter.texts) == len(before.open_numbers) * after.round.approved_reviewers
        assert after.last_at >= before.last_at
        assert after.received_on == before.received_on
        for old, new in zip(before.clocks, after.clocks, strict=False):
            started = {"ended_at", "ended_by"}
            assert told(old, without=started) == told(new, without=started), "what was counted stays"
            assert old.is_running or old == new, "a stopped clock stays as it was"
        assert len(after.clocks) >= len(before.clocks)
        for old_round, new_round in zip(before.rounds, after.rounds, strict=False):
            if old_round.issued:
                assert new_round.issued is not None
                assert new_round.issued.letter == old_round.issued.letter, "nothing issued changes"
                assert new_round.issued.decided == old_round.issued.decided
                assert new_round.issued.at == old_round.issued.at
                assert new_round.issued.amendments[: len(old_round.issued.amendments)] == old_round.issued.amendments
                assert new_round.reviews == old_round.reviews

    @rule(days=some.integers(0, 45))
    def time_passes(self, days: int) -> None:
        self.now += dt.timedelta(days=days)

    @rule(days=some.integers(1, 400), by=some.sampled_from(tuple(Role)))
    def something_earlier_is_refused(self, days: int, by: Role) -> None:
        earlier = self.case.last_at - dt.timedelta(days=days)
        result = apply(self.case, Event(by=by, who="x", at=earlier, what=ev.QualityPassed()))
        assert isinstance(result, Refused)
        assert "order" in result.codes

    @rule(data=some.data())
    def what_has_a_place_here_happens(self, data: some.DataObject) -> None:
        """Any event of this state, so that the far states and the rare rows are reached too."""
        kinds = sorted({row.event for row in transitions() if self.case.state in row.from_})
        if kinds:
            self.do(data.draw(some.sampled_from(kinds)), lambda options: data.draw(some.sampled_from(options)))

    def do(self, kind: str, choose: Choose) -> None:
        """Try an event of this kind that says something sensible for the case as it stands."""
        case, day = self.case, pacific_day(self.now)
        if kind in {"review_signed", "quality_begun"}:
            sign_all(self)
        elif kind == "reviewer_designated":
            designate_next(self)
        elif kind == "screened":
            self.screen_anyhow(choose)
        else:
            what = choose(SENSIBLE[kind](case, day))
            self.try_out(what, who=getattr(what, "reviewer", ""))

    @rule(data=some.data())
    def something_wrong_is_tried(self, data: some.DataObject) -> None:
        self.tempt(lambda options: data.draw(some.sampled_from(options)))

    def tempt(self, choose: Choose) -> None:
        """Try what belongs here but is wrong in one thing; the invariants say whether it did harm."""
        kinds = {row.event for row in transitions() if self.case.state in row.from_}
        wrong = [pair for kind in sorted(kinds & set(TEMPTING)) for pair in TEMPTING[kind](self.case, self.now)]
        if wrong:
            what, who = choose(wrong)
            self.try_out(what, who=who)

    def screen_anyhow(self, choose: Choose) -> None:
        waiting = self.case.numbers(TreatmentStanding.UNSCREENED)
        found = {number: choose(tuple(ev.ScreeningResult)) for number in waiting}
        self.try_out(
            ev.Screened(
                results=tuple(
                    ev.TreatmentResult(treatment=number, result=result, reasons=("a reason",))
                    for number, result in found.items()
                )
            )
        )

    @rule()
    def begin_screening(self) -> None:
        self.try_out(ev.ScreeningBegun())

    @rule(is_reminder=some.booleans())
    def ask(self, *, is_reminder: bool) -> None:
        self.try_out(ev.InformationAsked(missing=("the signature",), is_for_missing_decision=is_reminder))

    @rule(answered=some.booleans())
    def answer(self, *, answered: bool) -> None:
        self.try_out(ev.InformationAnswered() if answered else ev.InformationLapsed())

    @rule(results=some.tuples(*(some.sampled_from(tuple(ev.ScreeningResult)) for _ in NUMBERS)), eligible=mostly)
    def screen(self, results: tuple[ev.ScreeningResult, ...], *, eligible: bool) -> None:
        waiting = self.case.numbers(TreatmentStanding.UNSCREENED)
        rows = (
            ev.TreatmentResult(
                treatment=number, result=ev.ScreeningResult.ELIGIBLE if eligible else result, reasons=("a reason",)
            )
            for number, result in zip(NUMBERS, results, strict=True)
            if number in waiting
        )
        self.try_out(ev.Screened(results=tuple(rows)))

    @rule(named=numbers)
    def resolve(self, named: tuple[int, ...]) -> None:
        self.try_out(ev.LiabilityResolved(treatments=named))

    @rule(method=some.sampled_from(tuple(ServiceMethod)))
    def assign(self, method: ServiceMethod) -> None:
        self.try_out(ev.Assigned(method=method))

    @rule(kinds=kinds, complete=some.booleans(), all_kinds=mostly)
    def receive_records(self, kinds: tuple[RecordsKind, ...], *, complete: bool, all_kinds: bool) -> None:
        self.try_out(ev.RecordsReceived(kinds=st.ALL_KINDS if all_kinds else kinds, is_complete=complete))

    @rule()
    def note_overdue(self) -> None:
        self.try_out(ev.RecordsOverdueNoted())

    @rule(states_threat=mostly)
    def convert(self, *, states_threat: bool) -> None:
        paper = st.certification(states_threat=states_threat, dated_on=START.date())
        self.try_out(ev.Expedited(certification=paper))

    @rule(
        reviewer=some.sampled_from(REVIEWERS),
        verdicts=some.sampled_from(
            [(Verdict.CLEAR, Verdict.CLEAR)] * 4 + [(Verdict.OPEN, Verdict.CLEAR), (Verdict.CLEAR, Verdict.BARRED)]
        ),
        attested=mostly,
    )
    def designate(self, reviewer: str, verdicts: tuple[Verdict, Verdict], *, attested: bool) -> None:
        self.try_out(
            ev.ReviewerDesignated(
                reviewer=reviewer,
                qualification=verdicts[0],
                conflict=verdicts[1],
                attested_on=pacific_day(self.now) if attested else None,
            )
        )

    @rule(reviewer=some.sampled_from(REVIEWERS), rarely=some.integers(0, 4))
    def withdraw_reviewer(self, reviewer: str, rarely: int) -> None:
        if rarely == 0:
            self.try_out(ev.ReviewerWithdrew(reviewer=reviewer, reason="ill"), who=reviewer)

    @rule(number=some.sampled_from([2, 3]), rarely=some.integers(0, 4))
    def approve(self, number: int, rarely: int) -> None:
        if rarely == 0:
            day = pacific_day(self.now)
            self.try_out(ev.FurtherReviewersApproved(number=number, approved_on=day, reason="complex"))

    @rule()
    def ask_for_more(self) -> None:
        self.try_out(ev.MoreInformationAsked(missing=("the report",)))

    @rule(came=some.booleans())
    def get_more(self, *, came: bool) -> None:
        self.try_out(ev.MoreInformationReceived() if came else ev.MoreInformationLapsed())

    @rule(
        outcome=some.sampled_from(tuple(Outcome)),
        digest=some.sampled_from(DIGESTS),
        rests=mostly,
        number=some.sampled_from((0, *NUMBERS)),
    )
    def sign(self, outcome: Outcome, digest: str, number: int, *, rests: bool) -> None:
        """One treatment, or with number 0 all that are open, by each reviewer."""
        for reviewer in self.case.round.active_reviewers or ("r9",):
            for treatment in (number,) if number else self.case.open_numbers:
                review = st.signed(treatment, outcome, digest=digest, rests_beyond_ur_decision=rests)
                self.try_out(review, who=reviewer)

    @rule(named=numbers, step=some.sampled_from(["begin", "begin", "pass", "pass", "pass", "return"]))
    def look_again(self, named: tuple[int, ...], step: str) -> None:
        happenings: dict[str, ev.Happening] = {
            "begin": ev.QualityBegun(),
            "pass": ev.QualityPassed(),
            "return": ev.QualityReturned(treatments=named, reason="a count has no pin"),
        }
        self.try_out(happenings[step])

    @rule()
    def extend(self) -> None:
        self.try_out(ev.ExtensionApproved(reason="good cause"))

    @rule(faithful=mostly, digest=some.sampled_from(DIGESTS))
    def issue(self, digest: str, *, faithful: bool) -> None:
        what = st.issued(self.case)
        texts = what.texts if faithful else tuple(msgspec.structs.replace(row, digest=digest) for row in what.texts)
        self.try_out(msgspec.structs.replace(what, texts=texts))

    @rule(method=some.sampled_from(tuple(ServiceMethod)))
    def serve(self, method: ServiceMethod) -> None:
        self.try_out(st.served(pacific_day(self.now).isoformat(), method=method))

    @rule(digest=some.sampled_from(DIGESTS))
    def amend(self, digest: str) -> None:
        self.try_out(ev.DeterminationAmended(digest=digest, reason="a slip"))

    @rule(named=numbers, authorized=some.booleans(), rarely=some.integers(0, 5))
    def end_early(self, named: tuple[int, ...], rarely: int, *, authorized: bool) -> None:
        if rarely == 0:
            self.try_out(
                ev.TreatmentsAuthorized(treatments=named)
                if authorized
                else ev.TreatmentsWithdrawn(treatments=named, is_in_writing=True)
            )

    @rule()
    def appeal(self) -> None:
        self.try_out(ev.Appealed(grounds=(ev.AppealGround.FRAUD,), filed_on=pacific_day(self.now)))

    @rule(affirmed=some.booleans(), named=numbers)
    def decide_appeal(self, named: tuple[int, ...], *, affirmed: bool) -> None:
        self.try_out(ev.Affirmed() if affirmed else st.remand(treatments=named))

    @rule(named=numbers)
    def implement(self, named: tuple[int, ...]) -> None:
        self.try_out(ev.Implemented(treatments=named, done_on=pacific_day(self.now)))

    @rule(publishes=some.booleans())
    def publish_or_close(self, *, publishes: bool) -> None:
        self.try_out(ev.Published(digest="d" * 64) if publishes else ev.Closed(continued_in="CM24-0000002"))

    @precondition(lambda self: self.case.state is State.SERVED)
    @rule(number=some.sampled_from(NUMBERS), outcome=some.sampled_from(tuple(Outcome)))
    def nothing_is_signed_after_issue(self, number: int, outcome: Outcome) -> None:
        before = self.case
        self.try_out(st.signed(number, outcome), who="r1")
        assert self.case == before

    @invariant()
    def what_is_issued_was_eligible_documented_and_signed(self) -> None:
        for row in self.case.rounds:
            if row.issued is None:
                continue
            assert row.issued.decided
            assert {kind for records in row.records for kind in records.what.kinds} & BEYOND
            votes: dict[int, list[Vote]] = {}
            for review in row.valid_reviews:
                votes.setdefault(review.treatment, []).append(Vote(review.reviewer, review.outcome))
            for found in row.issued.decided:
                cast = votes[found.treatment]
                assert {vote.reviewer for vote in cast} == set(row.active_reviewers)
                assert found.decision == decide(cast)
            texts = {(text.treatment, text.reviewer): text.digest for text in row.issued.letter.texts}
            signed = {(review.treatment, review.reviewer): review.digest for review in row.valid_reviews}
            assert texts.items() <= signed.items()
            assert {number for number, _ in texts} == {found.treatment for found in row.issued.decided}

    @invariant()
    def reviewers_are_fit_and_never_decide_twice(self) -> None:
        decided: set[str] = set()
        for row in self.case.rounds:
            for reviewer in row.designations:
                assert reviewer.qualification is reviewer.conflict is Verdict.CLEAR
                assert reviewer.attested_on is not None
                assert reviewer.reviewer not in decided
            assert len(row.active_reviewers) <= row.approved_reviewers
            assert {review.reviewer for review in row.reviews} <= {reviewer.reviewer for reviewer in row.designations}
            decided |= {reviewer.reviewer for reviewer in row.designations}

    @invariant()
    def only_eligible_treatments_are_reviewed(self) -> None:
        never = {TreatmentStanding.INELIGIBLE, TreatmentStanding.DEFERRED, TreatmentStanding.UNSCREENED}
        reviewable = {row.number for row in self.case.treatments if row.standing not in never}
        assert {review.treatment for row in self.case.rounds for review in row.reviews} <= reviewable

    @invariant()
    def only_signed_treatments_have_an_outcome(self) -> None:
        issued = {found.treatment for row in self.case.rounds if row.issued for found in row.issued.decided}
        for row in self.case.treatments:
            assert (row.outcome is not None) <= (row.number in issued)
            assert (row.standing is TreatmentStanding.DECIDED) == (row.outcome is not None)
        if self.case.state in ISSUED - {State.APPEALED, State.AFFIRMED}:
            assert issued

    @invariant()
    def clocks_run_forward_on_the_rules_of_the_case(self) -> None:
        for clock in self.case.clocks:
            assert clock.due_on >= clock.anchored_on
            assert clock.safe_on <= clock.due_on
            assert clock.ended_at is None or clock.ended_at >= clock.started_at
            if clock.id in {"assignment", "records", "determination", "more-information", "answer"}:
                assert clock.rules_on == self.case.received_on
        running = [(clock.id, clock.round) for clock in self.case.running]
        assert len(running) == len(set(running))

    @invariant()
    def an_ended_case_has_no_running_clock_but_those_of_what_is_owed_or_can_be_appealed(self) -> None:
        running = {clock.id for clock in self.case.running}
        owed = any(row.is_owed for row in self.case.treatments)
        if self.case.state is State.CLOSED:
            assert not running
            assert not owed
        if self.case.state in {State.TERMINATED, State.WITHDRAWN, State.CONSOLIDATED}:
            is_refused = bool(self.case.numbers(TreatmentStanding.INELIGIBLE))
            assert running <= {*(("authorize", "pay") if owed else ()), *(("ineligibility-appeal",) * is_refused)}
            assert bool(running & {"authorize", "pay"}) is owed

    @invariant()
    def a_case_reads_back_from_json(self) -> None:
        assert msgspec.json.decode(msgspec.json.encode(self.case), type=Case) == self.case


def sign_all(life: LifeOfACase) -> None:
    """Each reviewer signs what he has not signed; else the second look begins."""
    missing = [
        (reviewer, number)
        for reviewer in life.case.round.active_reviewers
        for number in life.case.open_numbers
        if (reviewer, number) not in {(row.reviewer, row.treatment) for row in life.case.round.valid_reviews}
    ]
    if not missing and len(life.case.round.active_reviewers) == life.case.round.approved_reviewers:
        life.try_out(ev.QualityBegun())
    elif not missing:
        designate_next(life)
    for reviewer, number in missing:
        outcome = tuple(Outcome)[(number + len(reviewer) + int(reviewer[1:])) % 3]
        life.try_out(st.signed(number, outcome, digest=DIGESTS[number % 2]), who=reviewer)


def designate_next(life: LifeOfACase) -> None:
    busy = {*life.case.round.excluded, *life.case.round.active_reviewers}
    free = [reviewer for reviewer in (*REVIEWERS, "r4", "r5", "r6") if reviewer not in busy]
    if free:
        life.try_out(st.designated(free[0], attested_on=pacific_day(life.now)))


def told(clock: Clock, *, without: set[str]) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(clock).items() if name not in without}
