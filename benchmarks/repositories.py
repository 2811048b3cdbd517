"""The repositories that are measured: a throwaway clone of a real one, or a synthetic one."""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SYNTHETIC_FILES = 400
SYNTHETIC_COMMITS = 3_000
_A_DAY = 86_400
_FIRST_SECOND = 1_640_995_200


@dataclass(frozen=True, slots=True)
class Facts:
    """How large a repository is: commits up to the head, Python files at the head and their lines."""

    head: str
    commits: int
    files: int
    lines: int


def git(folder: Path, *words: str) -> str:
    """Run git in a repository and give what it prints. Raises CalledProcessError when it fails."""
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = [
        "git",
        "-C",
        str(folder),
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "core.fsmonitor=false",
        *words,
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
    return done.stdout.decode(errors="replace")


def python_files(repository: Path) -> list[Path]:
    """List the Python files that the head holds and the work tree has."""
    names = git(repository, "ls-files", "-z", "*.py").split("\0")
    return [
        path for name in names if name and (path := repository / name).is_file() and not path.is_symlink()
    ]


def facts(repository: Path) -> Facts:
    """Count what the table's first line tells."""
    files = python_files(repository)
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    head = git(repository, "rev-parse", "HEAD").strip()
    return Facts(head, int(git(repository, "rev-list", "--count", "HEAD")), len(files), lines)


def clone(repository: Path, into: Path) -> Path:
    """Clone a local repository, its objects hard-linked where that is possible, so that it stays untouched."""
    git(into.parent, "clone", "--quiet", "--local", "--no-tags", str(repository.resolve()), str(into))
    return into


def clone_at(repository: Path, commit: str, into: Path) -> Path:
    """Clone with the commit as the head and nothing named that is younger, so that nobody can look ahead."""
    git(
        into.parent,
        "clone",
        "--quiet",
        "--local",
        "--no-tags",
        "--no-checkout",
        str(repository.resolve()),
        str(into),
    )
    git(into, "checkout", "--quiet", "--detach", commit)
    git(into, "remote", "remove", "origin")
    for name in git(into, "for-each-ref", "--format=%(refname)").split():
        git(into, "update-ref", "--no-deref", "-d", name)
    git(into, "checkout", "--quiet", "-b", "back-then")
    git(into, "reflog", "expire", "--expire=now", "--all")
    return into


@contextmanager
def given_or_synthetic(given: Sequence[Path] | None) -> Iterator[Sequence[Path]]:
    """Give the repositories that were asked for, or a synthetic one for as long as it is needed, and say so."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="mainstay-benchmark-") as folder:
        size = f"{SYNTHETIC_FILES} files, {SYNTHETIC_COMMITS} commits"
        print(f"SYNTHETIC, made for this run ({size}); give --repo", file=sys.stderr, flush=True)
        yield [synthetic(Path(folder, "synthetic"))]


def commit_one_change(repository: Path, number: int) -> None:
    """Add a function to the largest Python file, and commit it."""
    target = max(python_files(repository), key=lambda path: path.stat().st_size)
    with target.open("a") as file:
        file.write(
            f"\n\ndef added_by_the_benchmark_{number}(value):\n    return value if value > {number} else -value\n"
        )
    who = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@invalid", "-c", "commit.gpgsign=false")
    git(repository, *who, "commit", "--quiet", "--no-verify", "-am", f"Add function {number}")


def synthetic(into: Path, seed: int = 1) -> Path:
    """Make a repository of made-up Python with years of made-up history; the same one for the same seed."""
    git(into.parent, "init", "--quiet", "--initial-branch=main", str(into))
    importing = subprocess.Popen(["git", "-C", str(into), "fast-import", "--quiet"], stdin=subprocess.PIPE)
    with importing as running:
        assert running.stdin is not None
        running.stdin.writelines(_history(random.Random(seed)))
    if importing.returncode:
        raise subprocess.CalledProcessError(importing.returncode, importing.args)
    git(into, "reset", "--quiet", "--hard", "main")
    return into


def _history(chance: random.Random) -> Iterator[bytes]:
    paths = [f"package{number % 12}/part{number % 5}/module{number}.py" for number in range(SYNTHETIC_FILES)]
    contents = {path: [_function(chance) for _ in range(chance.randint(3, 14))] for path in paths}
    # Few files get most of the changes, as in real repositories.
    weights = [1 / (rank + 1) for rank in range(SYNTHETIC_FILES)]
    for number in range(SYNTHETIC_COMMITS):
        touched = (
            paths if number == 0 else sorted(set(chance.choices(paths, weights, k=chance.randint(1, 4))))
        )
        for path in touched if number else ():
            functions = contents[path]
            functions[chance.randrange(len(functions))] = _function(chance)
            if chance.random() < 0.15:
                functions.append(_function(chance))
        subject = chance.choice(("Add", "Change", "Fix", "Rework")) + f" part {number}"
        moment = _FIRST_SECOND + number * 4 * _A_DAY // 7 + chance.randrange(9_000)
        who = f"Person {number * number % 9} <person{number * number % 9}@invalid>"
        yield f"commit refs/heads/main\ncommitter {who} {moment} +0000\n{_data(subject)}".encode()
        for path in touched:
            yield f"M 100644 inline {path}\n{_data(chr(10).join(contents[path]))}".encode()


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def _function(chance: random.Random) -> str:
    lines = [
        f"def task_{chance.randrange(10**6)}(first, second=None):",
        f'    """Do step {chance.randrange(999)}."""',
    ]
    depth = 1
    for _ in range(chance.randint(4, 28)):
        indent = "    " * depth
        kind = chance.random()
        if kind < 0.3 and depth < 5:
            word = chance.choice(
                ("if first > {0}:", "for item in range({0}):", "while second and first < {0}:")
            )
            lines.append(indent + word.format(chance.randrange(500)))
            depth += 1
        else:
            lines.append(
                f"{indent}first = first * {chance.randrange(9)} + len(str(second or {chance.randrange(99)}))"
            )
            depth = max(1, depth - (kind > 0.7))
    if lines[-1].endswith(":"):
        lines.append("    " * depth + "pass")
    return "\n".join([*lines, "    return first", "", ""])
