"""Whether an answer holds each property that is expected of it, and what it lacks."""

import json
import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from mainstay.domain.golden import Expected, Failing, JsonKind, Property
from mainstay.ports.patterns import Matcher

_SHOWN = 60
_DEEPEST = 100
_DIGITS = frozenset("0123456789")
_KINDS: Mapping[JsonKind, Callable[[object], bool]] = {
    JsonKind.TEXT: lambda value: isinstance(value, str),
    JsonKind.NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    JsonKind.BOOLEAN: lambda value: isinstance(value, bool),
    JsonKind.LIST: lambda value: isinstance(value, list),
    JsonKind.OBJECT: lambda value: isinstance(value, dict),
    JsonKind.ANY: lambda _value: True,
}


def folded(text: str) -> str:
    """Give a text as it is compared: composed letters, no case, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def failing(expected: Expected, answer: str, matchers: Mapping[str, Matcher]) -> Iterator[Failing]:
    """Give what an answer lacks; `matchers` look for the patterns that are expected, by pattern."""
    plain = folded(answer)
    yield from _wording(expected, answer, plain)
    for pattern in expected.matches:
        if not matchers[pattern](answer):
            yield Failing(Property.MATCHES, f"nothing matches {_cut(pattern)}")
    for pattern in expected.matches_not:
        if matchers[pattern](answer):
            yield Failing(Property.MATCHES_NOT, f"something matches {_cut(pattern)}")
    if expected.number is not None and not any(
        abs(one - expected.number) <= expected.within for one in numbers(answer)
    ):
        within = f" within {expected.within:.10g}" if expected.within else ""
        yield Failing(Property.NUMBER, f"no number is {expected.number:.10g}{within}")
    if expected.json is not None:
        yield from _json(expected.json, answer)
    words = len(plain.split())
    if expected.least_words is not None and words < expected.least_words:
        yield Failing(Property.LEAST_WORDS, f"{words} of at least {expected.least_words} words")
    if expected.most_words is not None and words > expected.most_words:
        yield Failing(Property.MOST_WORDS, f"{words} of at most {expected.most_words} words")


def _wording(expected: Expected, answer: str, plain: str) -> Iterator[Failing]:
    if expected.equals is not None and plain != folded(expected.equals):
        yield Failing(Property.EQUALS, f"it is not {_cut(expected.equals)}")
    if expected.exactly is not None and answer != expected.exactly:
        yield Failing(Property.EXACTLY, f"it is not exactly {_cut(expected.exactly)}")
    for text in expected.contains:
        if folded(text) not in plain:
            yield Failing(Property.CONTAINS, f"{_cut(text)} is missing")
    if expected.contains_any and not any(folded(text) in plain for text in expected.contains_any):
        told = ", ".join(map(_cut, expected.contains_any[:3]))
        yield Failing(Property.CONTAINS_ANY, f"none of {told} is there")
    for text in expected.contains_none:
        if folded(text) in plain:
            yield Failing(Property.CONTAINS_NONE, f"{_cut(text)} is there")


def numbers(text: str) -> Iterator[float]:
    """Give the numbers in a text as people write them: -1,234.5 and 12 %, but not those within words such as v2."""
    at, length = 0, len(text)
    while at < length:
        if text[at] not in _DIGITS:
            at += 1
            continue
        begin = end = at
        while end < length and (text[end] in _DIGITS or (_joins(text, end) and text[end + 1] in _DIGITS)):
            end += 1
        at = end
        if begin and (text[begin - 1].isalpha() or text[begin - 1] == "_"):
            continue
        sign = -1.0 if _is_negative(text, begin) else 1.0
        digits = text[begin:end].replace(",", "")
        try:
            value = sign * float(digits)
        except ValueError:  # 1.2.3 is a version
            continue
        if math.isfinite(value):
            yield value


def _joins(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at] in ".,"


def _is_negative(text: str, begin: int) -> bool:
    if not begin or text[begin - 1] not in "-\u2212":
        return False
    # In 3-5 and 2024-10 it is no sign.
    return begin == 1 or not (text[begin - 2].isalnum() or text[begin - 2] == ")")


def _json(keys: Mapping[str, JsonKind], answer: str) -> Iterator[Failing]:
    # Who is asked for JSON often puts a fence around it.
    text = answer.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.removesuffix("```").partition("\n")[2]
    if _depth(text) > _DEEPEST:
        yield Failing(Property.JSON, f"it is nested more than {_DEEPEST} deep")
        return
    try:
        found: object = json.loads(text, parse_int=float, parse_constant=_no_json)
    except ValueError:
        yield Failing(Property.JSON, "it is no JSON")
        return
    for key, kind in keys.items():
        value, there = _under(found, key)
        if not there:
            yield Failing(Property.JSON, f"the key {_cut(key)} is missing")
        elif not _KINDS[kind](value):
            yield Failing(Property.JSON, f"{_cut(key)} is no {kind}")


def _no_json(constant: str) -> object:
    raise ValueError(constant)  # NaN and Infinity, which Python alone reads.


def _depth(text: str) -> int:
    """Give how deep brackets are nested, at the most: those within texts count too, which does no harm."""
    deep = most = 0
    for letter in text:
        if letter in "[{":
            deep += 1
            most = max(most, deep)
        elif letter in "]}":
            deep -= 1
    return most


def _under(found: object, key: str) -> tuple[object, bool]:
    """Give what stands under a key, `a.b` for that within another, and whether anything does."""
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return None, False
        found = found[part]
    return found, True


def _cut(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\u2026"
    return f"\u201c{shown}\u201d"
