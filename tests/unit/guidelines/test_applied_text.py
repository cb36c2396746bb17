import datetime as dt

import msgspec

from openimr.guidelines.applied_text import application_text
from openimr.guidelines.applying import apply
from openimr.guidelines.criteria import Facts, Text
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Recommendation
from openimr.treatments import parse
from openimr.treatments.request import Quantity, Service, TreatmentRequest
from unit.guidelines.case_facts import UR_DECISION, fact, of, said, sessions, silent
from unit.guidelines.records import COURSE, ON, TRIAL, record

SOURCE = {"cite": "Invented guideline, p. 1", "licence": "public", "pages": [1]}
ASKED = TreatmentRequest(
    raw="acupuncture x12", service=Service(code="acupuncture"), quantity=Quantity(stated=12, unit="visit")
)


def text(
    *records: Recommendation, facts: Facts | None = None, asked: TreatmentRequest = ASKED, is_whole: bool = False
) -> str:
    return application_text(apply(asked, facts or Facts(), on=ON, recommendations=records), is_whole=is_whole)


def test_one_screen_says_what_is_asked_what_governs_and_what_is_missing() -> None:
    facts = of(sessions(12), sessions(18, UR_DECISION), silent("first_line_tried"))
    shown = text(
        record(
            phases=[TRIAL, COURSE],
            prerequisites=[{"id": "first_line_tried", "test": "It was tried first."}],
            source={**SOURCE, "document": "acupuncture-2009"},
        ),
        facts=facts,
    )
    assert shown == (
        "Asked        acupuncture x12 (acupuncture)\n"
        "On           2014-09-30\n"
        "Contradicted prior_sessions: every value is worked out.\n"
        "No page      prior_sessions: no fact without a page may carry a rationale.\n"
        "\n"
        "X-1  Invented: EXCEEDS TOTAL\n"
        "    MTUS. Invented guideline, p. 1; request date from 2009-07-18 on; verified against its source.\n"
        "  Arithmetic: 12 prior (progress note p. 3) + 12 requested = 24. The guideline gives a trial of 3 to\n"
        "    4 visits, and more only with documented functional improvement, which is not documented: 24 is\n"
        "    20 over. The guideline gives a total of 6 to 10 visits, counting the trial: 24 is 14 over. None\n"
        "    of what is in dispute would be within. A visit is counted as one session.\n"
        "  Arithmetic: 18 prior (the utilization review decision, no page given) + 12 requested = 30. The\n"
        "    guideline gives a trial of 3 to 4 visits, and more only with documented functional improvement,\n"
        "    which is not documented: 30 is 26 over. The guideline gives a total of 6 to 10 visits, counting\n"
        "    the trial: 30 is 20 over. None of what is in dispute would be within. A visit is counted as one\n"
        "    session.\n"
        "    first     NOT DOCUMENTED  It was tried first: not documented (progress note p. 3)\n"
        "  No missing fact would change the answer.\n"
        "\n"
        "This lays facts beside guidelines. It is no outcome: the reviewer decides, and answers for it.\n"
    )


def test_what_is_not_verified_says_so() -> None:
    shown = " ".join(text(record(verification="partial")).split())
    assert (
        "X-1 Invented: to be confirmed by the reviewer against the guideline; as it is recorded here: WITHIN" in shown
    )
    assert "verified against its source" not in shown


def test_later_steps_are_short_where_the_mtus_answers_unless_all_is_asked_for() -> None:
    later = record(id="X-2", scope="second_step", stance="option", phases=[TRIAL])
    short = " ".join(text(record(), later).split())
    assert "Second step of the search: only where the MTUS is silent or rebutted (--all tells all of it):" in short
    assert "X-2 Invented; option, Invented guideline, p. 1: EXCEEDS TRIAL" in short
    assert "Arithmetic" not in text(record(), later)
    assert "Arithmetic" in text(later)
    assert "Arithmetic" in text(record(), later, is_whole=True)
    assert text(record(), later, record(id="X-3", scope="support")).count("--all tells all of it") == 2


