"""The HTML letter in a real browser: no accessibility violation, no scrolling sideways on a phone, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pypdfium2 import PdfDocument

from openimr.determinations.model import Layout
from openimr.determinations.wording.marks import MARK_OF_INVENTION
from openimr.determinations.writing import Form, Losses, PrintSize, write
from openimr.samples import sample_determinations

pytestmark = pytest.mark.browser
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    path = program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


def letter(layout: Layout, size: PrintSize = PrintSize.STANDARD) -> str:
    (sample,) = sample_determinations(count=1, seed=11, layouts=(layout,))
    html = write(sample.truth, to=Form.HTML, print_size=size, accept=Losses.DROP)
    assert isinstance(html, str)
    return html


def opened(browser: Browser, html: str, width: int = 1280) -> tuple[Page, list[str]]:
    """The letter in a page of that width, and what the page asked the network or the console for."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith("data:") else None)
    page.set_content(html)
    return page, told


CASES = [
    pytest.param(Layout.L4A, PrintSize.STANDARD, id="L4a"),
    pytest.param(Layout.L4B, PrintSize.STANDARD, id="L4b"),
    pytest.param(Layout.OPEN, PrintSize.STANDARD, id="our own"),
    pytest.param(Layout.OPEN, PrintSize.LARGE, id="our own in large print"),
]


@pytest.mark.parametrize(("layout", "size"), CASES)
def test_there_is_no_accessibility_violation(browser: Browser, layout: Layout, size: PrintSize) -> None:
    page, told = opened(browser, letter(layout, size))
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert told == []
    page.close()


@pytest.mark.parametrize(("layout", "size"), CASES)
def test_a_narrow_screen_shows_it_without_scrolling_sideways(browser: Browser, layout: Layout, size: PrintSize) -> None:
    # A page of 1280 pixels at 400 per cent is as wide as 320 pixels: WCAG 2.2, 1.4.10 Reflow.
    page, _ = opened(browser, letter(layout, size), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize(("layout", "size"), CASES)
def test_every_printed_page_says_that_it_is_invented(browser: Browser, layout: Layout, size: PrintSize) -> None:
    page, _ = opened(browser, letter(layout, size))
    printed = PdfDocument(page.pdf())
    told = [sheet.get_textpage().get_text_bounded() for sheet in printed]
    assert len(told) > 1
    assert all(told_on_page.startswith(MARK_OF_INVENTION) for told_on_page in told)
    page.close()
