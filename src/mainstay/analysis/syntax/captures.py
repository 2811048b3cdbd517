"""Which nodes of a tree play which role: what the grammar's query finds, in a time that grows with the tree alone.

A query keeps a state for each node that it is still within, and looks at all of them at each node; and at each
node it looks for the next sibling that has a name. Where a tree is thousands of levels deep, or holds thousands of brackets
in a row that nothing was understood of, either is the square of the tree. Such trees are asked node by node.
"""

from tree_sitter import Node, Query, QueryCursor

DEEPEST = 50_000
"""So deep is looked into a tree: from 65,536 levels on tree-sitter's cursor counts wrong, in a time that grows squared."""
DEEP = 300
"""So many levels no one writes by hand, but for long sums and texts put together."""
WIDE = 2_000
"""So many parts in a row that nothing was understood of are no slip of the pen."""
# What is deep or wide holds at least as many nodes beyond these bounds, so steps as long as this miss none of it by much.
_STEP = 256


def captured(root: Node, query: Query) -> tuple[dict[str, list[Node]], bool]:
    """Give what a query finds, and whether all of the tree was looked into.

    What stands deeper than DEEPEST levels is left out.
    """
    if not is_hard(root):
        return QueryCursor(query).captures(root), True
    return _node_by_node(root, query)


def is_hard(root: Node) -> bool:
    """Tell a tree in which a query would take squared time, by looking at some of its nodes."""
    cursor = root.walk()
    for number in range(0, root.descendant_count, _STEP):
        cursor.goto_descendant(number)
        if cursor.depth > DEEP:
            return True
        around = cursor.node if cursor.goto_parent() else None
        if around is not None and around.is_error and around.child_count > WIDE:
            return True
    return False


def _node_by_node(root: Node, query: Query) -> tuple[dict[str, list[Node]], bool]:
    """Ask each node by itself what it and its nearest children are; the time for one is bounded by the query's depth."""
    asking = QueryCursor(query)
    asking.set_max_start_depth(0)
    found: dict[str, list[Node]] = {}
    cursor = root.walk()
    depth, whole = 0, True
    while True:
        node = cursor.node
        # What was not understood plays no role itself, and may hold any number of parts.
        if node is not None and node.is_named and not node.is_error:
            for role, nodes in asking.captures(node).items():
                found.setdefault(role, []).extend(nodes)
        if depth < DEEPEST:
            if cursor.goto_first_child():
                depth += 1
                continue
        elif node is not None and node.child_count:
            whole = False
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found, whole
            depth -= 1
