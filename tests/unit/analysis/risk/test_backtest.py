"""The ranking held against the past: finds planted risk, never looks ahead, and claims nothing from little."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.history.past import Past
from mainstay.analysis.risk.activity import Record
from mainstay.analysis.risk.backtest import known_at, model_at
from mainstay.analysis.risk.cuts import HORIZON, JUDGED, Cut, moments
from mainstay.analysis.risk.ranking import rank
from mainstay.domain.history import Mark
from mainstay.domain.ranking import LEAST_FIXES, OrderScore, Ranking, Window
from tests.oracles.history import NAMES, START, Commit, History, histories
from tests.unit.analysis.risk.pasts import DAY, NOW, commit, cut, labels_of, log_of

FILES = 60
LINES = {f"part{number % 4}/m{number}.py": 40 + 13 * number for number in range(FILES)}
# Neither the largest nor the smallest, and not those that change most.
FRAGILE = [name for number, name in enumerate(LINES) if 40 <= number < 46]


def years(chance: np.random.Generator, fixes_a_year: int = 120) -> list[Commit]:
    """Six years: changes fall anywhere, fixes mostly on the fragile files."""
    names = list(LINES)
    commits = [commit(2200, name) for name in names]
    for number in range(6 * fixes_a_year):
        days = 2190 * (1 - number / (6 * fixes_a_year))
        where = FRAGILE if chance.random() < 0.8 else names
        commits.append(commit(days, str(chance.choice(where)), fix=True))
        commits += [commit(days, str(chance.choice(names))) for _ in range(8)]
    return commits


def cuts_of(lines: dict[str, int]) -> list[Cut]:
    return [cut((NOW - at) / DAY, lines) for at in moments(NOW)]


def ranked(commits: Sequence[Commit]) -> Ranking:
    log = log_of(*commits)
    return rank(Past(log), cut(0, LINES), cuts_of(LINES), labels_of(log))


def scores(window: Window) -> dict[str, OrderScore]:
    return {score.order: score for score in window.scores}


def test_planted_risk_is_found_in_every_window() -> None:
    ranking = ranked(years(np.random.default_rng(1)))
    proof = ranking.proof
    assert len(proof.windows) == JUDGED
    assert (proof.claim, proof.reason) == (True, "")
    for window in proof.windows:
        found = scores(window)
        assert found["read-first"].rec20 > 0.7
        assert found["read-first"].popt > 0.85
        assert found["random"].popt == pytest.approx(0.5)
        assert window.touches / 2 < window.expected < window.touches * 2
        assert window.weight == pytest.approx(window.fixes)
    for simple, margin in (("random", 0.4), ("largest", 0.4), ("smallest", 0.4), ("hotspot", 0)):
        gained = [scores(one)["read-first"].rec20 - scores(one)[simple].rec20 for one in proof.windows]
        assert np.mean(gained) > margin
    assert {file.path for file in ranking.files[: len(FRAGILE)]} == set(FRAGILE)
    assert proof.calibrated >= 0.8


def test_windows_stand_newest_first_and_end_where_the_next_begins() -> None:
    windows = ranked(years(np.random.default_rng(2), 20)).proof.windows
    assert windows[0].end == NOW
    assert [window.begin for window in windows[:-1]] == [window.end for window in windows[1:]]
    assert all(window.lines == sum(LINES.values()) and window.files == FILES for window in windows)


def test_under_thirty_fixes_nothing_is_claimed_and_windows_are_listed_all_the_same() -> None:
    def with_fixes(count: int) -> Ranking:
        within = [commit(20 + 7 * number, FRAGILE[0], fix=True) for number in range(count)]
        return ranked([*(commit(2200, name) for name in LINES), *within])

    few, enough = with_fixes(LEAST_FIXES - 1).proof, with_fixes(LEAST_FIXES).proof
    assert (few.claim, few.fixes, len(few.windows)) == (False, LEAST_FIXES - 1, JUDGED)
    assert "29 fixes" in few.reason
    assert (enough.claim, enough.fixes, enough.reason) == (True, LEAST_FIXES, "")


def test_the_file_that_was_fixed_stands_first_however_few_fixes_there_are() -> None:
    ranking = ranked([*(commit(2200, name) for name in LINES), commit(300, "part0/m0.py", fix=True)])
    by_hour = max(ranking.files, key=lambda file: file.per_hour)
    assert by_hour.path == "part0/m0.py"
    assert not ranking.proof.claim


def test_without_any_fix_size_and_changes_decide() -> None:
    busy = [commit(days, "part1/m1.py") for days in range(1, 300, 5)]
    ranking = ranked([*(commit(2200, name) for name in LINES), *busy])
    order = [file.path for file in ranking.files]
    assert order.index("part1/m1.py") < 5
    assert order.index("part3/m59.py") < order.index("part0/m8.py")
    assert all(file.fixes > 0 for file in ranking.files)
    assert all(score.rec20 is None for window in ranking.proof.windows for score in window.scores)


def test_a_history_shorter_than_a_window_has_no_proof() -> None:
    log = log_of(*(commit(days, "a.py", fix=True) for days in range(100)))
    ranking = rank(Past(log), cut(0, {"a.py": 10}), [], labels_of(log))
    assert (ranking.proof.windows, ranking.proof.claim, ranking.proof.calibrated) == ((), False, None)
    assert "shorter than one window" in ranking.proof.reason


def test_fewer_windows_are_judged_where_the_history_is_short() -> None:
    log = log_of(*(commit(days, "a.py", "b.py", fix=days % 2 == 0) for days in range(400)))
    some = cuts_of({"a.py": 10, "b.py": 90})[:2]
    assert len(rank(Past(log), cut(0, {"a.py": 10, "b.py": 90}), some, labels_of(log)).proof.windows) == 2


def test_a_window_that_is_not_over_is_not_judged() -> None:
    log = log_of(*(commit(days, "a.py", fix=True) for days in range(0, 400, 3)))
    half = [cut(90, {"a.py": 10}), cut(0, {"a.py": 10}), cut(-10, {"a.py": 10})]
    assert rank(Past(log), cut(0, {"a.py": 10}), half, labels_of(log)).proof.windows == ()


AT = START + 3000 * DAY
TOUCHED = st.lists(st.sampled_from((*NAMES, "born.py")), max_size=3, unique=True)


@st.composite
def futures(draw: st.DrawFn) -> list[Commit]:
    """Commits after `AT`, newest first: edits, fixes, and renames to names that nothing had before."""
    commits: list[Commit] = []
    for number in range(draw(st.integers(0, 6))):
        renames = {draw(st.sampled_from(NAMES)): f"later{number}.py"} if draw(st.booleans()) else {}
        names = sorted({*draw(TOUCHED), *renames.values()})
        mark = int(draw(st.sampled_from((Mark.NONE, Mark.FIX))))
        time = AT + (number + 1) * draw(st.integers(1, 90)) * DAY
        touches = [(name, 1, 1) for name in names]
        commits.append(Commit(time, "Dan", mark, touches=touches, renames=renames))
    return sorted(commits, key=lambda one: -one.time)


@settings(max_examples=150, deadline=None)
@given(histories(), futures(), futures())
def test_nothing_that_comes_after_a_moment_changes_what_is_expected_at_it(
    history: History, one: list[Commit], other: list[Commit]
) -> None:
    end = Commit(AT + 900 * DAY, "Eve")
    found = []
    for future in (one, other):
        before = [replace(commit) for commit in history.commits]
        log = History([end, *future, *before]).log()
        cuts = [Cut(end.time, "", [], np.array([], dtype=np.int64))]
        lines = np.arange(1, len(NAMES) + 1, dtype=np.int64)
        # Closer than the horizon, so that some windows are not over at the moment.
        cuts += [Cut(AT - HORIZON // 3 * number, "", list(NAMES), lines) for number in range(9)]
        record = Record(Past(log), labels_of(log))
        known = known_at(record, cuts)
        model = model_at(record, known, 1)
        found.append(
            (model.expected(known[1].components), model.shares, model.spread, known[1].activity.fixes)
        )
    for first, second in zip(*found, strict=True):
        assert first == pytest.approx(second, rel=1e-9)
