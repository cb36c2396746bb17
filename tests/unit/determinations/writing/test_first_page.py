"""The first page in plain language: all that a worker needs stands on one page of standard print."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determinations.model import Determination, DisputedTreatment, Issuer, Outcome
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, write
from unit.determinations.writing.letters import a_full_letter, a_treatment

WHY = "There was no gain in function after the first twelve sessions. More of the same is not likely to help."
HEADING = "Acupuncture, 12 sessions, for the lumbar spine and the left shoulder"
LONG_HEADING = f"{HEADING}, two times a week for six weeks, with evaluation and treatment by a provider of the network"
LONG_WHY = (
    "The records show better movement of the neck and less medicine after each visit, and the doctor measured both in"
    " March and in May. The guideline allows up to six more visits where this is so, and it does not allow all twelve."
)
LONG_ISSUER = Issuer(
    name="Invented Independent Medical Review Organization of Northern California, Incorporated",
    address="P.O. Box 138009, Suite 1200, 11000 Invented Drive, Rancho Invented, CA 95800-8009",
    phone="(800) 555-0100, (916) 555-0101 (TTY)",
    email="independent-medical-review@example.org",
)


def treatments(count: int, **changes: Any) -> tuple[DisputedTreatment, ...]:
    wanted = {"heading": HEADING, "outcome": Outcome.PARTIALLY_OVERTURNED, "plain_reason": WHY, **changes}
    return tuple(a_treatment(**wanted) for _ in range(count))


def pages(letter: Determination) -> list[str]:
    """The text of each page of the PDF; what was written reads back equal."""
    data = write(letter, to=Form.PDF)
    assert isinstance(data, bytes)
    (original,) = open_bytes(data, name="letter.pdf")
    assert isinstance(original, Original)
    assert read_text(original.text, page_starts=original.page_starts) == letter
    starts = (*original.page_starts, len(original.text))
    return [original.text[start:end] for start, end in pairwise(starts)]


def has_all(page: str, letter: Determination) -> bool:
    assert letter.issuer is not None
    return "What was asked" in page and f"E-mail: {letter.issuer.email}" in " ".join(page.split())


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_page_holds_it_for_up_to_three_treatments(count: int) -> None:
    letter = a_full_letter(disputed_treatments=treatments(count))
    assert has_all(pages(letter)[0], letter)


def test_one_page_holds_it_for_two_treatments_of_many_words() -> None:
    both = treatments(2, heading=LONG_HEADING, plain_reason=LONG_WHY)
    letter = a_full_letter(disputed_treatments=both, issuer=LONG_ISSUER)
    assert has_all(pages(letter)[0], letter)


def test_one_treatment_of_very_many_words_runs_on_only_where_it_must() -> None:
    for words in range(0, 400, 50):
        one = treatments(1, plain_reason=f"{WHY} {'It was looked at with care. ' * (words // 6)}".strip())
        letter = a_full_letter(disputed_treatments=one)
        assert has_all(pages(letter)[0], letter)


def test_what_no_page_holds_runs_on() -> None:
    letter = a_full_letter(disputed_treatments=treatments(9))
    first, second, *_ = pages(letter)
    assert "Whom to call" not in first
    assert has_all(f"{first} {second}", letter)


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(list(Outcome)), min_size=2, max_size=2),
    st.lists(st.integers(1, len(LONG_HEADING.split())), min_size=2, max_size=2),
    st.lists(st.integers(1, len(LONG_WHY.split())), min_size=2, max_size=2),
)
def test_two_treatments_never_push_whom_to_call_off_the_page(
    outcomes: list[Outcome], headings: list[int], reasons: list[int]
) -> None:
    both = tuple(
        a_treatment(
            heading=" ".join(LONG_HEADING.split()[:heading]).rstrip(","),
            outcome=outcome,
            plain_reason=" ".join(LONG_WHY.split()[:reason]),
        )
        for outcome, heading, reason in zip(outcomes, headings, reasons, strict=True)
    )
    letter = a_full_letter(disputed_treatments=both)
    assert has_all(pages(letter)[0], letter)


def test_what_was_asked_is_listed_before_what_was_decided() -> None:
    text = str(write(a_full_letter(), to=Form.TXT))
    asked = text[text.index("What was asked") : text.index("What was decided")]
    assert "In case CM14-0012345, the claims administrator did not authorize 4 treatments" in asked
    assert "- Treatment 4: MRI of the neck\n" in asked


def test_without_a_number_and_for_one_treatment_the_question_is_worded_so() -> None:
    letter = msgspec.structs.replace(a_full_letter(), case_number=None, disputed_treatments=treatments(1))
    text = " ".join(str(write(letter, to=Form.TXT)).split())
    assert "The claims administrator did not authorize one treatment as asked for" in text
    assert "The question: is it medically necessary?" in text
