"""What the page is as a document: safe, ordered, named, and complete without anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from openimr.casefile.timeline import timeline
from openimr.reviews.overview import Records
from openimr.reviews.telling import as_html
from unit.reviews.telling.overviews import DRUG, FINDINGS, PAPERS, a_bare_overview, an_overview, records, replaced

PAGES = {"whole": an_overview(), "bare": a_bare_overview()}


class Seen(HTMLParser):
    """Tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name))]


@pytest.fixture(params=PAGES)
def html(request: pytest.FixtureRequest) -> str:
    return as_html(PAGES[request.param])


def test_what_a_letter_says_is_never_taken_for_markup() -> None:
    html = as_html(an_overview())
    assert "<one refill>" not in html
    assert "&lt;one refill&gt;" in html
    assert "<one refill>" in DRUG


def test_the_policy_lets_nothing_run_or_load_but_the_one_style_sheet(html: str) -> None:
    style = re.search(r"<style>(.*)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert html.count("<style") == 1


def test_there_is_no_script_and_nothing_from_elsewhere(html: str) -> None:
    seen = Seen(html)
    assert not {tag for tag, _ in seen.tags} & {"script", "img", "link", "iframe", "object", "form"}
    assert not [name for _, attrs in seen.tags for name in attrs if name.startswith("on") or name in {"src", "style"}]
    assert all(link.startswith("#") for link in seen.values("href"))


def test_each_link_leads_to_a_place_on_the_page_and_no_place_has_two(html: str) -> None:
    seen = Seen(html)
    places = seen.values("id")
    assert len(places) == len(set(places))
    assert {link.removeprefix("#") for link in seen.values("href")} <= set(places)
    assert set(seen.values("aria-labelledby")) <= {*places, "timeline-title timeline-description"}


def test_headings_begin_with_one_of_the_first_level_and_leave_none_out(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Seen(html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_screen_reader_finds_landmarks_and_can_skip_to_the_case(html: str) -> None:
    seen = Seen(html)
    tags = [tag for tag, _ in seen.tags]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "nav")] == [1, 1, 1, 1]
    first = next((attrs for tag, attrs in seen.tags if tag == "a"), {})
    assert first == {"class": "skip", "href": "#main"}


def test_each_table_has_a_caption_and_names_its_columns_and_rows() -> None:
    tables = re.findall(r"<table.*?</table>", as_html(an_overview()), re.DOTALL)
    assert tables
    for table in tables:
        assert re.search(r"<caption>[^<]+</caption>", table)
        assert 'scope="col"' in table
        assert table.count('scope="row"') == table.count('<tr role="row">') - 1


def test_every_mark_has_a_word_beside_its_sign(html: str) -> None:
    marks = re.findall(r'<span class="mark \w+"><span aria-hidden="true">[^<]+</span> ([^<]*)</span>', html)
    assert marks
    assert all(words.strip() for words in marks)
    assert len(marks) == html.count('class="mark ')


def test_the_picture_of_the_timeline_stands_in_a_region_that_a_keyboard_can_move() -> None:
    html = as_html(an_overview())
    assert '<div class="picture" tabindex="0" role="region" aria-label="Picture of the timeline"><svg' in html


def many_documents(count: int) -> Records:
    rows = records().documents
    more = tuple(replaced(rows[-1], number=number) for number in range(1, count + 1))
    return Records(documents=more, checklist=records().checklist, cures=(), pages=count)


def test_long_tables_are_folded_and_lose_nothing() -> None:
    html = as_html(an_overview(records=many_documents(30)))
    assert "<summary>18 more: Documents of the case file, in the order of its pages</summary>" in html
    for number in range(1, 31):
        assert f'data-head="No.">{number}</th>' in html


def test_a_remainder_of_a_few_rows_is_not_folded() -> None:
    html = as_html(an_overview(records=many_documents(15)))
    assert "more: Documents of the case file" not in html
    assert 'data-head="No.">15</th>' in html


def test_doubts_about_an_item_are_told_beside_it() -> None:
    assert "The item is unverified" in as_html(an_overview())


def test_a_timeline_without_any_day_says_so() -> None:
    undated = tuple(replaced(paper, dated_on=None) for paper in PAPERS)
    html = as_html(an_overview(timeline=timeline(FINDINGS[1:2], undated)))
    assert "No event has a day that could be drawn." in html
    assert "no date" in html
