"""Whatever the bytes are, they are measured: no exception, and figures that can be."""

import warnings

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.analysis.classify.contents import text_of
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import Measured, measure
from tests.unit.analysis.syntax.stdlib import read, some_stdlib_files

LARGEST = 20_000
WORDS = (
    *"def f(a):|class A:|if a|else|:|(|)|[|]|{|}|'|f'{|lambda|for a in b|match a:|case _:|try|except|and|or|not|#".split(
        "|"
    ),
    *'\\|@|=|async|await|yield|return|import|a|1|,|.|;|é|\ufeff|\u2028|\n|\n    |\n        |\t|\r|\0|\x0c|"""'.split(
        "|"
    ),
    "<<<<<<< HEAD\n",
)


def checked(source: bytes) -> Measured:
    """Measure a source and see that the figures hang together."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        measured = measure(source, PYTHON)
    rows = source.count(b"\n") + bool(source and not source.endswith(b"\n"))
    assert measured.lines == rows
    assert measured.code_lines + measured.comment_lines + measured.blank_lines == rows
    for function in measured.functions:
        assert 1 <= function.line <= function.end_line <= max(rows, 1)
        assert 0 <= function.code_lines <= measured.code_lines
        assert function.cyclomatic >= 1
        assert min(function.cognitive, function.nesting, function.parameters) >= 0
    for one in measured.types:
        assert 1 <= one.line <= one.end_line <= rows
        assert 0 <= one.code_lines <= measured.code_lines
    for start, end in measured.skipped:
        assert 0 <= start < end <= len(source)
    assert measured.skipped == tuple(sorted(measured.skipped))
    assert "\n" not in measured.error
    return measured


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
@example(b"")
@example(b"\n")
@example(b"\0")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbfdef f(): pass\n")
@example(b"# only\n# comments")
@example(b"'")
@example(b'"""')
@example(b"\\")
@example(b"a\r\rb\r")
@example("def ñ(): pass\n".encode("latin-1"))
@example("# -*- coding: latin-1 -*-\ndef ñ(): return 'ñ'\n".encode("latin-1"))
@example("def f(): pass\n".encode("utf-16"))
@example("def f(): pass\n".encode("utf-32"))
@example(b"# -*- coding: no-such-thing -*-\ndef f(:\n")
def test_any_bytes(source: bytes) -> None:
    checked(source)
    checked(text_of(source))


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=250))
def test_words_of_the_language_in_any_order(words: list[str]) -> None:
    checked(" ".join(words).encode())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_real_files_cut_anywhere(data: st.DataObject) -> None:
    source = read(data.draw(st.sampled_from(some_stdlib_files(40, seed=6))))
    start = data.draw(st.integers(0, max(len(source) - 1, 0)))
    length = data.draw(st.integers(0, LARGEST))
    checked(source[: min(length, len(source))])
    checked(source[start : start + length])


@settings(max_examples=100, deadline=None)
@given(st.data(), st.binary(min_size=1, max_size=4))
def test_real_files_with_a_few_bytes_put_in(data: st.DataObject, put_in: bytes) -> None:
    source = read(data.draw(st.sampled_from(some_stdlib_files(40, seed=7))))[:LARGEST]
    place = data.draw(st.integers(0, len(source)))
    checked(source[:place] + put_in + source[place:])


def steps(text: str, number: int) -> str:
    return "".join(" " * depth + text for depth in range(number)) + " " * number


DEEP = {
    "brackets": "(" * 10_000 + ")" * 10_000,
    "open brackets": "(" * 10_000,
    "mixed open brackets": "([{" * 3_000,
    "lists": "a = " + "[" * 10_000 + "]" * 10_000,
    "blocks": steps("if a:\n", 150) + "b\n",
    "functions": steps("def f():\n", 150) + "pass\n",
    "classes": steps("class A:\n", 150) + "pass\n",
    "lambdas": "a = " + "lambda: " * 2_400 + "b\n",
    "nots": "a = " + "not " * 4_900 + "b\n",
    "signs": "a = " + "-" * 19_000 + "b\n",
    "ternaries": "a = " + "b if c else " * 1_600 + "d\n",
    "conditions": "a = " + "b and " * 3_300 + "c\n",
    "conditions to the right": "a = " + "b and (" * 2_400 + "c" + ")" * 2_400,
    "elifs": "if a: b\n" + "elif a: b\n" * 1_900,
    "calls": "f(" * 6_000 + ")" * 6_000,
    "attributes": "a" + ".b" * 9_000,
    "formatted strings": "f'{" * 6_000,
    "comprehensions": "[a for a in " * 1_600,
    "patterns": "match a:\n case " + "(" * 9_000 + "_" + ")" * 9_000 + ": pass\n",
    "alternatives": "match a:\n case " + "_|" * 9_000 + "_: pass\n",
    "decorators": "@" * LARGEST,
    "quotes": '"""' * 6_001,
    "heads": "def f():\n" * 2_200,
    "line joins": "\\\n" * 4_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_no_depth_is_too_deep(text: str) -> None:
    assert len(text) <= LARGEST + 5
    checked(text.encode())


def test_three_thousand_blocks_in_each_other() -> None:
    # Beyond what the language allows (100) and what the grammar can keep apart.
    measured = checked((steps("if a:\n", 3_000) + "b\n").encode())
    assert measured.error == "line 101: too many levels of indentation"
    assert measured.lines == 3_001


def test_depth_is_counted_as_far_as_the_grammar_sees() -> None:
    (module,) = checked(DEEP["blocks"].encode()).functions
    assert (module.cyclomatic, module.nesting, module.cognitive) == (151, 150, sum(range(1, 151)))


def test_a_conflict_left_in_a_file_is_an_error_and_the_rest_is_read() -> None:
    source = b"def f():\n    if a: b\n<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\ndef g(): pass\n"
    measured = checked(source)
    assert measured.error == "line 3: invalid syntax"
    assert {"f", "g"} <= {function.name for function in measured.functions}
