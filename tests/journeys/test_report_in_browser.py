"""The HTML report as a person meets it: in a real browser, with its script, its policy and its keys."""

from pathlib import Path

import pytest

from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.journeys.browser import Browser

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1360, 2560)


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def medium(tmp_path_factory) -> Path:
    return _written(tmp_path_factory, "medium", reports.medium())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    texts = (
        "<script>window.broken=1</script>",
        "<img src=x onerror=window.broken=1>",
        "\u202egnp.exe",
        '"><svg onload=window.broken=1>',
        "a\nb\tc",
        "]]>",
        "{{ 7*7 }}",
        "x" * 5_000,
        "javascript:window.broken=1",
    )
    return _written(tmp_path_factory, "hostile", reports.hostile(texts))


def _written(folder, name, report) -> Path:
    path = folder.mktemp("report") / f"{name}.html"
    path.write_text(render(report), encoding="utf-8")
    return path


def _opened(browser, path, width=1360, *, dark=False):
    browser.problems.clear()
    browser.size(width, dark=dark)
    browser.open(path)


def _column(browser, table, index):
    return browser.run(
        f"[...document.querySelectorAll('#{table} tbody tr:not([hidden])')]"
        f".map(row => row.cells[{index}].textContent)"
    )


def _click_head(browser, table, index):
    browser.run(f"document.querySelectorAll('#{table} thead th')[{index}].querySelector('button').click()")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True])
def test_page_never_scrolls_sideways_and_nothing_is_refused(browser, medium, width, dark):
    _opened(browser, medium, width, dark=dark)
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("document.documentElement.classList.contains('scripted')") is True
    assert browser.problems == []


def test_hostile_texts_do_nothing_and_fit(browser, hostile):
    for width in (320, 1360):
        _opened(browser, hostile, width)
        assert browser.run("window.broken") is None
        assert browser.run("document.documentElement.scrollWidth") == width
        assert browser.run("document.querySelectorAll('script').length") == 1
        assert browser.problems == []


def test_the_policy_stops_what_is_not_the_report_s_own(browser, medium, tmp_path):
    """The policy is in force: a script that somehow got in does not run. So the test above can fail."""
    page = medium.read_text(encoding="utf-8").replace("</main>", "<script>window.broken=1</script></main>")
    changed = tmp_path / "changed.html"
    changed.write_text(page, encoding="utf-8")
    _opened(browser, changed)
    assert browser.run("window.broken") is None
    assert any(
        "Content Security Policy" in problem or "ContentSecurityPolicy" in problem
        for problem in browser.problems
    )


def test_sorting_by_number_by_name_and_by_time(browser, medium):
    _opened(browser, medium)
    _click_head(browser, "t-files", 3)
    lines = [float(text.replace(",", "")) for text in _column(browser, "t-files", 3)]
    assert lines == sorted(lines, reverse=True)
    _click_head(browser, "t-files", 3)
    lines = [float(text.replace(",", "")) for text in _column(browser, "t-files", 3)]
    assert lines == sorted(lines)
    assert browser.run("document.querySelectorAll('#t-files th[aria-sort]').length") == 1
    _click_head(browser, "t-files", 0)
    names = _column(browser, "t-files", 0)
    assert names == sorted(names, key=str.lower)
    _click_head(browser, "t-files", 14)
    times = browser.run("[...document.querySelectorAll('#t-files td time')].map(time => time.dateTime)")
    assert times == sorted(times, reverse=True)
    assert _column(browser, "t-files", 14)[-1] == "–", "what is not known stands last"


def test_filtering_by_words_and_by_kind(browser, medium):
    _opened(browser, medium)
    browser.run("document.getElementById('t-files-q').focus()")
    browser.type("dashboard test_")
    shown = _column(browser, "t-files", 0)
    assert shown
    assert all("dashboard" in name and "test_" in name for name in shown)
    assert browser.run("document.querySelector('[data-count=t-files]').value") == f"{len(shown)} of 400"
    browser.run(
        "document.getElementById('t-files-q').value = '',"
        "document.getElementById('t-files-k').value = 'minified',"
        "document.getElementById('t-files-k').dispatchEvent(new Event('input'))"
    )
    assert set(_column(browser, "t-files", 1)) == {"minified"}


def test_slash_finds_and_enter_opens(browser, medium):
    _opened(browser, medium)
    browser.press("/")
    assert browser.run("document.activeElement.id") == "find"
    browser.type("billing invoice")
    assert browser.run("document.getElementById('find').getAttribute('aria-expanded')") == "true"
    options = browser.run(
        "[...document.querySelectorAll('#found [role=option]')].map(one => one.textContent)"
    )
    assert 1 < len(options) <= 12
    assert all("billing" in text and "invoice" in text for text in options)
    browser.press("ArrowDown")
    wanted = browser.run("document.querySelector('#found [aria-selected=true]').dataset.address")
    assert browser.run("document.getElementById('find').getAttribute('aria-activedescendant')") == "found-1"
    browser.press("Enter")
    assert browser.run("location.hash") == wanted
    top = browser.run("document.querySelector(location.hash).getBoundingClientRect().top")
    assert 0 <= top < 900, "the section that was opened is in view"
    browser.press("/")
    browser.press("Escape")
    assert browser.run("document.getElementById('found').hidden") is True


