"""Patterns of parameters: which may be used, so that no text makes one search for ever.

Python's expressions go back and try again, which can take time exponential in the text where what repeats repeats within
(Kirrage, Rathnayake and Thielecke 2013). Such patterns are refused, and texts are short.
"""

import re

LONGEST_VALUE = 200
"""Characters of a text that a pattern is held against."""

MOST_REPEATS = 4
_LONGEST_PATTERN = 300
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[0-9]*,?[0-9]*\}|\(\?:|[\s\S]")
_REPEATS = ("*", "+", "?", "{")


def wrong_with(pattern: str) -> str:
    """Say what is wrong with a pattern in one clause, "" where it can be used."""
    if len(pattern) > _LONGEST_PATTERN:
        return f"it has more than {_LONGEST_PATTERN} characters"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"it is no pattern: {error}"
    return _repeating(_PIECE.findall(pattern))


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern that can be used matches a whole text, which is short enough and can be printed."""
    return (
        len(text) <= LONGEST_VALUE
        and text.isprintable()
        and re.fullmatch(pattern, text, re.ASCII) is not None
    )


def _repeating(pieces: list[str]) -> str:
    """Look whether a group that repeats holds what repeats or what can be read in several ways, or too much repeats at all."""
    open_groups: list[bool] = []
    closed = False  # whether what was just closed is a group that holds a repeat or a choice
    repeats = 0
    for at, piece in enumerate(pieces):
        repeat = piece.startswith(_REPEATS) and (piece != "{" or len(piece) > 1)
        if piece.startswith("\\") and piece[1:].isdigit():
            return "it refers back to a group"
        if piece == "(" and pieces[at + 1 : at + 2] == ["?"]:
            return "of groups it may have (...) and (?:...) alone"
        if repeat:
            if closed and piece != "?":
                return "a group that repeats holds what repeats, or a choice: write it without one of them"
            repeats += not re.fullmatch(r"\{[0-9]+\}", piece)
            open_groups = [True] * len(open_groups)
        elif piece == "|":
            open_groups = [True] * len(open_groups)
        if piece in {"(", "(?:"}:
            open_groups.append(False)
        closed = open_groups.pop() if piece == ")" and open_groups else False
    if repeats > MOST_REPEATS:
        return f"more than {MOST_REPEATS} things in it repeat"
    return ""
