"""Whether the gate is right on real commits: what a person judged beforehand (gate_cases), and what the gate says now.

`python -m benchmarks.gate_commits --folder DIR` takes clones from DIR/NAME, DIR/OWNER+NAME or DIR/OWNER+NAME/repo, of
several folders, and prints the table of docs/evidence/gate.md. It leaves with 1 where gate and judgement differ.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gate_cases import CASES, Case


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


def told_by(report: dict[str, Any]) -> Counter[str]:
    """Name the findings that count as gate_cases names them, each with how often it is told."""
    return Counter(f"{one['code']} {one['symbol'] or one['path']}" for one in report["findings"])


def in_short(findings: Iterable[str]) -> str:
    """Give findings as codes with their number."""
    counts = Counter(finding.partition(" ")[0] for finding in findings)
    return ", ".join(f"{code} {number}" for code, number in counts.most_common()) or "none"


def main() -> int:
    """Run the cases and print the table, what differs beneath it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, action="append", required=True)
    parser.add_argument("--only", help="the one commit to look at")
    given = parser.parse_args()
    differ: list[str] = []
    judged_total = agreed_total = told_total = right = 0
    cases = [case for case in CASES if given.only in {None, case.commit}]
    print("| repository | commit | what it does | judged | the gate | paid back | the same |")
    print("|---|---|---|---|---|--:|---|")
    for case in cases:
        report = gate(place_of(case, given.folder), case.commit)
        told, judged = told_by(report), Counter(case.judged)
        same = told == judged
        right += same
        judged_total += judged.total()
        told_total += told.total()
        agreed_total += (told & judged).total()
        name = f"{case.repository.replace('+', '/')} {case.commit}"
        differ += [f"{name}: not told: {one}" for one in (judged - told).elements()]
        differ += [f"{name}: not judged so: {one}" for one in (told - judged).elements()]
        row = (case.repository.replace("+", "/"), case.commit, case.what)
        found = (in_short(judged.elements()), in_short(told.elements()))
        paid = report["comparison"]["paid_back_total"]
        print("|", " | ".join(map(str, (*row, *found, paid, "yes" if same else "NO"))), "|", flush=True)
    print(f"\n{right} of {len(cases)} commits as judged, finding by finding.")
    print(f"{judged_total} findings judged, {told_total} told, {agreed_total} in both.")
    print("\n".join(differ))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
