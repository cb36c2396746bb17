from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.errors import MalformedData, NotFound, UnusableArguments
from openimr.reviewers.identity import Being, Identity
from openimr.reviewers.match_case import About, Clearance, DisputedTreatment, EarlierReviewer, PartyRole
from openimr.reviewers.matching import ORGANIZATION, Candidate, Matching, Standing, match
from openimr.reviewers.panel import Panel
from openimr.reviewers.reasons import Effect
from openimr.reviewers.registry import Capacity, Experience, Organization, Registry, Reviewer, Tie
from openimr.samples.reviewers_registry import PlantedKind, RegistrySample, sample_registry
from unit.reviewers.factories import ON, a_board, a_case, a_licence, a_party, a_reviewer, matched, replaced, tied

INSURER = a_party(PartyRole.INSURER, "Kestrel Point Insurance Company")
WORDINGS = ["Physical therapy 2x6", "Acupuncture", "Lumbar fusion L4-5", "TENS unit", "Cognitive behavioral therapy x6"]


def points(**changed: Any) -> int:
    case = changed.pop("case", a_case())
    found = matched(case, a_reviewer(**changed)).candidate("R-1").points
    assert found is not None
    return found


def codes(matching: Matching, number: str = "R-1") -> set[str]:
    return {reason.code for reason in matching.candidate(number).reasons}


def clearance(about: About, subject: str, **changed: Any) -> Clearance:
    given = {"reviewer": "R-1", "by": "a coordinator", "on": ON, "reason": "looked at"}
    return Clearance(about=about, subject=subject, **{**given, **changed})


