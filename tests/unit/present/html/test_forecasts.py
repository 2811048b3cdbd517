"""The page of forecasts and the same in the report: one time line, charts, figures that are those of the record."""

import re
import unicodedata
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstay.domain.forecast import Verdict
from mainstay.present.forecast_words import evidence, otherwise, sentence
from mainstay.present.html.caps import LIMIT
from mainstay.present.html.forecast_page import render
from mainstay.present.html.report import render as report_page
from mainstay.present.measures import measured
from tests.fakes import foretold as made
from tests.fakes import page_reports as reports
from tests.unit.present.html.page import check
from tests.unit.present.html.test_hostile import HIDDEN, TEXTS


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


@pytest.fixture(scope="module")
def page() -> str:
    return render(made.foretold(), "0.1")


@pytest.fixture(scope="module")
def root(page):
    return check(page)


def rows(root):
    line = root.every("ol", class_="due")[0]
    return [one for one in line.children if one.tag == "li"]


def part(row, class_):
    [found] = row.every(class_=class_)
    return plain(found.words())


def test_it_needs_no_script_and_allows_none(page, root):
    assert not root.every("script")
    [policy] = [
        one.attributes["content"]
        for one in root.every("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy and "unsafe" not in policy
    assert re.search(r"style-src 'sha256-[\w+/=]+'", policy)
    assert "https://" not in page


def test_the_head_says_what_breaks_first_and_how_many(root):
    [lede] = root.every("p", class_="lede")
    assert plain(lede.words()) == (
        "Disk used of /srv of host:web1 is beyond 500 GB now. Of 10 series: 1 beyond its limit now, 3 to pass it "
        "within 90 days, 1 that may pass it. 3 known dates within 90 days or past."
    )


def test_the_soonest_comes_first_whatever_it_is(root):
    assert [part(row, "due-what") for row in rows(root)] == [
        "disk used of /srvhost:web1",
        "support of Python 3.10host:web1 · end of support",
        "time that the certificate lastssite:shop",
        "disk used of /varhost:web1",
        "certificate of the payment providerservice:pay · certificate",
        "hosting contractdate",
        "orders waitingservice:orders",
        "connections of the pooldb:main",
    ]
    assert [part(row, "due-when") for row in rows(root)] == [
        "beyond its limit now510 GB, limit 500 GB",
        "ended 3 weeks ago31 Oct 2026",
        "in 10 days (to the day, 80 %)2 Dec 2026",
        "in 4 weeks (3 to 6, 80 %)20 Dec 2026 (13 Dec to 3 Jan 2027)",
        "ends in 5 weeks25 Dec 2026",
        "ends in 2 months21 Jan 2027",
        "in 11 weeks (7 to later than 13 weeks, 80 %)10 Feb 2027 (11 Jan to open)",
        "chance within 90 days 26 %10 % by 11 Jan 2027",
    ]


def test_each_kind_has_a_mark_of_its_own(root):
    marks = [
        "".join(sorted({one.attributes["class"] for one in row.every("path")} - {"open-mark"}))
        for row in rows(root)
    ]
    assert marks == [
        "cross-mark",
        "square-mark",
        "triangle-mark",
        "dot-mark",
        "triangle-mark",
        "diamond-mark",
        "dot-mark",
        "",
    ]
    assert len(rows(root)[-2].every(class_="open-mark")) == 1
    assert all(row.every("svg", role="img")[0].every("title") for row in rows(root))


def test_dates_beyond_the_horizon_are_told_apart(root):
    [later] = [one for one in root.every("details") if "later than 90 days" in one.words()]
    assert "LTS of Debian 12 of host:web1 ends in 19 months, 4 Jul 2028: a wiki." in plain(later.words())


def test_a_chart_stands_over_its_sentence_evidence_and_ledger_line(root):
    figure = root.every("figure", id="forecast-3")[0]
    told = plain(figure.words())
    assert plain(f"{sentence(made.CROSSES)}.") in told
    for words in (evidence(made.CROSSES), *otherwise(made.CROSSES)):
        assert plain(words[1:]) in told
    assert "Trouble is above 500 GB: the filesystem's own size." in told
    assert "Past forecasts of it: 2 came due, 1 inside their band." in told
    [chart] = figure.every("svg", class_="foretold")
    assert chart.attributes["role"] == "img"
    assert plain(chart.every("desc")[0].words()) == plain(f"{sentence(made.CROSSES)}.")


def test_the_figures_are_those_of_the_record(root):
    figure = root.every("figure", id="forecast-3")[0]
    days, past = (
        [
            [plain(cell.words()) for cell in row.children if cell.tag in {"td", "th"}]
            for row in table.every("tr")
        ]
        for table in figure.every("table")
    )
    course = made.CROSSES.course
    assert len(days) == 1 + len(course.past) + len(course.middle)
    assert days[1][:2] == ["30 Aug 2026", plain(measured(course.past[0], "B"))]
    assert days[1 + 22] == ["21 Sep 2026", "–", "–", "–", "–"]
    for index in (0, 40, 89):
        assert days[1 + 84 + index][2:] == [
            plain(measured(edge[index], "B")) for edge in (course.low, course.middle, course.high)
        ]
    assert past[1:] == [
        ["13 Dec 2026", "15 Nov 2026", "460 GB", "480 GB", "500 GB", "–", "not due"],
        ["15 Nov 2026", "18 Oct 2026", "420 GB", "430 GB", "437 GB", "441 GB", "✕ outside"],
        ["8 Nov 2026", "11 Oct 2026", "410 GB", "420 GB", "430 GB", "424 GB", "✓ inside"],
    ]


def test_all_series_are_counted_and_the_rest_is_listed(root):
    [counted] = root.every(class_="due-counts")
    assert plain(counted.words()) == (
        "10 series: 1 beyond its limit, 3 to pass its limit, 1 that may pass it, 1 muted, for that kind was wrong too often, "
        "1 to stay within it, 1 without a limit, 1 with too little history, 1 that cannot be forecast, 4 known dates."
    )
    assert len(root.every("figure")) == 8
    listed = plain(root.every(id="forecast-list")[0].words())
    assert "2 series without a chart" in listed
    assert "5 of 14 days are there" in listed
    assert "3 rules are of shapes that are not read. State limits yourself." in plain(root.words())


def test_nothing_says_what_to_do_next():
    root = check(render(made.foretold([], []), "0.1"))
    told = plain(root.words())
    assert "There are no series here." in told
    assert "mainstay forecast --prometheus URL" in told
    assert not root.every("figure") and not root.every("ol")
    calm = plain(check(render(made.foretold([made.STAYS], []), "0.1")).words())
    assert "Nothing is foretold to pass its limit." in calm


def test_hundreds_of_series_are_folded_and_left_out_by_number():
    many = [
        replace(one, signal=replace(one.signal, what=f"{one.signal.what} {number}"))
        for number in range(300)
        for one in made.EVERY
    ]
    page = render(made.foretold(many), "0.1")
    root = check(page)
    assert len(page.encode()) < LIMIT
    assert len(root.every("figure")) == 12
    told = plain(root.words())
    groups = [plain(one.words()) for one in root.every("h3", class_="due-group")]
    assert groups == [
        "Now, or past 301",
        "Within 30 days 600",
        "Within 90 days 302",
        "No date, but it may be 300",
    ]
    lists = root.every("ol", class_="due")
    assert [len(one.every("li")) for one in lists] == [5, 45] * 4
    assert "296 more rows" in told and "251 more rows left out" in told
    assert "595 more rows" in told and "550 more rows left out" in told
    assert "2,988 series without a chart" in told
    assert "2,488 more series left out" in told


def test_few_rows_stand_together_and_more_in_groups_that_fold_only_what_is_long():
    soon = [replace(made.CROSSES, at=made.NOW + number * made.DAY, late=0) for number in (3, 7, 8, 30, 31)]
    few = check(render(made.foretold([*soon, made.BEYOND], []), "0.1"))
    assert not few.every("h3", class_="due-group")
    assert len(few.every("ol", class_="due")) == 1
    assert [one.attributes.get("class", "") for one in rows(few)] == [
        "u3 at-once",
        "u3",
        "u3",
        "u2",
        "u2",
        "",
    ]
    many = check(render(made.foretold([*soon, *[made.BEYOND] * 7, made.MAYBE], []), "0.1"))
    groups = [plain(one.words()) for one in many.every("h3", class_="due-group")]
    assert groups == [
        "Now, or past 7",
        "Within 7 days 2",
        "Within 30 days 2",
        "Within 90 days 1",
        "No date, but it may be 1",
    ]
    assert "2 more rows" in plain(many.words())


def test_the_marks_are_explained_only_where_there_are_some():
    told = "The mark is the likeliest day"
    assert told in plain(check(render(made.foretold(), "0.1")).words())
    assert told not in plain(check(render(made.foretold([], []), "0.1")).words())
    assert told not in plain(check(render(made.foretold([made.STAYS], []), "0.1")).words())


def test_short_names_leave_more_room_to_the_time_line():
    line = check(render(made.foretold([made.CROSSES], []), "0.1")).every(class_="due-line")
    assert [one.attributes["class"] for one in line] == ["due-line brief"]
    long = replace(made.CROSSES, signal=replace(made.CROSSES.signal, what="a name of more than a few words"))
    line = check(render(made.foretold([long], []), "0.1")).every(class_="due-line")
    assert [one.attributes["class"] for one in line] == ["due-line"]


def test_a_known_date_before_all_else_is_the_headline():
    root = check(render(made.foretold([made.OPEN], made.ENDS[1:]), "0.1"))
    assert (
        root.every("p", class_="lede")[0]
        .words()
        .startswith("Certificate of the payment provider of service:pay")
    )


def test_a_date_that_has_passed_is_no_headline():
    root = check(render(made.foretold([made.STAYS], made.ENDS[:1]), "0.1"))
    assert plain(root.every("p", class_="lede")[0].words()) == (
        "Nothing is foretold to pass its limit. 1 known date within 90 days or past."
    )
    assert part(rows(root)[0], "due-what").startswith("support of Python 3.10")


def test_a_file_that_ended_long_ago_says_from_when_on():
    old = replace(made.CROSSES, made_at=made.NOW - 900 * made.DAY)
    root = check(render(made.foretold([old], []), "0.1"))
    assert "told from 5 Jun 2024" in plain(rows(root)[0].words())
    assert "its end" in [one.words() for one in root.every("text")]


@pytest.fixture(scope="module")
def hostile():
    return render(made.hostile(TEXTS), TEXTS[0])


def test_no_text_becomes_markup(hostile):
    root = check(hostile)
    assert not root.every("script") and not root.every("b", onmouseover="alert(1)")
    assert "<script>alert" not in hostile and "<!--" not in hostile
    assert "49" not in root.every("h1")[0].words()
    assert all(link.attributes["href"].startswith("#") for link in root.every("a"))


def test_what_cannot_be_seen_is_shown(hostile):
    [body] = check(hostile).every("body")
    for element in body.every():
        for text in (element.text, *element.attributes.values()):
            assert [char for char in text if unicodedata.category(char) in HIDDEN and char != "\n"] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(codec=None), max_size=40), min_size=3, max_size=6))
