"""The debt in sentences: what hours buy, what all of it costs, and what is set aside."""

from dataclasses import replace

from mainstay.domain.debt import Span
from mainstay.domain.price import Range
from mainstay.present import debt_words as words
from tests.fakes import prospects
from tests.fakes import written_reports as reports

DEBT = prospects.debt(reports.findings())


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_what_some_hours_buy() -> None:
    told = "20 hours buy this (the best 6): saves 14 (8 to 26) hours a year and prevents 3 (1 to 6) fixes"
    assert words.bought(DEBT.bought, DEBT) == told
    rated = replace(DEBT, rate=80.0, currency="EUR")
    assert "saves 14 (8 to 26) hours a year (EUR 640 to 2,100) and" in words.bought(DEBT.bought, rated)
    assert "(the best one)" in words.bought(replace(DEBT.bought, findings=("x",)), DEBT)
    none = words.bought(replace(DEBT.bought, findings=()), DEBT)
    assert none == "20 hours buy nothing: no repair that fits into them shows a sign of saving any"


def test_the_gain_is_a_figure_or_a_word() -> None:
    assert [words.gain(known) for known in (2.44, 0.0, None)] == ["2.4", "none", "–"]


def test_totals_and_ratios() -> None:
    assert plain(words.totals(DEBT)) == "20 findings: 380 to 900 h to mend all, 120 to 300 h a year to carry"
    assert plain(words.totals(replace(DEBT, rate=80.0, currency="EUR"))).endswith(
        "to carry (EUR 9,600 to 24,000)"
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
    assert words.totals(bare) == "20 findings, none of which has a price yet"
    free = replace(DEBT, carrying=nothing)
    assert (
        plain(words.totals(free)) == "20 findings: 380 to 900 h to mend all, no cost of leaving them was seen"
    )


def test_what_is_set_aside_is_counted() -> None:
    report = reports.priced()
    assert plain(words.set_aside(report)) == "12 findings are set aside, 34 h"
    assert words.set_aside(replace(report, debt=None)) == "2 findings are set aside"
    assert words.set_aside(reports.lively()) == ""
    assert report.debt is not None
    one = replace(report.debt, suppressed=1, suppressed_effort=Range(0.0, 0.0))
    assert words.set_aside(replace(report, debt=one)) == "1 finding is set aside"
