"""JavaScript and TypeScript: each construct, counted by hand."""

import pytest

from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize("language", ["JavaScript", "TypeScript", "TSX"])
@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return a", (1, 0, 0)),
        ("if (a) b()", (2, 1, 1)),
        ("if (a) b(); else a()", (2, 2, 1)),
        ("if (a) { } else if (b) { } else { }", (3, 3, 1)),
        ("if (a) { } else if (b) { if (a) { } }", (4, 4, 2)),
        ("if (a) { } else { if (b) { } }", (3, 4, 2)),
        ("if (a) { for (;;) { while (b) { } } }", (4, 6, 3)),
        ("for (const x of a) { }", (2, 1, 1)),
        ("for (const x in a) { do { } while (x) }", (3, 3, 2)),
        ("try { a() } catch (e) { if (e) { } } finally { b() }", (3, 3, 2)),
        ("switch (a) { case 1: case 2: b(); break; default: a() }", (3, 1, 1)),
        ("switch (a) { case 1: if (b) { } }", (3, 3, 2)),
        ("return a ? b : c", (2, 1, 0)),
        ("return a ? (b ? a : b) : c", (3, 3, 0)),
        ("return a && b && c || d", (4, 2, 0)),
        ("return a && (b && c)", (3, 1, 0)),
        ("return a && !(b && c)", (3, 2, 0)),
        ("return a ?? b", (2, 0, 0)),
        ("a ||= b", (2, 0, 0)),
        ("return a + b - c | d", (1, 0, 0)),
        ("return a?.b?.c", (1, 0, 0)),
        ("x: for (;;) { continue x }", (2, 2, 1)),
        ("x: for (;;) { break }", (2, 1, 1)),
        ("f(a)", (1, 1, 0)),
        ("this.f(a); g.f(a); 'f(a)' // f(a)", (1, 0, 0)),
        ("a.map(x => x ? 1 : 2)", (2, 2, 0)),
        ("a.map(function (x) { if (x) { } })", (2, 2, 1)),
        ("a.map(x => b.map(y => y && x))", (2, 1, 0)),
        ("a.map(x => b.map(y => { if (y) { } }))", (2, 3, 1)),
        ("const o = { g() { if (a) { } } }", (1, 0, 0)),
        ("function g() { if (a) { } } g()", (1, 0, 0)),
        ("const g = () => { if (a) { } }; g()", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int], language: str) -> None:
    found = functions(f"function f(a, b) {{\n  {body}\n}}\n", language)
    assert row(found["f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("function f(a, b = 1, ...c) { }", "f", 2),
        ("async function f({a, b}, [c]) { }", "f", 2),
        ("function* f() { }", "f", 0),
        ("const f = (a, /* why */ b) => 1", "f", 2),
        ("const f = a => 1", "f", 1),
        ("let f = async function (a) { }", "f", 1),
        ("let f = function g(a) { }", "f", 1),
        ("f = () => 1", "f", 0),
        ("exports.f = function (a) { }", "f", 1),
        ("module.exports.f = (a) => 1", "f", 1),
        ("module.exports = (a) => 1", "module.exports", 1),
        ("A.prototype.f = function () { }", "A.f", 0),
        ("app.use = function use(a) { }", "app.use", 1),
        ("a[0] = function () { if (a) { } }", "<anonymous>", 0),
        ("const o = { f: function (a) { } }", "f", 1),
        ("const o = { 'a-b': a => 1 }", "a-b", 1),
        ("const o = { f(a) { } }", "f", 1),
        ("class A { f(a) { } }", "A.f", 1),
        ("class A { #f() { } }", "A.#f", 0),
        ("class A { f = a => 1 }", "A.f", 1),
        ("class A { constructor(a) { } }", "A.constructor", 1),
        ("class A { static async f() { } }", "A.f", 0),
        ("const A = class { f() { } }", "A.f", 0),
        ("export default function (a) { }", "default", 1),
        ("export default (a) => 1", "default", 1),
        ("export default class A { f() { } }", "A.f", 0),
        ("(function g() { })()", "g", 0),
        ("function f() { function g() { } }", "f.g", 0),
        ("function f() { return class A { g() { } } }", "f", 0),
        ("app.get('/', (req, res) => { if (req) { } })", "<callback of app.get>", 2),
        ("(function () { if (a) { } })()", "<anonymous>", 0),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(source, "JavaScript")
    assert name in found
    assert found[name].parameters == parameters


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("function f(this: A, a: number, b?: string, ...c: any[]): void { }", "f", 2),
        ("class A { constructor(private a: B, readonly c: D) { } }", "A.constructor", 2),
        ("class A { private f = (a: B): C => 1 }", "A.f", 1),
        ("abstract class A { abstract g(): void; f<T>(a: T) { } }", "A.f", 1),
        ("namespace N { export function f() { } }", "f", 0),
        ("const f = <T,>(a: T): a is B => a ? true : false", "f", 1),
    ],
)
def test_a_name_with_types(source: str, name: str, parameters: int) -> None:
    found = functions(source, "TypeScript")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_types_decide_nothing() -> None:
    source = "type A<B> = B extends C ? D : E;\nfunction f(a: B | C): a is D { return a as D; }\n"
    assert row(functions(source, "TypeScript")["f"]) == (1, 0, 0)


def test_declared_signatures_are_no_functions() -> None:
    source = (
        "declare function f(a: B): C;\ninterface I { g(): void }\nabstract class A { abstract h(): void }\n"
    )
    assert functions(source, "TypeScript") == {}


