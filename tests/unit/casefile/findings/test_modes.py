"""How a note speaks of what it names: denied, earlier, of the family, planned, or as it is."""

from __future__ import annotations

import pytest

from openimr.casefile.findings.modes import is_unchecked, mode_of
from openimr.casefile.findings.words import Section
from openimr.casefile.model import DocumentKind, Finding, FindingKind, Mode
from unit.casefile.findings.scoring import Note, found_in


def said(sentence: str, words: str, section: Section = Section.BODY) -> Mode:
    start = sentence.index(words)
    return mode_of(sentence, start, start + len(words), section)


def found(text: str, kind: FindingKind, paper: DocumentKind = DocumentKind.PROGRESS_REPORT) -> list[Finding]:
    return [one for one in found_in(Note(paper, text, ())) if one.kind is kind]


@pytest.mark.parametrize(
    ("sentence", "words", "mode"),
    [
        ("the patient denies depression.", "depression", Mode.DENIED),
        ("she denies numbness, tingling, or depression.", "depression", Mode.DENIED),
        ("he denies depression but reports anxiety.", "anxiety", Mode.STATED),
        ("no prior acupuncture.", "acupuncture", Mode.DENIED),
        ("acupuncture: none", "acupuncture", Mode.DENIED),
        ("acupuncture has not been tried", "acupuncture", Mode.DENIED),
        ("history of gout", "gout", Mode.HISTORICAL),
        ("status post lumbar fusion", "lumbar fusion", Mode.HISTORICAL),
        ("norco was discontinued", "norco", Mode.HISTORICAL),
        ("her mother had depression", "depression", Mode.FAMILY),
        ("diabetes in both parents", "diabetes", Mode.FAMILY),
        ("requesting authorization for acupuncture", "acupuncture", Mode.PLANNED),
        ("acupuncture is recommended", "acupuncture", Mode.PLANNED),
        ("there is no improvement with acupuncture", "acupuncture", Mode.STATED),
        ("not only depression is present", "depression", Mode.STATED),
        ("he has depression", "depression", Mode.STATED),
    ],
)
def test_the_words_around_a_mention_say_how_it_is_meant(sentence: str, words: str, mode: Mode) -> None:
    assert said(sentence, words) is mode


def test_a_denial_in_the_family_history_is_a_denial() -> None:
    assert said("no diabetes.", "diabetes", Section.FAMILY) is Mode.DENIED


def test_what_stands_under_the_family_history_is_of_the_family() -> None:
    assert said("history of diabetes.", "diabetes", Section.FAMILY) is Mode.FAMILY
    assert said("diabetes.", "diabetes", Section.FAMILY) is Mode.FAMILY


def test_a_denial_does_not_reach_over_a_hundred_letters() -> None:
    assert said(f"he denies pain {'on most of the days ' * 6}depression", "depression") is Mode.STATED


def test_an_empty_box_says_nothing_and_a_ticked_one_does() -> None:
    assert is_unchecked("[ ] off work", 4)
    assert not is_unchecked("[x] off work", 4)
    statuses = found("Work status: [ ] Full duty [x] Modified duty [ ] Off work", FindingKind.WORK_STATUS)
    assert [one.name for one in statuses] == ["modified duty"]


def test_an_allergy_is_no_medication() -> None:
    assert not found("Allergies: codeine, tramadol.", FindingKind.MEDICATION)
    assert not found("She is allergic to codeine.", FindingKind.MEDICATION)


def test_what_a_guideline_says_is_no_finding() -> None:
    text = "Guideline: MTUS recommends 24 visits of acupuncture for depression; tramadol 50 mg is an option."
    assert not found_in(Note(DocumentKind.UR_DECISION, text, ()))


def test_a_medication_of_a_relative_is_not_called_one_of_the_family() -> None:
    [one] = found("Her husband gave her tramadol 50 mg.", FindingKind.MEDICATION)
    assert one.mode is Mode.STATED


def test_a_denied_request_denies_no_treatment() -> None:
    text = "Utilization review denied acupuncture and tramadol on 3/4/2014."
    assert [one.mode for one in found(text, FindingKind.REQUEST)] == [Mode.PLANNED]
    assert not found(text, FindingKind.TREATMENT)
    assert [one.mode for one in found(text, FindingKind.MEDICATION)] == [Mode.PLANNED]


def test_a_treatment_that_is_not_needed_is_neither_given_nor_asked_for() -> None:
    text = "Acupuncture is not needed at this time."
    assert not found(text, FindingKind.TREATMENT) + found(text, FindingKind.REQUEST)


