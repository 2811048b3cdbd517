"""TOML that may be a bomb is refused before it costs anything; all else is read as the standard says."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.config.parsing import LARGEST, parse
from mainstay.domain.errors import ConfigurationError


def refused(data: bytes) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        parse(data, "mainstay.toml")
    return caught.value


def test_a_document_is_read() -> None:
    text = '\ufeff# a.b.c.d\r\nexclude = ["a.b.c/**", "#x"]\r\n[thresholds]\r\nnesting = 3\r\n'
    assert parse(text.encode(), "x") == {"exclude": ["a.b.c/**", "#x"], "thresholds": {"nesting": 3}}


def test_brackets_and_dots_within_texts_and_comments_count_for_nothing() -> None:
    dotted = ".".join("abcdefghijklmnopqrstuvwxyz")
    brackets = "[" * 40
    text = f'# {brackets}{dotted}\na = "{brackets}{dotted}\\"{brackets}"\n'
    text += f"b = '''{dotted}\n\"{brackets}'''\n" + f'c = """{dotted}\\"""" '
    assert set(parse(text.encode(), "x")) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x = 1\n" * 60_000, "too large"),
        (b"#" * (LARGEST + 1), "too large"),
        (b"x = 1\ny = \xff\xfe", "no UTF-8"),
        (b"x = " + b"[" * 200_000, "nested too deeply"),
        (b"x = " + b"[" * 17 + b"]" * 17, "nested too deeply"),
        (b"x = " + b"{a=" * 60_000, "nested too deeply"),
        (b"a." * 100_000 + b"a = 1", "nested too deeply"),
        (b"[" + b"a." * 100_000 + b"a]", "nested too deeply"),
        (b"x = {" + b"a." * 100_000 + b"a = 1}", "nested too deeply"),
        (b"x = " + b"9" * 100_000, "cannot be read"),
        (b"x = 2026-02-31", "no TOML"),
        (b"x = 1\nx = 2", "no TOML"),
        (b"x = ", "no TOML"),
        (b'x = "\0"', "no TOML"),
        (b'x = "' + b'\\"""' * 50_000, "no TOML"),
        (b"\x1b]0;owned\x07", "no TOML"),
    ],
    ids=range(16),
)
def test_what_cannot_be_used_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    error = refused(data)
    assert reason in error.what
    assert error.where.startswith("mainstay.toml")
    assert error.mend
    assert "\x1b" not in error.what


def test_the_line_is_named_where_it_is_known() -> None:
    assert refused(b"a = 1\nb = " + b"[" * 30).where == "mainstay.toml:2"
    assert refused(b"a = 1\nb = 2\n\xff").where == "mainstay.toml:3"
    assert "line 2" in refused(b"a = 1\nb = ?").what


@pytest.mark.parametrize(
    "data",
    [
        b"[[a]]\n" * 43_000,
        b"".join(b"[a%d]\nb=1\n" % i for i in range(18_000)),
        b"".join(b"a.b.c.d.e.f.g.h.k%d=1\n" % i for i in range(10_000)),
        b'x = """' + b"\\n" * 120_000 + b'"""',
        b"x = [" + b"1," * 120_000 + b"]",
        b"x = {" + b",".join(b"a%d=1" % i for i in range(25_000)) + b"}",
    ],
    ids=["array of tables", "tables", "dotted", "escapes", "array", "inline"],
)
def test_the_largest_documents_are_read_in_the_time_of_a_test(data: bytes) -> None:
    assert len(data) <= LARGEST
    assert parse(data, "x")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text("abx.=[]{}\"'#\n\\ 1,", max_size=80).map(str.encode))
def test_anything_is_read_as_the_library_reads_it_or_refused(data: bytes) -> None:
    try:
        found = parse(data, "x")
    except ConfigurationError:
        return
    assert found == tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
