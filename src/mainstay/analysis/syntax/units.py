"""What decisions are counted for: a function, one without a name, or the module; how one becomes part of another."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from mainstay.analysis.syntax.heads import Head

_DEEP = 20


@dataclass(slots=True)
class Unit:
    """One function, or the module, with its counts so far; `head` is None for the module and what has no name.

    `structural` are the steps of cognitive complexity that weigh more the deeper they stand; `nesting` and `depth` are where
    the walk is in it. `outer` is the unit around it, which stood at `at_nesting` and `at_depth` when it began.
    `pending` are functions without a name that stand in one without a name and are not yet placed.
    `inner_code` are the code lines of units within it; `last_row` is set where its source breaks off before its node ends.
    """

    node: Node | None
    name: str
    head: Head | None = None
    outer: "Unit | None" = None
    method: bool = False
    cyclomatic: int = 1
    cognitive: int = 0
    structural: int = 0
    nesting: int = 0
    depth: int = 0
    deepest: int = 0
    at_nesting: int = 0
    at_depth: int = 0
    inner_code: int = 0
    last_row: int | None = None
    pending: list["Unit"] = field(default_factory=list)

    @property
    def nameless(self) -> bool:
        """Whether it is a function that nothing names."""
        return self.node is not None and self.head is None

    @property
    def shallow(self) -> bool:
        """Whether it has a name and stands in few others: deeper down nothing is looked for in its text."""
        around, levels = self.outer, 0
        while around is not None and levels <= _DEEP:
            around, levels = around.outer, levels + 1
        return self.head is not None and levels <= _DEEP

    def step(self, *, cyclomatic: int) -> None:
        """Count a step that weighs one more for each level of nesting."""
        self.cyclomatic += cyclomatic
        self.cognitive += 1 + self.nesting
        self.structural += 1

    def take_in(self, inner: "Unit") -> None:
        """Count a function that stands in this one as a part of it, one level deeper."""
        self.cyclomatic += inner.cyclomatic - 1
        self.cognitive += inner.cognitive + inner.structural * (inner.at_nesting + 1)
        self.structural += inner.structural
        self.deepest = max(self.deepest, inner.at_depth + inner.deepest)
        self.inner_code += inner.inner_code


@dataclass(slots=True)
class Open:
    """A node that the walk stands in: where it ends and what is to be taken back there.

    `earlier` is how many functions were finished before a type began.
    """

    end: int
    nesting: int = 0
    depth: int = 0
    function: Node | None = None
    ends_unit: bool = False
    owns: bool = False
    type_node: Node | None = None
    type_name: str = ""
    earlier: int = 0
    operator: bytes = b""
    operands: frozenset[int] = frozenset()


def placed(nameless: Unit, module: Unit) -> Iterator[Unit]:
    """Place a function without a name that stands in no named one; give those that stand for themselves.

    One that decides nothing by itself only holds others together, as module wrappers and `describe(...)` do: its own
    conditions go to the module, and what it holds is placed by the same rule. Otherwise all it holds is part of it.
    The white paper (appendix A) and SonarJS pass over such wrappers too.
    """
    waiting = [nameless]
    while waiting:
        unit = waiting.pop()
        if unit.structural:
            inner = unit.pending
            while inner:
                part = inner.pop()
                for deeper in part.pending:
                    deeper.at_nesting += part.at_nesting + 1
                    deeper.at_depth += part.at_depth
                inner.extend(part.pending)
                unit.take_in(part)
            yield unit
        else:
            module.cyclomatic += unit.cyclomatic - 1
            module.cognitive += unit.cognitive
            waiting.extend(unit.pending)
