"""One line of a page: a sample with its labels, or a word about a family of samples."""

import re
from dataclasses import dataclass

MOST_LABELS = 128
LONGEST_VALUE = 4_096
"""Characters of a label's value."""
LONGEST_NAME = 500

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
# Possessive, so that a line which fails fails at once, whatever stands in it.
_TEXT = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_BLANK = r"[ \t]*"
_NUMBER = r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[Ii][Nn][Ff](?:[Ii][Nn][Ii][Tt][Yy])?|[Nn][Aa][Nn])"
_SAMPLE = re.compile(
    rf"(?P<name>{_NAME})?{_BLANK}"
    rf'(?:\{{(?P<labels>(?:[^"{{}}]++|{_TEXT})*+)\}})?{_BLANK}'
    rf"(?P<value>{_NUMBER})(?:[ \t]+(?P<at>{_NUMBER}))?{_BLANK}"
    r"(?P<exemplar>\#[ \t]*\{.*)?",
    re.ASCII,
)
_LABEL = re.compile(
    rf"{_BLANK}(?P<key>{_NAME}|{_TEXT}){_BLANK}(?:={_BLANK}(?P<text>{_TEXT}))?{_BLANK}(?:,|$)"
)
_USUAL = re.compile(rf'({_NAME})="([^"\\]*+)"(?:,|$)', re.ASCII)
_WORD = re.compile(
    rf"\#[ \t]+(?P<word>HELP|TYPE|UNIT)[ \t]+(?P<name>{_NAME}|{_TEXT})(?:[ \t]+(?P<rest>.*))?", re.ASCII
)
_ESCAPE = re.compile(r"\\(.)")
_PLAIN = {"n": "\n"}


class Wrong(ValueError):
    """The line is of neither format; the text says in what."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A number by its name and labels; `at` is as the page tells it, in milliseconds or seconds."""

    name: str
    labels: dict[str, str]
    value: float
    at: float | None


@dataclass(frozen=True, slots=True)
class Word:
    """What a page says of a family: `word` is HELP, TYPE or UNIT."""

    word: str
    name: str
    rest: str


def line_in(line: str) -> Sample | Word | None:
    """Read a line; None is a comment or an empty one. Raises Wrong."""
    line = line.strip(" \t\r")
    if not line:
        return None
    return _word_in(line) if line.startswith("#") else _sample_in(line)


def _word_in(line: str) -> Word | None:
    found = _WORD.fullmatch(line)
    if found is None:
        return None
    return Word(found["word"], _unquoted(found["name"]), _unescaped(found["rest"] or ""))


def _sample_in(line: str) -> Sample:
    found = _SAMPLE.fullmatch(line)
    if found is None:
        raise Wrong("it is no sample")
    name, labels = found["name"], _labels_in(found["labels"]) if found["labels"] else {}
    # A name of any characters stands among the labels, alone.
    if "" in labels:
        if name:
            raise Wrong("it has two names")
        name = labels.pop("")
    if not name or len(name) > LONGEST_NAME:
        raise Wrong("it has no name, or one without end")
    at = float(found["at"]) if found["at"] else None
    if at is not None and not abs(at) < 1e15:
        raise Wrong("its moment is none")
    return Sample(name, labels, float(found["value"]), at)


def _labels_in(text: str) -> dict[str, str]:
    """Read labels: at once where they have the usual form and nothing stands between them, else one after another."""
    pairs = _USUAL.findall(text)
    usual = dict(pairs)
    length = sum(len(key) + len(value) + 4 for key, value in pairs)
    if length == len(text) + (not text.endswith(",")) and len(usual) == len(pairs) and _fits(usual):
        return usual
    return _each_label_in(text)


def _fits(labels: dict[str, str]) -> bool:
    return (
        len(labels) <= MOST_LABELS
        and max(map(len, labels)) <= LONGEST_NAME
        and max(map(len, labels.values())) <= LONGEST_VALUE
    )


def _each_label_in(text: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    place, end = 0, len(text.rstrip(" \t"))
    while place < end:
        found = _LABEL.match(text, place)
        if found is None or found.end() == place:
            raise Wrong("its labels cannot be read")
        key, quoted = found["key"], found["text"]
        if quoted is None:
            if not key.startswith('"'):
                raise Wrong("a label has no value")
            key, quoted = "", key
        key, value = _unquoted(key), _unquoted(quoted)
        if key in labels:
            raise Wrong("a label comes twice")
        labels[key] = value
        if not _fits(labels):
            raise Wrong("its labels have no end")
        place = found.end()
    return labels


def _unquoted(text: str) -> str:
    return _unescaped(text[1:-1]) if text.startswith('"') else text


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _PLAIN.get(found[1], found[1]), text) if "\\" in text else text