def test_what_may_be_about_something_else_is_short_unless_all_is_asked_for() -> None:
    other = record(conditions={"phase": ["acute"]}, phases=[TRIAL], prerequisites=[{"id": "a", "test": "A."}])
    assert "for       NOT DOCUMENTED  acute phase" in text(other)
    assert "Arithmetic" not in text(other)
    assert "Would change the answer: prior_sessions" in text(other)
    assert "Arithmetic" in text(other, is_whole=True)


def test_records_for_each_kind_of_operation_are_told_together_until_it_is_known_which_one_it_was() -> None:
    (therapy,) = parse("post-operative physical therapy 12 visits")
    made = apply(therapy, Facts(), on=ON, recommendations=recommendations())
    shown = " ".join(application_text(made).split())
    assert "records, one for each kind, and which one it was is not documented" in shown
    assert "PS-MENISC 0 to 6; " in shown
    assert "Would change the answer: surgery " in shown
    assert "PS-MENISC Knee" not in shown
    assert "PS-MENISC Knee" in " ".join(application_text(made, is_whole=True).split())


def test_what_is_not_for_after_the_operation_is_short_where_something_is() -> None:
    operation = record(conditions={"surgery": ["meniscectomy"]}, phases=[TRIAL])
    other = {"id": "X-2", "phases": [TRIAL], "prerequisites": [{"id": "a", "test": "A."}]}
    facts = of(fact("surgery", Text(words="meniscectomy")))
    short = text(operation, record(**other, verification="partial"), facts=facts)
    assert short.count("Arithmetic") == 1
    assert text(operation, record(**other), facts=facts).count("Arithmetic") == 2
    assert text(record(**other, verification="partial"), facts=facts).count("Arithmetic") == 1


def test_an_operation_without_a_number_says_so() -> None:
    kinds = [
        record(id=f"X-{place}", conditions={"phase": ["postsurgical"], "surgery": [name]}, services=["acupuncture"])
        for place, name in enumerate(("meniscectomy", "arthroscopy", "spinal_fusion"))
    ]
    shown = " ".join(text(*kinds, facts=of(said("is_postsurgical"))).split())
    assert "Within, if it was that one: X-0 no number; X-1 no number; X-2 no number." in shown


def test_a_sum_that_diagnoses_share_is_told_once() -> None:
    one = record(phases=[TRIAL, *({**COURSE, "applies_to": [name]} for name in ("a_1", "b_2"))])
    shown = " ".join(text(one, facts=of(sessions(2))).split())
    assert shown.count("2 prior (progress note p. 3) + 12 requested = 14.") == 1
    assert "a 1: The guideline gives a trial of 3 to 4 visits" in shown
    twice = " ".join(text(one, facts=of(sessions(2), sessions(3, UR_DECISION))).split())
    assert twice.count("2 prior (progress note p. 3) + 12 requested = 14.") == 2


def test_what_is_asked_and_not_known_is_told_in_one_place() -> None:
    one = record(prerequisites=[{"id": "a", "test": "A."}, {"id": "b", "test": "B."}, {"id": "c", "test": "C."}])
    shown = text(one, facts=of(said("b")))
    assert "first     NOT DOCUMENTED  A; C" in shown
    assert "first     MET             B: yes (progress note p. 3)" in shown


def test_facts_and_doubts_stand_beside_their_criterion() -> None:
    one = record(prerequisites=[{"id": "tried", "test": "It was tried."}])
    assert "MET             It was tried: yes (progress note p. 3)" in text(one, facts=of(said("tried")))
    alone = text(one, facts=of(said("tried", UR_DECISION)))
    assert "in the utilization review decision alone" in " ".join(alone.split())
    assert "All facts stand in the utilization review decision alone." in alone
    both = text(one, facts=of(said("tried"), said("tried", UR_DECISION, is_so=False)))
    assert "which contradict one another" in " ".join(both.split())


