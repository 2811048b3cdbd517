"""Texts of declarations given to the standard library's parsers, as far as these take little time over them."""

import configparser
import re
import tomllib
from typing import Any

# The parsers take time by the square, or worse, of each of these.
_MOST_DOTS, _MOST_DOTS_WITH_STRINGS = 100, 500
_MOST_NESTED = 100
_LONGEST_LINE = 2_000
_MOST_LINES = 10_000
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_BRACKET = re.compile(r"[\[\]{}]")
_BLANKS = re.compile(r"(?<=\S)[^\S\n]{2,}")
_NAME = re.compile(r"(?<![\w.-])[A-Za-z0-9][\w.-]*")


def toml_of(text: str) -> dict[str, Any] | None:
    """Parse TOML; None where it is damaged, or its keys have more parts or its values more depth than a declaration needs."""
    if not _is_flat(text):
        return None
    try:
        return tomllib.loads(text)
    except (RecursionError, ValueError):
        return None


def cfg_of(text: str) -> configparser.RawConfigParser | None:
    """Parse a setup.cfg; None where it is damaged, or has longer or more lines than a declaration needs."""
    # A run of blanks is tried from each of its places; behind the first word of a line it says no more than one of them.
    rows = _BLANKS.sub(" ", text).split("\n")
    if len(rows) > _MOST_LINES or max(map(len, rows)) > _LONGEST_LINE:
        return None
    # What stands under [DEFAULT] would be copied into every other section: much out of little.
    parser = configparser.RawConfigParser(strict=False, default_section="\0")
    try:
        parser.read_string("\n".join(rows))
    except (configparser.Error, ValueError):
        return None
    return parser


def lines_of_names(text: str) -> dict[str, int]:
    """Give each name that could be a distribution's with the line (from 1) where it first stands."""
    lines: dict[str, int] = {}
    for number, row in enumerate(text.split("\n"), 1):
        for match in _NAME.finditer(row):
            lines.setdefault(match.group().rstrip("._-"), number)
    return lines


def _is_flat(text: str) -> bool:
    for row in text.split("\n"):
        dots = row.count(".")
        if dots > _MOST_DOTS_WITH_STRINGS or (
            dots > _MOST_DOTS and _STRING.sub("", row).count(".") > _MOST_DOTS
        ):
            return False
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(depth - 1, 0)
        if depth > _MOST_NESTED:
            return False
    return True
