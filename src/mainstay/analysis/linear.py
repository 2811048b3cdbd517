"""Products and inverses of small matrices without BLAS: its library would set 32 MiB aside at the first product.

Where memory is short, it would not even fail but end the program.
"""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


def times(matrix: Matrix, vector: Vector) -> Vector:
    """Multiply a matrix of shape (n, m) by a vector of m."""
    product: Vector = np.einsum("ij,j->i", matrix, vector)
    return product


def transposed_times(matrix: Matrix, vector: Vector) -> Vector:
    """Multiply the transpose of a matrix of shape (n, m) by a vector of n."""
    product: Vector = np.einsum("ij,i->j", matrix, vector)
    return product


def gram(matrix: Matrix, weights: Vector | None = None) -> Matrix:
    """Give the sum over rows of weight times the row's products with itself: shape (m, m) for a matrix of (n, m)."""
    weighted = matrix if weights is None else matrix * weights[:, None]
    product: Matrix = np.einsum("ij,ik->jk", weighted, matrix)
    return product


def inverse(matrix: Matrix) -> Matrix:
    """Invert a square matrix by elimination with the largest pivot (Gauss and Jordan); meant for some dozen rows.

    Raises numpy.linalg.LinAlgError for a matrix that has no inverse.
    """
    size = len(matrix)
    work = np.hstack([np.asarray(matrix, dtype=np.float64), np.eye(size)])
    for column in range(size):
        pivot = column + int(np.argmax(np.abs(work[column:, column])))
        if not np.isfinite(work[pivot, column]) or work[pivot, column] == 0.0:
            raise np.linalg.LinAlgError("the matrix has no inverse")
        if pivot != column:
            work[[column, pivot]] = work[[pivot, column]]
        work[column] /= work[column, column]
        others = np.arange(size) != column
        work[others] -= work[others, column, None] * work[column]
    found: Matrix = work[:, size:]
    return found
