"""Types and macros where no grammar expects them: what stands around them is read, and nothing else is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.syntax.grammars.macros import without_insertions
from tests.unit.analysis.syntax.figures import read


@pytest.mark.parametrize("language", ["C", "C++"])
@pytest.mark.parametrize(
    "source",
    [
        "int f(int a, ...) {\n  char *b = va_arg(list, char*);\n  if (a) return 1;\n  return 0;\n}\n",
        "int f(int a, ...) {\n  long b = va_arg(list,unsigned long long);\n  if (a) return 1;\n  return 0;\n}\n",
        "int f(int a) {\n  if LIB_CONSTEXPR (a) return 1;\n  return 0;\n}\n",
        'LIB_NO_SANITIZE("alignment")\nstatic int f(int a) {\n  if (a) return 1;\n  return 0;\n}\n',
    ],
)
def test_the_function_around_is_read_whole(source: str, language: str) -> None:
    measured = read(source, language)
    assert measured.error == ""
    assert [(one.name, one.cyclomatic, one.cognitive) for one in measured.functions] == [("f", 2, 1)]


@pytest.mark.parametrize(
    "source",
    [
        b"int va_args(int a, int b);\n",
        b"if (LIB_A (a)) b();\n",
        b'LIB_TEST("a") {\n}\n',
        b'LIB_TEST("a");\nint b;\n',
        b'f(LIB_TEXT("a")\n  LIB_B);\n',
        b"LIB_EACH(a)\nint b;\n",
        b"va_arg(a, f(b))\n",
    ],
)
def test_all_else_stays(source: bytes) -> None:
    assert without_insertions(source) == source


PIECES = st.sampled_from(
    ["va_arg", "(", ")", ",", "if ", "LIB_A", '("a")', '"', "\n", "\r\n", " ", "int", "*", "é", ";"]
)


@given(st.lists(PIECES).map("".join))
def test_what_is_left_stands_where_it_stood(text: str) -> None:
    source = text.encode()
    found = without_insertions(source)
    assert len(found) == len(source)
    assert all(now in (was, ord(" ")) for was, now in zip(source, found, strict=True))
    assert found.count(b"\n") == source.count(b"\n")
