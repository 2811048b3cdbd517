"""`mainstay check` in the modes that a user meets: cold, after one commit, and with nothing new."""

import itertools
import shutil
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import Command, Row, repeat
from benchmarks.repositories import commit_one_change

COLD = {
    "cold, without churn and trend": ("--no-trend", "--churn", "none"),
    "cold, with trend (the default)": (),
    "cold, everything": ("--churn", "all"),
}


def check(program: Path, repository: Path, environment: Mapping[str, str], runs: int) -> list[Row]:
    """Measure every mode on a throwaway repository, the cache being dropped before each cold run."""

    def command(*options: str) -> Command:
        return Command(
            (program, "check", repository, "--format", "text", *options), repository.parent, environment
        )

    def forget() -> None:
        shutil.rmtree(repository / ".mainstay", ignore_errors=True)

    rows = [repeat(name, command(*options), runs, before=forget) for name, options in COLD.items()]
    forget()
    filled = repeat("filling the cache", command(), 1)
    if filled.failure:
        return rows
    numbers = itertools.count(1)
    commit = lambda: commit_one_change(repository, next(numbers))  # noqa: E731
    rows.append(repeat("one new commit", command(), runs, before=commit))
    rows.append(repeat("nothing changed", command(), runs))
    return rows
