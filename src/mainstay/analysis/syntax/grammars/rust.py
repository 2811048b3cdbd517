"""The roles of Rust's grammar; a method is named after the type that its `impl` is for; tests stand beside what they test."""

import re
from collections.abc import Iterable, Mapping, Sequence

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import ITSELF, Grammar, Role
from mainstay.analysis.syntax.heads import Head, head_at, named_head, text_of

_MOST = 10_000
_LONGEST = 500
_FOR_TESTS = re.compile(rb"#\s*\[\s*cfg\s*\(\s*(?:test\s*\)|all\s*\((?:[^()]*,)?\s*test\s*[,)])")


def head(node: Node) -> Head:
    """Read a head; that of an `impl` is its type without references and arguments."""
    if node.type != "impl_item":
        return named_head(node)
    owner = node.child_by_field_name("type")
    while owner is not None and owner.type in {"generic_type", "reference_type", "scoped_type_identifier"}:
        owner = owner.child_by_field_name("name" if owner.type == "scoped_type_identifier" else "type")
    return head_at(owner, node)


def always_matches(arm: Node) -> bool:
    """Tell an arm whose pattern, its guard left aside, is a wildcard or a name that it binds."""
    pattern = arm.child_by_field_name("pattern")
    first = None if pattern is None or not pattern.children else pattern.children[0]
    if first is None:
        return False
    # By convention, which the compiler warns about, constants and variants begin with a capital and bindings do not.
    return first.type == "_" or (first.type == "identifier" and not text_of(first)[:1].isupper())


def specifiers(node: Node) -> Iterable[str]:
    """Flatten the tree of a `use`, and name the module of a `mod x;` or `extern crate x;`."""
    if node.type != "use_declaration":
        kind = "mod " if node.type == "mod_item" else ""
        yield kind + text_of(node.child_by_field_name("name"))
        return
    waiting = [("", node.child_by_field_name("argument"))]
    for _ in range(_MOST):
        if not waiting:
            return
        before, tree = waiting.pop()
        if tree is None:
            continue
        if tree.type == "use_as_clause":
            waiting.append((before, tree.child_by_field_name("path")))
        elif tree.type == "scoped_use_list":
            path = before + text_of(tree.child_by_field_name("path")) + "::"
            waiting.append((path.removeprefix("::"), tree.child_by_field_name("list")))
        elif tree.type == "use_list":
            waiting += [(before, child) for child in reversed(tree.named_children) if not child.is_extra]
        elif tree.type == "use_wildcard":
            yield before + "".join(text_of(tree).split())
        else:
            yield before.removesuffix("::") if before and tree.type == "self" else before + text_of(tree)


def tests(source: bytes, captures: Mapping[str, Sequence[Node]]) -> list[Node]:
    """Find modules under `#[cfg(test)]`, or `#[cfg(all(..., test, ...))]`, in order and none within another one."""
    around = [node for name in ("attribute", "comment", "module") for node in captures.get(name, ())]
    found: list[Node] = []
    # Where the attributes before a module end, and whether one of them says that it is for tests.
    reached, for_tests = -1, False
    for node in sorted(around, key=lambda one: (one.start_byte, -one.end_byte)):
        if found and node.start_byte < found[-1].end_byte:
            continue
        if reached < 0 or source[reached : node.start_byte].strip():
            for_tests = False
        if node.type == "mod_item":
            if for_tests:
                found.append(node)
            reached, for_tests = -1, False
            continue
        reached = node.end_byte
        if node.type == "attribute_item" and _FOR_TESTS.match(
            source, node.start_byte, node.start_byte + _LONGEST
        ):
            for_tests = True
    return found


RUST = Grammar(
    language=languages.RUST,
    wheel="tree_sitter_rust",
    roles={
        "function_item": Role.FUNCTION,
        "closure_expression": Role.CLOSURE,
        "struct_item": Role.TYPE,
        "enum_item": Role.TYPE,
        "union_item": Role.TYPE,
        "trait_item": Role.TYPE,
        "impl_item": Role.OWNER,
        "if_expression": Role.BRANCH,
        "for_expression": Role.LOOP,
        "while_expression": Role.LOOP,
        # It has no condition of its own.
        "loop_expression": Role.SWITCH,
        "match_expression": Role.SWITCH,
        "match_arm": Role.CASE,
        "else_clause": Role.ELSE,
        "let_chain": Role.JUMP,
        "line_comment": Role.COMMENT,
        "block_comment": Role.COMMENT,
        "use_declaration": Role.IMPORT,
        "extern_crate_declaration": Role.IMPORT,
    },
    patterns="""
        (else_clause (if_expression) @else_branch) @plain
        (let_declaration alternative: (block) @branch)
        (match_pattern condition: (_) @filter)
        (let_chain "&&" @condition)
        (binary_expression operator: ["&&" "||"]) @boolean
        (break_expression (label)) @jump
        (continue_expression (label)) @jump
        (mod_item !body) @import
        (mod_item body: (_)) @module
        (attribute_item) @attribute
    """,
    bodies={"if_expression": "consequence", "block": ITSELF},
    head=head,
    separators=frozenset({"self_parameter", "attribute_item"}),
    variadic=frozenset({"variadic_parameter"}),
    receivers=frozenset({b"self", b"Self"}),
    always_matches=always_matches,
    calls={"call_expression": "function"},
    members={"field_expression": "value", "scoped_identifier": "path"},
    implicit=False,
    methods_apart=True,
    specifiers=specifiers,
    tests=tests,
)
