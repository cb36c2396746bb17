"""A page sent twice points at the first one; two different pages of one form never fold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.casefile.documents import fold, is_same_page, look_alikes
from openimr.casefile.model import Page, TextSource
from unit.casefile.documents.making import page, pages
from unit.casefile.documents.scans import SENTENCES, misread

FORM = (
    "PROGRESS REPORT\nDate of Service: 07/03/2014\nPain is 7/10 on the right side.\nThe patient denies numbness and "
    "takes naproxen 500 mg.\nHe completed 6 of 12 sessions of therapy.\nWork status: off work until 08/01/2014.\n"
    + "\n".join(SENTENCES[5:9])
)
SCANNED = TextSource.TESSERACT


def copies(given_pages: tuple[Page, ...]) -> list[int | None]:
    return [one.duplicate_of for one in fold(given_pages)]


@st.composite
def piles(draw: st.DrawFn) -> tuple[Page, ...]:
    """Pages of a few texts, typed and misread, in any order."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    made = []
    for running in range(1, draw(st.integers(2, 9))):
        text = draw(st.sampled_from([FORM, FORM.replace("7/10", "4/10"), "\n".join(SENTENCES[:5]), "", "Page 3"]))
        noise = draw(st.sampled_from([0.0, 0.0, 0.01, 0.03]))
        source = SCANNED if noise else TextSource.LAYER
        made.append(page(misread(text, rng, noise), running, source=source, picture_print=draw(st.integers(0, 3))))
    return tuple(draw(st.permutations(made)))


@given(piles())
@settings(max_examples=80, deadline=None)
def test_folding_twice_changes_nothing_and_the_order_does_not_matter(pile: tuple[Page, ...]) -> None:
    once = fold(pile)
    assert fold(once) == once
    assert sorted(fold(pile[::-1]), key=lambda one: one.running) == sorted(once, key=lambda one: one.running)
    assert [one.running for one in once] == [one.running for one in pile]


@given(piles())
@settings(max_examples=80, deadline=None)
def test_being_the_same_page_holds_either_way_round_and_a_copy_repeats_a_first_page(pile: tuple[Page, ...]) -> None:
    by_running = {one.running: one for one in fold(pile)}
    for one in pile:
        for other in pile:
            assert is_same_page(one, other) == is_same_page(other, one)
    for one in by_running.values():
        if one.duplicate_of is not None:
            first = by_running[one.duplicate_of]
            assert first.running < one.running
            assert first.duplicate_of is None
            assert is_same_page(one, first)


def test_a_page_faxed_twice_folds_whatever_the_machines_printed() -> None:
    first = f"08/01/2014 10:22 FAX 555-010-0100  P.003/012\n{FORM}\nPage 3 of 12"
    second = f"09/15/2014 16:05 FAX 555-010-0177  P.001/004\n{FORM}\nPage 40 of 44"
    assert copies(pages(first, "Another page", second)) == [None, None, 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("07/03/2014", "08/03/2014"),
        ("7/10", "4/10"),
        ("right", "left"),
        ("denies", "reports"),
        ("500 mg", "550 mg"),
        ("6 of 12", "8 of 12"),
        (" 7/10", ""),
        ("denies ", ""),
    ],
)
@pytest.mark.parametrize("source", [TextSource.LAYER, SCANNED])
def test_two_pages_of_one_form_that_say_another_thing_do_not_fold(old: str, new: str, source: TextSource) -> None:
    assert copies(pages(FORM, FORM.replace(old, new), source=source)) == [None, None]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("07/03/2014", "O7/03/2Ol4"),
        ("naproxen", "naproxcn"),
        ("Work", "Wark"),
        ("08/01/2014", "08/41/2014"),
        ("The ", ""),
        ("07/03/2014", "07 03/2014"),
        ("7/10", "7.10"),
        ("7/10", "7 10"),
        ("500 mg", "500mg"),
        ("6 of 12", "6of 12"),
    ],
)
def test_a_scan_that_misreads_a_letter_still_folds(old: str, new: str) -> None:
    assert copies((page(FORM, 1), page(FORM.replace(old, new), 2, source=SCANNED))) == [None, 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("07/03/2014", "07 08/2014"),
        ("7/10", "4 10"),
        ("7/10", "710"),
        ("500 mg", "550mg"),
        ("6 of 12", "8of 12"),
        ("right side", "leftside"),
        ("right side.\nThe patient denies", "left side.\nThe patient denies"),
    ],
)
def test_a_scan_that_loses_a_mark_and_says_another_number_does_not_fold(old: str, new: str) -> None:
    assert copies((page(FORM, 1), page(FORM.replace(old, new), 2, source=SCANNED))) == [None, None]


