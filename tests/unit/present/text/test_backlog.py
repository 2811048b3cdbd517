"""The list on a terminal: what stands at which width, and that nothing of the repository's steers it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.domain.backlog import Backlog
from mainstay.domain.finding import Certainty, Suppression
from mainstay.present.text.backlog import render
from mainstay.present.text.look import Colours, Detail, Look
from mainstay.present.visible import HIDDEN
from tests.fakes import written_reports as reports
from tests.fakes.priced_reports import backlog_report, priced

REPORT = backlog_report(12)
LIST = backlog_of(REPORT, Wanted(top=10))
SUPPRESSED = backlog_of(REPORT, Wanted(suppressed=True))
UNPRICED = backlog_of(reports.lively(), Wanted())


def test_rows_stand_with_gain_place_effort_and_since() -> None:
    lines = render(LIST, Look(124), hint="--top 12", next_command="mainstay explain x").split("\n")
    assert lines[0] == "sympy  12 findings to mend, by hours saved a year for an hour of work"
    told = " ".join(lines[1:4]).replace("\u202f", " ").split()
    assert " ".join(told) == (
        "13 to 35 h to mend all, 72 (0 to 120) h a year to carry "
        "20 hours buy this (the best 2): saves 52 (30 to 90) hours a year and prevents 3 (1 to 6) fixes; "
        "it pays back in about 4 months, marked *"
    )
    assert lines[5].split() == ["#", "id", "gain", "what", "where", "effort", "a", "year", "since"]
    first = lines[6].split()
    assert first[:3] == ["1*", LIST.rows[0].ident, "8.2"]
    assert " ".join(first[-11:]) == "2 to 6 h 16 to 33 h over a year"
    assert [line.replace("\u202f", " ") for line in lines[-6:]] == [
        "  2 more: --top 12",
        "  5 set aside: mainstay list --suppressed",
        "  Rows: half of cases to nine of ten; sums: 80 % intervals",
        "",
        "Next: mainstay explain x",
        "",
    ]


def test_money_stands_in_place_of_hours_a_year() -> None:
    told = render(backlog_of(REPORT, Wanted(), 85, "EUR"), Look(120))
    assert "saves 52 (30 to 90) hours a year (EUR 2,600 to 7,600) and" in " ".join(told.split())
    assert " EUR 1,400 to 2,800" in told


def test_a_gain_of_nothing_and_what_nobody_judged_are_said_in_words() -> None:
    free = replace(
        priced(REPORT.findings[1], 2.0, 0.0), certainty=Certainty(0.5, 0.01, 0.99, "unused-dependency")
    )
    report = replace(REPORT, findings=(free, REPORT.findings[0]), findings_total=2)
    lines = render(backlog_of(report, Wanted()), Look(140)).split("\n")
    rows = [line.split() for line in lines if line.strip()[:2] in {"1 ", "2 "}]
    assert rows[0][2] == "none"
    assert " ".join(rows[0]).count("none seen not judged") == 1
    assert rows[1][2] == "–"


def test_without_prices_the_order_is_that_of_urgency_and_says_so() -> None:
    told = render(UNPRICED, Look(100))
    assert "findings to mend, by urgency and points lost\n" in told
    assert "gain" not in told
    assert "points lost" in told.split("\n")[2]


def test_what_is_set_aside_stands_with_its_reason_and_last_day() -> None:
    lines = render(SUPPRESSED, Look(120)).split("\n")
    assert lines[0] == "sympy  5 findings set aside"
    assert lines[1].strip().replace("\u202f", " ").startswith("4 to 15 h to mend all, ")
    assert lines[3].split() == ["#", "what", "where", "by", "until", "reason"]
    assert "planned for the spring" in lines[4]
    assert sum("2027-03-01" in line for line in lines) == 2


def test_a_part_of_the_list_is_headed_by_what_it_comes_to() -> None:
    codes = {REPORT.findings[10].code}
    part = backlog_of(REPORT, Wanted(codes))
    told = " ".join(render(part, Look(120)).replace("\u202f", " ").split())
    assert told.startswith(f"sympy {part.matching} of 12 findings to mend match, by hours saved")
    assert f"20 hours buy this (the best {sum(row.bought for row in part.rows)}): " in told
    assert "to mend all, " in told


def test_quiet_is_the_rows_alone() -> None:
    lines = render(LIST, Look(100), detail=Detail.QUIET, hint="x").rstrip("\n").split("\n")
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("report", "wanted", "words"),
    [
        (replace(REPORT, findings=(), findings_total=0), Wanted(), "Nothing is left to mend."),
        (replace(REPORT, suppressed=()), Wanted(suppressed=True), "Nothing is set aside."),
        (REPORT, Wanted(path=lambda _: False), "No finding matches the filter."),
    ],
)
def test_an_empty_list_says_why(report, wanted: Wanted, words: str) -> None:
    assert words in render(backlog_of(report, wanted), Look(80))


@pytest.mark.parametrize("width", [1, 40, 60, 80, 100, 120, 140, 200, 400])
@pytest.mark.parametrize("backlog", [LIST, SUPPRESSED, UNPRICED], ids=["list", "suppressed", "unpriced"])
def test_every_line_fits_every_width(backlog: Backlog, width: int) -> None:
    look = Look(width)
    assert max(cell_len(line) for line in render(backlog, look, hint="--top 12").split("\n")) <= look.columns
    coloured = render(backlog, Look(width, Colours.MANY))
    assert "\x1b[" in coloured


def test_what_was_found_stands_beside_its_code_where_there_is_room() -> None:
    sentence = LIST.rows[0].finding.text[:20]
    assert sentence in render(LIST, Look(170))
    assert sentence not in render(LIST, Look(100))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.sampled_from([40, 60, 80, 140]), st.booleans())
def test_any_text_of_the_repository_fits_and_steers_nothing(
    text: str, width: int, of_suppressed: bool
) -> None:
    hostile = replace(
        REPORT.findings[1],
        path=text,
        symbol=text,
        text=text,
        code=text,
        suppressed=Suppression("comment", text),
    )
    report = replace(
        REPORT,
        repository=replace(REPORT.repository, name=text),
        findings=(hostile,),
        suppressed=(hostile,),
        findings_total=1,
    )
    told = render(backlog_of(report, Wanted(suppressed=of_suppressed), 85, text), Look(width), hint="all")
    assert not HIDDEN.search(told.replace("\n", ""))
    assert max(map(cell_len, told.split("\n"))) <= width


def test_ascii_is_ascii() -> None:
    assert render(LIST, Look(80, unicode=False)).isascii()
