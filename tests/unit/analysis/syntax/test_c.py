"""C and C++: each construct, counted by hand, and sources whose preprocessor or macros hide their brackets."""

import pytest

from mainstay.analysis.syntax.grammars.conditionals import with_one_branch
from tests.unit.analysis.syntax.figures import functions, read, row

BODIES = [
    ("return;", (1, 0, 0)),
    ("if (a) b(); else if (b) c(); else d();", (3, 3, 1)),
    ("if (a) { } else { if (b) { } }", (3, 4, 2)),
    ("for (;;) { while (a) { do { } while (b); } }", (4, 6, 3)),
    ("switch (a) { case 1: case 2: b(); break; default: c(); }", (3, 1, 1)),
    ("return a ? b : c ? 1 : 2;", (3, 3, 0)),
    ("return a && b || c & d;", (3, 2, 0)),
    ("if (a) goto end; end: return;", (2, 2, 1)),
    ("f(a);", (1, 1, 0)),
    ("\n#if A && B\n if (a) { }\n#elif C || D\n b();\n#endif\n", (2, 1, 1)),
    ("\n#ifdef A\n if (a) {\n#else\n if (b) {\n#endif\n c(); }\n", (2, 1, 1)),
]


@pytest.mark.parametrize("language", ["C", "C++"])
@pytest.mark.parametrize(("body", "figures"), BODIES)
def test_a_body(body: str, figures: tuple[int, int, int], language: str) -> None:
    assert row(functions(f"int f(int a) {{\n{body}\n}}\n", language)["f"]) == figures


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("if (a and b or not c) { }", (4, 3, 1)),
        ("for (auto x : xs) { if (x) { } }", (3, 3, 2)),
        ("try { } catch (E &e) { if (a) { } } catch (...) { }", (4, 4, 2)),
        ("auto g = [&](int q) { if (q) { } };", (2, 2, 1)),
        ("std::sort(a, b, [](auto x, auto y) { return x ? 1 : 2; });", (2, 2, 0)),
        ("if constexpr (a) { } else { }", (2, 2, 1)),
        ("struct S { void g() { if (a) { } } };", (3, 2, 1)),
    ],
)
def test_a_body_of_cpp(body: str, figures: tuple[int, int, int]) -> None:
    assert row(functions(f"int f(int a) {{\n{body}\n}}\n", "C++")["f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("int main(void) { }", "main", 0),
        ("static char *f(const char *a, ...) { }", "f", 1),
        ("int f(a, b) int a; int b; { }", "f", 2),
        ("int (f)(int a) { }", "f", 1),
        ("void (*f(int a))(int, int) { }", "f", 1),
        ("struct s *f(struct s *a[]) { }", "f", 1),
    ],
)
def test_a_name_in_c(source: str, name: str, parameters: int) -> None:
    found = functions(source, "C")
    assert list(found) == [name]
    assert found[name].parameters == parameters


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("int n::A::f(int a, int b = 1) { }", "n.A.f", 2),
        ("template <class T> T *A<T>::f(T... a) { }", "A.f", 0),
        ("template <> int f<int>(int a) { }", "f", 1),
        ("A::A(int a) : b(a), c{1} { }", "A.A", 1),
        ("A::~A() { }", "A.~A", 0),
        ("A &A::operator=(const A &a) { }", "A.operator=", 1),
        ("bool operator==(const A &a, const A &b) { }", "operator==", 2),
        ("A::operator bool() const { }", "A.operator bool", 0),
        ("auto f(int a) -> int { }", "f", 1),
        ("namespace n { class A { void f() const { } }; }", "A.f", 0),
        ("class A { A() = default; void g(); A(int a) : b(a) { } };", "A.A", 1),
        ("struct A { operator int() { } };", "A.operator int", 0),
        ("struct A { template <class T> void f(T &&a) { } };", "A.f", 1),
        ("TEST(Parser, Empty) { }", "TEST(Parser, Empty)", 0),
        ('extern "C" { int f(int a) { } }', "f", 1),
        ("auto f = [](int a) { if (a) { } };", "<anonymous>", 1),
    ],
)
def test_a_name_in_cpp(source: str, name: str, parameters: int) -> None:
    found = functions(source, "C++")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_a_function_ends_where_the_next_begins() -> None:
    source = "int f(int a) {\n  if (a) {\n    b();\n}\n\nint g(int a) {\n  while (a) { }\n}\n"
    found = read(source, "C")
    assert "read in part" in found.error
    assert [(one.name, one.line, one.end_line, one.cyclomatic) for one in found.functions] == [
        ("f", 1, 5, 2),
        ("g", 6, 8, 2),
    ]


