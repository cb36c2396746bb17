"""Each invented case that follows a published determination goes the whole way and comes to what that one decided.

The folder is made, its records are indexed, the review of its invented reviewer is signed and issued. The determination
has the treatments, outcomes, guidelines and pages of the published one, and none of its defects; a review that may not
be issued is refused for that reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pytest
from msgspec.structs import replace

from openimr.casefile.indexing import index_files
from openimr.casefile.store import FolderStore
from openimr.determinations.checking import check
from openimr.determinations.model import Determination, DisputedTreatment, GuidelineCitation
from openimr.determinations.reading import read_text
from openimr.reviews.folder import RECORDS, STORE, whole_case
from openimr.reviews.issuing import Issue, NotIssued, issue
from openimr.reviews.review import Ground, Quoted, Review, Statement
from openimr.reviews.review_files import read_review
from openimr.reviews.whole_case import WholeCase
from openimr.samples.casefiles import FOLLOWED, Scans
from openimr.samples.whole_cases import FILLED_REVIEW, PlantedKind, PlantedReviewer, signed_review, whole_case_sample
from openimr.treatments.headings import requests_in

AT = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)
LAPSE = PlantedKind.LAPSE
UR_PHYSICIAN = PlantedKind.UR_PHYSICIAN
WORDS = {PlantedKind.CONFLICT: "employ", LAPSE: "licence", UR_PHYSICIAN: "utilization review"}
"""What the reason against each reviewer who may not be assigned speaks of."""
FOLLOWS: dict[PlantedKind, tuple[str, ...]] = {
    PlantedKind.CONFLICT: (),
    # A letter about somebody without a licence lacks the state of one.
    LAPSE: ("checks-pass",),
    # The list of documents names the author of the utilization review decision, who would be the reviewer.
    UR_PHYSICIAN: ("reviewer-not-named",),
}
"""What else forbids to issue what each of them would decide."""


class Way:
    """One case on its way: its folder as a whole, the review as written, and signed."""

    def __init__(self, name: str, folder: Path) -> None:
        """Make the folder, index its records, and sign the review."""
        sample = whole_case_sample(name, scans=Scans.NONE)
        for path, content in sample.files().items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        index_files([folder / RECORDS], FolderStore(folder / STORE), at=AT)
        self.planted: tuple[PlantedReviewer, ...] = sample.planted
        self.whole: WholeCase = whole_case(folder)
        self.written: Review = read_review((folder / FILLED_REVIEW).read_text("utf-8"), where=FILLED_REVIEW)
        self.signed: Review = signed_review(self.whole, self.written)

    @cached_property
    def issued(self) -> Determination:
        """The determination; the test fails with all reasons where it is refused."""
        result = issue(self.whole, self.signed)
        assert isinstance(result, Issue), [reason.sentence() for reason in result.reasons]
        return result.determination

    def refused(self, review: Review) -> dict[str, str]:
        """Why ``review`` is not issued: the code of each reason, and what is missing."""
        result = issue(self.whole, review)
        assert isinstance(result, NotIssued)
        return {reason.code: "; ".join(reason.missing) for reason in result.reasons}


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Way]:
    """A case by the name of what it follows; each is made once."""
    made: dict[str, Way] = {}

    def of(name: str) -> Way:
        if name not in made:
            made[name] = Way(name, tmp_path_factory.mktemp("cases") / name)
        return made[name]

    return of


def with_rationale(review: Review, statement: Statement) -> Review:
    """``review`` with one more sentence at the head of its first rationale."""
    first, *others = review.treatments
    return replace(review, treatments=(replace(first, rationale=(statement, *first.rationale)), *others))


def place_of(citation: GuidelineCitation) -> tuple[str, ...]:
    """Where a citation points, without the edition, whose absence is a defect of what was published."""
    return tuple(
        str(part).lower() for part in (citation.family, citation.guideline, citation.chapter, citation.section)
    )


def services(heading: str) -> list[str]:
    """The services that a heading asks for; each case has one at least."""
    codes = [one.service.code for one in requests_in(heading) if one.service.code]
    assert codes
    return codes


def cited(treatment: DisputedTreatment) -> dict[tuple[str, ...], set[int]]:
    """The pages that the reviewer cites, by guideline and section."""
    assert treatment.reviewer_basis is not None
    return {place_of(citation): set(citation.pages) for citation in treatment.reviewer_basis.citations}


@pytest.mark.parametrize("name", FOLLOWED)
def test_the_determination_of_an_invented_case_is_issued(way: Callable[[str], Way], name: str) -> None:
    determination = way(name).issued

    assert determination.dates.issued is not None
    assert all(treatment.pins and treatment.plain_reason for treatment in determination.disputed_treatments)


@pytest.mark.parametrize("name", FOLLOWED)
def test_it_decides_the_treatments_of_the_published_one_alike(
    way: Callable[[str], Way], seeds: dict[str, str], name: str
) -> None:
    ours, published = way(name).issued, read_text(seeds[name], name=name)

    assert len(ours.disputed_treatments) == len(published.disputed_treatments)
    for mine, theirs in zip(ours.disputed_treatments, published.disputed_treatments, strict=True):
        assert mine.outcome is theirs.outcome
        assert mine.heading.lower() == theirs.heading.lower()
        assert services(mine.heading) == services(theirs.heading)


@pytest.mark.parametrize("name", FOLLOWED)
def test_it_rests_on_the_guidelines_and_pages_of_the_published_one(
    way: Callable[[str], Way], seeds: dict[str, str], name: str
) -> None:
    ours, published = way(name).issued, read_text(seeds[name], name=name)

    for mine, theirs in zip(ours.disputed_treatments, published.disputed_treatments, strict=True):
        assert mine.reviewer_basis
        assert theirs.reviewer_basis
        assert mine.reviewer_basis.uses_mtus is theirs.reviewer_basis.uses_mtus
        found = cited(mine)
        for citation in theirs.reviewer_basis.citations:
            near = {place: pages for place, pages in found.items() if place[:3] == place_of(citation)[:3]}
            wanted = place_of(citation) if citation.section else next(iter(near))
            assert wanted in near
            assert near[wanted] >= set(citation.pages)


@pytest.mark.parametrize("name", FOLLOWED)
def test_its_reviewer_has_the_specialty_and_licences_of_the_published_one(
    way: Callable[[str], Way], seeds: dict[str, str], name: str
) -> None:
    ours, published = way(name).issued.reviewer, read_text(seeds[name], name=name).reviewer

    wanted = {*published.board_certifications, *published.specialties}
    assert wanted == set(ours.board_certifications)
    assert set(published.subspecialties) == set(ours.subspecialties)
    assert set(published.licence_states) == set(ours.licence_states)


@pytest.mark.parametrize("name", FOLLOWED)
def test_nothing_is_found_amiss_but_what_utilization_review_left_out(way: Callable[[str], Way], name: str) -> None:
    findings = check(way(name).issued)

    assert [(finding.code, finding.message) for finding in findings] == []


@pytest.mark.parametrize("name", FOLLOWED)
def test_it_has_none_of_the_defects_of_the_published_one(
    way: Callable[[str], Way], seeds: dict[str, str], name: str
) -> None:
    defects = {finding.code for finding in check(read_text(seeds[name], name=name))}
    found = {finding.code for finding in check(way(name).issued)}

    assert defects, "the published determination has defects"
    assert found.isdisjoint(defects)


@pytest.mark.parametrize("name", FOLLOWED)
def test_no_sentence_of_the_published_one_was_copied(
    way: Callable[[str], Way], seeds: dict[str, str], name: str
) -> None:
    published = " ".join(seeds[name].split()).lower()
    statements = [*way(name).written.summary, *(one for row in way(name).written.treatments for one in row.rationale)]

    assert [one.says for one in statements if one.says.lower().rstrip(".") in published] == []


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_review_without_a_signature_is_refused(way: Callable[[str], Way], name: str) -> None:
    case = way(name)
    unsigned = tuple(replace(row, signature=None) for row in case.signed.treatments)

    refused = case.refused(replace(case.signed, treatments=unsigned))
    assert set(refused) == {"texts-bound"}
    assert "treatment 1 is not signed" in refused["texts-bound"]


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_decision_that_was_changed_after_it_was_signed_is_refused(way: Callable[[str], Way], name: str) -> None:
    case = way(name)
    added = Statement(says="One more word.", ground=Ground.OPINION)

    assert set(case.refused(with_rationale(case.signed, added))) == {"texts-bound"}


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_pin_whose_words_do_not_stand_on_its_page_is_refused(way: Callable[[str], Way], name: str) -> None:
    case = way(name)
    broken = Statement(says="She runs marathons.", pins=(Quoted(1, "twelve marathons were run in Qaqortoq"),))

    refused = case.refused(signed_review(case.whole, with_rationale(case.written, broken)))
    assert set(refused) == {"pins-hold"}
    assert "does not stand on page 1" in refused["pins-hold"]


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_fact_without_a_pin_is_refused(way: Callable[[str], Way], name: str) -> None:
    case = way(name)
    bare = Statement(says="The home exercises were done every day.")

    assert set(case.refused(signed_review(case.whole, with_rationale(case.written, bare)))) == {"statements-grounded"}


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_is_called_not_documented_and_stands_in_the_file_is_refused(way: Callable[[str], Way], name: str) -> None:
    case = way(name)
    wrong = Statement(
        says="No request for authorization is in the file.",
        ground=Ground.NOT_DOCUMENTED,
        looked_for=('"request for authorization"',),
    )

    refused = case.refused(signed_review(case.whole, with_rationale(case.written, wrong)))
    assert set(refused) == {"absences-hold"}
    assert '"request for authorization" is found on' in refused["absences-hold"]


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_review_by_a_reviewer_who_may_not_be_assigned_is_refused(way: Callable[[str], Way], name: str) -> None:
    case = way(name)

    assert len(case.planted) == 3
    for planted in case.planted:
        refused = case.refused(signed_review(case.whole, replace(case.written, reviewer=planted.reviewer)))
        assert WORDS[planted.kind] in refused["reviewer-fit"]
        assert set(refused) == {"reviewer-fit", *FOLLOWS[planted.kind]}
