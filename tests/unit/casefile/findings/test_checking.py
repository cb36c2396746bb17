"""A pin whose page changed is reported and never moved; where its words may stand now is only suggested."""

from __future__ import annotations

from openimr.casefile.findings import check_pins, find
from openimr.casefile.model import Finding, Page
from unit.casefile.findings.scoring import a_page

NOTE = "Pain 7/10 today. The patient has completed 12 sessions of acupuncture."


def sessions() -> Finding:
    return next(one for one in find([a_page(NOTE)]) if one.kind == "sessions")


def test_a_pin_on_its_words_is_whole() -> None:
    assert check_pins([sessions()], [a_page(NOTE)]) == ()


def test_words_that_stand_elsewhere_are_suggested_there() -> None:
    text = f"12 sessions of acupuncture. {'x' * 5} {NOTE}"
    [broken] = check_pins([sessions()], [a_page(text)])
    assert broken.pin == sessions().pin
    assert broken.suggestion is not None
    # Of two places the one nearer to the old is suggested.
    assert broken.suggestion.span.start == text.rindex("12 sessions")
    assert broken.suggestion.quote == sessions().pin.quote
    assert broken.likeness == 1.0


def test_words_that_were_read_a_little_differently_are_suggested_with_their_likeness() -> None:
    [broken] = check_pins([sessions()], [a_page("The patlent has completed l2 sessions of acupunctnre.")])
    assert broken.suggestion is not None
    assert 0.88 <= broken.likeness < 1.0
    assert "acupunctnre" in broken.suggestion.quote


def test_nothing_is_suggested_where_the_words_are_gone() -> None:
    [broken] = check_pins([sessions()], [a_page("Entirely other words about a wrist.")])
    assert broken.suggestion is None
    assert "changed" in broken.why


def test_a_page_that_is_gone_or_empty_is_said_so() -> None:
    [gone] = check_pins([sessions()], [])
    assert "no page 1" in gone.why
    [empty] = check_pins([sessions()], [Page(file="f", number=1, running=1, width=1, height=1)])
    assert "no text" in empty.why


def test_letters_that_grow_when_small_are_not_searched_for_likeness() -> None:
    [broken] = check_pins([sessions()], [a_page("\u0130stanbul")])
    assert (broken.suggestion, broken.likeness) == (None, 0.0)