def test_what_macros_hide_is_not_taken_for_one_long_function() -> None:
    begun = (
        "BEGIN_NAMESPACE\n"
        + "class EXPORTED A : B {\n" * 2
        + "".join(f"int f{number}(int a) {{\n  if (a) {{ }}\n  return 1;\n}}\n" for number in range(60))
    )
    for one in read(begun, "C++").functions:
        assert one.end_line - one.line < 10, one.name


def test_one_branch_stays_where_brackets_do_not_add_up() -> None:
    text = b"#if A\nif (a) {\n#else\nif (b) {\n#endif\n}\n#ifdef B\nc();\n#else\nd();\n#endif\n"
    kept = with_one_branch(text)
    assert len(kept) == len(text)
    assert kept.split() == b"if (a) { } #ifdef B c(); #else d(); #endif".split()
    never = with_one_branch(b"#if 0\nif (a) {\n#else\nif (b) {\n#endif\n}\n")
    assert never.split() == b"if (b) { }".split()
    within = with_one_branch(b"#if A\n#if B\n{\n#endif\n{\n#endif\n}}\n")
    assert within.split() == b"{ { }}".split()
    assert with_one_branch(b"#endif\n#else\n}\n#if A\n{\n") == b"#endif\n#else\n}\n#if A\n{\n"


def test_a_header_for_both_languages_has_no_error() -> None:
    source = '#ifdef __cplusplus\nextern "C" {\n#endif\nint f(int a);\n#ifdef __cplusplus\n}\n#endif\n'
    assert read(source, "C").error == ""


@pytest.mark.parametrize(
    ("source", "types"),
    [
        ("template <class T>\nstruct A { };\n", ["A"]),
        ("namespace n {\nstruct A { int f() { return 1; } };\n}\n", ["A"]),
        ("#include <vector>\nstruct A { int a; };\n", ["A"]),
        ("class A : public B {\n public:\n  int a;\n};\n", ["A"]),
        ("struct A { std::string a; };\nstruct B { int f() { return 1; } };\n", ["A", "B"]),
        ("/* like std::string */\nstruct a { int b; };\n", []),
        ("#include <stdio.h>\n/*\n class of things\n */\nstruct a { int b; };\n", []),
        ("int new(int class);\n", []),
    ],
)
def test_a_header_is_read_as_what_it_holds(source: str, types: list[str]) -> None:
    assert [one.name for one in read(source, "C").types] == types


def test_imports() -> None:
    source = '#include "a/b.h"\n# include <stdio.h>\n#include MACRO\n'
    assert read(source, "C").imports == (('"a/b.h"', 1), ("<stdio.h>", 2), ("MACRO", 3))


def test_a_function_may_hold_a_type_without_a_name() -> None:
    source = (
        "int f(int a) {\n  struct {\n    int b;\n    void operator()(int c) { if (c) { b = c; } }\n  } g{0};\n"
        "  if (a) { g(a); }\n  return 1;\n}\nint h() { return 2; }\n"
    )
    found = functions(source, "C++")
    assert {name: (one.end_line, one.cyclomatic) for name, one in found.items()} == {"f": (8, 4), "h": (9, 1)}
