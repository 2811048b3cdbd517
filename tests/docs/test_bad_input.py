"""The pages that name what bad input is tried by name tests that there are."""

import ast
import re

import pytest

from tests.docs.examples import ROOT


@pytest.mark.parametrize(
    ("name", "least"), [("deciding.md", 26), ("forecast-input.md", 26), ("model-input.md", 14)]
)
def test_every_line_names_a_test_that_is_there(name: str, least: int) -> None:
    page = (ROOT / "docs" / "evidence" / name).read_text()
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= least
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::\w+`", row)] == []
    for path, function in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page):
        tree = ast.parse((ROOT / path).read_text())
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
            path,
            function,
        )
