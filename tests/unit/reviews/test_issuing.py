"""What is issued, what is refused, and that every reason is told."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.casefile.model import PageText, TextSource
from openimr.cases.case import State
from openimr.cases.events import DeterminationIssued, FiledTreatment, RecordsReceived
from openimr.cases.terms import Outcome, Priority
from openimr.citations import Verification
from openimr.determinations.reading import read_text
from openimr.reviewers.registry import Registry
from openimr.reviews.issuing import Issue, NotIssued, issue
from openimr.reviews.laws import issue_rules
from openimr.reviews.review import Act, Attestation, Ground, GuidelineChoice, Quoted, Review, Signature, Statement
from openimr.reviews.whole_case import WholeCase
from unit.reviews.scenes import signed, whole, with_registry, with_sentence, with_treatment, written


def refused(review: Review, case: WholeCase | None = None) -> dict[str, tuple[str, ...]]:
    """What each broken law misses, by its code."""
    result = issue(case or whole(), review)
    assert isinstance(result, NotIssued)
    assert result.reasons
    assert all(reason.missing and reason.remedy and reason.citation.title for reason in result.reasons)
    return {reason.code: reason.missing for reason in result.reasons}


def issued(review: Review | None = None, case: WholeCase | None = None) -> Issue:
    result = issue(case or whole(), review or signed(written(), whole()))
    assert isinstance(result, Issue), [reason.sentence() for reason in result.reasons]
    return result


def test_a_signed_review_is_issued() -> None:
    result = issued()
    assert result.case.state is State.DETERMINED
    assert [row.outcome for row in result.determination.disputed_treatments] == [
        row.outcome for row in written().treatments
    ]
    last = result.recorded[-1].event.what
    assert isinstance(last, DeterminationIssued)
    assert last.digest == result.digest


def test_what_is_issued_reads_back_to_what_the_review_says() -> None:
    result = issued()
    again = read_text(result.text)
    assert again.dates.issued == dt.date.fromisoformat(str(result.determination.dates.issued))
    assert again.clinical_case_summary == " ".join(one.says for one in written().summary)
    assert again.summary_pins == result.determination.summary_pins != ()
    assert again.disputed_treatments[0].pins == result.determination.disputed_treatments[0].pins != ()


def test_the_text_that_is_signed_does_not_hang_on_the_day_of_issue() -> None:
    review = signed(written(), whole())
    assert review.issued is not None
    later = msgspec.structs.replace(review.issued, at=review.issued.at + dt.timedelta(days=1))
    assert issued(msgspec.structs.replace(review, issued=later)).determination.dates.issued is not None


def test_an_unsigned_review_is_refused_and_told_what_is_to_be_signed() -> None:
    result = issue(whole(), written())
    assert isinstance(result, NotIssued)
    assert [reason.code for reason in result.reasons] == ["texts-bound"]
    (text,) = result.to_sign
    assert text.digest in result.reasons[0].missing[0]
    assert written().treatments[0].rationale[0].says in " ".join(text.text.split())


def test_a_letter_changed_after_the_signature_is_refused() -> None:
    review = signed(written(), whole())
    changed = with_treatment(review, plain_reason="Another reason altogether.")
    assert "another text was signed" in refused(changed)["texts-bound"][0]


def test_no_outcome_is_ever_taken_for_granted() -> None:
    missing = refused(with_treatment(written(), outcome=None))["every-treatment-decided"]
    assert missing == ("the outcome of treatment 1",)


def test_a_treatment_that_is_not_in_dispute_cannot_be_decided() -> None:
    first = written().treatments[0]
    more = msgspec.structs.replace(first, number=9)
    review = msgspec.structs.replace(written(), treatments=(first, more))
    assert "treatment 9 is not one" in refused(review)["every-treatment-decided"][0]


def test_an_empty_review_is_told_everything_at_once() -> None:
    found = refused(Review(case="another"), with_registry(whole(), events=(), case_file=None, registry=None))
    assert {
        "same-case",
        "records-indexed",
        "events-recorded",
        "reviewer-known",
        "attested",
        "organization-acted",
        "summary-given",
    } <= found.keys()
    assert len(found["attested"]) == 4
    assert len(found["organization-acted"]) == 3


def test_every_law_stands_in_the_rulebook_with_its_source() -> None:
    for row in issue_rules().values():
        assert row.source
        assert row.verification in Verification


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (Statement(says="Pain went down."), "no page is given"),
        (Statement(says=" ", ground=Ground.OPINION), "it says nothing"),
        (Statement(says="No MRI.", ground=Ground.NOT_DOCUMENTED), "what was looked for"),
        (Statement(says="I think so.", ground=Ground.OPINION, looked_for=("x",)), "for what is not documented only"),
    ],
)
def test_each_sentence_says_what_it_rests_on(statement: Statement, words: str) -> None:
    missing = refused(with_sentence(written(), statement))["statements-grounded"]
    assert len(missing) == 1
    assert words in missing[0]


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        (Quoted(page=999, quote="pain"), "has no page 999"),
        (Quoted(page=0, quote="pain"), "has no page 0"),
        (Quoted(page=2, quote="words that nobody wrote"), "does not stand on page 2"),
        (Quoted(page=2, quote=" "), "no words are quoted"),
    ],
)
def test_a_pin_that_does_not_hold_is_refused(quoted: Quoted, words: str) -> None:
    statement = Statement(says="It is so.", pins=(quoted,))
    assert words in refused(with_sentence(written(), statement))["pins-hold"][0]


def test_on_a_typed_page_nobody_sees_more_than_its_text() -> None:
    file = whole().case_file
    assert file is not None
    words = " ".join(file.page(2).text.split()[:3])
    statement = Statement(says="It is so.", pins=(Quoted(page=2, quote=words, is_seen=True),))
    assert "leave out is_seen" in refused(with_sentence(written(), statement))["pins-hold"][0]


def misread_case() -> WholeCase:
    """The case with its second page misread by OCR."""
    file = whole().case_file
    assert file is not None
    text = PageText(source=TextSource.TESSERACT, text=file.page(2).text.replace("e", "c").replace("i", "1"))
    pages = tuple(msgspec.structs.replace(page, texts=(text,)) if page.running == 2 else page for page in file.pages)
    return with_registry(whole(), case_file=msgspec.structs.replace(file, pages=pages))


def test_what_ocr_misread_holds_by_the_reviewers_word_and_is_told() -> None:
    file = whole().case_file
    assert file is not None
    words = " ".join(file.page(2).text.split()[:12])
    unseen = Statement(says="It is so.", pins=(Quoted(page=2, quote=words),))
    missing = refused(with_sentence(written(), unseen), misread_case())["pins-hold"]
    assert any("add is_seen: true" in told for told in missing)
    seen = Statement(says="It is so.", pins=(Quoted(page=2, quote=words, is_seen=True),))
    result = issue(misread_case(), with_sentence(written(), seen))
    assert any("the reviewer saw on its picture" in note for note in result.notes)


def test_what_is_quoted_must_have_been_opened() -> None:
    found = refused(msgspec.structs.replace(written(), opened=(1, 77)))["pinned-opened"]
    assert any("no document 77" in words for words in found)
    assert any("was not opened" in words for words in found)


def test_what_is_in_the_file_may_not_be_called_not_documented() -> None:
    statement = Statement(says="There is no pain.", ground=Ground.NOT_DOCUMENTED, looked_for=("pain",))
    assert "is found on" in refused(with_sentence(written(), statement))["absences-hold"][0]


def test_a_query_that_cannot_be_read_is_told() -> None:
    statement = Statement(says="There is none.", ground=Ground.NOT_DOCUMENTED, looked_for=('"',))
    assert "cannot be looked for" in refused(with_sentence(written(), statement))["absences-hold"][0]


def test_a_guideline_and_the_place_of_the_mtus_must_be_said() -> None:
    found = refused(with_treatment(written(), guideline=GuidelineChoice()))
    assert len(found["guideline-chosen"]) == 2
    chosen = msgspec.structs.replace(written().treatments[0].guideline, uses_mtus=False, why_not_mtus=" ")
    assert refused(with_treatment(written(), guideline=chosen))["mtus-answered"] == ("treatment 1: the reason",)


def test_a_summary_and_a_rationale_must_be_there() -> None:
    bare = with_treatment(msgspec.structs.replace(written(), summary=()), rationale=())
    assert refused(bare)["summary-given"] == ("the clinical case summary", "the rationale of treatment 1")


def test_an_error_that_a_check_finds_is_refused() -> None:
    treatment = written().treatments[0]
    other = Outcome.OVERTURNED if treatment.outcome is Outcome.UPHELD else Outcome.UPHELD
    assert any("D107" in words for words in refused(with_treatment(written(), outcome=other))["checks-pass"])


def test_a_review_by_nobody_known_is_refused() -> None:
    assert refused(msgspec.structs.replace(written(), reviewer="R-999999"))["reviewer-known"] == (
        "a reviewer R-999999 in the registry",
    )
    assert refused(msgspec.structs.replace(written(), reviewer=""))["reviewer-known"] == ("the number of the reviewer",)


def unfit() -> list[str]:
    registry = whole().registry
    assert registry is not None
    result = []
    for reviewer in registry.reviewers:
        found = issue(whole(), msgspec.structs.replace(written(), reviewer=reviewer.number))
        assert isinstance(found, NotIssued)
        if "reviewer-fit" in {reason.code for reason in found.reasons}:
            result.append(reviewer.number)
    return result


def test_reviewers_with_a_conflict_or_a_lapse_are_refused_with_the_reason() -> None:
    numbers = unfit()
    assert len(numbers) >= 3
    assert written().reviewer not in numbers
    for number in numbers:
        missing = refused(msgspec.structs.replace(written(), reviewer=number))["reviewer-fit"]
        assert all(words.startswith(("bars", "holds")) for words in missing)


def test_a_conflict_of_the_organization_itself_stops_every_reviewer() -> None:
    registry = whole().registry
    assert registry is not None
    assert registry.organization is not None
    administrator = whole().filing.parties.claims_administrator
    identity = msgspec.structs.replace(registry.organization.identity, name=administrator.name)
    organization = msgspec.structs.replace(registry.organization, identity=identity)
    case = with_registry(whole(), registry=msgspec.structs.replace(registry, organization=organization))
    assert "review organization" in refused(written(), case)["reviewer-fit"][0]


def test_an_attestation_is_given_by_the_reviewer_and_in_time() -> None:
    designated = written().designated
    assert designated is not None
    late = Attestation(
        no_affiliation=False, examined_all_records=True, attested_on=designated.at.date() + dt.timedelta(days=3)
    )
    found = refused(msgspec.structs.replace(written(), attestation=late))["attested"]
    assert "no_affiliation: answered no" in found
    assert "own_decision: left open" in found
    assert "later than the designation" in found[-1]


def test_an_act_of_the_organization_names_who_acted() -> None:
    review = msgspec.structs.replace(written(), issued=Act(by=" ", at=whole().events[-1].at))
    assert refused(review)["organization-acted"] == ("issued: by whom",)


def named(*other_names: str) -> WholeCase:
    """The case whose reviewer has these names beside the first."""
    registry = whole().registry
    assert registry is not None
    reviewers = tuple(
        msgspec.structs.replace(one, identity=msgspec.structs.replace(one.identity, other_names=other_names))
        if one.number == written().reviewer
        else one
        for one in registry.reviewers
    )
    return with_registry(whole(), registry=msgspec.structs.replace(registry, reviewers=reviewers))


@pytest.mark.parametrize("name", ["José Almada-Quist", "Almada, Jose", "JOSE R. QUIST", "Dr. José B. C. Almada"])
def test_the_determination_never_names_its_reviewer(name: str) -> None:
    case = named("Dr. José R. Almada-Quist, M.D.", "Jody")
    statement = Statement(says=f"So says {name}.", ground=Ground.OPINION)
    missing = refused(with_sentence(written(), statement), case)["reviewer-not-named"]
    assert missing == ("disputed_treatments[0].rationale",)


def test_the_name_of_the_reviewer_is_not_in_what_is_issued() -> None:
    registry = whole().registry
    assert registry is not None
    (reviewer,) = (one for one in registry.reviewers if one.number == written().reviewer)
    text = issued().text
    assert reviewer.identity.name.split()[1].strip(",") not in text
    assert reviewer.number not in text


def test_a_decision_on_the_utilization_review_decision_alone_is_refused() -> None:
    file = whole().case_file
    assert file is not None
    page = min(whole().ur_pages)
    words = file.page(page).text.split()[:4]
    rationale = (
        Statement(says="It says so.", pins=(Quoted(page=page, quote=" ".join(words)),)),
        written().treatments[0].rationale[-1],
    )
    only = tuple(row for row in rationale if row.ground is not Ground.RECORD or row is rationale[0])
    review = signed(with_treatment(written(), rationale=only), whole())
    assert {"rests-beyond-decision"} & refused(review).keys()


def test_nobody_passes_his_own_review() -> None:
    review = signed(written(), whole())
    assert review.second_look is not None
    own = msgspec.structs.replace(review.second_look, by=review.reviewer)
    assert "not-own-review" in refused(msgspec.structs.replace(review, second_look=own))


def test_a_signature_before_the_designation_is_refused() -> None:
    review = signed(written(), whole())
    signature = review.treatments[0].signature
    assert signature is not None
    early = Signature(signed_at=signature.signed_at - dt.timedelta(days=60), digest=signature.digest)
    assert "order" in refused(with_treatment(review, signature=early))


def test_a_course_that_the_life_cycle_does_not_allow_is_refused() -> None:
    events = tuple(event for event in whole().events if not isinstance(event.what, RecordsReceived))
    case = with_registry(whole(), events=events)
    assert "state" in refused(signed(written(), case), case)
    backwards = with_registry(whole(), events=tuple(reversed(whole().events)))
    assert "begun" in refused(written(), backwards)


def test_a_registry_without_anybody_has_no_reviewer() -> None:
    case = with_registry(whole(), registry=Registry())
    assert "reviewer-known" in refused(written(), case)


def test_what_cannot_be_written_is_told_value_by_value() -> None:
    statement = Statement(says="Place 1 of 2 of the summary: Pages that the summary rests on", ground=Ground.OPINION)
    review = msgspec.structs.replace(written(), summary=(*written().summary, statement))
    assert "clinical_case_summary" in refused(review)["writable"][0]


def test_a_case_of_which_little_is_known_is_drafted_with_what_there_is() -> None:
    filing = whole().filing
    employee = msgspec.structs.replace(filing.parties.employee, born_on=None)
    bare = msgspec.structs.replace(
        filing, parties=msgspec.structs.replace(filing.parties, employee=employee), ur_decision=None
    )
    registry = whole().registry
    assert registry is not None
    case = with_registry(
        whole(),
        filing=bare,
        registry=msgspec.structs.replace(registry, organization=None),
        case_file=None,
        search_index=None,
    )
    result = issue(case, written())
    assert isinstance(result, NotIssued)
    assert result.draft is not None
    assert (result.draft.issuer, result.draft.employee.age_years) == (None, None)
    assert (result.draft.documents_reviewed, result.draft.summary_pins) == ((), ())
    assert result.draft.disputed_treatments[0].claims_administrator_basis is None


def with_first_event(**changes: object) -> WholeCase:
    """The case whose recorded receipt says something else."""
    first, *others = whole().events
    return with_registry(
        whole(), events=(msgspec.structs.replace(first, what=msgspec.structs.replace(first.what, **changes)), *others)
    )


def test_the_recorded_course_of_another_case_is_refused() -> None:
    assert "the events are of case A-9" in refused(written(), with_first_event(number="A-9"))["same-case"][0]


def test_a_recorded_treatment_that_the_application_does_not_list_is_refused() -> None:
    (listed,) = whole().filing.disputed_treatments
    treatments = (FiledTreatment(number=listed.number), FiledTreatment(number=7))
    missing = refused(written(), with_first_event(treatments=treatments))["events-recorded"]
    assert missing == ("treatment 7 of the events does not stand on the application",)


def test_the_determination_has_the_priority_of_the_case_and_not_of_the_form() -> None:
    # The form asks for an expedited review, and no physician certified the threat: the case is a standard one.
    filing = whole().filing
    asked = msgspec.structs.replace(filing.application, review=Priority.EXPEDITED)
    case = with_registry(whole(), filing=msgspec.structs.replace(filing, application=asked))
    result = issue(case, written())
    assert isinstance(result, NotIssued)
    assert result.draft is not None
    assert result.draft.priority is Priority.STANDARD
