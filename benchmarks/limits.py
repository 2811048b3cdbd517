"""What bounds us on this machine: git touching all history, and the fastest readings of all Python files."""

import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import Command, Row, repeat
from benchmarks.repositories import python_files

ROOT = Path(__file__).parents[1]


def limits(
    repository: Path, scratch: Path, environment: Mapping[str, str], python: Path, runs: int
) -> list[Row]:
    """Measure the limits on a repository; `python` is the interpreter of the program's own environment."""
    listed = scratch / "python-files"
    listed.write_text("".join(f"{path}\n" for path in python_files(repository) if "\n" not in str(path)))
    git = ("git", "--no-pager", "-c", "core.fsmonitor=false")
    ruff = Path(sys.executable).with_name("ruff")
    reading = {
        "git log --raw": (*git, "log", "--raw", "--no-renames", "--format=%H"),
        "git log --numstat": (*git, "log", "--numstat", "--no-renames", "--format=%H"),
        "ruff check C901": (ruff, "check", "--isolated", "--no-cache", "--exit-zero", "--select=C901", "."),
    }
    rows = [repeat(name, Command(words, repository, environment), runs) for name, words in reading.items()]
    for kind in ("ast", "tree-sitter"):
        words = (python, "-m", "benchmarks.parsers", kind, listed)
        rows.append(repeat(f"bare {kind} parse", Command(words, ROOT, environment), runs, note="one process"))
    return rows
