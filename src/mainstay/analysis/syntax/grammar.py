"""What the measuring walk must know of a language: which nodes of its grammar play which role."""

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto

from tree_sitter import Language, Node

from mainstay.analysis.syntax.heads import Head, named_head, text_of


class Role(IntEnum):
    """What a node means for structure and complexity.

    Cyclomatic complexity (McCabe 1976, with each simple condition counted as NIST SP 500-235 asks) grows by one at BRANCH,
    ELSE_BRANCH, LOOP, CATCH, TERNARY, GENERATOR, FILTER, CASE and each boolean operator. Cognitive complexity
    (Campbell, SonarSource 2018) grows by one plus the nesting at BRANCH, LOOP, CATCH, TERNARY, GENERATOR and
    SWITCH, and by one at ELSE_BRANCH, ELSE, FILTER, JUMP and each sequence of like boolean operators. CONDITION (`??`, `||=`)
    counts in the first alone: the white paper passes over such shorthand.

    CLOSURE is a function without a name, OWNER what only lends its name to what it holds, IGNORED what is passed over with
    all that it holds. A node with several roles plays the one that `_OVERRIDING` in events.py ranks first; PLAIN is none.
    """

    IGNORED = auto()
    FUNCTION = auto()
    CLOSURE = auto()
    TYPE = auto()
    OWNER = auto()
    LAMBDA = auto()
    BRANCH = auto()
    ELSE_BRANCH = auto()
    ELSE = auto()
    LOOP = auto()
    CATCH = auto()
    TERNARY = auto()
    COMPREHENSION = auto()
    GENERATOR = auto()
    FILTER = auto()
    SWITCH = auto()
    CASE = auto()
    CONDITION = auto()
    JUMP = auto()
    BOOLEAN = auto()
    BLOCK = auto()
    PLAIN = auto()
    COMMENT = auto()
    DOCUMENTATION = auto()
    DECORATED = auto()
    SUSPECT = auto()
    IMPORT = auto()


class Nested(Enum):
    """What a named function that stands in another is: a PART of it, one of its OWN, or the sign of a BROKEN source.

    In JavaScript a function is also what modules and classes are elsewhere, so one within it stands for itself.
    Languages that have none within others show one only where a bracket is missing: there the outer one ends.
    """

    PART = auto()
    OWN = auto()
    BROKEN = auto()


ITSELF = "."
"""In `bodies`: the node is its own body."""

ERASED = "type "
"""Before a module that is imported for its types alone, so that nothing of it runs."""


def never(_node: Node) -> bool:
    """Tell of no case that it always matches."""
    return False


def no_opinion(_source: bytes) -> None:
    """Stand by the grammar: nothing else here reads this language."""


def as_it_is(source: bytes) -> bytes:
    """Parse the source itself."""
    return source


def no_tests(_source: bytes, _captures: Mapping[str, Sequence[Node]]) -> Sequence[Node]:
    """Find no tests: in most languages they stand in files of their own."""
    return ()


def written(node: Node) -> Iterable[str]:
    """Give an imported module as it is written, without quotes."""
    yield text_of(node).strip("\"'`")


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """One language's table: `language` is its name as `language_of` gives it.

    `wheel` is the module that holds the compiled grammar and `entry` its function; they are loaded when a file asks.
    `roles` maps node types to roles; `patterns` are further query patterns, each ending in a capture named after a role
    in lower case. `bodies` names the fields that hold what stands nested under a node, by node type; the field `body`
    or else the last child where none is named. `else_is_body` tells that ELSE marks the statement itself.
    `head` reads what a definition says of itself. Of parameters `separators` are the node types that are none,
    `variadic` those that take any number (not counted), `several` those that hold more than one in fields `name`,
    `receivers` the names of a method's own object. `always_matches` tells of a case whether it decides nothing,
    its guard left aside. `brackets` are the node types that only hold an expression together. `wrappers` are the node types
    of functions that another may do nothing but define and return.
    `calls` names the field of what is called by the node types of calls, `members` that of the object a member is taken
    from; `implicit` tells that a method is called without its object too.
    `methods_apart` tells that methods may stand outside their type. `specifiers` gives the modules that an IMPORT names.
    `second_opinion` judges a source that the grammar calls broken or suspect: None when it parses after all or nobody
    can tell, else what is wrong. `prepare` gives the text that is parsed, each byte of the source in its place;
    `prepare_again` another one that is tried where the grammar does not understand all of the first. `tests` finds, in
    order, what is compiled for tests alone: it is passed over.
    """

    language: str
    wheel: str
    roles: Mapping[str, Role]
    patterns: str
    entry: str = "language"
    bodies: Mapping[str, str] = field(default_factory=dict)
    else_is_body: bool = False
    head: Callable[[Node], Head] = named_head
    separators: frozenset[str] = frozenset()
    variadic: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    receivers: frozenset[bytes] = frozenset()
    always_matches: Callable[[Node], bool] = never
    brackets: frozenset[str] = frozenset({"parenthesized_expression"})
    wrappers: frozenset[str] = frozenset()
    calls: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    implicit: bool = True
    nested: Nested = Nested.PART
    methods_apart: bool = False
    specifiers: Callable[[Node], Iterable[str]] = written
    second_opinion: Callable[[bytes], str | None] = no_opinion
    prepare: Callable[[bytes], bytes] = as_it_is
    tests: Callable[[bytes, Mapping[str, Sequence[Node]]], Sequence[Node]] = no_tests
    prepare_again: Callable[[bytes], bytes] = as_it_is

    def load(self) -> Language:
        """Load the compiled grammar. Raises ImportError where its wheel is not installed."""
        wheel = importlib.import_module(self.wheel)
        return Language(getattr(wheel, self.entry)())

    def query(self) -> str:
        """Write the query whose captures are roles in lower case."""
        by_role: dict[Role, list[str]] = {}
        for node_type, role in self.roles.items():
            by_role.setdefault(role, []).append(f"({node_type})")
        lines = [f"[{' '.join(nodes)}] @{role.name.lower()}" for role, nodes in by_role.items()]
        return "\n".join([*lines, self.patterns])
