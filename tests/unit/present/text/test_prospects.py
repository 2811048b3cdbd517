"""The terminal report's list to mend, ranking, proof and debt, and that all of it fits a terminal of 50 lines."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from mainstay.present.text.look import Detail, Look
from mainstay.present.text.report import render
from tests.fakes import prospects
from tests.fakes import written_reports as reports


def lines(report=None, width: int = 100, **options) -> list[str]:
    return render(report or reports.priced(), Look(width), **options).split("\n")


def row(of: list[str], start: str) -> str:
    return next(line for line in of if line.strip().startswith(start))


def test_sections_stand_in_the_order_in_which_a_person_asks() -> None:
    told = "\n".join(lines(detail=Detail.VERBOSE))
    titles = [
        "What to mend first",
        "Score ",
        "What to read first",
        "Which files",
        "Is that order worth anything here?",
        "Debt ",
        "Got worse",
        "What moved the score",
        "Costliest files",
        "Findings ",
        "To know",
    ]
    places = [told.index(f"\n{title}") for title in titles]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [100, 120, 140])
def test_a_usual_report_fits_50_lines(width: int) -> None:
    report = replace(reports.priced(), notices=reports.lively().notices[1:])
    told = lines(report, width, next_command="mainstay check --html report.html")
    assert len(told) <= 51, "the last one is empty"
    assert told[-3].endswith("1 more note and all tables with -v")


def test_each_finding_has_place_effort_cost_past_and_course() -> None:
    told = lines(width=120)
    first = row(told, "sympy/simplify/module_0.py:100")
    assert re.search(r"20 min to 1 h +20 to 45 min +over a year +▲ worse$", first)
    assert "5 of 412" in row(told, "What to mend first")
    assert row(
        told, "20 hours buy this (the best 6): saves 14 (8 to 26) hours a year and prevents 3 (1 to 6) fixes;"
    )
    start = told.index(row(told, "What to mend first"))
    assert len(told[start + 1 : told.index(row(told, "20 hours"))]) == 5


def test_a_wide_terminal_has_the_sentence_and_how_often_it_is_right() -> None:
    told = row(lines(width=160), "sympy/simplify/module_0.py:100")
    assert "cognitive complexity 64 is above 15" in told
    assert told.endswith("9 times in 10")


def test_money_stands_instead_of_hours_where_an_hour_has_a_rate() -> None:
    report = prospects.with_prospects(reports.lively(), reports.NOW, rate=80.0)
    assert "EUR 32 to 64" in row(lines(report), "sympy/simplify/module_0.py simplify")
    assert "(EUR 9,600 to 24,000)" in "\n".join(lines(report))


def test_verbose_tells_sentence_repair_certainty_and_evidence() -> None:
    told = " ".join("\n".join(lines(detail=Detail.VERBOSE)).split())
    assert "Repair: Take the loop over order lines out into a function of its own." in told
    assert "20 min to 1 h to mend; 20 to 45 min a year to carry; older than a year; ▲ worse" in told
    assert "right 9 times in 10 (82 to 97 %)" in told
    assert "- 41 of 52 changes of the year touched it" in told


def test_both_orders_have_three_rows_with_interval_and_hours() -> None:
    told = lines(width=120)
    start, middle = told.index(row(told, "What to read first")), told.index(row(told, "Which files"))
    assert middle - start == 4
    assert re.search(
        r"kane\.py +7\.8 \(2 to 15\) +20 min +21 +changed more than its size says ×3\.5", told[start + 1]
    )
    assert (
        "The first 20 % of lines held 36 % of the fixes (random 22 %, classic hotspot 31 %)."
        in told[middle + 4]
    )
    assert "Told by change-log fragments; 549 fixes in 6 windows of 182 days." in "\n".join(told)


def test_the_proof_has_means_and_every_window_with_verbose() -> None:
    told = lines(detail=Detail.VERBOSE, width=100)
    start = told.index(row(told, "Is that order worth"))
    assert re.search(r"What to read first +36 % +0\.69 +22 %$", told[start + 1])
    assert re.search(r"Random +22 % +0\.52 +17 %$", told[start + 8])
    by_window = next(i for i, line in enumerate(told) if line.startswith("rec20"))
    assert len(re.findall(r"\d{4}-\d\d", told[by_window])) == 6
    assert re.search(r"What to read first( +\d\d %){6}$", told[by_window + 1])
    assert re.search(r"Fixes that came( +\d\d){6}$", told[by_window + 9])
    assert "Is that order" not in "\n".join(lines())


def test_no_claim_says_why_and_marks_the_figures() -> None:
    report = reports.without_claim()
    told = " ".join("\n".join(lines(report)).split())
    assert (
        "No claim is made of this order: 19 fixes told by keywords in 2 windows; under 30 nothing is claimed."
        in told
    )
    assert "of lines held" not in told
    verbose = "\n".join(lines(report, detail=Detail.VERBOSE))
    assert "which carry no claim" in verbose
    assert "by window" in verbose
    assert "Told by" not in told, "the sentence names fixes and windows already"


def test_a_ranking_of_nothing_tells_only_its_reason() -> None:
    report = reports.without_claim()
    assert report.ranking is not None
    bare = replace(report.ranking, files=(), proof=replace(report.ranking.proof, windows=()))
    told = "\n".join(lines(replace(report, ranking=bare)))
    assert "No claim is made" in told
    assert "What to read first" not in told
    assert "Told by" not in told


def test_without_ranking_and_debt_nothing_of_them_is_told() -> None:
    told = "\n".join(lines(reports.lively()))
    for absent in ("What to read first", "Debt", "hours buy", "a year (80 %)", "course"):
        assert absent not in told
    assert "Costliest files" in told
    assert "Costliest files" not in "\n".join(lines())


def test_debt_is_three_lines_with_what_is_set_aside() -> None:
    told = lines(width=120)
    start = told.index(row(told, "Debt"))
    assert told[start] == (
        "Debt  32 findings, 12 set aside (34 h): 380 to 900 h to mend all, 190 (120 to 300) h a year to carry"
    )
    assert (
        told[start + 1].strip()
        == "12 % (9 to 16 %) of the code needs work; mending costs 3 % (2 to 5 %) of a rebuild"
    )
    assert told[start + 2].strip() == (
        "Rows: half of cases to nine of ten; sums: 80 % intervals; mainstay explain debt-price"
    )
    assert told[start + 3] == ""


def test_an_empty_repository_is_told_once_and_without_a_gap() -> None:
    told = "\n".join(lines(replace(reports.empty(), notices=())))
    assert told.count("commit") == 1
    assert "To know" not in told


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize(
    "builder", [reports.priced, reports.without_claim], ids=lambda builder: builder.__name__
)
def test_every_line_fits_and_a_unit_stays_with_its_figure(builder, width: int) -> None:
    for detail in (Detail.NORMAL, Detail.VERBOSE):
        told = lines(builder(), width, detail=detail)
        assert all(cell_len(line) <= width for line in told)
        assert not any(re.match(r" *(%|h)\b", line) for line in told)
        assert "\ufdd0" not in "".join(told)
