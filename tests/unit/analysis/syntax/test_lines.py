"""Blank, comment and code lines are what CPython's tokenizer shows."""

import tokenize
import warnings

import pytest
from hypothesis import given, settings

from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.lines import Lines
from mainstay.analysis.syntax.measure import READ_IN_PART, Measured, count, measure
from tests.oracles.lines import line_counts
from tests.oracles.programs import programs
from tests.unit.analysis.syntax.stdlib import read, some_stdlib_files, stdlib_files


def figures(measured: Measured) -> tuple[int, int, int]:
    return measured.code_lines, measured.comment_lines, measured.blank_lines


def counted(source: bytes) -> tuple[int, int, int]:
    counts = line_counts(source)
    return counts.code, counts.comment, counts.blank


def compared(paths) -> tuple[int, list[str]]:
    same, different = 0, []
    for path in paths:
        source = read(path)
        measured = measure(source, PYTHON)
        try:
            expected = counted(source)
        except (SyntaxError, tokenize.TokenError):
            continue
        if measured.error:
            continue
        assert sum(figures(measured)) == measured.lines
        if figures(measured) == expected:
            same += 1
        else:
            different.append(f"{path}: {figures(measured)}, not {expected}")
    return same, different


def test_a_sample_of_the_standard_library() -> None:
    same, different = compared(some_stdlib_files(120, seed=2))
    assert different == []
    assert same > 100


@pytest.mark.slow
def test_the_whole_standard_library() -> None:
    same, different = compared(stdlib_files())
    assert different == []
    assert same > 1000


@settings(max_examples=150, deadline=None)
@given(programs())
def test_made_up_programs(text: str) -> None:
    source = text.encode()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        measured = measure(source, PYTHON)
    assert measured.error in {"", READ_IN_PART}
    assert figures(measured) == counted(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"", (0, 0, 0)),
        (b"\n", (0, 0, 1)),
        (b"\n\n \t\n", (0, 0, 3)),
        (b"a", (1, 0, 0)),
        (b"a\n", (1, 0, 0)),
        (b"# only", (0, 1, 0)),
        (b"a  # beside\n", (1, 0, 0)),
        (b'"""doc"""\n', (0, 1, 0)),
        (b'"""doc\n\nmore\n"""\n', (0, 4, 0)),
        (b'"one" "two"\n', (0, 1, 0)),
        (b'"""doc"""  # and a word\n', (0, 1, 0)),
        (b'def f(): "doc"\n', (1, 0, 0)),
        (b'"doc"; a = 1\n', (1, 0, 0)),
        (b'"""doc\n"""; a = 1\n', (1, 1, 0)),
        (b'"a"; "b"\n', (1, 0, 0)),
        (b'a = """\n\nb\n"""\n', (3, 0, 1)),
        (b"f(\n  # within\n\n  1)\n", (2, 1, 1)),
        (b"a = 1 + \\\n  2\n", (2, 0, 0)),
        (b"a = [\n]  # end\n# next\n", (2, 1, 0)),
        (b"\x0c\na\n", (1, 0, 1)),
        (b"a\r\n\r\n# b\r\n", (1, 1, 1)),
    ],
)
def test_by_hand(source: bytes, expected: tuple[int, int, int]) -> None:
    assert figures(measure(source, PYTHON)) == expected
    assert counted(source) == expected


def test_code_lines_between_two_rows() -> None:
    lines = Lines(b"a\n\n# b\nc\nd\n")
    lines.mark_comments([((2, 0), (2, 3))])
    assert [lines.between(0, last) for last in range(5)] == [1, 1, 1, 2, 3]
    assert lines.between(1, 2) == 0
    assert lines.between(3, 99) == 2
    assert lines.between(4, 3) == 0


def test_a_text_that_is_not_parsed_has_code_and_blanks() -> None:
    measured = count(b"// a\n\nint b;\n")
    assert (measured.lines, measured.code_lines, measured.blank_lines) == (3, 2, 1)
    assert count(b"").lines == 0
