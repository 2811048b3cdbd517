"""The terminal report: what it tells, that it fits every width, and that no text from outside gets through to the terminal."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mainstay.domain.health import Mover
from mainstay.domain.notice import Weight
from mainstay.present import markdown
from mainstay.present.html import report as html
from mainstay.present.text.look import Colours, Detail, Look
from mainstay.present.text.report import render
from tests.fakes import written_reports as reports

BUILDERS = [reports.lively, reports.without_history, reports.without_code, reports.empty, reports.hostile]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def lines(report=None, width: int = 100, **options) -> list[str]:
    return render(report or reports.lively(), Look(width), **options).split("\n")


def row(of: list[str], start: str) -> str:
    return next(line for line in of if line.strip().startswith(start))


def test_the_headline_tells_score_movement_and_causes() -> None:
    assert " ".join(lines()[:2]).startswith(
        "sympy  82/100, down from 85 a quarter ago: more complexity in sympy/physics/mechanics/kane.py, more duplication in"
    )


def test_the_scope_tells_commit_age_uncommitted_files_and_size() -> None:
    told = "\n".join(lines()[:9])
    for words in [
        "commit 9f9f9f9f9f on master",
        "3 hours ago (2025-11-21 05:00:00 UTC)",
        "with uncommitted files: 2 edited, 1 added",
        "Python: 1,480 files, 410,020 code lines",
        "files only counted: C 12, JavaScript 4",
        "set apart: 31 generated, 6 vendored",
        "62,012 commits by 1,391 people",
        "18 % of them fixes",
        "bus factor 7",
    ]:
        assert words in told


def test_parts_stand_with_points_share_and_past() -> None:
    told = lines()
    assert re.search(r"Complexity +━+╸?─+ +17\.4 / 25 +30 % +[▁▂▃▄▅▆▇█]{13}$", row(told, "Complexity"))
    assert re.search(r"Code shape +79 / 100", row(told, "Code shape"))
    assert re.search(r"History +90 / 100", row(told, "History"))


def test_changes_stand_with_measure_change_lines_and_points() -> None:
    told = lines()
    worse = row(told, "sympy/physics/mechanics/ ")
    assert re.search(r"cognitive complexity +4,312 → 4,960 +\+15 % +\+4 % +−0\.9$", worse)
    assert "new" in row(told, "sympy/parsing/latex/")
    assert told.index(row(told, "Got worse")) < told.index(worse) < told.index(row(told, "Got better"))


def test_a_calm_quarter_is_told_and_an_unknown_one_is_not() -> None:
    calm = "In shape, no folder or file got measurably worse or better this quarter."
    report = reports.lively()
    assert calm not in lines(report)
    still = replace(report.trend, worse=(), better=())
    assert calm in lines(replace(report, trend=still))
    assert calm not in lines(replace(report, trend=replace(still, moments=still.moments[-1:])))


def test_movements_name_their_causes() -> None:
    told = lines(width=140)
    assert re.search(
        r"85\.0 +−2\.7 +−1\.6 sympy/physics/mechanics/kane\.py \(complexity\), −0\.8",
        row(told, "a quarter ago"),
    )
    assert "no score at that point" in row(told, "a year ago")
    assert "duplication" not in row(told, "at the last run"), "what rounds to nothing is no cause"


def test_worst_files_and_functions_stand_in_order() -> None:
    told = lines(width=140)
    assert re.search(
        r"kane\.py +0\.94 +568 +86 +37 +12 +Ada Lovelace, 41 %", row(told, "sympy/physics/mechanics/kane.py ")
    )
    functions = [line for line in told if "simplify " in line and ".py:120" in line]
    assert len(functions) == 5
    assert re.search(r"simplify +64 +54 +8 +4 +sympy/core/expr\.py:120", functions[0])


def test_findings_are_counted_by_code_with_the_command_that_explains() -> None:
    told = lines(width=120)
    assert "first 20 of 412" in row(told, "Findings")
    assert re.search(
        r"complex-function +9 +9 +1\.13 +sympy/simplify/module_0\.py:100 simplify",
        row(told, "complex-function"),
    )
    assert row(told, "mainstay explain").strip().startswith("mainstay explain complex-function")


def test_top_bounds_the_rows_and_verbose_triples_them() -> None:
    def files(told: list[str]) -> int:
        start = told.index(row(told, "Costliest files"))
        return next(i for i, line in enumerate(told[start:]) if not line) - 1

    assert files(lines(top=2)) == 2
    assert files(lines(top=2, detail=Detail.VERBOSE)) == 6


def test_quiet_is_the_headline_alone() -> None:
    told = render(reports.lively(), Look(200), detail=Detail.QUIET, next_command="x")
    assert told.count("\n") == 1
    assert told.startswith("sympy  82/100, down from 85")


def test_notices_that_limit_are_always_told_and_all_with_verbose() -> None:
    normal, verbose = "\n".join(lines()), "\n".join(lines(detail=Detail.VERBOSE))
    assert "! 1 Python file does not parse" in normal
    assert "submodules" not in normal
    assert "1 more note with -v" in normal
    assert (
        "- 2 submodules are not looked into. Mend: run mainstay check in each (skipped-submodule)" in verbose
    )
    assert "such as doc/theme, vendor/x" in verbose
    assert "more with -v" not in verbose


def test_the_last_line_suggests_the_next_command() -> None:
    assert lines(next_command="mainstay check --html x.html")[-2] == "Next: mainstay check --html x.html"
    assert not any(line.startswith("Next:") for line in lines())


def test_a_remembered_look_says_so() -> None:
    assert "nothing had changed since the last look" in lines(replace(reports.lively(), remembered=True))[-2]
    assert lines()[-2] == "looked at in 6.8 s, mainstay 0.1.0; 1 more note with -v"


def test_without_history_the_parts_say_why_and_nothing_is_made_up() -> None:
    told = "\n".join(lines(reports.without_history()))
    assert told.startswith("sympy  79/100\n")
    assert told.count("the history was not read") == 3
    for absent in ["12 months", "Got worse", "What moved", "changes a year", "commits by", "0 fixes"]:
        assert absent not in told


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (reports.empty(), "new  no score: nothing is committed yet"),
        (reports.without_code(), "sympy  no score: no code in a language whose syntax is read"),
    ],
)
def test_without_a_score_the_reason_stands_first(report, reason: str) -> None:
    told = lines(report)
    assert told[0] == reason
    assert not any(line.startswith("Score") for line in told)


def test_without_any_evidence_the_first_reason_is_told() -> None:
    report = reports.without_history()
    unknown = tuple(replace(part, points=None, reason="too little code") for part in report.score.parts)
    told = lines(replace(report, score=replace(report.score, value=None, shape=None, parts=unknown)))
    assert told[0] == "sympy  no score: too little code"


def test_a_score_that_did_not_move_says_so() -> None:
    report = reports.lively()
    still = tuple(replace(movement, before=82.2) for movement in report.movements)
    assert lines(replace(report, movements=still))[0] == "sympy  82/100, as a quarter ago"


def test_causes_of_one_part_are_told_together_and_the_code_base_itself_is_none() -> None:
    report = reports.lively()
    quarter = next(movement for movement in report.movements if movement.since == "a quarter")
    movers = (
        Mover("", "complexity", -2.0),
        Mover("a.py", "complexity", -0.9),
        Mover("c.py", "duplication", 0.5),
    )
    movers += (Mover("b.py", "complexity", -0.3), Mover("d.py", "complexity", -0.2))
    told = lines(replace(report, movements=(replace(quarter, movers=movers),)), width=140)
    assert told[0] == "sympy  82/100, down from 85 a quarter ago: more complexity in a.py and b.py"
    assert "−2.0 the code base as a whole (complexity), −0.9 a.py (complexity)" in row(told, "a quarter ago")


def test_a_score_that_rose_names_what_helped() -> None:
    report = reports.lively()
    rose = next(movement for movement in report.movements if movement.since == "a month")
    movers = tuple(replace(mover, points=-mover.points) for mover in rose.movers)
    told = lines(replace(report, movements=(replace(rose, before=80.0, movers=movers),)), width=200)
    assert told[0].startswith("sympy  82/100, up from 80 a month ago: less complexity in")


@pytest.mark.parametrize("width", [1, 40, 60, 61, 72, 79, 80, 90, 100, 119, 140, 200, 5_000])
@pytest.mark.parametrize("report", BUILDERS, ids=lambda builder: builder.__name__)
def test_every_line_fits_every_width(report, width: int) -> None:
    room = max(40, min(200, width))
    for detail in Detail:
        for colours in (Colours.NONE, Colours.MANY):
            told = render(report(), Look(width, colours), detail=detail, next_command="mainstay check")
            shown = ESCAPE.sub("", told).split("\n")
            assert [line for line in shown if cell_len(line) > room] == []
            assert all(line == line.rstrip() for line in shown)


@pytest.mark.parametrize("report", BUILDERS, ids=lambda builder: builder.__name__)
@pytest.mark.parametrize("colours", [colours for colours in Colours if colours is not Colours.NONE])
def test_colours_change_nothing_but_colours(report, colours: Colours) -> None:
    plain = render(report(), Look(100), next_command="x")
    coloured = render(report(), Look(100, colours), next_command="x")
    assert coloured != plain
    stripped = ESCAPE.sub("", coloured)
    assert stripped == plain


def test_colours_come_from_the_palette_that_was_asked_for() -> None:
    many = render(reports.lively(), Look(100, Colours.MANY))
    assert "38;5;29m" in many
    assert "38;5;167m" in many
    standard = render(reports.lively(), Look(100, Colours.STANDARD))
    assert not re.search(r"38;[25];", standard)
    assert re.search(r"\x1b\[1;32m82/100", standard)
    assert "\x1b[31m" in standard


@pytest.mark.parametrize("report", BUILDERS, ids=lambda builder: builder.__name__)
def test_ascii_is_ascii_of_the_same_shape(report) -> None:
    told = render(report(), Look(100, unicode=False), detail=Detail.VERBOSE)
    assert told.isascii()
    assert len(told.split("\n")) == len(render(report(), Look(100), detail=Detail.VERBOSE).split("\n"))


@pytest.mark.parametrize("detail", list(Detail))
def test_hostile_texts_reach_no_terminal(detail: Detail) -> None:
    told = render(reports.hostile(), Look(120), detail=detail, next_command=reports.NASTY)
    steering = {char for char in told if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} - {
        "\n"
    }
    assert steering == set()
    assert "\\x1b]0;owned" in told
    assert "\\u202e" in render(reports.hostile(), Look(200), detail=Detail.VERBOSE)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.integers(40, 200))
def test_any_name_fits_and_steers_nothing(name: str, width: int) -> None:
    report = reports.lively()
    file = replace(report.files[0], file=replace(report.files[0].file, path=name))
    notice = replace(report.notices[0], text=name, weight=Weight.LIMIT)
    hostile = replace(
        report,
        repository=replace(report.repository, name=name),
        files=(file,),
        notices=(notice,),
        findings=tuple(
            replace(finding, path=name, symbol=name, code=name) for finding in report.findings[:2]
        ),
    )
    told = render(hostile, Look(width))
    assert all(cell_len(line) <= width for line in told.split("\n"))
    assert not {char for char in told if unicodedata.category(char) in {"Cc", "Cs"}} - {"\n"}


def test_labels_stand_with_the_scope_in_every_format() -> None:
    report = replace(reports.lively(), labels={"tier": "1", "team": "pay\x1b[31m<b>"})
    assert any(line.strip() == "team: pay\\x1b[31m<b>; tier: 1" for line in lines(report))
    assert "team: pay\\\\x1b\\[31m&lt;b&gt;; tier: 1." in markdown.render(report)
    assert "<span>tier <b>1</b></span>" in html.render(report)
    assert "<span>team <b>pay\\x1b[31m&lt;b&gt;</b></span>" in html.render(report)


def test_an_old_commit_says_where_its_spans_end() -> None:
    report = reports.lively()
    note = "all months, quarters and years end then"
    old = replace(report, scope=replace(report.scope, taken_at=report.scope.committed_at + 31 * 86_400))
    for told in ("\n".join(lines(old)), markdown.render(old), html.render(old)):
        assert note in " ".join(told.split())
    for told in ("\n".join(lines(report)), markdown.render(report), html.render(report)):
        assert note not in " ".join(told.split())


def test_a_score_names_the_files_that_it_could_not_look_at() -> None:
    report = reports.lively()
    broken = replace(report.findings[0], code="does-not-parse")
    one = replace(report, findings=(broken,))
    two = replace(report, findings=(broken, broken))
    assert "82/100 without 1 file that does not parse, down from 85" in " ".join(lines(one)[:3])
    assert "82/100 without 2 files that do not parse, down from 85" in " ".join(lines(two)[:3])


def test_the_cause_that_went_the_way_of_the_whole_stands_first() -> None:
    report = reports.lively()
    movers = (Mover("a.py", "complexity", -0.4), Mover("b.py", "complexity", 0.3))
    (first, *_), since = report.movements, "a month"
    rose = replace(
        report, movements=(replace(first, since="a month", before=81.0, after=81.1, movers=movers),)
    )
    fell = replace(
        report, movements=(replace(first, since="a month", before=81.1, after=81.0, movers=movers),)
    )
    assert row(lines(rose), since).index("b.py") < row(lines(rose), since).index("a.py")
    assert row(lines(fell), since).index("a.py") < row(lines(fell), since).index("b.py")


@pytest.mark.parametrize(
    ("keys", "left", "words"),
    [
        (1, 0, "bus factor 1\n"),
        (1, 1, "bus factor 1, who has left"),
        (3, 3, "3, who have all left"),
        (3, 2, "3, 2 of whom have left"),
    ],
)
def test_a_bus_factor_of_those_who_have_left_says_so(keys: int, left: int, words: str) -> None:
    report = reports.lively()
    assert report.history is not None
    past = replace(report.history, bus_factor=keys, bus_factor_left=left)
    assert words in render(replace(report, history=past), Look(200)).replace(" \n", "\n")
