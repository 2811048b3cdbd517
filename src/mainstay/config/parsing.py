"""Reading TOML that may have been written to do harm: bounded size, depth and key length before the parser sees it."""

import re
import tomllib
from typing import Any

from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

LARGEST = 256 * 1024
_DEEPEST = 16
_MARK = re.compile(r"[\"'#\[\]{}.\n=,]")
_QUOTES = ('"""', "'''", '"', "'")


def parse(data: bytes, file: str) -> dict[str, Any]:
    """Read a TOML document. `file` names it in errors.

    Raises ConfigurationError when it is above 256 KiB, no UTF-8, nested too deeply or no TOML.
    """
    if len(data) > LARGEST:
        raise ConfigurationError(
            "the settings file is too large",
            where=f"{file}: more than {LARGEST // 1024} KiB",
            mend="keep settings alone in it",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(
            "the settings file is no UTF-8 text", where=f"{file}:{line}", mend="save it as UTF-8"
        ) from None
    text = text.replace("\r\n", "\n")
    _refuse_depth(text, file)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"the settings file is no TOML: {visible(str(error), 200)}",
            where=file,
            mend="mend that line, then run `mainstay config validate`",
        ) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, a date that no calendar has.
        raise ConfigurationError(
            "the settings file holds a value that cannot be read",
            where=file,
            mend="keep settings alone in it",
        ) from None


def _refuse_depth(text: str, file: str) -> None:
    """Refuse deep brackets, on which the parser recurses, and keys of many parts, on which it takes quadratic time."""
    depth = dots = 0
    found = _MARK.search(text)
    while found:
        mark, at = found.group(), found.end()
        if mark in "\"'":
            at = _end_of_string(text, found.start())
        elif mark == "#":
            end = text.find("\n", at)
            at = end if end >= 0 else len(text)
        elif mark == ".":
            dots += 1
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        else:
            dots = 0
        if max(depth, dots) > _DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            raise ConfigurationError(
                "the settings file is nested too deeply",
                where=f"{file}:{line}",
                mend=f"use at most {_DEEPEST} levels",
            )
        found = _MARK.search(text, at)


def _end_of_string(text: str, start: int) -> int:
    quotes = next(quotes for quotes in _QUOTES if text.startswith(quotes, start))
    at = start + len(quotes)
    if quotes[0] == "'":
        end = text.find(quotes, at)
        return end + len(quotes) if end >= 0 else len(text)
    for found in re.compile(rf"\\.|{quotes}", re.DOTALL).finditer(text, at):
        if found.group() == quotes:
            return found.end()
    return len(text)
