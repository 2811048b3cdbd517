"""What a repository declares of itself: distributions, their entry points, packages and dependencies; nothing is run."""

import ast
import configparser
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_LARGEST = 1 << 20
_LONGEST_NAME = 100
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)")
_REQUIREMENTS_FILE = re.compile(r"(?:^|/)(?:[\w.-]*requirements?[\w.-]*\.(?:txt|in)|requirements?/[\w./-]+\.(?:txt|in))$")
_TEST_WORDS = re.compile(r"test|dev|lint|doc|check|typing|types|mypy|ci|build|release|bench|style|format|qa|cov|nox|tox|pre", re.I)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A declared dependency: `runtime` tells it from those for tests, development or building; `optional` from the needed."""

    name: str
    path: str
    line: int
    runtime: bool
    optional: bool = False


@dataclass(slots=True)
class Project:
    """All declarations of a repository. `folders` hold one; `entries` are dotted targets of entry points."""

    folders: set[str] = field(default_factory=set)
    distributed: bool = False
    names: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)
    requirements: list[Requirement] = field(default_factory=list)
    dynamic: bool = False


def declares(path: str) -> bool:
    """Tell whether a file is one that read_project reads."""
    name = path.rpartition("/")[2]
    return name in {"pyproject.toml", "setup.cfg", "setup.py", "Pipfile"} or bool(_REQUIREMENTS_FILE.search(path))


def read_project(texts: Mapping[str, bytes]) -> Project:
    """Read every declaration, by path. A file that cannot be read is passed over and makes the project `dynamic`."""
    project = Project()
    for path in sorted(texts):
        folder, _, name = path.rpartition("/")
        text = texts[path][:_LARGEST].decode("utf-8", "replace")
        readers = {"pyproject.toml": _toml, "Pipfile": _pipfile, "setup.cfg": _cfg, "setup.py": _setup}
        reader = readers.get(name)
        if reader is not None:
            reader(project, folder, path, text)
        elif _REQUIREMENTS_FILE.search(path):
            _requirements(project, path, text)
    return project


def normal(name: str) -> str:
    """Give a distribution's name in the one form of PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _toml(project: Project, folder: str, path: str, text: str) -> None:
    data = _loaded(project, text)
    head = _table(data, "project")
    poetry = _table(data, "tool", "poetry")
    if head.get("name") or poetry.get("name") or "build-system" in data:
        project.folders.add(folder)
    if head.get("name") or poetry.get("name"):
        private = any("Private ::" in str(one) for one in _list(head.get("classifiers")))
        packaged = poetry.get("package-mode", True) is not False and _table(data, "tool", "uv").get("package") is not False
        project.distributed |= "build-system" in data and packaged and not private
        project.names.update(str(one.get("name", "")) for one in (head, poetry) if one.get("name"))
    scripts = (_table(head, "scripts"), _table(head, "gui-scripts"), _table(poetry, "scripts"))
    plugins = (*_table(head, "entry-points").values(), *_table(poetry, "plugins").values())
    for table in (*scripts, *plugins):
        if isinstance(table, dict):
            project.entries.update(_target(value) for value in table.values() if isinstance(value, str))
    project.dynamic |= "dependencies" in _list(head.get("dynamic"))
    _add(project, path, text, _list(head.get("dependencies")), runtime=True)
    for group, listed in _table(head, "optional-dependencies").items():
        _add(project, path, text, _list(listed), runtime=not _TEST_WORDS.search(group), optional=True)
    for listed in _table(data, "dependency-groups").values():
        _add(project, path, text, _list(listed), runtime=False)
    _add(project, path, text, _list(_table(data, "build-system").get("requires")), runtime=False)
    _add(project, path, text, [one for one in _table(poetry, "dependencies") if one != "python"], runtime=True)
    groups = [_table(poetry, "dev-dependencies")]
    groups += [_table(group, "dependencies") for group in _table(poetry, "group").values() if isinstance(group, dict)]
    for group in groups:
        _add(project, path, text, list(group), runtime=False)


