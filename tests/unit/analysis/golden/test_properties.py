"""Each property of an answer: what holds it, what lacks it, and that no answer can break the judging."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.golden.properties import failing, folded, numbers
from mainstay.domain.golden import Expected, JsonKind, Property
from tests.fakes.patterns import MemoryPatterns

PATTERNS = MemoryPatterns()


def lacks(answer: str, **expected: object) -> list[tuple[str, str]]:
    one = Expected("1", **expected)  # type: ignore[arg-type]
    matchers = {each: PATTERNS.compiled(each) for each in (*one.matches, *one.matches_not)}
    return [(each.property.value, each.reason) for each in failing(one, answer, matchers)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("  YES\n", {"equals": "yes"}),
        ("cafe\u0301", {"equals": "Caf\u00e9"}),
        ("yes", {"exactly": "yes"}),
        ("Within 30\n days.", {"contains": ("30 days", "WITHIN")}),
        ("b", {"contains_any": ("a", "b")}),
        ("sure", {"contains_none": ("sorry", "cannot")}),
        ("the total is 3", {"matches": ("total",), "matches_not": ("sum",)}),
        ("It is 1,234.50 \u20ac.", {"number": 1234.5}),
        ("between 3-5, so 4.1", {"number": 4.0, "within": 0.2}),
        ("\u22127 degrees", {"number": -7.0}),
        (
            '{"a": {"b": 2}, "c": [], "d": null}',
            {"json": {"a.b": JsonKind.NUMBER, "c": JsonKind.LIST, "d": JsonKind.ANY}},
        ),
        ("```json\n[1]\n```", {"json": {}}),
        ("one two three", {"least_words": 3, "most_words": 3}),
    ],
)
def test_an_answer_that_holds_it_lacks_nothing(answer: str, expected: dict[str, object]) -> None:
    assert lacks(answer, **expected) == []


@pytest.mark.parametrize(
    ("answer", "expected", "told"),
    [
        ("no", {"equals": "yes"}, ("equals", "it is not \u201cyes\u201d")),
        ("Yes", {"exactly": "yes"}, ("exactly", "it is not exactly \u201cyes\u201d")),
        ("14 days", {"contains": ("30 days",)}, ("contains", "\u201c30 days\u201d is missing")),
        (
            "c",
            {"contains_any": ("a", "b")},
            ("contains_any", "none of \u201ca\u201d, \u201cb\u201d is there"),
        ),
        ("Sorry", {"contains_none": ("sorry",)}, ("contains_none", "\u201csorry\u201d is there")),
        ("sum", {"matches": ("total",)}, ("matches", "nothing matches \u201ctotal\u201d")),
        ("sum", {"matches_not": ("sum",)}, ("matches_not", "something matches \u201csum\u201d")),
        ("v2 and 1.2.3", {"number": 2.0, "within": 0.5}, ("number", "no number is 2 within 0.5")),
        ("3-5", {"number": -5.0}, ("number", "no number is -5")),
        ("a: 1", {"json": {}}, ("json", "it is no JSON")),
        ('{"a": NaN}', {"json": {"a": JsonKind.NUMBER}}, ("json", "it is no JSON")),
        ('{"a": -Infinity}', {"json": {}}, ("json", "it is no JSON")),
        ("[1]", {"json": {"a": JsonKind.ANY}}, ("json", "the key \u201ca\u201d is missing")),
        ('{"a": true}', {"json": {"a": JsonKind.NUMBER}}, ("json", "\u201ca\u201d is no number")),
        ("[" * 5_000, {"json": {}}, ("json", "it is nested more than 100 deep")),
        ("one", {"least_words": 2}, ("least_words", "1 of at least 2 words")),
        ("", {"least_words": 1}, ("least_words", "0 of at least 1 words")),
        ("one two", {"most_words": 1}, ("most_words", "2 of at most 1 words")),
    ],
)
def test_what_it_lacks_is_said(answer: str, expected: dict[str, object], told: tuple[str, str]) -> None:
    assert lacks(answer, **expected) == [told]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("12 % of 3.5", [12.0, 3.5]),
        ("-3 and (-4)", [-3.0, -4.0]),
        ("2024-10-05", [2024.0, 10.0, 5.0]),
        ("x2 file_3 1.2.3 10.", [10.0]),
        ("1,000,000", [1_000_000.0]),
        ("9" * 400, []),
    ],
)
def test_numbers_are_those_that_people_write(text: str, found: list[float]) -> None:
    assert list(numbers(text)) == found


@given(st.text(max_size=300))
def test_no_answer_breaks_the_judging(answer: str) -> None:
    told = lacks(answer, equals="x", number=1.0, json={"a": JsonKind.TEXT}, least_words=1, contains=("y",))
    assert {name for name, _ in told} <= set(Property)
    assert all(math.isfinite(one) for one in numbers(answer))
    assert folded(folded(answer)) == folded(answer)


@given(st.lists(st.floats(-1e9, 1e9), max_size=5))
def test_every_number_between_words_is_found(values: list[float]) -> None:
    text = " and ".join(f"{one:.6f}" for one in values)
    assert list(numbers(text)) == pytest.approx([round(one, 6) for one in values])
