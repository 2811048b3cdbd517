"""Repositories that tell little, lie about time or are broken: their series are honest or not there, others are still read."""

import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.ledger.replaying import replay
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.forecast import Verdict
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal
from mainstay.wiring.repository_series import series_of_repositories
from tests.fakes.progress import WrittenProgress
from tests.fakes.repositories import START, Repo, Step, make_repository, small_repository, write_history
from tests.unit.keepers.code.looking import function, module

FAR, EPOCH = 4_070_908_800, 0
"""1 January 2099, and the second at which clocks without a battery begin."""


def read(
    *paths: Path, now: int, junit: tuple[str, ...] = (), progress: WrittenProgress | None = None
) -> tuple[list[tuple[Signal, Days]], list[Notice]]:
    notices: list[Notice] = []
    asked = ForecastAsked(repositories=tuple(map(str, paths)), junit=junit)
    groups = list(series_of_repositories(asked, now, notices, [], progress or WrittenProgress()))
    for group in groups:
        # Whatever comes is foretold and replayed without a failure.
        assert len(forecasts(group, now)) == len(group)
        replay(group, 8)
    return [series for group in groups for series in group], notices


def whole(series: list[tuple[Signal, Days]]) -> Days:
    """Give the days of the complexity of all."""
    return next(
        days for signal, days in series if signal.sort == "complexity" and signal.labels["folder"] == "/"
    )


def grown(path: Path, commits: int = 60, **about: int | None) -> Repo:
    """Make a repository in which a module gets more complex by the day; `about` are fields of each step."""
    repo = make_repository(path)
    steps = (
        Step({"src/a.py": module("one", "two", decisions=4 + number, lines=20)}, f"Change {number}", **about)
        for number in range(commits)
    )
    write_history(repo, steps)
    return repo


def test_growth_that_is_real_is_told(tmp_path: Path) -> None:
    repo = grown(tmp_path / "shop", commits=120)
    progress = WrittenProgress()
    series, notices = read(repo.path, now=repo.now + DAY, progress=progress)
    assert notices == []
    # Who waits for the reading of days sees how many there are, and all of them done.
    (days_read,) = (total for title, total in progress.stages if title == "Reading days")
    assert days_read is not None and progress.done["Reading days"] == days_read > 0
    signal, days = series[0]
    (told,) = forecasts([(signal, days)], repo.now + DAY)
    assert told.grows and told.level > told.was


def test_an_empty_repository(tmp_path: Path) -> None:
    make_repository(tmp_path / "empty")
    series, notices = read(tmp_path / "empty", now=START)
    assert series == []
    assert [(one.code, one.text.partition(":")[0]) for one in notices] == [
        ("repository-without-days", "empty")
    ]


def test_three_commits(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "small")
    series, _ = read(repo.path, now=repo.now + DAY)
    made = forecasts(series, repo.now + DAY)
    assert {one.verdict for one in made} == {Verdict.TOO_SHORT}
    # A month later it stands as it stood: that is known, not guessed.
    series, _ = read(repo.path, now=repo.now + 30 * DAY)
    assert {one.verdict for one in forecasts(series, repo.now + 30 * DAY)} == {Verdict.NO_LIMIT}


def test_a_shallow_clone(tmp_path: Path) -> None:
    repo = grown(tmp_path / "whole")
    repo.git("clone", "--quiet", "--depth", "5", f"file://{repo.path}", str(tmp_path / "cut"))
    series, notices = read(tmp_path / "cut", now=repo.now + DAY)
    assert len(whole(series).levels) == 5
    assert not any(signal.sort == "staleness" for signal, _ in series)
    assert "shallow-clone" in {one.code for one in notices}
    assert {signal.key.split()[0] for signal, _ in series} == {"cut"}


@pytest.mark.parametrize(("at", "known"), [(EPOCH, 168), (FAR, 0)])
def test_all_dates_are_impossible(tmp_path: Path, at: int, known: int) -> None:
    repo = grown(tmp_path / "shop", at=at)
    series, notices = read(repo.path, now=START + 100 * DAY)
    if known:
        assert len(whole(series).levels) == known
        assert len(set(whole(series).levels.tolist())) == 1
    else:
        assert series == []
        assert [one.code for one in notices] == ["repository-without-days"]


