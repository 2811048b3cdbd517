"""Which language headers belong to that may be C or C++ and show neither."""

from collections.abc import Iterable

from mainstay.analysis.classify.languages import CPP, C

_HEADER = ".h"


def language_of_headers(files: Iterable[tuple[str, str]]) -> str:
    """Give C++ where more of the sources are C++ than C, else C; `files` are paths with their languages.

    Headers themselves have no voice: their name is the same in both.
    """
    ahead = sum(
        (language == CPP) - (language == C) for path, language in files if not path.lower().endswith(_HEADER)
    )
    return CPP if ahead > 0 else C


def language_shown(path: str, language: str, content: str, headers: str) -> str:
    """Give the language that a file is told in: the one its content shows, for a plain header that of all headers."""
    if content:
        return content
    return headers if language == C and path.lower().endswith(_HEADER) else language
