from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from openimr.citations import Verification
from openimr.reviewers.fitness import Answer, current_licences, fitness, held_specialties
from openimr.reviewers.reasons import Effect
from openimr.reviewers.registry import (
    Absence,
    BoardCertification,
    Capacity,
    Credential,
    LicenceStatus,
    Means,
    MedicalEvaluator,
    Npi,
    Practice,
    Profession,
    Sanction,
)
from unit.reviewers.factories import ON, PROOF, a_board, a_licence, a_reviewer

DAY = dt.timedelta(days=1)


def unmet(**changed: Any) -> list[tuple[str, str]]:
    verdict = fitness(a_reviewer(**changed), on=ON)
    return [(reason.code, reason.criterion) for reason in verdict.reasons if reason.effect is not Effect.NOTE]


def effects(**changed: Any) -> set[Effect]:
    return {reason.effect for reason in fitness(a_reviewer(**changed), on=ON).reasons}


def test_a_good_record_is_fit_and_answers_every_criterion() -> None:
    verdict = fitness(a_reviewer(), on=ON)
    assert verdict.is_fit
    assert verdict.reasons == ()
    assert {f"Q{number}" for number in range(1, 13)} <= verdict.answers.keys()
    assert verdict.answers["Q4"] is Answer.MET
    assert verdict.answers["Q1"] is Answer.LEFT_TO_THE_CASE
    assert verdict.answers["Q6"] is Answer.NO_CONDITION


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"licences": ()}, ("licence-missing", "Q4")),
        ({"licences": (a_licence(expires_on=ON - DAY),)}, ("licence-lapsed", "Q4")),
        ({"licences": (a_licence(status=LicenceStatus.EXPIRED),)}, ("licence-lapsed", "Q4")),
        ({"licences": (a_licence(status=LicenceStatus.INACTIVE),)}, ("licence-inactive", "Q4")),
        ({"licences": (a_licence(status=LicenceStatus.PROBATION),)}, ("licence-restricted", "Q4")),
        (
            {"licences": (a_licence(), a_licence(state="NV", status=LicenceStatus.REVOKED))},
            ("licence-restricted", "Q7"),
        ),
        ({"licences": (a_licence(state="ZZ"),)}, ("licence-state-unknown", "Q4")),
        ({"licences": (a_licence(issued_on=ON + DAY),)}, ("licence-not-yet", "Q4")),
        ({"licences": (a_licence(verified_on=None),)}, ("licence-unverified", "Q4")),
        ({"licences": (a_licence(verified_by=None),)}, ("licence-unverified", "Q4")),
        ({"licences": (a_licence(source=""),)}, ("licence-unverified", "Q4")),
        ({"licences": (a_licence(verified_by=Means.ATTESTATION),)}, ("licence-unverified", "Q4")),
        ({"licences": (a_licence(verified_on=ON + DAY),)}, ("licence-unverified", "Q4")),
        ({"licences": (a_licence(verified_on=ON - 366 * DAY),)}, ("licence-unverified", "Q4")),
        ({"board_certifications": ()}, ("board_certification-missing", "Q5")),
        ({"board_certifications": (a_board(expires_on=ON - DAY),)}, ("board_certification-lapsed", "Q5")),
        ({"board_certifications": (a_board(certified_on=ON + DAY),)}, ("board_certification-not-yet", "Q5")),
        ({"guideline_training": None}, ("guideline_training-unverified", "Q3")),
        ({"guideline_training": Credential()}, ("guideline_training-unverified", "Q3")),
        ({"sanctions_search": None}, ("sanctions_search-unverified", "Q7")),
        ({"sanctions": (Sanction(body="B", says="reprimand", imposed_on=ON, ended_on=ON),)}, ("sanction", "Q7")),
        ({"sanctions": (Sanction(body="B", says="accusation", is_pending=True),)}, ("sanction", "Q7")),
        ({"sanctions": (Sanction(body="B", says="loss of privileges"),)}, ("sanction", "Q7")),
        ({"medical_evaluator": (MedicalEvaluator(since=ON, until=ON),)}, ("medical-evaluator", "Q8")),
        ({"practice": None}, ("practice-unverified", "Q9")),
        ({"practice": Practice(since=dt.date(2021, 3, 2), hours_per_week=30, **PROOF)}, ("practice-too-short", "Q9")),
        (
            {"practice": Practice(since=dt.date(2010, 1, 1), hours_per_week=23.5, **PROOF)},
            ("practice-too-few-hours", "Q10"),
        ),
        ({"npi": None}, ("npi-missing", "NPI")),
        ({"npi": Npi(number="1234567890", **PROOF)}, ("npi-wrong", "NPI")),
        ({"absences": (Absence(first_on=ON, last_on=ON),)}, ("away", "HOUSE")),
        ({"capacity": None}, ("capacity-unknown", "HOUSE")),
        ({"capacity": Capacity(most_cases=2, open_cases=2)}, ("no-room", "HOUSE")),
        ({"capacity": Capacity(most_cases=2, is_accepting=False)}, ("not-accepting", "HOUSE")),
    ],
)
def test_each_lapse_is_told_with_its_own_reason_and_no_other(
    changed: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert unmet(**changed) == [expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"licences": ()}, Effect.BARS),
        ({"licences": (a_licence(verified_on=None),)}, Effect.BARS),
        ({"licences": (a_licence(status=LicenceStatus.PROBATION),)}, Effect.BARS),
        ({"board_certifications": (a_board(expires_on=ON - DAY),)}, Effect.BARS),
        ({"medical_evaluator": (MedicalEvaluator(since=ON),)}, Effect.BARS),
        ({"absences": (Absence(first_on=ON, last_on=ON),)}, Effect.BARS),
        ({"guideline_training": None}, Effect.HOLDS),
        ({"sanctions": (Sanction(body="B", says="reprimand", imposed_on=ON),)}, Effect.BARS),
        ({"sanctions_search": None}, Effect.BARS),
        ({"licences": (a_licence(), a_licence(state="NV", status=LicenceStatus.REVOKED))}, Effect.BARS),
        ({"npi": None}, Effect.BARS),
        ({"npi": Npi(number="1234567890", **PROOF)}, Effect.BARS),
        ({"practice": None}, Effect.BARS),
        ({"practice": Practice(since=dt.date(2021, 3, 2), hours_per_week=30, **PROOF)}, Effect.BARS),
        ({"practice": Practice(since=dt.date(2010, 1, 1), hours_per_week=23.5, **PROOF)}, Effect.BARS),
        ({"capacity": None}, Effect.AGAINST),
    ],
)
def test_a_credential_that_is_lapsed_unverified_or_restricted_bars(changed: dict[str, Any], expected: Effect) -> None:
    assert effects(**changed) == {expected}


