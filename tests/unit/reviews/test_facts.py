"""Findings of a case file become facts with pins; what no page says stays unknown."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import DocumentKind, Finding, FindingKind, FindingState, Mode
from openimr.cases.terms import UrAction
from openimr.cases.utilization import Amount, UrTreatment
from openimr.citations import Pin
from openimr.guidelines.criteria.facts import Day, FactSource, Items, Number, Text, YesNo, number, yes
from openimr.guidelines.criteria.known import FactKind, known_facts
from openimr.guidelines.fact_names import all_fact_names
from openimr.reviews.facts import conditions_told, facts_of, material_of
from openimr.reviews.facts.building import TAKERS
from openimr.reviews.facts.said import MOST_PINS
from openimr.reviews.facts.sheets import Taken, condition_rows, fact_rows
from openimr.reviews.whole_case import WholeCase
from openimr.treatments.headings import requests_in
from openimr.treatments.services import all_services
from unit.casefile.timeline.cases import a_document, a_finding
from unit.cases.factories import FILING, applied, decided, partied, replaced
from unit.reviews.findings import (
    DAY,
    DOCUMENTS,
    LATER,
    LETTER,
    NOTE,
    OLD,
    OPERATION,
    REQUEST,
    a_case,
    facts,
    sessions,
    values,
)

KIND = FindingKind
RECORD, REVIEW, FORM = FactSource.RECORD, FactSource.UR_DECISION, FactSource.APPLICATION
SHOULDER = "Physical therapy 12 visits right shoulder"


def twelve() -> tuple[FactSource, object]:
    return RECORD, number(12, "session")


def ur(action: UrAction, certified: Amount | None = None, asked: Amount | None = None) -> UrTreatment:
    return UrTreatment(number=1, wording="Physical therapy 2x6", action=action, certified=certified, asked=asked)


def some(value: float, unit: str = "sessions") -> Amount:
    return Amount(value=value, unit=unit)


# The sheets


def test_every_fact_of_the_rulebook_says_which_finding_gives_it_or_that_none_does() -> None:
    listed = [row.fact for row in fact_rows()]
    assert set(known_facts()) <= set(listed)
    assert len(listed) == len(set(listed))


def test_every_row_names_a_fact_that_guidelines_ask_for() -> None:
    assert not [row.fact for row in fact_rows() if row.fact not in all_fact_names()]
    assert not [row.condition for row in condition_rows() if row.condition not in all_fact_names()]


def test_every_way_of_taking_a_fact_is_there_and_used() -> None:
    by_nobody = {Taken.BY_WORDING, Taken.BY_A_PERSON}
    assert set(TAKERS) == set(Taken) - by_nobody
    assert {row.taken for row in fact_rows()} == set(Taken)


def test_conditions_are_told_in_words() -> None:
    assert conditions_told()["crps"] == "complex regional pain syndrome"
    assert conditions_told()["chronic_pain"] == "chronic pain"


def test_rows_name_services_of_the_vocabulary() -> None:
    assert not [code for row in fact_rows() for code in row.codes if code not in all_services()]


def test_a_yes_or_no_of_the_sheet_is_a_yes_or_no_fact() -> None:
    taken = [row.fact for row in fact_rows() if row.taken in {Taken.YES_OR_NO, Taken.DOCUMENT}]
    assert taken
    assert all(all_fact_names()[name].kind is FactKind.YES_NO for name in taken)


def test_functional_improvement_can_never_be_said_to_be_so() -> None:
    (row,) = (row for row in fact_rows() if row.fact == "functional_improvement")
    assert not row.is_so
    assert row.is_not


# What is never used, and what is unknown


def test_where_nothing_counts_sessions_the_number_is_unknown_and_not_zero() -> None:
    assert values(facts(a_case()), "prior_sessions") == []


def test_a_treatment_that_is_denied_gives_no_number() -> None:
    denied = a_finding(KIND.TREATMENT, NOTE, name="physical therapy", code="physical_therapy", mode=Mode.DENIED)
    assert values(facts(a_case(denied)), "prior_sessions") == []


def test_a_refused_finding_is_never_used() -> None:
    refused = replaced(sessions(12), state=FindingState.REFUSED, by="r")
    assert values(facts(a_case(refused)), "prior_sessions") == []


@pytest.mark.parametrize("mode", [Mode.FAMILY, Mode.PLANNED, Mode.HISTORICAL])
def test_a_diagnosis_of_the_family_of_earlier_times_or_suspected_is_none(mode: Mode) -> None:
    known = facts(a_case(a_finding(KIND.DIAGNOSIS, NOTE, name="Depression", mode=mode)))
    assert values(known, "depression") == []
    assert values(known, "diagnoses") == []


def test_planned_sessions_are_no_sessions_before() -> None:
    planned = replaced(sessions(12), mode=Mode.PLANNED)
    assert values(facts(a_case(planned)), "prior_sessions") == []


def test_a_case_without_a_case_file_knows_what_its_filing_says() -> None:
    known = facts_of(WholeCase(filing=FILING), requests_in("Acupuncture x 6")[0], ur=None, on=DAY)
    assert values(known, "injured_on") == [(FORM, Day(on=dt.date(2020, 1, 2)))]
    assert {fact.source for fact in known.facts} == {FORM}


def test_findings_on_the_applications_form_are_not_used_again() -> None:
    on_form = a_finding(KIND.TREATMENT, 1, name="physical therapy", code="physical_therapy", mode=Mode.DENIED)
    assert material_of(a_case(on_form)).grounds.seen == ()


# Sessions


def test_sessions_that_a_record_counts_are_pinned_to_it() -> None:
    (fact,) = facts(a_case(sessions(12))).of("prior_sessions")
    assert (fact.source, fact.value) == twelve()
    assert [(type(pin), pin.document, pin.page, pin.quote) for pin in fact.pins] == [
        (Pin, "document 4", NOTE, "physical_therapy")
    ]


def test_eighteen_by_utilization_review_and_twelve_by_the_record_stand_side_by_side() -> None:
    known = facts(a_case(sessions(18, LETTER), sessions(12)))
    assert values(known, "prior_sessions") == [twelve(), (REVIEW, number(18, "session"))]
    assert known.contradicted() == ("prior_sessions",)


def test_a_number_that_a_later_page_goes_on_counting_is_left_out() -> None:
    known = facts(a_case(sessions(4, OLD), sessions(12)))
    assert values(known, "prior_sessions") == [twelve()]


def test_a_lower_number_on_a_later_page_stands_beside_the_higher() -> None:
    known = facts(a_case(sessions(12, OLD), sessions(4)))
    assert values(known, "prior_sessions") == [twelve(), (RECORD, number(4, "session"))]


def test_numbers_of_pages_without_a_day_stand_side_by_side() -> None:
    documents = (*DOCUMENTS, a_document(8))
    known = facts(a_case(sessions(12), sessions(4, 8), documents=documents))
    assert len(values(known, "prior_sessions")) == 2


def test_sessions_after_the_request_are_none_before_it() -> None:
    assert values(facts(a_case(sessions(6, LATER))), "prior_sessions") == []


def test_sessions_of_another_discipline_do_not_count() -> None:
    assert values(facts(a_case(sessions(6, code="acupuncture"))), "prior_sessions") == []


def test_services_that_notes_name_in_place_of_each_other_count_together() -> None:
    known = facts(a_case(sessions(12, code="psychotherapy")), "Cognitive behavioral therapy x 6")
    assert values(known, "prior_sessions") == [twelve()]


def test_of_services_given_together_the_first_that_is_counted_gives_the_number() -> None:
    both = (sessions(12, code="psychotherapy"), sessions(3, code="relaxation_training"))
    known = facts(a_case(*both), "Cognitive Behavioral Therapy and Relaxation Training (x4)")
    assert values(known, "prior_sessions") == [twelve()]


def test_sessions_for_a_part_of_the_body_say_so() -> None:
    (fact,) = facts(a_case(sessions(12, part="shoulder"))).of("prior_sessions")
    assert fact.body == "shoulder"


def test_a_later_page_about_another_part_takes_no_place() -> None:
    known = facts(a_case(sessions(4, OLD, part="shoulder"), sessions(12, part="neck")))
    assert len(values(known, "prior_sessions")) == 2


def test_all_visits_of_the_injury_are_told_only_in_so_many_words() -> None:
    finding = sessions(12)
    silent = a_case(finding, texts=["", "", "", "physical_therapy: 12 visits were had."])
    plain = a_case(finding, texts=["", "", "", "physical_therapy visits since the\ninjury: 12. He walks."])
    assert values(facts(silent), "prior_sessions_for_the_injury") == []
    assert values(facts(plain), "prior_sessions_for_the_injury") == [twelve()]


def test_the_words_of_another_sentence_do_not_count() -> None:
    text = "He has had pain since the injury. physical_therapy visits: 12. He walks since the injury."
    finding = sessions(12)
    pin = msgspec.structs.replace(finding.pin, span=msgspec.structs.replace(finding.pin.span, start=34, end=50))
    known = facts(a_case(replaced(finding, pin=pin), texts=["", "", "", text]))
    assert values(known, "prior_sessions_for_the_injury") == []


# What was certified and requested


def test_a_denial_certifies_none_and_is_pinned_to_the_letter() -> None:
    action = a_finding(KIND.UR_ACTION, LETTER, name="denied", code="physical_therapy", count=12.0)
    (fact,) = facts(a_case(action), ur=ur(UrAction.DENIED, asked=some(12))).of("certified_sessions")
    assert (fact.source, fact.value, len(fact.pins)) == (REVIEW, number(0, "session"), 1)


def test_a_modification_certifies_what_the_filing_says() -> None:
    known = facts(a_case(), ur=ur(UrAction.MODIFIED, some(6)))
    assert values(known, "certified_sessions") == [(REVIEW, number(6, "session"))]


def test_a_letter_that_certifies_another_number_stands_beside_the_filing() -> None:
    letter = a_finding(KIND.UR_ACTION, LETTER, name="modified", code="physical_therapy", count=8.0)
    known = facts(a_case(letter), ur=ur(UrAction.MODIFIED, some(6)))
    assert values(known, "certified_sessions") == [(REVIEW, number(6, "session")), (REVIEW, number(8, "session"))]


def test_a_letter_on_two_treatments_of_one_discipline_does_not_contradict() -> None:
    rows = (
        UrTreatment(number=1, wording="Physical therapy 2x6 neck", action=UrAction.MODIFIED),
        UrTreatment(number=2, wording="Physical therapy 2x4 knee", action=UrAction.MODIFIED),
    )
    letter = a_finding(KIND.UR_ACTION, LETTER, name="modified", code="physical_therapy", count=8.0)
    known = facts(a_case(letter, filing=decided(treatments=rows)), ur=ur(UrAction.MODIFIED, some(6)))
    assert values(known, "certified_sessions") == [(REVIEW, number(6, "session"))]


def test_a_letter_without_a_number_says_nothing_of_how_many() -> None:
    letter = a_finding(KIND.UR_ACTION, LETTER, name="modified", code="physical_therapy")
    assert values(facts(a_case(letter), ur=ur(UrAction.MODIFIED)), "certified_sessions") == []


def test_a_letter_of_another_party_does_not_say_what_was_certified() -> None:
    told = a_finding(KIND.UR_ACTION, NOTE, name="denied", code="physical_therapy")
    known = facts(a_case(told), ur=ur(UrAction.MODIFIED, some(6)))
    assert values(known, "certified_sessions") == [(REVIEW, number(6, "session"))]


@pytest.mark.parametrize(
    ("action", "certified", "asked", "found"),
    [
        (UrAction.APPROVED, None, some(12), 12),
        (UrAction.APPROVED, some(10), some(12), 10),
        (UrAction.DELAYED, None, some(12), None),
        (UrAction.MODIFIED, None, some(12), None),
        (UrAction.DENIED, None, None, 0),
        (UrAction.DENIED, None, some(30, "tablets"), None),
        (UrAction.MODIFIED, some(6, "boxes"), None, None),
    ],
)
def test_what_was_certified_follows_the_action(
    action: UrAction, certified: Amount | None, asked: Amount | None, found: float | None
) -> None:
    known = facts(a_case(), ur=ur(action, certified, asked))
    expected = [] if found is None else [(REVIEW, number(found, "session"))]
    assert values(known, "certified_sessions") == expected


def test_a_denial_of_an_injection_counts_in_injections() -> None:
    known = facts(a_case(), "Epidural steroid injection L5-S1", ur(UrAction.DENIED))
    assert values(known, "certified_sessions") == [(REVIEW, number(0, "injection"))]


@pytest.mark.parametrize("wording", ["Zorbly", "Naproxen 500 mg #60", "One walker with a seat"])
def test_what_is_not_counted_in_sessions_has_none_certified(wording: str) -> None:
    letter = a_finding(
        KIND.UR_ACTION, LETTER, name="denied", code="nsaids", says="Utilization review: denied (naproxen)"
    )
    assert values(facts(a_case(letter), wording, ur(UrAction.DENIED)), "certified_sessions") == []


def test_a_case_without_a_decision_certifies_nothing() -> None:
    whole = a_case(filing=msgspec.structs.replace(FILING, ur_decision=None))
    assert values(facts(whole), "certified_sessions") == []
    assert values(facts(whole, ur=ur(UrAction.MODIFIED, some(6))), "certified_sessions")


def asked(count: float | None, document: int = REQUEST, unit: str = "session") -> Finding:
    return a_finding(
        KIND.REQUEST, document, name="PT", code="physical_therapy", count=count, unit=unit, mode=Mode.PLANNED
    )


def test_the_request_for_authorization_of_that_day_says_how_many() -> None:
    assert values(facts(a_case(asked(12))), "requested_sessions") == [twelve()]


def test_a_bare_quantity_on_a_form_may_be_of_another_line() -> None:
    bare = asked(90)
    bare = replaced(bare, pin=msgspec.structs.replace(bare.pin, quote="quantity 90"))
    counted = replaced(asked(12), pin=msgspec.structs.replace(bare.pin, quote="12\nVisits"))
    assert values(facts(a_case(bare, counted)), "requested_sessions") == [twelve()]


def test_what_a_report_or_an_older_request_asks_for_is_another_request() -> None:
    older = a_document(8, DocumentKind.REQUEST_FOR_AUTHORIZATION, "2024-11-05")
    whole = a_case(asked(12, NOTE), asked(8, 8), asked(None), asked(30, unit="tablet"), documents=(*DOCUMENTS, older))
    assert values(facts(whole), "requested_sessions") == []


def test_what_the_decision_says_was_asked_for_stands_beside_the_request() -> None:
    in_letter = asked(8, LETTER)
    known = facts(a_case(asked(12), in_letter), ur=ur(UrAction.DENIED, asked=some(8)))
    assert values(known, "requested_sessions") == [twelve(), (REVIEW, number(8, "session"))]
    assert known.of("requested_sessions")[1].pins


def test_tablets_and_boxes_are_no_sessions() -> None:
    assert values(facts(a_case(), ur=ur(UrAction.DENIED, asked=some(3, "boxes"))), "requested_sessions") == []
    drug = facts(a_case(), "Naproxen 500 mg #60", ur(UrAction.DENIED, asked=some(60, "days")))
    assert values(drug, "requested_sessions") == []


# What is so, and what is not


def response(name: str, document: int = NOTE, code: str = "physical_therapy", **fields: object) -> Finding:
    return a_finding(KIND.RESPONSE, document, name=name, code=code, **fields)


@pytest.mark.parametrize(
    ("name", "expected"), [("improved", True), ("not improved", False), ("worse", False), ("partly improved", None)]
)
def test_how_the_treatment_helped_is_a_response(name: str, expected: bool | None) -> None:
    known = facts(a_case(response(name)))
    assert values(known, "treatment_response") == ([] if expected is None else [(RECORD, YesNo(is_so=expected))])


def test_responses_that_contradict_one_another_stand_side_by_side() -> None:
    known = facts(a_case(response("improved"), response("not improved", OLD)))
    assert values(known, "treatment_response") == [(RECORD, yes()), (RECORD, YesNo(is_so=False))]


def test_a_response_to_another_treatment_or_after_the_request_is_none() -> None:
    others = (response("improved", code="acupuncture"), response("improved", code=""), response("improved", LATER))
    assert values(facts(a_case(*others)), "treatment_response") == []


def test_improvement_is_no_functional_improvement() -> None:
    one = a_finding(KIND.RESPONSE, NOTE, name="improved", code="physical_therapy")
    pin = msgspec.structs.replace(one.pin, quote="functional improvement")
    known = facts(a_case(replaced(one, pin=pin)))
    assert values(known, "functional_improvement") == []
    assert values(known, "gain_in_activities") == []


def test_no_functional_improvement_in_so_many_words_is_a_no() -> None:
    one = response("not improved")
    pin = msgspec.structs.replace(one.pin, quote="No functional\nimprovement")
    known = facts(a_case(replaced(one, pin=pin)))
    assert values(known, "functional_improvement") == [(RECORD, YesNo(is_so=False))]


def test_a_response_to_one_drug_is_none_to_another_of_its_class() -> None:
    told = response("improved", code="antiepileptics", says="Improved with gabapentin")
    whole = a_case(told)
    assert values(facts(whole, "Gabapentin 300 mg #90"), "treatment_response") == [(RECORD, yes())]
    assert values(facts(whole, "Pregabalin 75 mg #60"), "treatment_response") == []


def test_what_failed_is_told_by_its_response() -> None:
    known = facts(a_case(response("not improved"), response("improved", OLD, code="antidepressants")))
    assert values(known, "therapy_failed") == [(RECORD, yes())]
    assert values(known, "antidepressants_failed") == []


@pytest.mark.parametrize("name", ["improved", "partly improved", "not improved"])
def test_first_line_treatment_was_tried_where_its_result_is_recorded(name: str) -> None:
    assert values(facts(a_case(response(name, code="nsaids"))), "first_line_tried") == [(RECORD, yes())]


def test_a_first_line_treatment_that_is_only_listed_has_no_result() -> None:
    listed = a_finding(KIND.MEDICATION, NOTE, name="naproxen", code="nsaids")
    given = a_finding(KIND.TREATMENT, NOTE, name="physical therapy", code="physical_therapy")
    assert values(facts(a_case(listed, given)), "first_line_tried") == []


def test_a_drug_is_taken_now_only_by_a_page_on_the_current_condition() -> None:
    drug = a_finding(KIND.MEDICATION, NOTE, name="naproxen", code="nsaids")
    assert values(facts(a_case(drug)), "nsaid_use") == [(RECORD, yes())]
    for other in (OLD, LATER):
        assert values(facts(a_case(a_finding(KIND.MEDICATION, other, name="n", code="nsaids"))), "nsaid_use") == []
    denied = a_finding(KIND.MEDICATION, NOTE, name="naproxen", code="nsaids", mode=Mode.DENIED)
    assert values(facts(a_case(denied)), "nsaid_use") == []


def test_a_request_from_before_all_rules_has_no_current_page() -> None:
    drug = a_finding(KIND.MEDICATION, NOTE, name="naproxen", code="nsaids")
    whole = a_case(drug, filing=applied(received_on=dt.date(2011, 1, 3)))
    known = facts_of(whole, requests_in("Acupuncture x 6")[0], ur=None, on=dt.date(2010, 12, 1))
    assert values(known, "nsaid_use") == []


def test_a_psychological_evaluation_is_told_by_its_document() -> None:
    quoted = sessions(1, 8).pin
    first = replaced(a_document(8, DocumentKind.PSYCHOLOGICAL_EVALUATION, "2024-06-01"), evidence=(quoted,))
    late = replaced(a_document(9, DocumentKind.PSYCHOLOGICAL_EVALUATION, "2025-06-01"), evidence=(quoted,))
    bare = a_document(10, DocumentKind.PSYCHOLOGICAL_EVALUATION)
    (fact,) = facts(a_case(documents=(*DOCUMENTS, first, late, bare))).of("psychological_evaluation")
    assert (fact.value, fact.source, len(fact.pins)) == (yes(), RECORD, 1)


@pytest.mark.parametrize(
    ("value", "unit", "quote", "expected"),
    [
        (50.0, "%", "50% pain relief", [50.0]),
        (50.0, "%", "50% better", []),
        (300.0, "%", "300% relief", []),
        (None, "", "relief", []),
    ],
)
def test_relief_is_a_share_that_the_words_call_so(
    value: float | None, unit: str, quote: str, expected: list[float]
) -> None:
    one = response("improved", value=value, unit=unit)
    known = facts(a_case(replaced(one, pin=msgspec.structs.replace(one.pin, quote=quote))))
    assert values(known, "pain_relief") == [(RECORD, number(each, "percent")) for each in expected]


# Diagnoses and conditions


def diagnosis(name: str, document: int = NOTE, **fields: object) -> Finding:
    return a_finding(KIND.DIAGNOSIS, document, name=name, **fields)


def test_diagnoses_stand_in_one_list_in_their_order_each_once() -> None:
    found = (diagnosis("Sciatica"), diagnosis("Lumbago"), diagnosis("lumbago", OLD), diagnosis("Gout", LETTER))
    assert values(facts(a_case(*found)), "diagnoses") == [(RECORD, Items(items=("Sciatica", "Lumbago")))]


def test_what_a_diagnosis_says_is_not_there_is_none() -> None:
    known = facts(a_case(diagnosis("Disc disease without radiculopathy")))
    assert values(known, "diagnoses") == [(RECORD, Items(items=("Disc disease",)))]
    assert values(known, "radiculopathy") == []


def test_without_diagnoses_of_records_that_of_the_form_is_given() -> None:
    filing = applied(primary_diagnosis="lumbar radiculopathy", diagnosis_codes=("338.4", "311"))
    form = "Diagnosis: Lumbar radiculopathy\nCodes 338.4, telephone 805-555-0311"
    known = facts(a_case(filing=filing, texts=[form]))
    assert values(known, "diagnoses") == [(FORM, Items(items=("lumbar radiculopathy",)))]
    assert values(known, "radiculopathy") == [(FORM, yes())]
    assert [pin.quote for pin in known.of("chronic_pain")[0].pins] == ["338.4"]
    assert values(known, "depression") == []


def test_a_diagnosis_is_a_condition_by_code_by_words_and_by_part() -> None:
    found = (
        diagnosis("Mood disorder", code="296.33"),
        diagnosis("Chronic pain syndrome"),
        diagnosis("Osteoarthritis", OLD, part="knee"),
    )
    known = facts(a_case(*found))
    for name in ("depression", "severe_major_depression", "chronic_pain", "osteoarthritis", "knee_osteoarthritis"):
        assert values(known, name) == [(RECORD, yes())]
    assert values(known, "glenohumeral_osteoarthritis") == []


def test_a_longer_code_is_not_another_category() -> None:
    known = facts(a_case(diagnosis("Something", code="3110"), diagnosis("Other", code="M541")))
    assert values(known, "depression") == values(known, "radiculopathy") == []


def test_what_utilization_review_diagnoses_is_its_own_word() -> None:
    known = facts(a_case(diagnosis("Lumbar radiculopathy", LETTER)))
    assert values(known, "radiculopathy") == [(REVIEW, yes())]
    assert values(known, "diagnoses") == []


def test_a_condition_that_a_record_denies_is_a_no() -> None:
    known = facts(a_case(diagnosis("radiculopathy", mode=Mode.DENIED)))
    assert values(known, "radiculopathy") == [(RECORD, YesNo(is_so=False))]


def test_what_one_page_diagnoses_and_another_denies_stands_side_by_side() -> None:
    found = (diagnosis("Lumbar radiculopathy", part="lumbar_spine"), diagnosis("radiculopathy", OLD, mode=Mode.DENIED))
    known = facts(a_case(*found))
    assert values(known, "radiculopathy") == [(RECORD, yes()), (RECORD, YesNo(is_so=False))]


def test_a_denial_for_one_part_says_nothing_of_another() -> None:
    stated = diagnosis("Lumbar radiculopathy", part="lumbar_spine")
    denied = diagnosis("Cervical radiculopathy", OLD, part="neck", mode=Mode.DENIED)
    assert values(facts(a_case(stated, denied)), "radiculopathy") == [(RECORD, yes())]


def test_a_denial_by_utilization_review_is_none() -> None:
    assert values(facts(a_case(diagnosis("radiculopathy", LETTER, mode=Mode.DENIED))), "radiculopathy") == []


def test_chronic_pain_that_a_record_diagnoses_is_the_chronic_phase() -> None:
    assert values(facts(a_case(diagnosis("Chronic pain syndrome"))), "clinical_phase") == [
        (RECORD, Text(words="chronic"))
    ]
    for other in (diagnosis("Chronic pain", LETTER), diagnosis("Lumbago")):
        assert values(facts(a_case(other)), "clinical_phase") == []


# Days, age and operations


def test_the_day_of_injury_is_told_by_form_and_records_with_what_differs() -> None:
    other = dt.date(2020, 2, 1)
    found = (
        a_finding(KIND.INJURY, NOTE, name="a", on=other),
        a_finding(KIND.INJURY, OLD, name="b"),
        a_finding(KIND.INJURY, OLD, name="c", on=dt.date(2011, 1, 1), mode=Mode.HISTORICAL),
    )
    known = facts(a_case(*found, texts=["Visit 03/01/2020. Date of injury: 01/02/2020"]))
    assert values(known, "injured_on") == [(RECORD, Day(on=other)), (FORM, Day(on=dt.date(2020, 1, 2)))]
    assert [pin.quote for pin in known.of("injured_on")[1].pins] == ["01/02/2020"]


def age(value: float | None, document: int = NOTE, name: str = "age") -> Finding:
    return a_finding(KIND.PERSON, document, name=name, value=value)


def test_the_age_is_that_on_the_day_of_the_request_by_the_day_of_birth() -> None:
    found = (age(54), age(51, OLD), age(None, LATER), age(None, LATER, name="sex"))
    assert values(facts(a_case(*found)), "age") == [(FORM, number(54, "year"))]


def test_an_age_that_contradicts_the_day_of_birth_stands_beside_it() -> None:
    assert values(facts(a_case(age(61))), "age") == [(RECORD, number(61, "year")), (FORM, number(54, "year"))]


def test_without_a_day_of_birth_the_last_page_of_the_year_tells_the_age() -> None:
    born = replaced(FILING.parties.employee, born_on=None)
    filing = partied(employee=born)
    found = (age(50, OLD), age(54), age(55, LATER))
    assert values(facts(a_case(*found, filing=filing)), "age") == [(RECORD, number(54, "year"))]
    assert values(facts(a_case(age(50, OLD), filing=filing)), "age") == []


def test_pain_has_lasted_since_the_injury_where_a_current_page_states_it() -> None:
    pain = a_finding(KIND.PAIN, NOTE, name="pain", value=6.0)
    assert values(facts(a_case(pain)), "pain_duration") == [(RECORD, number(61, "month"))]


@pytest.mark.parametrize(
    ("value", "document"),
    [(0.0, NOTE), (6.0, OLD), (6.0, LATER), (6.0, LETTER)],
    ids=["none", "old", "later", "review"],
)
def test_without_a_current_page_that_states_pain_nothing_says_that_it_lasts(value: float, document: int) -> None:
    pain = a_finding(KIND.PAIN, document, name="pain", value=value)
    assert values(facts(a_case(pain)), "pain_duration") == []


def test_an_injury_after_the_request_gives_no_length_of_pain() -> None:
    pain = a_finding(KIND.PAIN, NOTE, name="pain", value=6.0)
    whole = a_case(pain, filing=applied(injured_on=dt.date(2025, 3, 1)))
    assert values(facts(whole), "pain_duration") == []


def injection(document: int, **fields: object) -> Finding:
    return a_finding(KIND.TREATMENT, document, name="ESI", code="epidural_steroid_injection", **fields)


def test_the_last_day_is_told_by_words_or_by_the_operative_report_itself() -> None:
    asked_for = "Epidural steroid injection L5-S1"
    found = (injection(OPERATION), injection(NOTE, on=dt.date(2024, 3, 5)), injection(OLD), injection(LATER))
    known = facts(a_case(*found), asked_for)
    assert values(known, "last_given_on") == [(RECORD, Day(on=dt.date(2024, 12, 2)))]


def test_what_was_given_after_the_request_or_told_by_review_is_no_last_day() -> None:
    found = (injection(LATER, on=dt.date(2025, 3, 10)), injection(LETTER, on=dt.date(2024, 3, 5)))
    assert values(facts(a_case(*found), "Epidural steroid injection L5-S1"), "last_given_on") == []


def operation(document: int = OPERATION, part: str = "shoulder", code: str = "rotator_cuff_repair") -> Finding:
    return a_finding(KIND.TREATMENT, document, name=code, code=code, part=part)


@pytest.mark.parametrize("part", ["shoulder", ""])
def test_an_operation_within_its_postsurgical_period_is_told(part: str) -> None:
    known = facts(a_case(operation(part=part)), SHOULDER)
    assert values(known, "surgery") == [(RECORD, Items(items=("rotator_cuff_repair",)))]
    assert values(known, "surgery_on") == [(RECORD, Day(on=dt.date(2024, 12, 2)))]


@pytest.mark.parametrize(
    "other",
    [operation(part="knee"), operation(code="mri"), operation(NOTE), operation(LETTER), operation(LATER)],
    ids=["other part", "no operation", "no day", "by review", "later"],
)
def test_other_operations_are_none_that_the_visits_follow(other: Finding) -> None:
    known = facts(a_case(other), SHOULDER)
    assert values(known, "surgery") == values(known, "surgery_on") == []


def test_an_operation_whose_period_has_passed_is_none() -> None:
    on_last_day = a_document(8, DocumentKind.OPERATIVE_REPORT, "2024-08-26")
    day_before = a_document(9, DocumentKind.OPERATIVE_REPORT, "2024-08-25")
    documents = (*DOCUMENTS, on_last_day, day_before)
    assert values(facts(a_case(operation(8), documents=documents), SHOULDER), "surgery")
    assert values(facts(a_case(operation(9), documents=documents), SHOULDER), "surgery") == []


def test_a_request_that_names_no_part_may_follow_any_operation() -> None:
    assert values(facts(a_case(operation()), "Physical therapy 12 visits"), "surgery")


# Scores and work


def score(value: float, document: int = NOTE, name: str = "BDI", highest: float = 63.0) -> Finding:
    return a_finding(KIND.SCORE, document, name=name, value=value, lowest=0.0, highest=highest)


def test_a_measure_has_a_first_and_a_last_value_and_no_word_on_better() -> None:
    known = facts(a_case(score(22, OLD), score(10), score(40, LATER), score(17, name="BAI")))
    assert values(known, "objective_measure") == [(RECORD, Text(words="BDI 22 on 05/04/2021, BDI 10 on 02/10/2025"))]
    assert len(known.of("objective_measure")[0].pins) == 2
    assert values(known, "current_value") == [(RECORD, Text(words="BAI 17 on 02/10/2025; BDI 10 on 02/10/2025"))]


def test_one_value_an_impossible_one_or_one_by_review_is_no_measure() -> None:
    whole = a_case(score(22), score(99, OLD), score(30, LETTER), a_finding(KIND.PAIN, OLD, name="pain", value=7.0))
    assert values(facts(whole), "objective_measure") == []
    assert values(facts(a_case()), "current_value") == []


def test_the_work_status_is_that_of_the_last_page_before_the_request() -> None:
    found = (
        a_finding(KIND.WORK_STATUS, OLD, name="off work", says="Off work"),
        a_finding(KIND.WORK_STATUS, NOTE, name="modified duty", says="Modified duty"),
        a_finding(KIND.WORK_STATUS, NOTE, name="restriction", says="no lifting"),
        a_finding(KIND.WORK_STATUS, LATER, name="full duty", says="Full duty"),
    )
    assert values(facts(a_case(*found)), "work_status") == [(RECORD, Text(words="modified duty; no lifting"))]
    assert values(facts(a_case(found[2])), "work_status") == []


# Whatever the findings are

any_findings = st.lists(
    st.builds(
        a_finding,
        st.sampled_from(FindingKind),
        st.sampled_from([1, LETTER, REQUEST, NOTE, LATER, OPERATION, OLD]),
        name=st.sampled_from(["improved", "not improved", "denied", "modified", "age", "Depression", "BDI", "surgery"]),
        code=st.sampled_from(["", "physical_therapy", "acupuncture", "rotator_cuff_repair", "311", "nsaids"]),
        mode=st.sampled_from(Mode),
        state=st.sampled_from(FindingState),
        count=st.none() | st.integers(0, 30).map(float),
        value=st.none() | st.integers(0, 100).map(float),
        unit=st.sampled_from(["", "session", "%"]),
        on=st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2025, 12, 31)),
        part=st.sampled_from(["", "shoulder", "neck"]),
    ),
    max_size=12,
)


@given(any_findings)
def test_every_number_of_sessions_is_one_that_a_page_states(found: list[Finding]) -> None:
    usable = [one for one in found if one.state is not FindingState.REFUSED]
    stated = {one.count for one in usable if one.kind is KIND.SESSIONS and one.mode in {Mode.STATED, Mode.HISTORICAL}}
    for fact in facts(a_case(*found), SHOULDER).of("prior_sessions"):
        assert isinstance(fact.value, Number)
        assert fact.value.amount in stated


@given(any_findings)
def test_no_fact_rests_on_a_refused_finding_or_is_unpinned_in_the_record(found: list[Finding]) -> None:
    pinned = {(pin.page, pin.quote) for fact in facts(a_case(*found), SHOULDER).facts for pin in fact.pins}
    usable = {(one.pin.page, one.pin.quote) for one in found if one.state is not FindingState.REFUSED}
    assert pinned <= usable
    assert all(fact.pins for fact in facts(a_case(*found), SHOULDER).facts if fact.source is RECORD)


@given(any_findings)
def test_nobody_is_ever_said_to_have_improved_in_function(found: list[Finding]) -> None:
    known = facts(a_case(*found), SHOULDER)
    assert yes() not in {fact.value for fact in known.of("functional_improvement")}


# Order and size


def test_the_facts_are_the_same_each_time() -> None:
    whole = a_case(sessions(18, LETTER), sessions(12), diagnosis("Depression"), score(22, OLD), score(10))
    assert facts(whole) == facts(whole)


def test_no_value_is_pinned_to_more_pages_than_a_reader_wants() -> None:
    documents = tuple(a_document(number, on="2024-05-05") for number in range(1, 12))
    many = [a_finding(KIND.INJURY, number, name=str(number), on=dt.date(2020, 1, 2)) for number in range(1, 12)]
    (fact, _) = facts(a_case(*many, documents=documents)).of("injured_on")
    assert len(fact.pins) == MOST_PINS


def test_every_fact_of_a_record_says_where_it_stands() -> None:
    whole = a_case(sessions(12), diagnosis("Depression"), score(22, OLD), score(10), response("improved"), age(61))
    assert all(fact.pins for fact in facts(whole).facts if fact.source is RECORD)
