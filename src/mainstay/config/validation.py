"""Holding a parsed settings file against the schema: every mistake at once, each with its place and its mending."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from mainstay.analysis.nearest import nearest
from mainstay.config.glob_syntax import GlobError, parse
from mainstay.config.schema import BY_KEY, TABLES, Setting, Shape
from mainstay.config.settings import (
    LONGEST_GLOB,
    LONGEST_LIST,
    MOST_GLOBS,
    MOST_LAYERS,
    MOST_RULES,
    Settings,
)
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

_MOST_TOLD = 20
# Words in a key that only the operator may use: what runs, what is secret, where things go, what is loaded.
_OPERATOR = frozenset(
    (
        "command commands cmd exec execute hook hooks run script scripts shell "
        "auth credential credentials key keys password passwords secret secrets token tokens "
        "address addresses api email endpoint endpoints host hosts mail proxy server servers smtp uri url urls user "
        "webhook webhooks notifier notifiers notify plugin plugins"
    ).split()
)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_OUTSIDE = re.compile(r"[/~]|[A-Za-z]:[/\\]|(?:.*[/\\])?\.\.(?:[/\\]|$)")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the key it is at (`exclude[2]`), what is wrong, and what would be right."""

    key: str
    text: str
    mend: str


def validate(document: Mapping[str, Any]) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Give the settings that a parsed document holds, or None and all problems in its order."""
    problems: list[Problem] = []
    for name, value in document.items():
        if name in TABLES:
            problems += _table(name, value)
        elif name in BY_KEY:
            problems += _value(BY_KEY[name], value)
        else:
            problems.append(_unknown(name, value, [*(key for key in BY_KEY if "." not in key), *TABLES]))
    if problems:
        return None, tuple(problems)
    return msgspec.convert(document, Settings), ()


def refusal(
    problems: tuple[Problem, ...], lines: Mapping[str, int], file: str, *, remedy: str = "mend the file"
) -> ConfigurationError:
    """Make one error of all problems, a line each; `lines` tells where keys stand in `file`, `remedy` what to do."""
    told = []
    for problem in problems[:_MOST_TOLD]:
        line = lines.get(problem.key.partition("[")[0], 0)
        place = f"{file}:{line}" if line else file
        told.append(f"{place}: {visible(problem.key, 80)}: {problem.text}; {problem.mend}")
    if len(problems) > _MOST_TOLD:
        told.append(f"and {len(problems) - _MOST_TOLD:,} more")
    what = "a setting cannot be used" if len(problems) == 1 else f"{len(problems):,} settings cannot be used"
    return ConfigurationError(
        what,
        where="\n".join(told),
        mend=f"{remedy}; `mainstay config explain KEY` tells what a setting means and allows",
    )


def _table(table: str, value: object) -> list[Problem]:
    known = [setting.name for setting in BY_KEY.values() if setting.table == table]
    siblings = [f"{table}.{name}" for name in known]
    if not isinstance(value, dict):
        return [
            Problem(
                table,
                f"{_shown(value)} is no table",
                f"write [{table}] and its keys below: {', '.join(known)}",
            )
        ]
    problems: list[Problem] = []
    for name, inner in value.items():
        key = f"{table}.{name}"
        problems += _value(BY_KEY[key], inner) if name in known else [_unknown(key, inner, siblings)]
    return problems


def _value(setting: Setting, value: object) -> list[Problem]:
    if setting.shape is Shape.GLOBS:
        return _globs(setting, value)
    if setting.shape is Shape.LABELS:
        return _labels(setting, value)
    if setting.shape is Shape.LAYERS:
        return _layers(setting, value)
    if setting.shape is Shape.RULES:
        return _rules(setting, value)
    try:
        # The schema judges; only its words are replaced by ours.
        msgspec.convert(_nested(setting.key, value), Settings)
    except msgspec.ValidationError:
        return [Problem(setting.key, f"{_shown(value)} is not allowed", f"allowed is {setting.allowed}")]
    return []


def _nested(key: str, value: object) -> dict[str, Any]:
    name, dot, rest = key.partition(".")
    return {name: _nested(rest, value) if dot else value}


def _globs(setting: Setting, value: object) -> list[Problem]:
    allowed = f"allowed is {setting.allowed}"
    if not isinstance(value, list | tuple):
        return [Problem(setting.key, f"{_shown(value)} is no list", allowed)]
    if len(value) > MOST_GLOBS:
        return [Problem(setting.key, f"holds {len(value):,} globs", allowed)]
    problems = []
    for at, glob in enumerate(value):
        reason = _glob_problem(glob)
        if reason:
            problems.append(
                Problem(
                    f"{setting.key}[{at}]", f"{_shown(glob)} {reason}", "name paths within the repository"
                )
            )
    if not problems and sum(map(len, value)) > LONGEST_LIST:
        most = f"allowed are {LONGEST_LIST:,} characters; name folders instead of files"
        problems.append(Problem(setting.key, f"holds {sum(map(len, value)):,} characters", most))
    return problems


def _layers(setting: Setting, value: object) -> list[Problem]:
    allowed = f"allowed is {setting.allowed}"
    if not isinstance(value, list | tuple) or len(value) > MOST_LAYERS:
        return [Problem(setting.key, f"{_shown(value)} is no list of layers", allowed)]
    problems: list[Problem] = []
    for at, layer in enumerate(value):
        if not isinstance(layer, list | tuple):
            mend = "write a list of globs for each layer, also where it is one"
            problems.append(Problem(f"{setting.key}[{at}]", f"{_shown(layer)} is no list", mend))
        else:
            problems += _globs(replace(setting, key=f"{setting.key}[{at}]"), layer)
    if not problems and sum(len(glob) for layer in value for glob in layer) > LONGEST_LIST:
        problems.append(Problem(setting.key, "holds too many characters", allowed))
    return problems


def _rules(setting: Setting, value: object) -> list[Problem]:
    allowed = f"allowed is {setting.allowed}"
    if not isinstance(value, list | tuple) or len(value) > MOST_RULES:
        return [Problem(setting.key, f"{_shown(value)} is no list of rules", allowed)]
    problems: list[Problem] = []
    for at, rule in enumerate(value):
        sides = rule.split(" -> ") if isinstance(rule, str) else []
        if len(sides) != 2:
            problems.append(Problem(f"{setting.key}[{at}]", f"{_shown(rule)} is no rule", allowed))
        else:
            problems += _globs(replace(setting, key=f"{setting.key}[{at}]"), sides)
    if not problems and sum(map(len, value)) > LONGEST_LIST:
        problems.append(Problem(setting.key, "holds too many characters", allowed))
    return problems


def _glob_problem(glob: object) -> str:
    if not isinstance(glob, str):
        return "is no text"
    if len(glob) > LONGEST_GLOB:
        return f"is longer than {LONGEST_GLOB} characters"
    try:
        parse(glob)
    except GlobError as error:
        return str(error)
    return ""


def _labels(setting: Setting, value: object) -> list[Problem]:
    try:
        msgspec.convert(_nested(setting.key, value), Settings)
    except msgspec.ValidationError:
        if not isinstance(value, dict):
            return [Problem(setting.key, f"{_shown(value)} is no table", f"allowed are {setting.allowed}")]
        wrong = [name for name in value if not _is_label(setting.key, name, value[name])]
        return [
            Problem(f"{setting.key}.{name}", "is no label", f"allowed are {setting.allowed}")
            for name in wrong or [f"({len(value):,} labels)"]
        ]
    return []


def _is_label(key: str, name: str, text: object) -> bool:
    try:
        msgspec.convert({key: {name: text}}, Settings)
    except msgspec.ValidationError:
        return False
    return True


def _unknown(key: str, value: object, known: Sequence[str]) -> Problem:
    belongs = (
        "it belongs to the operator's mainstay-server.yaml; a scanned repository may set exclusions, thresholds, layers and "
        "labels only"
    )
    words = {word.lower() for word in _WORD.findall(key[:LONGEST_GLOB])}
    if words & _OPERATOR:
        return Problem(key, f"a setting about {min(words & _OPERATOR)} is refused here", belongs)
    if isinstance(value, str) and _ADDRESS.match(value):
        return Problem(key, "an address is refused here", belongs)
    if isinstance(value, str) and _OUTSIDE.match(value):
        return Problem(key, "a path outside the repository is refused here", belongs)
    likely = nearest(key, known)
    return Problem(
        key,
        "there is no such setting",
        f"did you mean {likely}?" if likely else f"there are {', '.join(known)}",
    )


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{visible(value, 60)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return visible(str(value), 60)
