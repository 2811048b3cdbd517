"""One file as the survey takes it: its path, what it is, and its names."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mainstay.analysis.classify.languages import PYTHON
from mainstay.analysis.usage.names import Names
from mainstay.domain.source_file import FileKind

_DOCUMENTS = frozenset(("Markdown", "reStructuredText", "Text", "TeX", "AsciiDoc", "Jupyter", "HTML"))
_DOCUMENT_FOLDERS = frozenset("doc docs documentation".split())
_SHOWN_FOLDERS = frozenset(
    "example examples sample samples demo demos tutorial tutorials snippets doc docs".split()
)
_TOOL_FOLDERS = frozenset(
    "benchmark benchmarks asv_bench bench script scripts tools hack contrib bin admin misc maint extras .github .ci ci release "
    "hacking packaging".split()
)


_TEST_FOLDERS = frozenset("tests test testing t".split())


def _folders(path: str) -> frozenset[str]:
    """Give the folders of a path and the words that their names are made of."""
    return _words(path.lower().rpartition("/")[0])


@lru_cache(maxsize=8_192)
def _words(folder: str) -> frozenset[str]:
    return frozenset((*folder.split("/"), *re.split(r"[/_.-]", folder)))


class Part(StrEnum):
    """What a file is for whoever asks who uses a name."""

    CODE = "code"
    TEST = "test"
    DOCUMENT = "document"
    OTHER = "other"


@lru_cache(maxsize=65_536)
def _part(path: str, language: str) -> Part:
    """Tell what the words of a file that is not known as a test count as; asked for again and again."""
    folders = _folders(path)
    if not _TEST_FOLDERS.isdisjoint(folders):
        return Part.TEST
    if language == PYTHON:
        return Part.CODE
    if language in _DOCUMENTS and (language != "HTML" or not _DOCUMENT_FOLDERS.isdisjoint(folders)):
        return Part.DOCUMENT
    return Part.OTHER


@dataclass(frozen=True, slots=True)
class Material:
    """A file of the repository: `language` as language_of tells it, `kind` as the examination found it."""

    path: str
    language: str
    kind: FileKind
    names: Names

    @property
    def python(self) -> bool:
        """Whether its names were read from Python."""
        return self.language == PYTHON

    @property
    def part(self) -> Part:
        """What its words count as."""
        return Part.TEST if self.kind is FileKind.TEST else _part(self.path, self.language)

    @property
    def shown(self) -> bool:
        """Whether nobody imports such code: an example, a tool, a document, hidden, or named as no module can be."""
        folders = _folders(self.path)
        stem = self.path.rpartition("/")[2].partition(".")[0]
        if self.path.startswith(".") or "/." in self.path or not stem.isidentifier():
            return True
        return not _SHOWN_FOLDERS.isdisjoint(folders) or not _TOOL_FOLDERS.isdisjoint(folders)
