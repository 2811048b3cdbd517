"""Sentences about a score and its changes."""

from dataclasses import replace

import pytest

from mainstay.domain.health import Movement
from mainstay.domain.trend import Change
from mainstay.present.html import phrases
from mainstay.present.html.anchors import Links, file_anchor, folder_anchor, shown_path
from mainstay.present.html.folders import folders_above, totals
from mainstay.present.trend_points import moment_before
from mainstay.present.wording import amount, earlier, headline, measure, scope_name, telling_movement
from tests.fakes import page_reports as reports


def test_the_lede_tells_health_causes_and_the_worst():
    report = reports.medium()
    told = phrases.lede(report)
    assert told == f"{headline(report)}. Worst: cognitive complexity of src/shop/dashboard/ +15\u202f%."
    assert told.startswith("82/100, down from 85 a quarter ago: more complex functions in ")
    calm = replace(report, trend=replace(report.trend, worse=()), movements=())
    assert phrases.lede(calm) == "82/100. In shape, nothing got measurably worse this quarter."
    assert phrases.lede(replace(report, trend=None, movements=())) == "82/100."


def test_the_movement_told_is_that_of_the_quarter_or_of_the_next_best_point():
    report = reports.medium()
    assert telling_movement(report).since == "a quarter"
    young = [replace(move, before=None) if move.since == "a quarter" else move for move in report.movements]
    assert telling_movement(replace(report, movements=tuple(young))).since == "a month"
    assert telling_movement(replace(report, movements=())) is None


@pytest.mark.parametrize(
    ("since", "before", "after", "told"),
    [
        ("a quarter", 85.1, 82.0, "3.1 lower than a quarter ago"),
        ("a month", 80.0, 82.0, "2 higher than a month ago"),
        ("last run", 80.0, 82.0, "2 higher than at the last run"),
        ("a quarter", 82.0, 82.04, "as a quarter ago"),
        ("a quarter", None, 82.0, ""),
        ("a quarter", 82.0, None, ""),
    ],
)
def test_changes_of_the_score(since, before, after, told):
    assert phrases.told_move(Movement(since, "", 0, before, after)) == told


def test_changes_of_a_path():
    grown = Change("src/a/", "cognitive", "a quarter", 100, 115, 0.15, None, -1)
    begun = Change("/", "code_lines", "a year", 0, 340, None, None, 0)
    assert (amount(grown), amount(begun)) == ("+15\u202f%", "new")
    assert (scope_name(grown.path), scope_name(begun.path)) == ("src/a/", "the whole repository")
    assert measure("cognitive") == "cognitive complexity"
    assert phrases.since("a quarter") == "this quarter"
    assert phrases.since("the flood") == "since the flood"


def test_earlier_points():
    assert earlier("a month") == "a month ago"
    assert earlier("last run") == "at the last run"
    assert phrases.told_move(None) == ""


def test_moments_are_compared_only_when_they_are_near():
    trend = reports.medium().trend
    quarter = trend.moments[moment_before(trend, "a quarter")]
    assert abs((trend.moments[-1].at - quarter.at) / 86_400 - 91) < 16
    young = replace(trend, moments=trend.moments[-2:])
    assert moment_before(young, "a year") is None
    assert moment_before(replace(trend, moments=()), "a month") is None


def test_folders_sum_what_stands_below_them():
    report = reports.medium()
    sums = {total.path: total for total in totals(report.files)}
    kept = [one for one in report.files if one.file.kind.maintained]
    inside = [one for one in kept if one.file.path.startswith("src/")]
    assert sums["src/"].code_lines == sum(one.file.code_lines for one in inside)
    assert sums["src/"].count == len(inside)
    assert sums["src/"].lost == pytest.approx(sum(one.lost_total for one in inside))
    assert sums["src/"].folders == ["src/shop/"]
    assert folders_above("a/b/c.py") == ["a/", "a/b/"]
    assert len(folders_above("a/" * 5_000 + "x")) <= 12


def test_paths_become_links_only_where_a_section_stands():
    links = Links({file_anchor("src/a.py"), folder_anchor("src/")})
    assert links.place("src/a.py") == (
        f'<a href="#{file_anchor("src/a.py")}"><span class="dir">src/</span><wbr>a.py</a>'
    )
    assert links.place("src/b.py") == '<span class="dir">src/</span><wbr>b.py'
    assert links.place("src/").startswith("<a ")
    assert file_anchor("src/a.py") != folder_anchor("src/a.py/")
    assert shown_path('"<b>/x') == '<span class="dir">&#34;&lt;b&gt;/</span><wbr>x'
    assert file_anchor("lone \udcff") == file_anchor("lone \udcff")
