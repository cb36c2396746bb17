from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.checking.d503_hard_to_read import CHECK, reading_grade, syllables
from unit.determinations.checking.factories import a_determination, a_treatment, hits

HARD = (
    "The determination regarding the continuation of multidisciplinary psychophysiological rehabilitation necessitates "
    "documentation of objectively quantifiable functional improvement and diminished pharmacological dependency."
)
EASY = "You asked for six visits. The guideline does not support more. Your doctor can ask again."


def test_a_reason_that_is_hard_to_read_is_found_with_its_grade() -> None:
    (hit,) = hits(CHECK, a_determination(a_treatment(plain_reason=HARD)))
    assert hit.where == "disputed_treatments[0].plain_reason"
    assert "school grade" in hit.message


@pytest.mark.parametrize("reason", [EASY, None, "Pharmacological multidisciplinary rehabilitation."])
def test_an_easy_reason_a_missing_one_and_a_few_words_are_fine(reason: str | None) -> None:
    assert not hits(CHECK, a_determination(a_treatment(plain_reason=reason)))


def test_a_rationale_is_written_for_physicians_and_is_not_measured() -> None:
    assert not hits(CHECK, a_determination(a_treatment(rationale=HARD, plain_reason=None)))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1), ("back", 1), ("the", 1), ("nerve", 1), ("asked", 1), ("needed", 2), ("treated", 2), ("visits", 2),
        ("table", 2), ("little", 2), ("surgery", 3), ("medical", 3), ("employee", 3), ("review", 2), ("guideline", 2),
        ("doctor's", 2), ("being", 2), ("area", 3), ("created", 3), ("therapy", 3), ("physician", 3), ("necessary", 4),
        ("rehabilitation", 6), ("x", 1), ("whole", 1), ("rely", 2), ("denied", 2), ("times", 1), ("changes", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_every_word_has_at_least_one_syllable_and_no_more_than_letters(word: str) -> None:
    assert 1 <= syllables(word) <= len(word)


def test_longer_sentences_raise_the_grade() -> None:
    apart = reading_grade("You asked for six visits. The rule says no. You can ask again.")
    joined = reading_grade("You asked for six visits but the rule says no and you can ask again.")
    assert apart is not None
    assert joined is not None
    assert apart < joined
