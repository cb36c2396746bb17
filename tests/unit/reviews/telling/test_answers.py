"""What the guidelines in force say of a request: in the order of search, with pages, and no word on the outcome."""

from __future__ import annotations

from typing import Any

from openimr.guidelines.application import Answer, Application, AppliedCriterion, AppliedLine, Speaking
from openimr.guidelines.applying import apply
from openimr.guidelines.asked import Role
from openimr.guidelines.criteria import CriterionResult, Fact, Facts, FactSource, Truth, YesNo, number
from openimr.guidelines.library import recommendations
from openimr.guidelines.recommendation import Scope, Stance
from openimr.reviews.telling.answers import answers
from openimr.reviews.telling.blocks import Block, Entry, Heading, Listing, Paragraph
from openimr.treatments import parse
from unit.reviews.telling.overviews import ACUPUNCTURE, FACTS, REQUESTED, a_pin, replaced

(REQUEST,) = parse(ACUPUNCTURE)
APPLICATION = apply(REQUEST, FACTS, on=REQUESTED, recommendations=recommendations())
ANSWER = APPLICATION.answers[0]


def blocks(application: Application = APPLICATION, **answer: Any) -> list[Block]:
    """What is told of an application, or of the first answer changed so."""
    if answer:
        application = replaced(application, answers=(replaced(ANSWER, **answer),))
    return list(answers(application))


def headings(told: list[Block]) -> list[Heading]:
    return [block for block in told if isinstance(block, Heading)]


def paragraphs(told: list[Block]) -> list[str]:
    return [f"{block.label}: {block.text}" for block in told if isinstance(block, Paragraph)]


def entries(told: list[Block], title: str) -> tuple[Entry, ...]:
    return next((block.entries for block in told if isinstance(block, Listing) and block.title == title), ())


def criterion(value: Truth, *facts: Fact, role: Role = Role.CONDITION, **given: Any) -> AppliedCriterion:
    result = CriterionResult(value=value, says="chronic pain", sentence="Chronic pain.", facts=facts, **given)
    return AppliedCriterion(role=role, id="c", result=result)


def so(source: FactSource, *, is_so: bool = True, page: int = 0) -> Fact:
    pins = (a_pin(page, "chronic pain"),) if page else ()
    return Fact("chronic_pain", YesNo(is_so), source, pins)


def test_recommendations_stand_in_the_order_of_search_and_say_how_far_they_were_verified() -> None:
    told = headings(blocks())
    assert [heading.text for heading in told] == ["Acupuncture (ACU)", "Acupuncture (ODG-ACU)"]
    assert [heading.mark.words for heading in told if heading.mark] == ["verified", "to be confirmed by the reviewer"]


def test_a_verified_mark_looks_like_no_approval() -> None:
    assert {heading.mark.tone for heading in headings(blocks()) if heading.mark} == {"plain", "care"}


def test_the_guideline_is_told_with_its_citation_and_why_it_is_in_force() -> None:
    (where,) = [line for line in paragraphs(blocks(stance=Stance.OPTION)) if line.startswith("MTUS")]
    assert where.startswith("MTUS, the first step of the search; option: 8 CCR 9792.24.1(a)-(d)")
    assert where.endswith("In force: request date from 2007-06-15 to 2017-11-30.")
    (bare,) = [line for line in paragraphs(blocks(stance=None, in_force="")) if line.startswith("MTUS")]
    assert "In force" not in bare
    assert bare.startswith("MTUS, the first step of the search: ")


def test_another_reading_of_the_wording_is_named() -> None:
    assert headings(blocks(read_as="dry_needling"))[0].text == "Acupuncture (ACU, if read as dry needling)"


def test_a_word_that_must_be_confirmed_says_so() -> None:
    told = paragraphs(blocks(speaking=Speaking.TO_BE_CONFIRMED))
    assert "Laid beside the facts on file: as it is recorded here, exceeds trial." in told
    assert "Laid beside the facts on file: exceeds trial." in paragraphs(blocks())


def test_a_later_step_is_told_in_short_where_the_mtus_answers_and_whole_where_it_does_not() -> None:
    assert len([block for block in blocks() if isinstance(block, Listing) and block.title == "Criteria"]) == 1
    alone = replaced(APPLICATION, answers=(replaced(ANSWER, scope=Scope.SECOND_STEP),))
    assert entries(blocks(alone), "Criteria")


def test_each_reading_of_the_arithmetic_is_told() -> None:
    first, second, *_ = (entry.text for entry in entries(blocks(), "Arithmetic"))
    assert first.startswith("6 prior")
    assert second.startswith("On another reading: 8 prior")


def test_many_lines_for_diagnoses_that_nobody_documented_are_told_in_one() -> None:
    line = ANSWER.lines[0]
    silent = criterion(Truth.NOT_DOCUMENTED).result
    many = tuple(replaced(line, applies_to=(f"kind_{name}",), diagnosis=silent) for name in "abcd")
    (told,) = entries(blocks(lines=many), "Arithmetic")
    assert told.text.startswith("By diagnosis, and none of these is documented: kind a, kind b, kind c, kind d.")
    assert told.text.endswith("Of these lines 4 exceeds trial.")


def test_a_line_for_a_diagnosis_says_whether_it_is_documented_and_what_lifts_it() -> None:
    line: AppliedLine = ANSWER.lines[0]
    held = criterion(Truth.MET).result
    lifted = replaced(criterion(Truth.NOT_MET).result, sentence="A flare-up: not met.")
    told = entries(
        blocks(lines=(replaced(line, applies_to=("neck_pain",), diagnosis=held, lifted=lifted),)), "Arithmetic"
    )
    assert told[0].text.startswith("For neck pain, met: 6 prior")
    assert "Lifted by: A flare-up: not met." in [note.text for note in told[0].notes]
    bare = entries(blocks(lines=(replaced(line, applies_to=("neck_pain",)),)), "Arithmetic")
    assert bare[0].text.startswith("For neck pain: 6 prior")


