"""A tree that is hard for a query gives the same captures node by node, in a time that grows with the tree alone."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from tree_sitter import Node, QueryCursor

from mainstay.analysis.syntax import captures
from mainstay.analysis.syntax.captures import DEEP, WIDE, captured, is_hard
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.grammars.c import C
from mainstay.analysis.syntax.grammars.javascript import JAVASCRIPT
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.grammars.table import GRAMMARS
from mainstay.analysis.syntax.measure import tools
from tests.unit.analysis.syntax.samples import SAMPLES

# Each took the square of its length: over 25 seconds for as much as this.
CHAINS = (
    ("JavaScript", "x=", "a&&b||"),
    ("JavaScript", "", "a<b"),
    ("Go", "var x=", "a&&b||"),
    ("Rust", "", "a<"),
    ("C", "int ", "*"),
    ("C", "int ", "(*"),
    ("C++", "", "a<b<"),
    ("Python", "", "("),
    ("Java", "class A { void f() {", "if (a) "),
)
LENGTH = 120_000
SECONDS = 20
MEASURING = """
import resource, sys
from mainstay.analysis.syntax.grammars.table import grammar_of
from mainstay.analysis.syntax.measure import measure
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
for line in sys.stdin.read().split("\\n"):
    language, source = line.split("\\t")
    print(measure(source.encode(), grammar_of(language, b"")).lines)
"""


def _places(found: Mapping[str, Iterable[Node]]) -> dict[str, list[tuple[int, int, str]]]:
    return {
        role: sorted((node.start_byte, node.end_byte, node.type) for node in nodes)
        for role, nodes in found.items()
    }


@pytest.mark.parametrize("language", sorted(GRAMMARS))
def test_node_by_node_finds_what_the_query_finds(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parser, query = tools(GRAMMARS[language])
    root = parser.parse(SAMPLES[language].encode()).root_node
    assert not root.has_error
    assert not is_hard(root)
    by_query = QueryCursor(query).captures(root)
    monkeypatch.setattr(captures, "DEEP", -1)
    assert is_hard(root)
    found, whole = captured(root, query)
    assert _places(found) == _places(by_query)
    assert whole
    assert len(found) >= 6


def test_chains_take_a_time_that_grows_with_their_length() -> None:
    """All of them together, where each alone took longer."""
    sources = [
        f"{language}\t{(head + unit * (LENGTH // len(unit) + 1))[:LENGTH]}" for language, head, unit in CHAINS
    ]
    done = subprocess.run(
        [sys.executable, "-c", MEASURING, str(SECONDS)],
        input="\n".join(sources),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[4],
    )
    assert (done.returncode, done.stdout.split()) == (0, ["1"] * len(CHAINS))


def test_a_tree_is_hard_that_is_deep_or_has_much_that_was_not_understood_in_a_row() -> None:
    assert is_hard(_root("x = " + "a + " * (2 * DEEP) + "b", JAVASCRIPT))
    assert not is_hard(_root("x = " + "a + " * (DEEP // 2) + "b", JAVASCRIPT))
    assert is_hard(_root("int " + "*" * (2 * WIDE), C))
    assert not is_hard(_root("int " + "*" * (WIDE // 2), C))
    # What is long and understood is neither.
    assert not is_hard(_root("a = [" + "1, " * 10 * WIDE + "]", PYTHON))
    assert not is_hard(_root("a = 1\n" * 10 * WIDE, PYTHON))


def _root(source: str, grammar: Grammar) -> Node:
    return tools(grammar)[0].parse(source.encode()).root_node
