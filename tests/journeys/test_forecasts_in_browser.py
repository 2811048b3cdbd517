"""The page of forecasts as a person meets it: in a real browser, at every width, in light and dark, whatever the names."""

from dataclasses import replace
from pathlib import Path

import pytest

from mainstay.present.html.forecast_page import render
from tests.fakes import foretold as made
from tests.journeys.browser import Browser

pytestmark = pytest.mark.browser

LONG = ("averylongname" * 20)[:200]
PAGES = {
    "every": made.foretold(),
    "long": made.foretold(
        [replace(one, signal=replace(one.signal, what=LONG, subject=LONG)) for one in made.EVERY],
        [replace(one, what=LONG, subject=LONG, source=LONG) for one in made.ENDS],
    ),
    "none": made.foretold([], []),
    "one": made.foretold([made.CROSSES], []),
    "hostile": made.hostile(
        ["<script>window.broken=1</script>", "<img src=x onerror=window.broken=1>", "\u202egnp"]
    ),
}
TEXTS_THAT_TOUCH = """
(() => {
  const touching = [];
  for (const chart of document.querySelectorAll("svg.foretold, svg.ahead")) {
    const boxes = [...chart.querySelectorAll("text")]
      .filter(one => getComputedStyle(one).display !== "none")
      .map(one => [one.textContent, one.getBoundingClientRect()]);
    boxes.forEach(([name, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
      if (a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2)
        touching.push(`${name} / ${other}`);
    }));
  }
  return touching;
})()
"""


LABELS_ON_LINES = """
(() => {
  const touching = [];
  for (const chart of document.querySelectorAll("svg.foretold")) {
    const name = chart.querySelector(".limit-name");
    if (!name) continue;
    const box = name.getBoundingClientRect();
    for (const line of chart.querySelectorAll(".line.past, .line.ahead")) {
      const places = line.getScreenCTM();
      const whole = line.getTotalLength();
      for (let at = 0; at <= whole; at += 2) {
        const {x, y} = line.getPointAtLength(at).matrixTransform(places);
        if (x > box.left && x < box.right && y > box.top + 1 && y < box.bottom - 1) {
          touching.push(`${chart.querySelector("title").textContent}: ${name.textContent}`);
          break;
        }
      }
    }
  }
  return touching;
})()
"""
ABOUT = made.STAYS.signal.limit.value
NEAR = [
    replace(
        made.STAYS,
        signal=replace(made.STAYS.signal, what=f"near {number}"),
        course=replace(
            made.course(ABOUT + shift * 1e9, slope * 1e9),
            past=tuple(ABOUT + (shift + slope * day + 8 * (-1) ** day) * 1e9 for day in range(84)),
        ),
    )
    for number, (shift, slope) in enumerate(
        [
            (0, 0),
            (-9, 0.1),
            (9, -0.1),
            (-30, 0.4),
            (30, -0.4),
            (0, 0.3),
            (0, -0.3),
            (-12, 0),
            (12, 0),
            (-84, 1),
        ]
    )
]


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("forecasts")
    for name, found in PAGES.items():
        (folder / f"{name}.html").write_text(render(found, "0.1"), encoding="utf-8")
    (folder / "near.html").write_text(render(made.foretold(NEAR, []), "0.1"), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in (*PAGES, "near")}


def opened(browser, path, width, *, dark=False):
    browser.problems.clear()
    browser.size(width, dark=dark)
    browser.open(path)


@pytest.mark.parametrize("width", [320, 768, 1440, 2560])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_scrolls_sideways_and_nothing_is_refused(browser, pages, name, width):
    opened(browser, pages[name], width, dark=width == 768)
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("window.broken") is None
    assert browser.problems == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_words_of_a_drawing_touch_each_other(browser, pages, width):
    opened(browser, pages["every"], width)
    assert browser.run("document.querySelectorAll('svg.foretold').length") == 8
    assert browser.run(TEXTS_THAT_TOUCH) == []


@pytest.mark.parametrize("width", [320, 768, 1440, 2560])
@pytest.mark.parametrize("name", ["near", "every"])
def test_the_name_of_a_limit_lies_on_no_line(browser, pages, name, width):
    opened(browser, pages[name], width)
    assert browser.run("document.querySelectorAll('.limit-name').length") >= 7
    assert browser.run(LABELS_ON_LINES) == []
    assert browser.run(TEXTS_THAT_TOUCH) == []


def test_the_pointer_meets_the_day_under_it_with_its_level_and_band(browser, pages):
    opened(browser, pages["one"], 1440)
    told = [
        browser.run(
            "(() => { const box = document.querySelector('svg.days').getBoundingClientRect();"
            f" const strip = document.elementFromPoint(box.left + box.width * {place}, box.top + box.height / 2);"
            " return strip.querySelector('title').textContent.replaceAll('\\u202f', ' '); })()"
        )
        for place in (0.001, 0.999)
    ]
    assert told == ["31 Aug 2026: 302 GB", "18 Feb 2027: 610 GB foretold, 556 GB to 663 GB (80 %)"]


def test_a_row_leads_to_its_chart(browser, pages):
    opened(browser, pages["every"], 1440)
    browser.run("document.querySelector('.due a').click()")
    assert browser.run("location.hash") == "#forecast-1"
    top = browser.run("document.querySelector('#forecast-1').getBoundingClientRect().top")
    assert 0 <= top < 900
