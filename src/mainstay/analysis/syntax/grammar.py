"""What the measuring walk must know of a language: which nodes of its grammar play which role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto

from tree_sitter import Language, Node


class Role(IntEnum):
    """What a node means for structure and complexity.

    Cyclomatic complexity (McCabe 1976, with each simple condition counted as NIST SP 500-235 asks) grows by one at BRANCH,
    ELSE_BRANCH, LOOP, CATCH, TERNARY, GENERATOR, FILTER, CASE and each boolean operator. Cognitive complexity
    (Campbell, SonarSource 2018) grows by one plus the nesting at BRANCH, LOOP, CATCH, TERNARY, GENERATOR and
    SWITCH, and by one at ELSE_BRANCH, ELSE, FILTER and each sequence of like boolean operators.
    """

    FUNCTION = auto()
    TYPE = auto()
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
    BOOLEAN = auto()
    BLOCK = auto()
    COMMENT = auto()
    DOCUMENTATION = auto()
    DECORATED = auto()
    SUSPECT = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """One language's table: `language` is its name as `language_of` gives it, `load` gives the compiled grammar.

    `roles` maps node types to roles; `patterns` are further query patterns, each ending in a capture named after a role
    in lower case. `bodies` names the fields that hold what stands nested under a node, by node type; the last
    child where none is named. `parameters` is the field of a function that holds them, `separators` the
    node types among them that are no parameters, `variadic` those that take any number (not counted),
    `receivers` the names of a method's first parameter that is not the caller's to give.
    `always_matches` tells of a case whether it decides nothing, its guard left aside. `brackets` are the node types that only
    hold an expression together.
    `wrappers` are the node types of functions that another may do nothing but define and return.
    `second_opinion` judges a source that the grammar calls broken or suspect: None when it parses after
    all, else what is wrong.
    """

    language: str
    load: Callable[[], Language]
    roles: Mapping[str, Role]
    patterns: str
    bodies: Mapping[str, str]
    parameters: str
    separators: frozenset[str]
    variadic: frozenset[str]
    receivers: frozenset[bytes]
    always_matches: Callable[[Node], bool]
    brackets: frozenset[str]
    second_opinion: Callable[[bytes], str | None]
    wrappers: frozenset[str] = frozenset()

    def query(self) -> str:
        """Write the query whose captures are roles in lower case."""
        by_role: dict[Role, list[str]] = {}
        for node_type, role in self.roles.items():
            by_role.setdefault(role, []).append(f"({node_type})")
        lines = [f"[{' '.join(nodes)}] @{role.name.lower()}" for role, nodes in by_role.items()]
        return "\n".join([*lines, self.patterns])
