"""The images that a Dockerfile builds on: those of its stages, and those that files are copied from."""

from collections.abc import Iterator

from mainstay.analysis.base_lines.images import LONGEST, expanded, of_image
from mainstay.domain.base_line import BaseLine

_MOST_ARGUMENTS = 200
_FROM = "--from="


def of_dockerfile(path: str, text: str) -> Iterator[BaseLine]:
    """Give the base lines of a Dockerfile. A stage that builds on another one says nothing new; ARG stands for its default."""
    known: dict[str, str] = {}
    stages: set[str] = set()
    begun = False
    for number, words in _instructions(text):
        verb = words[0].upper()
        if verb == "ARG" and not begun and len(known) < _MOST_ARGUMENTS:
            known |= {
                name: value.strip("\"'")[:LONGEST]
                for name, sign, value in (word.partition("=") for word in words[1:])
                if sign
            }
        elif verb == "FROM":
            begun = True
            named = [word for word in words[1:] if not word.startswith("--")]
            if named:
                yield from _named(path, number, "FROM", expanded(named[0], known), stages)
            if len(named) >= 3 and named[1].upper() == "AS":
                stages.add(named[2].lower())
        elif verb == "COPY":
            for word in words[1:]:
                if word.startswith(_FROM):
                    yield from _named(path, number, "COPY --from", word.removeprefix(_FROM), stages)


def _named(path: str, line: int, verb: str, image: str, stages: set[str]) -> Iterator[BaseLine]:
    if image.lower() not in stages:
        for product, version in of_image(image):
            yield BaseLine(path, line, product, version, f"{verb} {image}")


def _instructions(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each instruction's first line and its words; a backslash at the end of a line goes on in the next one."""
    words: list[str] = []
    begin = 0
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        begin = begin or number
        words += stripped.removesuffix("\\").split()
        if not stripped.endswith("\\"):
            if words:
                yield begin, words
            words, begin = [], 0
    if words:
        yield begin, words
