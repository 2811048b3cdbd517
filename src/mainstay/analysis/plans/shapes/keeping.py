"""What actions take that change what is kept: files, repositories, databases."""

import re
from collections.abc import Mapping

from mainstay.analysis.plans.shapes.asking import COMPARED
from mainstay.analysis.plans.shapes.parameter import (
    Parameter,
    Shape,
    is_flag,
    is_one_of,
    is_path,
    is_span,
    is_text,
    is_whole,
)
from mainstay.analysis.plans.shapes.waiting import PATIENCE
from mainstay.domain.plan import Value

_MODE = re.compile(r"0?[0-7]{3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BRANCH = re.compile(
    r"(?!HEAD$)(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[A-Za-z0-9_][A-Za-z0-9_./+-]{0,199}(?<![/.])"
)


def _is_plain_text(value: Value) -> bool:
    return isinstance(value, str)


def is_branch(value: Value) -> bool:
    """Whether a value is the name of a branch by a part of git's own rules (git check-ref-format)."""
    return isinstance(value, str) and _BRANCH.fullmatch(value) is not None


def is_commit(value: Value) -> bool:
    """Whether a value is the whole hash of a commit."""
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", value) is not None


def are_files(value: Value) -> bool:
    """Whether a value is a table of paths with texts; null removes a file."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(is_text(path) and (text is None or isinstance(text, str)) for path, text in value.items())
    )


def are_statements(value: Value) -> bool:
    """Whether a value is a list of statements."""
    return isinstance(value, tuple) and bool(value) and all(map(is_text, value))


FILE: Shape = {
    "path": Parameter(
        "the whole path of a file within the folders that the operator lets plans write", is_path, needed=True
    ),
    "content": Parameter("what the file is to hold", _is_plain_text),
    "absent": Parameter("true where the file is to go", is_flag),
    "restore": Parameter("true where the file is to be as it was before the step; for undo", is_flag),
    "mode": Parameter(
        "rights of the file such as 0644",
        lambda value: isinstance(value, str) and _MODE.fullmatch(value) is not None,
    ),
    "was": Parameter(
        "the SHA-256 of what the file must hold before, else it is not touched",
        lambda value: isinstance(value, str) and _DIGEST.fullmatch(value) is not None,
    ),
}
GIT: Shape = {
    "repository": Parameter("the name of a repository of the operator's file", is_text, needed=True),
    "to": Parameter(
        "branch, commit, push, revert or drop",
        is_one_of("branch", "commit", "push", "revert", "drop"),
        needed=True,
    ),
    "branch": Parameter("the name of a branch", is_branch, needed=True),
    "at": Parameter(
        "the whole hash of the commit that the branch must stand at, else the plan's base", is_commit
    ),
    "files": Parameter("paths with their new texts, null to remove one", are_files),
    "message": Parameter("the commit's message", is_text),
    "remote": Parameter("the name of a remote of the repository", is_text),
}
SQL: Shape = {
    "database": Parameter("the name of a database of the operator's file", is_text, needed=True),
    "statements": Parameter("a list of statements, all in one transaction", are_statements, needed=True),
    "statement_time_out": Parameter("how long one statement may take, such as 30s", is_span),
    "lock_time_out": Parameter("how long one may wait for a lock, such as 2s", is_span),
    "most_rows": Parameter("how many rows it may change at most", is_whole(0, 1 << 53)),
}
CHECK_SQL: Shape = {
    "database": Parameter("the name of a database of the operator's file", is_text, needed=True),
    "query": Parameter("a query that gives one number", is_text, needed=True),
    **COMPARED,
    **PATIENCE,
}

SHAPES = {"file": FILE, "git": GIT, "sql": SQL, "check-sql": CHECK_SQL}
