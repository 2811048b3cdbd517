"""Each rule of the definitions, counted by hand."""

import pytest

from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.domain.source_file import Function


def measured(source: str) -> dict[str, Function]:
    """Measure a text; give its functions by name."""
    result = measure(source.encode(), PYTHON)
    assert result.error == ""
    return {function.name: function for function in result.functions}


def of_body(body: str) -> tuple[int, int, int]:
    """Give cyclomatic, cognitive and nesting of a function with this body."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    function = measured(f"def f(a, b):\n{lines}")["f"]
    return function.cyclomatic, function.cognitive, function.nesting


@pytest.mark.parametrize(
    ("body", "cyclomatic", "cognitive", "nesting"),
    [
        ("pass", 1, 0, 0),
        ("if a: b", 2, 1, 1),
        ("if a: b\nelse: b", 2, 2, 1),
        ("if a: b\nelif b: a\nelse: b", 3, 3, 1),
        ("if a:\n    pass\nelse:\n    if b: a", 3, 4, 2),
        ("if a:\n    if b:\n        if a: b", 4, 6, 3),
        ("if a:\n    pass\nelif b:\n    if a: b", 4, 4, 2),
        ("for a in b: a", 2, 1, 1),
        ("while a: b", 2, 1, 1),
        ("while a:\n    for b in a:\n        if b: a", 4, 6, 3),
        ("for a in b:\n    pass\nelse:\n    a", 2, 1, 1),
        ("for a in b:\n    pass\nelse:\n    if a: b", 3, 2, 2),
        ("while a:\n    pass\nelse:\n    while b: a", 3, 2, 2),
        ("async for a in b:\n    if a: b", 3, 3, 2),
        ("try:\n    a\nexcept b:\n    a", 2, 1, 1),
        ("try:\n    a\nexcept b:\n    a\nexcept a:\n    b\nelse:\n    a\nfinally:\n    b", 3, 2, 1),
        ("try:\n    if a: b\nexcept b:\n    if a: b", 4, 4, 2),
        ("try:\n    a\nfinally:\n    if a: b", 2, 1, 2),
        ("try:\n    a\nexcept* b:\n    if a: b", 3, 3, 2),
        ("with a:\n    if b: a", 2, 1, 2),
        ("with a, b: a", 1, 0, 1),
        ("assert a", 1, 0, 0),
        ("a = b if a else b", 2, 1, 0),
        ("a = b if a else (a if b else a)", 3, 3, 0),
        ("a = (b if a else a) if (a if b else a) else b", 4, 5, 0),
        ("if a:\n    a = b if a else b", 3, 3, 1),
        ("if (b if a else b): a", 3, 2, 1),
        ("while [b for b in a]: a", 3, 2, 1),
        ("a = [b for b in a]", 2, 1, 0),
        ("a = [b for b in a if b]", 3, 2, 0),
        ("a = {b: a for b in a for a in b if a if b}", 5, 4, 0),
        ("a = {b for b in [a for a in b]}", 3, 3, 0),
        ("a = (b if b else a for b in a)", 3, 3, 0),
        ("for a in b:\n    yield from (a for a in b)", 3, 3, 1),
        ("a = lambda: b", 1, 0, 0),
        ("a = lambda: b if a else b", 2, 2, 0),
        ("a = b and a", 2, 1, 0),
        ("a = b and a and b", 3, 1, 0),
        ("a = b and a or b", 3, 2, 0),
        ("a = b and a or b and a", 4, 3, 0),
        ("a = b or (a or b)", 3, 1, 0),
        ("a = b or ((a) or (b))", 3, 1, 0),
        ("a = ((b and a)) and b", 3, 1, 0),
        ("a = b and (a or b)", 3, 2, 0),
        ("a = b and not (a and b)", 3, 2, 0),
        ("a = b and (a and b).b", 3, 2, 0),
        ("a = (b or a)[0] or b", 3, 2, 0),
        ("a = b and g(a and b)", 3, 2, 0),
        ("a = (b and  # why\n  (  # not\n  a and b))", 3, 1, 0),
        ("a = b and \\\n  (a and b)", 3, 1, 0),
        ("if a and b or a: b", 4, 3, 1),
        ("a = a < b < a", 1, 0, 0),
        ("f'{a if b else a}'", 2, 1, 0),
        ("f'{a:{b or a}}'", 2, 1, 0),
        ("'if a: b'  # while a: b", 1, 0, 0),
        ("match a:\n    case 1: b", 2, 1, 1),
        ("match a:\n    case 1: b\n    case _: b", 2, 1, 1),
        ("match a:\n    case 1:\n        if b: a", 3, 3, 2),
        ("match a:\n    case 1 if b: a", 3, 2, 1),
        ("match a:\n    case _ if b: a", 2, 2, 1),
        ("match a:\n    case other: b", 1, 1, 1),
        ("match a:\n    case (other): b", 1, 1, 1),
        ("match a:\n    case other if b: a\n    case _: a", 2, 2, 1),
        ("match a:\n    case 1 | _: b", 1, 1, 1),
        ("match a:\n    case 1 | 2: b", 2, 1, 1),
        ("match a:\n    case (1 | _) as b: b", 1, 1, 1),
        ("match a:\n    case _, _: b", 2, 1, 1),
        ("match a:\n    case _,: b", 2, 1, 1),
        ("match a:\n    case (_,): b", 2, 1, 1),
        ("match a:\n    case [*_]: b", 2, 1, 1),
        ("match a:\n    case b.a: b", 2, 1, 1),
        ("match a:\n    case None: b", 2, 1, 1),
        ("match a:\n    case '_': b", 2, 1, 1),
        ("match a:\n    # first\n    case  _: b", 1, 1, 1),
        ("match = a\ncase = match", 1, 0, 0),
        ("def g():\n    if a: b\ng()", 3, 2, 1),
        ("def g():\n    def h():\n        if a: b\n    h()\ng()", 4, 3, 1),
        ("if a:\n    def g():\n        if a: b", 4, 4, 2),
        ("class A:\n    def g(self):\n        if a: b", 3, 2, 1),
        ("def g():\n    if a: b\nreturn g", 3, 1, 1),
        ("'doc'\n# note\ndef g():\n    if a: b\nreturn g", 3, 1, 1),
        ("'doc' 'more'\ndef g():\n    if a: b\nreturn g", 3, 1, 1),
        ("b'no doc'\ndef g():\n    if a: b\nreturn g", 3, 2, 1),
        ("@a\ndef g():\n    if a: b\nreturn g", 3, 1, 1),
        ("@a\nclass A:\n    def g(self):\n        if a: b\nreturn A", 3, 2, 1),
        ("def g():\n    def h():\n        if a: b\n    return h\nreturn g", 4, 1, 1),
        ("f(a)", 1, 1, 0),
        ("f (a)\nf(b)", 1, 1, 0),
        ("f\\\n (a)", 1, 1, 0),
        ("def g():\n    f(a)\ng()", 2, 1, 0),
        ("self.f(a)", 1, 0, 0),
        ("ff(a); xf(a); b.f(a); f.f; 'f(a)'  # f(a)", 1, 0, 0),
    ],
)
def test_a_body(body: str, cyclomatic: int, cognitive: int, nesting: int) -> None:
    assert of_body(body) == (cyclomatic, cognitive, nesting)


def test_a_method_calls_itself_through_its_receiver_alone() -> None:
    source = "class A:\n    def f(self):\n        {}\n"
    for call, cognitive in (("self.f()", 1), ("cls.f()", 1), ("f()", 0), ("other.f()", 0), ("self.f", 0)):
        assert measured(source.format(call))["A.f"].cognitive == cognitive, call


@pytest.mark.parametrize(
    ("signature", "parameters"),
    [
        ("", 0),
        ("a, b", 2),
        ("self", 0),
        ("self, a", 1),
        ("self: A, a: int = 1", 1),
        ("cls=None, /, *, a=1", 1),
        ("a, self", 2),
        ("a, /, b, *, c", 3),
        ("*args, **kwargs", 0),
        ("*args: int, a, **kwargs: str", 1),
        ("a, *, b: int = 0", 2),
        ("  # why\n    self, a,\n    # what\n    b", 2),
        ("a, \\\n    b=1, \\\n    *, c", 3),
        ("a=lambda b, c: b", 1),
    ],
)
def test_parameters(signature: str, parameters: int) -> None:
    assert measured(f"def f({signature}): pass\n")["f"].parameters == parameters


def test_names_places_and_owners() -> None:
    source = """\
