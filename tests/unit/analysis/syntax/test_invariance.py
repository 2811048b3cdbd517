"""What does not change the program's structure does not change its complexity."""

import re
import warnings
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from tests.oracles.programs import programs

NAME = re.compile(r"(?<![\w.])(item|a|b)\b(?!['\"])")


def structure(text: str) -> list[tuple[str, int, int, int, int]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        measured = measure(text.encode(), PYTHON)
    assert measured.error == ""
    return [
        (function.name, function.cyclomatic, function.cognitive, function.nesting, function.parameters)
        for function in measured.functions
    ]


def indented(by: str) -> Callable[[str, int], str]:
    def change(text: str, _: int) -> str:
        return re.sub(r"(?m)^(?:    )+", lambda spaces: by * (len(spaces[0]) // 4), text)

    return change


def with_lines_between(line: str) -> Callable[[str, int], str]:
    """Put a line before some lines, as far to the right as these (see test_against_cpython.py on what stands further left)."""

    def change(text: str, seed: int) -> str:
        random = Random(seed)
        rows: list[str] = []
        for row in text.split("\n"):
            if random.random() < 0.3 and not "".join(rows[-1:]).endswith("\\"):
                rows.append(row[: len(row) - len(row.lstrip())] + line)
            rows.append(row)
        return "\n".join(rows)

    return change


def renamed(text: str, _: int) -> str:
    return NAME.sub(r"\1_of_another_name", text)


def with_other_line_ends(text: str, _: int) -> str:
    return text.replace("\n", "\r\n")


def without_the_last(text: str, _: int) -> str:
    return text.rstrip("\n")


def with_trailing_space(text: str, _: int) -> str:
    return re.sub(r"(?m)(?<!\\)$", "  ", text)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(indented(" "), id="one space"),
        pytest.param(indented("\t"), id="tabs"),
        pytest.param(indented(" " * 11), id="eleven spaces"),
        pytest.param(with_lines_between("# if a and b: while c"), id="comments"),
        pytest.param(with_lines_between("          # else"), id="indented comments"),
        pytest.param(with_lines_between(""), id="blank lines"),
        pytest.param(with_lines_between(" \t "), id="lines of white space"),
        pytest.param(renamed, id="renamed"),
        pytest.param(with_other_line_ends, id="CRLF"),
        pytest.param(without_the_last, id="no last newline"),
        pytest.param(with_trailing_space, id="trailing space"),
    ],
)
@settings(max_examples=40, deadline=None)
@given(text=programs(), seed=st.integers(0, 1000))
def test_complexity_stays(change: Callable[[str, int], str], text: str, seed: int) -> None:
    assert structure(change(text, seed)) == structure(text)


@settings(max_examples=40, deadline=None)
@given(programs(), programs())
def test_files_put_together_have_the_functions_of_both(one: str, other: str) -> None:
    def functions(text: str) -> list[tuple[str, int, int, int, int]]:
        return [found for found in structure(text) if found[0] != "<module>"]

    assert functions(f"{one}\n{other}") == functions(one) + functions(other)
