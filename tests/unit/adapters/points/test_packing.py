"""A pack gives back the very same points, is small where readings are, and is refused where its bytes were changed."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mainstay.adapters.points.packing import MOST, Broken, packed, unpacked
from mainstay.domain.signal import Samples

MOMENTS = st.integers(0, 253_402_300_799)
READINGS = st.one_of(
    st.floats(width=64),
    st.integers(-(2**53), 2**53).map(float),
    st.decimals(-1_000, 1_000, places=4).map(float),
)
POINTS = st.lists(st.tuples(MOMENTS, READINGS), min_size=1, max_size=50)


def samples(points: list[tuple[int, float]]) -> Samples:
    return Samples(
        np.array([at for at, _ in points], np.int64), np.array([value for _, value in points], np.float64)
    )


def day(values: np.ndarray) -> Samples:
    return Samples(1_700_006_400 + 60 * np.arange(len(values)), values)


@given(POINTS)
@example([(60, -0.0)])
@example([(60, 1.0), (120, -0.0)])
def test_the_very_same_points_come_back(points: list[tuple[int, float]]) -> None:
    given_ = samples(points)
    found = unpacked(packed(given_))
    assert found.times.tobytes() == given_.times.tobytes()
    assert found.values.tobytes() == given_.values.tobytes()


@given(st.lists(st.decimals(-1_000, 1_000, places=3).map(float), min_size=1, max_size=50))
def test_decimals_come_back_too(values: list[float]) -> None:
    found = unpacked(packed(day(np.array(values)))).values
    assert found.tobytes() == np.array(values).tobytes()


@pytest.mark.parametrize(
    ("decimals", "bytes_of_a_point"),
    [(0, 1.7), (2, 2.2), (4, 2.9)],
    ids=["whole", "hundredths", "ten thousandths"],
)
def test_few_decimals_take_few_bytes(decimals: int, bytes_of_a_point: float) -> None:
    chance = np.random.default_rng(7)
    values = np.round(chance.uniform(0, 100 if decimals < 4 else 1, 1_440), decimals)
    assert len(packed(day(values))) / 1_440 < bytes_of_a_point


def test_the_largest_pack() -> None:
    values = np.arange(MOST, dtype=np.float64)
    assert unpacked(packed(day(values))).values.tobytes() == values.tobytes()


def test_each_byte_that_is_cut_off_is_noticed() -> None:
    whole = packed(day(np.arange(20) / 7))
    for length in range(len(whole)):
        with pytest.raises(Broken):
            unpacked(whole[:length])


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(Broken):
        unpacked(content)


def test_a_pack_of_another_length_than_it_says_is_refused() -> None:
    whole = packed(day(np.arange(20.0)))
    for count in (0, 19, 21, 2**32 - 1):
        with pytest.raises(Broken):
            unpacked(whole[:1] + count.to_bytes(4, "little") + whole[5:])


def test_decimals_that_nobody_writes_are_refused() -> None:
    with pytest.raises(Broken):
        unpacked(b"\x63" + packed(day(np.arange(20.0)))[1:])