def test_many_diagnoses_are_told_in_short() -> None:
    names = ("a_1", "b_2", "c_3", "d_4")
    one = record(phases=[TRIAL, *({**COURSE, "applies_to": [name]} for name in names)])
    shown = text(one)
    assert "Arithmetic, by diagnosis, and none of these is documented: a 1, b 2, c 3, d 4." in shown
    assert "Of these lines 4 exceeds total." in shown
    few = text(record(phases=[TRIAL, {**COURSE, "applies_to": ["a_1"]}]))
    assert "Arithmetic for a 1, not documented: " in few


def test_what_lifts_a_ceiling_and_what_is_left_to_the_reader_are_told() -> None:
    ceiling = {"per": "injury", "qty": {"max": 24, "unit": "visit"}, "exception": "authorization", "note": "Own words."}
    shown = text(record(maximum=[ceiling]))
    assert "Lifted by: Authorization: not documented." in shown
    assert "Compare by hand: Ceiling (24 visits for each injury): Own words." in shown


def test_flags_of_the_wording_and_other_readings_are_told() -> None:
    (asked,) = parse("12 SESSIONS OF RELAXATION TRAINING FOR PAIN CONTROL (MEDICAL HYPNOTHERAPY)")
    shown = application_text(apply(asked, Facts(), on=dt.date(2014, 9, 1), recommendations=recommendations()))
    assert "The words may name more than one service: relaxation training; hypnotherapy." in " ".join(shown.split())
    assert "(if read as hypnotherapy)" in shown


def test_services_given_together_and_rules_that_frame_are_told() -> None:
    (asked,) = parse("Cognitive Behavioral Therapy and Relaxation Training (x4)")
    shown = application_text(apply(asked, Facts(), on=ON, recommendations=recommendations()))
    assert "(cbt with relaxation training)" in " ".join(shown.split())
    assert "Read also    CP09-BPS" in shown
    assert "Left aside" in shown


def test_an_empty_request_is_told_and_the_search_goes_on() -> None:
    shown = text(asked=TreatmentRequest(raw=" "))
    assert shown.startswith("Asked        nothing (no service that is known)\n")
    assert "Not addressed" in shown


def test_no_line_is_longer_than_the_screen() -> None:
    for wording in ("Norco 10/325 #120", "physical therapy 2x6 low back", "lumbar epidural steroid injection L4-5"):
        for asked in parse(wording):
            shown = application_text(apply(asked, Facts(), on=ON, recommendations=recommendations()), is_whole=True)
            assert max(len(line) for line in shown.splitlines()) <= 100


def test_the_text_never_names_an_outcome() -> None:
    shown = text(record(phases=[TRIAL, COURSE])).lower()
    assert "upheld" not in shown
    assert "overturned" not in shown
    assert msgspec.structs.replace(ASKED, raw="x").raw == "x"


def test_a_document_in_force_that_no_record_answers_from_is_pointed_to() -> None:
    (therapy,) = parse("physical therapy 12 visits for the right shoulder")
    made = apply(therapy, Facts(), on=dt.date(2019, 7, 15), recommendations=[])
    shown = " ".join(application_text(made).split())
    assert "Look also in Chronic Pain Guideline" in shown
    assert "; Shoulder Disorders (ACOEM of 2016-08-01)" in shown
    assert "8 CCR 9792.23.2" in shown
    assert "and no record here answers from there. Read it before calling the MTUS silent." in shown


def test_what_the_wording_shows_to_be_another_thing_is_not_told() -> None:
    traction = {"id": "traction", "test": "Traction.", "named": {"services": ["traction"]}}
    assert "Traction" not in text(record(not_for=[traction]))
    assert "not for   MET             Traction: traction (the request)" in text(
        record(not_for=[traction], services=["traction"]),
        asked=TreatmentRequest(raw="traction", service=Service(code="traction")),
    )


def test_a_ceiling_that_is_lifted_says_by_what() -> None:
    (therapy,) = parse("post-operative physical therapy 12 visits")
    shown = " ".join(application_text(apply(therapy, Facts(), on=ON, recommendations=recommendations())).split())
    assert "No ceiling counts here. Lifted by: More visits were authorized in writing" in shown
