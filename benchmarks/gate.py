"""How long the gate takes on a change of a few files, beside the limit: `python -m benchmarks.gate --repo DIR`.

The change is the last commits of a throwaway clone and one more line, anew in each run, so that nothing but the cache is warm.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.repositories import git, python_files


def seconds(run: Callable[[], object]) -> float:
    """Give the wall seconds of one run."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def changed(clone: Path, number: int, base: str) -> list[str]:
    """Add a line to a file that the last commits changed; give all Python files that differ from the base."""
    names = [name for name in git(clone, "diff", "--name-only", base, "--", "*.py").split("\n") if name]
    target = clone / names[0] if names else python_files(clone)[0]
    with target.open("a") as file:
        file.write(f"\nadded_{number} = {number}\n")
    return [
        name
        for name in git(clone, "diff", "--name-only", base, "--", "*.py").split("\n")
        if (clone / name).is_file()
    ]


def quiet(*command: str | Path) -> None:
    """Run a command whose result does not matter here; 0 and 1 are both ends of a gate."""
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="How long the gate takes on a change of a few files.")
    parser.add_argument("--repo", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--commits", type=int, default=3)
    parser.add_argument("--ruff", type=Path, default=Path(sys.executable).with_name("ruff"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", "--shared", given.repo.resolve(), clone], check=True)
        base = f"HEAD~{given.commits}"
        asked = ("--follow-alternates", "--new-only", "--base", base, "--fail-on", "high", "-q")
        gate: Sequence[str | Path] = (sys.executable, "-m", "mainstay", "check", *asked, clone)
        limit, ruff = "git diff (the limit)", "ruff check, changed files"
        rows: dict[str, list[float]] = {limit: [], ruff: []}
        cold = seconds(partial(quiet, *gate))
        files: list[str] = []
        # One way after the other: what each keeps is not what the other needs.
        for name, more in (("gate, warm", ()), ("gate, warm, --no-history", ("--no-history",))):
            command = (*gate[:-1], *more, clone)
            quiet(*command)
            rows[name] = []
            for number in range(given.runs):
                files = changed(clone, number, base)
                paths = [clone / one for one in files]
                rows[limit].append(seconds(partial(git, clone, "diff", "-M", base)))
                rows[ruff].append(
                    seconds(partial(quiet, given.ruff, "check", "--no-cache", "--isolated", *paths))
                )
                rows[name].append(seconds(partial(quiet, *command)))
        print(f"{len(files)} Python files differ; first run {cold:.1f} s; median of {given.runs} runs:\n")
        print("| what | s | fastest |\n|---|--:|--:|")
        for name, taken in rows.items():
            print(f"| {name} | {median(taken):.2f} | {min(taken):.2f} |")


if __name__ == "__main__":
    main()
