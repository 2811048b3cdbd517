"""From a grammar's captures to what the walk meets, one after another: each node with the role that it plays, and bodies."""

from tree_sitter import Node

from mainstay.analysis.syntax.functions import body_of, is_swallowed
from mainstay.analysis.syntax.grammar import Grammar, Role

Event = tuple[int, int, int, int, Node]
"""Where it begins, the negative of where it ends, a Role or one of the three below, a running number, the node."""

# Spans in which nesting is one deeper, for nodes whose head does not nest. They sort before what they hold.
# A handler stands beside its block, so it adds no depth.
NEST_BODY = -2
HANDLER_BODY = -1
# A node that is its own body counts before it nests.
NEST_ITSELF = len(Role) + 1
_BODIES = {
    Role.BRANCH: NEST_BODY,
    Role.ELSE_BRANCH: NEST_BODY,
    Role.ELSE: NEST_BODY,
    Role.LOOP: NEST_BODY,
    Role.SWITCH: NEST_BODY,
    Role.CATCH: HANDLER_BODY,
}
_SILENT = frozenset({Role.COMMENT, Role.DOCUMENTATION, Role.DECORATED, Role.SUSPECT, Role.IMPORT, Role.PLAIN})
# A capture of another name serves its pattern alone.
_ROLES = {role.name.lower(): role for role in Role if role not in _SILENT}
# What a pattern says of a node in its place outranks what its type says of it.
_OVERRIDING = ((Role.PLAIN, {Role.ELSE}), (Role.ELSE_BRANCH, {Role.BRANCH, Role.ELSE}))
_NAMED = (Role.FUNCTION, {Role.CLOSURE})


def events(captures: dict[str, list[Node]], grammar: Grammar) -> list[Event]:
    """Give what the walk meets, in source order and the outer before the inner: captured nodes, and bodies in which it nests.

    `captures` are nodes by role in lower case. A node that plays several roles comes in the one that outranks the others.
    """
    found: list[Event] = []
    outranked = _outranked(captures)
    for name, nodes in captures.items():
        role = _ROLES.get(name)
        if role is None:
            continue
        nests = _BODIES.get(role)
        others = outranked.get(role)
        for node in nodes:
            if others is not None and node.id in others:
                continue
            if role is Role.FUNCTION and node.has_error and is_swallowed(node, grammar):
                continue
            # The running number keeps equal spans apart: nodes themselves have no order.
            found.append((node.start_byte, -node.end_byte, role, len(found), node))
            body = None if nests is None else _body(node, role, grammar)
            if nests is not None and body is not None:
                order = NEST_ITSELF if body is node and role is not Role.ELSE else nests
                found.append((body.start_byte, -body.end_byte, order, len(found), body))
    return sorted(found)


def _body(node: Node, role: Role, grammar: Grammar) -> Node | None:
    return node if role is Role.ELSE and grammar.else_is_body else body_of(node, grammar)


def _outranked(captures: dict[str, list[Node]]) -> dict[Role, set[int]]:
    """Tell by role the nodes that play another one in their place."""
    outranked: dict[Role, set[int]] = {}
    for role, beneath in (*_OVERRIDING, _NAMED):
        if any(other.name.lower() in captures for other in beneath):
            nodes = {node.id for node in captures.get(role.name.lower(), ())}
            for other in beneath if nodes else ():
                outranked.setdefault(other, set()).update(nodes)
    return outranked
