"""Rust: each construct, counted by hand."""

import pytest

from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return;", (1, 0, 0)),
        ("if a { } else if b { } else { }", (3, 3, 1)),
        ("if a { } else { if b { } }", (3, 4, 2)),
        ("if let Some(x) = a { }", (2, 1, 1)),
        ("if let Some(x) = a && x > 1 { }", (3, 2, 1)),
        ("let Some(x) = a else { return };", (2, 1, 1)),
        ("while let Some(x) = a { for y in x { } }", (3, 3, 2)),
        ("loop { if a { break; } }", (2, 3, 2)),
        ("'o: loop { continue 'o; }", (1, 2, 1)),
        ("match a { 1 | 2 => b, Some(_) => c, _ => d }", (3, 1, 1)),
        ("match a { x if x > 1 => b, other => d }", (2, 2, 1)),
        ("match a { None => b, Kind => { if c { } } }", (4, 3, 2)),
        ("a && b || c", (3, 2, 0)),
        ("let b = a?;", (1, 0, 0)),
        ("let g = |x| if x { 1 } else { 2 };", (2, 3, 1)),
        ("fn g(x: i32) { if x { } }", (3, 2, 1)),
        ("unsafe { if a { } }", (2, 1, 1)),
        ('println!("{}", if a { 1 } else { 2 });', (1, 0, 0)),
        ("f(a);", (1, 1, 0)),
        ("a.f(b); A::f(b);", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int]) -> None:
    assert row(functions(f"fn f(a: i32) {{\n{body}\n}}\n", "Rust")["f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("pub async fn f<T: A>(a: T, (b, c): (i32, i32)) -> T { }", "f", 2),
        ("impl A { fn f(&self, a: i32) { } }", "A.f", 1),
        ("impl<K> T for A<K> { fn f(self: Box<Self>) { } }", "A.f", 0),
        ("impl fmt::Display for &'a m::A { fn f(mut self) { } }", "A.f", 0),
        ("trait T { fn f(&self) { } fn g(&self); }", "T.f", 0),
        ("mod tests { #[test] fn f() { } }", "f", 0),
        ('extern "C" fn f(a: i32) { }', "f", 1),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(source, "Rust")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_a_method_calls_itself_through_its_type() -> None:
    for call, cognitive in (("self.f()", 1), ("Self::f(self)", 1), ("f()", 0), ("self.g.f()", 0)):
        found = functions(f"impl A {{ fn f(&self) {{ {call} }} }}\n", "Rust")
        assert found["A.f"].cognitive == cognitive, call


def test_a_types_methods_stand_in_its_impls() -> None:
    source = "struct A { a: i32 }\nimpl A {\n fn f() { if a { } }\n}\nimpl B for A {\n fn g() { }\n}\nenum E { X }\n"
    types = {one.name: (one.methods, one.cyclomatic, one.code_lines) for one in read(source, "Rust").types}
    assert types == {"A": (2, 3, 3), "E": (0, 0, 1)}


def test_imports() -> None:
    source = (
        "use a::b;\nuse crate::x::{self, y as z, w::{u, v}};\nuse super::*;\nuse {p, q::r};\nmod m;\nmod n { }\n"
        "extern crate c;\nuse self::t as _;\n"
    )
    assert read(source, "Rust").imports == (
        ("a::b", 1),
        ("crate::x", 2),
        ("crate::x::y", 2),
        ("crate::x::w::u", 2),
        ("crate::x::w::v", 2),
        ("super::*", 3),
        ("p", 4),
        ("q::r", 4),
        ("mod m", 5),
        ("c", 7),
        ("self::t", 8),
    )


def test_lines_of_documentation_end_before_the_next() -> None:
    found = read("/// Doc.\n\n/// More.\nfn f() { }\n", "Rust")
    assert (found.code_lines, found.comment_lines, found.blank_lines) == (1, 2, 1)


_INSIDE = "// TODO: more\n    use crate::only;\n    fn t(a: i32) { if a > 1 { } }\n    struct S;"


@pytest.mark.parametrize(
    ("head", "passed_over"),
    [
        ("#[cfg(test)]\nmod tests", True),
        ("#[cfg(test)]\n#[allow(dead_code)]\n// Of all.\n\npub(crate) mod tests", True),
        ("#[rustfmt::skip]\n# [ cfg ( test ) ]\nmod tests", True),
        ('#[cfg(all(test, feature = "x"))]\nmod tests', True),
        ('#[cfg(all(feature = "x", test))]\nmod tests', True),
        ("mod tests", False),
        ("#[cfg(not(test))]\nmod tests", False),
        ('#[cfg(any(test, feature = "x"))]\nmod tests', False),
        ('#[cfg(feature = "test")]\nmod tests', False),
        ("#[cfg(test)]\nuse a::b;\nmod tests", False),
        ("#[cfg(test)]\nfn one() {}\nmod tests", False),
    ],
)
def test_modules_that_are_compiled_for_tests_alone(head: str, passed_over: bool) -> None:
    found = read(f"fn f() {{\n}}\n\n{head} {{\n    {_INSIDE}\n}}\n\nfn g() {{}}\n", "Rust")
    names = {one.name for one in found.functions} - {"one"}
    assert names == ({"f", "g"} if passed_over else {"f", "g", "t"})
    assert [one.name for one in found.types] == ([] if passed_over else ["S"])
    assert ("crate::only" in {module for module, _ in found.imports}) is not passed_over
    assert bool(found.tests) is passed_over
    assert found.lines == found.code_lines + found.comment_lines + found.blank_lines + found.test_lines
    # The module's head and end are lines of it, comments stay comments.
    assert found.test_lines == (5 if passed_over else 0)


def test_a_module_for_tests_within_another_is_passed_over_once() -> None:
    source = (
        "mod a {\n#[cfg(test)]\nmod b {\n#[cfg(test)]\nmod c {}\n}\n#[cfg(test)]\nmod d {}\nfn f() {}\n}\n"
    )
    found = read(source, "Rust")
    assert (len(found.tests), found.test_lines) == (2, 5)
    assert [one.name for one in found.functions] == ["f"]
