"""YAML that means what it says."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mainstay.config import plain_yaml
from mainstay.config.plain_yaml import DEEPEST, LARGEST, read
from mainstay.domain.errors import ConfigurationError

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029\x85\ufffe\uffff"
        ),
        max_size=20,
    )
)
documents = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc ", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(documents)
def test_what_the_library_writes_quoted_is_read_back(value: Any) -> None:
    text = (
        yaml.safe_dump(value, default_style=None, allow_unicode=True, version=(1, 2))
        if not isinstance(value, str)
        else yaml.safe_dump(value, default_style='"')
    )
    found = read(text.removeprefix("%YAML 1.2\n").encode(), "f")
    assert same(found, value)


def same(found: Any, value: Any) -> bool:
    """Whether two values are alike; the library writes some numbers (1e+16) as 1.2 reads as numbers of the other kind."""
    if isinstance(value, dict):
        return (
            isinstance(found, dict)
            and found.keys() == value.keys()
            and all(same(found[key], value[key]) for key in value)
        )
    if isinstance(value, list):
        return isinstance(found, list) and len(found) == len(value) and all(map(same, found, value))
    return found == value and isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("22:00", "22:00"),
        ("2026-01-01", "2026-01-01"),
        ("0o17", 15),
        ("017", 17),
        ("0x1f", 31),
        ("1_000", "1_000"),
        ("~", None),
        ("", None),
        ("'1'", "1"),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("=", "="),
        ("<<", "<<"),
        ("{<<: 1}", {"<<": 1}),
        ("\ufeffa: 1", {"a": 1}),
        ('"\\u00e9"', "\u00e9"),
    ],
)
def test_scalars_mean_what_they_say(text: str, value: Any) -> None:
    found = read(text.encode(), "f")
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("a: 1\na: 2", "a stands here twice", "f:2:1"),
        ("a: {b: 1, b: 1}", "b stands here twice", "f:1:11"),
        ("a: &x 1", "an anchor (&x)", "f:1:4"),
        ("a: *x", "an alias (*x)", "f:1:4"),
        ("a: !!python/object/apply:os.system [ls]", "a tag (", "f:1:4"),
        ("a: !!str 1", "a tag (", "f:1:4"),
        ("1: a", "a key that is no text", "f:1:1"),
        ("[a]: b", "a key that is no text", "f:1:3"),
        ("a: 1\n--- \nb: 2", "a second document begins", "f:2:1"),
        ("a: [", "this is no YAML", "f:1:5"),
        ("\t- a", "this is no YAML", "f:1:1"),
        ("a: \x01", "this is no YAML", "f"),
        ("a: .inf", "a number that is not finite", "f:1:4"),
        ("a: -.INF", "a number that is not finite", "f:1:4"),
        ("a: .nan", "a number that is not finite", "f:1:4"),
        ("a: 1e999", "a number that is not finite", "f:1:4"),
        ("a: " + "9" * 5_000, "a number of too many digits", "f:1:4"),
        ("[" * 10_000, "nested more than", f"f:1:{DEEPEST + 1}"),
        ("{a: " * 10_000, "nested more than", f"f:1:{DEEPEST * 4 + 1}"),
        ("- " * 10_000, "nested more than", f"f:1:{DEEPEST * 2 + 1}"),
        ("[" + "1," * 200_000 + "]", "the file holds too much", "f:1:199998"),
    ],
)
def test_what_is_refused(text: str, what: str, where: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(text.encode(), "f")
    assert caught.value.what.startswith(what) and caught.value.where == where


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a: \xe9", b"x" * (LARGEST + 1)])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ConfigurationError, match=r"UTF-8|larger"):
        read(data, "f")


@given(st.binary(max_size=200) | st.text("ab:-[]{}#&*!|>'\"%@`,?\n \t0.", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data, "f")
    except ConfigurationError as error:
        assert error.where.startswith("f")


pieces = st.sampled_from(
    [*"\n\t{}[]'\"#|>0:\\%@\r\x85\u2028\ufeff", "a", "b: 1", ": ", "- ", "  ", ", ", "? ", "---", "no"]
) | st.sampled_from(["\n  - {c: d, e: [1, 2]}", "\nk: |\n  x\n"])


@given(st.lists(pieces, max_size=12).map("".join))
def test_whatever_parses_a_file_it_means_the_same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_yaml, "QUICK", yaml.SafeLoader)
        try:
            slowly = read(text.encode(), "f")
        except ConfigurationError:
            return
    assert read(text.encode(), "f") == slowly
