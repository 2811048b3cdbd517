"""The words of an expression of PromQL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 1_000
"""Characters of an expression that is looked at."""

_WORDS = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)
    |(?P<span>(?:[0-9]+(?:ms|[smhdwy]))+)(?![A-Za-z0-9_:.])
    |(?P<number>0[xX][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![A-Za-z0-9_:.])
    |(?P<name>[A-Za-z_:][A-Za-z0-9_:]*)
    |(?P<sign>==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}\[\],:@])""",
    re.VERBOSE | re.ASCII,
)


class Sort(StrEnum):
    """What a word is."""

    TEXT = "text"
    SPAN = "span"
    NUMBER = "number"
    NAME = "name"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, and where it begins and ends in the expression."""

    sort: Sort
    text: str
    begins: int
    ends: int


class NotUnderstood(ValueError):
    """An expression of another shape than those that are read here; it may well be right."""


def words(expression: str) -> Iterator[Word]:
    """Give the words of an expression, without blanks and remarks. Raises NotUnderstood at the first that is none."""
    if len(expression) > LONGEST:
        raise NotUnderstood("it is too long")
    at = 0
    while at < len(expression):
        found = _WORDS.match(expression, at)
        if not found:
            raise NotUnderstood("it has a word of another language")
        if found.lastgroup != "blank":
            yield Word(Sort(found.lastgroup or ""), found.group(), at, found.end())
        at = found.end()
