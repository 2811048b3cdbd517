"""Blocks and shapes as bytes: what goes in comes out, and nothing hostile does harm."""

from contextlib import suppress
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.rollups import blocks, shapes
from mainstay.analysis.rollups.rolling import Numbers, numbers_of, rolled
from mainstay.domain.rollup import BLOCK, HEAD
from mainstay.domain.signal import Samples
from tests.fakes.rollups import BEGAN, made_rollup

ROLLUP = made_rollup("disk", 170)
SHAPE, DAYS = ROLLUP.shape, ROLLUP.blocks[min(ROLLUP.blocks) + 1]


def filled(value: float) -> Numbers:
    """Give a block in which each third day has points, all of one value."""
    made = blocks.empty()
    for one in fields(Numbers):
        getattr(made, one.name)[::3] = {"count": 5_000_000_000, "missing": 0}.get(one.name, value)
    return made


@pytest.mark.parametrize(
    ("value", "length", "error"),
    [
        (0.0, 1_628, 0.0),
        (1_799_999_999.0, 1_628, 64.0),
        (1_000_000_012_345.0, 1_628, 32_768.0),
        (-1e-30, 1_628, 1e-37),
        (1e39, 2_524, 0.0),
        (-1e149, 2_524, 0.0),
        (1e-300, 2_524, 0.0),
    ],
)
def test_numbers_come_out_as_exact_as_is_said(value: float, length: int, error: float) -> None:
    made = filled(value)
    packed = blocks.packed(made)
    assert len(packed) == length
    found = blocks.unpacked(packed)
    assert np.array_equal(found.mean, made.mean, equal_nan=True)
    assert found.count.max() == (1 << 32) - 1
    for name in ("median", "p95", "highest", "lowest"):
        assert np.allclose(getattr(found, name), getattr(made, name), rtol=0, atol=error, equal_nan=True)
    assert blocks.packed(found) == packed
    means, missing, sound = blocks.heads([packed[:HEAD]])
    assert np.array_equal(means[0], made.mean, equal_nan=True)
    assert (missing[0].tolist(), sound.tolist()) == (made.missing.tolist(), [True])


def test_the_head_is_as_long_as_those_who_read_it_in_bulk_think() -> None:
    assert blocks._HEAD.itemsize == HEAD
    assert [*map(len, blocks.heads([]))] == [0, 0, 0]
    assert len(blocks.empty().mean) == BLOCK


def test_a_shape_comes_out_as_it_went_in() -> None:
    assert shapes.packed(shapes.unpacked(SHAPE)) == SHAPE
    assert len(shapes.unpacked(SHAPE).open.ends) == 2


def test_a_histogram_that_is_coarse_stays_so_and_those_of_its_days_stay_fine() -> None:
    wide = 10.0 ** np.random.default_rng(1).uniform(-30, 140, 2_000)
    times = BEGAN + np.arange(2_000, dtype=np.int64) * 40
    shape = replace(
        shapes.unpacked(SHAPE), bins=rolled(Samples(times, wide), BEGAN, BEGAN + 86_400, BEGAN + 86_400).bins
    )
    found = shapes.unpacked(shapes.packed(shape))
    assert found.bins.fine.tolist() == shape.bins.fine.tolist() != [5]
    assert found.open.bins.fine.tolist() == [5, 5]
    assert np.array_equal(numbers_of(found.open).p95, numbers_of(shape.open).p95)


@given(st.binary(max_size=40), st.integers(0, len(SHAPE)), st.booleans())
def test_any_shape_is_refused_or_is_one(noise: bytes, at: int, longer: bool) -> None:
    spoilt = SHAPE[:at] + noise + SHAPE[at if longer else at + len(noise) :]
    with suppress(ValueError):
        found = shapes.unpacked(spoilt)
        assert len(found.profile()) == 168
        assert shapes.packed(found)
        assert len(numbers_of(found.open).p95) == len(found.open.ends) > 0


@given(st.binary(max_size=40), st.integers(0, len(DAYS)), st.booleans())
def test_any_block_is_refused_or_is_one(noise: bytes, at: int, longer: bool) -> None:
    spoilt = DAYS[:at] + noise + DAYS[at if longer else at + len(noise) :]
    with suppress(ValueError):
        found = blocks.unpacked(spoilt)
        assert np.array_equal(np.isfinite(found.mean), found.count > 0)
        assert blocks.heads([spoilt[:HEAD]])[2].all()


@pytest.mark.parametrize("cut", [0, 1, 3, 100, len(SHAPE) - 1])
def test_a_shape_that_is_cut_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="bytes"):
        shapes.unpacked(SHAPE[:cut])


def test_a_shape_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version is 9"):
        shapes.unpacked(b"\x09" + SHAPE[1:])
