"""Directives are found in comments alone, and speak of the definition or the line that a reader would think."""

import pytest

from mainstay.analysis.suppression.ignores import MOST_IN_A_FILE, read_ignores
from mainstay.analysis.syntax.grammars.python import PYTHON

IGNORE = "# mainstay: ignore[a] by design"
WHOLE = "# mainstay: ignore-file[a] by design"


def about(text: str) -> list[tuple[int, int]]:
    """Give (line, line that it is about) of the directives that can be used."""
    found = read_ignores(text.encode(), PYTHON)
    return [(ignore.line, ignore.about) for ignore in found if not ignore.directive.refused]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"def f():  {IGNORE}\n    pass\n", [(1, 1)]),
        (f"{IGNORE}\ndef f():\n    pass\n", [(1, 2)]),
        (f"{IGNORE}\n# more words\n{IGNORE}\ndef f(): pass\n", [(1, 4), (3, 4)]),
        (f"{IGNORE}\n\ndef f(): pass\n", [(1, 2)]),
        (f"{IGNORE}\n@a(\n  1,\n)\n@b\ndef f(): pass\n", [(1, 6)]),
        (f"@a  {IGNORE}\ndef f(): pass\n", [(1, 2)]),
        (f"@a(\n  1,  {IGNORE}\n)\ndef f(): pass\n", [(2, 4)]),
        (f"@a\n{IGNORE}\n@b\nasync def f(): pass\n", [(2, 4)]),
        (f"def f(\n    a,\n    b,  {IGNORE}\n) -> int:\n    pass\n", [(3, 1)]),
        (f"def f(\n    a,\n):  {IGNORE}\n    pass\n", [(3, 1)]),
        (f"def f():\n    {IGNORE}\n    return 1\n", [(2, 3)]),
        (f"def f():\n    return 1  {IGNORE}\n", [(2, 2)]),
        (f"class A(\n    B,\n):  {IGNORE}\n    def f(self): pass\n", [(3, 1)]),
        (f"class A:\n    {IGNORE}\n    @property\n    def f(self):\n        pass\n", [(2, 4)]),
        (f"def f():\n    {IGNORE}\n    def g():\n        pass\n", [(2, 3)]),
        (f"import os  {IGNORE}\n", [(1, 1)]),
        (f"x = 1\n{IGNORE}", [(2, 3)]),
        (f"def f(:  {IGNORE}\n  x = = 1\n", [(1, 1)]),
    ],
)
def test_a_directive_is_about_the_code_beside_or_below_it(text: str, expected: list[tuple[int, int]]) -> None:
    assert about(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f'"""{IGNORE}"""\n',
        f'x = "{IGNORE}"\n',
        f'def f():\n    """\n    {IGNORE}\n    """\n',
        f"x = f'{{1}} {IGNORE}'\n",
        f"x = '''\n{IGNORE}\n'''\n",
        "x = b'mainstay: ignore[a] by design'\n",
    ],
)
def test_texts_and_documentation_hold_no_directives(text: str) -> None:
    assert read_ignores(text.encode(), PYTHON) == ()


@pytest.mark.parametrize("lines", [0, 19])
def test_a_directive_about_the_file_stands_at_its_top(lines: int) -> None:
    assert about("x = 1\n" * lines + WHOLE + "\n") == [(lines + 1, 0)]


def test_or_in_the_comments_that_the_file_begins_with() -> None:
    assert about("# licence\n" * 40 + WHOLE + "\nx = 1\n") == [(41, 0)]


def test_and_is_refused_farther_down() -> None:
    (ignore,) = read_ignores(("x = 1\n" * 20 + WHOLE + "\n").encode(), PYTHON)
    assert "first 20 lines" in ignore.directive.refused
    assert ignore.about == 0


def test_only_so_many_are_read_and_the_rest_is_told() -> None:
    found = read_ignores(f"x = 1  {IGNORE}\n".encode() * (MOST_IN_A_FILE + 50), PYTHON)
    assert len(found) == MOST_IN_A_FILE + 1
    assert not found[-2].directive.refused
    assert "more than 1,000" in found[-1].directive.refused
    exactly = read_ignores(f"x = 1  {IGNORE}\n".encode() * MOST_IN_A_FILE, PYTHON)
    assert not any(ignore.directive.refused for ignore in exactly)
