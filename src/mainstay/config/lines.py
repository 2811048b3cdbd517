"""On which line of a TOML file each key stands, for messages; the parser itself does not tell."""

import re

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_TABLE = re.compile(rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_PART = re.compile(_NAME)
# Longer beginnings of a line are no key of ours; looking further would only cost time.
_LOOKED_AT = 200


def key_lines(text: str) -> dict[str, int]:
    """Give the line (from 1) on which each dotted key or table first stands. A line within a long string may mislead."""
    lines: dict[str, int] = {}
    table: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        start = line[:_LOOKED_AT]
        if header := _TABLE.match(start):
            table = _parts(header.group(1))
            lines.setdefault(".".join(table), number)
        elif key := _KEY.match(start):
            parts = table + _parts(key.group(1))
            # A dotted key also begins each table on its way.
            for depth in range(len(table) + 1, len(parts) + 1):
                lines.setdefault(".".join(parts[:depth]), number)
    return lines


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]
