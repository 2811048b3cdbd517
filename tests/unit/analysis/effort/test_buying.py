"""What a budget buys, checked against drawing the same sums by chance."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.buying import SHARED_SPREAD, Offer, bought, carried, order, prevented
from mainstay.analysis.effort.quantiles import spread
from mainstay.domain.debt import Span
from mainstay.domain.price import Price, Range

NOTHING = Range(0, 0)


def offer(effort: float, gain: float, kind: str = "a", wide: float = 2.0, sure: float = 0.6) -> Offer:
    """Offer a repair whose gain and half as many fixes are sure by that share."""
    price = Price(Range(effort, effort * wide), Range(gain, gain * wide), Range(gain / 2, gain))
    return Offer(kind, replace(price, carrying_low=gain * sure, prevented_low=gain / 2 * sure))


def test_the_most_saved_for_an_hour_comes_first() -> None:
    offers = [offer(2, 2), offer(1, 3), offer(4, 1), offer(0.5, 1)]
    assert order(offers) == [1, 3, 0, 2]


def test_what_does_not_fit_is_passed_over_for_what_does() -> None:
    told = bought([offer(1, 5, wide=1), offer(10, 40, wide=1), offer(2, 1, wide=1)], 4)
    assert told.chosen == (0, 2)
    assert told.effort.p50 == pytest.approx(3)


def test_the_budget_holds_for_the_median_of_the_sum() -> None:
    offers = [offer(1, 2, wide=5) for _ in range(100)]
    told = bought(offers, 20)
    assert 10 < len(told.chosen) < 19
    assert told.effort.p50 <= 20


def test_what_saves_nothing_is_not_bought() -> None:
    free = Offer("a", Price(Range(1, 2), Range(0, 3), NOTHING))
    assert bought([free], 20).chosen == ()
    assert bought([], 20).saved == Span(0, 0, 0)
    assert bought([offer(1, 1)], 0).chosen == ()


def test_the_sum_of_effort_is_that_of_chance() -> None:
    chance = np.random.default_rng(1)
    offers = [offer(float(effort), 1, wide=3.5) for effort in chance.uniform(0.2, 3, 30)]
    told = bought(offers, 1e6)
    drawn = np.zeros(20_000)
    for one in offers:
        drawn += one.price.effort.p50 * np.exp(spread(one.price.effort) * chance.normal(0, 1, len(drawn)))
    drawn *= np.exp(SHARED_SPREAD * chance.normal(0, 1, len(drawn)))
    assert told.effort.p50 == pytest.approx(np.quantile(drawn, 0.5), rel=0.08)
    assert told.effort.p90 == pytest.approx(np.quantile(drawn, 0.9), rel=0.1)


def test_savings_of_one_kind_rise_and_fall_together() -> None:
    alike = bought([offer(1, 1, "a") for _ in range(10)], 1e6)
    mixed = bought([offer(1, 1, str(number)) for number in range(10)], 1e6)
    assert alike.saved == Span(pytest.approx(6), pytest.approx(10), pytest.approx(20))
    assert mixed.saved.middle == pytest.approx(10)
    assert mixed.saved.high < 14
    assert mixed.saved.low == pytest.approx(6)


def test_what_may_as_well_save_nothing_has_no_low_end() -> None:
    unsure = [offer(1, 1, str(number), sure=0.0) for number in range(10)]
    assert bought(unsure, 1e6).saved.low == bought(unsure, 1e6).prevented.low == 0
    assert bought([*unsure, offer(1, 1, "known")], 1e6).saved.low == pytest.approx(0.6)


def test_an_endless_budget_saves_what_all_of_it_costs() -> None:
    offers = [offer(1 + number, number % 4, "abc"[number % 3]) for number in range(40)]
    told = bought(offers, 1e9)
    assert told.saved == carried(offers)
    assert told.prevented == prevented(offers)
    assert told.saved.middle == pytest.approx(sum(one.price.carrying.p50 for one in offers))


def test_the_same_offers_give_the_same_list() -> None:
    offers = [offer(1, 1) for _ in range(20)]
    assert bought(offers, 7) == bought(offers, 7)
    assert order(offers) == list(range(20))


def ranges() -> st.SearchStrategy[Range]:
    figure = st.floats(0, 1e6)
    return st.tuples(figure, figure).map(lambda pair: Range(min(pair), max(pair)))


@given(
    st.lists(
        st.builds(Offer, st.sampled_from("abc"), st.builds(Price, ranges(), ranges(), ranges())), max_size=12
    ),
    st.floats(0, 1e7),
)
def test_sums_are_finite_and_in_order(offers: list[Offer], hours: float) -> None:
    told = bought(offers, hours)
    assert len(set(told.chosen)) == len(told.chosen)
    assert 0 <= told.effort.p50 <= told.effort.p90 < math.inf
    for sum_ in (told.saved, told.prevented):
        assert 0 <= sum_.low <= sum_.middle <= sum_.high < math.inf
    assert told.effort.p50 <= hours * (1 + 1e-9)
