"""The least that reading Python can cost: each file parsed once and nothing done with it.

Run as a program of its own: `python -m benchmarks.parsers ast|tree-sitter LIST`, LIST naming one file a line.
"""

import ast
import contextlib
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import tree_sitter
import tree_sitter_python


def by_ast(content: bytes) -> None:
    """Parse with the interpreter's own parser; what is no Python of this version is passed over."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        ast.parse(content)


def by_tree_sitter() -> Callable[[bytes], object]:
    """Give tree-sitter's parser."""
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language())).parse


def parse_all(kind: str, listed: Path) -> None:
    """Parse every file of the list."""
    warnings.simplefilter("ignore")
    parse = by_ast if kind == "ast" else by_tree_sitter()
    for name in listed.read_text().splitlines():
        parse(Path(name).read_bytes())


if __name__ == "__main__":
    parse_all(sys.argv[1], Path(sys.argv[2]))
