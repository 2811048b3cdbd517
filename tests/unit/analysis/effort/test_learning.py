"""What is learnt of a repository, and the promise that told hours hold on later fixes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from mainstay.analysis.effort.hours import built_in
from mainstay.analysis.effort.learning import cuts, held_out, learn_effort, learn_work
from mainstay.analysis.effort.pieces import Pieces, pieces
from mainstay.analysis.effort.sessions import Commits, changes
from mainstay.domain.cost_model import EffortModel
from tests.unit.analysis.effort.planted import DAY, NOW, commits, working_life
from tests.unit.analysis.effort.test_sessions import any_commits


def learnt(made: Commits, now: int = NOW) -> EffortModel:
    joined = changes(made)
    return learn_effort(joined, pieces(joined), now, built_in())


@pytest.mark.parametrize(("minutes", "spread"), [(12.0, 0.6), (8.0, 0.6), (25.0, 0.3), (10.0, 0.9)])
def test_told_hours_hold_on_later_fixes(minutes: float, spread: float) -> None:
    """Over repositories quicker, slower, more and less even than the population."""
    models = [learnt(working_life(seed, 1_200, minutes, 0.25, spread)[0]) for seed in range(4)]
    judged = sum(model.judged for model in models)
    assert judged > 1_000
    within = [
        sum(getattr(window, name) for model in models for window in model.windows) / judged
        for name in ("within_p50", "within_p90")
    ]
    assert within[0] == pytest.approx(0.5, abs=0.06)
    assert within[1] == pytest.approx(0.9, abs=0.05)


def test_windows_learn_from_what_lies_before_them_alone() -> None:
    made, _ = working_life(5, 400)
    whole = pieces(changes(made))
    windows = cuts(whole, NOW)
    assert len(windows) == 6
    assert windows == tuple(sorted(windows, reverse=True))
    assert all(begin < end for begin, end in windows)
    told = held_out(whole, windows, built_in())
    # Ten times the work after the oldest window's end: what was told for that window stays.
    later = replace(whole, hours=np.where(whole.at > windows[-1][1], whole.hours * 10, whole.hours))
    assert held_out(later, windows, built_in())[-1] == told[-1]
    assert held_out(later, windows, built_in())[0] != told[0]
    assert sum(window.judged for window in told) == pytest.approx(whole.observed.sum() / 2, abs=1)


def test_what_happened_after_now_is_not_known() -> None:
    made, _ = working_life(6, 600)
    middle = int(np.sort(made.authored)[300])
    before = made.authored <= middle
    columns = {name: getattr(made, name)[before] for name in made.__slots__}
    early = learnt(replace(made, **columns), middle)
    assert learnt(made, middle).classes == early.classes
    assert learnt(made, middle).windows == early.windows


def test_what_a_fix_takes_is_told() -> None:
    at = [NOW - number * 3_600 for number in range(400)]
    model = learnt(
        commits(at, added=[40] * 400, fixes=[True] * 400, topics=[number // 4 for number in range(400)])
    )
    # Each of a hundred fixes was made in four changes of forty lines, an hour apart.
    assert model.fixes == 100
    assert model.lines_per_fix.p50 == pytest.approx(160, rel=0.05)
    assert model.days_per_fix is not None
    assert model.days_per_fix.p50 == pytest.approx(3 / 24)
    assert model.hours_per_fix.p50 == pytest.approx(4, rel=0.2)
    assert model.changes == 400


def test_a_repository_without_fixes_has_the_populations_figures_and_claims_nothing() -> None:
    model = learnt(commits([NOW]))
    assert (model.fixes, model.judged, model.windows) == (0, 0, ())
    assert model.within_p50 is None
    assert model.within_p90 is None
    assert model.days_per_fix is None
    assert model.lines_per_fix.p50 == pytest.approx(
        np.sqrt(built_in().sizes[4] * built_in().sizes[5]), rel=0.1
    )


def test_old_fixes_are_learnt_from_where_there_are_no_newer_ones() -> None:
    old = 2_000 * DAY
    at = [NOW - old - number * 1_800 for number in range(120)]
    assert learnt(commits(at, fixes=[True] * 120)).fixes == 119


def test_work_of_all_kinds_is_learnt_apart_from_fixes() -> None:
    at = [NOW - number * 1_200 for number in range(300)]
    joined = changes(commits(at, added=[19] * 300, fixes=[False] * 300))
    assert learn_effort(joined, pieces(joined), NOW, built_in()).fixes == 0
    assert learn_work(joined, NOW, built_in())[3].hours.p50 == pytest.approx(1 / 3, rel=0.1)


@pytest.mark.parametrize("at", [[NOW] * 300, list(range(300)), [2_208_988_800] * 300, [0] * 300])
def test_rewritten_histories_and_wrong_clocks_show_no_work(at: list[int]) -> None:
    """All made in one second, within minutes of 1970, in 2040, at no time at all."""
    model = learnt(commits(at, fixes=[True] * 300, people=[number % 7 for number in range(300)]))
    assert model.fixes == 0
    assert model.classes[0].own == 0


def test_the_same_history_gives_the_same_model() -> None:
    made, _ = working_life(8, 500)
    assert learnt(made) == learnt(made)


@given(any_commits())
def test_every_figure_is_finite_and_in_order(made: Commits) -> None:
    model = learnt(made)
    ranges = [model.lines_per_fix, model.hours_per_fix, *(one.hours for one in model.classes)]
    assert all(0 < one.p50 <= one.p90 < np.inf for one in ranges)
    assert all(0 <= one.own < 1 for one in model.classes)
    for window in model.windows:
        assert 0 <= window.within_p50 <= window.within_p90 <= window.judged
        assert window.begin < window.end


def test_no_pieces_have_no_windows() -> None:
    none = np.zeros(0)
    whole = np.zeros(0, dtype=np.int64)
    assert cuts(Pieces(whole, none, none, none, none > 0, whole, none), NOW) == ()
