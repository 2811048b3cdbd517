"""Repositories made up for these tests: files by path, given as the survey takes them."""

from collections.abc import Mapping

from mainstay.analysis.architecture.edges import edges_of
from mainstay.analysis.architecture.survey import architecture
from mainstay.analysis.usage.graph import graph_of
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.modules import Modules
from mainstay.analysis.usage.names import Names
from mainstay.analysis.usage.python import names_of
from mainstay.domain.architecture import Architecture
from mainstay.domain.source_file import FileKind


def python(files: Mapping[str, str]) -> list[Material]:
    """Give Python files with the names that are read from their text."""
    return [
        Material(path, "Python", FileKind.SOURCE, names_of(text.encode(), ()) if text else Names())
        for path, text in sorted(files.items())
    ]


def judged(files: Mapping[str, str], declared: Mapping[str, str]) -> Architecture:
    """Judge Python files by declarations, both by path."""
    materials = python(files)
    graph = graph_of(materials, Modules(file.path for file in materials))
    given = {path: text.encode() for path, text in declared.items()}
    return architecture(materials, given, graph, edges_of(materials, given, graph))