def test_a_restriction_under_the_plan_is_one_of_work() -> None:
    [one] = found("Plan: No lifting over 20 lbs.", FindingKind.WORK_STATUS)
    assert (one.value, one.unit) == (20, "lb")
    assert not found("Exam: no prolonged capillary refill.", FindingKind.WORK_STATUS)
    assert not found("Restrictions: [ ] No lifting over 20 lbs.", FindingKind.WORK_STATUS)


def test_work_that_is_hoped_for_is_no_status() -> None:
    assert not found("She hopes to be on full duty.", FindingKind.WORK_STATUS)
    [one] = found("Plan: modified duty until 5/1/2014.", FindingKind.WORK_STATUS)
    assert one.mode is Mode.STATED
    assert str(one.until) == "2014-05-01"


def test_a_relative_who_is_off_work_does_not_change_the_work_status() -> None:
    [one] = found("Her husband notes that she is off work.", FindingKind.WORK_STATUS)
    assert one.mode is Mode.STATED


def test_a_response_that_is_denied_is_turned_into_its_contrary() -> None:
    assert [one.name for one in found("He denies relief with acupuncture.", FindingKind.RESPONSE)] == ["not improved"]


def test_a_response_that_is_hoped_for_is_none() -> None:
    assert not found("Acupuncture should improve sleep; therapy to get better.", FindingKind.RESPONSE)
    assert not found("Physical therapy progress notes. He is better dressed.", FindingKind.RESPONSE)


def test_a_form_that_asks_in_fields_is_reckoned() -> None:
    form = DocumentKind.REQUEST_FOR_AUTHORIZATION
    product = found("Acupuncture. Frequency: 2x/week. Duration: 4 weeks.", FindingKind.REQUEST, form)
    assert [(one.count, one.code) for one in product if one.count] == [(8, "acupuncture")]
    stated = found("Acupuncture. Quantity: 6", FindingKind.REQUEST, form)
    assert [one.count for one in stated if one.count] == [6]


def test_tenths_in_a_note_of_therapy_are_pain_unless_they_count_visits() -> None:
    note = DocumentKind.ACUPUNCTURE_NOTE
    assert [one.value for one in found("LBP down to 3/10 from 6/10.", FindingKind.PAIN, note)] == [3, 6]
    assert not found("Tx 3/10. Visit 4/10. 12/10.", FindingKind.PAIN, note)


def test_scores_follow_one_another_with_their_days() -> None:
    scores = found("PHQ-9: 21 (07/02/2013), 15 (09/04/2013). DASH: 55 -> 41.", FindingKind.SCORE)
    assert [(one.value, str(one.on or "")) for one in scores] == [
        (21, "2013-07-02"),
        (15, "2013-09-04"),
        (55, ""),
        (41, ""),
    ]


def test_review_that_modifies_says_to_what_in_the_next_sentence_or_not_at_all() -> None:
    paper = DocumentKind.UR_DECISION
    [one] = found("Determination: Modified. Certify 6 sessions of yoga.", FindingKind.UR_ACTION, paper)
    assert (one.name, one.count) == ("modified", 6)
    [bare] = found("Determination: the request is modified.", FindingKind.UR_ACTION, paper)
    assert (bare.name, bare.count) == ("modified", None)
    two = found("The request is modified. The request for an MRI is denied.", FindingKind.UR_ACTION, paper)
    assert [one.name for one in two] == ["modified", "denied"]


def test_a_mechanism_that_is_said_to_be_unknown_is_none() -> None:
    assert not found("The mechanism of injury is not described.", FindingKind.INJURY)
    assert not found("Mechanism of injury: fell", FindingKind.INJURY)


def test_the_worker_is_not_said_to_have_what_a_form_leaves_unticked() -> None:
    assert not found("The patient has tried [ ] acupuncture.", FindingKind.TREATMENT)
    assert not found("Medications: [ ] tramadol", FindingKind.MEDICATION)


def test_what_the_claims_file_shows_is_found_under_a_guideline() -> None:
    text = "Guideline: MTUS, psychotherapy, up to 20 visits. The claims file shows 18 therapeutic sessions so far."
    [one] = found(text, FindingKind.SESSIONS, DocumentKind.UR_DECISION)
    assert (one.count, one.code) == (18, "psychotherapy")


def test_sessions_that_have_been_given_are_counted() -> None:
    [one] = found("8 sessions of chiropractic treatment have been given.", FindingKind.SESSIONS)
    assert (one.count, one.code) == (8, "chiropractic")


def test_an_age_beside_a_name_and_a_score_beside_an_abbreviation_are_found() -> None:
    assert [one.value for one in found("Ms. Doe, 52 years old, has neck pain.", FindingKind.PERSON)] == [52]
    assert [one.value for one in found("Beck Depression Inventory (BDI) 10, range 0 to 63.", FindingKind.SCORE)] == [10]