def test_notes_of_two_sessions_of_one_course_stay_apart_however_badly_they_were_read() -> None:
    note = FORM.replace("6 of 12 sessions", "session 2 of 4")
    other = note.replace("session 2 of 4", "session 3 of4").replace("7/10", "7.10").replace("naproxen", "naproxcn")
    assert copies(pages(note, other, source=SCANNED)) == [None, None]


def test_typed_pages_fold_only_where_every_word_is_the_same() -> None:
    assert copies(pages(FORM, FORM.replace("takes", "took"))) == [None, None]


def test_pages_with_few_words_do_not_fold() -> None:
    assert copies(pages("Page 1\nIntentionally left blank", "Page 1\nIntentionally left blank")) == [None, None]


def test_a_short_page_with_a_broken_date_does_not_fold() -> None:
    text = (
        "Page that is signed by the physician of the employee and that says little more than the day: 01/03/2014 at "
        "the office"
    )
    assert copies((page(text, 1), page(text.replace("01/03", "0/03"), 2, source=SCANNED))) == [None, None]


def test_pages_that_cannot_be_read_but_look_alike_are_told_to_a_person() -> None:
    pile = (page("", 1, picture_print=5), page("", 2, picture_print=5), page("", 3, picture_print=6), page("", 4))
    assert look_alikes(pile) == ((1, 2),)
    assert copies(pile) == [None, None, None, None]


def test_prints_that_are_near_lead_to_the_page_that_is_repeated() -> None:
    short = "aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp qr rr ss tt"
    mine = page(short, 1, source=SCANNED, words_print=0b1111, picture_print=1)
    theirs = page(short.replace("gg", "qq"), 2, source=SCANNED, words_print=0b1101)
    assert copies((mine, theirs)) == [None, 1]


def test_a_page_that_holds_another_and_much_more_is_not_its_copy() -> None:
    assert copies((page(FORM, 1), page(FORM + "\n" + "\n".join(SENTENCES[:5]), 2, source=SCANNED))) == [None, None]


def test_most_scans_that_are_misread_a_little_fold() -> None:
    rng = random.Random(4)
    found = 0
    for number in range(40):
        text = "\n".join(rng.sample(SENTENCES, 8)) + f"\nDate of Service: 07/{number % 28 + 1:02}/2014"
        pair = (page(misread(text, rng, 0.003), 1, source=SCANNED), page(misread(text, rng, 0.003), 2, source=SCANNED))
        found += copies(pair)[1] == 1
    assert found >= 28