def test_a_bar_by_unverified_law_is_marked_as_unverified() -> None:
    (reason,) = fitness(a_reviewer(practice=None), on=ON).reasons
    assert "(unverified)" in reason.sentence()


def test_what_is_not_on_file_is_not_shown_and_what_fails_is_not_met() -> None:
    bare = a_reviewer(npi=None, licences=(), practice=None, guideline_training=None, capacity=None)
    answers = fitness(bare, on=ON).answers
    assert {answers[it] for it in ("NPI", "Q3", "Q4", "Q9", "HOUSE")} == {Answer.NOT_SHOWN}
    lapsed = fitness(a_reviewer(licences=(a_licence(expires_on=ON - DAY, verified_on=None),)), on=ON)
    assert lapsed.answers["Q4"] is Answer.NOT_MET


def test_what_is_missing_is_told_with_the_fields_to_give() -> None:
    bare = a_reviewer(
        npi=None,
        licences=(a_licence(source="", verified_by=None),),
        practice=None,
        guideline_training=None,
        sanctions_search=None,
        board_certifications=(),
        capacity=None,
    )
    told = {reason.code: reason for reason in fitness(bare, on=ON).reasons}
    assert "source and verified_by are not on file" in told["licence-unverified"].says
    assert "verified_by (primary_source)" in told["licence-unverified"].remedy
    assert "Add guideline_training: with source, verified_on" in told["guideline_training-unverified"].remedy
    assert "must not be written" in told["practice-unverified"].remedy
    assert all("Add " in reason.remedy for code, reason in told.items() if code != "licence-unverified")
    assert all("rule of the house" in reason.sentence() for reason in told.values())


