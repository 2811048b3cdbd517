"""Macros before declarations: what stands behind them is read as it would be without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.syntax.grammars.annotations import without_annotations
from tests.unit.analysis.syntax.figures import read


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (
            "struct a {\n  LIB_CONSTEXPR a(int x) : b(x), c(0) { if (x) { } }\n};\nLIB_API auto f() -> int { return 1; }\n",
            ["a.a", "f"],
        ),
        (
            "LIB_BEGIN_NAMESPACE\nnamespace n {\nclass c {\n  void f() { }\n};\n}\nLIB_END_NAMESPACE\n",
            ["c.f"],
        ),
        ("template <typename T>\nLIB_FUNC LIB_INLINE auto f(T a) -> T { return a; }\n", ["f"]),
        ("class LIB_API a : public b {\n public:\n  ~a() LIB_NOTHING;\n  void f() { }\n};\n", ["a.f"]),
        ("LIB_API n::text<char> f(int a) { return a; }\n", ["f"]),
    ],
)
def test_functions_of_cpp_behind_macros(source: str, names: list[str]) -> None:
    assert [one.name for one in read(source, "C++").functions] == names


@pytest.mark.parametrize(
    ("source", "parameters"),
    [
        ("LIB_COLD\nstatic void\nf(int a)\n{\n}\n", 1),
        ("LIB_API static inline int f(int a, int b) { return a; }\n", 2),
        # A type that is written like a macro stays one: C has no function without a type.
        ("MY_INT_T f(int a) { return a; }\n", 1),
        ("#define LIB_SIZE sizeof(int)\nint f(void) { return LIB_SIZE; }\n", 0),
    ],
)
def test_functions_of_c_behind_macros(source: str, parameters: int) -> None:
    measured = read(source, "C")
    assert measured.error == ""
    assert [(one.name, one.parameters) for one in measured.functions] == [("f", parameters)]


@pytest.mark.parametrize(
    "source",
    [
        b"#define LIB_API extern int\n#  define LIB_B \\\n  LIB_C int x\n",
        b"int a = LIB_B + f(LIB_C, LIB_D);\n",
        b"case LIB_A:\nreturn LIB_B;\nx = LIB_C ? LIB_D : 1;\n",
        b"TEST(a, b) { }\nBOOL f(DWORD a);\n",
        b"MY_INT_T f(int a);\n",
    ],
)
def test_other_words_stay(source: bytes) -> None:
    assert without_annotations(source, constructors=False) == source


WORDS = st.sampled_from(
    [
        "LIB_A",
        "struct ",
        "class ",
        "void",
        " ",
        "\n",
        "\t",
        "#define ",
        "f(",
        ")",
        "\\\n",
        "<",
        ">",
        "é",
        "::",
        "{",
    ]
)


@given(st.lists(WORDS).map("".join), st.booleans())
def test_what_is_left_stands_where_it_stood(text: str, constructors: bool) -> None:
    source = text.encode()
    found = without_annotations(source, constructors=constructors)
    assert len(found) == len(source)
    assert [
        (was, now) for was, now in zip(source, found, strict=True) if was != now and now != ord(" ")
    ] == []
    assert found.count(b"\n") == source.count(b"\n")
