"""The past year in moments: what grew is named, what only moved is not."""

from datetime import UTC, datetime

import pytest

from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Movement
from mainstay.domain.trend import PathTrend
from tests.fakes.source import DAY, MadeUpRepository
from tests.unit.keepers.code.looking import Looker, file_of, function, look, module, notice_of

MONTH = 30 * DAY
# 10 January 2025.
BEGIN = 1_736_503_200


def widget(number: int, decisions: int = 10) -> str:
    return module(f"draw{number}", decisions=10) + module(f"fill{number}", decisions=decisions)


def order(number: int, decisions: int = 10) -> str:
    return module(f"add{number}", f"sum{number}", decisions=decisions)


def history(months: int = 14) -> MadeUpRepository:
    """Begin a repository so many months before "now", with folders of several files and a commit every ten days."""
    made = MadeUpRepository(now=BEGIN)
    made.commit(
        {
            **{f"src/dashboard/w{number}.py": widget(number) for number in range(5)},
            **{f"src/orders/o{number}.py": order(number) for number in range(5)},
            "src/main.py": module("main", decisions=4),
        }
    )
    pass_time(made, months)
    return made


def pass_time(made: MadeUpRepository, months: int) -> None:
    until = made.now + months * MONTH
    while made.now + 10 * DAY <= until:
        made.commit({"notes.txt": f"{made.now}\n"}, at=made.now + 10 * DAY)


def trend_of(report: CodeReport, path: str) -> PathTrend:
    assert report.trend is not None
    return next(one for one in (*report.trend.folders, *report.trend.files) if one.path == path)


def told(report: CodeReport) -> list[tuple[str, str]]:
    assert report.trend is not None
    return [(change.path, change.measure) for change in report.trend.worse]


def moved(report: CodeReport, since: str) -> Movement:
    return next(movement for movement in report.movements if movement.since == since)


def grown_dashboard() -> MadeUpRepository:
    made = history()
    # Each of the five files gets three decisions more than its twenty: 15 % in all, in no single one most of it.
    made.commit({f"src/dashboard/w{number}.py": widget(number, decisions=13) for number in range(5)})
    pass_time(made, 1)
    return made


def test_growth_of_a_folder_is_named_with_its_share() -> None:
    report = look(grown_dashboard())
    assert report.trend is not None
    (change,) = report.trend.worse
    assert (change.path, change.measure, change.since) == ("src/dashboard/", "cognitive", "a quarter")
    assert (change.before, change.after) == (100, 115)
    assert change.share == pytest.approx(0.15)
    assert report.trend.better == ()


def test_growth_that_is_mended_is_better() -> None:
    made = grown_dashboard()
    pass_time(made, 4)
    made.commit({f"src/dashboard/w{number}.py": widget(number) for number in range(5)})
    report = look(made)
    assert report.trend is not None
    (change,) = report.trend.better
    assert (change.path, change.before, change.after) == ("src/dashboard/", 115, 100)
    assert report.trend.worse == ()


def test_growth_in_one_file_is_told_of_the_file() -> None:
    made = history()
    made.commit({"src/orders/o1.py": order(1, decisions=30)})
    report = look(made)
    assert told(report) == [("src/orders/o1.py", "cognitive")]


def test_moments_are_month_starts_and_the_head() -> None:
    made = history()
    report = look(made)
    assert report.trend is not None
    moments = report.trend.moments
    assert len(moments) == 13
    for moment in moments[:-1]:
        when = datetime.fromtimestamp(moment.at, UTC)
        assert (when.day, when.hour, when.minute, when.second) == (1, 0, 0, 0)
        commit = made.commits[moment.commit]
        assert commit.time <= moment.at
        assert commit.time > moment.at - 11 * DAY
    assert (moments[-1].at, moments[-1].commit) == (made.now, made.head)
    assert all(moment.figures.files == 11 and moment.score.shape is not None for moment in moments)
    assert {moment.commits for moment in moments[1:-1]} <= {2, 3, 4}


def test_a_young_repository_has_fewer_moments() -> None:
    made = history(2)
    report = look(made)
    assert report.trend is not None
    assert len(report.trend.moments) == 3
    assert report.trend.worse == report.trend.better == ()
    assert {movement.since for movement in report.movements} <= {"a month"}


def test_a_renamed_file_keeps_its_course() -> None:
    made = history()
    made.commit(renames={"src/orders/o1.py": "src/orders/basket.py"})
    made.commit({"src/orders/o2.py": order(2, decisions=40)})
    report = look(made)
    assert told(report) == [("src/orders/o2.py", "cognitive")]
    assert file_of(report, "src/orders/basket.py").history.created_at == BEGIN + DAY
    for movement in report.movements:
        assert "src/orders/basket.py" not in {mover.path for mover in movement.movers}


def test_a_folder_that_moved_as_a_whole_did_not_change() -> None:
    made = history()
    made.commit(renames={f"src/orders/o{number}.py": f"lib/orders/o{number}.py" for number in range(5)})
    report = look(made)
    assert report.trend is not None
    assert report.trend.worse == report.trend.better == ()
    then = trend_of(report, "lib/orders/").figures
    assert all(figures is not None and figures.cognitive == 100 for figures in then)
    for movement in report.movements:
        assert movement.after == pytest.approx(movement.before)
        assert movement.movers == ()


