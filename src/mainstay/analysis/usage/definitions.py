"""Definitions of blanked code at the level of its module and classes, by their indentation, and whether the file uses them."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mainstay.analysis.usage.names import Definition, Kind
from mainstay.analysis.usage.words import LONGEST, tokens_of

MOST = 20_000
_HEAD = re.compile(
    rb"\n([ \t]*)(?:@[ \t]*([\w.\x80-\xff]+)|((?:async[ \t]+)?def|class)[ \t]+([A-Za-z_\x80-\xff][\w\x80-\xff]*))"
)
_VARIABLE = re.compile(rb"\n([A-Za-z_]\w*)[ \t]*(?::[^=\n]{1,200})?=(?!=)")
_DOTTED = re.compile(rb"[A-Za-z_\x80-\xff][\w.\x80-\xff]*")
_RECEIVERS = frozenset((b"self", b"cls", b"super"))
_MOST_BASES = 50
_LONGEST_BASES = 2_000


class _Met(NamedTuple):
    name: bytes
    dotted: str
    kind: Kind
    start: int
    end: int
    decorators: tuple[str, ...]


def definitions_of(code: bytes, tokens: Counter[bytes]) -> list[Definition]:
    """Give the definitions of code that begins with a line break.

    `tokens` tells how often each name stands in `code`; it is lowered to the uses outside definitions.
    """
    met, heads = _functions_and_classes(code)
    for match in _VARIABLE.finditer(code):
        name = match.group(1)
        heads[name] += 1
        met.append(_Met(name, _text(name), Kind.VARIABLE, match.start(1), match.end(), ()))
    met.sort(key=lambda one: one.start)
    _lower(tokens, met, heads, code)
    found = []
    line, reached = 0, 0
    for one in met[:MOST]:
        line += code.count(b"\n", reached, one.start)
        reached = one.start
        name = one.name
        # A body that is only an ellipsis declares for type checkers; no one is meant to call it.
        if len(name) > LONGEST or (name.startswith(b"__") and name.endswith(b"__")):
            continue
        found.append(
            Definition(
                one.dotted,
                str(one.kind),
                line,
                line + code.count(b"\n", one.start, one.end),
                tokens[name] > 0 or tokens[b"." + name] > 0 or code.endswith(b"...", one.start, one.end),
                one.decorators,
                _bases(code, one.start) if one.kind is Kind.CLASS else (),
            )
        )
    return found


def _functions_and_classes(code: bytes) -> tuple[list[_Met], Counter[bytes]]:
    met: list[_Met] = []
    heads: Counter[bytes] = Counter()
    around: list[tuple[int, str, bool]] = []
    decorators: list[str] = []
    for match in _HEAD.finditer(code):
        space, decorator, keyword, name = match.groups()
        if decorator is not None:
            decorators.append(_text(decorator[:LONGEST]))
            continue
        given, decorators = tuple(decorators[:20]), []
        heads[name] += 1
        start, column = match.end(1), len(space)
        while around and around[-1][0] <= start:
            around.pop()
        if around and not around[-1][2]:
            continue
        owner = around[-1][1] if around else ""
        stop = _next_outside(column).search(code, match.end())
        end = len(code) if stop is None else stop.start()
        is_class = keyword == b"class"
        dotted = owner + _text(name)
        # A very long chain of classes would make names that grow with the square of its length.
        around.append((end, f"{dotted}."[-LONGEST * 4 :], is_class))
        kind = Kind.CLASS if is_class else Kind.METHOD if owner else Kind.FUNCTION
        # What ends a definition is the last thing that is not blank within it.
        met.append(_Met(name, dotted, kind, start, start + len(code[start:end].rstrip()), given))
    return met, heads


@lru_cache(maxsize=256)
def _next_outside(column: int) -> re.Pattern[bytes]:
    return re.compile(rb"\n[ \t]{0,%d}[^\s)\]}\0]" % min(column, 10_000))


def _lower(tokens: Counter[bytes], met: list[_Met], heads: Counter[bytes], code: bytes) -> None:
    """Take from the counts what is no use: the heads of definitions, and what stands within a definition of that name.

    Within a function its bare name means itself, within a method only its receiver's attribute can.
    """
    for one in met:
        if one.kind is Kind.VARIABLE or code.count(one.name, one.start, one.end) < 2:
            continue
        if one.kind is not Kind.METHOD:
            if tokens[one.name] > heads[one.name]:
                tokens[one.name] -= tokens_of(code[one.start : one.end]).count(one.name) - 1
        elif tokens[attribute := b"." + one.name] > 0:
            words = tokens_of(code[one.start : one.end])
            tokens[attribute] -= sum(
                word == attribute and before in _RECEIVERS for before, word in pairwise(words)
            )
    tokens.subtract(heads)


def _bases(code: bytes, start: int) -> tuple[str, ...]:
    """Read what a class's brackets hold; what is no name gives "?"."""
    opening = code.find(b"(", start, start + 2 * LONGEST)
    colon = code.find(b":", start, start + 2 * LONGEST)
    if opening < 0 or 0 <= colon < opening:
        return ()
    bases: list[str] = []
    depth, word = 0, bytearray()
    for byte in code[opening : opening + _LONGEST_BASES]:
        if byte in b"([":
            depth += 1
            if depth == 2:
                word += b"(" if byte == 40 else b""
        elif byte in b")]":
            depth -= 1
        if depth == 0 or (depth == 1 and byte == 44):
            bases += _base(bytes(word))
            word.clear()
            if depth == 0:
                break
        elif depth == 1 and byte not in b"([)]":
            word.append(byte)
    return tuple(bases[:_MOST_BASES])


def _base(text: bytes) -> list[str]:
    text = b"".join(text.split())
    keyword, equals, value = text.partition(b"=")
    if equals:
        return ["=" + _text(value)] if keyword == b"metaclass" and _DOTTED.fullmatch(value) else ["=?"]
    if not text:
        return []
    return [_text(text)] if _DOTTED.fullmatch(text) else ["?"]


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