import os

@decorate(os if os else None)
def free(a=1 if os else 2):
    return a

class Outer(Base if os else object):
    '''Doc.'''

    @property
    def first(self):
        return 1

    class Inner:
        async def second(self):
            def third():
                return 3

            class Hidden:
                def fourth(self): return 4

    if os:
        def fifth(self): pass
"""
    result = measure(source.encode(), PYTHON)
    functions = [(f.name, f.line, f.end_line, f.code_lines, f.cyclomatic) for f in result.functions]
    assert functions == [
        ("free", 4, 5, 2, 2),
        ("Outer.first", 11, 12, 2, 1),
        ("Outer.Inner.second", 15, 20, 5, 3),
        ("Outer.fifth", 23, 23, 1, 1),
        ("<module>", 1, 23, 6, 4),
    ]
    types = sorted((t.line, t.end_line, t.name, t.code_lines, t.methods) for t in result.types)
    assert types == [(7, 23, "Outer", 12, 2), (14, 20, "Outer.Inner", 6, 1)]


def test_a_class_sums_its_own_methods() -> None:
    source = """\
class Outer:
    def first(self, a):
        if a:
            for b in a:
                pass

    def second(self, a):
        return 1 if a else 2

    class Inner:
        def third(self, a):
            while a:
                pass

    class Empty:
        pass

    if os:
        pass