def test_two_files_that_swap_their_names_did_not_change() -> None:
    made = history()
    made.commit({"src/orders/o0.py": order(0, decisions=60)}, at=made.now + DAY)
    pass_time(made, 6)
    made.commit(renames={"src/orders/o0.py": "src/main.py", "src/main.py": "src/orders/o0.py"})
    report = look(made)
    assert report.trend is not None
    for movement in report.movements:
        if movement.since != "a year":
            assert movement.movers == ()


def test_a_file_that_came_or_went_is_told_of_its_folder() -> None:
    made = history()
    made.commit(
        {"src/new/a.py": module("f", "g", decisions=20), "src/orders/o4.py": None, "src/orders/o3.py": None},
    )
    report = look(made)
    assert report.trend is not None
    assert [change.path for change in report.trend.worse] == ["src/new/"]
    assert [change.path for change in report.trend.better] == ["src/orders/"]
    assert report.trend.worse[0].share is None


def test_what_moved_the_score_sums_to_the_move() -> None:
    made = history()
    pass_time(made, 1)
    made.commit({"src/orders/o1.py": function("knot", decisions=60, lines=80)})
    pass_time(made, 2)
    made.commit({"src/main.py": function("other", decisions=50, lines=20), "src/orders/o2.py": None})
    report = look(made)
    assert {movement.since for movement in report.movements} == {"a month", "a quarter", "a year"}
    for movement in report.movements:
        causes = sum(mover.points for mover in movement.movers) + movement.rest
        assert movement.after == report.score.value
        assert causes == pytest.approx(movement.after - movement.before, abs=1e-6)
        assert movement.movers[0].points < 0
        assert abs(movement.rest) < 0.5
    assert moved(report, "a month").movers[0].path == "src/main.py"
    assert {mover.path for mover in moved(report, "a year").movers} >= {"src/main.py", "src/orders/o1.py"}


def test_copies_are_counted_in_each_moment_by_itself() -> None:
    copied = "".join(function(f"f{number}", decisions=2, lines=4) for number in range(12))
    made = history()
    made.commit({"src/orders/x.py": copied, "src/orders/y.py": "import y\n" + copied})
    pass_time(made, 5)
    made.commit({"src/orders/y.py": "y = 1\n"})
    report = look(made)
    lines = [figures.duplicated_lines for figures in trend_of(report, "src/orders/").figures if figures]
    assert lines[0] == 0
    assert max(lines) > 200
    assert lines[-1] == 0
    assert ("src/orders/", "duplicated_lines") not in told(report)


def test_fixes_and_people_of_each_month() -> None:
    made = history(13)
    pass_time(made, 1)
    for _ in range(4):
        made.commit({"src/main.py": module("main", decisions=4) + f"# {made.now}\n"}, "Fix a crash", by="Ben")
    report = look(made, options=CheckOptions(churn=Churn.YEAR))
    assert report.trend is not None
    last = report.trend.moments[-1]
    assert last.fixes + report.trend.moments[-2].fixes == 4
    assert last.people == 2 or report.trend.moments[-2].people == 2
    assert all(moment.added >= 0 and moment.deleted >= 0 for moment in report.trend.moments)


def test_clocks_that_were_wrong_do_not_disturb_the_moments() -> None:
    made = history()
    made.commit({"src/main.py": module("main", decisions=5)}, at=made.now + 400 * DAY)
    made.commit({"src/main.py": module("main", decisions=6)}, at=made.now - 395 * DAY)
    made.commit({"src/main.py": module("main", decisions=7)}, at=made.now - 3000 * DAY)
    made.commit({"src/main.py": module("main", decisions=8)}, at=made.now + 3000 * DAY + 20 * DAY)
    report = look(made)
    assert report.trend is not None
    times = [moment.at for moment in report.trend.moments]
    assert times == sorted(times)
    assert file_of(report, "src/main.py").history.commits == 5


def test_an_old_tree_that_cannot_be_read_leaves_a_gap_that_is_said() -> None:
    made = history()
    source = made.opened()
    whole = Looker().look(source)
    assert whole.trend is not None
    broken = whole.trend.moments[4].commit
    source = made.opened()
    source.broken = {broken}
    report = Looker().look(source)
    assert report.trend is not None
    assert len(report.trend.moments) == 12
    assert broken not in {moment.commit for moment in report.trend.moments}
    notice = notice_of(report, "trend-gaps")
    assert notice is not None
    assert notice.examples == (broken,)


def test_a_merged_branch_is_one_step_of_the_mainline() -> None:
    made = history()
    main = made.head
    made.commit({"src/orders/o1.py": order(1, decisions=25)}, by="Ben")
    branch = made.head
    made.head = main
    made.commit({"notes.txt": "meanwhile"})
    made.commit({"src/orders/o1.py": order(1, decisions=25)}, "Merge", merging=[branch])
    report = look(made)
    assert told(report) == [("src/orders/o1.py", "cognitive")]
    assert report.history is not None
    assert report.history.merges == 1
    assert file_of(report, "src/orders/o1.py").history.commits == 2
