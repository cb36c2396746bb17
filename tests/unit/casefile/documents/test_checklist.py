"""What the claims administrator must send is received, missing or not known, each with its reason and its law.

Source: 8 CCR 9792.10.5(a)(1)(A) to (E); imr-process.md 2.6.
"""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.documents import Receipt, checklist, named_reports, request_day
from openimr.casefile.documents.checklist import Checklist, ChecklistItem
from openimr.casefile.model import CaseFile, Document, DocumentKind
from openimr.citations import Verification
from openimr.errors import RuleBroken
from unit.casefile.documents.making import case_file, document, page

REQUEST_ON = dt.date(2015, 8, 20)
REVIEWED = (
    "Reviewed: PR-2 dated 06/03/2015; progress report of 7/1/2015; date of injury 03/04/2015\n"
    "RFA dated 08/20/2015. MRI report dated 02/30/2015. PR-2 of 01/05/2014"
)
REQUEST = DocumentKind.REQUEST_FOR_AUTHORIZATION


def report(number: int, day: dt.date | None, kind: DocumentKind = DocumentKind.PROGRESS_REPORT) -> Document:
    return document(number, number, number, kind, dated_on=day)


def item(found: Checklist, name: str) -> ChecklistItem:
    return next(one for one in found.items if one.id == name)


def request(number: int) -> Document:
    return report(number, REQUEST_ON, REQUEST)


@pytest.mark.parametrize(
    ("day", "receipt"),
    [
        (dt.date(2015, 2, 19), Receipt.MISSING),  # the day before the six months begin
        (dt.date(2015, 2, 20), Receipt.RECEIVED),
        (dt.date(2015, 8, 20), Receipt.RECEIVED),
        (dt.date(2015, 8, 21), Receipt.MISSING),  # the day after the request
    ],
)
def test_reports_of_the_six_months_before_the_request_count(day: dt.date, receipt: Receipt) -> None:
    found = item(checklist(case_file(report(1, day), request(2))), "A")
    assert found.receipt is receipt
    assert found.documents == ((1,) if receipt is Receipt.RECEIVED else ())


def test_by_the_older_text_a_year_of_reports_is_required_with_its_doubt() -> None:
    known = case_file(report(1, dt.date(2012, 9, 1)))
    old = checklist(known, request_on=dt.date(2013, 8, 15), application_received_on=dt.date(2013, 10, 1))
    new = checklist(known, request_on=dt.date(2013, 8, 15), application_received_on=dt.date(2014, 3, 1))
    assert (item(old, "A").receipt, item(new, "A").receipt) == (Receipt.RECEIVED, Receipt.MISSING)
    assert item(old, "A").citation.verification is Verification.UNVERIFIED
    assert any("unverified" in doubt for doubt in item(old, "A").doubts)


def test_an_undated_report_is_never_no_report() -> None:
    found = item(checklist(case_file(report(1, None), request(2))), "A")
    assert (found.receipt, found.documents) == (Receipt.NOT_KNOWN, (1,))
    assert "Document 1 bears no date that was read" in found.reason


def test_several_undated_reports_are_told_together() -> None:
    found = item(checklist(case_file(report(1, None), report(2, None), report(3, None), request(4))), "A")
    assert "Documents 1, 2 and 3 bear no date that was read" in found.reason


def test_without_the_date_of_the_request_nothing_is_counted() -> None:
    found = checklist(case_file(report(1, REQUEST_ON)))
    assert (found.request_on, found.reach_back, item(found, "A").receipt) == (None, None, Receipt.NOT_KNOWN)
    assert "No date of the request" in item(found, "A").reason
    assert "from six months before the request to the request" in item(found, "A").ask


def test_the_last_request_in_the_file_is_the_request() -> None:
    early = report(1, dt.date(2014, 1, 1), REQUEST)
    assert request_day([early, request(2), report(3, None, REQUEST)]) == REQUEST_ON


def test_a_day_before_all_rules_is_refused() -> None:
    with pytest.raises(RuleBroken):
        checklist(case_file(report(1, None)), request_on=dt.date(2001, 1, 1))