"""
    types = {one.name: one for one in measure(source.encode(), PYTHON).types}
    told = {name: (one.methods, one.cyclomatic, one.cognitive, one.nesting) for name, one in types.items()}
    assert told == {"Outer": (2, 5, 4, 2), "Outer.Inner": (1, 2, 1, 1), "Outer.Empty": (0, 0, 0, 0)}


def test_code_outside_functions_is_told_only_where_it_decides() -> None:
    assert measured("a = 1\n") == {}
    module = measured("if a:\n    b = [c for c in a]\n\ndef f(): pass\n")["<module>"]
    assert (module.cyclomatic, module.cognitive, module.nesting, module.parameters) == (3, 3, 1, 0)
    assert (module.line, module.end_line, module.code_lines) == (1, 4, 2)


def test_every_version_of_the_language_is_read() -> None:
    newest = "type Pair[T] = tuple[T, T]\nclass A[T: int]:\n    def f[*Ts](self, *a: *Ts) -> T: pass\n"
    result = measure(newest.encode(), PYTHON)
    assert [function.name for function in result.functions] == ["A.f"]
    assert result.error == ""


@pytest.mark.parametrize("source", ["print 'a'\n", "exec 'a'\n", "def f(:\n    pass\n", "raise A, 'b'\n"])
def test_what_is_no_python_is_said_with_its_line(source: str) -> None:
    assert measure(source.encode(), PYTHON).error.startswith("line 1: ")


@pytest.mark.parametrize(
    "source", ["print('a')\n", "print >> a, b\n", "exec('a')\n", "print = 1\nexec = print\n"]
)
def test_what_only_looks_like_python_2_is_no_error(source: str) -> None:
    assert measure(source.encode(), PYTHON).error == ""
