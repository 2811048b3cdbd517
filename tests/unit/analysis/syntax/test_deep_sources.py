"""Sources that nest without end: the work grows with their length alone, told by counting what is done."""

from collections import Counter
from dataclasses import replace

from tree_sitter import Node

from mainstay.analysis.syntax.captures import DEEPEST, captured
from mainstay.analysis.syntax.grammars.javascript import JAVASCRIPT
from mainstay.analysis.syntax.grammars.typescript import TYPESCRIPT
from mainstay.analysis.syntax.heads import UNNAMED, Head
from mainstay.analysis.syntax.measure import READ_IN_PART, measure, tools

LEVELS = 2_000


def test_names_are_looked_for_near_the_top_alone() -> None:
    asked: Counter[str] = Counter()

    def head(node: Node) -> Head:
        asked[node.type] += 1
        return JAVASCRIPT.head(node)

    source = (
        "".join(f"const f{level} = () => {{\n" for level in range(LEVELS)) + "if (a) { }\n" + "}\n" * LEVELS
    )
    found = measure(source.encode(), replace(JAVASCRIPT, head=head))
    assert len(found.functions) == LEVELS
    assert 100 < asked.total() < LEVELS / 2
    names = [one.name.rpartition(".")[2] for one in sorted(found.functions, key=lambda one: one.line)]
    assert names[:3] == ["f0", "f1", "f2"]
    assert set(names[LEVELS // 2 :]) == {UNNAMED}
    # The innermost has its figures all the same.
    assert [one.cognitive for one in found.functions if one.cognitive] == [1]


def test_a_tree_is_looked_into_as_far_as_its_cursor_counts_and_the_cut_is_told() -> None:
    # One callback takes five levels of the tree: statement, call, arguments, function, block.
    nests = DEEPEST // 5
    deeper = ("f(() => {\n" * 2 * nests + "})\n" * 2 * nests).encode()
    parser, query = tools(TYPESCRIPT)
    found, whole = captured(parser.parse(deeper).root_node, query)
    assert (len(found["closure"]), whole) == (nests, False)
    assert measure(deeper, TYPESCRIPT).error == READ_IN_PART
    as_deep = ("f(() => {\n" * (nests - 2) + "})\n" * (nests - 2)).encode()
    found, whole = captured(parser.parse(as_deep).root_node, query)
    assert (len(found["closure"]), whole) == (nests - 2, True)
    assert measure(as_deep, TYPESCRIPT).error == ""
