"""What is bad and what is all of a ratio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.promql.ratios import ratio_in


@pytest.mark.parametrize(
    ("expression", "bad", "total"),
    [
        (
            "sum(rate(errors[5m])) / sum(rate(all_of[5m]))",
            "sum(increase(errors[$window]))",
            "sum(increase(all_of[$window]))",
        ),
        (
            '(sum by (a) (rate(e{path="/x[5m]/rate("}[5m])))\n/\n(sum(rate(t[5m])))',
            '(sum by (a) (increase(e{path="/x[5m]/rate("}[$window])))',
            "(sum(increase(t[$window])))",
        ),
        (
            "((sum(rate(t[5m])) - sum(rate(ok[5m]))) / sum(rate(t[5m])))",
            "(sum(increase(t[$window])) - sum(increase(ok[$window])))",
            "sum(increase(t[$window]))",
        ),
        (
            "(sum(count_over_time(up[5m])) - sum(sum_over_time(up[5m]))) / sum(count_over_time(up[5m]))",
            "(sum(count_over_time(up[$window])) - sum(sum_over_time(up[$window])))",
            "sum(count_over_time(up[$window]))",
        ),
    ],
)
def test_ratios(expression: str, bad: str, total: str) -> None:
    assert ratio_in(expression, "5m") == (bad, total)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "vector(0.1)",
        "1 - (sum(rate(a[5m])) / sum(rate(b[5m])))",
        "sum(rate(a[5m])) / sum(rate(b[1h]))",
        "sum(irate(a[5m])) / sum(irate(b[5m]))",
        "sum(rate(a[5m])) / sum(rate(b[5m])) or vector(0)",
        "sum(rate(a[5m])) / sum(rate(b[5m])) / 2",
        "sum(rate(a[5m])) / on(x) sum(rate(b[5m]))",
        "sum(a) / sum(b)",
        "/",
        "(a[5m]) /",
        "((a[5m]) / b[5m]",
        "a[5m:1m] / b[5m]",
        "a[5m] offset 5m / b[5m]",
        "§",
        "a" * 2_000,
    ],
)
def test_what_is_no_ratio(expression: str) -> None:
    assert ratio_in(expression, "5m") is None


@given(st.text(alphabet='()[]{}/+-aerate5m," \n', max_size=60))
def test_anything_is_read_or_not(text: str) -> None:
    found = ratio_in(text, "5m")
    assert found is None or all("$window" in part for part in found)
