"""Java: each construct, counted by hand."""

import pytest

from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return;", (1, 0, 0)),
        ("if (a) b();", (2, 1, 1)),
        ("if (a) b(); else if (b) c(); else d();", (3, 3, 1)),
        ("if (a) { } else { if (b) { } }", (3, 4, 2)),
        ("if (a) { } else for (;;) { }", (3, 4, 2)),
        ("for (int i = 0; i < 9; i++) for (X x : xs) { }", (3, 3, 2)),
        ("while (a) { do { } while (b); }", (3, 3, 2)),
        ("switch (a) { case 1: case 2: b(); break; default: }", (3, 1, 1)),
        ("int q = switch (a) { case 1, 2 -> 3; default -> 4; };", (2, 1, 1)),
        ("switch (a) { case X y when y.b() && c -> d(); default -> e(); }", (3, 2, 1)),
        ("try { if (a) { } } catch (E | F e) { if (b) { } } finally { }", (4, 4, 2)),
        ("try (R r = a()) { } catch (E e) { }", (2, 1, 1)),
        ("return a ? b ? 1 : 2 : 3;", (3, 3, 0)),
        ("return a && b && !(c || d);", (4, 2, 0)),
        ("x: while (a) { continue x; }", (2, 2, 1)),
        ("run(() -> { if (a) { } });", (2, 2, 1)),
        ("run(x -> x ? 1 : 2);", (2, 2, 0)),
        ("new X() { void g() { if (a) { } } };", (3, 2, 1)),
        ("synchronized (a) { if (b) { } }", (2, 1, 1)),
        ("f(a);", (1, 1, 0)),
        ("this.f(a);", (1, 1, 0)),
        ("other.f(a); g.f(b);", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int]) -> None:
    found = functions(f"class A {{ void f(int a) {{\n{body}\n}} }}\n", "Java")
    assert row(found["A.f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("class A { <T> int f(final int a, T b, String... c) { } }", "A.f", 2),
        ("class A { A(int a) { } }", "A.A", 1),
        ("class A { class B { void f() { } } }", "A.B.f", 0),
        ("interface A { default void f(A this, int a) { } void g(); }", "A.f", 1),
        ("abstract class A { abstract void g(); void f() { } }", "A.f", 0),
        ("record A(int a) { A { } }", "A.A", 0),
        ("enum A { B { void f() { } }; }", "A.B.f", 0),
        ("class A { X<Y> x = new X<Y>() { void f() { } }; }", "A.X.f", 0),
        ("class A { Runnable r = () -> { if (a) { } }; }", "A.<anonymous>", 0),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(source, "Java")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_a_method_is_said_to_be_where_its_name_is() -> None:
    found = functions("class A {\n  @Override\n  public\n  void f() {\n  }\n}\n", "Java")["A.f"]
    assert (found.line, found.end_line, found.code_lines) == (4, 5, 4)


def test_types() -> None:
    source = "class A { void f() { if (a) { } } void g() { } }\nrecord R(int a) { }\n@interface N { }\n"
    types = {one.name: (one.methods, one.cyclomatic) for one in read(source, "Java").types}
    assert types == {"A": (2, 3), "R": (0, 0), "N": (0, 0)}


def test_imports() -> None:
    source = "package p;\nimport a.b.C;\nimport a . d.*;\nimport static e.F.g;\n"
    assert read(source, "Java").imports == (("a.b.C", 2), ("a.d.*", 3), ("e.F.g", 4))


def test_the_white_papers_examples() -> None:
    source = (
        "class A {\n  int sumOfPrimes(int max) {\n    int total = 0;\n    OUT: for (int i = 1; i <= max; ++i) {\n"
        "      for (int j = 2; j < i; ++j) {\n        if (i % j == 0) {\n          continue OUT;\n        }\n      }\n"
        "      total += i;\n    }\n    return total;\n  }\n  String getWords(int number) {\n    switch (number) {\n"
        '      case 1: return "one";\n      case 2: return "a couple";\n      case 3: return "a few";\n'
        '      default: return "lots";\n    }\n  }\n  void myMethod() {\n    try {\n      if (condition1) {\n'
        "        for (int i = 0; i < 10; i++) {\n          while (condition2) { }\n        }\n      }\n"
        "    } catch (ExcepType1 | ExcepType2 e) {\n      if (condition2) { }\n    }\n  }\n"
        "  void myMethod2() {\n    Runnable r = () -> {\n      if (condition1) { }\n    };\n  }\n}\n"
    )
    cognitive = {name: one.cognitive for name, one in functions(source, "Java").items()}
    assert cognitive == {"A.sumOfPrimes": 7, "A.getWords": 1, "A.myMethod": 9, "A.myMethod2": 2}
