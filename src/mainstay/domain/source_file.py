"""What one file holds, in figures."""

from dataclasses import dataclass
from enum import StrEnum

TOO_HARD = "too hard to parse"
"""How the fault begins of a file whose parsing was given up."""
MODULE = "<module>"
"""The pseudo-function that holds the decisions which stand outside every function."""


class FileKind(StrEnum):
    """Why a file is counted the way it is.

    DATA is a table written as code: it has lines, but nothing to understand. An EXAMPLE is kept for readers, not for use.
    """

    SOURCE = "source"
    TEST = "test"
    EXAMPLE = "example"
    GENERATED = "generated"
    VENDORED = "vendored"
    MINIFIED = "minified"
    DATA = "data"
    OTHER = "other"
    BINARY = "binary"
    OVERSIZED = "oversized"
    LFS_POINTER = "lfs-pointer"
    SUBMODULE = "submodule"
    SYMLINK = "symlink"
    UNREADABLE = "unreadable"

    @property
    def maintained(self) -> bool:
        """Whether people of this repository keep this code: source, tests and examples, and nothing else."""
        return self in {FileKind.SOURCE, FileKind.TEST, FileKind.EXAMPLE}


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method that stands in no other function; what is nested in it counts as part of it.

    Lines are 1-based and inclusive. `code_lines` leaves out blanks, comments and the docstring; `duplicated_lines` counts
    all of its lines that stand again elsewhere.
    """

    name: str
    line: int
    end_line: int
    code_lines: int
    cyclomatic: int
    cognitive: int
    nesting: int
    parameters: int
    duplicated_lines: int = 0


@dataclass(frozen=True, slots=True)
class TypeDefinition:
    """A class (or what the language has instead): its place, size and number of methods.

    `cyclomatic` and `cognitive` are sums over its methods, `nesting` is the deepest of theirs; a class within it has its own.
    """

    name: str
    line: int
    end_line: int
    code_lines: int
    methods: int
    cyclomatic: int
    cognitive: int
    nesting: int
    duplicated_lines: int = 0


@dataclass(frozen=True, slots=True)
class Marker:
    """A note to self in a comment: its `kind` (TODO, FIXME, XXX, HACK), its line (1-based) and what it says after that."""

    kind: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that stand again elsewhere, 1-based and inclusive; `tokens` is their length."""

    line: int
    end_line: int
    tokens: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the tree. Figures stay 0 where the kind or the language does not give them.

    `size` is in bytes; `lines` = `code_lines` + `comment_lines` + `blank_lines` + `test_lines` in code that people write,
    elsewhere these stay 0. `cyclomatic` and `cognitive` are sums over the functions and the module's own code, `nesting` the
    deepest.
    `parsed` tells whether the syntax was read at all (other languages are counted only); `error` says
    what kept it from parsing, "" when nothing did. `test_lines` are lines of code of tests that stand beside what they test, as
    in Rust; no other figure but `lines` holds any of them.
    """

    path: str
    kind: FileKind
    language: str
    size: int
    lines: int = 0
    code_lines: int = 0
    comment_lines: int = 0
    blank_lines: int = 0
    cyclomatic: int = 0
    cognitive: int = 0
    nesting: int = 0
    functions: tuple[Function, ...] = ()
    types: tuple[TypeDefinition, ...] = ()
    duplicated: tuple[Region, ...] = ()
    duplicated_lines: int = 0
    parsed: bool = False
    error: str = ""
    markers: tuple[Marker, ...] = ()
    test_lines: int = 0
