"""Thirty real commits, and the debt that each was judged to introduce or make worse, finding by finding.

Each diff was read as a whole, tests and documents too, and judged by the definitions of `mainstay explain`, before the gate's
findings were looked at. Of the long one lizard and complexipy, which are not ours, gave the figures.
"""

from typing import NamedTuple


class Case(NamedTuple):
    """One commit: what it does, and each finding that it was judged to bring or to make worse by more than a tenth.

    A finding is its code and its symbol, or its path where it has no symbol.
    """

    repository: str
    commit: str
    what: str
    judged: tuple[str, ...] = ()


_BULK = (
    "complex-function DefaultExecutionContext._setup_dml_or_text_result",
    "complex-function _bulk_insert",
    "complex-function _bulk_update",
    "complex-function BulkUDCompileState.orm_pre_session_exec",
    "complex-function EvaluatorCompiler.visit_column",
    "complex-function _emit_update_statements",
    "complex-function _emit_insert_statements",
    "complex-function _scan_cols",
    "complex-function _get_returning_modifiers",
    "complex-function UpdateBase.return_defaults",
    "complex-function ValuesBase.values",
    "long-function DefaultExecutionContext._setup_dml_or_text_result",
    "long-function _bulk_insert",
    "long-function _bulk_update",
    "long-function BulkUDCompileState.orm_pre_session_exec",
    "long-function BulkORMInsert.orm_pre_session_exec",
    "long-function BulkORMInsert.orm_execute_statement",
    "long-function BulkORMUpdate.orm_execute_statement",
    "long-function _emit_insert_statements",
    "long-function _scan_cols",
    "long-function _get_returning_modifiers",
    "many-parameters CursorResultMetaData._make_new_metadata",
    "many-parameters _bulk_insert",
    "many-parameters _bulk_update",
    "many-parameters ORMDMLState._return_orm_returning",
    "many-parameters BulkUDCompileState._do_pre_synchronize_auto",
    "many-parameters AbstractORMCompileState.orm_execute_statement",
    "many-parameters BulkORMInsert.orm_execute_statement",
    "many-parameters BulkORMUpdate.orm_execute_statement",
    "many-parameters BulkORMDelete.orm_execute_statement",
    "many-parameters _emit_update_statements",
    "many-parameters _emit_insert_statements",
    "many-parameters _setup_delete_return_defaults",
    "large-file lib/sqlalchemy/orm/bulk_persistence.py",
    "large-file lib/sqlalchemy/engine/cursor.py",
    "large-class CursorResultMetaData",
    "large-class CursorResult",
    "todo-comment lib/sqlalchemy/engine/cursor.py",
    "todo-comment lib/sqlalchemy/orm/mapper.py",
    "todo-comment lib/sqlalchemy/orm/persistence.py",
    "duplicated-code lib/sqlalchemy/orm/bulk_persistence.py",
    "dead-method BulkORMInsert._resolved_keys_as_col_keys",
)

CASES = (
    Case("psf+requests", "d63e94f5", "moves all modules to src/"),
    Case("pytest-dev+pytest", "03da9f0cc", "renames a module"),
    Case("pytest-dev+pytest", "1188ea260", "moves 160 lines of functions to another module"),
    Case("pytest-dev+pytest", "5fae5ef73", "lays a module out with black for the first time"),
    Case("paramiko+paramiko", "92229f8f", "black, one line"),
    Case("paramiko+paramiko", "764ffbfa", "black, four files"),
    Case("twisted+twisted", "e74b0763b5", "black, a blank line"),
    Case("twisted+twisted", "41077b1360", "black, one line"),
    Case("networkx+networkx", "f6755ffa0", "a new version of black, 28 files"),
    Case("networkx+networkx", "6ad78426b", "ruff format in place of black"),
    Case("sqlalchemy", "f1335227c0", "black's version in the settings"),
    Case("scrapy+scrapy", "cec0aeca5", "ruff format in place of black, 42 files"),
    Case("sqlalchemy", "fb3243475e", "renames test modules, merges one"),
    Case("encode+httpx", "7b19cd5f", "moves functions and renames them"),
    Case("encode+httpx", "41597adf", "moves functions"),
    Case("encode+httpx", "6212e8fa", "moves functions"),
    Case("Textualize+rich", "7001a52a", "merges a module into another"),
    Case("scrapy+scrapy", "df64fe32f", "deletes deprecated code"),
    Case("scrapy+scrapy", "e810f5fca", "moves a version check"),
    Case("pallets+click", "bc32a92c", "refactors stream handling"),
    Case("pallets+flask", "9822a035", "refactors a function"),
    Case("sympy", "020f3e5a76", "renames a class in seven files"),
    Case("sympy", "ada72e11ff", "makes a recursion a loop"),
    Case(
        "sympy",
        "da7d60d955",
        "takes two loops out as one method, with two functions in it",
        ("complex-function SeqPer._combine_periodic",),
    ),
    Case("sympy", "db82e105a0", "a line of documentation"),
    Case("sympy", "f92a8913a3", "adds six methods to a large class", ("large-class StateSpace",)),
    Case("sympy", "3cc2d18d3f", "takes an import alias away"),
    Case("sympy", "950e6a919f", "adds a branch with a loop to a method", ("complex-function Xor.to_nnf",)),
    Case("celery", "26d7a4fa6", "rewrites test support"),
    Case("sqlalchemy", "a8029f5a7e", "a feature of 4,700 lines", _BULK),
)
