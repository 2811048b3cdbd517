"""Rankings against a plain reading of their definitions, whatever the order in which rows come."""

import math
import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.quality import ranks
from mainstay.analysis.quality.comparing import by_chance, rankings_compared
from mainstay.analysis.quality.ranks import RankSums
from mainstay.domain.errors import UsageError
from mainstay.domain.quality import Became, Figure, Task

Row = tuple[str, str, str]


def sums(rows: list[Row], portion: int = 7) -> RankSums:
    found = RankSums()
    for begin in range(0, len(rows), portion):
        found.add(rows[begin : begin + portion])
    return found


def plainly(rows: list[Row]) -> tuple[list[float], int]:
    """Give the three figures, and how many groups have no relevant row, by loops."""
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for label, said, group in rows:
        groups[group].append((float(said), float(label)))
    figures, without = [], 0
    for some in groups.values():
        # The worst order of what has the same score.
        labels = [label for _, label in sorted(some, key=lambda one: (-one[0], one[1]))]
        best = sorted(labels, reverse=True)
        ideal = sum(label / math.log2(place + 2) for place, label in enumerate(best[:10]))
        if ideal == 0:
            without += 1
            continue
        gain = sum(label / math.log2(place + 2) for place, label in enumerate(labels[:10]))
        hits = [place for place, label in enumerate(labels) if label > 0]
        precision = sum((nth + 1) / (place + 1) for nth, place in enumerate(hits)) / len(hits)
        figures.append((gain / ideal, precision, 1 / (hits[0] + 1)))
    return [sum(one) / len(figures) for one in zip(*figures, strict=True)] if figures else [], without


ROWS = st.lists(
    st.tuples(st.sampled_from("0123"), st.sampled_from(["0.5", "1", "2", "-3"]), st.sampled_from("abcd")),
    min_size=1,
    max_size=60,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_figures_are_those_of_the_definitions_in_any_order(rows: list[Row], chance: random.Random) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    expected, without = plainly(rows)
    for some in (rows, mixed):
        counted, left = sums(some).finish()
        assert left == without
        total = counted.sum(axis=0)
        if expected:
            assert (total[1:] / total[0]).tolist() == pytest.approx(expected)
        else:
            assert total[0] == 0


def test_the_best_order_is_1_and_who_says_the_same_of_all_is_not_rewarded() -> None:
    rows = [(str(label), str(label), "q") for label in (3, 2, 0, 1)]
    assert sums(rows).finish()[0].sum(axis=0).tolist() == [1, 1, 1, 1]
    same = [(label, "1", "q") for label, _, _ in rows]
    assert sums(same).finish()[0].sum(axis=0)[3] == 0.5, "three relevant rows stand below the one that is not"


def test_what_cannot_be_ranked_is_left_out() -> None:
    found = sums([("1", "x", "q"), ("", "1", "q"), ("-1", "2", "q"), ("1", "inf", "q"), ("1", "1", "")])
    assert found.rows == 0
    quality = rankings_compared("y", "p", found, found)
    assert quality.task is Task.RANKING and quality.rows == (0, 0)
    assert all(one.became is Became.UNKNOWN for one in quality.figures)


def test_what_differs_by_the_rounding_of_sums_is_alike() -> None:
    # All groups are alike, so that draws of them differ by nothing but the order of their sums.
    one, other = (
        sums(
            [(label, said, f"q{group}") for group in range(count) for label, said in (("0", "2"), ("2", "1"))]
        )
        for count in (300, 1_711)
    )
    found = rankings_compared("y", "p", one, other)
    assert [(each.change.low, each.change.high, each.became) for each in found.figures] == [
        (0, 0, Became.OPEN)
    ] * 3


def test_too_many_rows_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "MOST_ROWS", 3)
    with pytest.raises(UsageError) as refused:
        sums([("1", "1", "q")] * 4, portion=2)
    assert "a sample" in refused.value.mend


def noisy(spread: float, seed: int) -> list[Row]:
    chance = random.Random(seed)
    rows = []
    for query in range(300):
        for _ in range(8):
            label = chance.randrange(4)
            rows.append((str(label), f"{label + spread * chance.gauss(0, 1):.4f}", f"q{query}"))
    return rows


def test_a_worse_ranking_is_told_and_the_same_is_not() -> None:
    before = sums(noisy(1.0, 1))
    worse = rankings_compared("y", "p", before, sums(noisy(2.0, 2)))
    assert {one.figure for one in worse.worse} >= {Figure.NDCG, Figure.MAP}
    alarms = sum(bool(rankings_compared("y", "p", before, sums(noisy(1.0, 3 + n))).worse) for n in range(20))
    assert alarms <= 1


def test_on_the_same_rows_a_small_difference_is_sure() -> None:
    rows = noisy(1.0, 5)
    chance = random.Random(6)
    nudged = [(label, f"{float(said) + 0.5 * chance.gauss(0, 1):.4f}", group) for label, said, group in rows]
    one, other = sums(rows), sums(nudged)

    def width(paired: bool) -> float:
        found = rankings_compared("y", "p", one, other, paired=paired)
        change = next(each.change for each in found.figures if each.figure is Figure.NDCG)
        assert change is not None
        return change.high - change.low

    assert width(paired=True) < 0.8 * width(paired=False)


@pytest.mark.parametrize(
    ("one", "other", "chance"),
    # Binomial tails at a half, doubled: 2 * 2 ** -5, 2 * (1 + 10) / 2 ** 10, and what cannot be beyond 1.
    [(0, 0, 1.0), (5, 0, 0.0625), (0, 5, 0.0625), (9, 1, 0.021484375), (3, 3, 1.0)],
)
def test_the_test_of_mcnemar_is_exact(one: int, other: int, chance: float) -> None:
    assert by_chance(one, other) == pytest.approx(chance)
