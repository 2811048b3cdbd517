"""Extra fixes, on made-up files whose truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.extra import Watched, extra_fixes

KINDS = ("complex-function", "duplicated-code")


def files(seed: int, ratios: tuple[float, float], count: int = 1_500, bunched: bool = False) -> Watched:
    """Large and busy files have debt, and get fixes, whether or not debt brings any; kinds go together."""
    chance = np.random.default_rng(seed)
    lines, activity = np.exp(chance.normal(5, 1.2, count)), np.exp(chance.normal(1, 1, count))
    inclined = np.log(lines) - 5 + chance.normal(0, 1, count)
    debt = np.column_stack([inclined + chance.normal(0, 0.7, count) > 0.5, inclined > 1.0]).astype(float)
    rate = 0.1 * lines**0.4 * activity**0.6 * np.exp(debt @ np.log(ratios))
    rate = rate * chance.gamma(1.0, 1.0, count) if bunched else rate
    return Watched(lines, activity, chance.poisson(rate).astype(float), debt)


@pytest.mark.parametrize("truth", [(1.0, 1.0), (1.25, 1.0), (1.0, 1.2), (0.8, 1.15)])
def test_planted_ratios_are_recovered_each_for_its_kind(truth: tuple[float, float]) -> None:
    told = [extra_fixes(files(seed, truth), KINDS) for seed in range(6)]
    for number, planted in enumerate(truth):
        middle = float(np.exp(np.mean([np.log(ratios[number].ratio) for ratios in told])))
        # Shrinking takes a part of what there is, and never turns it round.
        assert middle == pytest.approx(planted, rel=0.08)
        inside = sum(ratios[number].low <= planted <= ratios[number].high for ratios in told)
        assert inside >= 3


def test_intervals_hold_for_ratios_as_they_are_expected() -> None:
    chance = np.random.default_rng(7)
    inside = asked = 0
    for seed in range(60):
        truth = tuple(np.exp(chance.normal(0, 0.25, 2)).tolist())
        for ratio, planted in zip(
            extra_fixes(files(100 + seed, truth, 400, bunched=True), KINDS), truth, strict=True
        ):
            asked += 1
            inside += ratio.low <= planted <= ratio.high
    assert 0.7 < inside / asked < 0.92


def test_half_of_the_debt_brings_the_root_of_the_ratio() -> None:
    watched = files(4, (1.6, 1.0), 4_000)
    half = Watched(watched.lines, watched.activity, watched.fixes, watched.debt / 2)
    whole, told = extra_fixes(watched, KINDS)[0], extra_fixes(half, KINDS)[0]
    assert told.ratio**0.5 == pytest.approx(whole.ratio, rel=0.05)


def test_size_alone_is_no_debt() -> None:
    """Files with debt get far more fixes, all of it because they are large."""
    watched = files(3, (1.0, 1.0))
    with_debt = watched.debt[:, 0] > 0
    assert watched.fixes[with_debt].mean() > 1.5 * watched.fixes[~with_debt].mean()
    assert extra_fixes(watched, KINDS)[0].low < 1 < extra_fixes(watched, KINDS)[0].high


def test_no_evidence_is_a_ratio_of_one_with_its_interval() -> None:
    for count in (0, 1, 30):
        nothing = np.zeros(count)
        told = extra_fixes(Watched(nothing + 100, nothing, nothing, np.zeros((count, 2))), KINDS)
        assert [ratio.ratio for ratio in told] == pytest.approx([1.0, 1.0])
        assert told[0].low < 0.9
        assert told[0].high > 1.1
        assert (told[0].cases, told[0].observed, told[0].expected) == (0, 0, 0)


def test_fewer_fixes_than_comparable_files_have_cost_nothing() -> None:
    ratio = extra_fixes(files(1, (0.6, 1.0)), KINDS)[0]
    assert ratio.high < 1
    assert ratio.observed < ratio.expected


def test_what_was_expected_is_what_the_ratio_says() -> None:
    ratio = extra_fixes(files(2, (1.4, 1.0)), KINDS)[0]
    assert ratio.observed / ratio.expected == pytest.approx(ratio.ratio, rel=0.1)
    assert ratio.cases == int(files(2, (1.4, 1.0)).debt[:, 0].sum())


def test_without_kinds_nothing_is_told() -> None:
    assert extra_fixes(Watched(np.ones(3), np.ones(3), np.ones(3), np.zeros((3, 0))), ()) == ()


figures = st.floats(0, 1e9) | st.sampled_from([0.0, 1.0, np.nan, np.inf])


@given(st.lists(st.tuples(figures, figures, st.floats(0, 1e6), figures, figures), max_size=25))
def test_ratios_are_finite_and_in_order_whatever_is_given(rows: list[tuple[float, ...]]) -> None:
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    for ratio in extra_fixes(Watched(table[:, 0], table[:, 1], table[:, 2], table[:, 3:]), KINDS):
        assert 0 < ratio.low <= ratio.ratio <= ratio.high < np.inf
        assert 0 <= ratio.expected < np.inf
