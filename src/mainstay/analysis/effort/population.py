"""Hours that fixes took in a population of repositories: what is assumed of one with few fixes of its own.

`python -m benchmarks.cost --repo PATH --repo PATH ...` makes the table, each repository counting by the root of its fixes, and
judges it on repositories that it was not made from.
"""

EDGES = (0.0, 2.0, 5.0, 12.0, 30.0, 80.0, 200.0, 500.0)
"""Where size classes begin, in lines (added, and a tenth of those deleted)."""

TYPICAL = (1.0, 3.0, 7.5, 19.0, 47.0, 120.0, 300.0, 1_100.0)
"""The size that a class's hours are told for: the geometric mean of the population's fixes in it."""

HOURS: tuple[tuple[float, ...], ...] = (
    (0.062, 0.091, 0.134, 0.188, 0.253, 0.363, 0.497, 0.731, 1.067, 1.677),
    (0.064, 0.108, 0.152, 0.216, 0.299, 0.413, 0.574, 0.846, 1.195, 1.731),
    (0.073, 0.122, 0.178, 0.248, 0.338, 0.462, 0.656, 0.923, 1.322, 1.828),
    (0.089, 0.166, 0.256, 0.353, 0.475, 0.666, 0.881, 1.192, 1.547, 2.217),
    (0.111, 0.245, 0.396, 0.553, 0.779, 0.968, 1.208, 1.555, 1.978, 3.503),
    (0.137, 0.343, 0.537, 0.764, 1.074, 1.392, 1.745, 2.244, 3.478, 6.055),
    (0.136, 0.383, 0.771, 1.171, 1.537, 2.034, 3.166, 4.040, 5.317, 8.331),
    (0.131, 0.335, 0.660, 1.117, 1.646, 2.545, 3.572, 4.793, 6.860, 9.850),
)
"""By size class, the hours of ten equally likely fixes (the quantiles 5 %, 15 %, ... 95 %)."""

LINES: tuple[float, ...] = (1.1, 2.2, 4.3, 7.8, 13.2, 21.9, 35.7, 60.2, 119.6, 377.9)
"""The sizes of ten equally likely fixes."""
