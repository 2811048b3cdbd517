"""Small matrices: the same figures as BLAS gives, without it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mainstay.analysis.linear import gram, inverse, times, transposed_times

FIGURES = st.floats(-100, 100, allow_nan=False, width=32)


@given(
    arrays(np.float64, (5, 3), elements=FIGURES),
    arrays(np.float64, 3, elements=FIGURES),
    arrays(np.float64, 5, elements=FIGURES),
)
def test_products(matrix, narrow, long) -> None:
    assert times(matrix, narrow) == pytest.approx(matrix @ narrow, abs=1e-6)
    assert transposed_times(matrix, long) == pytest.approx(matrix.T @ long, abs=1e-6)
    assert gram(matrix) == pytest.approx(matrix.T @ matrix, abs=1e-6)
    assert gram(matrix, long) == pytest.approx((matrix.T * long) @ matrix, abs=1e-3)


@given(arrays(np.float64, (6, 6), elements=FIGURES))
def test_inverses(matrix) -> None:
    well = matrix @ matrix.T + np.eye(6)
    assert inverse(well) == pytest.approx(np.linalg.inv(well), rel=1e-4, abs=1e-6)


def test_rows_change_places_where_they_must() -> None:
    swapped = np.array([[0.0, 2.0], [4.0, 0.0]])
    assert inverse(swapped).tolist() == [[0.0, 0.25], [0.5, 0.0]]


@pytest.mark.parametrize("matrix", [[[0.0]], [[1.0, 1.0], [1.0, 1.0]], [[float("nan")]]])
def test_what_has_no_inverse(matrix) -> None:
    with pytest.raises(np.linalg.LinAlgError):
        inverse(np.array(matrix))
