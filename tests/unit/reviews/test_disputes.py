"""Each disputed treatment is laid beside the guidelines in force, with what is missing in plain words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from openimr.casefile.model import DocumentKind, Finding, FindingKind, FindingState, Mode
from openimr.cases.application import ListedTreatment
from openimr.cases.filing import Filing
from openimr.cases.terms import UrAction
from openimr.cases.utilization import Amount, UrTreatment
from openimr.citations import Span
from openimr.guidelines.criteria.facts import FactSource
from openimr.guidelines.fact_names import all_fact_names
from openimr.guidelines.library import recommendation
from openimr.guidelines.recommendation import Result, Scope
from openimr.reviews.disputes import disputes_of, request_day
from openimr.reviews.overview import Dispute, Missing, MissingKind
from openimr.reviews.whole_case import WholeCase
from unit.casefile.timeline.cases import a_document, a_finding
from unit.cases.factories import FILING, applied, decided
from unit.reviews.findings import LETTER, NOTE, a_case, sessions

KIND = FindingKind
ON = dt.date(2014, 11, 3)
REQUESTED = dt.date(2014, 9, 15)
PSYCHOLOGY = "Individual psychology 1 time a week times 6 weeks"


def filed(wording: str, *more: str, requested_on: dt.date | None = REQUESTED, **fields: Any) -> Filing:
    """A filing of 2014 on these wordings, each of them denied."""
    wordings = (wording, *more)
    listed = tuple(ListedTreatment(number=at, wording=words) for at, words in enumerate(wordings, start=1))
    rows = tuple(
        UrTreatment(number=at, wording=words, action=UrAction.DENIED, **fields)
        for at, words in enumerate(wordings, start=1)
    )
    filing = applied(treatments=listed, received_on=dt.date(2014, 10, 14), injured_on=dt.date(2010, 3, 8))
    return decided(filing, treatments=rows, requested_on=requested_on, decided_on=dt.date(2014, 9, 22))


DOCUMENTS_2014 = (
    a_document(1, DocumentKind.APPLICATION, "2014-10-10"),
    a_document(LETTER, DocumentKind.UR_DECISION, "2014-09-22"),
    a_document(3, DocumentKind.REQUEST_FOR_AUTHORIZATION, "2014-09-15"),
    a_document(NOTE, DocumentKind.PROGRESS_REPORT, "2014-09-10"),
)


def a_dispute(*findings: Finding, wording: str = PSYCHOLOGY) -> Dispute:
    (dispute,) = disputes_of(a_case(*findings, filing=filed(wording), documents=DOCUMENTS_2014), on=ON)
    return dispute


def missing(dispute: Dispute, fact: str) -> Missing | None:
    return next((one for one in dispute.missing if one.fact == fact), None)


# The treatment and its guidelines


def test_every_disputed_treatment_stands_in_the_order_of_the_form() -> None:
    disputes = disputes_of(a_case(filing=filed("Acupuncture x 12, neck", PSYCHOLOGY), documents=DOCUMENTS_2014), on=ON)
    assert [(one.number, one.wording, one.action) for one in disputes] == [
        (1, "Acupuncture x 12, neck", UrAction.DENIED),
        (2, PSYCHOLOGY, UrAction.DENIED),
    ]
    assert disputes[0].applications[0].answers[0].id == "ACU"


def test_a_treatment_that_the_decision_does_not_name_has_no_action() -> None:
    whole = WholeCase(filing=msgspec.structs.replace(FILING, ur_decision=None))
    (dispute,) = disputes_of(whole, on=dt.date(2025, 6, 2))
    assert (dispute.action, dispute.ur, dispute.findings) == (None, None, ())
    assert dispute.applications


def test_each_request_in_a_wording_has_its_own_application() -> None:
    dispute = a_dispute(wording="Acupuncture x 6, neck; naproxen 500 mg #60")
    assert len(dispute.requests) == len(dispute.applications) == 2


def test_the_day_of_the_request_chooses_the_edition_of_the_mtus() -> None:
    first = a_dispute()
    later = filed(PSYCHOLOGY, requested_on=dt.date(2018, 5, 2))
    (second,) = disputes_of(a_case(filing=later, documents=DOCUMENTS_2014), on=dt.date(2018, 9, 3))
    assert "CP09-CBT" in [answer.id for answer in first.applications[0].answers]
    assert "CP09-CBT" not in [answer.id for answer in second.applications[0].answers]


def test_the_day_of_the_review_chooses_the_version_of_the_odg() -> None:
    wording = "12 sessions of relaxation training"
    whole = a_case(filing=filed(wording, requested_on=dt.date(2013, 9, 9)), documents=DOCUMENTS_2014)
    day = recommendation("ODG-MIND").effective[0].from_
    (before,) = disputes_of(whole, on=day - dt.timedelta(days=1))
    (after,) = disputes_of(whole, on=day)
    assert "ODG-MIND" not in [answer.id for answer in before.applications[0].answers]
    assert "ODG-MIND" in [answer.id for answer in after.applications[0].answers]


def test_the_days_of_service_and_of_dispensing_are_those_of_the_decision() -> None:
    served = (dt.date(2014, 8, 20), dt.date(2014, 8, 6))
    filing = filed(PSYCHOLOGY, served_on=served, dispensed_on=dt.date(2014, 8, 7))
    (dispute,) = disputes_of(a_case(filing=filing, documents=DOCUMENTS_2014), on=ON)
    dates = dispute.applications[0].dates
    assert (dates.request, dates.service, dates.dispense, dates.review) == (
        REQUESTED,
        dt.date(2014, 8, 6),
        dt.date(2014, 8, 7),
        ON,
    )


@pytest.mark.parametrize(
    ("filing", "expected"),
    [
        (FILING, dt.date(2025, 2, 26)),
        (decided(requested_on=None), dt.date(2025, 3, 3)),
        (msgspec.structs.replace(FILING, ur_decision=None), dt.date(2025, 3, 3)),
        (applied(msgspec.structs.replace(FILING, ur_decision=None), ur_decided_on=None), dt.date(2025, 3, 24)),
    ],
    ids=["request", "decision", "decision by the form", "receipt"],
)
def test_the_day_of_the_request_is_the_first_that_is_known(filing: Filing, expected: dt.date) -> None:
    assert request_day(filing) == expected


# What is missing


def test_a_number_by_utilization_review_alone_is_not_documented_and_pinned_to_its_letter() -> None:
    dispute = a_dispute(sessions(18, LETTER, "psychotherapy"))
    found = missing(dispute, "prior_sessions")
    assert found is not None
    assert found.kind is MissingKind.NOT_DOCUMENTED
    assert found.words == "the number of earlier sessions of this course"
    assert [(pin.document, pin.page) for pin in found.pins] == [("document 2", LETTER)]
    assert "CP09-CBT" in found.recommendations


def test_two_numbers_contradict_and_both_are_pinned() -> None:
    dispute = a_dispute(sessions(18, LETTER, "psychotherapy"), sessions(3, NOTE, "psychotherapy"))
    found = missing(dispute, "prior_sessions")
    assert found is not None
    assert found.kind is MissingKind.CONTRADICTED
    assert [pin.page for pin in found.pins] == [NOTE, LETTER]


def test_a_number_that_the_record_settles_is_not_missing() -> None:
    dispute = a_dispute(sessions(12, NOTE, "psychotherapy"), sessions(12, LETTER, "psychotherapy"))
    assert missing(dispute, "prior_sessions") is None
    (answer,) = (it for it in dispute.applications[0].answers if it.id == "CP09-CBT")
    assert answer.result is Result.EXCEEDS_TOTAL


def test_what_the_governing_mtus_asks_for_comes_first_and_each_fact_once() -> None:
    dispute = a_dispute(wording="Occupational therapy 2x6 weeks, low back")
    names = [one.fact for one in dispute.missing]
    assert len(names) == len(set(names))
    scopes = {answer.id: answer.scope for answer in dispute.applications[0].answers}
    firsts = [scopes[one.recommendations[0]] for one in dispute.missing]
    assert firsts[0] is Scope.MTUS
    order = (Scope.MTUS, Scope.LAW, Scope.SECOND_STEP, Scope.THIRD_STEP)
    assert [order.index(scope) for scope in firsts] == sorted(order.index(scope) for scope in firsts)


def test_every_fact_that_could_change_an_answer_is_named_with_its_recommendations() -> None:
    dispute = a_dispute()
    for answer in dispute.applications[0].answers:
        for name in answer.would_change:
            found = missing(dispute, name)
            assert found is not None
            assert answer.id in found.recommendations


def test_missing_facts_are_told_in_words_and_not_by_their_names() -> None:
    dispute = a_dispute(wording="Occupational therapy 2x6 weeks, low back")
    assert all("_" not in one.words for one in dispute.missing)
    named = missing(dispute, "crps")
    assert named is not None
    assert named.words == "complex regional pain syndrome"
    asked = missing(dispute, "repeat_without_home_exercise_reason")
    assert asked is not None
    assert asked.words == "a repeated course without a reason why exercise at home fails"


NOTE_TEXT = "There is widespread myofascial pain and a chronic\npain syndrome. Pain is chronic."


def with_texts(*texts: str, findings: tuple[Finding, ...] = ()) -> Missing:
    whole = a_case(*findings, filing=filed(PSYCHOLOGY), documents=DOCUMENTS_2014, texts=texts)
    (dispute,) = disputes_of(whole, on=ON)
    found = missing(dispute, "chronic_pain")
    assert found is not None
    return found


def test_the_words_of_a_condition_of_which_no_finding_tells_are_quoted() -> None:
    found = with_texts("", "", "", NOTE_TEXT)
    assert found.kind is MissingKind.NOT_DOCUMENTED
    assert found.words == "chronic pain; the words quoted may tell it"
    assert [(pin.document, pin.page, pin.quote) for pin in found.pins] == [("document 4", NOTE, "chronic\npain")]
    assert found.pins[0].span.quote(NOTE_TEXT) == found.pins[0].quote


def test_words_of_the_form_of_the_decision_or_of_a_copy_are_not_quoted() -> None:
    found = with_texts(NOTE_TEXT, NOTE_TEXT)
    assert (found.words, found.pins) == ("chronic pain", ())
    whole = a_case(filing=filed(PSYCHOLOGY), documents=DOCUMENTS_2014, texts=("", "", "", NOTE_TEXT))
    assert whole.case_file is not None
    *others, last = whole.case_file.pages
    copied = (*others, msgspec.structs.replace(last, duplicate_of=3))
    case_file = msgspec.structs.replace(whole.case_file, pages=copied)
    (dispute,) = disputes_of(WholeCase(filing=whole.filing, case_file=case_file), on=ON)
    assert all(one.pins == () for one in dispute.missing)


def test_the_name_of_a_test_is_no_condition() -> None:
    texts = ("", "", "", "Beck Depression\nInventory: 12")
    whole = a_case(filing=filed(PSYCHOLOGY), documents=DOCUMENTS_2014, texts=texts)
    (dispute,) = disputes_of(whole, on=ON)
    found = missing(dispute, "depression")
    assert found is not None
    assert found.pins == ()


def test_words_that_a_finding_has_read_as_of_the_family_are_not_quoted() -> None:
    start = NOTE_TEXT.index("chronic")
    aunt = a_finding(KIND.DIAGNOSIS, NOTE, name="chronic pain", mode=Mode.FAMILY)
    pin = msgspec.structs.replace(aunt.pin, span=Span(start, start + 12))
    found = with_texts("", "", "", NOTE_TEXT, findings=(msgspec.structs.replace(aunt, pin=pin),))
    assert found.pins == ()


def test_words_that_begin_with_capitals_keep_them() -> None:
    dispute = a_dispute(wording="H-wave unit, 30 day rental")
    asked = missing(dispute, "tens_failed")
    assert asked is not None
    assert asked.words == "TENS failed"


def test_a_name_that_is_no_test_is_told_by_its_words() -> None:
    dispute = a_dispute(wording="12 sessions of acupuncture for the neck")
    names = {one.fact: one.words for one in dispute.missing}
    assert all(name in all_fact_names() for name in names)
    assert names["prior_duration"] == "the time for which it has been given before"


# The findings for the reviewer


def test_findings_that_name_the_service_the_drug_or_the_part_are_given() -> None:
    treated = a_finding(KIND.TREATMENT, NOTE, name="hypnosis", code="hypnotherapy")
    counted = sessions(6, NOTE, "psychotherapy")
    hurt = a_finding(KIND.DIAGNOSIS, NOTE, name="Neck sprain", part="neck")
    other = a_finding(KIND.DIAGNOSIS, NOTE, name="Knee sprain", part="knee")
    visit = a_finding(KIND.VISIT, NOTE)
    refused = msgspec.structs.replace(sessions(7, NOTE, "psychotherapy"), state=FindingState.REFUSED, by="r")
    found = (treated, counted, hurt, other, visit, refused)

    assert a_dispute(*found).findings == (counted,)
    assert a_dispute(*found, wording="12 sessions of relaxation training (medical hypnotherapy)").findings == (treated,)
    assert a_dispute(*found, wording="Acupuncture x 6, neck").findings == (hurt,)


def test_findings_of_another_drug_of_the_class_are_not_given() -> None:
    gabapentin = a_finding(KIND.MEDICATION, NOTE, name="gabapentin", code="antiepileptics", mode=Mode.STATED)
    assert a_dispute(gabapentin, wording="Gabapentin 300 mg #90").findings == (gabapentin,)
    assert a_dispute(gabapentin, wording="Pregabalin 75 mg #60").findings == ()


def test_what_utilization_review_says_of_it_is_given_too() -> None:
    told = sessions(18, LETTER, "psychotherapy")
    assert a_dispute(told).findings == (told,)


def test_facts_say_what_the_decision_certified() -> None:
    filing = filed(PSYCHOLOGY, asked=Amount(value=6, unit="sessions"))
    (dispute,) = disputes_of(a_case(filing=filing, documents=DOCUMENTS_2014), on=ON)
    (fact,) = (it for it in dispute.applications[0].facts if it.name == "certified_sessions")
    assert fact.source is FactSource.UR_DECISION


def test_a_number_for_two_requests_of_one_wording_is_of_neither_alone() -> None:
    asked = Amount(value=18, unit="sessions")
    filing = filed("Acupuncture x 6, neck; physical therapy x 12, neck", asked=asked)
    (dispute,) = disputes_of(a_case(filing=filing, documents=DOCUMENTS_2014), on=ON)
    assert len(dispute.applications) == 2
    assert dispute.ur is not None
    assert dispute.ur.asked == asked
    for application in dispute.applications:
        names = [fact.name for fact in application.facts]
        assert "certified_sessions" in names
        assert "requested_sessions" not in names


def test_an_unknown_service_has_no_answer_and_misses_nothing() -> None:
    dispute = a_dispute(wording="Zorbly")
    assert dispute.missing == ()
    assert dispute.applications[0].answers == ()
