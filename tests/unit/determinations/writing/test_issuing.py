from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from openimr.determinations.model import (
    Basis,
    CitationFamily,
    Dates,
    Determination,
    DocumentReviewed,
    Employee,
    GuidelineCitation,
    Issuer,
    Layout,
    Priority,
    ReviewerQualifications,
    Sex,
)
from openimr.determinations.reading import read_text
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.writing import Form, Losses, losses, write
from openimr.errors import MalformedData, UnusableArguments
from unit.determinations.writing.letters import ODG, STANDARD_REVIEWER, a_full_letter, a_letter, a_treatment


def text(determination: Determination, layout: Layout | None = None, accept: Losses = Losses.REFUSE) -> str:
    written = write(determination, to=Form.TXT, layout=layout, accept=accept)
    assert isinstance(written, str)
    return written


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_letter_is_written_again_as_it_was(seeds: dict[str, str], number: str) -> None:
    assert text(read_text(seeds[number])).split() == seeds[number].split()


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_real_letter_says_the_same_in_our_own_layout(seeds: dict[str, str], number: str) -> None:
    original = read_text(seeds[number])
    again = read_text(text(original, Layout.OPEN))
    assert again == msgspec.structs.replace(original, layout=Layout.OPEN)
    assert not again.problems
    assert [(fact.kind, fact.text) for fact in again.facts] == [(fact.kind, fact.text) for fact in original.facts]


@pytest.mark.parametrize("form", list(Form))
def test_equal_determinations_are_equal_letters(form: Form) -> None:
    again = read_text(text(a_full_letter()))
    assert again == a_full_letter()
    assert again.spans
    assert write(again, to=form) == write(a_full_letter(), to=form)


def test_the_own_layout_is_chosen_where_a_determination_was_read_in_one_that_is_not_written() -> None:
    old = a_letter(layout=Layout.L1)
    assert text(old).startswith("Final Determination of an Independent Medical Review\n")
    assert losses(old) == ()


def test_an_older_layout_is_not_written() -> None:
    with pytest.raises(UnusableArguments, match="unusable-arguments"):
        write(a_letter(), to=Form.TXT, layout=Layout.L2)


def test_labels_are_written_only_where_nothing_else_can_say_their_values() -> None:
    assert text(a_letter()).startswith("HOW THE IMR")
    assert text(a_letter(priority=Priority.STANDARD)).startswith("Priority: Standard\n")
    assert text(a_letter(claim_number="WC 1")).startswith("Claim Number: WC 1\n")
    named = a_letter(employee=msgspec.structs.replace(a_letter().employee, name="Jane Sample"))
    assert text(named).startswith("Employee Name: Jane Sample\n")
    days = Dates(injury=dt.date(2012, 8, 6), issued=dt.date(2015, 3, 25))
    assert text(a_letter(dates=days)).startswith("Date of Injury: 08/06/2012\nDated: 03/25/2015\n")


def test_days_that_only_the_prose_names_are_denied_where_the_values_do_not_have_them() -> None:
    summary = "This is a 47 year old male with a date of injury of 02/21/2007."
    told = read_text(text(a_letter(clinical_case_summary=summary, dates=Dates(injury=dt.date(2007, 2, 21)))))
    assert told.dates.injury == dt.date(2007, 2, 21)
    untold = text(a_letter(clinical_case_summary=summary))
    assert untold.startswith("Date of Injury: not documented\n")
    assert read_text(untold).dates == Dates()


def test_every_value_that_a_layout_has_no_place_for_is_named() -> None:
    letter = a_full_letter(layout=Layout.L4A)
    with pytest.raises(MalformedData) as refused:
        write(letter, to=Form.TXT)
    lost = {fault.where for fault in refused.value.faults}
    assert {
        "issuer", "documents_reviewed", "disputed_treatments[0].plain_reason", "disputed_treatments[0].pins",
        "reviewer.professions",
    } <= lost  # fmt: skip
    assert "CM14-0012345" in refused.value.explain()


def test_what_does_not_fit_is_dropped_where_that_is_accepted() -> None:
    letter = a_letter(issuer=Issuer(name="Invented Review Organization"))
    assert [loss.where for loss in losses(letter)] == ["issuer"]
    assert "Invented" not in text(letter, accept=Losses.DROP)


def test_an_age_that_the_summary_does_not_say_is_a_loss_in_l4_and_none_in_ours() -> None:
    letter = a_letter(employee=Employee(age_years=30))
    assert {loss.where: loss.what for loss in losses(letter)} == {
        "employee.age_years": "“30” would be read as “47”.",
        "employee.sex": "It is not documented, but would be read as “male”.",
    }
    assert losses(letter, Layout.OPEN) == ()


def test_a_long_value_is_shown_where_it_differs() -> None:
    summary = "The injured worker is a man who has had pain in his back for more than a year. " * 3
    told = {
        loss.where: loss.what
        for loss in losses(
            a_letter(employee=Employee(sex=Sex.MALE), clinical_case_summary=f"{summary}It is of\ufb01cial.")
        )
    }
    assert told == {
        "clinical_case_summary": "“…han a year. It is of\ufb01cial.” would be read as “…han a year. It is official.”."
    }


def test_a_list_that_would_be_read_longer_is_a_loss() -> None:
    reviewer = msgspec.structs.replace(STANDARD_REVIEWER, board_certifications=("Psychiatry, Neurology",))
    found = losses(a_letter(reviewer=reviewer))
    assert "reviewer.board_certifications" in {loss.where for loss in found}
    assert any("1 entries" in loss.what for loss in found)


