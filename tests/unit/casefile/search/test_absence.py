"""What "nowhere" rests on."""

from __future__ import annotations

import datetime as dt

from openimr.casefile.model import Legibility
from openimr.casefile.search import Found, absence, build
from openimr.casefile.search.absent import stretches
from unit.casefile.search.factories import document, page, pages


def test_nowhere_is_said_only_where_every_page_could_be_read() -> None:
    answer = absence(build([*pages("knee", "neck"), page("", 3, Legibility.BLANK)]), "acupuncture")
    assert (answer.state, answer.read, answer.unread) == (Found.NOWHERE, 3, ())
    assert answer.says == "acupuncture is found on none of the 3 pages searched, all of which could be read."


def test_a_page_that_could_not_be_read_makes_it_not_known() -> None:
    file = [page("knee"), page("", 2), page("", 3, Legibility.NEEDS_OCR), page("x", 5, Legibility.ILLEGIBLE)]
    answer = absence(build(file), "acupuncture")
    assert (answer.state, answer.read, answer.unread) == (Found.NOT_KNOWN, 1, (2, 3, 5))
    assert answer.says == (
        "acupuncture is found on none of the 1 pages that could be read. "
        "Of 3 pages (2 to 3, 5) nothing can be said: they could not be read."
    )


def test_doubtful_pages_are_named() -> None:
    answer = absence(build([page("knee", 4, Legibility.DOUBTFUL)]), "neck")
    assert (answer.state, answer.doubtful) == (Found.NOWHERE, (4,))
    assert answer.says.endswith("On 1 page (4) that are hard to read more may stand than was read.")


def test_what_is_found_and_what_may_be_is_told_apart() -> None:
    answer = absence(build(pages("lumbar", "lurnbar", "knee")), "lumbar")
    assert (answer.state, answer.found, answer.perhaps) == (Found.SAID, (1,), (2,))
    assert answer.says == "lumbar is found on 1 page (1). It may be said on 1 page (2) more."


def test_what_is_only_misread_is_perhaps() -> None:
    answer = absence(build(pages("lurnbar")), "lumbar")
    assert (answer.state, answer.says) == (Found.PERHAPS, "lumbar may be found on 1 page (1): look at each.")


def test_filters_limit_what_was_searched() -> None:
    file = build([*pages("knee", "neck"), page("", 3)])
    assert absence(file, "wrist page:1-2").read == 2
    assert absence(file, "wrist page:1-2").state is Found.NOWHERE
    assert absence(file, "wrist page:9").state is Found.NOT_KNOWN
    papers = [document(1, 1, 1, dated_on=dt.date(2014, 3, 5)), document(2, 2, 3)]
    assert absence(file, "wrist date:2014", documents=papers).unread == (3,)


def test_nothing_can_be_said_of_an_empty_case_file() -> None:
    assert absence(build([]), "knee").state is Found.NOT_KNOWN


def test_numbers_in_a_row_are_written_as_from_and_to() -> None:
    assert stretches(()) == ""
    assert stretches((1, 2, 4, 7, 8, 9)) == "1 to 2, 4, 7 to 9"