LETTERHEAD = "Elder Creek Clinic\n1212 Main Street\nFresno, CA 93721\nTelephone 555-010-0100 Fax 555-010-0101\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("93721", "93724"),
        ("555-010-0101", "565 010-6101"),
        ("Telephone 555-010-0100 Fax 555-010-0101", "Jelephone SS5-010 00 Bax"),
        ("1212 Main Street", "i2l2 Maln Street"),
    ],
)
def test_a_letterhead_that_was_misread_is_no_other_page(old: str, new: str) -> None:
    typed = LETTERHEAD + FORM
    assert copies((page(typed, 1), page(typed.replace(old, new), 2, source=SCANNED))) == [None, 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Page 1 of 1", "Page lofl"),
        ("Page 1 of 1", ""),
        ("MR655151", "MR655157"),
        ("in 2008", "in 2608"),
        ("5/10", "5/16"),
        ("07/03/2014", "0703/2014"),
        ("\n1. ", "\n"),
        ("\n1. ", "\nt. "),
    ],
)
def test_figures_that_cannot_be_and_numbers_that_tell_no_visit_are_no_other_page(old: str, new: str) -> None:
    typed = f"{FORM}\nRecord MR655151. He was hurt in 2008. At rest it is 5/10.\n1. Go on with it.\n" + "\n".join(
        SENTENCES[9:]
    )
    typed += "\nForm PR-2 Page 1 of 1"
    assert copies((page(typed, 1), page(typed.replace(old, new), 2, source=SCANNED))) == [None, 1]


def test_a_doubtful_figure_needs_the_same_day_and_a_picture_that_is_alike() -> None:
    typed = f"{FORM}\nHe was hurt in 2008.\n" + "\n".join(SENTENCES[9:])
    faxed = typed.replace("2008", "2608")
    first = page(typed, 1, picture_print=0b1)
    assert copies((first, page(faxed, 2, source=SCANNED, picture_print=0b11))) == [None, 1]
    assert copies((first, page(faxed, 2, source=SCANNED, picture_print=(1 << 40) - 1))) == [None, None]
    undated = faxed.replace("Date of Service: 07/03/2014", "Date of Service: O7/O8/2OI4x")
    assert copies((first, page(undated, 2, source=SCANNED, picture_print=0b1))) == [None, None]


def test_where_day_and_picture_agree_more_words_may_be_misread() -> None:
    rng = random.Random(11)
    typed = f"{FORM}\n" + "\n".join(SENTENCES[:4])
    poor = " ".join(word[:-1] + "~" if word.isalpha() and rng.random() < 0.27 else word for word in typed.split(" "))
    pair = (page(typed, 1, picture_print=5), page(poor, 2, source=SCANNED, picture_print=5))
    assert copies(pair) == [None, 1]
    assert copies((pair[0], page(poor, 2, source=SCANNED))) == [None, None]


def visit(number: int, day: str, pain: int, body: list[str]) -> str:
    """A note of one visit of a course; all else is as in the others."""
    return (
        f"{LETTERHEAD}PHYSICAL THERAPY NOTE\nDate of service: {day}\nPatient: Alva Brandt   Date of birth: 04/05/1970\n"
        f"Date of injury: 01/02/2013\nVisit {number} of 12.\nPain is {pain}/10 today.\n"
        + "\n".join(body)
        + "\nSigned electronically.\nPhysical therapy note Page 1 of 1"
    )


@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None)
def test_notes_of_two_visits_that_are_nearly_the_same_never_fold(seed: int) -> None:
    rng = random.Random(seed)
    month, on, number, pain = rng.randint(1, 11), rng.randint(1, 18), rng.randint(1, 11), rng.randint(1, 8)
    body = rng.sample(SENTENCES, 6)
    one = visit(number, f"{month:02}/{on:02}/2014", pain, body)
    later = (month + 1, on) if rng.random() < 0.3 else (month, on + rng.randint(1, 9))
    same = rng.random() < 0.5
    other = visit(number + (not same), f"{later[0]:02}/{later[1]:02}/2014", pain - (not same), body)
    noises = rng.choice((0.0, 0.003, 0.01, 0.02)), rng.choice((0.003, 0.01, 0.02, 0.03))
    pair = [
        page(misread(text, rng, noise), place, source=SCANNED if noise else TextSource.LAYER, picture_print=5)
        for place, (text, noise) in enumerate(zip((one, other), noises, strict=True), start=1)
    ]
    assert not is_same_page(*pair)
