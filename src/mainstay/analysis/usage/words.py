"""The words of a text that could name something in code; the sets are capped, so no text is too large."""

import re
from collections.abc import Iterable

from mainstay.analysis.usage.names import Mark, Names

MOST_BYTES = 1 << 19
MOST_WORDS = 20_000
LONGEST = 100

_WORD_BYTES = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.") | frozenset(
    range(128, 256)
)
_ONLY_WORDS = bytes(byte if byte in _WORD_BYTES else 32 for byte in range(256))
_DOTTED = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*(?:[./:-]+[\w\x80-\xff]+)*")
_WORD = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*")
_CANDIDATE = re.compile(rb"[`.]?[A-Za-z_]\w*\(?")
# A word of prose counts when it is written as code is: with an underscore or a capital within, called or quoted.
_LIKE_A_NAME = re.compile(rb"\w+_\w*|_\w+|[A-Z]?[a-z0-9]+[A-Z]\w*")
_EXAMPLE = re.compile(rb"^[ \t]*(?:>>>|\.\.\.)(.*)$", re.MULTILINE)


def packed(words: Iterable[bytes]) -> str:
    """Sort words into one text, without repetition, without those that are too long, at most MOST_WORDS."""
    kept = sorted({word for word in words if len(word) <= LONGEST})[:MOST_WORDS]
    return b" ".join(kept).decode("utf-8", "replace")


def named_in_prose(text: bytes) -> set[bytes]:
    """Give the words of comments or documentation that are written as names are."""
    words = set()
    for word in set(_CANDIDATE.findall(text)):
        bare = word.strip(b"`.(")
        if bare is not word or _LIKE_A_NAME.fullmatch(bare):
            words.add(bare)
    return words


def used_in_examples(text: bytes) -> set[bytes]:
    """Give the names in the examples of documentation that doctest can run."""
    return set(_WORD.findall(b"\n".join(_EXAMPLE.findall(text)))) if b">>>" in text else set()


def words_and_dotted(text: bytes) -> tuple[set[bytes], set[bytes]]:
    """Give all words of a text, and its dotted names, paths and other words that are joined by marks."""
    joined = set(_DOTTED.findall(text))
    words = set()
    dotted = set()
    for one in joined:
        parts = _WORD.findall(one)
        if len(parts) == 1 and len(parts[0]) == len(one):
            words.add(one)
        else:
            words.update(parts)
            dotted.add(one)
    return words, dotted


def tokens_of(code: bytes) -> list[bytes]:
    """Give every name and number of blanked code, a name behind a dot with its dot."""
    return code.replace(b".", b" .").translate(_ONLY_WORDS).split()


def words_of(text: bytes) -> Names:
    """Give the words of a file that is no Python: configuration, a template, a document, another language.

    Never raises. What lies beyond MOST_BYTES is not read, and the names are marked TRUNCATED.
    """
    marks = Mark.TRUNCATED if len(text) > MOST_BYTES else Mark(0)
    words, dotted = words_and_dotted(text[:MOST_BYTES])
    return Names(strings=packed(words), dotted=packed(dotted), marks=int(marks))
