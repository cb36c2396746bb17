from __future__ import annotations

from openimr.samples.passage import Passage


def passage() -> Passage:
    made = Passage()
    made.add("intro", "One worker fell.")
    made.add("ur", "It was denied.")
    return made


def test_sentences_run_on_in_order() -> None:
    assert passage().text() == "One worker fell. It was denied."


def test_a_sentence_is_put_before_another_or_last() -> None:
    made = passage()
    made.put("visit", "Pain was noted.", before="ur")
    made.put("end", "That was all.", before="absent")
    assert made.text() == "One worker fell. Pain was noted. It was denied. That was all."


def test_sentences_of_a_role_are_dropped() -> None:
    made = passage()
    made.drop("ur", "visit")
    assert made.of("ur") == ""
    assert made.of("intro") == "One worker fell."


def test_words_are_exchanged_everywhere_and_it_says_whether_any_were() -> None:
    made = passage()
    assert made.swap("denied", "modified")
    assert not made.swap("denied", "modified")
    assert made.text().endswith("modified.")
