"""In how many files each word stands, by what the file is and how the word stands in it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.names import Mark

_LEAST_PREFIX = 3
# Directives that put whole modules and classes into the documents (Sphinx autodoc, mkdocstrings).
_GENERATES = re.compile(r"(?<![\w])(?:automodule|autoclass|autosummary|automodapi|mkdocstrings)(?![\w])")


class WordIndex:
    """Counts of files by word.

    `code`, `attributes` and `strings` are those of code, `tests` those of tests in any way, `comments` those of comments
    and documentation within code, `documents` and `other` those of other files. `imported` are the names that import
    statements name, `documented` all words of documents that are generated from code.
    """

    __slots__ = (
        "attributes",
        "code",
        "comments",
        "documented",
        "documents",
        "imported",
        "other",
        "prefixes",
        "strings",
        "suffixes",
        "tests",
    )

    def __init__(self, files: Sequence[Material]) -> None:
        """Count once over all files."""
        code = [file for file in files if file.python and file.part is Part.CODE]
        tests = [file for file in files if file.part is Part.TEST]
        self.code = _count(file.names.bare for file in code)
        self.attributes = _count(file.names.attributes for file in code)
        self.strings = _count(file.names.strings for file in code)
        self.tests = _count(
            f"{file.names.bare} {file.names.attributes} {file.names.strings}" for file in tests
        )
        self.tests.update(_count(file.names.examples for file in code))
        self.documents = _count(file.names.strings for file in files if file.part is Part.DOCUMENT)
        self.documented = frozenset(
            chain.from_iterable(
                f"{file.names.dotted} {file.names.strings}".split()
                for file in files
                if file.part is Part.DOCUMENT and _GENERATES.search(file.names.strings)
            )
        )
        self.comments = _count(file.names.prose for file in files if file.python)
        self.other = _count(
            file.names.strings for file in files if file.part is Part.OTHER and not file.python
        )
        self.imported = frozenset(
            name for file in files for one in file.names.imports for name, _ in one.names
        )
        computing = [file for file in files if file.names.marks & (Mark.GETATTR | Mark.GLOBALS)]
        words = set(chain.from_iterable(file.names.strings.split() for file in computing))
        self.prefixes = tuple(word for word in words if word.endswith("_") and len(word) >= _LEAST_PREFIX)
        self.suffixes = tuple(word for word in words if word.startswith("_") and len(word) >= _LEAST_PREFIX)

    def served(self, name: str) -> bool:
        """Tell whether a name begins or ends with a word from which names are made at run time."""
        return name.startswith(self.prefixes) or (
            name.endswith(self.suffixes) and not name.startswith(self.suffixes)
        )


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(chain.from_iterable(text.split() for text in texts))
