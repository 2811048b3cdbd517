"""The list is ordered by gain, filtered without losing ranks, and says how much there is of what was asked for."""

from dataclasses import replace

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.analysis.effort.owing import bought_of, carrying_of
from mainstay.domain.backlog import Backlog
from tests.fakes.priced_reports import backlog_report, priced

REPORT = backlog_report(12)


def prints(backlog: Backlog) -> list[int]:
    return [int(row.finding.fingerprint[1:4], 16) for row in backlog.rows]


def test_by_gain_and_without_a_price_last_in_the_reports_order() -> None:
    made = backlog_of(REPORT, Wanted())
    assert prints(made) == [11, 10, 8, 7, 5, 4, 2, 1, 0, 3, 6, 9]
    assert [row.rank for row in made.rows] == list(range(1, 13))
    assert made.rows[0].gain == 8.25
    assert {row.gain for row in made.rows[8:]} == {None}
    assert [row.bought for row in made.rows] == [True, True] + [False] * 10
    assert (made.total, made.matching, made.suppressed) == (12, 12, 5)


def test_equal_gains_keep_their_order() -> None:
    report = replace(REPORT, findings=tuple(priced(one, 1.0, 2.0) for one in REPORT.findings))
    assert prints(backlog_of(report, Wanted())) == list(range(12))


def test_ranks_are_those_of_the_whole_list() -> None:
    codes = {REPORT.findings[10].code}
    made = backlog_of(REPORT, Wanted(codes, top=2))
    assert {row.finding.code for row in made.rows} == codes
    whole = {row.finding.fingerprint: row.rank for row in backlog_of(REPORT, Wanted()).rows}
    assert all(whole[row.finding.fingerprint] == row.rank for row in made.rows)
    assert made.matching == sum(one.code in codes for one in REPORT.findings)
    assert made.total == 12


def test_sums_and_the_budget_are_those_of_what_is_asked_for() -> None:
    codes = {REPORT.findings[10].code}
    asked = [one for one in REPORT.findings if one.code in codes]
    made, whole = backlog_of(REPORT, Wanted(codes, top=1)), backlog_of(REPORT, Wanted())
    assert (made.filtered, whole.filtered) == (True, False)
    assert made.bought == bought_of(asked, 20.0)
    assert set(made.bought.findings) <= {one.fingerprint for one in asked}
    assert made.carrying == carrying_of(asked)
    assert made.carrying.middle < whole.carrying.middle
    assert made.effort.middle < whole.effort.middle
    nothing = backlog_of(REPORT, Wanted(path=lambda _: False))
    assert (nothing.filtered, nothing.matching, nothing.effort, nothing.bought.findings) == (
        True,
        0,
        None,
        (),
    )


def test_paths_are_asked_for_by_a_predicate() -> None:
    assert backlog_of(REPORT, Wanted(path=lambda _: False)).rows == ()
    path = REPORT.findings[0].path
    made = backlog_of(REPORT, Wanted(path=path.__eq__))
    assert {row.finding.path for row in made.rows} == {path}


def test_suppressed_ones_stand_alone_and_nothing_buys_them() -> None:
    made = backlog_of(REPORT, Wanted(suppressed=True))
    assert sorted(prints(made)) == [0, 1, 2, 3, 4]
    assert (made.total, made.matching, made.of_suppressed, made.bought) == (5, 5, True, None)


def test_what_a_report_had_to_cut_off_counts() -> None:
    report = replace(REPORT, findings_total=40_000)
    made = backlog_of(report, Wanted(top=3))
    assert (made.total, made.matching, len(made.rows)) == (40_000, 40_000, 3)


def test_without_debt_and_findings() -> None:
    report = replace(REPORT, debt=None, findings=(), findings_total=0, suppressed=())
    made = backlog_of(report, Wanted(), 85, "EUR")
    assert (made.rows, made.bought, made.rate, made.currency) == ((), None, 85, "EUR")
