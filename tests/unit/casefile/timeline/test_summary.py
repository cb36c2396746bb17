"""The draft of a summary is made of findings only, each sentence with its pins."""

from __future__ import annotations

import re

from hypothesis import given, settings

from openimr.casefile.findings import judge
from openimr.casefile.model import DocumentKind, FindingKind, FindingState
from openimr.casefile.timeline import summary, summary_text
from openimr.casefile.timeline.summary import Topic
from unit.casefile.timeline.cases import Case, a_case
from unit.casefile.timeline.test_timeline import CASES

PR2, UR, LETTER = DocumentKind.PROGRESS_REPORT, DocumentKind.UR_DECISION, DocumentKind.CORRESPONDENCE
NUMBER = re.compile(r"\d+(?:\.\d+)?")


FIRST = (
    "Date of injury: 02/14/2013. The patient is a 41-year-old female who slipped on a ramp and hurt her knee.\n"
    "The patient has completed 12 sessions of acupuncture with 30% relief. Pain 8/10. BDI-II: 70.\n"
    "Diagnoses:\n1. Left knee sprain 844.9\n\n"
    "Medications: Norco 10/325 mg #90, gabapentin 300 mg TID\nWork status: Modified duty.\n"
    "PMH: asthma.\n"
)


def a_file() -> Case:
    return a_case(
        (PR2, "2013-06-03", FIRST),
        (PR2, "", "No prior chiropractic. One session of yoga was completed. She has had 1 session of yoga."),
        (PR2, "2013-10-04", "Plan: Request 12 sessions of psychotherapy. Request psychotherapy and MRI."),
        (UR, "2013-10-20", "The request for 12 sessions of psychotherapy is modified to allow 6 sessions."),
        (LETTER, "2013-11-01", "Utilization review denied the MRI on 10/20/2013."),
    )


@settings(max_examples=40)
@given(CASES)
def test_every_sentence_carries_the_pins_of_its_findings(case: Case) -> None:
    by_id = {one.id: one for one in case.findings}
    for sentence in summary(*case).sentences:
        assert sentence.pins
        assert {by_id[identity].pin for identity in sentence.findings} == set(sentence.pins)
        assert sentence.text.endswith(".")


def test_the_order_is_that_of_published_summaries() -> None:
    topics = [sentence.topic for sentence in summary(*a_file()).sentences]
    order = list(Topic)
    assert topics == sorted(topics, key=order.index)
    assert set(topics) == set(order)


def test_the_sentences_say_what_the_findings_say() -> None:
    text = summary_text(summary(*a_file()))
    for part in (
        "The injured worker is a 41-year-old female as of 06/03/2013.",
        "The day of injury is 02/14/2013.",
        'The mechanism is told as "slipped on a ramp',
        "Diagnoses are Left knee sprain (844.9).",
        "From earlier times the pages name asthma.",
        "The progress report of 06/03/2013 counts 12 sessions of acupuncture.",
        "An undated progress report counts 1 session of yoga.",
        "says that there was no chiropractic treatment.",
        "tells the response with acupuncture as improved (30 %).",
        "Pain is given as 8 of 10 on 06/03/2013.",
        "The BDI-II is 70 on 06/03/2013, which is outside the range of the instrument.",
        "Medications on 06/03/2013 are Norco 10/325 mg #90 and gabapentin 300 mg TID.",
        "Work status on 06/03/2013: modified duty.",
        "12 sessions of psychotherapy are asked for.",
        "MRI is asked for.",
        "Utilization review modified the request to 6 sessions",
        "Utilization review denied the request for MRI on 10/20/2013.",
        "[document 1, page 1] [proposed]",
    ):
        assert part in text, part


def test_a_refused_finding_is_never_used() -> None:
    case = a_file()
    sprain = next(one for one in case.findings if one.code == "844.9")
    draft = summary(judge(case.findings, sprain.id, FindingState.REFUSED, "Dr. Reader"), case.documents)
    assert all(sprain.id not in sentence.findings for sentence in draft.sentences)
    assert "844.9" not in summary_text(draft)


def test_what_is_confirmed_comes_first_and_bears_no_mark() -> None:
    case = a_case(
        (PR2, "2013-06-03", "Diagnoses:\n1. Lumbar strain\n2. Neck strain"),
        (PR2, "2013-07-03", "Date of injury: 02/14/2013. Date of injury: 02/15/2013."),
    )
    found = judge(case.findings, case.findings[1].id, FindingState.CONFIRMED, "Dr. Reader")
    diagnoses = [one for one in summary(found, case.documents).sentences if one.topic is Topic.DIAGNOSES]
    assert [one.text for one in diagnoses] == ["Diagnoses are Neck strain.", "Diagnoses are Lumbar strain."]
    assert [one.is_confirmed for one in diagnoses] == [True, False]
    lines = summary_text(summary(found, case.documents)).splitlines()
    assert not next(line for line in lines if "Neck" in line).endswith("[proposed]")


