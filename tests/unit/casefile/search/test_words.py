"""How a text is cut into the words that are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.search.rules import confusions, limit, plain_words
from openimr.casefile.search.words import fold, skeleton, slots, words_of


def words(text: str) -> list[tuple[str, ...]]:
    return [said for _, _, said in slots(text)]


def test_case_accents_and_ligatures_make_no_difference() -> None:
    assert words("MÉNIÈRE’s ﬁbrosis café cafe\u0301") == [("meniere",), ("s",), ("fibrosis",), ("cafe",), ("cafe",)]


def test_a_number_with_points_is_one_word_and_a_full_stop_ends_one() -> None:
    assert words("9792.10.5 and 0.5 mg in 2014.") == [("9792.10.5",), ("and",), ("0.5",), ("mg",), ("in",), ("2014",)]


def test_a_word_broken_at_the_end_of_a_line_is_whole_and_in_parts_at_one_place() -> None:
    assert words("low follow-\n  up visit") == [("low",), ("followup", "follow", "up"), ("visit",)]


def test_soft_hyphens_and_what_pdf_readers_put_for_them_join_too() -> None:
    assert words("treat\u00adment treat\ufffement treat\x02\r\nment")[0] == ("treatment", "treat", "ment")
    assert {said[0] for said in words("treat\u00adment treat\ufffement treat\x02\r\nment")} == {"treatment"}


def test_levels_and_numbers_at_the_end_of_a_line_are_not_joined() -> None:
    assert words("L4-\nL5, 12-\n14") == [("l4",), ("l5",), ("12",), ("14",)]


def test_a_hyphen_at_the_end_of_a_page_or_before_a_sign_joins_nothing() -> None:
    assert words("left-\n") == [("left",)]
    assert words("left-\n(knee)") == [("left",), ("knee",)]


def test_a_word_is_not_broken_over_endless_lines() -> None:
    assert max(len(said) for said in words("ab-\n" * 50 + "ab")) <= 6


def test_characters_of_which_nothing_remains_are_no_word() -> None:
    assert fold("\ufc5e") == ""
    assert words("pain \ufc5e knee") == [("pain",), ("knee",)]


def test_a_number_that_is_written_with_its_full_stop_is_the_number() -> None:
    assert words("\u2488 knee") == [("1",), ("knee",)]


def test_characters_that_look_alike_give_one_skeleton() -> None:
    for one, other in (("lumbar", "lurnbar"), ("10", "lo"), ("l5", "ls"), ("clinic", "dinic")):
        assert skeleton(one) == skeleton(other)
    assert skeleton("15") != skeleton("16")


def test_the_rules_of_searching_say_where_they_come_from() -> None:
    several, single = confusions()
    assert ("rn", "m") in several
    assert single[ord("0")] == "o"
    assert "is" in plain_words()
    assert limit("distance_letters") == 5


@given(st.text(alphabet=st.sampled_from("aé1.- \n\u00ad\u0301_ﬁß"), max_size=60))
def test_every_word_is_what_its_stretch_folds_to(text: str) -> None:
    last = 0
    for start, end, said in slots(text):
        assert last <= start < end
        last = end
        if len(said) == 1:
            assert fold(text[start:end]) == said[0]
        else:
            assert "".join(said[1:]) == said[0]


@given(st.text(max_size=80))
def test_the_short_way_for_plain_pages_gives_what_the_long_way_gives(text: str) -> None:
    stretches, whole, parts = words_of(text)
    long_way = list(slots(text))
    assert stretches == [(start, end) for start, end, _ in long_way]
    assert whole == [said[0] for _, _, said in long_way]
    assert parts == {at: said[1:] for at, (_, _, said) in enumerate(long_way) if len(said) > 1}