def test_tenths_that_go_on_from_a_sentence_about_pain_are_pain() -> None:
    text = "The pain is worse today. At its best it is 3/10 and at its worst 5/10."
    assert [one.value for one in found(text, FindingKind.PAIN)] == [3, 5]


def test_a_pharmacy_lists_the_number_behind_the_strength() -> None:
    text = "05/09/2022 ibuprofen 800 mg 90\n05/09/2022 tramadol 50 mg 60\nzolpidem 10 mg\n"
    listed = found(text, FindingKind.MEDICATION, DocumentKind.PHARMACY)
    assert [(one.value, one.count) for one in listed] == [(800, 90), (50, 60), (10, None)]
    [one] = found("Takes ibuprofen 800 mg, one tablet daily with food, #90.", FindingKind.MEDICATION)
    assert one.count == 90


def test_a_response_belongs_to_the_treatment_of_the_sentence_before() -> None:
    text = "She has completed 3 sessions of physical therapy. No lasting improvement was noted."
    assert [(one.name, one.code) for one in found(text, FindingKind.RESPONSE)] == [("not improved", "physical_therapy")]


@pytest.mark.parametrize(
    ("sentence", "words", "mode"),
    [
        ("he denies numbness; depression is present", "depression", Mode.STATED),
        ("mechanical traction (discontinued after 2 visits), tens", "tens", Mode.STATED),
        ("tens (discontinued)", "tens", Mode.HISTORICAL),
        ("yoga helped her (acupuncture was not tried)", "yoga", Mode.STATED),
        ("drugs (gabapentin, discontinued in may) helped", "gabapentin", Mode.STATED),
        ("prior mri showed stenosis", "stenosis", Mode.STATED),
        ("prior stenosis", "stenosis", Mode.HISTORICAL),
        ("chiropractic care has not been attempted", "chiropractic care", Mode.DENIED),
        ("she quit naproxen and is now on gabapentin", "gabapentin", Mode.STATED),
        ("she quit naproxen", "naproxen", Mode.HISTORICAL),
    ],
)
def test_a_semicolon_brackets_and_earlier_papers_end_the_reach_of_words(sentence: str, words: str, mode: Mode) -> None:
    assert said(sentence, words) is mode


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The condition is permanent and stationary.", Mode.STATED),
        ("He was declared permanent and stationary on 4/5/2016.", Mode.STATED),
        ("The condition is not yet permanent and stationary.", Mode.DENIED),
        ("She has not reached maximum medical improvement.", Mode.DENIED),
        ("He is not at MMI.", Mode.DENIED),
        ("She has yet to reach MMI.", Mode.DENIED),
        ("He is expected to become permanent and stationary in six months.", Mode.PLANNED),
        ("We will see her again once she is at MMI.", Mode.PLANNED),
    ],
)
def test_the_end_of_healing_is_told_as_reached_or_as_not(text: str, mode: Mode) -> None:
    [one] = found(text, FindingKind.WORK_STATUS)
    assert (one.name, one.mode) == ("permanent and stationary", mode)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Work status: Not able to return to full duty.", [("full duty", Mode.DENIED)]),
        ("She cannot perform her regular work.", [("full duty", Mode.DENIED)]),
        ("He is no longer temporarily totally disabled.", [("temporarily totally disabled", Mode.DENIED)]),
        (
            "TTD: no. Modified duty: yes.",
            [("temporarily totally disabled", Mode.DENIED), ("modified duty", Mode.STATED)],
        ),
        ("Off work: [ ]  Modified duty: [x]", [("modified duty", Mode.STATED)]),
        ("Pain has not improved; full duty.", [("full duty", Mode.STATED)]),
        ("Full duty: [x]  Off work: [ ]", [("full duty", Mode.STATED)]),
    ],
)
def test_a_work_status_that_is_denied_is_none_that_holds(text: str, statuses: list[tuple[str, Mode]]) -> None:
    assert [(one.name, one.mode) for one in found(text, FindingKind.WORK_STATUS)] == statuses


def test_work_with_limits_is_modified_and_each_limit_is_told() -> None:
    text = (
        "May return to work with the following limitations: no kneeling or squatting; no ladders; lifting up to 15 lbs."
    )
    told = [(one.name, one.mode, one.value) for one in found(text, FindingKind.WORK_STATUS)]
    assert told == [
        ("modified duty", Mode.STATED, None), ("restriction", Mode.STATED, None), ("restriction", Mode.STATED, None),
        ("restriction", Mode.STATED, 15.0),
    ]  # fmt: skip