def test_different_days_of_injury_are_told_as_such_until_one_is_confirmed() -> None:
    case = a_case((PR2, "2013-07-03", "Date of injury: 02/14/2013."), (PR2, "", "Date of injury: 02/15/2013."))
    assert "different days of injury: 02/14/2013 and 02/15/2013" in summary_text(summary(*case))
    first = next(one for one in case.findings if one.kind is FindingKind.INJURY)
    found = judge(case.findings, first.id, FindingState.CONFIRMED, "Dr. Reader")
    assert "The day of injury is 02/14/2013." in summary_text(summary(found, case.documents))


def test_a_confirmed_number_of_sessions_stands_before_a_higher_one_that_is_proposed() -> None:
    case = a_case((PR2, "2013-07-03", "She has had 6 sessions of yoga. She has had 9 sessions of yoga."))
    six = next(one for one in case.findings if one.count == 6)
    assert "counts 9 sessions" in summary_text(summary(*case))
    found = judge(case.findings, six.id, FindingState.CONFIRMED, "Dr. Reader")
    assert "counts 6 sessions" in summary_text(summary(found, case.documents))


def test_a_page_outside_any_document_is_named_by_its_number() -> None:
    found = a_case((PR2, "2013-07-03", "She has had 6 sessions of yoga.")).findings
    assert "Page 1 counts 6 sessions of yoga." in summary_text(summary(found))


def test_no_findings_make_no_sentences() -> None:
    assert summary([]).sentences == ()
    assert "No finding can be used yet." in summary_text(summary([]))


@settings(max_examples=25)
@given(CASES)
def test_no_number_stands_in_the_draft_that_no_finding_has(case: Case) -> None:
    known = " ".join(
        f"{one.pin.quote} {one.says} {one.count} {one.value} {one.code} {one.name} {one.on:%m/%d/%Y}"
        if one.on
        else f"{one.pin.quote} {one.says} {one.count} {one.value} {one.code} {one.name}"
        for one in case.findings
    )
    days = " ".join(f"{one.dated_on:%m/%d/%Y}" for one in case.documents if one.dated_on)
    allowed = {float(number) for number in NUMBER.findall(f"{known} {days} 10")}
    for sentence in summary(*case).sentences:
        assert {float(number) for number in NUMBER.findall(sentence.text)} <= allowed


def test_several_things_that_were_not_there_are_told_in_the_plural() -> None:
    case = a_case((PR2, "2013-06-03", "She denies benzodiazepines. There was no prior surgery."))
    text = summary_text(summary(case.findings, case.documents))
    assert "says that there were no benzodiazepines." in text
    assert "says that there was no surgery." in text


def test_a_diagnosis_on_several_pages_bears_the_code_that_any_of_them_has() -> None:
    case = a_case(
        (DocumentKind.APPLICATION, "2013-06-03", "Primary diagnosis: psychogenic pain\n"),
        (PR2, "2013-07-03", "Diagnoses\n1. Psychogenic pain (307.80)\n"),
    )
    text = summary_text(summary(case.findings, case.documents))
    assert "Diagnoses are Psychogenic pain (307.80)." in text


NOTE = DocumentKind.THERAPY_NOTE


def test_the_notes_of_a_course_are_told_in_one_sentence_in_the_order_of_time() -> None:
    notes = [
        (NOTE, f"2014-02-0{day}", f"PHYSICAL THERAPY NOTE\nVisit {day} of 6.\nShe feels better.\n") for day in (5, 1, 3)
    ]
    text = summary_text(summary(*a_case(*notes)))
    assert "Notes of 02/01/2014 to 02/05/2014 count sessions 1 to 5 of physical therapy." in text
    assert "Papers of 02/01/2014, 02/03/2014 and 02/05/2014 tell the response as improved." in text
    few = summary_text(summary(*a_case(*notes[:2])))
    assert few.index("02/01/2014 counts 1 session") < few.index("02/05/2014 counts 5 sessions")


def test_a_side_on_which_papers_do_not_agree_is_told_as_such() -> None:
    left, right = (f"Diagnoses\n1. {side} wrist sprain\n" for side in ("Left", "Right"))
    both = "Diagnoses\n1. Left wrist sprain\n2. Right wrist sprain\n"
    told = "The pages do not agree on the side of wrist sprain."
    assert told in summary_text(summary(*a_case((PR2, "2014-01-01", left), (PR2, "2014-02-01", right))))
    assert told not in summary_text(summary(*a_case((PR2, "2014-01-01", both), (PR2, "2014-02-01", right))))


def test_manual_therapy_is_told_by_its_own_name() -> None:
    text = summary_text(summary(*a_case((NOTE, "2014-02-01", "Treatment given\nManual therapy to the back.\n"))))
    assert "named as given are manual therapy." in text
