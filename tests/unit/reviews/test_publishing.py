"""The public copy: it names nobody, says everything else, and waits where a person must judge."""

from __future__ import annotations

import typing
from typing import Any

import msgspec
import pytest

from openimr.casefile.redaction import Judgment, Judgments, Verdict
from openimr.determinations.model import Determination, DocumentReviewed
from openimr.determinations.reading import read_text
from openimr.reviews.issuing import Issue, issue
from openimr.reviews.outputs import copy_files, issue_files
from openimr.reviews.publishing import _PROSE, Copy, copy_of, values_of
from openimr.rulebook.lines import read_lines
from unit.reviews.scenes import signed, whole, written

DOUBTFUL = "Seen by Wintergreen MD. The number 918273645 stands there."


def issued(name: str = "001") -> Issue:
    result = issue(whole(name), signed(written(name), whole(name)))
    assert isinstance(result, Issue)
    return result


def judged(copy: Copy) -> tuple[Judgment, ...]:
    return tuple(
        Judgment(
            page=one.page,
            start=one.span.start,
            end=one.span.end,
            verdict=Verdict.REDACT,
            by="director-1",
            kind=one.kind,
        )
        for one in copy.waiting
    )


def copied(name: str = "001") -> Copy:
    final, filing = issued(name).determination, whole(name).filing
    first = copy_of(final, filing)
    return copy_of(final, filing, judgments=judged(first)) if first.waiting else first


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_the_copy_holds_no_name_and_no_number_of_a_party(name: str) -> None:
    copy = copied(name)
    assert copy.determination is not None
    content = msgspec.json.encode(copy.determination).decode()
    parties, application = whole(name).filing.parties, whole(name).filing.application
    names = [parties.employee.name.last, parties.requesting_physician.name.last, parties.employer.name]
    names += [parties.claims_administrator.name, application.claim_number]
    assert not [it for it in names if it in content]


def test_the_copy_says_the_same_decisions() -> None:
    copy, final = copied(), issued().determination
    assert copy.determination is not None
    (mine,), (theirs,) = copy.determination.disputed_treatments, final.disputed_treatments
    assert (mine.heading, mine.outcome, mine.reviewer_basis) == (theirs.heading, theirs.outcome, theirs.reviewer_basis)
    assert copy.determination.dates == final.dates
    assert copy.determination.reviewer == final.reviewer


def test_nothing_is_copied_while_a_person_must_judge() -> None:
    final = issued().determination
    unsure = msgspec.structs.replace(final, clinical_case_summary=DOUBTFUL)
    copy = copy_of(unsure, whole().filing)
    assert copy.waiting
    assert copy.determination is None
    (name,) = copy_files(copy)
    assert name == "public-to-release.yaml"


def test_what_waits_is_a_file_of_judgments_that_a_person_can_complete() -> None:
    final = msgspec.structs.replace(issued().determination, clinical_case_summary=DOUBTFUL)
    copy = copy_of(final, whole().filing)
    assert copy.waiting
    (content,) = copy_files(copy).values()
    judgments = read_lines(content.decode().replace("by: ''", "by: qa-1"), Judgments, where="j").judgments
    assert [(it.page, it.start) for it in judgments] == [(it.page, it.span.start) for it in copy.waiting]
    assert copy_of(final, whole().filing, judgments=judgments).determination is not None


def test_an_issue_is_written_in_every_form_and_reads_back() -> None:
    files = issue_files(issued())
    assert set(files) == {
        "determination.pdf",
        "determination.html",
        "determination.txt",
        "determination.json",
        "issue.json",
    }
    assert files["determination.pdf"].startswith(b"%PDF")
    assert read_text(files["determination.txt"].decode()).disputed_treatments
    record = msgspec.json.decode(files["issue.json"])
    assert record["state"] == "determined"
    assert record["digest"] == issued().digest


def test_the_public_files_are_there_with_what_was_taken_out() -> None:
    files = copy_files(copied())
    assert {"public.pdf", "public.html", "public.txt", "public.json", "public-differences.txt"} == set(files)
    assert whole().filing.parties.employee.name.last not in files["public.txt"].decode()


def fields_of(kind: Any, seen: set[Any]) -> typing.Iterator[tuple[str, str]]:
    """Every field of words in a struct and those below it."""
    for inner in typing.get_args(kind):
        yield from fields_of(inner, seen)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        for field in msgspec.structs.fields(kind):
            plain = typing.get_args(field.type) or (field.type,)
            if str in plain:
                yield kind.__name__, field.name
            yield from fields_of(field.type, seen)


NO_PROSE = {
    "case_number", "claim_number", "name", "address", "phone", "email", "professions", "board_certifications",
    "subspecialties", "specialties", "licence_states", "no_affiliation_with", "guideline", "chapter", "section",
    "edition", "known_as", "unverified", "spans",
}  # fmt: skip
"""Fields that are taken out whole, or are of the publishing organization, the reviewer's merits, or a guideline."""


def test_every_field_of_words_is_known_to_be_prose_or_not() -> None:
    skipped = {"Fact", "Problem", "Source", "Part", "TreatmentRequest", "Span"}
    seen: set[Any] = set()
    found = {(kind, name) for kind, name in fields_of(Determination, seen) if kind not in skipped}
    of_requests = {kind.__name__ for kind in seen if "treatments" in kind.__module__}
    unknown = {
        (kind, name) for kind, name in found if kind not in of_requests and name not in NO_PROSE and name not in _PROSE
    }
    assert unknown == set()


def test_the_material_holds_no_field_that_is_an_identifier_by_itself() -> None:
    final = issued().determination
    assert final.employee.name is not None
    values = values_of(msgspec.structs.replace(final, documents_reviewed=(DocumentReviewed(text="A"),)))
    assert values[0] == "A"
    assert not [value for value in values if (final.claim_number or "?") in value or final.employee.name in value]
