"""Tables beside each other: what drifted is told at any number of rows, and nothing else is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.drift.comparing import compared, detectable
from mainstay.analysis.drift.gates import Gates
from mainstay.analysis.drift.number_columns import sketched
from mainstay.analysis.drift.text_columns import texts_sketched
from mainstay.domain.column_role import Role
from mainstay.domain.drift import DriftVerdict, MeasureName
from mainstay.domain.sketch import Sketch, TableSketch

LAWS = {
    "normal": (lambda chance, rows: chance.normal(5, 2, rows), 2.0),
    "exponential": (lambda chance, rows: chance.exponential(3, rows), 3.0),
    "uniform": (lambda chance, rows: chance.uniform(0, 1, rows), 12**-0.5),
    "student": (lambda chance, rows: chance.standard_t(3, rows), 3**0.5),
    "logarithmic": (lambda chance, rows: chance.lognormal(0, 1, rows), ((np.e - 1) * np.e) ** 0.5),
}


def table(columns: dict[str, Sketch], rows: int) -> TableSketch:
    return TableSketch("it", rows, columns)


def pair(rows: int, seed: int) -> tuple[TableSketch, TableSketch]:
    """Give tables of 20 columns of which three are shifted by 0.3 deviations and all others by 0.02."""
    chance = np.random.default_rng(seed)
    before, after = {}, {}
    for place in range(20):
        law, spread = LAWS[list(LAWS)[place % 5]]
        name = f"c{place:02}"
        before[name] = sketched(law(chance, rows))
        moved = law(chance, rows) + spread * (0.3 if place < 3 else 0.02)
        after[name] = sketched(moved, before[name].scale)
    return table(before, rows), table(after, rows)


@pytest.mark.parametrize(("rows", "seeds"), [(1_000, 30), (10_000, 10), (100_000, 2)])
def test_exactly_the_shifted_columns_are_told_at_any_number_of_rows(rows, seeds) -> None:
    for seed in range(seeds):
        found = compared(*pair(rows, seed), Gates(), {})
        assert sorted(one.name for one in found.drifted) == ["c00", "c01", "c02"], seed


def test_a_hundred_rows_are_too_few_to_say_that_all_is_alike() -> None:
    found = compared(*pair(100, 1), Gates(), {})
    assert {one.verdict for one in found.columns} <= {DriftVerdict.DRIFTED, DriftVerdict.TOO_FEW}
    assert 0.7 < found.detectable < 0.85


def test_few_rows_never_make_a_drift_of_luck() -> None:
    told = [one.name for seed in range(40) for one in compared(*pair(100, seed), Gates(), {}).drifted]
    assert not [name for name in told if name > "c02"]


@pytest.mark.parametrize("rows", [1, 2, 4, 5, 8])
def test_a_handful_of_rows_is_compared_without_a_word_on_numbers(rows) -> None:
    values = np.arange(rows, dtype=np.float64)
    found = compared(
        table({"a": sketched(values)}, rows), table({"a": sketched(values + 0.5)}, rows), Gates(), {}
    )
    assert [one.verdict for one in found.columns] == [DriftVerdict.TOO_FEW]


def one_column(before: Sketch, after: Sketch):
    (found,) = compared(
        table({"a": before}, before.rows), table({"a": after}, after.rows), Gates(), {}
    ).columns
    return found


def test_a_spread_that_widens_is_a_drift_though_the_mean_stays() -> None:
    chance = np.random.default_rng(1)
    before = sketched(chance.normal(0, 1, 5_000))
    found = one_column(before, sketched(chance.normal(0, 1.5, 5_000), before.scale))
    assert found.verdict is DriftVerdict.DRIFTED
    spread = next(one.value for one in found.measures if one.name is MeasureName.SPREAD)
    assert spread == pytest.approx(1.5, abs=0.05)


def test_a_constant_that_is_none_any_more() -> None:
    before = sketched(np.full(1_000, 3.0))
    assert one_column(before, sketched(np.full(500, 3.0), before.scale)).verdict is DriftVerdict.SAME
    moved = np.where(np.arange(1_000) % 2 == 0, 3.0, 4.0)
    assert one_column(before, sketched(moved, before.scale)).verdict is DriftVerdict.DRIFTED


def test_cells_that_are_empty_now_are_a_drift_of_their_own() -> None:
    values = np.random.default_rng(2).normal(size=2_000)
    holes = values.copy()
    holes[::5] = np.nan
    before = sketched(values)
    found = one_column(before, sketched(holes, before.scale))
    assert [one.name for one in found.measures if one.beyond] == [MeasureName.MISSING]
    gone = one_column(before, sketched(np.full(2_000, np.nan), before.scale))
    assert gone.verdict is DriftVerdict.DRIFTED


def test_a_column_that_was_always_empty_is_alike() -> None:
    nothing = sketched(np.full(500, np.nan))
    assert one_column(nothing, nothing).verdict is DriftVerdict.SAME


def test_categories_that_change_their_shares_or_come_new() -> None:
    before = texts_sketched({"a": 500, "b": 300, "c": 200})
    assert one_column(before, texts_sketched({"a": 510, "b": 290, "c": 200})).verdict is DriftVerdict.SAME
    assert one_column(before, texts_sketched({"a": 300, "b": 500, "c": 200})).verdict is DriftVerdict.DRIFTED
    fresh = one_column(before, texts_sketched({"a": 480, "b": 290, "c": 190, "d": 40}))
    assert [one.name for one in fresh.measures if one.beyond] == [MeasureName.NEW_VALUES]
    assert fresh.new_values == ("d",)
    assert one_column(before, texts_sketched({"a": 600, "b": 400})).gone_values == ("c",)


def test_many_rare_categories_of_one_law_are_alike() -> None:
    chance = np.random.default_rng(3)
    weights = 1 / np.arange(1, 501)
    names = [f"v{number}" for number in range(500)]
    pairs = [chance.multinomial(2_000, weights / weights.sum()) for _ in range(2)]
    before, after = (texts_sketched(dict(zip(names, map(int, counts), strict=True))) for counts in pairs)
    found = one_column(before, after)
    assert MeasureName.VARIATION not in {one.name for one in found.measures if one.beyond}


def test_texts_of_their_own_are_compared_by_length_and_words() -> None:
    def texts(words: list[str], seed: int, many: int) -> Sketch:
        chance = np.random.default_rng(seed)
        return texts_sketched(
            {f"{' '.join(chance.choice(words, many))} {number}": 1 for number in range(1_000)}
        )

    fruit, tools = ["apple", "pear", "plum", "fig"], ["saw", "axe", "nail", "drill"]
    assert one_column(texts(fruit, 1, 5), texts(fruit, 2, 5)).verdict is DriftVerdict.SAME
    others = one_column(texts(fruit, 1, 5), texts(tools, 2, 5))
    assert MeasureName.WORDS in {one.name for one in others.measures if one.beyond}
    longer = one_column(texts(fruit, 1, 5), texts(fruit, 2, 25))
    assert MeasureName.LENGTH in {one.name for one in longer.measures if one.beyond}


def test_kinds_and_columns_that_are_others() -> None:
    numbers, words = sketched(np.arange(100.0)), texts_sketched({"x": 60, "y": 40})
    found = compared(
        table({"a": numbers, "gone": numbers}, 100), table({"a": words, "new": words}, 100), Gates(), {}
    )
    assert {one.name: one.verdict for one in found.columns} == {
        "a": DriftVerdict.OTHER_KIND,
        "gone": DriftVerdict.GONE,
        "new": DriftVerdict.NEW,
    }


def test_numbers_that_stand_as_texts_on_one_side_are_numbers() -> None:
    texts = texts_sketched({str(number): 20 for number in range(50)})
    numbers = sketched(np.repeat(np.arange(50.0), 20))
    assert one_column(numbers, texts).verdict is DriftVerdict.SAME
    assert one_column(texts, numbers).verdict is DriftVerdict.SAME


def test_what_the_model_says_is_told_first() -> None:
    before, after = pair(1_000, 1)
    found = compared(before, after, Gates(), {"c01": Role.PREDICTION})
    assert found.columns[0].name == "c01"
    assert found.columns[0].role is Role.PREDICTION


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10_000))
def test_more_rows_see_more(rows, others, columns) -> None:
    seen = detectable(rows, others, columns, 0.01)
    assert seen > detectable(rows * 2, others, columns, 0.01) > 0
    assert detectable(0, others, columns, 0.01) == float("inf")
