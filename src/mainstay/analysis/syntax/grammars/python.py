"""The roles of Python's grammar (any 3.x), and CPython's own opinion on what does not parse."""

import ast
import warnings

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Grammar, Role
from mainstay.analysis.syntax.heads import starting_head


def _second_opinion(source: bytes) -> str | None:
    """Ask the running interpreter: it knows its own version's grammar to the letter, the grammar file newer ones too."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as error:
        return f"line {error.lineno or 1}: {error.msg}"
    except (RecursionError, MemoryError):
        return "nested too deeply for the Python parser"
    except ValueError as error:
        return str(error)
    return None


def _always_matches(case: Node) -> bool:
    """Tell an irrefutable case (language reference, 8.6.3): a wildcard, a name, or an alternative that is one."""
    left = [child for child in case.children if child.type in {"case_pattern", ","}]
    if len(left) != 1:
        return False
    while left:
        node = left.pop()
        if node.type == "_" or (node.type == "dotted_name" and node.named_child_count == 1):
            return True
        if node.type == "as_pattern":
            left += node.children[:1]
        elif node.type in {"case_pattern", "union_pattern"} or _is_bracketed(node):
            left += node.children
    return False


def _is_bracketed(pattern: Node) -> bool:
    return pattern.type == "tuple_pattern" and all(child.type != "," for child in pattern.children)


PYTHON = Grammar(
    language=languages.PYTHON,
    wheel="tree_sitter_python",
    roles={
        "function_definition": Role.FUNCTION,
        "class_definition": Role.TYPE,
        "lambda": Role.LAMBDA,
        "if_statement": Role.BRANCH,
        "elif_clause": Role.ELSE_BRANCH,
        "for_statement": Role.LOOP,
        "while_statement": Role.LOOP,
        "except_clause": Role.CATCH,
        "conditional_expression": Role.TERNARY,
        "list_comprehension": Role.COMPREHENSION,
        "set_comprehension": Role.COMPREHENSION,
        "dictionary_comprehension": Role.COMPREHENSION,
        "generator_expression": Role.COMPREHENSION,
        "for_in_clause": Role.GENERATOR,
        "if_clause": Role.FILTER,
        "match_statement": Role.SWITCH,
        "case_clause": Role.CASE,
        "boolean_operator": Role.BOOLEAN,
        "try_statement": Role.BLOCK,
        "with_statement": Role.BLOCK,
        "comment": Role.COMMENT,
        "decorated_definition": Role.DECORATED,
        # Python 2 forms that the grammar still reads.
        "print_statement": Role.SUSPECT,
        "exec_statement": Role.SUSPECT,
    },
    patterns="""
        (if_statement alternative: (else_clause) @else)
        (for_statement alternative: (else_clause) @block)
        (while_statement alternative: (else_clause) @block)
        (raise_statement (expression_list) @suspect)
        (expression_statement . [(string) (concatenated_string)] @documentation .)
    """,
    bodies={
        "function_definition": "body",
        "class_definition": "body",
        "if_statement": "consequence",
        "elif_clause": "consequence",
        "else_clause": "body",
        "for_statement": "body",
        "while_statement": "body",
        "match_statement": "body",
    },
    head=starting_head,
    separators=frozenset({"keyword_separator", "positional_separator"}),
    variadic=frozenset({"list_splat_pattern", "dictionary_splat_pattern"}),
    receivers=frozenset({b"self", b"cls", b"mcs", b"mcls"}),
    always_matches=_always_matches,
    brackets=frozenset({"parenthesized_expression"}),
    second_opinion=_second_opinion,
    wrappers=frozenset({"function_definition"}),
    calls={"call": "function"},
    members={"attribute": "object"},
    implicit=False,
)
