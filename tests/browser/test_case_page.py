"""The page of a case in a real browser: no accessibility violation, no scrolling sideways, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from openimr.reviews.telling import as_html
from unit.reviews.telling.overviews import a_bare_overview, an_overview

pytestmark = pytest.mark.browser
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
CASES = {"on its way": an_overview(), "application alone": a_bare_overview()}


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    path = program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


def opened(browser: Browser, name: str, width: int = 1280) -> tuple[Page, list[str]]:
    """The page with all that was folded, and what it asked the network or the console for."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith("data:") else None)
    page.set_content(as_html(CASES[name]))
    for summary in page.locator("summary").all():
        summary.click()
    return page, told


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [320, 1280])
def test_there_is_no_accessibility_violation(browser: Browser, name: str, width: int) -> None:
    page, told = opened(browser, name, width)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert told == []
    page.close()


@pytest.mark.parametrize("width", [320, 640, 860, 1280])
def test_a_word_without_end_makes_no_screen_scroll_sideways(browser: Browser, width: int) -> None:
    overview = an_overview()
    assert overview.records is not None
    endless = tuple(msgspec.structs.replace(row, author="x" * 400) for row in overview.records.documents)
    whole = msgspec.structs.replace(overview, records=msgspec.structs.replace(overview.records, documents=endless))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(as_html(whole))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("name", CASES)
def test_a_narrow_screen_shows_it_without_scrolling_sideways(browser: Browser, name: str) -> None:
    # A page of 1280 pixels at 400 per cent is as wide as 320 pixels: WCAG 2.2, 1.4.10 Reflow.
    page, _ = opened(browser, name, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_paper_shows_what_the_screen_folds(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(as_html(CASES["on its way"]))
    folded = page.locator("details:has-text('All events') tbody th").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    page.close()


def test_tables_stay_tables_on_paper_which_is_narrow(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.set_content(as_html(CASES["on its way"]))
    cell = "getComputedStyle(document.querySelector('tbody td')).display"
    assert page.evaluate(cell) == "block"
    page.emulate_media(media="print")
    assert page.evaluate(cell) == "table-cell"
    page.close()


def test_the_first_stop_of_a_keyboard_skips_to_the_case(browser: Browser) -> None:
    page, _ = opened(browser, "application alone")
    page.evaluate("document.activeElement.blur()")
    page.mouse.click(0, 0)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the case"
    page.close()
