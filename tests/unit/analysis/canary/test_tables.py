"""From tables to metrics."""

from mainstay.analysis.canary.tables import metrics_of
from mainstay.domain.canary import Asked, Measured, Watched, Worse
from mainstay.domain.plan import Action


def test_each_form_of_a_table_is_read() -> None:
    tables = (
        {"name": "a", "canary": "x", "control": "y", "worse": "both", "critical": True},
        {"name": "b", "query": "x", "worse": "lower", "tolerance": 0.3, "weight": 2},
        {"name": "c", "canary": {"errors": "e", "total": "t"}, "control": {"errors": "f", "total": "u"}},
        {"name": "d", "errors": "e", "total": "t", "must_have": False},
        {"name": "e", "probe": {"url": "http://a/"}},
        {"name": "f", "command": {"argv": ("true",)}, "allowed": 0.1},
    )
    assert metrics_of(tables) == (
        Watched(
            "a", Measured.SERIES, Asked("x"), Asked("y"), worse=Worse.BOTH, critical=True, tolerance=0.05
        ),
        Watched("b", Measured.SERIES, Asked("x"), worse=Worse.LOWER, tolerance=0.3, weight=2.0),
        Watched("c", Measured.COUNTS, Asked("e", "t"), Asked("f", "u"), tolerance=0.25),
        Watched("d", Measured.COUNTS, Asked("e", "t"), must_have=False, tolerance=0.25),
        Watched(
            "e",
            Measured.LOOKS,
            check=Action("check-http", {"url": "http://a/"}),
            allowed=0.01,
        ),
        Watched(
            "f",
            Measured.LOOKS,
            check=Action("check-command", {"argv": ("true",)}),
            allowed=0.1,
        ),
    )
