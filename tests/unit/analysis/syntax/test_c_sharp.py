"""C#: each construct, counted by hand."""

import pytest

from mainstay.analysis.syntax.measure import READ_IN_PART
from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return;", (1, 0, 0)),
        ("if (a) b(); else if (b) c(); else d();", (3, 3, 1)),
        ("if (a) { } else { if (b) { } }", (3, 4, 2)),
        ("for (;;) { foreach (var x in xs) { } }", (3, 3, 2)),
        ("while (a) { do { } while (b); }", (3, 3, 2)),
        ("switch (a) { case 1: case 2 when b: c(); break; default: d(); break; }", (4, 2, 1)),
        ("var q = a switch { 1 => 2, > 5 => 3, _ => 4 };", (3, 1, 1)),
        ("try { } catch (E e) when (e.x) { if (a) { } } finally { }", (4, 4, 2)),
        ("return a ? b : c;", (2, 1, 0)),
        ("return a && b || c;", (3, 2, 0)),
        ("return a ?? b ?? c;", (3, 0, 0)),
        ("a ??= b;", (2, 0, 0)),
        ("var q = a?.b?.c;", (1, 0, 0)),
        ("goto end; end: return;", (1, 1, 0)),
        ("Action r = () => { if (a) { } };", (2, 2, 1)),
        ("Func<int> r = delegate (int z) { return z ? 1 : 2; };", (2, 2, 0)),
        ("int g(int k) { return k ? 1 : 2; }", (3, 2, 0)),
        ("using (var r = x) { lock (a) { if (b) { } } }", (2, 1, 1)),
        ("F(a); this.F(b);", (1, 1, 0)),
        ("other.F(a);", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int]) -> None:
    found = functions(f"class A {{ void F(int a) {{\n{body}\n}} }}\n", "C#")
    assert row(found["A.F"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("class A { async Task<int> F<T>(int a, ref T b, params string[] c) { } }", "A.F", 2),
        ("class A { int F(int a) => a; }", "A.F", 1),
        ("class A { A(int a) : base(a) { } }", "A.A", 1),
        ("class A { ~A() { } }", "A.~A", 0),
        ("class A { int P { get { return 1; } set; } }", "A.P.get", 0),
        ("class A { int P => 1; }", "A.P", 0),
        ("class A { int P { init => a = 1; } }", "A.P.init", 0),
        ("class A { int this[int i] { get { return 1; } } }", "A.this[].get", 0),
        ("class A { event E V { add { } } }", "A.V.add", 0),
        ("class A { static A operator +(A a, A b) { return a; } }", "A.operator +", 2),
        ("class A { static implicit operator int(A a) => 1; }", "A.operator int", 1),
        ("class A { void I.F() { } }", "A.I.F", 0),
        ("namespace N.M { struct S { void F() { } } }", "S.F", 0),
        ("namespace N;\nrecord R(int A) { void F() { } }", "R.F", 0),
        ("interface I { void G(); void F() { } }", "I.F", 0),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(source, "C#")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_conditions_of_the_preprocessor_decide_nothing() -> None:
    found = functions("class A { void F() {\n#if B && C\n if (a) { }\n#endif\n} }\n", "C#")
    assert row(found["A.F"]) == (2, 1, 1)


def test_top_level_statements_are_the_modules() -> None:
    found = functions("using X;\nif (a) { b(); }\n", "C#")
    assert row(found["<module>"]) == (2, 1, 1)


def test_imports() -> None:
    source = "using System.Text;\nusing static A.B;\nusing X = A . C;\nglobal using D;\nclass E { void F() { using (x); } }\n"
    assert read(source, "C#").imports == (("System.Text", 1), ("A.B", 2), ("A.C", 3), ("D", 4))


# Places where the grammar knows no directive: a type's head, a list, an `else` beside its `if`, a sum of labels.
CHOICES = """
namespace N
{
    public abstract partial class Writer
#if HAVE_ASYNC_DISPOSABLE
        : IAsyncDisposable
#endif
    {
        int[] all = {
#if A
            1,
#else
            2,
#endif
            3 };
        void F(int a)
        {
#if HAVE_B
            if (a == 1)
            {
                G();
            }
            else
#endif
            {
                H();
            }
            switch (a)
            {
#if C
                case 1:
#endif
                case 2:
                    break;
            }
        }
    }
}
"""


def test_where_a_directive_is_not_understood_each_choice_is_made() -> None:
    found = read(CHOICES, "C#")
    assert found.error == ""
    assert [(one.name, one.line) for one in found.types] == [("Writer", 4)]
    assert [(one.name, row(one)) for one in found.functions] == [("Writer.F", (4, 3, 1))]


def test_where_all_is_understood_all_branches_count() -> None:
    source = "class A {\n#if B\nvoid F() { }\n#else\nvoid G() { }\n#endif\n}\n"
    assert set(functions(source, "C#")) == {"A.F", "A.G"}


def test_what_stays_wrong_is_read_as_it_was() -> None:
    source = "class A {\n#if B\nvoid F() { }\n#else\nvoid G() { }\n#endif\nvoid H() { ) }\n}\n"
    found = read(source, "C#")
    assert found.error == READ_IN_PART
    assert {one.name for one in found.functions} >= {"A.F", "A.G"}


def test_a_directive_on_a_last_line_without_a_newline_is_no_error() -> None:
    found = read("#pragma warning disable 1\nclass A { void F() { } }\n#pragma warning restore 1", "C#")
    assert (found.error, found.lines, found.code_lines) == ("", 3, 3)
