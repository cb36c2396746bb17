from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from openimr.casefile.indexing import index_files
from openimr.casefile.model import CaseFile, PageText, TextSource
from openimr.casefile.store import FolderStore
from openimr.errors import UnusableInput
from openimr.reviews.folder import RECORDS, STORE, whole_case
from openimr.reviews.issuing import Issue, issue
from openimr.reviews.review import Quoted, Review, Statement
from openimr.reviews.whole_case import WholeCase
from openimr.samples.whole_cases import WholeCaseSample, signed_review
from openimr.samples.whole_cases.fitting import fitted_review

AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def whole(followed: dict[str, WholeCaseSample], tmp_path_factory: pytest.TempPathFactory) -> WholeCase:
    """The case 000 with its records indexed."""
    folder = tmp_path_factory.mktemp("case")
    for path, content in followed["000"].files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    index_files([folder / RECORDS], FolderStore(folder / STORE), at=AT)
    return whole_case(folder)


@pytest.fixture
def review(followed: dict[str, WholeCaseSample]) -> Review:
    """The review of the case 000 as it was written."""
    written = followed["000"].review
    assert written is not None
    return written


@pytest.fixture
def file(whole: WholeCase) -> CaseFile:
    """The case file of the case 000."""
    assert whole.case_file is not None
    return whole.case_file


def fitted(quoted: Quoted, file: CaseFile) -> Quoted:
    """The quotation as it was read."""
    made = Review(case="A-1", summary=(Statement(says="So it is.", pins=(quoted,)),))
    return fitted_review(made, file).summary[0].pins[0]


def test_a_signed_review_is_issued(whole: WholeCase, review: Review) -> None:
    signed = signed_review(whole, review)

    assert isinstance(issue(whole, signed), Issue)
    assert signed.designated is not None
    assert signed.second_look is not None
    assert signed.issued is not None
    (signature,) = (row.signature for row in signed.treatments)
    assert signature is not None
    assert signed.designated.at < signature.signed_at < signed.second_look.at < signed.issued.at


def test_signing_again_changes_nothing(whole: WholeCase, review: Review) -> None:
    signed = signed_review(whole, review)

    assert signed_review(whole, signed) == signed


def test_a_signature_stands_only_where_there_is_a_text(whole: WholeCase, review: Review) -> None:
    other = replace(review.treatments[0], number=7)
    signed = signed_review(whole, replace(review, treatments=(*review.treatments, other)))

    assert [row.signature is None for row in signed.treatments] == [False, True]


def test_a_review_by_nobody_is_not_signed(whole: WholeCase, review: Review) -> None:
    for unknown in (replace(review, reviewer="R-999999"), replace(review, designated=None)):
        with pytest.raises(UnusableInput) as raised:
            signed_review(whole, unknown)
        assert "no text that could be signed" in raised.value.explain()


def test_without_a_case_file_the_quotations_stay_as_they_are(whole: WholeCase, review: Review) -> None:
    bare = WholeCase(filing=whole.filing, events=whole.events, registry=whole.registry)

    assert signed_review(bare, review).summary == review.summary


def test_a_quotation_that_stands_on_its_page_stays(file: CaseFile) -> None:
    there = Quoted(6, "The lower back is stiff when bending")

    assert fitted(there, file) == there


def misread(file: CaseFile) -> CaseFile:
    """The case file as it is where OCR read its pages, and took some letters for others."""
    pages = tuple(
        replace(
            page, texts=(PageText(source=TextSource.TESSERACT, text=page.text.replace("e", "c").replace("i", "1")),)
        )
        for page in file.pages
    )
    return replace(file, pages=pages)


def test_what_ocr_misread_is_marked_as_seen(file: CaseFile) -> None:
    there = Quoted(6, "The lower back is stiff when bending")
    assert fitted(there, misread(file)) == replace(there, is_seen=True)


def test_what_stands_nowhere_on_a_typed_page_stays_and_does_not_hold(file: CaseFile) -> None:
    for lost in (Quoted(6, "twelve marathons in Qaqortoq"), Quoted(99, "The lower back is stiff when bending")):
        assert fitted(lost, file) == lost


def test_all_documents_as_they_were_read_are_opened(file: CaseFile, review: Review) -> None:
    opened = fitted_review(replace(review, opened=()), file).opened

    assert opened == tuple(document.number for document in file.documents)
