"""The debt in sentences: what hours buy, what all of it costs, and what is set aside."""

from dataclasses import replace

import pytest

from mainstay.domain.debt import Span
from mainstay.domain.price import Range
from mainstay.present import debt_words as words
from mainstay.present import markdown
from mainstay.present.html import report as html
from mainstay.present.text import report as text_report
from mainstay.present.text.look import Detail, Look
from tests.fakes import prospects
from tests.fakes import written_reports as reports
from tests.fakes.changes import with_change

DEBT = prospects.debt(reports.findings())


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_what_some_hours_buy() -> None:
    told = "20 hours buy this (the best 6): saves 14 (8 to 26) hours a year and prevents 3 (1 to 6) fixes; "
    assert words.bought(DEBT.bought, DEBT) == told + "it pays back in about 16 months"
    rated = replace(DEBT, rate=80.0, currency="EUR")
    in_money = words.bought(DEBT.bought, rated)
    assert in_money.startswith("20 hours (EUR 1,600) buy this (the best 6): ")
    assert "saves 14 (8 to 26) hours a year (EUR 640 to 2,100) and" in in_money
    assert "(the best one)" in words.bought(replace(DEBT.bought, findings=("x",)), DEBT)
    none = words.bought(replace(DEBT.bought, findings=()), DEBT)
    assert none == "What 20 hours of repair save here is too little to tell"


@pytest.mark.parametrize(
    ("effort", "saved", "words_"),
    [
        (18.0, Span(2.0, 3.0, 4.0), "it pays back in about 6 years"),
        (18.0, Span(0.0, 3.0, 4.0), "it pays back in about 6 years, if at all"),
        (1.0, Span(20.0, 30.0, 40.0), "it pays back in about 1 month"),
        (20.0, Span(0.0, 0.4, 0.9), "it pays back in about 50 years, if at all"),
        (20.0, Span(0.0, 0.0, 2.0), ""),
        (0.0, Span(0.0, 0.0, 0.0), ""),
    ],
)
def test_after_how_long_it_pays_back(effort: float, saved: Span, words_: str) -> None:
    assert words.payback(replace(DEBT.bought, effort=effort, saved=saved)) == words_


def test_one_hour_and_what_is_next_to_nothing_are_said_in_words() -> None:
    little = replace(DEBT.bought, hours=1.0, effort=0.9, findings=("x",), saved=Span(0.0, 0.02, 0.1))
    told = words.bought(replace(little, prevented=Span(0.0, 0.01, 0.04)), DEBT)
    assert told.startswith("1 hour buys this (the best one): saves next to no hours (at most 0.1) a year and")
    assert "and prevents next to no fixes" in told
    none = words.bought(replace(little, findings=()), DEBT)
    assert none == "What 1 hour of repair saves here is too little to tell"


@pytest.mark.parametrize("saved", [Span(0.0, 0.1, 1.0), Span(0.0, 0.0, 2.0)])
def test_what_does_not_come_back_within_fifty_years_is_no_advice(saved: Span) -> None:
    little = replace(DEBT.bought, effort=18.0, saved=saved)
    assert words.bought(little, DEBT) == "What 20 hours of repair save here is too little to tell"
    report = reports.priced()
    assert report.debt is not None
    modest = replace(report, debt=replace(report.debt, bought=replace(report.debt.bought, saved=saved)))
    assert "in the 20 h" in html.render(report)
    for told in (html.render(modest), markdown.render(modest), text_report.render(modest, Look())):
        assert "is too little to tell" in " ".join(told.split())
        assert "hours buy" not in told
        assert "in the 20 h" not in told


def test_of_a_change_no_budget_is_told() -> None:
    report = with_change(reports.priced())
    whole = replace(report, comparison=None)
    look = Look()
    for render in (
        html.render,
        markdown.render,
        lambda each: text_report.render(each, look, detail=Detail.VERBOSE),
    ):
        assert "20 hours buy" in render(whole)
        assert "20 hours buy" not in render(report)
        assert "in the 20 h" not in render(report)


def test_the_gain_is_a_figure_or_a_word() -> None:
    assert [words.gain(known) for known in (2.44, 0.0, None)] == ["2.4", "none", "–"]


def test_totals_and_ratios() -> None:
    assert plain(words.totals(DEBT)) == (
        "32 findings, 12 set aside (34 h): 380 to 900 h to mend all, 190 (120 to 300) h a year to carry"
    )
    assert plain(words.totals(replace(DEBT, rate=80.0, currency="EUR"))).endswith(
        "380 to 900 h to mend all (EUR 30,000 to 72,000), 190 (120 to 300) h a year to carry (EUR 9,600 to 24,000)"
    )
    assert plain(words.ratio_line(DEBT)) == (
        "12 % (9 to 16 %) of the code needs work; mending costs 3 % (2 to 5 %) of a rebuild"
    )
    unknown = replace(DEBT, code_share=None, cost_share=Span(0.0, 0.0, 0.0))
    assert words.ratio_line(unknown) == "The past does not tell the debt ratio."
    young = replace(DEBT, cost_share=None, cost_share_reason="3 fixes\x1b were seen")
    assert plain(words.ratio_line(young)) == (
        "12 % (9 to 16 %) of the code needs work; mending against a rebuild not told: 3 fixes\\x1b were seen"
    )


def test_without_prices_nothing_is_made_up() -> None:
    nothing = Span(0.0, 0.0, 0.0)
    bare = replace(DEBT, effort=nothing, carrying=nothing)
    assert words.totals(replace(bare, suppressed=0)) == "20 findings, none of which has a price yet"
    free = replace(DEBT, carrying=nothing)
    assert (
        plain(words.totals(replace(free, suppressed=0)))
        == "20 findings: 380 to 900 h to mend all, no cost of leaving them was seen"
    )


def test_where_all_is_set_aside_the_hours_are_those_of_what_is_counted() -> None:
    kinds = tuple(replace(kind, findings=0, suppressed=kind.findings) for kind in DEBT.kinds)
    told = plain(words.totals(replace(DEBT, kinds=kinds, suppressed=20)))
    assert told.startswith("20 findings, all set aside: 380 to 900 h to mend all, ")


def test_what_is_set_aside_is_counted() -> None:
    report = reports.priced()
    assert plain(words.set_aside(report)) == "12 findings are set aside, 34 h of that"
    assert words.set_aside(replace(report, debt=None)) == "2 findings are set aside"
    assert words.set_aside(reports.lively()) == ""
    assert report.debt is not None
    one = replace(report.debt, suppressed=1, suppressed_effort=Range(0.0, 0.0))
    assert words.set_aside(replace(report, debt=one)) == "1 finding is set aside"