def test_some_dates_are_impossible(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "shop")
    steps = []
    for number in range(60):
        at = {20: EPOCH, 30: FAR, 59: FAR}.get(number, START + number * DAY)
        text = module("one", "two", decisions=4 + number, lines=20)
        steps.append(Step({"src/a.py": text}, f"Change {number}", at=at))
    write_history(repo, steps)
    series, notices = read(repo.path, now=START + 61 * DAY)
    levels = whole(series).levels
    assert "doubtful-dates" in {one.code for one in notices}
    assert 58 <= len(levels) <= 62
    assert (np.diff(levels) >= 0).all()


def test_merges_alone(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "shop")
    repo.commit({"src/a.py": module("one", lines=20)})
    for number in range(20):
        repo.git("checkout", "--quiet", "-b", f"work{number}")
        text = module("one", decisions=4 + number, lines=20)
        repo.commit({"src/a.py": text}, at=repo.now + DAY // 2)
        repo.git("checkout", "--quiet", "main")
        repo.merge(f"work{number}")
    series, _ = read(repo.path, now=repo.now + DAY)
    levels = whole(series).levels
    assert len(levels) == 21
    assert (np.diff(levels[1:]) > 0).all()


def test_files_that_come_go_and_fail_to_parse(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "shop")
    broken = "def f(:\n" * 40
    for number in range(30):
        there = number % 3
        repo.commit(
            {
                "a.py": function("f", decisions=number) if there else broken,
                "b.bin": bytes(range(256)),
                "c\x1b[31m.py": f"x = {number}\n" * 500,
            }
        )
    series, _ = read(repo.path, now=repo.now + DAY)
    assert all(np.isfinite(days.levels).any() for _, days in series)
    assert not any(math.isinf(level) for _, days in series for level in days.levels.tolist())


def test_contents_that_are_gone_leave_gaps(tmp_path: Path) -> None:
    repo = grown(tmp_path / "shop", commits=20)
    lost = repo.git("rev-parse", "main~5:src/a.py")
    _loose(repo)
    (repo.git_dir / "objects" / lost[:2] / lost[2:]).unlink()
    series, notices = read(repo.path, now=repo.now + DAY)
    assert np.flatnonzero(np.isnan(whole(series).levels)).tolist() == [14]
    assert [one.code for one in notices] == ["trend-gaps"]


def test_one_that_cannot_be_read_keeps_nobody_from_the_others(tmp_path: Path) -> None:
    good = grown(tmp_path / "good", commits=20)
    bad = grown(tmp_path / "bad", commits=20)
    objects = bad.git_dir / "objects"
    shutil.rmtree(objects)
    objects.mkdir()
    series, notices = read(bad.path, good.path, now=good.now + DAY)
    assert {signal.subject for signal, _ in series} == {"repo:good"}
    assert [one.code for one in notices] == ["repository-unread"]
    with pytest.raises(RunFailed):
        read(bad.path, now=good.now + DAY)


def test_what_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read(tmp_path, now=START)


def test_results_are_of_one_repository(tmp_path: Path) -> None:
    one, other = (small_repository(tmp_path / name).path for name in ("one", "other"))
    with pytest.raises(UsageError, match="one repository only"):
        read(one, other, now=START + 30 * DAY, junit=(str(tmp_path),))


def test_results_that_lie_about_time_or_are_no_results(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "shop")
    now = START + 40 * DAY
    results = tmp_path / "ci"
    results.mkdir()
    for number in range(30):
        failed = "<failure/>" if number % 10 == 0 else ""
        day = {3: "2099-01-01", 4: "1970-01-01", 5: "20260199"}.get(number, f"2026-01-{number + 1:02}")
        text = f'<testsuite><testcase classname="a" name="t" time="1">{failed}</testcase></testsuite>'
        (results / f"abc{number // 2:04}-{number}-{day}.xml").write_text(text)
    (results / "broken-abc0001.xml").write_text("<testsuite><testcase")
    series, notices = read(repo.path, now=now, junit=(str(results),))
    (days,) = (days for signal, days in series if signal.sort == "flakiness")
    known = days.levels[np.isfinite(days.levels)]
    assert len(known) == 27 and set(known.tolist()) == {0.0, 1.0}
    assert days.until <= now
    assert "results-unread" in {one.code for one in notices}


def _loose(repo: Repo) -> None:
    """Have each object in a file of its own."""
    packs = list((repo.git_dir / "objects" / "pack").glob("*.pack"))
    for pack in packs:
        content = pack.read_bytes()
        pack.unlink()
        pack.with_suffix(".idx").unlink()
        repo.git("unpack-objects", "-q", stdin=content)
