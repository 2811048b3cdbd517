"""Which files name the releases that a repository builds on, and what each says."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from mainstay.analysis.base_lines.dockerfiles import of_dockerfile
from mainstay.analysis.base_lines.manifests import (
    of_node_version,
    of_package,
    of_python,
    of_python_version,
    of_tool_versions,
)
from mainstay.analysis.base_lines.pipelines import of_pipeline
from mainstay.domain.base_line import BaseLine

MOST: Final = 1_000
"""Base lines of one file."""
_Reader = Callable[[str, str], Iterator[BaseLine]]
_NAMES: Final[dict[str, _Reader]] = {
    "dockerfile": of_dockerfile,
    "containerfile": of_dockerfile,
    "pyproject.toml": of_python,
    "setup.cfg": of_python,
    "setup.py": of_python,
    "package.json": of_package,
    ".python-version": of_python_version,
    "runtime.txt": of_python_version,
    ".nvmrc": of_node_version,
    ".node-version": of_node_version,
    ".tool-versions": of_tool_versions,
    ".gitlab-ci.yml": of_pipeline,
}
_DOCKERFILE = re.compile(
    r"(?:dockerfile|containerfile)\.[\w.-]{1,100}|[\w.-]{1,100}\.(?:dockerfile|containerfile)", re.ASCII
)
_COMPOSE = re.compile(r"(?:docker-)?compose[\w.-]{0,100}\.ya?ml", re.ASCII)
_OF_PIPELINES = (".github/workflows/", ".github/actions/")


def speaks_of_base_lines(path: str) -> bool:
    """Tell whether a file may name a release that the repository builds on."""
    return _reader(path) is not None


def base_lines(path: str, content: bytes) -> tuple[BaseLine, ...]:
    """Give what a file says of the releases that the repository builds on; what is no UTF-8 is read as far as it is."""
    reader = _reader(path)
    return tuple(islice(reader(path, content.decode("utf-8", "replace")), MOST)) if reader is not None else ()


def _reader(path: str) -> _Reader | None:
    name = path.rpartition("/")[2].lower()
    if name in _NAMES:
        return _NAMES[name]
    if _DOCKERFILE.fullmatch(name):
        return of_dockerfile
    pipeline = path.startswith(_OF_PIPELINES) and name.endswith((".yml", ".yaml"))
    return of_pipeline if pipeline or _COMPOSE.fullmatch(name) else None