def test_any_texts_give_a_page_that_stands(texts):
    check(render(made.hostile(texts), "0.1")).words().encode()


def test_the_report_has_the_same_section_with_its_place_in_the_navigation():
    page = report_page(reports.medium(20), made.foretold())
    root = check(page)
    wanted = ["mend", "forecasts", "forecast-charts", "forecast-list", "parts", "movement"]
    assert [one.attributes["id"] for one in root.every() if one.attributes.get("id") in wanted] == wanted
    [nav] = root.every("nav")
    assert "#forecasts" in [link.attributes["href"] for link in nav.every("a")]
    assert len(root.every("figure", id="forecast-3")) == 1
    assert "Disk used of /srv of host:web1 is beyond 500 GB now." in plain(root.words())
    assert "Forecast 22 Nov 2026." in plain(root.words())


def test_there_is_one_head_for_all_pages():
    templates = files("mainstay.present.html").joinpath("templates")
    assert [one.name for one in templates.iterdir() if "<!doctype" in one.read_text("utf-8")] == ["page.html"]


def test_the_report_without_forecasts_is_as_it_was():
    root = check(report_page(reports.medium(20)))
    assert not root.every(id="forecasts")
    assert ".foretold" not in root.every("style")[0].words()


def test_the_report_keeps_its_size_with_many_forecasts():
    many = made.foretold([one for _ in range(100) for one in made.EVERY])
    assert len(report_page(reports.huge(5_000), many).encode()) <= LIMIT


def test_every_verdict_has_a_sign_beside_its_colour(root):
    chips = {plain(one.words()) for one in root.every(class_="chip")}
    assert len(chips) == len(Verdict)
    assert all(re.match(r"[✕●○✓–] ", chip) for chip in chips)
