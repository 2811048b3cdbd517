"""The releases that declarations ask for: of Python, of Node.js, and what version managers are told."""

import json
import re
from collections.abc import Iterator

from mainstay.analysis.base_lines.ranges import oldest_admitted
from mainstay.domain.base_line import BaseLine

_LONGEST = 500
_HEAD = re.compile(r"\[([^\[\]]{1,200})\]", re.ASCII)
_ASKS = re.compile(
    r"(requires-python|python_requires|python)[ \t]{0,20}=[ \t]{0,20}[\"']?([^\"'#]{1,200})", re.ASCII
)
_KEYS = {"requires-python": "project", "python": "tool.poetry.dependencies"}
_PYTHON = re.compile(r"(?:python-)?v?([0-9]+(?:\.[0-9]+)*)", re.ASCII)
_NODE_LTS = {
    "dubnium": "10",
    "erbium": "12",
    "fermium": "14",
    "gallium": "16",
    "hydrogen": "18",
    "iron": "20",
    "jod": "22",
}
_TOOLS = {"python": "python", "nodejs": "nodejs", "node": "nodejs", "postgres": "postgresql"}


def of_python(path: str, text: str) -> Iterator[BaseLine]:
    """Give the oldest Python that pyproject.toml, setup.cfg or setup.py admits."""
    section = ""
    is_toml = path.endswith(".toml")
    for number, row in enumerate(text.splitlines(), 1):
        stripped = row.strip() if len(row) <= _LONGEST else ""
        if head := _HEAD.fullmatch(stripped):
            section = head[1].strip()
        asks = _ASKS.match(stripped)
        if asks is None or (_KEYS.get(asks[1]) != section if is_toml else asks[1] != "python_requires"):
            continue
        oldest = oldest_admitted("python", asks[2])
        if oldest is not None:
            yield BaseLine(path, number, "python", oldest, f"{asks[1]} {asks[2].strip()}", admitted=True)


def of_package(path: str, text: str) -> Iterator[BaseLine]:
    """Give the oldest Node.js that package.json admits; nothing of one that is damaged or nested beyond reason."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    engines = told.get("engines") if isinstance(told, dict) else None
    asked = engines.get("node") if isinstance(engines, dict) else None
    oldest = oldest_admitted("nodejs", asked) if isinstance(asked, str) else None
    if oldest is not None:
        yield BaseLine(path, _line_of(text), "nodejs", oldest, f"engines.node {asked}", admitted=True)


def of_python_version(path: str, text: str) -> Iterator[BaseLine]:
    """Give the releases of Python that .python-version or runtime.txt names, one a line."""
    for number, row in enumerate(text.splitlines(), 1):
        if found := _PYTHON.fullmatch(row.strip()[:_LONGEST]):
            yield BaseLine(path, number, "python", found[1], row.strip())


def of_node_version(path: str, text: str) -> Iterator[BaseLine]:
    """Give the release of Node.js that .nvmrc or .node-version names, by number or by the name of its long support."""
    for number, row in enumerate(text.splitlines(), 1):
        stripped = row.strip()[:_LONGEST]
        version = _NODE_LTS.get(stripped.lower().removeprefix("lts/"))
        found = _PYTHON.fullmatch(stripped)
        if version is not None or found is not None:
            yield BaseLine(path, number, "nodejs", version or (found[1] if found else ""), stripped)


def of_tool_versions(path: str, text: str) -> Iterator[BaseLine]:
    """Give the releases that .tool-versions names."""
    for number, row in enumerate(text.splitlines(), 1):
        name, *versions = row.partition("#")[0][:_LONGEST].split() or [""]
        for version in versions if name in _TOOLS else ():
            if _PYTHON.fullmatch(version):
                yield BaseLine(path, number, _TOOLS[name], version, f"{name} {version}")


def _line_of(text: str) -> int:
    """Tell the line of the first "node" behind "engines"."""
    at = text.find('"node"', max(0, text.find('"engines"')))
    return text.count("\n", 0, max(0, at)) + 1
