"""What actions take that run a program on this machine: any, or the one that manages services."""

import re

from mainstay.analysis.plans.shapes.parameter import (
    Parameter,
    Shape,
    are_variables,
    is_list_of_texts,
    is_one_of,
    is_path,
    is_text,
    is_variable,
    is_whole,
)
from mainstay.analysis.plans.shapes.waiting import PATIENCE
from mainstay.domain.plan import Value

_SIZE = re.compile(r"[0-9]{1,6}[kmg]")
_UNIT = re.compile(r"[A-Za-z0-9:_.@-]{1,200}\.(?:service|timer|socket|path|target)")


def is_size(value: Value) -> bool:
    """Whether a value is a number of bytes such as 512m."""
    return isinstance(value, str) and _SIZE.fullmatch(value) is not None


def are_statuses(value: Value) -> bool:
    """Whether a value is an exit status, or a list of some."""
    if isinstance(value, tuple):
        return bool(value) and all(map(is_whole(0, 255), value))
    return is_whole(0, 255)(value)


def are_names_of_variables(value: Value) -> bool:
    """Whether a value is a list of names of variables."""
    return isinstance(value, tuple) and all(map(is_variable, value))


COMMAND: Shape = {
    "argv": Parameter("a list of texts, the program first", is_list_of_texts, needed=True),
    "cwd": Parameter("the whole path of the folder to run it in", is_path),
    "env": Parameter(
        "names of variables with texts; env:NAME and file:PATH stand for secrets", are_variables
    ),
    "pass": Parameter(
        "names of variables of the worker that it gets, as far as the operator lets plans have them",
        are_names_of_variables,
    ),
    "user": Parameter("the user to run it as", is_text),
    "memory": Parameter("how much memory it may use, such as 512m", is_size),
    "expect": Parameter("exit statuses that mean success, 0 where nothing is said", are_statuses),
}

SERVICE: Shape = {
    "unit": Parameter(
        "a unit with its ending, such as shop.service",
        lambda value: isinstance(value, str) and _UNIT.fullmatch(value) is not None,
        needed=True,
    ),
    "to": Parameter(
        "restart, reload, start or stop", is_one_of("restart", "reload", "start", "stop"), needed=True
    ),
}

SHAPES = {"command": COMMAND, "check-command": {**COMMAND, **PATIENCE}, "service": SERVICE}
