"""Patterns in memory: a pattern is a text that is looked for, `^` and `$` stand for the ends."""

from mainstay.ports.patterns import Matcher


class MemoryPatterns:
    """Takes patterns of letters, digits, spaces and ends alone."""

    def compiled(self, pattern: str) -> Matcher:
        begin, end, text = pattern.startswith("^"), pattern.endswith("$"), pattern.strip("^$")
        if len(pattern) > 1_000:
            raise ValueError("it is too long")
        if not text.replace(" ", "").isalnum():
            raise ValueError("it has a letter that means more than itself")

        def matches(given: str) -> bool:
            if begin and end:
                return given == text
            if begin:
                return given.startswith(text)
            return given.endswith(text) if end else text in given

        return matches
