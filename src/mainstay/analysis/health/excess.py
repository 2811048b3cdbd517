"""Functions and classes beyond a limit: the one place where a content's figures become things to mend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstay.analysis.health.parts import Thresholds
from mainstay.domain.source_file import MODULE, Function, TypeDefinition

LARGE_CLASS = "large-class"
DECISIVE_CLASS = 47
"""A class with many methods is told where these take so many decisions in all: the weighted methods count from which on
Lanza and Marinescu ("Object-Oriented Metrics in Practice", 2006) call a class a god class."""


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """One limit of functions: the part of the score that it belongs to, the field compared, and how it is told."""

    part: str
    field: str
    sentence: str


FUNCTION_RULES = {
    "complex-function": FunctionRule(
        "complexity", "cognitive", "cognitive complexity {value:,.0f}, limit {limit:,.0f}"
    ),
    "long-function": FunctionRule("length", "code_lines", "{value:,.0f} code lines, limit {limit:,.0f}"),
    "deep-nesting": FunctionRule("nesting", "nesting", "nested {value:.0f} deep, limit {limit:.0f}"),
    "many-parameters": FunctionRule("parameters", "parameters", "{value:.0f} parameters, limit {limit:.0f}"),
}


@dataclass(frozen=True, slots=True)
class Excess:
    """One function or class beyond one limit."""

    code: str
    what: Function | TypeDefinition
    value: float
    limit: float


def excesses(
    functions: Sequence[Function], types: Sequence[TypeDefinition], thresholds: Thresholds
) -> Iterator[Excess]:
    """Name everything beyond a limit. A module's own code is never too long: it is a list of statements, often of data."""
    limits = limits_of(thresholds)
    for function in functions:
        for code, rule in FUNCTION_RULES.items():
            value = getattr(function, rule.field)
            if value > limits[code] and not (rule.part == "length" and function.name == MODULE):
                yield Excess(code, function, float(value), limits[code])
    for one in types:
        if one.methods > thresholds.class_methods and one.cyclomatic >= DECISIVE_CLASS:
            yield Excess(LARGE_CLASS, one, float(one.methods), thresholds.class_methods)


def limits_of(thresholds: Thresholds) -> dict[str, int]:
    """Give the limit of each code of `excesses`."""
    return {
        "complex-function": thresholds.cognitive,
        "long-function": thresholds.function_lines,
        "deep-nesting": thresholds.nesting,
        "many-parameters": thresholds.parameters,
        LARGE_CLASS: thresholds.class_methods,
    }