@pytest.mark.parametrize(
    "changed",
    [
        {"licences": (a_licence(expires_on=ON),)},
        {"licences": (a_licence(verified_on=ON - 365 * DAY),)},
        {"licences": (a_licence(), a_licence(state="NV", status=LicenceStatus.EXPIRED))},
        {"licences": (a_licence(state="NV"),)},
        {"board_certifications": (a_board(), a_board(expires_on=ON - DAY))},
        {"sanctions": (Sanction(body="B", says="later", imposed_on=ON + DAY),)},
        {"medical_evaluator": (MedicalEvaluator(since=ON - 9 * DAY, until=ON - DAY),)},
        {"medical_evaluator": (MedicalEvaluator(since=ON + DAY),)},
        {"practice": Practice(since=dt.date(2021, 3, 1), hours_per_week=24, **PROOF)},
        {"absences": (Absence(first_on=ON + DAY, last_on=ON + DAY), Absence(first_on=ON - DAY, last_on=ON - DAY))},
        {"capacity": Capacity(most_cases=2, open_cases=1)},
        {"profession": Profession.PSYCHOLOGIST, "board_certifications": ()},
    ],
)
def test_what_is_just_good_enough_bars_nothing(changed: dict[str, Any]) -> None:
    assert unmet(**changed) == []


def test_all_reasons_are_given_not_the_first() -> None:
    codes = {code for code, _ in unmet(licences=(), practice=None, npi=None, sanctions_search=None)}
    assert codes == {"licence-missing", "practice-unverified", "npi-missing", "sanctions_search-unverified"}


def test_an_unknown_board_waits_for_a_person() -> None:
    verdict = fitness(a_reviewer(board_certifications=(a_board(board="Board of Elsewhere"),)), on=ON)
    assert [reason.effect for reason in verdict.reasons] == [Effect.HOLDS]
    assert verdict.answers["Q5"] is Answer.TO_BE_CLEARED
    assert not verdict.is_fit


def test_a_leap_day_of_practice_is_counted_to_the_first_of_march() -> None:
    practice = Practice(since=dt.date(2020, 2, 29), hours_per_week=30, **PROOF)
    reviewer = a_reviewer(practice=practice)
    codes = [{reason.code for reason in fitness(reviewer, on=dt.date(2025, 3, day)).reasons} for day in (1, 2)]
    assert "practice-too-short" in codes[0]
    assert "practice-too-short" not in codes[1]


def test_an_evaluator_before_2014_is_not_barred() -> None:
    reviewer = a_reviewer(medical_evaluator=(MedicalEvaluator(since=dt.date(2010, 1, 1)),))
    before, after = (fitness(reviewer, on=day) for day in (dt.date(2013, 12, 31), dt.date(2014, 1, 1)))
    assert "medical-evaluator" not in {reason.code for reason in before.reasons}
    assert "medical-evaluator" in {reason.code for reason in after.reasons}


def test_what_is_unverified_law_says_so() -> None:
    verdict = fitness(a_reviewer(sanctions_search=None, licences=()), on=ON)
    marks = {reason.criterion: reason.citation.verification for reason in verdict.reasons}
    assert marks == {"Q7": Verification.UNVERIFIED, "Q4": Verification.VERIFIED}
    assert any("(unverified)" in reason.sentence() for reason in verdict.reasons)


def test_only_proven_credentials_count() -> None:
    reviewer = a_reviewer(
        licences=(a_licence(), a_licence(state="NV", verified_on=None)),
        board_certifications=(
            a_board(subspecialty="Interventional Spine"),
            BoardCertification(board="American Board of Dermatology", specialty="Dermatology"),
        ),
    )
    assert [licence.state for licence in current_licences(reviewer, ON)] == ["CA"]
    names = [specialty.name for specialty in held_specialties(reviewer, ON)]
    assert names == ["Physical Medicine and Rehabilitation", "Interventional Spine"]
