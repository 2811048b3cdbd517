"""Values as bytes that mean one thing only."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.contents.canonical import DEEPEST, encode

leaves = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner), max_leaves=20
)


def decode(content: bytes) -> Any:
    """Read a value back, written from the description alone."""
    value, rest = _decode(content)
    assert rest == b""
    return value


def _decode(content: bytes) -> tuple[Any, bytes]:
    letter, rest = content[:1], content[1:]
    if letter in b"ntf":
        return {b"n": None, b"t": True, b"f": False}[letter], rest
    size, _, rest = rest.partition(b":")
    count = int(size)
    if letter in b"ids":
        read: Any = {b"i": int, b"d": float, b"s": bytes.decode}[letter]
        return read(rest[:count]), rest[count:]
    members = []
    for _ in range(count * (2 if letter == b"m" else 1)):
        member, rest = _decode(rest)
        members.append(member)
    return (dict(zip(members[::2], members[1::2], strict=True)) if letter == b"m" else tuple(members)), rest


def kinds(value: Any) -> Any:
    """Give a value with the types of all its parts, which `==` does not tell."""
    if isinstance(value, tuple):
        return tuple(map(kinds, value))
    if isinstance(value, dict):
        return {key: kinds(inner) for key, inner in value.items()}
    return type(value), value


@given(values)
def test_a_value_can_be_read_back_so_that_different_ones_differ(value: Any) -> None:
    assert kinds(decode(encode(value))) == kinds(value)


@given(values, values)
def test_equal_bytes_are_equal_values(one: Any, other: Any) -> None:
    assert (encode(one) == encode(other)) == (kinds(one) == kinds(other))


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_keys_tells_nothing(value: dict[str, int]) -> None:
    assert encode(value) == encode(dict(reversed(value.items())))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), "a"),
        (("", ""), ("",)),
        ((("a",), "b"), ("a", ("b",))),
        ({"a": "b"}, ("a", "b")),
        ({"a": None}, {}),
        (1, True),
        (1, 1.0),
        ("1", 1),
        ("s1:a", ("a",)),
        ("\u00e9", "e\u0301"),
    ],
)
def test_no_field_can_pass_for_another(one: Any, other: Any) -> None:
    assert encode(one) != encode(other)


def test_both_zeros_are_one() -> None:
    assert encode(-0.0) == encode(0.0) != encode(0)


@pytest.mark.parametrize("value", [math.nan, math.inf, ("a", -math.inf), "\ud800", {"\udfff": 1}])
def test_what_has_no_bytes(value: Any) -> None:
    with pytest.raises(ValueError, match=r"finite|surrogate"):
        encode(value)


def test_depth_has_an_end() -> None:
    value: Any = ()
    for _ in range(DEEPEST):
        value = (value,)
    encode(value)
    with pytest.raises(ValueError, match="deep"):
        encode((value,))
