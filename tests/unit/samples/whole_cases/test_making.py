from __future__ import annotations

import json

import pytest

from openimr.cases.files import read_filing
from openimr.errors import NotFound
from openimr.reviews.folder import read_events
from openimr.reviews.review_files import read_review
from openimr.samples.casefiles import FOLLOWED, Scans, followed_case_file
from openimr.samples.whole_cases import FILLED_REVIEW, WholeCaseSample, sample_whole_cases, whole_case_sample


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_folder_holds_the_case_its_course_its_reviewers_its_records_and_a_review(
    followed: dict[str, WholeCaseSample], name: str
) -> None:
    sample = followed[name]
    files = sample.files()

    records = {path for path in files if path.startswith("records/")}
    assert set(files) - records == {"case.yaml", "events.yaml", "reviewers.yaml", "truth.json", FILLED_REVIEW}
    assert records
    assert all(files[path].startswith(b"%PDF") for path in records)
    assert read_filing(files["case.yaml"].decode(), where="case.yaml") == sample.filing
    assert read_events(files["events.yaml"].decode(), where="events.yaml") == sample.events
    assert read_review(files[FILLED_REVIEW].decode(), where=FILLED_REVIEW) == sample.review


def test_the_truth_tells_of_the_records_and_of_what_was_planted(followed: dict[str, WholeCaseSample]) -> None:
    truth = json.loads(followed["000"].files()["truth.json"])

    assert truth["follows"] == "000"
    assert truth["documents"]
    assert [one["kind"] for one in truth["planted"]] == ["conflict", "lapse", "ur_physician"]


def test_the_records_are_those_of_the_case_file_of_the_same_name(followed: dict[str, WholeCaseSample]) -> None:
    file = followed_case_file("003", scans=Scans.NONE)

    assert (followed["003"].filing, followed["003"].truth) == (file.filing, file.truth)
    assert set(followed["003"].records) == set(file.records)


def test_a_case_that_follows_nothing_has_no_review(invented: tuple[WholeCaseSample, ...]) -> None:
    for sample in invented:
        assert sample.review is None
        assert FILLED_REVIEW not in sample.files()


def test_a_case_of_a_seed_is_the_same_whatever_the_count(invented: tuple[WholeCaseSample, ...]) -> None:
    first = next(sample_whole_cases(count=1, seed=4, pages=30, scans=Scans.NONE))

    assert (first.filing, first.events, first.registry) == (
        invented[0].filing,
        invented[0].events,
        invented[0].registry,
    )


def test_a_name_that_nothing_follows_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(NotFound) as raised:
        whole_case_sample("005")

    assert "“005”" in raised.value.explain()
    assert "000, 001, 002, 003, 004" in raised.value.explain()