def test_a_wrapper_that_decides_nothing_only_holds_functions_together() -> None:
    wrapped = (
        "(function () {\n  'use strict';\n  function f(a) { if (a) { } }\n  var g = function () { };\n})();\n"
    )
    assert {name: row(one) for name, one in functions(wrapped, "JavaScript").items()} == {
        "f": (2, 1, 1),
        "g": (1, 0, 0),
    }
    tests = (
        "describe('a', () => {\n  it('b', () => { for (;;) { } });\n  it('c', () => { expect(1); });\n"
        "  describe('d', () => {\n    beforeEach(() => { if (a) { } });\n  });\n});\n"
    )
    assert {name: row(one) for name, one in functions(tests, "JavaScript").items()} == {
        "<callback of it>": (2, 1, 1),
        "<callback of beforeEach>": (2, 1, 1),
    }


def test_a_callback_outside_all_functions_has_what_it_holds_when_it_decides() -> None:
    source = "on(() => {\n  if (a) { b.map(x => { if (x) { c.map(y => y ? 1 : 2) } }) }\n  function g() { for (;;) { } }\n})\n"
    found = functions(source, "JavaScript")
    # if 1; in the callback at nesting 2 another, 3; in the next at nesting 4 a ternary, 5.
    assert row(found["<callback of on>"]) == (4, 9, 2)
    assert row(found["g"]) == (2, 1, 1)
    assert found["<callback of on>"].code_lines == 3


def test_conditions_outside_all_functions_are_the_modules() -> None:
    found = functions("if (a && b) { }\nconst c = x => x && y;\nlist.map(x => x || y);\n", "JavaScript")
    assert row(found["<module>"]) == (4, 3, 1)
    assert row(found["c"]) == (2, 1, 0)


def test_code_lines_of_a_function_leave_out_those_that_stand_for_themselves() -> None:
    found = functions(
        "function f() {\n  a();\n  // why\n\n  function g() {\n    b();\n  }\n}\n", "JavaScript"
    )
    assert (found["f"].code_lines, found["f.g"].code_lines) == (3, 3)
    assert (found["f"].line, found["f"].end_line, found["f.g"].line) == (1, 8, 5)


def test_a_function_is_said_to_be_where_its_name_is() -> None:
    source = "@a\nclass A {\n  @b\n  @c()\n  f() { }\n}\nexport const g =\n  () => 1;\n"
    found = functions(source, "TypeScript")
    assert (found["A.f"].line, found["g"].line) == (5, 7)


def test_types() -> None:
    source = "class A { f() { if (a) { } }\n g() { }\n}\ninterface I { }\nenum E { B }\nfunction h() { class C { k() { } } }\n"
    types = {one.name: (one.methods, one.cyclomatic, one.line) for one in read(source, "TypeScript").types}
    assert types == {"A": (2, 3, 1), "I": (0, 0, 4), "E": (0, 0, 5), "h.C": (1, 1, 6)}


def test_imports() -> None:
    source = (
        "import a, { b } from './x';\nimport * as c from \"react\";\nimport 'side';\nexport * from '../y';\n"
        "const d = require('z');\nconst e = await import('./lazy');\nrequire(name); other('no'); require(`${x}`);\n"
    )
    modules = (("./x", 1), ("react", 2), ("side", 3), ("../y", 4), ("z", 5), ("./lazy", 6))
    assert read(source, "JavaScript").imports == modules
    typed = "import type { A } from './t';\nimport q = require('old');\n"
    assert read(typed, "TypeScript").imports == (("type ./t", 1), ("old", 2))


@pytest.mark.parametrize(
    ("statement", "erased"),
    [
        ("import type A from './x'", True),
        ("import type * as a from './x'", True),
        ("import { type A, type B as C } from './x'", True),
        ("import type a = require('./x')", True),
        ("export type { A } from './x'", True),
        ("export type * from './x'", True),
        ("export { type A } from './x'", True),
        ("import { type A, b } from './x'", False),
        ("import a, { type A } from './x'", False),
        ("import { type } from './x'", False),
        ("import type from './x'", False),
        ("import * as a from './x'", False),
        ("import {} from './x'", False),
        ("import './x'", False),
        ("export { A } from './x'", False),
        ("export * from './x'", False),
    ],
)
def test_imports_of_types_alone(statement: str, erased: bool) -> None:
    assert read(statement, "TypeScript").imports == (("type ./x" if erased else "./x", 1),)


def test_lines() -> None:
    source = "/**\n * Doc.\n */\nconst a = 1; // b\n\n// c\n"
    found = read(source, "JavaScript")
    assert (found.lines, found.code_lines, found.comment_lines, found.blank_lines) == (6, 1, 4, 1)


def test_jsx_in_both() -> None:
    source = "const A = (a) => <B c={a && <D/>}>{a ? 1 : 2}</B>;\n"
    for language in ("JavaScript", "TSX"):
        assert row(functions(source, language)["A"]) == (3, 2, 0)


def test_the_white_papers_examples() -> None:
    primes = (
        "function sumOfPrimes(max) {\n  let total = 0;\n  OUT: for (let i = 1; i <= max; ++i) {\n"
        "    for (let j = 2; j < i; ++j) {\n      if (i % j === 0) {\n        continue OUT;\n      }\n    }\n"
        "    total += i;\n  }\n  return total;\n}\n"
    )
    words = (
        "function getWords(number) {\n  switch (number) {\n    case 1: return 'one';\n    case 2: return 'a couple';\n"
        "    case 3: return 'a few';\n    default: return 'lots';\n  }\n}\n"
    )
    assert row(functions(primes, "JavaScript")["sumOfPrimes"]) == (4, 7, 3)
    assert row(functions(words, "JavaScript")["getWords"]) == (4, 1, 1)


def test_what_cannot_be_parsed_is_read_in_part() -> None:
    found = read("function f(a) { if (a) { } }\nfunction g( { ]\n", "JavaScript")
    assert "read in part" in found.error
    assert row(found.functions[0]) == (2, 1, 1)
