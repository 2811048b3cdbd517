"""Reads the arithmetic of an expression: selectors, functions that keep a quantity a quantity, and + - * /."""

from collections.abc import Iterable
from dataclasses import dataclass

from mainstay.analysis.promql.tokens import NotUnderstood, Sort, Word, words

AGGREGATES = frozenset({"sum", "avg", "max", "min", "count"})
FUNCTIONS = frozenset(
    {"rate", "irate", "increase", "avg_over_time", "max_over_time", "min_over_time", "last_over_time"}
    | {"quantile_over_time", "sum_over_time", "histogram_quantile", "abs", "ceil", "floor", "round"}
    | {"clamp_min", "clamp_max", "time"}
)
"""Functions whose result can be followed over weeks as a quantity; `absent`, `changes` and `predict_linear` give none."""
_MATCHING = {"on", "ignoring"}
_GROUPING = {"group_left", "group_right"}
_WORDS_OF_THE_LANGUAGE = _MATCHING | _GROUPING | {"and", "or", "unless", "offset", "bool", "by", "without"}
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Term:
    """A part of an expression: its metrics and functions, whether something is divided in it; its number if it is only one."""

    metrics: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    divides: bool = False
    number: float | None = None

    def with_(self, other: "Term") -> "Term":
        """Give both together, which is no longer a number."""
        return Term(
            self.metrics | other.metrics, self.functions | other.functions, self.divides or other.divides
        )


class Reading:
    """Goes through the words of an expression once, from left to right."""

    def __init__(self, expression: str) -> None:
        """Begin before the first word. Raises NotUnderstood."""
        self._words = tuple(words(expression))
        self._at = 0
        self._depth = 0

    @property
    def here(self) -> Word | None:
        """The next word, None at the end."""
        return self._words[self._at] if self._at < len(self._words) else None

    @property
    def before(self) -> Word | None:
        """The word that was read last."""
        return self._words[self._at - 1] if self._at else None

    def takes(self, *texts: str) -> str:
        """Go past the next word if it is one of these signs or names and give it, else ""."""
        word = self.here
        if word is None or word.sort not in {Sort.SIGN, Sort.NAME} or word.text not in texts:
            return ""
        self._at += 1
        return word.text

    def arithmetic(self) -> Term:
        """Read a sum. Raises NotUnderstood."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotUnderstood("it is too deep")
        found = self._product()
        while sign := self.takes("+", "-"):
            self._matching()
            found = _computed(found, sign, self._product())
        self._depth -= 1
        return found

    def _product(self) -> Term:
        found = self._signed()
        while sign := self.takes("*", "/"):
            self._matching()
            found = _computed(found, sign, self._signed())
        return found

    def _signed(self) -> Term:
        sign = self.takes("-", "+")
        found = self._atom()
        if sign == "-" and found.number is not None:
            return Term(number=-found.number)
        return found

    def _atom(self) -> Term:
        word = self._next()
        if word.sort is Sort.NUMBER:
            return Term(number=_number(word.text))
        if word.text == "(":
            found = self.arithmetic()
            self._need(")")
            return found
        if word.sort is Sort.NAME and word.text not in _WORDS_OF_THE_LANGUAGE:
            return self._named(word.text)
        raise NotUnderstood("it is of another shape")

    def _named(self, name: str) -> Term:
        if name in AGGREGATES:
            grouped = self._labels("by", "without")
            found = self._called(name)
            if not grouped:
                self._labels("by", "without")
            return found
        if self.here is not None and self.here.text == "(":
            if name not in FUNCTIONS:
                raise NotUnderstood("it has a function that gives no quantity")
            return self._called(name)
        if self.takes("{"):
            self._skip_to("}", {Sort.NAME, Sort.TEXT}, {"=", "!=", "=~", "!~", ","})
        if self.takes("["):
            self._skip_to("]", {Sort.SPAN}, set())
        return Term(frozenset({name}))

    def _called(self, name: str) -> Term:
        self._need("(")
        found = Term(functions=frozenset({name}))
        if self.takes(")"):
            return found
        while True:
            found = found.with_(self.arithmetic())
            if not self.takes(","):
                break
        self._need(")")
        return found

    def _matching(self) -> None:
        if self._labels(*_MATCHING) and self.takes(*_GROUPING) and self.takes("("):
            self._skip_to(")", {Sort.NAME}, {","})

    def _labels(self, *before: str) -> bool:
        if not self.takes(*before):
            return False
        self._need("(")
        self._skip_to(")", {Sort.NAME}, {","})
        return True

    def _skip_to(self, end: str, sorts: set[Sort], signs: set[str]) -> None:
        while (word := self._next()).text != end or word.sort is not Sort.SIGN:
            if word.sort not in sorts and word.text not in signs:
                raise NotUnderstood("it is of another shape")

    def _need(self, text: str) -> None:
        if not self.takes(text):
            raise NotUnderstood("it is of another shape")

    def _next(self) -> Word:
        word = self.here
        if word is None:
            raise NotUnderstood("it ends too early")
        self._at += 1
        return word


def term_of(expression: str) -> Term:
    """Give what an expression has, all of which is arithmetic. Raises NotUnderstood."""
    reading = Reading(expression)
    found = reading.arithmetic()
    if reading.here is not None:
        raise NotUnderstood("it is of another shape")
    return found


def metrics_of(expressions: Iterable[str]) -> frozenset[str]:
    """Name the metrics of expressions, none of those that are not understood."""
    found: set[str] = set()
    for one in expressions:
        try:
            found |= term_of(one).metrics
        except NotUnderstood:
            continue
    return frozenset(found)


def _computed(one: Term, sign: str, other: Term) -> Term:
    if one.number is None or other.number is None:
        found = one.with_(other)
        between_metrics = bool(one.metrics and other.metrics)
        return Term(found.metrics, found.functions, found.divides or (sign == "/" and between_metrics))
    first, second = one.number, other.number
    if sign == "/" and not second:
        raise NotUnderstood("it divides by nothing")
    return Term(
        number={"+": first + second, "-": first - second, "*": first * second}.get(sign, 0.0)
        if sign != "/"
        else first / second
    )


def _number(text: str) -> float:
    return float(int(text, 16)) if text[:2] in {"0x", "0X"} else float(text)