def test_a_good_reviewer_is_eligible_and_points_are_the_sum_of_the_reasons() -> None:
    case = a_case(
        languages=("spanish",),
        disputed_treatments=(
            DisputedTreatment(wording="Physical therapy 2x6", conditions=("Low-back pain",)),
            DisputedTreatment(wording="Acupuncture"),
        ),
    )
    reviewer = a_reviewer(
        languages=("English", "Spanish"),
        services=(Experience(of="physical_therapy", last_on=ON), Experience(of="acupuncture")),
        conditions=(Experience(of="low back pain", last_on=ON),),
        licences=(a_licence(expires_on=ON + dt.timedelta(days=3)),),
        capacity=Capacity(most_cases=10, open_cases=5, turnaround_days=9),
    )
    matching = matched(case, reviewer)
    candidate = matching.candidate("R-1")
    assert (candidate.standing, candidate.rank, matching.eligible) == (Standing.ELIGIBLE, 1, ("R-1",))
    assert candidate.points == sum(reason.points for reason in candidate.reasons)
    assert {
        "same-specialty",
        "similar-specialty",
        "done-service",
        "done-service-before",
        "treated-condition",
        "language",
        "load",
        "slow",
        "rotation",
        "expires-soon",
        "california-licence",
    } == codes(matching)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"services": (Experience(of="physical therapy", last_on=ON),)}, {}),
        (
            {"services": (Experience(of="physical therapy", last_on=ON), Experience(of="physical therapy"))},
            {"services": (Experience(of="physical therapy"),)},
        ),
        (
            {"services": (Experience(of="physical therapy", last_on=ON - dt.timedelta(days=730)),)},
            {"services": (Experience(of="physical therapy", last_on=ON - dt.timedelta(days=731)),)},
        ),
        ({"licences": (a_licence(),)}, {"licences": (a_licence(state="NV"),)}),
        ({"capacity": Capacity(most_cases=10)}, {"capacity": Capacity(most_cases=10, open_cases=9)}),
        (
            {"capacity": Capacity(most_cases=10, turnaround_days=5)},
            {"capacity": Capacity(most_cases=10, turnaround_days=6)},
        ),
        ({"capacity": Capacity(most_cases=10)}, {"capacity": Capacity(most_cases=10, last_assigned_on=ON)}),
        ({}, {"board_certifications": (a_board("Family Practice", board="ABFM"),)}),
    ],
)
def test_each_preference_makes_a_difference(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert points(**better) > points(**worse)


def test_a_like_service_counts_for_something() -> None:
    case = a_case(
        wording="Cognitive behavioral therapy x6",
        disputed_treatments=(DisputedTreatment(wording="Cognitive behavioral therapy x6", conditions=("depression",)),),
    )
    like = (Experience(of="psychotherapy", last_on=ON),)
    old = (Experience(of="psychotherapy"),)
    before = (Experience(of="depression"),)
    assert points(case=case, services=like) > points(case=case, services=old) == points(case=case)
    assert points(case=case, conditions=before) > points(case=case)


def test_a_misfit_is_refused_and_an_open_fit_waits_for_the_medical_director() -> None:
    eye = a_reviewer(board_certifications=(a_board("Ophthalmology", board="ABO"),))
    refused = matched(a_case(wording="Lumbar fusion L4-5"), eye)
    assert refused.candidate("R-1").standing is Standing.REFUSED
    assert "specialty-misfit" in codes(refused)
    held = matched(a_case(wording="TENS unit"), eye)
    assert held.candidate("R-1").standing is Standing.HELD
    word = clearance(About.SPECIALTY, "TENS Unit")
    cleared = matched(a_case(wording="TENS unit", clearances=(word,)), eye)
    assert cleared.eligible == ("R-1",)
    assert "specialty-confirmed" in codes(cleared)
    assert matched(a_case(wording="TENS unit", clearances=(replaced(word, reviewer="R-2"),)), eye).eligible == ()
    unknown = a_reviewer(board_certifications=(a_board("Zzyzxology"),))
    assert matched(a_case(), unknown).candidate("R-1").standing is Standing.REFUSED


def test_what_may_be_a_conflict_can_be_cleared_and_what_is_certain_cannot() -> None:
    word = clearance(About.CONFLICT, INSURER.name)
    for name, standing in (("Kestral Point Insurance", Standing.ELIGIBLE), (INSURER.name, Standing.REFUSED)):
        reviewer = a_reviewer(affiliations=(tied(Tie.EMPLOYMENT, name),))
        assert matched(a_case(INSURER), reviewer).eligible == ()
        assert matched(a_case(INSURER, clearances=(word,)), reviewer).candidate("R-1").standing is standing
    later = replaced(word, on=ON + dt.timedelta(days=1))
    reviewer = a_reviewer(affiliations=(tied(Tie.EMPLOYMENT, "Kestral Point Insurance"),))
    assert matched(a_case(INSURER, clearances=(later,)), reviewer).candidate("R-1").standing is Standing.HELD


def test_a_tie_that_is_not_counted_is_told_and_hinders_nobody() -> None:
    facility = a_party(PartyRole.FACILITY, "Ironbark Hospital")
    matching = matched(a_case(facility), a_reviewer(affiliations=(tied(Tie.STAFF_PRIVILEGES, "Ironbark Hospital"),)))
    assert matching.eligible == ("R-1",)
    assert "affiliation-not-counted" in codes(matching)
    assert matching.sides("R-1") == matching.sides()


def test_the_earlier_reviewer_is_refused_by_number_and_held_by_name() -> None:
    by_number = matched(a_case(earlier_reviewers=(EarlierReviewer(number="R-1"),)))
    by_name = matched(a_case(earlier_reviewers=(EarlierReviewer(name="O. Vellacott"),)))
    other = matched(a_case(earlier_reviewers=(EarlierReviewer(number="R-2", name="Someone Else"),)))
    assert by_number.candidate("R-1").standing is Standing.REFUSED
    assert by_name.candidate("R-1").standing is Standing.HELD
    assert other.eligible == ("R-1",)
    assert by_number.eligible == by_name.eligible == ()


def test_an_earlier_reviewer_whose_number_is_given_holds_no_namesake() -> None:
    first, namesake = a_reviewer(), a_reviewer(number="R-2", guideline_training=None)
    both = (EarlierReviewer(number="R-1", name="Ondine Vellacott"),)
    word = clearance(About.CREDENTIAL, "guideline_training-unverified", reviewer="R-2")
    case = a_case(earlier_reviewers=both, clearances=(word,))
    matching = matched(case, first, namesake)
    assert matching.eligible == ("R-2",)
    gone = (EarlierReviewer(number="R-77", name="Ondine Vellacott"),)
    assert matched(a_case(earlier_reviewers=gone), first).candidate("R-1").standing is Standing.HELD


def test_what_waits_on_the_record_can_be_cleared_and_what_bars_cannot() -> None:
    word = clearance(About.CREDENTIAL, "guideline_training-unverified")
    case = a_case(clearances=(word,))
    untrained = a_reviewer(guideline_training=None)
    cleared = matched(case, untrained)
    assert cleared.eligible == ("R-1",)
    assert "record-cleared" in codes(cleared)
    assert matched(a_case(), untrained).candidate("R-1").standing is Standing.HELD
    unsearched = a_reviewer(guideline_training=None, sanctions_search=None)
    assert matched(case, unsearched).candidate("R-1").standing is Standing.REFUSED
    bars = a_case(clearances=(clearance(About.CREDENTIAL, "licence-missing"),))
    assert matched(bars, a_reviewer(licences=())).candidate("R-1").standing is Standing.REFUSED


def test_a_record_of_name_licence_and_board_alone_is_refused_and_told_what_is_missing() -> None:
    bare = a_reviewer(npi=None, practice=None, guideline_training=None, sanctions_search=None, capacity=None)
    candidate = matched(a_case(), bare).candidate("R-1")
    assert candidate.standing is Standing.REFUSED
    effects = {reason.code: reason.effect for reason in candidate.reasons if reason.effect is not Effect.FOR}
    assert effects == {
        "npi-missing": Effect.BARS,
        "practice-unverified": Effect.BARS,
        "sanctions_search-unverified": Effect.BARS,
        "guideline_training-unverified": Effect.HOLDS,
        "capacity-unknown": Effect.AGAINST,
    }


def test_a_reviewer_whose_room_is_not_known_ranks_lower_and_is_not_refused() -> None:
    little = a_reviewer(number="R-2", capacity=None)
    matching = matched(a_case(), a_reviewer(), little)
    assert matching.eligible == ("R-1", "R-2")
    candidate = matching.candidate("R-2")
    assert candidate.points == sum(reason.points for reason in candidate.reasons)


def test_what_the_case_says_of_nobody_in_the_registry_is_told() -> None:
    gone = clearance(About.CONFLICT, "Tobias Merrin", reviewer="R-88")
    ours = clearance(About.CONFLICT, "Tobias Merrin", reviewer=ORGANIZATION)
    before = (EarlierReviewer(number="R-77"), EarlierReviewer(name="Zoe Quill"), EarlierReviewer(number="R-1"))
    case = a_case(earlier_reviewers=before, clearances=(gone, ours))
    assert [("R-77" in told, "R-88" in told) for told in matched(case).unknown()] == [(True, False), (False, True)]
    assert list(matched(a_case()).unknown()) == []


def test_what_hinders_is_counted_over_all_reviewers() -> None:
    bare = [a_reviewer(number=f"R-{place}", guideline_training=None) for place in (1, 2)]
    worse = a_reviewer(number="R-3", guideline_training=None, licences=())
    found = [(reason.code, count) for reason, count in matched(a_case(), *bare, worse).hindrances()]
    assert found == [("guideline_training-unverified", 3), ("licence-missing", 1)]


def test_nobody_is_eligible_while_the_organization_itself_is_tied() -> None:
    organization = Organization(
        identity=Identity(name="Review Org"), affiliations=(tied(Tie.INVESTMENT, "Kestral Point Insurance"),)
    )
    matching = matched(a_case(INSURER), organization=organization)
    assert matching.eligible == ()
    assert matching.candidate("R-1").standing is Standing.HELD
    word = clearance(About.CONFLICT, INSURER.name, reviewer=ORGANIZATION)
    assert matched(a_case(INSURER, clearances=(word,)), organization=organization).eligible == ("R-1",)


def test_others_are_told_with_their_reasons_worst_first() -> None:
    matching = matched(a_case(), a_reviewer(), a_reviewer(number="R-0", licences=()))
    (other,) = matching.others()
    assert (other.reviewer, other.standing, other.rank) == ("R-0", Standing.REFUSED, None)
    assert other.reasons[0].effect is Effect.BARS


def test_unknown_numbers_days_and_doubles_are_refused() -> None:
    matching = matched(a_case())
    with pytest.raises(NotFound):
        matching.candidate("R-9")
    with pytest.raises(UnusableArguments):
        match(replaced(a_case(), on=ON + dt.timedelta(days=1)), matching.panel)
    with pytest.raises(MalformedData):
        Panel(Registry(reviewers=(a_reviewer(), a_reviewer())), on=ON)


def test_a_file_of_experience_may_tell_a_day_that_is_still_to_come() -> None:
    later = (Experience(of="physical therapy", last_on=ON + dt.timedelta(days=1)),)
    assert points(services=later) == points(services=(Experience(of="physical therapy"),))


SAMPLE: RegistrySample = sample_registry(count=220, seed=4)


@given(st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_the_file(random: Any) -> None:
    reviewers = list(SAMPLE.registry.reviewers[:40])
    expected = match(SAMPLE.case, Panel(replaced(SAMPLE.registry, reviewers=tuple(reviewers)), on=ON)).eligible
    random.shuffle(reviewers)
    shuffled = match(SAMPLE.case, Panel(replaced(SAMPLE.registry, reviewers=tuple(reviewers)), on=ON))
    assert shuffled.eligible == expected


@given(st.integers(min_value=0, max_value=10**6))
def test_a_conflicted_reviewer_is_never_matched_whatever_is_cleared(seed: int) -> None:
    sample = sample_registry(count=21, seed=seed)
    matching = match(sample.case, Panel(sample.registry, on=ON))
    conflicted = {plant.reviewer for plant in sample.planted if plant.kind is PlantedKind.CONFLICT}
    assert conflicted
    assert not conflicted & set(matching.eligible)


def plain_order(matching: Matching) -> list[str]:
    """The eligible in order as a reader of the documentation works it out: everyone's reasons, and one plain sort."""
    panel, turn = matching.panel, plain_digest(matching.case.number)

    def standing(candidate: Candidate) -> tuple[int, int, int]:
        capacity = panel.reviewers[candidate.reviewer].capacity
        last = capacity.last_assigned_on if capacity else None
        gained = sum(reason.points for reason in candidate.reasons)
        return -gained, last.toordinal() if last else 0, plain_digest(candidate.reviewer) ^ turn

    found = [matching.candidate(number) for number in panel.numbers]
    free = [it for it in found if not {Effect.BARS, Effect.HOLDS} & {reason.effect for reason in it.reasons}]
    return [it.reviewer for it in sorted(free, key=standing)]


def plain_digest(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=4).digest(), "big") % 2**20


@given(st.integers(min_value=0, max_value=10**6), st.randoms(use_true_random=False))
def test_the_order_is_that_of_a_plain_sort_by_points_then_day_then_digest(seed: int, random: Any) -> None:
    sample = sample_registry(count=40, seed=seed)
    reviewers = [replaced(it, capacity=a_capacity(random)) for it in sample.registry.reviewers]
    panel = Panel(replaced(sample.registry, reviewers=tuple(reviewers)), on=ON)
    wordings = random.sample(WORDINGS, k=random.randint(1, 3))
    treatments = tuple(DisputedTreatment(wording=it, conditions=("low back pain",)) for it in wordings)
    words = tuple(
        clearance(about, subject, reviewer=random.choice(panel.numbers))
        for about, subject in [
            *((About.CONFLICT, party.name) for party in sample.case.parties),
            *((About.SPECIALTY, wording) for wording in wordings),
            (About.CREDENTIAL, "guideline_training-unverified"),
        ]
    )
    case = replaced(
        sample.case,
        disputed_treatments=treatments,
        clearances=words,
        languages=("Spanish",),
        earlier_reviewers=(EarlierReviewer(number=random.choice(panel.numbers)),),
    )
    matching = match(case, panel)
    assert list(matching.eligible) == plain_order(matching)
    assert [matching.candidate(it).rank for it in matching.eligible] == [*range(1, len(matching.eligible) + 1)]


def a_capacity(random: Any) -> Capacity:
    """Few days and few loads, so that many reviewers are equals."""
    last = random.choice([None, ON, ON - dt.timedelta(days=30), ON - dt.timedelta(days=31)])
    return Capacity(most_cases=10, open_cases=random.choice([0, 5]), turnaround_days=4, last_assigned_on=last)


AGAINST: list[dict[str, Any]] = [
    {"capacity": Capacity(most_cases=10, open_cases=9, turnaround_days=4, last_assigned_on=ON - dt.timedelta(days=9))},
    {"capacity": Capacity(most_cases=10, turnaround_days=20, last_assigned_on=ON - dt.timedelta(days=9))},
    {"capacity": Capacity(most_cases=10, turnaround_days=4, last_assigned_on=ON)},
    {"licences": (a_licence(expires_on=ON + dt.timedelta(days=1)),)},
    {"licences": (a_licence(verified_on=None),)},
    {"affiliations": (tied(Tie.EMPLOYMENT, INSURER.name),)},
    {"npi": None},
]


@given(st.sampled_from(AGAINST), st.integers(min_value=0, max_value=10**6))
def test_a_reason_against_never_raises_a_rank(against: dict[str, Any], number: int) -> None:
    def ranks(reviewer: Reviewer) -> int:
        others = [replaced(a_reviewer(number=f"R-{place}"), npi=a_reviewer().npi) for place in range(2, 6)]
        eligible = matched(a_case(INSURER, number=f"CM-{number}"), reviewer, *others).eligible
        return eligible.index("R-1") if "R-1" in eligible else len(eligible) + 1

    mine = a_reviewer(identity=Identity(name="Ondine Vellacott", is_a=Being.PERSON))
    assert ranks(replaced(mine, **against)) >= ranks(mine)


def test_rotation_is_fair_among_equals() -> None:
    equals = [a_reviewer(number=f"R-{place}") for place in range(1, 6)]
    first = {matched(a_case(number=f"CM-{number}"), *equals).eligible[0] for number in range(60)}
    assert first == {reviewer.number for reviewer in equals}
    waited = a_reviewer(
        number="R-9", capacity=Capacity(most_cases=10, turnaround_days=4, last_assigned_on=ON - dt.timedelta(days=10))
    )
    assert matched(a_case(), *equals, waited).eligible[0] == "R-9"


def test_reasons_are_told_of_a_reviewer_of_whom_little_is_on_file() -> None:
    bare = a_reviewer(capacity=None, licences=(), board_certifications=())
    matching = matched(a_case(), bare)
    assert {"licence-missing", "board_certification-missing", "capacity-unknown", "specialty-misfit"} <= codes(matching)


def test_the_best_of_several_experiences_counts() -> None:
    recent, old = Experience(of="physical therapy", last_on=ON), Experience(of="occupational therapy")
    both = a_case(wording="Physical therapy and occupational therapy 2x6")
    one = matched(both, a_reviewer(services=(recent, old))).candidate("R-1")
    assert "done-service" in {reason.code for reason in one.reasons}
    conditions = (Experience(of="neck pain", last_on=ON), Experience(of="back pain"))
    treatment = DisputedTreatment(wording="Physical therapy", conditions=("neck pain", "back pain"))
    case = a_case(disputed_treatments=(treatment,))
    assert "treated-condition" in codes(matched(case, a_reviewer(conditions=conditions)))
