"""Ruby: each construct, counted by hand."""

import pytest

from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return", (1, 0, 0)),
        ("if a then b elsif b then c else d end", (3, 3, 1)),
        ("if a\n b\nelse\n c if b\nend", (3, 4, 2)),
        ("unless a then b else c end", (2, 2, 1)),
        ("a if b", (2, 1, 1)),
        ("a unless b && c", (3, 2, 1)),
        ("while a do until b do c end end", (3, 3, 2)),
        ("a while b", (2, 1, 1)),
        ("for x in a do b end", (2, 1, 1)),
        ("case a when 1, 2 then b when 3 then c else d end", (3, 1, 1)),
        ("case a\nwhen 1\n b if c\nend", (3, 3, 2)),
        ("case a\nin [x] if x then 1\nin {b:} then 2\nin other then 3\nelse 4\nend", (4, 2, 1)),
        ("begin\n a\nrescue E => e\n b if c\nensure\n d\nend", (3, 3, 2)),
        ("a rescue b", (2, 1, 0)),
        ("a ? b : c", (2, 1, 0)),
        ("a && b || c", (3, 2, 0)),
        ("a and (b and c)", (3, 1, 0)),
        ("@a ||= b", (2, 0, 0)),
        ("a&.b", (1, 0, 0)),
        ("a.each { |x| b if x }", (2, 2, 1)),
        ("a.each do |x|\n b unless x\nend", (2, 2, 1)),
        ("g = ->(x) { x ? 1 : 2 }", (2, 2, 0)),
        ("f(a)", (1, 1, 0)),
        ("self.f(a)", (1, 1, 0)),
        ("a.f(b)", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int]) -> None:
    assert row(functions(f"def f(a)\n{body}\nend\n", "Ruby")["f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("def f(a, b = 1, *c, d:, e: 2, **g, &h); end", "f", 4),
        ("def f = 1", "f", 0),
        ("def self.f(a) = a", "f", 1),
        ("class A; def f?; end; end", "A.f?", 0),
        ("module M; class A < B; def f=(a); end; end; end", "M.A.f=", 1),
        ("class M::A; def ==(a); end; end", "M.A.==", 1),
        ("class A; class << self; def f; end; end; end", "A.f", 0),
        ("class A; define_method(:f) { |a| a }; end", "A.f", 1),
        ("describe 'a' do it 'b' do c if d end end", "<callback of it>", 0),
        ("A = Struct.new(:a) do def f; end end", "f", 0),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(source, "Ruby")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_a_handler_of_a_method_stands_beside_its_body() -> None:
    found = functions("def f\n a if b\nrescue E\n c if d\nend\n", "Ruby")["f"]
    # if 1, rescue 1, and within it an if at nesting 1: 2.
    assert row(found) == (4, 4, 1)


def test_imports() -> None:
    source = "require 'a/b'\nrequire_relative \"x\"\nload 'z.rb'\nrequire name\nrequire \"a#{b}\"\nobject.require 'no'\n"
    assert read(source, "Ruby").imports == (("a/b", 1), ("relative x", 2), ("z.rb", 3))


def test_lines() -> None:
    found = read("# a\n=begin\nb\n=end\n\nc # d\n__END__\nif e\n", "Ruby")
    assert (found.comment_lines, found.blank_lines) == (4, 1)
    assert found.functions == ()
