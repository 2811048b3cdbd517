"""Whether the gate is right on real commits: what a person judged beforehand, and what the gate says now.

`python -m benchmarks.gate_commits --folder DIR` takes clones from DIR/NAME, DIR/OWNER+NAME or DIR/OWNER+NAME/repo, of
several folders, and prints the table of docs/evidence/gate.md. It leaves with 1 where gate and judgement differ.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Case(NamedTuple):
    """One commit: what it does, and whether it was judged to introduce debt or make any worse, and which."""

    repository: str
    commit: str
    what: str
    judged: str = ""


CASES = (
    Case("psf+requests", "d63e94f5", "moves all modules to src/"),
    Case("pytest-dev+pytest", "03da9f0cc", "renames a module"),
    Case("pytest-dev+pytest", "1188ea260", "moves 160 lines of functions to another module"),
    Case("pytest-dev+pytest", "5fae5ef73", "lays a module out with black for the first time"),
    Case("paramiko+paramiko", "92229f8f", "black, one line"),
    Case("paramiko+paramiko", "764ffbfa", "black, four files"),
    Case("twisted+twisted", "e74b0763b5", "black, a blank line"),
    Case("twisted+twisted", "41077b1360", "black, one line"),
    Case("networkx+networkx", "f6755ffa0", "a new version of black, 28 files"),
    Case("networkx+networkx", "6ad78426b", "ruff format in place of black"),
    Case("sqlalchemy", "f1335227c0", "black's version in the settings"),
    Case("scrapy+scrapy", "cec0aeca5", "ruff format in place of black, 42 files"),
    Case("sqlalchemy", "fb3243475e", "renames test modules, merges one"),
    Case("encode+httpx", "7b19cd5f", "moves functions and renames them"),
    Case("encode+httpx", "41597adf", "moves functions"),
    Case("encode+httpx", "6212e8fa", "moves functions"),
    Case("Textualize+rich", "7001a52a", "merges a module into another"),
    Case("scrapy+scrapy", "df64fe32f", "deletes deprecated code"),
    Case("scrapy+scrapy", "e810f5fca", "moves a version check"),
    Case("pallets+click", "bc32a92c", "refactors stream handling"),
    Case("pallets+flask", "9822a035", "refactors a function"),
    Case("sympy", "020f3e5a76", "renames a class in seven files"),
    Case("sympy", "ada72e11ff", "makes a recursion a loop"),
    Case(
        "sympy",
        "da7d60d955",
        "takes two loops out as one method, with two functions in it",
        "complex-function",
    ),
    Case("sympy", "db82e105a0", "a line of documentation"),
    Case("sympy", "f92a8913a3", "adds six methods to a large class", "large-class"),
    Case("sympy", "3cc2d18d3f", "takes an import alias away"),
    Case("sympy", "950e6a919f", "adds a branch with a loop to a method", "complex-function"),
    Case("celery", "26d7a4fa6", "rewrites test support"),
    Case(
        "sqlalchemy",
        "a8029f5a7e",
        "a feature of 4,700 lines",
        "complex-function long-function large-file many-parameters",
    ),
)


def place_of(case: Case, folders: Sequence[Path]) -> Path:
    """Find a case's clone. Raises FileNotFoundError where it is in none of the folders."""
    names = (case.repository, f"{case.repository}/repo")
    for folder in folders:
        for name in names:
            place = folder / name
            if (place / "objects").is_dir() or (place / ".git").exists():
                return place
    raise FileNotFoundError(case.repository)


def gate(source: Path, commit: str) -> dict[str, Any]:
    """Hold a commit against its first parent, in a clone of its own."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", source, clone], check=True)
        subprocess.run(
            ["git", "-C", clone, "update-ref", "--no-deref", "HEAD", f"{commit}^{{commit}}"], check=True
        )
        told = ("--head-only", "--no-history", "--follow-alternates", "--format", "json")
        done = subprocess.run(
            [sys.executable, "-m", "mainstay", "check", *told, "--new-only", "--base", "HEAD~1", clone],
            check=True,
            capture_output=True,
        )
        report: dict[str, Any] = json.loads(done.stdout)
        return report


def told_by(report: dict[str, Any]) -> str:
    """Give the codes that count, with their number."""
    counts = Counter(finding["code"] for finding in report["findings"])
    return ", ".join(f"{code} {number}" for code, number in counts.most_common()) or "none"


def main() -> int:
    """Run the cases and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, action="append", required=True)
    parser.add_argument("--verbose", action="store_true", help="print each finding too")
    given = parser.parse_args()
    wrong = 0
    print("| repository | commit | what it does | judged | the gate | paid back | right |")
    print("|---|---|---|---|---|--:|---|")
    for case in CASES:
        report = gate(place_of(case, given.folder), case.commit)
        told = told_by(report)
        right = bool(case.judged) == (told != "none")
        wrong += not right
        paid = report["comparison"]["paid_back_total"]
        row = (case.repository.replace("+", "/"), case.commit, case.what, case.judged or "none", told, paid)
        print("|", " | ".join(map(str, row)), "|", "yes" if right else "NO", "|", flush=True)
        if given.verbose:
            for one in report["findings"]:
                print(f"    {one['code']} {one['path']}:{one['line']} {one['symbol']} {one['text']}")
    print(f"\n{len(CASES) - wrong} of {len(CASES)} as judged.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
