"""Objectives as people state them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.budgets.stating import share_of, stated
from mainstay.domain.budget import Objective


def test_as_it_is_written() -> None:
    assert stated("shop=99.9% errors_total / requests_total in 28d") == Objective(
        "shop", 0.999, "requests_total", bad="errors_total", days=28
    )
    found = stated('api = 99.95% http_total{path="/a/b",code=~"5.."}/http_total{path="/a/b"}')
    assert (found.bad, found.total) == ('http_total{path="/a/b",code=~"5.."}', 'http_total{path="/a/b"}')
    assert (found.goal, found.days) == (0.9995, 30)
    slow = "sum(increase(a[$window])) - (sum(increase(b[$window])) / 2) / sum(increase(a[$window]))"
    assert stated(f"slow=95% {slow}").total == "sum(increase(a[$window]))"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not of the form"),
        ("shop=99.9 a / b", "not of the form"),
        ("shop=0% a / b", "no promise"),
        ("shop=100.1% a / b", "no share"),
        ("shop=-1% a / b", "no share"),
        ("shop=1e999% a / b", "no share"),
        ("shop=9.9.9% a / b", "is no number"),
        ("Shop=99% a / b", "its name"),
        ('shop=99% a{x="/"}', "a slash outside"),
        ("shop=99% a /", "does not say"),
        ("shop=99% / b", "either bad or good"),
        ("shop=99% a / b in 91d", "1 to 90 days"),
        ("shop=99% a / b in 0d", "1 to 90 days"),
        ("shop=99% sum(rate(a[5m])) / b", "neither a selector"),
        ("shop=99% a{} + c{} / b", "neither a selector"),
        (f"shop=99% {'a' * 4_001} / b", "longer than"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        stated(text)


def test_all_may_be_promised() -> None:
    assert stated("shop=100% a / b").goal == 1.0


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for given_text in (text, f"shop=99% {text}", f"shop={text}% a / b"):
        try:
            found = stated(given_text)
        except ValueError:
            continue
        assert 0 < found.goal <= 1


@given(st.integers(1, 99_999_999))
def test_shares_are_told_as_they_were_meant(millionths: int) -> None:
    assert share_of(millionths / 1_000_000) == pytest.approx(millionths / 100_000_000, abs=1e-12)