def test_the_application_and_the_request_are_received_or_missing() -> None:
    empty = checklist(CaseFile())
    assert [item(empty, name).receipt for name in "BD"] == [Receipt.MISSING, Receipt.MISSING]
    assert item(empty, "D").reason == "The file has no Request for Authorization."
    full = checklist(case_file(report(1, REQUEST_ON, DocumentKind.APPLICATION), request(2)))
    assert [(item(full, name).receipt, item(full, name).documents) for name in "BD"] == [
        (Receipt.RECEIVED, (1,)),
        (Receipt.RECEIVED, (2,)),
    ]


def test_a_document_whose_kind_is_in_doubt_is_for_a_person() -> None:
    unsure = Document(number=1, first=1, last=1, kind=DocumentKind.APPLICATION, confidence=0.3)
    found = item(checklist(case_file(unsure)), "B")
    assert found.receipt is Receipt.NOT_KNOWN
    assert "a person should look" in found.reason


def test_whether_there_was_any_correspondence_a_file_cannot_show() -> None:
    found = checklist(case_file(report(1, None, DocumentKind.CORRESPONDENCE)))
    assert (item(found, "C").receipt, item(found, "C").documents) == (Receipt.NOT_KNOWN, (1,))
    assert "The file has no imaging or electrodiagnostic report or therapy note" in item(found, "E").reason
    assert item(found, "E").citation.verification is Verification.UNVERIFIED


def test_a_report_that_the_decision_names_and_that_is_not_there_is_missing() -> None:
    known = case_file(
        report(1, dt.date(2015, 7, 1)),
        report(2, dt.date(2015, 9, 1), DocumentKind.UR_DECISION),
        request(3),
        texts=("Progress report", REVIEWED),
    )
    assert [(one.dated_on, one.pin.page) for one in named_reports(known)] == [
        (dt.date(2014, 1, 5), 2),
        (dt.date(2015, 6, 3), 2),
        (dt.date(2015, 7, 1), 2),
    ]
    found = item(checklist(known), "A")
    assert (found.receipt, found.documents) == (Receipt.MISSING, (1,))
    assert [one.pin.quote for one in found.named] == ["PR-2 dated 06/03/2015"]
    assert "PR-2 of 2015-06-03 (named on page 2)" in found.reason
    assert found.ask.endswith("among them those of June 3, 2015.")


def test_a_decision_whose_pages_are_not_there_names_nothing() -> None:
    assert named_reports(CaseFile(documents=(report(1, None, DocumentKind.UR_DECISION),))) == ()


@pytest.mark.parametrize(("later", "is_asked"), [(dt.date(2015, 4, 15), False), (dt.date(2015, 4, 16), True)])
def test_a_pause_longer_than_the_rhythm_of_reports_is_told_and_asked_about(later: dt.date, is_asked: bool) -> None:
    found = item(checklist(case_file(report(1, dt.date(2015, 3, 1)), report(2, later), request(3))), "A")
    assert found.receipt is Receipt.RECEIVED
    assert bool(found.ask) is is_asked
    assert (
        any("lie 46 days; while treatment goes on one is due within 45" in doubt for doubt in found.doubts) is is_asked
    )


def test_a_document_sent_twice_counts_once() -> None:
    pile = (page("request", 1), page("request", 2, duplicate_of=1))
    found = checklist(CaseFile(pages=pile, documents=(request(1), request(2))))
    assert item(found, "D").documents == (1,)


def test_the_letter_asks_for_what_is_missing_before_what_is_not_known() -> None:
    found = checklist(case_file(report(1, REQUEST_ON), request(2)))
    asked = found.letter()
    assert len(asked) == 3
    assert asked[0].startswith("Please send a copy of the Application for Independent Medical Review (DWC Form IMR)")
    assert all(words.endswith(".") for words in asked)


def test_how_far_back_is_told_with_its_arithmetic_and_what_the_file_cannot_show() -> None:
    found = checklist(case_file(report(1, REQUEST_ON), request(2)))
    assert found.reach_back is not None
    assert "6 months back from request on 2015-08-20 = 2015-02-20" in found.reach_back.arithmetic
    assert "the file cannot show" in item(found, "A").doubts[-1]
