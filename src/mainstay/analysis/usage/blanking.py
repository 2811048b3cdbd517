"""Python text with its comments, documentation and strings taken out, so that what is left are names and marks."""

import re
from collections.abc import Iterable

# Each form: long by double quotes, short by double quotes, long by single ones, short by single ones.
_STRING = re.compile(
    rb"[\"'](?:(?<=\")(?:"
    rb"\"\"([^\"\\]*(?:(?:\\(?:[\s\S]|\Z)|\"(?!\"\"))[^\"\\]*)*)(?:\"\"\"|\Z)"
    rb"|([^\"\\\n]*(?:\\(?:[\s\S]|\Z)[^\"\\\n]*)*)(?:\"|(?=\n)|\Z))"
    rb"|''([^'\\]*(?:(?:\\(?:[\s\S]|\Z)|'(?!''))[^'\\]*)*)(?:'''|\Z)"
    rb"|([^'\\\n]*(?:\\(?:[\s\S]|\Z)[^'\\\n]*)*)(?:'|(?=\n)|\Z))"
)
JOINED = b"\0"
"""Stands where a line goes on behind a string of several lines, lest its rest seem to begin a statement."""
_INSERTED = re.compile(rb"\{([^{}]*)\}")
_FORMATTED = frozenset(b"fFtT")


class Blanked:
    """`code` has as many lines as the source and an empty string where one stood; `strings` and `prose` are the rest.

    What stands in braces in a formatted string is code and stays.
    """

    __slots__ = ("_kept", "code", "prose", "strings")

    def __init__(self, source: bytes, skipped: Iterable[tuple[int, int]]) -> None:
        """Blank a source; `skipped` are the byte spans of its comments and documentation, in order."""
        left: list[bytes] = []
        prose: list[bytes] = []
        reached = 0
        for start, end in skipped:
            if start < reached:
                continue
            left.append(source[reached:start])
            text = source[start:end]
            prose.append(text)
            left.append(b"\n" * text.count(b"\n") or b" ")
            reached = end
        left.append(source[reached:])
        self._kept: list[bytes] = []
        self.code = _STRING.sub(self._take, b"".join(left))
        self.strings = b"\n".join(self._kept)
        self.prose = b"\n".join(prose)

    def _take(self, match: re.Match[bytes]) -> bytes:
        text: bytes = match.group(match.lastindex or 0)
        self._kept.append(text)
        lines = b"\n" * text.count(b"\n") + JOINED if b"\n" in text else b""
        start = match.start()
        if b"{" in text and not _FORMATTED.isdisjoint(match.string[max(start - 2, 0) : start]):
            inserted = (b"(%b)" % b" ".join(part.split()) for part in _INSERTED.findall(text))
            return b'"+"' + b"".join(inserted) + lines
        return b'""' + lines
