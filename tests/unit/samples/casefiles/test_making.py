from __future__ import annotations

import io
from itertools import pairwise

import msgspec
import pypdfium2
import pytest

from openimr.casefile.model import DocumentKind, Legibility
from openimr.cases.files import read_filing
from openimr.samples.casefiles import CaseFileSample, CaseFileTruth, Scans, sample_case_files
from openimr.samples.casefiles.drafts import Look


def _words(text: str) -> str:
    return " ".join(text.split())


def _documents(sample: CaseFileSample) -> dict[str, pypdfium2.PdfDocument]:
    return {f"records/{name}": pypdfium2.PdfDocument(io.BytesIO(pdf)) for name, pdf in sample.records.items()}


@pytest.fixture(scope="module", params=range(6))
def sample(
    request: pytest.FixtureRequest, invented: tuple[CaseFileSample, ...], scanned: CaseFileSample,
    followed: dict[str, CaseFileSample],
) -> CaseFileSample:  # fmt: skip
    among = (*invented, scanned, followed["003"])
    return among[int(request.param)]


def test_every_page_of_the_files_is_in_the_truth_in_the_order_of_the_files(sample: CaseFileSample) -> None:
    pages = [(name, number) for name, pdf in sorted(_documents(sample).items()) for number in range(1, len(pdf) + 1)]
    assert [(page.file, page.number) for page in sample.truth.pages] == pages
    assert [page.running for page in sample.truth.pages] == list(range(1, len(pages) + 1))


def test_a_typed_page_has_the_text_that_the_truth_says_and_a_picture_has_none(sample: CaseFileSample) -> None:
    files = _documents(sample)
    for page in sample.truth.pages:
        text = files[page.file][page.number - 1].get_textpage().get_text_range()
        expected = _words(page.text) if page.look is Look.TYPED else ""
        assert _words(text) == expected


def test_every_finding_stands_on_its_page_word_for_word(sample: CaseFileSample) -> None:
    for finding in sample.truth.findings:
        page = sample.truth.pages[finding.running - 1]
        assert _words(finding.quote) in _words(page.text)
        assert page.document == finding.document


def test_every_page_that_is_not_blank_belongs_to_exactly_one_document(sample: CaseFileSample) -> None:
    for page in sample.truth.pages:
        holders = [
            document.number for document in sample.truth.documents if document.first <= page.running <= document.last
        ]
        assert holders == ([] if page.document is None else [page.document])
        assert (page.document is None) == (page.legibility is Legibility.BLANK)
    assert all(one.last < other.first for one, other in pairwise(sample.truth.documents))


def test_every_identifier_is_where_the_truth_says(sample: CaseFileSample) -> None:
    assert sample.truth.identifiers
    for identifier in sample.truth.identifiers:
        page = sample.truth.pages[identifier.running - 1]
        assert page.text[identifier.start : identifier.end] == identifier.text


def test_no_name_of_the_employee_is_forgotten_among_the_identifiers(sample: CaseFileSample) -> None:
    surname = sample.filing.parties.employee.name.last
    for page in sample.truth.pages:
        covered = sum(it.text.count(surname) for it in sample.truth.identifiers if it.running == page.running)
        assert covered == page.text.count(surname)


def test_a_repeated_page_says_what_the_first_one_says(sample: CaseFileSample) -> None:
    repeated = [page for page in sample.truth.pages if page.duplicate_of is not None]
    assert repeated
    for page in repeated:
        assert page.duplicate_of is not None
        first = sample.truth.pages[page.duplicate_of - 1]
        assert first.duplicate_of is None
        assert first.running < page.running
        assert page.text.endswith(first.text)
        assert page.is_same_picture == (page.text == first.text)


def test_facts_are_told_once_even_where_their_page_came_twice(sample: CaseFileSample) -> None:
    copies = {page.running for page in sample.truth.pages if page.duplicate_of is not None}
    assert not copies & {finding.running for finding in sample.truth.findings}


def test_contradictions_name_at_least_two_findings(sample: CaseFileSample) -> None:
    for contradiction in sample.truth.contradictions:
        assert len(contradiction.findings) > 1
        assert all(sample.truth.findings[place].fact.clash == contradiction.about for place in contradiction.findings)


def test_an_illegible_page_is_named_as_a_gap(sample: CaseFileSample) -> None:
    illegible = [page.running for page in sample.truth.pages if page.legibility is Legibility.ILLEGIBLE]
    assert [gap.running for gap in sample.truth.gaps if gap.running is not None] == illegible


def test_sessions_in_notes_add_up_to_the_number_that_the_last_report_says(invented: tuple[CaseFileSample, ...]) -> None:
    compared = 0
    for sample in invented:
        kinds = {document.number: document.kind for document in sample.truth.documents}
        sessions = [it for it in sample.truth.findings if it.fact.kind == "sessions" and it.fact.on is not None]
        notes = (DocumentKind.THERAPY_NOTE, DocumentKind.ACUPUNCTURE_NOTE)
        for told in (it for it in sessions if kinds[it.document] is DocumentKind.PROGRESS_REPORT):
            counted = [
                it for it in sessions
                if kinds[it.document] in notes and it.fact.code == told.fact.code and it.fact.on <= told.fact.on  # type: ignore[operator]  # days, as the list above says
            ]  # fmt: skip
            assert len(counted) in (0, told.fact.count)
            compared += bool(counted)
    assert compared


def test_the_folder_holds_the_filing_the_records_and_the_truth(scanned: CaseFileSample) -> None:
    files = scanned.files()
    assert read_filing(files["case.yaml"].decode(), where="case.yaml") == scanned.filing
    assert msgspec.json.decode(files["truth.json"], type=CaseFileTruth) == scanned.truth
    assert {name for name in files if name.endswith(".pdf")} == {page.file for page in scanned.truth.pages}


def test_the_same_seed_gives_the_same_bytes_whatever_the_count(scanned: CaseFileSample) -> None:
    again = next(sample_case_files(count=3, seed=5, pages=1))
    assert again.files() == scanned.files()


def test_another_seed_gives_another_case() -> None:
    one, other = (next(sample_case_files(count=1, seed=seed, pages=1, scans=Scans.NONE)) for seed in (21, 22))
    assert one.filing != other.filing


def test_more_pages_are_made_where_more_are_asked_for() -> None:
    sample = next(sample_case_files(count=1, seed=4, pages=120, scans=Scans.NONE))
    assert 90 <= len(sample.truth.pages) <= 150


def test_where_all_pages_are_to_be_scans_none_has_text() -> None:
    sample = next(sample_case_files(count=1, seed=4, pages=1, scans=Scans.ALL))
    assert Look.TYPED not in {page.look for page in sample.truth.pages}
