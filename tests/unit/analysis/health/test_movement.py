"""What moved the score sums to the move, whatever moved."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.health.movement import Costs, Standpoint, movement

PARTS = ("complexity", "fixes")
POINTS = st.dictionaries(
    st.tuples(st.sampled_from([f"f{number}.py" for number in range(20)]), st.sampled_from(PARTS)),
    st.floats(0.001, 5),
    max_size=40,
)
PRICES = st.fixed_dictionaries({part: st.floats(0.001, 1) for part in PARTS})


def standpoint(points: dict, prices: dict, name: str = "a month", score: float | None = None) -> Standpoint:
    value = 100 - sum(points.values()) if score is None else score
    return Standpoint(name, f"commit of {name}", 7, value, Costs(points, prices))


@given(POINTS, POINTS, PRICES, PRICES, st.floats(0, 100))
def test_causes_sum_to_the_change(before, after, then_prices, now_prices, off: float) -> None:
    then = standpoint(before, then_prices)
    now = standpoint(after, now_prices, "now", score=off)
    told = movement(then, now)
    assert sum(mover.points for mover in told.movers) + told.rest == pytest.approx(
        told.after - told.before, abs=1e-9
    )
    assert (told.since, told.commit, told.at, told.before, told.after) == (
        "a month",
        "commit of a month",
        7,
        then.score,
        off,
    )
    sizes = [abs(mover.points) for mover in told.movers]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) <= 12
    assert len({(mover.path, mover.part) for mover in told.movers}) == len(sizes)


@given(POINTS, POINTS, PRICES)
def test_where_the_score_is_what_files_cost_nothing_is_left_unexplained_but_what_is_small(
    before, after, prices
) -> None:
    told = movement(standpoint(before, prices), standpoint(after, prices, "now"))
    changes = [before.get(place, 0.0) - after.get(place, 0.0) for place in before.keys() | after.keys()]
    shown = {abs(mover.points) for mover in told.movers}
    if len([change for change in changes if abs(change) >= 0.005]) <= 12:
        assert abs(told.rest) <= 0.005 * len(changes) + 1e-9
    assert all(points >= 0.005 for points in shown)


@given(POINTS, PRICES, st.floats(0.5, 2))
def test_files_that_lost_the_same_lines_did_not_move_the_score_themselves(
    before, prices, factor: float
) -> None:
    after = {place: points * factor for place, points in before.items()}
    dearer = {part: price * factor for part, price in prices.items()}
    told = movement(standpoint(before, prices), standpoint(after, dearer, "now"))
    assert {mover.path for mover in told.movers} <= {""}


def test_one_file_got_worse_while_the_rest_stood() -> None:
    before = {("a.py", "complexity"): 2.0, ("b.py", "complexity"): 1.0}
    after = {("a.py", "complexity"): 4.0, ("b.py", "complexity"): 0.5, ("c.py", "fixes"): 0.25}
    told = movement(
        standpoint(before, {"complexity": 0.1}), standpoint(after, {"complexity": 0.05, "fixes": 1.0}, "now")
    )
    # "b.py" lost ten lines then and now; only the price of a line fell.
    assert [(mover.path, mover.part, mover.points) for mover in told.movers] == [
        ("a.py", "complexity", -2.0),
        ("", "complexity", 0.5),
        ("c.py", "fixes", -0.25),
    ]
    assert told.rest == pytest.approx(0)


@pytest.mark.parametrize(("before", "after"), [(None, 50.0), (50.0, None), (None, None)])
def test_without_a_score_nothing_is_explained(before: float | None, after: float | None) -> None:
    costs = Costs({("a.py", "fixes"): 1.0}, {"fixes": 1.0})
    told = movement(Standpoint("a year", "c", 1, before, costs), Standpoint("now", "d", 2, after, costs))
    assert (told.before, told.after, told.movers, told.rest) == (before, after, (), 0.0)


_ASK = """
from mainstay.analysis.health.movement import Costs, Standpoint, movement
places = [(f"f{number}.py", "complexity") for number in range(500)]
then = Costs({place: 0.1 + at / 7 for at, place in enumerate(places)}, {"complexity": 0.1})
now = Costs({place: (0.1 + at / 7) * 1.1 for at, place in enumerate(places)}, {"complexity": 0.11})
print(repr(movement(Standpoint("a month", "", 1, 80.0, then), Standpoint("now", "", 2, 70.0, now))))
"""


def test_sums_are_the_same_in_every_process() -> None:
    # A process has its own order for the members of a set.
    told = {
        subprocess.run(
            [sys.executable, "-c", _ASK],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