def _pipfile(project: Project, folder: str, path: str, text: str) -> None:
    data = _loaded(project, text)
    project.folders.add(folder)
    _add(project, path, text, list(_table(data, "packages")), runtime=True)
    _add(project, path, text, list(_table(data, "dev-packages")), runtime=False)


def _cfg(project: Project, folder: str, path: str, text: str) -> None:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        project.dynamic = True
        return
    if parser.has_section("metadata") or parser.has_section("options"):
        project.folders.add(folder)
    if parser.has_option("metadata", "name"):
        project.distributed = True
        project.names.add(parser.get("metadata", "name"))
    if parser.has_section("options.entry_points"):
        for _, value in parser.items("options.entry_points"):
            project.entries.update(_target(row.partition("=")[2]) for row in (value or "").splitlines() if "=" in row)
    _add(project, path, text, _rows(parser, "options", "install_requires"), runtime=True)
    for option, runtime in (("tests_require", False), ("setup_requires", False)):
        _add(project, path, text, _rows(parser, "options", option), runtime=runtime)
    if parser.has_section("options.extras_require"):
        for extra, value in parser.items("options.extras_require"):
            _add(project, path, text, (value or "").splitlines(), runtime=not _TEST_WORDS.search(extra), optional=True)


def _rows(parser: configparser.RawConfigParser, section: str, option: str) -> list[str]:
    return parser.get(section, option).splitlines() if parser.has_option(section, option) else []


def _setup(project: Project, folder: str, path: str, text: str) -> None:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        project.dynamic = True
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == "setup"]
    if not calls:
        return
    project.folders.add(folder)
    given = {keyword.arg for call in calls for keyword in call.keywords}
    project.distributed |= not given or not given.isdisjoint({None, "packages", "py_modules"})
    # Strings of this form are targets wherever they stand: entry points are often put together in variables.
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "=" in node.value:
            for row in node.value.splitlines():
                if re.fullmatch(r"\s*[\w.-]+\s*=\s*[\w.]+(?::[\w.]+)?\s*(?:\[.*\])?", row):
                    project.entries.add(_target(row.partition("=")[2]))
    for call in calls:
        for keyword in call.keywords:
            if keyword.arg in {"install_requires", "tests_require", "setup_requires", "requires"}:
                listed = _literals(keyword.value)
                project.dynamic |= listed is None
                _add(project, path, text, listed or [], runtime=keyword.arg in {"install_requires", "requires"})
            elif keyword.arg == "extras_require" and isinstance(keyword.value, ast.Dict):
                for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                    extra = str(key.value) if isinstance(key, ast.Constant) else ""
                    runtime = not _TEST_WORDS.search(extra)
                    _add(project, path, text, _literals(value) or [], runtime=runtime, optional=True)
            elif keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                project.names.add(str(keyword.value.value))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _literals(node: ast.expr) -> list[str] | None:
    if not isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return None
    return [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _requirements(project: Project, path: str, text: str) -> None:
    """Read a list for pip; the files that it includes are read by themselves, being in the repository too."""
    runtime = not _TEST_WORDS.search(path.removesuffix(".txt"))
    rows = [row.partition(" #")[0] for row in text.splitlines()]
    listed = [row for row in rows if row.strip() and not row.lstrip().startswith(("#", "-", "http", "git+", ".", "/"))]
    _add(project, path, text, listed, runtime=runtime)


def _add(
    project: Project, path: str, text: str, listed: list[Any], *, runtime: bool, optional: bool = False
) -> None:
    for one in listed:
        match = _REQUIREMENT.match(one) if isinstance(one, str) else None
        if match is None or len(match.group(1)) > _LONGEST_NAME:
            continue
        name = match.group(1)
        project.requirements.append(Requirement(name, path, _line_of(text, name), runtime, optional))


def _line_of(text: str, name: str) -> int:
    found = re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _target(value: str) -> str:
    return value.strip().partition("[")[0].strip().replace(":", ".")


def _loaded(project: Project, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        project.dynamic = True
        return {}


def _table(data: object, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