def test_a_recommendation_without_numbers_or_criteria_has_neither_list() -> None:
    told = blocks(lines=(), criteria=(), would_change=())
    assert not [block for block in told if isinstance(block, Listing)]
    assert ": No missing fact would change the answer." in paragraphs(told)


def test_a_criterion_is_marked_with_a_neutral_sign_and_its_word() -> None:
    truths = (Truth.MET, Truth.NOT_MET, Truth.NOT_DOCUMENTED)
    told = entries(blocks(criteria=tuple(criterion(value) for value in truths)), "Criteria")
    marks = [entry.mark for entry in told if entry.mark]
    assert [mark.sign for mark in marks] == ["●", "○", "?"]
    assert [mark.words for mark in marks] == ["met", "not met", "not documented"]
    assert {mark.tone for mark in marks} == {"plain"}


def test_a_criterion_has_its_pages_with_the_words_quoted() -> None:
    (told,) = entries(blocks(criteria=(criterion(Truth.MET, so(FactSource.RECORD, page=12)),)), "Criteria")
    assert told.text == "it is for: chronic pain"
    assert [note.text for note in told.notes] == ["page 12: “chronic pain”"]


def test_a_criterion_tells_values_and_who_says_them_where_no_page_is_given() -> None:
    fact = Fact("prior_sessions", number(6, "session"), FactSource.APPLICATION)
    (told,) = entries(blocks(criteria=(criterion(Truth.MET, fact),)), "Criteria")
    assert told.text == "it is for: chronic pain: 6 sessions (the application, no page given)"


def test_what_stands_in_the_decision_alone_or_contradicts_is_told_so() -> None:
    (alone,) = entries(blocks(criteria=(criterion(Truth.MET, so(FactSource.UR_DECISION, page=2)),)), "Criteria")
    assert alone.text.endswith(", in the utilization review decision alone")
    facts = (so(FactSource.RECORD, page=4), so(FactSource.RECORD, is_so=False, page=5))
    contradicted = criterion(Truth.NOT_DOCUMENTED, *facts, contradicted=("chronic_pain",))
    (told,) = entries(blocks(criteria=(contradicted,)), "Criteria")
    assert told.text == "it is for: chronic pain: yes; no; these contradict one another"


def test_what_is_advised_against_for_another_thing_is_left_out() -> None:
    another = criterion(Truth.NOT_MET, so(FactSource.REQUEST, is_so=False), role=Role.NOT_FOR)
    assert not entries(blocks(criteria=(another,)), "Criteria")
    against = criterion(Truth.MET, so(FactSource.RECORD, page=4), role=Role.CONTRAINDICATION)
    (told,) = entries(blocks(criteria=(against,)), "Criteria")
    assert told.text == "speaks against: chronic pain"


def test_what_should_be_documented_and_is_not_is_told_in_one_line_unless_a_page_is_silent_on_it() -> None:
    bare = criterion(Truth.NOT_DOCUMENTED, role=Role.DOCUMENTATION)
    silent = criterion(Truth.NOT_DOCUMENTED, role=Role.DOCUMENTATION, silent=(so(FactSource.RECORD, page=4),))
    told = entries(blocks(criteria=(bare, silent, bare)), "Criteria")
    assert [entry.text for entry in told] == [
        "to be documented: chronic pain",
        "to be documented: chronic pain; chronic pain",
    ]
    assert [note.text for note in told[0].notes] == ["page 4: “chronic pain”"]


def test_notes_and_what_must_be_compared_by_hand_are_told() -> None:
    told = paragraphs(blocks(by_hand=("Trial: 1 to 3 in each week.",), notes=("For adults.",)))
    assert "Compare by hand: Trial: 1 to 3 in each week." in told
    assert "Note: For adults." in told


def test_what_frames_the_search_stands_before_the_recommendations() -> None:
    told = blocks(replaced(APPLICATION, also_read=("CP09-BPS",)))
    first = next(place for place, block in enumerate(told) if isinstance(block, Heading))
    before = paragraphs(told[:first])
    assert "Contradicted: prior sessions: every value is worked out." in before
    assert "Without a page: certified sessions: no fact without a page may carry a rationale." in before
    assert "Read also: CP09-BPS." in before
    assert any(line.startswith("Left aside: ") for line in before)


def test_a_request_that_nothing_governs_is_told_as_not_addressed() -> None:
    told = paragraphs(blocks(apply(REQUEST, Facts(), on=REQUESTED, recommendations=())))
    assert told[0].startswith(": Not addressed: no recommendation of this library governs")
    assert any("Read it before calling the MTUS silent." in line for line in told)
    assert any(line.startswith("Look also in: ") for line in told)


def test_facts_of_the_decision_alone_are_told_so() -> None:
    facts = tuple(fact for fact in FACTS.facts if fact.source is FactSource.UR_DECISION)
    alone = replaced(APPLICATION, facts=facts, contradicted=(), without_pin=(), left_aside=())
    assert ": All facts stand in the utilization review decision alone." in paragraphs(blocks(alone))


def test_the_sentence_of_an_answer_stays_with_the_answer() -> None:
    assert isinstance(ANSWER, Answer)
    assert ANSWER.sentence() not in "".join(paragraphs(blocks()))
