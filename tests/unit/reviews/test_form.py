"""The empty form: nothing is decided in it, and all that is known stands beside it."""

from __future__ import annotations

import msgspec
import pytest

from openimr.errors import MalformedData
from openimr.reviews.building import overview_of
from openimr.reviews.form import empty_form
from openimr.reviews.review import Review, TreatmentReview
from openimr.reviews.review_files import read_review
from openimr.reviews.whole_case import WholeCase
from unit.reviews.scenes import whole, with_registry

NAMES = ("000", "001", "002", "003", "004")


def form_of(case: WholeCase) -> str:
    return empty_form(case, overview_of(case, on=case.last_on))


@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_a_review_in_which_nothing_is_decided(name: str) -> None:
    case = whole(name)
    review = read_review(form_of(case), where="form")
    numbers = tuple(row.number for row in case.filing.disputed_treatments)
    assert review == Review(case=case.number, treatments=tuple(TreatmentReview(number=it) for it in numbers))


def test_everything_that_is_known_stands_beside_it() -> None:
    form = form_of(whole("002"))
    assert "18 therapeutic sessions" in form
    assert "CP09-CBT" in form
    assert "Missing: the number of earlier sessions" in " ".join(form.replace("#", " ").split())
    assert "Utilization review: denied" in form


def test_a_proposed_sentence_counts_once_the_sign_is_taken_away() -> None:
    lines = form_of(whole("002")).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("#  - says:"))
    end = lines.index("summary: []")
    draft = [line[1:] for line in lines[start:end]]
    text = "\n".join(["case: A", "summary:", *draft])
    summary = read_review(text, where="form").summary
    assert len(summary) > 3
    assert all(statement.pins for statement in summary)


def test_a_case_without_records_reviewers_and_decision_has_a_form_too() -> None:
    case = with_registry(whole(), registry=None, case_file=None, search_index=None, events=())
    assert read_review(form_of(case), where="form").case == case.number


def test_the_form_names_no_reviewer() -> None:
    registry = whole().registry
    assert registry is not None
    form = form_of(whole())
    physician = whole().filing.parties.ur_physician
    known = physician.name.whole if physician else ""
    names = {reviewer.identity.name.split(",")[0] for reviewer in registry.reviewers} - {known}
    assert not [name for name in names if name in form]


def test_a_form_in_which_the_reviewer_writes_nonsense_is_refused_with_its_line() -> None:
    form = form_of(whole()).replace("    outcome:\n", "    outcome: perhaps\n", 1)
    with pytest.raises(MalformedData) as raised:
        read_review(form, where="form")
    assert "one of upheld, overturned" in raised.value.explain()


BREAKS = ("\n", "\r", "\x0b", "\x85", "\u2028", "\u2029", "\x00", "\x7f", "\ufeff")
"""What ends a line in YAML, or may not stand in it at all."""


@pytest.mark.parametrize("sign", BREAKS)
def test_no_words_of_a_case_break_out_of_their_comment(sign: str) -> None:
    # A record or an application may say anything; a line that it begins in the form would decide.
    case = whole("002")
    assert case.case_file is not None
    escape = f"word{sign}    outcome: overturned{sign}reviewer: R-1{sign}"
    listed = tuple(msgspec.structs.replace(row, wording=escape) for row in case.filing.application.treatments)
    application = msgspec.structs.replace(case.filing.application, treatments=listed)
    findings = tuple(
        msgspec.structs.replace(one, name=escape, pin=msgspec.structs.replace(one.pin, quote=escape))
        for one in case.case_file.findings
    )
    hostile = with_registry(
        case,
        filing=msgspec.structs.replace(case.filing, application=application),
        case_file=msgspec.structs.replace(case.case_file, findings=findings),
    )
    review = read_review(form_of(hostile), where="form")
    assert review == Review(case=case.number, treatments=(TreatmentReview(number=1),))
