"""The page of error budgets as a person meets it: in a real browser, at every width, in light and dark."""

from pathlib import Path

import pytest

from mainstay.present.html.budget_page import render
from tests.fakes.budgets import burning, worlds
from tests.journeys.browser import Browser

pytestmark = pytest.mark.browser

PAGES = {
    "every": worlds(more=[burning()]),
    "long": worlds([("averylongname" * 20)[:200]]),
    "hostile": worlds(["<script>window.broken=1</script>", "<img src=x onerror=window.broken=1>"]),
}


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("budgets")
    for name, found in PAGES.items():
        (folder / f"{name}.html").write_text(render(found, "0.1"), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PAGES}


@pytest.mark.parametrize("width", [320, 768, 1440, 2560])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_scrolls_sideways_and_nothing_is_refused(browser, pages, name, width):
    browser.problems.clear()
    browser.size(width, dark=width == 768)
    browser.open(pages[name])
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("window.broken") is None
    assert browser.problems == []
