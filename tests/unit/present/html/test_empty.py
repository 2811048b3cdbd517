"""What the report says where there is nothing to show: why, and what comes next."""

from dataclasses import replace

from mainstay.domain.health import Score
from mainstay.domain.trend import Trend
from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.unit.present.html.page import check


def _words(report, ident=""):
    root = check(render(report))
    return (root.every(id=ident)[0] if ident else root.every("main")[0]).words()


def test_nothing_committed():
    words = _words(reports.empty())
    assert "Nothing is committed yet" in words
    assert "git commit" in words
    assert "mainstay check" in words


def test_no_python():
    report = reports.without_python()
    words = _words(report)
    assert "No score: no code in a language whose syntax is read." in words
    assert "no code whose syntax is read" in _words(report, "parts")
    assert "Functions are" in words or "they are read in languages" in words
    chosen = [
        one for one in check(render(report)).every("input", type="radio") if "checked" in one.attributes
    ]
    assert [one.attributes["value"] for one in chosen] == ["m"], "the map shows a figure that tells something"


def test_no_past():
    report = reports.medium(60)
    files = tuple(replace(one, history=None) for one in report.files)
    words = _words(replace(report, history=None, files=files))
    assert "The past was not read in this run" in words
    assert "mainstay doctor" in words
    assert "Not known without the past." in words


def test_no_trend():
    for trend in (None, Trend((), (), ())):
        words = _words(replace(reports.medium(60), trend=trend))
        assert "The trend of the past year was not read in this run" in words
        assert "no trend yet" in words or "nothing" in words


def test_no_trend_because_the_past_is_too_short():
    report = reports.medium(60)
    at = report.scope.committed_at
    words = _words(replace(report, trend=None, history=replace(report.history, first_at=at - 60)), "trend")
    assert "All commits are of one month" in words
    assert "mainstay check" not in words


def test_a_trend_of_one_moment_and_one_of_two():
    trend = reports.medium(60).trend
    for count in (1, 2):
        short = replace(trend, moments=trend.moments[-count:], folders=(), files=(), worse=(), better=())
        words = _words(replace(reports.medium(60), trend=short), "trend")
        assert "Score" in words


def test_no_movement():
    words = _words(replace(reports.medium(60), movements=()), "movement")
    assert "The next run compares with this one" in words


def test_a_point_in_the_past_without_a_score():
    report = reports.medium(60)
    before = tuple(replace(move, before=None, movers=()) for move in report.movements)
    assert "That point has no score" in _words(replace(report, movements=before), "movement")


def test_no_score_with_reasons_of_each_part():
    report = reports.medium(60)
    parts = tuple(replace(part, points=None, reason=f"reason {part.code}") for part in report.score.parts)
    words = _words(replace(report, score=Score(None, None, None, parts)), "parts")
    assert "reason complexity" in words
    assert "reason ownership" in words
    assert "Next:" not in words, "there is no command that would give a score"


def test_nothing_found():
    report = replace(reports.medium(60), findings=(), findings_total=0)
    assert "Nothing needs attention." in _words(report, "findings")


def test_no_files_at_all():
    report = replace(reports.medium(60), files=(), languages=(), kinds=(), findings=(), findings_total=0)
    words = _words(report)
    assert "There is no code to draw." in words
    assert "No file was found to measure." in words
