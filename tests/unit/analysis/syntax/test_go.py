"""Go: each construct, counted by hand."""

import pytest

from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return", (1, 0, 0)),
        ("if a { b() }", (2, 1, 1)),
        ("if x := g(); x > 1 { } else { }", (2, 2, 1)),
        ("if a { } else if b { } else if c { } else { }", (4, 4, 1)),
        ("if a { } else if b { if c { } }", (4, 4, 2)),
        ("if a { } else { if b { } }", (3, 4, 2)),
        ("for { }", (2, 1, 1)),
        ("for i := 0; i < 9; i++ { for range b { } }", (3, 3, 2)),
        ("switch a { case 1, 2: b(); case 3: default: }", (3, 1, 1)),
        ("switch { case a > 1: if b { } }", (3, 3, 2)),
        ("switch v := a.(type) { case int: v(); default: }", (2, 1, 1)),
        ("select { case <-a: case b <- 1: default: }", (3, 1, 1)),
        ("return a && b || c", (3, 2, 0)),
        ("return a && (b && c)", (3, 1, 0)),
        ("x: for { break x }", (2, 2, 1)),
        ("goto x; x: return", (1, 1, 0)),
        ("func() { if a { } }()", (2, 2, 1)),
        ("go func() { for { } }()", (2, 2, 1)),
        ("f(a)", (1, 1, 0)),
        ("a.f(b)", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int]) -> None:
    source = f"package p\n\nfunc f(a, b int) {{\n\t{body}\n}}\n"
    assert row(functions(source, "Go")["f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("func f(a, b int, c ...string) { }", "f", 2),
        ("func f(int, string) { }", "f", 2),
        ("func F[T any](a T) T { return a }", "F", 1),
        ("func (t T) M(a int) { }", "T.M", 1),
        ("func (t *T) M() { }", "T.M", 0),
        ("func (*T) M() { }", "T.M", 0),
        ("func (t *T[K, V]) M() { }", "T.M", 0),
        ("var c = &C{Run: func(a int) { if a { } }}", "<anonymous>", 1),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(f"package p\n{source}\n", "Go")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_a_method_calls_itself_through_its_own_receiver() -> None:
    for call, cognitive in (("t.M()", 1), ("u.M()", 0), ("M()", 0)):
        found = functions(f"package p\nfunc (t *T) M(u *T) {{ {call} }}\n", "Go")
        assert found["T.M"].cognitive == cognitive, call


def test_a_types_methods_stand_outside_of_it() -> None:
    source = "package p\ntype T struct {\n\ta int\n}\n\nfunc (t T) A() {\n\tif a {\n\t}\n}\nfunc (*T) B() {\n}\nfunc c() { }\n"
    (found,) = read(source, "Go").types
    assert (found.name, found.line, found.methods, found.cyclomatic, found.nesting) == ("T", 2, 2, 3, 1)
    assert found.code_lines == 3 + 4 + 2


def test_imports() -> None:
    source = 'package p\nimport "fmt"\nimport (\n\tx "a/b/c"\n\t_ `raw`\n)\n'
    assert read(source, "Go").imports == (("fmt", 2), ("a/b/c", 4), ("raw", 5))
