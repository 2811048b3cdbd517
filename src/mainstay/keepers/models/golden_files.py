"""Golden sets and answers as lines of JSON: `{"id": "1", "expect": {"contains": "refund"}}`, `{"id": "1", "answer": "..."}`.

Whatever else stands beside `id`, `expect` and `answer` is passed over: a question, a source, the name of a model.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from mainstay.domain.errors import UsageError
from mainstay.domain.golden import Expected, JsonKind
from mainstay.present.visible import visible

MOST_QUESTIONS: Final = 100_000
MOST_ANSWERS: Final = 1_000_000
MOST_TEXT: Final = 1 << 30
"""Letters of all answers of a file."""
_LONGEST_ID: Final = 200
_MOST_TEXTS: Final = 100

_Texts = str | list[str]


class _Expect(msgspec.Struct, forbid_unknown_fields=True):
    equals: str | None = None
    exactly: str | None = None
    contains: _Texts = []
    contains_any: _Texts = []
    contains_none: _Texts = []
    matches: _Texts = []
    matches_not: _Texts = []
    number: float | None = None
    within: float = 0.0
    json: dict[str, JsonKind] | bool | None = None
    least_words: int | None = None
    most_words: int | None = None


class _Question(msgspec.Struct):
    id: str | int
    expect: _Expect


class _Answer(msgspec.Struct):
    id: str | int
    answer: str | None = None


def expected_of(lines: Iterable[str], where: str) -> list[Expected]:
    """Read a golden set. Raises UsageError, with the line, for what is none, for an id that comes twice, for an empty set."""
    decoder = msgspec.json.Decoder(_Question)
    found: dict[str, Expected] = {}
    for number, line in _filled(lines):
        try:
            one = _expected(decoder.decode(line))
            if one.id in found:
                raise ValueError(f"the id {visible(one.id, 60)} comes twice")
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise _refused("the golden set cannot be read", error, where, number) from None
        found[one.id] = one
        if len(found) > MOST_QUESTIONS:
            raise UsageError(
                f"the golden set has more than {MOST_QUESTIONS:,} questions", where=where, mend="divide it"
            )
    if not found:
        raise UsageError(
            "the golden set is empty",
            where=where,
            mend='give a line of JSON a question: {"id": "1", "expect": {"contains": ["refund"]}}',
        )
    return list(found.values())


def answers_of(lines: Iterable[str], where: str) -> dict[str, list[str]]:
    """Read answers by id, in their order. Raises UsageError, with the line, for what is none, and where there are too many."""
    decoder = msgspec.json.Decoder(_Answer)
    found: dict[str, list[str]] = {}
    answers = letters = 0
    for number, line in _filled(lines):
        try:
            one = decoder.decode(line)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise _refused("the answers cannot be read", error, where, number) from None
        # A model that said nothing has answered: with nothing.
        text = one.answer or ""
        found.setdefault(str(one.id), []).append(text)
        answers, letters = answers + 1, letters + len(text)
        if answers > MOST_ANSWERS or letters > MOST_TEXT:
            raise UsageError(
                f"there are more than {MOST_ANSWERS:,} answers, or {MOST_TEXT:,} letters in them",
                where=where,
                mend="divide them, each part with its part of the golden set",
            )
    return found


def _filled(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _refused(what: str, error: Exception, where: str, number: int) -> UsageError:
    return UsageError(
        f"{what}: {visible(str(error), 300)}",
        where=f"{where}:{number}",
        mend="each line is one JSON object; docs/how-to/golden-sets.md tells what it may hold",
    )


def _expected(line: _Question) -> Expected:
    one = line.expect
    ident = str(line.id)
    if not ident or len(ident) > _LONGEST_ID:
        raise ValueError(f"an id has 1 to {_LONGEST_ID} letters")
    if one.number is not None and not (math.isfinite(one.number) and 0 <= one.within < math.inf):
        raise ValueError("`number` and `within` are finite, and `within` is not below 0")
    if one.within and one.number is None:
        raise ValueError("`within` stands beside a `number`")
    if min(one.least_words or 0, one.most_words or 0) < 0:
        raise ValueError("a number of words is not below 0")
    keys = {True: {}, False: None, None: None}[one.json] if not isinstance(one.json, dict) else one.json
    found = Expected(
        ident,
        one.equals,
        one.exactly,
        _texts("contains", one.contains),
        _texts("contains_any", one.contains_any),
        _texts("contains_none", one.contains_none),
        _texts("matches", one.matches),
        _texts("matches_not", one.matches_not),
        one.number,
        one.within,
        keys,
        one.least_words,
        one.most_words,
    )
    if found == Expected(ident):
        raise ValueError("nothing is expected, so every answer would pass")
    return found


def _texts(name: str, given: _Texts) -> tuple[str, ...]:
    texts = (given,) if isinstance(given, str) else tuple(given)
    if len(texts) > _MOST_TEXTS or not all(one.strip() for one in texts):
        raise ValueError(f"`{name}` has at most {_MOST_TEXTS} texts, of which none is empty")
    return texts