def test_arrows_walk_a_chart(browser, medium):
    _opened(browser, medium)
    browser.run("document.querySelector('#c-score .moment[tabindex=\"0\"]').focus()")
    read = (
        "getComputedStyle(document.activeElement.querySelector('.read')).opacity"
        "+ document.activeElement.textContent"
    )
    last = browser.run(read)
    browser.press("ArrowLeft")
    before = browser.run(read)
    assert last != before
    assert before.startswith("1"), "the figures of the focused moment are shown"
    browser.press("Home")
    assert "1 Dec 2024" in browser.run("document.activeElement.textContent")
    browser.press("ArrowLeft")
    assert "1 Dec 2024" in browser.run("document.activeElement.textContent")
    browser.press("End")
    assert browser.run(read) == last
    assert browser.run("document.querySelectorAll('#c-score .moment[tabindex=\"0\"]').length") == 1


def test_pointing_at_a_chart_reads_its_figures(browser, medium):
    _opened(browser, medium)
    browser.run("document.getElementById('c-score').scrollIntoView({block: 'center'})")
    x, y = browser.run(
        "(box => [box.x + box.width / 2, box.y + box.height / 2])"
        "(document.querySelectorAll('#c-score .moment .hit')[4].getBoundingClientRect())"
    )
    browser.hover(x, y)
    shown = browser.run(
        "[...document.querySelectorAll('#c-score .read')]"
        ".filter(one => getComputedStyle(one).opacity === '1').map(one => one.textContent)"
    )
    assert len(shown) == 1
    assert shown[0].startswith("1 Apr 2025  Score 85.5")


def test_arrows_walk_the_map_and_enter_opens(browser, medium):
    _opened(browser, medium)
    browser.run(
        "document.getElementById('map').scrollIntoView(), document.querySelector('.treemap .t').focus()"
    )
    places = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        browser.press(key)
        box = browser.run(
            "(box => [box.x, box.y])(document.activeElement.querySelector('svg').getBoundingClientRect())"
        )
        places.append(box)
    assert places[1][0] > places[0][0]
    assert places[2][1] > places[1][1]
    assert places[3][0] < places[2][0]
    told = browser.run("document.getElementById('map-told').value")
    assert "code lines" in told
    address = browser.run("document.activeElement.getAttribute('href')")
    browser.press("Enter")
    assert browser.run("location.hash") == address


def test_the_map_s_colour_follows_the_choice_even_without_script(browser, medium):
    _opened(browser, medium)
    fill = "getComputedStyle(document.querySelector('.t.l0:not(.m0) > svg > rect')).fill"
    by_points = browser.run(fill)
    browser.run("document.getElementById('by-m').click()")
    assert browser.run(fill) != by_points
    assert (
        browser.run("[...document.querySelectorAll('.legend')].filter(one => one.offsetParent).length") == 1
    )


def test_everything_is_there_without_script(browser, medium, tmp_path):
    page = medium.read_text(encoding="utf-8")
    start = page.index("<script")
    bare = tmp_path / "bare.html"
    bare.write_text(page[:start] + page[page.index("</script>", start) + 9 :], encoding="utf-8")
    _opened(browser, bare)
    assert browser.run("document.querySelectorAll('#t-files tbody tr').length") == 400
    hidden = browser.run("[...document.querySelectorAll('.js')].filter(one => one.offsetParent).length")
    assert hidden == 0, "what only a script can do is not offered"
    assert browser.problems == []


def test_every_control_has_a_name_and_a_visible_focus(browser, medium):
    _opened(browser, medium)
    nameless = browser.run(
        "[...document.querySelectorAll('input, select')]"
        ".filter(one => !one.labels?.length && !one.ariaLabel).length"
    )
    assert nameless == 0
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    assert browser.run("document.activeElement.getBoundingClientRect().left") >= 0
    browser.press("Tab")
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_largest_report_opens(browser, tmp_path_factory):
    path = _written(tmp_path_factory, "huge", reports.huge(20_000))
    assert path.stat().st_size <= 5_000_000
    _opened(browser, path)
    assert browser.run("document.querySelectorAll('.item').length") > 300
    browser.press("/")
    browser.type("package001")
    browser.press("Enter")
    assert 0 <= browser.run("document.querySelector(location.hash).getBoundingClientRect().top") < 900
    assert browser.problems == []
