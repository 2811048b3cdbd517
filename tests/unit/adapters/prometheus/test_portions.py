"""Portions of a long span: all of it, nothing twice, whatever fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.prometheus.portions import TooMuch, portions
from mainstay.domain.errors import EvidenceMissing

ERROR = EvidenceMissing("it does not fit")


@given(
    st.integers(-10_000, 10_000),
    st.integers(0, 60_000),
    st.integers(1, 900),
    st.integers(1, 40_000),
    st.integers(1, 3_000),
)
def test_every_moment_is_asked_for_once(start: int, span: int, step: int, fits: int, each: int) -> None:
    asked: list[int] = []

    def ask(first: int, last: int) -> tuple[list[int], int]:
        moments = list(range(first, last + 1, step))
        if len(moments) > fits:
            raise TooMuch(ERROR)
        asked.append(len(moments))
        return moments, len(moments) * each

    found = [one for part in portions(start, start + span, step, 1 << 20, ask) for one in part]
    assert found == list(range(start, start + span + 1, step))
    assert max(asked) <= 10_000


def test_few_series_are_asked_for_in_few_portions() -> None:
    sizes = []

    def ask(first: int, last: int) -> tuple[int, int]:
        sizes.append((last - first) // 60 + 1)
        return 0, sizes[-1] * 30

    list(portions(0, 60 * 24_999, 60, 64 << 20, ask))
    assert sizes == [1_000, 10_000, 10_000, 4_000]


def test_many_series_fill_no_answer() -> None:
    largest = []

    def ask(first: int, last: int) -> tuple[int, int]:
        largest.append(((last - first) // 60 + 1) * 50_000 * 30)
        if largest[-1] > 64 << 20:
            raise TooMuch(ERROR)
        return 0, largest[-1]

    list(portions(0, 60 * 200, 60, 64 << 20, ask))
    # After the first two, which teach how much fits.
    assert max(largest[2:]) <= 64 << 20


def test_what_does_not_fit_at_all_is_told() -> None:
    sizes = []

    def ask(first: int, last: int) -> tuple[int, int]:
        sizes.append(last - first + 1)
        raise TooMuch(ERROR)

    with pytest.raises(EvidenceMissing, match="does not fit"):
        list(portions(0, 100_000, 1, 64 << 20, ask))
    assert sizes == [1_000, 250, 62, 15, 3, 1]