def test_a_long_value_is_shown_short() -> None:
    heading = "A treatment: Upheld " + "again and again " * 10
    assert all(len(loss.what) < 250 for loss in losses(a_letter(disputed_treatments=(a_treatment(heading=heading),))))


def test_a_basis_without_statement_is_put_in_words() -> None:
    letter = a_letter(disputed_treatments=(a_treatment(reviewer_basis=Basis(citations=(ODG,))),))
    assert losses(letter) == ()
    assert "MAXIMUS guideline: Decision based on Non-MTUS Citation Official Disability Guidelines" in text(letter)
    own = read_text(text(letter, Layout.OPEN)).disputed_treatments[0].reviewer_basis
    assert own is not None
    assert (own.text, [citation.guideline for citation in own.citations]) == ("", ["Official Disability Guidelines"])


def test_an_empty_basis_stays_empty() -> None:
    letter = a_letter(disputed_treatments=(a_treatment(claims_administrator_basis=Basis()),))
    for layout in (Layout.L4A, Layout.OPEN):
        assert read_text(text(letter, layout)).disputed_treatments[0].claims_administrator_basis == Basis()


def test_a_basis_that_cannot_be_worded_is_a_loss() -> None:
    odd = GuidelineCitation(family=CitationFamily.OTHER, guideline="One. Decision based on MTUS two", pages=(1950,))
    letter = a_letter(disputed_treatments=(a_treatment(reviewer_basis=Basis(citations=(odd,))),))
    assert [loss.where for loss in losses(letter)] == ["disputed_treatments[0].reviewer_basis"]
    assert "MAXIMUS guideline" not in text(letter, accept=Losses.DROP)


def test_citations_that_the_statement_does_not_make_are_a_loss() -> None:
    basis = Basis(uses_mtus=False, citations=(ODG,), text="Decision based on MTUS Acupuncture Treatment Guidelines.")
    found = losses(a_letter(disputed_treatments=(a_treatment(reviewer_basis=basis),)), Layout.OPEN)
    assert {loss.where.partition("basis.")[2].partition("[")[0] for loss in found} >= {"uses_mtus", "citations"}


def test_what_was_inferred_of_a_citation_is_worked_out_anew() -> None:
    basis = a_treatment().reviewer_basis
    assert basis is not None
    bare = msgspec.structs.replace(
        basis, citations=tuple(msgspec.structs.replace(one, known_as=None, match=None) for one in basis.citations)
    )
    assert losses(a_letter(disputed_treatments=(a_treatment(reviewer_basis=bare),))) == ()


def test_the_layout_with_a_block_of_credentials_says_specialties() -> None:
    reviewer = msgspec.structs.replace(
        STANDARD_REVIEWER, board_certifications=(), specialties=("Family Practice",), licence_states=("AZ", "CA")
    )
    letter = a_letter(layout=Layout.L4B, reviewer=reviewer)
    assert read_text(text(letter)) == letter
    assert {loss.where for loss in losses(letter, Layout.L4A)} == {"reviewer.specialties"} | {
        loss.where for loss in losses(letter, Layout.L4A) if loss.where.startswith("reviewer")
    }


def test_half_a_treatment_is_written_as_far_as_it_goes() -> None:
    bare = a_treatment(outcome=None, claims_administrator_basis=None, reviewer_basis=None, rationale=None)
    letter = a_letter(reviewer=STANDARD_REVIEWER, clinical_case_summary=None, disputed_treatments=(bare,))
    assert "Psychotherapy 4 sessions\n" in text(letter, accept=Losses.DROP)


def test_in_our_layout_everything_reads_back() -> None:
    assert losses(a_full_letter()) == ()
    assert read_text(text(a_full_letter())) == a_full_letter()


def test_in_our_layout_nothing_at_all_is_not_documented_and_reads_back() -> None:
    nothing = Determination(layout=Layout.OPEN)
    assert losses(nothing) == ()
    assert text(nothing).count("not documented") > 20


def test_a_document_of_which_more_is_known_than_its_words_say_reads_back() -> None:
    known = DocumentReviewed(text="Report by Dr. Invented Name", title="Report", author=None, pages=4)
    letter = a_letter(layout=Layout.OPEN, documents_reviewed=(known,))
    assert "Report by Dr. Invented Name [author: not documented; pages: 4]" in text(letter)
    assert losses(letter) == ()


def test_a_citation_that_cannot_be_set_out_in_full_is_left_to_the_statement() -> None:
    odd = read_basis("Decision based on Non-MTUS Citation Some Book; edition: third; pages: 1950.")
    letter = a_letter(layout=Layout.OPEN, disputed_treatments=(a_treatment(reviewer_basis=odd),))
    assert "Citation 1 of 1: as worded above" in text(letter)
    assert losses(letter) == ()


def test_a_statement_without_citations_has_no_list_of_them() -> None:
    bare = read_basis("The Claims Administrator did not base their decision on the MTUS.")
    letter = a_letter(
        layout=Layout.OPEN, disputed_treatments=(a_treatment(claims_administrator_basis=bare, reviewer_basis=None),)
    )
    assert "Citation 1 of" not in text(letter)
    assert losses(letter) == ()


def test_of_an_unknown_reviewer_the_letter_says_nothing() -> None:
    letter = a_letter(reviewer=ReviewerQualifications())
    assert text(letter).startswith("HOW THE IMR FINAL DETERMINATION WAS MADE\n\n\nCLINICAL CASE SUMMARY\n")
    assert losses(letter) == ()
