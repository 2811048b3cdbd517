"""Limits read off alerting rules: the one shape that is read, and all others that are passed over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.promql.arithmetic import metrics_of, term_of
from mainstay.analysis.promql.comparisons import comparison_in
from mainstay.analysis.promql.tokens import NotUnderstood
from mainstay.domain.signal import Side


@pytest.mark.parametrize(
    ("rule", "expression", "side", "bound"),
    [
        ("a > 5", "a", Side.ABOVE, 5.0),
        ("a >= 5", "a", Side.ABOVE, 5.0),
        ("a < 5e-1", "a", Side.BELOW, 0.5),
        ("a <= -5", "a", Side.BELOW, -5.0),
        ("a < 0", "a", Side.BELOW, 0.0),
        ("10 > a", "a", Side.BELOW, 10.0),
        ("0x10 < a", "a", Side.ABOVE, 16.0),
        ("a > 2 * 60 * 60", "a", Side.ABOVE, 7200.0),
        ("a / b > 0.9", "a / b", Side.ABOVE, 0.9),
        ("(a / b) * 100 < 10", "(a / b) * 100", Side.BELOW, 10.0),
        ("( a / b > 0.9 )", "a / b", Side.ABOVE, 0.9),
        ("(a) / (b) > 0.9", "(a) / (b)", Side.ABOVE, 0.9),
        ('a{x="}>5",y=~"\\"z"} > 5', 'a{x="}>5",y=~"\\"z"}', Side.ABOVE, 5.0),
        ("a - time() < 86400 * 20", "a - time()", Side.BELOW, 1_728_000.0),
        ("sum by (b) (rate(a_total[5m])) > 3", "sum by (b) (rate(a_total[5m]))", Side.ABOVE, 3.0),
        ("sum(rate(a[1h30m])) without (b, c) > 3", "sum(rate(a[1h30m])) without (b, c)", Side.ABOVE, 3.0),
        ("a / on(x) group_left(y) b > 3", "a / on(x) group_left(y) b", Side.ABOVE, 3.0),
        ("a > # a remark < 3\n5", "a", Side.ABOVE, 5.0),
        (
            "histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m]))) > 0.5",
            "histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))",
            Side.ABOVE,
            0.5,
        ),
    ],
)
def test_one_quantity_against_one_number(rule: str, expression: str, side: Side, bound: float) -> None:
    found = comparison_in(rule)
    assert found is not None
    assert (found.expression, found.side, found.bound) == (expression, side, pytest.approx(bound))


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "a",
        "5 > 3",
        "a > b",
        "a > 0",
        "a > -1",
        "a == 5",
        "a != 5",
        "a > bool 5",
        "a > 5 and b > 3",
        "a > 5 or b > 3",
        "a > 5 unless b",
        "a > 5 > 3",
        "(a > 5) > 3",
        "(a > 5) / b > 3",
        "a offset 1h > 5",
        "a @ 5 > 5",
        "a[5m:1m] > 5",
        "a % 2 > 5",
        "a ^ 2 > 5",
        "a > 1 / 0",
        "a > 1e999",
        "up < 1",
        "probe_success < 1",
        "absent(a) > 5",
        "predict_linear(a[6h], 3600) < 5",
        "deriv(a[6h]) > 5",
        "topk(5, a) > 5",
        'label_replace(a, "b", "$1", "c", "d") > 5',
        '{__name__="a"} > 5',
        "a > 5)",
        "(a > 5",
        "a{ > 5",
        'a{b="c} > 5',
        "a > 5 $",
        "a > time()",
        "a{b=c} > 5;",
        "ä > 5",
        "(" * 5_000 + "a > 5",
        "(" * 1_000 + "a" + ")" * 1_000 + " > 5",
        "a > " + "1 + " * 2_000 + "1",
    ],
)
def test_all_else_is_passed_over(rule: str) -> None:
    assert comparison_in(rule) is None


def test_what_an_expression_has() -> None:
    term = term_of("sum(rate(a[5m])) / sum by (x) (b{c='d'}) * 100")
    assert term.metrics == {"a", "b"}
    assert term.functions == {"sum", "rate"}
    assert term.divides
    assert not term_of("a / 1024").divides
    assert metrics_of(iter(("a + b", "c{", "sum(d)"))) == {"a", "b", "d"}


PIECES = st.sampled_from(
    'a b{ } c="d" sum ( ) by rate [5m] > < 5 1e5 * / - + on group_left , and " time # 0x . ü'.split()
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_is_a_comparison_or_passed_over(text: str) -> None:
    found = comparison_in(text)
    if found is not None:
        # What is left is arithmetic that can be asked for as it stands.
        assert found.expression in text
        assert term_of(found.expression).metrics == found.term.metrics
    try:
        term_of(text)
    except NotUnderstood as error:
        assert str(error)
