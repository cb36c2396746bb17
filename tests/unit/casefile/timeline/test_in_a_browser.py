"""The page and the picture of a timeline in a real browser: accessible, narrow and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from openimr.casefile.model import DocumentKind
from openimr.casefile.timeline import Timeline, as_html, as_svg, timeline
from unit.casefile.timeline.cases import a_case

pytestmark = pytest.mark.browser
REPORT, REVIEW, NOTE = DocumentKind.PROGRESS_REPORT, DocumentKind.UR_DECISION, DocumentKind.THERAPY_NOTE
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
MATTER = "Pneumonoultramicroscopicsilicovolcanoconiosis"


def told() -> Timeline:
    """A timeline with all that a page can hold: sessions, contradictions, scores, long words and many days."""
    case = a_case(
        (
            REPORT,
            "2013-11-05",
            f"She has completed 12 sessions of acupuncture. Pain 7/10. BDI 22. Diagnosis: {MATTER}.",
        ),
        (REPORT, "2014-02-18", "Date of visit: 02/18/2014. She has completed 8 sessions of acupuncture. BDI 15."),
        (NOTE, "2014-03-04", "Physical Therapy Daily Note\nDate of service: 03/04/2014\nVisit 3 of 12. Pain 5/10."),
        (NOTE, "2014-03-06", "Physical Therapy Daily Note\nDate of service: 03/06/2014\nVisit 4 of 12. Pain 4/10."),
        (REVIEW, "2014-05-02", "Decision: the request for 12 sessions of acupuncture is modified. Certify 6 sessions."),
        (REPORT, "2014-05-20", "Utilization review denied 12 sessions of acupuncture. Plan: request 6 acupuncture."),
    )
    return timeline(case.findings, case.documents)


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    path = program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


def opened(browser: Browser, html: str, width: int = 1280) -> tuple[Page, list[str]]:
    """The page at that width, and what it asked the network or the console for."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("data:") else None)
    page.set_content(html)
    return page, said


def around(svg: str) -> str:
    """A bare page around the picture alone."""
    head = '<!DOCTYPE html><html lang="en"><head><title>Picture</title></head>'
    return f"{head}<body><main><h1>Picture</h1>{svg}</main></body></html>"


PAGES = [
    pytest.param(lambda: as_html(told()), id="page"),
    pytest.param(lambda: as_html(Timeline()), id="page of nothing"),
    pytest.param(lambda: around(as_svg(told())), id="picture"),
]


@pytest.mark.parametrize("made", PAGES)
@pytest.mark.parametrize("width", [1280, 320])
def test_there_is_no_accessibility_violation(browser: Browser, made: Callable[[], str], width: int) -> None:
    page, said = opened(browser, made(), width)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert said == []
    page.close()


@pytest.mark.parametrize("made", PAGES[:2])
def test_a_narrow_screen_shows_the_page_without_scrolling_sideways(browser: Browser, made: Callable[[], str]) -> None:
    # A page of 1280 pixels at 400 per cent is as wide as 320 pixels: WCAG 2.2, 1.4.10 Reflow.
    page, _ = opened(browser, made(), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_no_words_of_the_picture_print_over_each_other_or_over_its_edge(browser: Browser) -> None:
    page, _ = opened(browser, around(as_svg(told())))
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(text => {"
        " const box = text.getBBox(); return [text.textContent, box.x, box.y, box.width, box.height]; })"
    )
    width, height = (float(side) for side in (page.locator("svg").get_attribute("viewBox") or "").split()[2:])
    for at, (words, x, y, wide, high) in enumerate(boxes):
        assert x >= 0
        assert y >= 0
        assert x + wide <= width, words
        assert y + high <= height, words
        for other, left, top, breadth, depth in boxes[at + 1 :]:
            beside = x + wide <= left + 1 or left + breadth <= x + 1
            apart = y + high <= top + 3 or top + depth <= y + 3
            assert beside or apart, (words, other)
    page.close()


def test_the_print_holds_every_row_on_pages_of_letter_size(browser: Browser) -> None:
    made = told()
    page, _ = opened(browser, as_html(made))
    printed = page.pdf(format="Letter")
    page.close()
    with pdfium.PdfDocument(printed) as document:
        words = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
        assert all(round(sheet.get_width()) == 612 for sheet in document)
    for event in made.events:
        assert " ".join(event.what.split()[:2]) in words
