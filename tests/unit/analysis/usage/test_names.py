import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.usage.names import Import, Mark, Where, decode, encode
from mainstay.analysis.usage.words import MOST_BYTES, words_of
from tests.unit.analysis.usage.repository import names


def definition(text, name):
    return next(one for one in names(text).definitions if one.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a.b\n", Import("a.b", 0, (), 1, 0)),
        ("import a.b as c\n", Import("a.b", 0, (), 1, 0, "c")),
        ("from a import b as c, d\n", Import("a", 0, (("b", "c"), ("d", "")), 1, 0)),
        ("from a import (b,  # why\n  c,\n)\n", Import("a", 0, (("b", ""), ("c", "")), 1, 0)),
        ("from a import b, \\\n    c\n", Import("a", 0, (("b", ""), ("c", "")), 1, 0)),
        ("from a \\\n    import b\n", Import("a", 0, (("b", ""),), 1, 0)),
        ("from .. import b\n", Import("", 2, (("b", ""),), 1, 0)),
        ("from .a.b import *\n", Import("a.b", 1, (("*", ""),), 1, 0)),
        ("\ndef f(\n    x,\n):\n    import a\n", Import("a", 0, (), 5, Where.FUNCTION)),
        ("try:\n    import a\nexcept ImportError:\n    pass\n", Import("a", 0, (), 2, Where.TRY)),
        ("if TYPE_CHECKING:\n    import a\n", Import("a", 0, (), 2, Where.TYPES)),
        ("if sys.version_info:\n    import a\n", Import("a", 0, (), 2, Where.CONDITION)),
        ("x = 1; import a\n", Import("a", 0, (), 1, 0)),
    ],
)
def test_reads_imports(text, expected):
    assert names(text).imports == (expected,)


def test_reads_definitions_of_modules_and_classes_but_not_of_functions():
    text = "@deco.rate(1)\nasync def f():\n    def inner(): pass\nclass C(B, m.G[T], metaclass=M):\n"
    text += "    def g(self):\n        pass\n"
    text += "    class D: pass\nX: int = 1\n"
    read = {one.name: one for one in names(text).definitions}
    assert list(read) == ["f", "C", "C.g", "C.D", "X"]
    assert read["f"].decorators == ("deco.rate",)
    assert read["C"].bases == ("B", "m.G", "=M")
    assert (read["C.g"].line, read["C.g"].end_line, read["C.g"].kind) == (5, 6, "method")


def test_a_string_of_several_lines_does_not_end_a_class():
    text = 'class C:\n    x = f("""\nhere\n""", 1)\n    def g(self): pass\n'
    assert [one.name for one in names(text).definitions] == ["C", "C.g"]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("def f():\n    return 1\n", False),
        ("def f(n):\n    return f(n - 1)\n", False),
        ("def f(): pass\nf()\n", True),
        ("def f(): pass\n# f\n", False),
        ('def f(): pass\nx = f"{f()}"\n', True),
        ("if x:\n    def f(): pass\nelse:\n    def f(): pass\n", False),
        ("def f(): ...\n", True),
    ],
)
def test_what_stands_in_a_function_itself_is_no_use(text, used):
    assert definition(text, "f").used is used


def test_a_method_that_calls_itself_is_unused_and_one_that_is_delegated_to_is_used():
    head = "class C:\n    def g(self):\n        "
    assert not definition(head + "return self.g()\n", "C.g").used
    assert not definition(head + "return super().g()\n", "C.g").used
    assert definition(head + "return self.inner.g()\n", "C.g").used


def test_tells_code_strings_prose_and_examples_apart():
    read = names('"""Calls do_it().\n\n>>> shown\n"""\nx.attr = use("pkg.mod:target", "word")\n')
    assert {"use", "x"} <= set(read.bare.split())
    assert read.attributes == "attr"
    assert {"word", "pkg", "mod", "target"} == set(read.strings.split())
    assert read.dotted == "pkg.mod:target"
    assert "do_it" in read.prose.split()
    assert read.examples == "shown"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ('getattr(x, "a" + b)\n', Mark.GETATTR),
        ("getattr(x, name)\n", Mark.GETATTR),
        ("importlib.import_module(name)\n", Mark.IMPORTS_BY_NAME),
        ("globals()[x]\n", Mark.GLOBALS),
        ("exec(x)\n", Mark.EXEC),
        ("def __getattr__(name): pass\n", Mark.MODULE_GETATTR),
        ('if __name__ == "__main__":\n    pass\n', Mark.MAIN),
        ("C.__subclasses__()\n", Mark.SUBCLASSES),
        ("#!/usr/bin/env python\n", Mark.SHEBANG),
    ],
)
def test_marks_what_reaches_names_unwritten(text, mark):
    assert names(text).marks & mark


def test_a_plain_getattr_is_no_mark():
    assert not names('getattr(x, "name", None)\n').marks & Mark.GETATTR


def test_reads_what_a_module_exports():
    assert names('__all__ = ["a", "b"]\n__all__ += ("c",)\n').exports == ("a", "b", "c")


def test_comes_back_from_its_encoding():
    read = names("import a\nclass C(B):\n    def f(self): return 'x.y'\n")
    assert decode(encode(read)) == read


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_names(source):
    decode(encode(names(source)))
    decode(encode(words_of(source)))


_PARTS = [
    b"def f(", b"class C(", b"import ", b"from . import (", b"\\\n", b'"""', b"'", b'f"{', b"}", b"#", b"\n", b"    ",
    b"\t", b"@", b"x", b"=", b":", b"__all__", b"[", b")", b"\xff", b"\0", b"\r\n", b"getattr(", b"if ", b"try:",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PARTS), max_size=60))
def test_any_pieces_of_python_give_names(parts):
    read = names(b"".join(parts))
    assert all(one.line >= 1 and one.end_line >= one.line for one in read.definitions)


@pytest.mark.parametrize(
    "source",
    [
        b"(" * 10_000 + b"x" + b")" * 10_000,
        b"".join(b" " * depth + b"class C%d:\n" % depth for depth in range(1_000)),
        b"".join(b" " * depth + b"if x:\n" for depth in range(2_000)) + b" " * 2_000 + b"import a\n",
        b"x = " + b"-" * 10_000 + b"1\n",
        b"from a import (" + b"b," * 50_000,
        b'x = "' + b"\\" * 100_001,
        b"x = " + b"'\\" * 20_000,
        b"class C(" + b"[" * 50_000,
        b"'''" * 20_001,
    ],
)
def test_nothing_is_nested_too_deeply_or_too_long(source):
    read = names(source)
    assert len(encode(read)) < 40 * len(source) + 1_000


def test_names_of_any_length_and_script_are_kept_short():
    read = names(f"def {'a' * 5_000}(): pass\ndef größe(): pass\nüber = größe\n")
    assert [one.name for one in read.definitions] == ["größe"]
    assert "größe" in read.bare.split()


def test_words_of_other_files_are_capped_and_told():
    assert words_of(b"load: pkg.mod:run\n").strings == "load mod pkg run"
    assert words_of(b"x " * MOST_BYTES).marks & Mark.TRUNCATED
