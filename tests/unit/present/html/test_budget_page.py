"""The page of error budgets: what is left of each, and when they are gone."""

from dataclasses import replace

from mainstay.domain.budget import BudgetList
from mainstay.domain.forecast import Verdict
from mainstay.present.html.budget_page import render
from tests.fakes.budgets import NOW, burning, worlds
from tests.unit.present.html.page import check

FOUND = worlds(more=[burning()])


def test_each_budget_is_told_with_its_windows_and_its_course() -> None:
    page = check(render(FOUND, "0.1"))
    told = {one.every("h3")[0].words(): one for one in page.every("section", id="budgets")[0].every("figure")}
    assert set(told) == {"shop", "checkout", "search", "login", "images", "quiet", "none"}
    assert "burns: page" in told["checkout"].words()
    assert "exhausted" in told["login"].words()
    assert "Nothing fits." in told["none"].words()
    assert len(told["checkout"].every("tr")) == 9
    bar = told["login"].every("rect", class_="spent")[0]
    assert bar.attributes["width"] == "100%"
    assert told["quiet"].every("rect", class_="spent")[0].attributes["width"] == "0%"
    assert not told["none"].every("rect")
    rows = page.every("section", id="forecasts")[0].every("li")
    assert any("search" in one.words() for one in rows)
    assert len(page.every("svg", class_="foretold")) >= 4
    assert "One could not be asked." in page.words()
    assert not page.every("script")


def test_headlines() -> None:
    assert "Of 7 error budgets 2 ask for a page, 1 is exhausted" in check(render(FOUND, "0.1")).words()
    calm = replace(FOUND, budgets=tuple(one for one in FOUND.budgets if one.objective.name == "quiet"))
    assert "None of 1 error budget burns faster than it lasts." in check(render(calm, "0.1")).words()
    empty = check(render(BudgetList(1, NOW, (), ()), "0.1"))
    assert "There are no error budgets here." in empty.words()
    assert "mainstay budgets --prometheus URL" in empty.words()


def test_a_budget_that_is_gone_within_hours_is_not_hidden_by_its_course() -> None:
    told = next(one.forecast for one in FOUND.budgets if one.forecast is not None)
    short = replace(told, verdict=Verdict.TOO_SHORT, course=None, at=0)
    hot = replace(burning(), forecast=short)
    assert hot.soon is not None
    words = check(render(replace(FOUND, budgets=(hot,)), "0.1")).words()
    assert "Nothing is foretold to pass" not in words
    assert "at the burn of the last hours 1 budget is: see what is left." in words
    words = check(render(replace(FOUND, budgets=(replace(hot, soon=None),)), "0.1")).words()
    assert "Too little history as yet" in words


def test_hostile_names_are_text() -> None:
    page = render(worlds(["<script>window.broken=1</script>", "\x1b[31m\u202egnp", "x" * 3_000]), "0.1")
    check(page)
    assert "<script>window" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_there_is_an_end_of_budgets() -> None:
    many = replace(FOUND, budgets=(burning(),) * 230)
    words = check(render(many, "0.1")).words()
    assert "30 more budgets left out; the JSON has all." in words


def test_an_objective_of_many_nines_is_not_one_of_100_per_cent() -> None:
    hot = burning()
    many = replace(hot, objective=replace(hot.objective, goal=0.999999999))
    assert "99.9999999% good" in check(render(replace(FOUND, budgets=(many,)), "0.1")).words()
