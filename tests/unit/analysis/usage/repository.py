"""A repository written down as texts, read and surveyed as a real one is."""

from collections.abc import Mapping

from mainstay.analysis.classify.languages import PYTHON as PYTHON_LANGUAGE
from mainstay.analysis.classify.languages import language_of
from mainstay.analysis.classify.places import Places
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.analysis.usage.graph import Graph, graph_of
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.modules import Modules
from mainstay.analysis.usage.names import Names
from mainstay.analysis.usage.project import declares, read_project
from mainstay.analysis.usage.python import names_of
from mainstay.analysis.usage.survey import survey, unused
from mainstay.analysis.usage.words import words_of
from mainstay.config.globs import Globs
from mainstay.config.settings import TESTS
from mainstay.domain.usage import Unused, Usage

Texts = Mapping[str, str]


def names(text: str | bytes) -> Names:
    source = text.encode() if isinstance(text, str) else text
    return names_of(source, measure(source, PYTHON).skipped)


def materials(texts: Texts) -> list[Material]:
    places = Places(tests=Globs(TESTS).match, generated=lambda path: False, vendored=lambda path: False)
    return [
        Material(
            path,
            language_of(path),
            places.kind_of(path),
            names(text) if language_of(path) == PYTHON_LANGUAGE else words_of(text.encode()),
        )
        for path, text in texts.items()
    ]


def declarations(texts: Texts) -> dict[str, bytes]:
    return {path: text.encode() for path, text in texts.items() if declares(path)}


def graph(texts: Texts) -> Graph:
    files = materials(texts)
    return graph_of(files, Modules(texts, read_project(declarations(texts)).folders))


def surveyed(texts: Texts, **given) -> Usage:
    lines = {path: text.count("\n") for path, text in texts.items()}
    return survey(materials(texts), declarations(texts), lines, **given)


def every(texts: Texts, **given) -> list[Unused]:
    """Give all candidates, those that would not be listed too."""
    lines = {path: text.count("\n") for path, text in texts.items()}
    project = read_project(declarations(texts))
    return list(unused(materials(texts), project, graph(texts), lines, **given))


def why(texts: Texts, symbol: str, **given) -> str:
    """Give the evidence class of one symbol, "" when it is not a candidate."""
    return next((one.why for one in every(texts, **given) if one.symbol == symbol), "")
