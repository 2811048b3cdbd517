"""Pasts made to be judged by: a small package whose files grow and are fixed, and what must hold of every report on them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.repositories import ANN, BEN, DAY, START, Person, Step

CEE: Person = ("Cee Coder", "cee@example.org")
TEAM = (ANN, BEN, CEE)
YEAR = 365 * DAY


def code(name: str, functions: int = 40) -> str:
    """Write a module that is worth knowing: 4 code lines a function."""
    return "".join(
        f"def {name}_{number}(a, b):\n    if a > {number}:\n        return b\n    return a * {number}\n\n\n"
        for number in range(functions)
    )


FILES = {f"pkg/{name}.py": code(name) for name in ("calm", "busy", "odd")}
FIRST = Step({"pkg/__init__.py": "", **FILES}, "Begin", by=BEN, at=START - 6 * YEAR)


def work(
    count: int,
    *,
    end: int = START,
    every: int = 7 * DAY,
    by: Sequence[Person] = TEAM,
    subject: str = "{kind} {number}",
) -> Iterator[Step]:
    """Give commits up to the time `end`, oldest first: two of three change busy.py, of which each second is a fix."""
    for number in range(count):
        name = "odd" if number % 3 == 2 else "busy"
        kind = "Fix" if number % 3 == 1 else "Change"
        content = f"{FILES[f'pkg/{name}.py']}LEVEL = {number}\n"
        yield Step(
            {f"pkg/{name}.py": content},
            subject.format(kind=kind, number=number),
            by=by[number % len(by)],
            at=end - (count - 1 - number) * every,
        )


def is_sensible(report: Mapping[str, Any]) -> None:
    """Hold all figures to being finite, ranges to having their ends in order, shares to being shares."""
    _finite(report)
    ranking = report["ranking"]
    expected = [file["fixes"] for file in ranking["files"]]
    assert expected == sorted(expected, reverse=True)
    for file in ranking["files"]:
        assert 0 <= file["low"] <= file["high"]
        assert 0 < file["hours"] < 1000
    for window in ranking["proof"]["windows"]:
        assert window["begin"] < window["end"] <= report["scope"]["committed_at"]
        for score in window["scores"]:
            assert all(
                score[name] is None or 0 <= score[name] <= 1 for name in ("rec20", "popt", "p20", "auc")
            )
    for finding in report["findings"]:
        price = finding["price"]
        if price is not None:
            for name in ("effort", "carrying"):
                assert 0 <= price[name]["p50"] <= price[name]["p90"] < 10_000
    for share in ("code_share", "cost_share"):
        told = report["debt"][share]
        assert told is None or 0 <= told["low"] <= told["middle"] <= told["high"]
    assert 0 <= report["score"]["value"] <= 100


def _finite(value: object) -> None:
    if isinstance(value, Mapping):
        for each in value.values():
            _finite(each)
    elif isinstance(value, list):
        for each in value:
            _finite(each)
    elif isinstance(value, float):
        assert math.isfinite(value)


def ranked(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the ranking's files by path, the most fixes first."""
    return {file["path"]: file for file in report["ranking"]["files"]}


def found(report: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Give the findings as (code, path)."""
    return {(finding["code"], finding["path"]) for finding in report["findings"]}


def windows(report: Mapping[str, Any]) -> list[int]:
    """Give how many fixes fell into each window, newest first."""
    return [window["fixes"] for window in report["ranking"]["proof"]["windows"]]


def untimely(report: Mapping[str, Any]) -> dict[str, Any]:
    """Give a report without what tells of the run and not of the repository."""
    passing = {"seconds", "movements", "remembered", "scope", "repository"}
    return {name: value for name, value in report.items() if name not in passing}
